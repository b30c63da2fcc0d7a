internal import CSVText

/// What is wrong with a table that the geoparser reads.
public struct PlaceTableError: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// From 1; 0 where the file as a whole is meant.
  public var line: Int
  public var message: String

  public var description: String { "\(file):\(line): \(message)" }

  /// The rows of a table, without those that begin with `#`.
  static func table(
    _ text: String, file: String, separator: UInt8, columns: [String]
  ) throws(PlaceTableError) -> CSVTable {
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: Array(text.utf8), separator: separator, comment: "#")
    } catch {
      throw PlaceTableError(file: file, line: error.line, message: error.message)
    }
    for column in columns where !table.columns.contains(column) {
      throw PlaceTableError(file: file, line: 1, message: "column \(column) is missing")
    }
    return table
  }
}
