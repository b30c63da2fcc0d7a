internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// A name of the text on its way to a mention.
struct MentionDraft: Sendable {
  /// A place that the name may mean.
  struct Candidate: Sendable {
    var place: Int
    /// 0 as spelled, 1 with or without article or blank, 2 with other letters.
    var level: Int
    /// What speaks for it apart from what lies near.
    var base: Double
    var score: Double
  }

  /// What came of a person's decision.
  enum Decision: Sendable {
    /// The candidates are the places that were chosen.
    case place
    /// The name means no place here.
    case noPlace
    /// Places that are not meant were left out.
    case fewerPlaces
  }

  var match: NameMatch
  var context: NameContext
  var candidates: [Candidate]
  /// How sure it is that the words name a place at all, from about 0 to above 1.
  var placehood: Double
  /// Whether its words are ordinary words of the language.
  var isOrdinary = false
  var isAccepted = false
  /// What a person decided about the name.
  var decision: Decision?
  /// The index of the best candidate, and its share of all.
  var best = 0
  var share = 0.0
  var nearest: (place: Int, distance: Double)?
  /// Whether the best candidate lies far from all else that the report names.
  var isRemote = false

  var place: Int? { candidates.isEmpty ? nil : candidates[best].place }
}

/// Positions and prominence of places, laid out for comparing.
struct PlaceTable: Sendable {
  let places: [Place]
  /// Kilometres east and north on a plane good over a few hundred kilometres around Syria.
  private(set) var east: [Float] = []
  private(set) var north: [Float] = []
  private(set) var kinds: [PlaceKind] = []
  /// Whether the place is a region, or a river or road of a region's extent.
  private(set) var isExtensive: [Bool] = []
  /// A number for each governorate, -1 for places in none.
  private(set) var units: [Int32] = []
  /// What speaks for a place where nothing else is known, in units of score.
  private(set) var prominence: [Float] = []
  /// Whether the name alone, without cue or neighbour, may mean the place.
  private(set) var isProminent: [Bool] = []
  /// The index from which on the places are countries and capitals of our own table.
  let firstForeign: Int

  init(places: [Place], firstForeign: Int, regionOfInterest: BoundingBox<GeographicPoint>?) {
    self.places = places
    self.firstForeign = firstForeign
    var numbers: [String: Int32] = ["": -1]
    for (index, place) in places.enumerated() {
      kinds.append(place.kind)
      isExtensive.append(place.isExtensive)
      let unit = numbers[place.adm1] ?? Int32(numbers.count)
      numbers[place.adm1] = unit
      units.append(unit)
      // A degree of longitude at 35° north is 91.1 km, one of latitude 110.9 km.
      east.append(Float(place.point.longitude * 91.1))
      north.append(Float(place.point.latitude * 110.9))
      var score = Self.weight(of: place.kind)
      if !place.kind.isAdministrative {
        // A factor of 1,000 in inhabitants is worth 2.4.
        score += 0.35 * Double(max(place.population, 10)).naturalLogarithm - 0.8
      }
      if place.kind.isSettlement, place.kind != .neighbourhood, place.country == "SY" {
        // Seats of units are named more often than their size alone would say.
        score += [0, 1.2, 0.8, 0.3, 0][max(0, min(4, place.rank))]
      }
      if index >= firstForeign {
        score += 1
      } else if place.country != "SY", place.kind != .country {
        score -= 2.5
      }
      // Where two sources have a place, the one with the p-code is the better known.
      if place.id.hasPrefix("C") || place.id.hasPrefix("N") { score += 0.5 }
      if let region = regionOfInterest, region.contains(place.point) { score += 0.5 }
      prominence.append(Float(score))
      isProminent.append(
        index >= firstForeign || place.kind == .country || place.isExtensive
          || (place.country == "SY"
            && ([.city, .town, .governorate, .country].contains(place.kind)
              || place.population >= 10_000))
      )
    }
  }

  /// The kinds by how often reports mean them when they say no kind: set by us.
  private static func weight(of kind: PlaceKind) -> Double {
    switch kind {
    case .city: 2.2
    case .town: 1.3
    case .country: 6
    case .village: 0.5
    case .region: 0.8
    case .neighbourhood, .camp, .airport, .hill, .mountain: 0.3
    case .governorate: 5
    case .district: 2.5
    case .subDistrict: 2
    default: 0.1
    }
  }

  /// The distance of two places in kilometres.
  @inline(__always)
  func distance(_ a: Int, _ b: Int) -> Double {
    let x = east[a] - east[b]
    let y = north[a] - north[b]
    return Double((x * x + y * y).squareRoot())
  }
}

extension Place {
  /// Whether it is a region, or a river, lake or road that lies in more than one place: its point
  /// says little of where something happened.
  var isExtensive: Bool {
    switch kind {
    case .region: true
    case .river, .lake, .road: !parts.isEmpty
    default: false
    }
  }
}

extension BoundingBox<GeographicPoint> {
  fileprivate func contains(_ point: GeographicPoint) -> Bool {
    (minX...maxX).contains(point.x) && (minY...maxY).contains(point.y)
  }
}

/// Decides which place each name means, all names of a report together.
///
/// A candidate's score is the sum of how well the spelling, the cue, its prominence and its nearness
/// to the other names' places speak for it; the shares are those of a logistic choice among the
/// candidates. Nearness needs the others' places, so it is done in rounds, the clearest first: the
/// idea of minimum spread in J. L. Leidner, "Toponym Resolution in Text" (2007), chapter 4.
struct ToponymResolver {
  let table: PlaceTable
  let index: NameIndex

  // MARK: - Candidates

  func candidates(
    of match: NameMatch, in context: NameContext, _ text: TokenizedText
  ) -> [MentionDraft.Candidate] {
    var result: [MentionDraft.Candidate] = []
    var hasExact = false
    for place in fullNames(of: match, in: context, text) {
      result.append(MentionDraft.Candidate(place: place, level: 0, base: 0, score: 0))
    }
    let full = Set(result.map(\.place))
    var link = index.entries[match.entry].firstBearer
    while link >= 0 {
      let bearer = index.bearers[Int(link)]
      link = bearer.next
      let level: Int
      if bearer.spelling == match.spelling {
        level = 0
        hasExact = true
      } else {
        level = bearer.isVariant || match.isLatin ? 2 : 1
      }
      let place = Int(bearer.place)
      if full.contains(place) { continue }
      if let last = result.indices.last, result[last].place == place {
        result[last].level = min(result[last].level, level)
      } else {
        result.append(MentionDraft.Candidate(place: place, level: level, base: 0, score: 0))
      }
    }
    if hasExact {
      // Idleb and Idlib: the unit and its seat may be spelled in two ways, and a village Tabaqa is
      // not all that Tabaqa may be.
      result.removeAll {
        $0.level == 2 && !table.kinds[$0.place].isAdministrative
          && !(match.isLatin && match.consonants > 2 && table.isProminent[$0.place])
      }
    }
    // Gazetteers leave out articles more often than texts put in wrong ones.
    let isArticleAdded = !match.isLatin && hasArticle(match, text)
    for at in result.indices {
      result[at].base = baseScore(result[at], match, context)
      if isArticleAdded, result[at].level == 1 { result[at].base += 0.3 }
      // Kabani is not Kobani, unless much else says so.
      if hasExact, result[at].level == 2, !table.kinds[result[at].place].isAdministrative {
        result[at].base -= 3.5
      }
    }
    result.sort { ($1.base, $0.place) < ($0.base, $1.place) }
    if result.count > 64 { result.removeLast(result.count - 64) }
    for at in result.indices { result[at].score = result[at].base }
    return result
  }

  /// The places whose full name is the cue and the name: of "مخيمي النيرب وحندرات" the camps
  /// "مخيم النيرب" and "مخيم حندرات".
  private func fullNames(
    of match: NameMatch, in context: NameContext, _ text: TokenizedText
  ) -> [Int] {
    guard let cue = context.cue, !cue.fullNameHeads.isEmpty else { return [] }
    var result: Set<Int> = []
    text.folded.withUnsafeBufferPointer { bytes in
      var found: [Int] = []
      if match.isLatin {
        let words = match.tokens.map { text.tokens[$0].folded }
          .filter { !WordForm.isLatinArticle(bytes, $0) }
        found = cue.fullNameTails.map { index.entry(words: words, in: bytes, tail: $0) }
      } else {
        let stems = match.tokens.map { token in
          let word = text.tokens[token].folded
          let skipped = token == match.tokens.lowerBound ? match.prefixBytes : 0
          return WordForm.arabicStem(bytes, word.dropFirst(skipped)).stem
        }
        found = cue.fullNameHeads.map { index.entry(head: $0, stems: stems, in: bytes) }
      }
      for entry in found where entry >= 0 {
        var link = index.entries[entry].firstBearer
        while link >= 0 {
          result.insert(Int(index.bearers[Int(link)].place))
          link = index.bearers[Int(link)].next
        }
      }
    }
    return result.sorted()
  }

  /// The words after which a name may be that of an administrative unit.
  private static let unitCues: Set<PlaceCue?> = [
    .governorate, .district, .subDistrict, .countryside, .direction, .region,
  ]

  private func baseScore(
    _ candidate: MentionDraft.Candidate, _ match: NameMatch, _ context: NameContext
  ) -> Double {
    let kind = table.kinds[candidate.place]
    var score = Double(table.prominence[candidate.place])
    score -=
      kind.isAdministrative ? [0, 0.2, 0.4][candidate.level] : [0, 0.4, 1][candidate.level]
    if context.isCountryside {
      score += PlaceCue.countryside.fit(kind)
      // "ريف مدينة سراقب"
      if let cue = context.cue, cue.namesKind { score += cue.fit(kind) }
    } else if let cue = context.cue {
      score += cue.fit(kind)
      // "قرى حماة": villages of the governorate.
      if cue == .village, context.isOfSeveral, kind == .governorate { score += 6 }
      if cue == .direction, context.distance != nil, kind.isAdministrative { score -= 3 }
    }
    if !context.isCountryside, kind.isAdministrative, kind != .country,
      !Self.unitCues.contains(context.cue)
    {
      score -= 4
    }
    return score
  }

  /// Whether all words of the name are words of the lexicon.
  func isOrdinary(_ match: NameMatch, _ text: TokenizedText, _ reading: TextReading) -> Bool {
    // تل ملح: the head of a name makes a name of what follows.
    if match.tokens.count > 1, let sense = sense(of: reading.notes[match.tokens.lowerBound]),
      sense.cue?.namesKind == true || sense.traits.contains(.compoundHead)
    {
      return false
    }
    return match.tokens.allSatisfy { token in
      if isArticle(token, text) { return true }
      let note = reading.notes[token]
      guard note.sense >= 0 else { return false }
      let sense = index.senses[Int(note.sense)]
      return sense.cue != nil || !sense.traits.isEmpty
    }
  }

  private func sense(of note: TokenNote) -> WordSense? {
    note.sense < 0 || note.hasArticle ? nil : index.senses[Int(note.sense)]
  }

  /// How sure it is that the words are meant as a name.
  ///
  /// The parts were set so that, of a name of one word, a prominent one stands alone, a village
  /// needs a word or a neighbour that speaks for it, and an ordinary word needs both or a cue.
  func placehood(
    of match: NameMatch, _ context: NameContext, _ candidates: [MentionDraft.Candidate],
    _ text: TokenizedText, _ reading: TextReading
  ) -> Double {
    guard let bestLevel = candidates.map(\.level).min() else { return 0 }
    let words = match.tokens.filter { !isArticle($0, text) }
    let isOrdinary = self.isOrdinary(match, text, reading)
    let isNamePart =
      match.tokens.count == 1 && isBareCue(reading.notes[match.tokens.lowerBound])
    if isNamePart { return -1 }
    let isProminent = candidates.contains { table.isProminent[$0.place] && $0.level < 2 }
    var hood: Double
    let isRegion =
      words.count > 1 && candidates.contains { table.isExtensive[$0.place] && $0.level == 0 }
    if isOrdinary, !isRegion {
      hood = words.count > 1 ? 0.2 : 0
      if isProminent { hood += 0.1 }
    } else if words.count > 1 || (bestLevel < 2 && isJoinedName(match)) {
      hood = bestLevel < 2 ? 0.6 : 0.45
    } else {
      hood = isProminent ? 0.65 : 0.25
      if bestLevel == 2 { hood -= match.isLatin && match.consonants > 3 ? 0 : 0.25 }
      // زيارة is less likely الزيارة than the other way round.
      if bestLevel == 1 {
        hood -=
          reading.notes[match.tokens.lowerBound].hasArticle || hasArticle(match, text) ? 0.1 : 0.3
      }
      // A capital letter says that it is a name of something.
      if match.isLatin, !isProminent, bestLevel == 0, match.consonants > 3 { hood += 0.15 }
      if !isProminent, !match.clitics.isEmpty { hood -= 0.1 }
      if match.isLatin, match.consonants < 3, bestLevel > 0 { hood -= 0.3 }
    }
    // A letter and a number are no word: M5, T2.
    if match.isLatin, bestLevel == 0, hasDigit(match, text) { hood = max(hood, 0.6) }
    if match.isLatin, bestLevel == 2, words.count > 1, match.consonants < 4 { hood -= 0.3 }
    if match.isLatin, bestLevel == 2, words.count == 1 {
      // "IS" and "Us", "the Russian crossing".
      if match.consonants < 3 { return -1 }
      if isOrdinary { hood -= 0.4 }
    }
    if context.hasStrongCue {
      hood += 0.6
    } else if context.cue != nil || context.isNear || context.isBetween {
      hood += 0.3
    }
    if context.isLocative || context.isFrom { hood += 0.12 }
    if context.hasEventNoun { hood += 0.15 }
    if context.isQuoted { hood += isOrdinary ? 0.1 : 0.25 }
    // قرية صغيرة
    if match.tokens.count == 1, let sense = sense(of: reading.notes[match.tokens.lowerBound]),
      sense.traits.contains(.adjective)
    {
      hood -= 0.7
    }
    if context.isAdjective { hood -= 0.7 }
    if isDescribedNoun(match, reading) { hood -= 1 }
    if context.isPerson { hood -= 1 }
    // Countries are never written with an article that is not theirs: السورية is an adjective.
    if !match.isLatin, bestLevel > 0, let first = candidates.first,
      table.kinds[first.place] == .country
    {
      hood -= 1
    }
    if match.isLatin, let first = match.tokens.first {
      let gap = text.tokens[first].gap
      if first == 0 || !gap.isDisjoint(with: [.sentenceEnd, .lineBreak]), !isProminent {
        hood -= 0.15
      }
      // Lusin of Kafr Lusin, where the gazetteer has no Kafr Lusin.
      if first > 0, gap.joinsName, let head = sense(of: reading.notes[first - 1]),
        head.traits.contains(.compoundHead) || head.cue == .hill || head.cue == .mountain,
        text.tokens[first - 1].isCapitalized
      {
        hood -= 0.7
      }
      // A lone capitalised word beside other capitalised words is a part of their name.
      if words.count == 1, context.cue == nil, !isProminent {
        let end = match.tokens.upperBound
        if first > 0, gap == .space, text.tokens[first - 1].isCapitalized,
          text.tokens[first - 1].script == .latin
        {
          hood -= 0.3
        }
        if end < text.tokens.count, text.tokens[end].gap == .space,
          text.tokens[end].isCapitalized
        {
          hood -= 0.3
        }
      }
    }
    return hood
  }

  private func hasDigit(_ match: NameMatch, _ text: TokenizedText) -> Bool {
    match.tokens.contains { token in
      text.tokens[token].folded.contains { (0x30...0x39).contains(text.folded[$0]) }
    }
  }

  private func hasArticle(_ match: NameMatch, _ text: TokenizedText) -> Bool {
    let word = text.tokens[match.tokens.lowerBound].folded
    return match.isLatin
      || text.folded.withUnsafeBufferPointer {
        WordForm.arabicStem($0, word.dropFirst(match.prefixBytes)).hasArticle
      }
  }

  /// Whether the word is the beginning of "بلدة …", and no name.
  private func isBareCue(_ note: TokenNote) -> Bool {
    note.sense >= 0 && !note.hasArticle && index.senses[Int(note.sense)].cue != nil
  }

  /// Whether the word is a kind of place and an adjective follows it: "المزارع المجاورة", the farms
  /// nearby.
  private func isDescribedNoun(_ match: NameMatch, _ reading: TextReading) -> Bool {
    guard match.tokens.count == 1, !match.isLatin,
      reading.notes.indices.contains(match.tokens.upperBound)
    else { return false }
    let noun = reading.notes[match.tokens.lowerBound]
    let next = reading.notes[match.tokens.upperBound]
    guard noun.sense >= 0, next.sense >= 0, noun.hasArticle == next.hasArticle,
      index.senses[Int(noun.sense)].cue != nil, next.clitics.isEmpty
    else { return false }
    let traits = index.senses[Int(next.sense)].traits
    return traits.contains(.adjective) || traits.contains(.directionAdjective)
  }

  /// Whether one word is written for a name of several, as كفرنبودة for كفر نبودة.
  private func isJoinedName(_ match: NameMatch) -> Bool {
    var link = index.entries[match.entry].firstBearer
    while link >= 0 {
      if index.bearers[Int(link)].words > 1 { return true }
      link = index.bearers[Int(link)].next
    }
    return false
  }

  private func isArticle(_ token: Int, _ text: TokenizedText) -> Bool {
    guard text.tokens[token].script == .latin else { return false }
    return text.folded.withUnsafeBufferPointer {
      WordForm.isLatinArticle($0, text.tokens[token].folded)
    }
  }

  // MARK: - Decision

  /// Places from outside the text that the report is about, such as those of its title.
  func resolve(_ drafts: inout [MentionDraft], _ text: TokenizedText, outer: [Int] = []) {
    for at in drafts.indices {
      drafts[at].isAccepted = drafts[at].placehood >= 0.5
      choose(&drafts[at])
    }
    for round in 0..<3 {
      let anchors = self.anchors(drafts, text)
      if round > 0 { acceptByNeighbours(&drafts, text, anchors) }
      for at in drafts.indices where drafts[at].isAccepted {
        weigh(at, &drafts, text, anchors, outer)
      }
    }
    settleRemote(&drafts, outer: outer)
  }

  /// A name that the report means surely enough to judge others by.
  private struct Anchor {
    var draft: Int
    var place: Int
    var sentence: Int
    var certainty: Double
    /// What of its draft is asked for often.
    var name: UInt64
    var listedAfter: Int
    var fixesSense: Bool
    /// The first word that governs it where that tells its place from the name before, else -1.
    var seenFrom: Int
    var end: Int
  }

  private func anchors(_ drafts: [MentionDraft], _ text: TokenizedText) -> [Anchor] {
    var result: [Anchor] = []
    for (number, draft) in drafts.enumerated()
    where draft.isAccepted && draft.context.role != .actorName {
      guard let place = draft.place, draft.share > 0.3 else { continue }
      if table.kinds[place] == .country || place >= table.firstForeign { continue }
      // The middle of a long road or river tells nothing of what lies near it.
      if table.isExtensive[place], table.kinds[place] != .region { continue }
      result.append(
        Anchor(
          draft: number, place: place,
          sentence: text.tokens[draft.match.tokens.lowerBound].sentence,
          certainty: draft.share, name: draft.match.nameKey,
          listedAfter: draft.context.listedAfter,
          fixesSense: draft.context.hasStrongCue && !draft.context.isCountryside,
          seenFrom: Self.seenFrom(draft), end: draft.match.tokens.upperBound))
    }
    return result
  }

  /// How many words stand at most between a name and the area that it is said to lie in.
  private static let areaGap = 3

  private func acceptByNeighbours(
    _ drafts: inout [MentionDraft], _ text: TokenizedText, _ anchors: [Anchor]
  ) {
    var namesWithCue: Set<UInt64> = []
    for draft in drafts where draft.isAccepted && draft.context.hasStrongCue {
      namesWithCue.insert(draft.match.nameKey)
    }
    for at in drafts.indices where !drafts[at].isAccepted {
      var hood = drafts[at].placehood
      if hood < -0.2 { continue }
      let sentence = text.tokens[drafts[at].match.tokens.lowerBound].sentence
      if namesWithCue.contains(drafts[at].match.nameKey) { hood += 0.4 }
      let before = drafts[at].context.listedAfter
      if before >= 0, drafts[before].isAccepted {
        hood += drafts[at].isOrdinary && !drafts[at].context.hasStrongCue ? 0.1 : 0.35
      }
      if at + 1 < drafts.count, drafts[at + 1].context.listedAfter == at,
        drafts[at + 1].isAccepted, !drafts[at].isOrdinary
      {
        hood += 0.2
      }
      var support = 0.0
      for candidate in drafts[at].candidates {
        for anchor in nearby(anchors, sentence: sentence) where anchor.draft != at {
          let kind = table.kinds[anchor.place]
          if kind == .governorate || table.isExtensive[anchor.place] {
            // "كبانة في ريف اللاذقية": the words after the name say where it lies.
            let gap =
              drafts[anchor.draft].match.tokens.lowerBound - drafts[at].match.tokens.upperBound
            let lies =
              kind == .governorate
              ? table.units[candidate.place] >= 0
                && table.units[candidate.place] == table.units[anchor.place]
              : table.distance(candidate.place, anchor.place) < 40
            if lies, (0...Self.areaGap).contains(gap), anchor.sentence == sentence,
              candidate.level < 2
            {
              support = max(support, 0.25)
            }
            continue
          }
          let reach =
            anchor.sentence == sentence ? 0.3 : abs(anchor.sentence - sentence) <= 1 ? 0.2 : 0.12
          if table.distance(candidate.place, anchor.place) < 40 { support = max(support, reach) }
        }
      }
      if hood + support >= 0.5 {
        drafts[at].placehood = hood + support
        drafts[at].isAccepted = true
      }
    }
  }

  /// The anchors of the sentences around, and of the beginning of the report.
  private func nearby(_ anchors: [Anchor], sentence: Int) -> some Sequence<Anchor> {
    if anchors.count <= 32 { return anchors[...] }
    let middle = anchors.partitioningIndex { $0.sentence >= sentence }
    return anchors[max(0, middle - 16)..<min(anchors.count, middle + 16)]
  }

  private func weigh(
    _ at: Int, _ drafts: inout [MentionDraft], _ text: TokenizedText, _ anchors: [Anchor],
    _ outer: [Int]
  ) {
    let draft = drafts[at]
    let sentence = text.tokens[draft.match.tokens.lowerBound].sentence
    let near = Array(nearby(anchors, sentence: sentence))
    let name = draft.match.nameKey
    let hasNoCue = draft.context.cue == nil
    let listedAfter = draft.context.listedAfter
    let seenFrom = Self.seenFrom(draft)
    let end = draft.match.tokens.upperBound
    var nearest: (place: Int, distance: Double)?
    for candidateAt in draft.candidates.indices {
      let candidate = draft.candidates[candidateAt]
      let unit = table.units[candidate.place]
      var inSentence = 0.0
      var inReport = 0.0
      var inUnit = 0.0
      var sameSense = 0.0
      for anchor in near where anchor.draft != at {
        if anchor.name == name {
          // One sense a report, most surely where a cue fixed it.
          if anchor.place == candidate.place, hasNoCue, anchor.fixesSense {
            sameSense = max(sameSense, 2.5 * anchor.certainty)
          } else if anchor.place == candidate.place {
            sameSense = max(sameSense, 0.5 * anchor.certainty)
          }
          continue
        }
        let anchorKind = table.kinds[anchor.place]
        let isHere = anchor.sentence == sentence
        if anchorKind == .governorate {
          if unit >= 0, unit == table.units[anchor.place] {
            inUnit = max(inUnit, (isHere ? 1.6 : 0.7) * anchor.certainty)
          }
          continue
        }
        let kilometres = table.distance(candidate.place, anchor.place)
        let scale = table.isExtensive[anchor.place] ? 60.0 : 25.0
        let ratio = kilometres / scale
        let closeness = anchor.certainty / (1 + ratio * ratio)
        if isHere {
          let listed =
            listedAfter == anchor.draft || anchor.listedAfter == at
            || anchor.seenFrom == end || seenFrom == anchor.end
          inSentence = max(inSentence, closeness * (listed ? 5.5 : 4))
        } else {
          inReport = max(inReport, closeness * 2.2)
        }
        if candidateAt == draft.best, !table.isExtensive[anchor.place],
          kilometres < nearest?.distance ?? 40
        {
          nearest = (anchor.place, kilometres)
        }
      }
      for outerPlace in outer {
        if table.kinds[outerPlace] == .governorate {
          if unit == table.units[outerPlace] { inUnit = max(inUnit, 0.7) }
        } else {
          let ratio = table.distance(candidate.place, outerPlace) / 40
          inReport = max(inReport, 1 / (1 + ratio * ratio))
        }
      }
      drafts[at].candidates[candidateAt].score =
        candidate.base + inSentence + inReport + inUnit + sameSense
    }
    drafts[at].nearest = nearest
    choose(&drafts[at])
    drafts[at].isRemote = isRemote(drafts[at], at, near, drafts)
  }

  /// Whether a village is hardly the one meant, as it lies far from what the report names.
  ///
  /// Villages of one list lie together: 45 km, the size of a district, is far for them. Else it is
  /// 80 km, about the depth of a governorate, from each of at least two other places, and only
  /// where the village has namesakes or its name is not quite the one in the text.
  private func isRemote(
    _ draft: MentionDraft, _ at: Int, _ anchors: [Anchor], _ drafts: [MentionDraft]
  ) -> Bool {
    guard let place = draft.place, draft.context.role != .origin, draft.decision != .place,
      table.kinds[place] == .village || table.kinds[place] == .town
    else { return false }
    let unit = table.units[place]
    let isCertain =
      table.isProminent[place]
      || draft.candidates.count == 1 && draft.candidates[draft.best].level < 2
    var others: Set<Int> = []
    var isFar = true
    for anchor in anchors where anchor.draft != at && anchor.name != draft.match.nameKey {
      let kind = table.kinds[anchor.place]
      if kind == .governorate {
        if table.units[anchor.place] == unit { isFar = false }
        continue
      }
      let distance = table.distance(place, anchor.place)
      if kind == .village, draft.context.isOfSeveral, draft.context.cue == .village,
        draft.context.listedAfter == anchor.draft,
        distance > 45, !drafts[anchor.draft].isRemote
      {
        return true
      }
      if distance < 80 { isFar = false }
      if !table.isExtensive[anchor.place], !drafts[anchor.draft].isRemote {
        others.insert(anchor.place)
      }
    }
    return isFar && !isCertain && others.count >= 2
  }

  /// The word from which on a name tells where the one before lies: "قرية المشيرفة شرقي سراقب".
  private static func seenFrom(_ draft: MentionDraft) -> Int {
    let context = draft.context
    return context.isNear || context.bearing >= 0 || context.isLocative ? context.head : -1
  }

  /// Takes the best candidate, and its share together with those that lie where it lies.
  func choose(_ draft: inout MentionDraft) {
    guard !draft.candidates.isEmpty else { return }
    var best = 0
    for at in draft.candidates.indices
    where draft.candidates[at].score > draft.candidates[best].score { best = at }
    draft.best = best
    let top = draft.candidates[best]
    var same = 0.0
    var all = 0.0
    for candidate in draft.candidates {
      let weight = candidate.weight(against: top)
      all += weight
      let kind = table.kinds[candidate.place]
      // Two records of one place, or a town and the unit named after it.
      if table.distance(candidate.place, top.place) < 3
        || (kind.isAdministrative != table.kinds[top.place].isAdministrative
          && table.distance(candidate.place, top.place) < 80)
      {
        same += weight
      }
    }
    draft.share = same / all
  }
}

extension Array {
  /// The first index at which `isSecond` holds, where it holds from some index on.
  fileprivate func partitioningIndex(_ isSecond: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
