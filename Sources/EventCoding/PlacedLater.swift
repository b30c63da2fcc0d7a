internal import CivilCalendar
internal import Geoparsing
internal import NewsIngest
internal import TextAnalysis

/// What a sentence tells without saying where, until one of the next says it: "قُتل تسعة في هجوم …
/// ووقع الهجوم قرب X", "… were killed in air strikes. The strikes hit X".
extension EventAssembler {
  /// Something told without a place, as a draft whose place means nothing yet.
  struct Unhoused {
    /// A fight, without its numbers: the next fight at a place may be that one.
    var fight: EventDraft?
    /// Anything with its numbers: words that point back to it say where it was.
    var story: EventDraft?
  }

  /// What the sentence told, where nothing of it has found a place.
  func story(
    of clauses: [ReportReading.Clause], _ counts: [ReadCount], sentence: Range<Int>, index: Int,
    paragraph: Int, running: (DateSpan, DateMention)?, after earlier: [EventDraft]
  ) -> EventDraft? {
    guard !counts.isEmpty, let any = reading.places.first ?? reading.namedPlaces.first,
      let clause = clauses.first(where: { $0.main != nil }) ?? clauses.first,
      let cue = clause.main ?? clause.cues.first,
      cue.countKind != .displaced, cue.countKind != .missing
    else { return nil }
    let roles = roles(of: cue, in: clause.tokens, inherited: [], lastSubject: [])
    let time = time(of: clause.tokens, sentence: sentence, clauses, running: running)
    return draft(
      cue, roles: roles, place: any, clause: clause.tokens, counts: counts, sentence: index,
      paragraph: paragraph, time: time, after: earlier)
  }

  /// The draft as what was told of it before, where its words point back to that.
  func told(_ draft: EventDraft, _ story: EventDraft, in clause: Range<Int>) -> EventDraft? {
    guard draft.sentence - story.sentence <= 2, draft.polarity == .asserted,
      story.polarity == .asserted,
      isPointedAt(draft.cue) || reading.has(.happening, in: clause)
        || (isLatin(draft.cue.tokens.lowerBound) && draft.sentence == story.sentence + 1
          && draft.counts.isEmpty && draft.isSameKind(as: story)),
      isOneStory(draft, story),
      haveOneDay(draft, story) || story.isDayOfSpeech || draft.isDayOfSpeech
    else { return nil }
    var whole = draft
    if story.cue.tellsEvent, story.cue.cue.weight > draft.cue.cue.weight || draft.type == .attack {
      whole.cue = story.cue
      whole.type = story.type
      whole.effect = story.effect
    } else if draft.cue.countKind != nil {
      whole.type = story.type
      whole.effect = story.effect
    }
    if !story.roles.isEmpty { whole.roles = story.roles }
    let known = Set(draft.counts.filter { !$0.isShare }.map(\.mention.kind))
    whole.counts = story.counts.filter { !known.contains($0.mention.kind) } + draft.counts
    if draft.dateMention == nil || (draft.isDayOfSpeech && !story.isDayOfSpeech) {
      whole.dates = story.dates
      whole.datePrecision = story.datePrecision
      whole.dateMention = story.dateMention
      whole.isDayOfSpeech = story.isDayOfSpeech
    }
    whole.rules += story.rules.filter { !whole.rules.contains($0) } + ["placed-later"]
    return whole
  }

  /// The place of a sentence that only says where that was which was told before it: "وذكر مراسلنا أن
  /// الحادثة وقعت في X", "It happened in X".
  func whereItWas(_ story: EventDraft, sentence: Range<Int>, index: Int) -> EventDraft? {
    guard index - story.sentence <= 2, reading.has(.happening, in: sentence),
      !reading.cues.starting(in: sentence).contains(where: \.tellsEvent),
      reading.counts.starting(in: sentence).isEmpty,
      let place = reading.places.starting(in: sentence).first(where: {
        (1...5).contains($0.precision)
      })
    else { return nil }
    var placed = story
    placed.place = place
    placed.rules.append("placed-later")
    return placed
  }

  /// Whether "the attack" may be what was told: of the same kind, or a word for any kind.
  private func isOneStory(_ draft: EventDraft, _ story: EventDraft) -> Bool {
    if draft.isSameKind(as: story) || !story.cue.tellsEvent { return true }
    let isOfAnyKind =
      draft.cue.cue.id.hasSuffix("-assault") || draft.type == .attack || draft.type == .armedClash
    return isOfAnyKind
      && [.battles, .explosions, .violenceAgainstCivilians].contains(story.type.category)
  }
}
