import Cartography
import SimpleFeatures
import TestSupport
import Testing

@Suite struct SheetColorTests {
  @Test(
    arguments: [
      ("#E99A84", 0xE99A84), ("#e99a84", 0xE99A84), ("#0f8", 0x00FF88), ("#000000", 0),
    ] as [(String, UInt32)])
  func `a colour is read`(_ text: String, _ number: UInt32) {
    #expect(SheetColor(hex: text)?.number == number)
    #expect(SheetColor(hex: SheetColor(number).hex)?.number == number)
  }

  @Test(arguments: [
    "", "#", "red", "E99A84", "#E99A8", "#E99A84;", "#12345g", "url(#x)", "#\"/><script>", "#١٢٣",
  ])
  func `what is no colour is refused`(_ text: String) {
    #expect(SheetColor(hex: text) == nil)
  }
}

@Suite struct SheetProjectionTests {
  private func projection(
    _ project: @escaping (GeographicPoint) -> ProjectedPoint?
  ) -> SheetProjection {
    SheetProjection(
      frame: BoundingBox(minX: 24, minY: 118, maxX: 976, maxY: 1000), west: 0, north: 1000,
      scale: 0.5, project: project)
  }

  @Test func `the upper left corner of the plane is that of the frame`() {
    let flat = projection { ProjectedPoint(easting: $0.longitude, northing: $0.latitude * 100) }
    #expect(
      flat.position(of: GeographicPoint(longitude: 0, latitude: 10)) == PagePoint(x: 24, y: 118))
    #expect(
      flat.position(of: GeographicPoint(longitude: 100, latitude: 8)) == PagePoint(x: 74, y: 218))
  }

  @Test func `a straight edge stays one, a bent one is followed within a seventh of a u`() {
    let flat = projection { ProjectedPoint(easting: $0.longitude * 10, northing: 0) }
    let edge = [
      GeographicPoint(longitude: 0, latitude: 0), GeographicPoint(longitude: 90, latitude: 0),
    ]
    #expect(flat.line(edge)[0].count == 2)

    // A parabola: exact, so that the distance to the drawn line can be had at any longitude.
    let bent = projection {
      ProjectedPoint(easting: $0.longitude * 10, northing: $0.longitude * $0.longitude / 10)
    }
    let line = bent.line(edge)[0]
    #expect(line.count > 8)
    for (a, b) in zip(line, line.dropFirst()) {
      let longitude = ((a.x + b.x) / 2 - 24) / 5
      let y = 118 + (1000 - longitude * longitude / 10) * 0.5
      #expect(abs(y - (a.y + b.y) / 2) < 0.15)
    }
    #expect(bent.line(edge.reversed())[0] == line.reversed())
  }

  @Test func `what the projection does not show parts a line and leaves a ring`() {
    let half = projection {
      $0.longitude == 5
        ? nil : ProjectedPoint(easting: $0.longitude, northing: $0.latitude)
    }
    let vertices = [1.0, 2, 5, 7, 8].map { GeographicPoint(longitude: $0, latitude: $0) }
    #expect(half.line(vertices).map(\.count) == [2, 2])
    #expect(half.ring(vertices).count == 4)
  }

  @Test func `numbers that are none come to no place`() {
    let flat = projection { ProjectedPoint(easting: $0.longitude, northing: $0.latitude) }
    for bad in [Double.nan, .infinity, -1e300, 181] {
      #expect(flat.position(of: GeographicPoint(longitude: bad, latitude: 0)) == nil)
    }
    let wild = projection { _ in ProjectedPoint(easting: .nan, northing: .infinity) }
    #expect(wild.position(of: GeographicPoint(longitude: 0, latitude: 0)) == nil)
  }
}

@Suite struct RoundStepTests {
  @Test(arguments: [
    (260.0, 10.0, 20.0), (260, 4, 50), (260, 1, 200), (260, 300, 0.5), (260, 0.1, 2000),
    (100, 50, 2), (99, 50, 1),
  ])
  func `a scale bar is the longest round one`(width: Double, scale: Double, length: Double) {
    #expect(scaleBarLength(within: width, scale: scale) == length)
  }

  @Test func `without a scale there is no bar`() {
    #expect(scaleBarLength(within: 260, scale: 0) == nil)
    #expect(scaleBarLength(within: 260, scale: .nan) == nil)
    #expect(scaleBarLength(within: 260, scale: .infinity) == nil)
  }

  @Test(arguments: [(1.02, 0.5), (2.58, 0.5), (6.9, 1.0), (0.5, 0.25), (0.2, 0.1), (360, 30)])
  func `graticule lines are two to twelve and round`(span: Double, step: Double) {
    #expect(graticuleStep(span: span) == step)
    #expect((2...12).contains(Int(span / step)))
  }
}

@Suite struct LabelPlacementTests {
  private let frame = BoundingBox<PagePoint>(minX: 0, minY: 0, maxX: 400, maxY: 300)

  @Test func `the east is free and taken first`() throws {
    let index = LabelIndex(frame: frame)
    let place = try #require(
      index.place(
        width: 40, height: 12, beside: PagePoint(x: 100, y: 100), dotRadius: 2, limit: 26))
    #expect(place.position.horizontal == 1 && place.position.vertical == 0)
    // A dot of 2 and a gap of 3.2.
    #expect(abs(place.box.minX - 105.2) < 1e-9 && abs(place.box.center.y - 100) < 1e-9)
  }

  @Test func `a symbol costs 6 and twice its radius, a front a tenth of its length`() {
    var index = LabelIndex(frame: frame)
    index.add(symbolAt: PagePoint(x: 200, y: 150), radius: 5)
    let box = BoundingBox<PagePoint>(minX: 190, minY: 140, maxX: 230, maxY: 160)
    #expect(index.price(of: box) == 16)
    index.add(line: [PagePoint(x: 100, y: 145), PagePoint(x: 300, y: 145)])
    #expect(abs((index.price(of: box) ?? 0) - 20) < 1e-9)
    index.reserve(BoundingBox(minX: 225, minY: 155, maxX: 240, maxY: 170))
    #expect(index.price(of: box) == nil)
    #expect(index.price(of: BoundingBox(minX: 390, minY: 0, maxX: 401, maxY: 10)) == nil)
  }

  @Test(arguments: 0..<60)
  func `labels meet neither each other nor dots nor the frame`(seed: Int) {
    var random = SplitMix64(seed: seed)
    var index = LabelIndex(frame: frame)
    for _ in 0..<20 {
      index.add(
        symbolAt: PagePoint(
          x: .random(in: 0...400, using: &random), y: .random(in: 0...300, using: &random)),
        radius: .random(in: 2...20, using: &random))
    }
    var boxes: [BoundingBox<PagePoint>] = []
    for _ in 0..<150 {
      let point = PagePoint(
        x: .random(in: 0...400, using: &random), y: .random(in: 0...300, using: &random))
      if index.price(of: point.box(radius: 2)) == nil { continue }
      guard
        let (_, box) = index.place(
          width: .random(in: 10...90, using: &random), height: .random(in: 8...30, using: &random),
          beside: point, dotRadius: 2, limit: 60)
      else { continue }
      index.reserve(box)
      index.reserve(point.box(radius: 2))
      boxes += [box, point.box(radius: 2)]
    }
    #expect(boxes.count > 40)
    for (a, box) in boxes.enumerated() {
      #expect(box.minX >= 0 && box.minY >= 0 && box.maxX <= 400 && box.maxY <= 300)
      for other in boxes[..<a] { #expect(!box.overlaps(other)) }
    }
  }
}
