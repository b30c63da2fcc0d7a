internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// What one report tells more than once.
extension EventAssembler {
  /// Leaves out what headlines tell where the text tells of the like too.
  ///
  /// Headlines are short lines without a full stop at the top, and every line that comes twice.
  func withoutHeadlines(_ drafts: [EventDraft]) -> [EventDraft] {
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

  var lines: [(sentences: Range<Int>, words: String, count: Int, endsWithStop: Bool)] {
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
  func merged(_ drafts: [EventDraft]) -> [EventDraft] {
    var result: [EventDraft] = []
    for draft in drafts {
      if let index = result.lastIndex(where: {
        $0.place.resolution.place?.id == draft.place.resolution.place?.id
          && draft.place.resolution.place != nil && draft.sentence - $0.sentence <= 2
          && haveOneDay($0, draft)
          && (isTakeover(draft, after: $0) || isAftermath(draft, of: $0))
      }) {
        absorb(draft, into: &result[index], isTelling: true)
      } else if let index = result.lastIndex(where: { isRetold($0, draft) }) {
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
  func narrowed(_ ids: [String], by told: [String]) -> [String] {
    var result: [String] = []
    for id in ids {
      let exact = told.first { actors.actor(id: $0)?.parent == id } ?? id
      if !result.contains(exact) { result.append(exact) }
    }
    return result
  }

  /// The same place, or an area that was named for a place in it a sentence or two away.
  func isOnePlace(_ a: EventDraft, _ b: EventDraft) -> Bool {
    guard a.place.resolution.place != nil, b.place.resolution.place != nil else {
      return a.place.text == b.place.text
    }
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

  func isRetold(_ a: EventDraft, _ b: EventDraft) -> Bool {
    guard isOnePlace(a, b) else { return false }
    guard (a.polarity == .asserted) == (b.polarity == .asserted) else { return false }
    let sameWinner = a.effect != .gain || b.effect != .gain || a.type == b.type
    guard a.isSameKind(as: b), sameWinner else { return false }
    return haveOneDay(a, b)
  }

  /// Whether two drafts may be of one day: their days overlap, or one has none of its own.
  func haveOneDay(_ a: EventDraft, _ b: EventDraft) -> Bool {
    guard let x = a.dates, let y = b.dates else { return true }
    return x.overlaps(y) || a.datePrecision == 6 || b.datePrecision == 6
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
