internal import CivilCalendar
internal import ControlInference
internal import EventLayers
internal import OGR
internal import PROJ
internal import SimpleFeatures

/// The ground within which each piece of a front may run, as polygons.
struct ControlBands {
  private let bands: [[Polygon<GeographicPoint>]]

  /// - Throws: `OGRError`, `PROJError`.
  init(_ stage: ControlStage) throws {
    let transformation = try CoordinateTransformation(to: stage.projection)
    bands = try stage.history.fronts.map { version in
      let width = max(version.value.uncertainty, 1)
      return try GeometryOperations.buffer(version.value.lines, distance: width, segments: 4)
        .map { try $0.mapPositions { try transformation.geographic($0) } }
    }
  }

  /// The bands as a layer, a row for each row of the fronts.
  func table(_ layers: ControlLayers) -> FeatureTable {
    let lines = layers.frontTable()
    var table = FeatureTable(
      name: "front_bands", title: "Where the fronts may run",
      summary: "The ground within half the gap between the opposing places on either side of a "
        + "front.", geometryType: .multiPolygon, fields: lines.fields, features: [])
    table.features = zip(lines.features, bands).map { line, polygons in
      Feature(values: line.values, geometry: .multiPolygon(polygons))
    }
    return table
  }
}
