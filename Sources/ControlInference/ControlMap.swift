public import CivilCalendar
public import SimpleFeatures

/// Ground that one side holds, or two share.
public struct ControlArea: Hashable, Sendable {
  public var holder: Holder
  /// The camp of the holder.
  public var camp: String
  /// The polygons' neighbours share their vertices to the bit, until the map is clipped.
  public var polygons: [Polygon<ProjectedPoint>]
  /// The mean of the holder's share over the area's samples, `0...1`.
  public var meanProbability: Double
  /// The least of it.
  public var leastProbability: Double
  /// The number of settlements that the holder holds.
  public var placeCount: Int
  /// The number of claims on them.
  public var evidenceCount: Int
  public var oldestEvidence: CivilDate?
  public var newestEvidence: CivilDate?

  /// `.held` or `.shared`.
  public var status: SettlementStatus.State { holder.secondSide == nil ? .held : .shared }
  /// The area in m² on the projected plane.
  public var area: Double { polygons.reduce(0) { $0 + $1.area } }
}

/// A piece of the line between ground of two holders: as far as the same two settlements are the
/// nearest on either side.
public struct FrontLine: Hashable, Sendable {
  /// The two holders, sorted; `b` may be an ally of `a`.
  public var a: Holder
  public var b: Holder
  /// Whether the two are of different camps.
  public var isHostile: Bool
  /// One line, or what clipping left of it; its ends are those of its neighbours to the bit.
  public var lines: [LineString<ProjectedPoint>]
  /// The newest day on which a settlement beside it came to its holder.
  public var since: CivilDate?
  /// The newest claim on a settlement beside it.
  public var lastEvidence: CivilDate?
  /// The nearest settlements on both sides, sorted.
  public var placeIDs: [String]
  /// The claims that decided them, sorted.
  public var claimIDs: [String]
  /// Whether the newest evidence is older than ``ControlModel/inferredAfterDays``.
  public var isInferred: Bool
  /// Half the mean gap between the nearest settlements of the two sides along the line, in
  /// metres: where in the gap the line runs is an estimate.
  public var uncertainty: Double

  /// The length in metres on the projected plane.
  public var length: Double {
    lines.reduce(0) { sum, line in
      sum + zip(line.vertices, line.vertices.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    }
  }
}

/// Who holds what on one day: areas that tile the grid, the lines between them, and where the
/// picture is weak.
public struct ControlMap: Sendable {
  public let date: CivilDate
  /// The ground that was computed; the areas tile it until the map is clipped.
  public let extent: BoundingBox<ProjectedPoint>
  /// One for each holder, in the holders' order; empty where no settlement is known.
  public private(set) var areas: [ControlArea]
  /// By holders, then from south to north by where they begin.
  public private(set) var fronts: [FrontLine]
  /// Where the leading camp has less than `ControlModel.contestedShare`.
  public private(set) var contestedGround: [Polygon<ProjectedPoint>]
  /// Where no known settlement lies within `ControlModel.noDataDistance`.
  public private(set) var noDataGround: [Polygon<ProjectedPoint>]
  /// The settlements it was made from.
  public let points: [ControlPoint]

  /// The map of the day of `statuses`.
  ///
  /// - Parameters:
  ///   - statuses: Those of one day, in any order.
  ///   - scaleFactor: *c*; `nil` takes the one for reviewed marks where all holders rest on
  ///     reviewed claims, else the one for codes from text.
  public init(
    _ statuses: [SettlementStatus], on date: CivilDate, camps: Camps = Camps(),
    grid: SampleGrid, model: ControlModel = ControlModel(), scaleFactor: Double? = nil,
    method: ControlMethod = .smoothedLogOdds
  ) {
    var series = ControlMapSeries(
      grid: grid, camps: camps, model: model, method: method, kernelLimit: 0)
    self = series.map(of: statuses, on: date, scaleFactor: scaleFactor)
  }

  /// The map of a surface; `statuses` give the dates and claims.
  public init(
    _ surface: ControlSurface, on date: CivilDate, statuses: [SettlementStatus] = []
  ) {
    self.init(surface, on: date, statuses: statuses, noDataGround: surface.noDataGround)
  }

  init(
    _ surface: ControlSurface, on date: CivilDate, statuses: [SettlementStatus],
    noDataGround: [Polygon<ProjectedPoint>]
  ) {
    self.date = date
    extent = surface.grid.boundingBox
    points = surface.points
    var statusOf: [String: SettlementStatus] = [:]
    for status in statuses.sorted(by: { ControlPlace.inOrder($0.place, $1.place) })
    where statusOf[status.place.id] == nil {
      statusOf[status.place.id] = status
    }
    self.noDataGround = noDataGround
    guard !surface.holders.isEmpty else {
      areas = []
      fronts = []
      contestedGround = []
      return
    }
    var topology = ArcTopology(
      grid: surface.grid, labels: surface.labels, crossing: surface.crossing)
    topology.smooth(rounds: surface.model.smoothingRounds)
    topology.simplify(area: surface.model.simplificationArea)
    areas = surface.areas(topology.polygons(), of: topology.labels, statusOf)
    fronts = surface.fronts(topology, on: date, statusOf)
    contestedGround = surface.contestedGround
  }

  /// The map cut at the country or a frame.
  ///
  /// - Parameters:
  ///   - areas: Cuts areas and contested ground, all at the same border; neighbours cut apart from
  ///     each other meet up to rounding.
  ///   - noData: Cuts the ground without data.
  ///   - lines: Cuts lines, as a rule at the country shrunk by 150 m, so that no front runs along
  ///     the border.
  public func clipped<E: Error>(
    areas clipAreas: ([Polygon<ProjectedPoint>]) throws(E) -> [Polygon<ProjectedPoint>],
    noData clipNoData: ([Polygon<ProjectedPoint>]) throws(E) -> [Polygon<ProjectedPoint>],
    lines clipLines: ([LineString<ProjectedPoint>]) throws(E) -> [LineString<ProjectedPoint>]
  ) throws(E) -> ControlMap {
    var map = self
    map.areas = []
    for var area in areas {
      area.polygons = try clipAreas(area.polygons)
      if !area.polygons.isEmpty { map.areas.append(area) }
    }
    map.fronts = []
    for var front in fronts {
      front.lines = try clipLines(front.lines).filter { $0.vertices.count >= 2 }
      if !front.lines.isEmpty { map.fronts.append(front) }
    }
    map.contestedGround = try clipAreas(contestedGround)
    map.noDataGround = try clipNoData(noDataGround)
    return map
  }
}

// MARK: - From the surface to shapes

extension ControlSurface {
  /// Where the boundary crosses between two samples.
  func crossing(from first: Int, to second: Int) -> Double {
    let a = labels[first]
    let b = labels[second]
    func lead(_ sample: Int) -> Double {
      switch method {
      case .smoothedLogOdds:
        return Double(shares[a][sample]) - Double(shares[b][sample])
      case .nearestSettlement:
        let point = grid.point(column: sample % grid.columns, row: sample / grid.columns)
        return distance(from: point, to: b) - distance(from: point, to: a)
      }
    }
    let atFirst = lead(first)
    let atSecond = lead(second)
    return atFirst > 0 && atSecond < 0 ? atFirst / (atFirst - atSecond) : 0.5
  }

  /// The distance to the nearest settlement of a holder, in metres.
  private func distance(from point: ProjectedPoint, to holder: Int) -> Double {
    // Beside a boundary the holder is among the nearest, so few steps are needed.
    var count = 8
    while true {
      let hits = index.nearest(count, to: point)
      if let hit = hits.first(where: { points[$0.index].holder == holders[holder] }) {
        return hit.squaredDistance.squareRoot()
      }
      if hits.count < count { return .infinity }
      count *= 4
    }
  }

  /// The polygons where `values` are below `limit`.
  private func ground(where values: [Float], areBelow limit: Double) -> [Polygon<ProjectedPoint>] {
    var labels = values.map { Double($0) < limit ? 1 : 0 }
    let least = sampleCount(ofArea: model.leastGroundArea)
    let patches = GridComponents(labels, columns: grid.columns)
    for (patch, count) in patches.counts.enumerated() where count < least {
      for sample in patches.samples(of: patch) { labels[sample] = 1 - labels[sample] }
    }
    guard labels.contains(1) else { return [] }
    var topology = ArcTopology(grid: grid, labels: labels) { first, second in
      let a = Double(values[first])
      let b = Double(values[second])
      return (limit - a) / (b - a)
    }
    topology.smooth(rounds: model.smoothingRounds)
    topology.simplify(area: model.simplificationArea)
    return zip(topology.labels, topology.polygons()).filter { $0.0 == 1 }.map(\.1)
  }

  var contestedGround: [Polygon<ProjectedPoint>] {
    ground(where: leadingCampShares, areBelow: model.contestedShare)
  }

  var noDataGround: [Polygon<ProjectedPoint>] {
    // Nearness, so that "far" is below the limit; an infinite distance would give no crossing.
    let far = Float(4 * model.noDataDistance)
    return ground(where: distances.map { -min($0, far) }, areBelow: -model.noDataDistance)
  }

  fileprivate func areas(
    _ polygons: [Polygon<ProjectedPoint>], of labels: [Int],
    _ statusOf: [String: SettlementStatus]
  ) -> [ControlArea] {
    holders.indices.compactMap { holder in
      let own = zip(labels, polygons).filter { $0.0 == holder }.map(\.1)
      guard !own.isEmpty else { return nil }
      let (sum, least, count) = statistics(ofHolder: holder)
      let held = points.filter { $0.holder == holders[holder] }.compactMap { statusOf[$0.placeID] }
      return ControlArea(
        holder: holders[holder], camp: camps.camp(of: holders[holder]), polygons: own,
        meanProbability: count > 0 ? sum / Double(count) : 0, leastProbability: least,
        placeCount: points.count { $0.holder == holders[holder] },
        evidenceCount: held.reduce(0) { $0 + $1.evidenceCount },
        oldestEvidence: held.compactMap(\.oldestEvidence).min(),
        newestEvidence: held.compactMap(\.newestEvidence).max())
    }
  }

  /// The sum and the least of a holder's shares where it is the likeliest, and of how many samples.
  private func statistics(ofHolder holder: Int) -> (sum: Double, least: Double, count: Int) {
    var sum = 0.0
    var least: Float = 1
    var count = 0
    labels.withUnsafeBufferPointer { labels in
      shares[holder].withUnsafeBufferPointer { shares in
        for sample in labels.indices where labels[sample] == holder {
          sum += Double(shares[sample])
          least = min(least, shares[sample])
          count += 1
        }
      }
    }
    return (sum, Double(least), count)
  }
}
