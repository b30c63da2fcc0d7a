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
    if drafts.isEmpty { return [] }
    let lines = self.lines
    guard lines.count > 1 else { return drafts }
    var occurrences: [LineWords: Int] = [:]
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
    // What the text below tells, by the six types; of the last, which is of many things, by each.
    var told: Set<EventCategory> = []
    var toldTypes: Set<EventType> = []
    for draft in drafts where !headlines.contains(draft.sentence) {
      told.insert(draft.type.category)
      toldTypes.insert(draft.type)
    }
    return drafts.filter { draft in
      guard headlines.contains(draft.sentence) else { return true }
      return draft.type.category == .strategicDevelopments
        ? !toldTypes.contains(draft.type) : !told.contains(draft.type.category)
    }
  }

  /// The folded words of a line, each with its length before it.
  private struct LineWords: Hashable {
    var bytes: [UInt8] = []

    // All bytes at once: an array hashes each of them for itself.
    func hash(into hasher: inout Hasher) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  private struct Line {
    var sentences: Range<Int>
    var words: LineWords
    var count: Int
    var endsWithStop: Bool
  }

  private var lines: [Line] {
    let text = reading.text
    let sentences = reading.sentenceRanges
    var result: [Line] = []
    var start = 0
    for index in sentences.indices {
      let next = index + 1
      let gap = next < sentences.count ? text.tokens[sentences[next].lowerBound].gap : .lineBreak
      guard gap.contains(.lineBreak) else { continue }
      let tokens = sentences[start].lowerBound..<sentences[index].upperBound
      var words: [UInt8] = []
      for token in tokens {
        let word = text.folded[text.tokens[token].folded]
        words.append(UInt8(truncatingIfNeeded: word.count))
        words += word
      }
      result.append(
        Line(
          sentences: start..<next, words: LineWords(bytes: words), count: tokens.count,
          endsWithStop: gap.contains(.period)))
      start = next
    }
    return result
  }

  /// Joins what one report tells more than once: the same place and day and kind.
  func merged(_ drafts: [EventDraft]) -> [EventDraft] {
    var result: [EventDraft] = []
    var recent = RecentDrafts()
    for draft in drafts {
      let candidates = recent.candidates(for: draft)
      if let index = candidates.first(where: {
        let earlier = result[$0]
        return earlier.place.resolution.place?.id == draft.place.resolution.place?.id
          && draft.place.resolution.place != nil && draft.sentence - earlier.sentence <= 2
          && haveOneDay(earlier, draft)
          && (isTakeover(draft, after: earlier) || isAftermath(draft, of: earlier))
      }) {
        absorb(draft, into: &result[index], isTelling: true)
      } else if let index = candidates.first(where: { isRetold(result[$0], draft) }) {
        let isFiner =
          isPart(draft.place, of: result[index].place) || isSomewhereIn(result[index], draft)
        let told = (result[index].roles, draft.roles)
        result[index].absorb(draft)
        result[index].roles.subject = narrowed(
          result[index].roles.subject, by: told.0.subject + told.1.subject)
        result[index].roles.object = narrowed(
          result[index].roles.object, by: told.0.object + told.1.object)
        if isFiner {
          result[index].place = draft.place
          result[index].isPartOfCity = false
          recent.insert(index, of: draft)
        }
      } else {
        recent.insert(result.count, of: draft)
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
    if isSomewhereIn(a, b) { return true }
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

  /// "A blast in a Damascus suburb killed 30. … in the X suburb": there.
  func isSomewhereIn(_ city: EventDraft, _ part: EventDraft) -> Bool {
    guard city.isPartOfCity, (0...Threshold.areaReach).contains(part.sentence - city.sentence),
      city.isSameKind(as: part), let whole = city.place.resolution.place,
      let inner = part.place.resolution.place, (1...4).contains(part.place.precision)
    else { return false }
    return inner.parent == whole.id
      || inner.point.distance(to: whole.point) <= 2 * Threshold.cityRadius
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

/// Which drafts a later one may tell again: the latest at its place, and the latest of its type.
///
/// How far it looks back is bounded, so that a report of any length takes time in proportion.
private struct RecentDrafts {
  private static let reach = 64
  private var byPlace: [String: [Int]] = [:]
  private var byType: [EventType: [Int]] = [:]

  private func key(_ draft: EventDraft) -> String {
    draft.place.resolution.place?.id ?? draft.place.text
  }

  mutating func insert(_ index: Int, of draft: EventDraft) {
    byPlace[key(draft), default: []].append(index)
    byType[draft.type, default: []].append(index)
  }

  /// The latest first.
  func candidates(for draft: EventDraft) -> [Int] {
    let all =
      (byPlace[key(draft)] ?? []).suffix(Self.reach)
      + (byType[draft.type] ?? []).suffix(Self.reach)
    return Set(all).sorted(by: >)
  }
}
