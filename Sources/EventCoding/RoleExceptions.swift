internal import TextAnalysis

/// Parties that words name and that neither did what is told nor suffered it, and those that were hit.
extension RoleReader {
  static let services: WordSet = [
    "security forces", "قوات الامن", "عناصر الامن", "قوي الامن", "رجال الامن",
  ]

  /// "HTS security forces", "قوات الأمن التابعة لـ…": those of whoever is named beside them.
  func isOfOthers(_ actor: ActorMention) -> Bool {
    let text = reading.text
    guard Self.services.contains(text.foldedText(of: actor.tokens)) else { return false }
    let (start, end) = (actor.tokens.lowerBound, actor.tokens.upperBound)
    if end < text.tokens.count, Self.affiliations.contains(end, in: text) { return true }
    return reading.actors.starting(in: max(0, start - 4)..<start).contains {
      $0.tokens.upperBound == start
    }
  }

  /// "مسلحون من التنظيم": the gunmen are of the group that is named after them.
  func withoutNameless(_ named: [Named]) -> [Named] {
    var result: [Named] = []
    for actor in named {
      if let last = result.last, !actor.isGeneric, lexicon.actor(id: last.id)?.type == 3,
        actor.tokens.lowerBound == last.tokens.upperBound + 1,
        reading.text.isWord(last.tokens.upperBound, "من")
      {
        var whole = last
        whole.tokens = last.tokens.lowerBound..<actor.tokens.upperBound
        whole.id = actor.id
        result[result.count - 1] = whole
      } else {
        result.append(actor)
      }
    }
    return result
  }

  /// "Two Turkish soldiers died in an air strike": who was counted among the dead did not do it.
  func isVictim(_ actor: Named, of cue: CueMatch) -> Bool {
    guard cue.cue.frame == .attacker || cue.cue.frame == .gainer else { return false }
    let near = reading.counts.starting(
      in: max(0, actor.tokens.lowerBound - 12)..<actor.tokens.upperBound)
    return near.contains {
      ($0.mention.kind == .killed || $0.mention.kind == .injured)
        && $0.people.overlaps(actor.tokens) && !$0.people.overlaps(cue.tokens)
    }
  }

  /// Things of a party to the war that are hit and do not hit by themselves, in folded form.
  static let targets: WordSet = [
    "bus", "convoy", "convoys", "patrol", "patrols", "checkpoint", "checkpoints", "position",
    "positions", "base", "bases", "post", "posts", "headquarters", "vehicle", "vehicles",
    "barracks",
    "camp", "outpost", "outposts", "depot", "site", "sites", "دوريه", "دوريات", "حافله", "باص",
    "رتل", "ارتال", "حاجز", "حواجز", "مقر", "مقرات", "سياره", "سيارات", "اليه", "اليات", "نقطه",
    "نقاط", "معسكر", "ثكنه", "قاعده", "تجمع", "تجمعات", "عربه", "قافله", "موقع", "مواقع", "مستودع",
  ]

  /// "An army bus", "دورية روسية", under an attack from afar: what was hit.
  func isTarget(_ actor: Named, of cue: CueMatch) -> Bool {
    guard case .event(let type) = cue.cue.kind, type.category == .explosions else { return false }
    let text = reading.text
    let (start, end) = (actor.tokens.lowerBound, actor.tokens.upperBound)
    if text.tokens[start].script == .latin {
      return end < text.tokens.count && Self.targets.contains(end, in: text)
    }
    guard start > 0 else { return false }
    var word = text.foldedText(start - 1)
    for letter in ["و", "ب", "ل"] where word.hasPrefix(letter) && word.count > 4 {
      if Self.targets.contains(word) { break }
      word.removeFirst()
    }
    // The alif of the accusative: "موقعا".
    return Self.targets.contains(word)
      || (word.hasSuffix("ا") && Self.targets.contains(String(word.dropLast())))
  }

  static let backing: WordSet = [
    "backed", "supported", "sponsored", "aligned", "allied", "trained", "funded", "brokered",
  ]

  static let arabicBacking: WordSet = [
    "بدعم", "وبدعم", "دعم", "باسناد", "وباسناد", "بمسانده", "وبمسانده", "بمشاركه", "وبمشاركه",
    "بغطاء", "بتغطيه",
  ]

  private static let kindsOfBacking: WordSet = ["من", "جوي", "ناري", "مدفعي"]

  /// "Turkish-backed": who backs others is not who did it.
  func isBacker(_ actor: Named) -> Bool {
    let next = actor.tokens.upperBound
    let text = reading.text
    if next < text.tokens.count, text.tokens[next].gap.contains(.hyphen),
      Self.backing.contains(next, in: text)
    {
      return true
    }
    // "Troops backed by Russian air power", "بدعم من طيران التحالف".
    let start = actor.tokens.lowerBound
    if start > 1, Self.kindsOfBacking.contains(start - 1, in: text),
      (max(0, start - 3)..<start).contains(where: {
        Self.arabicBacking.contains($0, in: text)
      })
    {
      return true
    }
    return start > 1 && text.isWord(start - 1, "by")
      && Self.backing.contains(start - 2, in: text)
  }

  /// "اعتقلت … بتهمة الانتماء إلى خلايا تنظيم الدولة": what somebody is accused of, up to a comma.
  func isAccusation(_ actor: Named, of cue: CueMatch) -> Bool {
    let start = actor.tokens.lowerBound
    guard start >= cue.tokens.upperBound else { return false }
    let before = max(cue.tokens.upperBound, start - Self.accusationReach)..<start
    guard let reason = reading.markers(.reason, in: before).last else { return false }
    return (reason.tokens.upperBound..<start).allSatisfy {
      reading.text.tokens[$0].gap.isDisjoint(with: [.comma, .colon])
    }
  }

  /// How many words behind an accusation its other party stands at most.
  static let accusationReach = 8

  /// "…, the rebels said", "وقالت الفصائل إن …" after the event: who tells of it.
  func isSpeaker(_ actor: Named, after cue: CueMatch) -> Bool {
    let (start, end) = (actor.tokens.lowerBound, actor.tokens.upperBound)
    guard start >= cue.tokens.upperBound, !actor.isGeneric else { return false }
    let text = reading.text
    if text.tokens[start].script == .arabic {
      return reading.markers(.claim, in: max(0, start - 2)..<start).contains {
        $0.tokens.upperBound == start
      }
    }
    let first = text.isWord(start - 1, "the") ? start - 1 : start
    return text.tokens[first].gap.contains(.comma) && reading.has(.claim, in: end..<end + 1)
  }

  private static let witnesses: WordSet = ["مصادر", "مصدر", "فرق", "متطوع", "متطوعو", "في"]

  /// "Residents said": who only tells of it.
  func isWitness(_ actor: Named) -> Bool {
    let end = actor.tokens.upperBound
    if actor.isGeneric, reading.text.tokens[actor.tokens.lowerBound].script == .latin,
      reading.has(.claim, in: end..<end + 4)
    {
      return true
    }
    guard (lexicon.actor(id: actor.id)?.type ?? 0) >= 6 else { return false }
    let start = actor.tokens.lowerBound
    let isArabic = reading.text.tokens[start].script == .arabic
    let before = max(0, start - 1)
    if isArabic, Self.witnesses.contains(before, in: reading.text) { return true }
    return reading.has(.claim, in: isArabic ? before..<end : end..<end + 1)
  }

  static let aircraft: WordSet = [
    "طيران", "طايرات", "طايره", "مقاتلات", "مروحيات", "الطيران", "الطايرات", "المقاتلات",
    "المروحيات", "الجو", "الجويه", "الجوي", "warplanes", "warplane", "jets", "jet", "aircraft",
    "air", "helicopters", "airstrikes", "planes",
  ]

  func namesAircraft(_ tokens: Range<Int>) -> Bool {
    tokens.contains { Self.aircraft.contains($0, in: reading.text) }
  }
}
