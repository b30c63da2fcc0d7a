/// A word or number of a text.
///
/// In 32 bytes: texts are shorter than 4 GiB.
public struct Token: Hashable, Sendable {
  public enum Script: UInt8, Hashable, Sendable {
    case arabic, latin, digits, other
  }

  @usableFromInline var firstScalar: UInt32
  @usableFromInline var lastScalar: UInt32
  @usableFromInline var firstByte: UInt32
  @usableFromInline var lastByte: UInt32
  @usableFromInline var firstFolded: UInt32
  @usableFromInline var lastFolded: UInt32
  @usableFromInline var sentenceNumber: UInt32
  /// What stands between the word before and this one.
  public let gap: Gap
  public let script: Script
  /// Whether the word begins with a capital letter.
  public let isCapitalized: Bool

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
  @inlinable public var scalars: Range<Int> { Int(firstScalar)..<Int(lastScalar) }
  /// Its bytes in the UTF-8 of the text.
  @inlinable public var bytes: Range<Int> { Int(firstByte)..<Int(lastByte) }
  /// Its folded form, as bytes of `TokenizedText.folded`.
  @inlinable public var folded: Range<Int> { Int(firstFolded)..<Int(lastFolded) }
  /// The number of the sentence, from 0.
  @inlinable public var sentence: Int { Int(sentenceNumber) }
}

/// What stands between two words.
public struct Gap: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  @inlinable public init(arrayLiteral elements: Gap...) {
    rawValue = elements.reduce(0) { $0 | $1.rawValue }
  }

  @inlinable public static var space: Gap { Gap(rawValue: 1 << 0) }
  @inlinable public static var hyphen: Gap { Gap(rawValue: 1 << 1) }
  @inlinable public static var comma: Gap { Gap(rawValue: 1 << 2) }
  @inlinable public static var period: Gap { Gap(rawValue: 1 << 3) }
  @inlinable public static var colon: Gap { Gap(rawValue: 1 << 4) }
  @inlinable public static var lineBreak: Gap { Gap(rawValue: 1 << 5) }
  @inlinable public static var openQuote: Gap { Gap(rawValue: 1 << 6) }
  @inlinable public static var closeQuote: Gap { Gap(rawValue: 1 << 7) }
  @inlinable public static var openBracket: Gap { Gap(rawValue: 1 << 8) }
  @inlinable public static var closeBracket: Gap { Gap(rawValue: 1 << 9) }
  @inlinable public static var slash: Gap { Gap(rawValue: 1 << 10) }
  @inlinable public static var other: Gap { Gap(rawValue: 1 << 11) }
  @inlinable public static var sentenceEnd: Gap { Gap(rawValue: 1 << 12) }
  /// A quotation mark whose direction its form does not tell: `"`.
  @inlinable public static var quote: Gap { Gap(rawValue: 1 << 13) }
  /// The possessive 's of English stood here.
  @inlinable public static var possessive: Gap { Gap(rawValue: 1 << 14) }

  /// Whether a name of several words may run across this gap: blanks, a hyphen, quotation marks.
  public var joinsName: Bool {
    rawValue & Self.nameBreaks.rawValue == 0
  }

  private static let nameBreaks: Gap = [
    .comma, .period, .colon, .lineBreak, .openBracket, .closeBracket, .slash, .other,
    .sentenceEnd, .possessive, .closeQuote, .openQuote, .quote,
  ]
}

/// A text cut into words, each with its folded form and its place in the text.
///
/// - Complexity: O(*n*) time and memory for *n* bytes of text.
public struct TokenizedText: Sendable {
  /// The UTF-8 bytes of the text.
  public let bytes: [UInt8]
  /// The folded forms of all words, one after the other.
  public let folded: [UInt8]
  public let tokens: [Token]
  public var sentenceCount: Int { (tokens.last?.sentence ?? -1) + 1 }

  public init(_ text: String) {
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
  public func foldedText(_ token: Int) -> String {
    String(decoding: folded[tokens[token].folded], as: UTF8.self)
  }

  /// The folded forms of some words, a blank between them.
  public func foldedText(of range: Range<Int>) -> String {
    range.map(foldedText).joined(separator: " ")
  }

  /// The text from the first to the last of some words, as written.
  public func text(of range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last else { return "" }
    return String(
      decoding: bytes[tokens[first].bytes.lowerBound..<tokens[last].bytes.upperBound],
      as: UTF8.self)
  }

  /// The text between two byte offsets, as written.
  public func text(bytes range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The tokens of each sentence, in order.
  public var sentences: [Range<Int>] {
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
