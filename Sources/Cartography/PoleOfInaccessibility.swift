public import SimpleFeatures

extension Polygon<PagePoint> {
  /// The point inside that is farthest from the outline, and its distance in u; `nil` for a polygon
  /// without an inside.
  ///
  /// Found to within `precision` by halving squares, the most promising first, at most 4 000 of
  /// them.
  ///
  /// - Complexity: O(*k n*) for *n* vertices and *k* squares.
  ///
  /// Source: V. Agafonkin, "A new algorithm for finding a visual center of a polygon" (2016),
  /// known as polylabel.
  public func poleOfInaccessibility(precision: Double) -> (point: PagePoint, distance: Double)? {
    guard let box = BoundingBox(exterior.vertices), box.width > 0, box.height > 0,
      precision > 0
    else { return nil }
    let side = min(box.width, box.height)
    var open = SquareHeap()
    var best: (point: PagePoint, distance: Double)?
    func consider(_ center: PagePoint, half: Double) {
      let distance = signedDistance(from: center)
      if distance > (best?.distance ?? 0) { best = (center, distance) }
      open.push(
        Square(center: center, half: half, bound: distance + half * 2.0.squareRoot()))
    }
    consider(box.center, half: 0)
    // A very long polygon in no more than 64 squares a side.
    let step = max(side, max(box.width, box.height) / 64)
    var x = box.minX
    while x < box.maxX {
      var y = box.minY
      while y < box.maxY {
        consider(PagePoint(x: x + step / 2, y: y + step / 2), half: step / 2)
        y += step
      }
      x += step
    }
    var count = 0
    while let square = open.pop(), count < 1000 {
      guard square.bound - (best?.distance ?? 0) > precision else { break }
      count += 1
      let half = square.half / 2
      for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
        consider(PagePoint(x: square.center.x + dx, y: square.center.y + dy), half: half)
      }
    }
    return best
  }

  /// The distance of `point` from the outline, negative outside.
  public func signedDistance(from point: PagePoint) -> Double {
    var inside = false
    var nearest = Double.infinity
    for ring in [exterior] + holes {
      guard var previous = ring.vertices.last else { continue }
      for vertex in ring.vertices {
        if (vertex.y > point.y) != (previous.y > point.y),
          point.x < (previous.x - vertex.x) * (point.y - vertex.y) / (previous.y - vertex.y)
            + vertex.x
        {
          inside.toggle()
        }
        nearest = min(nearest, squaredDistance(point, previous, vertex))
        previous = vertex
      }
    }
    return (inside ? 1 : -1) * nearest.squareRoot()
  }
}

private struct Square {
  var center: PagePoint
  var half: Double
  /// No point in the square is farther from the outline.
  var bound: Double
}

/// The squares by falling bound.
private struct SquareHeap {
  private var squares: [Square] = []

  mutating func push(_ square: Square) {
    squares.append(square)
    var child = squares.count - 1
    while child > 0, squares[(child - 1) / 2].bound < squares[child].bound {
      squares.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Square? {
    guard let top = squares.first, let last = squares.popLast() else { return nil }
    guard !squares.isEmpty else { return top }
    squares[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < squares.count && squares[child].bound > squares[largest].bound {
        largest = child
      }
      guard largest != parent else { return top }
      squares.swapAt(parent, largest)
      parent = largest
    }
  }
}
