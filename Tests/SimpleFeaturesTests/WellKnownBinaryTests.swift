import SimpleFeatures
import Testing

@Suite struct WellKnownBinaryTests {
  /// Hexadecimal as PostGIS and Shapely print it.
  private func read(_ hexadecimal: String) throws -> Geometry<GeographicPoint>? {
    let digits = hexadecimal.utf8.filter { $0 != 0x20 }.map {
      UInt8($0 < 0x3A ? $0 - 0x30 : $0 - 0x37)
    }
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
      digits[$0] * 16 + digits[$0 + 1]
    }
    return try bytes.withUnsafeBytes { try .reading(wellKnownBinary: $0) }
  }

  private let one = "000000000000F03F"
  private let two = "0000000000000040"
  private let three = "0000000000000840"
  private let notANumber = "000000000000F87F"

  @Test func `points of both orders of bytes, with heights, measures and none`() throws {
    let point = Geometry.point(GeographicPoint(longitude: 1, latitude: 2))
    #expect(try read("01 01000000" + one + two) == point)
    #expect(try read("00 00000001 3FF0000000000000 4000000000000000") == point)
    #expect(try read("01 E9030000" + one + two + three) == point)  // Point Z, 1001
    #expect(try read("01 B90B0000" + one + two + three + three) == point)  // Point ZM, 3001
    #expect(try read("01 01000080" + one + two + three) == point)  // PostGIS's bit for heights
    #expect(try read("01 01000000" + notANumber + notANumber) == nil)
  }

  @Test func `a ring loses its last vertex and turns counterclockwise`() throws {
    let polygon = try read(
      "01 03000000 01000000 04000000" + one + one + one + two + two + one + one + one)
    guard case .polygon(let polygon)? = polygon else {
      Issue.record("no polygon")
      return
    }
    #expect(polygon.exterior.vertices.count == 3)
    #expect(polygon.exterior.signedArea == 0.5)
  }

  @Test func `of a collection the parts of the highest dimension are taken`() throws {
    let line = "01 02000000 02000000" + one + one + two + two
    let collection = try read(
      "01 07000000 02000000 01 01000000" + one + two + "01 05000000 01000000" + line)
    let vertices = [
      GeographicPoint(longitude: 1, latitude: 1), GeographicPoint(longitude: 2, latitude: 2),
    ]
    #expect(collection == .multiLineString([LineString(vertices)]))
    #expect(try read("01 07000000 00000000") == nil)
  }

  @Test(arguments: [
    "", "01", "01 01000000", "01 02000000 FFFFFFFF", "01 03000000 01000000 FFFFFF7F",
    "01 04000000 FFFFFFFF", "01 08000000 00000000", "01 A1860100", "01 01000010 0000",
  ])
  func `what is cut short, too many or of another kind is an error`(text: String) {
    #expect(throws: WellKnownBinaryError.self) { _ = try read(text) }
  }

  @Test func `collections in collections come to an end`() {
    let nest = String(repeating: "01 07000000 01000000", count: 1000)
    #expect(throws: WellKnownBinaryError.self) { _ = try read(nest) }
  }
}
