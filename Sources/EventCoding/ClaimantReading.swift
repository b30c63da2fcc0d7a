internal import TextAnalysis

/// Reads who says what a sentence tells: "قال …", "according to …", "… said".
struct ClaimantReader {
  private let reading: ReportReading
  /// For whom the named speakers speak, by the last word of their names in folded form: who was
  /// introduced with his office is later called by his last name alone.
  private let spokesmen: [String: String]

  init(reading: ReportReading) {
    self.reading = reading
    var spokesmen: [String: String] = [:]
    for sentence in reading.sentenceRanges {
      for marker in reading.markers(.claim, in: sentence) {
        guard let words = Self.speaker(of: marker, in: sentence, reading),
          reading.actors.starting(in: words).isEmpty, let last = words.last,
          let side = Self.affiliation(after: words, in: sentence, reading)
        else { continue }
        spokesmen[reading.text.foldedText(last)] = side
      }
    }
    self.spokesmen = spokesmen
  }

  /// The first who is said to say it: an actor's id, the one that a spokesman speaks for, or else
  /// the words as written; empty where nobody is.
  func claimants(in sentence: Range<Int>) -> [String] {
    for marker in reading.markers(.claim, in: sentence) {
      guard let words = Self.speaker(of: marker, in: sentence, reading), let last = words.last
      else { continue }
      if let actor = reading.actors.starting(in: words).first {
        return [actor.actorID ?? actor.text]
      }
      if let side = spokesmen[reading.text.foldedText(last)] { return [side] }
      return [reading.text.text(of: words)]
    }
    return []
  }

  private static let nameBreaks: Gap = [
    .comma, .colon, .openQuote, .closeQuote, .quote, .openBracket, .closeBracket,
  ]
  private static let longestName = 7
  /// How far behind a name the one he speaks for may be named.
  private static let apposition = 9

  /// Words that end a speaker's name, in folded form.
  private static let ends: WordSet = [
    "ان", "ما", "عن", "انه", "انها", "بان", "بانه", "فانه", "ل", "في", "علي", "عبر", "حسبما",
    "الذي",
    "التي", "خلال", "بعد", "قبل", "منذ", "يوم", "وصول", "that", "who", "which", "on", "in", "late",
    "early",
  ]

  /// The words of who speaks, after an Arabic word of saying and before an English one.
  private static func speaker(
    of marker: CueMatch, in sentence: Range<Int>, _ reading: ReportReading
  ) -> Range<Int>? {
    let text = reading.text
    let isArabic = text.tokens[marker.tokens.lowerBound].script == .arabic
    let isAccording = text.isWord(marker.tokens.lowerBound, "according")
    let range: Range<Int>
    if isArabic || isAccording {
      let start = marker.tokens.upperBound
      var end = start
      while end < sentence.upperBound, end - start < longestName,
        text.tokens[end].gap.isDisjoint(with: nameBreaks),
        !ends.contains(end, in: text), !reading.timeWords.contains(end),
        reading.cues.starting(in: end..<end + 1).isEmpty,
        reading.markers(.claim, in: end..<end + 1).isEmpty
      { end += 1 }
      range = start..<end
    } else {
      let end = marker.tokens.lowerBound
      var start = end
      while start > sentence.lowerBound, end - start < longestName,
        text.tokens[start].gap.isDisjoint(with: nameBreaks)
      { start -= 1 }
      range = start..<end
    }
    return range.isEmpty ? nil : range
  }

  /// "…, the spokesman of X,": the actor that stands behind a name and a comma.
  private static func affiliation(
    after words: Range<Int>, in sentence: Range<Int>, _ reading: ReportReading
  ) -> String? {
    let start = words.upperBound
    guard start < sentence.upperBound, reading.text.tokens[start].gap.contains(.comma) else {
      return nil
    }
    var end = start + 1
    while end < sentence.upperBound, end - start < apposition,
      reading.text.tokens[end].gap.isDisjoint(with: nameBreaks),
      !reading.timeWords.contains(end)
    { end += 1 }
    return reading.actors.starting(in: start..<end).first?.actorID
  }
}
