internal import Gazetteers
internal import TextAnalysis

extension ToponymResolver {
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
      // Names abroad that only sound alike would crowd out those at home.
      if full.contains(place) || (level == 2 && place >= table.firstForeign) { continue }
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
          && !(match.isLatin && match.consonants > 2
            && (table.isProminent[$0.place] || table.places[$0.place].country == table.home))
      }
    }
    // Gazetteers leave out articles more often than texts put in wrong ones.
    let isArticleAdded = !match.isLatin && hasArticle(match, text)
    for at in result.indices {
      result[at].base = baseScore(result[at], match, context)
      if isArticleAdded, result[at].level == 1 { result[at].base += 0.3 }
      // Kabani is not Kobani, unless much else says so.
      if hasExact, result[at].level == 2, !table.kinds[result[at].place].isAdministrative {
        let isMinor = !table.isProminent[result[at].place]
        let isQuarter =
          table.kinds[result[at].place] == .neighbourhood
          && (context.cue == .neighbourhood || context.cue == .district)
        result[at].base -= isQuarter ? 1 : isMinor ? 2 : 3.5
      }
    }
    result.sort { ($1.base, $0.place) < ($0.base, $1.place) }
    if result.count > 64 { result.removeLast(result.count - 64) }
    for at in result.indices { result[at].score = result[at].base }
    return result
  }

  /// The places whose full name is the cue and the name: of "مخيمي النيرب وحندرات" the camps
  /// "مخيم النيرب" and "مخيم حندرات".
  func fullNames(
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
  static let unitCues: Set<PlaceCue?> = [
    .governorate, .district, .subDistrict, .countryside, .direction, .region,
  ]

  func baseScore(
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
      if cue == .town, match.isLatin {
        // English reports call cities towns, and the suburbs of a city.
        if kind == .city { score += 1.4 }
        if kind == .neighbourhood, candidate.level == 0 { score += 2 }
      }
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
}
