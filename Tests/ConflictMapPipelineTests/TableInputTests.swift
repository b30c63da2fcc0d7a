import CivilCalendar
import Foundation
import Gazetteers
import NewsIngest
import SimpleFeatures
import Testing

@testable import ConflictMapPipeline

/// Marks out of small tables of our own.
struct TableInputTests {
  static let gazetteer = Gazetteer(places: [
    Place(
      id: "P1", kind: .village, point: GeographicPoint(longitude: 36.5, latitude: 35.3),
      nameEnglish: "One", nameArabic: "واحد",
      names: [PlaceName("One", language: "en", role: .official)])
  ])

  static func marks(_ csv: String, date: String? = nil) throws -> ControlMarks {
    let path = NSTemporaryDirectory() + "conflictmap-marks-" + UUID().uuidString + ".csv"
    try Data(csv.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try ControlMarks(
      path: path, gazetteer: gazetteer, sides: MarkSides(keys: ["government", "hts"]),
      date: date.flatMap { CivilDate(iso: $0) })
  }

  static let badRows: [(row: String, says: String)] = [
    ("P1,,,martians,2019-04-24,", "\"martians\" is none of government, hts"),
    ("P9,,,hts,2019-04-24,", "no place \"P9\""),
    (",,,hts,2019-04-24,", "neither place_id nor lat and lon"),
    (",95,36,hts,2019-04-24,", "not on the globe"),
    (",nan,36,hts,2019-04-24,", "neither place_id nor lat and lon"),
    ("P1,,,hts,24.04.2019,", "\"24.04.2019\" is not like"),
    ("P1,,,hts,2019-02-30,", "\"2019-02-30\" is not like"),
    ("P1,,,hts,,", "no date"),
    ("P1,,,hts,2019-04-24,-1", "the weight"),
    ("P1,,,hts,2019-04-24,nan", "the weight"),
    ("P1,,,hts,2019-04-24,1e9", "the weight"),
  ]

  @Test(arguments: badRows)
  func `a bad row is named by its line and the rest is used`(_ row: (row: String, says: String))
    throws
  {
    let marks = try Self.marks(
      "place_id,lat,lon,side,date,weight\nP1,,,hts,2019-04-24,\n\(row.row)\n"
        + ",35.4,36.6,government,2019-04-25,2\n")
    #expect(marks.marks.map(\.placeID) == ["P1", "@35.4,36.6"])
    #expect(marks.marks.map(\.weight) == [1, 2])
    #expect(marks.problems.map(\.line) == [3])
    #expect(marks.problems.first?.reason.contains(row.says) == true, "\(marks.problems)")
    #expect(marks.problems.first.map { "\($0)" }?.contains("passed over") == true)
  }

  @Test func `a day for the marks without one, and the point of the place over the written one`()
    throws
  {
    let marks = try Self.marks(
      "place_id,lat,lon,side\nP1,1,2,hts\n", date: "2019-04-24"
    ).marks
    #expect(marks.first?.date.description == "2019-04-24")
    #expect(marks.first?.point.latitude == 35.3)
  }

  @Test(arguments: [
    ("", PipelineError.Kind.badInput), ("place_id,who\nP1,hts\n", .badInput),
    ("place_id,side,date\n", .badInput), ("place_id,side,date\nP9,hts,2019-04-24\n", .badInput),
    ("place_id,side,date\n\"P1,hts,2019-04-24\n", .badInput),
  ])
  func `a table of no use is refused in one line`(_ row: (csv: String, kind: PipelineError.Kind)) {
    let error = #expect(throws: PipelineError.self) { _ = try Self.marks(row.csv) }
    #expect(error?.kind == row.kind)
    #expect(error?.message.contains(".csv") == true)
    #expect(error?.message.contains("\n") == false)
  }

  @Test func `a file of marks that is not there`() {
    let error = #expect(throws: PipelineError.self) {
      _ = try ControlMarks(
        path: "/nowhere/marks.csv", gazetteer: Self.gazetteer, sides: MarkSides(keys: ["hts"]))
    }
    #expect(error?.kind == .missingInput)
  }
}
