internal import CivilCalendar
public import EventExchange
internal import EventLayers
internal import Foundation
internal import Gazetteers
public import NewsIngest
internal import OGR
internal import QGISExport
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
  /// Whether a GeoPackage gets the ground that each event is known to; where `nil`, up to
  /// ``rowsWithGround`` lines.
  public var hasGround: Bool?

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
    let attribution =
      theatre.attribution + [dataset.attribution ?? mapping?.attribution].compactMap { $0 }
    progress.begin("Reading and writing events")
    var account =
      isPackage
      ? try writePackage(theatre, mapping, attribution)
      : try writeGeoJSON(theatre, mapping, attribution)
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

  private func reading(
    _ theatre: Theatre, _ mapping: ColumnMapping?, _ encoding: any RowEncoding
  ) throws -> ImportReading {
    ImportReading(
      input: input,
      reader: ImportedRowReader(
        dataset, mapping: mapping, actors: try theatre.actorDirectory(),
        gazetteer: theatre.gazetteer, units: UnitIndex(theatre), encoding: encoding), jobs: jobs)
  }

  private func writeGeoJSON(
    _ theatre: Theatre, _ mapping: ColumnMapping?, _ attribution: [String]
  ) throws -> ImportAccount {
    let schema = FeatureTable.imported([], gazetteer: theatre.gazetteer)
    let frame = GeoJSON.Frame(schema.name, attribution: attribution)
    let reading = try reading(theatre, mapping, GeoJSONRows(schema.fields, hasID: true))
    let file = try FileReplacement(output)
    try file.write(frame.beginning)
    var isFirst = true
    let account = try reading.forEachPart(noting: Self.nothing) { part, new, _ in
      var next = 0
      while next < new.count {
        // Rows that follow each other are written at once; the first of all has no comma before it.
        let first = new[next]
        next += 1
        while next < new.count, new[next] == new[next - 1] + 1 { next += 1 }
        let start = first == 0 ? 0 : part.rows[first - 1].bodyEnd
        let end = part.rows[new[next - 1]].bodyEnd
        try file.write(part.bytes.body[(start + (isFirst ? 1 : 0))..<end])
        isFirst = false
      }
    }
    try file.write(frame.end(account.box))
    try file.finish()
    return account
  }

  private static let nothing: (@Sendable (ImportedEvents.Imported) -> Never)? = nil

  private func writePackage(
    _ theatre: Theatre, _ mapping: ColumnMapping?, _ attribution: [String]
  ) throws -> ImportAccount {
    let schema = FeatureTable.imported([], gazetteer: theatre.gazetteer)
    let ground = try theatre.uncertaintyTable(of: [])
    let hasGround = try self.hasGround ?? (lineCount() <= Self.rowsWithGround)
    let groundRows = GeoPackageRows(ground)
    let noteGround: @Sendable (ImportedEvents.Imported) throws -> GroundRow? = { item in
      guard let feature = try theatre.uncertaintyTable(of: [item.event]).features.first else {
        return nil
      }
      var row = GroundRow(box: feature.geometry?.boundingBox)
      try groundRows.append(feature, to: &row.bytes)
      return row
    }
    let reading = try reading(theatre, mapping, GeoPackageRows(schema))
    let others = theatre.baseMapTables()
    var account = ImportAccount()
    do {
      try GeoPackageWriter().write(
        others,
        large: ([schema] + (hasGround ? [ground] : [])).map { table in
          (
            table,
            table.spanIndices.map { SpanIndex(name: $0.name, start: $0.start, end: $0.end) }
          )
        }, to: output,
        rows: { layers in
          account = try reading.forEachPart(noting: hasGround ? noteGround : nil) {
            part, new, notes in
            for index in new {
              let before = index == 0 ? nil : part.rows[index - 1]
              let row = part.rows[index]
              try layers[0].append(
                part.bytes.head[(before?.headEnd ?? 0)..<row.headEnd],
                part.bytes.body[(before?.bodyEnd ?? 0)..<row.bodyEnd],
                row.point.map { BoundingBox(minX: $0.x, minY: $0.y, maxX: $0.x, maxY: $0.y) },
                days: row.days)
              if hasGround, let ground = notes[index] {
                try layers[1].append(
                  ground.bytes.head, ground.bytes.body, ground.box, days: row.days)
              }
            }
          }
        },
        statements: {
          let timestamp = (account.timeSpan?.last ?? CivilDate(dayNumber: 0)).firstSecond
          var description = ConflictPackage(
            theatre: theatre, title: mapping?.name ?? dataset.rawValue.uppercased(),
            extent: account.box ?? BoundingBox(minX: 35.5, minY: 32.2, maxX: 42.5, maxY: 37.4),
            timeSpan: account.timeSpan, timestamp: timestamp)
          description.sheetSpan = ConflictPackage.busiestWeek(account.startCounts)
          description.attribution = attribution
          return (
            timestamp,
            try description.statements(
              over: [schema] + (hasGround ? [ground] : []) + others,
              in: (output as NSString).lastPathComponent)
          )
        })
    } catch let error as PipelineError {
      throw error
    } catch {
      throw PipelineError(.cannotWrite, printable("\(error)"))
    }
    account.hasGround = hasGround || self.hasGround == false
    return account
  }

  /// The ground that an event is known to, as a row that is written already.
  private struct GroundRow: Sendable {
    var bytes = RowBytes()
    var box: BoundingBox<GeographicPoint>?

    init(box: BoundingBox<GeographicPoint>?) { self.box = box }
  }

  /// The lines of the input, which are as many as its rows or more.
  private func lineCount() throws -> Int {
    guard let handle = FileHandle(forReadingAtPath: input) else {
      throw PipelineError(.missingInput, "\(printable(input)): it cannot be read")
    }
    defer { try? handle.close() }
    var count = 0
    while let block = try handle.read(upToCount: 1 << 20), !block.isEmpty {
      count += block.count { $0 == 0x0A }
      if count > Self.rowsWithGround { return count }
    }
    return count
  }

  private func summary(of account: ImportAccount) -> Summary {
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
        "more than \(Self.rowsWithGround) lines: the layer event_uncertainty is left out; "
          + "--uncertainty yes writes it")
    }
    return summary
  }
}
