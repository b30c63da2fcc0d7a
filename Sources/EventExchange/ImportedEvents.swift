internal import CSVText
public import EventCoding
public import SimpleFeatures

/// A published layout of event data.
public enum EventDataset: String, Sendable, CaseIterable {
  case ucdp, acled, viina
  /// Any table, by a file that says what its columns mean.
  case csv

  /// The line that who shows the data must print, `nil` where the file's owner knows.
  public var attribution: String? {
    switch self {
    case .ucdp:
      "UCDP Georeferenced Event Dataset (Sundberg and Melander 2013), ucdp.uu.se, CC BY 4.0."
    case .acled:
      "Armed Conflict Location & Event Data (ACLED), acleddata.com; its terms of use apply."
    case .viina:
      "Contains information from VIINA (Zhukov and Ayers), made available under the Open Database "
        + "License (ODbL)."
    case .csv: nil
    }
  }
}

/// A row of a dataset, kept as it was.
public struct SourceRow: Hashable, Sendable {
  public var dataset: EventDataset
  /// The line on which it begins, from 1.
  public var line: Int
  public var columns: [String]
  /// As many as there are columns.
  public var cells: [String]

  public init(dataset: EventDataset, line: Int, columns: [String], cells: [String]) {
    self.dataset = dataset
    self.line = line
    self.columns = columns
    self.cells = cells
  }
}

/// The events of a dataset and what became of each of its rows.
public struct ImportedEvents: Sendable {
  public struct Imported: Sendable {
    public var event: Event
    public var source: SourceRow
    /// Column and value of each that no code book has.
    var unknown: [[String]] = []
  }

  /// A row that gives no event.
  public struct Refused: Hashable, Sendable {
    public var line: Int
    public var reason: String
    public var cells: [String]
  }

  /// A value that no code book has: its event is written without it, and the row keeps it.
  public struct UnknownValue: Hashable, Sendable {
    public var column: String
    public var value: String
    public var count: Int
  }

  public let columns: [String]
  /// In the order of the file.
  public internal(set) var events: [Imported] = []
  /// By line.
  public internal(set) var refused: [Refused] = []
  /// By column and value.
  public var unknown: [UnknownValue] {
    var counts: [[String]: Int] = [:]
    for value in events.lazy.flatMap(\.unknown) { counts[value, default: 0] += 1 }
    return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      UnknownValue(column: $0.key[0], value: $0.key[1], count: $0.value)
    }
  }

  /// Rows of the file, its header not counted: each is an event or refused.
  public var rowCount: Int { events.count + refused.count }

  /// Gives each event the units that it is known to lie in.
  ///
  /// - Parameter units: The codes of governorate, district and sub-district of a point.
  public mutating func assignUnits(_ units: (GeographicPoint) -> [String]) {
    for index in events.indices {
      let place = events[index].event.place
      // To a sub-district 5, a district 6, a governorate 7; regions and countries are wider.
      let levels = place.precision == 0 ? 0 : max(0, min(3, 8 - place.precision))
      guard levels > 0, place.adm1.isEmpty, let point = place.point else { continue }
      let codes = units(point) + ["", "", ""]
      events[index].event.place.adm1 = codes[0]
      if levels > 1 { events[index].event.place.adm2 = codes[1] }
      if levels > 2 { events[index].event.place.adm3 = codes[2] }
    }
  }

  /// Rows that were refused as CSV: line, reason, and the columns as they were.
  public var rejectsCSV: [UInt8] { Self.rejectsCSV(of: refused, columns: columns) }

  /// Refused rows of all parts of a file as CSV.
  public static func rejectsCSV(of refused: [Refused], columns: [String]) -> [UInt8] {
    var csv = CSVWriter()
    csv.append(["line", "reason"] + columns)
    for row in refused { csv.append([String(row.line), row.reason] + row.cells) }
    return csv.bytes
  }

  /// Reads every row of `table` with `event`, which throws a ``Refusal``.
  ///
  /// - Parameters:
  ///   - ragged: Rows of another length than the header.
  ///   - lineOffset: What is to be added to the table's lines to have those of the file.
  init(
    _ table: CSVTable, ragged: [CSVTable.RaggedRow], dataset: EventDataset, lineOffset: Int,
    event: (inout RowReader) throws(Refusal) -> Event
  ) {
    columns = table.columns
    var lines: [String: Int] = [:]
    for row in table.rows {
      let line = row.line + lineOffset
      var reader = RowReader(row)
      do throws(Refusal) {
        let event = try event(&reader)
        if let earlier = lines.updateValue(line, forKey: event.id) {
          lines[event.id] = earlier
          throw Refusal(repeating: earlier)
        }
        events.append(
          Imported(
            event: event,
            source: SourceRow(
              dataset: dataset, line: line, columns: table.columns, cells: row.cells),
            unknown: reader.unknown))
      } catch {
        refused.append(Refused(line: line, reason: error.reason, cells: row.cells))
      }
    }
    refused += ragged.map {
      Refused(line: $0.error.line + lineOffset, reason: $0.error.message, cells: $0.cells)
    }
    refused.sort { $0.line < $1.line }
  }
}

/// Why a row gives no event, in words that say what to mend.
struct Refusal: Error, Hashable, Sendable {
  var reason: String
  init(_ reason: String) { self.reason = reason }
  /// The id stands on an earlier line.
  init(repeating line: Int) { reason = "the id is that of line \(line) too" }
}

/// What is wrong with a whole table, or with the file that says what its columns mean.
public struct ExchangeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1; 0 where the file as a whole is meant.
  public var line: Int
  public var message: String

  public init(line: Int = 1, _ message: String) {
    self.line = line
    self.message = message
  }

  public var description: String { "\(line): \(message)" }
}
