internal import Gazetteers
internal import TextAnalysis

extension ToponymResolver {
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

  func sense(of note: TokenNote) -> WordSense? {
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
    let isPointedBack = isNamedByKind(match, reading) && !mayBearKind(context)
    if isNamePart || isPointedBack || isOfNamedTown(match, context, text, reading) { return -1 }
    let isProminent = candidates.contains {
      table.isProminent[$0.place] && $0.level < (table.isExtensive[$0.place] ? 1 : 2)
    }
    let isGreat = candidates.contains { table.isGreat($0.place) }
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
        // Everybody knows how a city is spelled: الحمص is food.
        if !match.isLatin, hasArticle(match, text), isOfCities(candidates) { hood -= 0.4 }
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
      // "the Syrian town of X".
      if isOrdinary { return -1 }
    }
    if context.hasStrongCue {
      hood += 0.6
    } else if context.cue != nil || context.isNear || context.isBetween {
      hood += 0.3
    }
    if context.isLocative || context.isFrom { hood += 0.12 }
    if context.hasEventNoun {
      // "shelled Hadar": what is spelled as a place and has a capital.
      hood += match.isLatin && bestLevel == 0 && !isOrdinary ? 0.25 : 0.15
    }
    if context.isQuoted { hood += isOrdinary ? 0.1 : 0.25 }
    // قرية صغيرة
    if match.tokens.count == 1, let sense = sense(of: reading.notes[match.tokens.lowerBound]),
      sense.traits.contains(.adjective)
    {
      hood -= 0.7
    }
    if context.isAdjective { hood -= 0.7 }
    if context.isPartOfName, !context.hasStrongCue || (match.isLatin && bestLevel == 2) {
      return -1
    }
    if context.isOfDwellers { hood += 0.35 }
    if isOrdinary, match.isLatin, isWithArticleOfNames(match, text) { hood += 0.35 }
    if context.followsUnknownName, !isGreat { hood -= 0.5 }
    if !isOrdinary, words.count == 1, !isProminent, isOnlyBearer(match, candidates) { hood += 0.11 }
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

  func hasDigit(_ match: NameMatch, _ text: TokenizedText) -> Bool {
    match.tokens.contains { token in
      text.tokens[token].folded.contains { (0x30...0x39).contains(text.folded[$0]) }
    }
  }

  func hasArticle(_ match: NameMatch, _ text: TokenizedText) -> Bool {
    let word = text.tokens[match.tokens.lowerBound].folded
    return match.isLatin
      || text.folded.withUnsafeBufferPointer {
        WordForm.arabicStem($0, word.dropFirst(match.prefixBytes)).hasArticle
      }
  }

  /// Whether one place alone that more than one source has is spelled so, and the name is long enough
  /// not to be a word by chance.
  private func isOnlyBearer(
    _ match: NameMatch, _ candidates: [MentionDraft.Candidate]
  ) -> Bool {
    let exact = candidates.filter { $0.level == 0 && table.isWellKnown($0.place) }
    guard let first = exact.first,
      exact.allSatisfy({ table.distance($0.place, first.place) < 3 })
    else { return false }
    return match.isLatin ? match.consonants > 3 : table.hasLongName(first.place)
  }

  /// Whether only cities and their units have the name.
  private func isOfCities(_ candidates: [MentionDraft.Candidate]) -> Bool {
    candidates.allSatisfy {
      table.kinds[$0.place] == .city || table.kinds[$0.place].isAdministrative
    }
  }

  /// Whether the word is the beginning of "بلدة …", and no name.
  func isBareCue(_ note: TokenNote) -> Bool {
    note.sense >= 0 && !note.hasArticle && index.senses[Int(note.sense)].cue != nil
  }

  /// Whether the word is a kind with its article, which points back to a place that was named:
  /// "المدينة", "المحافظة". Hills, castles and camps do bear such names.
  private func isNamedByKind(_ match: NameMatch, _ reading: TextReading) -> Bool {
    guard match.tokens.count == 1, !match.isLatin else { return false }
    let note = reading.notes[match.tokens.lowerBound]
    guard note.hasArticle, note.sense >= 0, let cue = index.senses[Int(note.sense)].cue else {
      return false
    }
    return [
      .governorate, .city, .town, .village, .region, .neighbourhood, .countryside, .subDistrict,
      .facility,
    ]
    .contains(cue)
  }

  /// Whether the word before is one that such names stand after: "قرية المدينة", but "أحياء المدينة"
  /// and "قرب المدينة" point back.
  private func mayBearKind(_ context: NameContext) -> Bool {
    switch context.cue {
    case .village, .town, .hill, .mountain, .castle, .checkpoint: true
    default: false
    }
  }

  /// "حاجز البلدية في بلدة X": a checkpoint or a building that an ordinary word names and that stands
  /// in a town named right after it is no village of that name.
  private func isOfNamedTown(
    _ match: NameMatch, _ context: NameContext, _ text: TokenizedText, _ reading: TextReading
  ) -> Bool {
    guard context.cue == .checkpoint || context.cue == .facility,
      isOrdinary(match, text, reading)
    else { return false }
    let end = match.tokens.upperBound
    guard end + 1 < text.tokens.count, text.tokens[end].gap.joinsName,
      let next = sense(of: reading.notes[end])
    else { return false }
    if next.cue?.namesKind == true { return reading.notes[end].clitics.contains(.at) }
    guard next.traits.contains(.locative), text.tokens[end + 1].gap.joinsName,
      let kind = sense(of: reading.notes[end + 1])?.cue
    else { return false }
    return kind.namesKind
  }

  /// Whether the word is a kind of place and an adjective follows it: "المزارع المجاورة", the farms
  /// nearby.
  func isDescribedNoun(_ match: NameMatch, _ reading: TextReading) -> Bool {
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
  func isJoinedName(_ match: NameMatch) -> Bool {
    var link = index.entries[match.entry].firstBearer
    while link >= 0 {
      if index.bearers[Int(link)].words > 1 { return true }
      link = index.bearers[Int(link)].next
    }
    return false
  }

  /// Whether the name begins with an article and a hyphen, as no English word does: al-Bab; or within
  /// a sentence with one in capitals: Al Bab.
  private func isWithArticleOfNames(_ match: NameMatch, _ text: TokenizedText) -> Bool {
    let first = match.tokens.lowerBound
    guard match.tokens.count > 1, isArticle(first, text) else { return false }
    return text.tokens[first + 1].gap == .hyphen
      || (first > 0 && text.tokens[first].isCapitalized && text.tokens[first].gap == .space
        && text.tokens[first + 1].isCapitalized)
  }

  func isArticle(_ token: Int, _ text: TokenizedText) -> Bool {
    guard text.tokens[token].script == .latin else { return false }
    return text.folded.withUnsafeBufferPointer {
      WordForm.isLatinArticle($0, text.tokens[token].folded)
    }
  }
}
