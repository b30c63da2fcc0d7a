internal import CSVText
internal import EventCoding
public import Gazetteers

/// Reads the rows of one dataset.
protocol DatasetReader {
  /// The columns without which a table is not of the dataset.
  static var required: [String] { get }
  /// Other columns that have a counterpart in an event's fields, or follow from one.
  static var understood: [String] { get }
  /// - Throws: ``ExchangeError`` for a table of the same people that has no events.
  static func check(_ columns: [String]) throws(ExchangeError)
  /// - Throws: ``Refusal`` where the row gives no event.
  func event(_ row: inout RowReader) throws(Refusal) -> Event
}

extension DatasetReader {
  static func check(_ columns: [String]) throws(ExchangeError) {}
}

extension ImportedEvents {
  /// Reads a dataset by its published columns.
  ///
  /// - Parameters:
  ///   - bytes: A CSV in UTF-8; cells may be parted by a comma, a semicolon or a tab.
  ///   - mapping: What the columns mean, for ``EventDataset/csv``.
  ///   - gazetteer: Where places are looked up by id.
  ///   - lineOffset: What is to be added to lines of `bytes` to have those of the file they are from.
  /// - Throws: ``ExchangeError`` where the table is not of the dataset.
  public init(
    _ bytes: [UInt8], of dataset: EventDataset, mapping: ColumnMapping? = nil,
    actors: ActorDirectory, gazetteer: Gazetteer, lineOffset: Int = 0
  ) throws(ExchangeError) {
    let separator = mapping?.separator ?? Self.separator(of: bytes)
    var ragged: [CSVTable.RaggedRow] = []
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: bytes, separator: separator, ragged: &ragged)
    } catch {
      let hint =
        error.message == "not UTF-8"
        ? "; convert it first, for example iconv -f WINDOWS-1252 -t UTF-8" : ""
      throw ExchangeError(line: error.line + lineOffset, error.message + hint)
    }
    switch dataset {
    case .ucdp:
      try self.init(table, ragged, UCDPReader(actors: actors), dataset, "UCDP GED", lineOffset)
    case .acled:
      try self.init(table, ragged, ACLEDReader(actors: actors), dataset, "ACLED", lineOffset)
    case .viina:
      try self.init(table, ragged, VIINAReader(actors: actors), dataset, "VIINA", lineOffset)
    case .csv:
      guard let mapping else {
        throw ExchangeError(
          line: 0, "a table of your own needs a file that says what its columns mean")
      }
      try mapping.check(table.columns)
      let reader = MappedReader(mapping: mapping, actors: actors, gazetteer: gazetteer)
      self.init(table, ragged: ragged, dataset: dataset, lineOffset: lineOffset) {
        (row) throws(Refusal) in
        try reader.event(&row)
      }
    }
  }

  private init<Reader: DatasetReader>(
    _ table: CSVTable, _ ragged: [CSVTable.RaggedRow], _ reader: Reader, _ dataset: EventDataset,
    _ name: String, _ lineOffset: Int
  ) throws(ExchangeError) {
    try Reader.check(table.columns)
    let missing = Reader.required.filter { !table.columns.contains($0) }
    guard missing.isEmpty else {
      throw ExchangeError("not a table of \(name); it lacks \(missing.joined(separator: ", "))")
    }
    self.init(table, ragged: ragged, dataset: dataset, lineOffset: lineOffset) {
      (row) throws(Refusal) in
      try reader.event(&row)
    }
  }

  /// The columns of a dataset whose meaning an event's own fields have.
  static func understoodColumns(of dataset: EventDataset) -> Set<String> {
    switch dataset {
    case .ucdp: Set(UCDPReader.required + UCDPReader.understood)
    case .acled: Set(ACLEDReader.required + ACLEDReader.understood)
    case .viina: Set(VIINAReader.required + VIINAReader.understood)
    case .csv: []
    }
  }

  /// The mark that parts the names of the first line.
  static func separator(of bytes: [UInt8]) -> UInt8 {
    let head = bytes.prefix { $0 != 0x0A }
    let marks = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    let counts = marks.map { mark in head.count { $0 == mark } }
    let most = counts.max() ?? 0
    return marks[counts.firstIndex(of: most) ?? 0]
  }
}
