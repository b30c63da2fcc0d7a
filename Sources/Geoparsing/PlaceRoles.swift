internal import Gazetteers
internal import NewsIngest
internal import TextAnalysis

/// What a place is named for: the event's place is told from those that are only named, by the
/// weights of ``PlaceRoleWeights``.
extension MentionWriter {
  func setRole(
    _ mention: inout Mention, _ place: Place, _ index: Int, _ context: NameContext,
    _ confidence: Double
  ) {
    mention.role = .event
    if let role = context.role {
      mention.role = role
    } else if isGovernment(place, index, context) || isPartisan(mention.tokens) {
      mention.role = .government
    } else if let objection = weights.objection(features(of: place, index, context)) {
      demote(&mention, objection)
    }
    score(&mention, context, confidence)
  }

  private func demote(_ mention: inout Mention, _ objection: PlaceRoleFeature) {
    mention.role = .context
    mention.reasons.append("only named: \(objection.rawValue)")
  }

  private func isGovernment(_ place: Place, _ index: Int, _ context: NameContext) -> Bool {
    let isCapital = table.isCapital(index)
    guard place.kind == .country || isCapital, !context.isDateline else { return false }
    let isForeign = index >= table.firstForeign || place.country != table.home
    if context.hasStateVerb || context.isSeat { return true }
    if context.isDoer, isForeign { return true }
    if isCapital, context.isRelated { return true }
    return isForeign && isCapital && index >= table.firstForeign && !context.isLocative
      && context.cue == nil && !context.isComingFrom && !context.isJourney
  }

  /// "Pro-Damascus media", "anti-Damascus": whose side somebody is on.
  private func isPartisan(_ tokens: Range<Int>) -> Bool {
    let first = tokens.lowerBound
    return text.tokens[first].gap.contains(.hyphen)
      && (text.isWord(first - 1, "pro") || text.isWord(first - 1, "anti"))
  }

  private func features(
    of place: Place, _ index: Int, _ context: NameContext
  ) -> [PlaceRoleFeature] {
    var features: [PlaceRoleFeature] = []
    if context.isDateline { features.append(.dateline) }
    if context.isJourney { features.append(.journey) }
    if context.isComingFrom { features.append(.from) }
    if context.isOfSpeakers { features.append(.speakers) }
    if context.isSource { features.append(.source) }
    if index >= table.firstForeign || place.country != table.home { features.append(.foreign) }
    if place.kind == .country { features.append(.country) }
    return features
  }

  // MARK: - Places that say where others lie

  /// How many words stand at most between a place and the words that say where it lies: "al-Tall, a
  /// few kilometres outside Damascus".
  private static let attachmentReach = 4

  /// Gives the places that only say where another place of their sentence lies the role `context`.
  ///
  /// - Parameter found: The mentions in the order of the text, each with the number of its draft.
  func settleEnclosing(_ found: inout [(mention: Mention, draft: Int)], _ drafts: [MentionDraft]) {
    for at in found.indices.dropFirst() {
      guard found[at].mention.role == .event, let place = found[at].mention.resolution.place,
        at > 0, let before = found[at - 1].mention.resolution.place
      else { continue }
      if before.id == place.id, found[at - 1].mention.role == .context,
        text.tokens[found[at].mention.tokens.lowerBound].gap.contains(.openBracket),
        found[at].mention.tokens.lowerBound == found[at - 1].mention.tokens.upperBound
      {
        // "ريف عين العرب (كوباني)": another name of the same.
        settle(&found[at].mention, .encloses)
        continue
      }
      if isSuburb(found[at].mention, of: found[at - 1].mention), !place.kind.isAdministrative,
        place.kind != .city, before.kind == .city || before.kind.isAdministrative
      {
        settle(&found[at - 1].mention, .encloses)
        continue
      }
      let role = found[at - 1].mention.role
      guard role == .event || role == .context || role == .origin,
        isAttached(found[at], to: found[at - 1], drafts), !encloses(before, place),
        // "بقصف … روسيا شرقي مدينة X": states are no places to lie beside.
        before.kind != .country
      else { continue }
      let isUnit = place.kind.isAdministrative || place.isExtensive || encloses(place, before)
      settle(&found[at].mention, isUnit ? .encloses : .reference)
    }
    var start = 0
    while start < found.count {
      let sentence = found[start].mention.sentence
      let end = found[start...].firstIndex { $0.mention.sentence != sentence } ?? found.count
      if end - start > 1, end - start <= Self.mostOfOneSentence {
        settleContaining(&found, start..<end, drafts)
      }
      start = end
    }
  }

  /// Longer lists are no sentences.
  private static let mostOfOneSentence = 60

  /// "In Homs, two explosions shook the al-Zahraa district": the city holds a place of its sentence.
  private func settleContaining(
    _ found: inout [(mention: Mention, draft: Int)], _ sentence: Range<Int>,
    _ drafts: [MentionDraft]
  ) {
    for at in sentence where found[at].mention.role == .event {
      guard let place = found[at].mention.resolution.place else { continue }
      let isFirst = at == sentence.lowerBound
      let holds = sentence.contains { other in
        guard other != at, found[other].mention.role == .event,
          let inner = found[other].mention.resolution.place, inner.id != place.id,
          drafts[found[at].draft].context.listedAfter != found[other].draft
            || isOfUnit(found[at].mention, place, after: found[other].mention),
          drafts[found[other].draft].context.listedAfter != found[at].draft
        else { return false }
        return encloses(place, inner)
          || (isFirst && isOpening(found[at], drafts) && isSeat(place, over: inner))
      }
      if holds { settle(&found[at].mention, .encloses) }
    }
  }

  /// "Masyaf, Hama": the governorate after a comma, without a conjunction.
  private func isOfUnit(_ outer: Mention, _ place: Place, after inner: Mention) -> Bool {
    let start = outer.tokens.lowerBound
    return place.kind == .governorate && start == inner.tokens.upperBound
      && text.tokens[start].script == .latin && text.tokens[start].gap.contains(.comma)
  }

  private static let partsOfCities: WordSet = [
    "suburb", "suburbs", "district", "neighbourhood", "neighborhood", "quarter",
  ]

  /// "The Damascus suburb of Jaramana".
  private func isSuburb(_ inner: Mention, of outer: Mention) -> Bool {
    let start = outer.tokens.upperBound
    return inner.tokens.lowerBound == start + 2
      && Self.partsOfCities.contains(start, in: text)
      && text.isWord(start + 1, "of")
  }

  func settle(_ mention: inout Mention, _ feature: PlaceRoleFeature) {
    guard let objection = weights.objection([feature]) else { return }
    demote(&mention, objection)
    mention.eventScore = Self.contextScore
  }

  /// Whether the words that govern a name follow the name before at once, and tell where that lies.
  private func isAttached(
    _ found: (mention: Mention, draft: Int), to before: (mention: Mention, draft: Int),
    _ drafts: [MentionDraft]
  ) -> Bool {
    let context = drafts[found.draft].context
    let start = before.mention.tokens.upperBound
    let head = min(context.head, found.mention.tokens.lowerBound)
    guard found.mention.sentence == before.mention.sentence, head >= start,
      head - start <= Self.attachmentReach, context.cue != .front, !context.isJourney,
      context.listedAfter < 0 || head < found.mention.tokens.lowerBound,
      text.tokens[start].gap.isDisjoint(with: [.hyphen, .slash, .colon]),
      !reading.notes[head].clitics.contains(.and),
      !drafts[found.draft].match.clitics.contains(.and)
    else { return false }
    let words = start..<head
    let isBroken = words.contains { token in
      let word = index.senses(reading.notes[token])
      return !word.isDisjoint(with: [.eventNoun, .stateVerb, .speech, .journey])
        || ContextReader.conjunctions.contains(token, in: text)
        || reading.notes[token].clitics.contains(.and)
    }
    if isBroken { return false }
    let isRegion = found.mention.resolution.place?.isExtensive == true
    if context.isCountryside || context.bearing >= 0 { return true }
    if context.isNear { return head - start <= 3 && before.mention.relation != .between }
    if index.senses(reading.notes[head]).contains(.towards) { return false }
    if context.isLocative || found.mention.relation == .area || isRegion {
      return head == start
    }
    return false
  }

  /// "In Idlib, …": a name with nothing before it but its preposition.
  private func isOpening(
    _ found: (mention: Mention, draft: Int), _ drafts: [MentionDraft]
  ) -> Bool {
    let context = drafts[found.draft].context
    guard context.isLocative, !context.hasStrongCue else { return false }
    let head = min(context.head, found.mention.tokens.lowerBound)
    return head == 0 || text.tokens[head - 1].sentence != found.mention.sentence
  }

  private func isSeat(_ place: Place, over inner: Place) -> Bool {
    guard let unit = place.seatOf, inner.kind != .city else { return false }
    return inner.id != place.id && !inner.adm1.isEmpty
      && [inner.adm1, inner.adm2, inner.adm3].contains(unit)
  }

  /// How far the quarters of a city lie from its point at most, in kilometres.
  private static let cityReach = 15.0
  /// How far from a region's point a place may lie where nothing says what the region holds.
  private static let regionReach = 40.0

  private func encloses(_ place: Place, _ inner: Place) -> Bool {
    if place.id == inner.id { return false }
    switch place.kind {
    case .country, .governorate, .district, .subDistrict:
      return inner.isWithin(place) && (!inner.kind.isAdministrative || place.kind == .governorate)
    case .region:
      guard !inner.kind.isAdministrative, inner.kind != .region else { return false }
      let units = [inner.adm1, inner.adm2, inner.adm3]
      if place.parts.contains(where: units.contains) { return true }
      return place.point.kilometres(to: inner.point) < Self.regionReach
    case .city, .town:
      guard inner.kind == .neighbourhood || inner.kind == .camp else { return false }
      return inner.parent == place.id
        || (inner.kind == .neighbourhood
          && place.point.kilometres(to: inner.point) < Self.cityReach)
    default: return false
    }
  }

  // MARK: - Which of several

  static let contextScore = 0.05

  func eventWeight(_ context: NameContext) -> Double {
    if let cue = context.cue {
      return context.isNear ? min(weights[cue], weights[PlaceRoleFeature.near]) : weights[cue]
    }
    if context.hasEventNoun { return weights[.eventWord] }
    return weights[context.isLocative ? .locative : .bare]
  }

  private func score(_ mention: inout Mention, _ context: NameContext, _ confidence: Double) {
    guard mention.role == .event else {
      mention.eventScore = mention.role == .context ? Self.contextScore : 0
      return
    }
    let position = Double(mention.tokens.lowerBound) / Double(max(1, text.tokens.count))
    let third: PlaceRoleFeature =
      position < 0.34 ? .firstThird : position < 0.67 ? .secondThird : .lastThird
    mention.eventScore = rounded(
      eventWeight(context) * weights[third] * weights.factor(ofPrecision: mention.precision)
        * confidence)
  }

  /// To three decimals, so that what is printed is what is compared.
  func rounded(_ score: Double) -> Double { (score * 1000).rounded() / 1000 }
}
