internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// What one sentence tells, clause by clause, and what it adds to the sentences before it.
extension EventAssembler {
  /// Words that told something without a place, and their sentence.
  typealias Unplaced = (cue: CueMatch, sentence: Int)

  func read(
    _ clauses: [ReportReading.Clause], of sentence: Range<Int>, index: Int, paragraph: Int,
    before: EventDraft?, running: (DateSpan, DateMention)?, lastSubject: [String],
    unhoused: inout Unhoused, unplaced: inout Unplaced?, into all: inout [EventDraft]
  ) -> (drafts: [EventDraft], subject: [String]) {
    let waiting = unhoused.fight.flatMap {
      index - $0.sentence <= Threshold.homelessReach ? $0 : nil
    }
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
    if redates(sentence, index: index, &all) { return ([], []) }
    if reading.has(.unhurt, in: sentence), let last = all.last, index - last.sentence <= 2,
      reading.places.starting(in: sentence).isEmpty
    {
      // "About 150 shells fell, and no casualties were reported."
      for at in all.indices where all[at].cue.tokens == last.cue.tokens {
        all[at].statesUnhurt = true
      }
    }

    if let story = unhoused.story,
      let placed = whereItWas(story, sentence: sentence, index: index)
    {
      unhoused.story = nil
      return ([placed], [])
    }

    for (number, clause) in clauses.enumerated() {
      let counts = Array(reading.counts.starting(in: clause.tokens))
      if let denial = reading.markers(.denial, in: clause.tokens).first, clause.main == nil {
        if let last = drafts.indices.last {
          deny(&drafts[last], reading.text.text(of: denial.tokens))
        }
      }
      guard let cue = clause.main ?? (clause.places.isEmpty ? nil : clause.cues.first) else {
        // Only counts: of what was told before, in this sentence or the one before it.
        if let lead = lead(of: drafts), !belongsToNext(number, clauses),
          number + 1 == clauses.count || !isOnOtherDay(clause.tokens, than: drafts[lead])
        {
          drafts[lead].counts += counts
          redate(&drafts[lead], by: clause.tokens)
        } else if number + 1 < clauses.count {
          pending += counts
        } else if previous != nil, !isOtherStory, let last = lead(of: all),
          index - all[last].sentence <= (isLatin(sentence.lowerBound) ? 2 : 1)
        {
          let told = Set(all[last].counts.filter { !$0.isShare }.map(\.mention.kind))
          let isTold = !counts.isEmpty && counts.allSatisfy { told.contains($0.mention.kind) }
          pending += counts.filter { !told.contains($0.mention.kind) }
          if !isTold, all[last].type.category == .battles || all[last].type.category == .explosions,
            !isOnOtherDay(sentence, than: all[last]),
            all[last].type.category == .battles || !areOfFight(pending, in: sentence)
          {
            all[last].add(pending, from: index)
            pending = []
          }
        } else {
          pending += counts
        }
        continue
      }
      if reading.has(.habit, in: clause.tokens) { continue }
      // A casualty word alone, at a place, with nobody counted tells no event; nor do "the wounded",
      // who were told before and brought somewhere.
      if clause.main == nil, counts.isEmpty ? !isOfFighters(clause) : isOfHospital(clause) {
        continue
      }

      var roles = roles(
        of: cue, in: clause.tokens, inherited: previousClauseSubject, lastSubject: lastSubject)
      if cue.cue.frame == .mutual, roles.isEmpty, namesBothSides(clause.tokens) {
        roles = parties(before: cue, in: sentence)
      }
      if !roles.subject.isEmpty { previousClauseSubject = roles.subject }

      let isAnaphoric = reading.has(.anaphora, in: clause.tokens)
      var places = selected(placesOf(cue, in: clause), near: cue)
      if cue.cue.kind == .territory, let first = places.first,
        isOnlyLandmark(first, after: cue)
      {
        places = []
      }
      if cue.cue.effect == .withdraw { places.removeAll(where: isGoal) }
      if cue.cue.kind == .territory {
        // "Recaptured ground in its push towards X".
        places.removeAll { ["towards", "toward"].contains(governor(of: $0)) }
      }
      if clause.main == nil {
        // "… and dozens fled towards X": nobody was killed there.
        places.removeAll(where: isDestination)
        if let last = lead(of: drafts), let place = places.first,
          drafts[last].place.resolution.place?.id == place.resolution.place?.id
        {
          let parts = shares(of: counts, among: clause.places)
          if parts.isEmpty { drafts[last].counts += counts }
          for (number, part) in parts.enumerated() {
            if number == 0 {
              drafts[last].counts += part.counts
              continue
            }
            var one = drafts[last]
            one.place = part.place
            one.counts = part.counts
            one.rules.append("place-by-place")
            drafts.append(one)
          }
          continue
        }
      }
      places = withUnlisted(places, of: cue, in: clause)
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
      if places.isEmpty, isTaking(cue) {
        // "خطف مجهولون شابين من بلدة …": whence they were taken.
        places = Array(reading.origins.starting(in: clause.tokens).prefix(1))
      }
      var isCarried = false
      var isFromBefore = false
      if places.isEmpty {
        isCarried = true
        let elsewhere = reading.unresolved.starting(in: clause.tokens).first {
          $0.eventScore >= Threshold.unresolvedScore && !isQuarter($0)
            && !(isPointedAt(cue) && before != nil)
        }
        if let elsewhere {
          // It names a place of its own that nobody knows: an event without a point.
          if isToldOfUnknown(elsewhere, by: cue, counts) {
            places = [elsewhere]
            isCarried = false
          }
        } else if cue.isOfProtest,
          let town = townNews(before: index, in: drafts) ?? townNews(before: index, in: all)
        {
          // People do not protest on the front that they protest about.
          places = [town]
        } else if cue.isOfProtest, cue.cue.kind != .event(.excessiveForceAgainstProtesters) {
          // Nobody knows where.
        } else if let last = drafts.last {
          places = [last.place] + last.otherPlaces
        } else if let later = laterClause(clauses.dropFirst(number + 1), for: cue) {
          let found = selected(placesOf(later.main ?? cue, in: later), near: later.main ?? cue)
          places = cue.cue.kind == .event(.burialOrRecovery) ? found : Array(found.prefix(1))
        } else if let town = townBefore(cue, in: sentence, isAnaphoric) {
          places = [town]
        } else if let previous, clause.main != nil {
          places = isAnaphoric ? placesOfLast(all, before: index) : [previous.place]
          isFromBefore = true
        }
      }
      guard !places.isEmpty else {
        pending += counts
        if clause.main != nil { unplaced = (cue, index) }
        if cue.tellsEvent, !cue.isOfBattle { isOtherStory = true }
        if cue.isOfBattle, cue.cue.weight >= Threshold.ownWeight, let any = reading.places.first {
          let time = time(of: clause.tokens, sentence: sentence, clauses, running: running)
          unhoused.fight = draft(
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
      if draft.type == .attack, draft.roles.subject.isEmpty, isOnProtesters(unplaced, all, index) {
        // "Forces fired on protesters in several cities. Four were shot dead in X …".
        draft.type = .excessiveForceAgainstProtesters
        draft.rules.append("means-of-before")
      }
      if !isCarried, drafts.isEmpty, let last = lead(of: all),
        isWhere(draft, of: all[last], in: clause.tokens)
      {
        // "The attack took place in X": where that was which was told of the whole area.
        all[last].place = draft.place
        all[last].sentence = index
        all[last].rules.append("placed-later")
        all[last].add(pending + draft.counts, from: index)
        pending = []
        continue
      }
      if !isCarried, drafts.isEmpty { takeMeansOfArea(&draft, lead(of: all).map { all[$0] }) }
      pending = []
      if !isCarried, drafts.isEmpty, let story = unhoused.story,
        let whole = told(draft, story, in: clause.tokens)
      {
        draft = whole
        unhoused.story = nil
      }
      if clause.main == nil { takeMeans(of: drafts.last ?? previous, or: unplaced, &draft, index) }
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
        unhoused.fight = nil
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
        if let last = lead(of: drafts), let whole = explained(drafts[last], by: draft) {
          drafts[last] = whole
          continue
        }
        if let last = lead(of: drafts), drafts[last].type == .burialOrRecovery,
          draft.type == .attack, isLatin(sentence.lowerBound)
        {
          // "A grave with the bodies of 70 who were executed": how they had died.
          drafts[last].counts += draft.counts
          continue
        }
        if let last = lead(of: drafts) {
          if drafts[last].isSameKind(as: draft) || !isTelling
            || isAftermath(draft, of: drafts[last]) || isTakeover(draft, after: drafts[last])
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
        } else if isFromBefore, let last = lead(of: all), all[last].counts.isEmpty,
          all[last].cue.cue.id.hasSuffix("-massacre"), index - all[last].sentence <= 1,
          let whole = explained(all[last], by: draft)
        {
          // "مجزرة في سوق X.. 15 قتيلاً بغارة": what the massacre was done with.
          all[last] = whole
          continue
        } else if isFromBefore, let last = lead(of: all) {
          let isOtherDay = isOnOtherDay(clause.tokens, than: all[last])
          if isTakeover(draft, after: all[last])
            || (!isOtherDay
              && (all[last].isSameKind(as: draft) || isAftermath(draft, of: all[last])))
          {
            draft.datePrecision = max(draft.datePrecision, all[last].datePrecision)
            absorb(draft, into: &all[last], isTelling: isTelling && isAnaphoric)
            continue
          }
          // Another thing, or on another day: only where the words point back to the place, or tell
          // of the dead of another day and the report has one place only.
          let isOfOneTown =
            isOtherDay && cue.cue.weight >= Threshold.carriedWeight
            && isLatin(sentence.lowerBound) && isOnlyPlace(previous?.place)
            && draft.counts.contains { $0.mention.countKind == .new }
          if !(isAnaphoric && isTelling), !isOfOneTown {
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
        drafts.contains(where: { $0.polarity == .asserted }), !isElsewhere(draft, than: drafts)
      {
        continue
      } else if cue.cue.id == "en-destroy", let last = lead(of: drafts),
        drafts[last].type.category == .explosions,
        drafts[last].place.resolution.place?.id == draft.place.resolution.place?.id
      {
        // "A drone struck and destroyed a car near X".
        drafts[last].counts += draft.counts
        continue
      } else if isContext(cue, draft, clauses) {
        pending += draft.counts
        continue
      } else if let last = lead(of: drafts), drafts[last].place.precision >= 5,
        (1...4).contains(draft.place.precision), liesIn(draft.place, drafts[last].place),
        var whole = explained(drafts[last], by: draft)
      {
        // "In Y province seven died in shelling of X": there.
        whole.place = draft.place
        whole.otherPlaces = []
        drafts[last] = whole
        continue
      }
      let shares = isCarried ? [] : shares(of: draft.counts, among: clause.places)
      if !shares.isEmpty {
        for share in shares {
          var one = draft
          one.place = share.place
          one.counts = share.counts
          one.rules.append("place-by-place")
          drafts.append(one)
        }
      } else if draft.isAtEachPlace {
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
      all[last].add(pending, from: index)
      pending = []
    }
    if drafts.isEmpty, !pending.isEmpty, !isOtherStory, let previous,
      let toll = toll(
        pending, in: clauses, sentence: sentence, index: index, paragraph: paragraph,
        previous: previous, running: running)
    {
      drafts.append(toll)
    }
    if drafts.isEmpty, !pending.isEmpty {
      unhoused.story = story(
        of: clauses, pending, sentence: sentence, index: index, paragraph: paragraph,
        running: running, after: all)
    }
    return (drafts, previousClauseSubject)
  }

  /// Whether a report tells of no other settlement.
  private func isOnlyPlace(_ place: Mention?) -> Bool {
    guard let place, (1...4).contains(place.precision) else { return false }
    return reading.places.allSatisfy {
      $0.precision >= 5 || $0.resolution.place?.id == place.resolution.place?.id
    }
  }

  private static let bothSides: WordSet = [
    "الطرفين", "الطرفان", "الجانبين", "الجانبان", "طرفين", "sides",
  ]

  private func namesBothSides(_ clause: Range<Int>) -> Bool {
    clause.contains { Self.bothSides.contains($0, in: reading.text) }
  }

  /// "Clashes between the two sides": the first two enemies that the sentence named before.
  private func parties(before cue: CueMatch, in sentence: Range<Int>) -> Roles {
    var roles = Roles()
    for actor in reading.actors.starting(in: sentence.lowerBound..<cue.tokens.lowerBound) {
      guard let id = actor.actorID, (actors.actor(id: id)?.type ?? 7) < 6 || roleReader.isState(id)
      else { continue }
      if roles.subject.isEmpty {
        roles.subject = [id]
      } else if roles.object.isEmpty, !roles.subject.contains(where: { actors.areAllied($0, id) }) {
        roles.object = [id]
      }
    }
    return roles.object.isEmpty ? Roles() : roles
  }

  /// "…، بالتزامن مع غارات على قرية X": a strike on a place of its own is told, however it is led.
  private func isElsewhere(_ draft: EventDraft, than drafts: [EventDraft]) -> Bool {
    draft.type.category == .explosions && draft.cue.cue.weight >= Threshold.ownWeight
      && (1...4).contains(draft.place.precision)
      && !drafts.contains {
        $0.place.resolution.place?.id == draft.place.resolution.place?.id
      }
  }

  private func isOnProtesters(
    _ unplaced: Unplaced?, _ all: [EventDraft], _ sentence: Int
  ) -> Bool {
    if let unplaced, sentence - unplaced.sentence <= 1 {
      return unplaced.cue.cue.kind == .event(.excessiveForceAgainstProtesters)
    }
    guard let last = all.last, sentence - last.sentence <= 1 else { return false }
    return last.type == .excessiveForceAgainstProtesters
  }

  /// "Residents of X fled as the army shelled the town": the last town that the sentence named.
  private func townBefore(
    _ cue: CueMatch, in sentence: Range<Int>, _ isAnaphoric: Bool
  ) -> Mention? {
    guard isAnaphoric, cue.tellsEvent, cue.cue.weight >= Threshold.carriedWeight else { return nil }
    return reading.places.starting(in: sentence.lowerBound..<cue.tokens.lowerBound).last {
      (1...4).contains($0.precision) && $0.relation == .at
    }
  }

  /// Whether words are strong enough to make an event at a place that no table has.
  private func isToldOfUnknown(
    _ place: Mention, by cue: CueMatch, _ counts: [ReadCount]
  ) -> Bool {
    guard isHomeNamed, place.resolution == .unknown, place.relation == .at, !followsDirection(place)
    else {
      return false
    }
    return cue.tellsEvent
      && (cue.cue.weight >= Threshold.ownWeight
        || counts.contains { $0.mention.countKind == .new })
  }

  /// "Many terrorists were killed", "قتلى وجرحى من عناصر …": fighters whom nobody counted.
  private func isOfFighters(_ clause: ReportReading.Clause) -> Bool {
    clause.places.contains { $0.precision <= 4 && $0.precision > 0 }
      && clause.cues.contains { cue in
        guard cue.countKind == .killed else { return false }
        let first = max(clause.tokens.lowerBound, cue.tokens.lowerBound - 5)
        let around = first..<min(clause.tokens.upperBound, cue.tokens.upperBound + 5)
        // "Many terrorists were killed": the label is a party's name, too.
        return reading.has(.combatant, in: around)
          || (roleReader.isPassive(cue)
            && reading.actors.starting(in: first..<cue.tokens.lowerBound).contains { actor in
              actor.actorID.map { (actors.actor(id: $0)?.type ?? 7) < 7 } ?? false
            })
      }
  }

  private static let hospitals: WordSet = [
    "مشفي", "مستشفي", "المشفي", "المستشفي", "مشافي", "مستشفيات", "hospital", "hospitals",
  ]

  /// "نُقل المصابان إلى مشفى …".
  private func isOfHospital(_ clause: ReportReading.Clause) -> Bool {
    clause.cues.allSatisfy { $0.first.lostArticle }
      && clause.tokens.contains { Self.hospitals.contains($0, in: reading.text) }
  }

  /// "…، كما قتل ثلاثة وأصيب 20 في X": numbers after a comma whose place follows with the next verb.
  private func belongsToNext(_ number: Int, _ clauses: [ReportReading.Clause]) -> Bool {
    guard number + 1 < clauses.count, let first = clauses[number].tokens.first,
      reading.text.tokens[first].gap.contains(.comma)
    else { return false }
    let next = clauses[number + 1]
    guard let start = next.tokens.first, next.main == nil, !next.places.isEmpty else {
      return false
    }
    return reading.text.tokens[start].gap.isDisjoint(with: [.comma, .colon])
  }

  /// Whether people are taken away.
  func isTaking(_ cue: CueMatch) -> Bool {
    cue.cue.kind == .event(.abduction) || cue.cue.kind == .event(.arrests)
  }

  /// The clause further on whose place a cue without one takes: of the same kind, or any other
  /// but for burials and desertions, which are not where the battle was.
  func laterClause(
    _ clauses: ArraySlice<ReportReading.Clause>, for cue: CueMatch
  ) -> ReportReading.Clause? {
    let placed = clauses.filter { !$0.places.isEmpty }
    let same = placed.first { $0.main?.cue.kind == cue.cue.kind }
    let isOfOthers =
      cue.cue.kind == .event(.burialOrRecovery) || cue.cue.kind == .event(.defection)
    return same ?? (isOfOthers ? nil : placed.first)
  }

  /// The places of a clause, for burials and desertions without those of the battles behind them.
  func placesOf(_ cue: CueMatch, in clause: ReportReading.Clause) -> [Mention] {
    guard cue.cue.kind == .event(.burialOrRecovery) || cue.cue.kind == .event(.defection) else {
      return clause.places
    }
    return clause.places.filter { place in
      let before = clause.cues.last { $0.tokens.upperBound <= place.tokens.lowerBound }
      return before.map { !$0.isOfBattle && $0.countKind != .killed } ?? true
    }
  }

  /// The place of the last news of a town, a few sentences back at most.
  func townNews(before sentence: Int, in drafts: [EventDraft]) -> Mention? {
    for index in drafts.indices.reversed() {
      guard sentence - drafts[index].sentence <= Threshold.areaReach else { return nil }
      if isTownNews(drafts[index]) { return drafts[index].place }
    }
    return nil
  }

  func isTownNews(_ draft: EventDraft) -> Bool {
    draft.place.precision <= 4
      && draft.type.category != .battles && draft.type.category != .explosions
      && draft.type != .nonViolentTransfer && draft.type != .reinforcement
      && draft.type != .aircraftLoss
  }
}
