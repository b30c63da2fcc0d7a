import CivilCalendar
import Testing
import TextAnalysis

@testable import EventCoding

struct ActorLexiconTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var text: String
    /// Actor ids, `?` and the words for one that is in no list, `!` after a hostile label.
    var expected: [String]
    var testDescription: String { text }
  }

  static let rows: [Row] = [
    Row(text: "قصفت قوات النظام البلدة", expected: ["gov"]),
    Row(text: "هجوم للنظام وللفصائل", expected: ["gov", "rebels"]),
    Row(text: "وقوات النظام السوري", expected: ["gov"]),
    // The longest name wins, and a label before it is a label.
    Row(text: "ميليشيا لواء القدس الموالية", expected: ["quds!"]),
    Row(text: "قتلى من لواء القدس", expected: ["quds"]),
    Row(text: "ميليشيات أسد", expected: ["gov!"]),
    Row(text: "فصيل \"جيش العزة\" أعلن", expected: ["izza"]),
    Row(text: "قال لواء \"أحفاد الرسول\" إنه انسحب", expected: ["?لواء \"أحفاد الرسول"]),
    // Not guessed: a brigade without a name.
    Row(text: "قائد لواء في المنطقة", expected: []),
    Row(text: "The rebels and IS fought", expected: ["rebels", "isil"]),
    Row(text: "The village is small", expected: []),
    Row(text: "Syrian army units", expected: ["army"]),
    Row(text: "", expected: []),
  ]

  @Test(arguments: rows)
  func `names actors`(_ row: Row) throws {
    let mentions = try Fixture.actors().mentions(in: TokenizedText(row.text))
    #expect(
      mentions.map { ($0.actorID ?? "?" + $0.text) + ($0.isHostileLabel ? "!" : "") }
        == row.expected)
  }

  @Test func `knows allies by their camp`() throws {
    let actors = try Fixture.actors()
    #expect(actors.areAllied("army", "russia"))
    #expect(actors.areAllied("rebels", "hts"))
    #expect(!actors.areAllied("rebels", "isil"))
    // "Other" is no camp.
    #expect(!actors.areAllied("civ", "nobody"))
    #expect(actors.actor(id: "hts")?.validFrom?.description == "2017-01-28")
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    var line: String
    var message: String
    var testDescription: String { line }
  }

  static let faults: [Fault] = [
    Fault(
      line: "a,A,أ,,,,,9,x,x,,,,", message: "actors.csv:2: the type \"9\" is not one of 1 to 8"),
    Fault(line: ",A,أ,,,,,1,x,x,,,,", message: "actors.csv:2: the id is empty"),
    Fault(
      line: "a,A,أ,,,,,1,x,x,,2019-13-01,,",
      message: "actors.csv:2: valid_from \"2019-13-01\" is no ISO date"),
    Fault(line: "a,A", message: "actors.csv:2: 2 cells where the header has 14"),
    Fault(line: "a,\"A", message: "actors.csv:2: a quoted cell has no end"),
    Fault(
      line: "a,A,أ,,,,,1,x,x,,,,\na,B,ب,,,,,1,x,x,,,,",
      message: "actors.csv:3: the id a comes twice"),
  ]

  @Test(arguments: faults)
  func `says what is wrong and where`(_ fault: Fault) {
    let header = Fixture.actorsCSV.prefix { !$0.isNewline }
    let error = #expect(throws: LexiconError.self) {
      try ActorLexicon(csv: header + "\n" + fault.line + "\n")
    }
    #expect(error?.description == fault.message)
  }
}
