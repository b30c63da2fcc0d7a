internal import CGDAL
internal import SimpleFeatures

/// One of OGR's geometries, ours to free.
struct GeometryHandle: ~Copyable {
  let raw: OGRGeometryH

  /// Takes over `raw`, or fails where a function of OGR gave none.
  init?(_ raw: OGRGeometryH?) {
    guard let raw else { return nil }
    self.raw = raw
  }

  deinit { OGR_G_DestroyGeometry(raw) }

  /// Hands the geometry to one who frees it.
  consuming func release() -> OGRGeometryH {
    let raw = raw
    discard self
    return raw
  }
}

// MARK: Ours to OGR's

extension GeometryHandle {
  /// A geometry of the kind of `geometry`, its rings closed.
  ///
  /// Rings of fewer than three vertices enclose nothing and are left out.
  ///
  /// - Throws: ``OGRError`` with the step `.geometry` where a coordinate is not finite: GEOS may
  ///   not return from those.
  static func of<P: Position>(_ geometry: Geometry<P>) throws(OGRError) -> GeometryHandle {
    switch geometry {
    case .point(let point): try of(point)
    case .lineString(let line): try of(line)
    case .polygon(let polygon): try of(polygon)
    case .multiPoint(let points):
      try collection(wkbMultiPoint, points) { (point) throws(OGRError) in try of(point) }
    case .multiLineString(let lines):
      try collection(wkbMultiLineString, lines) { (line) throws(OGRError) in try of(line) }
    case .multiPolygon(let polygons):
      try collection(
        wkbMultiPolygon, polygons.filter { $0.exterior.vertices.count >= 3 }
      ) { (polygon) throws(OGRError) in try of(polygon) }
    }
  }

  static func of<P: Position>(_ point: P) throws(OGRError) -> GeometryHandle {
    guard point.x.isFinite, point.y.isFinite else { throw notFinite(point) }
    let handle = try GeometryHandle(empty: wkbPoint)
    OGR_G_SetPoint_2D(handle.raw, 0, point.x, point.y)
    return handle
  }

  static func of<P: Position>(_ line: LineString<P>) throws(OGRError) -> GeometryHandle {
    let handle = try GeometryHandle(empty: wkbLineString)
    try setVertices(line.vertices, of: handle.raw, closing: false)
    return handle
  }

  static func of<P: Position>(_ polygon: Polygon<P>) throws(OGRError) -> GeometryHandle {
    let handle = try GeometryHandle(empty: wkbPolygon)
    // Without its exterior a polygon has no place for holes.
    guard polygon.exterior.vertices.count >= 3 else { return handle }
    for ring in [polygon.exterior] + polygon.holes where ring.vertices.count >= 3 {
      let part = try GeometryHandle(empty: wkbLinearRing)
      try setVertices(ring.vertices, of: part.raw, closing: true)
      try add(part, to: handle.raw)
    }
    return handle
  }

  private static func collection<Part>(
    _ type: OGRwkbGeometryType, _ parts: [Part],
    _ handle: (Part) throws(OGRError) -> GeometryHandle
  ) throws(OGRError) -> GeometryHandle {
    let whole = try GeometryHandle(empty: type)
    for part in parts { try add(try handle(part), to: whole.raw) }
    return whole
  }

  init(empty type: OGRwkbGeometryType) throws(OGRError) {
    guard let raw = OGR_G_CreateGeometry(type) else {
      throw OGRError(step: .geometry, path: "", code: 0, message: "no memory for a geometry")
    }
    self.raw = raw
  }
}

private func add(
  _ part: consuming GeometryHandle, to whole: OGRGeometryH
) throws(OGRError) {
  guard OGR_G_AddGeometryDirectly(whole, part.release()) == OGRERR_NONE else {
    throw OGRError(step: .geometry, path: "", code: 0, message: "a part of the wrong kind")
  }
}

private func setVertices<P: Position>(
  _ vertices: [P], of raw: OGRGeometryH, closing: Bool
) throws(OGRError) {
  var numbers: [Double] = []
  numbers.reserveCapacity(2 * vertices.count + 2)
  for vertex in vertices {
    guard vertex.x.isFinite, vertex.y.isFinite else { throw notFinite(vertex) }
    numbers.append(vertex.x)
    numbers.append(vertex.y)
  }
  if closing, let first = vertices.first, let last = vertices.last,
    first.x != last.x || first.y != last.y
  {
    numbers.append(first.x)
    numbers.append(first.y)
  }
  let stride = Int32(2 * MemoryLayout<Double>.stride)
  let count = Int32(numbers.count / 2)
  numbers.withUnsafeBufferPointer {
    guard let x = $0.baseAddress else { return }
    OGR_G_SetPoints(raw, count, x, stride, x + 1, stride, nil, 0)
  }
}

private func notFinite<P: Position>(_ position: P) -> OGRError {
  OGRError(
    step: .geometry, path: "", code: 0,
    message: "a coordinate is not finite: (\(position.x), \(position.y))")
}

// MARK: OGR's to ours

/// The value of one of OGR's geometries; `nil` where it is empty.
///
/// Heights are left out and curves become lines. Of a collection of kinds, those parts are taken
/// that have the highest dimension. Polygons are oriented as `SimpleFeatures` has them.
func geometry<P: Position>(from raw: OGRGeometryH) -> Geometry<P>? {
  guard OGR_G_IsEmpty(raw) == 0 else { return nil }
  if OGR_G_HasCurveGeometry(raw, 1) != 0 {
    guard let linear = GeometryHandle(OGR_G_GetLinearGeometry(raw, 0, nil)) else { return nil }
    return geometry(from: linear.raw)
  }
  switch OGR_GT_Flatten(OGR_G_GetGeometryType(raw)) {
  case wkbPoint:
    let position: [P] = points(of: raw)
    return position.first.map(Geometry.point)
  case wkbLineString, wkbLinearRing: return .lineString(LineString(points(of: raw)))
  case wkbPolygon, wkbTriangle: return polygon(from: raw).map(Geometry.polygon)
  case wkbMultiPoint: return .multiPoint(allPoints(in: raw))
  case wkbMultiLineString: return .multiLineString(lines(in: raw))
  case wkbMultiPolygon, wkbPolyhedralSurface, wkbTIN: return .multiPolygon(polygons(in: raw))
  default:
    let polygons: [Polygon<P>] = polygons(in: raw)
    if !polygons.isEmpty { return .multiPolygon(polygons) }
    let lines: [LineString<P>] = lines(in: raw)
    if !lines.isEmpty { return .multiLineString(lines) }
    let points: [P] = allPoints(in: raw)
    return points.isEmpty ? nil : .multiPoint(points)
  }
}

/// All polygons of a geometry, in their order; lines and points beside them are left out.
func polygons<P: Position>(in raw: OGRGeometryH) -> [Polygon<P>] {
  switch OGR_GT_Flatten(OGR_G_GetGeometryType(raw)) {
  case wkbPolygon, wkbTriangle: return polygon(from: raw).map { [$0] } ?? []
  case wkbPoint, wkbLineString: return []
  default: return parts(of: raw).flatMap { polygons(in: $0) }
  }
}

/// All lines of a geometry, in their order; polygons and points beside them are left out.
func lines<P: Position>(in raw: OGRGeometryH) -> [LineString<P>] {
  switch OGR_GT_Flatten(OGR_G_GetGeometryType(raw)) {
  case wkbLineString:
    let vertices: [P] = points(of: raw)
    return vertices.count < 2 ? [] : [LineString(vertices)]
  case wkbPolygon, wkbTriangle, wkbPoint: return []
  default: return parts(of: raw).flatMap { lines(in: $0) }
  }
}

private func allPoints<P: Position>(in raw: OGRGeometryH) -> [P] {
  switch OGR_GT_Flatten(OGR_G_GetGeometryType(raw)) {
  case wkbPoint: return points(of: raw)
  case wkbPolygon, wkbTriangle, wkbLineString: return []
  default: return parts(of: raw).flatMap { allPoints(in: $0) }
  }
}

private func parts(of raw: OGRGeometryH) -> [OGRGeometryH] {
  (0..<max(0, OGR_G_GetGeometryCount(raw))).compactMap { OGR_G_GetGeometryRef(raw, $0) }
}

private func polygon<P: Position>(from raw: OGRGeometryH) -> Polygon<P>? {
  let rings = parts(of: raw).map { part in
    var vertices: [P] = points(of: part)
    if vertices.count > 1, vertices.first == vertices.last { vertices.removeLast() }
    return Ring(vertices)
  }
  guard let exterior = rings.first, exterior.vertices.count >= 3 else { return nil }
  return Polygon(
    exterior: exterior, holes: rings.dropFirst().filter { $0.vertices.count >= 3 }
  ).oriented
}

private func points<P: Position>(of raw: OGRGeometryH) -> [P] {
  let count = Int(OGR_G_GetPointCount(raw))
  guard count > 0 else { return [] }
  let stride = Int32(2 * MemoryLayout<Double>.stride)
  let numbers = [Double](unsafeUninitializedCapacity: 2 * count) { buffer, written in
    guard let x = buffer.baseAddress else { return }
    written = 2 * Int(OGR_G_GetPoints(raw, x, stride, x + 1, stride, nil, 0))
  }
  return (0..<numbers.count / 2).map { P(x: numbers[2 * $0], y: numbers[2 * $0 + 1]) }
}
