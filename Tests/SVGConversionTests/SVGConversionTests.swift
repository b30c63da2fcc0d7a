import SVGConversion
import Testing

@Suite struct SVGConversionTests {
  private let red = Array(
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="40" height="30">\
    <rect width="40" height="30" fill="#FF0000"/></svg>
    """.utf8)

  @Test func `a PNG has the pixels that are asked for`() throws {
    let png = try picture(ofSVG: red, width: 40, height: 30, as: .png(scale: 2))
    #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    // The header of PNG (ISO 15948): width and height in the bytes 16 to 23.
    #expect(png[16..<20].reduce(0) { $0 << 8 | Int($1) } == 80)
    #expect(png[20..<24].reduce(0) { $0 << 8 | Int($1) } == 60)
  }

  @Test func `a PDF bears the given day and has the same bytes each time`() throws {
    let date = "2019-06-10T00:00:00Z"
    let pdf = try picture(ofSVG: red, width: 40, height: 30, as: .pdf(date: date))
    #expect(Array(pdf.prefix(5)) == Array("%PDF-".utf8))
    #expect(String(decoding: pdf, as: UTF8.self).contains("20190610"))
    #expect(try picture(ofSVG: red, width: 40, height: 30, as: .pdf(date: date)) == pdf)
  }

  @Test func `what is no SVG is told`() {
    #expect(throws: SVGConversionError.self) {
      try picture(ofSVG: Array("no picture".utf8), width: 10, height: 10, as: .png(scale: 1))
    }
    #expect(throws: SVGConversionError.self) {
      try picture(ofSVG: red, width: 1e6, height: 1e6, as: .png(scale: 1))
    }
  }
}
