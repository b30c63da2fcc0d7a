import Testing
import TextShaping

@Suite struct TextShapingTests {
  private func shaper() throws -> TextShaper {
    try #require(try MapFonts().open())
  }

  private let arabic = MapFonts.Face.arabic.rawValue
  private let latin = MapFonts.Face.latin.rawValue

  @Test func `Latin letters stand from left to right by their advances`() throws {
    // NotoSans-Regular.ttf has advances of 741 for H, 561 for a and 935 for m (fonttools 4.54).
    let line = try shaper().line("Ham", preferred: [latin, arabic], isRightToLeft: false)
    #expect(line.glyphs.map(\.x) == [0, 741, 1302])
    #expect(line.width == 2237)
  }

  @Test func `Arabic letters join and stand from right to left`() throws {
    let shaper = try shaper()
    let word = shaper.line("حماة", preferred: [arabic, latin], isRightToLeft: true)
    let letters = "حماة".map {
      shaper.line(String($0), preferred: [arabic, latin], isRightToLeft: true).glyphs[0].index
    }
    // The first letter stands last; joined letters are other glyphs than letters alone.
    #expect(word.glyphs.count >= 3)
    #expect(word.glyphs.last?.index != letters[0])
    #expect(word.glyphs.map(\.x) == word.glyphs.map(\.x).sorted())
  }

  @Test func `a number in an Arabic line keeps its digits in order, to the left of the word`()
    throws
  {
    let shaper = try shaper()
    let line = shaper.line("عام 17", preferred: [arabic, latin], isRightToLeft: true)
    let digits = shaper.line("17", preferred: [arabic, latin], isRightToLeft: false)
    #expect(line.glyphs.prefix(2).map(\.index) == digits.glyphs.map(\.index))
  }

  @Test func `a Latin word in an Arabic line comes from the Latin font`() throws {
    let line = try shaper().line("طريق M5", preferred: [arabic, latin], isRightToLeft: true)
    #expect(line.glyphs.first?.font == latin)
    #expect(line.glyphs.last?.font == arabic)
  }

  @Test func `an outline begins with a move and ends closed`() throws {
    let shaper = try shaper()
    let glyph = shaper.line("H", preferred: [latin], isRightToLeft: false).glyphs[0]
    let steps = shaper.fonts[latin].outline(of: glyph.index)
    guard case .move? = steps.first, case .close? = steps.last else {
      Issue.record("\(steps)")
      return
    }
    let blank = shaper.line(" ", preferred: [latin], isRightToLeft: false).glyphs[0]
    #expect(shaper.fonts[latin].outline(of: blank.index).isEmpty)
  }

  @Test func `a subset is a small font in WOFF2, with the same bytes each time`() throws {
    let font = try shaper().fonts[arabic]
    let bytes = try #require(font.subset(of: Set("حماة".unicodeScalars)))
    #expect(Array(bytes.prefix(4)) == Array("wOF2".utf8))
    // The length that the header tells is that of the file.
    let length = bytes[8..<12].reduce(0) { $0 << 8 | Int($1) }
    #expect(length == bytes.count)
    #expect(bytes.count < 12_000)
    #expect(font.subset(of: Set("حماة".unicodeScalars)) == bytes)
  }

  @Test func `a font that is missing is named with the folder`() {
    #expect(throws: MapFonts.MissingFont.self) { try MapFonts(folder: "/nowhere") }
  }
}
