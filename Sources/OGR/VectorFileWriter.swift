internal import CGDAL
public import SimpleFeatures

/// Writes a table in a format of one layer a file, whole or not at all, as ``GeoPackageWriter`` does.
public struct VectorFileWriter: Sendable {
  public enum Format: Sendable {
    /// With its spatial index. Rows without a shape are left out: GDAL before 3.6.4 drops them, and
    /// later ones write them only without the index (github.com/OSGeo/gdal/issues/7401).
    case flatGeobuf
    /// A row's name, words and time are those of its fields `name`, `description`, `begin`, `end`.
    case kml
  }

  public var format: Format

  public init(_ format: Format) { self.format = format }

  private var driver: String {
    switch format {
    case .flatGeobuf: "FlatGeobuf"
    case .kml: "LIBKML"
    }
  }

  private var ending: String {
    switch format {
    case .flatGeobuf: "fgb"
    case .kml: "kml"
    }
  }

  /// Writes `table`, in WGS 84, to `path`.
  ///
  /// - Parameter path: Where a link stands, the file it leads to is replaced.
  /// - Throws: ``OGRError`` as ``GeoPackageWriter/write(_:to:statements:)``; an older file is whole
  ///   then.
  public func write(_ table: FeatureTable, to path: String) throws(OGRError) {
    let file = try TemporaryFile(replacing: path, ending: ending)
    let temporary = file.path
    try collectingMessages { (messages) throws(OGRError) in
      guard let driver = GDALGetDriverByName(driver) else {
        throw messages.error(.createFile, path, or: "this GDAL has no driver \(self.driver)")
      }
      guard let dataset = GDALCreate(driver, temporary, 0, 0, 0, GDT_Unknown, nil) else {
        throw messages.error(.createFile, path, or: "cannot be created")
      }
      do throws(OGRError) {
        try write(table, to: dataset, path, messages)
      } catch {
        GDALClose(dataset)
        throw error
      }
      GDALClose(dataset)
      try messages.check(.close, path)
    }
    try file.replaceDestination()
  }

  private func write(
    _ table: FeatureTable, to dataset: GDALDatasetH, _ path: String, _ messages: Messages
  ) throws(OGRError) {
    guard let system = OSRNewSpatialReference(nil) else {
      throw messages.error(.createFile, path, or: "no memory")
    }
    defer { OSRDestroySpatialReference(system) }
    guard OSRImportFromEPSG(system, 4326) == OGRERR_NONE else {
      throw messages.error(.createFile, path, or: "no definition of EPSG:4326")
    }
    OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER)
    let type = columnType(of: table)
    let hasIndex = format == .flatGeobuf && type != wkbNone
    let options = hasIndex ? [(name: "SPATIAL_INDEX", value: "YES")] : []
    let layer = withOptions(options) {
      GDALDatasetCreateLayer(dataset, table.name, type == wkbNone ? nil : system, type, $0)
    }
    guard let layer else { throw messages.error(.createLayer, path) }
    for field in table.fields { try addColumn(field, to: layer, path, messages) }
    let features = table.features.lazy.filter { $0.geometry != nil || !hasIndex }
    try writeRows(features, of: table, as: type, to: layer, path, messages)
  }
}
