internal import CGDAL
public import SimpleFeatures

/// A GeoPackage while it is being written.
public final class GeoPackageContents {
  private var handle: GDALDatasetH?
  /// The destination, for messages: the temporary name tells a person nothing.
  private let path: String
  private let messages: Messages
  private let system: OGRSpatialReferenceH
  private var names: Set<String> = []
  private var titles: Set<String> = []
  private var columns: [String] = []
  /// Layers whose rows come in parts, by their names.
  private var open: [String: OpenLayer] = [:]

  /// Rows from which a layer gets an index of ours: below, GDAL's own is as fast.
  static let rowsOfOwnIndex = 50_000

  private struct OpenLayer {
    var layer: OGRLayerH
    var type: OGRwkbGeometryType
    var key: String
    var geometry: String
    var rows = 0
    var index = PackedRTree()
  }

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

  /// Writes a table as a layer.
  public func write(_ table: FeatureTable) throws(OGRError) {
    // Once for the table: it may look at every row.
    let type = columnType(of: table)
    if type != wkbNone, table.features.count >= Self.rowsOfOwnIndex {
      return try append(table.features, to: table, type)
    }
    let layer = try createLayer(table, type, hasIndex: true).layer
    try writeRows(table.features, of: table, as: type, to: layer, path, messages)
  }

  /// Adds rows to a layer, which is made with the first ones and may be of any length.
  ///
  /// - Parameter table: Its name, its fields and its kind of geometry; its own rows are not written.
  public func append(_ features: [Feature], to table: FeatureTable) throws(OGRError) {
    try append(features, to: table, columnType(of: table))
  }

  private func append(
    _ features: [Feature], to table: FeatureTable, _ type: OGRwkbGeometryType
  ) throws(OGRError) {
    var target: OpenLayer
    if let open = open[table.name] {
      target = open
      // Held here alone, so that it grows in place.
      self.open[table.name] = nil
    } else {
      let made = try createLayer(table, type, hasIndex: false)
      target = OpenLayer(layer: made.layer, type: type, key: made.key, geometry: made.geometry)
    }
    try writeRows(
      features, of: table, as: target.type, to: target.layer, path, messages, first: target.rows
    ) { row, feature in
      if let box = feature.geometry?.boundingBox { target.index.insert(row, box) }
    }
    target.rows += features.count
    open[table.name] = target
  }

  /// Says when the contents changed, in place of the writer's ``GeoPackageWriter/timestamp``: for
  /// contents that tell it only at their end.
  ///
  /// - Parameter text: An instant in UTC such as `2019-08-01T00:00:00Z`.
  public func setTimestamp(_ text: String) throws(OGRError) {
    guard let instant = Timestamp(text)?.geoPackageText else {
      throw OGRError(step: .createFile, path: path, code: 0, message: "not an instant: \(text)")
    }
    // What is still to be written has it from here; the writer takes it away at the end.
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", instant)
    try execute("UPDATE gpkg_contents SET last_change = \(sqlText(instant))")
  }

  /// Makes the spatial indices of the layers whose rows came in parts.
  private func indexOpenLayers() throws(OGRError) {
    for name in open.keys.sorted() {
      guard var target = open.removeValue(forKey: name), target.type != wkbNone else { continue }
      guard OGR_L_SyncToDisk(target.layer) == OGRERR_NONE else {
        throw messages.error(.writeFeature, path)
      }
      let rtree = "rtree_\(name)_\(target.geometry)"
      try execute("CREATE VIRTUAL TABLE \(sqlName(rtree)) USING rtree(id, minx, maxx, miny, maxy)")
      let size = try execute(
        "SELECT length(data) FROM \(sqlName(rtree + "_node")) WHERE nodeno = 1")
      guard let size = size.flatMap({ Int($0) }), size > 100 else {
        throw OGRError(step: .executeSQL, path: path, code: 0, message: "no spatial index")
      }
      try target.index.fill(
        table: name, geometry: target.geometry, key: target.key, nodeSize: size
      ) { (statement) throws(OGRError) in try execute(statement) }
      try execute(
        "INSERT INTO gpkg_extensions VALUES (\(sqlText(name)), \(sqlText(target.geometry)), "
          + "'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', "
          + "'write-only')")
    }
  }

  func finish(_ statements: [String]) throws(OGRError) {
    try execute(
      """
      CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, \
      extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, \
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
      """)
    try indexOpenLayers()
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

  /// Runs a statement and returns the first value of its first row.
  @discardableResult
  private func execute(_ statement: String) throws(OGRError) -> String? {
    messages.forget()
    var value: String?
    if let result = GDALDatasetExecuteSQL(handle, statement, nil, nil) {
      if let row = OGR_L_GetNextFeature(result) {
        if OGR_F_GetFieldCount(row) > 0, OGR_F_IsFieldSetAndNotNull(row, 0) != 0 {
          value = OGR_F_GetFieldAsString(row, 0).map { String(cString: $0) }
        }
        OGR_F_Destroy(row)
      }
      GDALDatasetReleaseResultSet(handle, result)
    }
    // No result is what most statements have; what failed is told by the message alone.
    try messages.check(.executeSQL, path)
    return value
  }

  // MARK: Layers

  private func createLayer(
    _ table: FeatureTable, _ type: OGRwkbGeometryType, hasIndex: Bool
  ) throws(OGRError) -> (layer: OGRLayerH, key: String, geometry: String) {
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
    let key = free("fid")
    let geometry = free("geom")
    var options = [
      (name: "FID", value: key), (name: "IDENTIFIER", value: title),
      (name: "DESCRIPTION", value: table.summary.withoutNulls),
    ]
    if type == wkbNone {
      options.append((name: "ASPATIAL_VARIANT", value: "GPKG_ATTRIBUTES"))
    } else {
      options.append((name: "GEOMETRY_NAME", value: geometry))
      options.append((name: "SPATIAL_INDEX", value: hasIndex ? "YES" : "NO"))
    }
    let layer = withOptions(options) {
      GDALDatasetCreateLayer(handle, table.name, type == wkbNone ? nil : system, type, $0)
    }
    guard let layer else { throw messages.error(.createLayer, path) }
    for field in table.fields { try createField(field, of: table, in: layer) }
    return (layer, key, geometry)
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
