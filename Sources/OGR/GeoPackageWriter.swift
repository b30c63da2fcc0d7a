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
    do {
      var large: [FeatureTable] = []
      try write(
        to: path,
        { (package) throws(OGRError) in
          for table in tables {
            if table.geometryType != nil, table.features.count >= Self.rowsOfPages {
              large.append(table)
              try package.create(table, [])
            } else {
              try package.write(table)
            }
          }
        },
        rows: { layers in
          for (table, layer) in zip(large, layers) {
            let rows = GeoPackageRows(table)
            var row = RowBytes()
            for feature in table.features {
              row.removeAll()
              try rows.append(feature, to: &row)
              try layer.append(row.head, row.body, feature.geometry?.boundingBox)
            }
          }
        }, statements: { statements })
    } catch let error as OGRError {
      throw error
    } catch {
      throw OGRError(step: .writeFeature, path: path, code: 0, message: "\(error)")
    }
  }

  /// Rows from which a layer is written page by page: below, GDAL is as fast.
  static let rowsOfPages = 50_000

  /// Writes tables and large layers, whose rows need not be held, to `path`.
  ///
  /// - Parameters:
  ///   - tables: Are written first.
  ///   - layers: What the large layers are, without rows, and indices over their days.
  ///   - rows: Is given the large layers, in their order, to append rows to.
  ///   - statements: Is asked at the end for an instant that takes the place of ``timestamp``, and for
  ///     SQL.
  /// - Throws: ``OGRError`` as ``write(_:to:statements:)``, or what a closure throws, which leaves an
  ///   older file as it was.
  public func write(
    _ tables: [FeatureTable], large layers: [(table: FeatureTable, indices: [SpanIndex])],
    to path: String,
    rows: ([LayerInPages]) throws -> Void,
    statements: () throws -> (timestamp: String, sql: [String])
  ) throws {
    var changed = ""
    try write(
      to: path,
      { (package) throws(OGRError) in
        for layer in layers { try package.create(layer.table, layer.indices) }
        for table in tables { try package.write(table) }
      }, rows: rows,
      statements: {
        let made = try statements()
        changed = made.timestamp
        return made.sql
      }, timestamp: { changed })
  }

  private struct Package {
    let contents: GeoPackageContents
    private(set) var places: [LayerInPages.Place] = []

    init(_ contents: GeoPackageContents) { self.contents = contents }

    mutating func create(_ table: FeatureTable, _ indices: [SpanIndex]) throws(OGRError) {
      places.append(try contents.createEmptyLayer(table, indices))
    }

    func write(_ table: FeatureTable) throws(OGRError) { try contents.write(table) }
  }

  /// First GDAL makes the file and closes it, then rows are appended to pages, then it opens the file
  /// again: while it has one open, nobody else may write to it.
  private func write(
    to path: String, _ body: (inout Package) throws(OGRError) -> Void,
    rows: ([LayerInPages]) throws -> Void, statements: () throws -> [String],
    timestamp changed: (() -> String)? = nil
  ) throws {
    guard let timestamp = Timestamp(timestamp)?.geoPackageText else {
      throw OGRError(
        step: .createFile, path: path, code: 0, message: "not an instant: \(timestamp)")
    }
    let file = try TemporaryFile(replacing: path)
    let temporary = file.path
    var thrown: (any Error)?
    try collectingMessages { (messages) throws(OGRError) in
      // Both for this thread alone: another may be writing another file.
      CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", timestamp)
      CPLSetThreadLocalConfigOption("OGR_SQLITE_CACHE", "32")
      defer {
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nil)
        CPLSetThreadLocalConfigOption("OGR_SQLITE_CACHE", nil)
      }
      do {
        var contents = try GeoPackageContents(temporary, for: path, messages)
        var package = Package(contents)
        try body(&package)
        try contents.describeColumns()
        if !package.places.isEmpty {
          try contents.commit()
          try contents.close()
          let pages = try DatabasePages(appendingTo: temporary, for: path)
          let layers = package.places.map { LayerInPages($0, in: pages) }
          try rows(layers)
          for layer in layers { try layer.finish() }
          try pages.finish()
          contents = try GeoPackageContents(temporary, for: path, isThere: true, messages)
          for layer in layers { try contents.describe(layer) }
        }
        let last = try statements()
        if let changed { try contents.setTimestamp(changed()) }
        try contents.run(last)
        try contents.commit()
        try contents.close()
      } catch {
        thrown = error
      }
    }
    if let thrown { throw thrown }
    try file.replaceDestination()
  }
}
