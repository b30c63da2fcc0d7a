internal import CivilCalendar
internal import EventCoding
internal import SimpleFeatures

/// Events in the columns of ACLED.
///
/// The dataset holds asserted events with a day and a place. Several days become the middle one with
/// a coarser `time_precision`; figures other than deaths go into the notes. Of vague numbers ACLED
/// writes 3 for several, 12 for dozens and 100 for hundreds, and 0 where no figure is known.
///
/// Source: "Armed Conflict Location & Event Data Project (ACLED) Codebook" (2023).
struct ACLEDProfile: ProfileWriter {
  let dataset = EventDataset.acled
  let columns = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
  ]

  let actors: ActorDirectory

  func cells(of item: ProfileEvent, _ log: inout LossLog) -> [String: String]? {
    let event = item.event
    func omit(_ field: String, _ value: String, _ why: String) -> [String: String]? {
      log.add(event.id, field, value, "not written: \(why)")
      return nil
    }
    guard event.status != .rejected, event.polarity == .asserted else {
      return omit("polarity", event.polarity.rawValue, "the layout holds what happened")
    }
    guard let point = event.place.point else { return omit("geo_prec", "0", "no place") }
    guard let dates = event.dates ?? event.reported else { return omit("date_start", "", "no day") }
    var cells = what(event, &log)
    for (column, cell) in when(event, dates, &log) { cells[column] = cell }
    for (column, cell) in who(event) { cells[column] = cell }
    let place = event.place
    cells["iso"] = item.country.map { String($0.iso) } ?? ""
    cells["region"] = item.country?.acledRegion ?? ""
    cells["country"] = item.countryName
    for (column, name) in zip(["admin1", "admin2", "admin3"], item.units) { cells[column] = name }
    cells["location"] = place.nameEnglish.isEmpty ? place.text : place.nameEnglish
    cells["latitude"] = String(point.latitude)
    cells["longitude"] = String(point.longitude)
    switch place.precision {
    case 1, 2: cells["geo_precision"] = "1"
    case 3...6: cells["geo_precision"] = "2"
    default: cells["geo_precision"] = "3"
    }
    if ![1, 2, 3, 7].contains(place.precision) {
      log.add(
        event.id, "geo_prec", String(place.precision),
        "geo_precision \(cells["geo_precision"] ?? "")")
    }
    cells["source"] = event.sources.compactMap(\.outlet).joined(separator: "; ")
    cells["notes"] = notes(event, &log)
    cells["fatalities"] = String(fatalities(event, &log))
    return cells
  }

  private func when(
    _ event: Event, _ dates: DateSpan, _ log: inout LossLog
  ) -> [String: String] {
    let middle = dates.first + (dates.dayCount - 1) / 2
    var precision = dates.dayCount == 1 ? 1 : dates.dayCount <= 7 ? 2 : 3
    if event.dates == nil || event.datePrecision == 6 {
      precision = 3
      log.add(
        event.id, "date_prec", String(event.datePrecision),
        "the day of the report, time_precision 3")
    } else {
      precision = max(precision, [1: 1, 2: 2, 3: 2, 4: 3, 5: 3][event.datePrecision] ?? 3)
      if dates.dayCount > 1 {
        log.add(
          event.id, "date_start, date_end", "\(dates.first) to \(dates.last)",
          "the middle day, time_precision \(precision)")
      }
    }
    return [
      "event_date": middle.description, "year": String(middle.year),
      "time_precision": String(precision),
    ]
  }

  private func what(_ event: Event, _ log: inout LossLog) -> [String: String] {
    let subType = ACLEDCodes.name(of: event.type)
    if subType.isNearest { log.add(event.id, "sub_type", event.type.rawValue, subType.name) }
    return [
      "event_id_cnty": event.id.hasPrefix("acled:") ? String(event.id.dropFirst(6)) : event.id,
      "disorder_type": ACLEDCodes.disorder(of: event.type),
      "event_type": ACLEDCodes.name(of: event.type.category), "sub_event_type": subType.name,
      "civilian_targeting": event.targetsCivilians ? "Civilian targeting" : "",
    ]
  }

  /// The first actor of each side by its type, then by name; the others are associates.
  private func who(_ event: Event) -> [String: String] {
    func side(_ ids: [String]) -> (first: String, others: String, type: Int?) {
      let ordered = ids.sorted {
        (actors.type(of: $0) ?? 9, actors.name(of: $0))
          < (actors.type(of: $1) ?? 9, actors.name(of: $1))
      }
      return (
        ordered.first.map(actors.name) ?? "",
        ordered.dropFirst().map(actors.name).joined(separator: "; "),
        ordered.first.flatMap(actors.type)
      )
    }
    var a = side(event.sideA)
    var b = side(event.sideB)
    if b.first.isEmpty, event.targetsCivilians { b = ("Civilians", "", 7) }
    if a.first.isEmpty { swap(&a, &b) }
    // Types of actors that nobody knows may be in the interaction of the dataset they came from.
    let known = event.interaction.map { [$0 / 10, $0 % 10].filter { (1...8).contains($0) } } ?? []
    let types = [a.type, b.type].compactMap { $0 }
    if a.type == nil, !a.first.isEmpty {
      a.type = known.first { !types.contains($0) } ?? known.first
    }
    if b.type == nil, !b.first.isEmpty {
      b.type = known.last { $0 != a.type } ?? (known.count > 1 ? known.last : nil)
    }
    func name(_ type: Int?) -> String { type.map { ACLEDCodes.actorTypes[$0 - 1] } ?? "" }
    return [
      "actor1": a.first, "assoc_actor_1": a.others, "inter1": name(a.type), "actor2": b.first,
      "assoc_actor_2": b.others, "inter2": name(b.type),
      "interaction": a.type.map { ACLEDCodes.interaction($0, b.type) } ?? "",
    ]
  }

  private func fatalities(_ event: Event, _ log: inout LossLog) -> Int {
    let tally = event.killed
    guard let best = tally.best ?? tally.low else {
      log.add(event.id, "killed_best", "unknown", "fatalities 0")
      return 0
    }
    guard event.countKind == .new, event.type != .burialOrRecovery else {
      log.add(
        event.id, "killed_best", "\(best), \(event.countKind.rawValue)",
        "fatalities 0, and in notes")
      return 0
    }
    let rules = Set(
      event.evidence.filter { $0.field == "killed" }
        .compactMap { $0.rule.split(separator: "+").first.map(String.init) })
    if rules.count == 1, let rule = rules.first,
      let number = ["several": 3, "dozens": 12, "hundreds": 100][rule]
    {
      log.add(event.id, "killed", tally.text, "fatalities \(number), ACLED's number for \(rule)")
      return number
    }
    if tally.low != best || tally.high != best {
      log.add(event.id, "killed", tally.text, "fatalities: the best figure alone")
    }
    return best
  }

  private func notes(_ event: Event, _ log: inout LossLog) -> String {
    var notes: [String] = []
    for (name, tally) in event.figuresBesideKilled where tally.isStated {
      notes.append("\(name) \(tally.text)")
      log.add(event.id, name, tally.text, "in notes")
    }
    if event.killed.isStated, event.countKind != .new || event.type == .burialOrRecovery {
      notes.append("killed \(event.killed.text) (\(event.countKind.rawValue))")
    }
    if !event.claimedBy.isEmpty {
      notes.append("according to \(event.claimedBy.map(actors.name).joined(separator: ", "))")
    }
    if !event.disagreements.isEmpty {
      log.add(event.id, "disagreements", String(event.disagreements.count), "not written")
    }
    return notes.joined(separator: "; ")
  }
}
