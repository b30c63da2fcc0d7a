internal import CivilCalendar
public import ControlInference
internal import EventCoding
internal import OGR
internal import PROJ
internal import SimpleFeatures

/// Areas of control and front lines of a theatre, day by day.
public struct ControlStage: Sendable {
  /// The history in metres on the plane of `projection`.
  public let history: ControlHistory
  public let places: [ControlPlace]
  let evidence: [ControlEvidence]
  let camps: Camps
  let model: ControlModel
  let projection: MapProjection
  let extent: BoundingBox<GeographicPoint>

  /// A line that runs along the border is no front: CARTOGRAPHY.md section 5.
  static let borderShrink = 150.0

  /// What is asked for.
  struct Request {
    /// Cuts areas and fronts; nothing is cut where it is empty.
    var country: [Polygon<GeographicPoint>] = []
    /// The ground to compute; around the evidence where `nil`.
    var extent: BoundingBox<GeographicPoint>?
    /// Cuts areas and fronts once more, as a region does; empty for nothing.
    var frame: [Polygon<GeographicPoint>] = []
    /// The days of the history.
    var span: DateSpan
    /// The days on which a version may begin; each day on which something changes where `nil`.
    var days: [CivilDate]?
    var method = ControlMethod.smoothedLogOdds
    var reading = ControlHistory.Reading.hindsight
    var model = ControlModel()
    /// Lines that make what lies beyond them farther.
    var barriers: [LineString<GeographicPoint>] = []
  }

  /// - Returns: `nil` where there is no evidence that can be placed.
  /// - Throws: ``PipelineError`` where the extent is too large for a grid; `PROJError`,
  ///   `OGRError`.
  init?(_ claims: ControlClaims, camps: Camps, _ request: Request) throws {
    let model = request.model
    self.model = model
    let claimed = claims.places.values.sorted { $0.id < $1.id }
    guard let around = BoundingBox(claimed.map(\.point)) else { return nil }
    let extent = request.extent ?? around
    self.extent = extent
    self.camps = camps
    evidence = claims.evidence
    projection = MapProjection.suited(to: extent)
    let transformation = try CoordinateTransformation(to: projection)
    places = try claimed.map { place in
      ControlPlace(
        id: place.id, point: try transformation.projected(place.point), location: place.point,
        importance: place.importance(model))
    }
    let corners = [
      GeographicPoint(x: extent.minX, y: extent.minY),
      GeographicPoint(x: extent.minX, y: extent.maxY),
      GeographicPoint(x: extent.maxX, y: extent.minY),
      GeographicPoint(x: extent.maxX, y: extent.maxY),
      GeographicPoint(x: extent.center.x, y: extent.minY),
      GeographicPoint(x: extent.center.x, y: extent.maxY),
    ]
    guard let box = BoundingBox(try corners.map { try transformation.projected($0) }) else {
      return nil
    }
    // The whole of a country at 500 m is a million samples; what is larger gets coarser ones.
    let grown = box.insetBy(-model.margin)
    let cell = max(
      model.cellSize, (grown.width * grown.height / 1_500_000).squareRoot().rounded(.up))
    guard let grid = SampleGrid(covering: grown, cellSize: cell) else {
      throw PipelineError(
        .usage, "the ground to compute is too large; give a smaller --extent or --region")
    }
    let projected = try request.country.map {
      try $0.mapPositions { try transformation.projected($0) }
    }
    var frame = [Self.polygon(of: grid.boundingBox)]
    if !request.frame.isEmpty {
      frame = try GeometryOperations.intersection(
        frame,
        try request.frame.map { try $0.mapPositions { try transformation.projected($0) } })
    }
    let nearby =
      projected.isEmpty ? frame : try GeometryOperations.intersection(projected, frame)
    let inner =
      projected.isEmpty
      ? frame
      : try GeometryOperations.intersection(
        GeometryOperations.buffer(projected, distance: -Self.borderShrink), frame)
    // Where no place is known nearby the ground is nobody's, and there is no front. That ground
    // seldom changes.
    var known = KnownGround(without: [], areas: nearby, fronts: try PreparedArea(inner))
    history = try ControlHistory(
      places: places, evidence: evidence, over: request.span, days: request.days,
      reading: request.reading, camps: camps, grid: grid, model: model, method: request.method,
      barriers: try request.barriers.map { line in
        try line.vertices.map { try transformation.projected($0) }
      }
    ) { map in
      if map.noDataGround != known.without {
        known = KnownGround(
          without: map.noDataGround,
          areas: try GeometryOperations.difference(nearby, map.noDataGround),
          fronts: try PreparedArea(GeometryOperations.difference(inner, map.noDataGround)))
      }
      return try map.clipped { polygons in
        try GeometryOperations.intersection(polygons, known.areas)
      } noData: { polygons in
        try GeometryOperations.intersection(polygons, nearby)
      } lines: { lines in
        try lines.flatMap { try known.fronts.clip($0) }
      }
    }
  }

  /// The part of the country where somebody is known to hold the ground.
  private struct KnownGround {
    /// The ground without data that it leaves out.
    var without: [Polygon<ProjectedPoint>]
    var areas: [Polygon<ProjectedPoint>]
    var fronts: PreparedArea<ProjectedPoint>
  }

  private static func polygon(of box: BoundingBox<ProjectedPoint>) -> Polygon<ProjectedPoint> {
    Polygon(
      exterior: Ring([
        .init(x: box.minX, y: box.minY), .init(x: box.maxX, y: box.minY),
        .init(x: box.maxX, y: box.maxY), .init(x: box.minX, y: box.maxY),
      ]))
  }
}
