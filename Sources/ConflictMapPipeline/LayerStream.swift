internal import EventLayers
internal import Foundation
internal import NewsIngest
internal import OGR
internal import SimpleFeatures

/// A large layer that is written in another format while it is read, so that it need not be held.
struct LayerStream: ~Copyable {
  /// Rows from which a layer is not held.
  static let rowsToStream = 20_000
  /// Rows that are held.
  private static let rowsAtOnce = 1000

  private let dataset: VectorDataset
  private let schema: FeatureTable
  private let format: LayerFormat

  /// - Returns: `nil` for a layer that is small or not there, and for formats that GDAL writes.
  init?(_ path: String, layer: String, format: LayerFormat) throws {
    guard [.geojson, .geojsonseq, .csv, .hxl].contains(format),
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    do throws(OGRError) {
      let dataset = try VectorDataset(opening: path)
      let about = try dataset.layers().first { $0.name == layer }
      guard let about, about.featureCount >= Self.rowsToStream else { return nil }
      self.dataset = dataset
      schema =
        FeatureTable(
          name: about.name, title: about.title, summary: about.summary,
          geometryType: about.geometryType, fields: about.fields
        ).withTypesOfEvents
      self.format = format
    } catch {
      throw PipelineError(.badInput, printable("\(error)"))
    }
  }

  /// Writes the layer and returns how many rows it has.
  ///
  /// A GeoJSON has its `bbox` at the end, where it is known.
  ///
  /// - Throws: ``PipelineError``; an older file is whole then.
  func write(to output: String, gazetteer: String?) throws -> Int {
    let folder = try GazetteerFolder.locate(named: gazetteer)
    let frame = GeoJSON.Frame(schema.name, attribution: try Theatre.attribution(folder: folder))
    let hasID = schema.name == "events" && schema.fields.first?.name == "event_id"
    let features = GeoJSONRows(schema.fields, hasID: hasID)
    let file = try FileReplacement(output)
    switch format {
    case .geojson: try file.write(frame.beginning)
    case .csv: try file.write(CSVLayer.rows(schema))
    case .hxl: try file.write(CSVLayer.rows(schema, hasTags: true))
    default: break
    }
    var part = schema
    var count = 0
    var box: BoundingBox<GeographicPoint>?
    func flush() throws {
      switch format {
      case .geojson:
        var rows = RowBytes()
        for feature in part.features { try features.append(feature, to: &rows) }
        // The first of all has no comma before it.
        try file.write(rows.body.dropFirst(count == 0 ? 1 : 0))
      case .geojsonseq:
        try file.write(GeoJSON.textSequence(part, idField: hasID ? "event_id" : nil))
      default: try file.write(CSVLayer.rows(part, hasHeader: false))
      }
      count += part.features.count
      part.features.removeAll(keepingCapacity: true)
    }
    do {
      try dataset.forEachFeature(ofLayer: schema.name) { feature in
        if let other = feature.geometry?.boundingBox {
          box?.formUnion(GeographicPoint(x: other.minX, y: other.minY))
          box?.formUnion(GeographicPoint(x: other.maxX, y: other.maxY))
          box = box ?? other
        }
        part.features.append(feature)
        if part.features.count == Self.rowsAtOnce { try flush() }
      }
    } catch let error as OGRError {
      throw PipelineError(.badInput, printable("\(error)"))
    }
    try flush()
    if format == .geojson { try file.write(frame.end(box)) }
    try file.finish()
    return count
  }
}
