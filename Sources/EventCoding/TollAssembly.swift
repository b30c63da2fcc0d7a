internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// The dead of a fight that is told in other sentences.
extension EventAssembler {
  /// Whether the counted fell on both sides of a fight, and not under shells.
  func areOfFight(_ counts: [ReadCount], in sentence: Range<Int>) -> Bool {
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
  func toll(
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
      let area = reading.places.starting(in: places(before: index)).last(where: {
        (5...8).contains($0.precision)
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

  /// The words of the sentences before one in which an area may still stand for its fighting.
  private func places(before sentence: Int) -> Range<Int> {
    let sentences = reading.sentenceRanges
    let first = sentences[max(0, sentence - Threshold.areaReach)].lowerBound
    return first..<sentences[sentence].lowerBound
  }
}
