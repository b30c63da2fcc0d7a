internal import CivilCalendar
internal import EventCoding
public import EventExchange
internal import EventLayers
internal import Foundation
internal import Gazetteers
public import NewsIngest
internal import SimpleFeatures

/// Reads the events of another dataset into our own layers.
public struct ImportJob: Sendable {
  public var input: String
  public var dataset: EventDataset
  /// The file that says what the columns of a table of one's own mean.
  public var mapping: String?
  /// `….gpkg` or `….geojson`.
  public var output: String
  /// Where rows that were refused go, as CSV with line and reason.
  public var rejects: String?
  public var gazetteer: String?

  public init(input: String, dataset: EventDataset, output: String) {
    self.input = input
    self.dataset = dataset
    self.output = output
  }

  public struct Summary: Sendable {
    /// Rows of the file; each is an event or refused.
    public var rows = 0
    public var events = 0
    /// A line for each row that gives no event.
    public var refused: [ReadingProblem] = []
    /// Values that no code book has, and what else is worth knowing.
    public var warnings: [String] = []
  }

  /// - Throws: ``PipelineError`` where the file is none of the dataset, or cannot be written.
  public func run() throws -> Summary {
    let isPackage = output.lowercased().hasSuffix(".gpkg")
    guard isPackage || output.lowercased().hasSuffix(".geojson") else {
      throw PipelineError(
        .usage, "\(printable(output)): give the output the ending .gpkg or .geojson")
    }
    let mapping = try columnMapping()
    guard let data = FileManager.default.contents(atPath: input) else {
      throw PipelineError(.missingInput, "\(printable(input)): no such file, or it cannot be read")
    }
    let theatre = try Theatre(folder: try GazetteerFolder.locate(named: gazetteer), jobs: 2)
    let actors = try theatre.actorDirectory()
    var imported: ImportedEvents
    do throws(ExchangeError) {
      imported = try ImportedEvents(
        [UInt8](data), of: dataset, mapping: mapping, actors: actors,
        gazetteer: theatre.gazetteer)
    } catch {
      throw PipelineError(.badInput, printable("\(input):\(error)"))
    }
    imported.assignUnits { point in
      guard let code = theatre.boundaries.subDistrict(containing: point)?.code,
        let unit = theatre.gazetteer.place(id: code)
      else {
        return [theatre.boundaries.area(of: .governorate, containing: point)?.code ?? ""]
      }
      return [unit.adm1, unit.adm2, code]
    }
    let attribution =
      theatre.attribution + [dataset.attribution ?? mapping?.attribution].compactMap { $0 }
    let layer = FeatureTable.imported(imported, gazetteer: theatre.gazetteer)
    if let rejects { try replaceFile(at: rejects, with: imported.rejectsCSV) }
    if isPackage {
      try write(layer, of: imported.events.map(\.event), theatre, attribution, mapping)
    } else {
      try replaceFile(
        at: output,
        with: GeoJSON.featureCollection(layer, idField: "event_id", attribution: attribution))
    }
    return summary(of: imported)
  }

  private func columnMapping() throws -> ColumnMapping? {
    guard dataset == .csv else {
      if mapping != nil {
        throw PipelineError(.usage, "--mapping is for --format csv; the others have known columns")
      }
      return nil
    }
    guard let mapping else {
      throw PipelineError(
        .usage, "--format csv needs --mapping, a file that says what the columns mean")
    }
    guard let data = FileManager.default.contents(atPath: mapping) else {
      throw PipelineError(
        .missingInput, "\(printable(mapping)): no such file, or it cannot be read; check --mapping")
    }
    guard let yaml = String(validating: data, as: UTF8.self) else {
      throw PipelineError(.badInput, "\(printable(mapping)): not UTF-8")
    }
    do throws(ExchangeError) {
      return try ColumnMapping(yaml: yaml)
    } catch {
      throw PipelineError(.badInput, printable("\(mapping):\(error)"))
    }
  }

  private func write(
    _ layer: FeatureTable, of events: [Event], _ theatre: Theatre, _ attribution: [String],
    _ mapping: ColumnMapping?
  ) throws {
    let dates = events.compactMap(\.dates)
    let span = dates.map(\.first).min().flatMap { first in
      dates.map(\.last).max().map { DateSpan(first, $0) }
    }
    let box =
      BoundingBox(events.compactMap(\.place.point))
      ?? BoundingBox(minX: 35.5, minY: 32.2, maxX: 42.5, maxY: 37.4)
    var package = ConflictPackage(
      theatre: theatre, title: mapping?.name ?? dataset.rawValue.uppercased(), extent: box,
      timeSpan: span, timestamp: (span?.last ?? CivilDate(dayNumber: 0)).firstSecond)
    package.attribution = attribution
    try package.write(
      [layer, try theatre.uncertaintyTable(of: events)] + theatre.baseMapTables(), toPackage: output
    )
  }

  private func summary(of imported: ImportedEvents) -> Summary {
    var summary = Summary(rows: imported.rowCount, events: imported.events.count)
    summary.refused = imported.refused.map {
      ReadingProblem(path: input, line: $0.line, reason: $0.reason + "; the row is refused")
    }
    let kept = imported.unknown.prefix(10)
    summary.warnings = kept.map { value in
      "\(value.column) \"\(value.value)\" is in no code book (\(value.count) rows); it is kept in "
        + "source_row"
    }
    if imported.unknown.count > kept.count {
      summary.warnings.append(
        "\(imported.unknown.count - kept.count) more values are in no code book; they are kept in "
          + "source_row")
    }
    return summary
  }
}
