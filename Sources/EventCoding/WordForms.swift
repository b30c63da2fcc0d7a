internal import TextAnalysis

/// A word with some of the letters that Arabic joins before it taken off.
struct WordForm: Hashable, Sendable {
  /// The rest, in folded form.
  var text: String
  /// Whether و or ف was joined before it.
  var hasConjunction = false
  /// The preposition that was joined before it: ب, ل or ك.
  var preposition: Character?
  /// Whether the س of the future was.
  var isFuture = false
  /// Whether the article was taken off.
  var lostArticle = false
}

extension WordForm {
  /// Every way to read a folded word, the one with the least taken off first.
  ///
  /// Joined letters come in the order conjunction, preposition (or the س of the future), article;
  /// لل is ل and the article. What is left has at least two letters.
  static func readings(of word: String, isArabic: Bool) -> [WordForm] {
    var result = [WordForm(text: word)]
    guard isArabic else { return result }
    let letters = Array(word)
    func rest(_ from: Int) -> String { String(letters[from...]) }

    var starts = [(at: 0, conjunction: false)]
    if letters.count >= 3, letters[0] == "و" || letters[0] == "ف" {
      starts.append((1, true))
      result.append(WordForm(text: rest(1), hasConjunction: true))
    }
    for (at, conjunction) in starts {
      let count = letters.count - at
      if count >= 4, letters[at] == "ا", letters[at + 1] == "ل" {
        result.append(
          WordForm(text: rest(at + 2), hasConjunction: conjunction, lostArticle: true))
      }
      guard count >= 3 else { continue }
      let first = letters[at]
      if first == "ل", letters[at + 1] == "ل", count >= 4 {
        result.append(
          WordForm(
            text: "ال" + rest(at + 2), hasConjunction: conjunction, preposition: "ل"))
        result.append(
          WordForm(
            text: rest(at + 2), hasConjunction: conjunction, preposition: "ل", lostArticle: true))
      }
      if first == "ب" || first == "ل" || first == "ك" || first == "س" {
        let preposition = first == "س" ? nil : first
        result.append(
          WordForm(
            text: rest(at + 1), hasConjunction: conjunction, preposition: preposition,
            isFuture: first == "س"))
        if count >= 5, letters[at + 1] == "ا", letters[at + 2] == "ل" {
          result.append(
            WordForm(
              text: rest(at + 3), hasConjunction: conjunction, preposition: preposition,
              lostArticle: true))
        }
      }
    }
    return result
  }
}

/// The readings of the words of a text, made when they are asked for.
struct WordReadings {
  private let text: TokenizedText

  init(_ text: TokenizedText) { self.text = text }

  subscript(token: Int) -> [WordForm] {
    WordForm.readings(
      of: text.foldedText(token), isArabic: text.tokens[token].script == .arabic)
  }
}

/// Phrases of folded words, found by the longest match.
struct PhraseTrie<Value: Sendable>: Sendable {
  private struct Node: Sendable {
    var children: [String: Int] = [:]
    var values: [Value] = []
  }
  private var nodes = [Node()]

  mutating func insert(_ words: [String], _ value: Value) {
    guard !words.isEmpty else { return }
    var node = 0
    for word in words {
      if let child = nodes[node].children[word] {
        node = child
      } else {
        nodes.append(Node())
        nodes[node].children[word] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    nodes[node].values.append(value)
  }

  /// The first words of the phrases, sorted.
  var firstWords: [String] { nodes[0].children.keys.sorted() }

  /// The values of a phrase as it was inserted.
  func values(of words: [String]) -> [Value] {
    var node = 0
    for word in words {
      guard let child = nodes[node].children[word] else { return [] }
      node = child
    }
    return nodes[node].values
  }

  struct Match {
    var tokens: Range<Int>
    var values: [Value]
    /// How the first word was read.
    var first: WordForm
  }

  /// The longest phrases that begin at a word; the one that takes the least off its first word
  /// comes first.
  ///
  /// - Parameter forms: The ways to read the first word, those that begin no phrase left out.
  /// - Parameter dropsArticles: whether the phrases were inserted without articles, so that the
  ///   words of the text match with and without one.
  func longestMatches(
    at start: Int, as forms: [WordForm], in text: TokenizedText, _ words: WordReadings,
    dropsArticles: Bool
  ) -> [Match] {
    var best: [Match] = []
    for form in forms {
      if form.lostArticle, !dropsArticles { continue }
      guard let child = nodes[0].children[form.text] else { continue }
      var node = child
      var end = start + 1
      while true {
        if !nodes[node].values.isEmpty {
          let longest = best.first?.tokens.upperBound ?? 0
          if longest < end { best = [] }
          if longest <= end {
            best.append(Match(tokens: start..<end, values: nodes[node].values, first: form))
          }
        }
        guard end < text.tokens.count, !nodes[node].children.isEmpty,
          text.tokens[end].gap.joinsPhrase
        else { break }
        var next: Int?
        for inner in words[end] where !inner.hasConjunction {
          if inner.preposition != nil || (inner.lostArticle && !dropsArticles) { continue }
          if let child = nodes[node].children[inner.text] {
            next = child
            break
          }
        }
        // A phrase may itself hold a joined letter, as in "بعد عن" or "من قبل".
        if next == nil { next = nodes[node].children[text.foldedText(end)] }
        guard let next else { break }
        node = next
        end += 1
      }
    }
    return best
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
