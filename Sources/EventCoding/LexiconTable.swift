internal import CSVText

/// What is wrong with a lexicon file.
public struct LexiconError: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// From 1; 0 where the file as a whole is meant.
  public var line: Int
  public var message: String

  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String { "\(file):\(line): \(message)" }
}

/// The rows of a lexicon, each with the line that it begins on. A row whose first cell begins with
/// `#` is a comment.
struct LexiconTable {
  struct Row {
    private let row: CSVTable.Row

    init(_ row: CSVTable.Row) { self.row = row }

    var line: Int { row.line }

    /// The cell in the column `name`, without blanks around it.
    func callAsFunction(_ name: String) -> String { row[name].trimmingBlanks }

    /// The parts of a cell between the marks, without blanks around them and empty ones.
    func list(_ name: String, separator: Character = "|") -> [String] {
      self(name).split(separator: separator).map { $0.trimmingBlanks }.filter { !$0.isEmpty }
    }
  }

  let rows: [Row]

  /// - Throws: ``LexiconError`` where the text is no table, or lacks one of `columns`.
  init(_ text: String, file: String, separator: UInt8, columns: [String]) throws(LexiconError) {
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: Array(text.utf8), separator: separator, comment: "#")
    } catch {
      throw LexiconError(file: file, line: error.line, message: error.message)
    }
    for column in columns where !table.columns.contains(column) {
      throw LexiconError(file: file, line: 1, message: "column \(column) is missing")
    }
    rows = table.rows.map(Row.init)
  }
}

extension StringProtocol {
  var trimmingBlanks: String {
    var part = Substring(self)
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
