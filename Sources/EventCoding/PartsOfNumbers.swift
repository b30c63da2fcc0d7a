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

  private static let tollWords: WordSet = [
    "عدد", "أعداد", "حصيلة", "الحصيلة", "toll",
  ]
  private static let tollVerbs: WordSet = [
    "بلغ", "بلغت", "ارتفع", "ارتفعت", "وصل", "وصلت", "ازداد", "ازدادت", "تجاوز", "تجاوزت", "وبلغ",
    "وبلغت", "وارتفع", "وارتفعت", "ووصل", "ليرتفع", "لترتفع", "ليصل", "لتصل", "rose", "reached",
    "exceeded", "risen", "climbed",
  ]
  /// How many words a toll and its number have between them at most.
  private static let tollReach = 14

  /// "بلغ عدد القتلى في حلب اليوم أكثر من 65": whom a toll counts.
  func kindOfToll(
    _ quantity: Quantity, after previous: ReadCount?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    let text = reading.text
    let start = quantity.tokens.lowerBound
    let sentence = reading.sentenceRanges[text.tokens[start].sentence]
    let first = max(sentence.lowerBound, start - Self.tollReach, previous?.tokens.upperBound ?? 0)
    guard first < start, quantity.category == .people || quantity.head == nil,
      let toll = (first..<start).last(where: { Self.tollWords.contains($0, in: text) }),
      (max(sentence.lowerBound, toll - 3)..<start).contains(where: {
        Self.tollVerbs.contains($0, in: text)
      })
    else { return nil }
    let people = reading.cues.starting(in: toll + 1..<min(toll + 4, start))
    return (people.lazy.compactMap(\.countKind).first ?? .killed, "toll", 0)
  }

  private static let englishTolls: WordSet = ["toll", "tally"]
  private static let rising: WordSet = [
    "rose", "risen", "climbed", "increased", "jumped", "raising", "rising", "rises", "revised",
    "updated",
  ]
  private static let tollLinks: WordSet = ["at", "to", "of", "as", "reached", "was", "is", "least"]

  /// "The death toll … rose to 14": the dead, whatever other words stand near.
  func kindOfEnglishToll(
    _ quantity: Quantity
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    let text = reading.text
    let start = quantity.tokens.lowerBound
    let sentence = reading.sentenceRanges[text.tokens[start].sentence]
    guard start > sentence.lowerBound, text.tokens[start - 1].script == .latin,
      ["to", "at"].contains(text.foldedText(start - 1)),
      quantity.head.map({ reading.cues.starting(in: $0..<$0 + 1).isEmpty }) ?? true
    else { return nil }
    let before = max(sentence.lowerBound, start - 2 * Self.reach)..<start
    guard let toll = before.last(where: { Self.englishTolls.contains($0, in: text) }),
      (toll + 1..<start).allSatisfy({ text.tokens[$0].gap.isDisjoint(with: .comma) })
    else { return nil }
    return (.killed, "toll", 0)
  }

  static let wounded = "of-the-wounded"

  /// "Three of the wounded died": dead who were told before as hurt.
  func kindOfWounded(
    _ quantity: Quantity
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    let text = reading.text
    let end = quantity.tokens.upperBound
    guard end + 3 < text.tokens.count, text.isWord(end, "of"),
      text.isWord(end + 1, "the") || text.isWord(end + 1, "those"),
      text.isWord(end + 2, "wounded") || text.isWord(end + 2, "injured"),
      text.isWord(end + 3, "died") || text.isWord(end + 3, "succumbed")
    else { return nil }
    return (.killed, Self.wounded, 0)
  }

  /// The count with what the words say of a toll: "put the toll at 12", "the toll rose to 18".
  func tolled(_ count: ReadCount) -> ReadCount {
    let text = reading.text
    let start = count.tokens.lowerBound
    let sentence = reading.sentenceRanges[text.tokens[start].sentence]
    guard count.mention.kind == .killed, start > sentence.lowerBound,
      Self.tollLinks.contains(start - 1, in: text)
    else { return count }
    let before = max(sentence.lowerBound, start - 2 * Self.reach)..<start
    guard let toll = before.last(where: { Self.englishTolls.contains($0, in: text) }),
      (toll + 1..<start).allSatisfy({ text.tokens[$0].gap.isDisjoint(with: .comma) })
    else { return count }
    var count = count
    let hasRisen = before.contains { Self.rising.contains($0, in: text) }
    count.toll = hasRisen ? .risen : .told
    return count
  }

  static let ofThem: WordSet = ["منهم", "منهن", "of"]

  /// Whether words such as "بينهم" stand before a number, and no verb of its own between them.
  func followsShare(_ quantity: Quantity) -> Bool {
    let start = quantity.tokens.lowerBound
    if let head = quantity.head, head + 1 < reading.text.tokens.count,
      reading.text.tokens[head + 1].gap == .space,
      reading.markers(.share, in: head + 1..<head + 2).contains(where: {
        reading.text.isWord($0.tokens.lowerBound, "among")
          || reading.text.isWord($0.tokens.lowerBound, "included")
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

  /// "…, a woman and her son among them", "… – a nurse included –": people before words of a share,
  /// with nothing between but others of them.
  func precedeShare(_ token: Int) -> Bool {
    let text = reading.text
    let end = min(text.tokens.count, token + Self.shareReach)
    guard text.tokens[token].script == .latin, token + 1 < end else { return false }
    for next in token + 1..<end {
      guard text.tokens[next].gap == .space else { return false }
      if reading.markers(.share, in: next..<next + 1).contains(where: {
        text.isWord($0.tokens.lowerBound, "among") || text.isWord($0.tokens.lowerBound, "included")
      }) {
        return true
      }
      if !reading.cues.starting(in: next..<next + 1).isEmpty { return false }
    }
    return false
  }

  /// How many words the last of them has before the words of a share at most.
  private static let shareReach = 7

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
    guard let previous, !quantity.isOthers, !hasParts(quantity),
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

  /// "14 عنصراً من قوات النظام وثمانية من الفصائل", "20 soldiers and 12 of the rebels": the dead of
  /// another party, under the verb of the number before.
  func kindOfMore(
    _ quantity: Quantity, after previous: ReadCount?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    let text = reading.text
    let (start, end) = (quantity.tokens.lowerBound, quantity.tokens.upperBound)
    if let more = kindOfListed(quantity, after: previous) { return more }
    guard let previous, !previous.isShare, end < text.tokens.count,
      quantity.head.map({ $0 > end }) ?? true,
      areOneSentence(previous.tokens.lowerBound, start),
      start - previous.tokens.upperBound <= Self.reach,
      text.isWord(end, "من") || text.isWord(end, "of"),
      text.hasPrefix(start, "و") || text.isWord(start - 1, "و") || text.isWord(start - 1, "and"),
      reading.cues.starting(in: previous.tokens.upperBound..<start).allSatisfy({
        $0.tokens.lowerBound < previous.people.upperBound
      })
    else { return nil }
    let whose = end + 1..<min(text.tokens.count, end + 4)
    guard !reading.actors.starting(in: whose).isEmpty || reading.has(.combatant, in: whose) else {
      return nil
    }
    return (previous.mention.kind, "more", 0)
  }

  /// "Killed ten members of the guard, called X, and six civilians": the last of a list of people.
  private func kindOfListed(
    _ quantity: Quantity, after previous: ReadCount?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    let text = reading.text
    let start = quantity.tokens.lowerBound
    guard let previous, !previous.isShare, start > 0, text.isWord(start - 1, "and"),
      let head = quantity.head, quantity.category == .people, !quantity.isOthers,
      areOneSentence(previous.tokens.lowerBound, start),
      start - previous.tokens.upperBound <= Self.tollReach,
      reading.cues.starting(in: previous.people.upperBound..<start).isEmpty,
      !previous.mention.rule.hasPrefix("singular"), isLedByVerb(previous),
      (previous.people.upperBound..<start).contains(where: {
        text.tokens[$0].gap.contains(.comma)
      })
    else { return nil }
    // Whoever has a verb of their own further on is none of them.
    let end = reading.sentenceRanges[text.tokens[start].sentence].upperBound
    let after = head + 1..<max(head + 1, min(end, head + Self.tollReach))
    guard !reading.cues.starting(in: after).contains(where: { $0.countKind != nil }),
      head + 1 == end || text.tokens[head + 1].gap != .space
    else { return nil }
    return (previous.mention.kind, "more", 0)
  }

  /// "Killed ten members": the verb right before the number.
  private func isLedByVerb(_ count: ReadCount) -> Bool {
    let start = count.tokens.lowerBound
    return reading.cues.starting(in: max(0, start - 2)..<start).contains {
      $0.countKind == count.mention.kind && $0.tokens.upperBound == start
    }
  }

  /// "فضلاً عن سبعة آخرين في X", "and five others in Y": more of those whom the verb before them
  /// counts.
  func kindOfOthers(
    _ quantity: Quantity, after previous: ReadCount?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    guard quantity.isOthers, let previous, !previous.isShare,
      areOneSentence(previous.tokens.lowerBound, quantity.tokens.lowerBound)
    else { return nil }
    return (previous.mention.kind, Self.others, 0)
  }

  static let others = "others"

  /// "Ten of them died in X": of those whom the sentence before counted, and new where they died.
  func kindOfThem(
    _ quantity: Quantity, after previous: ReadCount?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    let text = reading.text
    let end = quantity.tokens.upperBound
    guard let previous, !previous.isShare, end < text.tokens.count,
      text.tokens[quantity.tokens.lowerBound].sentence
        == text.tokens[previous.tokens.lowerBound].sentence + 1,
      text.isWord(end, "منهم") || text.isWord(end, "منهن")
        || (text.isWord(end, "of") && text.isWord(end + 1, "them"))
    else { return nil }
    return (previous.mention.kind, "of-them", 0)
  }

  /// "Dozens of the Syrian Democratic Forces", "عشرة من قوات النظام": people of a party.
  func isOfActor(_ quantity: Quantity) -> Bool {
    let text = reading.text
    let end = quantity.tokens.upperBound
    guard text.isWord(end, "of") || text.isWord(end, "من") else { return false }
    let start = text.isWord(end + 1, "the") ? end + 2 : end + 1
    return reading.actors.starting(in: start..<start + 1).contains { $0.actorID != nil }
  }

  /// "القتلى العشرة": a number with an article after people who were killed is of those told before.
  func isToldBefore(_ quantity: Quantity) -> Bool {
    let start = quantity.tokens.lowerBound
    guard start > 0, quantity.tokens.count == 1, reading.text.hasPrefix(start, "ال"),
      reading.text.tokens[start].gap == .space
    else { return false }
    return reading.cues.starting(in: start - 1..<start).contains {
      $0.countKind != nil && $0.first.lostArticle
    }
  }

  /// "أربعة مدنيين بينهم طفل": a number of which a part is told is a whole.
  private func hasParts(_ quantity: Quantity) -> Bool {
    let text = reading.text
    let end = max(quantity.tokens.upperBound, (quantity.head ?? -1) + 1)
    guard end < text.tokens.count, text.tokens[end].gap.isSubset(of: [.space, .comma]) else {
      return false
    }
    return reading.markers(.share, in: end..<min(end + 2, text.tokens.count)).contains {
      !Self.ofThem.contains($0.tokens.lowerBound, in: text)
        && ($0.tokens.lowerBound == end || text.isWord(end, "من"))
    }
  }

  func isShare(_ quantity: Quantity, after previous: ReadCount) -> Bool {
    guard previous.isShare, !quantity.isOthers, !hasParts(quantity) else { return false }
    let between =
      previous.tokens
      .upperBound..<max(
        previous.tokens.upperBound, quantity.tokens.lowerBound)
    return reading.text.tokens[previous.tokens.lowerBound].sentence
      == reading.text.tokens[quantity.tokens.lowerBound].sentence
      && reading.cues.starting(in: between).isEmpty
  }
}
