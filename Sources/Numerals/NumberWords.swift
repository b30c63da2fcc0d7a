/// What a word does in a number that is written out.
enum NumberWord: Sendable {
  /// 1 to 9.
  case unit(Int)
  /// أحد، اثنا: one or two in a compound with ten; on its own "one of" or Sunday, and أثناء, which is
  /// spelled the same, "during".
  case inCompounds(Int)
  /// عشر، عشرة: ten, or the teen of the unit before it.
  case ten
  /// English 10 to 19.
  case teen(Int)
  /// 20 to 90.
  case tens(Int)
  /// مئة, hundred.
  case hundred
  /// 200 to 900 in one word.
  case hundreds(Int)
  /// A thousand and more.
  case scale(Int)
  /// آلاف، ملايين: only after a number.
  case pluralScale(Int)
  /// Twice a scale in one word.
  case twoScales(Int)
  case fraction(Double)
  case zero
  case dozen

  static let arabic: WordTable<NumberWord> = {
    var entries: [(String, NumberWord)] = [
      ("صفر", .zero), ("أحد", .inCompounds(1)), ("إحدى", .inCompounds(1)),
      ("اثنا", .inCompounds(2)),
      ("اثني", .inCompounds(2)), ("اثنتا", .inCompounds(2)), ("اثنتي", .inCompounds(2)),
      ("عشر", .ten), ("عشرة", .ten), ("مئة", .hundred), ("مائة", .hundred), ("نصف", .fraction(0.5)),
      ("ربع", .fraction(0.25)),
    ]
    for (value, words) in unitForms {
      for word in words { entries.append((word, .unit(value))) }
    }
    for (value, stem) in tensStems {
      entries += [(stem + "ون", .tens(value)), (stem + "ين", .tens(value))]
    }
    for stem in ["مئتا", "مئتي", "مائتا", "مائتي"] {
      entries += [(stem, .hundreds(200)), (stem + "ن", .hundreds(200))]
    }
    for (value, stem) in hundredStems {
      entries += [(stem + "مئة", .hundreds(value)), (stem + "مائة", .hundreds(value))]
    }
    for (value, singular, plural) in scales {
      entries += [
        (singular, .scale(value)), (singular + "ا", .scale(value)), (plural, .pluralScale(value)),
        (singular + "ان", .twoScales(value)), (singular + "ين", .twoScales(value)),
        (singular + "ي", .twoScales(value)),
      ]
    }
    return WordTable(entries)
  }()

  private static let scales: [(Int, String, String)] = [
    (1000, "ألف", "آلاف"), (1_000_000, "مليون", "ملايين"), (1_000_000_000, "مليار", "مليارات"),
  ]
  private static let unitForms: [(Int, [String])] = [
    (1, ["واحد", "واحدة", "واحدا"]),
    (2, ["اثنان", "اثنين", "اثنتان", "اثنتين", "إثنان", "إثنين"]),
    (3, ["ثلاث", "ثلاثة"]), (4, ["أربع", "أربعة"]), (5, ["خمس", "خمسة"]), (6, ["ست", "ستة"]),
    (7, ["سبع", "سبعة"]), (8, ["ثمان", "ثماني", "ثمانية"]), (9, ["تسع", "تسعة"]),
  ]
  private static let tensStems: [(Int, String)] = [
    (20, "عشر"), (30, "ثلاث"), (40, "أربع"), (50, "خمس"), (60, "ست"), (70, "سبع"), (80, "ثمان"),
    (90, "تسع"),
  ]
  private static let hundredStems: [(Int, String)] = [
    (300, "ثلاث"), (400, "أربع"), (500, "خمس"), (600, "ست"), (700, "سبع"), (800, "ثمان"),
    (800, "ثماني"), (900, "تسع"),
  ]

  static let english: WordTable<NumberWord> = {
    var entries: [(String, NumberWord)] = [
      ("zero", .zero), ("half", .fraction(0.5)), ("dozen", .dozen), ("hundred", .hundred),
      ("thousand", .scale(1000)), ("million", .scale(1_000_000)),
      ("billion", .scale(1_000_000_000)),
    ]
    let units = "one two three four five six seven eight nine"
    for (offset, word) in units.split(separator: " ").enumerated() {
      entries.append((String(word), .unit(offset + 1)))
    }
    let teens =
      "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    for (offset, word) in teens.split(separator: " ").enumerated() {
      entries.append((String(word), .teen(offset + 10)))
    }
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    for (offset, word) in tens.split(separator: " ").enumerated() {
      entries.append((String(word), .tens(offset * 10 + 20)))
    }
    return WordTable(entries)
  }()

  /// All words that a number may begin with, folded.
  static let firstWords: [String] =
    arabic.entries.map(\.word) + english.entries.map(\.word)
    + arabicOrdinals.entries.map(\.word) + englishOrdinals.entries.map(\.word)
    + ["a", "an"]

  /// الأول، الحادي (عشر)، الثانية: 1 to 10.
  static let arabicOrdinals: WordTable<Int> = {
    let rows: [(Int, String)] = [
      (1, "أول أولى حادي حادية"), (2, "ثاني ثانية ثان"), (3, "ثالث ثالثة"), (4, "رابع رابعة"),
      (5, "خامس خامسة"), (6, "سادس سادسة"), (7, "سابع سابعة"), (8, "ثامن ثامنة"),
      (9, "تاسع تاسعة"), (10, "عاشر عاشرة"),
    ]
    return WordTable(
      rows.flatMap { value, words in words.split(separator: " ").map { (String($0), value) } })
  }()

  /// first to nineteenth, twentieth, thirtieth.
  static let englishOrdinals: WordTable<Int> = {
    let words =
      "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
      + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
    return WordTable(
      words.split(separator: " ").enumerated().map { (String($0.element), $0.offset + 1) }
        + [("twentieth", 20), ("thirtieth", 30)])
  }()
}
