public import CivilCalendar
internal import CSVText
internal import ControlInference
internal import Foundation
public import Gazetteers
public import NewsIngest
public import SimpleFeatures

/// Who held a place on a day, as a person put it down.
public struct ControlMark: Hashable, Sendable {
  /// The gazetteer's id, or the coordinates as text where the mark has no place of ours.
  public var placeID: String
  public var name: String
  public var point: GeographicPoint
  public var side: String
  public var date: CivilDate
  /// Above 0; 1 is an ordinary one.
  public var weight: Double
  public var source: String
  /// The line of the file.
  public var line: Int
}

/// A file of marks: `place_id` or `lat,lon`; `side`; `date`; `weight` and `source` if wanted.
public struct ControlMarks: Sendable {
  public private(set) var marks: [ControlMark] = []
  /// Rows that were passed over.
  public private(set) var problems: [ReadingProblem] = []

  /// Reads the CSV file at `path`.
  ///
  /// - Parameters:
  ///   - gazetteer: Where places are looked up by `place_id`.
  ///   - sides: The keys that `side` may have.
  ///   - date: The day of marks without one.
  /// - Throws: ``PipelineError`` where the file is missing, is no CSV, or has no usable row.
  public init(
    path: String, gazetteer: Gazetteer, sides: Set<String>, date: CivilDate? = nil
  ) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .missingInput, "\(printable(path)): no such file, or it cannot be read; check --marks")
    }
    let table: CSVTable
    do {
      table = try CSVTable(parsing: [UInt8](data))
    } catch {
      throw PipelineError(.badInput, "\(printable(path)):\(error.line): \(error.message)")
    }
    let hasPlace = table.columns.contains("place_id")
    guard hasPlace || (table.columns.contains("lat") && table.columns.contains("lon")),
      table.columns.contains("side")
    else {
      throw PipelineError(
        .badInput,
        "\(printable(path)):1: the columns place_id (or lat and lon) and side are needed; "
          + "found \(printable(table.columns.joined(separator: ", ")))")
    }
    for row in table.rows {
      do throws(ReadingProblem) {
        marks.append(
          try Self.mark(row, path: path, gazetteer: gazetteer, sides: sides, date: date))
      } catch {
        problems.append(error)
      }
    }
    guard !marks.isEmpty else {
      let first = problems.first.map { "; first: \($0)" } ?? ""
      throw PipelineError(.badInput, "\(printable(path)): no mark can be used\(first)")
    }
  }

  private static func mark(
    _ row: CSVTable.Row, path: String, gazetteer: Gazetteer, sides: Set<String>, date: CivilDate?
  ) throws(ReadingProblem) -> ControlMark {
    func problem(_ reason: String) -> ReadingProblem {
      ReadingProblem(path: path, line: row.line, reason: reason + "; the row is passed over")
    }
    let side = row["side"]
    guard sides.contains(side) else {
      throw problem(
        "the side \"\(side)\" is none of \(sides.sorted().joined(separator: ", "))")
    }
    guard let day = row["date"].isEmpty ? date : CivilDate(iso: row["date"]) else {
      throw problem(
        row["date"].isEmpty
          ? "no date; add a column date or give --date"
          : "the date \"\(row["date"])\" is not like 2019-04-24")
    }
    var written: GeographicPoint?
    if let latitude = row.number("lat"), let longitude = row.number("lon") {
      let point = GeographicPoint(longitude: longitude, latitude: latitude)
      guard point.isValid else { throw problem("lat and lon are not on the globe") }
      written = point
    }
    let id = row["place_id"]
    let place = id.isEmpty ? nil : gazetteer.place(id: id)
    guard let point = place?.point ?? written else {
      throw problem(
        id.isEmpty
          ? "neither place_id nor lat and lon"
          : "the gazetteer has no place \"\(id)\", and lat and lon are missing")
    }
    let weight = row["weight"].isEmpty ? 1 : row.number("weight") ?? -1
    guard weight > 0, weight <= 100 else {
      throw problem("the weight \"\(row["weight"])\" is not above 0 and at most 100")
    }
    let label = [row["name_en"], row["name"], row["label"]].first { !$0.isEmpty }
    return ControlMark(
      placeID: place?.id ?? "@\(point.latitude),\(point.longitude)",
      name: place?.nameEnglish ?? label ?? "", point: point, side: side, date: day,
      weight: weight, source: row["source"], line: row.line)
  }
}
