internal import Numerals
internal import TextAnalysis

/// The first words of some phrases, asked of the words of a text without making strings of them.
///
/// Nearly every word of a text begins no phrase; this tells so by its bytes alone.
struct WordStarts: Sendable {
  private let words: WordTable<Bool>

  /// - Parameter words: Folded words, as they stand in the phrases.
  init(_ words: [String]) {
    self.words = WordTable(words.map { ($0, true) })
  }

  /// Whether a word, as it stands or without some of the letters that Arabic joins before it, is
  /// one of them: whenever `WordForm.readings` has such a form, and seldom else.
  func mayBegin(_ token: Int, in text: TokenizedText) -> Bool {
    let word = text.folded[text.tokens[token].folded]
    if has(word) { return true }
    guard text.tokens[token].script == .arabic else { return false }
    if mayBegin(afterConjunction: word) { return true }
    guard let first = Letter(word), first == .waw || first == .feh, word.count >= 6 else {
      return false
    }
    let rest = word.dropFirst(2)
    return has(rest) || mayBegin(afterConjunction: rest)
  }

  private func mayBegin(afterConjunction word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 6, let first = Letter(word) else { return false }
    let second = Letter(word.dropFirst(2))
    if first == .alef, second == .lam, word.count >= 8, has(word.dropFirst(4)) { return true }
    if first == .lam, second == .lam, word.count >= 8 {
      // لل is ل and the article.
      if has(word.dropFirst(4)) || has(Letter.article + word.dropFirst(4)) { return true }
    }
    guard [.beh, .lam, .kaf, .seen].contains(first) else { return false }
    if has(word.dropFirst(2)) { return true }
    return word.count >= 10 && word.dropFirst(2).starts(with: Letter.article)
      && has(word.dropFirst(6))
  }

  private func has(_ word: ArraySlice<UInt8>) -> Bool { words.value(word) != nil }
  private func has(_ word: [UInt8]) -> Bool { words.value(word[...]) != nil }

  /// Letters that are joined before words, by their two bytes in UTF-8.
  private enum Letter: UInt16 {
    case alef = 0xD8A7
    case beh = 0xD8A8
    case seen = 0xD8B3
    case feh = 0xD981
    case kaf = 0xD983
    case lam = 0xD984
    case waw = 0xD988

    static let article: [UInt8] = [0xD8, 0xA7, 0xD9, 0x84]

    init?(_ word: ArraySlice<UInt8>) {
      guard word.count >= 2 else { return nil }
      self.init(
        rawValue: UInt16(word[word.startIndex]) << 8 | UInt16(word[word.startIndex + 1]))
    }
  }
}
