/// A place that a name may mean.
public struct LookupResult: Hashable, Sendable {
  public var place: Place
  /// How the name matched.
  public var level: MatchLevel
  /// How good the match is in its context, `0...1`; comparable within one lookup.
  public var score: Double
}
