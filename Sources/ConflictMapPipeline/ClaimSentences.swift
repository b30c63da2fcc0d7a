internal import EventCoding
internal import NewsIngest
internal import TextAnalysis

/// The sentences of a report that tell its claims.
struct ClaimSentences {
  private let coding: ReportCoding
  private let words: TokenizedText
  /// The words of each sentence.
  private let sentences: [Range<Int>]

  init(_ coding: ReportCoding) {
    self.coding = coding
    words = TokenizedText(coding.report.text)
    sentences = words.sentences
  }

  var claims: [Corpus.Claim] {
    coding.events.map { Corpus.Claim(event: $0, sentence: sentence(of: $0)) }
  }

  /// The sentence with the word that made the claim, at most 400 characters of it.
  private func sentence(of claim: Event) -> String? {
    let told = claim.evidence.first { $0.field == "event_type" } ?? claim.evidence.first
    guard let start = told?.span.start, let index = sentence(at: start) else { return nil }
    let range = sentences[index]
    let end =
      index + 1 < sentences.count
      ? words.tokens[sentences[index + 1].lowerBound].bytes.lowerBound : words.bytes.count
    // The full stop and what closes a quotation belong to it.
    let last = words.tokens[range.upperBound - 1].bytes.upperBound
    let tail = words.text(bytes: last..<end).prefix { !$0.isWhitespace }
    let line = (words.text(of: range) + tail).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return line.count <= 400 ? line : line.prefix(399) + "…"
  }

  /// The last sentence that begins at the scalar `start` or before it.
  private func sentence(at start: Int) -> Int? {
    var (low, high) = (0, sentences.count)
    while low < high {
      let middle = (low + high) / 2
      if words.tokens[sentences[middle].lowerBound].scalars.lowerBound <= start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low == 0 ? nil : low - 1
  }
}

extension Corpus {
  /// Hashes of every three words of `text` that follow each other, sorted and each once, as words of
  /// digits. The share of common ones tells near-copies.
  ///
  /// Source: A. Z. Broder, "On the Resemblance and Containment of Documents" (1997), as in the merging
  /// of claims.
  static func shingles(of text: String, length: Int = 3) -> String {
    let words = TokenizedText(text)
    let folded = words.tokens.indices.map(words.foldedText)
    let starts =
      folded.count < length
      ? [0..<folded.count] : (0...(folded.count - length)).map { $0..<($0 + length) }
    let hashes = Set(
      starts.map { range -> UInt64 in
        var hash = StableHash()
        for word in folded[range] { hash.combine(word) }
        // Twelve digits: of a report's thousand shingles two are the same once in two million reports.
        return hash.value % 1_000_000_000_000
      })
    return hashes.sorted().map { number in
      let digits = String(number)
      return String(repeating: "0", count: 12 - digits.count) + digits
    }.joined(separator: " ")
  }
}
