package import TextAnalysis

/// Reads numbers in digits and in Arabic and English words.
package enum NumeralReader {
  /// The cardinal number that begins with a token, the longest that can be read.
  ///
  /// A joined و, ب or ل before its first word is no part of it, nor is a separate article ("الـ 46").
  package static func numeral(in text: TokenizedText, at index: Int) -> Numeral? {
    guard text.tokens.indices.contains(index) else { return nil }
    switch text.tokens[index].script {
    case .digits: return digits(in: text, at: index)
    case .arabic: return ArabicNumber(text).read(at: index)
    case .latin: return english(in: text, at: index)
    case .other: return nil
    }
  }

  /// The ordinal that begins with a token: "الحادي والعشرين", "twenty-first", "5th".
  ///
  /// Arabic tens with the article ("العشرين") count, being the same word for both.
  package static func ordinal(in text: TokenizedText, at index: Int) -> Numeral? {
    guard text.tokens.indices.contains(index) else { return nil }
    switch text.tokens[index].script {
    case .digits:
      guard let value = integer(in: text, at: index), index + 1 < text.tokens.count,
        text.tokens[index + 1].gap.isEmpty, ordinalEndings.value(of: index + 1, in: text) != nil
      else { return nil }
      return Numeral(value: Double(value), tokens: index..<index + 2, notation: .digits)
    case .arabic: return arabicOrdinal(in: text, at: index)
    case .latin: return englishOrdinal(in: text, at: index)
    case .other: return nil
    }
  }

  /// The number of a token of digits, `nil` beyond 15 of them.
  package static func integer(in text: TokenizedText, at index: Int) -> Int? {
    guard text.tokens.indices.contains(index), text.tokens[index].script == .digits,
      text.tokens[index].folded.count <= 15
    else { return nil }
    var value = 0
    for byte in text.folded[text.tokens[index].folded] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// The folded words that a number or an ordinal may begin with, besides digits.
  package static var firstWords: [String] { NumberWord.firstWords }

  private static let ordinalEndings = WordTable<Bool>(
    ["st", "nd", "rd", "th"].map { ($0, true) })
  private static let ands = WordTable<Bool>([("and", true)])
  private static let articles = WordTable<Bool>([("a", true), ("an", true)])
  private static let digitScales = WordTable<Int>([
    ("k", 1000), ("bn", 1_000_000_000), ("hundred", 100), ("thousand", 1000),
    ("million", 1_000_000), ("billion", 1_000_000_000), ("ألف", 1000), ("ألفا", 1000),
    ("آلاف", 1000), ("مليون", 1_000_000), ("مليونا", 1_000_000), ("ملايين", 1_000_000),
    ("مليار", 1_000_000_000), ("مليارات", 1_000_000_000),
  ])

  static func follows(_ index: Int, in text: TokenizedText) -> Bool {
    index < text.tokens.count && index > 0 && text.tokens[index].gap.joinsName
  }

  private static func digits(in text: TokenizedText, at index: Int) -> Numeral? {
    guard let whole = integer(in: text, at: index) else { return nil }
    var value = Double(whole)
    var end = index + 1
    if isDecimalPoint(before: index + 1, in: text), !isDecimalPoint(before: index + 2, in: text),
      !isDecimalPoint(before: index, in: text), let part = integer(in: text, at: index + 1)
    {
      var divisor = 1.0
      for _ in text.tokens[index + 1].folded { divisor *= 10 }
      value += Double(part) / divisor
      end += 1
    }
    if follows(end, in: text), let scale = digitScales.value(of: end, in: text) {
      value *= Double(scale)
      end += 1
    }
    return Numeral(value: value, tokens: index..<end, notation: .digits)
  }

  private static func isDecimalPoint(before index: Int, in text: TokenizedText) -> Bool {
    index > 0 && index < text.tokens.count && text.tokens[index].gap == .period
      && text.tokens[index].script == .digits && text.tokens[index - 1].script == .digits
  }

  private static func english(in text: TokenizedText, at start: Int) -> Numeral? {
    var total = 0
    var current = 0
    var lastScale = Int.max
    var end = start
    var index = start
    var hasUnit = false
    var hasTens = false
    var article = false
    if articles.value(of: start, in: text) != nil {
      // "a dozen", "a hundred", "a million".
      article = true
      index += 1
      guard follows(index, in: text) else { return nil }
    }
    words: while index < text.tokens.count {
      if index > start, !follows(index, in: text) { break }
      var at = index
      if end > start, lastScale < .max || current >= 100,
        ands.value(of: at, in: text) != nil
      {
        at += 1
        guard follows(at, in: text) else { break }
      }
      guard let word = NumberWord.english.value(of: at, in: text) else { break }
      if article, end == start {
        switch word {
        case .hundred, .scale, .dozen: break
        default: return nil
        }
      }
      switch word {
      case .unit(let value):
        if hasUnit || current % 10 != 0 { break words }
        current += value
        hasUnit = true
      case .teen(let value):
        if hasUnit || hasTens { break words }
        current += value
        hasUnit = true
        hasTens = true
      case .tens(let value):
        if hasUnit || hasTens { break words }
        current += value
        hasTens = true
      case .hundred:
        if current >= 100 || (current == 0 && end > start) { break words }
        current = max(1, current) * 100
        hasUnit = false
        hasTens = false
      case .scale(let scale):
        if scale >= lastScale || (current == 0 && end > start) { break words }
        total += max(1, current) * scale
        current = 0
        lastScale = scale
        hasUnit = false
        hasTens = false
      case .dozen:
        if end > start, current == 0 || current > 99 { break words }
        return Numeral(
          value: Double(total + max(1, current) * 12), tokens: start..<at + 1, notation: .words)
      case .zero:
        return end == start
          ? Numeral(value: 0, tokens: start..<at + 1, notation: .words) : nil
      case .fraction(let fraction):
        guard end == start else { break words }
        // "half a million".
        var next = at + 1
        if articles.value(of: next, in: text) != nil { next += 1 }
        guard follows(next, in: text),
          case .scale(let scale) = NumberWord.english.value(of: next, in: text)
        else { return nil }
        return Numeral(
          value: fraction * Double(scale), tokens: start..<next + 1, notation: .words)
      default: break words
      }
      end = at + 1
      index = end
    }
    guard end > start else { return nil }
    return Numeral(value: Double(total + current), tokens: start..<end, notation: .words)
  }

  private static func arabicOrdinal(in text: TokenizedText, at index: Int) -> Numeral? {
    if let first = NumberWord.arabicOrdinals.match(index, in: text) {
      var value = first.value
      var end = index + 1
      if follows(end, in: text), let next = NumberWord.arabic.match(end, in: text) {
        if case .ten = next.value, !next.joined.hasConjunction, value < 10 {
          value += 10
          end += 1
        } else if case .tens(let tens) = next.value, next.joined.hasConjunction, value < 10 {
          value += tens
          end += 1
        }
      }
      return Numeral(
        value: Double(value), tokens: index..<end, notation: .words,
        isDefinite: first.joined.isDefinite)
    }
    if let (word, joined) = NumberWord.arabic.match(index, in: text), joined.isDefinite,
      case .tens(let value) = word
    {
      return Numeral(
        value: Double(value), tokens: index..<index + 1, notation: .words, isDefinite: true)
    }
    return nil
  }

  private static func englishOrdinal(in text: TokenizedText, at index: Int) -> Numeral? {
    if let value = NumberWord.englishOrdinals.value(of: index, in: text) {
      return Numeral(value: Double(value), tokens: index..<index + 1, notation: .words)
    }
    guard case .tens(let tens) = NumberWord.english.value(of: index, in: text),
      follows(index + 1, in: text),
      let unit = NumberWord.englishOrdinals.value(of: index + 1, in: text), unit < 10
    else { return nil }
    return Numeral(value: Double(tens + unit), tokens: index..<index + 2, notation: .words)
  }
}
