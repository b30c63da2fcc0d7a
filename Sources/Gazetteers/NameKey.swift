internal import TextAnalysis

/// Keys under which spellings of one name meet. All start from the folded name.
package enum NameKey {
  /// The folded name without articles and without the blanks between its words.
  ///
  /// So that "التريمسة" meets "تريمسة" and "كفر نبودة" meets "كفرنبودة". The Latin article goes
  /// only where a word follows it.
  package static func loose(folded: String) -> String {
    let words = folded.split(separator: " ")
    var key = ""
    key.reserveCapacity(folded.utf8.count)
    for (index, word) in words.enumerated() {
      if isLatinArticle(word), index + 1 < words.count { continue }
      key += withoutArabicArticle(word)
    }
    return key
  }

  /// The word without a leading ال, where at least two letters stay.
  static func withoutArabicArticle(_ word: Substring) -> Substring {
    // An Arabic letter has two bytes.
    guard word.utf8.count >= 8, word.utf8.starts(with: "ال".utf8) else { return word }
    return word[word.utf8.index(word.startIndex, offsetBy: 4)...]
  }

  static func isLatinArticle(_ word: Substring) -> Bool { latinArticles.contains(word) }

  /// The article as it is written before moon and sun letters, folded.
  private static let latinArticles: Set<Substring> = [
    "al", "el", "ul", "ad", "ed", "adh", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at",
    "et", "ath", "az", "ez",
  ]

  /// The loose key with the first words that reports and maps write for each other made one, and
  /// without words that only say what kind of place it is; `nil` where that changes nothing.
  package static func alias(folded: String) -> String? {
    var words = folded.split(separator: " ")
    var isChanged = false
    while words.count > 1, let first = words.first, kindWords.contains(first) {
      words.removeFirst()
      isChanged = true
    }
    while words.count > 1, let last = words.last, latinKindWords.contains(last) {
      words.removeLast()
      isChanged = true
    }
    for (index, word) in words.enumerated() {
      guard let common = aliasWords[word] else { continue }
      words[index] = common
      isChanged = isChanged || common != word
    }
    guard isChanged else { return nil }
    return loose(folded: words.joined(separator: " "))
  }

  private static let kindWords: Set<Substring> = [
    "مدينه", "بلده", "قريه", "حي", "ضاحيه", "منطقه", "ناحيه", "مزرعه", "محيط", "city", "town",
    "village", "neighborhood", "neighbourhood", "district",
  ]

  private static let latinKindWords: Set<Substring> = [
    "city", "town", "village", "neighborhood", "neighbourhood", "area", "suburb", "hamlet",
  ]

  /// Words that stand for each other at the head of a name, folded: a hill and hills, father of in
  /// its cases, ruin and ruins.
  private static let aliasWords: [Substring: Substring] = {
    var table: [Substring: Substring] = [:]
    let groups: [(Substring, [Substring])] = [
      ("تل", ["تله", "تلال", "تلول"]), ("كفر", ["كفور"]),
      ("ابو", ["ابي", "ابا", "بو", "البو", "الابو"]), ("ام", ["امو"]),
      ("خربه", ["خرب", "خراب", "خربات"]), ("عين", ["عيون"]), ("بيت", ["بيوت"]),
      ("مزرعه", ["مزارع"]), ("بير", ["ابار", "بيار"]), ("تحتاني", ["تحتي", "تحتا", "سفلي"]),
      ("فوقاني", ["فوقي", "فوقا", "علوي"]), ("tal", ["tall", "tell", "tel", "til"]),
      ("deir", ["dayr", "dair", "deyr", "der", "dir"]),
      ("kafr", ["kafar", "kefr", "kfar", "kufr", "kafer", "kefer", "kfer"]),
      ("abu", ["abou", "abo", "abi", "bu"]), ("um", ["umm", "oum", "om", "omm"]),
      ("ain", ["ayn", "ein", "eyn", "aayn"]), ("khan", ["han"]),
      ("khirbat", ["khirbet", "kherbet", "khirba", "kherbat", "khurbet", "kharbat"]),
      ("qalat", ["qalaat", "qalet", "kalaat", "qala", "qalaa", "castle"]),
      ("sheikh", ["shaykh", "shekh", "sheik", "cheikh", "shaikh"]),
      ("jisr", ["jesr", "gisr", "jasr"]), ("wadi", ["ouadi", "wady"]),
      ("jabal", ["jebel", "jabel", "djebel", "gebel", "jbel", "mount", "mountain"]),
    ]
    for (common, others) in groups {
      table[common] = common
      for other in others { table[other] = common }
    }
    return table
  }()
}
