internal import TextAnalysis

/// How a word was read: with some of the letters that Arabic joins before it taken off.
struct WordForm: Hashable, Sendable {
  /// Whether و or ف was joined before it.
  var hasConjunction = false
  /// The preposition that was joined before it: ب, ل or ك.
  var preposition: Unicode.Scalar?
  /// Whether the س of the future was.
  var isFuture = false
  /// Whether the article was taken off.
  var lostArticle = false
  /// Whether at most two letters are left.
  var isShort = false

  /// Whether anything besides the س of the future was taken off.
  var isJoined: Bool { hasConjunction || preposition != nil || lostArticle }
}

extension WordForm {
  /// Gives every way to read a token as its folded bytes, the one with the least taken off first,
  /// until `body` returns `false`.
  ///
  /// Joined letters come in the order conjunction, preposition (or the س of the future), article;
  /// لل is ل and the article. What is left has at least two letters.
  static func forEach(
    of token: Int, in text: TokenizedText, _ body: (UnsafeBufferPointer<UInt8>, WordForm) -> Bool
  ) {
    text.withFolded(token) { word in
      guard body(word, WordForm(isShort: isShort(word))),
        text.tokens[token].script == .arabic, word.count >= 6, let first = Letter(word)
      else { return }
      let mayConjoin = first == .waw || first == .feh
      guard mayConjoin || first == .alef || first == .lam || first.isJoinedBeforeWords else {
        return
      }
      if mayConjoin {
        let rest = UnsafeBufferPointer(rebasing: word[2...])
        guard body(rest, WordForm(hasConjunction: true, isShort: isShort(rest))),
          forEachJoined(word, hasConjunction: false, body)
        else { return }
        _ = forEachJoined(rest, hasConjunction: true, body)
      } else {
        _ = forEachJoined(word, hasConjunction: false, body)
      }
    }
  }

  /// The forms without article and preposition.
  private static func forEachJoined(
    _ word: UnsafeBufferPointer<UInt8>, hasConjunction: Bool,
    _ body: (UnsafeBufferPointer<UInt8>, WordForm) -> Bool
  ) -> Bool {
    guard word.count >= 6, let first = Letter(word) else { return true }
    let second = Letter(UnsafeBufferPointer(rebasing: word[2...]))
    var form = WordForm(hasConjunction: hasConjunction)
    func isWanted(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
      form.isShort = isShort(word)
      return body(word, form)
    }
    if first == .alef, second == .lam, word.count >= 8 {
      form.lostArticle = true
      guard isWanted(UnsafeBufferPointer(rebasing: word[4...])) else { return false }
    }
    if first == .lam, second == .lam, word.count >= 8 {
      // لل is ل and the article.
      form = WordForm(hasConjunction: hasConjunction, preposition: "ل")
      let goesOn = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: word.count) { memory in
        _ = memory.initialize(from: word)
        (memory[0], memory[1]) = (0xD8, 0xA7)
        return isWanted(UnsafeBufferPointer(memory))
      }
      guard goesOn else { return false }
      form.lostArticle = true
      guard isWanted(UnsafeBufferPointer(rebasing: word[4...])) else { return false }
    }
    guard first.isJoinedBeforeWords else { return true }
    form = WordForm(
      hasConjunction: hasConjunction, preposition: first.preposition, isFuture: first == .seen)
    guard isWanted(UnsafeBufferPointer(rebasing: word[2...])) else { return false }
    if word.count >= 10, second == .alef,
      Letter(UnsafeBufferPointer(rebasing: word[4...])) == .lam
    {
      form.isFuture = false
      form.lostArticle = true
      guard isWanted(UnsafeBufferPointer(rebasing: word[6...])) else { return false }
    }
    return true
  }

  private static func isShort(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = word.first else { return true }
    return word.count <= (first < 0x80 ? 2 : 4)
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

    init?(_ word: UnsafeBufferPointer<UInt8>) {
      guard word.count >= 2 else { return nil }
      self.init(rawValue: UInt16(word[0]) << 8 | UInt16(word[1]))
    }

    /// Whether it may stand before a word or its article: a preposition or the س of the future.
    var isJoinedBeforeWords: Bool { preposition != nil || self == .seen }

    var preposition: Unicode.Scalar? {
      switch self {
      case .beh: "ب"
      case .lam: "ل"
      case .kaf: "ك"
      default: nil
      }
    }
  }
}
