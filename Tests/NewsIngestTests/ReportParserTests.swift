import CivilCalendar
import Testing

@testable import NewsIngest

struct ReportParserTests {
  let parser = ReportParser()

  @Test func `front matter gives the fields and is no part of the text`() throws {
    let file = """
      ---
      id: hama-1
      title: "A: title"
      published: 2019-05-08
      source: Desk
      tags: [a, b]
      ---
      First line.
      Second line.
      """
    let report = try parser.plainText(Array(file.utf8), name: "n", path: "n.txt").report
    #expect(report.id == "hama-1")
    #expect(report.title == "A: title")
    #expect(report.published == CivilDate(year: 2019, month: 5, day: 8))
    #expect(report.text == "First line.\nSecond line.")
    #expect(report.extra == [.init(name: "tags", json: #"["a","b"]"#)])
    #expect(report.language == .english)
  }

  @Test(arguments: [
    "---\nno end of the block\ntext", "--- \nx", "text --- text", "----\nx\n----\n",
  ])
  func `text that only looks like front matter stays text`(_ file: String) throws {
    #expect(try parser.plainText(Array(file.utf8), name: "n", path: "n").report.text == file)
  }

  @Test(arguments: [
    ("\u{FEFF}", "empty"), ("  \n\t", "empty"), ("---\ntitle: [\n---\ntext", "not YAML"),
    ("---\n- a\n---\ntext", "no fields"),
  ])
  func `a text file that cannot be used says why`(_ row: (file: String, reason: String)) {
    #expect {
      try parser.plainText(Array(row.file.utf8), name: "n", path: "n.txt")
    } throws: { error in
      (error as? ReadingProblem)?.reason.contains(row.reason) ?? false
    }
  }

  @Test func `bad UTF-8 is told with its line`() {
    let bytes = Array("one\ntwo \u{62D}".utf8) + [0xC7, 0xE1] + Array("\nthree".utf8)
    #expect(
      throws: ReadingProblem(
        path: "n.txt", line: 2,
        reason: "not UTF-8; convert it first, for Arabic often: iconv -f WINDOWS-1256 -t UTF-8")
    ) { try parser.plainText(bytes, name: "n", path: "n.txt") }
  }

  @Test func `an alias in the front matter does not unfold without end`() throws {
    var yaml = "---\na: &a [x, x, x, x, x, x, x, x, x]\n"
    for (from, to) in zip("abcdefgh", "bcdefghi") {
      yaml += "\(to): &\(to) [*\(from), *\(from), *\(from), *\(from), *\(from), *\(from)]\n"
    }
    yaml += "title: T\n---\ntext"
    #expect(try parser.plainText(Array(yaml.utf8), name: "n", path: "n").report.title == "T")
  }

  @Test func `a line of JSON keeps what it does not know`() throws {
    let line = #"{"doc_id":7,"content":"نص","date":"2019-06-20T10:00:00Z","n":{"b":1,"a":[true]}}"#
    let report = try parser.jsonLine(Array(line.utf8)[...], path: "x.jsonl", line: 3).report
    #expect(report.id == "7")
    #expect(report.published == CivilDate(year: 2019, month: 6, day: 20))
    #expect(report.language == .arabic)
    #expect(report.origin == "x.jsonl:3")
    #expect(report.extra == [.init(name: "n", json: #"{"b":1,"a":[true]}"#)])
  }

  @Test func `what a line says besides is kept as it was written`() throws {
    let line =
      #"{"text":"t","n":{"z":12345678901234567890,"a":1.50,"z":[ ]},"s":"a\/\u0645","e":1e3,"d":1,"d":2}"#
    let report = try parser.jsonLine(Array(line.utf8)[...], path: "x", line: 1).report
    #expect(
      report.extra == [
        .init(name: "d", json: "2"), .init(name: "e", json: "1e3"),
        .init(name: "n", json: #"{"z":12345678901234567890,"a":1.50,"z":[ ]}"#),
        .init(name: "s", json: #""a/م""#),
      ])
  }

  @Test(arguments: [
    (#"{"id":9007199254740993,"text":"t"}"#, "9007199254740993"),
    (#"{"id":123456789012345678901234567890,"text":"t"}"#, "123456789012345678901234567890"),
    (#"{"id":7.0,"text":"t"}"#, "7"), (#"{"id":-3,"text":"t"}"#, "-3"),
    (#"{"id":"a","id":"b","text":"t"}"#, "b"),
  ])
  func `a number names a report by all of its digits`(_ line: String, _ id: String) throws {
    #expect(try parser.jsonLine(Array(line.utf8)[...], path: "x", line: 1).report.id == id)
  }

  @Test(arguments: [
    (#"{"text":"t"} {}"#, "byte 14: expected the end of the text"),
    (#"{"text":"t",}"#, "byte 13: expected a key"),
    (#"{"text" "t"}"#, "byte 9: expected a colon"),
    (#"{"text":'t'}"#, "byte 9: expected a value"),
  ])
  func `what is no JSON is told by its byte`(_ line: String, _ reason: String) {
    let problem = #expect(throws: ReadingProblem.self) {
      try parser.jsonLine(Array(line.utf8)[...], path: "x", line: 1)
    }
    #expect(problem?.reason.contains(reason) == true)
  }

  @Test func `a line in another encoding is told as that`() {
    let line: [UInt8] = Array(#"{"text":""#.utf8) + [0xE3, 0xD1] + Array(#""}"#.utf8)
    let problem = #expect(throws: ReadingProblem.self) {
      try parser.jsonLine(line[...], path: "x", line: 1)
    }
    #expect(problem?.reason.hasPrefix("not UTF-8") == true)
  }

  @Test func `values nested five hundred deep are kept, deeper ones refused`() throws {
    func line(_ depth: Int) -> [UInt8] {
      let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      return Array("\u{FEFF}{\"text\":\"t\",\"n\":\(nested)}".utf8)
    }
    #expect(try parser.jsonLine(line(500)[...], path: "x", line: 1).report.extra.count == 1)
    #expect(throws: ReadingProblem.self) {
      try parser.jsonLine(line(100_000)[...], path: "x", line: 1)
    }
  }

  @Test(arguments: ["", "[]", "7", "{", "{\"id\":\"a\"}", "{\"text\":\"\"}", "{\"text\":7}"])
  func `a line that is no report throws`(_ line: String) {
    #expect(throws: ReadingProblem.self) {
      try parser.jsonLine(Array(line.utf8)[...], path: "x", line: 1)
    }
  }

  @Test func `a date that is none is a warning, not a loss`() throws {
    let line = #"{"id":"a","text":"t","published":"yesterday"}"#
    let parsed = try parser.jsonLine(Array(line.utf8)[...], path: "x", line: 1)
    #expect(parsed.report.published == nil)
    #expect(parsed.warnings.map(\.severity) == [.warning])
  }

  @Test func `a page gives its words, not its scripts`() throws {
    let page = """
      <!doctype html><html lang="ar"><head><title>عنوان</title>
      <meta property="article:published_time" content="2019-06-20T08:00:00+03:00">
      <style>p{}</style></head><body><nav>قائمة</nav>
      <article><h1>عنوان <b>أول</b></h1><p>سطر&nbsp;واحد<script>alert(1)</script></p>
      <div>سطر<br>آخر</article><footer>x</footer></body></html>
      """
    let report = try parser.html(Array(page.utf8), name: "p", path: "p.html").report
    #expect(report.text == "عنوان أول\nسطر واحد\nسطر\nآخر")
    #expect(report.title == "عنوان")
    #expect(report.published == CivilDate(year: 2019, month: 6, day: 20))
  }

  @Test func `markup nested a hundred thousand deep is read`() throws {
    let page = String(repeating: "<div>", count: 100_000) + "deep"
    // libxml2 stops at its own depth; what matters is that nothing crashes.
    _ = try? parser.html(Array(page.utf8), name: "p", path: "p.html")
    #expect(throws: ReadingProblem.self) { try parser.html([], name: "p", path: "p.html") }
  }
}
