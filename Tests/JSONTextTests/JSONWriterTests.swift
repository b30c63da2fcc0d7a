import Foundation
import JSONText
import Testing

struct JSONWriterTests {
  @Test func `writes what a parser reads back`() throws {
    var json = JSONWriter()
    let hostile = "a\"b\\c\n\u{1}\u{7F}</script>\u{2028}حماة😀"
    json.beginObject()
    json.key("t")
    json.value(hostile)
    json.key("n")
    json.beginArray()
    json.value(1)
    json.value(-0.0, decimals: 3)
    json.value(1.0005, decimals: 7)
    json.value(.nan, decimals: 2)
    json.null()
    json.value(true)
    json.endArray()
    json.endObject()
    let value = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any]
    #expect(value?["t"] as? String == hostile)
    #expect(String(decoding: json.bytes, as: UTF8.self).hasSuffix("[1,0,1.0005,null,null,true]}"))
  }

  @Test(arguments: [
    (35.30581, 5, "35.30581"), (-0.00001, 3, "0"), (-1.5, 1, "-1.5"), (2, 7, "2"), (0.1, 7, "0.1"),
    (36.5186099999, 5, "36.51861"), (1e300, 2, "1e+300"), (-36.05, 2, "-36.05"), (0.05, 1, "0.1"),
  ])
  func `numbers are short and without a locale`(_ row: (Double, Int, String)) {
    var bytes: [UInt8] = []
    appendDecimal(row.0, decimals: row.1, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == row.2)
  }

  @Test(arguments: [
    0, 0x08, 0x09, 0x0A, 0x0D, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7E, 0x7F,
  ])
  func `a byte is escaped wherever it stands`(_ byte: Int) throws {
    let scalar = try #require(Unicode.Scalar(UInt32(byte)))
    for before in 0...17 {
      let text = String(repeating: "م", count: before) + String(scalar) + "حماة (2019)"
      var json = JSONWriter()
      json.value(text)
      // Foundation's reader is the other opinion; what need not be escaped is not.
      let read = try JSONSerialization.jsonObject(
        with: Data(json.bytes), options: .fragmentsAllowed)
      #expect(read as? String == text)
      let isPlain = byte >= 0x20 && ![0x22, 0x5C, 0x7F].contains(byte)
      #expect(isPlain == (json.bytes.count == text.utf8.count + 2))
    }
  }
}
