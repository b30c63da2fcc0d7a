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
    try write(to: path) { (package) throws(OGRError) in
      for table in tables { try package.write(table) }
      return statements
    }
  }

  /// Writes what `body` gives, table by table or in parts of one, to `path`.
  ///
  /// - Parameter body: Returns SQL to run at the end; what it throws leaves an older file as it was.
  /// - Throws: ``OGRError`` as ``write(_:to:statements:)``, or what `body` throws.
  public func writeParts(
    to path: String, _ body: (GeoPackageContents) throws -> [String]
  ) throws {
    var thrown: (any Error)?
    do throws(OGRError) {
      try write(to: path) { (package) throws(OGRError) in
        do {
          return try body(package)
        } catch {
          thrown = error
          throw OGRError(step: .writeFeature, path: path, code: 0, message: "\(error)")
        }
      }
    } catch {
      throw thrown ?? error
    }
  }

  func write(
    to path: String, _ body: (GeoPackageContents) throws(OGRError) -> [String]
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
      CPLSetThreadLocalConfigOption("OGR_SQLITE_CACHE", "32")
      defer {
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nil)
        CPLSetThreadLocalConfigOption("OGR_SQLITE_CACHE", nil)
      }
      let package = try GeoPackageContents(creating: temporary, for: path, messages)
      let statements = try body(package)
      try package.finish(statements)
      try package.close()
    }
    try file.replaceDestination()
  }
}
