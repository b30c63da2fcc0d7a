internal import CSVText
internal import CivilCalendar
internal import EventCoding

/// Events of ACLED, by the columns of its codebook; files with codes and with names are read.
///
/// ACLED gives a day also where only the week or the month is known: the middle of it. So a
/// `time_precision` of 2 becomes the days three before to three after, and 3 the month. A
/// `geo_precision` of 2, near a town or a small region that a town stands for, becomes "near".
/// ACLED writes 0 both for no deaths and for none reported; it is kept as the 0 that it is.
struct ACLEDReader: DatasetReader {
  static let required = [
    "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "latitude",
    "longitude", "fatalities",
  ]

  static let understood = [
    "year", "time_precision", "disorder_type", "assoc_actor_1", "inter1", "actor2",
    "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country",
    "admin1", "admin2", "admin3", "location", "geo_precision", "source",
  ]

  let actors: ActorDirectory

  func event(_ row: inout RowReader) throws(Refusal) -> Event {
    let id = try row.id("event_id_cnty")
    let point = try row.point(latitude: "latitude", longitude: "longitude")
    guard let date = DatasetDate.read(row.text("event_date")) else {
      throw Refusal("event_date \"\(row.text("event_date"))\" is not a day")
    }
    let precision = row.code("geo_precision", ["1": 2, "2": 3, "3": 7]) ?? 0
    let name = row.text("location")
    var place = EventPlace(
      id: nil, nameArabic: "", nameEnglish: name, text: name, point: point, precision: precision)
    if precision == 3 { place.relation = "near" }
    if precision >= 5 { place.relation = "area" }
    var event = Event(id: "acled:\(id)", type: type(&row), place: place)
    (event.dates, event.datePrecision) = days(date, &row)
    event.sideA = side(row, "actor1", "assoc_actor_1")
    event.sideB = side(row, "actor2", "assoc_actor_2").filter { !event.sideA.contains($0) }
    let types = [actorType(&row, "inter1"), actorType(&row, "inter2")].compactMap { $0 }.sorted()
    event.interaction = types.first.map { $0 * 10 + (types.count > 1 ? types[1] : 0) }
    event.targetsCivilians =
      !row.text("civilian_targeting").isEmpty || event.type.category == .violenceAgainstCivilians
    assignControl(to: &event, row)
    let killed = row.count("fatalities")
    // Conservative figures: no fewer, and nothing is said of more.
    event.killed = Tally(low: killed, best: killed, high: nil)
    event.sources = row.list("source", separator: ";").enumerated().map { index, outlet in
      EventSource(
        reportID: index == 0 ? event.id : "\(event.id)#\(index + 1)", outlet: outlet, title: nil,
        url: nil, published: nil, language: "und")
    }
    event.independentSources = max(1, event.sources.count)
    event.status = .reviewed
    event.grade = event.independentSources > 1 ? .confirmed : .fair
    event.confidence = 0.9
    event.mergedFrom = [event.id]
    return event
  }

  private func type(_ row: inout RowReader) -> EventType {
    if let type = ACLEDCodes.typesByName[row.text("sub_event_type").lowercased()] { return type }
    row.noteUnknown("sub_event_type")
    return .other
  }

  private func days(_ date: CivilDate, _ row: inout RowReader) -> (DateSpan, Int) {
    switch row.code("time_precision", ["1": 1, "2": 2, "3": 3]) {
    case 2: return (DateSpan(date - 3, date + 3), 3)
    case 3:
      let (year, month, day) = date.components
      let first = date - (day - 1)
      return (DateSpan(first, first + (CivilDate.days(inMonth: month, of: year) - 1)), 4)
    default: return (DateSpan(date, date), 1)
    }
  }

  private func side(_ row: RowReader, _ actor: String, _ associates: String) -> [String] {
    var ids: [String] = []
    for name in [row.text(actor)] + row.list(associates, separator: ";") where !name.isEmpty {
      // "Military Forces of Syria (2000-)" is the actor "Military Forces of Syria" of those years.
      let bare = name.prefix { $0 != "(" }.reversed().drop { $0.isWhitespace }.reversed()
      let whole = actors.id(named: name)
      let id = whole == name ? actors.id(named: String(bare)) : whole
      ids.append(id == String(bare) ? name : id)
    }
    return Set(ids).sorted()
  }

  private func actorType(_ row: inout RowReader, _ column: String) -> Int? {
    let text = row.text(column)
    if text.isEmpty || text == "0" { return nil }
    if let type = ACLEDCodes.actorType(text) { return type }
    row.noteUnknown(column)
    return nil
  }

  /// Which side gained: that of the state where the government regains, else the other.
  private func assignControl(to event: inout Event, _ row: RowReader) {
    let isGovernment = event.type == .governmentRegainsTerritory
    guard isGovernment || event.type == .nonStateOvertakesTerritory else { return }
    event.controlEffect = .gain
    let states = [
      ACLEDCodes.actorType(row.text("inter1")), ACLEDCodes.actorType(row.text("inter2")),
    ].map { $0 == 1 }
    guard states[0] != states[1], !event.sideB.isEmpty else { return }
    let aGains = states[0] == isGovernment
    let names = [row.text("actor1"), row.text("actor2")].map(actors.id)
    (event.controlTo, event.controlFrom) = aGains ? (names[0], names[1]) : (names[1], names[0])
  }
}
