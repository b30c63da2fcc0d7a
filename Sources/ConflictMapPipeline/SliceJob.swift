public import CivilCalendar
internal import EventCoding
public import EventLayers
internal import JSONText
internal import SimpleFeatures

/// Cuts an event layer into layers of equal intervals.
public struct SliceJob: Sendable {
  public enum Format: String, Sendable, CaseIterable { case geojson, csv }

  /// A GeoPackage with a layer `events`.
  public var input: String
  public var output: String
  public var step: TimeSlices.Step
  /// The first and the last day; those of the events where `nil`.
  public var from: CivilDate?
  public var to: CivilDate?
  public var membership = SliceMembership()
  /// Whether each slice also holds what the ones before it hold.
  public var isCumulative = false
  public var format = Format.geojson
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
    public var index = ""
  }

  /// Writes a file for each slice, empty ones too, and `slices.json`, the index over them.
  ///
  /// - Throws: ``PipelineError``.
  public func run() throws -> Summary {
    let table = try LayerFile(input) { $0 == "events" }.table("events")
    let outlines = table.eventOutlines
    let dates = outlines.compactMap(\.event.dates)
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
    let slices = TimeSlices(of: DateSpan(first, last), every: step).spans
    let folder = try OutputFolder(output)
    let attribution = try Theatre.attribution(
      folder: GazetteerFolder.locate(named: gazetteer))
    var summary = Summary(slices: slices.count)
    var used: Set<Int> = []
    var index = JSONWriter()
    index.beginArray()
    for slice in slices {
      let shown = isCumulative ? DateSpan(first, slice.last) : slice
      let members = outlines.indices.filter { at in
        let event = outlines[at].event
        return membership.contains(event.dates, precision: event.datePrecision, in: shown)
      }
      used.formUnion(members)
      var part = table
      part.features = members.map { outlines[$0].feature }
      let name = "events-\(slice.first)-\(slice.last).\(format.rawValue)"
      switch format {
      case .geojson:
        try folder.write(
          GeoJSON.featureCollection(part, idField: "event_id", attribution: attribution), to: name)
      case .csv: try folder.write(CSVLayer.rows(part, hasTags: true), to: name)
      }
      index.lineBreak()
      index.beginObject()
      index.member("from", shown.first.description)
      index.member("to", shown.last.description)
      index.member("file", name)
      index.member("events", members.count)
      index.key("by_type")
      index.beginObject()
      let counts = Dictionary(
        grouping: members, by: { outlines[$0].event.type.category.rawValue }
      ).mapValues(\.count)
      for type in counts.keys.sorted() {
        index.member(type, counts[type])
      }
      index.endObject()
      index.endObject()
    }
    index.newline()
    index.endArray()
    index.newline()
    summary.index = try folder.write(index.bytes, to: "slices.json")
    summary.events = used.count
    summary.left = table.features.count - used.count
    return summary
  }
}
