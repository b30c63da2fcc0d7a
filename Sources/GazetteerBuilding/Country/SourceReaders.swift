internal import Foundation
internal import Gazetteers

/// The reader for each format of a manifest.
enum SourceReaders {
  static func reader(
    of source: GazetteerManifest.Source, _ featureCodes: String?
  ) throws -> any PlaceReader {
    let path = source.files[0]
    // The manifest has made sure that these are kinds.
    let kinds = source.kinds.compactMapValues(StatedKind.init)
    switch source.format {
    case .ochaUnits:
      return AdministrativeUnits(
        paths: source.files, layers: source.layers, source: source.name,
        country: source.country, languages: source.languages)
    case .ochaPlaces:
      return PopulatedPlaces(
        path: path, layer: source.layers.first, source: source.name, country: source.country,
        kinds: Dictionary(
          kinds.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }),
        languages: source.languages)
    case .geonames:
      guard let featureCodes else {
        throw GazetteerError(
          file: "geonames-kinds.csv",
          message: "the table of GeoNames' codes is not found; it lies in the gazetteer that ships")
      }
      return GeoNamesDump(
        path: path, alternateNames: source.alternateNames,
        kinds: try FeatureCodeTable(path: featureCodes), source: source.name,
        languages: source.languages)
    case .whosOnFirst:
      return try whosOnFirst(path, source)
    case .linkedPlaces:
      return LinkedPlaces(
        path: path, source: source.name, country: source.country, kinds: kinds,
        defaultKind: source.kind.flatMap(StatedKind.init))
    case .table:
      guard let mapping = source.mapping else {
        throw GazetteerError(file: path, message: "a table needs a mapping file")
      }
      return MappedTable(
        path: path,
        mapping: try ColumnMapping(
          path: mapping, source: source.name, country: source.country),
        source: source.name, languages: source.languages)
    }
  }

  /// A folder or a file of records, or one of the two tables that are known.
  private static func whosOnFirst(
    _ path: String, _ source: GazetteerManifest.Source
  ) throws -> any PlaceReader {
    guard ["csv", "tsv"].contains((path as NSString).pathExtension.lowercased()) else {
      return WhosOnFirstRecords(path: path, source: source.name, languages: source.languages)
    }
    let columns = try SourceTable(path: path).columns
    return MappedTable(
      path: path,
      mapping: columns.contains("wof_id") ? .whosOnFirstTable() : .standardPlacesResult(),
      source: source.name, languages: source.languages)
  }
}
