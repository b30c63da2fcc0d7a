internal import SimpleFeatures

/// An edge of a front with its nearest settlements on either side.
struct FrontEdge {
  /// In metres.
  var length: Double
  /// By their numbers, ascending.
  var places: [Int]
  /// The mean sum of the distances to the two nearest, in metres.
  var gap: Double
  /// No settlement farther than this from the middle is the nearest anywhere on it, in metres.
  var reach: Double

  /// Runs of edges with the same nearest settlements; those shorter than `least` join the run
  /// before, the first one that after.
  static func pieces(of edges: [FrontEdge], least: Double) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for edge in edges.indices {
      if let last = runs.last, edges[last.lowerBound].places == edges[edge].places {
        runs[runs.count - 1] = last.lowerBound..<(edge + 1)
      } else {
        runs.append(edge..<(edge + 1))
      }
    }
    var pieces: [Range<Int>] = []
    for run in runs {
      func length(_ range: Range<Int>) -> Double { edges[range].reduce(0) { $0 + $1.length } }
      if let last = pieces.last, length(run) < least || length(last) < least {
        pieces[pieces.count - 1] = last.lowerBound..<run.upperBound
      } else {
        pieces.append(run)
      }
    }
    return pieces
  }
}

/// The edges of fronts, kept from one map to the next as long as no settlement near them changes.
struct FrontEdges {
  private struct Key: Hashable {
    var a: ProjectedPoint
    var b: ProjectedPoint
    var first: Int
    var second: Int
  }

  private var before: [Key: FrontEdge] = [:]
  private var now: [Key: FrontEdge] = [:]
  private var points: [ControlPoint] = []
  private var holders: [Holder] = []
  private var changes: ChangedPoints?
  private var areNumbersSame = false
  /// By holder its settlements, also those that it only contests; made when first asked for.
  private var ownPoints: [[Int]?] = []
  private var indexes: [PointIndex?] = []

  /// With more changes than that everything is asked again.
  private static let greatestChangeCount = 40

  mutating func begin(_ surface: ControlSurface) {
    points = surface.points
    holders = surface.holders
    changes = surface.changes.points
    ownPoints = holders.map { _ in nil }
    indexes = holders.map { _ in nil }
    if let changes, changes.points.count <= Self.greatestChangeCount {
      areNumbersSame = changes.numbers.indices.allSatisfy { changes.numbers[$0] == $0 }
    } else {
      before.removeAll()
    }
  }

  mutating func end() {
    before = now
    now.removeAll(keepingCapacity: true)
  }

  /// An edge with what is nearest to it, asked at least once a kilometre.
  mutating func edge(
    from a: ProjectedPoint, to b: ProjectedPoint, between first: Int, _ second: Int
  ) -> FrontEdge {
    let key = Key(a: a, b: b, first: first, second: second)
    let edge = kept(key) ?? measured(key)
    now[key] = edge
    return edge
  }

  private func kept(_ key: Key) -> FrontEdge? {
    guard let changes, var edge = before[key] else { return nil }
    let middle = Self.point(key, 0.5)
    for point in changes.points where point.point.distance(to: middle) <= edge.reach { return nil }
    if !areNumbersSame {
      // What went was none of the edge's: it would have been within reach.
      edge.places = edge.places.map { changes.numbers[$0] }
    }
    return edge
  }

  private static func point(_ key: Key, _ share: Double) -> ProjectedPoint {
    ProjectedPoint(
      easting: key.a.x + (key.b.x - key.a.x) * share,
      northing: key.a.y + (key.b.y - key.a.y) * share)
  }

  private mutating func measured(_ key: Key) -> FrontEdge {
    let length = key.a.distance(to: key.b)
    let count = max(1, Int((length / 1000).rounded(.up)))
    var places: Set<Int> = []
    var gap = 0.0
    var farthest = 0.0
    for sample in 0..<count {
      let point = Self.point(key, (Double(sample) + 0.5) / Double(count))
      for holder in [key.first, key.second] {
        guard let (place, distance) = nearest(holder, to: point) else {
          farthest = .infinity
          continue
        }
        places.insert(place)
        gap += distance / Double(count)
        farthest = max(farthest, distance)
      }
    }
    // The metre is for rounding.
    return FrontEdge(
      length: length, places: places.sorted(), gap: gap, reach: farthest + length / 2 + 1)
  }

  private mutating func nearest(
    _ holder: Int, to point: ProjectedPoint
  ) -> (place: Int, distance: Double)? {
    if indexes[holder] == nil {
      let own = points.indices.filter {
        points[$0].holder == holders[holder] || points[$0].opponent == holders[holder]
      }
      ownPoints[holder] = own
      indexes[holder] = PointIndex(own.map { points[$0].point })
    }
    guard let hit = indexes[holder]?.nearest(1, to: point).first, let own = ownPoints[holder]
    else { return nil }
    return (own[hit.index], hit.squaredDistance.squareRoot())
  }
}
