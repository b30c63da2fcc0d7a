import SimpleFeatures
import TestSupport
import Testing

@testable import GazetteerBuilding

struct BoundaryTopologyTests {
  /// A grid of wobbly cells whose neighbours share every vertex, as shared borders do.
  private func cells(
    _ side: Int, seed: UInt64
  ) -> [(unit: String, polygons: [Polygon<GeographicPoint>])] {
    var random = SplitMix64(seed: seed)
    let steps = 40
    /// Points from one corner of the grid to the next, the same for both cells beside the edge.
    func edge(_ a: GeographicPoint, _ b: GeographicPoint) -> [GeographicPoint] {
      (0...steps).map { step in
        let t = Double(step) / Double(steps)
        // Near a corner less than the distance to it, or the sides beside it would be crossed.
        let reach = min(0.004, 0.4 * 0.1 * min(t, 1 - t))
        let wobble = reach == 0 ? 0 : Double.random(in: -reach...reach, using: &random)
        return GeographicPoint(
          longitude: a.x + (b.x - a.x) * t + (b.x == a.x ? wobble : 0),
          latitude: a.y + (b.y - a.y) * t + (b.y == a.y ? wobble : 0))
      }
    }
    func corner(_ x: Int, _ y: Int) -> GeographicPoint {
      GeographicPoint(longitude: 36 + Double(x) * 0.1, latitude: 35 + Double(y) * 0.1)
    }
    let horizontal = (0...side).map { y in
      (0..<side).map { x in edge(corner(x, y), corner(x + 1, y)) }
    }
    let vertical = (0..<side).map { y in
      (0...side).map { x in edge(corner(x, y), corner(x, y + 1)) }
    }
    return (0..<side).flatMap { y in
      (0..<side).map { x in
        let ring =
          horizontal[y][x].dropLast() + vertical[y][x + 1].dropLast()
          + horizontal[y + 1][x].reversed().dropLast() + vertical[y][x].reversed().dropLast()
        return ("U\(y)\(x)", [Polygon(exterior: Ring(Array(ring)))])
      }
    }
  }

  @Test(arguments: [0, 1, 2, 3] as [UInt64])
  func `generalised neighbours leave no gap and do not overlap`(seed: UInt64) {
    let areas = cells(4, seed: seed)
    var topology = BoundaryTopology(areas)
    // 4 x 4 cells have 2 x 4 x 5 edges between 25 corners; the 4 outer corners are no nodes.
    #expect(topology.arcs.count == 40 - 4)
    let before = topology.arcs.reduce(0) { $0 + $1.vertices.count }
    topology.generalise { _, _ in 600 }
    let after = topology.arcs.reduce(0) { $0 + $1.vertices.count }
    #expect(after < before / 2)
    #expect(LineGeneralisation.crossingLines(topology.arcs.map(\.vertices)).isEmpty)
    func area(_ polygons: [Polygon<GeographicPoint>]) -> Double {
      polygons.reduce(0) { $0 + $1.area }
    }
    let whole = topology.union { _ in true }
    let parts = topology.units.indices.map { unit in topology.union { $0 == unit } }
    #expect(whole.count == 1)
    #expect(parts.allSatisfy { $0.count == 1 })
    #expect(abs(parts.reduce(0) { $0 + area($1) } - area(whole)) < 1e-12)
  }

  @Test func `an enclave is a hole and a place of its own`() {
    func box(_ low: Double, _ high: Double) -> Ring<GeographicPoint> {
      Ring(
        [(low, low), (high, low), (high, high), (low, high)].map {
          GeographicPoint(longitude: $0.0, latitude: $0.1)
        })
    }
    let topology = BoundaryTopology([
      ("outer", [Polygon(exterior: box(0, 3), holes: [box(1, 2).reversed])]),
      ("inner", [Polygon(exterior: box(1, 2))]),
    ])
    #expect(topology.arcs.count == 2)
    let outer = topology.union { topology.units[$0] == "outer" }
    #expect(outer.count == 1 && outer[0].holes.count == 1)
    #expect(outer.reduce(0) { $0 + $1.area } == 8)
    #expect(topology.union { _ in true }.reduce(0) { $0 + $1.area } == 9)
  }

  @Test func `islands that touch in a point stay two`() {
    func box(_ x: Double, _ y: Double) -> Polygon<GeographicPoint> {
      Polygon(
        exterior: Ring(
          [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)].map {
            GeographicPoint(longitude: $0.0, latitude: $0.1)
          }))
    }
    let topology = BoundaryTopology([("a", [box(0, 0), box(1, 1)]), ("b", [box(1, 0)])])
    let a = topology.union { topology.units[$0] == "a" }
    #expect(a.count == 2)
    #expect(a.reduce(0) { $0 + $1.area } == 2)
    #expect(topology.union { _ in true }.count == 1)
  }

  @Test func `the smallest triangles go first and the ends stay`() {
    // At the equator a degree is 111.2 km both ways: the bump is a triangle of 0.93 square km, the
    // dent one of 0.012; a tolerance of 600 m lets triangles below 0.18 go.
    func point(_ x: Double, _ y: Double) -> GeographicPoint {
      GeographicPoint(longitude: x, latitude: y)
    }
    let line = [point(0, 0), point(0.01, 0.0026), point(0.02, 0.005), point(0.03, 0)]
    let generalised = LineGeneralisation.generalised(line, tolerance: 600)
    #expect(generalised == [line[0], line[2], line[3]])
    #expect(LineGeneralisation.generalised(line, tolerance: 0) == line)
    #expect(LineGeneralisation.generalised(line, tolerance: 1e7) == [line[0], line[3]])
    let closed = line + [point(0.02, -0.01), line[0]]
    #expect(LineGeneralisation.generalised(closed, tolerance: 1e7).count == 4)
    #expect(LineGeneralisation.generalised([], tolerance: 9) == [])
  }
}
