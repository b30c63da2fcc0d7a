internal import Numerals
internal import TextAnalysis

/// The first words of some phrases, looked up by the bytes of a word with what Arabic joins
/// before it taken off.
///
/// Nearly every word of a text begins no phrase; no string is made of those.
struct WordStarts: Sendable {
  private let words: WordTable<Bool>

  /// - Parameter words: Folded words, as they stand in the phrases.
  init(_ words: [String]) {
    self.words = WordTable(words.map { ($0, true) })
  }

  /// The ways to read a word that are one of the first words, in the order of
  /// `WordForm.readings`.
  func forms(of token: Int, in text: TokenizedText) -> [WordForm] {
    let word = text.folded[text.tokens[token].folded]
    var result: [WordForm] = []
    add(word, WordForm(text: ""), to: &result)
    guard text.tokens[token].script == .arabic, word.count >= 6 else { return result }
    let first = Letter(word)
    let mayConjoin = first == .waw || first == .feh
    if mayConjoin { add(word.dropFirst(2), WordForm(text: "", hasConjunction: true), to: &result) }
    addJoined(word, hasConjunction: false, to: &result)
    if mayConjoin { addJoined(word.dropFirst(2), hasConjunction: true, to: &result) }
    return result
  }

  /// The forms without article and preposition.
  private func addJoined(
    _ word: ArraySlice<UInt8>, hasConjunction: Bool, to result: inout [WordForm]
  ) {
    guard word.count >= 6, let first = Letter(word) else { return }
    let second = Letter(word.dropFirst(2))
    var form = WordForm(text: "", hasConjunction: hasConjunction)
    if first == .alef, second == .lam, word.count >= 8 {
      form.lostArticle = true
      add(word.dropFirst(4), form, to: &result)
    }
    if first == .lam, second == .lam, word.count >= 8 {
      // لل is ل and the article.
      form = WordForm(text: "", hasConjunction: hasConjunction, preposition: "ل")
      add((Letter.article + word.dropFirst(4))[...], form, to: &result)
      form.lostArticle = true
      add(word.dropFirst(4), form, to: &result)
    }
    guard first.isJoinedBeforeWords else { return }
    form = WordForm(
      text: "", hasConjunction: hasConjunction, preposition: first.preposition,
      isFuture: first == .seen)
    add(word.dropFirst(2), form, to: &result)
    if word.count >= 10, word.dropFirst(2).starts(with: Letter.article) {
      form.isFuture = false
      form.lostArticle = true
      add(word.dropFirst(6), form, to: &result)
    }
  }

  private func add(_ word: ArraySlice<UInt8>, _ form: WordForm, to result: inout [WordForm]) {
    guard words.value(word) != nil else { return }
    var form = form
    form.text = String(decoding: word, as: UTF8.self)
    result.append(form)
  }

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

    /// Whether it may stand before a word or its article: a preposition or the س of the future.
    var isJoinedBeforeWords: Bool { preposition != nil || self == .seen }

    var preposition: Character? {
      switch self {
      case .beh: "ب"
      case .lam: "ل"
      case .kaf: "ك"
      default: nil
      }
    }
  }
}
