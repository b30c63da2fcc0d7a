internal import CivilCalendar
internal import ControlInference
internal import SimpleFeatures

/// A hidden Markov model for each hexagon of a tiling: its state is who holds it, and claims within
/// it and beside it are what is seen.
///
/// Source: T. Anders, "Territorial control in civil wars: Theory and measurement using machine
/// learning", Journal of Peace Research 57 (2020), 701-714. There the observations are tactics of
/// war; here they are the claims that the other methods see, so that the tilings and the chains
/// are compared and not the evidence.
struct HexagonModel: ControlEstimator {
  let name = "HMM on hexagons"
  private let war: SyntheticWar
  /// From one side of a hexagon to the opposite one, in metres.
  private static let width = 8000.0
  /// How likely a holder stays for a day, and how likely a claim is true.
  private static let stay = 0.995
  private static let truth = 0.85
  /// What a claim in a neighbouring hexagon counts.
  private static let neighbourWeight = 0.35

  private struct Hexagon: Hashable {
    var q: Int
    var r: Int

    var neighbours: [Hexagon] {
      [(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)].map {
        Hexagon(q: q + $0.0, r: r + $0.1)
      }
    }
  }

  /// For each hexagon with evidence and each day the probability of each side.
  private let chains: [Hexagon: [[Double]]]

  init(_ war: SyntheticWar, _ evidence: [ControlEvidence]) {
    self.war = war
    let points = Dictionary(uniqueKeysWithValues: war.places.map { ($0.id, $0.point) })
    let count = SyntheticWar.sides.count
    let days = war.span.dayCount
    /// Sums of weights of claims by hexagon, day and side.
    var seen: [Hexagon: [Int: [Double]]] = [:]
    for claim in evidence where claim.kind.isDecisive {
      let side = TimelineEstimator.number(claim.side)
      let day = claim.effectiveDate - war.span.first
      guard side >= 0, (0..<days).contains(day), let point = points[claim.placeID] else { continue }
      let home = Self.hexagon(at: point)
      let weighted = [(home, 1.0)] + home.neighbours.map { ($0, Self.neighbourWeight) }
      for (hexagon, weight) in weighted {
        seen[hexagon, default: [:]][day, default: Array(repeating: 0, count: count)][side] += weight
      }
    }
    chains = seen.mapValues { Self.smoothed($0, days: days, states: count) }
  }

  /// The forward-backward algorithm (L. E. Baum and others, 1970).
  private static func smoothed(
    _ seen: [Int: [Double]], days: Int, states: Int
  ) -> [[Double]] {
    let move = (1 - stay) / Double(states - 1)
    func normalised(_ values: [Double]) -> [Double] {
      let sum = values.reduce(0, +)
      return sum > 0 ? values.map { $0 / sum } : values.map { _ in 1 / Double(values.count) }
    }
    func step(_ values: [Double]) -> [Double] {
      let sum = values.reduce(0, +)
      return values.map { $0 * stay + (sum - $0) * move }
    }
    func likelihood(_ day: Int) -> [Double] {
      guard let weights = seen[day] else { return Array(repeating: 1, count: states) }
      return (0..<states).map { state in
        weights.indices.reduce(1) { product, side in
          let chance = side == state ? truth : (1 - truth) / Double(states - 1)
          return product * (weights[side] * chance.naturalLogarithm).exponential
        }
      }
    }
    var forward: [[Double]] = []
    var state = Array(repeating: 1 / Double(states), count: states)
    for day in 0..<days {
      state = normalised(zip(day == 0 ? state : step(state), likelihood(day)).map { $0 * $1 })
      forward.append(state)
    }
    var backward = Array(repeating: 1.0, count: states)
    for day in stride(from: days - 1, through: 0, by: -1) {
      forward[day] = normalised(zip(forward[day], backward).map { $0 * $1 })
      backward = normalised(step(zip(backward, likelihood(day)).map { $0 * $1 }))
    }
    return forward
  }

  /// The hexagon around a point, in axial coordinates with the points up.
  private static func hexagon(at point: ProjectedPoint) -> Hexagon {
    let size = width / 3.0.squareRoot()
    let q = (3.0.squareRoot() / 3 * point.x - point.y / 3) / size
    let r = 2.0 / 3 * point.y / size
    // Round the three axes and mend the one that is off most, so that they sum to 0.
    let (roundedQ, roundedR, roundedS) = (q.rounded(), r.rounded(), (-q - r).rounded())
    let (errorQ, errorR, errorS) = (
      abs(roundedQ - q), abs(roundedR - r), abs(roundedS - (-q - r))
    )
    if errorQ > errorR, errorQ > errorS {
      return Hexagon(q: Int(-roundedR - roundedS), r: Int(roundedR))
    }
    if errorR > errorS { return Hexagon(q: Int(roundedQ), r: Int(-roundedQ - roundedS)) }
    return Hexagon(q: Int(roundedQ), r: Int(roundedR))
  }

  private func shares(at point: ProjectedPoint, on date: CivilDate) -> [Double]? {
    let home = Self.hexagon(at: point)
    let day = date - war.span.first
    if let chain = chains[home] { return chain[day] }
    // Without evidence nearby: the mean of the neighbours that have some.
    let around = home.neighbours.compactMap { chains[$0]?[day] }
    guard !around.isEmpty else { return nil }
    return SyntheticWar.sides.indices.map { side in
      around.reduce(0) { $0 + $1[side] } / Double(around.count)
    }
  }

  private func best(_ shares: [Double]?) -> (side: Int, share: Double) {
    guard let shares, let most = shares.max() else { return (-1, 0) }
    return (shares.firstIndex(of: most) ?? -1, most)
  }

  func placeHolders(on date: CivilDate) -> [Int] {
    war.places.map { best(shares(at: $0.point, on: date)).side }
  }

  func ground(on date: CivilDate) -> GroundEstimate {
    let grid = war.grid
    let found = (0..<grid.count).map { sample in
      best(
        shares(
          at: grid.point(column: sample % grid.columns, row: sample / grid.columns), on: date))
    }
    return GroundEstimate(labels: found.map(\.side), probabilities: found.map { Float($0.share) })
  }
}
