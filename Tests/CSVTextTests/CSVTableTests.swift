import CSVText
import Testing

struct CSVTableTests {
  @Test func `quotes, line ends and lists`() throws {
    let text = "\u{FEFF}a,b,c\r\n\"x \"\"y\"\",\nz\",2.5,p| q||\r\n\n,,\"\""
    let table = try CSVTable(parsing: Array(text.utf8))
    #expect(table.columns == ["a", "b", "c"])
    #expect(table.rows.count == 2)
    #expect(table.rows[0]["a"] == "x \"y\",\nz")
    #expect(table.rows[0].number("b") == 2.5)
    #expect(table.rows[0].list("c") == ["p", "q"])
    #expect(table.rows[0].line == 2)
    #expect(table.rows[1].line == 5)
    #expect(table.rows[1]["nothing"] == "")
    #expect(table.rows[1].number("b") == nil)
  }

  @Test(arguments: [
    ("", 0), ("a,a\n", 1), ("a,b\n1\n", 2), ("a\nx\"y\n", 2), ("a\n\"x\ny", 2), ("a\n\"x\"y\n", 2),
    ("a\n\n\n1,2\n", 4),
  ])
  func `what is not RFC 4180 is refused with its line`(_ text: String, line: Int) {
    let error = #expect(throws: CSVTable.SyntaxError.self) {
      try CSVTable(parsing: Array(text.utf8))
    }
    #expect(error?.line == line)
  }

  @Test func `bad rows can be skipped, but not quotes without an end`() throws {
    let bytes = Array("a,b\n1,2\n3\n".utf8) + [0xFF] + Array(",4\n5,\u{FFFD}\n6,7\n".utf8)
    var bad: [CSVTable.RaggedRow] = []
    let table = try CSVTable(parsing: bytes, ragged: &bad, repairing: true)
    #expect(table.rows.map(\.line) == [2, 6])
    #expect(bad.map(\.error.line) == [3, 4, 5])
    #expect(bad[1].cells == ["\u{FFFD}", "4"])
    #expect(throws: CSVTable.SyntaxError.self) {
      try CSVTable(parsing: Array("a\n\"x\ny".utf8), ragged: &bad, repairing: true)
    }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(throws: CSVTable.SyntaxError.self) { try CSVTable(parsing: [0x61, 0x0A, 0xC3, 0x0A]) }
  }

  @Test(arguments: ["nan", "inf", "", "1e400", "0x", "٣"])
  func `odd numbers are none`(_ cell: String) throws {
    let table = try CSVTable(parsing: Array("a,b\n\(cell),\n".utf8))
    #expect(table.rows[0].number("a") == nil)
  }
}
