internal import TextAnalysis

extension ContextReader {
  func latin(_ match: NameMatch, _ previousEnd: Int) -> NameContext {
    let start = match.tokens.lowerBound
    var context = NameContext()
    context.head = start
    context.isQuoted = isQuoted(match)
    var at = start - 1
    var sawOf = false
    chain: while at >= previousEnd, isJoined(at + 1), start - at <= 7, let sense = sense(at) {
      if let cue = sense.cue {
        if let nearest = context.cue, !nearest.namesKind, cue.namesKind { break }
        apply(cue, at: at, bearing: sense.bearing, &context)
        context.head = at
        at -= 1
        if cue == .direction {
          var unit = at
          while unit > previousEnd, text.isWord(unit, "to") || text.isWord(unit, "the") {
            unit -= 1
          }
          readDistance(endingAt: unit, previousEnd, &context)
          if context.distance != nil { break chain }
        }
        continue
      }
      if sense.traits.contains(.directionAdjective) {
        // northern Hama, northern countryside of Hama; an eastern town of nothing is its own.
        if context.cue == nil || context.isCountryside { context.bearing = sense.bearing }
        if context.cue == nil {
          context.cue = .direction
          context.cueToken = at
        }
        context.head = at
      } else if sense.traits.contains(.filler) {
        if text.isWord(at, "of") { sawOf = true }
      } else if sense.traits.contains(.locative) {
        context.isLocative = true
        context.head = at
        if at > previousEnd, isJoined(at), traits(at - 1).contains(.eventNoun) {
          context.hasEventNoun = true
        }
        break
      } else if sense.traits.contains(.from) {
        context.isFrom = true
        context.head = at
        break
      } else {
        if sense.traits.contains(.eventNoun) { context.hasEventNoun = true }
        break
      }
      at -= 1
    }
    // "north of Aleppo" is seen from the town, "northern Aleppo" lies in the unit.
    if context.cue == .direction, sawOf, context.distance == nil,
      traits(context.cueToken).isDisjoint(with: .directionAdjective)
    {
      context.cue = .near
    }
    readAfterLatin(match, &context)
    readLatinRole(match, previousEnd, sawOf: sawOf, &context)
    if context.role == nil { readSpeakers(match, sawOf: sawOf, &context) }
    return context
  }

  func readAfterLatin(_ match: NameMatch, _ context: inout NameContext) {
    var at = match.tokens.upperBound
    var bearing = -1
    var steps = 0
    while at < text.tokens.count, steps < 3, isJoined(at), let sense = sense(at) {
      if sense.traits.contains(.directionAdjective) {
        bearing = sense.bearing
      } else if let cue = sense.cue {
        // Susan Hill, Martin Lake
        if text.tokens[at].isCapitalized,
          [.hill, .mountain, .water, .bridge, .roundabout, .castle, .village].contains(cue)
        {
          return
        }
        // "in Hama near the river": what looks ahead is no word of this name.
        guard cue.namesKind || cue == .countryside || cue == .front else { return }
        if text.tokens[at].isCapitalized, cue == .front { return }
        if cue == .countryside, bearing >= 0 { context.bearing = bearing }
        if context.cue == .direction { context.cue = nil }
        apply(cue, at: at, bearing: -1, &context)
        return
      } else if !text.isWord(at, "military") {
        return
      }
      at += 1
      steps += 1
    }
  }

  func readLatinRole(
    _ match: NameMatch, _ previousEnd: Int, sawOf: Bool, _ context: inout NameContext
  ) {
    let start = match.tokens.lowerBound
    let end = match.tokens.upperBound
    let before = start - 1
    // A name runs on in capitals: Aleppo Conquest operations room, Hama Media Center.
    var at = end
    var room = false
    while at < text.tokens.count, at < end + 4, isJoined(at),
      text.tokens[at].gap.isDisjoint(with: [.possessive, .openBracket])
    {
      let word = traits(at)
      let capital = text.tokens[at].isCapitalized
      if text.isWord(at, "room") { room = true }
      if capital && word.contains(.actorTail) || room {
        context.role = .actorName
      } else if capital && word.contains(.mediaTail) {
        context.role = .actorName
      } else if capital, text.isWord(at, "front") {
        context.role = .actorName
      }
      if at <= end + 1, word.contains(.agreement) { context.role = .agreement }
      if !capital, !text.isWord(at, "operations") { break }
      at += 1
    }
    if before >= 0, isJoined(start) {
      let word = traits(before)
      if word.contains(.actorHead) { context.role = .actorName }
      if text.tokens[before].isCapitalized, word.contains(.actorTail), context.cue == nil {
        context.role = .actorName
      }
      if context.cue == nil, !context.isLocative,
        word.contains(.personTitle)
          || (word.contains(.givenName) && text.tokens[before].isCapitalized)
      {
        context.isPerson = true
      }
      if word.contains(.stateVerb) { context.hasStateVerb = true }
    }
    if match.tokens.count == 1, context.cue == nil, !context.isLocative,
      traits(start).contains(.givenName)
    {
      context.isPerson = true
    }
    if end < text.tokens.count, isJoined(end) {
      let after = traits(end)
      if after.contains(.stateVerb) { context.hasStateVerb = true }
      if after.contains(.speech), !context.isLocative, context.cue == nil {
        context.hasStateVerb = true
      }
    }
    let head = context.head
    if head > 0, isJoined(head) {
      let governor = traits(head - 1)
      if governor.contains(.agreement), context.isLocative || sawOf { context.role = .agreement }
      if context.isLocative, governor.contains(.source) { context.isSource = true }
      if context.isLocative, isGovernment(head - 1) { context.hasStateVerb = true }
    }
    if context.isFrom, head > 0,
      isOrigin(fromAt: head) || traits(head - 1).contains(.origin)
    {
      context.role = .origin
    }
    if traits(head).contains(.origin) || (sawOf && traits(before - 1).contains(.origin)) {
      context.role = .origin
    }
  }
}
