package import TextAnalysis

/// A value for each of some folded words, found without making a string of the word looked up.
///
/// Open addressing over FNV-1a hashes of the bytes, which are the same in every run; the bytes are
/// compared too, so that no two words are ever taken for one another.
package struct WordTable<Value: Sendable>: Sendable {
  /// An entry's number plus one, 0 where the slot is free; the count is a power of two.
  private var slots: [Int32]
  private var keys: [UInt8] = []
  private var keyRanges: [Range<Int>] = []
  private var values: [Value] = []

  /// - Parameter entries: Words as they are written, folded here; of two equal ones the first counts.
  package init(_ entries: [(String, Value)]) {
    var size = 16
    while size < entries.count * 3 { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
    for (word, value) in entries {
      let key = Array(Folding.fold(word).utf8)
      guard !key.isEmpty, self.value(key[...]) == nil else { continue }
      var slot = Self.hash(key[...]) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      keyRanges.append(keys.count..<keys.count + key.count)
      keys += key
      values.append(value)
      slots[slot] = Int32(values.count)
    }
  }

  /// The value of the word with these folded bytes.
  package func value(_ word: ArraySlice<UInt8>) -> Value? {
    var slot = Self.hash(word) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if keys[keyRanges[entry]] == word { return values[entry] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The value of a token as it stands.
  package func value(of token: Int, in text: TokenizedText) -> Value? {
    guard text.tokens.indices.contains(token) else { return nil }
    return value(text.folded[text.tokens[token].folded])
  }

  /// The value of a token, as it stands or without the Arabic particles joined before it.
  package func match(_ token: Int, in text: TokenizedText) -> (value: Value, joined: Joined)? {
    guard text.tokens.indices.contains(token) else { return nil }
    let word = text.folded[text.tokens[token].folded]
    if let value = value(word) { return (value, Joined()) }
    guard text.tokens[token].script == .arabic else { return nil }
    var found: (value: Value, joined: Joined)?
    Joined.forEachSplit(of: word) { start, joined in
      guard let value = value(word[start...]) else { return true }
      found = (value, joined)
      return false
    }
    return found
  }

  /// The folded words with their values, in the order in which they were given.
  package var entries: [(word: String, value: Value)] {
    zip(keyRanges, values).map { (String(decoding: keys[$0], as: UTF8.self), $1) }
  }

  private static func hash(_ word: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 29)
  }
}

/// The one-letter words and the article that Arabic joins to the word after them.
package struct Joined: Hashable, Sendable {
  /// و or ف.
  package var hasConjunction = false
  /// ب, ل or ك.
  package var hasPreposition = false
  /// ال.
  package var isDefinite = false

  package init(
    hasConjunction: Bool = false, hasPreposition: Bool = false, isDefinite: Bool = false
  ) {
    self.hasConjunction = hasConjunction
    self.hasPreposition = hasPreposition
    self.isDefinite = isDefinite
  }

  private static let waw: [UInt8] = [0xD9, 0x88]
  private static let feh: [UInt8] = [0xD9, 0x81]
  private static let beh: [UInt8] = [0xD8, 0xA8]
  private static let kaf: [UInt8] = [0xD9, 0x83]
  private static let lam: [UInt8] = [0xD9, 0x84]
  private static let article: [UInt8] = [0xD8, 0xA7, 0xD9, 0x84]

  /// Calls `body` with where the word proper may begin, the least cut off first, until it returns
  /// `false`; at least two letters remain.
  static func forEachSplit(of word: ArraySlice<UInt8>, _ body: (Int, Joined) -> Bool) {
    guard let first = word.first, first == 0xD8 || first == 0xD9 else { return }
    func isAt(_ start: Int, _ letters: [UInt8]) -> Bool {
      word.endIndex - start - letters.count >= 4 && word[start...].starts(with: letters)
    }
    let begin = word.startIndex
    let mayConjoin = isAt(begin, waw) || isAt(begin, feh)
    for isDefinite in [false, true] {
      for hasPreposition in [false, true] {
        for hasConjunction in [false, true] where mayConjoin || !hasConjunction {
          var start = begin + (hasConjunction ? 2 : 0)
          if hasPreposition {
            guard isAt(start, beh) || isAt(start, kaf) || isAt(start, lam) else { continue }
            start += 2
          }
          if isDefinite {
            if isAt(start, article) {
              start += 4
            } else if hasPreposition, word[(start - 2)...].starts(with: lam), isAt(start, lam) {
              start += 2
            } else {
              continue
            }
          }
          guard start > begin else { continue }
          let joined = Joined(
            hasConjunction: hasConjunction, hasPreposition: hasPreposition,
            isDefinite: isDefinite)
          if !body(start, joined) { return }
        }
      }
    }
  }
}
