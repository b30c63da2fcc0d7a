internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Puts cues, places, times, actors and counts of a report together, clause by clause.
struct EventAssembler {
  let reading: ReportReading
  let actors: ActorLexicon
  private let roleReader: RoleReader
  private let latestDay: CivilDate?
  /// Whether the report names a party to the war, be it one that is in no list.
  private let namesFighters: Bool

  /// Starting values, set on the development reports of `Examples` (docs say how they fare).
  private enum Threshold {
    /// Below it a cue needs an armed actor or a count beside it.
    static let ownWeight = 0.85
    /// Below it a cue without a place of its own makes no event of its own.
    static let carriedWeight = 0.74
    /// What happened longer ago than this many days is background.
    static let backgroundDays = 45
    /// A list of places goes on over at most this many words of other kinds.
    static let listGap = 3
    /// An area's point and a place in it lie at most so many metres apart.
    static let areaRadius = 60_000.0
    /// Headlines stand among the first lines and have at most so many words.
    static let headlineLines = 4
    static let headlineWords = 40
    /// Sites within so many metres of a city may be parts of it.
    static let cityRadius = 12_000.0
    /// How many sentences a fight without a place waits for one.
    static let homelessReach = 3
    /// The same for what one side took, where words of time stand between.
    static let captureGap = 8
    /// How many sentences back an area still says where its fighting was.
    static let areaReach = 4
    /// Words that point back to a place make an event of its own from this weight.
    static let anaphoricWeight = 0.5
    /// What follows in a list has at least this share of the score of the place before it.
    static let listScore = 0.3
    /// From this score an unresolved name means that the event was there.
    static let unresolvedScore = 0.1
    /// Words of entering weigh less than this, words of capture more.
    static let entryWeight = 0.7
  }

  init(reading: ReportReading, actors: ActorLexicon) {
    self.reading = reading
    self.actors = actors
    roleReader = RoleReader(reading: reading, lexicon: actors)
    latestDay = reading.dates.compactMap(\.mention.dates?.last).max()
    namesFighters = reading.actors.contains { actor in
      actor.actorID.flatMap(actors.actor).map { $0.type != 7 } ?? true
    }
  }

  func drafts() -> [EventDraft] {
    var all: [EventDraft] = []
    var running: (dates: DateSpan, mention: DateMention, paragraph: Int)?
    var paragraph = 0
    var lastSubject: [String] = []
    var homeless: EventDraft?
    for (index, sentence) in reading.sentenceRanges.enumerated() {
      if let first = sentence.first, reading.text.tokens[first].gap.contains(.lineBreak) {
        paragraph += 1
      }
      let clauses = reading.sentences[index]
      let (told, subject) = read(
        clauses, of: sentence, index: index, paragraph: paragraph, before: all.last,
        running: running.flatMap { $0.paragraph == paragraph ? ($0.dates, $0.mention) : nil },
        lastSubject: lastSubject, homeless: &homeless, into: &all)
      if let last = reading.dates.starting(in: sentence).last(where: {
        $0.mention.dates != nil && $0.mention.precision <= 3
      }), let dates = last.mention.dates {
        running = (dates, last.mention, paragraph)
      }
      if !subject.isEmpty { lastSubject = subject }
      all += told
    }
    return merged(withoutHeadlines(all.filter(passesGate))).map(withoutGroundBeside)
  }

  // MARK: A sentence

  private func read(
    _ clauses: [ReportReading.Clause], of sentence: Range<Int>, index: Int, paragraph: Int,
    before: EventDraft?, running: (DateSpan, DateMention)?, lastSubject: [String],
    homeless: inout EventDraft?, into all: inout [EventDraft]
  ) -> (drafts: [EventDraft], subject: [String]) {
    let waiting = homeless.flatMap { index - $0.sentence <= Threshold.homelessReach ? $0 : nil }
    var drafts: [EventDraft] = []
    var pending: [ReadCount] = []
    // Whether the sentence tells of something else that has no place.
    var isOtherStory = false
    let leadsElsewhere = reading.has(.elsewhere, in: sentence)
    let previous = before.flatMap {
      index - $0.sentence <= 2 && !leadsElsewhere ? $0 : nil
    }
    var previousClauseSubject: [String] = []
    if reading.has(.accident, in: sentence) { return ([], []) }

    for (number, clause) in clauses.enumerated() {
      let counts = Array(reading.counts.starting(in: clause.tokens))
      if let denial = reading.markers(.denial, in: clause.tokens).first, clause.main == nil {
        if let last = drafts.indices.last {
          deny(&drafts[last], reading.text.text(of: denial.tokens))
        }
      }
      guard let cue = clause.main ?? (clause.places.isEmpty ? nil : clause.cues.first) else {
        // Only counts: of what was told before, in this sentence or the one before it.
        if let lead = lead(of: drafts) {
          drafts[lead].counts += counts
        } else if number + 1 < clauses.count {
          pending += counts
        } else if previous != nil, !isOtherStory, let last = lead(of: all),
          index - all[last].sentence <= 1
        {
          let isTold = all[last].counts.contains { !$0.isShare && $0.mention.kind == .killed }
          pending += counts
          if !isTold, all[last].type.category == .battles || all[last].type.category == .explosions,
            !isOnOtherDay(sentence, than: all[last]),
            all[last].type.category == .battles || !areOfFight(pending, in: sentence)
          {
            all[last].counts += pending
            pending = []
          }
        } else {
          pending += counts
        }
        continue
      }
      if reading.has(.habit, in: clause.tokens) { continue }
      // A casualty word alone, at a place, with nobody counted tells no event.
      if clause.main == nil, counts.isEmpty { continue }

      let roles = roles(
        of: cue, in: clause.tokens, inherited: previousClauseSubject, lastSubject: lastSubject)
      if !roles.subject.isEmpty { previousClauseSubject = roles.subject }

      let isAnaphoric = reading.has(.anaphora, in: clause.tokens)
      var places = selected(placesOf(cue, in: clause), near: cue)
      if cue.cue.kind == .territory, let first = places.first,
        isOnlyLandmark(first, after: cue)
      {
        places = []
      }
      let isFlight =
        cue.countKind == .displaced && counts.contains { $0.mention.kind == .defected }
      if cue.countKind == .displaced || cue.countKind == .missing, !isFlight {
        continue  // who had to leave, or is missing, is told of another event
      }
      if cue.cue.kind == .event(.defection) || isFlight {
        // Whoever deserts does it where he comes from.
        let origins = Array(reading.origins.starting(in: clause.tokens))
        if !origins.isEmpty { places = origins }
      }
      var isCarried = false
      var isFromBefore = false
      if places.isEmpty {
        isCarried = true
        let isElsewhere = reading.unresolved.contains {
          clause.tokens.contains($0.tokens.lowerBound) && $0.eventScore >= Threshold.unresolvedScore
        }
        if isElsewhere {
          // It names a place of its own that nobody knows.
        } else if isProtest(cue) {
          // People do not protest on the front that they protest about.
          if let town = (all + drafts).last(where: { isTownNews($0, index) }) {
            places = [town.place]
          }
        } else if let last = drafts.last {
          places = [last.place] + last.otherPlaces
        } else if let later = laterClause(clauses.dropFirst(number + 1), for: cue) {
          let found = selected(placesOf(later.main ?? cue, in: later), near: later.main ?? cue)
          places = cue.cue.kind == .event(.burialOrRecovery) ? found : Array(found.prefix(1))
        } else if let previous, clause.main != nil {
          places = isAnaphoric ? placesOfLast(all, before: index) : [previous.place]
          isFromBefore = true
        }
      }
      guard !places.isEmpty else {
        pending += counts
        if cue.tellsEvent, !cue.isOfBattle { isOtherStory = true }
        if cue.isOfBattle, cue.cue.weight >= Threshold.ownWeight, let any = reading.places.first {
          let time = time(of: clause.tokens, sentence: sentence, clauses, running: running)
          homeless = draft(
            cue, roles: roles, place: any, clause: clause.tokens, counts: [], sentence: index,
            paragraph: paragraph, time: time, after: all)
        }
        continue
      }
      let time = time(of: clause.tokens, sentence: sentence, clauses, running: running)
      var draft = draft(
        cue, roles: roles, place: places[0], clause: clause.tokens, counts: pending + counts,
        sentence: index, paragraph: paragraph, time: time, after: all)
      draft.placeIsCarried = isCarried
      pending = []
      if let fight = waiting, !isCarried, fight.type == .armedClash, draft.effect != .hold,
        draft.type == .armedClash, cue.cue.weight < 0.7,
        fight.polarity == .asserted
      {
        // A fight told before without its place: here it is.
        draft.cue = fight.cue
        draft.rules += fight.rules
        draft.type = fight.type
        draft.effect = fight.effect
        if !fight.roles.isEmpty { draft.roles = fight.roles }
        homeless = nil
      }
      if draft.effect == .withdraw, reading.has(.failure, in: clause.tokens),
        let last = lead(of: drafts), drafts[last].type == .armedClash
      {
        // "… ثم انسحب المهاجمون من دون أن يحققوا تقدماً": the attack failed.
        drafts[last].effect = .hold
        drafts[last].rules.append("attempt-failed")
        continue
      }
      if isCarried, draft.polarity == .planned || draft.polarity == .hypothetical {
        pending += draft.counts
        continue
      }
      if isCarried {
        let needed = isAnaphoric ? Threshold.anaphoricWeight : Threshold.carriedWeight
        let isTelling = cue.cue.weight >= needed && !isCircumstance(cue, in: clause.tokens)
        if let last = lead(of: drafts) {
          if drafts[last].isSameKind(as: draft) || !isTelling
            || isAftermath(draft, of: drafts[last])
          {
            absorb(draft, into: &drafts[last], isTelling: isTelling)
            continue
          }
          if !isAnaphoric, draft.type.category == drafts[last].type.category,
            reading.has(.claim, in: clause.tokens)
          {
            // "… while the ministry said that its aircraft had hit targets": elsewhere.
            pending += draft.counts
            continue
          }
        } else if isFromBefore, let last = lead(of: all) {
          let isOtherDay = isOnOtherDay(clause.tokens, than: all[last])
          if !isOtherDay, all[last].isSameKind(as: draft) || isAftermath(draft, of: all[last]) {
            draft.datePrecision = max(draft.datePrecision, all[last].datePrecision)
            absorb(draft, into: &all[last], isTelling: isTelling && isAnaphoric)
            continue
          }
          // Another thing, or on another day: only where the words point back to the place.
          if !isAnaphoric || !isTelling {
            pending += draft.counts
            if !draft.isSameKind(as: all[last]), isTelling, draft.type.category == .explosions {
              isOtherStory = true
            }
            continue
          }
        } else if !isTelling, draft.counts.isEmpty {
          continue
        }
      } else if isCircumstance(cue, in: clause.tokens), draft.counts.isEmpty,
        drafts.contains(where: { $0.polarity == .asserted })
      {
        continue
      } else if isContext(cue, draft, clauses) {
        pending += draft.counts
        continue
      }
      if draft.isAtEachPlace {
        drafts.append(draft)
        for place in places.dropFirst()
        where !isCarried || isFromBefore || draft.type == .burialOrRecovery {
          var another = draft
          another.place = place
          another.counts = []
          drafts.append(another)
        }
      } else {
        draft.otherPlaces = Array(places.dropFirst())
        drafts.append(draft)
      }
    }
    if !pending.isEmpty, let lead = lead(of: drafts) { drafts[lead].counts += pending }
    if drafts.isEmpty, !pending.isEmpty, previous != nil, let last = lead(of: all),
      index - all[last].sentence <= 2, !isOtherStory, !isOnOtherDay(sentence, than: all[last]),
      all[last].type.category == .battles
        || (all[last].type.category == .explosions && !areOfFight(pending, in: sentence)),
      !all[last].counts.contains(where: { $0.mention.kind == .killed })
    {
      all[last].counts += pending
      pending = []
    }
    if drafts.isEmpty, !pending.isEmpty, !isOtherStory, let previous,
      let toll = toll(
        pending, in: clauses, sentence: sentence, index: index, paragraph: paragraph,
        previous: previous, running: running)
    {
      drafts.append(toll)
    }
    return (drafts, previousClauseSubject)
  }

  /// Whether the counted fell on both sides of a fight, and not under shells.
  private func areOfFight(_ counts: [ReadCount], in sentence: Range<Int>) -> Bool {
    let killed = counts.filter { $0.mention.kind == .killed && $0.mention.countKind == .new }
    let owners = killed.compactMap(\.mention.ofActors.first)
    if let first = owners.first, owners.contains(where: { !actors.areAllied($0, first) }) {
      return true
    }
    return killed.contains(where: \.areFighters)
      && reading.cues.starting(in: sentence).contains(where: \.isOfBattle)
  }

  /// The dead of a fight that the sentence itself does not place: where the report last spoke of
  /// an area, for the places of single events are not theirs.
  private func toll(
    _ counts: [ReadCount], in clauses: [ReportReading.Clause], sentence: Range<Int>, index: Int,
    paragraph: Int, previous: EventDraft, running: (DateSpan, DateMention)?
  ) -> EventDraft? {
    let killed = counts.filter { $0.mention.kind == .killed && $0.mention.countKind == .new }
    guard
      killed.contains(where: \.areFighters)
        || killed.contains(where: { !$0.mention.ofActors.isEmpty }),
      let cue = clauses.lazy.compactMap({ $0.main ?? $0.cues.first }).first
    else { return nil }
    guard
      let area = reading.places.last(where: {
        $0.sentence < index && index - $0.sentence <= Threshold.areaReach
          && (5...8).contains($0.precision)
      })
    else { return nil }
    let time = time(of: sentence, sentence: sentence, clauses, running: running)
    var draft = draft(
      cue, roles: Roles(), place: area, clause: sentence, counts: counts,
      sentence: index, paragraph: paragraph, time: time, after: [previous])
    draft.type = .armedClash
    draft.effect = .contest
    draft.placeIsCarried = true
    draft.rules.append("toll")
    return draft
  }

  /// The clause further on whose place a cue without one takes: of the same kind, or any other
  /// but for burials and desertions, which are not where the battle was.
  private func laterClause(
    _ clauses: ArraySlice<ReportReading.Clause>, for cue: CueMatch
  ) -> ReportReading.Clause? {
    let placed = clauses.filter { !$0.places.isEmpty }
    let same = placed.first { $0.main?.cue.kind == cue.cue.kind }
    let isOfOthers =
      cue.cue.kind == .event(.burialOrRecovery) || cue.cue.kind == .event(.defection)
    return same ?? (isOfOthers ? nil : placed.first)
  }

  /// The places of a clause, for burials and desertions without those of the battles behind them.
  private func placesOf(_ cue: CueMatch, in clause: ReportReading.Clause) -> [Mention] {
    guard cue.cue.kind == .event(.burialOrRecovery) || cue.cue.kind == .event(.defection) else {
      return clause.places
    }
    return clause.places.filter { place in
      let before = clause.cues.last { $0.tokens.upperBound <= place.tokens.lowerBound }
      return before.map { !$0.isOfBattle && $0.countKind != .killed } ?? true
    }
  }

  private func isProtest(_ cue: CueMatch) -> Bool {
    guard case .event(let type) = cue.cue.kind else { return false }
    return type.category == .protests || type.category == .riots
  }

  private func isTownNews(_ draft: EventDraft, _ sentence: Int) -> Bool {
    sentence - draft.sentence <= Threshold.areaReach && draft.place.precision <= 4
      && draft.type.category != .battles && draft.type.category != .explosions
      && draft.type != .nonViolentTransfer && draft.type != .reinforcement
      && draft.type != .aircraftLoss
  }

  /// Ground that one side says it took and the other says it did not is fought over at most.
  private func deny(_ draft: inout EventDraft, _ words: String) {
    draft.isDenied = words
    guard draft.type == .governmentRegainsTerritory || draft.type == .nonStateOvertakesTerritory
    else { return }
    draft.type = .armedClash
    draft.effect = .contest
    draft.rules.append("denied")
  }

  /// Words of circumstance bring their counts and actors, not their type or their turn.
  private func absorb(_ draft: EventDraft, into target: inout EventDraft, isTelling: Bool) {
    var draft = draft
    let ends = isAftermath(draft, of: target)
    if ends, target.effect == .gain, target.roles.object.isEmpty {
      target.roles.object = draft.roles.subject
      if target.cue.cue.weight < Threshold.entryWeight {
        // They went in after the others had left: no fight for it.
        target.type = .nonViolentTransfer
        target.rules.append("entered-after-withdrawal")
      }
    }
    if !isTelling || ends {
      draft.type = target.type
      draft.effect = target.effect
      draft.polarity = target.polarity
      draft.roles = ends ? Roles() : draft.roles
    }
    target.absorb(draft)
  }

  /// "في معارك حماة", "في ظل المعارك في ريفي حماة وإدلب": fighting that is named, not told.
  private func isContext(
    _ cue: CueMatch, _ draft: EventDraft, _ clauses: [ReportReading.Clause]
  ) -> Bool {
    guard cue.isOfBattle, cue.cue.weight < 0.6, cue.part == .noun else { return false }
    let before = cue.tokens.lowerBound - 1
    let word = before >= 0 ? reading.text.foldedText(before) : ""
    let isLed = ["في", "خلال", "ظل", "جرا", "in", "during"].contains(word)
    if isLed, draft.counts.isEmpty { return true }
    return isLed && draft.place.precision >= 5
      && clauses.contains { $0.places.contains { (1...4).contains($0.precision) } }
  }

  /// "After heavy fighting", "بسبب القصف": how it came about, not what is told.
  private func isCircumstance(_ cue: CueMatch, in clause: Range<Int>) -> Bool {
    if reading.has(.instrument, in: clause.lowerBound..<cue.tokens.upperBound) { return true }
    if cue.first.preposition == "ب", cue.part != .past, cue.part != .present,
      case .event(let type) = cue.cue.kind, type.category == .explosions
    {
      return true
    }
    let lead = clause.lowerBound..<min(clause.lowerBound + 2, cue.tokens.lowerBound + 1)
    // A word right after "بعد" is the noun, though the verb is written the same.
    let isNoun =
      (cue.part != .past && cue.part != .present)
      || (cue.part == .past && cue.tokens.lowerBound == clause.lowerBound + 1
        && reading.text.tokens[clause.lowerBound].script == .arabic)
    return isNoun && reading.has(.subordinate, in: lead)
      && cue.cue.effect != .gain && cue.cue.effect != .withdraw
  }

  /// The first of the drafts that the last words gave: the one that counts belong to.
  private func lead(of drafts: [EventDraft]) -> Int? {
    guard let last = drafts.last else { return nil }
    return drafts.firstIndex { $0.cue.tokens == last.cue.tokens }
  }

  /// The places that the last words told of, all of the list.
  private func placesOfLast(_ drafts: [EventDraft], before sentence: Int) -> [Mention] {
    // "The town", "منها": no area is meant.
    let fine = drafts.last {
      $0.place.precision <= 4 && sentence - $0.sentence <= Threshold.homelessReach
    }
    guard let last = fine ?? drafts.last else { return [] }
    return drafts.filter { $0.cue.tokens == last.cue.tokens }.map(\.place)
  }

  /// Whether a clause names a day itself, and not that of the draft.
  private func isOnOtherDay(_ clause: Range<Int>, than draft: EventDraft) -> Bool {
    let own = reading.dates.starting(in: clause).first { $0.mention.dates != nil }
    guard let day = own?.mention.dates, let dates = draft.dates else { return false }
    return !dates.overlaps(day)
  }

  /// Whether a withdrawal only ends what was told before it: an attack that failed, or a place
  /// that another side took.
  private func isAftermath(_ draft: EventDraft, of earlier: EventDraft) -> Bool {
    guard draft.effect == .withdraw else { return false }
    if earlier.effect == .hold || earlier.isContestOnly { return true }
    guard earlier.effect == .gain, let leaver = draft.roles.subject.first,
      let winner = earlier.roles.subject.first
    else { return false }
    return !actors.areAllied(leaver, winner)
  }

  // MARK: The parts of a draft

  private func draft(
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
      if isOfPart {
        type = .armedClash
        effect = .contest
        rules.append("only-a-part")
      }
    default:
      let victims = counts.filter { $0.mention.kind == .killed || $0.mention.kind == .injured }
      type = victims.contains { $0.mention.areCivilians } ? .attack : .armedClash
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
    if type == .shellingArtilleryMissile, roles.isFromTheAir || namesAircraft(clause) {
      type = .airDroneStrike
      rules.append("agent-aircraft")
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
    } else if reading.has(.plan, in: before) {
      polarity = .planned
    } else if reading.has(.conditional, in: before) {
      polarity = .hypothetical
    } else if reading.has(.negation, in: near) || isNone(cue, in: before) {
      polarity = .denied
    }
    if polarity == .asserted, isBackground(clause, time, sentence: sentence, type, earlier) {
      polarity = .historical
    }
    return EventDraft(
      cue: cue, rules: rules, sentence: sentence, paragraph: paragraph, type: type, effect: effect,
      polarity: polarity, place: place, dates: time.dates, datePrecision: time.precision,
      dateMention: time.mention, roles: roles, counts: counts,
      claimants: claimants(inSentence: sentence))
  }

  /// Words for less than the whole of a place, in folded form.
  private static let parts: Set<String> = [
    "اطراف", "الاطراف", "مشارف", "تخوم", "محيط", "ضواحي", "جزء", "اجزاء", "outskirts", "edge",
    "edges",
    "part", "parts", "fringes", "approaches", "surroundings",
  ]

  /// "Entered the outskirts of the town": the town itself has not changed hands.
  private func isOfPart(_ cue: CueMatch) -> Bool {
    let end = cue.tokens.upperBound
    let after = end..<min(end + 3, reading.text.tokens.count)
    return after.contains {
      Self.parts.contains(reading.text.foldedText($0))
        && reading.text.tokens[$0].sentence == reading.text.tokens[cue.tokens.lowerBound].sentence
    }
  }

  private static let aircraft: Set<String> = [
    "warplanes", "warplane", "jets", "aircraft", "helicopters", "الطيران", "طيران", "الطايرات",
    "طايرات", "مروحيات", "المروحيات", "مقاتلات",
  ]

  private func namesAircraft(_ clause: Range<Int>) -> Bool {
    clause.contains { token in
      Self.aircraft.contains(reading.text.foldedText(token))
        && (token == 0 || reading.text.foldedText(token - 1) != "anti")
    }
  }

  /// "no air raid", "لم يسجل … أي غارة".
  private func isNone(_ cue: CueMatch, in before: Range<Int>) -> Bool {
    guard let last = before.last else { return false }
    let word = reading.text.foldedText(last)
    return (word == "اي" || word == "ايه" || word == "any") && reading.has(.negation, in: before)
  }

  private func isBackground(
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
    if let told = earlier.last(where: { $0.type == type && sentence - $0.sentence <= 2 }) {
      return told.polarity == .historical
    }
    let sentence = reading.sentenceRanges[sentence]
    return time.mention == nil
      && reading.has(
        .history, in: sentence.lowerBound..<max(sentence.lowerBound, clause.upperBound))
  }

  private func roles(
    of cue: CueMatch, in clause: Range<Int>, inherited: [String], lastSubject: [String]
  ) -> Roles {
    var roles = roleReader.roles(of: cue, in: clause)
    guard roles.subject.isEmpty, !roleReader.isPassive(cue) else { return roles }
    switch cue.cue.kind {
    case .territory, .event(.nonViolentTransfer), .event(.armedClash):
      guard cue.part == .past || cue.part == .present || cue.part == .phrase else { break }
      if !inherited.isEmpty {
        roles.subject = inherited.filter { !roles.object.contains($0) }
      } else if roles.object.isEmpty, cue.cue.kind == .territory {
        roles.subject = lastSubject
      }
    default: break
    }
    return roles
  }

  // MARK: Places

  /// The place or the list of places that a cue is about, the first in the text first.
  private func selected(_ places: [Mention], near cue: CueMatch) -> [Mention] {
    let known = places.filter { (1...8).contains($0.precision) && $0.eventScore > 0 }
    let fine = known.filter { $0.precision <= 4 }
    // "X, north of Y": Y only helps to find X.
    let parts = fine.filter { place in !fine.contains { isPart($0, of: place) } }
    let direct = parts.filter { $0.relation == .at && !followsDirection($0) }
    let pool = direct.isEmpty ? (fine.isEmpty ? known : fine) : direct
    guard
      let best = pool.max(by: { a, b in
        (a.eventScore, b.tokens.lowerBound) < (b.eventScore, a.tokens.lowerBound)
      })
    else { return [] }
    let ordered = pool.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    guard let at = ordered.firstIndex(of: best) else { return [best] }
    let gap = cue.cue.kind == .territory ? Threshold.captureGap : Threshold.listGap
    var list = [best]
    for next in ordered[(at + 1)...] {
      guard isListed(list[list.count - 1], next, gap) else { break }
      list.append(next)
    }
    for earlier in ordered[..<at].reversed() {
      guard isListed(earlier, list[0], gap) else { break }
      list.insert(earlier, at: 0)
    }
    var seen: Set<String> = []
    return list.filter { seen.insert($0.resolution.place?.id ?? "").inserted }
  }

  /// Whether a place is a quarter, a camp or a site of a city that is named beside it.
  private func isPart(_ part: Mention, of whole: Mention) -> Bool {
    guard let inner = part.resolution.place, let outer = whole.resolution.place,
      inner.id != outer.id
    else { return false }
    if inner.parent == outer.id { return true }
    guard outer.kind == .city || outer.kind == .town else { return false }
    switch inner.kind {
    case .neighbourhood, .camp, .site, .checkpoint, .militaryBase, .airport, .junction:
      return inner.point.distance(to: outer.point) <= Threshold.cityRadius
    default: return false
    }
  }

  /// Words that tie a place to another one or to a way, in folded form.
  private static let directions: Set<String> = [
    "from", "near", "towards", "toward", "north", "south", "east", "west", "between", "kilometres",
    "km", "kilometers", "قرب", "من", "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي",
    "الي", "نحو", "باتجاه", "الشمالي", "الجنوبي", "الشرقي", "الغربي", "بين",
  ]

  private func followsDirection(_ mention: Mention) -> Bool {
    let before = mention.tokens.lowerBound - 1
    guard before >= 0 else { return false }
    var word = reading.text.foldedText(before)
    if word == "of", before > 0 { word = reading.text.foldedText(before - 1) }
    return word != "from" && word != "من" && Self.directions.contains(word)
  }

  /// Whether a place only tells where another one lies that nobody knows: "the village of
  /// Unknown, which looks over X".
  private func isOnlyLandmark(_ place: Mention, after cue: CueMatch) -> Bool {
    let other = reading.unresolved.last {
      $0.sentence == place.sentence && $0.tokens.lowerBound >= cue.tokens.upperBound
        && $0.tokens.upperBound <= place.tokens.lowerBound
    }
    return other.map { !isListed($0, place, Threshold.captureGap) } ?? false
  }

  /// Whether a second place goes on with the list of the first: "X, the town of Y and Z".
  private func isListed(_ a: Mention, _ b: Mention, _ gap: Int) -> Bool {
    guard a.sentence == b.sentence, b.tokens.lowerBound >= a.tokens.upperBound else { return false }
    let between = a.tokens.upperBound..<b.tokens.lowerBound
    guard between.count <= gap else { return false }
    if between.contains(where: { Self.directions.contains(reading.text.foldedText($0)) }) {
      return false
    }
    // "X, north of Y" is no list.
    switch (a.relation, b.relation) {
    case (_, .near), (_, .offset), (_, .between):
      if a.relation != b.relation || between.count > 2 { return false }
    default: break
    }
    if b.eventScore < a.eventScore * Threshold.listScore { return false }
    let text = reading.text
    if !reading.cues.allSatisfy({ !between.overlaps($0.tokens) }) { return false }
    if text.tokens[b.tokens.lowerBound].gap.contains(.comma) { return true }
    let first = text.foldedText(b.tokens.lowerBound)
    if first.hasPrefix("و"), text.tokens[b.tokens.lowerBound].script == .arabic { return true }
    return between.contains { token in
      let word = text.foldedText(token)
      return word == "and" || text.tokens[token].gap.contains(.comma)
        || (text.tokens[token].script == .arabic && word.hasPrefix("و"))
    }
  }

  // MARK: Times

  private func time(
    of clause: Range<Int>, sentence: Range<Int>, _ clauses: [ReportReading.Clause],
    running: (DateSpan, DateMention)?
  ) -> (dates: DateSpan?, precision: Int, mention: DateMention?) {
    let inSentence = reading.dates.starting(in: sentence).filter { $0.mention.dates != nil }
    let inClause = inSentence.filter { clause.contains($0.tokens.lowerBound) }
    let chosen =
      inClause.min { $0.mention.precision < $1.mention.precision }
      ?? inSentence.last { $0.tokens.upperBound <= clause.lowerBound }
      ?? inSentence.first { date in
        date.tokens.lowerBound >= clause.upperBound && date.mention.precision <= 3
          && !isOfAnotherEvent(date, clauses, besides: clause)
      }
    if let mention = chosen?.mention { return (mention.dates, mention.precision, mention) }
    if let running { return (running.0, running.1.precision, running.1) }
    return (reading.published.map { DateSpan($0, $0) }, 6, nil)
  }

  /// Whether a time further on stands with the words of something else: "… اقتحموا القرية، وهو ما
  /// دفع الأهالي السبت للتظاهر".
  private func isOfAnotherEvent(
    _ date: ReadDate, _ clauses: [ReportReading.Clause], besides clause: Range<Int>
  ) -> Bool {
    func isFighting(at token: Int) -> Bool? {
      guard let cue = clauses.first(where: { $0.tokens.contains(token) })?.main?.cue else {
        return nil
      }
      guard case .event(let type) = cue.kind else { return true }
      return type.category == .battles || type.category == .explosions
        || type.category == .violenceAgainstCivilians
    }
    guard let other = isFighting(at: date.tokens.lowerBound),
      let own = isFighting(at: clause.lowerBound)
    else { return false }
    return other != own
  }

  // MARK: Who says so

  private func claimants(inSentence sentence: Int) -> [String] {
    let text = reading.text
    for marker in reading.markers(.claim, in: reading.sentenceRanges[sentence]) {
      let isArabic = text.tokens[marker.tokens.lowerBound].script == .arabic
      let isAccording = !isArabic && text.foldedText(marker.tokens.lowerBound) == "according"
      var range: Range<Int>
      if isArabic || isAccording {
        var end = marker.tokens.upperBound
        while end < text.tokens.count, end - marker.tokens.upperBound < 7,
          text.tokens[end].sentence == sentence,
          text.tokens[end].gap.isDisjoint(with: [
            .comma, .colon, .openQuote, .quote, .openBracket,
          ]),
          !["ان", "عن", "انه", "انها", "بان", "ان", "ل", "في", "that"].contains(
            text.foldedText(end))
        { end += 1 }
        range = marker.tokens.upperBound..<end
      } else {
        var start = marker.tokens.lowerBound
        while start > 0, marker.tokens.lowerBound - start < 7,
          text.tokens[start - 1].sentence == sentence,
          text.tokens[start].gap.isDisjoint(with: [.comma, .colon, .closeQuote, .quote])
        { start -= 1 }
        range = start..<marker.tokens.lowerBound
      }
      guard !range.isEmpty else { continue }
      if let actor = reading.actors.starting(in: range).first {
        return [actor.actorID ?? actor.text]
      }
      return [text.text(of: range)]
    }
    return []
  }

  // MARK: What counts as an event

  /// Conflict words alone do not make an event: sport has attacks and markets have crashes.
  private func passesGate(_ draft: EventDraft) -> Bool {
    let cue = draft.cue.cue
    switch draft.polarity {
    case .asserted: break
    case .historical where draft.placeIsCarried || draft.place.precision >= 5: return false
    // "In those years hundreds fell": a look back, and no event.
    case .historical where draft.datePrecision == 5 && draft.dateMention != nil: return false
    case .planned, .hypothetical, .denied:
      guard !draft.placeIsCarried, draft.place.precision <= 3, cue.weight >= 0.7 else {
        return false
      }
    default: break
    }
    if case .count = cue.kind, draft.counts.isEmpty { return false }
    if draft.place.precision >= 5, cue.weight < 0.7, draft.counts.isEmpty { return false }
    if draft.effect == .withdraw {
      // Whoever leaves ground must have held it.
      return draft.roles.subject.contains {
        [1, 2, 3, 8].contains(actors.actor(id: $0)?.type ?? 0)
      }
    }
    let hasCount = draft.counts.contains { $0.mention.countKind == .new }
    let armed = (draft.roles.subject + draft.roles.object).contains {
      (actors.actor(id: $0)?.type ?? 7) != 7
    }
    if armed || !draft.roles.unlisted.isEmpty { return true }
    // Teams attack and take control too: ground needs a party to the war somewhere in the report.
    if draft.cue.cue.kind == .territory, draft.effect == .contest { return false }
    if draft.type.category == .battles || draft.cue.isOfBattle {
      if draft.effect == .hold, draft.rules.contains("attempt-failed") { return namesFighters }
      return namesFighters && (hasCount || cue.weight >= 0.7)
    }
    if cue.weight >= Threshold.ownWeight { return true }
    if case .count = cue.kind { return hasCount && draft.counts.contains { $0.areFighters } }
    if hasCount { return true }
    // What needs no fighters: protests, arrests, truces; but some party to the war is in the text.
    return cue.weight >= 0.7 && namesFighters
  }

  /// Ground taken or lost near a place, or somewhere in an area, says nothing of who holds the
  /// place: a fight that goes on there.
  private func withoutGroundBeside(_ draft: EventDraft) -> EventDraft {
    guard draft.place.precision >= 3 || isWithin(draft) else { return draft }
    var draft = draft
    switch (draft.type, draft.effect) {
    case (.governmentRegainsTerritory, _), (.nonStateOvertakesTerritory, _):
      draft.type = .armedClash
      draft.effect = .contest
    case (_, .gain), (_, .loss): draft.effect = .contest
    case (_, .withdraw): draft.effect = .none
    default: return draft
    }
    draft.rules.append("not-the-place-itself")
    return draft
  }

  private static let inner: Set<String> = ["in", "inside", "within", "في", "داخل", "ضمن"]

  /// "Captured two hills in X": what was taken lies in X, and X as a whole was not.
  private func isWithin(_ draft: EventDraft) -> Bool {
    let before = draft.place.tokens.lowerBound - 1
    return draft.cue.cue.kind == .territory && before >= 0
      && Self.inner.contains(reading.text.foldedText(before))
  }

  // MARK: Told twice

  /// Leaves out what headlines tell where the text tells of the like too.
  ///
  /// Headlines are short lines without a full stop at the top, and every line that comes twice.
  private func withoutHeadlines(_ drafts: [EventDraft]) -> [EventDraft] {
    let lines = self.lines
    var occurrences: [String: Int] = [:]
    for line in lines { occurrences[line.words, default: 0] += 1 }
    var headlines: Set<Int> = []
    for (index, line) in lines.enumerated() {
      let isShort = index < Threshold.headlineLines && line.count <= Threshold.headlineWords
      if occurrences[line.words, default: 0] > 1
        || (isShort && index + 1 < lines.count && !line.endsWithStop)
      {
        headlines.formUnion(line.sentences)
      }
    }
    return drafts.filter { draft in
      guard headlines.contains(draft.sentence) else { return true }
      return !drafts.contains {
        !headlines.contains($0.sentence) && $0.type.category == draft.type.category
          && (draft.type.category != .strategicDevelopments || $0.type == draft.type)
      }
    }
  }

  private var lines: [(sentences: Range<Int>, words: String, count: Int, endsWithStop: Bool)] {
    let text = reading.text
    let sentences = reading.sentenceRanges
    var result: [(sentences: Range<Int>, words: String, count: Int, endsWithStop: Bool)] = []
    var start = 0
    for index in sentences.indices {
      let next = index + 1
      let gap = next < sentences.count ? text.tokens[sentences[next].lowerBound].gap : .lineBreak
      guard gap.contains(.lineBreak) else { continue }
      let tokens = sentences[start].lowerBound..<sentences[index].upperBound
      result.append(
        (start..<next, text.foldedText(of: tokens), tokens.count, gap.contains(.period)))
      start = next
    }
    return result
  }

  /// Joins what one report tells more than once: the same place and day and kind.
  private func merged(_ drafts: [EventDraft]) -> [EventDraft] {
    var result: [EventDraft] = []
    for draft in drafts {
      if let index = result.lastIndex(where: { isRetold($0, draft) }) {
        let isFiner = isPart(draft.place, of: result[index].place)
        let told = (result[index].roles, draft.roles)
        result[index].absorb(draft)
        result[index].roles.subject = narrowed(
          result[index].roles.subject, by: told.0.subject + told.1.subject)
        result[index].roles.object = narrowed(
          result[index].roles.object, by: told.0.object + told.1.object)
        if isFiner { result[index].place = draft.place }
      } else {
        result.append(draft)
      }
    }
    return result
  }

  /// "The factions", told again as one of them: the one.
  private func narrowed(_ ids: [String], by told: [String]) -> [String] {
    var result: [String] = []
    for id in ids {
      let exact = told.first { actors.actor(id: $0)?.parent == id } ?? id
      if !result.contains(exact) { result.append(exact) }
    }
    return result
  }

  /// The same place, or an area that was named for a place in it a sentence or two away.
  private func isOnePlace(_ a: EventDraft, _ b: EventDraft) -> Bool {
    if a.place.resolution.place?.id == b.place.resolution.place?.id { return true }
    guard a.type == b.type else { return false }
    let isLoose =
      a.type.category == .strategicDevelopments || max(a.datePrecision, b.datePrecision) >= 4
    if isLoose, a.type.category != .battles,
      isPart(a.place, of: b.place) || isPart(b.place, of: a.place)
    {
      return true
    }
    guard a.type.category != .battles, a.type.category != .explosions else { return false }
    guard
      (a.place.precision >= 5) != (b.place.precision >= 5), abs(a.sentence - b.sentence) <= 2,
      let x = a.place.point, let y = b.place.point
    else { return false }
    return a.type == .aircraftLoss || x.distance(to: y) <= Threshold.areaRadius
  }

  private func isRetold(_ a: EventDraft, _ b: EventDraft) -> Bool {
    guard isOnePlace(a, b) else { return false }
    guard (a.polarity == .asserted) == (b.polarity == .asserted) else { return false }
    let sameWinner = a.effect != .gain || b.effect != .gain || a.type == b.type
    guard a.isSameKind(as: b), sameWinner else { return false }
    switch (a.dates, b.dates) {
    case (let x?, let y?):
      return x.overlaps(y) || a.datePrecision == 6 || b.datePrecision == 6
    default: return true
    }
  }
}

extension EventDraft {
  /// Whether a list of places means one such event at each of them.
  var isAtEachPlace: Bool {
    switch type.category {
    case .battles, .explosions, .protests: true
    default: type == .nonViolentTransfer || type == .burialOrRecovery
    }
  }
}
