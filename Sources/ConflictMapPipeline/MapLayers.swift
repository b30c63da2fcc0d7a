internal import CivilCalendar
internal import ConflictSymbology
internal import SimpleFeatures

/// The layers of a run, in memory or out of a GeoPackage, as a map needs them.
///
/// Both ways lead through the same tables, so that `map` and `render` draw the same picture.
struct MapLayers {
  private let tables: [String: FeatureTable]
  let events: [MapEvent]
  /// What lies below, where it comes from a file of the user's own.
  var ownBaseMap: OwnBaseMap?

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
    /// The row of the layer, for what only those who ask for it need.
    var row: TableRows.Row
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
        placeID: row.text("place_id"), row: row)
    }
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

  /// Whether areas or fronts come without days: then they hold on every one.
  var hasTimelessControl: Bool {
    ["control_areas", "front_lines"].contains { name in
      tables[name].map { table in
        !table.features.isEmpty && !table.fields.contains { $0.name == "valid_from" }
      } ?? false
    }
  }

  /// The areas of all days, for sums over time.
  var controlRows: TableRows { TableRows(tables["control_areas"]) }

  /// The day of control on a map whose events end on `last`, `nil` where nothing was known by then.
  func controlDate(by last: CivilDate?) -> CivilDate? {
    if hasTimelessControl { return last ?? lastControlDate ?? CivilDate(dayNumber: 0) }
    guard let first = firstControlDate, let last = last ?? lastControlDate else { return nil }
    return last < first ? nil : last
  }

  func areas(on date: CivilDate) -> [ConflictMapContent.Area] {
    TableRows(tables["control_areas"]).enumerated().filter { $0.element.holds(on: date) }
      .compactMap { number, row in
        guard let side = row.text("side"),
          let polygons = row.feature.geometry.flatMap(polygons)
        else { return nil }
        return ConflictMapContent.Area(
          side: side, sharedWith: row.text("shared_with"),
          status: row.text("status").flatMap(ConflictMapContent.Area.Status.init) ?? .held,
          probability: row.real("probability"), polygons: polygons,
          detail: row.integer("places").map { "\($0) places known" },
          // A GeoPackage numbers the rows of a layer from 1.
          row: "control_areas/\(number + 1)")
      }
  }

  func fronts(on date: CivilDate) -> [ConflictMapContent.Front] {
    JoinedFronts(
      TableRows(tables["front_lines"]).enumerated().filter { $0.element.holds(on: date) }
        .map { (number: $0.offset + 1, row: $0.element) }
    ).fronts
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
