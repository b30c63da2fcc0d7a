internal import TextAnalysis

/// Letters joined before an Arabic word.
struct Clitics: OptionSet, Hashable, Sendable {
  let rawValue: UInt8
  init(rawValue: UInt8) { self.rawValue = rawValue }
  /// و or ف.
  static let and = Clitics(rawValue: 1)
  /// ب.
  static let at = Clitics(rawValue: 2)
  /// ل.
  static let to = Clitics(rawValue: 4)
  /// ك.
  static let like = Clitics(rawValue: 8)
}

/// What the lexicon says of one word of a text.
struct TokenNote: Sendable {
  /// The index in the index's `senses`, -1 where it is no word of the lexicon.
  var sense: Int32 = -1
  var clitics: Clitics = []
  var hasArticle = false
}

/// A stretch of words that reads as a name of the gazetteer.
struct NameMatch: Sendable {
  var tokens: Range<Int>
  /// The bytes of the first word's folded form that are joined letters.
  var prefixBytes: Int
  var clitics: Clitics
  var entry: Int
  var isLatin: Bool
  /// How the name is spelled here.
  var spelling: UInt64
  /// Consonants of a Latin name.
  var consonants: Int

  /// What two mentions of one name have alike: in Latin letters the spelling, as many names share
  /// their consonants.
  var nameKey: UInt64 { isLatin ? spelling : UInt64(entry) }
}

/// A text as the name index sees it.
struct TextReading: Sendable {
  var notes: [TokenNote] = []
  var matches: [NameMatch] = []
}

extension NameIndex {
  /// The lexicon's words and the longest names, from left to right, in one pass.
  ///
  /// - Complexity: O(*n*) for *n* bytes, as names have at most eight words.
  ///
  /// - Parameter decisions: A name that is decided to mean a place is read as one even where it is a
  ///   word of the lexicon.
  func read(_ text: TokenizedText, decisions: PlaceDecisions) -> TextReading {
    var reading = TextReading()
    reading.notes.reserveCapacity(text.tokens.count)
    text.folded.withUnsafeBufferPointer { bytes in
      text.tokens.withUnsafeBufferPointer { tokens in
        var free = 0
        for at in tokens.indices {
          let mayStart = at >= free
          var match: NameMatch?
          switch tokens[at].script {
          case .arabic:
            reading.notes.append(
              readArabic(at, tokens, bytes, mayStart: mayStart, match: &match))
          case .latin:
            reading.notes.append(readLatin(at, tokens, bytes, mayStart: mayStart, match: &match))
          default: reading.notes.append(TokenNote())
          }
          if let match,
            !isNoName(match, reading.notes[at]) && !isDirectionFromName(match, reading.notes)
              || decisions.meansPlace(match)
          {
            reading.matches.append(match)
            free = match.tokens.upperBound
          }
        }
      }
    }
    return reading
  }

  /// Whether a region's name is meant as a direction: "5 كم شمال الرقة", "حي الميدان شرقي حلب".
  private func isDirectionFromName(_ match: NameMatch, _ notes: [TokenNote]) -> Bool {
    let start = match.tokens.lowerBound
    guard match.tokens.count > 1, start > 0, cue(notes[start]) == .direction else { return false }
    let before = senses(notes[start - 1])
    return !before.isDisjoint(with: [.kilometres, .miles])
      || (start > 1 && cue(notes[start - 2]) == .neighbourhood)
  }

  private func cue(_ note: TokenNote) -> PlaceCue? {
    note.sense < 0 ? nil : senses[Int(note.sense)].cue
  }

  /// Whether one word that matched is there for what it says of the next ones: بلدة, جيش, كفر.
  private func isNoName(_ match: NameMatch, _ note: TokenNote) -> Bool {
    guard match.tokens.count == 1, note.sense >= 0 else { return false }
    let sense = senses[Int(note.sense)]
    if sense.traits.contains(.filler) { return true }
    if note.hasArticle { return false }
    return sense.cue != nil || !sense.traits.isSubset(of: [.common, .givenName])
  }

  // MARK: - Arabic

  @inline(__always)
  private func readArabic(
    _ at: Int, _ tokens: UnsafeBufferPointer<Token>, _ bytes: UnsafeBufferPointer<UInt8>,
    mayStart: Bool, match: inout NameMatch?
  ) -> TokenNote {
    let word = tokens[at].folded
    var note = TokenNote()
    var clitics: Clitics = []
    var start = word.lowerBound
    var articleByJoining = false
    // Waw or feh, then beh, lam or kaf, each only before at least two letters.
    for step in 0..<4 {
      if step > 0 {
        guard word.upperBound - start >= 6, let next = clitic(bytes, start, after: clitics) else {
          break
        }
        clitics.formUnion(next)
        start += 2
        // لل is ل and ال.
        if next == .to, bytes[start] == 0xD9, bytes[start + 1] == 0x84 {
          start += 2
          articleByJoining = true
        }
        guard word.upperBound - start >= 4 else { break }
      }
      let (stem, hasArticle) = WordForm.arabicStem(bytes, start..<word.upperBound)
      var hash = NameHash.arabic
      hash.add(bytes, stem)
      let found = find(hash)
      if found >= 0, entries[found].sense >= 0, note.sense < 0 {
        note = TokenNote(
          sense: entries[found].sense, clitics: clitics,
          hasArticle: hasArticle || articleByJoining)
      }
      if mayStart {
        let before = match?.tokens.count ?? 0
        // Two letters after a joined one are no name.
        if found >= 0, clitics.isEmpty || stem.count >= 6 || entries[found].isPrefix {
          let (end, entry) = extendArabic(
            at, hash, found, hasArticle: hasArticle, tokens, bytes)
          let isLongEnough = clitics.isEmpty || stem.count >= 6 || end - at > 1
          if end - at > before, isLongEnough {
            match = NameMatch(
              tokens: at..<end, prefixBytes: start - word.lowerBound, clitics: clitics,
              entry: entry, isLatin: false, spelling: 0, consonants: 0)
            match?.spelling = spelling(
              at..<end, from: start, articleByJoining: articleByJoining, tokens, bytes)
          }
        }
        // تلة before a name is تل.
        if found >= 0, stem.count == 6, end(of: stem, in: bytes, is: (0xD8, 0xAA, 0xD9, 0x84)) {
          var head = NameHash.arabic
          head.add(bytes, stem.dropLast(2))
          let headEntry = find(head)
          if headEntry >= 0 {
            let (end, entry) = extendArabic(
              at, head, headEntry, hasArticle: false, tokens, bytes)
            if end - at > max(1, match?.tokens.count ?? 0) {
              match = NameMatch(
                tokens: at..<end, prefixBytes: start - word.lowerBound, clitics: clitics,
                entry: entry, isLatin: false, spelling: 0, consonants: 0)
              match?.spelling = spelling(
                at..<end, from: start, articleByJoining: articleByJoining, tokens, bytes)
            }
          }
        }
      }
      // A word of the lexicon is not taken apart further.
      if note.sense >= 0 { break }
      if articleByJoining { break }
    }
    return note
  }

  /// Whether a word of three letters begins with the two of `pair` and ends in ه.
  private func end(
    of stem: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, is pair: (UInt8, UInt8, UInt8, UInt8)
  ) -> Bool {
    let at = stem.lowerBound
    return bytes[at] == pair.0 && bytes[at + 1] == pair.1 && bytes[at + 2] == pair.2
      && bytes[at + 3] == pair.3 && bytes[at + 4] == 0xD9 && bytes[at + 5] == 0x87
  }

  @inline(__always)
  private func clitic(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, after earlier: Clitics
  ) -> Clitics? {
    switch (bytes[at], bytes[at + 1]) {
    case (0xD9, 0x88), (0xD9, 0x81): earlier.isEmpty ? .and : nil
    case (0xD8, 0xA8): earlier.isSubset(of: .and) ? .at : nil
    case (0xD9, 0x84): earlier.isSubset(of: .and) ? .to : nil
    case (0xD9, 0x83): earlier.isSubset(of: .and) ? .like : nil
    default: nil
    }
  }

  private func extendArabic(
    _ at: Int, _ first: NameHash, _ firstEntry: Int, hasArticle: Bool,
    _ tokens: UnsafeBufferPointer<Token>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (end: Int, entry: Int) {
    var best = entries[firstEntry].firstBearer >= 0 ? (at + 1, firstEntry) : (at, firstEntry)
    var hash = first
    var entry = firstEntry
    var next = at + 1
    while entries[entry].isPrefix, next < tokens.count, next - at < 8,
      tokens[next].script == .arabic || tokens[next].script == .digits, tokens[next].gap.joinsName
    {
      // In "الباب شرقي حلب" the direction is no part of the name, as in "باب شرقي".
      if hasArticle, best.0 > at, isDirection(tokens[next].folded, bytes) { break }
      hash.add(
        bytes,
        tokens[next].script == .arabic
          ? WordForm.arabicStem(bytes, tokens[next].folded).stem : tokens[next].folded)
      entry = find(hash)
      if entry < 0 { break }
      next += 1
      if entries[entry].firstBearer >= 0 { best = (next, entry) }
    }
    return best
  }

  private func isDirection(_ word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let (stem, hasArticle) = WordForm.arabicStem(bytes, word)
    if hasArticle { return false }
    var hash = NameHash.arabic
    hash.add(bytes, stem)
    let found = find(hash)
    return found >= 0 && entries[found].sense >= 0
      && senses[Int(entries[found].sense)].cue == .direction
  }

  private func spelling(
    _ range: Range<Int>, from start: Int, articleByJoining: Bool,
    _ tokens: UnsafeBufferPointer<Token>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> UInt64 {
    var hash = NameHash.spelling
    if articleByJoining { for byte: UInt8 in [0xD8, 0xA7, 0xD9, 0x84] { hash.add(byte) } }
    hash.add(bytes, start..<tokens[range.lowerBound].folded.upperBound)
    for token in range.dropFirst() {
      hash.add(0x20)
      hash.add(bytes, tokens[token].folded)
    }
    return hash.value
  }

  // MARK: - Latin

  private func readLatin(
    _ at: Int, _ tokens: UnsafeBufferPointer<Token>, _ bytes: UnsafeBufferPointer<UInt8>,
    mayStart: Bool, match: inout NameMatch?
  ) -> TokenNote {
    var note = TokenNote()
    var exact = NameHash.latin
    exact.add(bytes, tokens[at].folded)
    let word = find(exact)
    if word >= 0 { note.sense = entries[word].sense }
    guard mayStart else { return note }
    // "In Deir Ezzor": a preposition at the beginning of a sentence is no Ain.
    if note.sense >= 0, !WordForm.isLatinArticle(bytes, tokens[at].folded),
      !senses[Int(note.sense)].traits.isDisjoint(with: [.locative, .from, .filler])
    {
      return note
    }
    // A name begins with a capital letter, or with an article before one.
    var first = at
    if WordForm.isLatinArticle(bytes, tokens[at].folded) {
      guard at + 1 < tokens.count, tokens[at + 1].script == .latin,
        tokens[at + 1].isCapitalized, tokens[at + 1].gap.joinsName,
        tokens[at + 1].gap.contains(.hyphen) || tokens[at].isCapitalized
      else { return note }
      first = at + 1
    }
    let isDirection = first == at && startsRegion(note)
    guard tokens[first].isCapitalized || isDirection else { return note }

    var hash = NameHash.skeleton
    var spelling = NameHash.spelling
    var consonants = WordForm.addSkeleton(of: tokens[first].folded, in: bytes, to: &hash)
    spelling.add(bytes, tokens[first].folded)
    var entry = find(hash)
    var next = first + 1
    var words = 1
    var isAllCapitalized = true
    // Whether a word such as "city" was read as a part of the name.
    var hasWordInside = false
    while entry >= 0 {
      if entries[entry].firstBearer >= 0,
        !isDirection || (words > 1 && !cutsName(at + 1, next, tokens, bytes)),
        !hasWordInside || isSpelled(entry, spelling),
        words == 1 || hasBearer(entry, words: words)
          || (isAllCapitalized && hasBearer(entry, words: 1))
      {
        match = NameMatch(
          tokens: at..<next, prefixBytes: 0, clitics: [], entry: entry, isLatin: true,
          spelling: spelling.value, consonants: consonants)
      }
      guard entries[entry].isPrefix, next < tokens.count, next - at < 8 else { break }
      // The article inside a name: Deir ez-Zor.
      var content = next
      if WordForm.isLatinArticle(bytes, tokens[next].folded), next + 1 < tokens.count,
        tokens[next].gap.joinsName
      {
        content = next + 1
      }
      guard tokens[content].script == .latin || tokens[content].script == .digits,
        tokens[content].gap.joinsName,
        tokens[content].isCapitalized || tokens[content].gap.contains(.hyphen)
          || tokens[content].script == .digits || isCue(tokens[content].folded, bytes)
      else { break }
      consonants += WordForm.addSkeleton(of: tokens[content].folded, in: bytes, to: &hash)
      spelling.add(0x20)
      spelling.add(bytes, tokens[content].folded)
      words += 1
      if !tokens[content].isCapitalized {
        isAllCapitalized = false
        if tokens[content].script == .latin, !tokens[content].gap.contains(.hyphen) {
          hasWordInside = true
        }
      }
      next = content + 1
      entry = find(hash)
    }
    return note
  }

  /// Whether the words from `start` on are a name that goes on at `end`: "eastern Deir Ezzor" is not
  /// the village Eastern Deir.
  private func cutsName(
    _ start: Int, _ end: Int, _ tokens: UnsafeBufferPointer<Token>,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard end == start + 1, end < tokens.count, tokens[end].script == .latin,
      tokens[end].isCapitalized, tokens[end].gap.joinsName
    else { return false }
    var hash = NameHash.skeleton
    for token in start...end {
      _ = WordForm.addSkeleton(of: tokens[token].folded, in: bytes, to: &hash)
    }
    let entry = find(hash)
    return entry >= 0 && hasBearer(entry, words: 2)
  }

  /// Whether a name is spelled so: "Hama military airport", but "Daraa city" is no Dar Kuwayta.
  private func isSpelled(_ entry: Int, _ spelling: NameHash) -> Bool {
    var link = entries[entry].firstBearer
    while link >= 0 {
      if bearers[Int(link)].spelling == spelling.value { return true }
      link = bearers[Int(link)].next
    }
    return false
  }

  /// Whether a name with this key has so many words: "Daraa city" and a village Dirkat share the
  /// consonants.
  private func hasBearer(_ entry: Int, words: Int) -> Bool {
    var link = entries[entry].firstBearer
    while link >= 0 {
      if Int(bearers[Int(link)].words) == words { return true }
      link = bearers[Int(link)].next
    }
    return false
  }

  /// Whether a word in lower case may begin a region's name: northern Hama.
  private func startsRegion(_ note: TokenNote) -> Bool {
    guard note.sense >= 0 else { return false }
    let sense = senses[Int(note.sense)]
    return sense.cue == .direction || sense.traits.contains(.directionAdjective)
  }

  /// Whether a word may stand in lower case in a name: Hama military airport.
  private func isCue(_ word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var hash = NameHash.latin
    hash.add(bytes, word)
    let found = find(hash)
    guard found >= 0, entries[found].sense >= 0 else { return false }
    let sense = senses[Int(entries[found].sense)]
    return sense.cue != nil || sense.traits.contains(.joiner)
  }
}
