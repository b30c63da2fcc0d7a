internal import CivilCalendar
internal import EventCoding

/// Says in which row of a ledger an event is.
struct LedgerGrouping {
  /// Rows in their order: those of a rank, then by key.
  struct Key: Hashable, Comparable {
    var rank = 0
    var text: String
    var label: String
    var labelArabic = ""
    var days: DateSpan?

    static func == (a: Key, b: Key) -> Bool { (a.rank, a.text) == (b.rank, b.text) }
    static func < (a: Key, b: Key) -> Bool { (a.rank, a.text) < (b.rank, b.text) }
    func hash(into hasher: inout Hasher) {
      hasher.combine(rank)
      hasher.combine(text)
    }

    var row: Ledger.Row {
      Ledger.Row(key: text, label: label, labelArabic: labelArabic, days: days)
    }
  }

  let rules: LedgerRules

  /// The rows that the event is in, with what it brings to each; only by side are there several.
  func parts(of event: Event) -> [(key: Key, tally: Tally)] {
    let tally = rules.kind.tally(of: event)
    switch rules.grouping {
    case .day, .week, .month: return [(timeKey(of: event), tally)]
    case .place: return [(placeKey(of: event), tally)]
    case .type: return [(Key(text: event.type.rawValue, label: event.type.rawValue), tally)]
    case .side: return sideParts(of: event, tally)
    }
  }

  // MARK: Time

  private func timeKey(of event: Event) -> Key {
    guard let dates = event.dates, event.datePrecision < 6 else {
      return Key(rank: 2, text: "undated", label: "day not known")
    }
    let bucket = bucket(with: dates.first)
    guard bucket.contains(dates.last) else {
      return Key(rank: 1, text: "spans_several", label: "spans several")
    }
    return Key(
      text: bucket.first.description,
      label: bucket.dayCount == 1
        ? bucket.first.description : "\(bucket.first) to \(bucket.last)",
      days: bucket)
  }

  private func bucket(with day: CivilDate) -> DateSpan {
    switch rules.grouping {
    case .week(let start):
      let first = day - (day.weekday.rawValue - start.rawValue + 7) % 7
      return DateSpan(first, first + 6)
    case .month:
      let (year, month, dayOfMonth) = day.components
      let first = day - (dayOfMonth - 1)
      return DateSpan(first, first + (CivilDate.days(inMonth: month, of: year) - 1))
    case .day, .place, .side, .type: return DateSpan(day, day)
    }
  }

  // MARK: Place

  private func placeKey(of event: Event) -> Key {
    let place = event.place
    let english = place.nameEnglish.isEmpty ? place.text : place.nameEnglish
    // What is known to a sub-district or worse is the area's, and of no place in it.
    let isArea = place.precision >= 5
    func label(_ name: String) -> String { isArea ? "\(name) (area)" : name }
    if place.precision == 0 {
      return Key(rank: 1, text: "unresolved", label: "place not resolved")
    }
    let id = place.id ?? "text:\(place.text)"
    return Key(
      text: isArea ? "area:\(id)" : id, label: label(english.isEmpty ? id : english),
      labelArabic: place.nameArabic)
  }

  // MARK: Side

  static let civilians = Key(rank: 1, text: "civilians", label: "civilians")
  static let unknown = Key(rank: 2, text: "unknown", label: "not said whose")

  private func sideParts(of event: Event, _ tally: Tally) -> [(key: Key, tally: Tally)] {
    guard tally.isStated else { return [(Self.unknown, tally)] }
    var counts: [Key: Int] = [:]
    for (key, count) in [
      (sideKey(of: event.sideA), event.killedOfA), (sideKey(of: event.sideB), event.killedOfB),
      (Self.civilians, event.killedCivilians), (Self.unknown, event.killedUnknown),
    ] {
      if let count, count > 0 {
        let (sum, overflow) = counts[key, default: 0].addingReportingOverflow(count)
        counts[key] = overflow ? .max : sum
      }
    }
    if counts.count == 1, let key = counts.keys.first, counts[key] == tally.best {
      return [(key, tally)]
    }
    guard !counts.isEmpty, let best = tally.best ?? tally.low ?? tally.high else {
      return [(Self.unknown, tally)]
    }
    let parted = counts.values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    if parted >= 0, parted < best { counts[Self.unknown, default: 0] += best - parted }
    // By side only the best figure is known; its bounds hold where the whole has none of its own.
    return counts.sorted { $0.key < $1.key }.map { key, count in
      (
        key,
        Tally(
          low: tally.low == best ? count : nil, best: count,
          high: tally.high == best ? count : nil)
      )
    }
  }

  private func sideKey(of actors: [String]) -> Key {
    guard !actors.isEmpty else { return Self.unknown }
    let text = Set(actors.map { rules.side($0) ?? $0 }).sorted().joined(separator: "+")
    return Key(text: text, label: text)
  }
}
