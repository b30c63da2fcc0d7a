internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// A cue, its place, its time and its actors as one draft.
extension EventAssembler {
  func draft(
    _ cue: CueMatch, roles: Roles, place: Mention, clause: Range<Int>, counts: [ReadCount],
    sentence: Int, paragraph: Int, time: (dates: DateSpan?, precision: Int, mention: DateMention?),
    after earlier: [EventDraft]
  ) -> EventDraft {
    var roles = roles
    var type: EventType
    var effect = cue.cue.effect
    var rules = [cue.cue.id]
    switch cue.cue.kind {
    case .event(let known): type = known
    case .territory:
      type = .armedClash
      let isOfPart = isOfPart(cue)
      if effect == .loss {
        // Told from the loser's side: who gained is the other one.
        swap(&roles.subject, &roles.object)
        effect = .gain
      }
      if let winner = roles.subject.first {
        type =
          actors.isOfGovernment(winner) ? .governmentRegainsTerritory : .nonStateOvertakesTerritory
      } else if let loser = roles.object.first {
        type =
          actors.isOfGovernment(loser) ? .nonStateOvertakesTerritory : .governmentRegainsTerritory
      } else {
        effect = .contest
      }
      if effect == .gain, type != .armedClash, reading.has(.underDeal, in: clause) {
        type = .nonViolentTransfer
        rules.append("under-a-deal")
      }
      if isOfPart {
        type = .armedClash
        effect = .contest
        rules.append("only-a-part")
      }
    default:
      let victims = counts.filter { $0.mention.kind == .killed || $0.mention.kind == .injured }
      let isOfFighters = victims.contains(where: \.areFighters)
      type =
        victims.contains { $0.mention.areCivilians }
          || (!isOfFighters && victims.contains { $0.mention.rule == "placed" })
        ? .attack : .armedClash
      if victims.contains(where: areProtesters) { type = .excessiveForceAgainstProtesters }
      if type == .armedClash, isLatin(cue), roles.subject == ["unidentified-armed-group"],
        victims.allSatisfy({ ($0.mention.tally.best ?? 0) <= 2 })
      {
        type = .attack  // "a commander was killed by unknown gunmen"
      }
      if roles.isFromTheAir || (isLatin(cue) && namesAircraft(clause)),
        type == .attack || type == .armedClash, !roles.subject.isEmpty || !victims.isEmpty
      {
        // "Warplanes killed six in X".
        type = .airDroneStrike
        effect = .none
        rules.append("agent-aircraft")
      }
      if cue.countKind == .displaced { type = .defection }
    }
    if cue.cue.frame == .victim, roles.object.isEmpty {
      // Who was killed is the object, whatever the order of the words.
      if roles.subject.count == 1, counts.contains(where: { $0.mention.ofActors == roles.subject })
      {
        swap(&roles.subject, &roles.object)
      }
    }
    if type == .defection, let own = counts.first(where: { !$0.mention.ofActors.isEmpty }) {
      // Those who were counted are those who left; anyone else is whom they left for.
      let leavers = own.mention.ofActors
      roles.object = (roles.subject + roles.object).filter { !leavers.contains($0) }
      roles.subject = leavers
    }
    if isLikeBefore(cue), let last = earlier.last,
      sentence - last.sentence <= Threshold.homelessReach,
      last.type.category == type.category || cue.cue.id.hasSuffix("-similar")
    {
      // "قصف مماثل": by the same means and the same hands.
      type = last.type
      effect = last.effect
      if roles.subject.isEmpty { roles.subject = last.roles.subject }
      rules.append("like-before")
    } else if roles.subject.isEmpty, goesOn(cue, in: clause), let last = earlier.last,
      last.type == type, sentence - last.sentence <= 2
    {
      roles.subject = last.roles.subject.filter { !roles.object.contains($0) }
    }
    let isRaid =
      reading.text.isWord(cue.tokens.lowerBound, "raids")
      && roles.subject.contains { id in
        Self.airPowers.contains(id)
          || (actors.isOfGovernment(id) && counts.contains { $0.mention.kind == .killed }
            && !reading.text.isWord(cue.tokens.lowerBound - 1, "army"))
      }
    let isOpen =
      type == .shellingArtilleryMissile
      || ["-massacre", "-ambush"].contains(where: cue.cue.id.hasSuffix)
    let isBlast = type == .remoteExplosive && cue.cue.id.hasSuffix("-explosion")
    let isOfAirPower =
      type == .shellingArtilleryMissile && roles.subject.contains("israel")
      && !clause.contains { Self.guns.contains($0, in: reading.text) }
    if isOpen || (isBlast && isResult(of: cue, in: clause)),
      roles.isFromTheAir || isRaid || isOfAirPower || namesAircraft(clause)
        || (isLatin(cue) && namesStrikes(clause))
    {
      type = .airDroneStrike
      rules.append("agent-aircraft")
    } else if cue.cue.id.hasSuffix("-massacre"),
      let means = reading.cues.starting(in: clause).lazy.compactMap(\.meansOfWar).first
    {
      // A massacre by what it was done with.
      type = means
      rules.append("means")
    } else if cue.cue.id.hasSuffix("-massacre") || cue.cue.id == "en-execute",
      reading.text.hasPrefix(cue.tokens.lowerBound, "massacre"), let last = earlier.last,
      sentence - last.sentence <= 2, last.type.category == .explosions
    {
      type = last.type
      rules.append("means-of-before")
    }
    if type == .shellingArtilleryMissile,
      Self.missiles.contains(cue.tokens.lowerBound, in: reading.text)
    {
      rules.append(EventDraft.missiles)
    }
    if isOnCivilians(cue, type, roles, counts) {
      type = .attack
      effect = .none
      rules.append("on-civilians")
    }
    if type == .attack, counts.contains(where: areProtesters) {
      type = .excessiveForceAgainstProtesters
      rules.append("on-protesters")
    }
    if type == .disruptedWeaponsUse,
      counts.contains(where: { $0.mention.kind == .killed || $0.mention.kind == .injured })
    {
      // "قُتلا أثناء تفكيك عبوة": it went off.
      type = .remoteExplosive
      rules.append("went-off")
    }
    var polarity = Event.Polarity.asserted
    let before = clause.lowerBound..<cue.tokens.lowerBound
    let near = max(clause.lowerBound, cue.tokens.lowerBound - 4)..<cue.tokens.lowerBound
    if type.category == .battles, effect != .hold, effect != .withdraw,
      reading.has(.failure, in: clause)
        || (reading.has(.attempt, in: before) && cue.cue.frame != .defender)
    {
      type = .armedClash
      effect = .hold
      rules.append("attempt-failed")
      // The one that tried is the attacker; who held is the other one.
    } else if reading.has(.plan, in: before) || cue.first.isFuture || isPurpose(cue) {
      polarity = .planned
    } else if reading.markers(.conditional, in: before).contains(where: { !isAbility($0, of: cue) })
    {
      polarity = .hypothetical
    } else if reading.has(.negation, in: near) || isNone(cue, in: before)
      || isWhatIsDenied(cue, in: before)
    {
      polarity = .denied
    }
    if polarity == .asserted, isBackground(clause, time, sentence: sentence, type, earlier) {
      polarity = .historical
    }
    let hitsCivilians = reading.has(.civilianObject, in: clause)
    return EventDraft(
      cue: cue, rules: rules, sentence: sentence, paragraph: paragraph, type: type, effect: effect,
      polarity: polarity, place: place, dates: time.dates, datePrecision: time.precision,
      dateMention: time.mention, roles: roles, counts: counts,
      claimants: claimantReader.claimants(in: reading.sentenceRanges[sentence]),
      hitsCivilians: hitsCivilians, statesUnhurt: reading.has(.unhurt, in: clause),
      isPartOfCity: meansPart(of: place),
      isDayOfSpeech: time.mention.map(isDayOfSpeech) ?? false)
  }

  private static let protesters: WordSet = [
    "protesters", "protester", "demonstrators", "demonstrator", "mourners", "متظاهر", "متظاهرا",
    "متظاهرين", "متظاهرون", "المتظاهرين", "محتجين", "محتج", "محتجا", "محتجون", "معتصمين",
  ]

  private func areProtesters(_ count: ReadCount) -> Bool {
    count.people.contains { Self.protesters.contains($0, in: reading.text) }
  }

  /// "هاجم مسلحون رعاة أغنام", "gunmen attacked a family's home": nobody fought back.
  private func isOnCivilians(
    _ cue: CueMatch, _ type: EventType, _ roles: Roles, _ counts: [ReadCount]
  ) -> Bool {
    guard type == .armedClash, cue.cue.frame == .attacker, cue.cue.kind == .event(.armedClash),
      !roles.object.contains(where: { (actors.actor(id: $0)?.type ?? 7) < 6 })
    else { return false }
    let victims = counts.filter {
      ($0.mention.kind == .killed || $0.mention.kind == .injured) && $0.mention.countKind == .new
    }
    if victims.contains(where: { $0.areFighters || !$0.mention.ofActors.isEmpty }) { return false }
    let end = cue.tokens.upperBound
    let near = end..<min(reading.text.tokens.count, end + 7)
    return victims.contains(where: \.mention.areCivilians)
      && (reading.has(.civilian, in: near) || reading.has(.civilianObject, in: near)
        || victims.allSatisfy(\.mention.areCivilians))
  }

  private static let likes: WordSet = [
    "مماثل", "مماثله", "مماثلا", "مماثلين", "مشابه", "مشابهه", "similar", "مماثلتين",
  ]

  /// "قصف مماثل", "a similar attack".
  private func isLikeBefore(_ cue: CueMatch) -> Bool {
    let text = reading.text
    let end = cue.tokens.upperBound
    let around = max(0, cue.tokens.lowerBound - 1)..<min(text.tokens.count, end + 2)
    return around.contains {
      Self.likes.contains($0, in: text)
        && text.tokens[$0].sentence == text.tokens[cue.tokens.lowerBound].sentence
    }
  }

  /// "كما طالت الغارات X": more of what was told, whose doer the words do not name again.
  private func goesOn(_ cue: CueMatch, in clause: Range<Int>) -> Bool {
    guard case .event(let type) = cue.cue.kind,
      type == .airDroneStrike || type == .shellingArtilleryMissile
    else { return false }
    return !clause.contains { reading.text.hasPrefix($0, "مجهول") }
  }

  /// "The fighters could advance": they did, where the verb of ground follows.
  private func isAbility(_ marker: CueMatch, of cue: CueMatch) -> Bool {
    reading.text.isWord(marker.tokens.lowerBound, "could") && cue.isOfBattle
      && cue.tokens.lowerBound - marker.tokens.upperBound <= 1
  }

  /// Who raids from the air only.
  private static let airPowers: Set<String> = [
    "russia", "russian-air-force", "israel", "us-coalition", "united-states", "syrian-air-force",
  ]

  /// "A military source denied the entry of …": what comes after the denial, up to a comma.
  func isWhatIsDenied(_ cue: CueMatch, in before: Range<Int>) -> Bool {
    guard let denial = reading.markers(.denial, in: before).last else { return false }
    return (denial.tokens.upperBound..<cue.tokens.lowerBound + 1).allSatisfy {
      reading.text.tokens[$0].gap.isDisjoint(with: [.comma, .colon])
    }
  }

  private static let causes: WordSet = [
    "ناجم", "ناجمه", "نتج", "ناتج", "ناتجه", "نجم", "جرا", "نتيجه", "caused", "استهداف",
  ]

  /// "دوى انفجار نتج عن استهداف مسيّرة": what the bang came from follows.
  private func isResult(of cue: CueMatch, in clause: Range<Int>) -> Bool {
    (cue.tokens.upperBound..<max(cue.tokens.upperBound, clause.upperBound)).contains {
      Self.causes.contains($0, in: reading.text)
    }
  }

  /// Words for less than the whole of a place, in folded form.
  static let parts: WordSet = [
    "اطراف", "الاطراف", "مشارف", "تخوم", "محيط", "ضواحي", "جزء", "اجزاء", "outskirts", "edge",
    "edges",
    "part", "parts", "fringes", "approaches", "surroundings", "districts", "suburbs", "quarters",
    "neighbourhoods", "neighborhoods", "احيا", "الاحيا", "المحيط", "كراج", "مبان", "مباني", "كتل",
    "ابنيه", "شوارع", "شارع", "قسم", "القسم", "اقسام", "buildings", "streets",
  ]

  private static let unnamed: WordSet = [
    "villages", "towns", "positions", "hills", "points", "areas", "checkpoints", "farms", "sites",
    "hilltops", "strongholds", "posts", "neighborhoods", "neighbourhoods", "districts", "buildings",
  ]

  private static let beginnings: WordSet = [
    "began", "begun", "started", "continued", "continue", "able", "managed", "succeeded", "forced",
    "used", "helped", "resumed", "failed", "tried", "attempted", "unable", "appeared", "appears",
    "seemed", "refused", "refusing", "due", "led", "responded", "close",
  ]

  /// "On their way to arrest a commander": what they meant to do.
  private func isPurpose(_ cue: CueMatch) -> Bool {
    let text = reading.text
    let start = cue.tokens.lowerBound
    guard isLatin(cue), start > 1, text.isWord(start - 1, "to"), text.tokens[start].gap == .space,
      cue.tokens.count == 1, !text.hasSuffix(start, "s"), !text.hasSuffix(start, "ing"),
      !text.hasSuffix(start, "ed"), !Self.beginnings.contains(start - 2, in: text)
    else { return false }
    return cue.eventType == .arrests || cue.cue.kind == .territory || cue.part == .present
  }

  private static let cityParts: WordSet = [
    "suburb", "neighborhood", "neighbourhood", "district", "quarter", "outskirts", "edge",
    "suburbs",
  ]

  /// "In a Damascus suburb", "a rebel-held district of the city of X": somewhere in the city.
  private func meansPart(of place: Mention) -> Bool {
    let text = reading.text
    guard text.tokens[place.tokens.lowerBound].script == .latin,
      place.resolution.place?.kind == .city
    else { return false }
    let sentence = reading.sentenceRanges[place.sentence]
    let next = place.tokens.upperBound
    if next < sentence.upperBound, Self.cityParts.contains(next, in: text) { return true }
    if ["near", "outside"].contains(governor(of: place)) { return true }
    let first = max(sentence.lowerBound, place.tokens.lowerBound - 9)
    return (first..<place.tokens.lowerBound).contains { token in
      Self.cityParts.contains(token, in: text)
        && (max(first, token - 4)..<token).contains {
          ["a", "an", "on", "several", "two"].contains(text.foldedText($0))
        }
    }
  }

  private static let unnamedOne: WordSet = [
    "village", "town", "position", "hill", "point", "area", "checkpoint", "hilltop", "stronghold",
    "district", "neighborhood", "neighbourhood", "building",
  ]

  /// "Captured two more villages in the battle for X": ground without its names, and not X.
  private func isOfUnnamed(_ cue: CueMatch) -> Bool {
    let text = reading.text
    let end = cue.tokens.upperBound
    guard cue.part != .noun, isLatin(cue) else { return false }
    for token in end..<min(end + 5, text.tokens.count) {
      guard text.tokens[token].gap == .space || text.tokens[token].gap == [.space, .hyphen],
        !text.tokens[token].isCapitalized
      else { return false }
      let isOne = Self.unnamedOne.contains(token, in: text)
      guard isOne || Self.unnamed.contains(token, in: text) else { continue }
      // "Captured a town in …", but "captured the town".
      if isOne,
        !(end..<token).contains(where: { text.isWord($0, "a") || text.isWord($0, "another") })
      {
        return false
      }
      let next = token + 1
      guard next < text.tokens.count, text.tokens[next].sentence == text.tokens[token].sentence
      else { return true }
      // "… villages: X, Y", "the villages of X", "the villages X and Y" name them.
      return text.tokens[next].gap == .space && !text.tokens[next].isCapitalized
        && !text.isWord(next, "of") && !text.isWord(next, "including") && !text.isWord(next, "al")
        && !text.isWord(next, "such") && !text.isWord(next, "named") && !text.isWord(next, "called")
    }
    return false
  }

  /// "Two checkpoints near X were seized", "the suburbs of X were captured".
  private func isOfPartBefore(_ cue: CueMatch) -> Bool {
    let start = cue.tokens.lowerBound
    guard isLatin(cue), roleReader.isPassive(cue) else { return false }
    let text = reading.text
    // "Many areas were captured, such as X and Y" names them.
    let sentence = reading.sentenceRanges[text.tokens[start].sentence]
    guard reading.places.starting(in: start..<sentence.upperBound).isEmpty else { return false }
    let first = max(sentence.lowerBound, start - 12)
    return (first..<start).contains { token in
      guard Self.unnamed.contains(token, in: text) || Self.parts.contains(token, in: text) else {
        return false
      }
      // "The villages of X and Y were seized", "the towns X and Y".
      let isNaming = ["villages", "towns", "hills", "farms"].contains(text.foldedText(token))
      return !isNaming
    }
  }

  /// "Entered the outskirts of the town": the town itself has not changed hands.
  func isOfPart(_ cue: CueMatch) -> Bool {
    if isOfUnnamed(cue) || isOfPartBefore(cue) { return true }
    let end = cue.tokens.upperBound
    let after = end..<min(end + 3, reading.text.tokens.count)
    return after.contains {
      Self.parts.contains($0, in: reading.text)
        && reading.text.tokens[$0].sentence == reading.text.tokens[cue.tokens.lowerBound].sentence
    }
  }

  static let aircraft: WordSet = [
    "warplanes", "warplane", "jets", "jet", "aircraft", "helicopters", "helicopter", "plane",
    "planes", "drone", "drones", "airstrike", "airstrikes", "الطيران", "طيران", "الطايرات",
    "طايرات",
    "طايره", "طايرتان", "طايرتين", "مروحيات", "المروحيات", "مروحيه", "مقاتلات", "مسيره", "مسيرات",
    "المسيرات",
  ]

  private static let missiles: WordSet = ["missile", "missiles"]
  private static let guns: WordSet = [
    "artillery", "mortar", "mortars", "shell", "shells", "tank", "tanks", "مدفعيه", "بالمدفعيه",
    "قذايف", "دبابات",
  ]

  private func isLatin(_ cue: CueMatch) -> Bool {
    reading.text.tokens[cue.tokens.lowerBound].script == .latin
  }

  private static let strikes: WordSet = ["strike", "strikes", "raids"]
  private static let fired: WordSet = [
    "missile", "missiles", "rocket", "rockets", "artillery", "mortar", "hunger", "general",
    "police",
    "security", "arrest", "tank", "house", "home", "army",
  ]

  /// "The strikes hit a school": of those that name no gun, from the air.
  private func namesStrikes(_ clause: Range<Int>) -> Bool {
    clause.contains { token in
      Self.strikes.contains(token, in: reading.text)
        && (token == 0 || !Self.fired.contains(token - 1, in: reading.text))
    }
  }

  func namesAircraft(_ clause: Range<Int>) -> Bool {
    clause.contains { token in
      Self.aircraft.contains(token, in: reading.text)
        && (token == 0 || !reading.text.isWord(token - 1, "anti"))
    }
  }

  private static let anys: WordSet = ["اي", "ايه", "any"]

  /// "no air raid", "لم يسجل … أي غارة".
  func isNone(_ cue: CueMatch, in before: Range<Int>) -> Bool {
    guard let last = before.last else { return false }
    return Self.anys.contains(last, in: reading.text) && reading.has(.negation, in: before)
  }

  func isBackground(
    _ clause: Range<Int>, _ time: (dates: DateSpan?, precision: Int, mention: DateMention?),
    sentence: Int, _ type: EventType, _ earlier: [EventDraft]
  ) -> Bool {
    if reading.has(.background, in: reading.sentenceRanges[sentence]) { return true }
    // Without a day of publication the latest day that the text tells stands for it.
    let now = reading.published ?? latestDay
    if let dates = time.dates, let now, time.mention != nil,
      now - dates.last > Threshold.backgroundDays
    {
      return true
    }
    // A pluperfect with a day of its own is the news before yesterday's; without one, background.
    // Undated, but told just before: more of the same news.
    for index in earlier.indices.reversed() {
      guard sentence - earlier[index].sentence <= 2 else { break }
      if earlier[index].type == type { return earlier[index].polarity == .historical }
    }
    let sentence = reading.sentenceRanges[sentence]
    let before = sentence.lowerBound..<max(sentence.lowerBound, clause.upperBound)
    return time.mention == nil
      && reading.markers(.history, in: before).contains { marker in
        // "Officials said that the army had taken the town" is the news itself.
        !(reading.text.isWord(marker.tokens.lowerBound, "had")
          && reading.has(.claim, in: sentence.lowerBound..<marker.tokens.lowerBound))
      }
  }

  func roles(
    of cue: CueMatch, in clause: Range<Int>, inherited: [String], lastSubject: [String]
  ) -> Roles {
    var roles = roleReader.roles(of: cue, in: clause)
    guard roles.subject.isEmpty, !roleReader.isPassive(cue) else { return roles }
    switch cue.cue.kind {
    case .territory, .event(.nonViolentTransfer), .event(.armedClash):
      // "وتمكنت من السيطرة": the light verb has the subject of the one before.
      let lead = max(clause.lowerBound, cue.tokens.lowerBound - 3)..<cue.tokens.lowerBound
      guard
        cue.part == .past || cue.part == .present || cue.part == .phrase
          || (cue.part == .noun && reading.has(.light, in: lead))
      else { break }
      if !inherited.isEmpty {
        roles.subject = inherited.filter { !roles.object.contains($0) }
      } else if cue.cue.kind == .territory,
        !lastSubject.contains(where: { id in
          roles.object.contains { actors.areAllied(id, $0) }
        })
      {
        roles.subject = lastSubject
      }
    case .event(let type):
      // "دفعت القوات … برتل وأنشأت نقطة": a verb that goes on has the subject of the one before.
      let isGoingOn = cue.part == .past || cue.part == .present || cue.first.hasConjunction
      let isOfForces =
        type.category == .explosions || type.category == .violenceAgainstCivilians
        || [EventType.reinforcement, .headquartersEstablished, .arrests].contains(type)
      if isGoingOn, isOfForces, cue.part != .noun {
        roles.subject = inherited.filter { !roles.object.contains($0) }
      }
    default: break
    }
    return roles
  }
}
