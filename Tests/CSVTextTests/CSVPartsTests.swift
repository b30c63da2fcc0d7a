import CSVText
import Foundation
import Testing

/// A file in parts reads like the file as a whole.
struct CSVPartsTests {
  static func parts(_ text: String, size: Int) throws -> [CSVParts.Part] {
    let path = NSTemporaryDirectory() + "parts-\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard var parts = CSVParts(path: path, size: size) else { throw POSIXError(.ENOENT) }
    var result: [CSVParts.Part] = []
    while let part = try parts.next() { result.append(part) }
    return result
  }

  static let texts = [
    "a,b\n1,2\n3,4\n5,6\n", "a,b\r\n1,2\r\n3,4", "\u{FEFF}a,b\n\"x\ny\",\"q\"\"r\"\n\n3,4\n",
    "\n\na,b\n1,\"\n\n\"\n2,\n", "a,b\n", "a,b", "\"a\nc\",b\n1,2\n3,4\n",
    "a,b\n" + (0..<500).map { "\($0),\"line\n\($0 * 7)\"\n" }.joined(),
  ]

  @Test(arguments: texts, [1, 3, 7, 64, 1 << 20])
  func `parts have the rows and the lines of the whole`(text: String, size: Int) throws {
    let whole = try CSVTable(parsing: Array(text.utf8))
    var rows: [(line: Int, cells: [String])] = []
    for part in try Self.parts(text, size: size) {
      let table = try CSVTable(parsing: part.bytes)
      #expect(table.columns == whole.columns)
      rows += table.rows.map { ($0.line + part.lineOffset, $0.cells) }
    }
    #expect(rows.map(\.line) == whole.rows.map(\.line))
    #expect(rows.map(\.cells) == whole.rows.map(\.cells))
  }

  @Test func `an empty file is one part, and a quote without an end is the last`() throws {
    #expect(try Self.parts("", size: 10).map(\.bytes) == [[]])
    let parts = try Self.parts("a\n1\n2\n\"3\n4\n5\n", size: 2)
    let last = try #require(parts.last)
    #expect(throws: CSVTable.SyntaxError.self) { try CSVTable(parsing: last.bytes) }
    let missing = CSVParts(path: "/no/such/file")
    if case .some = missing { Issue.record("a file that is not there is opened") }
  }
}
