internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Turns decided drafts, and what looks like a place and is in no gazetteer, into mentions.
struct MentionWriter {
  let table: PlaceTable
  let index: NameIndex
  let decisions: PlaceDecisions
  let text: TokenizedText
  let reading: TextReading
  let weights: PlaceRoleWeights
  /// Finds names that sound alike; `nil` for none.
  let search: PlaceSearch?
  let includesRejected: Bool

  func mentions(of drafts: [MentionDraft]) -> [Mention] {
    var found: [(mention: Mention, draft: Int)] = []
    var covered = [Bool](repeating: false, count: text.tokens.count)
    var named = covered
    for (number, draft) in drafts.enumerated() {
      let context = draft.context
      if context.role == .actorName || context.isPerson || context.isPartOfName
        || context.isAdjective || draft.decision == .noPlace
      {
        for token in draft.match.tokens { named[token] = true }
      }
      guard let mention = mention(of: draft, number, drafts) else { continue }
      found.append((mention, number))
      for token in draft.match.tokens { covered[token] = true }
    }
    respell(&found, drafts, &covered)
    settleEnclosing(&found, drafts)
    var result = found.map(\.mention)
    let more = unknowns(covered, besides: named, among: result)
    if !more.isEmpty {
      settleAreas(&result, around: more)
      result += more
    }
    return result.sorted { $0.span < $1.span }
  }

  // MARK: - One mention

  func mention(
    of draft: MentionDraft, _ number: Int, _ drafts: [MentionDraft]
  ) -> Mention? {
    let context = draft.context
    let first = draft.match.tokens.lowerBound
    var mention = Mention(
      span: span(of: draft.match), text: "", tokens: draft.match.tokens,
      sentence: text.tokens[first].sentence, resolution: .notPlace, role: .context)
    mention.text = writtenText(mention.span, draft.match)
    if includesRejected { mention.candidates = candidates(of: draft) }
    if context.role == .actorName {
      // The names of actors are EventCoding's; here only what would be a place elsewhere.
      guard includesRejected || isPlaceElsewhere(draft) else { return nil }
      mention.role = .actorName
      mention.reasons = ["part of an actor's name"]
      return mention
    }
    guard draft.isAccepted, let placeIndex = draft.place else {
      if includesRejected {
        mention.reasons = [
          draft.decision == .noPlace
            ? PlaceDecisions.reason
            : context.isPerson
              ? "a person's name" : context.isAdjective ? "an adjective" : "no cue and no neighbour"
        ]
        return mention
      }
      return nil
    }
    let place = table.places[placeIndex]
    mention.reasons = reasons(for: draft)
    let others = alternatives(to: draft)
    if draft.isRemote { mention.reasons.append("far from the report's other places") }
    guard draft.share >= 0.5, !draft.isRemote else {
      // Neither surely a name nor surely one place.
      guard draft.placehood >= 0.7 || includesRejected else { return nil }
      mention.resolution = .ambiguous([place] + others)
      mention.role = context.role ?? .event
      mention.eventScore = rounded(weights[.unresolved] * eventWeight(context))
      return mention
    }
    let level = draft.candidates[draft.best].level
    let confidence =
      min(0.99, draft.share) * min(1, 0.7 + 0.3 * draft.placehood) * (level == 2 ? 0.85 : 1)
    mention.resolution = .resolved(
      place, confidence: rounded(confidence), alternatives: others)
    locate(&mention, place, context, draft, number, drafts)
    setRole(&mention, place, placeIndex, context, confidence)
    if mention.role == .event, table.isCapital(placeIndex), isListedWithForeign(number, drafts) {
      mention.role = .government
      mention.eventScore = 0
    }
    return mention
  }

  /// Whether the name in an actor's name would be taken for a place elsewhere.
  func isPlaceElsewhere(_ draft: MentionDraft) -> Bool {
    if draft.context.isAdjective || draft.context.isPerson { return false }
    let isSpelled = draft.candidates.contains { $0.level < 2 }
    let first = draft.match.tokens.lowerBound
    if draft.isOrdinary {
      return isSpelled
        && (reading.notes[first].hasArticle || draft.match.tokens.count > 1)
    }
    return draft.placehood > 0.2
  }

  /// The words without the letters joined before them.
  func span(of match: NameMatch) -> TextSpan {
    let first = text.tokens[match.tokens.lowerBound]
    let last = text.tokens[match.tokens.upperBound - 1]
    var start = first.scalars.lowerBound
    if match.prefixBytes > 0 {
      // Marks that folding drops count as scalars of the text.
      var left = match.prefixBytes / 2
      for scalar in text.text(bytes: first.bytes).unicodeScalars {
        if left == 0, Folding.effect(of: scalar.value) != .vanishes { break }
        if case .becomes(_, let second) = Folding.effect(of: scalar.value) {
          left -= second == 0 ? 1 : 2
          // A form that shows a joined letter and the first of the name at once: ﻹيران.
          if left < 0 { break }
        }
        start += 1
      }
    }
    let end = last.scalars.upperBound
    return TextSpan(start: min(start, end), end: end)
  }

  func writtenText(_ span: TextSpan, _ match: NameMatch) -> String {
    var first = text.tokens[match.tokens.lowerBound].bytes.lowerBound
    let last = text.tokens[match.tokens.upperBound - 1]
    for _ in text.tokens[match.tokens.lowerBound].scalars.lowerBound..<span.start {
      first += 1
      // The bytes that go on with a scalar.
      while first < last.bytes.upperBound, text.bytes[first] & 0xC0 == 0x80 { first += 1 }
    }
    return text.text(bytes: first..<last.bytes.upperBound)
  }

  func alternatives(to draft: MentionDraft) -> [Place] {
    draft.candidates.enumerated()
      .filter { $0.offset != draft.best }
      .sorted { ($1.element.score, $0.element.place) < ($0.element.score, $1.element.place) }
      .prefix(5)
      .map { table.places[$0.element.place] }
  }

  func reasons(for draft: MentionDraft) -> [String] {
    var reasons = [
      ["exact name", "name but for article or blanks", "similar spelling"][
        draft.candidates[draft.best].level]
    ]
    if draft.decision != nil { reasons.insert(PlaceDecisions.reason, at: 0) }
    if draft.context.cueToken >= 0 {
      reasons.append("cue \(text.text(of: draft.context.cueToken..<draft.context.cueToken + 1))")
    }
    if draft.context.isCountryside, draft.context.cue != .countryside {
      reasons.append("countryside")
    }
    if let nearest = draft.nearest, nearest.distance < 40 {
      let other = table.places[nearest.place]
      let tenths = Int((nearest.distance * 10).rounded())
      let name = other.nameArabic.isEmpty ? other.nameEnglish : other.nameArabic
      reasons.append("\(tenths / 10).\(tenths % 10) km from \(name)")
    }
    if draft.candidates.count == 1, draft.decision != .place {
      reasons.append("only place of this name")
    }
    return reasons
  }
}
