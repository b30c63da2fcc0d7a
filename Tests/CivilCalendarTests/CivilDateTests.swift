import CivilCalendar
import Testing

struct CivilDateTests {
  /// Day numbers by Python's `date(y, m, d).toordinal() - 719163`, weekdays by `isoweekday()`.
  @Test(arguments: [
    (1970, 1, 1, 0, 4), (2000, 2, 29, 11016, 2), (2019, 6, 20, 18067, 4), (1969, 12, 31, -1, 3),
    (1900, 3, 1, -25508, 4), (1, 1, 1, -719162, 1), (2020, 12, 31, 18627, 4),
  ])
  func `counts days as Python does`(_ row: (Int, Int, Int, Int, Int)) throws {
    let date = try #require(CivilDate(year: row.0, month: row.1, day: row.2))
    #expect(date.dayNumber == row.3)
    #expect(date.weekday.rawValue == row.4)
    #expect(date.components == (row.0, row.1, row.2))
  }

  @Test(arguments: [(2019, 2, 29), (2019, 13, 1), (2019, 0, 1), (2019, 4, 31), (1900, 2, 29)])
  func `knows which days there are not`(_ row: (Int, Int, Int)) {
    #expect(CivilDate(year: row.0, month: row.1, day: row.2) == nil)
  }

  @Test func `every day of four centuries comes back`() {
    for number in -80_000..<66_097 {
      let date = CivilDate(dayNumber: number)
      let (year, month, day) = date.components
      #expect(CivilDate(year: year, month: month, day: day)?.dayNumber == number)
    }
  }

  @Test(arguments: ["2019-06-20", "2019-06-20T10:00:00Z", "2019-06-20 10:00"])
  func `reads ISO dates`(_ text: String) {
    #expect(CivilDate(iso: text)?.description == "2019-06-20")
  }

  @Test(arguments: ["", "2019-6-20", "20-06-2019", "2019-06-20x", "2019-06-31", "２０１９-06-20"])
  func `refuses what is no ISO date`(_ text: String) {
    #expect(CivilDate(iso: text) == nil)
  }

  @Test func `spans include both ends`() {
    let day = CivilDate(dayNumber: 10)
    let span = DateSpan(day, day + 2)
    #expect(span.dayCount == 3)
    #expect(span.overlaps(DateSpan(day + 2, day + 5)))
    #expect(!span.overlaps(DateSpan(day + 3, day + 5)))
    #expect(day.lastSecond == "1970-01-11T23:59:59Z")
  }
}
