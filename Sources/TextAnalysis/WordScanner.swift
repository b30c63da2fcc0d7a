/// Puts scalars together to words and gaps.
struct WordScanner {
  /// Folded bytes in memory that is large enough.
  struct FoldedBytes {
    let base: UnsafeMutablePointer<UInt8>
    var count = 0

    @inline(__always)
    mutating func append(_ byte: UInt8) {
      base[count] = byte
      count += 1
    }
  }

  /// As many bytes as the folded form of a text of `count` bytes can have: a ligature of three bytes
  /// folds to two letters of two.
  static func foldedCapacity(_ count: Int) -> Int { count / 3 * 4 + 8 }

  /// Appends the words of `bytes`, which are valid UTF-8, to `tokens` and writes their folded forms.
  ///
  /// - Parameter folded: Memory for at least ``foldedCapacity(_:)`` bytes.
  static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, folded: inout FoldedBytes, tokens: inout [Token]
  ) {
    var scanner = WordScanner()
    var at = 0
    var scalarIndex = 0
    Folding.basic.withUnsafeBufferPointer { effects in
      while at < bytes.count {
        // Nine in ten scalars are letters that go on with a word.
        scanner.consumeLetters(bytes, &at, &scalarIndex, effects, folded: &folded)
        guard at < bytes.count else { break }
        let (scalar, length) = decodeScalar(bytes, at)
        scanner.consume(
          scalar, at: at, length: length, scalarIndex: scalarIndex,
          rest: UnsafeBufferPointer(rebasing: bytes[(at + length)...]), folded: &folded,
          tokens: &tokens)
        at += length
        scalarIndex += 1
      }
    }
    scanner.endWord(folded: folded, tokens: &tokens)
  }

  /// Consumes the Arabic letters of two bytes that go on with an Arabic word, or the unaccented ones
  /// that go on with a Latin one.
  @inline(__always)
  private mutating func consumeLetters(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ scalarIndex: inout Int,
    _ effects: UnsafeBufferPointer<UInt32>, folded: inout FoldedBytes
  ) {
    guard wordStart != nil else { return }
    let start = at
    if script == .arabic {
      while at + 1 < bytes.count, bytes[at] & 0xFC == 0xD8 {
        let scalar = Int(bytes[at] & 0x1F) << 6 | Int(bytes[at + 1] & 0x3F)
        let letter = effects[scalar]
        guard letter &- 0x620 < 0xE0 else { break }
        folded.append(UInt8(truncatingIfNeeded: 0xC0 | letter >> 6))
        folded.append(UInt8(truncatingIfNeeded: 0x80 | letter & 0x3F))
        at += 2
        scalarIndex += 1
      }
    } else if script == .latin {
      while at < bytes.count, bytes[at] | 0x20 &- 0x61 < 26, bytes[at] >= 0x41 {
        folded.append(bytes[at] | 0x20)
        at += 1
        scalarIndex += 1
      }
    }
    guard at > start else { return }
    wordEnd = (at, scalarIndex)
    // Some letter: only apostrophes and digits are asked for.
    previousScalar = 0x61
  }

  private var wordStart: (byte: Int, scalar: Int, folded: Int)?
  /// The end of the last scalar of the word that is not a mark or an apostrophe.
  private var wordEnd: (byte: Int, scalar: Int) = (0, 0)
  private var script = Token.Script.other
  private var isCapitalized = false
  private var gap = Gap()
  private var sentence = 0
  private var previousScalar: UInt32 = 0

  mutating func consume(
    _ scalar: UInt32, at byte: Int, length: Int, scalarIndex: Int,
    rest: UnsafeBufferPointer<UInt8>, folded: inout FoldedBytes, tokens: inout [Token]
  ) {
    defer { previousScalar = scalar }
    let packed = Folding.packedEffect(of: scalar)

    if isApostrophe(scalar), wordStart != nil, script == .latin {
      // Hama's: the possessive is no part of the name. Nu'man: the apostrophe is.
      if let next = rest.first, next == 0x73 || next == 0x53,
        !isWordScalar(firstScalar(UnsafeBufferPointer(rebasing: rest.dropFirst())))
      {
        endWord(folded: folded, tokens: &tokens)
        gap.insert(.possessive)
      }
      return
    }
    if packed == Folding.nothing {
      if wordStart == nil {
        noteMark(scalar)
      } else if scalar == 0x621 {
        // A hamza at the end goes in folding, but it is a letter of the word.
        wordEnd = (byte + length, scalarIndex + 1)
      }
      return
    }
    if packed == Folding.separator {
      if continuesNumber(scalar, rest) { return }
      endWord(folded: folded, tokens: &tokens)
      note(scalar, rest)
      return
    }
    // The s after a possessive apostrophe.
    if wordStart == nil, gap.contains(.possessive), isApostrophe(previousScalar) { return }

    let kind = Self.script(ofFolded: packed & 0xFFFF)
    if wordStart != nil, kind != script, !(script == .latin && kind == .digits) {
      endWord(folded: folded, tokens: &tokens)
    }
    if wordStart == nil {
      wordStart = (byte, scalarIndex, folded.count)
      script = kind
      isCapitalized =
        (0x41...0x5A).contains(scalar)
        || (scalar > 0x7F && scalar < 0x600
          && Unicode.Scalar(scalar)?.properties.isUppercase == true)
    }
    append(packed & 0xFFFF, to: &folded)
    if packed >> 16 != 0 { append(packed >> 16, to: &folded) }
    wordEnd = (byte + length, scalarIndex + 1)
  }

  mutating func endWord(folded: FoldedBytes, tokens: inout [Token]) {
    guard let start = wordStart else { return }
    if gap.contains(.sentenceEnd), let last = tokens.last {
      if gap.isSubset(of: Self.afterAbbreviation), last.script == .latin, last.isCapitalized,
        script == .latin
          ? isAbbreviation(last, folded) : script == .digits && isShortMonth(last, folded)
      {
        gap.remove(.sentenceEnd)
      } else {
        sentence += 1
      }
    }
    tokens.append(
      Token(
        scalars: start.scalar..<wordEnd.scalar, bytes: start.byte..<wordEnd.byte,
        folded: start.folded..<folded.count, script: script, gap: gap, sentence: sentence,
        isCapitalized: isCapitalized))
    wordStart = nil
    gap = []
  }

  private static let afterAbbreviation: Gap = [.period, .space, .sentenceEnd]

  /// Titles of persons, before whose stop no sentence ends.
  private static let abbreviations: Set<[UInt8]> = Set(
    [
      "gen", "lt", "col", "mr", "mrs", "ms", "dr", "sgt", "maj", "brig", "capt", "st", "prof",
    ].map { Array($0.utf8) })

  private static let shortMonths: Set<[UInt8]> = Set(
    [
      "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ].map { Array($0.utf8) })

  /// "On Jan. 4, gunmen …": the stop before a number is the month's.
  private func isShortMonth(_ last: Token, _ folded: FoldedBytes) -> Bool {
    guard (3...4).contains(last.folded.count) else { return false }
    let word = UnsafeBufferPointer(start: folded.base, count: folded.count)[last.folded]
    return Self.shortMonths.contains(Array(word))
  }

  /// Whether the stop behind a word is that of an abbreviation: "U.S. forces", "Gen. X".
  private func isAbbreviation(_ last: Token, _ folded: FoldedBytes) -> Bool {
    if last.folded.count == 1 { return last.gap == .period ? !isCapitalized : last.gap == .space }
    guard last.folded.count <= 5 else { return false }
    let word = UnsafeBufferPointer(start: folded.base, count: folded.count)[last.folded]
    return Self.abbreviations.contains(Array(word))
  }

  /// Whether a separator stands inside a number: `1,000`, `١٬٠٠٠`.
  private func continuesNumber(
    _ scalar: UInt32, _ rest: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard wordStart != nil, script == .digits, isDigit(previousScalar),
      isDigit(firstScalar(rest))
    else {
      return false
    }
    return scalar == 0x2C || scalar == 0x66C
  }

  private mutating func note(_ scalar: UInt32, _ rest: UnsafeBufferPointer<UInt8>) {
    switch scalar {
    case 0x20, 0x09, 0xA0, 0x2000...0x200A, 0x202F, 0x3000: gap.insert(.space)
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029:
      gap.insert(.lineBreak)
      gap.insert(.sentenceEnd)
    case 0x2D, 0x2010...0x2015, 0x2212: gap.insert(.hyphen)
    case 0x2C, 0x60C, 0x3B, 0x61B: gap.insert(.comma)
    case 0x3A: gap.insert(.colon)
    case 0x2E, 0x2026:
      gap.insert(.period)
      // 3.5, U.S., L.39 and "v.2" go on; a blank or the end of the text ends the sentence.
      if !isWordScalar(firstScalar(rest)) { gap.insert(.sentenceEnd) }
    case 0x21, 0x3F, 0x61F, 0x6D4: gap.insert(.sentenceEnd)
    case 0xAB, 0x201C, 0x201E, 0x2039: gap.insert(.openQuote)
    case 0xBB, 0x201D, 0x203A: gap.insert(.closeQuote)
    case 0x22: gap.insert(.quote)
    case 0x28, 0x5B, 0x7B, 0xFD3E: gap.insert(.openBracket)
    case 0x29, 0x5D, 0x7D, 0xFD3F: gap.insert(.closeBracket)
    case 0x2F, 0x5C, 0x7C: gap.insert(.slash)
    default: gap.insert(.other)
    }
  }

  private mutating func noteMark(_ scalar: UInt32) {
    if isApostrophe(scalar) { gap.insert(.quote) }
  }

  private func isApostrophe(_ scalar: UInt32) -> Bool {
    scalar == 0x27 || scalar == 0x2019 || scalar == 0x2018 || scalar == 0x60 || scalar == 0xB4
  }

  private func isDigit(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0x660...0x669).contains(scalar)
      || (0x6F0...0x6F9).contains(scalar)
  }

  private func isWordScalar(_ scalar: UInt32) -> Bool {
    let packed = Folding.packedEffect(of: scalar)
    return scalar != 0 && packed != Folding.separator && packed != Folding.nothing
  }

  private static func script(ofFolded scalar: UInt32) -> Token.Script {
    switch scalar {
    case 0x30...0x39: .digits
    case 0x61...0x7A: .latin
    case 0x620..<0x700: .arabic
    default: .other
    }
  }

  @inline(__always)
  private func append(_ scalar: UInt32, to bytes: inout FoldedBytes) {
    if scalar < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}

/// The scalar at `at` and its length in bytes. The bytes come from a `String`, so they are valid.
@inline(__always)
private func decodeScalar(
  _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
) -> (scalar: UInt32, length: Int) {
  let first = UInt32(bytes[at])
  if first < 0x80 { return (first, 1) }
  if first < 0xE0 { return ((first & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F), 2) }
  if first < 0xF0 {
    return (
      (first & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F), 3
    )
  }
  return (
    (first & 0x07) << 18 | UInt32(bytes[at + 1] & 0x3F) << 12 | UInt32(bytes[at + 2] & 0x3F) << 6
      | UInt32(bytes[at + 3] & 0x3F), 4
  )
}

/// The first scalar of `bytes`, 0 where there is none.
private func firstScalar(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
  bytes.isEmpty ? 0 : decodeScalar(bytes, 0).scalar
}
