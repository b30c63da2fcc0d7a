internal import CivilCalendar
internal import EventCoding
internal import SimpleFeatures

/// Events in the columns of UCDP GED.
///
/// The dataset holds asserted events with at least one new death, a place and a day. Sources: M.
/// Högbladh, "UCDP GED Codebook version 19.1" (2019); for the cell of PRIO-GRID A. F. Tollefsen, H.
/// Strand and H. Buhaug, "PRIO-GRID: A unified spatial data structure" (2012).
struct UCDPProfile: ProfileWriter {
  let dataset = EventDataset.ucdp
  let columns = [
    "id", "year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id",
    "dyad_name", "side_a_new_id", "side_a", "side_b_new_id", "side_b", "number_of_sources",
    "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid",
    "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high",
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
    guard event.countKind == .new, event.type != .burialOrRecovery else {
      return omit("count_kind", event.countKind.rawValue, "the layout holds new deaths")
    }
    // A row of the dataset itself may have an estimate of none.
    let best = event.killed.best ?? event.killed.low
    guard let best, best > 0 || item.source?.dataset == .ucdp else {
      return omit("killed_best", best.map(String.init) ?? "", "the layout needs a death")
    }
    guard let dates = event.dates else { return omit("date_start", "", "no day") }
    let precisions = [1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3, 7: 4, 8: 5, 9: 6, 10: 7]
    guard let point = event.place.point else { return omit("geo_prec", "0", "no place") }
    var cells = identity(of: item, dates)
    cells["where_prec"] = precisions[event.place.precision].map(String.init) ?? ""
    cells["where_coordinates"] =
      event.place.nameEnglish.isEmpty ? event.place.text : event.place.nameEnglish
    cells["adm_1"] = item.units[0]
    cells["adm_2"] = item.units[1]
    cells["latitude"] = String(point.latitude)
    cells["longitude"] = String(point.longitude)
    cells["geom_wkt"] = "POINT (\(point.longitude) \(point.latitude))"
    cells["priogrid_gid"] = String(Self.gridCell(of: point))
    cells["date_prec"] = String(min(5, max(1, event.datePrecision)))
    if event.datePrecision > 5 { log.add(event.id, "date_prec", "6", "5") }
    assignDeaths(of: event, best, &cells, &log)
    tellLosses(of: event, &log)
    return cells
  }

  private func identity(of item: ProfileEvent, _ dates: DateSpan) -> [String: String] {
    let event = item.event
    let violence = violence(of: event)
    let a = event.sideA.map(actors.name).joined(separator: ", ")
    let others = event.sideB.map(actors.name).joined(separator: ", ")
    let b = others.isEmpty && violence == 3 ? "Civilians" : others
    let outlets = event.sources.compactMap(\.outlet)
    return [
      "id": event.id.hasPrefix("ucdp:") ? String(event.id.dropFirst(5)) : event.id,
      "year": String(dates.first.year), "type_of_violence": String(violence),
      "dyad_name": [a, b].filter { !$0.isEmpty }.joined(separator: " - "), "side_a": a,
      "side_b": b,
      "number_of_sources": String(event.independentSources),
      "source_office": outlets.joined(separator: ";"),
      "source_date": event.reported?.first.description ?? "",
      "source_headline": event.sources.compactMap(\.title).joined(separator: ";"),
      "source_original": event.claimedBy.map(actors.name).joined(separator: ";"),
      "country": item.countryName,
      "country_id": item.country?.gleditschWard.map(String.init) ?? "",
      "region": item.country?.ucdpRegion ?? "",
      // 2 where events of several days are told as one.
      "event_clarity": dates.dayCount > 7 || event.confidence < 0.8 ? "2" : "1",
      "date_start": dates.first.description, "date_end": dates.last.description,
    ]
  }

  /// 1 between a state and a group, 2 between groups, 3 against civilians.
  private func violence(of event: Event) -> Int {
    let sides = event.sideA + event.sideB
    if event.targetsCivilians, event.type.category != .battles { return 3 }
    if let interaction = event.interaction, (10...88).contains(interaction) {
      if interaction % 10 == 7 { return 3 }
      return [1, 8].contains(interaction / 10) || interaction % 10 == 8 ? 1 : 2
    }
    return sides.contains { [1, 8].contains(actors.type(of: $0)) } ? 1 : 2
  }

  private func assignDeaths(
    of event: Event, _ best: Int, _ cells: inout [String: String], _ log: inout LossLog
  ) {
    let told = [event.killedOfA, event.killedOfB, event.killedCivilians].map { $0 ?? 0 }
    let sum = told.reduce(0) { $0 + min($1, 1 << 40) }
    let unknown = max(0, best - sum)
    if sum > best { log.add(event.id, "killed_a+killed_b+killed_civ", String(sum), String(best)) }
    cells["deaths_a"] = String(told[0])
    cells["deaths_b"] = String(told[1])
    cells["deaths_civilians"] = String(told[2])
    cells["deaths_unknown"] = String(unknown)
    cells["low"] = String(event.killed.low ?? best)
    cells["best"] = String(best)
    cells["high"] = String(event.killed.high ?? best)
    if event.killed.high == nil {
      log.add(event.id, "killed_high", "open above", "the best figure")
    }
    if event.killed.low == nil { log.add(event.id, "killed_low", "open below", "the best figure") }
  }

  private func tellLosses(of event: Event, _ log: inout LossLog) {
    if event.type != .armedClash, event.type != .attack {
      log.add(event.id, "sub_type", event.type.rawValue, "type_of_violence alone")
    }
    for (name, tally) in event.figuresBesideKilled where tally.isStated {
      log.add(event.id, name, tally.text, "not written")
    }
    if event.controlEffect != .none {
      log.add(event.id, "control_effect", event.controlEffect.rawValue, "not written")
    }
    if !event.disagreements.isEmpty {
      log.add(event.id, "disagreements", String(event.disagreements.count), "not written")
    }
  }

  /// Cells of half a degree, counted from 1 at 180° W, 90° S, eastwards and then northwards.
  static func gridCell(of point: GeographicPoint) -> Int {
    let row = min(359, Int(((point.latitude + 90) * 2).rounded(.down)))
    let column = min(719, Int(((point.longitude + 180) * 2).rounded(.down)))
    return row * 720 + column + 1
  }
}

extension Event {
  /// Figures other than the killed, by their names.
  var figuresBesideKilled: [(name: String, tally: Tally)] {
    [
      ("injured", injured), ("captured", captured), ("defected", defected), ("missing", missing),
      ("displaced", displaced),
    ]
  }
}

extension Tally {
  /// `low/best/high`, a question mark for what is unknown.
  var text: String {
    [low, best, high].map { $0.map(String.init) ?? "?" }.joined(separator: "/")
  }
}
