public import TextAnalysis

/// The one-letter words and the article that Arabic joins to the word after them.
public struct Joined: Hashable, Sendable {
  /// و or ف.
  public var hasConjunction = false
  /// ب, ل or ك.
  public var hasPreposition = false
  /// ال.
  public var isDefinite = false

  public init(
    hasConjunction: Bool = false, hasPreposition: Bool = false, isDefinite: Bool = false
  ) {
    self.hasConjunction = hasConjunction
    self.hasPreposition = hasPreposition
    self.isDefinite = isDefinite
  }

  /// The number of a token's word in `index`, with as little as possible taken off its beginning;
  /// -1 where it has none. At least two letters remain.
  public static func find(
    _ token: Int, in text: TokenizedText, _ index: WordIndex
  ) -> (number: Int, joined: Joined) {
    guard token >= 0, token < text.tokens.count else { return (-1, Joined()) }
    return text.withFolded(token) { word in
      let whole = index.find(word)
      if whole >= 0 || text.tokens[token].script != .arabic { return (whole, Joined()) }
      return find(in: word, index)
    }
  }

  private static func find(
    in word: UnsafeBufferPointer<UInt8>, _ index: WordIndex
  ) -> (number: Int, joined: Joined) {
    guard word.count >= 6 else { return (-1, Joined()) }
    let first = letter(word, 0)
    // Nearly all words begin with another letter.
    guard first == waw || first == feh || isPreposition(first) || first == alef else {
      return (-1, Joined())
    }
    let mayConjoin = first == waw || first == feh
    for isDefinite in [false, true] {
      for hasPreposition in [false, true] {
        for hasConjunction in [false, true] where mayConjoin || !hasConjunction {
          var start = hasConjunction ? 2 : 0
          if hasPreposition {
            guard isPreposition(letter(word, start)), word.count - start >= 6 else { continue }
            start += 2
          }
          if isDefinite {
            if letter(word, start) == alef, letter(word, start + 2) == lam,
              word.count - start >= 8
            {
              start += 4
            } else if hasPreposition, letter(word, start - 2) == lam, letter(word, start) == lam,
              word.count - start >= 6
            {
              // لل is ل and the article.
              start += 2
            } else {
              continue
            }
          }
          guard start > 0 else { continue }
          let number = index.find(UnsafeBufferPointer(rebasing: word[start...]))
          if number >= 0 {
            return (
              number,
              Joined(
                hasConjunction: hasConjunction, hasPreposition: hasPreposition,
                isDefinite: isDefinite)
            )
          }
        }
      }
    }
    return (-1, Joined())
  }

  /// The two bytes of the letter at `at`, 0 past the end.
  @inline(__always)
  private static func letter(_ word: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt16 {
    at + 1 < word.count ? UInt16(word[at]) << 8 | UInt16(word[at + 1]) : 0
  }

  @inline(__always)
  private static func isPreposition(_ letter: UInt16) -> Bool {
    letter == beh || letter == kaf || letter == lam
  }

  private static let alef: UInt16 = 0xD8A7
  private static let beh: UInt16 = 0xD8A8
  private static let feh: UInt16 = 0xD981
  private static let kaf: UInt16 = 0xD983
  private static let lam: UInt16 = 0xD984
  private static let waw: UInt16 = 0xD988
}
