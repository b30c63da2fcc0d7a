package import TextAnalysis

/// The name of a month in a text.
package struct MonthName: Hashable, Sendable {
  package enum Calendar: Hashable, Sendable { case gregorian, hijri }

  package var calendar: Calendar
  /// `1...12`.
  package var number: Int
  package var tokens: Range<Int>
  /// Whether the word is common in another meaning: آب, مارس, صفر, may, march.
  package var isAmbiguous: Bool

  package init(calendar: Calendar, number: Int, tokens: Range<Int>, isAmbiguous: Bool) {
    self.calendar = calendar
    self.number = number
    self.tokens = tokens
    self.isAmbiguous = isAmbiguous
  }

  /// The month that a token or two name: Levantine, Egyptian, Maghrebi, English or Hijri.
  ///
  /// A joined preposition is no part of it. Double names are two months: see the reader of dates.
  package static func name(in text: TokenizedText, at index: Int) -> MonthName? {
    guard let (entry, joined) = words.match(index, in: text) else { return nil }
    if joined.isDefinite { return nil }
    var number = entry.number
    var end = index + 1
    if entry.needsSecond {
      guard end < text.tokens.count, text.tokens[end].gap.joinsName,
        let second = seconds.value(of: end, in: text)
      else { return nil }
      switch (entry.number, entry.calendar) {
      case (12, .gregorian):  // كانون
        guard second <= 2 else { return nil }
        number = second == 1 ? 12 : 1
      case (10, .gregorian):  // تشرين
        guard second <= 2 else { return nil }
        number = second == 1 ? 10 : 11
      case (11, .hijri):  // ذو
        guard second >= 11 else { return nil }
        number = second
      default:  // ربيع، جمادى
        guard second <= 3 else { return nil }
        number = entry.number + (second == 1 ? 0 : 1)
      }
      end += 1
    }
    if text.tokens[index].script == .latin, entry.isShort, !text.tokens[index].isCapitalized {
      return nil
    }
    return MonthName(
      calendar: entry.calendar, number: number, tokens: index..<end,
      isAmbiguous: entry.isShort)
  }

  /// The folded words that a name may begin with.
  package static var firstWords: [String] { words.entries.map(\.word) }

  private struct Entry: Sendable {
    var calendar: Calendar
    var number: Int
    var needsSecond = false
    var isShort = false
  }

  private static let words: WordTable<Entry> = {
    let plain: [(Int, String)] = [
      (1, "يناير جانفي january"), (2, "شباط فبراير فيفري february"), (3, "آذار march"),
      (4, "نيسان أبريل إبريل أفريل april"), (5, "أيار مايو ماي"),
      (6, "حزيران يونيو يونيه جوان june"),
      (7, "تموز يوليو يوليه جويلية july"), (8, "أغسطس أوت august"), (9, "أيلول سبتمبر september"),
      (10, "أكتوبر october"), (11, "نوفمبر نونبر november"), (12, "ديسمبر دجنبر december"),
    ]
    let ambiguous: [(Int, String)] = [
      (1, "jan"), (2, "feb"), (3, "مارس mar march"), (4, "apr"), (5, "may"), (6, "jun"),
      (7, "jul"), (8, "آب غشت aug"), (9, "sep sept شتنبر"), (10, "oct"), (11, "nov"), (12, "dec"),
    ]
    let hijri: [(Int, String)] = [
      (1, "محرم"), (2, "صفر"), (7, "رجب"), (8, "شعبان"), (9, "رمضان ramadan"), (10, "شوال"),
    ]
    var entries: [(String, Entry)] = []
    for (number, names) in ambiguous {
      for name in names.split(separator: " ") {
        entries.append((String(name), Entry(calendar: .gregorian, number: number, isShort: true)))
      }
    }
    for (number, names) in plain {
      for name in names.split(separator: " ") {
        entries.append((String(name), Entry(calendar: .gregorian, number: number)))
      }
    }
    for (number, names) in hijri {
      for name in names.split(separator: " ") {
        entries.append(
          (
            String(name),
            Entry(calendar: .hijri, number: number, isShort: name != "رمضان" && name != "ramadan")
          ))
      }
    }
    for (word, calendar, number) in [
      ("كانون", Calendar.gregorian, 12), ("تشرين", .gregorian, 10), ("ربيع", .hijri, 3),
      ("جمادى", .hijri, 5), ("ذو", .hijri, 11), ("ذي", .hijri, 11),
    ] {
      entries.append((word, Entry(calendar: calendar, number: number, needsSecond: true)))
    }
    return WordTable(entries)
  }()

  /// What tells كانون الأول from كانون الثاني, and so on.
  private static let seconds = WordTable<Int>([
    ("الأول", 1), ("أول", 1), ("الأولى", 1), ("الثاني", 2), ("ثاني", 2), ("الثان", 2),
    ("الثانية", 2), ("الآخر", 3), ("الآخرة", 3), ("القعدة", 11), ("الحجة", 12),
  ])
}
