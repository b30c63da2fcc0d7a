import Testing
import TextAnalysis

@testable import Numerals

struct NumeralReaderTests {
  /// Values by hand.
  @Test(arguments: [
    ("46", 46), ("٤٦", 46), ("1,000", 1000), ("ثمانية عشر", 18), ("خمسة وعشرين", 25),
    ("ستة وأربعون", 46), ("مئتين وستة", 206), ("ثلاثمئة", 300), ("ثلاثمائة", 300),
    ("ثلاث مئة", 300),
    ("ألفين", 2000), ("ثلاثة آلاف", 3000), ("نصف مليون", 500_000), ("أحد عشر", 11),
    ("إحدى عشرة", 11), ("اثنا عشر", 12), ("اثنتي عشرة", 12), ("اثنين وعشرين", 22),
    ("واحد وعشرون", 21),
    ("مئة وثلاثة وخمسين", 153), ("ألف وتسعمائة وثمانية وسبعون", 1978), ("ألفان وثمانية عشر", 2018),
    ("4 ملايين", 4_000_000), ("20 ألف", 20_000), ("خمسين ألف", 50_000), ("ألف و200", 1200),
    ("مليون ونصف", 1_500_000), ("الخمسين", 50), ("وخمسة", 5), ("عشرة", 10), ("صفر", 0),
    ("twenty-five", 25), ("two hundred and six", 206), ("a dozen", 12), ("two dozen", 24),
    ("1.5 million", 1_500_000), ("half a million", 500_000), ("nineteen", 19), ("one", 1),
    ("three thousand four hundred", 3400), ("a hundred", 100), ("20k", 20_000), ("seven", 7),
    ("one hundred and twenty thousand", 120_000), ("thirteen hundred", 1300),
  ])
  func `reads a number`(_ row: (String, Int)) {
    let text = TokenizedText(row.0)
    let numeral = NumeralReader.numeral(in: text, at: 0)
    #expect(numeral?.whole == row.1)
    #expect(numeral?.tokens.upperBound == text.tokens.count)
  }

  @Test(arguments: [
    "أحد الضباط", "الأحد", "الاثنين", "آلاف", "hundreds", "a tank", "half", "نصف", "سيطرت", "",
    "لست", "أثناء", "أثناء الهجوم",
    "99999999999999999999999",
  ])
  func `is no number`(_ words: String) {
    #expect(NumeralReader.numeral(in: TokenizedText(words), at: 0) == nil)
  }

  @Test(arguments: [
    ("الأول", 1), ("الثانية", 2), ("الحادي عشر", 11), ("الثاني والعشرين", 22), ("العشرين", 20),
    ("first", 1), ("twenty-first", 21), ("5th", 5), ("31st", 31), ("للثاني والعشرين", 22),
  ])
  func `reads an ordinal`(_ row: (String, Int)) {
    let text = TokenizedText(row.0)
    let ordinal = NumeralReader.ordinal(in: text, at: 0)
    #expect(ordinal?.whole == row.1)
    #expect(ordinal?.tokens.upperBound == text.tokens.count)
  }

  @Test func `a number ends where the next clause begins`() {
    let text = TokenizedText("قتل خمسة وعشرون عنصرا وأصيب ثلاثة")
    #expect(NumeralReader.numeral(in: text, at: 1)?.tokens == 1..<3)
    #expect(NumeralReader.numeral(in: text, at: 5)?.whole == 3)
  }
}
