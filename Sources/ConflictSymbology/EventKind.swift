/// What kind of event a symbol stands for.
public enum EventKind: Int, CaseIterable, Hashable, Comparable, Sendable {
  /// Clash, shelling or strike: a circle.
  case fighting
  /// Between groups that are no state: a diamond.
  case nonStateFighting
  /// Against civilians: a triangle.
  case againstCivilians
  /// Protest or riot: a square.
  case unrest
  /// Agreements, arrests, movements and the like: a cross.
  case development
  /// A type that has no symbol of its own: a pentagon.
  case other

  /// The kind of an event by ACLED's event type and interaction, written as in `EVENTS.md`.
  ///
  /// - Parameter interaction: Two digits, the smaller actor type first; both in `2...4` (rebels,
  ///   political and communal militias) is fighting between groups that are no state.
  ///
  /// Source: ACLED, Codebook (2023), event types and interaction codes.
  public init(eventType: String, interaction: String? = nil) {
    switch eventType {
    case "battles", "explosions_remote_violence":
      let digits = interaction.map { Array($0.utf8) } ?? []
      let isNonState = digits.count == 2 && digits.allSatisfy { (0x32...0x34).contains($0) }
      self = isNonState ? .nonStateFighting : .fighting
    case "violence_against_civilians": self = .againstCivilians
    case "protests", "riots": self = .unrest
    case "strategic_developments": self = .development
    default: self = .other
    }
  }

  public static func < (a: EventKind, b: EventKind) -> Bool { a.rawValue < b.rawValue }

  var name: LocalizedText {
    switch self {
    case .fighting:
      LocalizedText(english: "clash, shelling or strike", arabic: "اشتباك أو قصف أو غارة")
    case .nonStateFighting:
      LocalizedText(english: "between non-state groups", arabic: "بين جماعات غير حكومية")
    case .againstCivilians: LocalizedText(english: "against civilians", arabic: "ضد مدنيين")
    case .unrest: LocalizedText(english: "protest or riot", arabic: "احتجاج أو شغب")
    case .development: LocalizedText(english: "other development", arabic: "تطور آخر")
    case .other: LocalizedText(english: "other event", arabic: "حدث آخر")
    }
  }
}
