internal import ConflictSymbology
public import NewsIngest

/// The language of a page's own words; a report keeps its own.
public enum PageLanguage: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case arabic = "ar"

  /// Arabic for a report in Arabic, else English.
  public init(for language: Language) { self = language == .arabic ? .arabic : .english }

  var direction: String { self == .arabic ? "rtl" : "ltr" }

  func callAsFunction(_ english: String, _ arabic: String) -> String {
    self == .arabic ? arabic : english
  }

  func callAsFunction(_ text: LocalizedText) -> String { self(text.english, text.arabic) }

  /// The name to print first, and the one in the other language where it is another.
  func names(_ english: String, _ arabic: String) -> (first: String, second: String?) {
    let (own, other) = self == .arabic ? (arabic, english) : (english, arabic)
    if own.isEmpty { return (other, nil) }
    return (own, other.isEmpty || other == own ? nil : other)
  }

  var comma: String { self("; ", "؛ ") }
}
