/// A word or number of a text.
///
/// In 32 bytes: texts are shorter than 4 GiB.
package struct Token: Hashable, Sendable {
  package enum Script: UInt8, Hashable, Sendable {
    case arabic, latin, digits, other
  }

  private var firstScalar: UInt32
  private var lastScalar: UInt32
  private var firstByte: UInt32
  private var lastByte: UInt32
  private var firstFolded: UInt32
  private var lastFolded: UInt32
  private var sentenceNumber: UInt32
  /// What stands between the word before and this one.
  package let gap: Gap
  package let script: Script
  /// Whether the word begins with a capital letter.
  package let isCapitalized: Bool

  init(
    scalars: Range<Int>, bytes: Range<Int>, folded: Range<Int>, script: Script, gap: Gap,
    sentence: Int, isCapitalized: Bool
  ) {
    firstScalar = UInt32(scalars.lowerBound)
    lastScalar = UInt32(scalars.upperBound)
    firstByte = UInt32(bytes.lowerBound)
    lastByte = UInt32(bytes.upperBound)
    firstFolded = UInt32(folded.lowerBound)
    lastFolded = UInt32(folded.upperBound)
    sentenceNumber = UInt32(sentence)
    self.gap = gap
    self.script = script
    self.isCapitalized = isCapitalized
  }

  /// The scalars of the text that the word covers.
  package var scalars: Range<Int> { Int(firstScalar)..<Int(lastScalar) }
  /// Its bytes in the UTF-8 of the text.
  package var bytes: Range<Int> { Int(firstByte)..<Int(lastByte) }
  /// Its folded form, as bytes of `TokenizedText.folded`.
  package var folded: Range<Int> { Int(firstFolded)..<Int(lastFolded) }
  /// The number of the sentence, from 0.
  package var sentence: Int { Int(sentenceNumber) }
}

/// What stands between two words.
package struct Gap: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let space = Gap(rawValue: 1 << 0)
  package static let hyphen = Gap(rawValue: 1 << 1)
  package static let comma = Gap(rawValue: 1 << 2)
  package static let period = Gap(rawValue: 1 << 3)
  package static let colon = Gap(rawValue: 1 << 4)
  package static let lineBreak = Gap(rawValue: 1 << 5)
  package static let openQuote = Gap(rawValue: 1 << 6)
  package static let closeQuote = Gap(rawValue: 1 << 7)
  package static let openBracket = Gap(rawValue: 1 << 8)
  package static let closeBracket = Gap(rawValue: 1 << 9)
  package static let slash = Gap(rawValue: 1 << 10)
  package static let other = Gap(rawValue: 1 << 11)
  package static let sentenceEnd = Gap(rawValue: 1 << 12)
  /// A quotation mark whose direction its form does not tell: `"`.
  package static let quote = Gap(rawValue: 1 << 13)
  /// The possessive 's of English stood here.
  package static let possessive = Gap(rawValue: 1 << 14)

  /// Whether a name of several words may run across this gap: blanks, a hyphen, quotation marks.
  package var joinsName: Bool {
    isDisjoint(with: Self.nameBreaks)
  }

  private static let nameBreaks: Gap = [
    .comma, .period, .colon, .lineBreak, .openBracket, .closeBracket, .slash, .other,
    .sentenceEnd, .possessive, .closeQuote, .openQuote, .quote,
  ]
}

/// A text cut into words, each with its folded form and its place in the text.
///
/// - Complexity: O(*n*) time and memory for *n* bytes of text.
package struct TokenizedText: Sendable {
  /// The UTF-8 bytes of the text.
  package let bytes: [UInt8]
  /// The folded forms of all words, one after the other.
  package let folded: [UInt8]
  package let tokens: [Token]
  package var sentenceCount: Int { (tokens.last?.sentence ?? -1) + 1 }

  package init(_ text: String) {
    let bytes = Array(text.utf8)
    var tokens: [Token] = []
    tokens.reserveCapacity(bytes.count / 8)
    let capacity = WordScanner.foldedCapacity(bytes.count)
    folded = [UInt8](unsafeUninitializedCapacity: capacity) { memory, count in
      guard let base = memory.baseAddress else { return }
      var output = WordScanner.FoldedBytes(base: base)
      bytes.withUnsafeBufferPointer {
        WordScanner.scan($0, folded: &output, tokens: &tokens)
      }
      count = output.count
    }
    self.bytes = bytes
    self.tokens = tokens
  }

  /// The folded form of a word.
  package func foldedText(_ token: Int) -> String {
    String(decoding: folded[tokens[token].folded], as: UTF8.self)
  }

  /// The folded forms of some words, a blank between them.
  package func foldedText(of range: Range<Int>) -> String {
    range.map(foldedText).joined(separator: " ")
  }

  /// The text from the first to the last of some words, as written.
  package func text(of range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    return String(
      decoding: bytes[tokens[first].bytes.lowerBound..<tokens[last].bytes.upperBound],
      as: UTF8.self)
  }

  /// The text between two byte offsets, as written.
  package func text(bytes range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The tokens of each sentence, in order.
  package var sentences: [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for index in tokens.indices.dropFirst()
    where tokens[index].sentence != tokens[index - 1].sentence {
      result.append(start..<index)
      start = index
    }
    if !tokens.isEmpty { result.append(start..<tokens.count) }
    return result
  }
}
