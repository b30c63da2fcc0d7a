import CSVText
import Gazetteers
import Testing

@testable import ReportExplanation

struct OverrideLineTests {
  @Test func `a line has the columns of the overrides file`() {
    #expect(
      OverrideLine(
        name: "تل ملح", unit: "SY05", decision: .means(placeID: "C3445"), note: "Tal Milh"
      )
      .text == "تل ملح,SY05,C3445,,Tal Milh")
    #expect(
      OverrideLine(name: "T4", decision: .doesNotMean(placeID: "AOS72")).text == "T4,,not:AOS72,,")
    #expect(OverrideLine(name: "درع", decision: .never).text == "درع,,never,,")
  }

  @Test func `a hostile name stays one line and one cell`() throws {
    let line = OverrideLine(
      name: " Tal\u{0}\r\nMilh\",\"never\u{202E}\u{2028} x", decision: .never, note: "a,b\nc"
    ).text
    #expect(!line.contains { $0.isNewline })
    let table = try CSVTable(
      parsing: Array("name,admin_hint,place_id,alias,note\n\(line)\n".utf8))
    #expect(table.rows.count == 1)
    let row = try #require(table.rows.first)
    #expect(row["name"] == "Tal Milh\",\"never x")
    #expect(row["admin_hint"] == "")
    #expect(row["place_id"] == "never")
    #expect(row["note"] == "a,b c")
  }

  @Test func `joiners inside a name stay`() {
    #expect(OverrideLine.plain("می\u{200C}خواهم\u{FEFF}") == "می\u{200C}خواهم")
  }
}
