import Testing

@testable import TextAnalysis

struct FoldingTests {
  @Test(arguments: [
    ("حَمَاة", "حماه"), ("إدلب", "ادلب"), ("معرّة النعمان", "معره النعمان"), ("السويداء", "السويدا"),
    ("كفـــرنبودة", "كفرنبوده"), ("عفرين‎", "عفرين"), ("سراقب\u{200F}", "سراقب"),
    ("گرى سبى", "كري سبي"),
    ("ﺣﻤﺎﺓ", "حماه"), ("ﻻذقية", "لاذقيه"), ("Ma‘arrat al-Nu‘mān", "maarrat al numan"),
    ("Şırnak", "sirnak"), ("Qal'at Al Madīq", "qalat al madiq"), ("٢٠١٩", "2019"), ("۲۰۱۹", "2019"),
    ("  Tal   Malah ", "tal malah"), ("L-39", "l 39"), ("M4", "m4"), ("1,000", "1000"),
    ("كوباني‌", "كوباني"), ("ژ", "ز"),
  ])
  func `folds`(_ row: (String, String)) {
    #expect(Folding.fold(row.0) == row.1)
  }

  @Test func `folding twice changes nothing more`() {
    for scalar in UInt32(0x20)...0xFFFF {
      guard let scalar = Unicode.Scalar(scalar) else { continue }
      let once = Folding.fold(String(scalar))
      #expect(Folding.fold(once) == once, "U+\(String(scalar.value, radix: 16))")
    }
  }
}

struct TokenizedTextTests {
  @Test func `words keep their place in the text`() {
    let text = "سيطرت على (الجبين) وتل ملح، Hama's army."
    let tokenized = TokenizedText(text)
    let scalars = Array(text.unicodeScalars)
    let words = tokenized.tokens.map { token in
      String(String.UnicodeScalarView(scalars[token.scalars]))
    }
    #expect(words == ["سيطرت", "على", "الجبين", "وتل", "ملح", "Hama", "army"])
    #expect(tokenized.tokens[2].gap == [.space, .openBracket])
    #expect(tokenized.tokens[6].gap.contains(.possessive))
  }

  @Test func `a hamza at the end is a letter of the word, a mark is not`() {
    let tokenized = TokenizedText("لواء حماةَ")
    #expect(tokenized.tokens.map(\.scalars) == [0..<4, 5..<9])
  }

  @Test func `a full stop ends a sentence, a decimal point does not`() {
    let tokenized = TokenizedText("It fell at 3.5 km. Then rain! وانسحبت؟ نعم\nسطر")
    #expect(
      tokenized.sentences.map { tokenized.text(of: $0) }
        == ["It fell at 3.5 km", "Then rain", "وانسحبت", "نعم", "سطر"])
  }

  @Test(arguments: ["", " ", "\u{200F}", "''''", "'s", "a's", "…", "ـــ", "1,,2", "\u{0}"])
  func `odd texts have no word out of bounds`(_ text: String) {
    let tokenized = TokenizedText(text)
    for token in tokenized.tokens {
      #expect(token.scalars.upperBound <= text.unicodeScalars.count)
      #expect(token.bytes.upperBound <= text.utf8.count)
      #expect(!token.folded.isEmpty)
    }
  }
}
