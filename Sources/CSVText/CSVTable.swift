internal import Foundation

/// A table of comma-separated values as RFC 4180 has it: a header row, then rows of as many cells.
///
/// Strict, because a cell in the wrong column would put a village in another governorate: a quote
/// inside an unquoted cell, text after a closing quote, a row of another length and bytes that are
/// not UTF-8 are errors. Lines may end in LF or CRLF; empty lines are skipped, a byte order mark too.
public struct CSVTable: Sendable {
  public let columns: [String]
  public let rows: [Row]

  /// A row, asked by the names of its columns.
  public struct Row: Sendable {
    /// The line on which the row begins, counted from 1.
    public let line: Int
    public let cells: [String]
    fileprivate let positions: [String: Int]

    /// The cell in `column`, empty where the table has no such column.
    public subscript(column: String) -> String {
      guard let position = positions[column] else { return "" }
      return cells[position]
    }

    /// The cell as a finite number, `nil` where it is not one.
    public func number(_ column: String) -> Double? {
      guard let number = Double(self[column]), number.isFinite else { return nil }
      return number
    }

    /// The parts of the cell between vertical bars, without white space around them and without
    /// empty ones.
    public func list(_ column: String) -> [String] {
      self[column].split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }
    }
  }

  public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, counted from 1; 0 where the whole text is meant.
    public let line: Int
    public let message: String
    public var description: String { "line \(line): \(message)" }
  }

  /// - Parameters:
  ///   - separator: What parts the cells of a row: a comma, or a tab for TSV.
  ///   - comment: A row whose first cell begins with it is skipped; `nil` where all rows count.
  public init(
    parsing bytes: [UInt8], separator: UInt8 = UInt8(ascii: ","), comment: Character? = nil
  ) throws(SyntaxError) {
    var ragged: [RaggedRow] = []
    try self.init(parsing: bytes, separator: separator, comment: comment, ragged: &ragged)
    if let first = ragged.first { throw first.error }
  }

  /// A row of another length than the header, or one that is not UTF-8.
  public struct RaggedRow: Hashable, Sendable {
    public let cells: [String]
    public let error: SyntaxError
  }

  /// Reads the table and puts rows of another length than the header into `ragged`, where the rest
  /// is of use without them.
  ///
  /// Quotes that do not pair still end the reading: what follows them cannot be told apart.
  ///
  /// - Parameter repairing: Whether rows that are not UTF-8 go there, too, with U+FFFD for what
  ///   cannot be read, rather than end the reading.
  public init(
    parsing bytes: [UInt8], separator: UInt8 = UInt8(ascii: ","), comment: Character? = nil,
    ragged: inout [RaggedRow], repairing: Bool = false
  ) throws(SyntaxError) {
    var records = try Self.records(bytes, separator: separator, repairing: repairing)
    if let comment { records.removeAll { $0.cells[0].first == comment } }
    guard !records.isEmpty else { throw SyntaxError(line: 0, message: "the table has no header") }
    let header = records.removeFirst()
    var positions: [String: Int] = [:]
    for (position, column) in header.cells.enumerated() {
      guard positions.updateValue(position, forKey: column) == nil else {
        throw SyntaxError(line: header.line, message: "two columns are named “\(column)”")
      }
    }
    columns = header.cells
    var rows: [Row] = []
    rows.reserveCapacity(records.count)
    for record in records {
      guard record.cells.count == header.cells.count else {
        ragged.append(
          RaggedRow(
            cells: record.cells,
            error: SyntaxError(
              line: record.line,
              message: "\(record.cells.count) cells where the header has \(header.cells.count)")))
        continue
      }
      if repairing, record.cells.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) {
        ragged.append(
          RaggedRow(
            cells: record.cells, error: SyntaxError(line: record.line, message: "not UTF-8")))
        continue
      }
      rows.append(Row(line: record.line, cells: record.cells, positions: positions))
    }
    self.rows = rows
  }

  private static func records(
    _ bytes: [UInt8], separator: UInt8, repairing: Bool
  ) throws(SyntaxError) -> [(line: Int, cells: [String])] {
    let quote = UInt8(ascii: "\"")
    var records: [(line: Int, cells: [String])] = []
    var cells: [String] = []
    var cell: [UInt8] = []
    var line = 1
    var recordLine = 1
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var wasQuoted = false

    func text() throws(SyntaxError) -> String {
      if let text = String(validating: cell, as: UTF8.self) { return text }
      guard repairing else { throw SyntaxError(line: line, message: "not UTF-8") }
      return String(decoding: cell, as: UTF8.self)
    }

    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case quote:
        guard cell.isEmpty, !wasQuoted else {
          throw SyntaxError(line: line, message: "a quote inside a cell that is not quoted")
        }
        wasQuoted = true
        let opening = line
        while true {
          guard index < bytes.count else {
            throw SyntaxError(line: opening, message: "a quoted cell has no end")
          }
          let inner = bytes[index]
          index += 1
          if inner == quote {
            guard index < bytes.count, bytes[index] == quote else { break }
            index += 1
          } else if inner == 0x0A {
            line += 1
          }
          cell.append(inner)
        }
        if index < bytes.count, ![separator, 0x0A, 0x0D].contains(bytes[index]) {
          throw SyntaxError(line: line, message: "text after a closing quote")
        }
      case separator:
        cells.append(try text())
        cell.removeAll(keepingCapacity: true)
        wasQuoted = false
      case 0x0D where index < bytes.count && bytes[index] == 0x0A:
        continue
      case 0x0A:
        if !cells.isEmpty || !cell.isEmpty || wasQuoted {
          cells.append(try text())
          records.append((recordLine, cells))
        }
        cells.removeAll(keepingCapacity: true)
        cell.removeAll(keepingCapacity: true)
        wasQuoted = false
        line += 1
        recordLine = line
      default:
        cell.append(byte)
      }
    }
    if !cells.isEmpty || !cell.isEmpty || wasQuoted {
      cells.append(try text())
      records.append((recordLine, cells))
    }
    return records
  }
}
