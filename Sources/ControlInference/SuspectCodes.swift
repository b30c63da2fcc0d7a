internal import SimpleFeatures

/// Finds places whose holder is likely a false code: few of a camp among none but enemies.
struct SuspectCodes {
  /// Whether each place belongs to so small a group.
  private(set) var isSuspect: [Bool]
  /// Whether so many places stand alone that the codes must hold errors; where there are few, they
  /// and the small groups are enclaves.
  private(set) var holdErrors: Bool

  /// - Parameters:
  ///   - points: The places.
  ///   - camps: The camp of each.
  ///
  /// - Complexity: O(*n* log *n*) for *n* places.
  init(points: [ProjectedPoint], camps: [String], model: ControlModel) {
    let count = points.count
    let index = PointIndex(points)
    var parents = Array(0..<count)
    func root(_ place: Int) -> Int {
      var place = place
      while parents[place] != place {
        parents[place] = parents[parents[place]]
        place = parents[place]
      }
      return place
    }
    for place in 0..<count {
      for hit in index.nearest(model.lineNeighbours + 1, to: points[place])
      where hit.index != place && camps[hit.index] == camps[place] {
        parents[root(place)] = root(hit.index)
      }
    }
    var sizes = Array(repeating: 0, count: count)
    for place in 0..<count { sizes[root(place)] += 1 }
    // Among fewer places than that every small group is as good as any other.
    let isLarge = count > 4 * (model.suspectGroupSize + model.lineNeighbours)
    isSuspect = (0..<count).map { isLarge && sizes[root($0)] <= model.suspectGroupSize }
    let lone = (0..<count).count { isLarge && sizes[root($0)] == 1 }
    holdErrors = lone >= model.suspectCount && Double(lone) >= model.suspectShare * Double(count)
  }
}
