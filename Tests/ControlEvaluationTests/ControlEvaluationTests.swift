import CivilCalendar
import ControlInference
import SimpleFeatures
import Testing

@testable import ControlEvaluation

struct ControlEvaluationTests {
  static func point(_ x: Double, _ y: Double) -> ProjectedPoint {
    ProjectedPoint(easting: x, northing: y)
  }

  static func grid(_ width: Double, _ height: Double) throws -> SampleGrid {
    try #require(
      SampleGrid(covering: .init(minX: 0, minY: 0, maxX: width, maxY: height), cellSize: 500))
  }

  /// Villages in rows 5 km apart, each row shifted.
  static let places = (0..<300).map { number in
    let (row, column) = (number / 17, number % 17)
    let shift = row % 2 == 0 ? 0.0 : 2500.0
    return ControlPlace(
      id: "P\(1000 + number)", point: point(Double(column) * 5000 + shift, Double(row) * 5000))
  }

  @Test func `overlaps and line distances as counted by hand`() throws {
    // 4 by 2 samples; the truth parts them after two columns, the answer after three.
    let grid = try Self.grid(1500, 500)
    let scores = RasterScores(grid: grid, truth: [0, 0, 1, 1, 0, 0, 1, 1])
    let overlaps = scores.overlaps(of: [0, 0, 0, 1, 0, 0, 0, 1], count: 2)
    #expect(overlaps == [4.0 / 6, 2.0 / 4])
    #expect(scores.lineDistances(of: [0, 0, 0, 1, 0, 0, 0, 1]) == [0.5, 0.5])
    #expect(scores.lineDistances(of: [0, 0, 1, 1, 0, 0, 1, 1]) == [0, 0])
  }

  @Test(arguments: 0..<20)
  func `the nearest of many points is that of a search through all`(seed: Int) {
    var random = SeededRandom(seed: seed)
    let points = (0..<60).map { _ in
      Self.point(random.uniform(-30_000...30_000), random.uniform(-5000...5000))
    }
    let nearest = NearestPoints(points)
    for _ in 0..<20 {
      let place = Self.point(random.uniform(-60_000...60_000), random.uniform(-60_000...60_000))
      let expected = points.map { $0.distance(to: place) }.min()
      #expect(nearest.distance(to: place) == expected)
    }
  }

  @Test func `true areas fill their samples and leave out holes`() throws {
    let grid = try Self.grid(10_000, 10_000)
    func square(_ low: Double, _ high: Double) -> Ring<ProjectedPoint> {
      Ring([
        Self.point(low, low), Self.point(high, low), Self.point(high, high), Self.point(low, high),
      ])
    }
    let truth = TruthGround(
      [
        ("b", [Polygon(exterior: square(2100, 8100), holes: [square(4100, 6100)])]),
        ("a", [Polygon(exterior: square(4100, 6100))]),
      ], grid: grid)
    #expect(truth.sides == ["a", "b"])
    // 12 by 12 samples in the outer square, of which 4 by 4 are the inner one's.
    #expect(truth.labels.count { $0 == 0 } == 16)
    #expect(truth.labels.count { $0 == 1 } == 128)
    let marks = truth.randomMarks(area: 1e6, falseShare: 0, seed: 1)
    #expect(marks.count == 36)
    for mark in marks {
      let sample = grid.nearestSample(to: mark.point)
      #expect(sample.map { truth.sides[truth.labels[$0]] } == mark.holder.side)
    }
  }

  @Test func `a war comes again with its seed, its fronts move and its reports err as stated`() {
    let war = SyntheticWar(places: Self.places, seed: 5)
    let reports = SyntheticReports(of: war, seed: 5)
    #expect(reports.evidence == SyntheticReports(of: war, seed: 5).evidence)
    #expect(reports.evidence != SyntheticReports(of: war, seed: 6).evidence)
    let captures = zip(
      war.placeHolders(on: war.span.first), war.placeHolders(on: war.span.last)
    ).count { $0 != $1 }
    #expect(captures > 10)
    let told = reports.evidence.filter { $0.kind == .capture }
    let places = Dictionary(uniqueKeysWithValues: war.places.map { ($0.id, $0) })
    let wrong = told.count { claim in
      places[claim.placeID].map {
        war.holder(at: $0.point, on: claim.reportedOn)
          != SyntheticWar.sides.firstIndex(of: claim.side)
          && war.holder(at: $0.point, on: claim.effectiveDate)
            != SyntheticWar.sides.firstIndex(of: claim.side)
      } ?? true
    }
    // 3 % are invented; of the true ones a few are overtaken by the next offensive.
    #expect(wrong > 0 && Double(wrong) < 0.1 * Double(told.count))
    #expect(told.contains { $0.reportedOn > $0.effectiveDate })
  }

  @Test func `ours is nearer to the truth than the baselines and never flips without a claim`() {
    let war = SyntheticWar(places: Self.places, seed: 3, days: 60)
    let scores = WarScores.all(
      of: war, SyntheticReports(of: war, seed: 3), model: ControlModel(), every: 20)
    #expect(scores.map(\.method) == ["ours", "voronoi", "last claim wins", "HMM on hexagons"])
    func overlap(_ index: Int) -> Double {
      scores[index].overlaps.compactMap { $0 }.reduce(0, +) / 3
    }
    #expect(overlap(0) > overlap(1) && overlap(0) > overlap(2) && overlap(0) > overlap(3))
    #expect(scores[0].flipsWithoutEvidence == 0)
    #expect((scores[0].brier ?? 1) < (scores[3].brier ?? 0))
    // The chains of hexagons smooth over days on which nothing was reported.
    #expect(scores[3].flipsWithoutEvidence > 0)
  }
}
