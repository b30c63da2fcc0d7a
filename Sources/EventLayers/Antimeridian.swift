internal import SimpleFeatures

/// Cuts shapes at the meridian of 180 degrees, as RFC 7946 asks in its section 3.1.9.
///
/// Of two positions that follow each other the way is the shorter one: more than 180 degrees between
/// their longitudes say that it crosses. A ring around a pole is left as it is.
enum Antimeridian {
  static func cut(_ geometry: Geometry<GeographicPoint>) -> Geometry<GeographicPoint> {
    guard crosses(geometry) else { return geometry }
    switch geometry {
    case .point, .multiPoint: return geometry
    case .lineString(let line): return .multiLineString(cut(line))
    case .multiLineString(let lines): return .multiLineString(lines.flatMap(cut))
    case .polygon(let polygon): return joined(cut(polygon))
    case .multiPolygon(let polygons): return .multiPolygon(polygons.flatMap(cut))
    }
  }

  private static func crosses(_ geometry: Geometry<GeographicPoint>) -> Bool {
    switch geometry {
    case .point, .multiPoint: false
    case .lineString(let line): crosses(line.vertices)
    case .multiLineString(let lines): lines.contains { crosses($0.vertices) }
    case .polygon(let polygon): crosses(polygon)
    case .multiPolygon(let polygons): polygons.contains(where: crosses)
    }
  }

  private static func crosses(_ polygon: Polygon<GeographicPoint>) -> Bool {
    ([polygon.exterior] + polygon.holes).contains {
      crosses($0.vertices + $0.vertices.prefix(1))
    }
  }

  private static func crosses(_ vertices: [GeographicPoint]) -> Bool {
    zip(vertices, vertices.dropFirst()).contains { abs($0.longitude - $1.longitude) > 180 }
  }

  private static func joined(_ polygons: [Polygon<GeographicPoint>]) -> Geometry<GeographicPoint> {
    polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
  }

  // MARK: Lines

  private static func cut(
    _ line: LineString<GeographicPoint>
  ) -> [LineString<GeographicPoint>] {
    var parts: [[GeographicPoint]] = []
    var part: [GeographicPoint] = []
    for vertex in line.vertices {
      if let last = part.last, abs(last.longitude - vertex.longitude) > 180 {
        let side = last.longitude > 0 ? 180.0 : -180
        let there = vertex.longitude + 2 * side
        let share =
          there == last.longitude ? 0 : (side - last.longitude) / (there - last.longitude)
        let latitude = last.latitude + share * (vertex.latitude - last.latitude)
        part.append(GeographicPoint(longitude: side, latitude: latitude))
        parts.append(part)
        part = [GeographicPoint(longitude: -side, latitude: latitude)]
      }
      part.append(vertex)
    }
    return (parts + [part]).map { LineString($0) }
  }

  // MARK: Polygons

  /// The parts west and east of the meridian; a hole goes with each part that it lies in.
  private static func cut(
    _ polygon: Polygon<GeographicPoint>
  ) -> [Polygon<GeographicPoint>] {
    guard crosses(polygon), let exterior = unrolled(polygon.exterior, near: nil) else {
      return [polygon]
    }
    let middle = (exterior.vertices.map(\.longitude).reduce(0, +)) / Double(exterior.vertices.count)
    let holes = polygon.holes.compactMap { unrolled($0, near: middle) }
    // The exterior begins within the usual longitudes and may leave them on either side.
    return [-360.0, 0, 360].compactMap { shift in
      guard let outer = clipped(exterior, shift) else { return nil }
      return Polygon(exterior: outer, holes: holes.compactMap { clipped($0, shift) })
    }
  }

  /// The ring with longitudes that run on beyond 180 degrees; `nil` for one around a pole.
  private static func unrolled(
    _ ring: Ring<GeographicPoint>, near longitude: Double?
  ) -> Ring<GeographicPoint>? {
    var vertices: [GeographicPoint] = []
    for var vertex in ring.vertices {
      let before = vertices.last?.longitude ?? longitude ?? vertex.longitude
      while vertex.longitude - before > 180 { vertex.longitude -= 360 }
      while before - vertex.longitude > 180 { vertex.longitude += 360 }
      vertices.append(vertex)
    }
    guard let first = vertices.first, let last = vertices.last,
      abs(first.longitude - last.longitude) <= 180
    else { return nil }
    return Ring(vertices)
  }

  /// What of the ring, shifted by so many degrees, lies from -180 to 180; `nil` where nothing does.
  ///
  /// Source: I. E. Sutherland, G. W. Hodgman, "Reentrant Polygon Clipping", Communications of the ACM
  /// 17 (1974), 32-42, against two meridians.
  private static func clipped(
    _ ring: Ring<GeographicPoint>, _ shift: Double
  ) -> Ring<GeographicPoint>? {
    var vertices = ring.vertices.map {
      GeographicPoint(longitude: $0.longitude + shift, latitude: $0.latitude)
    }
    for side in [-180.0, 180] {
      var kept: [GeographicPoint] = []
      guard var previous = vertices.last else { return nil }
      func isInside(_ point: GeographicPoint) -> Bool {
        side < 0 ? point.longitude >= side : point.longitude <= side
      }
      for vertex in vertices {
        if isInside(vertex) != isInside(previous) {
          let share = (side - previous.longitude) / (vertex.longitude - previous.longitude)
          kept.append(
            GeographicPoint(
              longitude: side,
              latitude: previous.latitude + share * (vertex.latitude - previous.latitude)))
        }
        if isInside(vertex) { kept.append(vertex) }
        previous = vertex
      }
      vertices = kept
    }
    let ring = Ring(vertices)
    return vertices.count >= 3 && ring.signedArea != 0 ? ring : nil
  }
}
