internal import CGDAL
public import SimpleFeatures

/// An area made ready for many questions.
///
/// It belongs to one task at a time.
public final class PreparedArea<P: Position> {
  private let area: GeometryHandle
  /// GEOS's index over `area`, which it borrows; `nil` for an empty area.
  private let index: OGRPreparedGeometryH?
  private let box: BoundingBox<P>?

  /// - Parameter polygons: What the area covers, as for ``GeometryOperations``.
  public init(_ polygons: [Polygon<P>]) throws(OGRError) {
    area = try collectingMessages { (messages) throws(OGRError) in
      try GeometryOperations.validArea(of: polygons, messages)
    }
    box = BoundingBox(polygons.lazy.flatMap(\.exterior.vertices))
    index = OGR_G_IsEmpty(area.raw) == 0 ? OGRCreatePreparedGeometry(area.raw) : nil
  }

  deinit {
    if let index { OGRDestroyPreparedGeometry(index) }
  }

  /// Whether `point` lies inside; on the edge it does not.
  public func contains(_ point: P) throws(OGRError) -> Bool {
    guard let index, let box, box.contains(point) else { return false }
    return try collectingMessages { (messages) throws(OGRError) in
      let handle = try GeometryHandle.of(point)
      let answer = OGRPreparedGeometryContains(index, handle.raw)
      try messages.check(.geometry, "")
      return answer != 0
    }
  }

  /// The parts of `line` that lie inside, in the order and the direction of the line.
  ///
  /// A line that crosses itself is cut at the crossing; one that lies inside stays as it is.
  public func clip(_ line: LineString<P>) throws(OGRError) -> [LineString<P>] {
    guard line.vertices.count >= 2 else { return [] }
    return try collectingMessages { (messages) throws(OGRError) in
      let handle = try GeometryHandle.of(line)
      guard let index, let box, let boxOfLine = BoundingBox(line.vertices),
        box.intersects(boxOfLine)
      else { return [] }
      if OGRPreparedGeometryContains(index, handle.raw) != 0 { return [line] }
      if OGRPreparedGeometryIntersects(index, handle.raw) == 0 {
        try messages.check(.geometry, "")
        return []
      }
      guard let result = GeometryHandle(OGR_G_Intersection(handle.raw, area.raw)) else {
        throw messages.error(.geometry, "", or: "not clipped")
      }
      return inOrder(lines(in: result.raw), along: line)
    }
  }

  /// `pieces` of `line` in its order and direction, which GEOS does not promise.
  ///
  /// - Complexity: O(*nm*) for *n* pieces and *m* vertices of the line.
  private func inOrder(
    _ pieces: [LineString<P>], along line: LineString<P>
  ) -> [LineString<P>] {
    let placed = pieces.map { piece in
      // The middle of the first and of the last edge, where only one stretch of the line can be.
      let start = place(middle(piece.vertices[0], piece.vertices[1]), on: line)
      let n = piece.vertices.count
      let end = place(middle(piece.vertices[n - 2], piece.vertices[n - 1]), on: line)
      let runsBack: Bool
      if n == 2 {
        let center = middle(piece.vertices[0], piece.vertices[1])
        runsBack =
          place(middle(center, piece.vertices[1]), on: line)
          < place(middle(piece.vertices[0], center), on: line)
      } else {
        runsBack = end < start
      }
      return runsBack
        ? (start: end, piece: LineString(piece.vertices.reversed())) : (start: start, piece: piece)
    }
    return placed.sorted { $0.start < $1.start }.map(\.piece)
  }

  private func middle(_ a: P, _ b: P) -> P { P(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2) }

  /// The index of the edge of `line` nearest to `point`, plus the part of the edge before it.
  private func place(_ point: P, on line: LineString<P>) -> Double {
    var best = (distance: Double.infinity, place: 0.0)
    for (index, (a, b)) in zip(line.vertices, line.vertices.dropFirst()).enumerated() {
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let length = dx * dx + dy * dy
      let along = length > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length : 0
      let t = min(1, max(0, along))
      let (ex, ey) = (a.x + t * dx - point.x, a.y + t * dy - point.y)
      let distance = ex * ex + ey * ey
      if distance < best.distance { best = (distance, Double(index) + t) }
    }
    return best.place
  }
}
