internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

extension DateGrammar {
  /// The span of a month with or without its year, and its end.
  func monthSpan(_ index: Int) -> (dates: DateSpan?, month: DatedMonth)? {
    var at = index
    if word(at) == .unit(.month) && isArabic(at) && !isDefinite(at) || isWord(at, "شهري") {
      at += 1
    }
    guard at < text.tokens.count, at == index || follows(at),
      let name = MonthName.name(in: text, at: at)
    else { return nil }
    var month = DatedMonth(name: name, end: name.tokens.upperBound)
    readSecondName(into: &month)
    readYear(into: &month)
    if name.isAmbiguous, month.year == nil, month.fix == nil {
      // مارس, آب, صفر, may, march: only after a word that makes it a month.
      let hasCue =
        at > index || words[index]?.joined.hasPreposition == true
        || [.on, .since, .during, .to, .early, .middle, .late, .of, .from].contains(word(at - 1))
        || isWord(at - 1, "mid")
      guard hasCue, !isLatin(at) || text.tokens[at].isCapitalized else { return nil }
      // "من آب" may be "from a father".
      if isArabic(at), isWord(at - 1, "من"), word(at - 2) == nil { return nil }
    }
    if name.calendar == .hijri, name.isAmbiguous, month.year == nil, at == index { return nil }
    return (span(of: month), month)
  }

  private func span(of month: DatedMonth) -> DateSpan? {
    let number = month.name.number
    if month.name.calendar == .hijri {
      guard let first = resolve(day: 1, month, weekday: nil) else { return nil }
      let year = HijriCalendar.components(of: first).year
      let next =
        number == 12
        ? HijriCalendar.date(year: year + 1, month: 1, day: 1)
        : HijriCalendar.date(year: year, month: number + 1, day: 1)
      return next.map { DateSpan(first, max(first, $0 - 1)) }
    }
    if let year = month.year { return CivilDate.month(number, of: year) }
    guard let reference else { return nil }
    var year = reference.year
    switch month.fix {
    case .current: break
    case .past: if number >= reference.month { year -= 1 }
    case .next: if number <= reference.month { year += 1 }
    case nil: if number > reference.month { year -= 1 }
    }
    return CivilDate.month(number, of: year).map { upToReference($0) }
  }

  /// The part of a span that is not after the day counted from: news looks back.
  func upToReference(_ span: DateSpan) -> DateSpan {
    guard let reference, span.contains(reference) else { return span }
    return DateSpan(span.first, reference)
  }

  /// "أيار 2016", "في نيسان", "2019 يونيو / حزيران الجاري", "رمضان الماضي".
  func monthAlone(_ index: Int) -> DateReading? {
    if let year = yearNumber(index), follows(year.end, allowing: [.slash]),
      let name = MonthName.name(in: text, at: year.end), name.calendar == .gregorian
    {
      var month = DatedMonth(name: name, end: name.tokens.upperBound)
      readSecondName(into: &month)
      if word(month.end) == .current || word(month.end) == .past { month.end += 1 }
      let span = CivilDate.month(name.number, of: year.value)
      return .span(span?.first, span?.last, month.end, "month", isRelative: false)
    }
    guard let (dates, month) = monthSpan(index) else { return nil }
    var reading = DateReading.span(
      dates?.first, dates?.last, month.end, "month", isRelative: month.year == nil)
    if reading.dates != nil { reading.precision = 4 }
    reading.isFuture = month.fix == .next
    return reading
  }

  /// "عام 2016", "in 2016", "منذ 2012".
  func yearAlone(_ index: Int) -> DateReading? {
    var at = index
    if isYearWord(at) {
      at += 1
      if isWord(at, "ال") { at += 1 }
      guard follows(at) else { return nil }
    } else if word(at) == .on || isWord(at, "in") {
      at += 1
      if isYearWord(at) { at += 1 }
      guard follows(at), !countsPeople(at) else { return nil }
    } else {
      guard text.tokens[at].script == .digits, !countsPeople(at) else { return nil }
      let before = word(at - 1)
      guard
        [.on, .since, .to, .early, .middle, .late, .from, .between, .during].contains(before)
          || isWord(at - 1, "من") || isWord(at - 1, "خلال") || isWord(at - 1, "of")
          || isWord(at - 1, "by")
      else { return nil }
    }
    guard let year = yearNumber(at), let span = CivilDate.year(year.value) else { return nil }
    // "في 2019 يونيو": the month says more.
    if follows(year.end), MonthName.name(in: text, at: year.end) != nil { return nil }
    return .span(
      span.first, upToReference(span).last, year.end, "year", isRelative: false)
  }

  /// Whether a number stands before a word that it could count.
  private func countsPeople(_ index: Int) -> Bool {
    let next = index + 1
    guard next < text.tokens.count, follows(next), words[next] == nil,
      text.tokens[index].script == .digits
    else { return false }
    return QuantityTagger.isCounted(next, in: text)
  }

  /// "صيف 2016", "summer 2016", "شتاء العام الماضي".
  func season(_ index: Int) -> DateReading? {
    guard case .season(let first) = word(index), follows(index + 1) else { return nil }
    let at = skip(index + 1) { isYearWord($0) && yearNumber($0 + 1) != nil || word($0) == .of }
    var year: Int?
    var end = at
    if let number = yearNumber(at) {
      (year, end) = (number.value, number.end)
    } else if let span = period(at), span.rule.hasSuffix("year"), let dates = span.dates {
      (year, end) = (dates.first.year, span.end)
    }
    guard let year, let start = CivilDate.month(first, of: year)?.first,
      let last = start.adding(months: 3)
    else { return nil }
    return .span(start, last - 1, end, "season", isRelative: false)
  }

  /// "النصف الأول من عام 2019", "the last quarter of 2018".
  func partOfYear(_ index: Int) -> DateReading? {
    var at = index
    if word(at) == .the { at += 1 }
    var months: Int?
    var number: Int?
    if isWord(at, "النصف") || isWord(at, "الربع") {
      months = isWord(at, "النصف") ? 6 : 3
      if let ordinal = NumeralReader.ordinal(in: text, at: at + 1), follows(at + 1) {
        (number, at) = (ordinal.whole, ordinal.tokens.upperBound)
      } else if isWord(at + 1, "الاخير") {
        (number, at) = (-1, at + 2)
      }
    } else if isLatin(at) {
      let ordinal = NumeralReader.ordinal(in: text, at: at)
      number = ordinal?.whole ?? (isWord(at, "last") ? -1 : nil)
      at = ordinal?.tokens.upperBound ?? at + 1
      if follows(at) { months = isWord(at, "half") ? 6 : isWord(at, "quarter") ? 3 : nil }
      at += 1
    }
    guard let months, let number, number == -1 || (1...12 / months).contains(number) else {
      return nil
    }
    let next = skip(at) { isWord($0, "من") || word($0) == .of || isWord($0, "في") }
    guard next < text.tokens.count, follows(next) else { return nil }
    guard let wide = yearAlone(next) ?? bareYear(next) ?? period(next),
      wide.rule.hasSuffix("year")
    else { return nil }
    guard let year = wide.dates?.first.year else { return unresolved(wide.end, "part_of_year") }
    let first = number == -1 ? 12 - months : (number - 1) * months
    let start = CivilDate(year: year, month: first + 1, day: 1)
    return .span(
      start, start?.adding(months: months).map { $0 - 1 }, wide.end, "part_of_year",
      isRelative: wide.isRelative)
  }

  /// "الثمانينيات", "the 1980s".
  func decade(_ index: Int) -> DateReading? {
    var at = index
    if word(at) == .the { at += 1 }
    var year = at < text.tokens.count ? TimeWord.decades.match(at, in: text)?.value : nil
    var end = at + 1
    if year == nil, let number = NumeralReader.integer(in: text, at: at),
      (1900...2090).contains(number), number % 10 == 0, isWord(end, "s"),
      text.tokens[end].gap.isEmpty
    {
      (year, end) = (number, end + 1)
    }
    guard let year else { return nil }
    // "ثمانينيات القرن الماضي".
    if isWord(end, "القرن"), word(end + 1) == .past, follows(end) { end += 2 }
    return .span(
      CivilDate(year: year, month: 1, day: 1), CivilDate(year: year + 9, month: 12, day: 31), end,
      "decade", isRelative: false)
  }

  /// "أواخر نيسان", "mid-May", "مطلع عام 2014", "نهاية الشهر الماضي".
  func partOf(_ index: Int) -> DateReading? {
    let part: TimeWord
    switch word(index) {
    case .early: part = .early
    case .middle: part = .middle
    case .late: part = .late
    case .final where isArabic(index): part = .late
    default: return nil
    }
    let at = skip(index + 1) {
      word($0) == .of || word($0) == .the || isWord($0, "من") || isWord($0, "in")
    }
    guard at < text.tokens.count, follows(at) else { return nil }
    if let (dates, month) = monthSpan(at) {
      guard let dates else { return unresolved(month.end, "part_of_month") }
      let whole =
        month.name.calendar == .gregorian
        ? CivilDate.month(dates.first.month, of: dates.first.year) ?? dates : dates
      var reading = partOfMonth(part, whole, month.end)
      reading.isRelative = month.year == nil
      return reading
    }
    let wide = yearAlone(at) ?? bareYear(at) ?? period(at)
    guard let wide else { return nil }
    guard let dates = wide.dates else { return unresolved(wide.end, "part_of_period") }
    if wide.rule.hasSuffix("year"), let whole = CivilDate.year(dates.first.year) {
      var (first, last) = (whole.first, whole.last)
      switch part {
      case .early: last = (first.adding(months: 3) ?? last) - 1
      case .middle:
        (first, last) = (first.adding(months: 4) ?? first, (first.adding(months: 8) ?? last) - 1)
      default: first = first.adding(months: 9) ?? first
      }
      return .span(first, last, wide.end, "part_of_year", isRelative: wide.isRelative)
    }
    if wide.rule.hasSuffix("month"),
      let whole = CivilDate.month(dates.first.month, of: dates.first.year)
    {
      return partOfMonth(part, whole, wide.end)
    }
    if wide.rule.hasSuffix("week") {
      let monday = dates.first
      switch part {
      case .early: return .span(monday, monday + 2, wide.end, "part_of_week", isRelative: true)
      case .middle:
        return .span(monday + 2, monday + 4, wide.end, "part_of_week", isRelative: true)
      default: return .span(monday + 4, monday + 6, wide.end, "part_of_week", isRelative: true)
      }
    }
    return nil
  }

  func bareYear(_ index: Int) -> DateReading? {
    guard let year = yearNumber(index), text.tokens[index].script == .digits,
      let span = CivilDate.year(year.value)
    else { return nil }
    return .span(span.first, span.last, year.end, "year", isRelative: false)
  }

  /// Days 1 to 10, 11 to 20, 21 to the end: thirds, as news uses the words.
  private func partOfMonth(_ part: TimeWord, _ month: DateSpan, _ end: Int) -> DateReading {
    let last: CivilDate
    let first: CivilDate
    switch part {
    case .early: (first, last) = (month.first, month.first + 9)
    case .middle: (first, last) = (month.first + 10, month.first + 19)
    default: (first, last) = (month.first + 20, month.last)
    }
    var reading = DateReading.span(first, max(first, last), end, "part_of_month", isRelative: true)
    if let reference, let dates = reading.dates, dates.contains(reference) {
      reading.dates = DateSpan(dates.first, reference)
    }
    reading.precision = 4
    return reading
  }

  /// "الأسبوع الأول من شباط الجاري", "the last week of May", "في أول أسبوعين".
  func weekOfMonth(_ index: Int, _ lastDay: CivilDate?) -> DateReading? {
    var at = index
    var number: Int?
    var weeks = 1
    if word(at) == .the { at += 1 }
    if word(at) == .unit(.week), isArabic(at), follows(at + 1) {
      // الأسبوع الأول
      if let ordinal = NumeralReader.ordinal(in: text, at: at + 1) {
        number = ordinal.whole
        at = ordinal.tokens.upperBound
      } else if word(at + 1) == .past, isWord(at + 1, "الاخير") || isWord(at + 1, "الاخيره") {
        number = -1
        at += 2
      } else if word(at + 1) == .final {
        number = -1
        at += 2
      }
    } else if let ordinal = NumeralReader.ordinal(in: text, at: at),
      follows(ordinal.tokens.upperBound)
    {
      // أول أسبوعين, first two weeks
      let next = ordinal.tokens.upperBound
      if word(next) == .twoUnits(.week) {
        (number, weeks, at) = (ordinal.whole, 2, next + 1)
      } else if word(next) == .unit(.week) {
        (number, at) = (ordinal.whole, next + 1)
      } else if let count = NumeralReader.numeral(in: text, at: next), let many = count.whole,
        (2...8).contains(many), word(count.tokens.upperBound) == .units(.week)
      {
        (number, weeks, at) = (ordinal.whole, many, count.tokens.upperBound + 1)
      }
    } else if word(at) == .past, isLatin(at), word(at + 1) == .unit(.week), follows(at + 1) {
      (number, at) = (-1, at + 2)
    }
    guard let number, number == -1 || (1...5).contains(number) else { return nil }
    let next = skip(at) { isWord($0, "من") || word($0) == .of || isWord($0, "في") }
    if next < text.tokens.count, next > at, follows(next) {
      if let (dates, month) = monthSpan(next) {
        guard let dates,
          let whole = month.name.calendar == .hijri
            ? dates : CivilDate.month(dates.first.month, of: dates.first.year)
        else { return unresolved(month.end, "week_of_month") }
        return week(number, weeks, of: whole, month.end, isRelative: month.year == nil)
      }
      if let wide = period(next), wide.rule.hasSuffix("month") {
        guard let dates = wide.dates,
          let whole = CivilDate.month(dates.first.month, of: dates.first.year)
        else { return unresolved(wide.end, "week_of_month") }
        return week(number, weeks, of: whole, wide.end, isRelative: true)
      }
    }
    guard number == 1, !isWord(next, "من") else { return nil }
    // The first weeks of what was told before.
    var reading = DateReading.span(
      lastDay, lastDay.map { $0 + (7 * weeks - 1) }, at, "first_weeks", isRelative: true)
    reading.countsFromLastDay = lastDay != nil
    return reading
  }

  private func week(
    _ number: Int, _ weeks: Int, of month: DateSpan, _ end: Int, isRelative: Bool
  ) -> DateReading {
    let first = number == -1 ? month.last - 6 : month.first + 7 * (number - 1)
    guard first <= month.last else { return unresolved(end, "week_of_month") }
    return .span(
      first, min(first + (7 * weeks - 1), month.last), end, "week_of_month",
      isRelative: isRelative)
  }
}
