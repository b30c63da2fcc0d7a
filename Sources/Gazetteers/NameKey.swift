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
}
