internal import CSVText
internal import Foundation
public import Gazetteers

/// What is known of the kinds of places, from `kinds.csv`: their names and how far they reach. Which
/// feature codes of GeoNames are of a kind is in `geonames-kinds.csv`.
///
/// The codes in the column `kind` are ``PlaceKind``'s raw values. Whether a kind is a settlement or
/// an administrative unit stands in the table for readers of the data; the program's own answer is
/// ``PlaceKind/isSettlement``, and a table that says otherwise is an error.
public struct PlaceKindTable: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let kind: PlaceKind
    public let nameEnglish: String
    public let nameArabic: String
    /// How far a place of the kind reaches from its point in metres, where its own row does not
    /// say; `nil` for kinds whose extent is a shape.
    public let radius: Double?
  }

  /// In the order of the file, each kind once.
  public let rows: [Row]
  private let indices: [PlaceKind: Int]

  /// Reads `kinds.csv`: `kind`, `name_en`, `name_ar`, `settlement` and `administrative` (0 or 1),
  /// `radius_m`.
  ///
  /// - Throws: ``GazetteerError`` with the line of a kind that is unknown, twice there, or described
  ///   otherwise than the program has it, and where a kind is missing.
  public init(csv bytes: [UInt8], file: String = "kinds.csv") throws(GazetteerError) {
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: bytes)
    } catch {
      throw GazetteerError(file: file, line: error.line, message: error.message)
    }
    var rows: [Row] = []
    var indices: [PlaceKind: Int] = [:]
    for row in table.rows {
      func failure(_ message: String) -> GazetteerError {
        GazetteerError(file: file, line: row.line, message: message)
      }
      guard let kind = PlaceKind(rawValue: row["kind"]) else {
        throw failure("“\(row["kind"])” is no kind of place")
      }
      guard indices.updateValue(rows.count, forKey: kind) == nil else {
        throw failure("“\(kind.rawValue)” is twice there")
      }
      guard row["settlement"] == (kind.isSettlement ? "1" : "0"),
        row["administrative"] == (kind.isAdministrative ? "1" : "0")
      else {
        throw failure("“\(kind.rawValue)” is described otherwise than the program has it")
      }
      guard !row["name_en"].isEmpty, !row["name_ar"].isEmpty else {
        throw failure("“\(kind.rawValue)” has no name in one of the languages")
      }
      let radius = row.number("radius_m")
      guard radius != nil || row["radius_m"].isEmpty, radius.map({ $0 > 0 }) ?? true else {
        throw failure("“\(row["radius_m"])” is no radius in metres")
      }
      rows.append(
        Row(
          kind: kind, nameEnglish: row["name_en"], nameArabic: row["name_ar"], radius: radius))
    }
    if let missing = PlaceKind.allCases.first(where: { indices[$0] == nil }) {
      throw GazetteerError(file: file, message: "the kind “\(missing.rawValue)” is missing")
    }
    self.rows = rows
    self.indices = indices
  }

  /// Loads `kinds.csv` of a gazetteer's folder.
  public init(folder: String) throws(GazetteerError) {
    let path = URL(filePath: folder).appending(path: "kinds.csv").path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GazetteerError(file: path, message: "the file is missing")
    }
    try self.init(csv: [UInt8](data))
  }

  public subscript(kind: PlaceKind) -> Row {
    guard let index = indices[kind] else { preconditionFailure("every kind has a row") }
    return rows[index]
  }
}
