public import CasualtyLedger
public import CivilCalendar
internal import EventCoding
internal import EventLayers
public import NewsIngest
internal import SimpleFeatures

/// Adds up the people that the events of a GeoPackage count.
public struct LedgerJob: Sendable {
  /// A GeoPackage with a layer `events`.
  public var input: String
  public var kind = LedgerRules.Kind.killed
  public var grouping: LedgerRules.Grouping
  public var from: CivilDate?
  public var to: CivilDate?
  /// Where what was left out goes, as CSV.
  public var leftOut: String?
  public var gazetteer: String?

  public init(input: String, by grouping: LedgerRules.Grouping) {
    self.input = input
    self.grouping = grouping
  }

  /// Reads the events and adds them up.
  ///
  /// - Returns: The ledger, and the rows of the layer that are no events.
  /// - Throws: ``PipelineError``.
  public func run() throws -> (ledger: Ledger, problems: [ReadingProblem]) {
    if grouping == .side, kind != .killed {
      throw PipelineError(
        .usage, "only the killed are known by side; leave --kind out, or use another --by")
    }
    if let from, let to, from > to {
      throw PipelineError(.usage, "--from \(from) is after --to \(to)")
    }
    let stored = try StoredEventLayer(input)
    var rules = LedgerRules(kind: kind, by: grouping, period: LedgerPeriod(from: from, to: to))
    if grouping == .side {
      let actors = try Theatre.actors(folder: GazetteerFolder.locate(named: gazetteer))
      rules.side = { actors.actor(id: $0)?.side }
    }
    let ledger = Ledger(stored.events.map(\.event), rules: rules)
    if let leftOut { try replaceFile(at: leftOut, with: ledger.leftOutCSV) }
    return (ledger, stored.problems)
  }
}

/// The events of a GeoPackage that this program wrote.
struct StoredEventLayer {
  let table: FeatureTable
  let events: [EventOutline]
  /// Rows that are no events, each with its number.
  let problems: [ReadingProblem]

  /// Reads the layer `name`.
  ///
  /// - Throws: ``PipelineError`` where the file is missing, is of no format that GDAL knows, or has no
  ///   layer of events of ours.
  init(_ path: String, layer name: String = "events") throws {
    try self.init(LayerFile(path) { $0 == name }, layer: name)
  }

  init(_ file: LayerFile, layer name: String) throws {
    let table = try file.table(name)
    let missing = table.missingEventFields
    guard missing.isEmpty else {
      throw PipelineError(
        .badInput,
        "\(printable(file.path)): its layer \(name) is not one of conflictmap's; it lacks "
          + missing.joined(separator: ", ") + "; bring other data in with conflictmap import")
    }
    let stored = table.storedEvents
    self.table = table
    events = stored.events
    problems = stored.unreadable.map { row in
      ReadingProblem(
        path: file.path,
        reason: "row \(row.number) of \(name) is left out: "
          + (row.eventID == nil
            ? "it has no event_id"
            : "the sub-type \"\(row.subType ?? "")\" is none of ours; correct it or run import"))
    }
  }
}
