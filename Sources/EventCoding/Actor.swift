public import CivilCalendar

/// Who fights, holds, claims or suffers: a row of `actors.csv`.
public struct Actor: Hashable, Sendable {
  public var id: String
  public var nameEnglish: String
  public var nameArabic: String
  public var aliasesEnglish: [String]
  public var aliasesArabic: [String]
  /// What its enemies call it: the same actor, and a sign of the source's slant.
  public var hostileEnglish: [String]
  public var hostileArabic: [String]
  /// ACLED's actor type, `1...8`.
  public var type: Int
  /// Allied sides share a camp.
  public var camp: String
  /// The key of the side whose colours it has.
  public var side: String
  public var parent: String?
  public var validFrom: CivilDate?
  public var validTo: CivilDate?

  public init(
    id: String, nameEnglish: String, nameArabic: String, aliasesEnglish: [String] = [],
    aliasesArabic: [String] = [], hostileEnglish: [String] = [], hostileArabic: [String] = [],
    type: Int, camp: String, side: String, parent: String? = nil, validFrom: CivilDate? = nil,
    validTo: CivilDate? = nil
  ) {
    self.id = id
    self.nameEnglish = nameEnglish
    self.nameArabic = nameArabic
    self.aliasesEnglish = aliasesEnglish
    self.aliasesArabic = aliasesArabic
    self.hostileEnglish = hostileEnglish
    self.hostileArabic = hostileArabic
    self.type = type
    self.camp = camp
    self.side = side
    self.parent = parent
    self.validFrom = validFrom
    self.validTo = validTo
  }
}
