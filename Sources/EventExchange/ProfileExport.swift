public import Gazetteers
internal import CSVText
internal import EventCoding
internal import EventLayers
public import SimpleFeatures

/// A layout that others read, for events to be written in.
public enum ExchangeProfile: String, Sendable, CaseIterable { case acled, ucdp, hxl }

/// Events in the layout of others, and what that layout could not hold.
///
/// An event that was imported from the same dataset and still says what its row said is written as
/// that row, cell for cell; a cell whose meaning was changed since is written anew.
public struct ProfileExport: Sendable {
  /// What the layout does not hold of an event.
  public struct Loss: Hashable, Sendable {
    /// `*` for what concerns all events.
    public var eventID: String
    public var field: String
    public var value: String
    /// What was written in its place; a `not written` row is an event that the layout has no room for.
    public var written: String
  }

  /// The table as CSV by RFC 4180, with CRLF.
  public let bytes: [UInt8]
  /// Rows without the headers.
  public let rowCount: Int
  /// Events that have no row.
  public let omittedCount: Int
  public let losses: [Loss]

  /// - Parameters:
  ///   - table: A layer of events, as ``EventLayers`` or an import wrote it.
  ///   - actors: Gives the names and types of actors.
  ///   - gazetteer: Gives the country of a unit or place.
  public init(
    _ table: FeatureTable, as profile: ExchangeProfile, actors: ActorDirectory,
    gazetteer: Gazetteer
  ) {
    var csv = CSVWriter()
    var log = LossLog()
    switch profile {
    case .hxl:
      let hxl = HXLProfile(table)
      for row in hxl.rows { csv.append(row) }
      rowCount = hxl.rows.count - 2
      omittedCount = 0
      for field in hxl.leftOut {
        log.add("*", field, "all values", "not written: it has no HXL tag")
      }
    case .acled, .ucdp:
      let source = ProfileSource(table, gazetteer: gazetteer)
      let writer: any ProfileWriter =
        profile == .acled ? ACLEDProfile(actors: actors) : UCDPProfile(actors: actors)
      let rows = ProfileRows(source, writer: writer, actors: actors, gazetteer: gazetteer, &log)
      csv.append(rows.columns)
      for row in rows.rows { csv.append(row) }
      rowCount = rows.rows.count
      omittedCount = source.events.count + source.unreadable.count - rows.rows.count
      for row in source.unreadable {
        log.add(row.eventID ?? "", "sub_type", row.subType ?? "", "not written")
      }
    }
    bytes = csv.bytes
    losses = log.losses
  }

  /// The losses as CSV: `event_id`, `field`, `value`, `written`.
  public var lossesCSV: [UInt8] {
    var csv = CSVWriter()
    csv.append(["event_id", "field", "value", "written"])
    for loss in losses {
      csv.append(
        [loss.eventID, loss.field, loss.value, loss.written].map(CSVWriter.unformulated))
    }
    return csv.bytes
  }

  /// The losses in short: how many there are of a field, and the last words that stand for it; most
  /// frequent first.
  public var lossSummary: [(text: String, count: Int)] {
    var counts: [String: Int] = [:]
    for loss in losses { counts["\(loss.field): \(loss.written)", default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (text: $0.key, count: $0.value) }
  }
}

/// Gathers what a layout could not hold.
struct LossLog {
  private(set) var losses: [ProfileExport.Loss] = []

  mutating func add(_ id: String, _ field: String, _ value: String, _ written: String) {
    losses.append(.init(eventID: id, field: field, value: value, written: written))
  }
}
