internal import TextAnalysis

extension ContextReader {
  func arabic(_ match: NameMatch, _ previousEnd: Int) -> NameContext {
    let start = match.tokens.lowerBound
    var context = NameContext()
    context.head = start
    context.isQuoted = isQuoted(match)
    context.isLocative = match.clitics.contains(.at)
    if match.clitics.isEmpty {
      readArabicChain(before: start, notBefore: previousEnd, &context)
    } else if match.clitics == .to {
      readAttributed(before: start, notBefore: previousEnd, &context)
    }
    // ريف حماة الشمالي
    let end = match.tokens.upperBound
    if context.isCountryside, isJoined(end), let after = sense(end),
      after.traits.contains(.directionAdjective), reading.notes[end].hasArticle
    {
      context.bearing = after.bearing
      if let second = sense(end + 1), isJoined(end + 1),
        second.traits.contains(.directionAdjective), reading.notes[end + 1].hasArticle,
        reading.notes[end + 1].clitics.isEmpty
      {
        context.bearing = Self.combined(context.bearing, second.bearing)
      }
    }
    readArabicRole(match, previousEnd, &context)
    return context
  }

  func readArabicChain(
    before start: Int, notBefore limit: Int, _ context: inout NameContext
  ) {
    var at = start - 1
    while at >= limit, isJoined(at + 1), start - at <= 6, let sense = sense(at) {
      let note = reading.notes[at]
      if let cue = sense.cue {
        if note.hasArticle, !(cue == .near && note.clitics.contains(.at)) { return }
        // In "بلدة شمال حماة" the town is not Hama.
        if let nearest = context.cue, !nearest.namesKind, cue.namesKind { return }
        apply(cue, at: at, bearing: sense.bearing, &context)
        context.head = at
        if note.clitics.contains(.at) { context.isLocative = true }
        at -= 1
        if !note.clitics.isEmpty { return }
        if cue == .direction { readDistance(endingAt: at, limit, &context) }
        continue
      }
      if sense.traits.contains(.filler), context.cue == nil {
        // قرى منها X
        at -= 1
        continue
      }
      if sense.traits.contains(.from), at > limit, isJoined(at), traits(at - 1).contains(.all) {
        // قرى كل من X وY
        context.head = at - 1
        at -= 2
        continue
      }
      if sense.traits.contains(.from) {
        if let before = self.sense(at - 1), at - 1 >= limit, isJoined(at) {
          if before.cue == .near {
            apply(.near, at: at - 1, bearing: -1, &context)
            context.head = at - 1
            return
          }
          if before.cue == .direction {
            apply(.direction, at: at - 1, bearing: before.bearing, &context)
            context.head = at - 1
            // 5 كم إلى الشرق من
            let skips = traits(at - 2).contains(.locative) ? 3 : 2
            readDistance(endingAt: at - skips, limit, &context)
            return
          }
        }
        context.isFrom = true
        context.head = at
        return
      }
      if sense.traits.contains(.locative) {
        context.isLocative = true
        context.head = at
        if at > limit, isJoined(at), note.clitics.isEmpty, traits(at - 1).contains(.eventNoun) {
          context.hasEventNoun = true
        }
        return
      }
      // الطريق الدولي حلب – اللاذقية
      if note.hasArticle, at > limit, isJoined(at), reading.notes[at - 1].hasArticle,
        self.sense(at - 1)?.cue == .road
      {
        apply(.road, at: at - 1, bearing: -1, &context)
        context.head = at - 1
        return
      }
      if sense.traits.contains(.eventNoun) { context.hasEventNoun = true }
      return
    }
  }

  /// الريف الشمالي لحماة
  func readAttributed(
    before start: Int, notBefore limit: Int, _ context: inout NameContext
  ) {
    var at = start - 1
    var bearing = -1
    while at >= limit, isJoined(at + 1), traits(at).contains(.directionAdjective),
      reading.notes[at].hasArticle
    {
      bearing = Self.combined(sense(at)?.bearing ?? -1, bearing)
      at -= 1
    }
    guard at >= limit, isJoined(at + 1), let head = sense(at) else { return }
    if head.cue == .countryside {
      apply(.countryside, at: at, bearing: -1, &context)
      context.bearing = bearing
      context.head = at
    } else if head.cue == .near || head.cue == .front {
      apply(head.cue ?? .near, at: at, bearing: -1, &context)
    } else if head.traits.contains(.eventNoun) {
      context.hasEventNoun = true
    }
  }

  func apply(_ cue: PlaceCue, at token: Int, bearing: Int, _ context: inout NameContext) {
    switch cue {
    case .near: context.isNear = true
    case .between: context.isBetween = true
    case .countryside: context.isCountryside = true
    case .direction: context.bearing = Self.combined(bearing, context.bearing)
    default: break
    }
    if cue.isStrong { context.hasStrongCue = true }
    // The word next to the name says the kind; further ones only how it is seen.
    if context.cue == nil {
      context.cue = cue
      context.cueToken = token
      context.isOfSeveral = traits(token).contains(.several)
    }
  }

  /// North and west are northwest.
  static func combined(_ a: Int, _ b: Int) -> Int {
    if a < 0 { return b }
    if b < 0 || a == b { return a }
    let (low, high) = (min(a, b), max(a, b))
    return low == 0 && high >= 180 ? (high + 360) / 2 : (low + high) / 2
  }

  /// The number and the unit that end at `token`.
  func readDistance(endingAt token: Int, _ limit: Int, _ context: inout NameContext) {
    guard token > limit || token > 0 else { return }
    let unit = traits(token)
    let metres = unit.contains(.kilometres) ? 1000.0 : unit.contains(.miles) ? 1609.344 : 0
    guard metres > 0 else { return }
    if text.isWord(token, "كيلومترين") {
      context.distance = 2 * metres
    } else if let number = number(endingAt: token - 1), number <= 200 {
      context.distance = number * metres
    }
  }

  func number(endingAt token: Int) -> Double? {
    guard text.tokens.indices.contains(token) else { return nil }
    if text.tokens[token].script == .digits {
      guard let whole = Double(text.foldedText(token)) else { return nil }
      // 3.5
      if token > 0, text.tokens[token].gap == .period, text.tokens[token - 1].script == .digits {
        return Double(text.foldedText(token - 1) + "." + text.foldedText(token))
      }
      return whole
    }
    return Self.numberWords[text.foldedText(token)]
  }

  private static let numberWords: [String: Double] = [
    "ثلاثه": 3, "اربعه": 4, "خمسه": 5, "سته": 6, "سبعه": 7, "ثمانيه": 8, "تسعه": 9, "عشره": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
  ]

  func isQuoted(_ token: Int) -> Bool {
    !text.tokens[token].gap.isDisjoint(with: [.openQuote, .quote, .openBracket])
  }

  /// Whether the name, and no more, stands in quotation marks or brackets.
  func isQuoted(_ match: NameMatch) -> Bool {
    let end = match.tokens.upperBound
    return isQuoted(match.tokens.lowerBound)
      && (end == text.tokens.count
        || !text.tokens[end].gap.isDisjoint(with: [
          .closeQuote, .quote, .closeBracket, .openQuote,
        ]))
  }

  func readArabicRole(
    _ match: NameMatch, _ previousEnd: Int, _ context: inout NameContext
  ) {
    let start = match.tokens.lowerBound
    let isGoverned = context.cue != nil || context.isLocative || context.isFrom
    let before = start - 1
    if match.clitics.isEmpty, !isGoverned, before >= 0, isJoined(start) {
      let word = traits(before)
      let note = reading.notes[before]
      let wordBefore = isJoined(before) ? traits(before - 1) : []
      if word.contains(.actorHead), !note.hasArticle {
        context.role = .actorName
      } else if word.contains(.conquest),
        !wordBefore.isDisjoint(with: [.operations, .actorHead, .operationsRoom])
          || isQuoted(before)
      {
        context.role = .actorName
      } else if word.contains(.operations), wordBefore.contains(.operationsRoom) {
        context.role = .actorName
      } else if wordBefore.contains(.actorHead), !reading.notes[before - 1].hasArticle,
        word.contains(.eventNoun)
      {
        // هيئة تحرير الشام
        context.role = .actorName
      } else if word.contains(.mediaHead), !note.hasArticle {
        context.role = .actorName
      } else if word.contains(.givenName), note.clitics.isSubset(of: .and) {
        context.isPerson = true
      } else if word.contains(.personTitle), note.hasArticle, match.tokens.count == 1 {
        context.isPerson = true
      } else if wordBefore.contains(.personTitle) || wordBefore.contains(.givenName),
        sense(before) == nil, note.clitics.isEmpty, match.tokens.count == 1,
        before > previousEnd || before - 1 >= previousEnd
      {
        context.isPerson = true
      } else if word.contains(.speech), !word.contains(.stateVerb), match.tokens.count == 1 {
        // States speak in the feminine: "قالت دمشق".
        context.isPerson = true
      }
      if word.contains(.stateVerb) { context.hasStateVerb = true }
    }
    if match.clitics == .and, !isGoverned, start > 1, isJoined(start), isJoined(before),
      traits(before - 1).contains(.givenName), sense(before) == nil, match.tokens.count == 1
    {
      context.isPerson = true
    }
    if context.cue == nil, !context.isLocative, traits(start).contains(.givenName),
      match.tokens.count == 1
    {
      context.isPerson = true
    }
    // What stands before the words that govern the name.
    let head = context.head
    let governor = head > 0 && isJoined(head) ? traits(head - 1) : []
    if governor.contains(.origin) || traits(head).contains(.origin) { context.role = .origin }
    if match.clitics.isEmpty || context.isLocative {
      if governor.contains(.agreement) { context.role = .agreement }
    }
    if context.isFrom, head > 0, isOrigin(fromAt: head) { context.role = .origin }
    if isOfDwellersFrom(match, context) { context.role = .origin }
    if context.role == nil { readSpeakers(match, sawOf: false, &context) }
    // الحكومة في دمشق
    if context.isLocative, head > 0, isJoined(head), isGovernment(head - 1) {
      context.hasStateVerb = true
    }
    if context.isLocative || context.isCountryside {
      for token in max(0, head - 3)..<max(0, head)
      where traits(token).contains(.source)
        && text.tokens[token].sentence == text.tokens[start].sentence
      {
        context.isSource = true
      }
    }
    let end = match.tokens.upperBound
    if isJoined(end), traits(end).contains(.stateVerb), reading.notes[end].clitics.isEmpty {
      context.hasStateVerb = true
    }
    // سقبا وحمورية: the next name of a list is no adjective.
    let isAfterMatch = previousEnd > 0 && (previousEnd == start || previousEnd == before)
    // الأحياء الشرقية: a form like an adjective after a noun with the article is one.
    if match.tokens.count == 1, context.cue == nil, before >= 0, isJoined(start),
      !text.tokens[start].gap.contains(.hyphen),
      match.clitics.isEmpty || (match.clitics == .and && !isAfterMatch), looksLikeAdjective(start)
    {
      context.isAdjective =
        hasArticle(start)
        ? hasArticle(before)
        : text.hasSuffix(start, "يه") && !hasArticle(before) && !context.isLocative
          && !context.isFrom
    }
  }

  func isGovernment(_ token: Int) -> Bool {
    Self.governments.contains(token, in: text)
  }

  private static let governments: WordSet = ["حكومة", "الحكومة", "النظام", "government", "regime"]

  func looksLikeAdjective(_ token: Int) -> Bool {
    let word = text.tokens[token].folded
    guard word.count >= 8 else { return false }
    return text.folded.withUnsafeBufferPointer { bytes in
      let end = word.upperBound
      let isYeh = { (at: Int) in bytes[at] == 0xD9 && bytes[at + 1] == 0x8A }
      return isYeh(end - 2) || (bytes[end - 2] == 0xD9 && bytes[end - 1] == 0x87 && isYeh(end - 4))
    }
  }

  func hasArticle(_ token: Int) -> Bool {
    let note = reading.notes[token]
    if note.sense >= 0 { return note.hasArticle }
    let word = text.tokens[token].folded
    return text.folded.withUnsafeBufferPointer { WordForm.arabicStem($0, word).hasArticle }
  }
}
