internal import SimpleFeatures

/// Gives neighbouring areas the vertices that lie on their shared borders.
///
/// ``BoundaryTopology`` finds what two units share by equal edges. Where three areas meet, one of
/// them may run straight past the corner of the others; then its edge is cut there.
enum SharedVertices {
  /// How far from an edge a vertex may lie and still be on it, in degrees: a tenth of a millimetre,
  /// what the rounding of coordinates leaves of a straight line.
  static let tolerance = 1e-9

  /// `areas` with the edges cut at the vertices of all areas that lie on them.
  ///
  /// - Complexity: O(*n* log *n*) for *n* vertices whose edges are short against the whole.
  static func inserting(
    into areas: [(unit: String, polygons: [Polygon<GeographicPoint>])]
  ) -> [(unit: String, polygons: [Polygon<GeographicPoint>])] {
    let vertices = Set(
      areas.lazy.flatMap(\.polygons).flatMap { [$0.exterior] + $0.holes }
        .flatMap(\.vertices)
    ).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    return areas.map { area in
      (
        area.unit,
        area.polygons.map { polygon in
          Polygon(
            exterior: cut(polygon.exterior, at: vertices),
            holes: polygon.holes.map { cut($0, at: vertices) })
        }
      )
    }
  }

  /// The ring with those of `vertices`, which are sorted by longitude, that lie on its edges.
  private static func cut(
    _ ring: Ring<GeographicPoint>, at vertices: [GeographicPoint]
  ) -> Ring<GeographicPoint> {
    guard var previous = ring.vertices.last else { return ring }
    var result: [GeographicPoint] = []
    result.reserveCapacity(ring.vertices.count)
    for vertex in ring.vertices {
      result += on(previous, vertex, vertices)
      result.append(vertex)
      previous = vertex
    }
    return Ring(result)
  }

  /// The vertices strictly between the ends of the edge from `a` to `b`, in its direction.
  private static func on(
    _ a: GeographicPoint, _ b: GeographicPoint, _ vertices: [GeographicPoint]
  ) -> [GeographicPoint] {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > tolerance else { return [] }
    let (low, high) = (min(a.x, b.x) - tolerance, max(a.x, b.x) + tolerance)
    // The first vertex that is not west of the edge.
    var (start, end) = (0, vertices.count)
    while start < end {
      let middle = (start + end) / 2
      if vertices[middle].x < low { start = middle + 1 } else { end = middle }
    }
    var found: [(along: Double, vertex: GeographicPoint)] = []
    while start < vertices.count, vertices[start].x <= high {
      let vertex = vertices[start]
      start += 1
      let (vx, vy) = (vertex.x - a.x, vertex.y - a.y)
      let along = (vx * dx + vy * dy) / length
      guard along > tolerance, along < length - tolerance,
        abs(vx * dy - vy * dx) / length <= tolerance
      else { continue }
      found.append((along, vertex))
    }
    return found.sorted { $0.along < $1.along }.map(\.vertex)
  }
}
