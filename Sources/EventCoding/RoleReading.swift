internal import TextAnalysis

/// Who did it and to whom, by actor ids in the order of the text.
struct Roles {
  var subject: [String] = []
  var object: [String] = []
  /// Names of groups that are in no list.
  var unlisted: [String] = []
  /// Whether the subject was taken from words without a name, such as "army" or "Russian".
  var subjectIsGeneric = false
  /// Whether the words name aircraft as who did it.
  var isFromTheAir = false

  var isEmpty: Bool { subject.isEmpty && object.isEmpty }
}

/// Reads subject and object of a cue from prepositions, voice and order.
struct RoleReader {
  let reading: ReportReading
  let lexicon: ActorLexicon

  struct Named {
    var tokens: Range<Int>
    var id: String
    var preposition: Unicode.Scalar?
    var hasConjunction: Bool
    var isGeneric: Bool
    var isFromTheAir: Bool
  }

  func roles(of cue: CueMatch, in tokens: Range<Int>) -> Roles {
    var roles = Roles()
    let isArabic = reading.text.tokens[cue.tokens.lowerBound].script == .arabic
    let named = self.named(in: tokens)
    roles.unlisted = reading.actors.starting(in: tokens).filter { $0.actorID == nil }.map(\.text)
    var lastRole: Role?
    var genericSubject: [String] = []
    for actor in named {
      var role = self.role(of: actor, for: cue, isArabic: isArabic, named: named)
      if let last = lastRole, isJoined(actor) { role = last }
      if isVictim(actor, of: cue) || isTarget(actor, of: cue) { role = .object }
      if isBacker(actor) || isWitness(actor) || isSpeaker(actor, after: cue)
        || isAccusation(actor, of: cue)
      {
        role = .none
      }
      lastRole = role
      switch role {
      case .subject:
        if actor.isFromTheAir { roles.isFromTheAir = true }
        if actor.isGeneric {
          genericSubject.append(actor.id)
        } else {
          roles.subject.append(actor.id)
        }
      case .object: roles.object.append(actor.id)
      case .none: break
      }
    }
    if roles.subject.isEmpty, let first = genericSubject.first {
      roles.subject = [first]
      roles.subjectIsGeneric = true
    }
    // Civilians attack nobody: a camp of displaced people is what was hit.
    if cue.cue.frame == .attacker || cue.cue.frame == .gainer {
      let harmless = roles.subject.filter { (lexicon.actor(id: $0)?.type ?? 0) == 7 }
      roles.subject.removeAll { harmless.contains($0) }
      roles.object += harmless
    }
    roles.subject = unique(roles.subject)
    roles.object = unique(roles.object).filter { !roles.subject.contains($0) }
    return roles
  }

  func isState(_ id: String) -> Bool { lexicon.actor(id: id)?.type == 8 }

  enum Role { case subject, object, none }

  func named(in tokens: Range<Int>) -> [Named] {
    var result: [Named] = []
    for actor in reading.actors.starting(in: tokens) {
      guard let id = actor.actorID, !isOfOthers(actor) else { continue }
      result.append(
        Named(
          tokens: actor.tokens, id: id, preposition: actor.preposition,
          hasConjunction: actor.hasConjunction, isGeneric: false,
          isFromTheAir: namesAircraft(actor.tokens)))
    }
    for marker in reading.markers(.adjective, in: tokens) {
      guard let id = marker.cue.actorID, !isOfLand(marker.tokens.upperBound),
        // "An anti-government protest".
        marker.tokens.lowerBound == 0
          || !reading.text.isWord(marker.tokens.lowerBound - 1, "anti")
      else { continue }
      result.append(
        Named(
          tokens: marker.tokens, id: id, preposition: marker.first.preposition,
          hasConjunction: marker.first.hasConjunction, isGeneric: true, isFromTheAir: false))
    }
    return withoutNameless(result.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound })
  }

  private static let land: WordSet = [
    "border", "borders", "frontier", "territory", "soil", "side", "town", "city", "province",
    "media", "television", "news", "president", "officials", "official", "authorities", "hospital",
    "hospitals", "lira", "territories", "airspace", "parliament", "daily", "newspaper", "agency",
  ]

  /// "Near the Turkish border", "Russian media": no party to what is told.
  private func isOfLand(_ next: Int) -> Bool {
    let text = reading.text
    return next < text.tokens.count && text.tokens[next].script == .latin
      && text.tokens[next].gap.joinsName && Self.land.contains(next, in: text)
  }

  func isJoined(_ actor: Named) -> Bool {
    if actor.hasConjunction { return true }
    guard actor.tokens.lowerBound > 0 else { return false }
    return reading.text.isWord(actor.tokens.lowerBound - 1, "and")
  }

  static let arabicObjectWords: WordSet = [
    "علي", "ضد", "مواقع", "نقاط", "تجمعات", "مقرات", "لمواقع", "بمواقع", "تحصينات", "معاقل", "مع",
    "باتجاه", "نحو", "وبين", "لتجمعات", "حواجز", "ارتال",
  ]
  /// "التابع ل", "الموالية ل": the actor says whose side another one is on.
  static let affiliations: WordSet = [
    "التابع", "التابعه", "التابعين", "تابعين", "تابعه", "تابع", "الموالي", "المواليه", "المدعوم",
    "المدعومه", "والمدعومه", "المقربه", "مواليه", "موالين", "الموالون", "الموالين", "مدعومه",
    "مدعومين", "مدعوم",
  ]
  static let englishObjectWords: WordSet = [
    "on", "against", "with", "from", "at", "targeting", "hit", "positions", "of", "to",
  ]

  func role(
    of actor: Named, for cue: CueMatch, isArabic: Bool, named: [Named]
  ) -> Role {
    let start = actor.tokens.lowerBound
    let window = max(0, start - 3)..<start
    if reading.has(.agent, in: window) {
      // "بقيادة" and "by" far before another actor tie to that one.
      let between = reading.markers(.agent, in: window).last?.tokens.upperBound ?? start
      if !named.contains(where: { (between..<start).contains($0.tokens.lowerBound) }) {
        return cue.cue.frame == .defender && isArabic ? .object : .subject
      }
    }
    return isArabic
      ? arabicRole(of: actor, for: cue, named: named)
      : englishRole(of: actor, for: cue, named: named)
  }

  func arabicRole(of actor: Named, for cue: CueMatch, named: [Named]) -> Role {
    let text = reading.text
    let start = actor.tokens.lowerBound
    let isAfter = start >= cue.tokens.upperBound
    func follows(_ word: StaticString) -> Bool { text.isWord(start - 1, word) }
    let first = !named.contains {
      $0.tokens.lowerBound >= cue.tokens.upperBound && $0.tokens.lowerBound < start
        && !$0.isGeneric
    }
    if isAfter {
      if Self.affiliations.contains(start - 1, in: text) {
        return unitRole(of: actor, for: cue, named: named)
      }
      if follows("في") || follows("من") || text.isWord(start - 2, "في"), isMember(actor, after: cue)
      {
        // "اغتالوا القيادي في هيئة …", "اعتقلت عنصرا من …": whose man it was.
        return .object
      }
      if follows("من") {
        // "استولت عناصر من …": they are its people, and did it.
        if cue.cue.frame == .gainer, cue.part != .noun, start - cue.tokens.upperBound == 2,
          reading.has(.combatant, in: cue.tokens.upperBound..<start)
        {
          return .subject
        }
        // "انسحاب عناصر من …" is no loss to them; "مقاتلين من …" are of theirs.
        if cue.cue.frame == .gainer { return .object }
        return first && cue.cue.frame != .mutual ? .subject : .object
      }
      if Self.arabicObjectWords.contains(start - 1, in: text)
        || Self.arabicObjectWords.contains(start - 2, in: text)
      {
        return .object
      }
      if actor.preposition == "ل" {
        // "صد هجوما لقوات النظام": the attack is theirs.
        if cue.cue.frame == .defender { return .object }
        // "استهدفت … معسكرا لفيلق": after a verb it is whose ground it was; right after "قصف", which is
        // written as the verb is, it is the noun's doer.
        return cue.part == .noun || cue.part == .phrase || start == cue.tokens.upperBound
          ? .subject : .object
      }
      if actor.preposition == "ب" || follows("لصالح") || follows("بقياده") || follows("دعم") {
        return .none
      }
      if follows("بين") { return .subject }
      if actor.isGeneric {
        // "قصف روسي": an adjective beside the cue.
        let isBeside = start - cue.tokens.upperBound <= 2
        return isBeside ? .subject : .none
      }
      if hasSubjectBefore(cue, named) { return .object }
      return first && start - cue.tokens.upperBound <= 6 ? .subject : .object
    }
    if undergoes(actor, cue) { return .object }
    // Before the cue: the subject of a headline, or of "تمكنت … من"; but "فرار عناصر …" has its own.
    if cue.part == .noun,
      named.contains(where: {
        !$0.isGeneric && $0.tokens.lowerBound == cue.tokens.upperBound && $0.preposition == nil
          && !$0.hasConjunction
      })
    {
      return .none
    }
    if Self.arabicObjectWords.contains(start - 1, in: text), !follows("مع") { return .none }
    if follows("في"), case .event(let type) = cue.cue.kind,
      type.category == .violenceAgainstCivilians || type.category == .explosions,
      reading.has(.combatant, in: max(0, start - 4)..<start)
    {
      // "قُتل القيادي السابق في فصائل المعارضة … برصاص": whose man he was.
      return .object
    }
    if actor.preposition == "ب" || Self.affiliations.contains(start - 1, in: text) { return .none }
    // "عناصر من الفصائل حاولوا": they are its people.
    if follows("من"), !reading.has(.combatant, in: max(0, start - 3)..<start) { return .none }
    return isNearestBefore(actor, cue, named) ? .subject : .none
  }

  /// "تعرضت قوات النظام لهجوم", "تتعرض … إلى قصف": who stands between the verb and the noun was hit.
  func undergoes(_ actor: Named, _ cue: CueMatch) -> Bool {
    let text = reading.text
    let start = cue.tokens.lowerBound
    guard cue.part == .noun || cue.part == .phrase,
      cue.first.preposition == "ل" || (start > 0 && text.isWord(start - 1, "الي"))
    else { return false }
    let reach = max(0, actor.tokens.lowerBound - Self.verbReach)..<actor.tokens.lowerBound
    return reach.contains { token in
      text.tokens[token].sentence == text.tokens[start].sentence
        && ["تعرض", "يتعرض", "تتعرض", "وتعرض", "لتعرض"].contains { text.hasPrefix(token, $0) }
    }
  }

  /// How many words a verb stands before its subject at most.
  static let verbReach = 6

  /// "دورية تابعة لـ…" right after the verb did it, and further on, or after "على", it was hit; of a
  /// group that has a name of its own the other one only says whose side it is on.
  func unitRole(of actor: Named, for cue: CueMatch, named: [Named]) -> Role {
    let start = actor.tokens.lowerBound
    let hasName = named.contains {
      $0.tokens.lowerBound >= cue.tokens.upperBound && $0.tokens.upperBound <= start
        && start - $0.tokens.upperBound <= Self.unitReach && !$0.isGeneric
    }
    guard !hasName, cue.part == .past || cue.part == .present else { return .none }
    return start - cue.tokens.upperBound <= Self.unitReach - 1 ? .subject : .object
  }

  /// How many words a unit, its adjective and "تابعة" have at most.
  static let unitReach = 3

  /// Whether a fighter who was killed or taken is said to be of an actor.
  func isMember(_ actor: Named, after cue: CueMatch) -> Bool {
    guard case .event(let type) = cue.cue.kind,
      type.category == .violenceAgainstCivilians || type == .arrests
    else { return false }
    let start = actor.tokens.lowerBound
    let before = max(cue.tokens.upperBound, start - 4)..<start
    guard let man = reading.markers(.combatant, in: before).last else { return false }
    // Right after a verb stands who did it.
    return man.tokens.lowerBound > cue.tokens.upperBound || cue.part == .noun
      || man.first.lostArticle
  }

  /// Whether an actor right before a verb, or after a light one, already is its subject.
  func hasSubjectBefore(_ cue: CueMatch, _ named: [Named]) -> Bool {
    named.contains { actor in
      guard actor.tokens.upperBound <= cue.tokens.lowerBound, !actor.isGeneric else { return false }
      let start = actor.tokens.lowerBound
      let isDirect = cue.part == .present && cue.tokens.lowerBound - actor.tokens.upperBound <= 1
      let isAfterLight =
        reading.has(.light, in: max(0, start - 3)..<start)
        || reading.has(.attempt, in: max(0, start - 3)..<start)
        || (cue.part == .noun
          && reading.has(.claim, in: max(0, start - 3)..<cue.tokens.lowerBound))
      return isDirect || isAfterLight
    }
  }

  func followsAffiliation(_ actor: Named) -> Bool {
    let before = actor.tokens.lowerBound - 1
    return before >= 0 && Self.affiliations.contains(before, in: reading.text)
  }

  func isNearestBefore(_ actor: Named, _ cue: CueMatch, _ named: [Named]) -> Bool {
    !named.contains {
      $0.tokens.lowerBound > actor.tokens.lowerBound
        && $0.tokens.upperBound <= cue.tokens.lowerBound && !isJoined($0) && !$0.isGeneric
        && $0.preposition != "ب" && !followsAffiliation($0)
        && !actor.isGeneric
    }
  }

  func englishRole(of actor: Named, for cue: CueMatch, named: [Named]) -> Role {
    let text = reading.text
    let start = actor.tokens.lowerBound
    func follows(_ word: StaticString) -> Bool { text.isWord(start - 1, word) }
    let isAfter = start >= cue.tokens.upperBound
    if isAfter {
      if cue.part == .noun, follows("by") || follows("of") || follows("from") { return .subject }
      if cue.part == .present, cue.cue.frame == .loser, follows("of"),
        start == cue.tokens.upperBound + 1
      {
        return .subject  // "the retreat of Y"
      }
      if cue.part != .past, cue.part != .present, start > 1,
        text.isWord(start - 2, "from"), Self.quarters.contains(start - 1, in: text)
      {
        return .subject
      }
      if cue.cue.frame == .loser, follows("to") { return .object }
      if actor.isGeneric, start - cue.tokens.upperBound > 3 {
        return Self.englishObjectWords.contains(start - 1, in: text) ? .object : .none
      }
      return .object
    }
    if isPassive(cue) { return .object }
    // "… after the retreat of Y": of Y, and not of whoever the sentence begins with.
    let next = cue.tokens.upperBound
    if cue.part != .past, cue.cue.frame == .loser, text.isWord(next, "of"),
      named.contains(where: { (next + 1...next + 4).contains($0.tokens.lowerBound) })
    {
      return .none
    }
    // "Fighters from the X seized …": they are its people.
    if follows("from"), start > 1, reading.has(.combatant, in: start - 2..<start - 1) {
      return isNearestBefore(actor, cue, named) ? .subject : .none
    }
    if follows("with") || follows("against") || follows("on") || follows("from") { return .object }
    if cue.part == .noun || (cue.part == .phrase && actor.isGeneric) {
      // "a rebel attack": the adjective before the noun.
      return cue.tokens.lowerBound - actor.tokens.upperBound <= 3
        || isNearestBefore(actor, cue, named) ? .subject : .none
    }
    return isNearestBefore(actor, cue, named) ? .subject : .none
  }

  static let quarters: WordSet = [
    "northern", "southern", "eastern", "western", "the",
  ]
  static let auxiliaries: WordSet = [
    "was", "were", "been", "being", "be", "is", "are", "gets", "got",
  ]

  /// Whether a form of "be" stands within three words before a past participle.
  func isPassive(_ cue: CueMatch) -> Bool {
    let start = cue.tokens.lowerBound
    let text = reading.text
    // "came under shell fire".
    if (max(0, start - 2)..<start).contains(where: { text.isWord($0, "under") }) {
      return true
    }
    guard cue.part == .past || cue.part == .phrase else { return false }
    // "was shot", "were shot".
    if cue.tokens.count > 1, Self.auxiliaries.contains(start, in: text) { return true }
    return (max(0, start - 3)..<start).contains {
      Self.auxiliaries.contains($0, in: reading.text)
        && reading.text.tokens[$0].sentence == reading.text.tokens[start].sentence
        // "Aircraft believed to be Russian bombed": the verb after a party is its own.
        && reading.actors.starting(in: $0..<start).isEmpty
        && !reading.has(.adjective, in: $0..<start)
    }
  }

  func unique(_ ids: [String]) -> [String] {
    // One name or none, mostly.
    if ids.count < 2 { return ids }
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }
}
