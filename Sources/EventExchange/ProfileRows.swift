internal import CSVText
internal import EventCoding
internal import EventLayers
internal import Gazetteers
internal import SimpleFeatures

/// An event on its way into the layout of others.
struct ProfileEvent {
  var event: Event
  /// English names of governorate, district and sub-district; empty where unknown.
  var units: [String]
  /// As the source's row names it, else as our table does; empty where unknown.
  var countryName: String
  /// `nil` for a country that our table does not have.
  var country: Country?
  var source: SourceRow?
}

/// The events of a layer with all that profiles need.
struct ProfileSource {
  let events: [ProfileEvent]
  let unreadable: [StoredEvents.UnreadableRow]

  init(_ table: FeatureTable, gazetteer: Gazetteer) {
    let stored = table.storedEvents
    unreadable = stored.unreadable
    let rows = Dictionary(
      zip(table.features.indices, table.sourceRows).map { ($0, $1) },
      uniquingKeysWith: { a, _ in a })
    let unusable = Set(stored.unreadable.map { $0.number - 1 })
    let usable = table.features.indices.filter { !unusable.contains($0) }
    events = zip(usable, stored.events).map { index, outline in
      ProfileEvent(outline.event, source: rows[index] ?? nil, gazetteer: gazetteer)
    }
  }
}

extension ProfileEvent {
  /// Units and country are those that the source's row names, else the gazetteer's.
  init(_ event: Event, source: SourceRow?, gazetteer: Gazetteer) {
    self.event = event
    self.source = source
    let place = event.place
    units = zip([place.adm1, place.adm2, place.adm3], 1...).map { code, level in
      let own = code.isEmpty ? nil : gazetteer.place(id: code)?.nameEnglish
      return source?["adm_\(level)", "admin\(level)", "ADM\(level)_NAME"] ?? own ?? ""
    }
    let code = place.id.flatMap { gazetteer.place(id: $0)?.country } ?? String(place.adm1.prefix(2))
    let named = source?["country"] ?? ""
    country = named.isEmpty ? Country.all[code] : Country.named(named)
    countryName = named.isEmpty ? country?.name ?? "" : named
  }
}

extension SourceRow {
  /// The cell of the first of these columns that the row has; `nil` where it has none.
  subscript(names: String...) -> String? {
    for name in names {
      if let index = columns.firstIndex(of: name), index < cells.count { return cells[index] }
    }
    return nil
  }
}

/// Writes events in one layout.
protocol ProfileWriter {
  /// The dataset whose layout it is.
  var dataset: EventDataset { get }
  /// The columns in their order.
  var columns: [String] { get }
  /// Cells by their columns; `nil` where the layout has no room for the event, which `log` tells.
  func cells(of event: ProfileEvent, _ log: inout LossLog) -> [String: String]?
}

/// The rows of a profile.
struct ProfileRows {
  let columns: [String]
  private(set) var rows: [[String]] = []

  init(
    _ source: ProfileSource, writer: any ProfileWriter, actors: ActorDirectory,
    gazetteer: Gazetteer, _ log: inout LossLog
  ) {
    let own = source.events.compactMap(\.source).filter { $0.dataset == writer.dataset }
    // Another version of the dataset has other columns; its own are kept where all rows agree.
    let headers = Set(own.map(\.columns))
    let isOneVersion = headers.count == 1 && own.count == source.events.count
    columns = isOneVersion ? own[0].columns : writer.columns
    if !isOneVersion { Self.tellColumns(of: source, lostBy: writer, &log) }
    let baselines = Self.baselines(of: own, writer: writer, actors: actors, gazetteer: gazetteer)
    for event in source.events {
      let row = event.source.flatMap { $0.dataset == writer.dataset ? $0 : nil }
      var ignored = LossLog()
      let before = row.flatMap { baselines[$0] }.flatMap { writer.cells(of: $0, &ignored) }
      var losses = LossLog()
      let now = writer.cells(of: event, &losses)
      if let row, let before, let now {
        let cells = Dictionary(zip(row.columns, row.cells), uniquingKeysWith: { a, _ in a })
        rows.append(
          columns.map { column in
            let isUnchanged = now[column] == before[column]
            return (isUnchanged ? cells[column] : nil) ?? Self.safe(now[column] ?? "")
          })
        // What its row says as well is no loss.
        for loss in losses.losses where !ignored.losses.contains(loss) {
          log.add(loss.eventID, loss.field, loss.value, loss.written)
        }
      } else {
        if let now { rows.append(columns.map { Self.safe(now[$0] ?? "") }) }
        for loss in losses.losses { log.add(loss.eventID, loss.field, loss.value, loss.written) }
      }
    }
  }

  /// Columns of the sources' rows that neither an event nor the layout has.
  private static func tellColumns(
    of source: ProfileSource, lostBy writer: any ProfileWriter, _ log: inout LossLog
  ) {
    var lost: Set<String> = []
    for row in source.events.compactMap(\.source) {
      let understood = ImportedEvents.understoodColumns(of: row.dataset)
      lost.formUnion(row.columns.filter { !understood.contains($0) })
    }
    for column in lost.sorted() where !writer.columns.contains(column) {
      log.add(
        "*", "source_row.\(column)", "all values", "not written: the layout has no such column")
    }
  }

  /// A cell without a formula; a number below zero, as of a longitude, is none.
  private static func safe(_ text: String) -> String {
    Double(text) != nil ? text : CSVWriter.unformulated(text)
  }

  /// What the rows say when they are read again, as our layers would have it.
  private static func baselines(
    of rows: [SourceRow], writer: any ProfileWriter, actors: ActorDirectory, gazetteer: Gazetteer
  ) -> [SourceRow: ProfileEvent] {
    var result: [SourceRow: ProfileEvent] = [:]
    for (columns, rows) in Dictionary(grouping: rows, by: \.columns) {
      var csv = CSVWriter()
      csv.append(columns)
      for row in rows { csv.append(row.cells) }
      guard
        let imported = try? ImportedEvents(
          csv.bytes, of: writer.dataset, actors: actors, gazetteer: gazetteer)
      else { continue }
      var byCells: [[String]: Event] = [:]
      for item in imported.events { byCells[item.source.cells] = item.event }
      for row in rows {
        guard let event = byCells[row.cells] else { continue }
        result[row] = ProfileEvent(event, source: row, gazetteer: gazetteer)
      }
    }
    return result
  }
}
