/// How a typed name matches one of the gazetteer, the surest first.
public enum MatchLevel: String, Hashable, Sendable, CaseIterable, Comparable {
  /// A rule in `overrides.csv` says so.
  case override
  /// Letter by letter.
  case exact
  /// But for the spelling of letters (أ and ا, ة and ه, capitals, diacritics).
  case folded
  /// But for the article and the blanks.
  case articleIgnored = "article_ignored"
  /// But for a word that is written in several forms (تل and تلة, Tell and Tal), or says the kind.
  case alias
  /// It sounds the same but for vowels: another romanisation, or another script.
  case romanisation
  /// It sounds nearly the same.
  case spelling

  /// Whether the one is surer than the other.
  public static func < (a: MatchLevel, b: MatchLevel) -> Bool { a.order < b.order }

  private var order: Int {
    switch self {
    case .override: 0
    case .exact: 1
    case .folded: 2
    case .articleIgnored: 3
    case .alias: 4
    case .romanisation: 5
    case .spelling: 6
    }
  }
}
