public import CivilCalendar
public import Gazetteers
internal import SimpleFeatures

/// What is known to be doubtful in a gazetteer, place by place.
public struct GazetteerAudit: Hashable, Sendable {
  public enum Severity: Int, Hashable, Sendable, CaseIterable, Comparable {
    case high, medium, low
    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
    /// The word that the report has for it.
    public var name: String { "\(self)" }
  }

  public struct Finding: Hashable, Sendable {
    public let defect: Defect
    public let severity: Severity
    /// Empty where no place has the id any more.
    public let place: AuditedPlace
    /// The other place or the value concerned.
    public let other: String
    /// Metres, where the defect has a distance.
    public let meters: Int?
    /// The rows of the sources that it follows from, such as `ocha:C3445`, between vertical bars.
    public let sourceRows: String

    public var placeID: String { place.id }
    public var name: String { place.nameArabic.isEmpty ? place.nameEnglish : place.nameArabic }
  }

  /// What the report says of a place.
  public struct AuditedPlace: Hashable, Sendable {
    public var id: String
    public var nameArabic = ""
    public var nameEnglish = ""
    public var kind: PlaceKind?
    public var country = ""
    public var adm1 = ""
    public var latitude: Double?
    public var longitude: Double?

    init(id: String, name: String) {
      self.id = id
      nameEnglish = name
    }

    init(_ place: Place) {
      id = place.id
      nameArabic = place.nameArabic
      nameEnglish = place.nameEnglish
      kind = place.kind
      country = place.country
      adm1 = place.adm1
      latitude = place.point.latitude
      longitude = place.point.longitude
    }
  }

  /// The severest first, then by defect, place and the other.
  public let findings: [Finding]
  /// The names of the governorates by their codes, for the summary.
  let governorates: [String: String]

  /// - Parameters:
  ///   - overrides: A person's decisions, whose stale ones are findings.
  ///   - aliases: The names that were added by hand, if there is a table of them.
  ///   - commonWords: Words of the languages, folded, Arabic ones without article: a name that is one
  ///     of them is found in texts that name no place.
  ///   - date: The day on which names and places should still be valid; `nil` reports every period
  ///     that has an end.
  public init(
    _ gazetteer: Gazetteer, boundaries: AdministrativeBoundaries,
    overrides: PlaceOverrides = PlaceOverrides(), aliases: AliasTable? = nil,
    commonWords: Set<String> = [], on date: CivilDate? = nil
  ) {
    let places = Array(gazetteer.places)
    let byID = Dictionary(
      places.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var checks = AuditChecks(gazetteer: gazetteer, boundaries: boundaries, places: places)
    for place in places {
      checks.checkPoint(of: place)
      checks.checkReferences(of: place) { byID[$0] != nil || gazetteer.place(id: $0) != nil }
      checks.checkNames(of: place)
      checks.checkValidity(of: place, on: date)
      checks.checkCommonWords(of: place, commonWords, overrides)
    }
    checks.checkNearDuplicates()
    checks.checkOverrides(overrides)
    if let aliases { checks.checkAliases(aliases) }
    findings = checks.findings.sorted {
      ($0.severity, $0.defect.rawValue, $0.placeID, $0.other)
        < ($1.severity, $1.defect.rawValue, $1.placeID, $1.other)
    }
    governorates = Dictionary(
      places.filter { $0.kind == .governorate }.map { ($0.id, $0.nameEnglish) },
      uniquingKeysWith: { first, _ in first })
  }

  /// How many findings there are of each defect, the defects in the order of their names.
  public var summary: [(defect: Defect, count: Int)] {
    Defect.allCases.sorted { $0.rawValue < $1.rawValue }.map { defect in
      (defect, findings.count { $0.defect == defect })
    }
  }

  /// The findings as a CSV table.
  public var csv: String {
    func degrees(_ value: Double?) -> String {
      value.map { "\(($0 * 100_000).rounded() / 100_000)" } ?? ""
    }
    return CSVText.table(
      [
        "severity", "defect", "place_id", "name_ar", "name_en", "kind", "country", "adm1", "lat",
        "lon", "other", "meters", "source_rows", "what_to_do",
      ],
      findings.map { finding in
        let place = finding.place
        return [
          finding.severity.name, finding.defect.rawValue, place.id, place.nameArabic,
          place.nameEnglish, place.kind?.rawValue ?? "", place.country, place.adm1,
          degrees(place.latitude), degrees(place.longitude), finding.other,
          finding.meters.map(String.init) ?? "", finding.sourceRows, finding.defect.whatToDo,
        ]
      })
  }

  /// Whether an angle in degrees is a whole number of minutes, at the table's five decimals.
  static func isWholeMinute(_ degrees: Double) -> Bool {
    let minutes = degrees * 60
    return abs(minutes - minutes.rounded()) < 0.0004
  }
}
