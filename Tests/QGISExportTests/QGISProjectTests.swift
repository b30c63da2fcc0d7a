import CivilCalendar
import Foundation
import FoundationXML
import OGR
import QGISExport
import SimpleFeatures
import Testing

@Suite struct QGISProjectTests {
  func project(
    _ tables: [FeatureTable] = Sample.tables,
    _ change: (inout QGISProjectDescription) -> Void = { _ in }
  ) throws -> QGISProject {
    var description = Sample.description
    change(&description)
    return try QGISProject(description, tables: tables)
  }

  @Test func `the XML is well formed and escapes what it is given`() throws {
    let document = try XMLDocument(xmlString: project().qgs)
    #expect(
      try document.nodes(forXPath: "/qgis/title").first?.stringValue
        == Sample.description.title)
    #expect(try document.nodes(forXPath: "//projectlayers/maplayer").count == Sample.tables.count)
    let hostile = try project {
      $0.title = "\u{0}\u{1B}]]><x a='\"\n"
      $0.sides[0].nameAr = "</label>&\u{FFFF}"
    }
    let parsed = try XMLDocument(xmlString: hostile.qgs)
    #expect(try parsed.nodes(forXPath: "/qgis/title").first?.stringValue == "��]]><x a='\"\n")
  }

  @Test func `groups come in their order, and only those that have layers`() throws {
    func groups(_ tables: [FeatureTable]) throws -> [String] {
      try XMLDocument(xmlString: project(tables).qgs)
        .nodes(forXPath: "/qgis/layer-tree-group/layer-tree-group/@name")
        .compactMap(\.stringValue)
    }
    #expect(
      try groups(Sample.tables)
        == ["Events", "Control", "Places", "Base map", "Sources", "Other"])
    #expect(try groups([Sample.events]) == ["Events"])
    #expect(try groups([]).isEmpty)
  }

  /// QGIS.md, section 2: the last second of the last day, and a range whose end is excluded.
  @Test func `time is the first to the last second, in a range that ends at midnight`() throws {
    let document = try XMLDocument(xmlString: project().qgs)
    let temporal = try document.nodes(
      forXPath: "//maplayer[id='conflictmap_events']/temporal[@enabled='1' and @mode='2' "
        + "and @limitMode='0' and @startField='t_start' and @endField='t_end']")
    #expect(temporal.count == 1)
    #expect(
      try document.nodes(
        forXPath: "//maplayer/temporal[@enabled='1' and @startField='valid_from' "
          + "and @endField='valid_to']"
      ).count == 4)
    #expect(
      try document.nodes(forXPath: "//ProjectTimeSettings/TemporalRange/*").map(\.stringValue)
        == ["2019-06-11T00:00:00Z", "2019-06-21T00:00:00Z"])
    #expect(
      try document.nodes(forXPath: "//TemporalControllerWidget/*").map(\.stringValue)
        == ["1", "2019-06-11T00:00:00.000Z", "2019-06-21T00:00:00.000Z"])
  }

  @Test(arguments: [
    ("2019-01-01", "2019-01-01", "d"), ("2019-01-01", "2020-01-01", "d"),
    ("2019-01-01", "2020-01-02", "wk"), ("2011-03-15", "2024-12-08", "wk"),
  ])
  func `a frame is a day, a week beyond a year`(row: (String, String, String)) throws {
    let first = try #require(CivilDate(iso: row.0))
    let last = try #require(CivilDate(iso: row.1))
    let document = try XMLDocument(
      xmlString: project { $0.timeSpan = DateSpan(first, last) }.qgs)
    #expect(
      try document.nodes(forXPath: "//ProjectTimeSettings/@timeStepUnit").first?.stringValue
        == row.2)
  }

  @Test func `without days the controller stays off`() throws {
    let qgs = try project { $0.timeSpan = nil }.qgs
    #expect(!qgs.contains("TemporalControllerWidget"))
    #expect(!qgs.contains("ProjectTimeSettings"))
  }

  @Test func `the style in the GeoPackage is the project's`() throws {
    let project = try project()
    let document = try XMLDocument(xmlString: project.qgs)
    let layer = try #require(
      try document.nodes(forXPath: "//maplayer[id='conflictmap_events']").first)
    let renderer = try #require(try layer.nodes(forXPath: "renderer-v2").first?.xmlString)
    // The quotation mark of SQL is not one that the XML has inside attributes.
    let inserted = project.geoPackageStatements.filter {
      $0.contains("INTO layer_styles") && $0.contains("'events'")
    }
    #expect(inserted.count == 1)
    let sql = try #require(inserted.first)
    let start = try #require(sql.range(of: "<!DOCTYPE"))
    let end = try #require(sql.range(of: "</qgis>"))
    let qml = sql[start.lowerBound..<end.upperBound].replacing("''", with: "'")
    let style = try XMLDocument(xmlString: String(qml))
    #expect(try style.nodes(forXPath: "/qgis/renderer-v2").first?.xmlString == renderer)
  }

  @Test func `the archive is what Info-ZIP takes for one`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "conflictmap-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let project = try project()
    try Data(project.qgz).write(to: folder.appending(path: "a.qgz"))
    let script = """
      import sys, zipfile
      archive = zipfile.ZipFile(sys.argv[1])
      assert archive.testzip() is None
      assert archive.namelist() == ['project.qgs']
      assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
      sys.stdout.write(archive.read('project.qgs').decode())
      """
    let path = folder.appending(path: "a.qgz").path(percentEncoded: false)
    let (status, output) = try run("/usr/bin/python3", ["-c", script, path])
    #expect(status == 0)
    #expect(output == project.qgs)
  }

  @Test func `the project inside is the archive in hexadecimal`() throws {
    let project = try project()
    let statement = try #require(project.geoPackageStatements.last)
    #expect(statement.contains("'504b0304"))
    let hex = project.qgz.map { String(format: "%02x", $0) }.joined()
    #expect(statement.contains("'\(hex)'"))
  }

  @Test(arguments: ["", "a/b.gpkg", "a|b.gpkg", "a\0", "a\nb", "a\r\nb", "100%25.gpkg"])
  func `a file's name that QGIS cannot hold is refused`(name: String) {
    #expect(throws: QGISProjectError.invalidFileName(name)) {
      _ = try project { $0.geoPackageName = name }
    }
  }

  // Each of these was opened in QGIS 3.22.
  @Test(arguments: [
    "حماة x.gpkg", "100%.gpkg", "5%off.gpkg", "a?b#c&d.gpkg", "a'b\"c.gpkg", "-a.gpkg",
  ])
  func `other names are taken`(name: String) throws {
    let document = try XMLDocument(xmlString: project { $0.geoPackageName = name }.qgs)
    #expect(
      try document.nodes(forXPath: "//maplayer/datasource").first?.stringValue
        == "./\(name)|layername=events")
  }

  @Test(arguments: ["", "red", "#12345", "#1234567", "123456", "#GGGGGG", "#+12345", "#١٢٣٤٥٦"])
  func `a colour that is none is refused`(text: String) {
    #expect(throws: QGISProjectError.invalidColour(key: "government", text)) {
      _ = try project { $0.sides[0].fill = text }
    }
    #expect(throws: QGISProjectError.invalidColour(key: "battles", text)) {
      _ = try project { $0.eventTypes[0].colour = text }
    }
  }

  @Test(arguments: [
    "", "2019-08-01", "2019-08-01T00:00:00", "2019-02-29T00:00:00Z", "2019-08-01T24:00:00Z",
    "2019-08-01T00:60:00Z", "2019-08-01T'); --  Z", "2019-08-01 00:00:00Z",
  ])
  func `an instant that is none is refused, for it stands in SQL`(text: String) {
    #expect(throws: QGISProjectError.invalidTimestamp(text)) {
      _ = try project { $0.timestamp = text }
    }
  }

  @Test func `a view that is not finite is left to QGIS`() throws {
    #expect(try project().qgs.contains("DefaultViewExtent"))
    #expect(try !project { $0.extent.minX = .nan }.qgs.contains("DefaultViewExtent"))
  }

  @Test func `nothing but the input makes a difference`() throws {
    let (a, b) = (try project(), try project())
    #expect(a.qgs == b.qgs)
    #expect(a.qgz == b.qgz)
    #expect(a.geoPackageStatements == b.geoPackageStatements)
  }

  @Test(arguments: LabelLanguage.allCases)
  func `an empty table, or one of another shape than its name says, is still drawn`(
    language: LabelLanguage
  ) throws {
    let odd = Sample.tables.map { table in
      var table = table
      table.features = []
      table.fields = []
      table.geometryType = table.geometryType == .point ? .polygon : .point
      return table
    }
    let document = try XMLDocument(xmlString: project(odd) { $0.labelLanguage = language }.qgs)
    #expect(try document.nodes(forXPath: "//maplayer/renderer-v2").count == odd.count)
  }
}

/// Runs a program to its end and returns its status and what it wrote to the standard output.
func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(filePath: program)
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(
    ["QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"]
  ) { $1 }
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// The whole export, as a GeoPackage and a project beside it.
@Suite struct QGISExportFileTests {
  static let hasQGIS = FileManager.default.fileExists(
    atPath: "/usr/lib/python3/dist-packages/qgis")
  static let hasValidator = FileManager.default.fileExists(
    atPath: "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py")

  /// Writes the sample; into the folder that `QGIS_SAMPLE_FOLDER` names where a person wants to
  /// look at it.
  func withSample(_ body: (_ folder: URL) throws -> Void) throws {
    let kept = ProcessInfo.processInfo.environment["QGIS_SAMPLE_FOLDER"]
    let folder =
      kept.map { URL(filePath: $0) }
      ?? FileManager.default.temporaryDirectory.appending(path: "conflictmap-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { if kept == nil { try? FileManager.default.removeItem(at: folder) } }
    let project = try QGISProject(Sample.description, tables: Sample.tables)
    try GeoPackageWriter(timestamp: Sample.description.timestamp).write(
      Sample.tables,
      to: folder.appending(path: Sample.description.geoPackageName).path(percentEncoded: false),
      statements: project.geoPackageStatements)
    try Data(project.qgz).write(to: folder.appending(path: "sample map.qgz"))
    try body(folder)
  }

  @Test func `the GeoPackage is the same at every run`() throws {
    var files: [Data] = []
    for _ in 0..<2 {
      try withSample {
        files.append(
          try Data(contentsOf: $0.appending(path: Sample.description.geoPackageName)))
      }
      // Past the next second of the clock, which SQLite's defaults would write.
      Thread.sleep(forTimeInterval: 1.1)
    }
    #expect(files[0] == files[1])
  }

  @Test(.enabled(if: hasValidator))
  func `GDAL's validator has nothing to say`() throws {
    try withSample {
      let path = $0.appending(path: Sample.description.geoPackageName).path(percentEncoded: false)
      let (status, output) = try run(
        "/usr/bin/python3", ["-m", "osgeo_utils.samples.validate_gpkg", "--extra", path])
      #expect(status == 0, "\(output)")
    }
  }

  @Test(.enabled(if: hasQGIS), arguments: ["beside", "inside"])
  func `QGIS opens and plays it`(place: String) throws {
    try withSample { folder in
      let path = folder.path(percentEncoded: false)
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "check_project.py").path(percentEncoded: false)
      let project =
        place == "beside"
        ? "\(path)/sample map.qgz"
        : "geopackage:\(path)/\(Sample.description.geoPackageName)?projectName=sample"
      let (status, output) = try run("/usr/bin/python3", [script, project])
      #expect(status == 0, "\(output)")
      #expect(output.contains(", 0 failed"), "\(output)")
    }
  }
}
