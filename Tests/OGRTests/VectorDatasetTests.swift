import Foundation
import OGR
import SimpleFeatures
import Testing

@Suite struct VectorDatasetTests {
  static let geoJSON = """
    {"type":"FeatureCollection","name":"places","features":[
    {"type":"Feature","properties":{"name":"حماة","n":1},"geometry":{"type":"Point","coordinates":[36.75,35.13,300]}},
    {"type":"Feature","properties":{"name":null,"n":2},"geometry":null},
    {"type":"Feature","properties":{"name":"حلب","n":3},"geometry":{"type":"Polygon","coordinates":[[[37,36],[37,37],[38,37],[38,36],[37,36]]]}},
    {"type":"Feature","properties":{"name":"x","n":4},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]}}]}
    """

  @Test func `a file of another format than is allowed is not opened, whatever its name`() throws {
    let folder = try Folder()
    try folder.write(Self.geoJSON, "a.geojson")
    // A virtual layer could lead to any file or server.
    try folder.write(
      "<OGRVRTDataSource><OGRVRTLayer name=\"places\"><SrcDataSource>"
        + folder.path("a.geojson")
        + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>", "b.geojson")
    #expect(try VectorDataset(opening: folder.path("b.geojson")).layers().count == 1)
    let error = #expect(throws: OGRError.self) {
      _ = try VectorDataset(opening: folder.path("b.geojson"), drivers: ["GeoJSON", "GPKG"])
    }
    #expect(error?.step == .open)
    #expect(
      try VectorDataset(opening: folder.path("a.geojson"), drivers: ["GPKG", "GeoJSON"]).layers()
        .count == 1)
  }

  @Test func `GeoJSON of mixed shapes is read, oriented and without heights`() throws {
    let folder = try Folder()
    try folder.write(Self.geoJSON, "a.geojson")
    let dataset = try VectorDataset(opening: folder.path("a.geojson"))
    let layer = try #require(try dataset.layers().first)
    #expect(layer.name == "places")
    #expect(layer.featureCount == 4)
    #expect(layer.geometryType == nil)
    let table = try dataset.table(ofLayer: "places")
    #expect(
      table.features.map { $0.values[0] } == [.text("حماة"), .null, .text("حلب"), .text("x")])
    #expect(table.features.map { $0.values[1] } == [1, 2, 3, 4].map { .integer($0) })
    #expect(table.features[0].geometry == .point(.init(longitude: 36.75, latitude: 35.13)))
    #expect(table.features[1].geometry == nil)
    guard case .polygon(let polygon)? = table.features[2].geometry else {
      Issue.record("no polygon")
      return
    }
    #expect(polygon.exterior.vertices.count == 4)
    #expect(polygon.exterior.signedArea == 1)  // it came clockwise
    #expect(
      table.features[3].geometry
        == .multiLineString([
          LineString([.init(longitude: 1, latitude: 2), .init(longitude: 3, latitude: 4)])
        ]))
  }

  @Test func `the kind of a layer that does not tell it is the one that fits`() throws {
    let folder = try Folder()
    let ring = "[[[37,36],[38,36],[38,37],[37,36]]]"
    try folder.write(
      """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":\(ring)}},
      {"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[\(ring)]}}]}
      """, "a.geojson")
    #expect(
      try VectorDataset(opening: folder.path("a.geojson")).table(ofLayer: "a").geometryType
        == .multiPolygon)
    try folder.write(Self.geoJSON, "b.geojson")
    #expect(
      try VectorDataset(opening: folder.path("b.geojson")).table(ofLayer: "places").geometryType
        == nil)
  }

  @Test func `a part of a file is read row by row, until the caller has enough`() throws {
    struct Enough: Error {}
    let folder = try Folder()
    try folder.write(Self.geoJSON, "a.geojson")
    let dataset = try VectorDataset(opening: folder.path("a.geojson"))
    func numbers(
      _ box: BoundingBox<GeographicPoint>? = nil, _ condition: String? = nil
    ) throws -> [FieldValue] {
      var numbers: [FieldValue] = []
      try dataset.forEachFeature(ofLayer: "places", meeting: box, where: condition) {
        numbers.append($0.values[1])
      }
      return numbers
    }
    #expect(try numbers(.init(minX: 36, minY: 35, maxX: 36.9, maxY: 36)) == [.integer(1)])
    #expect(try numbers(nil, "n >= 3") == [.integer(3), .integer(4)])
    #expect(try numbers() == [1, 2, 3, 4].map { .integer($0) })
    #expect(throws: OGRError.self) { try numbers(nil, "no such thing =") }

    var seen = 0
    #expect(throws: Enough.self) {
      try dataset.forEachFeature(ofLayer: "places") { _ in
        seen += 1
        if seen == 2 { throw Enough() }
      }
    }
    #expect(seen == 2)
  }

  /// The metres are those that cs2cs gives for 36.2, 35.8 (see the tests of PROJ).
  @Test func `a projected layer comes in degrees, and its boxes are asked in degrees`() throws {
    let folder = try Folder()
    try folder.write(
      """
      {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32637"}},
      "features":[{"type":"Feature","properties":{"day":"2019-06-16","at":"2019-06-16T01:30:00+03:00"},
      "geometry":{"type":"Point","coordinates":[246974.9465,3965384.1234]}}]}
      """, "utm.geojson")
    let dataset = try VectorDataset(opening: folder.path("utm.geojson"))
    let row = try #require(try dataset.table(ofLayer: "utm").features.first)
    guard case .point(let point)? = row.geometry else {
      Issue.record("no point")
      return
    }
    #expect(abs(point.longitude - 36.2) < 1e-8)
    #expect(abs(point.latitude - 35.8) < 1e-8)
    // Three hours ahead of UTC it was still the day before there.
    #expect(row.values == [.time("2019-06-16"), .time("2019-06-15T22:30:00Z")])

    for (box, count) in [
      (BoundingBox<GeographicPoint>(minX: 36.1, minY: 35.7, maxX: 36.3, maxY: 35.9), 1),
      (.init(minX: 37, minY: 35, maxX: 38, maxY: 36), 0),
    ] {
      var found = 0
      try dataset.forEachFeature(ofLayer: "utm", meeting: box) { _ in found += 1 }
      #expect(found == count)
    }
  }

  @Test func `CSV is read with the driver's options`() throws {
    let folder = try Folder()
    try folder.write("name,lon,lat\nحماة,36.75,35.13\n\"bad \u{1F642}\",,\n", "p.csv")
    let dataset = try VectorDataset(
      opening: folder.path("p.csv"),
      options: ["X_POSSIBLE_NAMES": "lon", "Y_POSSIBLE_NAMES": "lat", "AUTODETECT_TYPE": "YES"])
    let table = try dataset.table(ofLayer: "p")
    #expect(table.features[0].geometry == .point(.init(longitude: 36.75, latitude: 35.13)))
    #expect(table.features[1].geometry == nil)
    #expect(table.fields.map(\.type) == [.text, .real, .real])
  }

  @Test(arguments: [
    "missing.gpkg", "text.txt", "cut.geojson", "empty.gpkg", "", "a\0b", "{\"type\":\"Point\"}",
    "PG:dbname=x", "-x",
  ])
  func `what cannot be opened is named, with a reason`(name: String) throws {
    let folder = try Folder()
    try folder.write("just text", "text.txt")
    try folder.write(String(Self.geoJSON.prefix(200)), "cut.geojson")
    try folder.write("", "empty.gpkg")
    let isOurs = name.contains(".") && !name.isEmpty
    let path = isOurs ? folder.path(name) : name
    let error = #expect(throws: OGRError.self) { _ = try VectorDataset(opening: path).layers() }
    #expect(error?.step == .open)
    #expect(error?.path == path)
    #expect(error?.message.isEmpty == false)
    if name == "missing.gpkg" {
      #expect(error?.message.contains("No such file or directory") == true)
    }
  }

  @Test func `a layer that is not there is an error`() throws {
    let folder = try Folder()
    try folder.write(Self.geoJSON, "a.geojson")
    let dataset = try VectorDataset(opening: folder.path("a.geojson"))
    let error = #expect(throws: OGRError.self) { _ = try dataset.table(ofLayer: "other") }
    #expect(error?.step == .readLayer)
    #expect(error?.message == "no layer 'other'")
  }
}
