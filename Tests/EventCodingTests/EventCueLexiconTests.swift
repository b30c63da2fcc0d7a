import Testing
import TextAnalysis

@testable import EventCoding

struct EventCueLexiconTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var text: String
    var cues: [String]
    var testDescription: String { text }
  }

  static let rows: [Row] = [
    Row(text: "سيطر", cues: ["ar-control"]), Row(text: "وسيطرت", cues: ["ar-control"]),
    Row(text: "سيسيطرون", cues: ["ar-control"]), Row(text: "بالسيطرة", cues: ["ar-control"]),
    Row(text: "سيطرتهم", cues: ["ar-control"]), Row(text: "تصدت", cues: ["ar-repel"]),
    Row(text: "يتصدى", cues: ["ar-repel"]), Row(text: "قصفتها", cues: ["ar-bombard"]),
    Row(text: "للغارات الجوية", cues: ["ar-airstrike"]), Row(text: "فرّوا", cues: ["ar-flee"]),
    // Other words with the same letters: travel, a village, dawn.
    Row(text: "سفر كفر", cues: []), Row(text: "فجر", cues: []),
    // Only with an aircraft does "brought down" mean one; that is read later, in the sentence.
    Row(text: "captured", cues: ["en-capture"]), Row(text: "took control", cues: ["en-capture"]),
    Row(text: "took place", cues: ["en-happen"]), Row(text: "Air strikes", cues: ["en-airstrike"]),
    Row(text: "repelled", cues: ["en-repel"]), Row(text: "buried", cues: ["en-bodies"]),
  ]

  @Test(arguments: rows)
  func `finds inflected words`(_ row: Row) throws {
    let text = TokenizedText(row.text)
    let found = try Fixture.cues().matches(in: text)
    #expect(found.map(\.cue.id) == row.cues)
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    var line: String
    var message: String
    var testDescription: String { line }
  }

  static let faults: [Fault] = [
    Fault(
      line: "a ar nothing none - 1 x=لا", message: "cues:2: the class \"nothing\" is not known"),
    Fault(line: "a de attack none - 1 x=a", message: "cues:2: the language \"de\" is not ar or en"),
    Fault(line: "a en attack win - 1 x=a", message: "cues:2: the effect \"win\" is not known"),
    Fault(line: "a en attack none king 1 x=a", message: "cues:2: the frame \"king\" is not known"),
    Fault(line: "a en attack none - 2 x=a", message: "cues:2: the weight \"2\" is not in 0...1"),
    Fault(line: "a en attack none - 1 z=a", message: "cues:2: the form \"z=a\" cannot be read"),
    Fault(line: "a en attack", message: "cues:2: 3 cells where the header has 7"),
  ]

  @Test(arguments: faults)
  func `says what is wrong and where`(_ fault: Fault) {
    let header = "id\tlanguage\tclass\teffect\tframe\tweight\tforms\n"
    let error = #expect(throws: LexiconError.self) {
      try EventCueLexicon(
        tsv: header + fault.line.replacing(" ", with: "\t") + "\n", file: "cues")
    }
    #expect(error?.description == fault.message)
  }

  @Test func `ids are hashed as FNV-1a does it`() {
    // Test vectors of draft-eastlake-fnv, appendix C: "", "a" and "foobar".
    func hash(_ text: String) -> UInt64 {
      var hash = StableHash()
      for byte in text.utf8 { hash.combine(byte: byte) }
      return hash.value
    }
    #expect(hash("") == 0xcbf2_9ce4_8422_2325)
    #expect(hash("a") == 0xaf63_dc4c_8601_ec8c)
    #expect(hash("foobar") == 0x8594_4171_f739_67e8)
  }
}
