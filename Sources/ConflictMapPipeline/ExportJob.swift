internal import CivilCalendar
public import EventExchange
internal import EventLayers
internal import NewsIngest
internal import SimpleFeatures

/// Writes a layer of a GeoPackage in another format.
public struct ExportJob: Sendable {
  public var input: String
  public var layer = "events"
  public var format: LayerFormat
  public var output: String
  /// Where what a profile could not hold goes, as CSV.
  public var losses: String?
  public var gazetteer: String?

  public init(input: String, format: LayerFormat, output: String) {
    self.input = input
    self.format = format
    self.output = output
  }

  /// Writes the layer and returns how many rows it has, and how many of them the format cannot hold.
  ///
  /// - Throws: ``PipelineError``; an older file is whole then.
  public func run() throws -> (rows: Int, lost: Int) {
    if let rows = try LayerStream(input, layer: layer, format: format)?.write(
      to: output, gazetteer: gazetteer)
    {
      return (rows, 0)
    }
    let layer = layer
    let table = try LayerFile(input) { $0 == layer }.table(layer)
    let writer = try LayerWriter(
      format, idField: layer == "events" ? "event_id" : nil, timeSpan: Self.days(of: table),
      gazetteer: gazetteer)
    try writer.write(table, to: output)
    return (table.features.count, writer.lostCount(of: table))
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

  /// The days from the first to the last that a row tells, `nil` where none does.
  private static func days(of table: FeatureTable) -> DateSpan? {
    let fields = [("date_start", "date_end"), ("valid_from", "valid_to")]
    let dates = fields.flatMap { first, last in
      TableRows(table).flatMap { [$0.date(first), $0.date(last)].compactMap { $0 } }
    }
    return dates.min().flatMap { first in dates.max().map { DateSpan(first, $0) } }
  }
}
