internal import CSVText
public import Gazetteers
internal import TextAnalysis

extension PlaceOverrides {
  /// Reads an `overrides.csv` with the columns `name`, `admin_hint`, `place_id`, `alias`, `note`.
  ///
  /// A rule for a place or a unit that the gazetteer does not have is left out and told in `stale`:
  /// gazetteers change, and the other decisions still hold.
  ///
  /// - Parameter gazetteer: Where the ids should exist.
  /// - Throws: ``GazetteerError`` with the line where the table is malformed or a rule has no name.
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
    var stale: [StaleRule] = []
    func note(_ row: CSVTable.Row, _ reason: String) {
      stale.append(StaleRule(file: file, line: row.line, name: row["name"], reason: reason))
    }
    for row in table.rows {
      guard !Folding.fold(row["name"]).isEmpty else {
        throw GazetteerError(file: file, line: row.line, message: "a rule without a name")
      }
      let code = row["place_id"]
      let decision: Decision
      if code == "never" {
        decision = .never
      } else {
        let isNegative = code.hasPrefix("not:")
        let id = isNegative ? String(code.dropFirst(4)) : code
        guard gazetteer.place(id: id) != nil else {
          note(row, "no place has the id “\(id)”: give the decision another one, or remove it")
          continue
        }
        decision = isNegative ? .doesNotMean(placeID: id) : .means(placeID: id)
      }
      let hint = row["admin_hint"]
      guard hint.isEmpty || gazetteer.unitNames(hint) != nil else {
        note(row, "no unit has the code “\(hint)”: give the decision another one, or remove it")
        continue
      }
      for name in [row["name"]] + row.list("alias") {
        rules.append(
          Rule(name: name, adminHint: hint, decision: decision, note: row["note"]))
      }
    }
    self.init(rules: rules, stale: stale)
  }
}
