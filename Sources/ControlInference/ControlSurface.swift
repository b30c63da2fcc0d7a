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
  /// Whether its code contradicts so much around it that it may be false. It then need not hold
  /// the ground on which it stands.
  public var isDoubtful: Bool

  public init(
    placeID: String, point: ProjectedPoint, holder: Holder, opponent: Holder? = nil,
    share: Double = 1, weight: Double = 1, isDoubtful: Bool = false
  ) {
    self.placeID = placeID
    self.point = point
    self.holder = holder
    self.opponent = opponent
    self.share = opponent == nil ? 1 : share
    self.weight = weight
    self.isDoubtful = isDoubtful
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
  public let labels: [Int]
  /// For each holder the shares at the samples, which over all holders sum to 1.
  public let shares: [[Float]]
  /// The distance from each sample to the nearest known settlement, in metres; infinite where
  /// none is known.
  public let distances: [Float]
  let index: PointIndex
  let kernel: LocalOdds
  /// The patches of the labels.
  let patches: GridComponents
  let changes: SurfaceChanges

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

  /// A surface that a ``SurfaceSeries`` found.
  init(
    grid: SampleGrid, camps: Camps, model: ControlModel, method: ControlMethod,
    scaleFactor: Double, points: [ControlPoint], holders: [Holder], labels: [Int],
    shares: [[Float]], distances: [Float], index: PointIndex, kernel: LocalOdds,
    patches: GridComponents, changes: SurfaceChanges
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
    self.patches = patches
    self.changes = changes
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
}

extension ControlPoint {
  static func inOrder(_ a: ControlPoint, _ b: ControlPoint) -> Bool {
    let first = (a.placeID, a.point.x, a.point.y, a.holder)
    let second = (b.placeID, b.point.x, b.point.y, b.holder)
    if first != second { return first < second }
    return (a.opponent?.description ?? "", a.share, a.weight, a.isDoubtful ? 1 : 0)
      < (b.opponent?.description ?? "", b.share, b.weight, b.isDoubtful ? 1 : 0)
  }
}
