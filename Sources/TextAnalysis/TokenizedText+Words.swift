/// Questions about single words, answered from their folded bytes: no string is made of them.
extension TokenizedText {
  /// Gives the folded bytes of a token.
  @inlinable public func withFolded<Result>(
    _ token: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = tokens[token].folded
    return folded.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Whether the folded form of a token is `word`; `false` where there is no such token.
  public func isWord(_ token: Int, _ word: StaticString) -> Bool {
    guard token >= 0, token < tokens.count,
      tokens[token].folded.count == word.utf8CodeUnitCount
    else { return false }
    return matches(word, at: tokens[token].folded.lowerBound)
  }

  /// Whether the folded form of a token begins with `letters`; `false` where there is no such token.
  public func hasPrefix(_ token: Int, _ letters: StaticString) -> Bool {
    guard token >= 0, token < tokens.count,
      tokens[token].folded.count >= letters.utf8CodeUnitCount
    else { return false }
    return matches(letters, at: tokens[token].folded.lowerBound)
  }

  /// Whether the folded form of a token ends with `letters`; `false` where there is no such token.
  public func hasSuffix(_ token: Int, _ letters: StaticString) -> Bool {
    guard token >= 0, token < tokens.count,
      tokens[token].folded.count >= letters.utf8CodeUnitCount
    else { return false }
    return matches(letters, at: tokens[token].folded.upperBound - letters.utf8CodeUnitCount)
  }

  private func matches(_ letters: StaticString, at start: Int) -> Bool {
    folded.withUnsafeBufferPointer { folded in
      for at in 0..<letters.utf8CodeUnitCount where folded[start + at] != letters.utf8Start[at] {
        return false
      }
      return true
    }
  }
}
