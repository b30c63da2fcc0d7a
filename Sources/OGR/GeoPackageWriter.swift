internal import CGDAL
public import SimpleFeatures

/// Writes tables of features as one GeoPackage, with the same bytes for the same tables.
///
/// The file appears whole or not at all: it is written beside its destination, in one transaction,
/// brought to the disk and then renamed. A failure leaves an older file as it was. No write-ahead
/// log is left, so that it opens on a read-only medium.
public struct GeoPackageWriter: Sendable {
  /// When the contents changed, as the file tells: an instant in UTC such as
  /// `2019-08-01T00:00:00Z`. Never the clock's, so that two runs write the same.
  public var timestamp: String

  public init(timestamp: String = "1970-01-01T00:00:00Z") { self.timestamp = timestamp }

  /// Writes `tables`, each as a layer in WGS 84, to `path`.
  ///
  /// Polygons are written as multipolygons and lines as multilines. The key column is called `fid`
  /// and the geometry `geom`, unless a field has that name. Numbers that are not finite are written
  /// as null, and U+0000 in a text as U+FFFD, because SQLite has neither. Aliases and HXL tags go
  /// into `gpkg_data_columns`.
  ///
  /// - Parameters:
  ///   - tables: Each is asked for once, so that they may be made one by one.
  ///   - path: Where a link stands, the file it leads to is replaced.
  ///   - statements: SQL to run at the end, in their order and in the same transaction.
  /// - Throws: ``OGRError``: `.createFile` where the folder cannot be written; `.createLayer` for a
  ///   name that is none (``FeatureTable/name``), stands twice or is reserved; `.writeFeature` for a
  ///   row that does not fit its table, with its number; `.executeSQL`, `.commit`, `.close` and
  ///   `.rename` for what their names say, such as a full disk.
  public func write(
    _ tables: some Sequence<FeatureTable>, to path: String, statements: [String] = []
  ) throws(OGRError) {
    guard let timestamp = Timestamp(timestamp)?.geoPackageText else {
      throw OGRError(
        step: .createFile, path: path, code: 0, message: "not an instant: \(timestamp)")
    }
    let file = try TemporaryFile(replacing: path)
    let temporary = file.path
    try collectingMessages { (messages) throws(OGRError) in
      // Both for this thread alone: another may be writing another file.
      CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", timestamp)
      CPLSetThreadLocalConfigOption("OGR_SQLITE_CACHE", "256")
      defer {
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nil)
        CPLSetThreadLocalConfigOption("OGR_SQLITE_CACHE", nil)
      }
      let package = try OpenGeoPackage(creating: temporary, for: path, messages)
      for table in tables { try package.write(table) }
      try package.finish(statements)
      try package.close()
    }
    try file.replaceDestination()
  }
}

/// A GeoPackage while it is being written.
private final class OpenGeoPackage {
  private var handle: GDALDatasetH?
  /// The destination, for messages: the temporary name tells a person nothing.
  private let path: String
  private let messages: Messages
  private let system: OGRSpatialReferenceH
  private var names: Set<String> = []
  private var titles: Set<String> = []
  private var columns: [String] = []

  init(creating temporary: String, for path: String, _ messages: Messages) throws(OGRError) {
    self.path = path
    self.messages = messages
    guard let driver = GDALGetDriverByName("GPKG") else {
      throw messages.error(.createFile, path, or: "this GDAL has no GeoPackage driver")
    }
    guard let system = OSRNewSpatialReference(nil) else {
      throw messages.error(.createFile, path, or: "no memory")
    }
    // From here on every property has its value and a throw runs the deinit.
    self.system = system
    guard OSRImportFromEPSG(system, 4326) == OGRERR_NONE else {
      throw messages.error(.createFile, path, or: "no definition of EPSG:4326")
    }
    OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER)
    guard let handle = GDALCreate(driver, temporary, 0, 0, 0, GDT_Unknown, nil) else {
      throw messages.error(.createFile, path, or: "cannot be created")
    }
    self.handle = handle
    guard GDALDatasetStartTransaction(handle, 0) == OGRERR_NONE else {
      throw messages.error(.createFile, path, or: "no transaction")
    }
  }

  deinit {
    if let handle {
      // Closing would go on with what failed, to the end of a full disk.
      GDALDatasetRollbackTransaction(handle)
      GDALClose(handle)
    }
    OSRDestroySpatialReference(system)
  }

  func write(_ table: FeatureTable) throws(OGRError) {
    // Once for the table: it may look at every row.
    let type = columnType(of: table)
    let layer = try createLayer(table, type)
    try writeRows(table.features, of: table, as: type, to: layer, path, messages)
  }

  func finish(_ statements: [String]) throws(OGRError) {
    try execute(
      """
      CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, \
      extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, \
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
      """)
    if !columns.isEmpty {
      try execute(
        """
        CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, \
        column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, \
        constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), \
        CONSTRAINT gdc_tn UNIQUE (table_name, name))
        """)
      try execute(
        """
        CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (constraint_name TEXT NOT NULL, \
        constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, \
        max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, \
        CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))
        """)
      for table in ["gpkg_data_columns", "gpkg_data_column_constraints"] {
        try execute(
          """
          INSERT INTO gpkg_extensions VALUES ('\(table)', NULL, 'gpkg_schema', \
          'http://www.geopackage.org/spec121/#extension_schema', 'read-write')
          """)
      }
      for column in columns { try execute(column) }
    }
    for statement in statements { try execute(statement.withoutNulls) }
    guard GDALDatasetCommitTransaction(handle) == OGRERR_NONE else {
      throw messages.error(.commit, path)
    }
    try messages.check(.commit, path)
  }

  func close() throws(OGRError) {
    guard let handle else { return }
    self.handle = nil
    // It returns nothing in this GDAL; spatial indices may still be made in it.
    GDALClose(handle)
    try messages.check(.close, path)
  }

  private func execute(_ statement: String) throws(OGRError) {
    messages.forget()
    let result = GDALDatasetExecuteSQL(handle, statement, nil, nil)
    if let result { GDALDatasetReleaseResultSet(handle, result) }
    // No result is what most statements have; what failed is told by the message alone.
    try messages.check(.executeSQL, path)
  }

  // MARK: Layers

  private func createLayer(
    _ table: FeatureTable, _ type: OGRwkbGeometryType
  ) throws(OGRError) -> OGRLayerH {
    func failure(_ message: String) -> OGRError {
      OGRError(step: .createLayer, path: path, code: 0, message: "'\(table.name)': \(message)")
    }
    guard isTableName(table.name) else { throw failure("not a table's name, or a reserved one") }
    guard names.insert(table.name).inserted else { throw failure("stands twice") }
    var keys: Set<String> = []
    for field in table.fields {
      guard !field.name.isEmpty, !field.name.utf8.contains(0) else {
        throw failure("a field without a name")
      }
      // SQLite does not tell A from a.
      guard keys.insert(field.name.lowercased()).inserted else {
        throw failure("the field '\(field.name)' stands twice")
      }
    }
    func free(_ name: String) -> String {
      var name = name
      while !keys.insert(name).inserted { name += "_" }
      return name
    }
    // The standard has titles unique, without regard to case.
    var title = table.title.isEmpty ? table.name : table.title.withoutNulls
    if !titles.insert(title.lowercased()).inserted {
      title += " (\(table.name))"
      titles.insert(title.lowercased())
    }
    var options = [
      (name: "FID", value: free("fid")), (name: "IDENTIFIER", value: title),
      (name: "DESCRIPTION", value: table.summary.withoutNulls),
    ]
    if type == wkbNone {
      options.append((name: "ASPATIAL_VARIANT", value: "GPKG_ATTRIBUTES"))
    } else {
      options.append((name: "GEOMETRY_NAME", value: free("geom")))
      options.append((name: "SPATIAL_INDEX", value: "YES"))
    }
    let layer = withOptions(options) {
      GDALDatasetCreateLayer(handle, table.name, type == wkbNone ? nil : system, type, $0)
    }
    guard let layer else { throw messages.error(.createLayer, path) }
    for field in table.fields { try createField(field, of: table, in: layer) }
    return layer
  }

  private func createField(
    _ field: Field, of table: FeatureTable, in layer: OGRLayerH
  ) throws(OGRError) {
    try addColumn(field, to: layer, path, messages)
    let alias = field.alias.isEmpty ? "NULL" : sqlText(field.alias)
    let tag = field.hxlTag.map(sqlText) ?? "NULL"
    columns.append(
      """
      INSERT INTO gpkg_data_columns (table_name, column_name, title, description, mime_type) \
      VALUES (\(sqlText(table.name)), \(sqlText(field.name)), \(alias), \(tag), \
      \(field.type == .json ? "'application/json'" : "NULL"))
      """)
  }

  private func isTableName(_ name: String) -> Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let first = name.utf8.first, letters.contains(first), name.utf8.count <= 200,
      name.utf8.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == 0x5F })
    else { return false }
    return !["gpkg_", "sqlite_", "rtree_"].contains(where: name.hasPrefix)
      && !["layer_styles", "qgis_projects"].contains(name)
  }
}
