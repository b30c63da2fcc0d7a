internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

/// A number of people with what happened to them.
struct ReadCount {
  var tokens: Range<Int>
  var mention: CountMention
  /// Whether the words say that they were fighters.
  var areFighters = false
  /// The number and the words after it that say who they are.
  var people: Range<Int>
  /// Whether it is a part of a number that is told beside it.
  var isVague: Bool {
    ["several", "dozens", "hundreds", "thousands"].contains { mention.rule.hasPrefix($0) }
  }
  var isShare: Bool { mention.countKind == .shareOfTotal }
}

/// Says of each number of people what happened to them and whose people they were.
struct CountReader {
  let reading: ReportReading
  let actors: ActorLexicon

  private static let reach = 9
  /// The same for people who are surely counted and whose verb follows.
  private static let longReach = 18
  /// "القتلى", "جرحى": a noun for people is of a number only right beside it.
  private static let nounReach = 2
  /// A comma between a number and its verb counts as this many words.
  private static let commaCost = 3

  func counts(_ quantities: [Quantity]) -> [ReadCount] {
    var result: [ReadCount] = []
    for (index, quantity) in quantities.enumerated() {
      switch quantity.category {
      case .people, .unknown: break
      default: continue
      }
      if quantity.best == nil, quantity.low == nil { continue }
      if isOfDoers(quantity) { continue }
      let sentence = reading.text.tokens[quantity.tokens.lowerBound].sentence
      let next = quantities.dropFirst(index + 1).first { candidate in
        candidate.category == .people || candidate.category == .unknown
      }
      let share = shareKind(of: quantity, after: result.last)
      guard
        case (var kind, let rule, let distance)? = share
          ?? kind(of: quantity, sentence: sentence, until: next?.tokens.lowerBound)
      else { continue }
      // A bare number needs its verb beside it: it may count anything.
      if quantity.category == .unknown, quantity.head == nil, distance > 3,
        !isToll(quantity, sentence)
      {
        continue
      }
      let phrase = phrase(after: quantity, until: next?.tokens.lowerBound)
      let owners = owners(of: quantity, in: phrase)
      let people = quantity.tokens.lowerBound..<phrase.upperBound
      let areCivilians =
        reading.has(.civilian, in: people) || owners.contains("civilians")
        || (quantity.head.map { reading.has(.civilian, in: $0..<$0 + 1) } ?? false)
      let areFighters =
        reading.has(.combatant, in: people)
        || (quantity.head.map { reading.has(.combatant, in: $0..<$0 + 1) } ?? false)
      // Soldiers who run are no displaced people.
      if kind == .displaced, areFighters || owners.contains(where: isArmed) { kind = .defected }
      var countKind = Event.CountKind.new
      if share != nil || followsShare(quantity) || isListed(quantity, after: result.last, kind)
        || result.last.map({ isShare(quantity, after: $0) }) ?? false
      {
        countKind = .shareOfTotal
      } else if isTotal(quantity, sentence: sentence) {
        countKind = .runningTotal
      }
      let count =
        ReadCount(
          tokens: quantity.tokens,
          mention: CountMention(
            span: reading.span(of: quantity.tokens), text: reading.text.text(of: quantity.tokens),
            kind: kind, tally: Tally(low: quantity.low, best: quantity.best, high: quantity.high),
            countKind: countKind, areCivilians: areCivilians && !areFighters,
            ofActors: owners.filter { $0 != "civilians" }.sorted(),
            rule: quantity.rule.rawValue + "+" + rule),
          areFighters: areFighters || owners.contains(where: isArmed), people: people)
      result.append(count)
      result += joined(to: count, head: quantity.head)
    }
    result += singles(besides: result)
    result.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    result += placed(quantities, besides: result)
    return result.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// Of whose kin the dead are, joined to them, in folded form.
  private static let kin: [String: Int] = [
    "وزوجته": 1, "وزوجها": 1, "وطفله": 1, "وطفلها": 1, "وطفلته": 1, "وطفلتها": 1, "وابنه": 1,
    "وابنها": 1, "وابنته": 1, "وابنتها": 1, "ووالدته": 1, "ووالده": 1, "ووالدتها": 1, "وشقيقه": 1,
    "وشقيقته": 1, "وشقيقها": 1, "ونجله": 1, "ومرافقه": 1, "وسايقه": 1, "ورفيقه": 1, "وطفليها": 2,
    "وطفليه": 2, "وطفليهما": 2, "وابنيه": 2, "وابنيها": 2, "وولديه": 2, "وولديها": 2, "ومرافقيه": 2,
    "وشقيقيه": 2, "وطفلتيها": 2, "وطفلتيه": 2, "وابنتيه": 2,
  ]

  /// "طفلين وامرأة ورجل": one more for each person who is joined to a number without one.
  private func joined(to count: ReadCount, head: Int?) -> [ReadCount] {
    let text = reading.text
    var result: [ReadCount] = []
    var token = max(count.tokens.upperBound, (head ?? 0) + 1)
    while token < text.tokens.count, text.tokens[token].gap == .space,
      let number = PersonNoun.isOneMore(token, in: text) ? 1 : Self.kin[text.foldedText(token)]
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

  /// Who fights, of the people whom one word names; in folded form.
  private static let fighters: WordSet = [
    "عنصر", "عنصرا", "مقاتل", "مقاتلا", "جندي", "جنديا", "ضابط", "ضابطا", "مسلح", "مسلحا", "عسكري",
    "عسكريا", "قيادي", "قياديا", "قايد", "قايدا", "القيادي", "القايد", "عميد", "عميدا", "عقيد",
    "عقيدا", "نقيب", "نقيبا", "ملازم", "ملازما", "رايد", "مقدم", "طيار", "طيارا", "مجند", "مجندا",
    "soldier", "fighter", "militant", "officer", "commander", "gunman", "general", "colonel",
    "captain", "lieutenant", "sergeant", "pilot", "rebel", "insurgent", "jihadist", "conscript",
    "recruit", "sniper", "brigadier", "guard", "serviceman", "marine", "militiaman",
  ]

  /// One person who is named by what he is, without a number: "قُتل مدني", "killed a soldier".
  private func singles(besides counts: [ReadCount]) -> [ReadCount] {
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
      let sentence = text.tokens[cue.tokens.lowerBound].sentence
      let end = text.tokens.count
      var found: Int?
      if isArabic(cue.tokens.lowerBound) {
        // The one right after the verb or noun, perhaps after words of time or the doer.
        let after = cue.tokens.upperBound..<min(end, cue.tokens.upperBound + 5)
        let next = after.first { !reading.timeWords.contains($0) && !isActor($0) }
        found = next.flatMap { isOne($0) ? $0 : nil }
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
                ["a", "an", "one"].contains(text.foldedText($0))
                  && isPlain($0 + 1..<token)
              }
          }
          if found != nil { break }
        }
      }
      if found == nil, isOfOne(cue, besides: counts) { found = cue.tokens.lowerBound }
      var number = 1
      if found == nil, let meant = pronounCount(cue, besides: counts + result) {
        found = cue.tokens.lowerBound
        number = meant
      }
      guard let found, text.tokens[found].sentence == sentence,
        counts.starting(in: max(0, found - 1)..<found + 2).isEmpty,
        !counts.starting(in: max(0, found - 8)..<found).contains(where: {
          $0.tokens.contains(found) || $0.people.contains(found)
        }),
        !result.contains(where: { $0.tokens.contains(found) })
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
      if let one = result.last { result += joined(to: one, head: found) }
    }
    return result
  }

  /// One more besides those who were told before: "وأصيب ثالث", "وجرح آخر".
  private static let another: Set<String> = [
    "اخر", "ثان", "ثانيه", "ثالث", "ثالثه", "رابع", "رابعه", "خامس", "شقيقه", "شقيقها", "شقيقته",
    "شقيقتها", "زوجته", "زوجها", "والده", "والدها", "والدته", "والدتها", "ابنه", "ابنها", "ابنته",
    "ابنتها", "نجله", "نجلها", "رفيقه", "مرافقه", "سايقه", "طفله", "طفلها", "طفلته", "طفلتها",
  ]

  /// How far behind an active verb its object is looked for.
  private static let objectReach = 14

  /// Whether no comma and no other verb stands among some words.
  private func isUnbroken(_ tokens: Range<Int>) -> Bool {
    reading.cues.starting(in: tokens).isEmpty
      && tokens.allSatisfy { reading.text.tokens[$0].gap.isDisjoint(with: [.comma, .colon]) }
  }

  private func isOne(_ token: Int) -> Bool {
    let word = reading.text.foldedText(token)
    return Self.fighters.contains(word) || Self.another.contains(word)
      || reading.has(.given, in: token..<token + 1)
      || PersonNoun.isOne(token, in: reading.text)
  }

  private static let dying: WordSet = ["died", "dies", "dead", "dying", "perished"]
  private static let auxiliaries: WordSet = [
    "was", "were", "been", "being", "be", "is", "are", "reported", "found",
  ]

  /// Whether an English verb has the victim before it: a passive, or a word for dying.
  private func isOfVictim(_ cue: CueMatch) -> Bool {
    let text = reading.text
    let start = cue.tokens.lowerBound
    return cue.part == .noun || Self.dying.contains(start, in: text)
      || (max(0, start - 3)..<start).contains {
        Self.auxiliaries.contains($0, in: text)
          && text.tokens[$0].sentence == text.tokens[start].sentence
      }
      || Self.auxiliaries.contains(start, in: text)
  }

  private static let pronouns: [String: Int] = [
    "مقتله": 1, "لمقتله": 1, "مقتلها": 1, "لمقتلها": 1, "وفاته": 1, "وفاتها": 1, "استشهاده": 1,
    "استشهادها": 1, "مصرعه": 1, "مصرعها": 1, "حياته": 1, "حياتها": 1, "اصابته": 1, "لاصابته": 1,
    "اصابتها": 1, "لاصابتها": 1, "مقتلهما": 2, "لمقتلهما": 2, "اصابتهما": 2, "لاصابتهما": 2,
    "وفاتهما": 2, "مصرعهما": 2, "بمقتله": 1, "واصابته": 1, "بوفاته": 1, "جثه": 1, "جثته": 1,
    "جثتين": 2, "جثتي": 2, "جثتان": 2, "body": 1,
  ]

  /// "ما أدى إلى مقتله": how many the pronoun means, where nobody of the sentence was counted.
  private func pronounCount(_ cue: CueMatch, besides counts: [ReadCount]) -> Int? {
    let text = reading.text
    let sentence = reading.sentenceRanges[text.tokens[cue.tokens.lowerBound].sentence]
    guard
      let number = cue.tokens.lazy.compactMap({ Self.pronouns[text.foldedText($0)] }).first,
      counts.allSatisfy({ !sentence.contains($0.tokens.lowerBound) })
        || (cue.countKind == .injured
          && !counts.contains {
            sentence.contains($0.tokens.lowerBound) && $0.mention.kind == .injured
          }
          && !counts.contains {
            sentence.contains($0.tokens.lowerBound) && $0.mention.kind == .killed
          })
    else { return nil }
    return number
  }

  private func isOneBody(_ cue: CueMatch) -> Bool {
    cue.tokens.contains {
      ["جثه", "جثته", "جثتين", "جثتي", "body"].contains(reading.text.foldedText($0))
    }
  }

  /// "…, a commander who …, was shot dead": one who is told by name.
  private func isOfOne(_ cue: CueMatch, besides counts: [ReadCount]) -> Bool {
    let text = reading.text
    let start = cue.tokens.lowerBound
    guard text.tokens[start].script == .latin, cue.part != .noun, start > 1 else { return false }
    let isWas =
      text.isWord(start, "was")
      || (text.isWord(start - 1, "was") && text.tokens[start].gap == .space)
    let sentence = reading.sentenceRanges[text.tokens[start].sentence]
    let before = max(sentence.lowerBound, start - 24)..<start
    guard isWas, counts.starting(in: max(sentence.lowerBound, start - 10)..<start).isEmpty,
      !reading.has(.negation, in: before)
    else { return false }
    // A name in capitals that no place or party has.
    return before.contains { token in
      text.tokens[token].isCapitalized && token > sentence.lowerBound
        && text.tokens[token - 1].isCapitalized && !isActor(token)
        && text.tokens[token].gap == .space
    }
  }

  private func isActor(_ token: Int) -> Bool {
    !reading.actors.starting(in: max(0, token - 6)..<token + 1).filter {
      $0.tokens.contains(token)
    }.isEmpty
  }

  /// Whether nothing between an article and its noun begins another part of the sentence.
  private func isPlain(_ tokens: Range<Int>) -> Bool {
    tokens.allSatisfy {
      reading.text.tokens[$0].gap.joinsName
        && ![
          "of", "in", "on", "at", "by", "and", "with", "from", "when", "as", "for", "near", "في",
          "علي", "من", "مع", "خلال", "بعد", "قرب",
        ].contains(reading.text.foldedText($0))
    }
  }

  /// The kind by the nearest word that has one, the one before where both are as near.
  private func kind(
    of quantity: Quantity, sentence: Int, until next: Int?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    var best: (kind: CountMention.Kind, rule: String, cost: Int)?
    let within = reading.sentenceRanges[sentence]
    let first = max(within.lowerBound, quantity.tokens.lowerBound - 2 * Self.longReach)
    let last = min(within.upperBound, quantity.tokens.upperBound + 2 * Self.longReach)
    let hasOwnVerb =
      quantity.head.map { head in
        head + 1 < within.upperBound && Self.auxiliaries.contains(head + 1, in: reading.text)
          && reading.text.tokens[head + 1].gap == .space
      } ?? false
    for cue in reading.cues.starting(in: first..<last) {
      let at = cue.tokens.lowerBound
      // "… killed and 20 people were hurt": the verb after the people is theirs.
      if hasOwnVerb, cue.tokens.upperBound <= quantity.tokens.lowerBound { continue }
      var kind = cue.countKind
      if kind == nil, case .event(let type) = cue.cue.kind {
        switch type {
        case .defection: kind = .defected
        case .burialOrRecovery: kind = .killed
        case .attack where cue.cue.weight >= 0.85: kind = .killed
        case .arrests: kind = .captured
        case .abduction: kind = .missing
        default: break
        }
      }
      guard let kind else { continue }
      var cost: Int
      if let head = quantity.head, cue.tokens.contains(head), cue.countKind != nil {
        // "200 جريح", "15 killed": what is counted says it itself.
        return (kind, cue.cue.id, 0)
      }
      if cue.tokens.upperBound <= quantity.tokens.lowerBound {
        cost = quantity.tokens.lowerBound - cue.tokens.upperBound
        cost += commas(cue.tokens.upperBound..<quantity.tokens.lowerBound + 1)
      } else if at >= quantity.tokens.upperBound {
        cost = at - quantity.tokens.upperBound
        // Beyond another number: only where that one shares the verb.
        if let next, at > next { cost += 2 }
        cost += commas(quantity.tokens.upperBound..<at + 1)
        // "12 civilians were wounded": what follows the people is their own verb; else the verb
        // before them is.
        if isArabic(at), cue.part == .past || cue.part == .present { cost += 2 }
        if cue.first.hasConjunction { cost += at > quantity.tokens.upperBound + 3 ? 10 : 4 }
      } else {
        cost = 0
      }
      if cue.countKind == nil { cost += 1 }
      let isNoun = cue.cue.id.hasSuffix("-dead") || cue.cue.id.hasSuffix("-hurt")
      let isFollowing = at >= quantity.tokens.upperBound && quantity.category == .people
      let reach = isNoun ? Self.nounReach : isFollowing ? Self.longReach : Self.reach
      if cost <= reach, best.map({ cost < $0.cost }) ?? true {
        best = (kind, cue.cue.id, cost)
      }
    }
    return best.map { ($0.kind, $0.rule, $0.cost) }
  }

  private func isArabic(_ token: Int) -> Bool { reading.text.tokens[token].script == .arabic }

  private static let pauses: Gap = [.comma, .colon, .openBracket]

  private func commas(_ tokens: Range<Int>) -> Int {
    var cost = 0
    for token in tokens.dropFirst() where token < reading.text.tokens.count {
      if !reading.text.tokens[token].gap.isDisjoint(with: Self.pauses) {
        cost += Self.commaCost
      }
    }
    return cost
  }

  /// The words after a number that may say whose people they are: to a comma, a cue or a number.
  private func phrase(after quantity: Quantity, until next: Int?) -> Range<Int> {
    let text = reading.text
    var end = quantity.tokens.upperBound
    let limit = min(text.tokens.count, quantity.tokens.upperBound + 8, next ?? .max)
    let sentence = text.tokens[quantity.tokens.lowerBound].sentence
    while end < limit, text.tokens[end].sentence == sentence {
      if !text.tokens[end].gap.isDisjoint(with: [.comma, .colon, .openBracket, .period]) { break }
      if end > quantity.tokens.upperBound,
        reading.cues.starting(in: end..<end + 1).contains(where: {
          $0.part != .phrase || end > quantity.head ?? .max
        })
      {
        break
      }
      end += 1
    }
    return quantity.tokens.upperBound..<end
  }

  private func owners(of quantity: Quantity, in phrase: Range<Int>) -> [String] {
    var owners: [String] = []
    let around = max(0, quantity.tokens.lowerBound - 4)..<phrase.upperBound
    for actor in reading.actors.starting(in: around)
    where phrase.contains(actor.tokens.lowerBound) || actor.tokens.overlaps(quantity.tokens) {
      // Only the first, and those joined to it: a second one is who did it.
      if !owners.isEmpty, !actor.hasConjunction { break }
      if owners.isEmpty, isDoer(actor) { break }
      if let id = actor.actorID { owners.append(id) }
    }
    if owners.isEmpty {
      for marker in reading.markers(.adjective, in: phrase) {
        if let id = marker.cue.actorID { return [id] }
      }
      // Soldiers without a flag are the state's.
      if let head = quantity.head, Self.soldiers.contains(head, in: reading.text),
        let state = actors.soldiers
      {
        return [state]
      }
    }
    return owners
  }

  /// Words for those who serve a state, in folded form.
  private static let soldiers: WordSet = [
    "جندي", "جنديا", "جنود", "جنديان", "جنديين", "عسكري", "عسكريا", "عسكريين", "عسكريون", "مجند",
    "مجندا", "مجندين", "soldier", "soldiers", "troops", "conscript", "conscripts", "servicemen",
  ]

  /// Whose one person without a number was.
  private func singleOwners(_ token: Int, isFighter: Bool) -> [String] {
    guard isFighter else { return [] }
    let around = max(0, token - 3)..<min(reading.text.tokens.count, token + 3)
    if let marker = reading.markers(.adjective, in: around).first, let id = marker.cue.actorID {
      return [id]
    }
    guard Self.soldiers.contains(token, in: reading.text), let state = actors.soldiers else {
      return []
    }
    return [state]
  }

  private func isArmed(_ id: String) -> Bool {
    actors.actor(id: id).map { [1, 2, 3, 8].contains($0.type) } ?? false
  }

  private func isDoer(_ actor: ActorMention) -> Bool {
    let before = max(0, actor.tokens.lowerBound - 2)..<actor.tokens.lowerBound
    return reading.has(.agent, in: before)
  }

  /// "By four gunmen", "على يد ثلاثة مسلحين": who did it; and "a girl of ten": her age.
  private func isOfDoers(_ quantity: Quantity) -> Bool {
    let text = reading.text
    let start = quantity.tokens.lowerBound
    guard start > 0, text.tokens[start].gap == .space else { return false }
    if reading.markers(.agent, in: max(0, start - 2)..<start).contains(where: {
      $0.tokens.upperBound == start
    }) {
      return quantity.category == .people
    }
    return quantity.category == .unknown && start > 1 && text.isWord(start - 1, "of")
      && PersonNoun.isOne(start - 2, in: text)
  }

  private static let tolls: WordSet = ["toll", "حصيله", "الحصيله", "حصيلتها", "وحصيله"]
  private static let reaching: WordSet = ["to", "at", "of", "reached", "الي", "بلغت", "بلغ", "نحو"]

  /// "The death toll rose to 18": what it rose to.
  private func isToll(_ quantity: Quantity, _ sentence: Int) -> Bool {
    let start = quantity.tokens.lowerBound
    guard start > 0, Self.reaching.contains(start - 1, in: reading.text) else { return false }
    let first = max(reading.sentenceRanges[sentence].lowerBound, start - 2 * Self.reach)
    return (first..<start).contains { Self.tolls.contains($0, in: reading.text) }
  }

  private static let ofThem: WordSet = ["منهم", "منهن", "of"]

  /// Whether words such as "بينهم" stand before a number, and no verb of its own between them.
  private func followsShare(_ quantity: Quantity) -> Bool {
    let start = quantity.tokens.lowerBound
    if let head = quantity.head, !reading.text.isWord(quantity.tokens.lowerBound, "of"),
      reading.markers(.share, in: head + 1..<head + 2).contains(where: {
        reading.text.isWord($0.tokens.lowerBound, "among")
      })
    {
      return true
    }
    guard let share = reading.markers(.share, in: max(0, start - 4)..<start).last else {
      return false
    }
    let between = min(start, share.tokens.upperBound)..<start
    return areOneSentence(share.tokens.lowerBound, start)
      && !reading.cues.starting(in: between).contains { $0.countKind != nil }
  }

  /// "Seven dead: two women and five children": a colon or bracket opens the parts of the number.
  private func isListed(
    _ quantity: Quantity, after previous: ReadCount?, _ kind: CountMention.Kind
  ) -> Bool {
    guard let previous, previous.mention.kind == kind, let whole = previous.mention.tally.best,
      let part = quantity.best, part < whole,
      areOneSentence(previous.tokens.lowerBound, quantity.tokens.lowerBound)
    else { return false }
    let text = reading.text
    let start = quantity.tokens.lowerBound
    if !text.tokens[start].gap.isDisjoint(with: [.colon, .openBracket]) { return true }
    // "ثلاثة زوار، امرأتان ورجل": without a conjunction it is the same people.
    return text.tokens[start].script == .arabic && text.tokens[start].gap.contains(.comma)
      && !text.foldedText(start).hasPrefix("و") && start >= previous.tokens.upperBound
      && start - previous.tokens.upperBound <= 4
      && reading.cues.starting(in: previous.tokens.upperBound..<start).isEmpty
  }

  private func areOneSentence(_ first: Int, _ last: Int) -> Bool {
    reading.text.tokens[first].sentence == reading.text.tokens[last].sentence
  }

  /// "208 were killed, 30 of them …, and 60 from …": the kind of the whole, for its parts.
  private func shareKind(
    of quantity: Quantity, after previous: ReadCount?
  ) -> (CountMention.Kind, rule: String, distance: Int)? {
    guard let previous, !quantity.isOthers,
      reading.text.tokens[previous.tokens.lowerBound].sentence
        == reading.text.tokens[quantity.tokens.lowerBound].sentence
    else { return nil }
    let end = quantity.tokens.upperBound
    // "ثلاثة بينهم سيدة" are all, "ثلاثة منهم" a part.
    let isOfThem =
      reading.has(.share, in: end..<end + 1) && Self.ofThem.contains(end, in: reading.text)
    guard isOfThem || (previous.isShare && isShare(quantity, after: previous)) else { return nil }
    return (previous.mention.kind, "share", 0)
  }

  private func isShare(_ quantity: Quantity, after previous: ReadCount) -> Bool {
    guard previous.isShare, !quantity.isOthers else { return false }
    let between =
      previous.tokens
      .upperBound..<max(
        previous.tokens.upperBound, quantity.tokens.lowerBound)
    return reading.text.tokens[previous.tokens.lowerBound].sentence
      == reading.text.tokens[quantity.tokens.lowerBound].sentence
      && reading.cues.starting(in: between).isEmpty
  }

  private static let during: Set<String> = [
    "خلال", "during", "over", "throughout", "within",
  ]

  /// Whether the sentence counts over a time that began long before: "منذ بدء…", "since".
  private func isTotal(_ quantity: Quantity, sentence: Int) -> Bool {
    let text = reading.text
    var first = quantity.tokens.lowerBound
    while first > 0, text.tokens[first - 1].sentence == sentence,
      quantity.tokens.lowerBound - first < 12
    { first -= 1 }
    var last = quantity.tokens.upperBound
    while last < text.tokens.count, text.tokens[last].sentence == sentence,
      last - quantity.tokens.upperBound < 18
    { last += 1 }
    if reading.has(.runningTotal, in: first..<last) { return true }
    // "In the first week of February", "during May": a sum of many fights.
    let isOfSpan = reading.dates.starting(in: first..<last).contains { date in
      guard (3...5).contains(date.mention.precision), let days = date.mention.dates,
        days.dayCount >= 7
      else { return false }
      let lead = max(first, date.tokens.lowerBound - 2)..<date.tokens.lowerBound + 1
      return lead.contains {
        let word = text.foldedText($0)
        return Self.during.contains(word)
          || (date.mention.precision == 3 && (word == "in" || word == "في"))
      }
    }
    if isOfSpan { return true }
    // "منذ 21 أيار": since a day, and not "منذ يومين", two days ago.
    return (quantity.tokens.upperBound..<last).contains { token in
      token + 1 < text.tokens.count && text.isWord(token, "منذ")
        && text.tokens[token + 1].script == .digits
        && reading.dates.starting(in: token..<token + 2).contains {
          $0.tokens.contains(token + 1) && $0.tokens.count > 1
        }
    }
  }
}
