internal import TextAnalysis

/// Where people and things come from and go to: places that are named, and where nothing happens.
extension ContextReader {
  /// How many words before a preposition its verb stands at most.
  private static let verbReach = 8

  func readMovement(_ match: NameMatch, _ context: inout NameContext) {
    let head = context.head
    let start = match.tokens.lowerBound
    if head > 0, isJoined(head), !context.isLocative, !context.isFrom,
      match.clitics.isSubset(of: .and), traits(head - 1).contains(.departure),
      !isOfForces(head - 1)
    {
      context.isJourney = true
    }
    if head > 0, head < start, text.tokens[head].sentence == text.tokens[head - 1].sentence,
      traits(head - 1).contains(.nearBy), context.isLocative
    {
      apply(.near, at: head - 1, bearing: -1, &context)
    }
    if isDistanceFrom(head, start) { context.isComingFrom = true }
    let isTowards =
      match.clitics.contains(.to) || (head < start && traits(head).contains(.towards))
    guard head > 0, isTowards || context.isFrom else { return }
    let word = verb(before: head, isFrom: context.isFrom)
    if word.contains(.journey) {
      context.isJourney = true
      context.hasEventNoun = true
    } else if context.isFrom, word.contains(.withdrawal) {
      context.hasEventNoun = true
    } else if context.isFrom, context.role != .origin {
      let before = traits(head - 1)
      if before.contains(.nearFrom) {
        apply(.near, at: head - 1, bearing: -1, &context)
      } else if context.isFrom, before.contains(.patron) {
        context.isDoer = true
      } else if before.isDisjoint(with: [.part, .dwellers]) {
        context.isComingFrom = true
      }
    }
  }

  /// "يبعد 60 كيلومتراً عن X": X is where nothing happened.
  private func isDistanceFrom(_ head: Int, _ start: Int) -> Bool {
    var at = min(head, start) - 1
    if head < start, text.isWord(head, "عن") { at = head }
    guard at > 0, isJoined(at), text.isWord(at, "عن") else { return false }
    let sentence = text.tokens[at].sentence
    return (max(0, at - 6)..<at).contains {
      text.tokens[$0].sentence == sentence
        && (traits($0).contains(.kilometres) || Self.distant.contains($0, in: text))
    }
  }

  private static let distant: WordSet = ["يبعد", "تبعد", "بعد", "مسافه", "يبعدان", "تبعدان"]

  /// The nearest word before that says how somebody moves.
  private func verb(before head: Int, isFrom: Bool) -> WordTraits {
    let sentence = text.tokens[head].sentence
    var at = head - 1
    while at >= max(0, head - Self.verbReach), text.tokens[at].sentence == sentence {
      let word = traits(at)
      if isFrom, word.contains(.withdrawal) { return word }
      if word.contains(.journey) { return isOfForces(at) ? .withdrawal : word }
      if word.contains(.eventNoun), !isFrom { return [] }
      at -= 1
    }
    return []
  }

  /// Whether troops go there, which is news of both ends: a withdrawal, a reinforcement.
  private func isOfForces(_ verb: Int) -> Bool {
    let sentence = text.tokens[verb].sentence
    return (max(0, verb - Self.verbReach)..<verb + 3).contains { at in
      text.tokens.indices.contains(at) && text.tokens[at].sentence == sentence
        && (traits(at).contains(.force)
          || (text.tokens[at].isCapitalized && traits(at).contains(.actorTail)))
    }
  }

  /// Whether "from" after people, a number or a person's name, and not after going, stands before a
  /// name.
  func isOrigin(fromAt token: Int) -> Bool {
    var at = token - 1
    // تقريبا stands between them.
    if at > 0, Self.hedges.contains(at, in: text) { at -= 1 }
    guard at >= 0, text.tokens[at].sentence == text.tokens[token].sentence else { return false }
    for earlier in max(0, at - 2)..<at where traits(earlier).contains(.leaves) { return false }
    if isOfPeople(at) { return true }
    // شبان سوريين من، أربعة آخرين من
    return at > 0 && isJoined(at) && traits(at - 1).contains(.people)
      && !traits(at - 1).contains(.journey)
      && !traits(at).isDisjoint(with: [.adjective, .number, .directionAdjective])
  }

  private static let hedges: WordSet = ["تقريباً", "فقط", "only"]

  private func isOfPeople(_ token: Int) -> Bool {
    let word = traits(token)
    if word.contains(.people) || word.contains(.number) { return true }
    if text.tokens[token].script == .digits { return true }
    // Ahmad Khalil from …: a name in capitals that nothing is known of.
    return text.tokens[token].isCapitalized && sense(token) == nil && token > 0
      && text.tokens[token].gap == .space && text.tokens[token - 1].isCapitalized
  }

  /// Residents of a place who say something, in either order.
  func readSpeakers(_ match: NameMatch, sawOf: Bool, _ context: inout NameContext) {
    let head = context.head
    let of = match.isLatin ? 2 : 1
    guard !match.isLatin || sawOf || context.isFrom, head > 0 || match.isLatin else { return }
    let sentence = text.tokens[match.tokens.lowerBound].sentence
    let end = match.tokens.upperBound
    let people = max(0, head - of)..<max(0, match.tokens.lowerBound)
    guard has(.dwellers, in: people, sentence: sentence) else { return }
    context.isOfDwellers = true
    guard match.isLatin || !context.isFrom else { return }
    let after = end..<end + 2
    let before = max(0, people.lowerBound - 1)..<people.lowerBound
    context.isOfSpeakers =
      has(.speech, in: after, sentence: sentence) || has(.speech, in: before, sentence: sentence)
  }

  /// "من أهالي دوما": a person's place of origin.
  func isOfDwellersFrom(_ match: NameMatch, _ context: NameContext) -> Bool {
    let head = context.head
    guard head > 1, isJoined(head), isJoined(head - 1), match.clitics.isEmpty else { return false }
    guard !traits(head - 1).isDisjoint(with: [.dwellers, .origin]),
      traits(head - 2).contains(.from), head > 2
    else { return false }
    return !traits(head - 3).isDisjoint(with: [.people, .givenName, .personTitle])
  }
}
