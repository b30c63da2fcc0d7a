internal import CivilCalendar
internal import EventCoding
internal import NewsIngest

/// Parts the events in those that are counted, those that would be and give no figure, and those
/// that are left out.
struct LedgerSelection {
  let rules: LedgerRules
  private(set) var counted: [Event] = []
  private(set) var withoutFigure: [Event] = []
  private(set) var leftOut: [Ledger.LeftOut] = []
  /// Asserted running totals, burials apart, whatever the period.
  private(set) var runningTotals: [Event] = []
  /// Events that are counted, whatever the period.
  private(set) var countable: [Event] = []

  init(rules: LedgerRules) { self.rules = rules }

  /// - Parameter events: In an order that does not depend on their file's.
  mutating func sort(_ events: [Event]) {
    var owners: [FigureSpan: String] = [:]
    for event in events {
      let tally = rules.kind.tally(of: event)
      if let reason = exclusion(of: event, tally) {
        if reason == .runningTotal { runningTotals.append(event) }
        leftOut.append(Ledger.LeftOut(event: event, reason: reason))
        continue
      }
      let period = exclusionByPeriod(of: event)
      guard tally.isStated else {
        leftOut.append(Ledger.LeftOut(event: event, reason: period ?? .noFigure))
        if period == nil { withoutFigure.append(event) }
        continue
      }
      let spans = figureSpans(of: event)
      if let other = spans.first.flatMap({ owners[$0] }),
        spans.allSatisfy({ owners[$0] != nil })
      {
        leftOut.append(Ledger.LeftOut(event: event, reason: .duplicate(of: other)))
        continue
      }
      for span in spans where owners[span] == nil { owners[span] = event.id }
      countable.append(event)
      if let period {
        leftOut.append(Ledger.LeftOut(event: event, reason: period))
      } else {
        counted.append(event)
      }
    }
  }

  private func exclusion(of event: Event, _ tally: Tally) -> LeftOutReason? {
    if event.status == .rejected { return .rejected }
    switch event.polarity {
    case .denied: return .denied
    case .planned: return .planned
    case .hypothetical: return .hypothetical
    case .historical: return .background
    case .asserted: break
    }
    // Without a figure there is nothing to be a total, and the event is one that gives none.
    guard tally.isStated else { return nil }
    if [tally.low, tally.best, tally.high].contains(where: { ($0 ?? 0) < 0 }) {
      return .unusableFigure
    }
    if event.type == .burialOrRecovery, rules.kind == .killed { return .burialOrRecovery }
    // An event has one kind of count, that of its dead; figures of others were read as new where
    // words of their own say so.
    if rules.kind != .killed, !figureSpans(of: event).isEmpty { return nil }
    switch event.countKind {
    case .new: return nil
    case .runningTotal: return .runningTotal
    case .shareOfTotal: return .shareOfTotal
    }
  }

  private func exclusionByPeriod(of event: Event) -> LeftOutReason? {
    guard rules.period.isBounded else { return nil }
    guard let dates = event.dates, event.datePrecision < 6 else { return .undatedForPeriod }
    if rules.period.contains(dates) { return nil }
    return rules.period.touches(dates) ? .reachesBeyondPeriod : .outsidePeriod
  }

  /// The words that a figure was read from.
  private struct FigureSpan: Hashable {
    var reportID: String
    var start: Int
    var end: Int
  }

  private func figureSpans(of event: Event) -> [FigureSpan] {
    event.evidence.filter { $0.field == rules.kind.rawValue }.map {
      FigureSpan(reportID: $0.reportID, start: $0.span.start, end: $0.span.end)
    }
  }
}
