internal import CSVText
public import Gazetteers
internal import TextAnalysis

extension PlaceOverrides {
  /// Reads an `overrides.csv` with the columns `name`, `admin_hint`, `place_id`, `alias`, `note`.
  ///
  /// - Parameter gazetteer: Where the ids must exist.
  /// - Throws: ``GazetteerError`` with the line of a rule that names no place or no known id.
  public init(
    csv bytes: [UInt8], for gazetteer: Gazetteer, file: String = "overrides.csv"
  ) throws(GazetteerError) {
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: bytes)
    } catch {
      throw GazetteerError(file: file, line: error.line, message: error.message)
    }
    for column in ["name", "admin_hint", "place_id", "alias", "note"]
    where !table.columns.contains(column) {
      throw GazetteerError(file: file, line: 1, message: "no column “\(column)”")
    }
    var rules: [Rule] = []
    for row in table.rows {
      let code = row["place_id"]
      let decision: Decision
      if code == "never" {
        decision = .never
      } else {
        let isNegative = code.hasPrefix("not:")
        let id = isNegative ? String(code.dropFirst(4)) : code
        guard gazetteer.place(id: id) != nil else {
          throw GazetteerError(file: file, line: row.line, message: "no place has the id “\(id)”")
        }
        decision = isNegative ? .doesNotMean(placeID: id) : .means(placeID: id)
      }
      guard !Folding.fold(row["name"]).isEmpty else {
        throw GazetteerError(file: file, line: row.line, message: "a rule without a name")
      }
      let hint = row["admin_hint"]
      guard hint.isEmpty || gazetteer.unitNames(hint) != nil else {
        throw GazetteerError(file: file, line: row.line, message: "no unit has the code “\(hint)”")
      }
      for name in [row["name"]] + row.list("alias") {
        rules.append(
          Rule(name: name, adminHint: hint, decision: decision, note: row["note"]))
      }
    }
    self.init(rules: rules)
  }
}
