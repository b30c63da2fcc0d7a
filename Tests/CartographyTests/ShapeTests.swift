import SimpleFeatures
import TestSupport
import Testing

@testable import Cartography

private let box = BoundingBox<PagePoint>(minX: 0, minY: 0, maxX: 100, maxY: 60)

private func point(_ x: Double, _ y: Double) -> PagePoint { PagePoint(x: x, y: y) }

@Suite struct ClippingTests {
  @Test func `a square over the corner leaves its quarter`() {
    let ring = box.clip(ring: [point(80, 40), point(120, 40), point(120, 80), point(80, 80)])
    // 20 by 20 of 40 by 40 by hand.
    #expect(abs(Ring(ring).signedArea) == 400)
  }

  @Test func `what lies outside leaves nothing and what lies inside is left alone`() {
    let inside = [point(10, 10), point(20, 10), point(15, 20)]
    #expect(box.clip(ring: inside) == inside)
    #expect(box.clip(ring: inside.map { point($0.x + 500, $0.y) }).isEmpty)
  }

  @Test func `a ring around the box becomes the box`() {
    let ring = box.clip(ring: [point(-10, -10), point(300, -10), point(300, 300), point(-10, 300)])
    #expect(abs(Ring(ring).signedArea) == 6000)
  }

  @Test func `a line that leaves and returns comes in two pieces`() {
    let pieces = box.clip(line: [point(10, 30), point(10, 80), point(50, 80), point(50, 30)])
    #expect(pieces == [[point(10, 30), point(10, 60)], [point(50, 60), point(50, 30)]])
  }

  @Test(arguments: 0..<30)
  func `the area of a clipped polygon is what a fine grid counts`(seed: Int) {
    var random = SplitMix64(seed: seed)
    // Star-shaped about its middle, so that it does not cross itself.
    let center = point(.random(in: 0...100, using: &random), .random(in: 0...60, using: &random))
    let ring = (0..<12).map { step in
      let angle = Double(step) / 12 * 2 * .pi
      let radius = Double.random(in: 5...70, using: &random)
      return point(center.x + radius * angle.cosine, center.y + radius * angle.sine)
    }
    let clipped = box.clip(ring: ring)
    var hits = 0
    for x in 0..<100 {
      for y in 0..<60
      where Ring(ring).contains(point(Double(x) + 0.5, Double(y) + 0.5)) { hits += 1 }
    }
    #expect(abs(abs(Ring(clipped).signedArea) - Double(hits)) < 60)
    #expect(clipped.allSatisfy { box.insetBy(-1e-9).contains($0) })
  }
}

@Suite struct SharedArcSimplificationTests {
  /// A wandering line down the middle of a square, and the halves on either side of it.
  private func halves(seed: Int) -> (line: [PagePoint], west: [PagePoint], east: [PagePoint]) {
    var random = SplitMix64(seed: seed)
    var line = [point(50, 0)]
    for step in 1..<200 {
      line.append(point(50 + .random(in: -2...2, using: &random), Double(step) / 2))
    }
    line.append(point(50, 100))
    return (
      line, line + [point(0, 100), point(0, 0)],
      Array((line + [point(100, 100), point(100, 0)]).reversed())
    )
  }

  @Test(arguments: 0..<50)
  func `neighbours keep a common border and cover what they covered`(seed: Int) {
    let (line, west, east) = halves(seed: seed)
    let simplification = SharedArcSimplification(
      rings: [west, east], lines: [line], tolerance: 1.2)
    let front = Set(simplification.line(line))
    let simpleWest = simplification.ring(west)
    let simpleEast = simplification.ring(east)
    #expect(simpleWest.count < west.count)
    #expect(front.isSubset(of: simpleWest))
    #expect(front.isSubset(of: simpleEast))
    // Without gap or overlap the halves of a square of 100 have 10 000 together.
    let area = abs(Ring(simpleWest).signedArea) + abs(Ring(simpleEast).signedArea)
    #expect(abs(area - 10_000) < 1e-6)
  }

  @Test(arguments: 0..<50)
  func `no vertex is farther from the result than the tolerance`(seed: Int) {
    let (line, _, _) = halves(seed: seed)
    let simple = SharedArcSimplification(rings: [], lines: [line], tolerance: 0.8).line(line)
    for vertex in line {
      let nearest = zip(simple, simple.dropFirst()).map { squaredDistance(vertex, $0, $1) }.min()
      #expect((nearest ?? .infinity) <= 0.8 * 0.8 + 1e-9)
    }
  }

  @Test func `an island and the hole around it stay one line`() {
    let island = (0..<60).map { step in
      let angle = Double(step) / 60 * 2 * .pi
      return point(50 + 20 * angle.cosine, 50 + 20 * angle.sine)
    }
    let hole = Array((island[17...] + island[..<17]).reversed())
    let simplification = SharedArcSimplification(rings: [island, hole], lines: [], tolerance: 1)
    let a = simplification.ring(island)
    #expect(a.count < 30)
    #expect(Set(a) == Set(simplification.ring(hole)))
  }

  @Test func `nothing and next to nothing come through`() {
    let simplification = SharedArcSimplification(rings: [], lines: [], tolerance: 1)
    #expect(simplification.ring([]).isEmpty)
    #expect(simplification.line([point(1, 1)]) == [point(1, 1)])
    #expect(simplification.ring([point(1, 1), point(2, 2)]).isEmpty)
  }
}

@Suite struct PoleOfInaccessibilityTests {
  @Test func `of a square its middle`() throws {
    let square = Polygon(
      exterior: Ring([point(0, 0), point(100, 0), point(100, 100), point(0, 100)]))
    let pole = try #require(square.poleOfInaccessibility(precision: 0.1))
    #expect(abs(pole.distance - 50) < 0.2)
    #expect(abs(pole.point.x - 50) < 0.3 && abs(pole.point.y - 50) < 0.3)
  }

  @Test func `of an L the inner corner's circle`() throws {
    // Arms of 40: the largest circle touches both outer edges and the inner corner (40, 40):
    // r = (40 - r) * sqrt 2, so r = 40 (2 - sqrt 2) = 23.43.
    let l = Polygon(
      exterior: Ring([
        point(0, 0), point(100, 0), point(100, 40), point(40, 40), point(40, 100), point(0, 100),
      ]))
    let pole = try #require(l.poleOfInaccessibility(precision: 0.05))
    #expect(abs(pole.distance - 23.431) < 0.06)
  }

  @Test func `a hole pushes it aside`() throws {
    let square = [point(0, 0), point(100, 0), point(100, 100), point(0, 100)]
    let hole = [point(40, 40), point(40, 60), point(60, 60), point(60, 40)]
    let pole = try #require(
      Polygon(exterior: Ring(square), holes: [Ring(hole)]).poleOfInaccessibility(precision: 0.1))
    // In a corner, touching two edges and the hole's corner: r (1 + 1/sqrt 2) sqrt 2 = 40 sqrt 2.
    #expect(abs(pole.distance - 23.431) < 0.2)
  }

  @Test func `what has no inside has none`() {
    #expect(Polygon<PagePoint>(exterior: Ring([])).poleOfInaccessibility(precision: 1) == nil)
    let flat = Polygon(exterior: Ring([point(0, 0), point(9, 0), point(4, 0)]))
    #expect(flat.poleOfInaccessibility(precision: 1) == nil)
  }
}

@Suite struct LineProximityTests {
  @Test func `a border is parted where it leaves the shore`() {
    let shore = [point(0, 0), point(100, 0)]
    let border = [point(100, 1), point(50, 2), point(50, 90)]
    let parts = LineProximity(to: [shore], within: 5).parts(of: border)
    #expect(parts.near.count == 1 && parts.far.count == 1)
    #expect(parts.near[0].first == border[0])
    #expect(parts.far[0].last == border[2])
    // The one ends where the other begins, 5 to 14.5 beyond the shore.
    #expect(parts.near[0].last == parts.far[0].first)
    #expect((5...14.5).contains(parts.far[0][0].y))
  }

  @Test func `without other lines all is far`() {
    let line = [point(0, 0), point(9, 9)]
    let parts = LineProximity(to: [], within: 5).parts(of: line)
    #expect(parts.near.isEmpty && parts.far == [line])
  }
}
