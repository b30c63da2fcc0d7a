internal import CivilCalendar
public import EventExchange
internal import EventLayers
internal import Foundation
internal import Gazetteers
public import NewsIngest
internal import OGR
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
  public var jobs = 1

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

  /// Rows up to which the ground that each event is known to is written too: a shape takes more room
  /// than the row it belongs to.
  static let rowsWithGround = 100_000

  /// Reads and writes the file in parts, so that one of any length needs little memory.
  ///
  /// - Throws: ``PipelineError`` where the file is none of the dataset, or cannot be written; an older
  ///   output is whole then.
  public func run(_ progress: any JobProgress) throws -> Summary {
    let isPackage = output.lowercased().hasSuffix(".gpkg")
    guard isPackage || output.lowercased().hasSuffix(".geojson") else {
      throw PipelineError(
        .usage, "\(printable(output)): give the output the ending .gpkg or .geojson")
    }
    let mapping = try columnMapping()
    guard FileManager.default.isReadableFile(atPath: input) else {
      throw PipelineError(.missingInput, "\(printable(input)): no such file, or it cannot be read")
    }
    progress.begin("Loading the gazetteer")
    let theatre = try Theatre(folder: try GazetteerFolder.locate(named: gazetteer), jobs: 2)
    let reading = ImportReading(
      input: input, dataset: dataset, mapping: mapping, theatre: theatre,
      actors: try theatre.actorDirectory(), jobs: jobs)
    let attribution =
      theatre.attribution + [dataset.attribution ?? mapping?.attribution].compactMap { $0 }
    progress.begin("Reading and writing events")
    var account: ImportReading.Account
    if isPackage {
      account = try writePackage(reading, attribution, title: mapping?.name)
    } else {
      account = try writeGeoJSON(reading, attribution)
    }
    account.refused.sort { $0.line < $1.line }
    if let rejects {
      try replaceFile(
        at: rejects,
        with: ImportedEvents.rejectsCSV(of: account.refused, columns: account.columns))
    }
    return summary(of: account)
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

  private func writeGeoJSON(
    _ reading: ImportReading, _ attribution: [String]
  ) throws -> ImportReading.Account {
    let schema = FeatureTable.imported([], gazetteer: reading.theatre.gazetteer)
    var parts = GeoJSON.Parts(schema, idField: "event_id", attribution: attribution)
    let file = try FileReplacement(output)
    try file.write(parts.beginning)
    let empty = parts
    let account = try reading.forEachPart(making: { empty.text(of: $0) }) { part in
      try file.write(parts.link(before: part.features))
      try file.write(part.isWhole ? part.made : parts.text(of: part.features))
    }
    try file.write(parts.end)
    try file.finish()
    return account
  }

  private func writePackage(
    _ reading: ImportReading, _ attribution: [String], title: String?
  ) throws -> ImportReading.Account {
    let theatre = reading.theatre
    let schema = FeatureTable.imported([], gazetteer: theatre.gazetteer)
    let ground = try theatre.uncertaintyTable(of: [])
    let hasGround = try reading.lineCount() <= Self.rowsWithGround
    var account = ImportReading.Account()
    do {
      try GeoPackageWriter().writeParts(to: output) { package in
        try package.append([], to: schema)
        account = try reading.forEachPart(making: { _ in () }) { part in
          try package.append(part.features, to: schema)
          if hasGround {
            let shapes = try theatre.uncertaintyTable(of: part.imported.events.map(\.event))
            try package.append(shapes.features, to: ground)
          }
        }
        let others = theatre.baseMapTables()
        for table in others { try package.write(table) }
        let timestamp = (account.days?.last ?? CivilDate(dayNumber: 0)).firstSecond
        try package.setTimestamp(timestamp)
        var description = ConflictPackage(
          theatre: theatre, title: title ?? dataset.rawValue.uppercased(),
          extent: account.box ?? BoundingBox(minX: 35.5, minY: 32.2, maxX: 42.5, maxY: 37.4),
          timeSpan: account.days, timestamp: timestamp)
        description.sheetSpan = ConflictPackage.busiestWeek(account.starts)
        description.attribution = attribution
        return try description.statements(
          over: [schema] + (hasGround ? [ground] : []) + others,
          in: (output as NSString).lastPathComponent)
      }
    } catch let error as PipelineError {
      throw error
    } catch {
      throw PipelineError(.cannotWrite, printable("\(error)"))
    }
    account.hasGround = hasGround
    return account
  }

  private func summary(of account: ImportReading.Account) -> Summary {
    var summary = Summary(rows: account.rows, events: account.events)
    summary.refused = account.refused.map {
      ReadingProblem(path: input, line: $0.line, reason: $0.reason + "; the row is refused")
    }
    let unknown = account.unknown.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    let kept = unknown.prefix(10)
    summary.warnings = kept.map { value, count in
      "\(value[0]) \"\(value[1])\" is in no code book (\(count) rows); it is kept in source_row"
    }
    if unknown.count > kept.count {
      summary.warnings.append(
        "\(unknown.count - kept.count) more values are in no code book; they are kept in "
          + "source_row")
    }
    if !account.hasGround {
      summary.warnings.append(
        "more than \(Self.rowsWithGround) lines: the layer event_uncertainty is left out")
    }
    return summary
  }
}
