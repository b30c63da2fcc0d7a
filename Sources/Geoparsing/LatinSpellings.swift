internal import Gazetteers
internal import NewsIngest
internal import TextAnalysis

/// A second look at Latin names: each outlet spells in its own way, and the consonants by which the
/// index finds a name are shared by many.
extension MentionWriter {
  /// Takes names that were left, or whose place lies elsewhere than the sentence says, for the places
  /// that they sound like there.
  func respell(
    _ found: inout [(mention: Mention, draft: Int)], _ drafts: [MentionDraft],
    _ covered: inout [Bool]
  ) {
    guard search != nil, drafts.contains(where: \.match.isLatin) else { return }
    let mentions = found.map(\.mention)
    guard isAtHome(mentions) else { return }
    var positions: [Int: Int] = [:]
    for (at, one) in found.enumerated() { positions[one.draft] = at }
    var added: [(mention: Mention, draft: Int)] = []
    for (number, draft) in drafts.enumerated() where isWorthALook(draft) {
      let old = positions[number]
      let place = old.flatMap { mentions[$0].resolution.place }
      if let place, place.kind.isAdministrative || place.isExtensive || place.kind == .airport {
        continue
      }
      let context = draft.context
      let isLed =
        context.isLocative || context.isNear || context.hasStrongCue || context.listedAfter >= 0
      guard old != nil || isLed || context.hasEventNoun else { continue }
      let whole = wholeName(of: draft, covered)
      var mention = self.mention(of: whole ?? draft.match.tokens, prefixBytes: 0)
      let level = draft.candidates.isEmpty ? 2 : draft.candidates[draft.best].level
      var known = Whereabouts()
      known.isLed = isLed
      known.cue = context.cue
      known.unit = unit(around: mention.tokens, mentions)
      if let unit = known.unit {
        if whole == nil, place?.adm1 == unit.adm1 { continue }
        // A city by its own name is meant, whatever else the sentence names.
        if whole == nil, place?.kind == .city, level < 2 { continue }
      } else if place != nil, level < 2, whole == nil {
        continue
      } else {
        known.around = neighbours(of: mention, among: mentions, besides: mention.span)
        if whole == nil, let place,
          known.around.isEmpty
            || known.around.contains(where: {
              $0.point.kilometres(to: place.point) < Self.sameGround
            })
        {
          continue
        }
      }
      known.nearby = places(near: mention, mentions)
      if let better = named(mention, context, known, mentions) {
        if let old { found[old].mention = better } else { added.append((better, number)) }
        for token in better.tokens { covered[token] = true }
      } else if whole == nil, let old, place != nil, level == 2, known.unit != nil {
        // It lies elsewhere, and its letters are others.
        mention = found[old].mention
        mention.resolution = place.map { .ambiguous([$0]) } ?? .unknown
        mention.role = .event
        mention.eventScore = rounded(weights[.unresolved] * eventWeight(context))
        mention.reasons.append("outside the unit that is named")
        found[old].mention = mention
      }
    }
    if added.isEmpty { return }
    found = (found + added).sorted { $0.mention.span < $1.mention.span }
  }

  /// "SOHR", "SDF": capitals alone spell no name.
  func isAbbreviation(_ tokens: Range<Int>) -> Bool {
    guard tokens.count == 1, let token = tokens.first else { return false }
    let bytes = text.tokens[token].bytes
    return bytes.count >= 2 && bytes.count <= 6
      && bytes.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(text.bytes[$0]) }
  }

  /// Places of one report lie so near each other, in kilometres.
  private static let sameGround = 60.0

  private func isWorthALook(_ draft: MentionDraft) -> Bool {
    let context = draft.context
    guard draft.match.isLatin, context.role == nil, !context.isPerson, !context.isAdjective,
      !context.isPartOfName, draft.decision == nil, !context.hasStateVerb, !context.isSeat,
      !isAbbreviation(draft.match.tokens), !isOfPerson(draft.match.tokens)
    else { return false }
    // "the Syrian town of X": no name in other letters.
    return !draft.isOrdinary
      || (context.hasStrongCue && draft.candidates.contains { $0.level < 2 })
  }

  /// The words of a name of which the index has the first only.
  private func wholeName(of draft: MentionDraft, _ covered: [Bool]) -> Range<Int>? {
    let tokens = draft.match.tokens
    var free = covered
    for token in tokens { free[token] = false }
    guard let range = name(from: tokens.lowerBound, free), range.upperBound > tokens.upperBound
    else { return nil }
    return range
  }
}
