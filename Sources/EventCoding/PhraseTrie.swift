internal import TextAnalysis

/// Phrases of folded words, found by the longest match.
///
/// Words are compared by their bytes. Nearly every word of a text is in no phrase, and is done with
/// after one look-up for each way to read it.
final class PhraseTrie<Value: Sendable>: Sendable {
  /// All words of all phrases.
  let words: WordIndex
  /// The node after the first word, by the word's number, -1 where no phrase begins so.
  private let firsts: [Int32]
  /// The node after a node and a further word, by both.
  private let edges: [UInt64: Int32]
  private let hasEdges: [Bool]
  private let values: [[Value]]

  /// - Parameter phrases: Folded words, and what they stand for; several phrases may be the same.
  init(_ phrases: [(words: [String], value: Value)]) {
    var words = WordIndex()
    var firsts: [Int32] = []
    var edges: [UInt64: Int32] = [:]
    var hasEdges: [Bool] = []
    var values: [[Value]] = []
    for phrase in phrases {
      var node: Int32 = -1
      for word in phrase.words {
        let number = words.insert(word)
        while firsts.count < words.count { firsts.append(-1) }
        var next = node < 0 ? firsts[number] : edges[Self.edge(node, number)] ?? -1
        if next < 0 {
          next = Int32(values.count)
          values.append([])
          hasEdges.append(false)
          if node < 0 {
            firsts[number] = next
          } else {
            edges[Self.edge(node, number)] = next
            hasEdges[Int(node)] = true
          }
        }
        node = next
      }
      if node >= 0 { values[Int(node)].append(phrase.value) }
    }
    self.words = words
    self.firsts = firsts
    self.edges = edges
    self.hasEdges = hasEdges
    self.values = values
  }

  private static func edge(_ node: Int32, _ word: Int) -> UInt64 {
    UInt64(node) << 32 | UInt64(word)
  }

  /// The values of a phrase as it was inserted.
  func values(of phrase: [String]) -> [Value] {
    var node: Int32 = -1
    for word in phrase {
      let number = words.find(word)
      guard number >= 0 else { return [] }
      node = node < 0 ? firsts[number] : edges[Self.edge(node, number)] ?? -1
      if node < 0 { return [] }
    }
    return node < 0 ? [] : values[Int(node)]
  }

  struct Match {
    var tokens: Range<Int>
    var values: [Value]
    /// How the first word was read, and its number in `words`.
    var first: WordForm
    var word: Int
  }

  /// The longest phrases that begin at a word; the one that takes the least off its first word
  /// comes first.
  ///
  /// - Parameter dropsArticles: whether the phrases were inserted without articles, so that the
  ///   words of the text match with and without one.
  func longestMatches(at start: Int, in text: TokenizedText, dropsArticles: Bool) -> [Match] {
    var best: [Match] = []
    WordForm.forEach(of: start, in: text) { bytes, form in
      if form.lostArticle, !dropsArticles { return true }
      let word = words.find(bytes)
      guard word >= 0, firsts[word] >= 0 else { return true }
      var node = Int(firsts[word])
      var end = start + 1
      while true {
        if !values[node].isEmpty {
          let longest = best.first?.tokens.upperBound ?? 0
          if longest < end { best = [] }
          if longest <= end {
            best.append(
              Match(tokens: start..<end, values: values[node], first: form, word: word))
          }
        }
        guard end < text.tokens.count, hasEdges[node], text.tokens[end].gap.joinsPhrase,
          let next = self.next(after: node, at: end, in: text, dropsArticles: dropsArticles)
        else { break }
        node = next
        end += 1
      }
      return true
    }
    return best
  }

  /// The node of a phrase that goes on with a word. Its words have nothing joined before them that
  /// is not of the phrase, as in "بعد عن" or "من قبل".
  private func next(
    after node: Int, at token: Int, in text: TokenizedText, dropsArticles: Bool
  ) -> Int? {
    var next: Int32?
    WordForm.forEach(of: token, in: text) { bytes, form in
      if form.hasConjunction || form.preposition != nil || (form.lostArticle && !dropsArticles) {
        return true
      }
      let word = words.find(bytes)
      if word >= 0 { next = edges[Self.edge(Int32(node), word)] }
      return next == nil
    }
    return next.map(Int.init)
  }
}

extension Gap {
  /// Whether a phrase runs across this gap: as for names, and through quotation marks.
  var joinsPhrase: Bool {
    isDisjoint(with: Self.phraseBreaks)
  }

  private static let phraseBreaks: Gap = [
    .comma, .period, .colon, .lineBreak, .openBracket, .closeBracket, .sentenceEnd,
  ]
  /// A comma, colon or bracket: what parts clauses.
  static let clauseBreaks: Gap = [.comma, .colon, .openBracket, .closeBracket, .other]
}
