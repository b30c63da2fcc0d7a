import JSONText
import Testing

struct JSONValueTests {
  @Test func `values are read`() throws {
    let text =
      #" {"a":[1,-0.5,1e3,12345678901234567890],"b":"x\"\\\/\né\u0645\ud83d\ude00","c":null,"#
      + #""d":true,"e":{},"f":[],"a":2}"# + "\n"
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(value["a"]?.array?.map(\.number) == [1, -0.5, 1000, 12_345_678_901_234_567_168])
    #expect(value["b"]?.text == "x\"\\/\né\u{645}😀")
    #expect(value["c"] == .null)
    #expect(value["d"] == .boolean(true))
    #expect(value["e"] == .object([]))
    #expect(value["g"] == nil)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", ".5", "+1", "1e", "nul", "\"a", "\"\\x\"",
    "\"\\ud800\"", "\"\u{1}\"", "[1] 2", "NaN", "1e999", "{1:2}", "\"\\u12\"",
    String(repeating: "[", count: 101) + String(repeating: "]", count: 101),
  ])
  func `what RFC 8259 does not allow is refused`(_ text: String) {
    #expect(throws: JSONValue.SyntaxError.self) { try JSONValue(parsing: Array(text.utf8)) }
  }

  @Test func `the error names line and byte`() {
    let error = #expect(throws: JSONValue.SyntaxError.self) {
      try JSONValue(parsing: Array("{\n\"a\": 1,\n \"b\": ?}".utf8))
    }
    #expect(error?.line == 3)
    #expect(error?.column == 7)
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(throws: JSONValue.SyntaxError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test(arguments: ["0.1", "36.18065", "1234567.891", "0.000001", "99999.99999", "5e-324"])
  func `numbers are the nearest ones`(_ text: String) throws {
    // The standard library's reader is the other opinion.
    #expect(try JSONValue(parsing: Array(text.utf8)).number == Double(text))
  }

  @Test func `members come in their order with their own texts`() throws {
    let text = #" {"a": 10000000000000001 , "b":{"c":[1, 2]},"a":"é\u0645"} "#
    let bytes = Array(text.utf8)
    let members = try #require(try JSONValue.members(parsing: bytes))
    #expect(members.map(\.key) == ["a", "b", "a"])
    #expect(
      members.map { String(decoding: bytes[$0.written], as: UTF8.self) }
        == ["10000000000000001", #"{"c":[1, 2]}"#, #""é\u0645""#])
    #expect(members[2].value == .text("éم"))
  }

  @Test func `what is JSON and no object has no members`() throws {
    #expect(try JSONValue.members(parsing: Array("[{}]".utf8)) == nil)
    #expect(throws: JSONValue.SyntaxError.self) {
      try JSONValue.members(parsing: Array("[{}".utf8))
    }
    #expect(throws: JSONValue.SyntaxError.self) {
      try JSONValue.members(parsing: Array("{} {}".utf8))
    }
  }
}
