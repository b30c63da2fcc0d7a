internal import Gazetteers
internal import NewsIngest
internal import TextAnalysis

/// Names in Latin letters whose spelling no table has: after words of place or of what is done to
/// places, and in lists with other names.
extension MentionWriter {
  /// How many words a name has at most.
  private static let longestLatinName = 4

  /// Verbs whose object is a place, in folded form.
  private static let verbs: WordSet = [
    "shelled", "bombed", "bombarded", "pounded", "hit", "struck", "captured", "recaptured",
    "seized",
    "retook", "took", "entered", "stormed", "besieged", "liberated", "regained", "raided",
    "overran", "evacuated", "capturing", "recapturing", "seizing", "retaking", "shelling",
    "bombing", "left", "reached", "controlled", "lost",
  ]

  /// Prepositions of place that no row of the lexicon has as such.
  private static let prepositions: WordSet = ["near", "outside", "around", "between", "through"]

  /// Words after which "of" leads to a place.
  private static let ofWhat: WordSet = [
    "out", "outskirts", "edge", "edges", "vicinity", "capture", "recapture", "seizure", "fall",
    "siege", "shelling", "bombing", "bombardment", "control", "suburb", "suburbs", "liberation",
    "entrance", "centre", "center", "storming", "area", "areas", "parts", "most", "side", "sides",
  ]

  /// Words that begin names of several words and are words of the lexicon.
  private static let heads: WordSet = [
    "abu", "umm", "um", "oum", "om", "bir", "beir", "al", "ain", "ayn", "ein", "kafr", "kafar",
    "kfar",
    "tal", "tel", "tell", "khan", "deir", "deyr", "dayr", "ras", "rass", "bab", "beit", "bait",
    "jisr", "sheikh", "shaikh", "jabal", "jebel", "khirbet", "qalaat", "hawsh", "hosh", "wadi",
  ]

  /// Words that may follow the last name of a list.
  private static let closers: WordSet = [
    "and", "in", "near", "on", "of", "with", "after", "from", "by", "at", "to", "killing",
    "wounding", "injuring", "leaving", "causing", "where", "which", "as", "were", "was", "while",
    "during", "north", "south", "east", "west", "northwest", "northeast", "southwest",
    "southeast", "killed", "today", "yesterday", "overnight", "this", "late", "early", "when",
    "but", "have", "has", "had", "amid", "following", "before", "village", "town", "villages",
  ]

  /// - Parameter covered: Whether a token is of a name of the gazetteer.
  func latinNames(
    besides covered: [Bool], _ unknown: [Mention], among found: [Mention]
  ) -> [Mention] {
    guard search != nil, isAtHome(found) else { return [] }
    var covered = covered
    for mention in unknown { for token in mention.tokens { covered[token] = true } }
    var result: [Mention] = []
    // The word after the last place, from where its list may go on.
    var listEnd = -1
    var at = 0
    while at < text.tokens.count {
      if covered[at] {
        repeat { at += 1 } while at < covered.count && covered[at]
        listEnd = at
        continue
      }
      guard text.tokens[at].script == .latin, let range = name(from: at, covered) else {
        at += 1
        continue
      }
      let context = self.context(of: range)
      let isInList = continuesList(range.lowerBound, listEnd)
      if context != nil || isInList, !decisions.isNever(range, of: text) {
        let mention = self.mention(of: range, prefixBytes: 0)
        let words = context ?? listContext(range)
        let isAlone = found.isEmpty && result.isEmpty
        if isOfPerson(range) || isAbbreviation(range) {
          // "Omar bin Adnan Street", "…, SANA reported".
        } else if let known = namesake(mention, words, found, result, isInList) {
          result.append(known)
          listEnd = range.upperBound
        } else if isNamedAsSettlement(range) || words.cueToken >= 0, !isAlone {
          result.append(self.unknown(mention, words))
          listEnd = range.upperBound
        } else if isInList, isClosed(range.upperBound), !isAlone {
          result.append(self.unknown(mention, words))
          listEnd = range.upperBound
        }
      }
      at = range.upperBound
    }
    return result
  }

  /// Whether the report surely names the home country, a unit or a known place of it: elsewhere too
  /// much sounds like one of its villages.
  func isAtHome(_ found: [Mention]) -> Bool {
    let isNamed = found.contains { mention in
      guard case .resolved(let place, let confidence, _) = mention.resolution,
        place.country == table.home, confidence > 0.5,
        !mention.reasons.contains("similar spelling"), let number = table.index(of: place)
      else { return false }
      return place.kind.isAdministrative || table.isProminent[number]
    }
    if isNamed { return true }
    let names = table.homeNames
    return text.tokens.indices.contains { token in
      guard text.tokens[token].isCapitalized, text.tokens[token].script == .latin else {
        return false
      }
      let word = text.foldedText(token)
      return names.contains { word.hasPrefix($0) }
    }
  }

  /// How many words stand at most between a place and the area that it is said to lie in.
  private static let areaGap = 6

  /// "X in Y province": of a place that was found by its sound the area only says where it lies.
  func settleAreas(_ found: inout [Mention], around more: [Mention]) {
    for at in found.indices {
      guard found[at].role == .event, let area = found[at].resolution.place,
        area.kind.isAdministrative || area.isExtensive
      else { continue }
      let lies = more.contains { other in
        guard other.sentence == found[at].sentence, let place = other.resolution.place,
          (0...Self.areaGap).contains(found[at].tokens.lowerBound - other.tokens.upperBound)
        else { return false }
        return area.isExtensive || place.adm1 == area.adm1 || place.adm1 == area.id
      }
      if lies { settle(&found[at], .encloses) }
    }
  }

  /// The capitalised words from `first` on that no lexicon has.
  func name(from first: Int, _ covered: [Bool]) -> Range<Int>? {
    var at = first
    var content = 0
    while at < text.tokens.count, at - first < Self.longestLatinName, !covered[at],
      text.tokens[at].script == .latin
    {
      let gap = text.tokens[at].gap
      if at > first, !gap.isSubset(of: [.space, .hyphen]) { break }
      let isArticle = self.isArticle(at)
      if isArticle {
        // "al-Shawla", "Ras al-Ain": an article leads to a capital.
        guard at + 1 < text.tokens.count, !covered[at + 1], text.tokens[at + 1].isCapitalized,
          text.tokens[at + 1].gap.isSubset(of: [.hyphen, .space]),
          text.tokens[at + 1].gap.contains(.hyphen) || text.tokens[at].isCapitalized
        else { break }
        at += 1
        continue
      }
      guard text.tokens[at].isCapitalized else { break }
      let isHead =
        Self.heads.contains(at, in: text) && at + 1 < text.tokens.count
        && (text.tokens[at + 1].isCapitalized || self.isArticle(at + 1))
      let follows = at > first && self.isArticle(at - 1)
      if reading.notes[at].sense >= 0, !isHead, !follows { break }
      if isHead, content == 0 {
        at += 1
        continue
      }
      content += 1
      at += 1
    }
    while at > first, isArticle(at - 1) { at -= 1 }
    guard content > 0, at > first else { return nil }
    return first..<at
  }

  private static let patronymics: WordSet = ["bin", "ibn", "bint", "ben"]

  func isOfPerson(_ range: Range<Int>) -> Bool {
    range.upperBound < text.tokens.count
      && Self.patronymics.contains(range.upperBound, in: text)
      && text.tokens[range.upperBound].gap == .space
  }

  private static let settlements: WordSet = ["town", "village", "city"]

  /// "In Kharita Town", "in Kharita village".
  private func isNamedAsSettlement(_ range: Range<Int>) -> Bool {
    let next = range.upperBound
    return next < text.tokens.count && text.tokens[next].gap == .space
      && Self.settlements.contains(next, in: text) && !range.contains(where: isWordOfActor)
  }

  private func isWordOfActor(_ token: Int) -> Bool { reading.notes[token].sense >= 0 }

  private func isArticle(_ token: Int) -> Bool {
    text.folded.withUnsafeBufferPointer {
      WordForm.isLatinArticle($0, text.tokens[token].folded)
    }
  }

  /// What the word before a name says, where it leads to a place.
  private func context(of range: Range<Int>) -> NameContext? {
    let before = range.lowerBound - 1
    guard before >= 0,
      text.tokens[range.lowerBound].gap.isSubset(of: [.space, .quote, .openQuote, .colon])
    else { return nil }
    if text.tokens[range.lowerBound].gap.contains(.colon), !opensList(before) { return nil }
    var context = NameContext()
    context.head = before
    let senses = index.senses(reading.notes[before])
    if senses.contains(.locative) {
      context.isLocative = true
      return context
    }
    if Self.prepositions.contains(before, in: text) {
      context.isLocative = true
      context.isNear = text.isWord(before, "near") || text.isWord(before, "outside")
      return context
    }
    if opensList(before) {
      context.isLocative = true
      context.cue = .village
      context.cueToken = before
      return context
    }
    if before > 0, text.isWord(before, "of"), Self.ofWhat.contains(before - 1, in: text) {
      context.isLocative = true
      return context
    }
    guard Self.verbs.contains(before, in: text) else { return nil }
    context.hasEventNoun = true
    return context
  }

  private static let listed: WordSet = ["villages", "towns", "hamlets"]
  private static let listLeads: WordSet = [
    "including", "as", "namely", "were", "are", "called", "named",
  ]

  /// "Towns or villages including X", "the villages taken were X", "three villages: X": a list begins.
  private func opensList(_ before: Int) -> Bool {
    guard text.tokens[before].script == .latin else { return false }
    let isColon = text.tokens[before + 1].gap.contains(.colon)
    guard isColon || Self.listLeads.contains(before, in: text) else { return false }
    let first = max(0, before - 9)
    return (first...before).contains {
      Self.listed.contains($0, in: text)
        && text.tokens[$0].sentence == text.tokens[before].sentence
    }
  }

  private func listContext(_ range: Range<Int>) -> NameContext {
    var context = NameContext()
    context.head = range.lowerBound
    return context
  }

  private func continuesList(_ token: Int, _ listEnd: Int) -> Bool {
    guard listEnd > 0, token >= listEnd,
      text.tokens[token].sentence == text.tokens[listEnd - 1].sentence
    else { return false }
    if token == listEnd { return text.tokens[token].gap.contains(.comma) }
    return token == listEnd + 1 && text.isWord(listEnd, "and")
      && text.tokens[token].gap == .space
  }

  private func isClosed(_ end: Int) -> Bool {
    guard end < text.tokens.count,
      text.tokens[end].sentence == text.tokens[end - 1].sentence
    else { return true }
    let gap = text.tokens[end].gap
    if !gap.isDisjoint(with: [.comma, .period, .openBracket, .closeBracket]) {
      // "in X, Y, a spokesman, said" is no list of places.
      return !text.isWord(end, "a") && !text.isWord(end, "the") && !text.isWord(end, "who")
    }
    return Self.closers.contains(end, in: text)
  }

  /// The places, units and regions of the country that are named within two sentences of a name.
  ///
  /// - Parameter found: Mentions in the order of the text.
  func places(near mention: Mention, _ found: [Mention]) -> [Place] {
    found.of(sentences: mention.sentence - 2...mention.sentence + 2).compactMap { other in
      guard other.span != mention.span, let place = other.resolution.place,
        place.country == table.home, place.kind != .country
      else { return nil }
      return place
    }
  }

  /// The mention as that of the place which its name sounds like.
  private func namesake(
    _ mention: Mention, _ context: NameContext, _ found: [Mention], _ more: [Mention],
    _ isInList: Bool
  ) -> Mention? {
    var known = Whereabouts()
    known.unit = unit(around: mention.tokens, found, more)
    known.around = neighbours(of: mention, among: found, more)
    known.nearby = places(near: mention, found) + places(near: mention, more)
    known.isLed = context.isLocative || isInList
    known.cue = context.cue
    return named(mention, context, known, found, more)
  }

  func named(
    _ mention: Mention, _ context: NameContext, _ known: Whereabouts, _ found: [Mention],
    _ more: [Mention] = []
  ) -> Mention? {
    guard let answer = placeSpelled(mention.text, known),
      let number = table.index(of: answer.place)
    else { return nil }
    // "Taybah and Toob": a name that another one is spelled as means another place.
    func isTaken(_ other: Mention) -> Bool {
      other.resolution.place?.id == answer.place.id
        && !other.reasons.contains { $0.hasPrefix("sounds") }
        && other.text.lowercased() != mention.text.lowercased()
    }
    let close = mention.sentence - 1...mention.sentence + 1
    if found.of(sentences: close).contains(where: isTaken)
      || more.of(sentences: close).contains(where: isTaken)
    {
      return nil
    }
    var mention = mention
    let confidence = rounded(answer.confidence)
    mention.resolution = .resolved(answer.place, confidence: confidence, alternatives: [])
    mention.reasons = ["sounds like \(answer.place.nameEnglish)"]
    mention.precision = Self.precision(of: answer.place)
    mention.point = answer.place.point
    mention.radius = answer.place.radius ?? Self.radius(ofPrecision: mention.precision)
    setRole(&mention, answer.place, number, context, confidence)
    return mention
  }

  /// The unit that a sentence names after a place, or else before it: "in X, Y province".
  ///
  /// - Parameters:
  ///   - found: Mentions in the order of the text.
  ///   - more: Others, in any order, which count as standing behind these.
  func unit(
    around tokens: Range<Int>, _ found: [Mention], _ more: [Mention] = []
  ) -> (id: String, adm1: String)? {
    let sentence = text.tokens[tokens.lowerBound].sentence
    func isUnit(_ other: Mention) -> Bool {
      guard other.sentence == sentence, !other.tokens.overlaps(tokens),
        let place = other.resolution.place
      else { return false }
      return place.kind.isAdministrative && place.kind != .country && place.country == table.home
        && other.role != .origin
    }
    func isAfter(_ other: Mention) -> Bool { other.tokens.lowerBound >= tokens.upperBound }
    func isBefore(_ other: Mention) -> Bool { other.tokens.upperBound <= tokens.lowerBound }
    let here = found.of(sentences: sentence...sentence)
    let after =
      here.first { isAfter($0) && isUnit($0) } ?? more.first { isAfter($0) && isUnit($0) }
    let best =
      after ?? more.last { isBefore($0) && isUnit($0) } ?? here.last { isBefore($0) && isUnit($0) }
    return best?.resolution.place.map { ($0.id, $0.kind == .governorate ? $0.id : $0.adm1) }
  }
}
