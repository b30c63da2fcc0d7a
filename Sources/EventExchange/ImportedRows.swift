internal import CSVText
internal import CivilCalendar
internal import EventCoding
public import SimpleFeatures

/// The events of a part of a table as rows that are written already, with what became of each row.
public struct ImportedRows: Sendable {
  /// A row, which lies behind those before it in ``ImportedRows/bytes``.
  public struct Row: Sendable {
    /// The line on which it begins in its table, from 1.
    public var line: Int
    /// Where its bytes end.
    public var headEnd: Int
    public var bodyEnd: Int
    /// A hash of the event's id: of a million ids two have one hash once in forty million files.
    public var idHash: UInt64
    public var point: GeographicPoint?
    /// First and last day as numbers of days, `nil` where no date is known.
    public var days: ClosedRange<Int>?
    public var datePrecision: Int
    /// Where it lies in the part's bytes.
    var source: Range<Int>
  }

  public internal(set) var columns: [String] = []
  public internal(set) var rows: [Row] = []
  public internal(set) var bytes = RowBytes()
  /// Rows that give no event.
  public internal(set) var refused: [ImportedEvents.Refused] = []
  /// Values that no code book has: the place of the event in ``rows``, column and value.
  public internal(set) var unknown: [(row: Int, value: [String])] = []
  /// The cells of each row where ``part`` is empty.
  var cells: [[String]] = []
  /// The part that the rows were made of, with its header, for the cells of a row that is refused
  /// later.
  var part: [UInt8] = []
  var header = 0..<0
  var separator = UInt8(ascii: ",")

  /// What is said of a row, by its place in ``rows``, whose id stands on an earlier line.
  public func refusal(ofRow index: Int, repeating line: Int) -> ImportedEvents.Refused {
    var cells: [String] = []
    if part.isEmpty {
      cells = self.cells[index]
    } else if let table = try? CSVTable(
      parsing: Array(part[header] + part[rows[index].source]), separator: separator)
    {
      cells = table.rows.first?.cells ?? []
    }
    return ImportedEvents.Refused(
      line: rows[index].line, reason: Refusal(repeating: line).reason, cells: cells)
  }
}

/// The lines of the ids so far, by the ids' hashes.
public struct IDLines: Sendable {
  private var hashes: [UInt64]
  private var lines: [UInt32]
  private var count = 0

  public init() {
    hashes = [UInt64](repeating: 0, count: 4096)
    lines = [UInt32](repeating: 0, count: 4096)
  }

  /// Notes the line of an id, from 1, and returns that of an earlier one that has it.
  public mutating func insert(_ hash: UInt64, line: Int) -> Int? {
    if (count + 1) * 4 > hashes.count * 3 { grow() }
    let slot = slot(of: hash)
    if lines[slot] != 0 { return Int(lines[slot]) }
    hashes[slot] = hash
    lines[slot] = UInt32(truncatingIfNeeded: line)
    count += 1
    return nil
  }

  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
    while lines[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (hashes.count - 1) }
    return slot
  }

  private mutating func grow() {
    let old = (hashes, lines)
    hashes = [UInt64](repeating: 0, count: old.0.count * 2)
    lines = [UInt32](repeating: 0, count: old.0.count * 2)
    for (hash, line) in zip(old.0, old.1) where line != 0 {
      let slot = slot(of: hash)
      hashes[slot] = hash
      lines[slot] = line
    }
  }
}
