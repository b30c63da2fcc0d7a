public import CivilCalendar
internal import EventCoding
public import EventLayers
internal import OGR
internal import SimpleFeatures

/// Cuts an event layer into layers of equal intervals.
public struct SliceJob: Sendable {
  /// Which days a slice shows.
  public enum Reach: Hashable, Sendable {
    /// Its own.
    case own
    /// So many days, `1...`, that end with its last one; they may begin before the first slice.
    case window(days: Int)
    /// All from the first slice to its last day.
    case cumulative
  }

  /// A GeoPackage with a layer `events`.
  public var input: String
  public var output: String
  public var step: TimeSlices.Step
  /// The first and the last day; those of the events where `nil`.
  public var from: CivilDate?
  public var to: CivilDate?
  public var membership = SliceMembership()
  public var reach = Reach.own
  public var format = LayerFormat.geojson
  /// Whether all slices go into one file: layers of a GeoPackage, else rows that tell their slice.
  public var isOneFile = false
  public var gazetteer: String?

  public init(input: String, output: String, step: TimeSlices.Step) {
    self.input = input
    self.output = output
    self.step = step
  }

  public struct Summary: Sendable {
    public var slices = 0
    public var events = 0
    /// Events that are in no slice: without a date, outside the days, or too imprecise.
    public var left = 0
    /// Events that are in a slice and in no file, because the format holds none without a place.
    public var unplaced = 0
    public var index = ""
  }

  /// Writes a file for each slice, empty ones too, or one for all, and `slices.json`, the index over
  /// them.
  ///
  /// - Throws: ``PipelineError``.
  public func run() throws -> Summary {
    let table = try LayerFile(input) { $0 == "events" }.table("events")
    let outlines = table.storedEvents.events
    let days = try self.days(of: outlines.compactMap(\.event.dates))
    let slices = TimeSlices(of: days, every: step).spans.map { own in
      let shown = shown(own, since: days.first)
      return Slice(
        days: shown,
        members: outlines.filter { outline in
          let event = outline.event
          return membership.contains(event.dates, precision: event.datePrecision, in: shown)
        })
    }
    let folder = try OutputFolder(output)
    let writer = try writer(slices)
    let contents: [SliceContents]
    if !isOneFile {
      contents = try writeEach(slices, of: table, with: writer, to: folder)
    } else if format == .gpkg {
      contents = try writePackage(slices, of: table, with: writer, to: folder)
    } else {
      contents = try writeTogether(slices, of: table, with: writer, to: folder)
    }
    let used = Set(slices.flatMap { $0.members.map(\.event.id) })
    var summary = Summary(slices: slices.count, events: used.count)
    summary.left = table.features.count - used.count
    var sliced = table
    sliced.features = outlines.filter { used.contains($0.event.id) }.map(\.feature)
    summary.unplaced = writer.lostCount(of: sliced)
    summary.index = try folder.write(SliceContents.index(of: contents), to: "slices.json")
    return summary
  }

  private struct Slice {
    var days: DateSpan
    var members: [EventOutline]

    var name: String { "\(days.first)-\(days.last)" }

    func contents(file: String, layer: String? = nil) -> SliceContents {
      SliceContents(days, events: members.map(\.event), file: file, layer: layer)
    }
  }

  // MARK: Days

  private func days(of dates: [DateSpan]) throws -> DateSpan {
    guard let first = from ?? dates.map(\.first).min(), let last = to ?? dates.map(\.last).max()
    else {
      throw PipelineError(.badInput, "\(input): no event has a date; give --from and --to")
    }
    guard first <= last else {
      throw PipelineError(.usage, "--from \(first) is after --to \(last)")
    }
    guard last - first < 200_000 else {
      throw PipelineError(
        .usage, "from \(first) to \(last) is too long to cut; give --from and --to")
    }
    return DateSpan(first, last)
  }

  private func shown(_ own: DateSpan, since first: CivilDate) -> DateSpan {
    switch reach {
    case .own: own
    case .window(let days): DateSpan(own.last - (days - 1), own.last)
    case .cumulative: DateSpan(first, own.last)
    }
  }

  // MARK: Files

  private func writeEach(
    _ slices: [Slice], of table: FeatureTable, with writer: LayerWriter, to folder: OutputFolder
  ) throws -> [SliceContents] {
    try slices.map { slice in
      let name = "events-\(slice.name).\(format.ending)"
      var part = table
      part.features = slice.members.map(\.feature)
      try writer.write(part, to: folder.path(of: name))
      return slice.contents(file: name)
    }
  }

  /// One table with a row for each event of each slice, which tells the slice's days.
  private func writeTogether(
    _ slices: [Slice], of table: FeatureTable, with writer: LayerWriter, to folder: OutputFolder
  ) throws -> [SliceContents] {
    let name = "events.\(format.ending)"
    var all = table
    all.fields += [
      Field("slice_from", .date, alias: "First day of the slice", hxlTag: "#date+slice+start"),
      Field("slice_to", .date, alias: "Last day of the slice", hxlTag: "#date+slice+end"),
    ]
    all.features = slices.flatMap { slice in
      slice.members.map { member in
        var feature = member.feature
        feature.values += [
          .time(slice.days.first.description), .time(slice.days.last.description),
        ]
        return feature
      }
    }
    var writer = writer
    // The rows of two slices may have one id.
    writer.idField = nil
    try writer.write(all, to: folder.path(of: name))
    return slices.map { $0.contents(file: name) }
  }

  /// A layer a slice, with the styles of events, and the slices themselves.
  private func writePackage(
    _ slices: [Slice], of table: FeatureTable, with writer: LayerWriter, to folder: OutputFolder
  ) throws -> [SliceContents] {
    let name = "events.\(format.ending)"
    var tables: [FeatureTable] = []
    var contents: [SliceContents] = []
    for slice in slices {
      var part = table
      part.name = "events_" + slice.name.replacing("-", with: "_")
      part.title = "Events \(slice.days.first) – \(slice.days.last)"
      part.features = slice.members.map(\.feature)
      tables.append(part)
      contents.append(slice.contents(file: name, layer: part.name))
    }
    tables.append(SliceContents.table(of: contents))
    try writer.write(tables, to: folder.path(of: name))
    return contents
  }

  private func writer(_ slices: [Slice]) throws -> LayerWriter {
    var span: DateSpan?
    if let first = slices.first, let last = slices.last {
      span = DateSpan(first.days.first, last.days.last)
    }
    return try LayerWriter(format, idField: "event_id", timeSpan: span, gazetteer: gazetteer)
  }
}
