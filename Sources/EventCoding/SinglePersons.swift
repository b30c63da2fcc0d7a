internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

/// Persons without a number: one who is named by what he is, by a name, by a pronoun.
extension CountReader {
  /// Of whose kin the dead are, joined to them, in folded form.
  static let kin = WordTable<Int>([
    ("وزوجته", 1), ("وزوجها", 1), ("وطفله", 1), ("وطفلها", 1), ("وطفلته", 1), ("وطفلتها", 1),
    ("وابنه", 1),
    ("وابنها", 1), ("وابنته", 1), ("وابنتها", 1), ("ووالدته", 1), ("ووالده", 1), ("ووالدتها", 1),
    ("وشقيقه", 1),
    ("وشقيقته", 1), ("وشقيقها", 1), ("ونجله", 1), ("ومرافقه", 1), ("وسايقه", 1), ("ورفيقه", 1),
    ("وطفليها", 2),
    ("وطفليه", 2), ("وطفليهما", 2), ("وابنيه", 2), ("وابنيها", 2), ("وولديه", 2), ("وولديها", 2),
    ("ومرافقيه", 2),
    ("وطفلهما", 1), ("وطفلتهما", 1), ("وابنهما", 1), ("وابنتهما", 1), ("وطفلاهما", 2),
    ("واخوه", 1), ("واخته", 1), ("واخوها", 1), ("واختها", 1), ("وصهره", 1), ("وخاله", 1),
    ("وعمه", 1), ("وجده", 1), ("وجدته", 1), ("وحفيده", 1), ("وحفيدته", 1), ("وحفيدها", 1),
    ("ووالداه", 2), ("وولداه", 2), ("وولده", 1), ("وولدها", 1), ("وزوجتيه", 2), ("وزوجتاه", 2),
    ("ورفيقيه", 2), ("ورفيقاه", 2), ("وقريبه", 1), ("وقريبها", 1), ("وصديقه", 1), ("وصديقيه", 2),
    ("وحارسه", 1), ("ومرافقاه", 2), ("وطفلاه", 2), ("وطفلاها", 2), ("وابناه", 2), ("وابناها", 2),
    ("وشقيقاه", 2), ("ونجلاه", 2), ("ونجليه", 2), ("ومساعده", 1), ("وزميله", 1),
    ("وشقيقيه", 2), ("وطفلتيها", 2), ("وطفلتيه", 2), ("وابنتيه", 2),
  ])

  /// "طفلين وامرأة ورجل": one more for each person who is joined to a number without one.
  func joined(to count: ReadCount, head: Int?) -> [ReadCount] {
    let text = reading.text
    var result: [ReadCount] = []
    var token = max(count.tokens.upperBound, (head ?? 0) + 1)
    while token < text.tokens.count, text.tokens[token].gap == .space,
      let number = PersonNoun.isOneMore(token, in: text) ? 1 : Self.kin.value(of: token, in: text)
    {
      var one = count
      one.tokens = token..<token + 1
      one.people = one.tokens
      one.mention.span = reading.span(of: one.tokens)
      one.mention.text = text.text(of: one.tokens)
      one.mention.tally = Tally(low: number, best: number, high: number)
      one.mention.rule = "joined+" + count.mention.rule
      result.append(one)
      token += 1
    }
    return result
  }

  /// "قيادي في تنظيم … ومرافقه": kin and companions a few words further on.
  private func kin(of one: ReadCount) -> [ReadCount] {
    let text = reading.text
    let start = one.tokens.upperBound
    for token in start..<min(text.tokens.count, start + Self.kinReach) {
      guard text.tokens[token].gap == .space || text.tokens[token].gap.contains(.closeQuote),
        reading.cues.starting(in: token..<token + 1).isEmpty
      else { return [] }
      if Self.kin.value(of: token, in: text) != nil { return joined(to: one, head: token - 1) }
    }
    return []
  }

  private static let kinReach = 7

  /// Who fights, of the people whom one word names; in folded form.
  static let fighters: WordSet = [
    "عنصر", "عنصرا", "مقاتل", "مقاتلا", "جندي", "جنديا", "ضابط", "ضابطا", "مسلح", "مسلحا", "عسكري",
    "عسكريا", "قيادي", "قياديا", "قايد", "قايدا", "القيادي", "القايد", "عميد", "عميدا", "عقيد",
    "عقيدا", "نقيب", "نقيبا", "ملازم", "ملازما", "رايد", "مقدم", "طيار", "طيارا", "مجند", "مجندا",
    "soldier", "fighter", "militant", "officer", "commander", "gunman", "general", "colonel",
    "captain", "lieutenant", "sergeant", "pilot", "rebel", "insurgent", "jihadist", "conscript",
    "recruit", "sniper", "brigadier", "guard", "serviceman", "marine", "militiaman",
  ]

  /// One person who is named by what he is, without a number: "قُتل مدني", "killed a soldier".
  func singles(besides counts: [ReadCount]) -> [ReadCount] {
    let text = reading.text
    var result: [ReadCount] = []
    for cue in reading.cues {
      var kind = cue.countKind
      // "Shot dead a mayor", "اغتال مجهولون قياديا".
      if cue.cue.kind == .event(.attack), cue.cue.frame == .attacker, cue.cue.weight >= 0.85 {
        kind = .killed
      }
      // "العثور على جثة": one, where nobody counts more.
      if cue.cue.kind == .event(.burialOrRecovery), isOneBody(cue) { kind = .killed }
      guard let kind, kind == .killed || kind == .injured else { continue }
      // "الشهيد القائد …": a title before a name counts nobody.
      if cue.first.lostArticle { continue }
      // "Security forces killed 12 after the death of a leader": what it came after.
      if cue.part == .noun || cue.part == .phrase, isOccasion(cue, besides: counts) { continue }
      let sentence = text.tokens[cue.tokens.lowerBound].sentence
      let end = text.tokens.count
      var found: Int?
      if isArabic(cue.tokens.lowerBound) {
        // The one right after the verb or noun, perhaps after words of time or the doer.
        let after = cue.tokens.upperBound..<min(end, cue.tokens.upperBound + 5)
        let next = after.first { !reading.timeWords.contains($0) && !isActor($0) }
        found = next.flatMap { isOne($0) || isOneOf($0) ? $0 : nil }
        if cue.part == .past, let subject = subject(before: cue, counts) { found = subject }
        if found == nil, cue.part == .past { found = named(before: cue, besides: counts) }
        if found == nil, cue.part == .past || cue.part == .present {
          // "قتل مسلحون من التنظيم … عنصراً": the object of an active verb.
          found = (cue.tokens.upperBound..<min(end, cue.tokens.upperBound + Self.objectReach)).first
          {
            text.hasSuffix($0, "ا") && isOne($0)
          }.flatMap { isUnbroken(cue.tokens.upperBound..<$0) ? $0 : nil }
        }
        if found == nil, kind == .killed, cue.countKind == nil, let next {
          // "اغتالت خلية مجهولة القيادي …": the doer has no name that is known.
          found = (next..<min(end, next + 4)).dropFirst().first(where: isOne).flatMap {
            isPlain(next + 1..<$0 + 1) ? $0 : nil
          }
        }
      } else {
        let after = cue.tokens.upperBound..<min(end, cue.tokens.upperBound + 6)
        let before = max(0, cue.tokens.lowerBound - 6)..<cue.tokens.lowerBound
        // Before an active verb stands who did it: "a colonel shot dead fifteen recruits".
        let ranges = isOfVictim(cue) ? [after, before] : [after]
        for range in ranges {
          found = range.last { token in
            PersonNoun.isOne(token, in: text) && token > 0
              && (max(range.lowerBound, token - 4)..<token).contains {
                Self.determiners.contains($0, in: text)
                  && isPlain($0 + 1..<token)
              }
          }
          if found != nil { break }
        }
        if found == nil, let next = after.first, cue.countKind != nil,
          text.isWord(next, "another")
            || (text.isWord(next, "the") && text.isWord(next + 1, "other"))
        {
          found = next  // "killing one and wounding the other"
        }
      }
      if found == nil, kind == .killed, isOfPronoun(cue, besides: counts, result) {
        found = cue.tokens.lowerBound
      }
      if found == nil, isOfOne(cue, besides: counts) { found = cue.tokens.lowerBound }
      var number = 1
      if found == nil, let meant = pronounCount(cue, besides: counts, result) {
        found = cue.tokens.lowerBound
        number = meant
      }
      guard let found, text.tokens[found].sentence == sentence,
        counts.starting(in: max(0, found - 1)..<found + 2).allSatisfy({
          // "امرأة وطفلين": one, and two more.
          isArabic(found) && $0.tokens.lowerBound == found + 1 && text.hasPrefix(found + 1, "و")
        }),
        !counts.starting(in: max(0, found - 8)..<found).contains(where: {
          $0.tokens.contains(found) || $0.people.contains(found)
        }),
        !result.contains(where: { $0.tokens.contains(found) }), !precedeShare(found),
        !isSpeaking(found)
      else { continue }
      let isFighter = Self.fighters.contains(found, in: text)
      result.append(
        ReadCount(
          tokens: found..<found + 1,
          mention: CountMention(
            span: reading.span(of: found..<found + 1), text: text.text(of: found..<found + 1),
            kind: kind, tally: Tally(low: number, best: number, high: number),
            areCivilians: !isFighter && number == 1 && found != cue.tokens.lowerBound,
            ofActors: singleOwners(found, isFighter: isFighter), rule: "singular+" + cue.cue.id),
          areFighters: isFighter, people: found..<found + 1))
      if let one = result.last {
        let more = joined(to: one, head: found)
        result += more.isEmpty ? kin(of: one) : more
      }
    }
    return result
  }

  /// "…, a local doctor said".
  private func isSpeaking(_ token: Int) -> Bool {
    let text = reading.text
    return text.tokens[token].script == .latin && token + 1 < text.tokens.count
      && text.tokens[token + 1].gap == .space && reading.has(.claim, in: token + 1..<token + 2)
  }

  /// One more besides those who were told before: "وأصيب ثالث", "وجرح آخر".
  static let another: WordSet = [
    "اخر", "ثان", "ثانيه", "ثالث", "ثالثه", "رابع", "رابعه", "خامس", "شقيقه", "شقيقها", "شقيقته",
    "شقيقتها", "زوجته", "زوجها", "والده", "والدها", "والدته", "والدتها", "ابنه", "ابنها", "ابنته",
    "ابنتها", "نجله", "نجلها", "رفيقه", "مرافقه", "سايقه", "طفله", "طفلها", "طفلته", "طفلتها",
  ]

  /// "…, killing him on the spot", where nobody of the sentence was counted.
  private func isOfPronoun(
    _ cue: CueMatch, besides counts: [ReadCount], _ singles: [ReadCount]
  ) -> Bool {
    let text = reading.text
    let next = cue.tokens.upperBound
    guard next < text.tokens.count, text.isWord(next, "him") || text.isWord(next, "her"),
      text.tokens[next].gap == .space
    else { return false }
    let sentence = reading.sentenceRanges[text.tokens[next].sentence]
    func isDead(_ count: ReadCount) -> Bool {
      sentence.contains(count.tokens.lowerBound) && count.mention.kind == .killed
    }
    return !counts.contains(where: isDead) && !singles.contains(where: isDead)
  }

  /// "أحد الشبان", "أحد عناصر قسد".
  private func isOneOf(_ token: Int) -> Bool {
    let text = reading.text
    guard text.isWord(token, "احد") || text.isWord(token, "احدي"), token + 1 < text.tokens.count,
      text.tokens[token + 1].gap == .space
    else { return false }
    let whose = token + 1..<token + 2
    return text.hasPrefix(token + 1, "ال") || reading.has(.combatant, in: whose)
      || reading.has(.civilian, in: whose)
  }

  /// "المدعو … قُتل ليل الأربعاء": one who is named before the verb, where nobody else was counted.
  private func named(before cue: CueMatch, besides counts: [ReadCount]) -> Int? {
    let start = cue.tokens.lowerBound
    let sentence = reading.sentenceRanges[reading.text.tokens[start].sentence]
    guard !counts.contains(where: { sentence.contains($0.tokens.lowerBound) }) else { return nil }
    let before = max(sentence.lowerBound, start - Self.nameReach)..<start
    return reading.markers(.given, in: before).first.flatMap { name in
      let between = name.tokens.lowerBound..<start
      return isUnbroken(between) && reading.actors.starting(in: between).isEmpty
        ? name.tokens.lowerBound : nil
    }
  }

  /// "إن مدنياً قُتل وأُصيب ثلاثة": the subject of what is reported stands before its verb.
  private func subject(before cue: CueMatch, _ counts: [ReadCount]) -> Int? {
    let text = reading.text
    let start = cue.tokens.lowerBound
    let next = cue.tokens.upperBound
    guard start > 1, text.tokens[start].gap == .space, !cue.first.hasConjunction, isOne(start - 1),
      // "إن قائداً قتل ثلاثة": he did it.
      counts.starting(in: next..<next + 1).isEmpty, next == text.tokens.count || !isOne(next),
      text.isWord(start - 2, "ان")
        || (text.hasSuffix(start - 1, "ا") && text.isWord(start - 3, "ان"))
    else { return nil }
    return start - 1
  }

  /// A name has so many words before its verb at most.
  private static let nameReach = 4

  private static let afters: WordSet = ["after", "following", "over", "بعد", "عقب", "اثر"]

  /// Whether a death only is what something that cost other lives came after.
  private func isOccasion(_ cue: CueMatch, besides counts: [ReadCount]) -> Bool {
    let text = reading.text
    let start = cue.tokens.lowerBound
    let sentence = reading.sentenceRanges[text.tokens[start].sentence]
    let before = max(sentence.lowerBound, start - 2)..<start
    return before.contains { Self.afters.contains($0, in: text) }
      && counts.contains {
        sentence.contains($0.tokens.lowerBound) && $0.tokens.upperBound <= before.lowerBound
          && $0.mention.kind == .killed
      }
  }

  /// How far behind an active verb its object is looked for.
  static let objectReach = 14

  /// Whether no comma and no other verb stands among some words.
  func isUnbroken(_ tokens: Range<Int>) -> Bool {
    reading.cues.starting(in: tokens).isEmpty
      && tokens.allSatisfy { reading.text.tokens[$0].gap.isDisjoint(with: [.comma, .colon]) }
  }

  func isOne(_ token: Int) -> Bool {
    let text = reading.text
    return Self.fighters.contains(token, in: text) || Self.another.contains(token, in: text)
      || reading.has(.given, in: token..<token + 1)
      || PersonNoun.isOne(token, in: text)
  }

  static let dying: WordSet = ["died", "dies", "dead", "dying", "perished"]
  static let auxiliaries: WordSet = [
    "was", "were", "been", "being", "be", "is", "are", "reported", "found", "have", "has", "had",
  ]

  private static let afterVictims: WordSet = [
    "in", "by", "during", "near", "at", "after", "when", "as", "outside", "on", "overnight",
  ]

  /// Whether an English verb has the victim before it: a passive, or a word for dying.
  func isOfVictim(_ cue: CueMatch) -> Bool {
    let text = reading.text
    let start = cue.tokens.lowerBound
    let next = cue.tokens.upperBound
    // "A commander killed in X", as headlines say it.
    if cue.part == .past, next < text.tokens.count, text.tokens[next].gap == .space,
      Self.afterVictims.contains(next, in: text)
    {
      return true
    }
    return cue.part == .noun || Self.dying.contains(start, in: text)
      || (max(0, start - 3)..<start).contains {
        Self.auxiliaries.contains($0, in: text)
          && text.tokens[$0].sentence == text.tokens[start].sentence
      }
      || Self.auxiliaries.contains(start, in: text)
  }

  static let pronouns = WordTable<Int>([
    ("مقتله", 1), ("لمقتله", 1), ("مقتلها", 1), ("لمقتلها", 1), ("وفاته", 1), ("وفاتها", 1),
    ("استشهاده", 1), ("استشهادها", 1), ("مصرعه", 1), ("مصرعها", 1), ("حياته", 1), ("حياتها", 1),
    ("اصابته", 1), ("لاصابته", 1), ("اصابتها", 1), ("لاصابتها", 1), ("مقتلهما", 2),
    ("لمقتلهما", 2), ("اصابتهما", 2), ("لاصابتهما", 2), ("وفاتهما", 2), ("مصرعهما", 2),
    ("بمقتله", 1), ("واصابته", 1), ("بوفاته", 1), ("جثه", 1), ("جثته", 1), ("جثتين", 2),
    ("جثتي", 2), ("جثتان", 2), ("body", 1),
  ])

  /// "ما أدى إلى مقتله": how many the pronoun means, where nobody of the sentence was counted.
  func pronounCount(
    _ cue: CueMatch, besides others: [ReadCount], _ singles: [ReadCount]
  ) -> Int? {
    let text = reading.text
    let sentence = reading.sentenceRanges[text.tokens[cue.tokens.lowerBound].sentence]
    guard
      let number = cue.tokens.lazy.compactMap({ Self.pronouns.value(of: $0, in: text) }).first
    else { return nil }
    func noOther(_ isOne: (ReadCount) -> Bool) -> Bool {
      func isHere(_ count: ReadCount) -> Bool {
        sentence.contains(count.tokens.lowerBound) && isOne(count)
      }
      return !others.contains(where: isHere) && !singles.contains(where: isHere)
    }
    // "لمقتله وإصابة اثنين".
    let isFirst = noOther {
      cue.countKind != .killed || $0.mention.kind != .injured
        || $0.tokens.lowerBound < cue.tokens.upperBound
    }
    guard
      isFirst
        || (cue.countKind == .injured
          && noOther { $0.mention.kind == .injured || $0.mention.kind == .killed })
    else { return nil }
    return number
  }

  private static let bodies: WordSet = ["جثه", "جثته", "جثتين", "جثتي", "body"]

  func isOneBody(_ cue: CueMatch) -> Bool {
    cue.tokens.contains { Self.bodies.contains($0, in: reading.text) }
  }

  /// "…, a commander who …, was shot dead": one who is told by name.
  func isOfOne(_ cue: CueMatch, besides counts: [ReadCount]) -> Bool {
    let text = reading.text
    let start = cue.tokens.lowerBound
    guard text.tokens[start].script == .latin, cue.part != .noun, start > 1 else { return false }
    let isWas =
      text.isWord(start, "was") || text.isWord(start, "died") || text.isWord(start, "succumbed")
      || (text.isWord(start - 1, "was") && text.tokens[start].gap == .space)
    let sentence = reading.sentenceRanges[text.tokens[start].sentence]
    let before = max(sentence.lowerBound, start - 24)..<start
    guard isWas, counts.starting(in: max(sentence.lowerBound, start - 10)..<start).isEmpty,
      !reading.has(.negation, in: before)
    else { return false }
    // A name in capitals that no place or party has.
    return before.contains { token in
      text.tokens[token].isCapitalized && token > sentence.lowerBound && !isActor(token)
        && ((text.tokens[token - 1].isCapitalized && text.tokens[token].gap == .space)
          || text.tokens[token].gap == .hyphen)
    }
  }

  func isActor(_ token: Int) -> Bool {
    reading.actors.starting(in: max(0, token - 6)..<token + 1).contains {
      $0.tokens.contains(token)
    }
  }

  private static let determiners: WordSet = ["a", "an", "one", "his", "her", "their"]
  private static let prepositions: WordSet = [
    "of", "in", "on", "at", "by", "and", "with", "from", "when", "as", "for", "near", "في",
    "علي", "من", "مع", "خلال", "بعد", "قرب",
  ]

  /// Whether nothing between an article and its noun begins another part of the sentence.
  func isPlain(_ tokens: Range<Int>) -> Bool {
    tokens.allSatisfy {
      reading.text.tokens[$0].gap.joinsName
        && !Self.prepositions.contains($0, in: reading.text)
    }
  }
}
