internal import CSVText
internal import CivilCalendar
internal import EventCoding
internal import NewsIngest
internal import SimpleFeatures

/// Events of the UCDP Georeferenced Event Dataset, by its published columns.
///
/// Source of the codes: M. Högbladh, "UCDP GED Codebook version 19.1" (2019); the correspondence is
/// that of EVENTS.md tables 5 and 6.
struct UCDPEvents {
  private(set) var events: [Event] = []
  private(set) var problems: [ReadingProblem] = []

  static let columns = [
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude",
    "date_prec", "date_start", "date_end", "best", "low", "high",
  ]

  /// - Throws: ``PipelineError`` where the file is no table of GED.
  init(_ table: CSVTable, path: String, sides: (String) -> String?) throws {
    let missing = Self.columns.filter { !table.columns.contains($0) }
    guard missing.isEmpty else {
      throw PipelineError(
        .badInput,
        "\(printable(path)):1: not a table of UCDP GED; it lacks \(missing.joined(separator: ", "))"
      )
    }
    for row in table.rows {
      do throws(ReadingProblem) {
        events.append(try Self.event(row, path: path, sides: sides))
      } catch {
        problems.append(error)
      }
    }
    events.sort {
      ($0.dates?.first.dayNumber ?? 0, $0.id) < ($1.dates?.first.dayNumber ?? 0, $1.id)
    }
  }

  private static func event(
    _ row: CSVTable.Row, path: String, sides: (String) -> String?
  ) throws(ReadingProblem) -> Event {
    func problem(_ reason: String) -> ReadingProblem {
      ReadingProblem(path: path, line: row.line, reason: reason + "; the row is passed over")
    }
    guard let latitude = row.number("latitude"), let longitude = row.number("longitude"),
      GeographicPoint(longitude: longitude, latitude: latitude).isValid
    else { throw problem("latitude and longitude are not on the globe") }
    guard let first = CivilDate(iso: row["date_start"]), let last = CivilDate(iso: row["date_end"]),
      first <= last
    else { throw problem("date_start and date_end are not days in order") }
    guard !row["id"].isEmpty else { throw problem("no id") }
    let precision = [1: 2, 2: 3, 3: 6, 4: 7, 5: 8, 6: 9, 7: 10][Int(row["where_prec"]) ?? 0] ?? 0
    var place = EventPlace(
      id: nil, nameArabic: "", nameEnglish: row["where_coordinates"],
      text: row["where_coordinates"], point: .init(longitude: longitude, latitude: latitude),
      precision: precision)
    if precision >= 5 { place.relation = "area" }
    let isAgainstCivilians = row["type_of_violence"] == "3"
    var event = Event(
      id: "ucdp:\(row["id"])", type: isAgainstCivilians ? .attack : .armedClash, place: place)
    event.dates = DateSpan(first, last)
    event.datePrecision = Int(row["date_prec"]).flatMap { (1...5).contains($0) ? $0 : nil } ?? 5
    if let published = CivilDate(iso: row["source_date"]), published.year > 1900 {
      event.reported = DateSpan(published, published)
    }
    event.sideA = [sides(row["side_a"]) ?? row["side_a"]]
    event.sideB = [sides(row["side_b"]) ?? row["side_b"]]
    event.targetsCivilians = isAgainstCivilians
    event.interaction = [1: 12, 2: 22, 3: 17][Int(row["type_of_violence"]) ?? 0]
    event.killed = Tally(low: Int(row["low"]), best: Int(row["best"]), high: Int(row["high"]))
    event.killedOfA = Int(row["deaths_a"])
    event.killedOfB = Int(row["deaths_b"])
    event.killedCivilians = Int(row["deaths_civilians"])
    event.killedUnknown = Int(row["deaths_unknown"])
    event.sources = [
      EventSource(
        reportID: "ucdp:\(row["id"])",
        outlet: row["source_original"].isEmpty ? nil : row["source_original"],
        title: row["source_headline"].isEmpty ? nil : row["source_headline"], url: nil,
        published: event.reported?.first, language: "en")
    ]
    event.independentSources = max(1, Int(row["number_of_sources"]) ?? 1)
    event.status = .reviewed
    event.grade = event.independentSources > 1 ? .confirmed : .fair
    event.confidence = row["event_clarity"] == "2" ? 0.7 : 0.9
    event.mergedFrom = [event.id]
    return event
  }
}
