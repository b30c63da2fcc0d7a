internal import Gazetteers
internal import OGR
internal import PROJ
internal import SimpleFeatures

/// The shapes of regions by their rules.
///
/// Unions of units come from the lines between them, so that they fit to the vertex; all else is
/// GEOS's work: distances on a conformal plane of the country, cuts in degrees.
struct RegionShapes {
  private let boundaries: BoundaryCompilation
  /// The base map's lines and lakes, then the drawn ones, by name.
  private var lines: [String: [LineString<GeographicPoint>]] = [:]
  private var polygons: [String: [Polygon<GeographicPoint>]] = [:]
  private let points: [String: GeographicPoint]
  private let rules: [String: RegionRule]
  private let plane: CoordinateTransformation
  private let equalAreaPlane: CoordinateTransformation
  private let country: [Polygon<GeographicPoint>]
  private var shapes: [String: [Polygon<GeographicPoint>]] = [:]

  private let file = "regions.csv"

  /// - Parameters:
  ///   - baseMap: Where lines and lakes are named.
  ///   - drawn: The features of the file of shapes drawn by hand, each with a `name`.
  ///   - places: The places that rules may name.
  init(
    boundaries: BoundaryCompilation, baseMap: BaseMap, drawn: [ReferenceFeature],
    places: [Place], regions: [RegionDraft]
  ) throws {
    self.boundaries = boundaries
    points = Dictionary(places.map { ($0.id, $0.point) }, uniquingKeysWith: { first, _ in first })
    rules = Dictionary(
      regions.map { ($0.draft.place.id, $0.rule) }, uniquingKeysWith: { first, _ in first })
    country = boundaries.area(of: [""])
    guard let extent = BoundingBox(country.lazy.flatMap(\.exterior.vertices)) else {
      throw GazetteerError(file: "sy_ocha_adm3.geojson", message: "no sub-districts")
    }
    plane = try CoordinateTransformation(to: MapProjection.suited(to: extent))
    equalAreaPlane = try CoordinateTransformation(
      to: MapProjection.suited(to: extent, areasAreCompared: true))
    for feature in baseMap.features where !feature.nameEnglish.isEmpty {
      if [.river, .route].contains(feature.layer) {
        lines[feature.nameEnglish, default: []] += feature.geometry.lines
      } else if [.lake, .disputedArea].contains(feature.layer) {
        polygons[feature.nameEnglish, default: []] += feature.geometry.polygons
      }
    }
    for feature in drawn {
      let name = feature.text("name")
      guard !name.isEmpty, !feature.text("source").isEmpty else {
        throw GazetteerError(
          file: feature.file, line: feature.index + 2, message: "a shape without name or source")
      }
      lines[name, default: []] += feature.geometry.lines
      polygons[name, default: []] += feature.geometry.polygons
    }
  }

  /// The shape of the region with this id, rounded to the five decimals that files keep.
  ///
  /// - Throws: ``GazetteerError`` with the line of `regions.csv` where a part is not there, the
  ///   shape is empty, or regions are made of each other.
  mutating func shape(of id: String) throws -> [Polygon<GeographicPoint>] {
    try shape(of: id, within: [])
  }

  private mutating func shape(
    of id: String, within callers: [String]
  ) throws -> [Polygon<GeographicPoint>] {
    if let shape = shapes[id] { return shape }
    guard let rule = rules[id] else {
      throw GazetteerError(file: file, message: "no region “\(id)”")
    }
    guard !callers.contains(id) else {
      throw failure(rule, "“\(id)” is made of itself: \((callers + [id]).joined(separator: " – "))")
    }
    let callers = callers + [id]
    var area = try raw(rule, callers)
    if !rule.within.isEmpty {
      area = try GeometryOperations.intersection(area, union(rule.within, rule, callers))
    } else if ![.union, .side].contains(rule.kind) {
      area = try GeometryOperations.intersection(area, country)
    }
    if !rule.minus.isEmpty {
      area = try GeometryOperations.difference(area, union(rule.minus, rule, callers))
    }
    area = area.map { polygon in polygon.mapPositions(\.rounded) }
      .filter { $0.area > Self.leastArea }
    guard !area.isEmpty else { throw failure(rule, "the shape of “\(id)” is empty") }
    shapes[id] = area
    return area
  }

  /// Slivers that cuts leave behind: a square of about 100 m, in square degrees.
  private static let leastArea = 1e-6

  private mutating func raw(
    _ rule: RegionRule, _ callers: [String]
  ) throws -> [Polygon<GeographicPoint>] {
    switch rule.kind {
    case .union: return try union(rule.parts, rule, callers)
    case .buffer:
      var result: [Polygon<GeographicPoint>] = []
      for name in rule.lines {
        guard lines[name] != nil || polygons[name] != nil else {
          throw failure(rule, "no line or lake “\(name)”")
        }
        result += try buffered(lines[name] ?? [], rule)
        result += try buffered(polygons[name] ?? [], rule)
      }
      return try GeometryOperations.union(result)
    case .through:
      guard rule.parts.count > 1 else { throw failure(rule, "a line needs two places") }
      return try buffered([LineString(try places(rule))], rule)
    case .around, .hull:
      let points = try places(rule).map(plane.projected)
      let disks = try GeometryOperations.buffer(
        points, distance: max(rule.kilometers, 0.1) * 1000, segments: 16)
      let area = rule.kind == .hull ? try GeometryOperations.convexHull(disks) : disks
      return try area.map { try $0.mapPositions(plane.geographic) }
    case .side:
      let area = try union(rule.parts, rule, callers)
      let line = try rule.lines.flatMap { name in
        guard let line = lines[name] else { throw failure(rule, "no line “\(name)”") }
        return line
      }
      guard let box = BoundingBox(area.lazy.flatMap(\.exterior.vertices)), let side = rule.side,
        let half = DividingLine(line, near: box).half(towards: side)
      else {
        throw failure(rule, "the line does not divide “\(rule.parts.joined(separator: "|"))”")
      }
      return try GeometryOperations.intersection(area, [half])
    case .polygon:
      return try rule.parts.flatMap { name in
        guard let polygons = polygons[name] else { throw failure(rule, "no shape “\(name)”") }
        return polygons
      }
    }
  }

  private func places(_ rule: RegionRule) throws -> [GeographicPoint] {
    try rule.parts.map { id in
      guard let point = points[id] else { throw failure(rule, "no place “\(id)”") }
      return point
    }
  }

  /// The union of units, neighbourhoods and regions; units alone by the lines between them.
  private mutating func union(
    _ codes: [String], _ rule: RegionRule, _ callers: [String]
  ) throws -> [Polygon<GeographicPoint>] {
    var units: [String] = []
    var others: [Polygon<GeographicPoint>] = []
    for code in codes {
      if rules[code] != nil {
        others += try shape(of: code, within: callers)
      } else if let polygons = boundaries.neighbourhood(code) {
        others += polygons
      } else if boundaries.hasUnit(code) {
        units.append(code)
      } else {
        throw failure(rule, "no unit, neighbourhood or region “\(code)”")
      }
    }
    let area = units.isEmpty ? [] : boundaries.area(of: units)
    return others.isEmpty ? area : try GeometryOperations.union(area + others)
  }

  private func buffered(
    _ lines: [LineString<GeographicPoint>], _ rule: RegionRule
  ) throws -> [Polygon<GeographicPoint>] {
    let planar = try lines.map { try $0.mapPositions(plane.projected) }
    return try GeometryOperations.buffer(planar, distance: rule.kilometers * 1000, segments: 4)
      .map { try $0.mapPositions(plane.geographic) }
  }

  private func buffered(
    _ polygons: [Polygon<GeographicPoint>], _ rule: RegionRule
  ) throws -> [Polygon<GeographicPoint>] {
    guard rule.kilometers > 0 else { return polygons }
    let planar = try polygons.map { try $0.mapPositions(plane.projected) }
    return try GeometryOperations.buffer(planar, distance: rule.kilometers * 1000, segments: 4)
      .map { try $0.mapPositions(plane.geographic) }
  }

  private func failure(_ rule: RegionRule, _ message: String) -> GazetteerError {
    GazetteerError(file: file, line: rule.line, message: message)
  }

  // MARK: Measures

  /// Square kilometres on the ellipsoid, by Albers's equal-area conic projection.
  func squareKilometers(_ polygons: [Polygon<GeographicPoint>]) throws -> Double {
    try polygons.reduce(0) { sum, polygon in
      sum + (try polygon.mapPositions(equalAreaPlane.projected)).area / 1e6
    }
  }

  /// Of a sub-district and a region: from this share of the one or of the other in common on, the
  /// region is said to lie there, too.
  private static let leastShareOfUnit = 0.5
  private static let leastShareOfRegion = 0.02

  /// The codes of the sub-districts that the area lies in, sorted: those that it fills by half or
  /// more, and those that hold at least 2 % of it.
  func subDistricts(of area: [Polygon<GeographicPoint>]) throws -> [String] {
    let all = try squareKilometers(area)
    let box = BoundingBox(area.lazy.flatMap(\.exterior.vertices))
    return try boundaries.subDistricts.units.filter { code in
      let unit = boundaries.area(of: [code])
      guard let box, let unitBox = BoundingBox(unit.lazy.flatMap(\.exterior.vertices)),
        box.intersects(unitBox)
      else { return false }
      let common = try squareKilometers(try GeometryOperations.intersection(area, unit))
      if common >= Self.leastShareOfRegion * all { return true }
      return try common >= Self.leastShareOfUnit * squareKilometers(unit)
    }
  }
}

extension Geometry {
  /// The lines that the geometry consists of, none for points and areas.
  var lines: [LineString<P>] {
    switch self {
    case .lineString(let line): [line]
    case .multiLineString(let lines): lines
    default: []
    }
  }
}
