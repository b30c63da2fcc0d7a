internal import CivilCalendar

/// Days as a map's titles write them.
enum MapDates {
  private static let english = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  /// The names used in Syria, Iraq, Lebanon, Jordan and Palestine.
  private static let levantine = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
    "تشرين الأول", "تشرين الثاني", "كانون الأول",
  ]

  /// `6 May 2019`.
  static func english(_ date: CivilDate) -> String {
    let (year, month, day) = date.components
    return "\(day) \(english[month - 1]) \(year)"
  }

  /// `٦ أيار ٢٠١٩`.
  static func arabic(_ date: CivilDate) -> String {
    let (year, month, day) = date.components
    return "\(arabicIndic(day)) \(levantine[month - 1]) \(arabicIndic(year))"
  }

  /// `6 to 12 May 2019`, `29 April to 5 May 2019`.
  static func english(_ span: DateSpan) -> String {
    let first = span.first.components
    let last = span.last.components
    if span.first == span.last { return english(span.first) }
    if first.year != last.year { return "\(english(span.first)) to \(english(span.last))" }
    if first.month != last.month {
      return "\(first.day) \(english[first.month - 1]) to \(english(span.last))"
    }
    return "\(first.day) to \(english(span.last))"
  }

  /// `من ٦ إلى ١٢ أيار ٢٠١٩`.
  static func arabic(_ span: DateSpan) -> String {
    let first = span.first.components
    let last = span.last.components
    if span.first == span.last { return arabic(span.first) }
    if first.year != last.year { return "من \(arabic(span.first)) إلى \(arabic(span.last))" }
    if first.month != last.month {
      return "من \(arabicIndic(first.day)) \(levantine[first.month - 1]) إلى \(arabic(span.last))"
    }
    return "من \(arabicIndic(first.day)) إلى \(arabic(span.last))"
  }

  /// A number in Arabic-Indic digits.
  static func arabicIndic(_ number: Int) -> String {
    String(
      String.UnicodeScalarView(
        String(number).unicodeScalars.map { scalar in
          (0x30...0x39).contains(scalar.value)
            ? Unicode.Scalar(scalar.value + 0x630) ?? scalar : scalar
        }))
  }
}
