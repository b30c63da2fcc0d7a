internal import TextAnalysis

/// Uses of a place's name that are no place: datelines, streets, operations, newspapers, states.
extension ContextReader {
  /// How many words a dateline has after the place: "DAMASCUS, Syria (Agency, own report) -".
  private static let datelineReach = 7

  func readUses(_ match: NameMatch, _ previousEnd: Int, _ context: inout NameContext) {
    context.isDateline = isDateline(match)
    if context.role == nil, isOfOperation(match) { context.role = .actorName }
    if context.cue == nil || context.cue == .direction { readDoing(match, &context) }
    let start = match.tokens.lowerBound
    let end = match.tokens.upperBound
    if match.isLatin {
      if end < text.tokens.count, isJoined(end), text.tokens[end].isCapitalized,
        traits(end).contains(.street)
      {
        context.isPartOfName = true
      }
      if context.cue == nil, continuesAsName(end) { context.isPartOfName = true }
      context.followsUnknownName =
        context.cue == nil && start > previousEnd && text.tokens[start].gap == .space
        && text.tokens[start - 1].script == .latin && text.tokens[start - 1].isCapitalized
        && sense(start - 1) == nil
    } else {
      if context.role == nil, isOfOutlet(match) { context.role = .actorName }
      if start > 0, isJoined(start), match.clitics.isEmpty, traits(start - 1).contains(.street) {
        context.isPartOfName = true
      }
      // القدس العربي: towns are feminine, so the adjective is not the town's.
      if context.cue == nil, end < text.tokens.count, isJoined(end), hasArticle(end),
        text.tokens[end].folded.count >= 10, reading.notes[end].clitics.isEmpty,
        text.hasSuffix(end, "ي"), sense(end)?.cue == nil
      {
        context.isPartOfName = true
      }
      if match.tokens.count == 1, !context.hasStrongCue, isAccusative(start) {
        context.isAdjective = true
      }
    }
  }

  /// Whether an article and a capital follow by a hyphen: "Al-Quds Al-Arabi".
  private func continuesAsName(_ token: Int) -> Bool {
    guard token + 1 < text.tokens.count, text.tokens[token].gap == .space,
      text.tokens[token + 1].gap == .hyphen, text.tokens[token].isCapitalized,
      text.tokens[token + 1].isCapitalized
    else { return false }
    return text.folded.withUnsafeBufferPointer {
      WordForm.isLatinArticle($0, text.tokens[token].folded)
    }
  }

  /// Whether a paper or a network is called after it: مراسل حلب اليوم، "درعا 24".
  private func isOfOutlet(_ match: NameMatch) -> Bool {
    let (start, end) = (match.tokens.lowerBound, match.tokens.upperBound)
    guard end < text.tokens.count, text.tokens[end].gap == .space else { return false }
    let isQuotedTogether =
      isQuoted(start) && end + 1 < text.tokens.count && isQuoteEnd(end + 1)
    let isOfReporter =
      start > 0 && text.tokens[start].gap == .space
      && !traits(start - 1).isDisjoint(with: [.mediaHead, .source])
    guard isQuotedTogether || isOfReporter else { return false }
    if text.tokens[end].script == .digits { return text.isWord(end, "24") }
    return ["اليوم", "الان", "برس", "بلس", "مباشر", "نيوز", "الحدث"].contains(text.foldedText(end))
  }

  private func startsMatch(_ token: Int) -> Bool {
    var low = 0
    var high = reading.matches.count
    while low < high {
      let middle = (low + high) / 2
      if reading.matches[middle].tokens.lowerBound < token {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < reading.matches.count && reading.matches[low].tokens.lowerBound == token
  }

  /// Whether the word ends with the mark of an indefinite object, which names do not have: قطناً.
  private func isAccusative(_ token: Int) -> Bool {
    guard text.hasSuffix(token, "ا") else { return false }
    let word = text.tokens[token].bytes
    // The mark, U+064B, may stand behind the alef that ends the word.
    let end = min(word.upperBound + 2, text.bytes.count)
    return (word.lowerBound + 1..<end).contains {
      text.bytes[$0] == 0x8B && text.bytes[$0 - 1] == 0xD9
    }
  }

  // MARK: - Datelines

  private func isDateline(_ match: NameMatch) -> Bool {
    let start = match.tokens.lowerBound
    let end = match.tokens.upperBound
    guard match.clitics.isEmpty, end < text.tokens.count else { return false }
    let isFirst = isParagraphStart(start)
    // خاص - درعا:
    if !isFirst {
      return start > 0 && isParagraphStart(start - 1) && text.tokens[start].gap.contains(.hyphen)
        && !text.tokens[end].gap.isDisjoint(with: [.colon, .hyphen])
    }
    let gap = text.tokens[end].gap
    if gap.contains(.hyphen), gap.contains(.space) {
      return !startsMatch(end)
    }
    // "ALEPPO, Syria (Agency) Fighters …": in capitals.
    if match.isLatin, isInCapitals(match.tokens), !gap.isDisjoint(with: [.comma, .openBracket]) {
      return true
    }
    let reach = end..<min(text.tokens.count, end + Self.datelineReach)
    return reach.contains { at in
      let gap = text.tokens[at].gap
      return gap.contains(.closeBracket) && !gap.isDisjoint(with: [.hyphen, .colon])
    }
  }

  private func isInCapitals(_ tokens: Range<Int>) -> Bool {
    tokens.allSatisfy { token in
      text.tokens[token].bytes.count > 1
        && text.bytes[text.tokens[token].bytes].allSatisfy { (0x41...0x5A).contains($0) }
    }
  }

  private func isParagraphStart(_ token: Int) -> Bool {
    token == 0 || text.tokens[token].gap.contains(.lineBreak)
  }

  // MARK: - Operations

  /// Whether the name stands in the name of an operation: "Operation Dawn of Idlib",
  /// عملية "فجر إدلب".
  private func isOfOperation(_ match: NameMatch) -> Bool {
    let start = match.tokens.lowerBound
    let end = match.tokens.upperBound
    var at = start - 1
    if match.isLatin {
      while at >= max(0, start - 4), isJoined(at + 1) {
        if text.tokens[at].isCapitalized, traits(at).contains(.operation) { return true }
        let isSmall = text.isWord(at, "of") || text.isWord(at, "the")
        guard isSmall || text.tokens[at].isCapitalized else { return false }
        at -= 1
      }
      return false
    }
    guard end == text.tokens.count || isQuoteEnd(end), !isQuoted(start) else { return false }
    while at >= max(1, start - 3) {
      if isQuoted(at) {
        return !traits(at - 1).isDisjoint(with: [.operation, .operationsRoom, .actorHead])
      }
      at -= 1
    }
    return false
  }

  private func isQuoteEnd(_ token: Int) -> Bool {
    !text.tokens[token].gap.isDisjoint(with: [.closeQuote, .quote])
  }

  // MARK: - States

  private static let auxiliaries: WordSet = [
    "has", "have", "had", "will", "would", "is", "was", "set", "began", "made", "sent", "gave",
  ]

  private func readDoing(_ match: NameMatch, _ context: inout NameContext) {
    let start = match.tokens.lowerBound
    let end = match.tokens.upperBound
    guard !context.isLocative, !context.isFrom else { return }
    if start > 0, isJoined(start), match.clitics.isEmpty,
      traits(start - 1).contains(.relates)
    {
      context.isRelated = true
    }
    if match.isLatin {
      guard end < text.tokens.count, !text.tokens[end].isCapitalized else { return }
      let gap = text.tokens[end].gap
      if gap == .hyphen {
        context.isDoer = traits(end).contains(.patron)
      } else if gap == .space, context.cue == nil {
        context.isDoer = text.hasSuffix(end, "ed") || Self.auxiliaries.contains(end, in: text)
      }
    } else if start > 0, isJoined(start), match.clitics.isEmpty, context.cue == nil {
      // States are feminine: استهدفت إسرائيل، أطلقتها تركيا.
      let word = start - 1
      context.isDoer =
        text.tokens[word].folded.count >= 8 && !text.hasSuffix(word, "ات")
        && !text.hasPrefix(word, "ال")
        && (text.hasSuffix(word, "ت") || text.hasSuffix(word, "تها") || text.hasSuffix(word, "ته")
          || text.hasSuffix(word, "تهم"))
    }
  }
}
