import CivilCalendar
import Testing

@testable import ConflictMapPipeline

/// Written by hand, as they stand on a map.
struct MapDatesTests {
  static func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  @Test(arguments: [
    ("2019-05-06", "2019-05-06", "6 May 2019", "٦ أيار ٢٠١٩"),
    ("2019-05-06", "2019-05-12", "6 to 12 May 2019", "من ٦ إلى ١٢ أيار ٢٠١٩"),
    (
      "2019-04-29", "2019-05-05", "29 April to 5 May 2019", "من ٢٩ نيسان إلى ٥ أيار ٢٠١٩"
    ),
    (
      "2019-12-30", "2020-01-05", "30 December 2019 to 5 January 2020",
      "من ٣٠ كانون الأول ٢٠١٩ إلى ٥ كانون الثاني ٢٠٢٠"
    ),
    ("2016-02-29", "2016-02-29", "29 February 2016", "٢٩ شباط ٢٠١٦"),
  ])
  func `days and spans`(
    _ row: (first: String, last: String, english: String, arabic: String)
  ) throws {
    let span = DateSpan(try Self.date(row.first), try Self.date(row.last))
    #expect(MapDates.english(span) == row.english)
    #expect(MapDates.arabic(span) == row.arabic)
  }

  @Test func `numbers in Arabic-Indic digits`() {
    #expect(MapDates.arabicIndic(1_234_567_890) == "١٢٣٤٥٦٧٨٩٠")
    #expect(MapDates.arabicIndic(-7) == "-٧")
  }

  @Test(arguments: [
    ("whole-period.svg", true), ("overview.svg", true), ("week-2019-05-06.svg", true),
    ("week-2019-13-06.svg", false), ("week-.svg", false), ("my own map.svg", false),
    ("whole-period.png", false), ("week-2019-05-06.svg.bak", false), ("", false), (".svg", false),
  ])
  func `only maps of a run are taken for stale ones`(_ row: (name: String, isOurs: Bool)) {
    #expect(MapPlan.isNameOfMap(row.name) == row.isOurs)
  }
}
