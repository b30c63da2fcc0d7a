internal import CivilCalendar
internal import EventCoding

/// What a reader should know of the sums.
struct LedgerNotes {
  private(set) var notes: [String] = []
  private let rules: LedgerRules

  init(rules: LedgerRules, selection: LedgerSelection, events: [Event]) {
    self.rules = rules
    for total in selection.runningTotals { compare(total, with: selection.countable) }
    for event in selection.counted
    where event.disagreements.contains(where: { $0.field == "polarity" }) {
      notes.append("event \(event.id) is counted, and another source denies it")
    }
    noteTwins(among: selection.counted)
    if rules.grouping == .side { noteParts(of: selection.counted) }
  }

  // MARK: Running totals

  /// A total that is more than the sum of what it covers says that deaths are missing here; one that
  /// cannot be compared is told too.
  private mutating func compare(_ total: Event, with events: [Event]) {
    let tally = rules.kind.tally(of: total)
    guard let best = tally.best ?? tally.low else { return }
    let name = "the running total of \(best) \(rules.kind.rawValue) (event \(total.id))"
    guard let last = total.dates?.last ?? total.reported?.last else {
      notes.append("\(name) has no day and cannot be compared with the sum")
      return
    }
    // A total of one day is as of that day: it covers all that came before.
    let first = total.dates.flatMap { $0.dayCount > 1 ? $0.first : nil }
    guard let isWithin = ground(of: total) else {
      notes.append("\(name) is of no single place or unit and cannot be compared with the sum")
      return
    }
    var sum = LedgerSum()
    for event in events {
      guard let dates = event.dates, dates.last <= last, first.map({ $0 <= dates.first }) ?? true,
        isWithin(event)
      else { continue }
      sum.add(rules.kind.tally(of: event))
    }
    guard sum.best < best else { return }
    let days = first.map { "from \($0) to \(last)" } ?? "until \(last)"
    notes.append(
      "\(name), \(days), is more than the \(sum.best) of the \(sum.events) events that it covers: "
        + "\(best - sum.best) are in no event")
  }

  /// Whether an event is on the ground of a total; `nil` where that cannot be said.
  private func ground(of total: Event) -> ((Event) -> Bool)? {
    let place = total.place
    func unit(_ code: String, _ of: @escaping (EventPlace) -> String) -> ((Event) -> Bool)? {
      code.isEmpty ? nil : { of($0.place) == code }
    }
    switch place.precision {
    case 1...4: return place.id.map { id in { $0.place.id == id } }
    case 5: return unit(place.adm3.isEmpty ? place.id ?? "" : place.adm3, \.adm3)
    case 6: return unit(place.adm2.isEmpty ? place.id ?? "" : place.adm2, \.adm2)
    case 7: return unit(place.adm1.isEmpty ? place.id ?? "" : place.adm1, \.adm1)
    case 9: return { _ in true }
    default: return nil
    }
  }

  // MARK: Twins

  /// Two events of one place and time with one figure from different reports may be one.
  private mutating func noteTwins(among events: [Event]) {
    var byPlace: [String: [Event]] = [:]
    for event in events where (1...4).contains(event.place.precision) {
      guard let id = event.place.id, event.dates != nil, event.datePrecision <= 3 else { continue }
      byPlace[id, default: []].append(event)
    }
    for place in byPlace.keys.sorted() {
      let events = byPlace[place] ?? []
      for (index, first) in events.enumerated() {
        for second in events[(index + 1)...] where areTwins(first, second) {
          notes.append(
            "events \(first.id) and \(second.id) may count the same people: one place, one time, "
              + "\(rules.kind.tally(of: first).best ?? 0) \(rules.kind.rawValue) in both; "
              + "conflictmap events merge makes them one")
        }
      }
    }
  }

  private func areTwins(_ a: Event, _ b: Event) -> Bool {
    guard let x = a.dates, let y = b.dates, x.overlaps(y), a.type.category == b.type.category,
      let best = rules.kind.tally(of: a).best, best > 1, best == rules.kind.tally(of: b).best
    else { return false }
    let reports = Set(a.sources.map(\.reportID))
    return !b.sources.contains { reports.contains($0.reportID) }
  }

  // MARK: Sides

  private mutating func noteParts(of events: [Event]) {
    for event in events {
      let parts = [
        event.killedOfA, event.killedOfB, event.killedCivilians, event.killedUnknown,
      ].compactMap { $0 }
      let sum = parts.reduce(0.0) { $0 + Double($1) }
      guard let best = event.killed.best, sum > Double(best) else { continue }
      notes.append(
        "event \(event.id) parts \(Int(exactly: sum) ?? .max) dead between the sides and counts "
          + "\(best)")
    }
  }
}
