public import NewsIngest

/// What came of a run, for a person.
public struct MapSummary: Sendable {
  public var reports = 0
  /// Reports that the GeoPackage held already.
  public var known = 0
  public var mentions = 0
  public var resolved = 0
  public var ambiguous = 0
  public var unknown = 0
  /// The most frequent names that look like places and are in no gazetteer, at most ten.
  public var unknownNames: [(name: String, count: Int)] = []
  public var events = 0
  public var claims = 0
  /// The most frequent first.
  public var eventsByType: [(type: String, count: Int)] = []
  /// Events without a calendar date, or known to the district or worse: in the layers, not drawn
  /// as points.
  public var undated = 0
  public var coarse = 0
  public var marks = 0
  public var controlChanges = 0
  public var maps = 0
  /// Paths of the files that were written.
  public var files: [String] = []
  public var problems: [ReadingProblem] = []
  public var warnings: [String] = []

  public init() {}

  /// Whether some input could not be used.
  public var hasLosses: Bool { problems.contains { $0.severity == .error } }
}
