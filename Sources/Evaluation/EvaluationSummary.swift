/// Figures, tables and the commonest causes of error: what an evaluation prints.
public struct EvaluationSummary: Hashable, Sendable {
  /// One figure.
  public struct Metric: Hashable, Sendable {
    public enum Unit: String, Hashable, Sendable {
      case count, share, kilometres, number
    }

    /// The name that `--fail-under` and the JSON have for it.
    public var key: String
    /// What it is, for a person.
    public var label: String
    /// `nil` where there is nothing to count.
    public var value: Double?
    public var unit: Unit
    /// Where it is a share, of how many.
    public var proportion: Proportion?
    /// Whether a small value is a good one, as of an error.
    public var isBetterLower = false

    public init(
      _ key: String, _ label: String, _ proportion: Proportion, isBetterLower: Bool = false
    ) {
      self.init(key, label, proportion.value, .share, isBetterLower: isBetterLower)
      self.proportion = proportion
    }

    public init(
      _ key: String, _ label: String, _ value: Double?, _ unit: Unit, isBetterLower: Bool = false
    ) {
      self.isBetterLower = isBetterLower
      self.key = key
      self.label = label
      self.value = value
      self.unit = unit
    }

    public init(_ key: String, _ label: String, count: Int) {
      self.init(key, label, Double(count), .count)
    }
  }

  /// Rows of cells under columns.
  public struct Table: Hashable, Sendable {
    public var key: String
    public var title: String
    public var columns: [String]
    public var rows: [[Cell]]

    public init(_ key: String, _ title: String, columns: [String], rows: [[Cell]]) {
      self.key = key
      self.title = title
      self.columns = columns
      self.rows = rows
    }
  }

  public enum Cell: Hashable, Sendable {
    case text(String)
    case count(Int)
    /// A share or score in `0...1`, `nil` of nothing.
    case share(Double?)
    /// Another number, `nil` where there is none.
    case number(Double?)
  }

  /// Figures under a heading.
  public struct Section: Hashable, Sendable {
    public var title: String
    public var metrics: [Metric]
    public var tables: [Table]

    public init(_ title: String, _ metrics: [Metric], tables: [Table] = []) {
      self.title = title
      self.metrics = metrics
      self.tables = tables
    }
  }

  public var sections: [Section]
  /// Causes of error with their counts, the commonest first, causes of one count by name.
  public var causes: [(cause: String, count: Int)] {
    var counts: [String: Int] = [:]
    for error in errors { counts[error.cause, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
  /// Every single error, in the order of the reports.
  public var errors: [EvaluationError]

  public init(sections: [Section], errors: [EvaluationError]) {
    self.sections = sections
    self.errors = errors
  }

  /// The figure with this key.
  public func metric(_ key: String) -> Metric? {
    sections.lazy.flatMap(\.metrics).first { $0.key == key }
  }
}

/// One thing that came out wrong.
public struct EvaluationError: Hashable, Sendable {
  public var reportID: String
  /// The cause, a code that docs/evaluation.md explains.
  public var cause: String
  /// The words, in Unicode scalars of the text; `nil` where none are to be shown.
  public var start: Int?
  public var end: Int?
  public var expected: String
  public var got: String
  /// Why the tool did as it did, in its own words.
  public var reason: String

  public init(
    reportID: String, cause: String, start: Int? = nil, end: Int? = nil, expected: String,
    got: String, reason: String = ""
  ) {
    self.reportID = reportID
    self.cause = cause
    self.start = start
    self.end = end
    self.expected = expected
    self.got = got
    self.reason = reason
  }

  /// The words between two bars with up to 40 scalars on either side, on one line; empty without
  /// a span.
  public func context(in text: String) -> String {
    guard let start, let end else { return "" }
    let scalars = Array(text.unicodeScalars)
    guard start >= 0, start <= end, end <= scalars.count else { return "" }
    func words(_ range: Range<Int>) -> String {
      String(
        String.UnicodeScalarView(scalars[range].map { $0.properties.isWhitespace ? " " : $0 }))
    }
    return words(max(0, start - 40)..<start) + "|" + words(start..<end) + "|"
      + words(end..<min(scalars.count, end + 40))
  }
}
