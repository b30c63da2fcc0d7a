import CivilCalendar
import SimpleFeatures
import TestSupport
import Testing

@testable import ControlInference

struct ControlSurfaceTests {
  /// The scores as CARTOGRAPHY.md section 6 states them, with a full sort of all settlements, and
  /// with a local scale that shrinks beside a settlement: docs/control.md.
  static func bruteForce(
    _ points: [ControlPoint], at p: ProjectedPoint, _ model: ControlModel
  ) -> [Holder: Double] {
    let sorted = points.map { (point: $0, distance: $0.point.distance(to: p)) }
      .sorted { $0.distance < $1.distance }.prefix(model.neighbours)
    let rank = min(model.scaleRank, sorted.count) - 1
    let reach = min(sorted[rank].distance, 4 * sorted[0].distance)
    let scale = min(max(model.reviewedScaleFactor * reach, 300), 8000)
    var sums: [Holder: Double] = [:]
    for entry in sorted {
      let score =
        entry.point.weight * (-(entry.distance - sorted[0].distance) / scale).exponential
      sums[entry.point.holder, default: 0] += score * entry.point.share
      if let opponent = entry.point.opponent {
        sums[opponent, default: 0] += score * (1 - entry.point.share)
      }
    }
    let total = sums.values.reduce(0, +)
    return sums.mapValues { $0 / total }
  }

  @Test(arguments: 0..<10)
  func `scores are those of the formula`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(20_000, 15_000)
    var model = ControlModel()
    model.blurCells = 0
    model.speckArea = 0
    let points = randomPoints(.random(in: 1...80, using: &random), on: ground, using: &random)
    let surface = ControlSurface(points: points, camps: syrianCamps, grid: ground, model: model)
    for row in stride(from: 0, to: ground.rows, by: 3) {
      for column in stride(from: 0, to: ground.columns, by: 3) {
        let p = ground.point(column: column, row: row)
        let expected = Self.bruteForce(points, at: p, model)
        let alone = surface.shares(at: p)
        for (number, holder) in surface.holders.enumerated() {
          let share = Double(surface.shares[number][row * ground.columns + column])
          #expect(abs(share - (expected[holder] ?? 0)) < 1e-5)
          #expect(abs(alone[number] - (expected[holder] ?? 0)) < 1e-9)
        }
        let nearest = points.map { $0.point.distance(to: p) }.min() ?? 0
        #expect(abs(Double(surface.distances[row * ground.columns + column]) - nearest) < 0.01)
      }
    }
  }

  @Test(arguments: 0..<50)
  func `the nearest settlements are those of a full sort`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    // On a lattice, so that many distances are equal.
    let points = (0..<Int.random(in: 1...200, using: &random)).map { _ in
      point(
        Double(Int.random(in: 0...12, using: &random)) * 1000,
        Double(Int.random(in: 0...(seed % 13), using: &random)) * 1000)
    }
    let index = PointIndex(points)
    for _ in 0..<20 {
      let center = point(
        .random(in: -20_000...20_000, using: &random).rounded(),
        .random(in: -20_000...20_000, using: &random).rounded())
      func squared(_ i: Int) -> Double {
        let (dx, dy) = (points[i].x - center.x, points[i].y - center.y)
        return dx * dx + dy * dy
      }
      let expected = points.indices.sorted { (squared($0), $0) < (squared($1), $1) }
      #expect(index.nearest(7, to: center).map(\.index) == Array(expected.prefix(7)))
      var within: [Int] = []
      index.within(9000, of: center, into: &within)
      #expect(within == points.indices.filter { squared($0) <= 81e6 })
    }
  }

  // Two settlements 10 km apart, a place 4 km from the first: λ = 0.33 · 6 km = 1.98 km, so the
  // log-odds are (6 - 4) / 1.98 and the share 1/(1+e^-1.010101) = 0.7330399 (Python).
  @Test func `log-odds are the difference of the distances over the scale`() {
    let surface = ControlSurface(
      points: [
        ControlPoint(placeID: "a", point: point(0, 0), holder: Holder("government")),
        ControlPoint(placeID: "b", point: point(10_000, 0), holder: Holder("opposition")),
      ], grid: grid(10_000, 1000))
    let shares = surface.shares(at: point(4000, 0))
    #expect(abs(shares[0] - 0.7330399) < 1e-6)
  }

  @Test(arguments: 0..<4)
  func `one changed settlement moves nothing beyond its neighbourhood`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let ground = grid(40_000, 40_000, cell: 1000)
    var model = ControlModel()
    model.speckArea = 0
    let points = randomPoints(150, on: ground, using: &random)
    var changed = points
    let which = Int.random(in: points.indices, using: &random)
    changed[which].holder = Holder("sdf")
    changed[which].opponent = nil
    changed[which].share = 1
    let one = ControlSurface(points: points, camps: syrianCamps, grid: ground, model: model)
    let other = ControlSurface(points: changed, camps: syrianCamps, grid: ground, model: model)
    #expect(one.holders == other.holders)
    // The blur reaches 5 samples in each direction.
    var isNear = Array(repeating: false, count: ground.count)
    for row in 0..<ground.rows {
      for column in 0..<ground.columns {
        let hits = one.index.nearest(24, to: ground.point(column: column, row: row))
        let isAmong = hits.contains { one.points[$0.index].placeID == points[which].placeID }
        guard isAmong else { continue }
        for r in max(0, row - 5)...min(ground.rows - 1, row + 5) {
          for c in max(0, column - 5)...min(ground.columns - 1, column + 5) {
            isNear[r * ground.columns + c] = true
          }
        }
      }
    }
    #expect(isNear.contains(false))
    for sample in isNear.indices where !isNear[sample] {
      #expect(one.labels[sample] == other.labels[sample])
      for holder in one.shares.indices {
        #expect(one.shares[holder][sample] == other.shares[holder][sample])
      }
    }
  }

  @Test func `specks of an ally go, enclaves of an enemy stay`() {
    var points: [ControlPoint] = []
    for row in 0..<8 {
      for column in 0..<8 {
        // 2 km apart, one settlement of another side in each half.
        let side =
          (row, column) == (4, 2) ? "hts" : (row, column) == (4, 5) ? "government" : "opposition"
        points.append(
          ControlPoint(
            placeID: "\(row)-\(column)",
            point: point(Double(column) * 2000 + 3000, Double(row) * 2000 + 3000),
            holder: Holder(side), weight: side == "opposition" ? 1 : 4))
      }
    }
    let map = ControlMap(
      ControlSurface(points: points, camps: syrianCamps, grid: grid(20_000, 20_000)),
      on: day("2019-06-01"))
    #expect(map.areas.map(\.holder) == [Holder("government"), Holder("opposition")])
    #expect(map.holder(at: point(13_000, 11_000)) == Holder("government"))
    #expect(map.holder(at: point(7000, 11_000)) == Holder("opposition"))
  }

  /// A front along a sine curve, settlements on both sides, and 3 % false codes.
  static func syntheticPoints(seed: UInt64) -> [ControlPoint] {
    var random = SplitMix64(seed: seed)
    return (0..<400).map { number in
      let x = Double.random(in: 0...80_000, using: &random)
      let y = Double.random(in: 0...80_000, using: &random)
      let line = 40_000 + 12_000 * (x / 9000).sine
      let isFalse = Double.random(in: 0..<1, using: &random) < 0.03
      let isNorth = (y > line) != isFalse
      return ControlPoint(
        placeID: "p\(number)", point: point(x, y),
        holder: Holder(isNorth ? "opposition" : "government"))
    }
  }

  // The property that the reference marks show: smoothing is right about a settlement left out
  // at least as often as its nearest neighbour alone, the more so with false codes.
  @Test(arguments: 0..<6)
  func `smoothing tells a settlement left out better than its nearest neighbour`(seed: Int) {
    let points = Self.syntheticPoints(seed: UInt64(seed))
    let nearest = leaveOneOut(
      points, camps: Camps(), scaleFactor: 0.45, method: .nearestSettlement)
    let smoothed = leaveOneOut(
      points, camps: Camps(), scaleFactor: 0.45, method: .smoothedLogOdds)
    #expect(smoothed.holder >= nearest.holder)
    #expect(smoothed.holder > 0.9)
  }

  @Test(arguments: [Double.nan, .infinity, 0, -500])
  func `a grid that makes no sense is none`(cell: Double) {
    let box = BoundingBox<ProjectedPoint>(minX: 0, minY: 0, maxX: 1000, maxY: 1000)
    #expect(SampleGrid(covering: box, cellSize: cell) == nil)
    let bad = BoundingBox<ProjectedPoint>(minX: 0, minY: 0, maxX: cell, maxY: 1000)
    if cell != 0 { #expect(SampleGrid(covering: bad, cellSize: 500) == nil) }
  }
}
