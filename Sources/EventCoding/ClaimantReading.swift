internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Who says what a sentence tells.
extension EventAssembler {
  func claimants(inSentence sentence: Int) -> [String] {
    let text = reading.text
    for marker in reading.markers(.claim, in: reading.sentenceRanges[sentence]) {
      let isArabic = text.tokens[marker.tokens.lowerBound].script == .arabic
      let isAccording = !isArabic && text.foldedText(marker.tokens.lowerBound) == "according"
      var range: Range<Int>
      if isArabic || isAccording {
        var end = marker.tokens.upperBound
        while end < text.tokens.count, end - marker.tokens.upperBound < 7,
          text.tokens[end].sentence == sentence,
          text.tokens[end].gap.isDisjoint(with: [
            .comma, .colon, .openQuote, .quote, .openBracket,
          ]),
          !["ان", "عن", "انه", "انها", "بان", "ان", "ل", "في", "that"].contains(
            text.foldedText(end))
        { end += 1 }
        range = marker.tokens.upperBound..<end
      } else {
        var start = marker.tokens.lowerBound
        while start > 0, marker.tokens.lowerBound - start < 7,
          text.tokens[start - 1].sentence == sentence,
          text.tokens[start].gap.isDisjoint(with: [.comma, .colon, .closeQuote, .quote])
        { start -= 1 }
        range = start..<marker.tokens.lowerBound
      }
      guard !range.isEmpty else { continue }
      if let actor = reading.actors.starting(in: range).first {
        return [actor.actorID ?? actor.text]
      }
      return [text.text(of: range)]
    }
    return []
  }
}
