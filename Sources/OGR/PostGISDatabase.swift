internal import CGDAL
public import SimpleFeatures

/// A PostgreSQL database with PostGIS, open for one transaction: what is done in it is there after
/// ``commit()`` and, without that, was never done.
public final class PostGISDatabase {
  private var handle: GDALDatasetH?
  /// Stands in errors for the address, which may hold a password.
  private static let shown = "the database"

  /// Whether `text` is an address of a database: `PG:…` as GDAL has it, or `postgresql://…`.
  public static func isAddress(_ text: String) -> Bool {
    ["PG:", "postgresql://"].contains { text.hasPrefix($0) }
  }

  /// Connects and begins a transaction.
  ///
  /// - Parameter address: `PG:` and libpq's words, such as `PG:dbname=conflict host=localhost`, or
  ///   libpq's URI. What it leaves out comes from libpq's variables and files, such as `PGHOST`,
  ///   `PGPASSWORD` and `~/.pgpass`.
  /// - Throws: ``OGRError`` with the step `.open` and the server's words.
  public init(_ address: String) throws(OGRError) {
    handle = try collectingMessages { (messages) throws(OGRError) in
      guard Self.isAddress(address), !address.utf8.contains(0) else {
        throw OGRError(step: .open, path: Self.shown, code: 0, message: "not an address")
      }
      let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR)
      var drivers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
      drivers = CSLAddString(drivers, "PostgreSQL")
      defer { CSLDestroy(drivers) }
      let allowed = drivers.map { UnsafePointer<UnsafePointer<CChar>?>(OpaquePointer($0)) }
      guard let handle = GDALOpenEx(address, flags, allowed, nil, nil) else {
        throw messages.error(.open, Self.shown, or: "this GDAL has no PostgreSQL driver")
      }
      guard GDALDatasetStartTransaction(handle, 0) == OGRERR_NONE else {
        GDALClose(handle)
        throw messages.error(.open, Self.shown, or: "no transaction")
      }
      return handle
    }
  }

  deinit {
    guard let handle else { return }
    GDALDatasetRollbackTransaction(handle)
    GDALClose(handle)
  }

  /// Runs a statement and returns the first value of its first row as text, `nil` for none.
  ///
  /// - Throws: ``OGRError`` with the step `.executeSQL` and the server's words.
  @discardableResult
  public func execute(_ statement: String) throws(OGRError) -> String? {
    try collectingMessages { (messages) throws(OGRError) in
      let result = GDALDatasetExecuteSQL(handle, statement.withoutNulls, nil, nil)
      var value: String?
      if let result {
        if let row = OGR_L_GetNextFeature(result) {
          if OGR_F_GetFieldCount(row) > 0, OGR_F_IsFieldSetAndNotNull(row, 0) != 0 {
            value = OGR_F_GetFieldAsString(row, 0).map { String(cString: $0) }
          }
          OGR_F_Destroy(row)
        }
        GDALDatasetReleaseResultSet(handle, result)
      }
      try messages.check(.executeSQL, Self.shown)
      return value
    }
  }

  /// The columns that ``stage(_:as:)`` adds: the order of the rows, and their shapes.
  public static let stagedOrder = "conflictmap_row"
  public static let stagedGeometry = "conflictmap_geom"

  /// Writes the rows of `table` into a temporary table of this connection.
  ///
  /// Its columns have the names of the fields. Lists are text there, and instants are
  /// `timestamp with time zone`.
  ///
  /// - Throws: ``OGRError``: `.createLayer`, or `.writeFeature` with the number of the row.
  public func stage(_ table: FeatureTable, as name: String) throws(OGRError) {
    try collectingMessages { (messages) throws(OGRError) in
      // For this thread alone; COPY takes a tenth of the time of INSERT.
      CPLSetThreadLocalConfigOption("PG_USE_COPY", "YES")
      defer { CPLSetThreadLocalConfigOption("PG_USE_COPY", nil) }
      guard let system = OSRNewSpatialReference(nil) else {
        throw messages.error(.createLayer, Self.shown, or: "no memory")
      }
      defer { OSRDestroySpatialReference(system) }
      guard OSRImportFromEPSG(system, 4326) == OGRERR_NONE else {
        throw messages.error(.createLayer, Self.shown, or: "no definition of EPSG:4326")
      }
      OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER)
      let type = columnType(of: table)
      let options = [
        (name: "TEMPORARY", value: "YES"), (name: "LAUNDER", value: "NO"),
        (name: "FID", value: Self.stagedOrder), (name: "GEOMETRY_NAME", value: Self.stagedGeometry),
        (name: "SPATIAL_INDEX", value: "NONE"),
      ]
      let layer = withOptions(options) {
        GDALDatasetCreateLayer(handle, name, type == wkbNone ? nil : system, type, $0)
      }
      guard let layer else { throw messages.error(.createLayer, Self.shown) }
      for field in table.fields { try addColumn(field, to: layer, Self.shown, messages) }
      try writeRows(table.features, of: table, as: type, to: layer, Self.shown, messages)
      // The rows go out now, and the table of an empty layer is made.
      guard OGR_L_SyncToDisk(layer) == OGRERR_NONE else {
        throw messages.error(.writeFeature, Self.shown)
      }
      try messages.check(.writeFeature, Self.shown)
    }
  }

  /// Makes all that was done lasting, and closes the connection.
  ///
  /// - Throws: ``OGRError`` with the step `.commit`; nothing was done then.
  public func commit() throws(OGRError) {
    try collectingMessages { (messages) throws(OGRError) in
      guard GDALDatasetCommitTransaction(handle) == OGRERR_NONE else {
        throw messages.error(.commit, Self.shown)
      }
      try messages.check(.commit, Self.shown)
      GDALClose(handle)
      handle = nil
    }
  }
}
