internal import SimpleFeatures

/// Finds places whose holder is likely a false code: few of a camp among none but enemies.
struct SuspectCodes {
  /// Whether each place belongs to so small a group.
  private(set) var isSuspect: [Bool]
  /// Whether so many places stand amid one other camp that the codes must hold errors; where there
  /// are few, they and the small groups are enclaves or spurs of a winding front.
  private(set) var holdErrors: Bool

  /// How many neighbours of each place are looked at.
  static func neighbourCount(_ model: ControlModel) -> Int {
    max(0, model.lineNeighbours, model.neighbours)
  }

  /// - Parameters:
  ///   - camps: A number for the camp of each.
  ///   - neighbours: The nearest places of each, ``neighbourCount(_:)`` of them.
  ///
  /// - Complexity: O(*n*) for *n* places.
  init(camps: [Int], neighbours: [[Int]], model: ControlModel) {
    let count = camps.count
    let near = max(0, model.lineNeighbours)
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
      for other in neighbours[place].prefix(near) where camps[other] == camps[place] {
        parents[root(place)] = root(other)
      }
    }
    var sizes = Array(repeating: 0, count: count)
    for place in 0..<count { sizes[root(place)] += 1 }
    // Among fewer places than that every small group is as good as any other.
    let isLarge = count > 4 * (model.suspectGroupSize + model.lineNeighbours)
    isSuspect = (0..<count).map { isLarge && sizes[root($0)] <= model.suspectGroupSize }
    let lone = (0..<count).count { place in
      guard isLarge, let other = neighbours[place].first.map({ camps[$0] }), other != camps[place]
      else { return false }
      return neighbours[place].allSatisfy { camps[$0] == other }
    }
    holdErrors = lone >= model.suspectCount && Double(lone) >= model.suspectShare * Double(count)
  }
}
