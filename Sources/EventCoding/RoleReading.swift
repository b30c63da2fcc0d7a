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

  private struct Named {
    var tokens: Range<Int>
    var id: String
    var preposition: Character?
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
      if isBacker(actor) || isWitness(actor) || isAccusation(actor, of: cue) { role = .none }
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

  private enum Role { case subject, object, none }

  private func named(in tokens: Range<Int>) -> [Named] {
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
      guard let id = marker.cue.actorID else { continue }
      result.append(
        Named(
          tokens: marker.tokens, id: id, preposition: marker.first.preposition,
          hasConjunction: marker.first.hasConjunction, isGeneric: true, isFromTheAir: false))
    }
    return withoutNameless(result.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound })
  }

  private static let services: WordSet = [
    "security forces", "قوات الامن", "عناصر الامن", "قوي الامن", "رجال الامن",
  ]

  /// "HTS security forces", "قوات الأمن التابعة لـ…": those of whoever is named beside them.
  private func isOfOthers(_ actor: ActorMention) -> Bool {
    let text = reading.text
    guard Self.services.contains(text.foldedText(of: actor.tokens)) else { return false }
    let (start, end) = (actor.tokens.lowerBound, actor.tokens.upperBound)
    if end < text.tokens.count, Self.affiliations.contains(end, in: text) { return true }
    return reading.actors.starting(in: max(0, start - 4)..<start).contains {
      $0.tokens.upperBound == start
    }
  }

  /// "مسلحون من التنظيم": the gunmen are of the group that is named after them.
  private func withoutNameless(_ named: [Named]) -> [Named] {
    var result: [Named] = []
    for actor in named {
      if let last = result.last, !actor.isGeneric, lexicon.actor(id: last.id)?.type == 3,
        actor.tokens.lowerBound == last.tokens.upperBound + 1,
        reading.text.isWord(last.tokens.upperBound, "من")
      {
        var whole = last
        whole.tokens = last.tokens.lowerBound..<actor.tokens.upperBound
        whole.id = actor.id
        result[result.count - 1] = whole
      } else {
        result.append(actor)
      }
    }
    return result
  }

  /// "Two Turkish soldiers died in an air strike": who was counted among the dead did not do it.
  private func isVictim(_ actor: Named, of cue: CueMatch) -> Bool {
    guard cue.cue.frame == .attacker || cue.cue.frame == .gainer else { return false }
    let near = reading.counts.starting(
      in: max(0, actor.tokens.lowerBound - 12)..<actor.tokens.upperBound)
    return near.contains {
      ($0.mention.kind == .killed || $0.mention.kind == .injured)
        && $0.people.overlaps(actor.tokens) && !$0.people.overlaps(cue.tokens)
    }
  }

  /// Things of a party to the war that are hit and do not hit by themselves, in folded form.
  private static let targets: WordSet = [
    "bus", "convoy", "convoys", "patrol", "patrols", "checkpoint", "checkpoints", "position",
    "positions", "base", "bases", "post", "posts", "headquarters", "vehicle", "vehicles",
    "barracks",
    "camp", "outpost", "outposts", "depot", "site", "sites", "دوريه", "دوريات", "حافله", "باص",
    "رتل", "ارتال", "حاجز", "حواجز", "مقر", "مقرات", "سياره", "سيارات", "اليه", "اليات", "نقطه",
    "نقاط", "معسكر", "ثكنه", "قاعده", "تجمع", "تجمعات", "عربه", "قافله", "موقع", "مواقع", "مستودع",
  ]

  /// "An army bus", "دورية روسية", under an attack from afar: what was hit.
  private func isTarget(_ actor: Named, of cue: CueMatch) -> Bool {
    guard case .event(let type) = cue.cue.kind, type.category == .explosions else { return false }
    let text = reading.text
    let (start, end) = (actor.tokens.lowerBound, actor.tokens.upperBound)
    if text.tokens[start].script == .latin {
      return end < text.tokens.count && Self.targets.contains(end, in: text)
    }
    guard start > 0 else { return false }
    var word = text.foldedText(start - 1)
    for letter in ["و", "ب", "ل"] where word.hasPrefix(letter) && word.count > 4 {
      if Self.targets.contains(word) { break }
      word.removeFirst()
    }
    // The alif of the accusative: "موقعا".
    return Self.targets.contains(word)
      || (word.hasSuffix("ا") && Self.targets.contains(String(word.dropLast())))
  }

  private static let backing: WordSet = [
    "backed", "supported", "sponsored", "aligned", "allied", "trained", "funded", "brokered",
  ]

  private static let arabicBacking: WordSet = [
    "بدعم", "وبدعم", "دعم", "باسناد", "وباسناد", "بمسانده", "وبمسانده", "بمشاركه", "وبمشاركه",
    "بغطاء", "بتغطيه",
  ]

  /// "Turkish-backed": who backs others is not who did it.
  private func isBacker(_ actor: Named) -> Bool {
    let next = actor.tokens.upperBound
    let text = reading.text
    if next < text.tokens.count, text.tokens[next].gap.contains(.hyphen),
      Self.backing.contains(next, in: text)
    {
      return true
    }
    // "Troops backed by Russian air power", "بدعم من طيران التحالف".
    let start = actor.tokens.lowerBound
    if start > 1, ["من", "جوي", "ناري", "مدفعي"].contains(text.foldedText(start - 1)),
      (max(0, start - 3)..<start).contains(where: {
        Self.arabicBacking.contains($0, in: text)
      })
    {
      return true
    }
    return start > 1 && text.isWord(start - 1, "by")
      && Self.backing.contains(start - 2, in: text)
  }

  /// "اعتقلت … بتهمة الانتماء إلى خلايا تنظيم الدولة": what somebody is accused of, up to a comma.
  private func isAccusation(_ actor: Named, of cue: CueMatch) -> Bool {
    let start = actor.tokens.lowerBound
    guard start >= cue.tokens.upperBound else { return false }
    let before = max(cue.tokens.upperBound, start - Self.accusationReach)..<start
    guard let reason = reading.markers(.reason, in: before).last else { return false }
    return (reason.tokens.upperBound..<start).allSatisfy {
      reading.text.tokens[$0].gap.isDisjoint(with: [.comma, .colon])
    }
  }

  /// How many words behind an accusation its other party stands at most.
  private static let accusationReach = 8

  /// "Residents said": who only tells of it.
  private func isWitness(_ actor: Named) -> Bool {
    let end = actor.tokens.upperBound
    if actor.isGeneric, reading.text.tokens[actor.tokens.lowerBound].script == .latin,
      reading.has(.claim, in: end..<end + 4)
    {
      return true
    }
    guard (lexicon.actor(id: actor.id)?.type ?? 0) >= 6 else { return false }
    let start = actor.tokens.lowerBound
    let isArabic = reading.text.tokens[start].script == .arabic
    let before = max(0, start - 1)
    if isArabic,
      ["مصادر", "مصدر", "فرق", "متطوع", "متطوعو", "في"].contains(
        reading.text.foldedText(before))
    {
      return true
    }
    return reading.has(.claim, in: isArabic ? before..<end : end..<end + 1)
  }

  private static let aircraft: WordSet = [
    "طيران", "طايرات", "طايره", "مقاتلات", "مروحيات", "الطيران", "الطايرات", "المقاتلات",
    "المروحيات", "الجو", "الجويه", "الجوي", "warplanes", "warplane", "jets", "jet", "aircraft",
    "air", "helicopters", "airstrikes", "planes",
  ]

  private func namesAircraft(_ tokens: Range<Int>) -> Bool {
    tokens.contains { Self.aircraft.contains($0, in: reading.text) }
  }

  private func isJoined(_ actor: Named) -> Bool {
    if actor.hasConjunction { return true }
    guard actor.tokens.lowerBound > 0 else { return false }
    return reading.text.isWord(actor.tokens.lowerBound - 1, "and")
  }

  private static let arabicObjectWords: Set<String> = [
    "علي", "ضد", "مواقع", "نقاط", "تجمعات", "مقرات", "لمواقع", "بمواقع", "تحصينات", "معاقل", "مع",
    "باتجاه", "نحو", "وبين", "لتجمعات", "حواجز", "ارتال",
  ]
  /// "التابع ل", "الموالية ل": the actor says whose side another one is on.
  private static let affiliations: WordSet = [
    "التابع", "التابعه", "التابعين", "تابعين", "تابعه", "تابع", "الموالي", "المواليه", "المدعوم",
    "المدعومه", "والمدعومه", "المقربه", "مواليه", "موالين", "الموالون", "الموالين", "مدعومه",
    "مدعومين", "مدعوم",
  ]
  private static let englishObjectWords: Set<String> = [
    "on", "against", "with", "from", "at", "targeting", "hit", "positions", "of", "to",
  ]

  private func role(
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

  private func arabicRole(of actor: Named, for cue: CueMatch, named: [Named]) -> Role {
    let text = reading.text
    let start = actor.tokens.lowerBound
    let isAfter = start >= cue.tokens.upperBound
    let word = start > 0 ? text.foldedText(start - 1) : ""
    let wordBefore = start > 1 ? text.foldedText(start - 2) : ""
    let first = !named.contains {
      $0.tokens.lowerBound >= cue.tokens.upperBound && $0.tokens.lowerBound < start
        && !$0.isGeneric
    }
    if isAfter {
      if Self.affiliations.contains(word) { return unitRole(of: actor, for: cue, named: named) }
      if word == "في" || word == "من" || wordBefore == "في", isMember(actor, after: cue) {
        // "اغتالوا القيادي في هيئة …", "اعتقلت عنصرا من …": whose man it was.
        return .object
      }
      if word == "من" {
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
      if Self.arabicObjectWords.contains(word) || Self.arabicObjectWords.contains(wordBefore) {
        return .object
      }
      if actor.preposition == "ل" {
        // "صد هجوما لقوات النظام": the attack is theirs.
        if cue.cue.frame == .defender { return .object }
        // "استهدفت … معسكرا لفيلق": after a verb it is whose ground it was.
        return cue.part == .noun || cue.part == .phrase ? .subject : .object
      }
      if actor.preposition == "ب" || word == "لصالح" || word == "بقياده" || word == "دعم" {
        return .none
      }
      if word == "بين" { return .subject }
      if actor.isGeneric {
        // "قصف روسي": an adjective beside the cue.
        let isBeside = start - cue.tokens.upperBound <= 2
        return isBeside ? .subject : .none
      }
      if hasSubjectBefore(cue, named) { return .object }
      return first && start - cue.tokens.upperBound <= 6 ? .subject : .object
    }
    // Before the cue: the subject of a headline, or of "تمكنت … من"; but "فرار عناصر …" has its own.
    if cue.part == .noun,
      named.contains(where: {
        !$0.isGeneric && $0.tokens.lowerBound == cue.tokens.upperBound && $0.preposition == nil
          && !$0.hasConjunction
      })
    {
      return .none
    }
    if Self.arabicObjectWords.contains(word), word != "مع" { return .none }
    if word == "في", case .event(let type) = cue.cue.kind,
      type.category == .violenceAgainstCivilians || type.category == .explosions,
      reading.has(.combatant, in: max(0, start - 4)..<start)
    {
      // "قُتل القيادي السابق في فصائل المعارضة … برصاص": whose man he was.
      return .object
    }
    if actor.preposition == "ب" || Self.affiliations.contains(word) { return .none }
    // "عناصر من الفصائل حاولوا": they are its people.
    if word == "من", !reading.has(.combatant, in: max(0, start - 3)..<start) { return .none }
    return isNearestBefore(actor, cue, named) ? .subject : .none
  }

  /// "دورية تابعة لـ…" right after the verb did it, and further on, or after "على", it was hit; of a
  /// group that has a name of its own the other one only says whose side it is on.
  private func unitRole(of actor: Named, for cue: CueMatch, named: [Named]) -> Role {
    let start = actor.tokens.lowerBound
    let hasName = named.contains {
      $0.tokens.lowerBound >= cue.tokens.upperBound && $0.tokens.upperBound <= start
        && start - $0.tokens.upperBound <= Self.unitReach && !$0.isGeneric
    }
    guard !hasName, cue.part == .past || cue.part == .present else { return .none }
    return start - cue.tokens.upperBound <= Self.unitReach - 1 ? .subject : .object
  }

  /// How many words a unit, its adjective and "تابعة" have at most.
  private static let unitReach = 3

  /// Whether a fighter who was killed or taken is said to be of an actor.
  private func isMember(_ actor: Named, after cue: CueMatch) -> Bool {
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
  private func hasSubjectBefore(_ cue: CueMatch, _ named: [Named]) -> Bool {
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

  private func followsAffiliation(_ actor: Named) -> Bool {
    let before = actor.tokens.lowerBound - 1
    return before >= 0 && Self.affiliations.contains(before, in: reading.text)
  }

  private func isNearestBefore(_ actor: Named, _ cue: CueMatch, _ named: [Named]) -> Bool {
    !named.contains {
      $0.tokens.lowerBound > actor.tokens.lowerBound
        && $0.tokens.upperBound <= cue.tokens.lowerBound && !isJoined($0) && !$0.isGeneric
        && $0.preposition != "ب" && !followsAffiliation($0)
        && !actor.isGeneric
    }
  }

  private func englishRole(of actor: Named, for cue: CueMatch, named: [Named]) -> Role {
    let text = reading.text
    let start = actor.tokens.lowerBound
    let word = start > 0 ? text.foldedText(start - 1) : ""
    let isAfter = start >= cue.tokens.upperBound
    if isAfter {
      if cue.part == .noun, word == "by" || word == "of" || word == "from" { return .subject }
      if cue.part != .past, cue.part != .present, start > 1,
        text.isWord(start - 2, "from"), Self.quarters.contains(word)
      {
        return .subject
      }
      if cue.cue.frame == .loser, word == "to" { return .object }
      if actor.isGeneric, start - cue.tokens.upperBound > 3 {
        return Self.englishObjectWords.contains(word) ? .object : .none
      }
      return .object
    }
    if isPassive(cue) { return .object }
    if word == "with" || word == "against" || word == "on" || word == "from" { return .object }
    if cue.part == .noun || (cue.part == .phrase && actor.isGeneric) {
      // "a rebel attack": the adjective before the noun.
      return cue.tokens.lowerBound - actor.tokens.upperBound <= 3
        || isNearestBefore(actor, cue, named) ? .subject : .none
    }
    return isNearestBefore(actor, cue, named) ? .subject : .none
  }

  private static let quarters: Set<String> = [
    "northern", "southern", "eastern", "western", "the",
  ]
  private static let auxiliaries: WordSet = [
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
    return (max(0, start - 3)..<start).contains {
      Self.auxiliaries.contains($0, in: reading.text)
        && reading.text.tokens[$0].sentence == reading.text.tokens[start].sentence
        // "Aircraft believed to be Russian bombed": the verb after a party is its own.
        && reading.actors.starting(in: $0..<start).isEmpty
        && !reading.has(.adjective, in: $0..<start)
    }
  }

  private func unique(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }
}
