public import CivilCalendar
public import EventCoding

/// What a ledger counts and how it gathers it.
public struct LedgerRules: Sendable {
  /// Which people are counted.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case killed, injured, captured, defected, missing, displaced
  }

  /// What makes a row.
  public enum Grouping: Hashable, Sendable {
    case day
    case week(startingOn: Weekday)
    case month
    case place
    /// Who lost them; only the killed are known by side.
    case side
    /// The sub-type.
    case type
  }

  public var kind: Kind
  public var grouping: Grouping
  /// Only events all of whose possible days are within; all events where `nil`.
  public var period: LedgerPeriod
  /// The side that an actor stands on, `nil` for an actor that nobody knows.
  public var side: @Sendable (_ actorID: String) -> String?

  public init(
    kind: Kind = .killed, by grouping: Grouping, period: LedgerPeriod = LedgerPeriod(),
    side: @escaping @Sendable (_ actorID: String) -> String? = { _ in nil }
  ) {
    self.kind = kind
    self.grouping = grouping
    self.period = period
    self.side = side
  }
}

/// A period of which either end may be open.
public struct LedgerPeriod: Hashable, Sendable {
  public var from: CivilDate?
  public var to: CivilDate?

  public init(from: CivilDate? = nil, to: CivilDate? = nil) {
    self.from = from
    self.to = to
  }

  var isBounded: Bool { from != nil || to != nil }

  func contains(_ span: DateSpan) -> Bool {
    (from.map { $0 <= span.first } ?? true) && (to.map { span.last <= $0 } ?? true)
  }

  func touches(_ span: DateSpan) -> Bool {
    (from.map { $0 <= span.last } ?? true) && (to.map { span.first <= $0 } ?? true)
  }
}

/// Why an event's figure is in no sum.
public enum LeftOutReason: Hashable, Sendable {
  case rejected
  case denied, planned, hypothetical
  /// Told as background of other news: who told it as news is counted.
  case background
  /// The dead died earlier and elsewhere.
  case burialOrRecovery
  case runningTotal
  /// A part of a total that is told beside it.
  case shareOfTotal
  /// Its figure was read from the same words as that of another event.
  case duplicate(of: String)
  case outsidePeriod
  /// Its possible days reach beyond the period.
  case reachesBeyondPeriod
  /// Without a day of its own no period can be said to hold it.
  case undatedForPeriod
  case noFigure
  /// A figure below zero, as no count of people is.
  case unusableFigure

  /// A word for programs.
  public var code: String {
    switch self {
    case .rejected: "rejected"
    case .denied: "denied"
    case .planned: "planned"
    case .hypothetical: "hypothetical"
    case .background: "background"
    case .burialOrRecovery: "burial_or_recovery"
    case .runningTotal: "running_total"
    case .shareOfTotal: "share_of_total"
    case .duplicate: "duplicate"
    case .outsidePeriod: "outside_period"
    case .reachesBeyondPeriod: "reaches_beyond_period"
    case .undatedForPeriod: "undated"
    case .noFigure: "no_figure"
    case .unusableFigure: "unusable_figure"
    }
  }

  /// Words for a person.
  public var text: String {
    switch self {
    case .rejected: "rejected by a person"
    case .denied: "denied"
    case .planned: "planned, not done"
    case .hypothetical: "hypothetical"
    case .background: "told as background"
    case .burialOrRecovery: "a burial or recovery: they died earlier"
    case .runningTotal: "a running total"
    case .shareOfTotal: "a share of a total"
    case .duplicate(let other): "duplicate of event \(other): the same words"
    case .outsidePeriod: "outside the period"
    case .reachesBeyondPeriod: "its possible days reach beyond the period"
    case .undatedForPeriod: "its day is not known, so no period holds it"
    case .noFigure: "no figure"
    case .unusableFigure: "a figure below zero"
    }
  }
}

extension LedgerRules.Kind {
  /// The people of this kind that the event counts.
  public func tally(of event: Event) -> Tally {
    switch self {
    case .killed: event.killed
    case .injured: event.injured
    case .captured: event.captured
    case .defected: event.defected
    case .missing: event.missing
    case .displaced: event.displaced
    }
  }
}
