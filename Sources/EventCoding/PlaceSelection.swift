internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Which of the places of a clause its words are about.
extension EventAssembler {
  /// The place or the list of places that a cue is about, the first in the text first.
  func selected(_ places: [Mention], near cue: CueMatch) -> [Mention] {
    var known = places.filter { (1...8).contains($0.precision) && $0.eventScore > 0 }
    // Where they shot from is the place of no event where another is named, or before the verb.
    let stations = known.filter { isStation($0, of: cue) }
    if stations.count < known.count
      || stations.allSatisfy({ $0.tokens.upperBound <= cue.tokens.lowerBound })
    {
      known.removeAll { station in stations.contains { $0.span == station.span } }
    }
    let named = known
    known.removeAll { isOfDoer($0, cue, named) }
    let fine = known.filter { $0.precision <= 4 }
    // "X, north of Y": Y only helps to find X.
    let parts = fine.filter { place in !fine.contains { isPart($0, of: place) } }
    let direct = parts.filter { $0.relation == .at && !followsDirection($0) }
    let pool = direct.isEmpty ? (fine.isEmpty ? known : fine) : direct
    guard
      let best = pool.max(by: { a, b in
        (a.eventScore, b.tokens.lowerBound) < (b.eventScore, a.tokens.lowerBound)
      })
    else { return [] }
    let ordered = pool.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    guard let at = ordered.firstIndex(of: best) else { return [best] }
    let gap = cue.cue.kind == .territory ? Threshold.captureGap : Threshold.listGap
    if best.relation == .between {
      // "Between X and Y" is one place: that of its first end.
      let ends = ordered.filter { $0.relation == .between && $0.sentence == best.sentence }
      return [ends.first ?? best]
    }
    var list = [best]
    for next in ordered[(at + 1)...] {
      guard isListed(list[list.count - 1], next, gap) else { break }
      list.append(next)
    }
    for earlier in ordered[..<at].reversed() {
      guard isListed(earlier, list[0], gap) else { break }
      list.insert(earlier, at: 0)
    }
    var seen: Set<String> = []
    return list.filter { seen.insert($0.resolution.place?.id ?? "").inserted }
  }

  /// "Rebels in X shelled Y": where those are who shoot at another place.
  private func isOfDoer(_ place: Mention, _ cue: CueMatch, _ known: [Mention]) -> Bool {
    let verb = cue.tokens.lowerBound
    guard cue.meansOfWar != nil, cue.part == .past, reading.text.tokens[verb].script == .latin,
      place.tokens.upperBound <= verb, verb - place.tokens.upperBound <= 2,
      ["in", "from", "at"].contains(governor(of: place)), !roleReader.isPassive(cue),
      !reading.actors.starting(in: max(0, place.tokens.lowerBound - 6)..<place.tokens.lowerBound)
        .isEmpty
    else { return false }
    let after = cue.tokens.upperBound..<reading.sentenceRanges[place.sentence].upperBound
    return known.contains { after.contains($0.tokens.lowerBound) }
      || !reading.unresolved.starting(in: after).isEmpty
  }

  /// The places of a cue and, of ground that was taken or left, those that no table has and that
  /// stand in one list with them: they make events without a point.
  func withUnlisted(
    _ places: [Mention], of cue: CueMatch, in clause: ReportReading.Clause
  ) -> [Mention] {
    guard
      cue.cue.kind == .territory || cue.cue.effect == .withdraw
        || (cue.meansOfWar != nil && !places.isEmpty && isHomeNamed)
    else { return places }
    let unlisted = reading.unresolved.starting(in: clause.tokens).filter { name in
      name.relation == .at && (cue.meansOfWar == nil || !isQuarter(name)) && !followsDirection(name)
        && (name.eventScore >= Threshold.unresolvedScore || !places.isEmpty)
    }
    guard !unlisted.isEmpty else { return places }
    let ordered = (places + unlisted).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    guard
      let at = ordered.firstIndex(where: { first in
        places.isEmpty
          ? first.tokens.lowerBound >= cue.tokens.upperBound : first.span == places[0].span
      })
    else { return places }
    var list = [ordered[at]]
    for next in ordered[(at + 1)...] {
      if places.contains(where: { $0.span == next.span })
        || isListed(list[list.count - 1], next, Threshold.captureGap)
      {
        list.append(next)
      }
    }
    for earlier in ordered[..<at].reversed() {
      guard isListed(earlier, list[0], Threshold.captureGap) else { break }
      list.insert(earlier, at: 0)
    }
    return list
  }

  /// Whether a place is a quarter, a camp or a site of a city that is named beside it.
  func isPart(_ part: Mention, of whole: Mention) -> Bool {
    guard let inner = part.resolution.place, let outer = whole.resolution.place,
      inner.id != outer.id
    else { return false }
    if inner.parent == outer.id { return true }
    guard outer.kind == .city || outer.kind == .town else { return false }
    switch inner.kind {
    case .neighbourhood, .camp, .site, .checkpoint, .militaryBase, .airport, .junction:
      return inner.point.distance(to: outer.point) <= Threshold.cityRadius
    default: return false
    }
  }

  /// Words that tie a place to another one or to a way, in folded form.
  static let directions: WordSet = [
    "from", "near", "towards", "toward", "north", "south", "east", "west", "between", "kilometres",
    "km", "kilometers", "قرب", "من", "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي",
    "الي", "نحو", "باتجاه", "الشمالي", "الجنوبي", "الشرقي", "الغربي", "بين",
  ]

  func followsDirection(_ mention: Mention) -> Bool {
    let before = mention.tokens.lowerBound - 1
    guard before >= 0 else { return false }
    let text = reading.text
    let word = before > 0 && text.isWord(before, "of") ? before - 1 : before
    return !text.isWord(word, "from") && !text.isWord(word, "من")
      && Self.directions.contains(word, in: text)
  }

  private static let ways: WordSet = [
    "to", "towards", "toward", "for", "باتجاه", "نحو", "صوب", "الي", "from", "من",
  ]

  /// Whether a place is where somebody went to or came from.
  func isDestination(_ mention: Mention) -> Bool {
    let before = mention.tokens.lowerBound - 1
    return before >= 0 && Self.ways.contains(before, in: reading.text)
  }

  private static let goals: Set<String> = [
    "to", "towards", "toward", "into", "for", "bound", "باتجاه", "نحو", "صوب", "الي",
  ]
  /// The word before a name and the word for its kind.
  func governor(of mention: Mention) -> String {
    var before = mention.tokens.lowerBound - 1
    let first = reading.sentenceRanges[mention.sentence].lowerBound
    while before > first, mention.tokens.lowerBound - before <= 4,
      PlaceWords.kinds.contains(before, in: reading.text)
    { before -= 1 }
    return before >= first ? reading.text.foldedText(before) : ""
  }

  private static let quarters: WordSet = [
    "حي", "بحي", "شارع", "دوار", "حيي", "احيا", "مسجد", "مشفي", "مدرسه", "ساحه", "سوق",
  ]

  /// Whether a name that no table has is a quarter or a site of the town that was told before.
  func isQuarter(_ mention: Mention) -> Bool {
    let before = mention.tokens.lowerBound - 1
    return before >= 0 && Self.quarters.contains(before, in: reading.text)
  }

  /// Whether a place is where somebody went to: "انسحبت نحو مدينة X".
  func isGoal(_ mention: Mention) -> Bool { Self.goals.contains(governor(of: mention)) }

  /// Words for being somewhere, of those who fight elsewhere from there, in folded form.
  private static let stations: WordSet = [
    "المتمركزه", "المتمركزين", "المتمركزون", "متمركزه", "متمركزين", "المنتشره", "المنتشرين",
    "المنتشرون", "ينتشرون", "تنتشر", "منتشرين", "المتواجده", "المتواجدين", "الموجوده", "المرابطه",
    "انطلاقا", "انطلقت", "stationed", "based", "positioned",
  ]

  /// Whether a place is where those stood who shot: "قوات النظام المتمركزة في X قصفت Y".
  func isStation(_ mention: Mention, of cue: CueMatch) -> Bool {
    guard case .event(let type) = cue.cue.kind, type.category == .explosions else { return false }
    var word = governor(of: mention)
    let isHeld = (max(0, mention.tokens.lowerBound - 5)..<mention.tokens.lowerBound).contains {
      reading.text.isWord($0, "من") && Self.holdings.contains($0 + 1, in: reading.text)
    }
    if isHeld { word = "من" }
    guard ["في", "من", "علي", "in", "at", "from", "داخل", "ضمن", "قرب", "محيط"].contains(word)
    else { return false }
    let start = max(
      reading.sentenceRanges[mention.sentence].lowerBound, mention.tokens.lowerBound - 4)
    return (start..<mention.tokens.lowerBound).contains {
      Self.stations.contains($0, in: reading.text)
        || (word == "من" && Self.holdings.contains($0, in: reading.text))
    }
  }

  /// "من مواقعها في X".
  private static let holdings: WordSet = [
    "مواقعهم", "مواقعها", "قواعدها", "قواعده", "معسكراتها", "مراكزها", "ثكناتها",
  ]

  /// Whether a place only tells where another one lies that nobody knows: "the village of
  /// Unknown, which looks over X".
  func isOnlyLandmark(_ place: Mention, after cue: CueMatch) -> Bool {
    guard cue.tokens.upperBound < place.tokens.lowerBound else { return false }
    let between = cue.tokens.upperBound..<place.tokens.lowerBound
    let other = reading.unresolved.starting(in: between).last {
      $0.sentence == place.sentence && $0.tokens.lowerBound >= cue.tokens.upperBound
        && $0.tokens.upperBound <= place.tokens.lowerBound
    }
    return other.map { !isListed($0, place, Threshold.captureGap) } ?? false
  }

  private static let additions: WordSet = ["اضافه", "بالاضافه", "واضافه"]

  private func isDirection(_ token: Int) -> Bool {
    let text = reading.text
    guard Self.directions.contains(token, in: text) else { return false }
    // "إضافة إلى".
    return !text.isWord(token, "الي") || !Self.additions.contains(token - 1, in: text)
  }

  /// Whether a second place goes on with the list of the first: "X, the town of Y and Z".
  func isListed(_ a: Mention, _ b: Mention, _ gap: Int) -> Bool {
    guard a.sentence == b.sentence, b.tokens.lowerBound >= a.tokens.upperBound else { return false }
    let text = reading.text
    let between = a.tokens.upperBound..<b.tokens.lowerBound
    guard between.count <= gap else { return false }
    // A direction right before the second: "X, north of Y"; but "X north of Z, in addition to Y".
    if between.suffix(Threshold.directionReach).contains(where: isDirection) { return false }
    // "X, a suburb of Y" is no list.
    if between.contains(where: { text.isWord($0, "a") || text.isWord($0, "an") }) { return false }
    // "X, north of Y" is no list.
    switch (a.relation, b.relation) {
    case (_, .near), (_, .offset), (_, .between):
      if a.relation != b.relation || between.count > 2 { return false }
    default: break
    }
    if b.resolution.place != nil, b.eventScore < a.eventScore * Threshold.listScore { return false }
    let before = max(0, between.lowerBound - ReportReading.longestCue)..<between.upperBound
    if reading.cues.starting(in: before).contains(where: { between.overlaps($0.tokens) }) {
      return false
    }
    if text.tokens[b.tokens.lowerBound].gap.contains(.comma) { return true }
    if text.hasPrefix(b.tokens.lowerBound, "و") { return true }
    return between.contains { token in
      text.isWord(token, "and") || text.tokens[token].gap.contains(.comma)
        || text.hasPrefix(token, "و")
    }
  }
}
