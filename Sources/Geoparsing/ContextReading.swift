internal import NewsIngest
internal import TextAnalysis

struct ContextReader {
  let index: NameIndex
  let text: TokenizedText
  let reading: TextReading

  func sense(_ token: Int) -> WordSense? {
    guard reading.notes.indices.contains(token) else { return nil }
    let sense = reading.notes[token].sense
    return sense < 0 ? nil : index.senses[Int(sense)]
  }

  func traits(_ token: Int) -> WordTraits { sense(token)?.traits ?? [] }

  static let breaks: UInt16 = [
    Gap.sentenceEnd, .lineBreak, .comma, .colon, .closeBracket, .slash, .period,
  ].reduce(0) { $0 | $1.rawValue }

  /// Whether `token` and the one before belong to one run of words.
  func isJoined(_ token: Int) -> Bool {
    guard text.tokens.indices.contains(token), token > 0 else { return false }
    return text.tokens[token].gap.rawValue & Self.breaks == 0
  }

  static let conjunctions: WordSet = ["و", "أو", "and", "or"]

  /// The contexts of all matches.
  func contexts() -> [NameContext] {
    var result: [NameContext] = []
    result.reserveCapacity(reading.matches.count)
    for (number, match) in reading.matches.enumerated() {
      let before = number > 0 ? reading.matches[number - 1].tokens : 0..<0
      let previousEnd = before.count > 1 ? before.upperBound : before.lowerBound
      var context = match.isLatin ? latin(match, previousEnd) : arabic(match, previousEnd)
      readSeat(match, &context)
      readMovement(match, &context)
      readUses(match, previousEnd, &context)
      if number > 0,
        isListed(match, after: reading.matches[number - 1])
          || isRoadsEnd(match, after: reading.matches[number - 1], result[number - 1])
      {
        context.listedAfter = number - 1
        inherit(from: result[number - 1], to: &context)
      }
      result.append(context)
    }
    inheritBackwards(&result)
    return result
  }

  // MARK: - Seats of power

  /// How many words before a preposition the name of a body has: "وزارة الدفاع السورية في".
  static let institutionReach = 3
  /// How many words before a body its verb of saying stands: "قال مصدر في قيادة الشرطة".
  static let speechReach = 4
  /// How many words before a body may say that it was attacked.
  static let violenceReach = 4

  func has(_ trait: WordTraits, in tokens: Range<Int>, sentence: Int) -> Bool {
    tokens.contains {
      text.tokens.indices.contains($0) && text.tokens[$0].sentence == sentence
        && traits($0).contains(trait)
    }
  }

  func readSeat(_ match: NameMatch, _ context: inout NameContext) {
    let start = match.tokens.lowerBound
    let end = match.tokens.upperBound
    let head = context.head
    let sentence = text.tokens[start].sentence
    let reach = Self.violenceReach
    guard context.isLocative, !context.hasStrongCue else { return }
    let body = (head - Self.institutionReach..<head).first {
      has(.institution, in: $0..<$0 + 1, sentence: sentence) && isRun($0 + 1...head)
    }
    guard let body, !has(.eventNoun, in: body - reach..<body, sentence: sentence) else { return }
    context.isSeat = true
    // "قالت القيادة في …", "the command at … said": who speaks, and not what happened.
    if has(.speech, in: body - Self.speechReach..<body, sentence: sentence)
      || has(.speech, in: end..<end + 2, sentence: sentence)
    {
      context.isSource = true
    }
  }

  /// Whether no stop or comma parts the words.
  func isRun(_ tokens: ClosedRange<Int>) -> Bool { tokens.allSatisfy(isJoined) }

  // MARK: - Lists

  func isListed(_ match: NameMatch, after before: NameMatch) -> Bool {
    let start = match.tokens.lowerBound
    let between = before.tokens.upperBound..<max(before.tokens.upperBound, start)
    let gap = text.tokens[start].gap
    guard text.tokens[start].sentence == text.tokens[before.tokens.lowerBound].sentence else {
      return false
    }
    switch between.count {
    case 0:
      // "..., إلا أن": an ordinary word after a comma begins something else.
      if !match.isLatin, reading.notes[start].sense >= 0, !match.clitics.contains(.and) {
        return false
      }
      return match.clitics.contains(.and) || gap.contains(.comma) || gap.contains(.hyphen)
        || gap.contains(.slash)
    case 1:
      if reading.notes[between.lowerBound].clitics == .and,
        sense(between.lowerBound)?.cue?.namesKind == true
      {
        return true
      }
      return Self.conjunctions.contains(between.lowerBound, in: text)
    default: return false
    }
  }

  /// "طريق الحسكة دير الزور", "طريق حماة – سلمية": what follows a road's first end is its second.
  func isRoadsEnd(_ match: NameMatch, after before: NameMatch, _ context: NameContext) -> Bool {
    let start = match.tokens.lowerBound
    return context.cue == .road && start == before.tokens.upperBound
      && text.tokens[start].gap.isSubset(of: [.space, .hyphen])
  }

  func inherit(from before: NameContext, to context: inout NameContext) {
    guard !context.isLocative, !context.isFrom, context.cue == nil, !context.isNear else { return }
    context.cue = before.cue
    context.cueToken = before.cueToken
    context.hasStrongCue = before.hasStrongCue && before.isOfSeveral
    context.isOfSeveral = before.isOfSeveral
    context.isNear = before.isNear
    context.isCountryside = before.isCountryside
    context.isBetween = before.isBetween
    context.bearing =
      context.bearing < 0 && before.distance == nil ? before.bearing : context.bearing
    context.isLocative = before.isLocative
    context.isFrom = before.isFrom
    context.isJourney = context.isJourney || before.isJourney
    context.isComingFrom = before.isComingFrom
    context.isOfSpeakers = before.isOfSpeakers
    context.hasEventNoun = before.hasEventNoun
    context.hasStateVerb = context.hasStateVerb || before.hasStateVerb
    if context.role == nil, before.role == .origin || before.role == .agreement {
      context.role = before.role
    }
  }

  /// Words after the last name of a list hold for all: "Hama and Idlib countryside".
  func inheritBackwards(_ contexts: inout [NameContext]) {
    for number in contexts.indices.dropFirst().reversed() {
      let before = contexts[number].listedAfter
      guard before >= 0, reading.matches[number].isLatin,
        contexts[number].cueToken >= reading.matches[number].tokens.upperBound
          || contexts[number].role == .agreement
      else { continue }
      if contexts[before].cue == nil {
        contexts[before].cue = contexts[number].cue
        contexts[before].cueToken = contexts[number].cueToken
        contexts[before].hasStrongCue = contexts[number].hasStrongCue
        contexts[before].isCountryside = contexts[number].isCountryside
      }
      if contexts[before].role == nil, contexts[number].role == .agreement {
        contexts[before].role = .agreement
      }
    }
  }
}
