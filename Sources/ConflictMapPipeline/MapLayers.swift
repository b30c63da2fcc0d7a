internal import CivilCalendar
internal import ConflictSymbology
internal import SimpleFeatures

/// The layers of a run, in memory or out of a GeoPackage, as a map needs them.
///
/// Both ways lead through the same tables, so that `map` and `render` draw the same picture.
struct MapLayers {
  private let tables: [String: FeatureTable]
  let events: [MapEvent]

  /// An event that may be drawn.
  struct MapEvent {
    var id: String
    var point: GeographicPoint?
    var precision: Int
    var dates: DateSpan?
    var datePrecision: Int
    var deaths: Int?
    var kind: EventKind
    var isAsserted: Bool
    var place: LocalizedText
    var placeID: String?
    var detail: String
  }

  init(_ tables: [FeatureTable]) {
    self.tables = Dictionary(tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    events = TableRows(self.tables["events"]).compactMap { row in
      guard let id = row.text("event_id") else { return nil }
      var point: GeographicPoint?
      if case .point(let position)? = row.feature.geometry { point = position }
      var dates: DateSpan?
      if let first = row.date("date_start"), let last = row.date("date_end"), first <= last {
        dates = DateSpan(first, last)
      }
      let counts = row.text("count_kind") ?? "new"
      return MapEvent(
        id: id, point: point, precision: row.integer("geo_prec") ?? 2, dates: dates,
        datePrecision: row.integer("date_prec") ?? 1,
        deaths: counts == "new" ? row.integer("killed_best") : nil,
        kind: EventKind(
          eventType: row.text("event_type") ?? "",
          interaction: row.integer("interaction").map(String.init)),
        isAsserted: ["asserted", "historical"].contains(row.text("polarity") ?? "asserted")
          && row.text("status") != "rejected",
        place: LocalizedText(
          english: row.text("place_en") ?? row.text("place_text") ?? "",
          arabic: row.text("place_ar") ?? ""),
        placeID: row.text("place_id"), detail: Self.detail(of: row))
    }
  }

  private static func detail(of row: TableRows.Row) -> String {
    var parts = [
      (row.text("sub_type") ?? row.text("event_type") ?? "event")
        .split(separator: "_").joined(separator: " ")
    ]
    if let first = row.date("date_start"), let last = row.date("date_end"), first <= last {
      parts.append(MapDates.english(DateSpan(first, last)))
    }
    if let killed = row.integer("killed_best") { parts.append("killed \(killed)") }
    if let injured = row.integer("injured_best") { parts.append("injured \(injured)") }
    return parts.joined(separator: ", ")
  }

  /// The last day of evidence on who holds what, `nil` where there is none.
  var lastControlDate: CivilDate? {
    let areas = TableRows(tables["control_areas"]).compactMap { $0.date("evidence_newest") }
    return areas.max()
      ?? TableRows(tables["settlement_control"]).compactMap {
        $0.date("valid_from")
      }.max()
  }

  /// The first day for which areas were computed.
  var firstControlDate: CivilDate? {
    TableRows(tables["control_areas"]).compactMap { $0.date("valid_from") }.min()
  }

  func areas(on date: CivilDate) -> [ConflictMapContent.Area] {
    TableRows(tables["control_areas"]).filter { $0.holds(on: date) }.compactMap { row in
      guard let side = row.text("side"),
        let polygons = row.feature.geometry.flatMap(polygons)
      else { return nil }
      let share = row.real("probability").map { "; on average \(Int(($0 * 100).rounded())) %" }
      return ConflictMapContent.Area(
        side: side, sharedWith: row.text("shared_with"), probability: row.real("probability"),
        polygons: polygons,
        detail: "\(row.integer("places") ?? 0) places known\(share ?? "")")
    }
  }

  func fronts(on date: CivilDate) -> [ConflictMapContent.Front] {
    JoinedFronts(TableRows(tables["front_lines"]).filter { $0.holds(on: date) }).fronts
  }

  func controlPoints(on date: CivilDate) -> [ConflictMapContent.ControlPoint] {
    TableRows(tables["settlement_control"]).filter { $0.holds(on: date) }.compactMap { row in
      guard let side = row.text("side"), case .point(let point)? = row.feature.geometry else {
        return nil
      }
      return ConflictMapContent.ControlPoint(side: side, position: point)
    }
  }

  func ground(_ layer: String, on date: CivilDate) -> [Polygon<GeographicPoint>] {
    TableRows(tables[layer]).filter { $0.holds(on: date) }
      .flatMap { $0.feature.geometry.flatMap(polygons) ?? [] }
  }
}
