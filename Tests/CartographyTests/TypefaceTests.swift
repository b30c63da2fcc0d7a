import Cartography
import TestSupport
import Testing

/// A name and the width that `hb-shape` (HarfBuzz 6.0.0) gives it with the fonts of Debian's
/// fonts-noto-core 20201225, in thousandths of an em.
struct WidthCase: CustomTestStringConvertible, Sendable {
  let name: String
  let face: Typeface
  let thousandths: Int
  var testDescription: String { name }

  init(_ name: String, _ face: Typeface, _ thousandths: Int) {
    self.name = name
    self.face = face
    self.thousandths = thousandths
  }

  static let all: [WidthCase] = [
    WidthCase("Hama", .latin, 2798),
    WidthCase("Khan Shaykhun", .latin, 7302),
    WidthCase("Maarrat al-Numan", .latin, 8650),
    WidthCase("Abu al-Duhur", .latin, 6270),
    WidthCase("Jisr al-Shughur", .latin, 6873),
    WidthCase("Deir ez-Zor", .latin, 5161),
    WidthCase("Al-Suqaylabiyah", .latin, 7453),
    WidthCase("Tall Rifaat", .latin, 4520),
    WidthCase("Ṣawrān", .latin, 3468),
    WidthCase("حماة", .arabic, 1710),
    WidthCase("خان شيخون", .arabic, 4434),
    WidthCase("معرة النعمان", .arabic, 4311),
    WidthCase("أبو الظهور", .arabic, 3516),
    WidthCase("جسر الشغور", .arabic, 4305),
    WidthCase("دير الزور", .arabic, 3090),
    WidthCase("السقيلبية", .arabic, 3224),
    WidthCase("اللاذقية", .arabic, 2721),
    WidthCase("الأتارب", .arabic, 2442),
    WidthCase("كفرنبودة", .arabic, 3063),
    WidthCase("بيت لاها", .arabic, 2952),
    WidthCase("سلمى", .arabic, 2003),
    WidthCase("مَعَرَّة", .arabic, 1682),
    WidthCase("Hama", .latinBold, 2955),
    WidthCase("Khan Shaykhun", .latinBold, 7814),
    WidthCase("Maarrat al-Numan", .latinBold, 9281),
    WidthCase("Abu al-Duhur", .latinBold, 6636),
    WidthCase("Jisr al-Shughur", .latinBold, 7344),
    WidthCase("Deir ez-Zor", .latinBold, 5393),
    WidthCase("Al-Suqaylabiyah", .latinBold, 8008),
    WidthCase("Tall Rifaat", .latinBold, 4967),
    WidthCase("Ṣawrān", .latinBold, 3706),
    WidthCase("حماة", .arabicBold, 1775),
    WidthCase("خان شيخون", .arabicBold, 4571),
    WidthCase("معرة النعمان", .arabicBold, 4508),
    WidthCase("أبو الظهور", .arabicBold, 3737),
    WidthCase("جسر الشغور", .arabicBold, 4473),
    WidthCase("دير الزور", .arabicBold, 3164),
    WidthCase("السقيلبية", .arabicBold, 3374),
    WidthCase("اللاذقية", .arabicBold, 2861),
    WidthCase("الأتارب", .arabicBold, 2576),
    WidthCase("كفرنبودة", .arabicBold, 3165),
    WidthCase("بيت لاها", .arabicBold, 3023),
    WidthCase("سلمى", .arabicBold, 2048),
    WidthCase("مَعَرَّة", .arabicBold, 1741),
  ]
}

@Suite struct TypefaceTests {
  @Test(arguments: WidthCase.all)
  func `a name is as wide as HarfBuzz sets it, within 3 in 100`(_ row: WidthCase) {
    let width = row.face.width(of: row.name, size: 1000)
    #expect(abs(width - Double(row.thousandths)) <= 0.03 * Double(row.thousandths))
  }

  @Test func `marks and direction signs have no width`() {
    #expect(
      Typeface.arabic.width(of: "\u{200F}\u{062D}\u{064E}\u{0645}\u{0627}\u{0629}", size: 10)
        == Typeface.arabic.width(of: "\u{062D}\u{0645}\u{0627}\u{0629}", size: 10))
    #expect(Typeface.latin.width(of: "", size: 10) == 0)
  }

  @Test func `letter spacing adds up`() {
    let plain = Typeface.latin.width(of: "HTS", size: 14)
    #expect(abs(Typeface.latin.width(of: "HTS", size: 14, letterSpacing: 1.2) - plain - 3.6) < 1e-9)
  }

  @Test(arguments: 0..<40)
  func `wrapped lines keep the words and the width`(seed: Int) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("abcXYZ \u{062D}\u{0645}\u{0627}\u{0644}  ,.")
    let text = String((0..<200).map { _ in alphabet.randomElement(using: &random) ?? " " })
    let lines = Typeface.latin.lines(of: text, size: 10, width: 90)
    for line in lines { #expect(Typeface.latin.width(of: line, size: 10) <= 90) }
    #expect(
      lines.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
  }

  @Test func `a text that does not fit ends in an ellipsis and fits`() {
    let text = String(repeating: "Maarrat al-Numan ", count: 1000)
    let fitted = Typeface.latinBold.fitted(text, size: 12, width: 170)
    #expect(fitted.hasSuffix("\u{2026}"))
    #expect(Typeface.latinBold.width(of: fitted, size: 12) <= 170)
    #expect(Typeface.latinBold.fitted("Hama", size: 12, width: 170) == "Hama")
  }
}
