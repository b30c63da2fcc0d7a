public import SimpleFeatures

extension BoundingBox<PagePoint> {
  /// The part of `ring` inside the box; where it leaves and comes back, the pieces hang together
  /// along the edge of the box. Empty where nothing is inside.
  ///
  /// - Complexity: O(*n*) for *n* vertices.
  ///
  /// Source: I. E. Sutherland and G. W. Hodgman, "Reentrant Polygon Clipping", Communications of
  /// the ACM 17 (1974), 32-42.
  public func clip(ring: [PagePoint]) -> [PagePoint] {
    guard let box = BoundingBox(ring), intersects(box) else { return [] }
    if minX <= box.minX, minY <= box.minY, box.maxX <= maxX, box.maxY <= maxY { return ring }
    var ring = ring
    let edges: [(inside: (PagePoint) -> Double, isVertical: Bool, at: Double)] = [
      ({ $0.x - minX }, true, minX), ({ maxX - $0.x }, true, maxX),
      ({ $0.y - minY }, false, minY), ({ maxY - $0.y }, false, maxY),
    ]
    for edge in edges {
      guard var previous = ring.last else { return [] }
      var previousInside = edge.inside(previous)
      var kept: [PagePoint] = []
      kept.reserveCapacity(ring.count + 4)
      for vertex in ring {
        let inside = edge.inside(vertex)
        if (inside >= 0) != (previousInside >= 0) {
          let t = previousInside / (previousInside - inside)
          kept.append(
            edge.isVertical
              ? PagePoint(x: edge.at, y: previous.y + (vertex.y - previous.y) * t)
              : PagePoint(x: previous.x + (vertex.x - previous.x) * t, y: edge.at))
        }
        if inside >= 0 { kept.append(vertex) }
        previous = vertex
        previousInside = inside
      }
      ring = kept
    }
    return ring.count >= 3 ? ring : []
  }

  /// The pieces of `line` inside the box.
  ///
  /// - Complexity: O(*n*) for *n* vertices.
  ///
  /// Source: Y.-D. Liang and B. A. Barsky, "A New Concept and Method for Line Clipping", ACM
  /// Transactions on Graphics 3 (1984), 1-22.
  public func clip(line: [PagePoint]) -> [[PagePoint]] {
    var pieces: [[PagePoint]] = []
    var piece: [PagePoint] = []
    for (a, b) in zip(line, line.dropFirst()) {
      guard let (from, to) = inside(a, b) else {
        if piece.count > 1 { pieces.append(piece) }
        piece = []
        continue
      }
      if piece.last != from {
        if piece.count > 1 { pieces.append(piece) }
        piece = [from]
      }
      if to != from { piece.append(to) }
    }
    if piece.count > 1 { pieces.append(piece) }
    return pieces
  }

  /// The part of a segment inside the box.
  private func inside(_ a: PagePoint, _ b: PagePoint) -> (PagePoint, PagePoint)? {
    let dx = b.x - a.x
    let dy = b.y - a.y
    var first = 0.0
    var last = 1.0
    for (p, q) in [
      (-dx, a.x - minX), (dx, maxX - a.x), (-dy, a.y - minY), (dy, maxY - a.y),
    ] {
      if p == 0 {
        if q < 0 { return nil }
      } else if p < 0 {
        first = max(first, q / p)
      } else {
        last = min(last, q / p)
      }
    }
    guard first <= last else { return nil }
    return (
      first == 0 ? a : PagePoint(x: a.x + dx * first, y: a.y + dy * first),
      last == 1 ? b : PagePoint(x: a.x + dx * last, y: a.y + dy * last)
    )
  }
}
