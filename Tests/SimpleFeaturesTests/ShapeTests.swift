import SimpleFeatures
import Testing

struct ShapeTests {
  let square = Ring<ProjectedPoint>([
    .init(x: 0, y: 0), .init(x: 4, y: 0), .init(x: 4, y: 4), .init(x: 0, y: 4),
  ])

  @Test func `areas have the sign of the direction`() {
    #expect(square.signedArea == 16)
    #expect(square.reversed.signedArea == -16)
    #expect(Ring<ProjectedPoint>([.init(x: 1, y: 1)]).signedArea == 0)
  }

  @Test func `a hole is outside`() {
    let hole = Ring<ProjectedPoint>([
      .init(x: 1, y: 1), .init(x: 3, y: 1), .init(x: 3, y: 3), .init(x: 1, y: 3),
    ])
    let polygon = Polygon(exterior: square.reversed, holes: [hole]).oriented
    #expect(polygon.area == 12)
    #expect(polygon.exterior.signedArea > 0)
    #expect(polygon.holes[0].signedArea < 0)
    #expect(polygon.contains(.init(x: 0.5, y: 2)))
    #expect(!polygon.contains(.init(x: 2, y: 2)))
    #expect(!polygon.contains(.init(x: 5, y: 2)))
  }

  /// `echo 35.13374 36.76129 36.2 37.15 | geod +ellps=WGS84 -I`: 123 428 m; the sphere may be 0.56 % off.
  @Test func `Hama to Aleppo is as far as geod says`() {
    let hama = GeographicPoint(longitude: 36.76129, latitude: 35.13374)
    let aleppo = GeographicPoint(longitude: 37.15, latitude: 36.2)
    let distance = hama.distance(to: aleppo)
    #expect(abs(distance - 123_428) < 0.0056 * 123_428)
    #expect(abs(distance - aleppo.distance(to: hama)) < 1e-6)
    #expect(hama.distance(to: hama) == 0)
  }

  @Test func `a box grows around positions`() throws {
    let box = try #require(BoundingBox(square.vertices))
    #expect(box == .init(minX: 0, minY: 0, maxX: 4, maxY: 4))
    #expect(BoundingBox<ProjectedPoint>([]) == nil)
    #expect(box.insetBy(-1).contains(.init(x: -1, y: 5)))
  }
}
