internal import CSVText
internal import Foundation
internal import Gazetteers
internal import OGR
internal import SimpleFeatures

/// The rows of a table of whatever format: CSV and TSV by our own reader, which knows the lines;
/// GeoJSON, GeoPackage and Shapefile by GDAL.
struct SourceTable {
  struct Row {
    /// Where the row stands, such as `line 12` or `feature 3`.
    var position: String
    var geometry: Geometry<GeographicPoint>?
    fileprivate var cells: [String: String]

    /// The cell in `column`, trimmed; empty where there is no such column or nothing in it.
    subscript(column: String) -> String { cells[column] ?? "" }
  }

  /// The path as messages name it.
  let file: String
  let columns: [String]
  let rows: [Row]
  /// Rows that are not in `rows`.
  private(set) var omissions = Omissions()

  /// Opens the table in the file at `path`.
  ///
  /// - Parameters:
  ///   - layer: The layer of a file of several.
  ///   - separator: What parts the cells of a text table; by its name where `nil`: tabs in `.tsv`
  ///     and `.txt`, commas in `.csv`.
  /// - Throws: ``GazetteerError``.
  init(path: String, layer: String? = nil, separator: UInt8? = nil) throws {
    let kind = (path as NSString).pathExtension.lowercased()
    file = SourceFile.shortName(path)
    switch kind {
    case "csv", "tsv", "txt":
      let separator = separator ?? UInt8(ascii: kind == "csv" ? "," : "\t")
      let table: CSVTable
      var badRows: [CSVTable.RaggedRow] = []
      do {
        table = try CSVTable(
          parsing: SourceFile.bytes(path), separator: separator, ragged: &badRows, repairing: true)
      } catch let error as CSVTable.SyntaxError {
        throw GazetteerError(file: file, line: error.line, message: error.message)
      }
      columns = table.columns
      for bad in badRows.map(\.error) {
        // The numbers in a message would make a reason of each row.
        let reason = bad.message.contains("cells") ? "rows of another length" : bad.message
        omissions.addProblem(reason, in: file, at: "line \(bad.line)")
      }
      rows = table.rows.map { row in
        var cells: [String: String] = [:]
        for column in table.columns {
          let cell = row[column].trimmingCharacters(in: .whitespaces)
          if !cell.isEmpty { cells[column] = cell }
        }
        return Row(position: "line \(row.line)", cells: cells)
      }
    case "geojson", "json", "gpkg", "shp":
      (columns, rows, omissions) = try Self.features(path, file, layer)
    default:
      throw GazetteerError(
        file: file,
        message: "tables are read from .csv, .tsv, .txt, .geojson, .json, .gpkg and .shp files")
    }
  }

  /// The features of a file of GDAL's, with the values as texts.
  private static func features(
    _ path: String, _ file: String, _ layer: String?
  ) throws -> ([String], [Row], Omissions) {
    try SourceFile.check(path)
    var omissions = Omissions()
    do {
      let dataset = try VectorDataset(
        opening: path, drivers: ["GeoJSON", "GPKG", "ESRI Shapefile", "TopoJSON"])
      let layers = try dataset.layers()
      guard let chosen = layer.map({ name in layers.first { $0.name == name } }) ?? layers.first
      else {
        throw GazetteerError(
          file: file,
          message:
            "no layer “\(layer ?? "")”; there are \(layers.map(\.name).joined(separator: ", "))"
        )
      }
      guard layer != nil || layers.count == 1 else {
        throw GazetteerError(
          file: file,
          message: "several layers; name one: \(layers.map(\.name).joined(separator: ", "))")
      }
      let columns = chosen.fields.map(\.name)
      var rows: [Row] = []
      var number = 0
      try dataset.forEachFeature(ofLayer: chosen.name) { feature in
        number += 1
        var cells: [String: String] = [:]
        for (column, value) in zip(columns, feature.values) {
          let text = value.plainText.trimmingCharacters(in: .whitespaces)
          if !text.isEmpty { cells[column] = text }
        }
        guard !cells.values.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) else {
          omissions.addProblem("not UTF-8", in: file, at: "feature \(number)")
          return
        }
        if let geometry = feature.geometry, !geometry.isOnGlobe {
          omissions.addProblem("coordinates off the globe", in: file, at: "feature \(number)")
          return
        }
        rows.append(
          Row(position: "feature \(number)", geometry: feature.geometry, cells: cells))
      }
      return (columns, rows, omissions)
    } catch let error as OGRError {
      throw GazetteerError(file: file, message: "cannot be read: \(error.message)")
    }
  }

  /// Fails where one of `needed` is no column.
  func require(_ needed: [String], for what: String) throws {
    for column in needed where !columns.contains(column) {
      throw GazetteerError(
        file: file, line: 1,
        message: "no column “\(column)”, which \(what) asks for; there are "
          + columns.joined(separator: ", "))
    }
  }
}

/// The files of a source, and how messages name them.
enum SourceFile {
  /// The last part of the path.
  static func shortName(_ path: String) -> String { (path as NSString).lastPathComponent }

  /// Fails where no plain file is at `path`, so that nothing else can be meant by it: a device or
  /// a pipe has no end, and an address leads to the network.
  static func check(_ path: String) throws {
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let type =
      try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
    guard type == .typeRegular else {
      throw GazetteerError(
        file: path,
        message: type == nil
          ? "no such file; check its name in the manifest" : "not a plain file; name one")
    }
  }

  /// The bytes of the file at `path`.
  static func bytes(_ path: String) throws -> [UInt8] { Array(try data(path)) }

  /// The file at `path`, mapped rather than read where the system can.
  static func data(_ path: String) throws -> Data {
    try check(path)
    do {
      return try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    } catch {
      throw GazetteerError(file: path, message: error.localizedDescription)
    }
  }
}

extension FieldValue {
  /// The value as a text, whole numbers without a point, empty for null.
  fileprivate var plainText: String {
    switch self {
    case .null: ""
    case .text(let text), .time(let text): text
    case .integer(let number): String(number)
    case .real(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    case .boolean(let flag): flag ? "true" : "false"
    }
  }
}

extension Geometry<GeographicPoint> {
  var isOnGlobe: Bool { positions.allSatisfy(\.isValid) }

  /// A point that stands for the geometry: the point itself, the middle of the points, a point
  /// inside the largest polygon, or the middle vertex of the longest line.
  var representativePoint: GeographicPoint? {
    switch self {
    case .point(let point): return point
    case .multiPoint(let points): return BoundingBox(points)?.center
    case .polygon(let polygon): return polygon.interiorPoint
    case .multiPolygon(let polygons): return polygons.max { $0.area < $1.area }?.interiorPoint
    case .lineString(let line): return line.vertices.middle
    case .multiLineString(let lines):
      return lines.max { $0.vertices.count < $1.vertices.count }?.vertices.middle
    }
  }
}

extension [GeographicPoint] {
  fileprivate var middle: GeographicPoint? { isEmpty ? nil : self[count / 2] }
}

/// The point that two cells write, or why they write none.
func sourcePoint(latitude: String, longitude: String) -> (point: GeographicPoint?, problem: String)
{
  guard !latitude.isEmpty, !longitude.isEmpty else { return (nil, "no coordinates") }
  guard let y = Double(latitude), let x = Double(longitude), x.isFinite, y.isFinite else {
    return (nil, "coordinates that are no numbers")
  }
  let point = GeographicPoint(longitude: x, latitude: y)
  return point.isValid ? (point.rounded, "") : (nil, "coordinates off the globe")
}
