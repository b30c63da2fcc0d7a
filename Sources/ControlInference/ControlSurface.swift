public import SimpleFeatures

/// How ground between settlements gets its holder.
public enum ControlMethod: String, Hashable, Sendable, CaseIterable {
  /// Smoothed nearest-settlement log-odds: `CARTOGRAPHY.md` section 6.
  case smoothedLogOdds
  /// The holder of the nearest settlement (Voronoi's cells dissolved, up to the grid).
  case nearestSettlement
}

/// A settlement as the surface sees it: where it is, who holds it, and what it weighs.
public struct ControlPoint: Hashable, Sendable {
  public var placeID: String
  public var point: ProjectedPoint
  public var holder: Holder
  /// Who contests it, and the holder's share of its weight, `0...1`.
  public var opponent: Holder?
  public var share: Double
  /// Its weight beside a confirmed village of today, which has 1; above 0.
  public var weight: Double

  public init(
    placeID: String, point: ProjectedPoint, holder: Holder, opponent: Holder? = nil,
    share: Double = 1, weight: Double = 1
  ) {
    self.placeID = placeID
    self.point = point
    self.holder = holder
    self.opponent = opponent
    self.share = opponent == nil ? 1 : share
    self.weight = weight
  }
}

/// For each sample of a grid, how likely each holder is to hold the ground.
public struct ControlSurface: Sendable {
  public let grid: SampleGrid
  public let camps: Camps
  public let model: ControlModel
  public let method: ControlMethod
  /// The share of the local scale *c* in use.
  public let scaleFactor: Double
  /// The settlements in the order of their ids.
  public let points: [ControlPoint]
  /// The holders in their order; empty where no settlement is known.
  public let holders: [Holder]
  /// The number of the likeliest holder at each sample; empty where there are no holders.
  public private(set) var labels: [Int]
  /// For each holder the shares at the samples, which over all holders sum to 1.
  public private(set) var shares: [[Float]]
  /// The distance from each sample to the nearest known settlement, in metres; infinite where
  /// none is known.
  public private(set) var distances: [Float]
  let index: PointIndex
  let kernel: LocalOdds

  /// - Parameters:
  ///   - points: In any order; those without coordinates below 1e9 m or with a weight outside
  ///     `0...1e6` are left out.
  ///   - scaleFactor: *c*; `nil` takes the one for reviewed marks.
  ///
  /// - Complexity: O(*N* *k* + *n* log *n*) for *N* samples and *n* settlements.
  public init(
    points: [ControlPoint], camps: Camps = Camps(), grid: SampleGrid,
    model: ControlModel = ControlModel(), scaleFactor: Double? = nil,
    method: ControlMethod = .smoothedLogOdds
  ) {
    let points = points.filter {
      $0.point.isOnPlane && $0.weight > 0 && $0.weight <= 1e6
    }.sorted(by: ControlPoint.inOrder)
    let holders = Set(points.flatMap { [$0.holder, $0.opponent].compactMap { $0 } }).sorted()
    self.grid = grid
    self.camps = camps
    self.model = model
    self.method = method
    self.scaleFactor = scaleFactor ?? model.reviewedScaleFactor
    self.points = points
    self.holders = holders
    index = PointIndex(points.map(\.point))
    kernel = LocalOdds(
      points: points, holders: holders, model: model, scaleFactor: self.scaleFactor,
      method: method)
    distances = Array(repeating: .infinity, count: grid.count)
    labels = []
    shares = holders.map { _ in Array(repeating: 0, count: grid.count) }
    guard !holders.isEmpty else { return }
    fill()
    if method == .smoothedLogOdds { blur() }
    normalise()
    labels = likeliest()
    if method == .smoothedLogOdds { giveUpSpecks() }
  }

  /// The shares of the holders at a place, from the settlements alone: not blurred.
  ///
  /// - Parameter excluded: The id of a settlement to leave out, for a test of the method.
  public func shares(at point: ProjectedPoint, without excluded: String? = nil) -> [Double] {
    let count = kernel.neighbours + (excluded == nil ? 0 : 1)
    let hits = index.nearest(count, to: point).filter { points[$0.index].placeID != excluded }
    var sums = Array(repeating: 0.0, count: holders.count)
    kernel.add(hits.prefix(kernel.neighbours), to: &sums)
    let total = sums.reduce(0, +)
    return total > 0 ? sums.map { $0 / total } : sums
  }

  /// The share of the likeliest camp at each sample; empty where there are no holders.
  var leadingCampShares: [Float] {
    let names = holders.map { camps.camp(of: $0) }
    let members = Set(names).sorted().map { name in names.indices.filter { names[$0] == name } }
    var best: [Float] = Array(repeating: 0, count: labels.count)
    for camp in members {
      var sums = shares[camp[0]]
      for holder in camp.dropFirst() {
        for sample in sums.indices { sums[sample] += shares[holder][sample] }
      }
      for sample in sums.indices where sums[sample] > best[sample] {
        best[sample] = sums[sample]
      }
    }
    return best
  }

  // MARK: Steps 2 to 4

  /// Samples in a block share their candidates; 4, 6 and 8 to a side took the same time within
  /// the noise (3 000 settlements, 200 000 samples).
  private static let blockSide = 6

  private mutating func fill() {
    let k = kernel.neighbours
    let block = Self.blockSide
    // From the block's middle to its farthest sample.
    let reach = Double(block - 1) / 2 * grid.cellSize * 2.0.squareRoot()
    var candidates: [PointIndex.Hit] = []
    var sums = Array(repeating: 0.0, count: holders.count)
    for firstRow in stride(from: 0, to: grid.rows, by: block) {
      for firstColumn in stride(from: 0, to: grid.columns, by: block) {
        let corner = grid.point(column: firstColumn, row: firstRow)
        let half = Double(block - 1) / 2 * grid.cellSize
        let middle = ProjectedPoint(easting: corner.x + half, northing: corner.y + half)
        let last = index.nearest(k, to: middle).last?.squaredDistance ?? 0
        // Every sample's k nearest are within its reach of the k-th of the middle's; the metre
        // is for rounding.
        index.within(last.squareRoot() + 2 * reach + 1, of: middle, into: &candidates)
        let single = kernel.commonHolder(of: candidates)
        for row in firstRow..<min(firstRow + block, grid.rows) {
          for column in firstColumn..<min(firstColumn + block, grid.columns) {
            // To and fro, so that each sample is next to the one before.
            let isBack = (row - firstRow) % 2 == 1
            let lastColumn = min(firstColumn + block, grid.columns) - 1
            let column = isBack ? lastColumn - (column - firstColumn) : column
            let sample = row * grid.columns + column
            let point = grid.point(column: column, row: row)
            if let single {
              shares[single][sample] = 1
              distances[sample] = Float(
                kernel.leastDistance(candidates, to: point, reach: reach))
            } else {
              kernel.bringNearest(&candidates, to: point)
              for holder in sums.indices { sums[holder] = 0 }
              distances[sample] = Float(kernel.add(candidates.prefix(k), to: &sums))
              for holder in sums.indices { shares[holder][sample] = Float(sums[holder]) }
            }
          }
        }
      }
    }
  }

  /// Step 5: a Gaussian blur of each holder's shares, first along rows and then along columns.
  private mutating func blur() {
    let sigma = min(model.blurCells, 100)
    guard sigma > 0 else { return }
    // Beyond four standard deviations nothing is left in single precision that could be seen.
    let radius = Int((4 * sigma).rounded(.up))
    let taps = (-radius...radius).map { offset in
      Float((-Double(offset * offset) / (2 * sigma * sigma)).exponential)
    }
    let sum = taps.reduce(0, +)
    let weights = taps.map { $0 / sum }
    var between = Array(repeating: Float(0), count: grid.count)
    for holder in shares.indices {
      convolve(shares[holder], into: &between, weights, alongRows: true)
      var after = shares[holder]
      convolve(between, into: &after, weights, alongRows: false)
      shares[holder] = after
    }
  }

  /// Sums shifted copies of whole rows, which the compiler turns into vector instructions.
  ///
  /// What would reach in from outside the grid is missing there for all holders alike, and comes
  /// back with the normalisation.
  private func convolve(
    _ source: [Float], into target: inout [Float], _ weights: [Float], alongRows: Bool
  ) {
    let columns = grid.columns
    let rows = grid.rows
    let radius = weights.count / 2
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        for row in 0..<rows {
          let base = row * columns
          for column in 0..<columns { target[base + column] = 0 }
          for (tap, weight) in weights.enumerated() {
            let offset = tap - radius
            if alongRows {
              let first = max(0, -offset)
              let last = min(columns, columns - offset)
              guard first < last else { continue }
              for column in first..<last {
                target[base + column] += weight * source[base + column + offset]
              }
            } else {
              guard (0..<rows).contains(row + offset) else { continue }
              let other = base + offset * columns
              for column in 0..<columns {
                target[base + column] += weight * source[other + column]
              }
            }
          }
        }
      }
    }
  }

  private mutating func normalise() {
    var totals = Array(repeating: Float(0), count: grid.count)
    for holder in shares.indices {
      for sample in totals.indices { totals[sample] += shares[holder][sample] }
    }
    for holder in shares.indices {
      for sample in totals.indices where totals[sample] > 0 {
        shares[holder][sample] /= totals[sample]
      }
    }
  }

  private func likeliest() -> [Int] {
    var best = Array(repeating: 0, count: grid.count)
    var most = shares[0]
    for holder in shares.indices.dropFirst() {
      for sample in most.indices where shares[holder][sample] > most[sample] {
        most[sample] = shares[holder][sample]
        best[sample] = holder
      }
    }
    return best
  }

  // MARK: Step 6

  /// Gives specks to a neighbour of the same camp; those of another camp stay: they are news.
  private mutating func giveUpSpecks() {
    let limit = sampleCount(ofArea: model.speckArea)
    while true {
      let components = GridComponents(labels, columns: grid.columns)
      let small = components.members.indices.filter { components.members[$0].count < limit }
        .sorted {
          (components.members[$0].count, $0) < (components.members[$1].count, $1)
        }
      var isTouched = Array(repeating: false, count: components.members.count)
      var didChange = false
      for component in small where !isTouched[component] {
        let samples = components.members[component]
        let own = labels[samples[0]]
        let around = Set(samples.flatMap { neighbours(of: $0) })
          .filter { components.component[$0] != component }
        let takers = Set(around.map { labels[$0] })
          .filter { $0 != own && !camps.areHostile(holders[$0], holders[own]) }.sorted()
        guard !around.contains(where: { isTouched[components.component[$0]] }) else { continue }
        func support(_ holder: Int) -> Float {
          samples.reduce(0) { $0 + shares[holder][$1] }
        }
        guard
          let taker = takers.map({ (holder: $0, support: support($0)) })
            .max(by: { ($0.support, $1.holder) < ($1.support, $0.holder) })?.holder
        else { continue }
        for sample in samples {
          labels[sample] = taker
          shares[taker][sample] += shares[own][sample]
          shares[own][sample] = 0
        }
        isTouched[component] = true
        for sample in around { isTouched[components.component[sample]] = true }
        didChange = true
      }
      if !didChange { return }
    }
  }

  /// The number of samples, rounded up, that stand for an area in m².
  func sampleCount(ofArea area: Double) -> Int {
    let count = (area / (grid.cellSize * grid.cellSize)).rounded(.up)
    return count > 0 ? Int(min(count, Double(grid.count))) : 0
  }

  private func neighbours(of sample: Int) -> [Int] {
    let column = sample % grid.columns
    let row = sample / grid.columns
    var result: [Int] = []
    if column > 0 { result.append(sample - 1) }
    if column < grid.columns - 1 { result.append(sample + 1) }
    if row > 0 { result.append(sample - grid.columns) }
    if row < grid.rows - 1 { result.append(sample + grid.columns) }
    return result
  }
}

extension ControlPoint {
  static func inOrder(_ a: ControlPoint, _ b: ControlPoint) -> Bool {
    let first = (a.placeID, a.point.x, a.point.y, a.holder)
    let second = (b.placeID, b.point.x, b.point.y, b.holder)
    if first != second { return first < second }
    return (a.opponent?.description ?? "", a.share, a.weight)
      < (b.opponent?.description ?? "", b.share, b.weight)
  }
}

/// Steps 2 and 3: the holders' scores from the nearest settlements.
struct LocalOdds: Sendable {
  let neighbours: Int
  private let scaleRank: Int
  private let scaleFactor: Double
  private let leastScale: Double
  private let greatestScale: Double
  private let points: [ProjectedPoint]
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
    self.points = points.map(\.point)
    self.holders = points.map { number($0.holder) }
    let isBlind = method == .nearestSettlement
    opponents = points.map { isBlind ? -1 : $0.opponent.map(number) ?? -1 }
    shares = points.map { $0.share.isFinite ? min(max($0.share, 0), 1) : 0.5 }
    weights = points.map(\.weight)
  }

  /// The one holder of all `candidates`, `nil` where they differ or one is contested.
  func commonHolder(of candidates: [PointIndex.Hit]) -> Int? {
    guard let first = candidates.first?.index else { return nil }
    for candidate in candidates.lazy.map(\.index)
    where holders[candidate] != holders[first] || opponents[candidate] >= 0 { return nil }
    return holders[first]
  }

  func leastDistance(
    _ candidates: [PointIndex.Hit], to point: ProjectedPoint, reach: Double
  ) -> Double {
    var least = Double.infinity
    guard let nearest = candidates.first else { return least }
    let radius = nearest.squaredDistance.squareRoot() + 2 * reach + 1
    for candidate in candidates {
      if candidate.squaredDistance > radius * radius { break }
      let candidate = candidate.index
      let dx = points[candidate].x - point.x
      let dy = points[candidate].y - point.y
      least = min(least, dx * dx + dy * dy)
    }
    return least.squareRoot()
  }

  /// Brings the candidates nearest to `point` to the front, in no order, and tells all of them
  /// how far it is.
  ///
  /// From one sample to the next hardly any has to be exchanged, so this is faster than sorting.
  func bringNearest(_ candidates: inout [PointIndex.Hit], to point: ProjectedPoint) {
    points.withUnsafeBufferPointer { points in
      candidates.withUnsafeMutableBufferPointer { candidates in
        for position in candidates.indices {
          let place = points[candidates[position].index]
          let dx = place.x - point.x
          let dy = place.y - point.y
          candidates[position].squaredDistance = dx * dx + dy * dy
        }
        guard candidates.count > neighbours else { return }
        while true {
          var farthest = 0
          for position in 1..<neighbours
          where PointIndex.Hit.isCloser(candidates[farthest], candidates[position]) {
            farthest = position
          }
          var nearest = neighbours
          for position in (neighbours + 1)..<max(neighbours + 1, candidates.count)
          where PointIndex.Hit.isCloser(candidates[position], candidates[nearest]) {
            nearest = position
          }
          guard PointIndex.Hit.isCloser(candidates[nearest], candidates[farthest]) else { return }
          candidates.swapAt(nearest, farthest)
        }
      }
    }
  }

  /// Adds the scores that `hits`, in any order, give the holders.
  ///
  /// - Returns: The distance to the nearest of them in metres, infinite where there are none.
  @discardableResult
  func add(_ hits: ArraySlice<PointIndex.Hit>, to sums: inout [Double]) -> Double {
    guard !hits.isEmpty else { return .infinity }
    return hits.withUnsafeBufferPointer { hits in
      let (first, ranked) = leastAndRanked(hits)
      let scale = min(max(scaleFactor * ranked, leastScale), greatestScale)
      for hit in hits {
        let weight =
          weights[hit.index] * ((first - hit.squaredDistance.squareRoot()) / scale).exponential
        if opponents[hit.index] >= 0 {
          sums[holders[hit.index]] += weight * shares[hit.index]
          sums[opponents[hit.index]] += weight * (1 - shares[hit.index])
        } else {
          sums[holders[hit.index]] += weight
        }
      }
      return first
    }
  }

  /// The least distance and that of the rank which gives the scale, in metres.
  private func leastAndRanked(_ hits: UnsafeBufferPointer<PointIndex.Hit>) -> (Double, Double) {
    let count = min(scaleRank, hits.count)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { least in
      least.initialize(repeating: .infinity)
      for hit in hits where hit.squaredDistance < least[count - 1] {
        var position = count - 1
        while position > 0, hit.squaredDistance < least[position - 1] {
          least[position] = least[position - 1]
          position -= 1
        }
        least[position] = hit.squaredDistance
      }
      return (least[0].squareRoot(), least[count - 1].squareRoot())
    }
  }
}

/// The connected patches of one label, by the four neighbours of a sample.
struct GridComponents {
  /// The patch of each sample; patches are numbered by their first sample.
  private(set) var component: [Int]
  /// The samples of each patch.
  private(set) var members: [[Int]] = []

  init(_ labels: [Int], columns: Int) {
    component = Array(repeating: -1, count: labels.count)
    for start in labels.indices where component[start] < 0 {
      let number = members.count
      var samples = [start]
      component[start] = number
      var next = 0
      while next < samples.count {
        let sample = samples[next]
        next += 1
        func visit(_ other: Int) {
          guard component[other] < 0, labels[other] == labels[start] else { return }
          component[other] = number
          samples.append(other)
        }
        let column = sample % columns
        if column > 0 { visit(sample - 1) }
        if column < columns - 1 { visit(sample + 1) }
        if sample >= columns { visit(sample - columns) }
        if sample + columns < labels.count { visit(sample + columns) }
      }
      members.append(samples)
    }
  }
}
