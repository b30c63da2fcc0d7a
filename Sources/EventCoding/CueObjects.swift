internal import TextAnalysis

/// What a verb's object says of whether and what it tells.
extension ReportReading {
  /// Verbs that tell an event only with certain objects, by the end of their row's id, in folded
  /// form: what is brought down must be an aircraft, what is raised a flag.
  static let objects: [(suffix: String, words: WordSet)] = [
    (
      "-down",
      [
        "طايره", "الطايره", "مروحيه", "المروحيه", "طايرات", "طايرتين", "مقاتله", "plane", "jet",
        "warplane", "aircraft", "helicopter", "drone",
      ]
    ),
    (
      "-flag",
      [
        "العلم", "علم", "علمه", "علمها", "علمهم", "اعلامها", "اعلام", "رايه", "رايته", "رايتها",
        "رايتهم", "رايات", "راياتها", "راياتهم", "flag", "flags", "banner", "banners",
      ]
    ),
    (
      "-fate",
      ["مصرعه", "مصرعها", "مصرعهم", "مصرعهما", "حتفه", "حتفها", "حتفهم", "حتفهما"]
    ),
    ("-intercept", incoming),
    ("-outright", ["dead", "death"]),
    ("-fire", ["النار", "الرصاص", "نيرانه", "نيرانها", "نيرانهم", "رصاصه", "رصاصهم"]),
    (
      "-held",
      [
        "الشاب", "الشابين", "شابا", "شابين", "شبان", "شبانا", "الناشط", "ناشطا", "ناشطين", "شخصا",
        "شخصين", "اشخاص", "مدنيين", "مدنيا", "عنصرا", "عناصر", "الصحفي", "صحفيا", "الاعلامي",
        "اعلاميا", "مطلوبا", "مطلوبين", "المواطن", "رجلا", "رجال", "امراه", "نساء", "طلاب",
        "افراد", "مشتبها", "متهما", "متهمين",
      ]
    ),
    ("-oust", ["من", "منها", "منه", "out", "from", "of", "off"]),
    (
      "-send",
      [
        "تعزيزات", "بتعزيزات", "التعزيزات", "قوات", "جنود", "جنوده", "جنودها", "جنودا", "مقاتلين",
        "مقاتلي", "دبابات", "اليات", "مدرعات", "رتل", "رتلا", "برتل", "ارتال", "ارتالا", "بارتال",
        "حشود", "حشودا", "قواتها", "قواته", "reinforcements", "troops", "soldiers", "fighters",
        "tanks", "convoy", "convoys", "armour", "armor", "vehicles", "units", "commandos",
        "recruits",
      ]
    ),
  ]

  private static let incoming: WordSet = [
    "missile", "missiles", "rocket", "rockets", "projectiles", "drone", "drones", "aggression",
    "airstrike", "airstrikes", "strike", "strikes", "raid", "raids", "targets", "attack", "attacks",
  ]
  private static let flying: WordSet = [
    "missile", "missiles", "rocket", "rockets", "projectiles", "projectile", "shells",
  ]
  private static let fromAfar: WordSet = [
    "missile", "missiles", "rocket", "rockets", "aggression", "drone", "drones", "aerial", "air",
    "airstrike", "airstrikes", "israeli",
  ]

  /// "Shot down most of the missiles", "repelled a missile attack": a strike from afar, and neither
  /// the loss of an aircraft nor ground that was held.
  static func fromAfar(_ cue: CueMatch, in text: TokenizedText) -> CueMatch {
    let isDowning = cue.cue.kind == .event(.aircraftLoss)
    guard isDowning || cue.cue.id == "en-repel" else { return cue }
    let words = isDowning ? flying : fromAfar
    let end = min(text.tokens.count, cue.tokens.upperBound + (isDowning ? 7 : 4))
    guard
      (cue.tokens.upperBound..<max(cue.tokens.upperBound, end)).contains(where: {
        words.contains($0, in: text)
          && text.tokens[$0].sentence == text.tokens[cue.tokens.lowerBound].sentence
      })
    else { return cue }
    var strike = cue
    strike.cue = cue.cue.meaning(
      isDowning ? .marker(.ignore) : .event(.airDroneStrike), weight: 0.8)
    return strike
  }

  /// Whether a verb has the object that its row asks for; Arabic has the subject between the two.
  static func isWhole(_ cue: CueMatch, in text: TokenizedText) -> Bool {
    guard let words = cue.cue.objects else { return true }
    let end = min(text.tokens.count, cue.tokens.upperBound + 9)
    return (cue.tokens.upperBound..<end).contains {
      words.contains($0, in: text)
        && text.tokens[$0].sentence == text.tokens[cue.tokens.lowerBound].sentence
    }
  }

  static let goods: WordSet = [
    "منزل", "منازل", "منزلين", "منزلا", "بيوت", "محصول", "محاصيل", "اراض", "اراضي", "ارض",
    "ممتلكات", "اموال", "اغنام", "مواش", "محال", "متجر", "محتويات", "house", "houses", "homes",
    "crops", "property", "properties", "livestock",
  ]
  static let arms: WordSet = [
    "اسلحه", "ذخاير", "دبابه", "دبابات", "دبابتين", "اليات", "اليه", "عتاد", "معدات", "سياره",
    "سيارات", "عربه", "عربات", "شاحنه", "شاحنات", "صواريخ", "مدافع", "غنايم", "كميات", "كميه",
    "شحنه", "weapons", "arms", "ammunition", "tank", "tanks", "vehicle", "vehicles", "truck",
    "trucks", "drugs", "soldiers", "fighters", "cache", "quantities", "equipment", "shipment",
  ]

  /// Taking houses or crops is looting, and taking arms or men is no change of ground.
  static func withoutGround(_ cue: CueMatch, in text: TokenizedText) -> CueMatch {
    guard cue.cue.kind == .territory, cue.cue.effect == .gain else { return cue }
    if isOfPrisoners(cue, in: text) {
      var taken = cue
      taken.cue = cue.cue.meaning(.count(.captured), frame: .victim)
      return taken
    }
    let start = cue.tokens.upperBound
    let isArabic = text.tokens[cue.tokens.lowerBound].script == .arabic
    let end = min(text.tokens.count, start + (isArabic ? 6 : 3))
    for token in start..<max(start, end) {
      guard text.tokens[token].sentence == text.tokens[cue.tokens.lowerBound].sentence,
        text.tokens[token].gap.joinsName
      else { break }
      // What follows the verb's preposition: "استولت عناصر … على منزلين".
      if isArabic, token == 0 || !text.isWord(token - 1, "علي") { continue }
      let isOfGoods = goods.contains(token, in: text)
      guard isOfGoods || arms.contains(token, in: text) else { continue }
      var taken = cue
      taken.cue = cue.cue.meaning(
        isOfGoods ? .event(.lootingPropertyDestruction) : .marker(.ignore), frame: .attacker)
      return taken
    }
    return cue
  }

  private static let captives: WordSet = [
    "soldiers", "fighters", "militants", "troops", "rebels", "officers", "gunmen", "militiamen",
    "jihadists", "policemen", "others", "men", "people", "members", "conscripts", "soldier",
    "fighter", "officer", "militant",
  ]
  private static let passives: WordSet = ["was", "were", "been"]

  /// "25 soldiers were captured": men, and no ground.
  private static func isOfPrisoners(_ cue: CueMatch, in text: TokenizedText) -> Bool {
    let start = cue.tokens.lowerBound
    guard start > 1, cue.tokens.count == 1,
      text.isWord(start, "captured") || text.isWord(start, "seized"),
      passives.contains(start - 1, in: text)
    else { return false }
    return captives.contains(start - 2, in: text)
  }

  static let crowds: WordSet = [
    "protest", "protests", "protesters", "demonstration", "demonstrators", "march", "rally",
    "crowd",
    "crowds", "mourners", "funeral", "مظاهره", "مظاهرات", "متظاهرين", "المتظاهرين", "المظاهره",
    "المحتجين", "محتجين", "تظاهره", "التظاهره", "المشيعين", "مشيعين", "اعتصام", "الاعتصام",
    "المعتصمين", "احتجاج", "الاحتجاج", "المظاهرات", "تظاهرات",
  ]

  /// "Opened fire on a pro-democracy march", "أطلقت النار على … مظاهرة": force against protesters.
  static func aimed(_ cue: CueMatch, in text: TokenizedText) -> CueMatch {
    let start = cue.tokens.lowerBound
    guard case .event = cue.cue.kind,
      cue.cue.isOfShots || text.isWord(start, "targeted") || text.isWord(start, "opened")
        || text.isWord(start, "fired")
    else { return cue }
    let end = min(text.tokens.count, cue.tokens.upperBound + 6)
    let isAtCrowd = (cue.tokens.upperBound..<max(cue.tokens.upperBound, end)).contains {
      crowds.contains($0, in: text)
        && text.tokens[$0].sentence == text.tokens[cue.tokens.lowerBound].sentence
    }
    guard isAtCrowd else { return cue }
    var shot = cue
    shot.cue = cue.cue.meaning(.event(.excessiveForceAgainstProtesters), weight: 0.9)
    return shot
  }

  /// "A gang suspected of kidnappings", "to demand the release of detainees".
  static func isReason(
    _ cue: CueMatch, after reasons: [CueMatch], in text: TokenizedText
  ) -> Bool {
    guard case .event(let type) = cue.cue.kind,
      type.category == .violenceAgainstCivilians || type.category == .strategicDevelopments
    else { return false }
    let start = cue.tokens.lowerBound
    return reasons.starting(in: max(0, start - 6)..<start).contains { reason in
      (reason.tokens.upperBound...start).allSatisfy {
        text.tokens[$0].sentence == text.tokens[start].sentence
          && text.tokens[$0].gap.isDisjoint(with: [.comma, .colon])
      }
    }
  }
}
