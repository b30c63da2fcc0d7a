import CivilCalendar
import SimpleFeatures
import TestSupport
import Testing

@testable import ControlInference

struct SuspectCodesTests {
  /// A town every 4 km, those east of 40 km of another camp.
  static let points = (0..<400).map { point(Double($0 % 20) * 4000, Double($0 / 20) * 4000) }
  static let camps = points.map { $0.x < 40_000 ? "a" : "b" }

  static func suspects(_ camps: [String]) -> SuspectCodes {
    var neighbours = PlaceNeighbours()
    return SuspectCodes(
      camps: camps.map { $0 == "a" ? 0 : 1 }, neighbours: neighbours.nearest(14, of: points),
      model: ControlModel())
  }

  @Test func `a clean front has no suspects`() {
    let found = Self.suspects(Self.camps)
    #expect(!found.isSuspect.contains(true))
    #expect(!found.holdErrors)
  }

  @Test func `one enclave of three towns is news`() {
    var camps = Self.camps
    for index in [105, 106, 126] { camps[index] = "b" }
    let found = Self.suspects(camps)
    #expect(found.isSuspect.indices.filter { found.isSuspect[$0] } == [105, 106, 126])
    #expect(!found.holdErrors)
  }

  @Test func `where one town in fifty stands alone the codes hold errors`() {
    var camps = Self.camps
    for index in [22, 65, 108, 164, 203, 247, 321, 384] { camps[index] = "b" }
    let found = Self.suspects(camps)
    #expect(found.holdErrors)
    // They weigh little, so the ground around them is their neighbours'.
    let marks = zip(Self.points, camps).enumerated().map { number, mark in
      ControlPoint(placeID: "\(1000 + number)", point: mark.0, holder: Holder(mark.1))
    }
    let surface = ControlSurface(
      points: ControlPoint.weighed(marks, camps: Camps(), model: ControlModel()),
      grid: grid(76_000, 76_000))
    for index in [108, 164, 247] {
      let sample = surface.grid.nearestSample(to: Self.points[index])
      #expect(sample.map { surface.holders[surface.labels[$0]] } == Holder("a"))
    }
  }
}

struct BarriersTests {
  // A wall along x = 10 km from 0 to 20 km north.
  static let wall = [[point(10_000, 0), point(10_000, 20_000)]]

  @Test(arguments: [
    (9000.0, 5000.0, 11_000.0, 5000.0, true), (9000, 5000, 9500, 15_000, false),
    (9000, 25_000, 11_000, 25_000, false), (-50_000, 10_000, 50_000, 10_000, true),
  ])
  func `a way crosses a barrier or not`(
    x: Double, y: Double, endX: Double, endY: Double, crosses: Bool
  ) throws {
    let barriers = try #require(Barriers(Self.wall))
    #expect(barriers.cross(from: point(x, y), to: point(endX, endY)) == crosses)
  }

  @Test func `lines without a segment are no barrier`() {
    #expect(Barriers([]) == nil)
    #expect(Barriers([[point(1, 1)], [point(2, 2), point(2, 2)]]) == nil)
  }

  @Test func `a river draws the front to its bank`() {
    // Towns at 4 and 20 km: half way is 12 km, the river runs at 10 km.
    let places = (0..<6).flatMap { row in
      [("w\(row)", 4000.0, "government"), ("e\(row)", 20_000.0, "opposition")].map {
        (ControlPlace(id: $0.0, point: point($0.1, Double(row) * 4000)), $0.2)
      }
    }
    let date = day("2019-06-01")
    let timeline = ControlTimeline(
      places: places.map(\.0),
      evidence: places.map { place, side in
        ControlEvidence(
          claimID: place.id, placeID: place.id, kind: .fullControl, side: side,
          span: .init(date, date), isReviewed: true)
      })
    func front(_ barriers: [[ProjectedPoint]]) -> Double {
      var series = ControlMapSeries(
        grid: grid(24_000, 20_000), camps: Camps(), model: ControlModel(),
        method: .smoothedLogOdds, barriers: barriers)
      let map = series.map(of: timeline.statuses(on: date), on: date)
      let middle = map.fronts.flatMap(\.lines).flatMap(\.vertices).map(\.x)
      return middle.reduce(0, +) / Double(max(1, middle.count))
    }
    #expect(abs(front([]) - 12_000) < 300)
    #expect(abs(front([[point(10_000, -1000), point(10_000, 21_000)]]) - 10_000) < 400)
  }
}
