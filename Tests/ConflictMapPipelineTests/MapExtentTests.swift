import CivilCalendar
import SimpleFeatures
import Testing

@testable import ConflictMapPipeline

/// Points on the parallel of 35° N, where a degree of longitude is 91.1 km on the sphere.
struct MapExtentTests {
  static func point(_ longitude: Double, _ latitude: Double = 35) -> GeographicPoint {
    GeographicPoint(longitude: longitude, latitude: latitude)
  }

  @Test func `what 25 km link is one group, the largest first`() {
    // Steps of 0.2° are 18.2 km, the gap of 0.4° is 36.4 km.
    let chain = [36.0, 36.2, 36.4].map { Self.point($0) }
    let pair = [36.8, 36.8].map { Self.point($0) }
    let groups = MapExtent.groups(of: pair + chain)
    #expect(groups.map(\.count) == [3, 2])
    #expect(Set(groups[0]) == Set(chain))
    #expect(groups[1] == pair)
  }

  @Test func `equal groups come by their first point, and every point is in one`() {
    let points = [39.0, 36, 38, 37].map { Self.point($0) }
    let groups = MapExtent.groups(of: points)
    #expect(groups == [36, 37, 38, 39].map { [Self.point($0)] })
    #expect(MapExtent.groups(of: []).isEmpty)
  }

  @Test(arguments: 0..<50)
  func `the order of the points does not matter and none is lost`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let points = (0..<40).map { _ in
      Self.point(.random(in: 35...42, using: &random), .random(in: 33...37, using: &random))
    }
    let groups = MapExtent.groups(of: points)
    #expect(groups == MapExtent.groups(of: points.shuffled(using: &random)))
    #expect(groups.reduce(0) { $0 + $1.count } == 40)
    // Nobody has a neighbour within 25 km in another group.
    for (index, group) in groups.enumerated() {
      for other in groups.dropFirst(index + 1) {
        #expect(group.allSatisfy { a in other.allSatisfy { a.distance(to: $0) > 25_000 } })
      }
    }
  }

  @Test func `there is room around a single point`() throws {
    let box = try #require(MapExtent.around([Self.point(36.5, 35.3)]))
    // 12 km and 3 km on each side, 111.3 km a degree.
    #expect(abs(box.height - 2 * 15 / 111.3) < 1e-9)
    #expect(abs(box.center.x - 36.5) < 1e-9 && abs(box.center.y - 35.3) < 1e-9)
    #expect(MapExtent.around([]) == nil)
  }

  @Test(arguments: 0..<100)
  func `the ground fits a sheet and holds every point`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let points = (0..<Int.random(in: 1...20, using: &random)).map { _ in
      Self.point(.random(in: -170...170, using: &random), .random(in: -70...70, using: &random))
    }
    let box = try #require(MapExtent.around(points))
    #expect(points.allSatisfy(box.contains))
    #expect(box.minX >= -180 && box.maxX <= 180 && box.minY >= -85 && box.maxY <= 85)
  }
}

/// Sebastiano Vigna's SplitMix64, so that a failure comes back.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
