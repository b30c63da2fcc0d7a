internal import CGDAL
public import SimpleFeatures

/// Operations on shapes, through OGR's GEOS.
///
/// An array of polygons is the area that they cover together: they may overlap, cross themselves
/// or run either way, and are repaired first. Results do not overlap, have their exteriors
/// counterclockwise and their holes clockwise, and stand in one order whatever the order of the
/// input. Where a result has no area there is none. All act on the plane of the coordinates:
/// lengths and areas in degrees mean little.
public enum GeometryOperations {
  /// What lies in `a` and in `b`.
  ///
  /// - Throws: ``OGRError`` with the step `.geometry` where a coordinate is not finite, or GEOS
  ///   fails. So do the others.
  public static func intersection<P: Position>(
    _ a: [Polygon<P>], _ b: [Polygon<P>]
  ) throws(OGRError) -> [Polygon<P>] {
    guard let boxOfA = box(of: a), let boxOfB = box(of: b) else { return [] }
    let a = near(a, boxOfB)
    let b = near(b, boxOfA)
    guard !a.isEmpty, !b.isEmpty else { return [] }
    return try combining(a, b) { OGR_G_Intersection($0, $1) }
  }

  /// What lies in `a` but not in `b`.
  public static func difference<P: Position>(
    _ a: [Polygon<P>], _ b: [Polygon<P>]
  ) throws(OGRError) -> [Polygon<P>] {
    guard let boxOfA = box(of: a) else { return [] }
    let b = near(b, boxOfA)
    guard !b.isEmpty else { return try union(a) }
    return try combining(a, b) { OGR_G_Difference($0, $1) }
  }

  /// What lies in any of `polygons`; neighbours that share an edge become one.
  public static func union<P: Position>(
    _ polygons: [Polygon<P>]
  ) throws(OGRError) -> [Polygon<P>] {
    guard !polygons.isEmpty else { return [] }
    return try collectingMessages { (messages) throws(OGRError) in
      let parts = try validParts(of: polygons, messages)
      guard let union = GeometryHandle(OGR_G_UnionCascaded(parts.raw)) else {
        throw messages.error(.geometry, "", or: "no union")
      }
      return try normalized(union, messages)
    }
  }

  /// The same areas without crossings of an edge with itself or of a hole with its exterior, each
  /// polygon for itself: their number and order stay, except that one may become several or none.
  public static func makeValid<P: Position>(
    _ polygons: [Polygon<P>]
  ) throws(OGRError) -> [Polygon<P>] {
    try collectingMessages { (messages) throws(OGRError) in
      let parts = try validParts(of: polygons, messages)
      return OGR.polygons(in: parts.raw)
    }
  }

  /// The points within `distance` of `polygons`, in units of the coordinates; for a negative one
  /// those deeper inside than it.
  ///
  /// - Parameter segments: Edges to a quarter of a circle; 8 keep within 0.5 % of the radius.
  public static func buffer<P: Position>(
    _ polygons: [Polygon<P>], distance: Double, segments: Int = 8
  ) throws(OGRError) -> [Polygon<P>] {
    guard !polygons.isEmpty else { return [] }
    return try collectingMessages { (messages) throws(OGRError) in
      let area = try validArea(of: polygons, messages)
      return try buffer(area.raw, distance, segments, messages)
    }
  }

  /// The points within `distance` of `lines`, in units of the coordinates, with round ends.
  public static func buffer<P: Position>(
    _ lines: [LineString<P>], distance: Double, segments: Int = 8
  ) throws(OGRError) -> [Polygon<P>] {
    guard !lines.isEmpty else { return [] }
    return try collectingMessages { (messages) throws(OGRError) in
      let handle = try GeometryHandle.of(Geometry.multiLineString(lines))
      return try buffer(handle.raw, distance, segments, messages)
    }
  }

  /// The points within `distance` of `points`, in units of the coordinates.
  public static func buffer<P: Position>(
    _ points: [P], distance: Double, segments: Int = 8
  ) throws(OGRError) -> [Polygon<P>] {
    guard !points.isEmpty else { return [] }
    return try collectingMessages { (messages) throws(OGRError) in
      let handle = try GeometryHandle.of(Geometry.multiPoint(points))
      return try buffer(handle.raw, distance, segments, messages)
    }
  }

  /// The smallest convex polygon around `polygons`; none where they have no area.
  public static func convexHull<P: Position>(
    _ polygons: [Polygon<P>]
  ) throws(OGRError) -> [Polygon<P>] {
    guard !polygons.isEmpty else { return [] }
    return try collectingMessages { (messages) throws(OGRError) in
      let area = try validArea(of: polygons, messages)
      guard let hull = GeometryHandle(OGR_G_ConvexHull(area.raw)) else {
        throw messages.error(.geometry, "", or: "no hull")
      }
      return try normalized(hull, messages)
    }
  }

  /// `polygons` with fewer vertices, none of which moves by more than `tolerance`; valid, with as
  /// many parts and holes as before.
  ///
  /// Neighbours are each simplified for themselves and their common edge comes apart: where that
  /// matters simplify the arcs.
  public static func simplify<P: Position>(
    _ polygons: [Polygon<P>], tolerance: Double
  ) throws(OGRError) -> [Polygon<P>] {
    try collectingMessages { (messages) throws(OGRError) in
      let parts = try validParts(of: polygons, messages)
      guard
        let simple = GeometryHandle(OGR_G_SimplifyPreserveTopology(parts.raw, max(0, tolerance)))
      else { throw messages.error(.geometry, "", or: "not simplified") }
      return OGR.polygons(in: simple.raw)
    }
  }

  /// `lines` with fewer vertices, none of which moves by more than `tolerance`; as many lines, each
  /// with its ends.
  public static func simplify<P: Position>(
    _ lines: [LineString<P>], tolerance: Double
  ) throws(OGRError) -> [LineString<P>] {
    try collectingMessages { (messages) throws(OGRError) in
      var result: [LineString<P>] = []
      for line in lines {
        guard line.vertices.count > 2 else {
          result.append(line)
          continue
        }
        let handle = try GeometryHandle.of(line)
        guard
          let simple = GeometryHandle(
            OGR_G_SimplifyPreserveTopology(handle.raw, max(0, tolerance)))
        else { throw messages.error(.geometry, "", or: "not simplified") }
        result += OGR.lines(in: simple.raw)
      }
      return result
    }
  }

  /// The parts of `lines` that lie in `polygons`, as ``PreparedArea/clip(_:)`` has them.
  public static func clip<P: Position>(
    lines: [LineString<P>], to polygons: [Polygon<P>]
  ) throws(OGRError) -> [LineString<P>] {
    guard !lines.isEmpty else { return [] }
    let area = try PreparedArea(polygons)
    var result: [LineString<P>] = []
    for line in lines { result += try area.clip(line) }
    return result
  }

  /// A point inside the largest part of `polygons`, well away from its edge in the middle of the
  /// widest horizontal stretch; `nil` where they have no area.
  public static func pointInside<P: Position>(_ polygons: [Polygon<P>]) throws(OGRError) -> P? {
    guard !polygons.isEmpty else { return nil }
    return try collectingMessages { (messages) throws(OGRError) in
      let area = try validArea(of: polygons, messages)
      guard OGR_G_IsEmpty(area.raw) == 0 else { return nil }
      guard let point = GeometryHandle(OGR_G_PointOnSurface(area.raw)) else {
        throw messages.error(.geometry, "", or: "no point inside")
      }
      guard case .point(let inside)? = geometry(from: point.raw) as Geometry<P>? else { return nil }
      return inside
    }
  }

  // MARK: In terms of handles

  private static func combining<P: Position>(
    _ a: [Polygon<P>], _ b: [Polygon<P>],
    _ operation: (OGRGeometryH, OGRGeometryH) -> OGRGeometryH?
  ) throws(OGRError) -> [Polygon<P>] {
    try collectingMessages { (messages) throws(OGRError) in
      let a = try validArea(of: a, messages)
      let b = try validArea(of: b, messages)
      guard let result = GeometryHandle(operation(a.raw, b.raw)) else {
        throw messages.error(.geometry, "", or: "no result")
      }
      return try normalized(result, messages)
    }
  }

  private static func buffer<P: Position>(
    _ raw: OGRGeometryH, _ distance: Double, _ segments: Int, _ messages: Messages
  ) throws(OGRError) -> [Polygon<P>] {
    guard distance.isFinite else {
      throw OGRError(step: .geometry, path: "", code: 0, message: "a distance is not finite")
    }
    let quadrant = Int32(min(max(1, segments), 256))
    guard let result = GeometryHandle(OGR_G_Buffer(raw, distance, quadrant)) else {
      throw messages.error(.geometry, "", or: "no buffer")
    }
    return try normalized(result, messages)
  }

  /// The polygons of a result, in the one order that GEOS calls normal.
  private static func normalized<P: Position>(
    _ handle: borrowing GeometryHandle, _ messages: Messages
  ) throws(OGRError) -> [Polygon<P>] {
    guard let normal = GeometryHandle(OGR_G_Normalize(handle.raw)) else {
      throw messages.error(.geometry, "", or: "no normal form")
    }
    return OGR.polygons(in: normal.raw)
  }

  /// The polygons as a multipolygon of valid parts, which may overlap.
  static func validParts<P: Position>(
    of polygons: [Polygon<P>], _ messages: Messages
  ) throws(OGRError) -> GeometryHandle {
    let all = try GeometryHandle(empty: wkbMultiPolygon)
    for polygon in polygons where polygon.exterior.vertices.count >= 3 {
      let handle = try GeometryHandle.of(polygon)
      if OGR_G_IsValid(handle.raw) != 0 {
        OGR_G_AddGeometryDirectly(all.raw, handle.release())
        continue
      }
      // That it is invalid is a warning of GDAL's; that it cannot be repaired is a failure.
      guard let repaired = GeometryHandle(OGR_G_MakeValid(handle.raw)) else {
        throw messages.error(.geometry, "", or: "a polygon cannot be repaired")
      }
      for part in OGR.polygons(in: repaired.raw) as [Polygon<P>] {
        OGR_G_AddGeometryDirectly(all.raw, try GeometryHandle.of(part).release())
      }
    }
    messages.forget()
    return all
  }

  /// The polygons as one valid area.
  static func validArea<P: Position>(
    of polygons: [Polygon<P>], _ messages: Messages
  ) throws(OGRError) -> GeometryHandle {
    let parts = try validParts(of: polygons, messages)
    if OGR_G_IsValid(parts.raw) != 0 { return parts }
    guard let union = GeometryHandle(OGR_G_UnionCascaded(parts.raw)) else {
      throw messages.error(.geometry, "", or: "no union")
    }
    messages.forget()
    return union
  }

  private static func box<P: Position>(of polygons: [Polygon<P>]) -> BoundingBox<P>? {
    BoundingBox(polygons.lazy.flatMap(\.exterior.vertices))
  }

  /// Those of `polygons` whose box meets `box`; the ones with a NaN too, so that it is noticed.
  private static func near<P: Position>(
    _ polygons: [Polygon<P>], _ box: BoundingBox<P>
  ) -> [Polygon<P>] {
    polygons.filter { polygon in
      let vertices = polygon.exterior.vertices
      guard vertices.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return true }
      return BoundingBox(vertices).map(box.intersects) ?? false
    }
  }
}
