internal import NewsIngest
internal import TextAnalysis

/// What the words around a name say of it.
struct NameContext: Sendable {
  /// The nearest word that says what kind of place it is, and where it stands.
  var cue: PlaceCue?
  var cueToken = -1
  /// Whether a word says a kind, so that an ordinary word may be a name.
  var hasStrongCue = false
  /// Whether the cue is a dual or plural.
  var isOfSeveral = false
  var isNear = false
  var isCountryside = false
  var isBetween = false
  /// Degrees clockwise from north, -1 where no direction is said.
  var bearing = -1
  /// Metres in that direction.
  var distance: Double?
  var isLocative = false
  var isFrom = false
  var isQuoted = false
  var hasEventNoun = false
  /// Whether the words make it something other than a place where things happen.
  var role: MentionRole?
  var isPerson = false
  var isAdjective = false
  /// A state verb beside the name.
  var hasStateVerb = false
  var isSource = false
  /// Whether a body that rules or commands has its seat there: "the army command in Damascus".
  var isSeat = false
  /// The number of the match before in a list of names, -1 where it is in none.
  var listedAfter = -1
  /// The first word that governs the name.
  var head = 0
}

struct ContextReader {
  let index: NameIndex
  let text: TokenizedText
  let reading: TextReading

  private func sense(_ token: Int) -> WordSense? {
    guard reading.notes.indices.contains(token) else { return nil }
    let sense = reading.notes[token].sense
    return sense < 0 ? nil : index.senses[Int(sense)]
  }

  private func traits(_ token: Int) -> WordTraits { sense(token)?.traits ?? [] }

  private static let breaks: UInt16 = [
    Gap.sentenceEnd, .lineBreak, .comma, .colon, .closeBracket, .slash, .period,
  ].reduce(0) { $0 | $1.rawValue }

  /// Whether `token` and the one before belong to one run of words.
  private func isJoined(_ token: Int) -> Bool {
    guard text.tokens.indices.contains(token), token > 0 else { return false }
    return text.tokens[token].gap.rawValue & Self.breaks == 0
  }

  /// The contexts of all matches.
  func contexts() -> [NameContext] {
    var result: [NameContext] = []
    result.reserveCapacity(reading.matches.count)
    for (number, match) in reading.matches.enumerated() {
      let before = number > 0 ? reading.matches[number - 1].tokens : 0..<0
      let previousEnd = before.count > 1 ? before.upperBound : before.lowerBound
      var context = match.isLatin ? latin(match, previousEnd) : arabic(match, previousEnd)
      readSeat(match, &context)
      if number > 0, isListed(match, after: reading.matches[number - 1]) {
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
  private static let institutionReach = 3
  /// How many words before a body its verb of saying stands: "قال مصدر في قيادة الشرطة".
  private static let speechReach = 4
  /// How many words before a body may say that it was attacked.
  private static let violenceReach = 4

  private func has(_ trait: WordTraits, in tokens: Range<Int>, sentence: Int) -> Bool {
    tokens.contains {
      text.tokens.indices.contains($0) && text.tokens[$0].sentence == sentence
        && traits($0).contains(trait)
    }
  }

  private func readSeat(_ match: NameMatch, _ context: inout NameContext) {
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
  private func isRun(_ tokens: ClosedRange<Int>) -> Bool { tokens.allSatisfy(isJoined) }

  // MARK: - Lists

  private func isListed(_ match: NameMatch, after before: NameMatch) -> Bool {
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
      let word = text.foldedText(between.lowerBound)
      return word == "و" || word == "او" || word == "and" || word == "or"
    default: return false
    }
  }

  private func inherit(from before: NameContext, to context: inout NameContext) {
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
    context.hasEventNoun = before.hasEventNoun
    context.hasStateVerb = context.hasStateVerb || before.hasStateVerb
    if context.role == nil, before.role == .origin || before.role == .agreement {
      context.role = before.role
    }
  }

  /// Words after the last name of a list hold for all: "Hama and Idlib countryside".
  private func inheritBackwards(_ contexts: inout [NameContext]) {
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

  // MARK: - Arabic

  private func arabic(_ match: NameMatch, _ previousEnd: Int) -> NameContext {
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

  private func readArabicChain(
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
        return
      }
      if sense.traits.contains(.eventNoun) { context.hasEventNoun = true }
      return
    }
  }

  /// الريف الشمالي لحماة
  private func readAttributed(
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

  private func apply(_ cue: PlaceCue, at token: Int, bearing: Int, _ context: inout NameContext) {
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
  private static func combined(_ a: Int, _ b: Int) -> Int {
    if a < 0 { return b }
    if b < 0 || a == b { return a }
    let (low, high) = (min(a, b), max(a, b))
    return low == 0 && high >= 180 ? (high + 360) / 2 : (low + high) / 2
  }

  /// The number and the unit that end at `token`.
  private func readDistance(endingAt token: Int, _ limit: Int, _ context: inout NameContext) {
    guard token > limit || token > 0 else { return }
    let unit = traits(token)
    let metres = unit.contains(.kilometres) ? 1000.0 : unit.contains(.miles) ? 1609.344 : 0
    guard metres > 0 else { return }
    if text.foldedText(token) == "كيلومترين" {
      context.distance = 2 * metres
    } else if let number = number(endingAt: token - 1), number <= 200 {
      context.distance = number * metres
    }
  }

  private func number(endingAt token: Int) -> Double? {
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

  private func isQuoted(_ token: Int) -> Bool {
    !text.tokens[token].gap.isDisjoint(with: [.openQuote, .quote, .openBracket])
  }

  /// Whether the name, and no more, stands in quotation marks or brackets.
  private func isQuoted(_ match: NameMatch) -> Bool {
    let end = match.tokens.upperBound
    return isQuoted(match.tokens.lowerBound)
      && (end == text.tokens.count
        || !text.tokens[end].gap.isDisjoint(with: [
          .closeQuote, .quote, .closeBracket, .openQuote,
        ]))
  }

  private func readArabicRole(
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
    // الأحياء الشرقية: a form like an adjective after a noun with the article is one.
    if match.tokens.count == 1, context.cue == nil, before >= 0, isJoined(start),
      match.clitics.isEmpty || match.clitics == .and, looksLikeAdjective(start)
    {
      context.isAdjective =
        hasArticle(start)
        ? hasArticle(before)
        : text.foldedText(start).hasSuffix("يه") && !hasArticle(before) && !context.isLocative
          && !context.isFrom
    }
  }

  private func isGovernment(_ token: Int) -> Bool {
    ["حكومه", "الحكومه", "النظام", "government", "regime"].contains(text.foldedText(token))
  }

  /// Whether "من" after people or a number, and not after going, stands before a name.
  private func isOrigin(fromAt token: Int) -> Bool {
    var at = token - 1
    // تقريبا stands between them.
    if at > 0, ["تقريبا", "فقط", "only"].contains(text.foldedText(at)) { at -= 1 }
    guard at >= 0, text.tokens[at].sentence == text.tokens[token].sentence else { return false }
    guard traits(at).contains(.people) || text.tokens[at].script == .digits else { return false }
    for earlier in max(0, at - 2)..<at where traits(earlier).contains(.leaves) { return false }
    return true
  }

  private func looksLikeAdjective(_ token: Int) -> Bool {
    let word = text.tokens[token].folded
    guard word.count >= 8 else { return false }
    return text.folded.withUnsafeBufferPointer { bytes in
      let end = word.upperBound
      let isYeh = { (at: Int) in bytes[at] == 0xD9 && bytes[at + 1] == 0x8A }
      return isYeh(end - 2) || (bytes[end - 2] == 0xD9 && bytes[end - 1] == 0x87 && isYeh(end - 4))
    }
  }

  private func hasArticle(_ token: Int) -> Bool {
    let note = reading.notes[token]
    if note.sense >= 0 { return note.hasArticle }
    let word = text.tokens[token].folded
    return text.folded.withUnsafeBufferPointer { WordForm.arabicStem($0, word).hasArticle }
  }

  // MARK: - English

  private func latin(_ match: NameMatch, _ previousEnd: Int) -> NameContext {
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
          while unit > previousEnd, text.foldedText(unit) == "to" || text.foldedText(unit) == "the"
          {
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
        if text.foldedText(at) == "of" { sawOf = true }
      } else if sense.traits.contains(.locative) {
        context.isLocative = true
        context.head = at
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
    readAfterLatin(match, &context)
    readLatinRole(match, previousEnd, sawOf: sawOf, &context)
    return context
  }

  private func readAfterLatin(_ match: NameMatch, _ context: inout NameContext) {
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
      } else if text.foldedText(at) != "military" {
        return
      }
      at += 1
      steps += 1
    }
  }

  private func readLatinRole(
    _ match: NameMatch, _ previousEnd: Int, sawOf: Bool, _ context: inout NameContext
  ) {
    let start = match.tokens.lowerBound
    let end = match.tokens.upperBound
    let before = start - 1
    // A name runs on in capitals: Aleppo Conquest operations room, Hama Media Center.
    var at = end
    var room = false
    while at < text.tokens.count, at < end + 4, isJoined(at),
      !text.tokens[at].gap.contains(.possessive)
    {
      let word = traits(at)
      let capital = text.tokens[at].isCapitalized
      if text.foldedText(at) == "room" { room = true }
      if capital && word.contains(.actorTail) || room {
        context.role = .actorName
      } else if capital && word.contains(.mediaTail) {
        context.role = .actorName
      } else if capital, text.foldedText(at) == "front" {
        context.role = .actorName
      }
      if at <= end + 1, word.contains(.agreement) { context.role = .agreement }
      if !capital, text.foldedText(at) != "operations" { break }
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
