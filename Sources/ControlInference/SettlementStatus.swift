public import CivilCalendar

/// Who holds one place on one day, how surely, and by which claims.
public struct SettlementStatus: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// One side holds it.
    case held
    /// Two camps fight inside it.
    case contested
    /// One side holds it and another surrounds it.
    case besieged
    /// Two sides hold it together.
    case shared
    /// No claim says who holds it.
    case unknown
  }

  public var place: ControlPlace
  public var date: CivilDate
  public var state: State
  /// Who holds it; while it is contested, who held it before, or the first by name of the two who
  /// fight where nobody was known to hold it.
  public var holder: Holder?
  /// The side that contests or besieges it.
  public var opponent: String?
  /// The day on which the holder came to hold it.
  public var heldSince: CivilDate?
  /// The day on which the state began.
  public var stateSince: CivilDate?
  /// How likely the holder is to hold it against the strongest other camp, `0.5...1` as a rule;
  /// fades with the age of the claims. 0 where the state is unknown.
  public var probability: Double
  /// The claims that brought the state about, by their ids.
  public var decidedBy: [String]
  /// The greatest confidence of a claim that supports the holder, `0...1`.
  public var confidence: Double
  /// The greatest weight of such a claim; 1 as a rule.
  public var weight: Double
  /// Whether two independent claims or a reviewed one support the holder.
  public var isConfirmed: Bool
  /// Whether a reviewed claim supports the holder.
  public var isReviewed: Bool
  /// The number of claims up to the day.
  public var evidenceCount: Int
  public var oldestEvidence: CivilDate?
  public var newestEvidence: CivilDate?
  /// The newest claim that supports the holder.
  public var lastSupport: CivilDate?
}

/// A change of a place's status: a line of the change log.
public struct ControlChange: Hashable, Sendable {
  public enum Cause: String, Hashable, Sendable {
    /// A dated claim.
    case claim
    /// The claims that kept a place contested have grown old; they are the ones named.
    case lapse
  }

  public var date: CivilDate
  public var placeID: String
  public var oldState: SettlementStatus.State
  public var oldHolder: Holder?
  public var newState: SettlementStatus.State
  public var newHolder: Holder?
  public var opponent: String?
  public var cause: Cause
  /// The ids of the deciding claims, never empty.
  public var claims: [String]
}
