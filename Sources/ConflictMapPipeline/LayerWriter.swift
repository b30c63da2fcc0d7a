internal import CivilCalendar
internal import EventLayers
internal import Foundation
internal import NewsIngest
internal import OGR
internal import SimpleFeatures

/// The formats in which a layer leaves.
public enum LayerFormat: String, Sendable, CaseIterable {
  case geojson
  /// GeoJSON text sequences, RFC 8142.
  case geojsonseq
  case csv
  /// CSV with a second header row of HXL tags.
  case hxl
  case gpkg, flatgeobuf, kml

  /// The format that a file's ending asks for, `nil` for one that is none of ours.
  public init?(ending path: String) {
    switch (path as NSString).pathExtension.lowercased() {
    case "geojson", "json": self = .geojson
    case "geojsons": self = .geojsonseq
    case "csv": self = .csv
    case "gpkg": self = .gpkg
    case "fgb": self = .flatgeobuf
    case "kml": self = .kml
    default: return nil
    }
  }

  /// The ending of its files.
  var ending: String {
    switch self {
    case .geojson: "geojson"
    case .geojsonseq: "geojsons"
    case .csv, .hxl: "csv"
    case .gpkg: "gpkg"
    case .flatgeobuf: "fgb"
    case .kml: "kml"
    }
  }
}

/// Writes tables in a format, each file whole or not at all.
struct LayerWriter {
  let format: LayerFormat
  /// The field whose value is the `id` of a GeoJSON feature.
  var idField: String?
  private let attribution: [String]
  private let theatre: Theatre?
  private let timeSpan: DateSpan?

  /// - Parameters:
  ///   - timeSpan: The days that the project in a GeoPackage plays.
  ///   - gazetteer: The folder that has the attribution and the sides' colours.
  /// - Throws: ``PipelineError`` where the gazetteer cannot be read.
  init(
    _ format: LayerFormat, idField: String?, timeSpan: DateSpan?, gazetteer: String?
  ) throws {
    self.format = format
    self.idField = idField
    self.timeSpan = timeSpan
    let folder = try GazetteerFolder.locate(named: gazetteer)
    attribution = try Theatre.attribution(folder: folder)
    theatre = format == .gpkg ? try Theatre(folder: folder, jobs: 2) : nil
  }

  /// How many rows of `table` the format cannot hold, because nobody knows their place.
  func lostCount(of table: FeatureTable) -> Int {
    guard format == .flatgeobuf, table.geometryType != nil else { return 0 }
    return table.features.count { $0.geometry == nil }
  }

  /// Writes one table.
  ///
  /// - Throws: ``PipelineError`` of the kind `cannotWrite`; an older file is whole then.
  func write(_ table: FeatureTable, to path: String) throws {
    switch format {
    case .geojson:
      try replaceFile(
        at: path,
        with: GeoJSON.featureCollection(table, idField: idField, attribution: attribution))
    case .geojsonseq:
      try replaceFile(at: path, with: GeoJSON.textSequence(table, idField: idField))
    case .csv: try replaceFile(at: path, with: CSVLayer.rows(table))
    case .hxl: try replaceFile(at: path, with: CSVLayer.rows(table, hasTags: true))
    case .gpkg: try write([table], to: path)
    case .flatgeobuf: try write(table, .flatGeobuf, to: path)
    case .kml: try write(table.namedForKML, .kml, to: path)
    }
  }

  /// Writes a GeoPackage of several tables.
  ///
  /// - Precondition: The format is `gpkg`.
  func write(_ tables: [FeatureTable], to path: String) throws {
    guard let theatre else { preconditionFailure("tables are for a GeoPackage") }
    let points = tables.flatMap { $0.features.compactMap { $0.geometry?.boundingBox } }.flatMap {
      [GeographicPoint(x: $0.minX, y: $0.minY), GeographicPoint(x: $0.maxX, y: $0.maxY)]
    }
    let package = ConflictPackage(
      theatre: theatre, title: tables.first?.title ?? "",
      extent: BoundingBox(points) ?? BoundingBox(minX: 35.5, minY: 32.2, maxX: 42.5, maxY: 37.4),
      timeSpan: timeSpan, timestamp: (timeSpan?.last ?? CivilDate(dayNumber: 0)).firstSecond)
    try package.write(tables, toPackage: path)
  }

  private func write(
    _ table: FeatureTable, _ format: VectorFileWriter.Format, to path: String
  ) throws {
    do throws(OGRError) {
      try VectorFileWriter(format).write(table, to: path)
    } catch {
      throw PipelineError(.cannotWrite, printable("\(error)"))
    }
  }
}
