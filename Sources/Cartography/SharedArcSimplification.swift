public import SimpleFeatures

/// Simplifies rings and lines so that what they had in common they still have in common.
///
/// Rings are cut into arcs where three or more edges meet and where a line ends; each arc is
/// simplified by itself and always in the same direction, so that two neighbours get the same
/// vertices for their common border and no sliver opens between them. Vertices are shared where
/// they are equal to the bit.
///
/// - Complexity: O(*n* log *n*) for *n* vertices as a rule, O(1000 *n*) at worst.
///
/// Source: the arcs as in M. Bostock, "TopoJSON" (2012); the simplification of D. H. Douglas and
/// T. K. Peucker, Cartographica 10 (1973), 112-122.
public struct SharedArcSimplification {
  private let tolerance: Double
  /// Up to two neighbours of each vertex, and whether it has more.
  private var neighbours: [PagePoint: Neighbourhood] = [:]

  private struct Neighbourhood {
    var first: PagePoint
    var second: PagePoint?
    var isNode = false

    mutating func add(_ point: PagePoint) {
      if point == first || point == second { return }
      if second == nil { second = point } else { isNode = true }
    }
  }

  /// - Parameters:
  ///   - rings, lines: All that may share borders.
  ///   - tolerance: How far the result may be from the original, in u.
  public init(rings: [[PagePoint]], lines: [[PagePoint]], tolerance: Double) {
    self.tolerance = tolerance
    neighbours.reserveCapacity(rings.reduce(0) { $0 + $1.count })
    for ring in rings {
      guard var previous = ring.last else { continue }
      for vertex in ring {
        connect(previous, vertex)
        previous = vertex
      }
    }
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) { connect(a, b) }
      for end in [line.first, line.last] {
        if let end { neighbours[end]?.isNode = true }
      }
    }
  }

  private mutating func connect(_ a: PagePoint, _ b: PagePoint) {
    guard a != b else { return }
    if neighbours[a]?.add(b) == nil { neighbours[a] = Neighbourhood(first: b) }
    if neighbours[b]?.add(a) == nil { neighbours[b] = Neighbourhood(first: a) }
  }

  private func isNode(_ vertex: PagePoint) -> Bool { neighbours[vertex]?.isNode ?? false }

  /// One of the lines, simplified.
  public func line(_ vertices: [PagePoint]) -> [PagePoint] {
    guard let first = vertices.first else { return [] }
    var result = [first]
    var arc = [first]
    for (index, vertex) in vertices.enumerated().dropFirst() {
      arc.append(vertex)
      if isNode(vertex) || index == vertices.count - 1 {
        result.append(contentsOf: simplified(arc).dropFirst())
        arc = [vertex]
      }
    }
    return result
  }

  /// One of the rings, simplified; empty where nothing with an area is left.
  public func ring(_ vertices: [PagePoint]) -> [PagePoint] {
    guard vertices.count >= 3 else { return [] }
    // Without a node the start must not depend on where the ring happens to begin: a hole and
    // the island in it are one line.
    let start =
      vertices.firstIndex(where: isNode)
      ?? vertices.indices.min { precedes(vertices[$0], vertices[$1]) } ?? 0
    var turned = Array(vertices[start...] + vertices[..<start])
    turned.append(vertices[start])
    var result = line(turned)
    if result.count > 1, result.first == result.last { result.removeLast() }
    return result.count >= 3 ? result : []
  }

  private func precedes(_ a: PagePoint, _ b: PagePoint) -> Bool { (a.x, a.y) < (b.x, b.y) }

  /// The arc simplified, by the same vertices in whichever direction it comes.
  private func simplified(_ arc: [PagePoint]) -> [PagePoint] {
    guard arc.count > 2, let first = arc.first, let last = arc.last else { return arc }
    let isLoop = first == last
    let isBackward = isLoop ? precedes(arc[arc.count - 2], arc[1]) : precedes(last, first)
    let forward = isBackward ? arc.reversed() : arc
    var kept = [Bool](repeating: false, count: arc.count)
    kept[0] = true
    kept[arc.count - 1] = true
    // A long arc in pieces: a regular zigzag would split one vertex at a time.
    let longest = 1000
    var open: [(Int, Int)] = []
    for start in stride(from: 0, to: arc.count - 1, by: longest) {
      let end = min(start + longest, arc.count - 1)
      kept[end] = true
      open.append((start, end))
    }
    if isLoop, open.count == 1 {
      // A loop has no chord: its farthest vertex takes the place of the second end.
      var far = 1
      for index in forward.indices.dropLast()
      where squaredDistance(forward[index], first) > squaredDistance(forward[far], first) {
        far = index
      }
      kept[far] = true
      open = [(0, far), (far, arc.count - 1)]
    }
    while let (a, b) = open.popLast() {
      var worst = 0.0
      var index = a
      for candidate in a + 1..<max(a + 1, b) {
        let distance = squaredDistance(forward[candidate], forward[a], forward[b])
        if distance > worst {
          worst = distance
          index = candidate
        }
      }
      guard worst > tolerance * tolerance else { continue }
      kept[index] = true
      open.append((a, index))
      open.append((index, b))
    }
    let result = zip(forward, kept).compactMap { $1 ? $0 : nil }
    return isBackward ? result.reversed() : result
  }
}

func squaredDistance(_ a: PagePoint, _ b: PagePoint) -> Double {
  (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
}

/// The squared distance of `p` to the segment from `a` to `b`.
func squaredDistance(_ p: PagePoint, _ a: PagePoint, _ b: PagePoint) -> Double {
  let dx = b.x - a.x
  let dy = b.y - a.y
  let length = dx * dx + dy * dy
  guard length > 0 else { return squaredDistance(p, a) }
  let t = min(1, max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
  return squaredDistance(p, PagePoint(x: a.x + t * dx, y: a.y + t * dy))
}
