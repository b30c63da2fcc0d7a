internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// How words add to what was told before them.
extension EventAssembler {
  /// Ground that one side says it took and the other says it did not is fought over at most.
  func deny(_ draft: inout EventDraft, _ words: String) {
    draft.isDenied = words
    guard draft.type == .governmentRegainsTerritory || draft.type == .nonStateOvertakesTerritory
    else { return }
    draft.type = .armedClash
    draft.effect = .contest
    draft.rules.append("denied")
  }

  /// Words of circumstance bring their counts and actors, not their type or their turn.
  func absorb(_ draft: EventDraft, into target: inout EventDraft, isTelling: Bool) {
    if isTakeover(draft, after: target) {
      // "They left the town, and the army went in": it changed hands without a fight.
      let leavers = target.roles.subject
      target.effect = .gain
      target.takers = draft.roles.subject
      target.absorb(draft)
      target.roles.subject = leavers
      target.rules.append("entered-after-withdrawal")
      return
    }
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

  /// "19 people were killed in X when a car bomb exploded": what killed those who were told of.
  func explained(_ dead: EventDraft, by cause: EventDraft) -> EventDraft? {
    let isMassacre = dead.cue.cue.id.hasSuffix("-massacre")
    guard (dead.cue.countKind != nil && dead.sentence == cause.sentence) || isMassacre,
      cause.cue.tellsEvent,
      dead.polarity == .asserted, cause.polarity == .asserted,
      cause.type.category == .explosions || cause.type.category == .violenceAgainstCivilians
        || cause.type.category == .battles || cause.type == .excessiveForceAgainstProtesters,
      cause.effect != .gain, cause.effect != .withdraw, haveOneDay(dead, cause)
    else { return nil }
    var whole = cause
    whole.place = dead.place
    whole.otherPlaces = dead.otherPlaces
    whole.placeIsCarried = dead.placeIsCarried
    whole.counts = dead.counts + cause.counts
    if whole.dateMention == nil || whole.datePrecision > dead.datePrecision {
      whole.dates = dead.dates
      whole.datePrecision = dead.datePrecision
      whole.dateMention = dead.dateMention
      whole.isDayOfSpeech = dead.isDayOfSpeech
    }
    for id in dead.roles.object
    where !whole.roles.subject.contains(id) && !whole.roles.object.contains(id) {
      whole.roles.object.append(id)
    }
    whole.rules.append("explains-the-dead")
    return whole
  }

  /// Whether words only say where that was which the sentence before told of the area around.
  func isWhere(_ draft: EventDraft, of earlier: EventDraft, in clause: Range<Int>) -> Bool {
    guard draft.sentence - earlier.sentence <= 2, earlier.polarity == .asserted,
      draft.polarity == .asserted, isPointedAt(draft.cue), reading.has(.happening, in: clause),
      draft.place.precision <= 4, haveOneDay(earlier, draft),
      let inner = draft.place.resolution.place, let outer = earlier.place.resolution.place
    else { return false }
    return inner.id != outer.id && inner.adm1 == outer.adm1
      && (earlier.place.precision >= 5 || outer.kind == .city)
  }

  /// "… بعشرات القذائف، ما أوقع ثلاثة قتلى في X": the dead of another place, by what was told.
  func takeMeans(
    of earlier: EventDraft?, or unplaced: Unplaced?, _ draft: inout EventDraft, _ sentence: Int
  ) {
    if let unplaced, sentence - unplaced.sentence <= 2,
      case .event(let type) = unplaced.cue.cue.kind,
      type.category == .explosions || type == .attack
        || type == .excessiveForceAgainstProtesters,
      earlier.map({ $0.sentence < unplaced.sentence }) ?? true
    {
      draft.type = type
      draft.effect = .none
      draft.rules.append("means-of-before")
      return
    }
    guard let earlier, sentence - earlier.sentence <= 1, earlier.polarity == draft.polarity,
      earlier.type.category == .explosions || earlier.type == .attack
        || earlier.type == .excessiveForceAgainstProtesters,
      !draft.roles.subject.contains("unidentified-armed-group") || earlier.type == .attack
    else { return }
    draft.type = earlier.type
    draft.effect = .none
    if draft.roles.subject.isEmpty { draft.roles.subject = earlier.roles.subject }
    draft.rules.append("means-of-before")
  }

  /// "A gas attack in northern Y killed dozens. … 58 died in the attack in X": by the same means.
  func takeMeansOfArea(_ draft: inout EventDraft, _ earlier: EventDraft?) {
    guard let earlier, draft.type == .attack || draft.type == .armedClash,
      draft.sentence - earlier.sentence <= 2, earlier.type.category == .explosions,
      earlier.polarity == .asserted, draft.polarity == .asserted, earlier.place.precision >= 5,
      isLatin(draft.cue.tokens.lowerBound), (1...4).contains(draft.place.precision),
      draft.roles.subject.isEmpty || draft.roles.subject == earlier.roles.subject,
      draft.cue.countKind != nil || isPointedAt(draft.cue) || draft.hitsCivilians
        || isSuperlative(draft.cue),
      haveOneDay(earlier, draft), liesIn(draft.place, earlier.place)
    else { return }
    draft.type = earlier.type
    draft.effect = .none
    if draft.roles.subject.isEmpty { draft.roles.subject = earlier.roles.subject }
    draft.rules.append("means-of-before")
  }

  /// "The deadliest attack hit X": one of those that were told of together.
  private func isSuperlative(_ cue: CueMatch) -> Bool {
    let text = reading.text
    let before = cue.tokens.lowerBound - 1
    return before > 0 && text.hasSuffix(before, "est") && text.isWord(before - 1, "the")
  }

  /// "في معارك حماة", "في ظل المعارك في ريفي حماة وإدلب": fighting that is named, not told.
  func isContext(
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
  func isCircumstance(_ cue: CueMatch, in clause: Range<Int>) -> Bool {
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
    // "أسفر قصف عن مقتل …" at the beginning tells it.
    let isResult =
      Self.results.contains(clause.lowerBound, in: reading.text)
      && reading.sentenceRanges.contains { $0.lowerBound == clause.lowerBound }
    let isLed = reading.markers(.subordinate, in: lead).contains {
      !reading.text.isWord($0.tokens.lowerBound, "and")
    }
    return isNoun && !isResult && isLed
      && cue.cue.effect != .gain && cue.cue.effect != .withdraw && cue.cue.effect != .hold
  }

  private static let results: WordSet = [
    "اسفر", "اسفرت", "ادي", "ادت", "واسفر", "واسفرت", "وادي", "وادت",
  ]

  /// The first of the drafts that the last words gave: the one that counts belong to.
  func lead(of drafts: [EventDraft]) -> Int? {
    guard var first = drafts.indices.last else { return nil }
    let tokens = drafts[first].cue.tokens
    while first > 0, drafts[first - 1].cue.tokens == tokens { first -= 1 }
    return first
  }

  /// The places that the last words told of, all of the list.
  func placesOfLast(_ drafts: [EventDraft], before sentence: Int) -> [Mention] {
    // "The town", "منها": no area is meant.
    guard var at = drafts.indices.last else { return [] }
    for index in drafts.indices.reversed() {
      guard sentence - drafts[index].sentence <= Threshold.homelessReach else { break }
      if drafts[index].place.precision <= 4 {
        at = index
        break
      }
    }
    let tokens = drafts[at].cue.tokens
    var first = at
    while first > 0, drafts[first - 1].cue.tokens == tokens { first -= 1 }
    var end = at + 1
    while end < drafts.count, drafts[end].cue.tokens == tokens { end += 1 }
    return drafts[first..<end].map(\.place)
  }

  /// Whether a clause names a day itself, and not that of the draft.
  func isOnOtherDay(_ clause: Range<Int>, than draft: EventDraft) -> Bool {
    let own = reading.dates.starting(in: clause).first { $0.mention.dates != nil }
    guard let day = own?.mention.dates, let dates = draft.dates else { return false }
    return !dates.overlaps(day)
  }

  /// Whether others took what somebody left: the ground of a withdrawal told just before.
  func isTakeover(_ draft: EventDraft, after earlier: EventDraft) -> Bool {
    guard earlier.effect == .withdraw, draft.cue.cue.kind == .territory, draft.effect == .gain,
      let taker = draft.roles.subject.first
    else { return false }
    return !earlier.roles.subject.contains { actors.areAllied($0, taker) }
  }

  /// Whether a withdrawal only ends what was told before it: an attack that failed, or a place
  /// that another side took.
  func isAftermath(_ draft: EventDraft, of earlier: EventDraft) -> Bool {
    guard draft.effect == .withdraw else { return false }
    if earlier.effect == .hold || earlier.isContestOnly { return true }
    guard earlier.effect == .gain, let leaver = draft.roles.subject.first,
      let winner = earlier.roles.subject.first
    else { return false }
    return !actors.areAllied(leaver, winner)
  }
}
