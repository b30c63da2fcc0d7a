internal import CGDAL
internal import SimpleFeatures

/// A GeoPackage while GDAL writes to it.
final class GeoPackageContents {
  private var handle: GDALDatasetH?
  /// The destination, for messages: the temporary name tells a person nothing.
  private let path: String
  private let messages: Messages
  private let system: OGRSpatialReferenceH
  private var names: Set<String> = []
  private var titles: Set<String> = []
  private var columns: [String] = []

  /// - Parameter isThere: Whether the file is there, to be changed.
  init(
    _ temporary: String, for path: String, isThere: Bool = false, _ messages: Messages
  ) throws(OGRError) {
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
    let handle =
      isThere
      ? GDALOpenEx(temporary, UInt32(GDAL_OF_VECTOR | GDAL_OF_UPDATE), nil, nil, nil)
      : GDALCreate(driver, temporary, 0, 0, 0, GDT_Unknown, nil)
    guard let handle else { throw messages.error(.createFile, path, or: "cannot be created") }
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
  func write(_ table: FeatureTable) throws(OGRError) {
    // Once for the table: it may look at every row.
    let type = columnType(of: table)
    let layer = try createLayer(table, type, hasIndex: true).layer
    try writeRows(table.features, of: table, as: type, to: layer, path, messages)
  }

  /// Makes a layer whose rows are written to its pages later, and tells where those are.
  func createEmptyLayer(
    _ table: FeatureTable, _ spans: [SpanIndex]
  ) throws(OGRError) -> LayerInPages.Place {
    let type = columnType(of: table)
    let made = try createLayer(table, type, hasIndex: false)
    // GDAL makes the table with the first row, or now.
    guard OGR_L_SyncToDisk(made.layer) == OGRERR_NONE else {
      throw messages.error(.createLayer, path)
    }
    var place = LayerInPages.Place(
      name: table.name, geometry: type == wkbNone ? nil : made.geometry, key: made.key,
      root: try root(of: table.name))
    for span in spans {
      try execute(
        "CREATE INDEX \(sqlName(span.name)) ON \(sqlName(table.name)) "
          + "(\(sqlName(span.start)), \(sqlName(span.end)))")
      let field = table.fields.first { $0.name == span.start }
      place.spans.append((try root(of: span.name, "index"), field?.type == .dateTime))
    }
    guard let geometry = place.geometry else { return place }
    let name = "rtree_\(table.name)_\(geometry)"
    try execute("CREATE VIRTUAL TABLE \(sqlName(name)) USING rtree(id, minx, maxx, miny, maxy)")
    let size = try execute("SELECT length(data) FROM \(sqlName(name + "_node")) WHERE nodeno = 1")
    guard let size = size.flatMap({ Int($0) }), size > 100 else {
      throw OGRError(step: .executeSQL, path: path, code: 0, message: "no spatial index")
    }
    place.index = PackedRTree.Roots(
      nodes: try root(of: name + "_node"), rows: try root(of: name + "_rowid"),
      parents: try root(of: name + "_parent"), nodeSize: size)
    return place
  }

  private func root(of name: String, _ type: String = "table") throws(OGRError) -> Int {
    let text = try execute(
      "SELECT rootpage FROM sqlite_master WHERE type = '\(type)' AND name = \(sqlText(name))")
    guard let root = text.flatMap({ Int($0) }) else {
      throw OGRError(step: .executeSQL, path: path, code: 0, message: "no \(type) \(name)")
    }
    return root
  }

  /// Tells of the rows that were written to a layer's pages, and keeps its index up to date from here.
  func describe(_ layer: LayerInPages) throws(OGRError) {
    let (name, place) = (sqlText(layer.place.name), layer.place)
    try execute(
      "UPDATE gpkg_ogr_contents SET feature_count = \(layer.rows) WHERE table_name = \(name)")
    try execute("DELETE FROM sqlite_sequence WHERE name = \(name)")
    try execute("INSERT INTO sqlite_sequence VALUES (\(name), \(layer.rows))")
    guard let geometry = place.geometry else { return }
    if let box = layer.box {
      try execute(
        "UPDATE gpkg_contents SET min_x = \(box.minX), min_y = \(box.minY), "
          + "max_x = \(box.maxX), max_y = \(box.maxY) WHERE table_name = \(name)")
    }
    for trigger in PackedRTree.triggers(table: place.name, geometry: geometry, key: place.key) {
      try execute(trigger)
    }
    try execute(
      "INSERT INTO gpkg_extensions VALUES (\(name), \(sqlText(geometry)), 'gpkg_rtree_index', "
        + "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')")
  }

  /// Says when the contents changed, in place of the writer's ``GeoPackageWriter/timestamp``: for
  /// contents that tell it only at their end.
  ///
  /// - Parameter text: An instant in UTC such as `2019-08-01T00:00:00Z`.
  func setTimestamp(_ text: String) throws(OGRError) {
    guard let instant = Timestamp(text)?.geoPackageText else {
      throw OGRError(step: .createFile, path: path, code: 0, message: "not an instant: \(text)")
    }
    // What is still to be written has it from here; the writer takes it away at the end.
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", instant)
    try execute("UPDATE gpkg_contents SET last_change = \(sqlText(instant))")
  }

  /// Makes the tables that tell of columns and extensions.
  func describeColumns() throws(OGRError) {
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
  }

  /// Runs SQL in its order.
  func run(_ statements: [String]) throws(OGRError) {
    for statement in statements { try execute(statement.withoutNulls) }
  }

  func commit() throws(OGRError) {
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
