public import CivilCalendar
internal import ControlInference
internal import EventLayers
internal import OGR
internal import PROJ
internal import SimpleFeatures

/// The ground gained and lost between two files of areas, as polygons.
public struct ControlDiffJob: Sendable {
  /// GeoJSON that `control` wrote, or another file with areas and a field `side`; of a GeoPackage
  /// the layer `control_areas`.
  public var before: String
  public var after: String
  /// Which versions count; the last ones of each file where `nil`.
  public var beforeDate: CivilDate?
  public var afterDate: CivilDate?
  /// Where the polygons go.
  public var output: String?

  public init(before: String, after: String) {
    self.before = before
    self.after = after
  }

  /// One line for each passage from a holder to another, the most ground first.
  ///
  /// - Throws: ``PipelineError``, and what PROJ and GEOS throw.
  public func run() throws -> [String] {
    let old = try Self.areas(of: before, on: beforeDate)
    let new = try Self.areas(of: after, on: afterDate)
    let points = (old + new).flatMap(\.polygons).flatMap(\.exterior.vertices)
    guard let extent = BoundingBox(points) else {
      throw PipelineError(.badInput, "neither file has an area on that day")
    }
    let transformation = try CoordinateTransformation(to: MapProjection.suited(to: extent))
    func projected(
      _ areas: [(holder: Holder, polygons: [Polygon<GeographicPoint>])]
    ) throws -> [(holder: Holder, polygons: [Polygon<ProjectedPoint>])] {
      try areas.map { area in
        (
          area.holder,
          try area.polygons.map { polygon in
            try polygon.mapPositions { try transformation.projected($0) }
          }
        )
      }
    }
    let changes = try ControlDiff.changes(from: projected(old), to: projected(new))
    if let output {
      let table = FeatureTable(
        name: "control_changes", title: "Ground gained and lost",
        summary: "Ground that changed hands from one map to the other; null is nobody's.",
        geometryType: .multiPolygon,
        fields: [
          Field("from", .text, alias: "From"), Field("to", .text, alias: "To"),
          Field("area_km2", .real, alias: "Area (km²)"),
        ],
        features: try changes.map { change in
          Feature(
            values: [
              .init(change.from.map { "\($0)" }), .init(change.to.map { "\($0)" }),
              .real(rounded(change.area / 1e6, 2)),
            ],
            geometry: .multiPolygon(
              try change.polygons.map { polygon in
                try polygon.mapPositions { try transformation.geographic($0) }
              }))
        })
      try replaceFile(at: output, with: GeoJSON.featureCollection(table))
    }
    return changes.enumerated()
      .sorted { ($1.element.area, $0.offset) < ($0.element.area, $1.offset) }
      .map { _, change in
        "\(rounded(change.area / 1e6, 1)) km² from \(change.from.map { "\($0)" } ?? "nobody") to "
          + "\(change.to.map { "\($0)" } ?? "nobody")"
      }
  }

  /// The areas of a file by holder: the versions of a day, or the last ones.
  static func areas(
    of path: String, on date: CivilDate?
  ) throws -> [(holder: Holder, polygons: [Polygon<GeographicPoint>])] {
    let file = try LayerFile(path)
    let table =
      file.tables.first { $0.name == "control_areas" }
      ?? file.tables.first { $0.fields.contains { $0.name == "side" } }
    guard let table else {
      throw PipelineError(
        .badInput, "\(path): no layer of areas with a field side; give what control wrote")
    }
    var areas: [Holder: [Polygon<GeographicPoint>]] = [:]
    for row in TableRows(table) {
      let isWanted: Bool
      if let date {
        isWanted = row.text("valid_from") == nil || row.holds(on: date)
      } else {
        isWanted = row.text("valid_to") == nil
      }
      guard isWanted, let side = row.text("side") else { continue }
      let polygons: [Polygon<GeographicPoint>] =
        switch row.feature.geometry {
        case .polygon(let polygon)?: [polygon]
        case .multiPolygon(let polygons)?: polygons
        default: []
        }
      areas[Holder(side, sharedWith: row.text("shared_with")), default: []] += polygons
    }
    return areas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
