public import EventExchange
internal import EventLayers
internal import Foundation
internal import NewsIngest
internal import OGR
internal import SimpleFeatures

/// Writes a layer of a GeoPackage in another format.
public struct ExportJob: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case geojson, csv, hxl, flatgeobuf, kml

    /// The format that a file's ending asks for, `nil` for one that is none of ours.
    public init?(ending path: String) {
      switch (path as NSString).pathExtension.lowercased() {
      case "geojson", "json": self = .geojson
      case "csv": self = .csv
      case "fgb": self = .flatgeobuf
      case "kml": self = .kml
      default: return nil
      }
    }
  }

  public var input: String
  public var layer = "events"
  public var format: Format
  public var output: String
  /// Where what a profile could not hold goes, as CSV.
  public var losses: String?
  public var gazetteer: String?

  public init(input: String, format: Format, output: String) {
    self.input = input
    self.format = format
    self.output = output
  }

  /// Writes the layer and returns how many rows it has.
  ///
  /// - Throws: ``PipelineError``; an older file is whole then.
  public func run() throws -> Int {
    let layer = layer
    let table = try LayerFile(input) { $0 == layer }.table(layer)
    switch format {
    case .geojson:
      let attribution = try Theatre.attribution(folder: GazetteerFolder.locate(named: gazetteer))
      try replaceFile(
        at: output,
        with: GeoJSON.featureCollection(
          table, idField: layer == "events" ? "event_id" : nil, attribution: attribution))
    case .csv: try replaceFile(at: output, with: CSVLayer.rows(table))
    case .hxl: try replaceFile(at: output, with: CSVLayer.rows(table, hasTags: true))
    case .flatgeobuf: try translate(driver: "FlatGeobuf")
    case .kml: try translate(driver: "LIBKML")
    }
    return table.features.count
  }

  /// Writes the events in the layout of others.
  ///
  /// - Throws: ``PipelineError``; an older file is whole then.
  public func run(_ profile: ExchangeProfile) throws -> ProfileExport {
    let stored = try StoredEventLayer(input, layer: layer)
    let theatre = try Theatre(folder: try GazetteerFolder.locate(named: gazetteer), jobs: 2)
    let export = ProfileExport(
      stored.table, as: profile, actors: try theatre.actorDirectory(),
      gazetteer: theatre.gazetteer)
    if let losses { try replaceFile(at: losses, with: export.lossesCSV) }
    try replaceFile(at: output, with: export.bytes)
    return export
  }

  private func translate(driver: String) throws {
    let ending = (output as NSString).pathExtension
    let temporary = output + ".conflictmap-part" + (ending.isEmpty ? "" : "." + ending)
    unlink(temporary)
    do throws(OGRError) {
      try VectorTranslation.copy(input, to: temporary, driver: driver, layers: [layer])
    } catch {
      unlink(temporary)
      throw PipelineError(.cannotWrite, printable("\(error)"))
    }
    guard rename(temporary, output) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw PipelineError(.cannotWrite, "\(printable(output)): cannot be replaced (\(reason))")
    }
  }
}
