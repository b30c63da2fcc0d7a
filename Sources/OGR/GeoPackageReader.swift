internal import CivilCalendar
internal import SimpleFeatures

/// A GeoPackage whose layers are in degrees of WGS 84 and as plain as those that ``GeoPackageWriter``
/// makes. SQLite alone reads it, without GDAL, whose loading would take longer than the reading.
///
/// What is read is what ``VectorDataset`` reads of the same file by GDAL (`GeoPackageReaderTests`).
final class GeoPackageReader {
  private struct Layer {
    var name: String
    var title: String
    var summary: String
    var geometryColumn: String?
    var geometryType: GeometryType?
    var fields: [Field] = []
  }

  private let file: SQLiteFile
  private let layers: [Layer]

  /// - Returns: `nil` for a file that is none, and for one with a layer that takes GDAL to read:
  ///   in another system, with curves, views, tables that it does not list, or columns of rare types.
  init?(_ path: String) {
    guard let file = SQLiteFile(reading: path), let layers = try? Self.layers(of: file) else {
      return nil
    }
    self.file = file
    self.layers = layers
  }

  var layerNames: [String] { layers.map(\.name) }

  func descriptions() throws(OGRError) -> [VectorDataset.Layer] {
    var result: [VectorDataset.Layer] = []
    for layer in layers {
      result.append(
        VectorDataset.Layer(
          name: layer.name, title: layer.title, summary: layer.summary,
          geometryType: layer.geometryType, fields: layer.fields,
          featureCount: try count(of: layer)))
    }
    return result
  }

  /// The layer without its rows.
  ///
  /// - Throws: ``OGRError`` with the step `.readLayer` where there is none of this name.
  func schema(ofLayer name: String) throws(OGRError) -> FeatureTable {
    let layer = try layer(named: name)
    return FeatureTable(
      name: layer.name, title: layer.title, summary: layer.summary,
      geometryType: layer.geometryType, fields: layer.fields)
  }

  /// Calls `body` with each feature of a layer, as ``VectorDataset/forEachFeature(ofLayer:meeting:where:_:)``.
  func forEachFeature(
    ofLayer name: String, where condition: String?, _ body: (Feature) throws -> Void
  ) throws {
    let layer = try layer(named: name)
    let columns = (layer.geometryColumn.map { [$0] } ?? []) + layer.fields.map(\.name)
    let query =
      "SELECT \(columns.map(sqlName).joined(separator: ", ")) FROM \(sqlName(layer.name))"
      + (condition.map { " WHERE (\($0.withoutNulls))" } ?? "")
    let first = layer.geometryColumn == nil ? 0 : 1
    var number = 0
    try file.forEachRow(query, .readFeature) { row in
      number += 1
      var shape: Geometry<GeographicPoint>?
      if first == 1, !row.isNull(0) {
        do {
          shape = try row.withBytes(0, Self.geometry)
        } catch let error as WellKnownBinaryError {
          throw OGRError(
            step: .readFeature, path: file.path, code: 0,
            message: "layer '\(layer.name)', row \(number): \(error.message)")
        }
      }
      var values: [FieldValue] = []
      values.reserveCapacity(layer.fields.count)
      for (index, field) in layer.fields.enumerated() {
        values.append(Self.value(of: row, first + index, field.type))
      }
      try body(Feature(values: values, geometry: shape))
    }
  }

  private func layer(named name: String) throws(OGRError) -> Layer {
    guard let layer = layers.first(where: { $0.name == name }) else {
      throw OGRError(step: .readLayer, path: file.path, code: 0, message: "no layer '\(name)'")
    }
    return layer
  }

  private func count(of layer: Layer) throws(OGRError) -> Int {
    var count = 0
    do {
      try file.forEachRow("SELECT count(*) FROM \(sqlName(layer.name))", .readLayer) {
        count = $0.integer(0)
      }
    } catch {
      throw error as? OGRError
        ?? OGRError(step: .readLayer, path: file.path, code: 0, message: "\(error)")
    }
    return count
  }

  private static func value(
    of row: borrowing SQLiteRow, _ column: Int, _ type: Field.FieldType
  ) -> FieldValue {
    guard !row.isNull(column) else { return .null }
    switch type {
    case .integer: return .integer(row.integer(column))
    case .boolean: return .boolean(row.integer(column) != 0)
    case .real:
      let number = row.real(column)
      return number.isFinite ? .real(number) : .null
    case .text, .json: return row.text(column).map(FieldValue.text) ?? .null
    case .date:
      let date = row.text(column).flatMap { CivilDate(iso: $0.prefix(10)) }
      return date.map { .time($0.description) } ?? .null
    case .dateTime:
      return row.text(column).flatMap(Timestamp.init(orWithOffset:)).map { .time($0.text) } ?? .null
    }
  }

  /// The shape in a blob of a GeoPackage: a header of 8 bytes, perhaps an envelope, and its WKB.
  ///
  /// Source: OGC 12-128r18, "GeoPackage Encoding Standard", section 2.1.3.
  private static func geometry(
    _ bytes: UnsafeRawBufferPointer
  ) throws(WellKnownBinaryError) -> Geometry<GeographicPoint>? {
    guard bytes.count >= 8, bytes[0] == UInt8(ascii: "G"), bytes[1] == UInt8(ascii: "P") else {
      throw WellKnownBinaryError(message: "not a shape of a GeoPackage")
    }
    let flags = bytes[3]
    let envelope: Int
    switch flags >> 1 & 7 {
    case 0: envelope = 0
    case 1: envelope = 32
    case 2, 3: envelope = 48
    case 4: envelope = 64
    default: throw WellKnownBinaryError(message: "an envelope of an unknown kind")
    }
    guard flags & 0x20 == 0, bytes.count >= 8 + envelope else {
      throw WellKnownBinaryError(message: "the shape ends early")
    }
    return try .reading(
      wellKnownBinary: UnsafeRawBufferPointer(rebasing: bytes[(8 + envelope)...]))
  }
}

// MARK: What layers there are

extension GeoPackageReader {
  private struct Unusual: Error {}

  /// The layers in the order in which GDAL lists them: those with shapes, then the others.
  private static func layers(of file: borrowing SQLiteFile) throws -> [Layer] {
    var isGeoPackage = false
    try file.forEachRow("PRAGMA application_id", .open) {
      isGeoPackage = $0.integer(0) == 0x4750_4B47
    }
    guard isGeoPackage else { throw Unusual() }
    var layers: [Layer] = []
    try file.forEachRow(
      """
      SELECT c.table_name, c.identifier, c.description, g.column_name, upper(g.geometry_type_name),
        s.organization = 'EPSG' COLLATE NOCASE AND s.organization_coordsys_id = 4326,
        m.type = 'table'
      FROM gpkg_geometry_columns g JOIN gpkg_contents c USING (table_name)
        LEFT JOIN gpkg_spatial_ref_sys s ON g.srs_id = s.srs_id
        LEFT JOIN sqlite_master m ON m.name = c.table_name
      WHERE c.data_type = 'features' ORDER BY g.rowid
      """, .open
    ) { row in
      guard row.integer(5) == 1, row.integer(6) == 1, let name = row.text(0),
        let geometryColumn = row.text(3), let kind = row.text(4).flatMap(kinds.index(forKey:))
      else { throw Unusual() }
      layers.append(
        Layer(
          name: name, title: row.text(1) ?? name, summary: row.text(2) ?? "",
          geometryColumn: geometryColumn, geometryType: kinds[kind].value))
    }
    var hasAttributes = false
    try file.forEachRow(
      """
      SELECT c.table_name, c.identifier, c.description, m.type = 'table' FROM gpkg_contents c
        LEFT JOIN sqlite_master m ON m.name = c.table_name
      WHERE c.data_type IN ('attributes', 'aspatial') ORDER BY c.rowid
      """, .open
    ) { row in
      guard row.integer(3) == 1, let name = row.text(0) else { throw Unusual() }
      hasAttributes = true
      layers.append(Layer(name: name, title: row.text(1) ?? name, summary: row.text(2) ?? ""))
    }
    guard !layers.isEmpty else { throw Unusual() }
    let listed = Set(layers.map(\.name))
    // Where no table is listed as one of attributes, GDAL takes tables that are not listed for such.
    if !hasAttributes {
      try file.forEachRow(
        """
        SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'gpkg_%'
          AND name NOT LIKE 'rtree_%' AND name NOT LIKE 'sqlite_%'
        """, .open
      ) { if !listed.contains($0.text(0) ?? "") { throw Unusual() } }
    }
    let names = Dictionary(layers.indices.map { (layers[$0].name, $0) }) { first, _ in first }
    try addFields(to: &layers, names, file)
    try addSchemas(to: &layers, names, file)
    return layers
  }

  private static func addFields(
    to layers: inout [Layer], _ names: [String: Int], _ file: borrowing SQLiteFile
  ) throws {
    var keys = Set<Int>()
    var withShape = Set<Int>()
    try file.forEachRow(
      """
      SELECT c.table_name, t.name, upper(t.type), t.pk
      FROM gpkg_contents c JOIN pragma_table_info(c.table_name) t ORDER BY c.rowid, t.cid
      """, .open
    ) { row in
      guard let index = row.text(0).flatMap({ names[$0] }) else { return }
      guard let column = row.text(1), let type = row.text(2) else { throw Unusual() }
      if row.integer(3) != 0 {
        guard type == "INTEGER", keys.insert(index).inserted else { throw Unusual() }
      } else if column == layers[index].geometryColumn {
        withShape.insert(index)
      } else {
        guard let fieldType = fieldType(of: type) else { throw Unusual() }
        layers[index].fields.append(Field(column, fieldType, alias: column))
      }
    }
    // A table without a key of one integer has no order that is its own.
    guard keys.count == layers.count,
      layers.indices.allSatisfy({
        layers[$0].geometryColumn == nil || withShape.contains($0)
      })
    else { throw Unusual() }
  }

  /// What the extension for schemas, and others, say of columns.
  private static func addSchemas(
    to layers: inout [Layer], _ names: [String: Int], _ file: borrowing SQLiteFile
  ) throws {
    var tables = Set<String>()
    try file.forEachRow(
      """
      SELECT name FROM sqlite_master
      WHERE type = 'table' AND name IN ('gpkg_extensions', 'gpkg_data_columns')
      """, .open
    ) { if let name = $0.text(0) { tables.insert(name) } }
    if tables.contains("gpkg_extensions") {
      try file.forEachRow(
        "SELECT 1 FROM gpkg_extensions WHERE extension_name LIKE 'gpkg_geom_%'", .open
      ) { _ in throw Unusual() }
    }
    guard tables.contains("gpkg_data_columns") else { return }
    try file.forEachRow(
      "SELECT table_name, column_name, name, mime_type FROM gpkg_data_columns", .open
    ) { row in
      guard let index = row.text(0).flatMap({ names[$0] }),
        let field = layers[index].fields.firstIndex(where: { $0.name == row.text(1) })
      else { return }
      if let alias = row.text(2), !alias.isEmpty { layers[index].fields[field].alias = alias }
      if row.text(3) == "application/json", layers[index].fields[field].type == .text {
        layers[index].fields[field].type = .json
      }
    }
  }

  private static let kinds: [String: GeometryType?] = [
    "GEOMETRY": nil, "GEOMETRYCOLLECTION": nil, "GEOMCOLLECTION": nil, "POINT": .point,
    "LINESTRING": .lineString, "POLYGON": .polygon, "MULTIPOINT": .multiPoint,
    "MULTILINESTRING": .multiLineString, "MULTIPOLYGON": .multiPolygon,
  ]

  private static func fieldType(of type: String) -> Field.FieldType? {
    switch type {
    case "INTEGER", "INT", "MEDIUMINT", "SMALLINT", "TINYINT": .integer
    case "BOOLEAN": .boolean
    case "REAL", "DOUBLE": .real
    case "DATE": .date
    case "DATETIME": .dateTime
    case _ where type == "TEXT" || type.hasPrefix("TEXT("): .text
    default: nil
    }
  }
}

extension Timestamp {
  /// The instant that `text` names: as ``init(_:)``, and as other programs write it, with a space
  /// for the `T`, or with hours and minutes that its clock is ahead of UTC. Without either, UTC.
  fileprivate init?(orWithOffset text: String) {
    if let usual = Timestamp(text) {
      self = usual
      return
    }
    var bytes = Array(text.utf8)
    if bytes.count > 10, bytes[10] == UInt8(ascii: " ") { bytes[10] = UInt8(ascii: "T") }
    var minutes = 0
    if bytes.count >= 25, let sign = bytes.dropLast(5).last, bytes[bytes.count - 3] == 0x3A,
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    {
      let digits = bytes.suffix(5).filter { $0 != 0x3A }.map { Int($0) - 0x30 }
      guard digits.count == 4, digits.allSatisfy((0...9).contains) else { return nil }
      minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
      if sign == UInt8(ascii: "-") { minutes = -minutes }
      bytes.removeLast(6)
    } else if bytes.last == UInt8(ascii: "Z") {
      bytes.removeLast()
    }
    guard let clock = Timestamp(String(decoding: bytes, as: UTF8.self) + "Z") else { return nil }
    let total = clock.milliseconds - minutes * 60_000
    let days = total < 0 ? -1 : total >= 86_400_000 ? 1 : 0
    self.init(date: clock.date + days, milliseconds: total - days * 86_400_000)
  }

  private init(date: CivilDate, milliseconds: Int) {
    self.date = date
    self.milliseconds = milliseconds
  }
}
