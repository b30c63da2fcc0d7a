public import CivilCalendar
public import EventCoding

/// Adds up the people that events count, each once.
///
/// Only new counts of asserted events that nobody rejected are added: a running total, a share of a
/// total, a burial, a denial and a plan are listed with the reason instead. Nothing is in two rows of
/// a ledger by day, week, month, place or type; by side the dead of one event are parted between the
/// sides that lost them.
///
/// Time: an event is in the row that holds all its possible days. Where they reach over several rows
/// it is in the row `spans_several`, and where only the report's day is known (`date_prec` 6), or no
/// day at all, in the row `undated`.
public struct Ledger: Sendable {
  /// A sum over some of the events.
  public struct Row: Hashable, Sendable {
    /// A day, a place id, a side, a sub-type; or `spans_several`, `undated`, `unresolved`.
    public var key: String
    public var label: String
    public var labelArabic: String
    /// The days of a row by time.
    public var days: DateSpan?
    public var sum = LedgerSum()
    /// Events that would be counted here and give no figure.
    public var withoutFigure = 0
  }

  public struct LeftOut: Hashable, Sendable {
    public var event: Event
    public var reason: LeftOutReason
  }

  public let kind: LedgerRules.Kind
  /// In the order of time, or of the keys; rows that gather what fits no other come last.
  public let rows: [Row]
  /// All rows together, each event once.
  public let total: Row
  /// By first day (none comes last) and id.
  public let leftOut: [LeftOut]
  /// What a reader should know of the sums, a sentence each.
  public let notes: [String]

  /// - Parameter events: In any order; it does not matter.
  public init(_ events: [Event], rules: LedgerRules) {
    let ordered = events.sorted(by: Self.precedes)
    var selection = LedgerSelection(rules: rules)
    selection.sort(ordered)
    let grouping = LedgerGrouping(rules: rules)
    var rows: [LedgerGrouping.Key: Row] = [:]
    var total = Row(key: "total", label: "Total", labelArabic: "المجموع")
    for event in selection.counted {
      let tally = rules.kind.tally(of: event)
      for (key, part) in grouping.parts(of: event) {
        rows[key, default: key.row].sum.add(part)
      }
      total.sum.add(tally)
    }
    for event in selection.withoutFigure {
      for (key, _) in grouping.parts(of: event) {
        rows[key, default: key.row].withoutFigure += 1
      }
      total.withoutFigure += 1
    }
    kind = rules.kind
    self.rows = rows.sorted { $0.key < $1.key }.map(\.value)
    self.total = total
    leftOut = selection.leftOut.sorted { Self.precedes($0.event, $1.event) }
    notes = LedgerNotes(rules: rules, selection: selection, events: ordered).notes
  }

  private static func precedes(_ a: Event, _ b: Event) -> Bool {
    let latest = CivilDate(dayNumber: .max)
    return (a.dates?.first ?? latest, a.dates?.last ?? latest, a.id)
      < (b.dates?.first ?? latest, b.dates?.last ?? latest, b.id)
  }
}

/// Figures added up.
public struct LedgerSum: Hashable, Sendable {
  /// Events with a figure.
  public private(set) var events = 0
  /// No fewer than this: what is not known to be more counts as nothing.
  public private(set) var low = 0
  public private(set) var best = 0
  /// The highest figures that are known, added up, and the best where a figure is open above.
  public private(set) var highAtLeast = 0
  /// Figures that are open above, such as "more than 100".
  public private(set) var openAbove = 0

  public init() {}

  /// No more than this; `nil` where a figure is open above, or there is none.
  public var high: Int? { openAbove > 0 || events == 0 ? nil : highAtLeast }

  /// Sums that no longer fit a number stay at the largest one.
  mutating func add(_ tally: Tally) {
    guard let best = tally.best ?? tally.low ?? tally.high else { return }
    func sum(_ a: Int, _ b: Int) -> Int {
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? .max : sum
    }
    events += 1
    low = sum(low, tally.low ?? 0)
    self.best = sum(self.best, best)
    highAtLeast = sum(highAtLeast, tally.high ?? best)
    if tally.high == nil { openAbove += 1 }
  }
}
