/// Numbers for some folded words, looked up by the bytes of a word: no string is made of it.
///
/// Open addressing over multiplicative hashes, eight bytes at a time, which are the same in every run;
/// the bytes are compared too, so that no two words are ever taken for one another. Source of the
/// hash: D. E. Knuth, "The Art of Computer Programming", volume 3, section 6.4.
public struct WordIndex: Sendable {
  /// The number of a word plus one in the lower ``numberBits``, 0 where the slot is free, and bits of
  /// its hash above them; the count is a power of two, and at most a third of it is taken.
  private var slots = [UInt32](repeating: 0, count: 16)
  private static let numberBits: UInt32 = 22
  private static let numberMask: UInt32 = 1 << numberBits - 1
  /// A bit for each length of a word, those of 63 bytes and more together, and one for each end of a
  /// second byte, which tells letters of Arabic apart: most words that are looked up have others.
  private var lengths: UInt64 = 0
  private var letters: UInt64 = 0
  private var keys: [UInt8] = []
  /// Where in `keys` each word begins, and the end of the last.
  private var starts: [Int32] = [0]

  public init() {}

  public var count: Int { starts.count - 1 }

  /// The word with a number, folded.
  public func word(_ number: Int) -> String {
    String(decoding: keys[Int(starts[number])..<Int(starts[number + 1])], as: UTF8.self)
  }

  /// The number of `word`, a new one where it has none: the first is 0.
  ///
  /// - Parameter word: Folded.
  public mutating func insert(_ word: String) -> Int {
    var word = word
    return word.withUTF8 { bytes in
      let found = find(bytes)
      if found >= 0 { return found }
      if (count + 1) * 3 > slots.count { grow() }
      precondition(count < Int(Self.numberMask), "more words than a slot can number")
      lengths |= Self.lengthBit(bytes)
      letters |= Self.letterBit(bytes)
      keys.append(contentsOf: bytes)
      starts.append(Int32(keys.count))
      place(count - 1)
      return count - 1
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in 0..<count { place(number) }
  }

  private mutating func place(_ number: Int) {
    let mask = slots.count - 1
    let hash = keys.withUnsafeBufferPointer { keys in
      Self.hash(UnsafeBufferPointer(rebasing: keys[Int(starts[number])..<Int(starts[number + 1])]))
    }
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = Self.tag(hash) | UInt32(number + 1)
  }

  /// The number of the word with these folded bytes, -1 where it has none.
  public func find(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    guard lengths & Self.lengthBit(word) != 0, letters & Self.letterBit(word) != 0 else {
      return -1
    }
    return slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      let hash = Self.hash(word)
      let tag = Self.tag(hash)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        if slots[slot] & ~Self.numberMask == tag {
          let number = Int(slots[slot] & Self.numberMask) - 1
          if isWord(number, word) { return number }
        }
        slot = (slot + 1) & mask
      }
      return -1
    }
  }

  @inline(__always)
  private static func lengthBit(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    1 << UInt64(truncatingIfNeeded: min(word.count, 63))
  }

  @inline(__always)
  private static func letterBit(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    word.count > 1 ? 1 << UInt64(word[1] & 63) : 1
  }

  /// The highest bits of a hash, of which the lowest say the slot.
  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32) & ~numberMask
  }

  /// The number of a folded word, -1 where it has none.
  public func find(_ word: String) -> Int {
    var word = word
    return word.withUTF8 { find($0) }
  }

  /// The number of the folded word of a token, -1 where it has none or there is no such token.
  public func find(_ token: Int, in text: TokenizedText) -> Int {
    guard token >= 0, token < text.tokens.count else { return -1 }
    return text.withFolded(token) { find($0) }
  }

  private func isWord(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == word.count else { return false }
    return keys.withUnsafeBufferPointer { keys in
      for at in 0..<word.count where keys[start + at] != word[at] { return false }
      return true
    }
  }

  @inline(__always)
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(word)
    let count = bytes.count
    var hash = UInt64(truncatingIfNeeded: count)
    func mix(_ part: UInt64) {
      // 2⁶⁴ divided by the golden ratio.
      hash = (hash ^ part) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    if count >= 8 {
      var at = 0
      while at + 8 < count {
        mix(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      mix(bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    } else if count >= 4 {
      mix(
        UInt64(bytes.loadUnaligned(as: UInt32.self)) << 32
          | UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)))
    } else {
      var part: UInt64 = 0
      for byte in bytes { part = part << 8 | UInt64(byte) }
      mix(part)
    }
    return hash
  }
}

/// Some words, to which those of a text are compared by their folded bytes.
public struct WordSet: Sendable, ExpressibleByArrayLiteral {
  private var index = WordIndex()

  /// - Parameter words: As they are written, folded here.
  public init(_ words: some Sequence<String>) {
    for word in words { _ = index.insert(Folding.fold(word)) }
  }

  public init(arrayLiteral words: String...) { self.init(words) }

  /// Whether a token is one of the words; `false` where there is no such token.
  public func contains(_ token: Int, in text: TokenizedText) -> Bool {
    index.find(token, in: text) >= 0
  }

  public func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool { index.find(word) >= 0 }

  /// - Parameter word: Folded.
  public func contains(_ word: String) -> Bool { index.find(word) >= 0 }
}
