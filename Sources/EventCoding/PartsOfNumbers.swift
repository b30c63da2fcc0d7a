internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

/// Which numbers are parts of others, and which are sums.
extension CountReader {
  static let tolls: WordSet = ["toll", "حصيله", "الحصيله", "حصيلتها", "وحصيله"]
  static let reaching: WordSet = ["to", "at", "of", "reached", "الي", "بلغت", "بلغ", "نحو"]

  /// "The death toll rose to 18": what it rose to.
  func isToll(_ quantity: Quantity, _ sentence: Int) -> Bool {
    let start = quantity.tokens.lowerBound
    guard start > 0, Self.reaching.contains(start - 1, in: reading.text) else { return false }
    let first = max(reading.sentenceRanges[sentence].lowerBound, start - 2 * Self.reach)
    return (first..<start).contains { Self.tolls.contains($0, in: reading.text) }
  }

  static let ofThem: WordSet = ["منهم", "منهن", "of"]

  /// Whether words such as "بينهم" stand before a number, and no verb of its own between them.
  func followsShare(_ quantity: Quantity) -> Bool {
    let start = quantity.tokens.lowerBound
    if let head = quantity.head, head + 1 < reading.text.tokens.count,
      reading.text.tokens[head + 1].gap == .space,
      reading.markers(.share, in: head + 1..<head + 2).contains(where: {
        reading.text.isWord($0.tokens.lowerBound, "among")
      })
    {
      return true
    }
    guard let share = reading.markers(.share, in: max(0, start - 4)..<start).last else {
      return false
    }
    let between = min(start, share.tokens.upperBound)..<start
    return areOneSentence(share.tokens.lowerBound, start)
      && !reading.cues.starting(in: between).contains { $0.countKind != nil }
  }

  /// "Seven dead: two women and five children": a colon or bracket opens the parts of the number.
  func isListed(
    _ quantity: Quantity, after previous: ReadCount?, _ kind: CountMention.Kind
  ) -> Bool {
    guard let previous, previous.mention.kind == kind, let whole = previous.mention.tally.best,
      let part = quantity.best, part < whole,
      areOneSentence(previous.tokens.lowerBound, quantity.tokens.lowerBound)
    else { return false }
    let text = reading.text
    let start = quantity.tokens.lowerBound
    if !text.tokens[start].gap.isDisjoint(with: [.colon, .openBracket]) { return true }
    // "ثلاثة زوار، امرأتان ورجل": without a conjunction it is the same people.
    return text.tokens[start].script == .arabic && text.tokens[start].gap.contains(.comma)
      && !text.hasPrefix(start, "و") && start >= previous.tokens.upperBound
      && start - previous.tokens.upperBound <= 4
      && reading.cues.starting(in: previous.tokens.upperBound..<start).isEmpty
  }

  func areOneSentence(_ first: Int, _ last: Int) -> Bool {
    reading.text.tokens[first].sentence == reading.text.tokens[last].sentence
  }

  /// "208 were killed, 30 of them …, and 60 from …": the kind of the whole, for its parts.
  func shareKind(
    of quantity: Quantity, after previous: ReadCount?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    guard let previous, !quantity.isOthers,
      reading.text.tokens[previous.tokens.lowerBound].sentence
        == reading.text.tokens[quantity.tokens.lowerBound].sentence
    else { return nil }
    let end = quantity.tokens.upperBound
    // "ثلاثة بينهم سيدة" are all, "ثلاثة منهم" a part.
    let isOfThem =
      reading.has(.share, in: end..<end + 1) && Self.ofThem.contains(end, in: reading.text)
    guard isOfThem || (previous.isShare && isShare(quantity, after: previous)) else { return nil }
    return (previous.mention.kind, "share", 0)
  }

  func isShare(_ quantity: Quantity, after previous: ReadCount) -> Bool {
    guard previous.isShare, !quantity.isOthers else { return false }
    let between =
      previous.tokens
      .upperBound..<max(
        previous.tokens.upperBound, quantity.tokens.lowerBound)
    return reading.text.tokens[previous.tokens.lowerBound].sentence
      == reading.text.tokens[quantity.tokens.lowerBound].sentence
      && reading.cues.starting(in: between).isEmpty
  }
}
