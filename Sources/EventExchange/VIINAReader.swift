internal import CSVText
internal import CivilCalendar
internal import EventCoding

/// Events of VIINA's de-duplicated files (`event_1pd_…`), and of the first release's `events_latest`,
/// by the columns of its codebook.
///
/// VIINA dates the report, not the event: `date_prec` is 6. It labels who and how with flags and
/// counts nobody: all figures are unknown, and where several tactics are flagged the most specific
/// gives the sub-type. The row keeps the others.
///
/// Source: the codebook in the README of github.com/zhukovyuri/VIINA.
struct VIINAReader: DatasetReader {
  static let required = ["date", "longitude", "latitude", "GEO_PRECISION", "t_mil_b"]

  static let understood =
    ["event_id_1pd", "event_id", "sources", "source", "url", "lang", "asciiname", "ADM1_NAME"]
    + ["ADM2_NAME", "a_rus_b", "a_ukr_b", "a_rus_init_b", "a_ukr_init_b", "t_civcas_b"]

  /// - Throws: ``ExchangeError`` that names the other files of VIINA for what they are.
  static func check(_ columns: [String]) throws(ExchangeError) {
    if columns.contains("status"), columns.contains("geonameid") || columns.contains("kod") {
      throw ExchangeError(
        "this is one of VIINA's control files: who holds a place on a day, without coordinates; "
          + "make marks of it for conflictmap map --marks, and import event_1pd for events")
    }
    if columns.contains("GEO_API"), !columns.contains("t_mil_b") {
      throw ExchangeError(
        "this is VIINA's event_info, without labels of what happened; import event_1pd")
    }
    if columns.contains("t_mil"), columns.contains("event_id"), !columns.contains("latitude") {
      throw ExchangeError("this is VIINA's event_labels, without places; import event_1pd")
    }
  }

  /// The flags of tactics in the order in which they decide.
  private static let tactics: [(flag: String, type: EventType)] = [
    ("t_uav", .airDroneStrike), ("t_airstrike", .airDroneStrike),
    ("t_artillery", .shellingArtilleryMissile), ("t_ied", .remoteExplosive),
    ("t_firefight", .armedClash), ("t_armor", .armedClash), ("t_raid", .armedClash),
    ("t_aad", .disruptedWeaponsUse), ("t_arrest", .arrests), ("t_hospital", .attack),
    ("t_killing", .attack), ("t_property", .lootingPropertyDestruction),
  ]

  let actors: ActorDirectory

  func event(_ row: inout RowReader) throws(Refusal) -> Event {
    let id = try row.id(row.text("event_id_1pd").isEmpty ? "event_id" : "event_id_1pd")
    let point = try row.point(latitude: "latitude", longitude: "longitude")
    guard let date = DatasetDate.read(row.text("date")) else {
      throw Refusal("date \"\(row.text("date"))\" is not a day like 20220224")
    }
    let precision =
      row.code(
        "GEO_PRECISION", ["STREET": 1, "ADM3": 2, "ADM2": 6, "ADM1": 7, "ADM0": 9]) ?? 0
    let name =
      [row.text("asciiname"), row.text("address"), row.text("ADM1_NAME")]
      .first { !$0.isEmpty } ?? ""
    var place = EventPlace(
      id: nil, nameArabic: "", nameEnglish: name, text: name, point: point, precision: precision)
    if precision >= 5 { place.relation = "area" }
    var event = Event(id: "viina:\(id)", type: .other, place: place)
    event.dates = DateSpan(date, date)
    event.datePrecision = 6
    event.reported = DateSpan(date, date)
    assignSides(to: &event, row)
    assignType(to: &event, row)
    event.targetsCivilians = isSet(row, "t_civcas") || isSet(row, "t_hospital")
    var outlets = row.list("sources", separator: ",")
    if outlets.isEmpty { outlets = row.list("source", separator: ",") }
    let url = row.text("url")
    event.sources = outlets.enumerated().map { index, outlet in
      EventSource(
        reportID: index == 0 ? event.id : "\(event.id)#\(index + 1)", outlet: outlet, title: nil,
        url: url.isEmpty ? nil : url, published: date,
        language: ["ua": "uk", "ru": "ru"][row.text("lang")] ?? "und")
    }
    event.independentSources = max(1, Set(outlets).count)
    event.grade = event.independentSources > 1 ? .confirmed : .weak
    event.confidence = 0.6
    event.mergedFrom = [event.id]
    return event
  }

  private func isSet(_ row: RowReader, _ flag: String) -> Bool {
    ["1", "1.0", "TRUE"].contains(row.text("\(flag)_b"))
  }

  private func assignSides(to event: inout Event, _ row: RowReader) {
    let (russia, ukraine) = (actors.id(named: "Russia"), actors.id(named: "Ukraine"))
    let (isRussian, isUkrainian) = (isSet(row, "a_rus"), isSet(row, "a_ukr"))
    let ukraineBegan = isSet(row, "a_ukr_init") && !isSet(row, "a_rus_init")
    let russiaBegan = isSet(row, "a_rus_init") && !isSet(row, "a_ukr_init")
    if isRussian { event.sideA = [russia] }
    if isUkrainian {
      if isRussian { event.sideB = [ukraine] } else { event.sideA = [ukraine] }
    }
    if ukraineBegan, isRussian, isUkrainian { swap(&event.sideA, &event.sideB) }
    event.initiator = russiaBegan || ukraineBegan ? .a : .unknown
    // A state of its own and one from outside: ACLED's types 1 and 8.
    event.interaction =
      isRussian && isUkrainian ? 18 : isUkrainian ? 10 : isRussian ? 80 : nil
  }

  private func assignType(to event: inout Event, _ row: RowReader) {
    if isSet(row, "t_control"), event.initiator == .a, let gainer = event.sideA.first {
      event.type =
        gainer == actors.id(named: "Ukraine")
        ? .governmentRegainsTerritory : .nonStateOvertakesTerritory
      event.controlEffect = .gain
      (event.controlTo, event.controlFrom) = (gainer, event.sideB.first)
      return
    }
    event.type = Self.tactics.first { isSet(row, $0.flag) }?.type ?? .other
    if isSet(row, "t_retreat") { event.controlEffect = .withdraw }
  }
}
