internal import CGDAL
internal import CivilCalendar
public import SimpleFeatures

/// The rows of a table as SQLite keeps them, the geometry first: ``RowBytes/head`` has the types of
/// the values, ``RowBytes/body`` the values.
///
/// Sources: "Database File Format" (sqlite.org/fileformat2.html), section 2.1, record format;
/// OGC 12-128r18 (GeoPackage 1.3), section 2.1.3, geometry encoding.
public struct GeoPackageRows: RowEncoding {
  private let table: FeatureTable
  /// Whether points are promoted to many, as lines and polygons are.
  private let hasManyPoints: Bool

  /// - Parameter table: Its fields and its kind of geometry count, of its rows whether one has many
  ///   points.
  public init(_ table: FeatureTable) {
    hasManyPoints = columnType(of: table) == wkbMultiPoint
    var schema = table
    schema.features = []
    self.table = schema
  }

  public func begin(
    _ id: UnsafeRawBufferPointer, at point: GeographicPoint?, in row: inout RowBytes
  ) {
    // The key of the row is not in its record: a null stands for it.
    row.head.append(0)
    guard table.geometryType != nil else { return }
    guard let point else { return row.head.append(0) }
    let start = row.body.count
    row.body.append(contentsOf: [0x47, 0x50, 0, 1, 0xE6, 0x10, 0, 0])
    append(wkb: point, to: &row.body)
    appendLength(row.body.count - start, isText: false, to: &row)
  }

  public func begin(_ feature: Feature, in row: inout RowBytes) throws {
    guard feature.values.count == table.fields.count else {
      throw misfit("\(feature.values.count) values for \(table.fields.count) fields")
    }
    let noID = UnsafeRawBufferPointer(start: nil, count: 0)
    guard let shape = feature.geometry, let box = shape.boundingBox else {
      return begin(noID, at: nil, in: &row)
    }
    if let stray = shape.positions.first(where: { !$0.isValid }) {
      throw misfit("(\(stray.longitude), \(stray.latitude)) is not on the globe")
    }
    if case .point(let point) = shape, table.geometryType == .point, !hasManyPoints {
      return begin(noID, at: point, in: &row)
    }
    let start = row.body.count
    row.head.append(0)
    // Little-endian with an envelope, WGS 84.
    row.body.append(contentsOf: [0x47, 0x50, 0, 3, 0xE6, 0x10, 0, 0])
    for edge in [box.minX, box.maxX, box.minY, box.maxY] {
      appendLittleEndian(edge.bitPattern, to: &row.body)
    }
    switch (shape, table.geometryType) {
    case (.point(let point), .point), (.point(let point), .multiPoint):
      append(wkbType: 4, 1, to: &row.body)
      append(wkb: point, to: &row.body)
    case (.multiPoint(let points), .point), (.multiPoint(let points), .multiPoint):
      append(wkbType: 4, points.count, to: &row.body)
      for point in points { append(wkb: point, to: &row.body) }
    case (.lineString(let line), .lineString), (.lineString(let line), .multiLineString):
      append(wkb: [line], to: &row.body)
    case (.multiLineString(let lines), .lineString),
      (.multiLineString(let lines), .multiLineString):
      append(wkb: lines, to: &row.body)
    case (.polygon(let polygon), .polygon), (.polygon(let polygon), .multiPolygon):
      append(wkb: [polygon.oriented], to: &row.body)
    case (.multiPolygon(let polygons), .polygon), (.multiPolygon(let polygons), .multiPolygon):
      append(wkb: polygons.map(\.oriented), to: &row.body)
    default: throw misfit("a shape of another kind than the table's")
    }
    appendLength(row.body.count - start, isText: false, to: &row)
  }

  // MARK: Well-known binary

  private func append(wkbType type: UInt8, _ count: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: [1, type, 0, 0, 0])
    appendLittleEndian(UInt32(count), to: &bytes)
  }

  private func append(position: GeographicPoint, to bytes: inout [UInt8]) {
    appendLittleEndian(position.longitude.bitPattern, to: &bytes)
    appendLittleEndian(position.latitude.bitPattern, to: &bytes)
  }

  private func append(wkb point: GeographicPoint, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: [1, 1, 0, 0, 0])
    append(position: point, to: &bytes)
  }

  private func append(wkb lines: [LineString<GeographicPoint>], to bytes: inout [UInt8]) {
    append(wkbType: 5, lines.count, to: &bytes)
    for line in lines {
      append(wkbType: 2, line.vertices.count, to: &bytes)
      for vertex in line.vertices { append(position: vertex, to: &bytes) }
    }
  }

  private func append(wkb polygons: [Polygon<GeographicPoint>], to bytes: inout [UInt8]) {
    append(wkbType: 6, polygons.count, to: &bytes)
    for polygon in polygons {
      let rings = [polygon.exterior] + polygon.holes
      append(wkbType: 3, rings.count, to: &bytes)
      for ring in rings {
        let closed = ring.vertices + ring.vertices.prefix(1)
        appendLittleEndian(UInt32(closed.count), to: &bytes)
        for vertex in closed { append(position: vertex, to: &bytes) }
      }
    }
  }

  // MARK: Values

  public func append(_ value: FieldValue, at column: Int, to row: inout RowBytes) throws {
    let field = table.fields[column]
    switch (value, field.type) {
    case (.null, _): appendNull(at: column, to: &row)
    case (.text(let text), .text), (.text(let text), .json): append(text, to: &row)
    case (.integer(let number), .integer): append(integer: number, at: column, to: &row)
    case (.integer(let number), .real): append(number: Double(number), at: column, to: &row)
    case (.real(let number), .real): append(number: number, at: column, to: &row)
    case (.boolean(let flag), .boolean): append(integer: flag ? 1 : 0, at: column, to: &row)
    case (.time(let text), .date):
      guard text.utf8.count == 10, CivilDate(iso: text) != nil else {
        throw misfit("'\(text)' in '\(field.name)' is not a date")
      }
      append(text, to: &row)
    case (.time(let text), .dateTime):
      guard let instant = Timestamp(text) else {
        throw misfit("'\(text)' in '\(field.name)' is not an instant in UTC")
      }
      append(instant.geoPackageText, to: &row)
    default:
      throw misfit("the value of '\(field.name)' is not \(field.type.rawValue): \(value)")
    }
  }

  private func append(_ text: String, to row: inout RowBytes) {
    var text = text.withoutNulls
    text.withUTF8 { append(text: UnsafeRawBufferPointer($0), at: 0, to: &row) }
  }

  public func append(text: UnsafeRawBufferPointer, at column: Int, to row: inout RowBytes) {
    row.body.append(contentsOf: text)
    appendLength(text.count, isText: true, to: &row)
  }

  public func append(number: Double, at column: Int, to row: inout RowBytes) {
    guard number.isFinite else { return appendNull(at: column, to: &row) }
    row.head.append(7)
    withUnsafeBytes(of: number.bitPattern.bigEndian) { row.body.append(contentsOf: $0) }
  }

  public func append(integer: Int, at column: Int, to row: inout RowBytes) {
    appendInteger(integer, to: &row)
  }

  public func appendNull(at column: Int, to row: inout RowBytes) { row.head.append(0) }

  public func end(_ row: inout RowBytes) {}

  private func appendLength(_ count: Int, isText: Bool, to row: inout RowBytes) {
    appendVariableLength(UInt64(count * 2 + (isText ? 13 : 12)), to: &row.head)
  }

  private func misfit(_ message: String) -> OGRError {
    OGRError(
      step: .writeFeature, path: "", code: 0, message: "table '\(table.name)': \(message)")
  }
}

/// Appends a whole number and its type in a record of SQLite's.
func appendInteger(_ integer: Int, to row: inout RowBytes) {
  let (type, size): (UInt8, Int) =
    switch integer {
    case 0: (8, 0)
    case 1: (9, 0)
    case -0x80..<0x80: (1, 1)
    case -0x8000..<0x8000: (2, 2)
    case -0x80_0000..<0x80_0000: (3, 3)
    case -0x8000_0000..<0x8000_0000: (4, 4)
    case -0x8000_0000_0000..<0x8000_0000_0000: (5, 6)
    default: (6, 8)
    }
  row.head.append(type)
  for place in (0..<size).reversed() {
    row.body.append(UInt8(truncatingIfNeeded: integer >> (8 * place)))
  }
}

func appendLittleEndian(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
  withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
}

func appendBigEndian(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
  withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
}

/// Appends `number` in SQLite's way: seven bits a byte, the highest first, eight in a ninth byte.
func appendVariableLength(_ number: UInt64, to bytes: inout [UInt8]) {
  if number < 0x80 { return bytes.append(UInt8(truncatingIfNeeded: number)) }
  if number < 0x4000 {
    bytes.append(UInt8(truncatingIfNeeded: number >> 7) | 0x80)
    return bytes.append(UInt8(truncatingIfNeeded: number) & 0x7F)
  }
  let hasNinth = number >> 56 > 0
  var rest = hasNinth ? number >> 8 : number
  var reversed: [UInt8] = hasNinth ? [UInt8(truncatingIfNeeded: number)] : []
  repeat {
    let isLast = reversed.isEmpty
    reversed.append(UInt8(truncatingIfNeeded: rest) & 0x7F | (isLast ? 0 : 0x80))
    rest >>= 7
  } while rest > 0 || (hasNinth && reversed.count < 9)
  bytes.append(contentsOf: reversed.reversed())
}
