public import CivilCalendar
public import EventCoding
internal import JSONText
public import SimpleFeatures

/// What a slice of time holds.
public struct SliceContents: Hashable, Sendable {
  /// The days whose events it holds.
  public var days: DateSpan
  public var eventIDs: [String]
  /// Events by their type.
  public var counts: [String: Int]
  /// The dead of new counts, the best figures added up.
  public var killed: Int
  /// The file that has them, `nil` where none was written.
  public var file: String?
  /// The layer of the file.
  public var layer: String?

  /// - Parameter events: Those of the slice, in their order.
  public init(_ days: DateSpan, events: [Event], file: String? = nil, layer: String? = nil) {
    self.days = days
    eventIDs = events.map(\.id)
    counts = Dictionary(grouping: events, by: \.type.category.rawValue).mapValues(\.count)
    killed = events.reduce(0) {
      $0 + ($1.countKind == .new && $1.polarity == .asserted ? $1.killed.best ?? 0 : 0)
    }
    self.file = file
    self.layer = layer
  }

  private func writeCounts(to json: inout JSONWriter) {
    json.beginObject()
    for type in counts.keys.sorted() { json.member(type, counts[type]) }
    json.endObject()
  }

  /// `slices.json`: an array with an object a slice.
  public static func index(of slices: [SliceContents]) -> [UInt8] {
    var json = JSONWriter()
    json.beginArray()
    for slice in slices {
      json.lineBreak()
      json.beginObject()
      json.member("from", slice.days.first.description)
      json.member("to", slice.days.last.description)
      json.member("file", slice.file)
      if let layer = slice.layer { json.member("layer", layer) }
      json.member("events", slice.eventIDs.count)
      json.member("killed", slice.killed)
      json.key("by_type")
      slice.writeCounts(to: &json)
      json.endObject()
    }
    json.newline()
    json.endArray()
    json.newline()
    return json.bytes
  }

  /// The slices as a layer without shapes.
  public static func table(of slices: [SliceContents]) -> FeatureTable {
    FeatureTable(
      name: "slices", title: "Slices of time", summary: "What happened in each slice of time.",
      geometryType: nil,
      fields: [
        Field("date_start", .date, alias: "First day"), Field("date_end", .date, alias: "Last day"),
        Field("t_start", .dateTime, alias: "First second"),
        Field("t_end", .dateTime, alias: "Last second"),
        Field("layer", .text, alias: "Layer"), Field("events", .integer, alias: "Events"),
        Field("killed", .integer, alias: "Killed, best"),
        Field("by_type", .json, alias: "Events by type"),
        Field("event_ids", .json, alias: "Ids of its events"),
      ],
      features: slices.map { slice in
        Feature(values: [
          .time(slice.days.first.description), .time(slice.days.last.description),
          .time(slice.days.first.firstSecond), .time(slice.days.last.lastSecond),
          .init(slice.layer), .integer(slice.eventIDs.count), .integer(slice.killed),
          json { slice.writeCounts(to: &$0) }, list(slice.eventIDs),
        ])
      })
  }
}
