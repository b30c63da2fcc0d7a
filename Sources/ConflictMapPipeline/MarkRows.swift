internal import CSVText
internal import Foundation
internal import JSONText
internal import NewsIngest
internal import SimpleFeatures

/// The rows of a file of marks, whatever its format: CSV, or GeoJSON points whose properties are
/// the columns.
struct MarkRows {
  struct Row {
    /// The line of a CSV file, or the number of the feature.
    var line: Int
    fileprivate var cells: [String: String]

    subscript(column: String) -> String { cells[column] ?? "" }

    /// The first of `columns` that is not empty.
    func first(of columns: String...) -> String {
      columns.lazy.map { self[$0] }.first { !$0.isEmpty } ?? ""
    }

    func number(_ columns: String...) -> Double? {
      columns.lazy.map { self[$0] }.first { !$0.isEmpty }.flatMap(Double.init)
        .flatMap { $0.isFinite ? $0 : nil }
    }
  }

  private(set) var rows: [Row] = []
  private(set) var columns: Set<String> = []

  /// - Throws: ``PipelineError`` where the file is missing, or neither CSV nor GeoJSON.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .missingInput, "\(printable(path)): no such file, or it cannot be read; check --marks")
    }
    let bytes = [UInt8](data)
    let first = bytes.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
    if first == UInt8(ascii: "{") {
      try read(geoJSON: bytes, path: path)
    } else {
      try read(csv: bytes, path: path)
    }
  }

  private mutating func read(csv bytes: [UInt8], path: String) throws {
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: bytes)
    } catch {
      throw PipelineError(.badInput, "\(printable(path)):\(error.line): \(error.message)")
    }
    columns = Set(table.columns)
    rows = table.rows.map { row in
      Row(
        line: row.line,
        cells: Dictionary(
          zip(table.columns, row.cells), uniquingKeysWith: { first, _ in first }))
    }
  }

  private mutating func read(geoJSON bytes: [UInt8], path: String) throws {
    let value: JSONValue
    do throws(JSONValue.SyntaxError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw PipelineError(.badInput, "\(printable(path)): \(error)")
    }
    guard value["type"]?.text == "FeatureCollection", let features = value["features"]?.array else {
      throw PipelineError(
        .badInput, "\(printable(path)): no FeatureCollection; marks are CSV or GeoJSON points")
    }
    for (number, feature) in features.enumerated() {
      var cells: [String: String] = [:]
      if case .object(let members)? = feature["properties"] {
        for member in members where cells[member.key] == nil {
          cells[member.key] = Self.text(member.value)
        }
      }
      if feature["geometry"]?["type"]?.text == "Point",
        let position = feature["geometry"]?["coordinates"]?.array, position.count >= 2,
        let longitude = position[0].number, let latitude = position[1].number
      {
        cells["lon"] = "\(longitude)"
        cells["lat"] = "\(latitude)"
      }
      columns.formUnion(cells.keys)
      rows.append(Row(line: number + 1, cells: cells))
    }
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15
        ? "\(Int(number))" : "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .null, .array, .object: ""
    }
  }
}
