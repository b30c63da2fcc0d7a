internal import CSVText
public import Gazetteers

/// Names that no source's table has, from `aliases.csv`: `place_id`, `name`, `language` (BCP 47),
/// `source`, and, which may be missing, `role` (official, variant, local or hostile; empty is variant)
/// and `valid` (the period in which the name was in use, such as `2014-06-29/2019-03-23`).
public struct AliasTable: Hashable, Sendable {
  public static let file = "aliases.csv"

  public struct Row: Hashable, Sendable {
    /// The place's id, or a source's id of it, such as `wof:1226640425`.
    public let placeID: String
    public let name: PlaceName
    /// Where the name is from, in words.
    public let source: String
    /// The line of the file, counted from 1.
    public let line: Int
  }

  public let rows: [Row]

  /// - Throws: ``GazetteerError`` with the line of a row without a name or a source, or whose role or
  ///   period is none.
  public init(csv bytes: [UInt8], file: String = Self.file) throws(GazetteerError) {
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: bytes)
    } catch {
      throw GazetteerError(file: file, line: error.line, message: error.message)
    }
    for column in ["place_id", "name", "language", "source"]
    where !table.columns.contains(column) {
      throw GazetteerError(file: file, line: 1, message: "no column “\(column)”")
    }
    var rows: [Row] = []
    for row in table.rows {
      func failure(_ message: String) -> GazetteerError {
        GazetteerError(file: file, line: row.line, message: message)
      }
      guard !row["source"].isEmpty else { throw failure("a name without a source") }
      guard NameList.isName(row["name"]) else { throw failure("“\(row["name"])” is no name") }
      guard let role = PlaceName.Role(rawValue: row["role"].isEmpty ? "variant" : row["role"])
      else {
        throw failure("“\(row["role"])” is no role: official, variant, local or hostile")
      }
      var name = PlaceName(
        NameList.cleaned(row["name"]), language: row["language"], role: role,
        source: "conflictmap")
      if !row["valid"].isEmpty {
        guard let period = ValidityPeriod(row["valid"]) else {
          throw failure("“\(row["valid"])” is no period like 2014-06-29/2019-03-23")
        }
        name.validity = period
      }
      rows.append(
        Row(placeID: row["place_id"], name: name, source: row["source"], line: row.line))
    }
    self.rows = rows
  }
}
