public import CivilCalendar
internal import ControlInference
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
  /// The side that holds it together with `side`.
  public var sharedWith: String?
  public var date: CivilDate
  /// Above 0; 1 is an ordinary one.
  public var weight: Double
  public var source: String
  /// The side whose word it is, `nil` for a neutral source.
  public var claimedBy: String?
  /// The size of the dot, where the mark is one of Wikipedia's.
  public var markSize: Double?
  /// The line of the file, or the number of the feature.
  public var line: Int
}

/// A file of marks: `place_id` or `lat,lon`; `side`; `date`; `weight`, `source`, `shared_with` and
/// `claimed_by` if wanted. CSV, or GeoJSON points with these properties; the columns of Wikipedia's
/// maps (`mark`, `marksize`) are understood.
public struct ControlMarks: Sendable {
  public private(set) var marks: [ControlMark] = []
  /// Rows that were passed over.
  public private(set) var problems: [ReadingProblem] = []
  /// Sides that the theatre does not have and that were taken as written, sorted.
  public private(set) var otherSides: [String] = []

  /// Reads the file at `path`.
  ///
  /// - Parameters:
  ///   - gazetteer: Where places are looked up by `place_id`.
  ///   - date: The day of marks without one.
  /// - Throws: ``PipelineError`` where the file is missing, is neither CSV nor GeoJSON, or has no
  ///   usable row.
  public init(
    path: String, gazetteer: Gazetteer, sides: MarkSides, date: CivilDate? = nil
  ) throws {
    let file = try MarkRows(path: path)
    let columns = file.columns
    let hasPoint =
      !columns.isDisjoint(with: ["lat", "latitude"])
      && !columns.isDisjoint(with: ["lon", "lng", "long", "longitude"])
    guard columns.contains("place_id") || hasPoint,
      columns.contains("side") || columns.contains("mark")
    else {
      throw PipelineError(
        .badInput,
        "\(printable(path)):1: the columns place_id (or lat and lon) and side are needed; "
          + "found \(printable(columns.sorted().joined(separator: ", ")))")
    }
    for row in file.rows {
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
    otherSides = Set(marks.map(\.side)).filter { !sides.isKnown($0) }.sorted()
  }

  private static func mark(
    _ row: MarkRows.Row, path: String, gazetteer: Gazetteer, sides: MarkSides, date: CivilDate?
  ) throws(ReadingProblem) -> ControlMark {
    func problem(_ reason: String) -> ReadingProblem {
      ReadingProblem(path: path, line: row.line, reason: reason + "; the row is passed over")
    }
    func side(_ column: String) throws(ReadingProblem) -> String? {
      if row[column].isEmpty { return nil }
      guard let holder = sides.holder(row[column]), holder.secondSide == nil else {
        throw problem("\(column) \"\(row[column])\" is none of \(sides.list)")
      }
      return holder.side
    }
    let written = row["side"].isEmpty ? row["mark"] : row["side"]
    guard
      let holder = row["side"].isEmpty
        ? sides.holder(ofMarkCode: written) : sides.holder(written)
    else { throw problem("the side \"\(written)\" is none of \(sides.list)") }
    let day = row.first(of: "date", "as_of")
    guard let day = day.isEmpty ? date : CivilDate(iso: day) else {
      throw problem(
        day.isEmpty
          ? "no date; add a column date or give --marks-date"
          : "the date \"\(day)\" is not like 2019-04-24")
    }
    var point: GeographicPoint?
    if let latitude = row.number("lat", "latitude"),
      let longitude = row.number("lon", "lng", "long", "longitude")
    {
      let position = GeographicPoint(longitude: longitude, latitude: latitude)
      guard position.isValid else { throw problem("lat and lon are not on the globe") }
      point = position
    }
    let id = row["place_id"]
    let place = id.isEmpty ? nil : gazetteer.place(id: id)
    guard let point = place?.point ?? point else {
      throw problem(
        id.isEmpty
          ? "neither place_id nor lat and lon"
          : "the gazetteer has no place \"\(id)\", and lat and lon are missing")
    }
    let weight = row["weight"].isEmpty ? 1 : row.number("weight") ?? -1
    guard weight > 0, weight <= 100 else {
      throw problem("the weight \"\(row["weight"])\" is not above 0 and at most 100")
    }
    return ControlMark(
      placeID: place?.id ?? "@\(point.latitude),\(point.longitude)",
      name: place?.nameEnglish ?? row.first(of: "name_en", "name", "label"), point: point,
      side: holder.side, sharedWith: try side("shared_with") ?? holder.secondSide, date: day,
      weight: weight, source: row["source"], claimedBy: try side("claimed_by"),
      markSize: row.number("marksize"), line: row.line)
  }
}
