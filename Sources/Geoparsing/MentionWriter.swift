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
  let includesRejected: Bool

  func mentions(of drafts: [MentionDraft]) -> [Mention] {
    var result: [Mention] = []
    var covered: Set<Int> = []
    for (number, draft) in drafts.enumerated() {
      guard let mention = mention(of: draft, number, drafts) else { continue }
      result.append(mention)
      covered.formUnion(draft.match.tokens)
    }
    result += unknowns(covered)
    return result.sorted { $0.span < $1.span }
  }

  // MARK: - One mention

  private func mention(
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
      mention.eventScore = rounded(0.3 * eventWeight(context))
      return mention
    }
    let level = draft.candidates[draft.best].level
    let confidence =
      min(0.99, draft.share) * min(1, 0.7 + 0.3 * draft.placehood) * (level == 2 ? 0.85 : 1)
    mention.resolution = .resolved(
      place, confidence: rounded(confidence), alternatives: others)
    locate(&mention, place, context, draft, number, drafts)
    mention.role = role(of: place, placeIndex, context)
    if mention.role == .event, place.nameEnglish == "Damascus",
      isListedWithForeign(number, drafts)
    {
      mention.role = .government
    }
    score(&mention, place, context, confidence)
    return mention
  }

  /// Whether the name in an actor's name would be taken for a place elsewhere.
  private func isPlaceElsewhere(_ draft: MentionDraft) -> Bool {
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
  private func span(of match: NameMatch) -> TextSpan {
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

  private func writtenText(_ span: TextSpan, _ match: NameMatch) -> String {
    let first = text.tokens[match.tokens.lowerBound].bytes.lowerBound
    let last = text.tokens[match.tokens.upperBound - 1]
    let written = text.text(bytes: first..<last.bytes.upperBound)
    let skipped = span.start - text.tokens[match.tokens.lowerBound].scalars.lowerBound
    return String(String.UnicodeScalarView(written.unicodeScalars.dropFirst(skipped)))
  }

  private func alternatives(to draft: MentionDraft) -> [Place] {
    draft.candidates.enumerated()
      .filter { $0.offset != draft.best }
      .sorted { ($1.element.score, $0.element.place) < ($0.element.score, $1.element.place) }
      .prefix(5)
      .map { table.places[$0.element.place] }
  }

  private func reasons(for draft: MentionDraft) -> [String] {
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

  // MARK: - Where

  private func locate(
    _ mention: inout Mention, _ place: Place, _ context: NameContext, _ draft: MentionDraft,
    _ number: Int, _ drafts: [MentionDraft]
  ) {
    mention.precision = Self.precision(of: place)
    mention.point = place.point
    mention.radius = place.radius ?? Self.radius(ofPrecision: mention.precision)
    if let distance = context.distance, context.bearing >= 0 {
      mention.relation = .offset
      mention.precision = 3
      mention.point = place.point.moved(by: distance, towards: Double(context.bearing))
      // EVENTS.md table 6.
      mention.radius = 0.2 * distance
      mention.reasons.append("\(Int(distance.rounded())) m in direction \(context.bearing)°")
    } else if context.isBetween || context.cue == .road, place.country == "SY",
      let partner = partner(of: number, drafts)
    {
      mention.relation = .between
      mention.precision = 4
      mention.point = place.point.midpoint(to: partner.point)
      mention.radius = place.point.distance(to: partner.point) / 2
      mention.reasons.append("between \(place.nameEnglish) and \(partner.nameEnglish)")
    } else if context.bearing >= 0 && context.cue != .front {
      if place.kind == .country {
        mention.relation = .area
        mention.precision = 8
        mention.radius = nil
      } else if context.isCountryside || place.kind.isAdministrative || place.isExtensive {
        mention.relation = .area
        mention.precision = max(mention.precision, 5)
        mention.radius = nil
      } else {
        near(&mention)
      }
    } else if context.isCountryside {
      mention.relation = .area
      mention.precision = max(mention.precision, 5)
      mention.radius = mention.precision > 4 ? nil : mention.radius
    } else if context.isNear {
      near(&mention)
    } else if place.kind.isAdministrative || place.isExtensive {
      mention.relation = .area
    }
  }

  private func near(_ mention: inout Mention) {
    guard mention.precision <= 2 else { return }
    mention.relation = .near
    mention.precision = 3
    mention.radius = 5000
  }

  /// "Moscow and Damascus": a capital beside foreign ones is its government.
  private func isListedWithForeign(_ number: Int, _ drafts: [MentionDraft]) -> Bool {
    let context = drafts[number].context
    guard !context.isLocative, context.cue == nil || context.isBetween else {
      return false
    }
    let neighbours = [
      drafts[number].context.listedAfter,
      drafts.indices.contains(number + 1) && drafts[number + 1].context.listedAfter == number
        ? number + 1 : -1,
    ]
    return neighbours.contains { at in
      at >= 0 && drafts[at].isAccepted && (drafts[at].place ?? 0) >= table.firstForeign
    }
  }

  /// The other end of "between A and B".
  private func partner(of number: Int, _ drafts: [MentionDraft]) -> Place? {
    let before = drafts[number].context.listedAfter
    let other =
      before >= 0
      ? before
      : drafts.indices.contains(number + 1)
        && drafts[number + 1].context.listedAfter == number ? number + 1 : -1
    guard other >= 0, drafts[other].isAccepted, drafts[other].share >= 0.5,
      let place = drafts[other].place, table.places[place].country == "SY"
    else { return nil }
    return table.places[place]
  }

  /// EVENTS.md table 6.
  static func precision(of place: Place) -> Int {
    switch place.kind {
    case .hill, .checkpoint, .airport, .militaryBase, .junction, .crossing, .dam, .site: 1
    case .city, .town, .village, .neighbourhood, .camp, .field, .mountain: 2
    // Along the whole of a long river or road is no better known than in a region.
    case .river, .lake, .road: place.parts.isEmpty ? 4 : isWithinGovernorate(place) ? 7 : 8
    case .subDistrict: 5
    case .district: 6
    case .governorate: 7
    case .region: isWithinGovernorate(place) ? 7 : 8
    case .country: 9
    }
  }

  /// Whether all parts of a region lie in one governorate.
  private static func isWithinGovernorate(_ region: Place) -> Bool {
    guard let first = region.parts.first?.prefix(4) else { return !region.adm1.isEmpty }
    return region.parts.allSatisfy { $0.hasPrefix(first) }
  }

  private static func radius(ofPrecision precision: Int) -> Double? {
    switch precision {
    case 1: 250
    case 2: 1000
    case 3: 5000
    default: nil
    }
  }

  // MARK: - What for

  private func role(of place: Place, _ index: Int, _ context: NameContext) -> MentionRole {
    if let role = context.role { return role }
    let isCapital = index >= table.firstForeign || place.nameEnglish == "Damascus"
    if context.hasStateVerb || context.isSeat, place.kind == .country || isCapital {
      return .government
    }
    if index >= table.firstForeign || place.country != "SY" {
      return place.kind == .city && !context.isLocative && context.cue == nil
        && index >= table.firstForeign ? .government : .context
    }
    if place.kind == .country || context.isSource { return .context }
    return .event
  }

  private func eventWeight(_ context: NameContext) -> Double {
    if let cue = context.cue {
      return context.isNear ? min(cue.eventWeight, 0.5) : cue.eventWeight
    }
    if context.hasEventNoun { return 0.7 }
    return context.isLocative ? 0.55 : 0.4
  }

  private func score(
    _ mention: inout Mention, _ place: Place, _ context: NameContext, _ confidence: Double
  ) {
    guard mention.role == .event else {
      mention.eventScore = mention.role == .context ? 0.05 : 0
      return
    }
    // By tenths of the report the shares of event places fall from 0.16 to 0.06
    // (SOURCES.md, arabic_place_cues): here by thirds, over the first.
    let position = Double(mention.tokens.lowerBound) / Double(max(1, text.tokens.count))
    let early = position < 0.34 ? 1 : position < 0.67 ? 0.8 : 0.55
    let fine = [1, 1, 1, 0.9, 0.6, 0.5, 0.4, 0.3, 0.15, 0.05, 0.1][min(10, mention.precision)]
    let score = eventWeight(context) * early * fine * confidence
    mention.eventScore = rounded(score)
  }

  /// To three decimals, so that what is printed is what is compared.
  private func rounded(_ score: Double) -> Double { (score * 1000).rounded() / 1000 }

  // MARK: - Unknown places

  /// Names after a word for a village or the like that no gazetteer has.
  private func unknowns(_ covered: Set<Int>) -> [Mention] {
    var result: [Mention] = []
    for (token, note) in reading.notes.enumerated() where note.sense >= 0 && !note.hasArticle {
      guard let cue = index.senses[Int(note.sense)].cue, cue.asksForUnknown,
        !covered.contains(token)
      else { continue }
      let range =
        text.tokens[token].script == .arabic
        ? arabicName(after: token) : latinName(after: token)
      guard var range, covered.isDisjoint(with: range),
        !decisions.isNever(text.foldedText(of: range))
      else { continue }
      // A hill's name begins with its تل.
      if cue == .hill, text.tokens[token].script == .arabic, note.clitics.isSubset(of: .and) {
        range = token..<range.upperBound
      }
      let match = NameMatch(
        tokens: range, prefixBytes: range.lowerBound == token && note.clitics == .and ? 2 : 0,
        clitics: [], entry: -1, isLatin: false, spelling: 0, consonants: 0)
      let span = self.span(of: match)
      result.append(
        Mention(
          span: span, text: writtenText(span, match), tokens: range,
          sentence: text.tokens[token].sentence, resolution: .unknown, role: .event,
          eventScore: rounded(0.3 * cue.eventWeight),
          reasons: ["cue \(text.text(of: token..<token + 1))", "in no gazetteer"]))
    }
    return result
  }

  private func arabicName(after cue: Int) -> Range<Int>? {
    let first = cue + 1
    guard isPlausible(first, after: cue) else { return nil }
    var end = first + 1
    // Words that are never a whole name.
    if Self.compoundHeads.contains(text.foldedText(first)) {
      guard isPlausible(end, after: first) else { return nil }
      end += 1
    }
    return first..<end
  }

  private static let compoundHeads: Set<String> = [
    "كفر", "تل", "بيت", "دير", "خان", "عين", "ابو", "ام", "جسر", "راس", "خربه", "جب", "شيخ",
    "الشيخ",
    "باب", "برج", "معر", "بني",
  ]

  private func isPlausible(_ token: Int, after before: Int) -> Bool {
    guard text.tokens.indices.contains(token), text.tokens[token].script == .arabic,
      text.tokens[token].gap.isSubset(of: [.space, .openQuote, .quote]),
      text.tokens[token].folded.count >= 6
    else { return false }
    let note = reading.notes[token]
    if Self.compoundHeads.contains(text.foldedText(token)) { return true }
    if note.sense >= 0 { return false }
    // An adjective of the noun before: صغيرة, سورية, محاصرة.
    let word = text.foldedText(token)
    if !word.hasPrefix("ال"), word.hasSuffix("يه") || (word.hasPrefix("م") && word.hasSuffix("ه")) {
      return false
    }
    // A verb or a pronoun with an ending of its own.
    return !["ها", "هم", "وا", "ته"].contains { word.hasSuffix($0) }
  }

  private func latinName(after cue: Int) -> Range<Int>? {
    // "the village of Xyz": without "of" the word after belongs to something else.
    var first = cue + 1
    guard text.tokens.indices.contains(first), text.foldedText(first) == "of",
      text.tokens[first].gap == .space
    else { return nil }
    first += 1
    var end = first
    while end < text.tokens.count, end - first < 4, text.tokens[end].script == .latin {
      let gap = text.tokens[end].gap
      guard gap.isSubset(of: end == first ? [.space, .openQuote, .quote] : [.space, .hyphen]) else {
        break
      }
      let isArticle = text.folded.withUnsafeBufferPointer {
        WordForm.isLatinArticle($0, text.tokens[end].folded)
      }
      let isOrdinary = reading.notes[end].sense >= 0 && end == first
      guard isArticle || (text.tokens[end].isCapitalized && !isOrdinary) else { break }
      end += 1
    }
    guard end > first else { return nil }
    let lastIsArticle = text.folded.withUnsafeBufferPointer {
      WordForm.isLatinArticle($0, text.tokens[end - 1].folded)
    }
    return lastIsArticle ? nil : first..<end
  }
}
