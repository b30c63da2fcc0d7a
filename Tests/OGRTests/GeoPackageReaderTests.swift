import Foundation
import OGR
import SimpleFeatures
import TestSupport
import Testing

/// What SQLite alone reads of a GeoPackage, beside what GDAL reads of the same file.
@Suite struct GeoPackageReaderTests {
  /// Compares all that both ways read of the file, and returns the names of its layers.
  @discardableResult
  private func expectSame(_ path: String) throws -> [String] {
    let layers = try VectorDataset(opening: path).layers()
    let theirs = try VectorDataset(openingByGDAL: path).layers()
    #expect(layers == theirs)
    for layer in layers {
      let table = try VectorDataset(opening: path).table(ofLayer: layer.name)
      let other = try VectorDataset(openingByGDAL: path).table(ofLayer: layer.name)
      #expect(table.name == other.name)
      #expect(table.title == other.title)
      #expect(table.summary == other.summary)
      #expect(table.geometryType == other.geometryType)
      #expect(table.fields == other.fields)
      #expect(table.features == other.features, "layer \(layer.name)")
    }
    return layers.map(\.name)
  }

  @Test func `every type of field and of shape is read as by GDAL`() throws {
    let folder = try Folder()
    try GeoPackageWriter().write(GeoPackageTests.all, to: folder.path("a.gpkg"))
    #expect(try expectSame(folder.path("a.gpkg")).count == 5)
    #expect(VectorDataset.isReadWithoutGDAL(folder.path("a.gpkg")))
  }

  @Test(arguments: 0..<20)
  func `shapes by chance are read as by GDAL`(seed: UInt64) throws {
    var random = Random(seed: seed)
    let kinds: [GeometryType] = [
      .point, .lineString, .polygon, .multiPoint, .multiLineString, .multiPolygon,
    ]
    var tables: [FeatureTable] = []
    for kind in kinds {
      var table = FeatureTable(
        name: "t\(kind)".lowercased(), title: "T", summary: "", geometryType: kind,
        fields: [Field("n", .integer, alias: "n"), Field("x", .json, alias: "Any JSON")])
      for number in 0..<5 {
        let json: FieldValue = number == 3 ? .null : .text("[\(number)]")
        let shape = number == 2 ? nil : random.shape(kind)
        table.features.append(Feature(values: [.integer(number - 2), json], geometry: shape))
      }
      tables.append(table)
    }
    let folder = try Folder()
    try GeoPackageWriter().write(tables, to: folder.path("a.gpkg"))
    #expect(try expectSame(folder.path("a.gpkg")).count == 6)
  }

  @Test func `a condition and a box leave the rows out that GDAL leaves out`() throws {
    let folder = try Folder()
    var rows: [Feature] = []
    for number in 0..<50 {
      let point = GeographicPoint(longitude: 36 + Double(number) / 10, latitude: 35)
      rows.append(Feature(values: [.integer(number)], geometry: .point(point)))
    }
    try GeoPackageWriter().write(
      [
        FeatureTable(
          name: "events", title: "E", summary: "", geometryType: .point,
          fields: [Field("n", .integer, alias: "n")], features: rows)
      ], to: folder.path("a.gpkg"))
    let box = BoundingBox<GeographicPoint>(minX: 36.45, minY: 34, maxX: 38.05, maxY: 36)
    let ours = try numbers(in: VectorDataset(opening: folder.path("a.gpkg")), box)
    let theirs = try numbers(in: VectorDataset(openingByGDAL: folder.path("a.gpkg")), box)
    let expected: [FieldValue] = [6, 8, 10, 12, 14, 16, 18, 20].map { FieldValue.integer($0) }
    #expect(ours == expected)
    #expect(theirs == expected)
    let dataset = try VectorDataset(opening: folder.path("a.gpkg"))
    let error = #expect(throws: OGRError.self) {
      try dataset.forEachFeature(ofLayer: "events", where: "no such thing") { _ in }
    }
    #expect(error?.path.hasSuffix("a.gpkg") == true)
    #expect(throws: OGRError.self) { _ = try dataset.table(ofLayer: "none") }
  }

  @Test func `a file that takes GDAL is left to it`() throws {
    let folder = try Folder()
    try folder.write("no database", "a.gpkg")
    #expect(!VectorDataset.isReadWithoutGDAL(folder.path("a.gpkg")))
    #expect(throws: OGRError.self) { _ = try VectorDataset(opening: folder.path("a.gpkg")) }
    #expect(throws: OGRError.self) { _ = try VectorDataset(opening: folder.path("none.gpkg")) }
    try GeoPackageWriter().write(GeoPackageTests.all, to: folder.path("b.gpkg"))
    let changes: [String: String] = [
      "curves": """
      INSERT INTO gpkg_extensions VALUES ('events', 'geom', 'gpkg_geom_CURVE', '', '')
      """,
      "view": """
      CREATE VIEW v AS SELECT 1;
      UPDATE gpkg_contents SET table_name = 'v' WHERE data_type = 'attributes'
      """,
      "system": """
      UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 4269 WHERE srs_id = 4326
      """,
    ]
    for (name, change) in changes {
      let path = folder.path("\(name).gpkg")
      try FileManager.default.copyItem(atPath: folder.path("b.gpkg"), toPath: path)
      try run("sqlite3", path, change)
      #expect(!VectorDataset.isReadWithoutGDAL(path), "\(name)")
    }
  }

  @Test func `a damaged shape or page is an error that names the file, never a crash`() throws {
    let folder = try Folder()
    try GeoPackageWriter().write(GeoPackageTests.all, to: folder.path("b.gpkg"))
    let bytes = try Array(folder.bytes("b.gpkg"))
    var random = Random(seed: 7)
    for _ in 0..<60 {
      var damaged = bytes
      for _ in 0..<40 {
        // The first page keeps its header, so that it is seen as a database.
        let place = 100 + Int(random.next() % UInt64(bytes.count - 100))
        damaged[place] = UInt8(truncatingIfNeeded: random.next())
      }
      try Data(damaged).write(to: URL(filePath: folder.path("c.gpkg")))
      if let error = failure(reading: folder.path("c.gpkg")) {
        #expect(!error.message.isEmpty)
      }
    }
  }

  /// What goes wrong where all of a file is read.
  private func failure(reading path: String) -> OGRError? {
    do {
      try readAll(path)
      return nil
    } catch {
      return error
    }
  }

  private func readAll(_ path: String) throws(OGRError) {
    let dataset = try VectorDataset(opening: path)
    let names = try dataset.layerNames()
    for name in names { _ = try dataset.table(ofLayer: name) }
  }

  private func numbers(
    in dataset: borrowing VectorDataset, _ box: BoundingBox<GeographicPoint>
  ) throws -> [FieldValue] {
    var result: [FieldValue] = []
    try dataset.forEachFeature(ofLayer: "events", meeting: box, where: "\"n\" % 2 = 0") {
      result += $0.values
    }
    return result
  }

  private func run(_ program: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

/// Shapes by chance.
private struct Random {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func next() -> UInt64 { random.next() }

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    .random(in: range, using: &random)
  }

  mutating func point() -> GeographicPoint {
    GeographicPoint(longitude: number(-180...180), latitude: number(-90...90))
  }

  mutating func line() -> LineString<GeographicPoint> {
    LineString((0..<2 + Int(next() % 5)).map { _ in point() })
  }

  mutating func polygon() -> Polygon<GeographicPoint> {
    let (x, y) = (number(-170...160), number(-80...70))
    func square(_ margin: Double) -> Ring<GeographicPoint> {
      let far = 9 - margin
      func corner(_ dx: Double, _ dy: Double) -> GeographicPoint {
        GeographicPoint(longitude: x + dx, latitude: y + dy)
      }
      return Ring([
        corner(margin, margin), corner(far, margin), corner(far, far), corner(margin, far),
      ])
    }
    return Polygon(
      exterior: next() % 2 == 0 ? square(0) : square(0).reversed,
      holes: next() % 2 == 0 ? [] : [square(3)])
  }

  mutating func shape(_ kind: GeometryType) -> Geometry<GeographicPoint> {
    let count = 1 + Int(next() % 3)
    return switch kind {
    case .point: .point(point())
    case .lineString: .lineString(line())
    case .polygon: .polygon(polygon())
    case .multiPoint: .multiPoint((0..<count).map { _ in point() })
    case .multiLineString: .multiLineString((0..<count).map { _ in line() })
    case .multiPolygon: .multiPolygon((0..<count).map { _ in polygon() })
    }
  }
}
