internal import CivilCalendar
internal import ControlInference
internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures

/// Which ground control is computed for, and what it is cut to.
struct ControlGround {
  private let extent: BoundingBox<GeographicPoint>?
  private let frame: [Polygon<GeographicPoint>]
  private let country: [Polygon<GeographicPoint>]
  private let barriers: [LineString<GeographicPoint>]

  /// - Throws: ``PipelineError`` where there is no such region or file of barriers.
  init(
    _ options: ControlOptions, _ theatre: Theatre, _ claims: ControlClaims,
    _ progress: any JobProgress
  ) throws {
    if let region = options.region {
      guard let area = theatre.boundaries[region] else {
        throw PipelineError(
          .usage, "no region \(printable(region)); give a p-code such as SY05, or R0001")
      }
      extent = area.boundingBox
      frame = area.polygons
    } else {
      extent = options.extent
      frame = options.extent.map { [Self.polygon(of: $0)] } ?? []
    }
    let land = theatre.boundaries.areas(of: .country)
    let points = claims.places.values.map(\.point)
    let inside = points.count { point in land.contains { $0.contains(point) } }
    // Of a war elsewhere the theatre has no border.
    if 2 * inside < points.count {
      progress.warn(
        "most of the claims are outside the gazetteer's country; nothing is cut at its border")
      country = []
    } else {
      country = land.flatMap(\.polygons)
    }
    barriers = try Self.barriers(options.barriers, theatre)
  }

  func request(over span: DateSpan) -> ControlStage.Request {
    var request = ControlStage.Request(span: span)
    request.extent = extent
    request.frame = frame
    request.country = country
    request.barriers = barriers
    return request
  }

  /// A box whose edges follow the parallels on any projection.
  private static func polygon(of box: BoundingBox<GeographicPoint>) -> Polygon<GeographicPoint> {
    let corners = [
      (box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY), (box.minX, box.maxY),
      (box.minX, box.minY),
    ]
    let steps = 64
    return Polygon(
      exterior: Ring(
        zip(corners, corners.dropFirst()).flatMap { from, to in
          (0..<steps).map { step in
            let share = Double(step) / Double(steps)
            return GeographicPoint(
              longitude: from.0 + (to.0 - from.0) * share,
              latitude: from.1 + (to.1 - from.1) * share)
          }
        }))
  }

  private static func barriers(
    _ source: String?, _ theatre: Theatre
  ) throws -> [LineString<GeographicPoint>] {
    guard let source else { return [] }
    if source == "rivers" {
      let waters = theatre.baseMap[.river] + theatre.baseMap[.lake]
      return waters.flatMap { strokes(of: $0.geometry) }
    }
    let lines = try LayerFile(source).tables.flatMap(\.features).flatMap { feature in
      feature.geometry.map { strokes(of: $0) } ?? []
    }
    guard !lines.isEmpty else {
      throw PipelineError(.badInput, "\(printable(source)): it holds no line and no area")
    }
    return lines
  }

  private static func strokes(
    of geometry: Geometry<GeographicPoint>
  ) -> [LineString<GeographicPoint>] {
    switch geometry {
    case .lineString(let line): [line]
    case .multiLineString(let lines): lines
    case .polygon(let polygon): edges([polygon])
    case .multiPolygon(let polygons): edges(polygons)
    default: []
    }
  }

  private static func edges(
    _ polygons: [Polygon<GeographicPoint>]
  ) -> [LineString<GeographicPoint>] {
    polygons.flatMap { [$0.exterior] + $0.holes }.map { ring in
      LineString(ring.vertices + ring.vertices.prefix(1))
    }
  }
}
