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
    var shapes = ControlShapes(grid: surface.grid, model: surface.model)
    self.init(surface, on: date, statuses: statuses, noDataVersion: nil, &shapes)
  }

  /// - Parameters:
  ///   - noDataVersion: Another number where the distances of the surface may be others than
  ///     those of the one before.
  ///   - shapes: What is kept of the maps before.
  init(
    _ surface: ControlSurface, on date: CivilDate, statuses: [SettlementStatus],
    noDataVersion: Int?, _ shapes: inout ControlShapes
  ) {
    self.date = date
    extent = surface.grid.boundingBox
    points = surface.points
    noDataGround = shapes.noDataGround(of: surface, version: noDataVersion)
    guard !surface.holders.isEmpty else {
      areas = []
      fronts = []
      contestedGround = []
      return
    }
    let statuses = PointStatuses(statuses, of: surface.points)
    let topology = ArcTopology(
      grid: surface.grid, labels: surface.labels, patches: surface.patches,
      isRowChanged: surface.changes.isRowChanged, generaliser: &shapes.generaliser,
      crossing: surface.crossing)
    shapes.statistics.update(surface)
    areas = surface.areas(topology, shapes.statistics, statuses)
    fronts = surface.fronts(topology, on: date, statuses, &shapes.frontEdges)
    contestedGround = shapes.contestedGround(of: surface)
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

  fileprivate func areas(
    _ topology: ArcTopology, _ statistics: ShareStatistics, _ statuses: PointStatuses
  ) -> [ControlArea] {
    let polygons = topology.polygons()
    return holders.indices.compactMap { holder in
      let own = zip(topology.labels, polygons).filter { $0.0 == holder }.map(\.1)
      guard !own.isEmpty else { return nil }
      let shares = statistics.meanAndLeast(ofHolder: holder)
      let held = points.indices.filter { points[$0].holder == holders[holder] }
      let known = held.compactMap { statuses.status(ofPoint: $0) }
      return ControlArea(
        holder: holders[holder], camp: camps.camp(of: holders[holder]), polygons: own,
        meanProbability: shares.mean, leastProbability: shares.least,
        placeCount: held.count,
        evidenceCount: known.reduce(0) { $0 + $1.evidenceCount },
        oldestEvidence: known.compactMap(\.oldestEvidence).min(),
        newestEvidence: known.compactMap(\.newestEvidence).max())
    }
  }
}

/// The status of each settlement of a surface.
struct PointStatuses {
  private let statuses: [SettlementStatus]
  /// By the settlement's number, -1 for none.
  private let numbers: [Int]

  /// - Parameter points: In the order of their ids. Of two statuses with one id the first in the
  ///   order of their places counts.
  init(_ statuses: [SettlementStatus], of points: [ControlPoint]) {
    func isInOrder(_ a: SettlementStatus, _ b: SettlementStatus) -> Bool {
      ControlPlace.inOrder(a.place, b.place)
    }
    // Those of a timeline are in order already.
    let areInOrder = zip(statuses, statuses.dropFirst()).allSatisfy { $0.place.id < $1.place.id }
    let statuses = areInOrder ? statuses : statuses.sorted(by: isInOrder)
    var next = 0
    numbers = points.map { point in
      while next < statuses.count, statuses[next].place.id < point.placeID { next += 1 }
      return next < statuses.count && statuses[next].place.id == point.placeID ? next : -1
    }
    self.statuses = statuses
  }

  func status(ofPoint point: Int) -> SettlementStatus? {
    numbers[point] >= 0 ? statuses[numbers[point]] : nil
  }
}

/// What is kept from one map of a grid to the next, so that only what is near a change is drawn
/// again. Everything in it gives the bytes that nothing kept would give.
struct ControlShapes {
  fileprivate var generaliser: ArcGeneraliser
  fileprivate var statistics = ShareStatistics()
  fileprivate var frontEdges = FrontEdges()
  private var contested: GroundSeries
  private var holdersOfCamps: [[Int]] = []
  private var noData: GroundSeries
  private var keptNoData: (version: Int, polygons: [Polygon<ProjectedPoint>])?

  init(grid: SampleGrid, model: ControlModel) {
    generaliser = ArcGeneraliser(
      grid: grid, rounds: model.smoothingRounds, area: model.simplificationArea)
    contested = GroundSeries(grid: grid, model: model, limit: model.contestedShare)
    noData = GroundSeries(grid: grid, model: model, limit: -model.noDataDistance)
  }

  fileprivate mutating func contestedGround(
    of surface: ControlSurface
  ) -> [Polygon<ProjectedPoint>] {
    let camps = surface.holdersOfCamps
    let areSame = camps == holdersOfCamps
    holdersOfCamps = camps
    let rows =
      areSame
      ? surface.changes.isRowChanged : Array(repeating: true, count: surface.grid.rows)
    return contested.polygons(isRowChanged: rows) { row, values in
      surface.leadingCampShares(ofRow: row, camps, to: values)
    }
  }

  fileprivate mutating func noDataGround(
    of surface: ControlSurface, version: Int?
  ) -> [Polygon<ProjectedPoint>] {
    if let keptNoData, keptNoData.version == version { return keptNoData.polygons }
    let polygons = surface.noDataGround(&noData)
    keptNoData = version.map { ($0, polygons) }
    return polygons
  }
}
