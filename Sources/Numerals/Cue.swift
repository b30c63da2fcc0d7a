internal import TextAnalysis

/// Words around a number that bound it or say what it numbers.
enum Cue: Sendable {
  static let about = PhraseTable([
    "نحو", "حوالي", "حوالى", "قرابة", "زهاء", "ما يقارب", "ما يقرب من", "يقارب", "يقرب من",
    "تقريبا",
    "about", "around", "some", "nearly", "almost", "approximately", "roughly", "an estimated",
    "estimated",
  ])
  static let moreThan = PhraseTable([
    "أكثر من", "أزيد من", "ما يزيد عن", "ما يزيد على", "يزيد عن", "يزيد على", "تزيد عن", "تزيد على",
    "ما يزيد عن الـ", "تجاوز", "تجاوزت", "يتجاوز", "تتجاوز", "فاق", "فاقت", "يفوق", "ما يفوق",
    "يربو على",
    "ما يربو على", "يربو عن", "بما يزيد عن", "more than", "over", "upwards of", "exceeding",
    "exceeded", "exceeds", "surpassed", "surpassing", "in excess of", "well over",
  ])
  static let atLeast = PhraseTable([
    "ما لا يقل عن", "مالا يقل عن", "لا يقل عن", "لا تقل عن", "على الأقل", "at least",
    "no fewer than",
    "no less than", "not less than", "a minimum of",
  ])
  static let atMost = PhraseTable([
    "أقل من", "ما لا يزيد عن", "لا يزيد عن", "لا يتجاوز", "كحد أقصى", "up to", "as many as",
    "fewer than", "less than", "at most",
  ])
  static let fewerThan = PhraseTable(["أقل من", "fewer than", "less than"])
  static let aboutAfter = PhraseTable(["تقريبا", "or so"])
  static let atLeastAfter = PhraseTable(["على الأقل", "على أقل تقدير", "at least", "or more"])
  static let several = PhraseTable([
    "عدد من", "بضعة", "بضع", "عدة", "several", "a few", "a number of", "a handful of",
  ])
  static let between = PhraseTable(["بين", "ما بين", "between"])
  static let from = PhraseTable(["من", "from"])
  static let to = PhraseTable(["إلى", "حتى", "to"])
  static let and = PhraseTable(["و", "and"])
  static let age = PhraseTable([
    "العمر", "عمره", "عمرها", "عمر", "بعمر", "يبلغ من العمر", "aged", "age",
  ])
  /// Words that make years an age.
  static let ageOfYears = PhraseTable(["البالغ", "البالغة", "يبلغ", "تبلغ", "ابن"])
  static let year = PhraseTable([
    "عام", "سنة", "العام", "السنة", "لعام", "سنتي", "عامي", "أعوام", "year",
  ])
  static let unit = PhraseTable([
    "لواء", "اللواء", "فرقة", "الفرقة", "فوج", "الفوج", "كتيبة", "الكتيبة", "الفيلق", "فيلق",
    "brigade", "division", "regiment", "battalion", "corps", "القرار", "قرار", "resolution", "رقم",
    "number", "no", "الطريق", "طريق", "المادة", "قناة", "route", "highway", "تلة", "التلة",
    "النقطة", "نقطة",
    "point", "hill",
  ])
  static let weapon = PhraseTable([
    "عيار", "طراز", "نوع", "ميغ", "سوخوي", "سو", "لام", "تي", "إس", "اس", "كا", "مي",
    "caliber", "calibre",
    "mig", "su", "sukhoi", "type", "mi", "t", "l", "bm", "s", "tos", "rpg", "ak", "bmp", "zu",
  ])
  static let clock = PhraseTable(["الساعة", "ساعة", "at", "by"])
  static let of = PhraseTable(["من", "of"])
  static let oldAfter = PhraseTable(["year old", "years old", "year olds", "عاما من العمر"])
  static let stopEnglish = PhraseTable([
    "in", "on", "at", "by", "of", "and", "or", "to", "from", "with", "for", "were", "was", "are",
    "is", "have", "has", "had", "near", "during", "after", "before", "as", "that", "who", "which",
    "the", "a", "an", "while", "when", "into", "but", "than", "since", "between", "when", "against",
    "including",
  ])
}

/// Phrases of a few words, found from their first or their last word on.
struct PhraseTable: Sendable {
  private let longest: Int
  private let heads: WordTable<[[[UInt8]]]>

  /// The first words of the phrases, folded.
  var firstWords: [String] { heads.entries.map(\.word) }

  init(_ phrases: [String]) {
    var byFirst: [(String, [[[UInt8]]])] = []
    var longest = 1
    for phrase in phrases {
      let words = phrase.split(separator: " ").map { Array(Folding.fold(String($0)).utf8) }
      guard let first = phrase.split(separator: " ").first.map(String.init) else { continue }
      longest = max(longest, words.count)
      let rest = Array(words.dropFirst())
      if let at = byFirst.firstIndex(where: { $0.0 == first }) {
        byFirst[at].1.append(rest)
      } else {
        byFirst.append((first, [rest]))
      }
    }
    heads = WordTable(byFirst)
    self.longest = longest
  }

  /// The end of the longest phrase that begins with a token, which may have particles joined.
  func end(at index: Int, in text: TokenizedText) -> Int? {
    guard let (rests, joined) = heads.match(index, in: text), !joined.isDefinite else { return nil }
    var best: Int?
    for rest in rests {
      var at = index + 1
      var matches = true
      for word in rest {
        guard at < text.tokens.count, text.tokens[at].gap.joinsName,
          text.folded[text.tokens[at].folded].elementsEqual(word)
        else {
          matches = false
          break
        }
        at += 1
      }
      if matches { best = max(best ?? 0, at) }
    }
    return best
  }

  /// Whether a phrase ends right before a token.
  func ends(before index: Int, in text: TokenizedText) -> Bool {
    guard index > 0, index <= text.tokens.count else { return false }
    for length in 1...longest where index - length >= 0 {
      if end(at: index - length, in: text) == index { return true }
    }
    return false
  }
}
