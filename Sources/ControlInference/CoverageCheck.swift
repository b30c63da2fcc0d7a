internal import SimpleFeatures

/// What is wrong with areas that should tile an extent.
public struct CoverageFaults: Hashable, Sendable {
  /// The sum of the areas less that of the extent, in m²: positive for overlaps, negative for
  /// gaps.
  public var excessArea: Double
  /// Edges inside the extent that do not run once in each direction: gaps, overlaps, slivers.
  public var unmatchedEdges: Int
  /// Rings of fewer than three vertices, without area, or with a vertex twice.
  public var badRings: Int
}

extension ControlMap {
  /// Checks that the areas of a map that was not clipped tile its extent.
  ///
  /// Each edge must stand once in a ring on its left and once, reversed, in a ring on its right,
  /// unless it lies on the frame. Then no point is in two areas or in none.
  public func coverageFaults() -> CoverageFaults {
    struct Edge: Hashable {
      var from: ProjectedPoint
      var to: ProjectedPoint
    }
    func isOnFrame(_ edge: Edge) -> Bool {
      let (a, b) = (edge.from, edge.to)
      return a.x == b.x && (a.x == extent.minX || a.x == extent.maxX)
        || a.y == b.y && (a.y == extent.minY || a.y == extent.maxY)
    }
    var counts: [Edge: Int] = [:]
    var bad = 0
    for ring in areas.flatMap(\.polygons).flatMap({ [$0.exterior] + $0.holes }) {
      if ring.vertices.count < 3 || ring.signedArea == 0
        || Set(ring.vertices).count < ring.vertices.count
      {
        bad += 1
      }
      guard let last = ring.vertices.last else { continue }
      var previous = last
      for vertex in ring.vertices {
        counts[Edge(from: previous, to: vertex), default: 0] += 1
        previous = vertex
      }
    }
    var unmatched = 0
    for (edge, count) in counts {
      let back = counts[Edge(from: edge.to, to: edge.from)] ?? 0
      if count != 1 || back != (isOnFrame(edge) ? 0 : 1) { unmatched += 1 }
    }
    return CoverageFaults(
      excessArea: areas.reduce(0) { $0 + $1.area } - extent.width * extent.height,
      unmatchedEdges: unmatched, badRings: bad)
  }
}
