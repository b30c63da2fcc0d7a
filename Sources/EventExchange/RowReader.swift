internal import CSVText
internal import CivilCalendar
internal import EventCoding
internal import SimpleFeatures

/// A row of a dataset with the values that no code book has noted on the way.
struct RowReader {
  let row: CSVTable.Row
  /// Column and value of each.
  private(set) var unknown: [[String]] = []

  init(_ row: CSVTable.Row) { self.row = row }

  /// The cell without blanks around it; empty where there is no such column.
  func text(_ column: String) -> String {
    let cell = row[column]
    guard let first = cell.first, let last = cell.last, first.isWhitespace || last.isWhitespace
    else { return cell }
    let head = cell.drop { $0.isWhitespace }
    return String(head.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// The parts of the cell between `separator`, without blanks and empty ones.
  func list(_ column: String, separator: Character) -> [String] {
    text(column).split(separator: separator).map { part in
      String(part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }.filter { !$0.isEmpty }
  }

  mutating func noteUnknown(_ column: String) { unknown.append([column, text(column)]) }

  /// A whole number; anything else but an empty cell is noted as unknown.
  mutating func integer(_ column: String) -> Int? {
    let text = text(column)
    if text.isEmpty { return nil }
    if let number = Int(text) ?? Double(text).flatMap({ Int(exactly: $0) }) { return number }
    noteUnknown(column)
    return nil
  }

  /// A count of people: a whole number of at least 0; anything else but an empty cell is noted.
  mutating func count(_ column: String) -> Int? {
    let number = integer(column)
    if let number, number < 0 {
      noteUnknown(column)
      return nil
    }
    return number
  }

  /// The meaning of a code; a value that has none is noted as unknown, an empty cell is not.
  mutating func code<Meaning>(_ column: String, _ meanings: [String: Meaning]) -> Meaning? {
    let text = text(column)
    if let meaning = meanings[text] { return meaning }
    if !text.isEmpty { noteUnknown(column) }
    return nil
  }

  func point(latitude: String, longitude: String) throws(Refusal) -> GeographicPoint {
    guard let y = Double(text(latitude)), let x = Double(text(longitude)) else {
      throw Refusal("\(latitude) and \(longitude) are not numbers")
    }
    let point = GeographicPoint(longitude: x, latitude: y)
    guard point.isValid else { throw Refusal("\(latitude) and \(longitude) are not on the globe") }
    return point
  }

  func id(_ column: String) throws(Refusal) -> String {
    let id = text(column)
    guard !id.isEmpty else { throw Refusal("\(column) is empty") }
    return id
  }
}

/// Days as datasets write them.
enum DatasetDate {
  /// `2019-06-06` with a time behind it or not, `20190606`, `06 June 2019`, `06-Jun-2019` or
  /// `06-06-2019` (day first, as ACLED's codebook has it); `nil` for anything else.
  static func read(_ text: String) -> CivilDate? {
    if let date = CivilDate(iso: text) { return date }
    if text.utf8.count == 8, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      let digits = Array(text)
      return CivilDate(
        iso: "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))")
    }
    return parts(text, order: .dayMonthYear)
  }

  enum Order: String, CaseIterable {
    case yearMonthDay = "year-month-day"
    case dayMonthYear = "day-month-year"
    case monthDayYear = "month-day-year"
  }

  /// Three parts in `order`, parted by anything; the month may be an English name.
  static func parts(_ text: String, order: Order) -> CivilDate? {
    let parts = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard parts.count >= 3 else { return nil }
    let (day, month, year) =
      switch order {
      case .yearMonthDay: (parts[2], parts[1], parts[0])
      case .dayMonthYear: (parts[0], parts[1], parts[2])
      case .monthDayYear: (parts[1], parts[0], parts[2])
      }
    guard year.count == 4, let year = Int(year), let day = Int(day),
      let month = Int(month) ?? self.month(month)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private static func month(_ name: String) -> Int? {
    guard name.count >= 3 else { return nil }
    let index = months.firstIndex { $0.hasPrefix(name.lowercased()) }
    return index.map { $0 + 1 }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
}
