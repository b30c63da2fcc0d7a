/// Puts scalars together to words and gaps.
struct WordScanner {
  /// Appends the words of `bytes`, which are valid UTF-8, to `tokens` and their folded forms to
  /// `folded`.
  static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, folded: inout [UInt8], tokens: inout [Token]
  ) {
    var scanner = WordScanner()
    var at = 0
    var scalarIndex = 0
    while at < bytes.count {
      let (scalar, length) = decodeScalar(bytes, at)
      scanner.consume(
        scalar, at: at, length: length, scalarIndex: scalarIndex,
        next: at + length < bytes.count ? decodeScalar(bytes, at + length).scalar : 0,
        afterNext: { secondScalar(bytes, after: at + length) }, folded: &folded, tokens: &tokens)
      at += length
      scalarIndex += 1
    }
    scanner.endWord(folded: &folded, tokens: &tokens)
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
    _ scalar: UInt32, at byte: Int, length: Int, scalarIndex: Int, next: UInt32,
    afterNext: () -> UInt32, folded: inout [UInt8], tokens: inout [Token]
  ) {
    defer { previousScalar = scalar }
    let packed = Folding.packedEffect(of: scalar)

    if isApostrophe(scalar), wordStart != nil, script == .latin {
      // Hama's: the possessive is no part of the name. Nu'man: the apostrophe is.
      if next == 0x73 || next == 0x53, !isWordScalar(afterNext()) {
        endWord(folded: &folded, tokens: &tokens)
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
      if continuesNumber(scalar, next: next) { return }
      endWord(folded: &folded, tokens: &tokens)
      note(scalar, next: next)
      return
    }
    // The s after a possessive apostrophe.
    if wordStart == nil, gap.contains(.possessive), isApostrophe(previousScalar) { return }

    let kind = Self.script(ofFolded: packed & 0xFFFF)
    if wordStart != nil, kind != script, !(script == .latin && kind == .digits) {
      endWord(folded: &folded, tokens: &tokens)
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

  mutating func endWord(folded: inout [UInt8], tokens: inout [Token]) {
    guard let start = wordStart else { return }
    if gap.contains(.sentenceEnd), !tokens.isEmpty { sentence += 1 }
    tokens.append(
      Token(
        scalars: start.scalar..<wordEnd.scalar, bytes: start.byte..<wordEnd.byte,
        folded: start.folded..<folded.count, script: script, gap: gap, sentence: sentence,
        isCapitalized: isCapitalized))
    wordStart = nil
    gap = []
  }

  /// Whether a separator stands inside a number: `1,000`, `١٬٠٠٠`.
  private func continuesNumber(_ scalar: UInt32, next: UInt32) -> Bool {
    guard wordStart != nil, script == .digits, isDigit(next), isDigit(previousScalar) else {
      return false
    }
    return scalar == 0x2C || scalar == 0x66C
  }

  private mutating func note(_ scalar: UInt32, next: UInt32) {
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
      if !isWordScalar(next) { gap.insert(.sentenceEnd) }
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

  private func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
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

private func secondScalar(_ bytes: UnsafeBufferPointer<UInt8>, after at: Int) -> UInt32 {
  guard at < bytes.count else { return 0 }
  let next = at + decodeScalar(bytes, at).length
  return next < bytes.count ? decodeScalar(bytes, next).scalar : 0
}
