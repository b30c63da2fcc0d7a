package import TextAnalysis

/// Keys under which spellings of one name meet. All start from the folded name.
package enum NameKey {
  /// The keys of a name as hashes: FNV-1a over their bytes, mixed.
  package struct Hashes: Hashable, Sendable {
    /// Of the *loose* key: the name without articles and without blanks between its words, so that
    /// "التريمسة" meets "تريمسة" and "كفر نبودة" meets "كفرنبودة". The Latin article goes only
    /// where a word follows it.
    package var loose: UInt64
    /// Of the *alias* key: the loose key of the name without words that only say what kind of place
    /// it is, and with one form of the words that are written for each other.
    package var alias: UInt64
  }

  package static func hashes(of folder: NameFolder) -> Hashes {
    folder.bytes.withUnsafeBufferPointer { bytes in
      var loose = HashSink()
      append(folder, 0..<folder.wordCount, of: bytes, to: &loose, isAlias: false)
      let words = wordsOfAlias(folder, bytes)
      if words.count == folder.wordCount,
        !words.contains(where: { traits(of: folder.word($0), bytes).common >= 0 })
      {
        return Hashes(loose: loose.value, alias: loose.value)
      }
      var alias = HashSink()
      append(folder, words, of: bytes, to: &alias, isAlias: true)
      return Hashes(loose: loose.value, alias: alias.value)
    }
  }

  /// The loose key of a folded name as text.
  package static func loose(folded: String) -> String {
    var folder = NameFolder()
    folder.fold(folded)
    return folder.bytes.withUnsafeBufferPointer { bytes in
      var sink = TextSink()
      append(folder, 0..<folder.wordCount, of: bytes, to: &sink, isAlias: false)
      return String(decoding: sink.bytes, as: UTF8.self)
    }
  }

  // MARK: Words

  /// The words without those before and after that only say the kind of place.
  private static func wordsOfAlias(
    _ folder: NameFolder, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var words = 0..<folder.wordCount
    while words.count > 1, traits(of: folder.word(words.lowerBound), bytes).saysKindBefore {
      words = words.dropFirst()
    }
    while words.count > 1, traits(of: folder.word(words.upperBound - 1), bytes).saysKindAfter {
      words = words.dropLast()
    }
    return words
  }

  private static func append<Sink: KeySink>(
    _ folder: NameFolder, _ words: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>,
    to sink: inout Sink, isAlias: Bool
  ) {
    for index in words {
      let word = folder.word(index)
      let traits = traits(of: word, bytes)
      if isAlias, traits.common >= 0 {
        commonWords[traits.common].withUnsafeBufferPointer {
          sink.add($0, withoutArabicArticle(0..<$0.count, in: $0))
        }
      } else if !traits.isLatinArticle || index + 1 == words.upperBound {
        sink.add(bytes, withoutArabicArticle(word, in: bytes))
      }
    }
  }

  /// The word without a leading ال, where at least two letters stay.
  static func withoutArabicArticle(
    _ word: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    let at = word.lowerBound
    // An Arabic letter has two bytes.
    guard word.count >= 8, bytes[at] == 0xD8, bytes[at + 1] == 0xA7, bytes[at + 2] == 0xD9,
      bytes[at + 3] == 0x84
    else { return word }
    return at + 4..<word.upperBound
  }

  static func isLatinArticle(_ word: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    word.count <= 3 && traits(of: word, bytes).isLatinArticle
  }

  private struct WordTraits {
    var isLatinArticle = false
    var saysKindBefore = false
    var saysKindAfter = false
    /// The number among `commonWords` of the form that stands for all forms of the word, or -1.
    var common = -1
  }

  private static let none = WordTraits()

  private static func traits(
    of word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> WordTraits {
    guard word.count <= longestKnownWord else { return none }
    var sink = HashSink()
    sink.add(bytes, word)
    return knownWords[sink.value] ?? none
  }

  private static let knownWords: [UInt64: WordTraits] = {
    var table: [UInt64: WordTraits] = [:]
    func set(_ word: String, _ change: (inout WordTraits) -> Void) {
      var sink = HashSink()
      Array(word.utf8).withUnsafeBufferPointer { sink.add($0, 0..<$0.count) }
      change(&table[sink.value, default: WordTraits()])
    }
    for word in latinArticles { set(word) { $0.isLatinArticle = true } }
    for word in kindWordsBefore { set(word) { $0.saysKindBefore = true } }
    for word in kindWordsAfter { set(word) { $0.saysKindAfter = true } }
    for (number, (common, others)) in aliasWords.enumerated() {
      for word in [common] + others { set(word) { $0.common = number } }
    }
    return table
  }()

  private static let commonWords = aliasWords.map { Array($0.0.utf8) }

  private static let longestKnownWord =
    (latinArticles + kindWordsBefore + kindWordsAfter + aliasWords.flatMap { [$0] + $1 })
    .map(\.utf8.count).max() ?? 0

  /// The article as it is written before moon and sun letters, folded.
  private static let latinArticles = [
    "al", "el", "ul", "ad", "ed", "adh", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at",
    "et", "ath", "az", "ez",
  ]

  private static let kindWordsBefore = [
    "مدينه", "بلده", "قريه", "حي", "ضاحيه", "منطقه", "ناحيه", "مزرعه", "محيط", "city", "town",
    "village", "neighborhood", "neighbourhood", "district",
  ]

  private static let kindWordsAfter = [
    "city", "town", "village", "neighborhood", "neighbourhood", "area", "suburb", "hamlet",
  ]

  /// Words that stand for each other in a name, folded: a hill and hills, father of in its cases,
  /// ruin and ruins, and their usual Latin spellings.
  private static let aliasWords: [(String, [String])] = [
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
}

/// Takes the bytes of a key.
private protocol KeySink {
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
}

private struct HashSink: KeySink {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    for at in range { hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01b3 }
  }

  var value: UInt64 { IndexMemory.mixed(hash) }
}

private struct TextSink: KeySink {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes.append(contentsOf: bytes[range])
  }
}
