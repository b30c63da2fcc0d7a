import Foundation
import SimpleFeatures
import Testing

@testable import EventLayers

/// GeoJSON by RFC 7946 and CSV by RFC 4180, read back by readers that are not ours.
struct LayerFormatTests {
  static func point(_ longitude: Double, _ latitude: Double) -> GeographicPoint {
    GeographicPoint(longitude: longitude, latitude: latitude)
  }

  static func table(
    _ values: [FieldValue] = [], geometry: Geometry<GeographicPoint>? = nil
  ) -> FeatureTable {
    FeatureTable(
      name: "sample", title: "Sample", summary: "", geometryType: .point,
      fields: [
        Field("id", .text, alias: "Id", hxlTag: "#event+id"),
        Field("count", .integer, alias: "Count"), Field("share", .real, alias: "Share"),
        Field("flag", .boolean, alias: "Flag"), Field("list", .json, alias: "List"),
        Field("day", .date, alias: "Day", hxlTag: "#date"),
      ],
      features: [Feature(values: values.isEmpty ? Self.values : values, geometry: geometry)])
  }

  static let values: [FieldValue] = [
    .text("a\"\\\n\u{1}<b>&"), .integer(-3), .real(0.25), .boolean(true), .text("[\"x\",1]"),
    .time("2019-06-16"),
  ]

  static func object(_ table: FeatureTable) throws -> [String: Any] {
    let bytes = GeoJSON.featureCollection(table, idField: "id", attribution: ["Who made it"])
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    return try #require(value as? [String: Any])
  }

  static func geometry(_ geometry: Geometry<GeographicPoint>) throws -> [String: Any] {
    let features = try #require(
      object(table(geometry: geometry))["features"] as? [[String: Any]])
    return try #require(features.first?["geometry"] as? [String: Any])
  }

  /// A square of 4 by 2 degrees around the meridian, its hole, and a line: RFC 7946, section 3.1.9.
  @Test func `shapes are cut where the longitudes begin anew`() throws {
    func ring(_ positions: [(Double, Double)]) -> Ring<GeographicPoint> {
      Ring(positions.map { Self.point($0.0, $0.1) })
    }
    let square = Polygon(
      exterior: ring([(178, -1), (-178, -1), (-178, 1), (178, 1)]),
      holes: [ring([(-179.5, -0.5), (-179.5, 0.5), (-179, 0.5), (-179, -0.5)])])
    let shape = try Self.geometry(.polygon(square))
    #expect(shape["type"] as? String == "MultiPolygon")
    let parts = try #require(shape["coordinates"] as? [[[[Double]]]])
    #expect(parts.map(\.count).sorted() == [1, 2])
    let west = try #require(parts.first { $0.count == 1 })
    #expect(west[0].map { $0[0] }.min() == 178 && west[0].map { $0[0] }.max() == 180)
    let east = try #require(parts.first { $0.count == 2 })
    #expect(east[0].map { $0[0] }.min() == -180 && east[0].map { $0[0] }.max() == -178)
    let line = try Self.geometry(
      .lineString(LineString([Self.point(-179, 0), Self.point(179, 4), Self.point(178, 4)])))
    #expect(line["type"] as? String == "MultiLineString")
    #expect(
      line["coordinates"] as? [[[Double]]] == [
        [[-179, 0], [-180, 2]], [[180, 2], [179, 4], [178, 4]],
      ])
    let whole = try Self.geometry(
      .polygon(Polygon(exterior: ring([(170, 0), (179, 0), (179, 9)]))))
    #expect(whole["type"] as? String == "Polygon")
  }

  @Test func `values come back as they were`() throws {
    let root = try Self.object(Self.table(geometry: .point(Self.point(36.1234567, 35))))
    #expect(root["type"] as? String == "FeatureCollection")
    #expect(root["crs"] == nil)
    #expect(root["attribution"] as? [String] == ["Who made it"])
    #expect(root["bbox"] as? [Double] == [36.123457, 35, 36.123457, 35])
    let feature = try #require((root["features"] as? [[String: Any]])?.first)
    #expect(feature["type"] as? String == "Feature")
    #expect(feature["id"] as? String == "a\"\\\n\u{1}<b>&")
    let properties = try #require(feature["properties"] as? [String: Any])
    #expect(properties["count"] as? Int == -3)
    #expect(properties["share"] as? Double == 0.25)
    #expect(properties["flag"] as? Bool == true)
    #expect((properties["list"] as? [Any])?.first as? String == "x")
    #expect(properties["day"] as? String == "2019-06-16")
  }

  @Test func `a feature without a place has a null geometry and the same keys`() throws {
    let root = try Self.object(Self.table(Array(repeating: .null, count: 6)))
    #expect(root["bbox"] == nil)
    let feature = try #require((root["features"] as? [[String: Any]])?.first)
    #expect(feature["geometry"] is NSNull)
    #expect((feature["properties"] as? [String: Any])?.count == 6)
  }

  @Test func `no number that JSON lacks is written`() throws {
    for number in [Double.nan, .infinity, -.infinity] {
      var values = Self.values
      values[2] = .real(number)
      let feature = try #require(
        (try Self.object(Self.table(values))["features"] as? [[String: Any]])?.first)
      #expect((feature["properties"] as? [String: Any])?["share"] is NSNull)
    }
  }

  /// RFC 7946, 3.1.6: closed rings of four or more, the exterior counterclockwise, holes clockwise.
  @Test func `rings are closed and turn as the standard says`() throws {
    let clockwise = Ring([Self.point(0, 0), Self.point(0, 4), Self.point(4, 4), Self.point(4, 0)])
    let hole = Ring([Self.point(1, 1), Self.point(2, 1), Self.point(2, 2), Self.point(1, 2)])
    let written = try Self.geometry(.polygon(Polygon(exterior: clockwise, holes: [hole])))
    let rings = try #require(written["coordinates"] as? [[[Double]]])
    #expect(written["type"] as? String == "Polygon")
    for ring in rings { #expect(ring.count == 5 && ring.first == ring.last) }
    func area(_ ring: [[Double]]) -> Double {
      zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] } / 2
    }
    #expect(rings.map(area) == [16, -1])
  }

  @Test func `each kind of geometry has its nesting, longitude first`() throws {
    let (a, b) = (Self.point(36, 35), Self.point(37, 34.5))
    let line = LineString([a, b])
    #expect(try Self.geometry(.point(a))["coordinates"] as? [Double] == [36, 35])
    #expect(
      try Self.geometry(.lineString(line))["coordinates"] as? [[Double]] == [
        [36, 35], [37, 34.5],
      ])
    #expect(
      try Self.geometry(.multiPoint([a, b]))["coordinates"] as? [[Double]] == [
        [36, 35], [37, 34.5],
      ])
    #expect(
      try Self.geometry(.multiLineString([line]))["coordinates"] as? [[[Double]]] == [
        [[36, 35], [37, 34.5]]
      ])
    let polygon = Polygon(exterior: Ring([a, b, Self.point(37, 35)]))
    let many = try Self.geometry(.multiPolygon([polygon, polygon]))
    #expect((many["coordinates"] as? [[[[Double]]]])?.map { $0[0].count } == [4, 4])
    #expect(many["type"] as? String == "MultiPolygon")
  }

  @Test func `cells are quoted where they must be, lines end in CRLF`() {
    func rows(_ text: String, tags: Bool = false) -> String {
      var values = Self.values
      values[0] = .text(text)
      values[4] = .null
      return String(decoding: CSVLayer.rows(Self.table(values), hasTags: tags), as: UTF8.self)
    }
    let head = "id,count,share,flag,list,day\r\n"
    let tail = ",-3,0.25,true,,2019-06-16\r\n"
    #expect(rows("plain") == head + "plain" + tail)
    #expect(rows("a,b") == head + "\"a,b\"" + tail)
    #expect(rows("say \"x\"") == head + "\"say \"\"x\"\"\"" + tail)
    #expect(rows("two\nlines") == head + "\"two\nlines\"" + tail)
    #expect(rows("تل ملح", tags: true) == head + "#event+id,,,,,#date\r\n" + "تل ملح" + tail)
  }

  /// OWASP, "CSV Injection": the characters with which a spreadsheet takes a cell for a formula.
  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
  func `a text that would be run is not`(_ text: String) {
    var values = Self.values
    values[0] = .text(text)
    let bytes = CSVLayer.rows(Self.table(values))
    let row = String(decoding: bytes, as: UTF8.self)
    #expect(row.contains("\n'" + text) || row.contains("\n\"'" + text))
  }
}

extension LayerFormatTests {
  /// RFC 8142, section 2: each text between a record separator and a line feed.
  @Test func `a text sequence has a record a feature`() throws {
    var table = Self.table(geometry: .point(Self.point(36, 35)))
    table.features.append(Feature(values: Array(repeating: .null, count: 6)))
    let bytes = GeoJSON.textSequence(table, idField: "id")
    #expect(bytes.first == 0x1E && bytes.last == 0x0A)
    let records = bytes.split(separator: 0x1E)
    #expect(records.count == 2 && records.allSatisfy { $0.last == 0x0A })
    let features = try records.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
    #expect(features[0]["id"] as? String == "a\"\\\n\u{1}<b>&")
    #expect(features[1]["geometry"] is NSNull)
    #expect(GeoJSON.textSequence(Self.table([])).count > 0)
    table.features = []
    #expect(GeoJSON.textSequence(table).isEmpty)
  }

  @Test func `KML has a name, words and a span of time, and no date is lost`() throws {
    let table = FeatureTable(
      name: "events", title: "", summary: "", geometryType: .point,
      fields: [
        Field("place_en", .text, alias: ""), Field("place_ar", .text, alias: ""),
        Field("date_start", .date, alias: ""), Field("t_start", .dateTime, alias: ""),
        Field("t_end", .dateTime, alias: ""), Field("sentence", .text, alias: ""),
      ],
      features: [
        Feature(values: [
          .null, .text("حماة"), .time("2019-06-16"), .time("2019-06-16T00:00:00Z"), .null,
          .text("It fell."),
        ])
      ])
    let named = table.namedForKML
    #expect(named.fields.map(\.name).prefix(4) == ["name", "description", "begin", "end"])
    #expect(
      named.features[0].values.prefix(4) == [
        .text("حماة"), .text("It fell."), .time("2019-06-16T00:00:00Z"), .null,
      ])
    #expect(named.fields[6].type == .text && named.features[0].values[6] == .text("2019-06-16"))
    // Spans of text in a report are no spans of time.
    var mentions = Self.table()
    mentions.fields[1] = Field("end", .integer, alias: "")
    #expect(mentions.namedForKML.fields.map(\.name) == mentions.fields.map(\.name))
  }
}
