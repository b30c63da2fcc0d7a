public import TextAnalysis

/// A value for each of some folded words, found without making a string of the word looked up.
public struct WordTable<Value: Sendable>: Sendable {
  @usableFromInline var index = WordIndex()
  @usableFromInline var values: [Value] = []

  /// - Parameter entries: Words as they are written, folded here; of two equal ones the first counts.
  public init(_ entries: [(String, Value)]) {
    for (word, value) in entries {
      let key = Folding.fold(word)
      if key.isEmpty { continue }
      if index.insert(key) == values.count { values.append(value) }
    }
  }

  /// The value of a token as it stands.
  @inlinable
  public func value(of token: Int, in text: TokenizedText) -> Value? {
    let found = index.find(token, in: text)
    return found < 0 ? nil : values[found]
  }

  /// The value of the word with these folded bytes.
  @inlinable
  public func value(of word: UnsafeBufferPointer<UInt8>) -> Value? {
    let found = index.find(word)
    return found < 0 ? nil : values[found]
  }

  /// The value of a token, as it stands or without the Arabic particles joined before it.
  @inlinable
  public func match(_ token: Int, in text: TokenizedText) -> (value: Value, joined: Joined)? {
    let (found, joined) = Joined.find(token, in: text, index)
    return found < 0 ? nil : (values[found], joined)
  }

  /// The folded words with their values, in the order in which they were given.
  public var entries: [(word: String, value: Value)] {
    values.indices.map { (index.word($0), values[$0]) }
  }
}
