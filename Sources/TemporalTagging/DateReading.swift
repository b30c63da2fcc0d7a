internal import CivilCalendar

/// What some words of a text were read as.
struct DateReading {
  /// One past the last token.
  var end: Int
  var dates: DateSpan?
  var precision: Int
  var rule: String
  var isRelative: Bool
  var nominalDay: CivilDate?
  var isFuture = false
  /// Whether day, month and year are all told.
  var isFullDate = false
  var hasWeekday = false
  var countsFromLastDay = false

  /// A single day; `nil` where it is not known.
  static func day(
    _ day: CivilDate?, _ end: Int, _ rule: String, isRelative: Bool
  ) -> DateReading {
    DateReading(
      end: end, dates: day.map { DateSpan($0, $0) }, precision: day == nil ? 6 : 1, rule: rule,
      isRelative: isRelative, nominalDay: day)
  }

  /// Some days, whose precision follows from how many they are.
  static func span(
    _ first: CivilDate?, _ last: CivilDate?, _ end: Int, _ rule: String, isRelative: Bool
  ) -> DateReading {
    guard let first, let last, first <= last else {
      return DateReading(end: end, dates: nil, precision: 6, rule: rule, isRelative: isRelative)
    }
    let dates = DateSpan(first, last)
    return DateReading(
      end: end, dates: dates, precision: precision(of: dates), rule: rule, isRelative: isRelative)
  }

  /// EVENTS.md table 5.
  static func precision(of dates: DateSpan) -> Int {
    switch dates.dayCount {
    case 1: 1
    case 2...6: 2
    case 7...10: 3
    // A month back from a day and that day itself are up to 32.
    case 11...32: 4
    default: 5
    }
  }
}

extension CivilDate {
  /// The day `months` later, the last of its month where that is shorter; `nil` past year 9999.
  func adding(months: Int) -> CivilDate? {
    let (year, month, day) = components
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, sum >= 12, sum < 9999 * 12 else { return nil }
    let target = (year: sum / 12, month: sum % 12 + 1)
    return CivilDate(
      year: target.year, month: target.month,
      day: min(day, CivilDate.days(inMonth: target.month, of: target.year)))
  }

  /// The Monday of its week.
  var monday: CivilDate { self - (weekday.rawValue - 1) }

  /// The nearest day before or on this one that is such a weekday.
  func onOrBefore(_ weekday: Weekday) -> CivilDate {
    self - ((self.weekday.rawValue - weekday.rawValue + 7) % 7)
  }

  static func month(_ month: Int, of year: Int) -> DateSpan? {
    guard (1...12).contains(month), let first = CivilDate(year: year, month: month, day: 1)
    else { return nil }
    return DateSpan(first, first + (days(inMonth: month, of: year) - 1))
  }

  static func year(_ year: Int) -> DateSpan? {
    guard let first = CivilDate(year: year, month: 1, day: 1),
      let last = CivilDate(year: year, month: 12, day: 31)
    else { return nil }
    return DateSpan(first, last)
  }
}
