import OGR
import SimpleFeatures
import Testing

/// A rectangle on the plane, counterclockwise.
func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Polygon<ProjectedPoint> {
  Polygon(
    exterior: Ring([
      .init(x: x, y: y), .init(x: x + width, y: y), .init(x: x + width, y: y + height),
      .init(x: x, y: y + height),
    ]))
}

func line(_ numbers: (Double, Double)...) -> LineString<ProjectedPoint> {
  LineString(numbers.map { ProjectedPoint(x: $0.0, y: $0.1) })
}

/// All areas here are computed by hand from the rectangles.
@Suite struct GeometryOperationsTests {
  let square = [box(0, 0, 10, 10)]

  func area(_ polygons: [Polygon<ProjectedPoint>]) -> Double {
    polygons.reduce(0) { $0 + $1.area }
  }

  func expectOriented(
    _ polygons: [Polygon<ProjectedPoint>], _ location: SourceLocation = #_sourceLocation
  ) {
    for polygon in polygons {
      #expect(polygon.exterior.signedArea > 0, sourceLocation: location)
      #expect(polygon.holes.allSatisfy { $0.signedArea < 0 }, sourceLocation: location)
      #expect(
        polygon.exterior.vertices.first != polygon.exterior.vertices.last,
        sourceLocation: location)
    }
  }

  @Test func `intersection is what lies in both`() throws {
    let result = try GeometryOperations.intersection(square, [box(6, 7, 10, 10)])
    #expect(area(result) == 12)  // 4 by 3
    #expect(try GeometryOperations.intersection(square, [box(20, 0, 1, 1)]).isEmpty)
    // A common edge has no area.
    #expect(try GeometryOperations.intersection(square, [box(10, 0, 5, 5)]).isEmpty)
    #expect(try GeometryOperations.intersection(square, []).isEmpty)
    expectOriented(result)
  }

  @Test func `difference may leave a hole or two parts`() throws {
    let holed = try GeometryOperations.difference(square, [box(2, 2, 3, 3)])
    #expect(holed.count == 1)
    #expect(holed.first?.holes.count == 1)
    #expect(area(holed) == 91)
    let parted = try GeometryOperations.difference(square, [box(4, -1, 2, 12)])
    #expect(parted.count == 2)
    #expect(area(parted) == 80)
    #expect(area(try GeometryOperations.difference(square, [box(50, 50, 1, 1)])) == 100)
    #expect(try GeometryOperations.difference(square, [box(-1, -1, 20, 20)]).isEmpty)
    expectOriented(holed + parted)
  }

  @Test func `union dissolves neighbours, and its order is not the input's`() throws {
    let parts = [box(0, 0, 10, 10), box(10, 0, 5, 10), box(5, 5, 20, 2), box(100, 0, 1, 1)]
    let result = try GeometryOperations.union(parts)
    // 15 x 10, the bar beyond x = 15 is 10 x 2, and one apart.
    #expect(area(result) == 171)
    #expect(result.count == 2)
    expectOriented(result)
    #expect(try GeometryOperations.union(parts.reversed()) == result)
    #expect(try GeometryOperations.union([] as [Polygon<ProjectedPoint>]).isEmpty)
  }

  @Test func `overlapping polygons count once`() throws {
    let twice = [box(0, 0, 10, 10), box(0, 0, 10, 10), box(5, 0, 10, 10)]
    #expect(area(try GeometryOperations.intersection(twice, [box(-5, -5, 100, 10)])) == 75)
    #expect(area(try GeometryOperations.difference(twice, [box(-5, -5, 100, 10)])) == 75)
  }

  @Test func `a clockwise or self-crossing polygon is repaired`() throws {
    let clockwise = Polygon(exterior: box(0, 0, 10, 10).exterior.reversed)
    #expect(area(try GeometryOperations.intersection([clockwise], [box(0, 0, 5, 5)])) == 25)
    // A bow tie of two triangles with base 10 and height 5.
    let bowTie = Polygon(
      exterior: Ring([
        ProjectedPoint(x: 0, y: 0), .init(x: 10, y: 10), .init(x: 10, y: 0), .init(x: 0, y: 10),
      ]))
    let valid = try GeometryOperations.makeValid([bowTie])
    #expect(valid.count == 2)
    #expect(area(valid) == 50)
    expectOriented(valid)
    #expect(area(try GeometryOperations.intersection([bowTie], [box(0, 0, 5, 10)])) == 25)
  }

  @Test func `a buffer grows and shrinks`() throws {
    let grown = try GeometryOperations.buffer(square, distance: 1, segments: 64)
    // 100 + 40 + π; the polygon lies inside the circle.
    #expect(abs(area(grown) - 143.14159) < 0.001)
    #expect(area(try GeometryOperations.buffer(square, distance: -2)) == 36)
    #expect(try GeometryOperations.buffer(square, distance: -6).isEmpty)
    let along = try GeometryOperations.buffer([line((0, 0), (10, 0))], distance: 1, segments: 64)
    #expect(abs(area(along) - 23.14159) < 0.001)
    let around = try GeometryOperations.buffer(
      [ProjectedPoint(x: 0, y: 0)], distance: 1, segments: 64)
    #expect(abs(area(around) - 3.14159) < 0.001)
    expectOriented(grown + along + around)
  }

  @Test func `simplifying keeps what is far from the chord`() throws {
    let wavy = line((0, 0), (5, 0.1), (10, 0), (10, 10))
    #expect(
      try GeometryOperations.simplify([wavy], tolerance: 0.5) == [line((0, 0), (10, 0), (10, 10))])
    var polygon = box(0, 0, 10, 10)
    polygon.exterior.vertices.insert(.init(x: 5, y: 0.1), at: 1)
    #expect(area(try GeometryOperations.simplify([polygon], tolerance: 0.5)) == 100)
  }

  @Test func `lines are clipped in their order and direction`() throws {
    let area = [box(0, 0, 10, 10), box(20, 0, 10, 10)]
    let result = try GeometryOperations.clip(
      lines: [
        line((35, 5), (-5, 5)), line((1, 1), (2, 2)), line((12, 0), (15, 5)), line((9, 9), (11, 9)),
      ], to: area)
    #expect(
      result == [
        line((30, 5), (20, 5)), line((10, 5), (0, 5)), line((1, 1), (2, 2)), line((9, 9), (10, 9)),
      ])
  }

  @Test func `a ring of a line that leaves and comes back keeps its direction`() throws {
    let path = line((5, 5), (15, 5), (15, 8), (5, 8), (5, 20), (8, 20), (8, 6))
    let result = try GeometryOperations.clip(lines: [path], to: square)
    // It crosses itself at (8, 8), where it is cut.
    #expect(result.first == line((5, 5), (10, 5)))
    #expect(result.last == line((8, 8), (8, 6)))
    #expect(result.contains(line((10, 8), (8, 8))))
  }

  @Test func `a prepared area tells inside from outside`() throws {
    let area = try PreparedArea(square)
    #expect(try area.contains(.init(x: 5, y: 5)))
    #expect(try !area.contains(.init(x: 15, y: 5)))
    #expect(try !PreparedArea<ProjectedPoint>([]).contains(.init(x: 5, y: 5)))
    #expect(try PreparedArea<ProjectedPoint>([]).clip(line((0, 0), (1, 1))).isEmpty)
  }

  @Test func `a point inside is inside, even of a ring`() throws {
    let ring = try GeometryOperations.difference(square, [box(1, 1, 8, 8)])
    let inside = try #require(try GeometryOperations.pointInside(ring))
    #expect(ring.contains { $0.contains(inside) })
    #expect(try GeometryOperations.pointInside([] as [Polygon<ProjectedPoint>]) == nil)
  }

  @Test func `coordinates that are no numbers are an error, and few vertices no area`() throws {
    var bad = box(0, 0, 10, 10)
    bad.exterior.vertices[1].easting = .nan
    for operation in [
      GeometryOperations.intersection, GeometryOperations.difference,
    ]
      as [([Polygon<ProjectedPoint>], [Polygon<ProjectedPoint>]) throws -> [Polygon<
        ProjectedPoint
      >]]
    {
      #expect(throws: OGRError.self) { _ = try operation([bad], square) }
      #expect(throws: OGRError.self) { _ = try operation(square, [bad]) }
    }
    #expect(throws: OGRError.self) {
      _ = try GeometryOperations.buffer(square, distance: .infinity)
    }
    let flat = Polygon(exterior: Ring([ProjectedPoint(x: 0, y: 0), .init(x: 10, y: 10)]))
    let spike = Polygon(
      exterior: Ring([ProjectedPoint(x: 0, y: 0), .init(x: 10, y: 10), .init(x: 5, y: 5)]))
    #expect(try GeometryOperations.union([flat, spike]).isEmpty)
    #expect(try GeometryOperations.intersection([flat], square).isEmpty)
  }
}
