internal import SimpleFeatures

/// The nearest places of each place, kept as long as the places are the same.
struct PlaceNeighbours {
  private var points: [ProjectedPoint] = []
  private var count = 0
  private var neighbours: [[Int]] = []

  /// The numbers of the `count` nearest to each of `points`, itself left out, nearest first.
  ///
  /// - Complexity: O(*n* log *n*) for *n* points; O(*n*) for those of the call before.
  mutating func nearest(_ count: Int, of points: [ProjectedPoint]) -> [[Int]] {
    if count == self.count, points == self.points, neighbours.count == points.count {
      return neighbours
    }
    let index = PointIndex(points)
    self.points = points
    self.count = count
    neighbours = points.indices.map { place in
      Array(
        index.nearest(count + 1, to: points[place]).lazy.map(\.index).filter { $0 != place }
          .prefix(count))
    }
    return neighbours
  }
}
