import Foundation
import GazetteerBuilding
import Gazetteers
import SimpleFeatures
import Testing

/// Shapes of regions in the sample country, whose squares and whose one road M9, from 36 E 35 N to
/// 37 E 36 N, make areas that can be worked out by hand.
struct RegionShapeTests {
  private func build(
    _ rows: [String], shapes: [String] = []
  ) throws -> (places: [Place], boundaries: AdministrativeBoundaries) {
    var country = SampleCountry()
    country.regions = rows
    country.shapes = shapes
    let build = try country.build()
    let file = try #require(build.files.first { $0.name == "boundaries.geojson" })
    return (build.places, try AdministrativeBoundaries(parsing: file.bytes))
  }

  private func point(_ longitude: Double, _ latitude: Double) -> GeographicPoint {
    GeographicPoint(longitude: longitude, latitude: latitude)
  }

  @Test func `a road is the ground along its line`() throws {
    let (places, boundaries) = try build(["R0009,M9,طريق,,,road,buffer,,M9,,5,,"])
    let area = try #require(boundaries["R0009"])
    #expect(area.kind == .road)
    // At 36.5 E the road lies at 35.5 N; 0.04 degrees of latitude are 4.4 km, 0.09 are 10 km.
    for (north, isInside) in [(35.5, true), (35.54, true), (35.46, true), (35.59, false)] {
      #expect(area.contains(point(36.5, north)) == isInside, "\(north)")
    }
    let road = try #require(places.first { $0.id == "R0009" })
    #expect(area.contains(road.point))
    #expect(road.parts == ["SY010100", "SY010101"])
  }

  @Test(arguments: [("east", 36.7, 35.3), ("south", 36.7, 35.3), ("west", 36.3, 35.7)])
  func `a line parts units in two sides`(side: String, east: Double, north: Double) throws {
    let (_, boundaries) = try build(["R0009,Side,جانب,,,region,side,SY01,M9,\(side),,,"])
    let area = try #require(boundaries["R0009"])
    #expect(area.contains(point(east, north)))
    #expect(!area.contains(point(north + 1, east - 1)))
    // Half of the square of one degree, in square degrees.
    #expect(abs(area.polygons.reduce(0) { $0 + $1.area } - 0.5) < 1e-4)
  }

  @Test func `ground around places, and the hull of it`() throws {
    let (_, boundaries) = try build([
      "R0008,Around,حول,,,region,around,C1|C4,,,5,,", "R0009,Hull,غلاف,,,region,hull,C1|C4,,,5,,",
    ])
    let around = try #require(boundaries["R0008"])
    let hull = try #require(boundaries["R0009"])
    // C1 is 36.2 E 35.2 N, C4 is 36.6 E 35.6 N: the point between them is in the hull alone.
    #expect(around.polygons.count == 2)
    #expect(hull.polygons.count == 1)
    #expect(!around.contains(point(36.4, 35.4)))
    #expect(hull.contains(point(36.4, 35.4)))
    for area in [around, hull] { #expect(area.contains(point(36.2, 35.22))) }
    // Two circles of 5 km radius: 157.1 km², 16 edges to a quarter keep within 0.2 %.
    let file = try #require(try area("R0008", ["R0008,Around,حول,,,region,around,C1|C4,,,5,,"]))
    #expect(abs(file - 157.1) < 1)
  }

  /// The `area_sqkm` that the file of boundaries says.
  private func area(_ id: String, _ rows: [String]) throws -> Double? {
    var country = SampleCountry()
    country.regions = rows
    let file = try #require(try country.build().files.first { $0.name == "boundaries.geojson" })
    let text = String(decoding: file.bytes, as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.contains("\"\(id)\"") }
    return line?.firstMatch(of: /"area_sqkm":([0-9.]+)/).flatMap { Double($0.1) }
  }

  @Test func `a line through places`() throws {
    let (_, boundaries) = try build(["R0009,River,نهر,,,river,through,C1|C4|C5,,,3,,"])
    let area = try #require(boundaries["R0009"])
    #expect(area.kind == .river)
    #expect(area.contains(point(36.4, 35.4)))
    #expect(!area.contains(point(36.2, 35.6)))
  }

  @Test func `a drawn shape, cut to a unit and without another region`() throws {
    let shape = """
      {"type":"Feature","properties":{"name":"Box","source":"the test"},"geometry":{"type":"Polygon",\
      "coordinates":[[[36.5,35.25],[37.5,35.25],[37.5,35.75],[36.5,35.75],[36.5,35.25]]]}}
      """
    let (_, boundaries) = try build(
      [
        "R0007,Box,علبة,,,region,polygon,Box,,,,,",
        "R0008,Cut,قطع,,,region,polygon,Box,,,,SY01,",
        "R0009,Rest,باق,,,region,polygon,Box,,,,,R0008|SY010100",
      ], shapes: [shape])
    func area(_ id: String) -> Double {
      boundaries[id]?.polygons.reduce(0) { $0 + $1.area } ?? 0
    }
    #expect(abs(area("R0007") - 0.5) < 1e-9)
    #expect(abs(area("R0008") - 0.25) < 1e-9)
    #expect(abs(area("R0009") - 0.25) < 1e-9)
    #expect(boundaries["R0009"]?.contains(point(37.2, 35.5)) == true)
    #expect(boundaries["R0009"]?.contains(point(36.7, 35.6)) == false)
  }

  @Test(arguments: [
    ("R0009,a,أب,,,region,sphere,SY01,,,,,", "sphere"),
    ("R0009,a,أب,,,region,union,,,,,,", "without parts"),
    ("R0009,a,أب,,,region,union,SY99,,,,,", "SY99"),
    ("R0009,a,أب,,,region,buffer,,Nile,,5,,", "Nile"),
    ("R0009,a,أب,,,region,buffer,,M9,,,,", "km"),
    ("R0009,a,أب,,,region,buffer,,M9,,-1,,", "km"),
    ("R0009,a,أب,,,region,around,C99,,,5,,", "C99"),
    ("R0009,a,أب,,,region,through,C1,,,5,,", "two places"),
    ("R0009,a,أب,,,region,side,SY01,M9,left,,,", "north, east, south or west"),
    ("R0009,a,أب,,,region,polygon,Box,,,,,", "Box"),
    ("R0009,a,أب,,,region,union,R0009,,,,,", "made of itself"),
    ("R0009,a,أب,,,region,union,SY01,,,,SY02,", "empty"),
    ("X0009,a,أب,,,region,union,SY01,,,,,", "does not fit"),
  ])
  func `a rule that cannot be followed is told with its line`(row: String, word: String) throws {
    let error = #expect(throws: GazetteerError.self) { try build([row]) }
    #expect(error?.file == "regions.csv" && error?.line == 2)
    #expect(error?.message.contains(word) == true, "\(String(describing: error))")
  }

  @Test func `regions that are made of each other are an error`() {
    let error = #expect(throws: GazetteerError.self) {
      try build([
        "R0008,a,أب,,,region,union,R0009,,,,,", "R0009,b,بأ,,,region,union,R0008,,,,,",
      ])
    }
    #expect(error?.message.contains("R0008 – R0009 – R0008") == true)
  }
}
