internal import CSVText
internal import CivilCalendar
internal import EventCoding

/// Events of the UCDP Georeferenced Event Dataset, by its published columns.
///
/// Source of the codes: M. Högbladh, "UCDP GED Codebook version 19.1" (2019); the correspondence is
/// that of EVENTS.md tables 5 and 6.
struct UCDPReader: DatasetReader {
  static let required = [
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude",
    "date_prec", "date_start", "date_end", "best", "low", "high",
  ]

  static let understood = [
    "year", "number_of_sources", "source_office", "source_date", "source_headline",
    "source_original", "where_coordinates", "adm_1", "adm_2", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "dyad_name",
  ]

  let actors: ActorDirectory

  func event(_ row: inout RowReader) throws(Refusal) -> Event {
    let id = try row.id("id")
    let point = try row.point(latitude: "latitude", longitude: "longitude")
    guard let first = DatasetDate.read(row.text("date_start")),
      let last = DatasetDate.read(row.text("date_end")), first <= last
    else { throw Refusal("date_start and date_end are not days in order") }
    let precision =
      row.code("where_prec", ["1": 2, "2": 3, "3": 6, "4": 7, "5": 8, "6": 9, "7": 10]) ?? 0
    let name = row.text("where_coordinates")
    var place = EventPlace(
      id: nil, nameArabic: "", nameEnglish: name, text: name, point: point, precision: precision)
    if precision >= 5 { place.relation = "area" }
    let violence = row.code("type_of_violence", ["1": 1, "2": 2, "3": 3])
    var event = Event(id: "ucdp:\(id)", type: violence == 3 ? .attack : .armedClash, place: place)
    event.dates = DateSpan(first, last)
    event.datePrecision =
      row.code("date_prec", ["1": 1, "2": 2, "3": 3, "4": 4, "5": 5]) ?? 5
    // A day of 1753 stands for none in the dataset's tables.
    if let published = DatasetDate.read(row.text("source_date")), published.year > 1900 {
      event.reported = DateSpan(published, published)
    }
    event.sideA = sides(row.text("side_a"))
    event.sideB = sides(row.text("side_b"))
    event.targetsCivilians = violence == 3
    event.interaction = violence.flatMap { [1: 12, 2: 22, 3: 17][$0] }
    event.killed = Tally(low: row.count("low"), best: row.count("best"), high: row.count("high"))
    event.killedOfA = row.count("deaths_a")
    event.killedOfB = row.count("deaths_b")
    event.killedCivilians = row.count("deaths_civilians")
    event.killedUnknown = row.count("deaths_unknown")
    event.claimedBy = Set(row.list("source_original", separator: ";")).sorted()
    func filled(_ column: String) -> String? {
      let text = row.text(column)
      return text.isEmpty ? nil : text
    }
    event.sources = [
      EventSource(
        reportID: event.id, outlet: filled("source_office"), title: filled("source_headline"),
        url: nil, published: event.reported?.first, language: "en")
    ]
    event.independentSources = max(1, row.count("number_of_sources") ?? 1)
    event.status = .reviewed
    event.grade = event.independentSources > 1 ? .confirmed : .fair
    event.confidence = row.code("event_clarity", ["1": 0.9, "2": 0.7]) ?? 0.9
    event.mergedFrom = [event.id]
    return event
  }

  /// A side may be several groups with commas between them.
  private func sides(_ text: String) -> [String] {
    let groups = text.split(separator: ", ").map(String.init).filter { !$0.isEmpty }
    return Set(groups.map(actors.id)).sorted()
  }
}
