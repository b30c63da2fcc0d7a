internal import SimpleFeatures

/// Steps 2 and 3: the holders' scores from the nearest settlements.
struct LocalOdds: Sendable {
  let neighbours: Int
  private let scaleRank: Int
  private let scaleFactor: Double
  private let leastScale: Double
  private let greatestScale: Double
  private let barrierScales: Double
  private let nearFactor: Double
  /// Whether each settlement's code is doubtful.
  let isDoubtful: [Bool]
  private let holders: [Int]
  /// The opponent's number, -1 where the settlement is not contested.
  private let opponents: [Int]
  private let shares: [Double]
  private let weights: [Double]

  init(
    points: [ControlPoint], holders: [Holder], model: ControlModel, scaleFactor: Double,
    method: ControlMethod
  ) {
    func number(_ holder: Holder) -> Int { holders.partitioningIndex { $0 >= holder } }
    neighbours = method == .nearestSettlement ? 1 : max(1, model.neighbours)
    scaleRank = max(1, model.scaleRank)
    self.scaleFactor = scaleFactor
    leastScale = max(model.leastScale, 1e-3)
    greatestScale = max(model.greatestScale, leastScale)
    barrierScales = model.barrierScales
    nearFactor = max(0, model.nearScaleFactor)
    isDoubtful = points.map(\.isDoubtful)
    self.holders = points.map { number($0.holder) }
    let isBlind = method == .nearestSettlement
    opponents = points.map { isBlind ? -1 : $0.opponent.map(number) ?? -1 }
    shares = points.map { $0.share.isFinite ? min(max($0.share, 0), 1) : 0.5 }
    weights = points.map(\.weight)
  }

  /// The one holder of all `candidates`, `nil` where they differ or one is contested.
  func commonHolder(of candidates: [Int]) -> Int? {
    guard let first = candidates.first else { return nil }
    for candidate in candidates
    where holders[candidate] != holders[first] || opponents[candidate] >= 0 { return nil }
    return holders[first]
  }

  /// Sorts the candidates by how far they are from `point`, and tells all of them.
  ///
  /// From one sample to the next hardly any has to be exchanged, so insertion is fast.
  func sort(
    _ candidates: inout [PointIndex.Hit], of points: [ProjectedPoint], from point: ProjectedPoint
  ) {
    points.withUnsafeBufferPointer { points in
      candidates.withUnsafeMutableBufferPointer { candidates in
        for position in candidates.indices {
          let index = candidates[position].index
          let hit = PointIndex.Hit(
            index: index, squaredDistance: PointIndex.squaredDistance(points[index], point))
          var hole = position
          while hole > 0, PointIndex.Hit.isCloser(hit, candidates[hole - 1]) {
            candidates[hole] = candidates[hole - 1]
            hole -= 1
          }
          candidates[hole] = hit
        }
      }
    }
  }

  /// Adds the scores that `hits` give the holders; the nearest comes first.
  func add(_ hits: ArraySlice<PointIndex.Hit>, to sums: inout [Double]) {
    forEachKernel(of: hits, doubts: isDoubtful) { index, kernel in
      if opponents[index] >= 0 {
        sums[holders[index]] += weights[index] * shares[index] * kernel
        sums[opponents[index]] += weights[index] * (1 - shares[index]) * kernel
      } else {
        sums[holders[index]] += weights[index] * kernel
      }
    }
  }

  /// Adds the scores that `candidates` give the holders at some samples.
  ///
  /// - Parameters:
  ///   - kernels: For each candidate in turn the kernel at each sample.
  ///   - sums: For each holder in turn the score at each sample.
  func add(
    _ kernels: [Double], of candidates: [Int], to sums: UnsafeMutableBufferPointer<Double>,
    samples count: Int
  ) {
    kernels.withUnsafeBufferPointer { kernels in
      func add(_ weight: Double, _ position: Int, _ holder: Int) {
        let first = position * count
        let sum = holder * count
        for sample in 0..<count { sums[sum + sample] += weight * kernels[first + sample] }
      }
      for (position, index) in candidates.enumerated() {
        if opponents[index] >= 0 {
          add(weights[index] * shares[index], position, holders[index])
          add(weights[index] * (1 - shares[index]), position, opponents[index])
        } else {
          add(weights[index], position, holders[index])
        }
      }
    }
  }

  /// Tells the kernel of each of `hits`, which come nearest first: by how much it counts less than
  /// the nearest one.
  ///
  /// - Parameter doubts: Whether the settlement of each number is doubtful.
  func forEachKernel(
    of hits: ArraySlice<PointIndex.Hit>, doubts: [Bool], _ body: (Int, Double) -> Void
  ) {
    hits.withUnsafeBufferPointer { hits in
      guard let first = hits.first?.squaredDistance.squareRoot() else { return }
      let scale = scale(of: hits, doubts)
      for hit in hits {
        body(hit.index, ((first - hit.squaredDistance.squareRoot()) / scale).exponential)
      }
    }
  }

  /// The same where a settlement beyond a barrier counts as some local scales farther.
  ///
  /// - Parameter isBeyond: Whether the settlement of a number lies beyond a barrier.
  func forEachKernel(
    of hits: ArraySlice<PointIndex.Hit>, doubts: [Bool], isBeyond: (Int) -> Bool,
    _ body: (Int, Double) -> Void
  ) {
    hits.withUnsafeBufferPointer { hits in
      guard !hits.isEmpty else { return }
      let scale = scale(of: hits, doubts)
      let distances = hits.map { hit in
        hit.squaredDistance.squareRoot() + (isBeyond(hit.index) ? barrierScales * scale : 0)
      }
      guard let first = distances.min() else { return }
      for (hit, distance) in zip(hits, distances) {
        body(hit.index, ((first - distance) / scale).exponential)
      }
    }
  }

  /// The local scale λ around a sample whose nearest settlements are `hits`, in metres.
  ///
  /// Beside a settlement it goes to its least, so that a settlement whose code is beyond doubt
  /// always holds the ground on which it stands.
  private func scale(of hits: UnsafeBufferPointer<PointIndex.Hit>, _ doubts: [Bool]) -> Double {
    var reach = hits[min(scaleRank, hits.count) - 1].squaredDistance.squareRoot()
    if let sure = hits.first(where: { !doubts[$0.index] }) {
      reach = min(reach, nearFactor * sure.squaredDistance.squareRoot())
    }
    return min(max(scaleFactor * reach, leastScale), greatestScale)
  }
}
