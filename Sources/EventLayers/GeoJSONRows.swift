internal import JSONText
public import SimpleFeatures

/// The rows of a table as features of GeoJSON, each on a line, with a comma before it.
public struct GeoJSONRows: RowEncoding {
  private let fields: [Field]
  private let hasID: Bool
  /// What stands before the values, one behind the other, and where each ends. Not an array of arrays:
  /// threads would contend for the counts of their references.
  private let keys: [UInt8]
  private let keyEnds: [Int]
  private let isJSON: [Bool]

  /// - Parameters:
  ///   - fields: Those of the table.
  ///   - hasID: Whether a feature has its row's id, which is the value of the first field.
  public init(_ fields: [Field], hasID: Bool) {
    self.fields = fields
    self.hasID = hasID
    isJSON = fields.map { $0.type == .json }
    var keys: [UInt8] = []
    var ends: [Int] = []
    for (index, field) in fields.enumerated() {
      var json = JSONWriter()
      json.key(field.name)
      if index > 0 { keys.append(UInt8(ascii: ",")) }
      keys += json.bytes
      ends.append(keys.count)
    }
    self.keys = keys
    keyEnds = ends
  }

  private func appendKey(_ column: Int, to row: inout RowBytes) {
    let start = column == 0 ? 0 : keyEnds[column - 1]
    keys.withUnsafeBufferPointer {
      row.body.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<keyEnds[column]]))
    }
  }

  public func begin(
    _ id: UnsafeRawBufferPointer, at point: GeographicPoint?, in row: inout RowBytes
  ) {
    row.body.append(contentsOf: ",\n{\"type\":\"Feature\",".utf8)
    if hasID {
      row.body.append(contentsOf: #""id":"#.utf8)
      appendQuoted(id, to: &row.body)
      row.body.append(UInt8(ascii: ","))
    }
    if let point {
      row.body.append(contentsOf: #""geometry":{"type":"Point","coordinates":["#.utf8)
      appendDecimal(point.longitude, decimals: 6, to: &row.body)
      row.body.append(UInt8(ascii: ","))
      appendDecimal(point.latitude, decimals: 6, to: &row.body)
      row.body.append(contentsOf: #"]},"properties":{"#.utf8)
    } else {
      row.body.append(contentsOf: #""geometry":null,"properties":{"#.utf8)
    }
  }

  public func begin(_ feature: Feature, in row: inout RowBytes) {
    var json = JSONWriter()
    json.beginObject()
    json.member("type", "Feature")
    if hasID, case .text(let id)? = feature.values.first { json.member("id", id) }
    json.key("geometry")
    GeoJSON.write(feature.geometry, to: &json)
    json.key("properties")
    json.beginObject()
    row.body.append(contentsOf: ",\n".utf8)
    row.body.append(contentsOf: json.bytes)
  }

  public func append(_ value: FieldValue, at column: Int, to row: inout RowBytes) {
    var json = JSONWriter()
    GeoJSON.write(value, as: fields[column].type, to: &json)
    appendKey(column, to: &row)
    row.body.append(contentsOf: json.bytes)
  }

  public func append(text: UnsafeRawBufferPointer, at column: Int, to row: inout RowBytes) {
    appendKey(column, to: &row)
    if isJSON[column] {
      row.body.append(contentsOf: text)
    } else {
      appendQuoted(text, to: &row.body)
    }
  }

  public func append(number: Double, at column: Int, to row: inout RowBytes) {
    appendKey(column, to: &row)
    appendDecimal(number, decimals: 6, to: &row.body)
  }

  public func append(integer: Int, at column: Int, to row: inout RowBytes) {
    appendKey(column, to: &row)
    if integer < 0 { row.body.append(UInt8(ascii: "-")) }
    appendDigits(UInt64(integer.magnitude), width: 1, to: &row.body)
  }

  public func appendNull(at column: Int, to row: inout RowBytes) {
    appendKey(column, to: &row)
    row.body.append(contentsOf: "null".utf8)
  }

  public func end(_ row: inout RowBytes) { row.body.append(contentsOf: "}}".utf8) }
}
