internal import CivilCalendar
internal import ControlInference
internal import SimpleFeatures

/// A way to tell from claims who holds what.
protocol ControlEstimator {
  var name: String { get }
  /// The number of the side that holds each place by the claims on it, -1 where it is not known.
  func placeHolders(on date: CivilDate) -> [Int]
  /// Who holds the ground.
  func ground(on date: CivilDate) -> GroundEstimate
}

/// Who holds the samples of a grid.
struct GroundEstimate {
  /// The number of the likeliest side at each sample.
  var labels: [Int]
  /// How likely it is, `0...1`; 1 where the method does not say.
  var probabilities: [Float]
}

/// Ours, and Voronoi's cells over the same statuses.
struct TimelineEstimator: ControlEstimator {
  let name: String
  private let timeline: ControlTimeline
  private let grid: SampleGrid
  private let model: ControlModel
  private let method: ControlMethod

  init(
    _ war: SyntheticWar, _ evidence: [ControlEvidence], model: ControlModel, method: ControlMethod
  ) {
    name = method == .smoothedLogOdds ? "ours" : "voronoi"
    timeline = ControlTimeline(
      places: war.places, evidence: evidence, camps: SyntheticWar.camps, model: model)
    grid = war.grid
    self.model = model
    self.method = method
  }

  func placeHolders(on date: CivilDate) -> [Int] {
    timeline.statuses(on: date).map { Self.number($0.holder?.side) }
  }

  func ground(on date: CivilDate) -> GroundEstimate {
    let surface = ControlSurface(
      points: ControlPoint.points(
        of: timeline.statuses(on: date), camps: timeline.camps, model: model),
      camps: timeline.camps, grid: grid, model: model, scaleFactor: model.textScaleFactor,
      method: method)
    let numbers = surface.holders.map { Self.number($0.side) }
    guard !numbers.isEmpty else {
      return GroundEstimate(
        labels: Array(repeating: -1, count: grid.count),
        probabilities: Array(repeating: 0, count: grid.count))
    }
    return GroundEstimate(
      labels: surface.labels.map { numbers[$0] },
      probabilities: method == .nearestSettlement
        ? Array(repeating: 1, count: grid.count)
        : surface.labels.indices.map { surface.shares[surface.labels[$0]][$0] })
  }

  static func number(_ side: String?) -> Int {
    side.flatMap { SyntheticWar.sides.firstIndex(of: $0) } ?? -1
  }
}

/// Whoever was claimed last to hold a place holds it, and the ground nearest to it.
struct LastClaimWins: ControlEstimator {
  let name = "last claim wins"
  private let war: SyntheticWar
  private let claims: [String: [(day: CivilDate, side: Int)]]

  init(_ war: SyntheticWar, _ evidence: [ControlEvidence]) {
    self.war = war
    var claims: [String: [(day: CivilDate, side: Int)]] = [:]
    for claim in evidence where claim.kind.isDecisive {
      claims[claim.placeID, default: []].append(
        (claim.effectiveDate, TimelineEstimator.number(claim.side)))
    }
    self.claims = claims.mapValues { claims in
      claims.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
        .map(\.element)
    }
  }

  func placeHolders(on date: CivilDate) -> [Int] {
    war.places.map { place in claims[place.id]?.last { $0.day <= date }?.side ?? -1 }
  }

  func ground(on date: CivilDate) -> GroundEstimate {
    let points = zip(war.places, placeHolders(on: date)).filter { $0.1 >= 0 }.map { place, side in
      ControlPoint(
        placeID: place.id, point: place.point, holder: Holder(SyntheticWar.sides[side]))
    }
    let surface = ControlSurface(
      points: points, camps: SyntheticWar.camps, grid: war.grid, method: .nearestSettlement)
    let numbers = surface.holders.map { TimelineEstimator.number($0.side) }
    return GroundEstimate(
      labels: surface.labels.isEmpty
        ? Array(repeating: -1, count: war.grid.count) : surface.labels.map { numbers[$0] },
      probabilities: Array(repeating: 1, count: war.grid.count))
  }
}
