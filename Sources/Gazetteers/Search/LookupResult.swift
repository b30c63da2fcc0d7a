/// A place that a name may mean.
public struct LookupResult: Hashable, Sendable {
  public var place: Place
  /// How the name matched.
  public var level: MatchLevel
  /// How sure it is that the place is meant, `0...1`, were it the first answer.
  public var score: Double
}
