internal import Gazetteers
internal import NewsIngest
internal import TextAnalysis

extension MentionWriter {
  /// Names after a word for a village or the like that are spelled as none of the gazetteer.
  ///
  /// One that sounds like a place of the gazetteer is taken for it, with less confidence; of the
  /// others nothing is known but their span.
  ///
  /// - Parameter covered: Whether a token is of a name of the gazetteer.
  /// - Parameter named: Whether it is of a person's or an actor's name.
  func unknowns(_ covered: [Bool], besides named: [Bool], among found: [Mention]) -> [Mention] {
    var result: [Mention] = []
    for (token, note) in reading.notes.enumerated() where note.sense >= 0 && !note.hasArticle {
      let sense = index.senses[Int(note.sense)]
      guard let cue = sense.cue, cue.asksForUnknown, !covered[token] else { continue }
      if sense.traits.contains(.several), text.tokens[token].script == .arabic {
        result += listed(after: token, cue, covered, found)
        continue
      }
      let range =
        text.tokens[token].script == .arabic
        ? arabicName(after: token) : latinName(after: token)
      guard var range, !range.contains(where: { covered[$0] }),
        !decisions.isNever(range, of: text)
      else { continue }
      // A hill's name begins with its تل.
      if cue == .hill, text.tokens[token].script == .arabic, note.clitics.isSubset(of: .and) {
        range = token..<range.upperBound
      }
      var context = NameContext()
      context.cue = cue
      context.cueToken = token
      let mention = self.mention(
        of: range, prefixBytes: range.lowerBound == token && note.clitics == .and ? 2 : 0)
      result.append(sounding(mention, context, found) ?? unknown(mention, context))
    }
    var taken = covered
    for token in named.indices where named[token] { taken[token] = true }
    return result + latinNames(besides: taken, result, among: found)
  }

  /// How many names a list has at most.
  private static let longestList = 24

  /// The names of a list after a plural, "قرى X وY وZ", that are in no gazetteer.
  private func listed(
    after head: Int, _ cue: PlaceCue, _ covered: [Bool], _ found: [Mention]
  ) -> [Mention] {
    var result: [Mention] = []
    var context = NameContext()
    context.cue = cue
    context.cueToken = head
    var at = head + 1
    // "قرى وبلدات منها X وY", "القرى التالية: X".
    while at < text.tokens.count, at - head <= 4, leadsToList(at),
      text.tokens[at].sentence == text.tokens[head].sentence
    { at += 1 }
    for number in 0..<Self.longestList {
      guard text.tokens.indices.contains(at),
        text.tokens[at].sentence == text.tokens[head].sentence
      else { break }
      if covered[at] {
        repeat { at += 1 } while at < covered.count && covered[at] && !startsWithAnd(at)
        // A second word of the name that the gazetteer lacks.
        if at + 1 < text.tokens.count, !covered[at], !startsWithAnd(at),
          reading.notes[at].sense < 0, startsWithAnd(at + 1)
        {
          at += 1
        }
        continue
      }
      guard let range = number == 0 ? arabicName(after: at - 1) : listedName(at),
        !range.contains(where: { covered[$0] }),
        !decisions.isNever(range, of: text)
      else { break }
      let prefix = startsWithAnd(range.lowerBound) && number > 0 ? 2 : 0
      let mention = self.mention(of: range, prefixBytes: prefix)
      if let known = sounding(mention, context, found) {
        result.append(known)
      } else if reading.notes[range.lowerBound].sense < 0 {
        result.append(unknown(mention, context))
      } else {
        break  // an ordinary word that is no place near by ends the list
      }
      at = range.upperBound
    }
    return result
  }

  private static let listLeads: WordSet = [
    "منها", "ومنها", "هي", "وهي", "بينها", "ابرزها", "التاليه", "الاتيه", "عده", "من",
  ]

  private func leadsToList(_ token: Int) -> Bool {
    guard text.tokens[token].script == .arabic, !Self.listLeads.contains(token, in: text) else {
      return text.tokens[token].script == .arabic
    }
    let note = reading.notes[token]
    return note.sense >= 0 && note.clitics == .and
      && index.senses[Int(note.sense)].traits.contains(.several)
  }

  private func startsWithAnd(_ token: Int) -> Bool {
    let word = text.folded[text.tokens[token].folded]
    return word.count >= 8 && word.starts(with: [0xD9, 0x88])
  }

  /// The next name of a list: with the conjunction, and followed by one more, by the words that say
  /// where the list lies, or by the end of it.
  private func listedName(_ token: Int) -> Range<Int>? {
    guard startsWithAnd(token), reading.notes[token].sense < 0 || isOrdinaryName(token),
      text.tokens[token].gap.isSubset(of: [.space, .comma, .openQuote, .closeQuote, .quote])
    else { return nil }
    for end in [token + 1, token + 2] {
      guard end < text.tokens.count else { return token..<text.tokens.count }
      if closesName(end) { return token..<end }
    }
    return nil
  }

  /// "والمجدل": an ordinary word with an article, which names of villages are.
  private func isOrdinaryName(_ token: Int) -> Bool {
    let note = reading.notes[token]
    guard note.sense >= 0, note.hasArticle else { return false }
    let sense = index.senses[Int(note.sense)]
    return sense.cue == nil && sense.traits == .common
  }

  private func closesName(_ token: Int) -> Bool {
    if text.tokens[token].sentence != text.tokens[token - 1].sentence { return true }
    let gap = text.tokens[token].gap
    if !gap.isDisjoint(with: [.comma, .closeQuote, .quote, .period, .closeBracket, .openBracket]) {
      return true
    }
    if startsWithAnd(token) { return true }
    let note = reading.notes[token]
    guard note.sense >= 0 else { return false }
    let sense = index.senses[Int(note.sense)]
    return sense.cue != nil || !sense.traits.isDisjoint(with: [.locative, .from, .eventNoun])
  }

  func mention(of range: Range<Int>, prefixBytes: Int) -> Mention {
    let match = NameMatch(
      tokens: range, prefixBytes: prefixBytes, clitics: [], entry: -1, isLatin: false, spelling: 0,
      consonants: 0)
    let span = self.span(of: match)
    return Mention(
      span: span, text: writtenText(span, match), tokens: range,
      sentence: text.tokens[range.lowerBound].sentence, resolution: .unknown, role: .event)
  }

  func unknown(_ mention: Mention, _ context: NameContext) -> Mention {
    var mention = mention
    mention.eventScore = rounded(weights[.unresolved] * eventWeight(context))
    mention.reasons = ["in no gazetteer"]
    if context.cueToken >= 0 { mention.reasons.insert(cueReason(context), at: 0) }
    return mention
  }

  private func cueReason(_ context: NameContext) -> String {
    "cue \(text.text(of: context.cueToken..<context.cueToken + 1))"
  }

  // MARK: - By sound

  /// The mention as that of the place which its name sounds like.
  func sounding(
    _ mention: Mention, _ context: NameContext, _ found: [Mention]
  ) -> Mention? {
    let around = neighbours(of: mention, among: found)
    guard
      let answer = placeSounding(like: mention.text, cue: context.cue, around: around),
      let number = table.index(of: answer.place)
    else { return nil }
    var mention = mention
    let confidence = rounded(answer.confidence)
    mention.resolution = .resolved(answer.place, confidence: confidence, alternatives: [])
    mention.reasons = ["sounds like \(answer.place.nameEnglish)"]
    if context.cueToken >= 0 { mention.reasons.append(cueReason(context)) }
    mention.precision = Self.precision(of: answer.place)
    mention.point = answer.place.point
    mention.radius = answer.place.radius ?? Self.radius(ofPrecision: mention.precision)
    setRole(&mention, answer.place, number, context, confidence)
    return mention
  }

  /// The settlements and sites that the sentence, or else those beside it, surely name.
  ///
  /// - Parameters:
  ///   - found: Mentions in the order of the text.
  ///   - more: Others, in any order, which count as standing behind these.
  ///   - itself: The span of one that does not count.
  func neighbours(
    of mention: Mention, among found: [Mention], _ more: [Mention] = [],
    besides itself: TextSpan? = nil
  ) -> [Place] {
    func places(_ reach: Int) -> [Place] {
      func place(of other: Mention) -> Place? {
        guard abs(other.sentence - mention.sentence) <= reach, other.role != .origin,
          case .resolved(let place, let confidence, _) = other.resolution, confidence > 0.5,
          place.country == table.home, place.kind != .country, !place.isExtensive,
          itself != other.span
        else { return nil }
        return place
      }
      return found.of(sentences: mention.sentence - reach...mention.sentence + reach)
        .compactMap(place) + more.compactMap(place)
    }
    let here = places(0)
    return here.isEmpty || text.tokens[mention.tokens.lowerBound].script == .latin
      ? here + places(2) : here
  }

  private func arabicName(after cue: Int) -> Range<Int>? {
    let first = cue + 1
    guard isPlausible(first, after: cue) else { return nil }
    var end = first + 1
    // Words that are never a whole name.
    if isCompoundHead(first) {
      guard isPlausible(end, after: first) else { return nil }
      end += 1
    }
    return first..<end
  }

  func isCompoundHead(_ token: Int) -> Bool {
    index.senses(reading.notes[token]).contains(.compoundHead)
  }

  private func isPlausible(_ token: Int, after before: Int) -> Bool {
    guard text.tokens.indices.contains(token), text.tokens[token].script == .arabic,
      text.tokens[token].gap.isSubset(of: [.space, .openQuote, .quote]),
      text.tokens[token].folded.count >= 6
    else { return false }
    let note = reading.notes[token]
    if isCompoundHead(token) { return true }
    if note.sense >= 0 { return false }
    // An adjective of the noun before: صغيرة, سورية, محاصرة.
    if !text.hasPrefix(token, "ال"),
      text.hasSuffix(token, "يه") || (text.hasPrefix(token, "م") && text.hasSuffix(token, "ه"))
    {
      return false
    }
    // A verb or a pronoun with an ending of its own.
    return !text.hasSuffix(token, "ها") && !text.hasSuffix(token, "هم")
      && !text.hasSuffix(token, "وا") && !text.hasSuffix(token, "ته")
  }

  private func latinName(after cue: Int) -> Range<Int>? {
    // "the village of Xyz": without "of" the word after belongs to something else.
    var first = cue + 1
    guard text.tokens.indices.contains(first), text.isWord(first, "of"),
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
      let isOrdinary = reading.notes[end].sense >= 0 && end == first && !isCompoundHead(end)
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

extension [Mention] {
  /// Those of some sentences, of mentions in the order of the text.
  ///
  /// - Complexity: O(log *n*).
  func of(sentences: ClosedRange<Int>) -> ArraySlice<Mention> {
    func firstIndex(from sentence: Int) -> Int {
      var low = 0
      var high = count
      while low < high {
        let middle = (low + high) / 2
        if self[middle].sentence < sentence { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return self[firstIndex(from: sentences.lowerBound)..<firstIndex(from: sentences.upperBound + 1)]
  }
}
