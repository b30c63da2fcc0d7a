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
    var series = SurfaceSeries(
      grid: grid, camps: camps, model: model, method: method, kernelLimit: 0)
    self = series.surface(of: points, scaleFactor: scaleFactor ?? model.reviewedScaleFactor)
  }

  /// A surface of what a ``SurfaceSeries`` found in steps 1 to 5.
  init(
    grid: SampleGrid, camps: Camps, model: ControlModel, method: ControlMethod,
    scaleFactor: Double, points: [ControlPoint], holders: [Holder], labels: [Int],
    shares: [[Float]], distances: [Float], index: PointIndex, kernel: LocalOdds
  ) {
    self.grid = grid
    self.camps = camps
    self.model = model
    self.method = method
    self.scaleFactor = scaleFactor
    self.points = points
    self.holders = holders
    self.labels = labels
    self.shares = shares
    self.distances = distances
    self.index = index
    self.kernel = kernel
    if method == .smoothedLogOdds, !holders.isEmpty { giveUpSpecks() }
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
      sums.withUnsafeMutableBufferPointer { sums in
        for holder in camp.dropFirst() {
          shares[holder].withUnsafeBufferPointer { shares in
            for sample in sums.indices { sums[sample] += shares[sample] }
          }
        }
        best.withUnsafeMutableBufferPointer { best in
          for sample in sums.indices {
            best[sample] = sums[sample] > best[sample] ? sums[sample] : best[sample]
          }
        }
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
      let small = components.counts.indices.filter { components.counts[$0] < limit }
        .sorted { (components.counts[$0], $0) < (components.counts[$1], $1) }
      var isTouched = Array(repeating: false, count: components.counts.count)
      var didChange = false
      for component in small where !isTouched[component] {
        let samples = components.samples(of: component)
        let own = labels[samples[0]]
        let around = Set(samples.flatMap { neighbours(of: $0) })
          .filter { components.component(at: $0) != component }
        let takers = Set(around.map { labels[$0] })
          .filter { $0 != own && !camps.areHostile(holders[$0], holders[own]) }.sorted()
        guard !around.contains(where: { isTouched[components.component(at: $0)] }) else { continue }
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
        for sample in around { isTouched[components.component(at: sample)] = true }
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
