import CivilCalendar
import Foundation
import SimpleFeatures
import Testing

@testable import OGR

@Suite struct GeoPackageTests {
  static let fields = [
    Field("name", .text, alias: "Name", hxlTag: "#loc+name"),
    Field("killed", .integer, alias: "Killed"), Field("share", .real, alias: "Share"),
    Field("sure", .boolean, alias: "Sure"), Field("day", .date, alias: "Day"),
    Field("t_end", .dateTime, alias: "End"),
  ]

  static func table(
    _ name: String, _ type: GeometryType?, _ features: [Feature], fields: [Field] = fields
  ) -> FeatureTable {
    FeatureTable(
      name: name, title: "Title of \(name)", summary: "What \(name) is", geometryType: type,
      fields: fields, features: features)
  }

  static let nulls = [FieldValue](repeating: .null, count: 6)
  static let hama = GeographicPoint(longitude: 36.75, latitude: 35.13)
  static let square = Polygon(
    exterior: Ring([
      GeographicPoint(longitude: 36, latitude: 35), .init(longitude: 37, latitude: 35),
      .init(longitude: 37, latitude: 36), .init(longitude: 36, latitude: 36),
    ]),
    holes: [
      Ring([
        GeographicPoint(longitude: 36.2, latitude: 35.2), .init(longitude: 36.2, latitude: 35.4),
        .init(longitude: 36.4, latitude: 35.4), .init(longitude: 36.4, latitude: 35.2),
      ])
    ])

  static let all = [
    table(
      "events", .point,
      [
        Feature(
          values: [
            .text("تل ملح"), .integer(12), .real(0.1), .boolean(true), .time("2019-06-16"),
            .time("2019-06-16T23:59:59Z"),
          ], geometry: .point(hama)),
        Feature(values: nulls),
        Feature(
          values: [
            .text(""), .integer(.max), .real(-1e300), .boolean(false), .time("0001-01-01"),
            .time("2020-02-29T00:00:00Z"),
          ], geometry: .point(.init(longitude: -180, latitude: 90))),
        Feature(
          values: [
            .text("'; DROP TABLE events; --\n\"<b>&\u{202E}🙂"), .integer(.min), .real(.nan),
            .null, .time("9999-12-31"), .time("2019-06-16T12:34:56.789Z"),
          ], geometry: .point(hama)),
      ]),
    table("areas", .polygon, [Feature(values: nulls, geometry: .polygon(square))]),
    table(
      "fronts", .multiLineString,
      [
        Feature(
          values: nulls, geometry: .lineString(LineString([hama, square.exterior.vertices[0]])))
      ]),
    table("reports", nil, [Feature(values: [.text("x")] + nulls.dropFirst())]),
    table("empty", .polygon, []),
  ]

  @Test func `every type of field comes back as it went, null and Arabic too`() throws {
    let folder = try Folder()
    try GeoPackageWriter().write(Self.all, to: folder.path("a.gpkg"))
    #expect(try folder.names == ["a.gpkg"])

    let dataset = try VectorDataset(opening: folder.path("a.gpkg"))
    let layers = try dataset.layers()
    #expect(layers.map(\.name).sorted() == ["areas", "empty", "events", "fronts", "reports"])
    let events = try dataset.table(ofLayer: "events")
    #expect(events.title == "Title of events")
    #expect(events.summary == "What events is")
    #expect(events.geometryType == .point)
    #expect(events.fields.map(\.name) == Self.fields.map(\.name))
    #expect(events.fields.map(\.type) == Self.fields.map(\.type))
    var expected = Self.all[0].features
    expected[3].values[2] = .null  // SQLite has no NaN
    #expect(events.features == expected)

    let areas = try dataset.table(ofLayer: "areas")
    #expect(areas.geometryType == .multiPolygon)
    #expect(areas.features.map(\.geometry) == [.multiPolygon([Self.square])])
    #expect(try dataset.table(ofLayer: "fronts").geometryType == .multiLineString)
    let reports = try dataset.table(ofLayer: "reports")
    #expect(reports.geometryType == nil)
    #expect(reports.features.map(\.values) == Self.all[3].features.map(\.values))
    #expect(try dataset.table(ofLayer: "empty").features.isEmpty)
  }

  @Test func `two runs give the same bytes, whatever the clock says`() throws {
    let folder = try Folder()
    let writer = GeoPackageWriter(timestamp: "2019-08-01T00:00:00Z")
    try writer.write(Self.all, to: folder.path("a.gpkg"))
    // SQLite's clock, which stands in the file otherwise, has thousandths.
    try FileManager.default.createDirectory(
      atPath: folder.path("sub"), withIntermediateDirectories: false)
    Thread.sleep(forTimeInterval: 1.1)
    try writer.write(Self.all, to: folder.path("sub/another name.gpkg"))
    #expect(try folder.bytes("a.gpkg") == folder.bytes("sub/another name.gpkg"))
  }

  @Test func `no write-ahead log is asked for`() throws {
    let folder = try Folder()
    try GeoPackageWriter().write(Self.all, to: folder.path("a.gpkg"))
    // Bytes 18 and 19 of SQLite's header: 1 is the rollback journal, 2 the log.
    #expect(try Array(folder.bytes("a.gpkg")[18...19]) == [1, 1])
  }

  @Test func `rings are oriented and closed whatever came`() throws {
    let folder = try Folder()
    let turned = Polygon(
      exterior: Self.square.exterior.reversed, holes: Self.square.holes.map(\.reversed))
    try GeoPackageWriter().write(
      [Self.table("areas", .polygon, [Feature(values: Self.nulls, geometry: .polygon(turned))])],
      to: folder.path("a.gpkg"))
    let table = try VectorDataset(opening: folder.path("a.gpkg")).table(ofLayer: "areas")
    guard case .multiPolygon(let polygons)? = table.features.first?.geometry else {
      Issue.record("no multipolygon")
      return
    }
    #expect(polygons.first?.exterior.signedArea ?? 0 > 0)
    #expect(polygons.first?.holes.first?.signedArea ?? 0 < 0)
    #expect(polygons.first?.area == Self.square.area)
  }

  @Test(arguments: [
    "with a blank.gpkg", "خريطة حماة.gpkg", "-rf.gpkg", "100%25.gpkg", "a'b\"c;.gpkg", "نقطة",
    "new\nline.gpkg", "question?mode=ro.gpkg", String(repeating: "x", count: 250) + ".gpkg",
  ])
  func `any name of a file will do`(name: String) throws {
    let folder = try Folder()
    try GeoPackageWriter().write(Self.all, to: folder.path(name))
    #expect(try folder.names == [name])
    let table = try VectorDataset(opening: folder.path(name)).table(ofLayer: "events")
    #expect(table.features.count == 4)
  }

  @Test(arguments: [
    "select", "a\"b", "a'b", "x); DROP TABLE y; --", "حقل", "with blank", "fid", "geom", "FID",
    "Geom",
  ])
  func `any name of a field will do`(name: String) throws {
    let folder = try Folder()
    let row = Feature(values: [.text("x")], geometry: .point(Self.hama))
    let table = Self.table("events", .point, [row], fields: [Field(name, .text, alias: name)])
    try GeoPackageWriter().write([table], to: folder.path("a.gpkg"))
    let read = try VectorDataset(opening: folder.path("a.gpkg")).table(ofLayer: "events")
    #expect(read.features == [row])
    #expect(read.fields.map(\.name) == [name])
  }

  @Test(arguments: [
    "", "Events", "with blank", "gpkg_contents", "rtree_x", "sqlite_master", "layer_styles", "حدث",
    "9lives", "a;b",
  ])
  func `a table's name is plain or refused`(name: String) throws {
    let folder = try Folder()
    let error = #expect(throws: OGRError.self) {
      try GeoPackageWriter().write([Self.table(name, nil, [])], to: folder.path("a.gpkg"))
    }
    #expect(error?.step == .createLayer)
    #expect(try folder.names.isEmpty)
  }

  @Test func `titles that are the same are told apart`() throws {
    let folder = try Folder()
    var (a, b) = (Self.table("a", nil, []), Self.table("b", .point, []))
    a.title = "Same"
    b.title = "same"
    try GeoPackageWriter().write([a, b], to: folder.path("a.gpkg"))
    let layers = try VectorDataset(opening: folder.path("a.gpkg")).layers()
    #expect(Set(layers.map(\.title)) == ["Same", "same (b)"])
  }

  @Test(arguments: [
    [FieldValue.text("x")], [.integer(1)], [.time("2019-02-29")], [.time("16 June")],
    [.time("2019-06-16T00:00:00Z")], [.null, .null], [],
  ])
  func `a row that does not fit is named, and the old file stays`(values: [FieldValue]) throws {
    let folder = try Folder()
    try folder.write("old", "a.gpkg")
    let table = Self.table(
      "events", .point, [Feature(values: [.null]), Feature(values: values)],
      fields: [Field("day", .date, alias: "")])
    let error = #expect(throws: OGRError.self) {
      try GeoPackageWriter().write([table], to: folder.path("a.gpkg"))
    }
    #expect(error?.step == .writeFeature)
    #expect(error?.message.contains("row 2") == true)
    #expect(try folder.names == ["a.gpkg"])
    #expect(try folder.bytes("a.gpkg") == Data("old".utf8))
  }

  @Test(arguments: [
    Geometry.point(GeographicPoint(longitude: 181, latitude: 0)),
    .point(.init(longitude: .nan, latitude: 0)), .lineString(LineString([hama, hama])),
    .polygon(square),
  ])
  func `a shape that is not on the globe or of another kind is refused`(
    shape: Geometry<GeographicPoint>
  ) throws {
    let folder = try Folder()
    let table = Self.table("events", .point, [Feature(values: Self.nulls, geometry: shape)])
    let error = #expect(throws: OGRError.self) {
      try GeoPackageWriter().write([table], to: folder.path("a.gpkg"))
    }
    #expect(error?.step == .writeFeature)
  }

  @Test(arguments: ["2019-06-16T24:00:00Z", "2019-06-16T00:00:00", "2019-06-16", "", "x"])
  func `an instant is in UTC or refused`(text: String) throws {
    let folder = try Folder()
    let table = Self.table(
      "events", nil, [Feature(values: [.time(text)])], fields: [Field("t", .dateTime, alias: "")])
    #expect(throws: OGRError.self) {
      try GeoPackageWriter().write([table], to: folder.path("a.gpkg"))
    }
    #expect(throws: OGRError.self) {
      try GeoPackageWriter(timestamp: text).write([], to: folder.path("a.gpkg"))
    }
  }

  @Test func `a folder that cannot be written is an error with the file's name`() throws {
    // Nobody makes files here, the administrator neither.
    let error = #expect(throws: OGRError.self) {
      try GeoPackageWriter().write(Self.all, to: "/proc/a.gpkg")
    }
    #expect(error?.step == .createFile)
    #expect(error?.path == "/proc/a.gpkg")
    #expect(error?.message.isEmpty == false)
    let folder = try Folder()
    for path in ["", folder.path(""), folder.path("missing/a.gpkg"), folder.path("a\0.gpkg")] {
      let error = #expect(throws: OGRError.self) { try GeoPackageWriter().write([], to: path) }
      #expect(error?.step == .createFile)
    }
  }

  /// Needs a file system of some hundred kilobytes: `mount -t tmpfs -o size=300k tmpfs FOLDER`.
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["SMALL_FILE_SYSTEM"] != nil),
    arguments: [500, 2000, 20_000])
  func `a full disk is an error, the old file stays and the new one goes`(count: Int) throws {
    let folder = try #require(ProcessInfo.processInfo.environment["SMALL_FILE_SYSTEM"])
    let old = URL(filePath: folder + "/a\(count).gpkg")
    try Data("old".utf8).write(to: old)
    let rows = (0..<count).map {
      Feature(
        values: [.text(String(repeating: "حماة ", count: 100)), .integer($0)] + Self.nulls[2...],
        geometry: .point(Self.hama))
    }
    let error = #expect(throws: OGRError.self) {
      try GeoPackageWriter().write(
        [Self.table("events", .point, rows)], to: old.path(percentEncoded: false))
    }
    #expect(error?.message.contains("full") == true)
    #expect(try Data(contentsOf: old) == Data("old".utf8))
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: folder).contains {
        $0.hasPrefix(".a\(count).gpkg")
      })
  }

  @Test func `a folder at the destination is not replaced, and nothing is left`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path("a.gpkg"), withIntermediateDirectories: false)
    let error = #expect(throws: OGRError.self) {
      try GeoPackageWriter().write(Self.all, to: folder.path("a.gpkg"))
    }
    #expect(error?.step == .rename)
    #expect(try folder.names == ["a.gpkg"])
  }

  @Test func `what a killed run left is removed, and what a living one writes is not`() throws {
    let folder = try Folder()
    // Above the kernel's largest number of a process, 2^22.
    let dead = [
      ".a.gpkg.99999999-1.partial.gpkg", ".a.gpkg.99999999-1.partial.gpkg-journal",
      ".a.gpkg.\(ProcessInfo.processInfo.processIdentifier)-0.partial.gpkg",
    ]
    let living = [".a.gpkg.1-1.partial.gpkg", ".b.gpkg.99999999-1.partial.gpkg", ".a.gpkg.x"]
    for name in dead + living { try folder.write("", name) }
    try GeoPackageWriter().write(Self.all, to: folder.path("a.gpkg"))
    #expect(try folder.names == (living + ["a.gpkg"]).sorted())
  }

  @Test func `an old journal is not played into the new file`() throws {
    let folder = try Folder()
    for ending in ["", "-journal", "-wal", "-shm"] { try folder.write("old", "a.gpkg" + ending) }
    try GeoPackageWriter().write(Self.all, to: folder.path("a.gpkg"))
    #expect(try folder.names == ["a.gpkg"])
  }

  @Test func `a link stays and what it leads to is replaced`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path("real"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("a.gpkg"), withDestinationPath: "real/b.gpkg")
    for _ in 0..<2 {
      try GeoPackageWriter().write(Self.all, to: folder.path("a.gpkg"))
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("a.gpkg"))
          == "real/b.gpkg")
      #expect(try VectorDataset(opening: folder.path("real/b.gpkg")).layers().count == 5)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("loop"), withDestinationPath: "loop")
    #expect(throws: OGRError.self) { try GeoPackageWriter().write([], to: folder.path("loop")) }
  }

  @Test func `statements run in their order, and a wrong one undoes all`() throws {
    let folder = try Folder()
    try GeoPackageWriter().write(
      Self.all, to: folder.path("a.gpkg"),
      statements: [
        "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)",
        "INSERT INTO qgis_projects VALUES ('p', '{}', '50')",
        "UPDATE reports SET name = (SELECT content FROM qgis_projects)",
      ])
    let read = try VectorDataset(opening: folder.path("a.gpkg")).table(ofLayer: "reports")
    #expect(read.features.first?.values.first == .text("50"))
    let before = try folder.bytes("a.gpkg")
    let error = #expect(throws: OGRError.self) {
      try GeoPackageWriter().write(
        Self.all, to: folder.path("a.gpkg"), statements: ["CREATE TABLE nonsense"])
    }
    #expect(error?.step == .executeSQL)
    #expect(try folder.bytes("a.gpkg") == before)
    #expect(try folder.names == ["a.gpkg"])
  }

  @Test func `several can be written at once`() async throws {
    let folder = try Folder()
    let path = folder.path("")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<8 {
        group.addTask { try GeoPackageWriter().write(Self.all, to: path + "\(index % 4).gpkg") }
      }
      try await group.waitForAll()
    }
    #expect(try folder.names == ["0.gpkg", "1.gpkg", "2.gpkg", "3.gpkg"])
    #expect(try folder.bytes("0.gpkg") == folder.bytes("3.gpkg"))
  }
}

/// Layers with an index of our own.
struct PackedIndexTests {
  static let fields = [Field("number", .integer, alias: "Number")]

  static func table(_ features: [Feature] = []) -> FeatureTable {
    FeatureTable(
      name: "points", title: "", summary: "", geometryType: .point, fields: fields,
      features: features)
  }

  static func points(_ count: Int) -> [Feature] {
    // Two irrational steps fill the square without a pattern; some rows have no place.
    (0..<count).map { index in
      let x = (Double(index) * 0.618_033_988_7).truncatingRemainder(dividingBy: 1)
      let y = (Double(index) * 0.754_877_666_2).truncatingRemainder(dividingBy: 1)
      return Feature(
        values: [.integer(index)],
        geometry: index % 97 == 5
          ? nil : .point(GeographicPoint(longitude: 36 + x * 4, latitude: 33 + y * 3)))
    }
  }

  /// Writes the points page by page, and what SQLite says of the index and of the file.
  static func write(_ points: [Feature], to path: String) throws {
    try GeoPackageWriter().write(
      [], large: [(table(), [])], to: path,
      rows: { layers in
        let rows = GeoPackageRows(table())
        for feature in points {
          var row = RowBytes()
          try rows.append(feature, to: &row)
          try layers[0].append(row.head, row.body, feature.geometry?.boundingBox)
        }
      },
      statements: {
        (
          "2019-08-01T00:00:00Z",
          [
            "CREATE TABLE answers (tree TEXT, pages TEXT)",
            "INSERT INTO answers SELECT rtreecheck('rtree_points_geom'), "
              + "group_concat(integrity_check) FROM pragma_integrity_check",
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
              + "VALUES ('answers', 'attributes', 'answers')",
          ]
        )
      })
  }

  /// Around the numbers at which the tree gets a level: 51 cells a node.
  @Test(arguments: [0, 1, 50, 52, 120, 2650, 7000])
  func `an index in parts finds what is there, and SQLite finds it sound`(count: Int) throws {
    let folder = try Folder()
    let path = folder.path("a.gpkg")
    let points = Self.points(count)
    try Self.write(points, to: path)
    let dataset = try VectorDataset(opening: path)
    #expect(
      try dataset.table(ofLayer: "answers").features.map(\.values) == [[.text("ok"), .text("ok")]])
    let all = try dataset.table(ofLayer: "points").features
    #expect(all == points)
    let box = BoundingBox<GeographicPoint>(minX: 37, minY: 34, maxX: 37.5, maxY: 34.5)
    var found: Set<Int> = []
    try dataset.forEachFeature(ofLayer: "points", meeting: box) { feature in
      if case .integer(let number) = feature.values[0] { found.insert(number) }
    }
    let expected = points.enumerated().filter { _, feature in
      guard case .point(let point)? = feature.geometry else { return false }
      return (37...37.5).contains(point.longitude) && (34...34.5).contains(point.latitude)
    }.map(\.offset)
    #expect(found == Set(expected))
  }

  /// Counts around those at which a level is full: of 4,096 bytes 60 entries a leaf over instants.
  @Test(arguments: [0, 1, 59, 60, 61, 62, 121, 122, 123, 4000, 9000])
  func `indices over days are in order`(count: Int) throws {
    let folder = try Folder()
    let path = folder.path("a.gpkg")
    let schema = FeatureTable(
      name: "spans", title: "", summary: "", geometryType: .point,
      fields: [
        Field("first", .date, alias: ""), Field("last", .date, alias: ""),
        Field("t_first", .dateTime, alias: ""), Field("t_last", .dateTime, alias: ""),
      ])
    try GeoPackageWriter().write(
      [],
      large: [
        (
          schema,
          [
            SpanIndex(name: "days", start: "first", end: "last"),
            SpanIndex(name: "times", start: "t_first", end: "t_last"),
          ]
        )
      ], to: path,
      rows: { layers in
        for number in 0..<count {
          let first = CivilDate(dayNumber: 18_000 + number * 7919 % 400)
          let last = first + number % 5
          let values: [FieldValue] =
            number % 50 == 3
            ? [.null, .null, .null, .null]
            : [
              .time(first.description), .time(last.description), .time(first.firstSecond),
              .time(last.lastSecond),
            ]
          var row = RowBytes()
          try GeoPackageRows(schema).append(Feature(values: values), to: &row)
          try layers[0].append(
            row.head, row.body, nil,
            days: number % 50 == 3 ? nil : first.dayNumber...last.dayNumber)
        }
      },
      statements: {
        (
          "2019-08-01T00:00:00Z",
          [
            "CREATE TABLE answers (pages TEXT)",
            "INSERT INTO answers SELECT group_concat(integrity_check) FROM pragma_integrity_check",
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
              + "VALUES ('answers', 'attributes', 'answers')",
          ]
        )
      })
    let dataset = try VectorDataset(opening: path)
    // The check goes through the index for every row, and through the rows for every entry.
    #expect(try dataset.table(ofLayer: "answers").features.map(\.values) == [[.text("ok")]])
    #expect(try dataset.table(ofLayer: "spans").features.count == count)
  }

  /// Lengths around those at which a row needs further pages: of 4,096 bytes 4,061 stay.
  @Test func `rows of any length are kept`() throws {
    let folder = try Folder()
    let path = folder.path("a.gpkg")
    let lengths = [0, 1, 63, 64, 8000, 12_000, 4096, 100_000] + Array(3990...4070)
    let rows = lengths.enumerated().map { index, length in
      Feature(values: [.text(String(repeating: "\(index % 10)", count: length)), .integer(-length)])
    }
    let schema = FeatureTable(
      name: "texts", title: "", summary: "", geometryType: .point,
      fields: [Field("text", .text, alias: ""), Field("number", .integer, alias: "")])
    try GeoPackageWriter().write(
      [], large: [(schema, [])], to: path,
      rows: { layers in
        for feature in rows {
          var row = RowBytes()
          try GeoPackageRows(schema).append(feature, to: &row)
          try layers[0].append(row.head, row.body, nil)
        }
      },
      statements: {
        (
          "2019-08-01T00:00:00Z",
          [
            "CREATE TABLE answers (pages TEXT)",
            "INSERT INTO answers SELECT group_concat(integrity_check) FROM pragma_integrity_check",
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
              + "VALUES ('answers', 'attributes', 'answers')",
          ]
        )
      })
    let dataset = try VectorDataset(opening: path)
    #expect(try dataset.table(ofLayer: "answers").features.map(\.values) == [[.text("ok")]])
    #expect(try dataset.table(ofLayer: "texts").features == rows)
  }

  /// Seven bits a byte, and eight in the ninth: sqlite.org/fileformat2.html, section 1.6.
  @Test(
    arguments: [
      (0, [0]), (127, [127]), (128, [0x81, 0]), (16_383, [0xFF, 0x7F]), (16_384, [0x81, 0x80, 0]),
      (1 << 56, [0x80, 0xC0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0]),
      (.max, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
    ] as [(UInt64, [UInt8])])
  func `numbers have SQLite's lengths`(number: UInt64, bytes: [UInt8]) {
    var found: [UInt8] = []
    appendVariableLength(number, to: &found)
    #expect(found == bytes && variableLengthSize(number) == bytes.count)
  }

  @Test func `a hundred thousand rows are written in one transaction`() throws {
    let folder = try Folder()
    let points = Self.points(100_001)
    try GeoPackageWriter().write([Self.table(points)], to: folder.path("a.gpkg"))
    let layers = try VectorDataset(opening: folder.path("a.gpkg")).layers()
    #expect(layers.first { $0.name == "points" }?.featureCount == 100_001)
  }
}
