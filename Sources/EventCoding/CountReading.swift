internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

/// A number of people with what happened to them.
struct ReadCount {
  var tokens: Range<Int>
  var mention: CountMention
  /// Whether the words say that they were fighters.
  var areFighters = false
  /// The number and the words after it that say who they are.
  var people: Range<Int>
  /// Whether it is told as the toll of what was told, and whether that has risen.
  var toll: Toll?

  enum Toll: Sendable { case told, risen }
  /// Whether it is a part of a number that is told beside it.
  var isVague: Bool {
    ["several", "dozens", "hundreds", "thousands"].contains { mention.rule.hasPrefix($0) }
  }
  var isShare: Bool { mention.countKind == .shareOfTotal }
}

/// Says of each number of people what happened to them and whose people they were.
struct CountReader {
  let reading: ReportReading
  let actors: ActorLexicon

  static let reach = 9
  /// The same for people who are surely counted and whose verb follows.
  static let longReach = 18
  /// "القتلى", "جرحى": a noun for people is of a number only right beside it.
  static let nounReach = 2
  /// A comma between a number and its verb counts as this many words.
  static let commaCost = 3

  func counts(_ quantities: [Quantity]) -> [ReadCount] {
    var result: [ReadCount] = []
    for (index, quantity) in quantities.enumerated() {
      switch quantity.category {
      case .people, .unknown: break
      default: continue
      }
      if quantity.best == nil, quantity.low == nil { continue }
      if isOfDoers(quantity) || isToldBefore(quantity) { continue }
      // "خمسة من مقاتليها": her fighters, and not two.
      if quantity.rule == .dual, quantity.tokens.lowerBound > 0,
        reading.text.isWord(quantity.tokens.lowerBound - 1, "من"),
        reading.text.hasSuffix(quantity.tokens.lowerBound, "ها")
          || reading.text.hasSuffix(quantity.tokens.lowerBound, "ه")
          || reading.text.hasSuffix(quantity.tokens.lowerBound, "هم")
      {
        continue
      }
      let sentence = reading.text.tokens[quantity.tokens.lowerBound].sentence
      let next = quantities.dropFirst(index + 1).first { candidate in
        candidate.category == .people || candidate.category == .unknown
      }
      let share = shareKind(of: quantity, after: result.last)
      guard
        case (var kind, let rule, let distance)? = share ?? kindOfEnglishToll(quantity)
          ?? kindOfWounded(quantity)
          ?? kindOfMore(quantity, after: result.last) ?? kindOfThem(quantity, after: result.last)
          ?? kind(of: quantity, sentence: sentence, until: next?.tokens.lowerBound)
          ?? kindOfToll(quantity, after: result.last)
          ?? kindOfOthers(quantity, after: result.last)
      else { continue }
      // A bare number needs its verb beside it: it may count anything.
      if quantity.category == .unknown, quantity.head == nil, distance > 3,
        !isToll(quantity, sentence), !isOfActor(quantity)
      {
        continue
      }
      let phrase = phrase(after: quantity, until: next?.tokens.lowerBound)
      let owners = owners(of: quantity, in: phrase)
      let people = quantity.tokens.lowerBound..<phrase.upperBound
      let areCivilians =
        reading.has(.civilian, in: people) || owners.contains("civilians")
        || (quantity.head.map { reading.has(.civilian, in: $0..<$0 + 1) } ?? false)
      let areFighters =
        reading.has(.combatant, in: people)
        || (quantity.head.map { reading.has(.combatant, in: $0..<$0 + 1) } ?? false)
      // Soldiers who run are no displaced people.
      if kind == .displaced, areFighters || owners.contains(where: isArmed) { kind = .defected }
      var countKind = Event.CountKind.new
      if share != nil || rule == Self.wounded || followsShare(quantity)
        || isListed(quantity, after: result.last, kind)
        || result.last.map({ isShare(quantity, after: $0) }) ?? false
      {
        countKind = .shareOfTotal
      } else if isTotal(quantity, sentence: sentence) || isOfWar(quantity, kind) {
        countKind = .runningTotal
      }
      let count =
        ReadCount(
          tokens: quantity.tokens,
          mention: CountMention(
            span: reading.span(of: quantity.tokens), text: reading.text.text(of: quantity.tokens),
            kind: kind, tally: Tally(low: quantity.low, best: quantity.best, high: quantity.high),
            countKind: countKind, areCivilians: areCivilians && !areFighters,
            ofActors: owners.filter { $0 != "civilians" }.sorted(),
            rule: quantity.rule.rawValue + "+" + rule),
          areFighters: areFighters || owners.contains(where: isArmed), people: people)
      result.append(tolled(count))
      result += joined(to: count, head: quantity.head)
    }
    result += singles(besides: result)
    result.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    result += placed(quantities, besides: result)
    return result.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// The kind by the nearest word that has one, the one before where both are as near.
  func kind(
    of quantity: Quantity, sentence: Int, until next: Int?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    var best: (kind: CountMention.Kind, rule: String, cost: Int)?
    let within = reading.sentenceRanges[sentence]
    let first = max(within.lowerBound, quantity.tokens.lowerBound - 2 * Self.longReach)
    let last = min(within.upperBound, quantity.tokens.upperBound + 2 * Self.longReach)
    // "seven were hurt", "30 others wounded".
    let verb = max(quantity.tokens.upperBound, (quantity.head ?? -1) + 1)
    let isBefore = verb < within.upperBound && reading.text.tokens[verb].gap == .space
    let hasOwnVerb =
      isBefore && Self.auxiliaries.contains(verb, in: reading.text)
      && (quantity.head != nil || quantity.tokens.upperBound == verb)
    if isBefore, !isArabic(verb), quantity.isOthers,
      let own = reading.cues.starting(in: verb..<verb + 1).first, let kind = own.countKind
    {
      return (kind, own.cue.id, 0)
    }
    if let own = verbAfterParts(verb, in: within) { return own }
    for cue in reading.cues.starting(in: first..<last) {
      let at = cue.tokens.lowerBound
      // "… killed and 20 people were hurt": the verb after the people is theirs.
      if hasOwnVerb, cue.tokens.upperBound <= quantity.tokens.lowerBound { continue }
      var kind = cue.countKind
      if kind == nil, case .event(let type) = cue.cue.kind {
        switch type {
        case .defection: kind = .defected
        case .burialOrRecovery: kind = .killed
        case .attack where cue.cue.weight >= 0.85: kind = .killed
        case .arrests: kind = .captured
        case .abduction: kind = .missing
        default: break
        }
      }
      // "Strikes killed 12": the phrase ends with a verb of its own.
      if cue.tokens.count > 1, cue.countKind == nil, !isArabic(at),
        Self.killing.contains(cue.tokens.upperBound - 1, in: reading.text)
      {
        kind = .killed
      }
      guard let kind else { continue }
      var cost: Int
      if let head = quantity.head, cue.tokens.contains(head), cue.countKind != nil {
        // "200 جريح", "15 killed": what is counted says it itself.
        return (kind, cue.cue.id, 0)
      }
      if cue.tokens.upperBound <= quantity.tokens.lowerBound {
        cost = quantity.tokens.lowerBound - cue.tokens.upperBound
        cost += commas(cue.tokens.upperBound..<quantity.tokens.lowerBound + 1)
        // "Heavy losses, 50 fighters wounded".
        if cue.tokens.upperBound == quantity.tokens.lowerBound, cue.part != .past,
          reading.text.tokens[quantity.tokens.lowerBound].gap.contains(.comma)
        {
          cost += Self.commaCost
        }
      } else if at >= quantity.tokens.upperBound {
        cost = at - quantity.tokens.upperBound
        // Beyond another number: only where that one shares the verb.
        if let next, at > next { cost += 2 }
        cost += commas(quantity.tokens.upperBound..<at + 1)
        // "12 civilians were wounded": what follows the people is their own verb; else the verb
        // before them is.
        if isArabic(at), cue.part == .past || cue.part == .present { cost += 2 }
        if cue.first.hasConjunction { cost += at > quantity.tokens.upperBound + 3 ? 10 : 4 }
      } else {
        cost = 0
      }
      if cue.countKind == nil { cost += 1 }
      let isNoun = cue.cue.isOfVictims
      let isFollowing = at >= quantity.tokens.upperBound && quantity.category == .people
      let reach = isNoun ? Self.nounReach : isFollowing ? Self.longReach : Self.reach
      if cost <= reach, best.map({ cost < $0.cost }) ?? true {
        best = (kind, cue.cue.id, cost)
      }
    }
    return best.map { ($0.kind, $0.rule, $0.cost) }
  }

  /// "Four people, including two girls, were wounded": the verb behind the parts.
  private func verbAfterParts(
    _ comma: Int, in sentence: Range<Int>
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    let text = reading.text
    guard comma < sentence.upperBound, text.tokens[comma].script == .latin,
      text.tokens[comma].gap.contains(.comma), reading.has(.share, in: comma..<comma + 3)
    else { return nil }
    let end = min(sentence.upperBound, comma + Self.longestPart)
    guard
      let closing = (comma + 1..<max(comma + 1, end)).first(where: {
        text.tokens[$0].gap.contains(.comma)
      })
    else { return nil }
    var at = closing
    while at < sentence.upperBound, at - closing < 3, Self.auxiliaries.contains(at, in: text) {
      at += 1
    }
    guard let cue = reading.cues.starting(in: at..<at + 1).first, let kind = cue.countKind,
      cue.part == .past || cue.part == .phrase
    else { return nil }
    return (kind, cue.cue.id, 0)
  }

  /// How many words the parts of a number have at most.
  private static let longestPart = 10

  private static let killing: WordSet = ["killed", "kills", "kill", "killing"]

  func isArabic(_ token: Int) -> Bool { reading.text.tokens[token].script == .arabic }

  static let pauses: Gap = [.comma, .colon, .openBracket]

  func commas(_ tokens: Range<Int>) -> Int {
    var cost = 0
    for token in tokens.dropFirst() where token < reading.text.tokens.count {
      if !reading.text.tokens[token].gap.isDisjoint(with: Self.pauses) {
        cost += Self.commaCost
      }
    }
    return cost
  }

  /// The words after a number that may say whose people they are: to a comma, a cue or a number.
  func phrase(after quantity: Quantity, until next: Int?) -> Range<Int> {
    let text = reading.text
    var end = quantity.tokens.upperBound
    let limit = min(text.tokens.count, quantity.tokens.upperBound + 8, next ?? .max)
    let sentence = text.tokens[quantity.tokens.lowerBound].sentence
    while end < limit, text.tokens[end].sentence == sentence {
      if !text.tokens[end].gap.isDisjoint(with: [.comma, .colon, .openBracket, .period]) { break }
      let isVerb = reading.cues.starting(in: end..<end + 1).contains {
        isArabic(end) && ($0.part == .past || $0.part == .present)
      }
      if isVerb { break }
      if end > quantity.tokens.upperBound,
        reading.cues.starting(in: end..<end + 1).contains(where: {
          $0.part != .phrase || end > quantity.head ?? .max
        })
      {
        break
      }
      end += 1
    }
    return quantity.tokens.upperBound..<end
  }

  func owners(of quantity: Quantity, in phrase: Range<Int>) -> [String] {
    var owners: [String] = []
    let around = max(0, quantity.tokens.lowerBound - 4)..<phrase.upperBound
    for actor in reading.actors.starting(in: around)
    where phrase.contains(actor.tokens.lowerBound) || actor.tokens.overlaps(quantity.tokens) {
      // Only the first, and those joined to it: a second one is who did it.
      if !owners.isEmpty, !actor.hasConjunction { break }
      if owners.isEmpty, isDoer(actor) { break }
      if let id = actor.actorID { owners.append(id) }
    }
    if owners.isEmpty {
      for marker in reading.markers(.adjective, in: phrase) {
        if let id = marker.cue.actorID { return [id] }
      }
      // Soldiers without a flag are the state's.
      if let head = quantity.head, Self.soldiers.contains(head, in: reading.text),
        let state = actors.soldiers
      {
        return [state]
      }
    }
    return owners
  }

  /// Words for those who serve a state, in folded form.
  static let soldiers: WordSet = [
    "جندي", "جنديا", "جنود", "جنديان", "جنديين", "عسكري", "عسكريا", "عسكريين", "عسكريون", "مجند",
    "مجندا", "مجندين", "soldier", "soldiers", "troops", "conscript", "conscripts", "servicemen",
  ]

  /// Whose one person without a number was.
  func singleOwners(_ token: Int, isFighter: Bool) -> [String] {
    guard isFighter else { return [] }
    // "قيادي في هيئة تحرير الشام", "عنصر من قسد".
    if let own = reading.actors.starting(in: token + 1..<token + 4).first,
      reading.text.isWord(own.tokens.lowerBound - 1, "في")
        || reading.text.isWord(own.tokens.lowerBound - 1, "من"),
      own.tokens.lowerBound - 1 > token, let id = own.actorID
    {
      return [id]
    }
    let around = max(0, token - 3)..<min(reading.text.tokens.count, token + 3)
    if let marker = reading.markers(.adjective, in: around).first, let id = marker.cue.actorID {
      return [id]
    }
    guard Self.soldiers.contains(token, in: reading.text), let state = actors.soldiers else {
      return []
    }
    return [state]
  }

  func isArmed(_ id: String) -> Bool {
    actors.actor(id: id).map { [1, 2, 3, 8].contains($0.type) } ?? false
  }

  func isDoer(_ actor: ActorMention) -> Bool {
    let before = max(0, actor.tokens.lowerBound - 2)..<actor.tokens.lowerBound
    return reading.has(.agent, in: before)
  }

  /// "By four gunmen", "على يد ثلاثة مسلحين": who did it; "fire on two men": at whom; and "a girl of
  /// ten": her age.
  func isOfDoers(_ quantity: Quantity) -> Bool {
    let text = reading.text
    let start = quantity.tokens.lowerBound
    guard start > 0, text.tokens[start].gap == .space else { return false }
    if reading.markers(.agent, in: max(0, start - 2)..<start).contains(where: {
      $0.tokens.upperBound == start
    }) {
      return quantity.category == .people
    }
    if start > 1, text.isWord(start - 1, "on") || text.isWord(start - 1, "at"),
      text.isWord(start - 2, "fire") || text.isWord(start - 2, "fired")
    {
      return true  // "opened fire on two men": who of them was hit follows
    }
    return quantity.category == .unknown && start > 1 && text.isWord(start - 1, "of")
      && PersonNoun.isOne(start - 2, in: text)
  }

  /// More dead or hurt than these fell in no single event of this war: the dead of all of it.
  static let mostOfOneEvent = 3_000

  private func isOfWar(_ quantity: Quantity, _ kind: CountMention.Kind) -> Bool {
    (kind == .killed || kind == .injured)
      && (quantity.low ?? quantity.best ?? 0) > Self.mostOfOneEvent
  }

  /// What was counted since so many days ago, today included, is a sum of several happenings.
  static let daysOfTotal = 3

  static let during: Set<String> = [
    "خلال", "during", "over", "throughout", "within",
  ]

  /// Whether the sentence counts over a time that began long before: "منذ بدء…", "since".
  func isTotal(_ quantity: Quantity, sentence: Int) -> Bool {
    let text = reading.text
    var first = quantity.tokens.lowerBound
    while first > 0, text.tokens[first - 1].sentence == sentence,
      quantity.tokens.lowerBound - first < 12
    { first -= 1 }
    var last = quantity.tokens.upperBound
    while last < text.tokens.count, text.tokens[last].sentence == sentence,
      last - quantity.tokens.upperBound < 18
    { last += 1 }
    if reading.has(.runningTotal, in: first..<last) { return true }
    // "In the first week of February", "during May": a sum of many fights.
    let isOfSpan = reading.dates.starting(in: first..<last).contains { date in
      guard (3...5).contains(date.mention.precision), let days = date.mention.dates,
        days.dayCount >= 7
      else { return false }
      let lead = max(first, date.tokens.lowerBound - 2)..<date.tokens.lowerBound + 1
      return lead.contains {
        let word = text.foldedText($0)
        return Self.during.contains(word)
          || (date.mention.precision == 3 && (word == "in" || word == "في"))
      }
    }
    if isOfSpan { return true }
    // "Since Sunday": a sum of several days.
    let isSince = reading.dates.starting(in: reading.sentenceRanges[sentence]).contains { date in
      date.mention.rule == "since" && (date.mention.dates?.dayCount ?? 0) >= Self.daysOfTotal
    }
    if isSince { return true }
    // "منذ 21 أيار": since a day, and not "منذ يومين", two days ago.
    return (quantity.tokens.upperBound..<last).contains { token in
      token + 1 < text.tokens.count && text.isWord(token, "منذ")
        && text.tokens[token + 1].script == .digits
        && reading.dates.starting(in: token..<token + 2).contains {
          $0.tokens.contains(token + 1) && $0.tokens.count > 1
        }
    }
  }
}
