internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

/// A month with the year or what else fixes it.
struct DatedMonth {
  enum Fix: Hashable { case current, past, next }

  var name: MonthName
  /// One past the last token.
  var end: Int
  var year: Int?
  var fix: Fix?
}

extension DateGrammar {
  /// A full or partial date that names its month, the weekday perhaps before it.
  func dated(_ index: Int) -> DateReading? {
    var at = skipDayWords(index)
    var weekday: Weekday?
    if let day = weekdayName(at, afterDayWord: at > index) {
      weekday = day
      at += 1
      guard at < text.tokens.count,
        follows(at, allowing: [.comma, .openBracket, .slash, .hyphen])
      else { return nil }
      at = skip(at, allowing: [.comma, .openBracket, .slash, .hyphen]) {
        word($0) == .on || word($0) == .the || isWord($0, "الموافق") || isWord($0, "الواقع")
      }
    } else if at > index, at < text.tokens.count, !follows(at) {
      return nil
    }
    if word(at) == .the { at += 1 }
    guard at < text.tokens.count, let (day, month) = dayAndMonth(at) else { return nil }
    let date = resolve(day: day, month, weekday: weekday)
    if date == nil, month.year != nil || isImpossible(day: day, month) { return nil }
    var reading = DateReading.day(
      date, month.end, weekday == nil ? "date" : "weekday_date", isRelative: month.year == nil)
    if month.name.calendar == .hijri { reading.rule = "hijri_date" }
    reading.isFullDate = month.year != nil && date != nil
    reading.hasWeekday = weekday != nil
    if month.fix == .next { reading.isFuture = true }
    return reading
  }

  private func isImpossible(day: Int, _ month: DatedMonth) -> Bool {
    day
      > (month.name.calendar == .hijri ? 30 : CivilDate.days(inMonth: month.name.number, of: 2000))
  }

  /// Skips يوم and words such as صباح before a day.
  func skipDayWords(_ index: Int) -> Int {
    var at = index
    while at < text.tokens.count, at == index || follows(at), at - index < 3 {
      if word(at) == .dayPart || word(at) == .unit(.day) && isArabic(at) && !isDefinite(at)
        || word(at) == .on && at > index
      {
        at += 1
      } else {
        break
      }
    }
    return at
  }

  func weekdayName(_ index: Int, afterDayWord: Bool) -> Weekday? {
    guard index < text.tokens.count else { return nil }
    switch words[index]?.word {
    case .weekday(let day):
      // خميس and أحد are other words without the article.
      if isArabic(index), !isDefinite(index),
        !afterDayWord || words[index]?.joined != Joined() || isWord(index, "احد")
      {
        return nil
      }
      if isLatin(index), !text.tokens[index].isCapitalized { return nil }
      return day
    case .shortWeekday(let day): return day
    default: return nil
    }
  }

  private func dayAndMonth(_ index: Int) -> (day: Int, month: DatedMonth)? {
    if let day = dayNumber(index), let month = monthAndYear(after: day.end, dayStart: index) {
      return (day.value, month)
    }
    guard let name = MonthName.name(in: text, at: index) else { return nil }
    var month = DatedMonth(name: name, end: name.tokens.upperBound)
    readSecondName(into: &month)
    var at = month.end
    // "Jan. 4".
    let stop: Gap = name.isAmbiguous && isLatin(index) ? [.period] : []
    guard at < text.tokens.count, follows(at, allowing: stop) else { return nil }
    if word(at) == .the { at += 1 }
    guard let day = dayNumber(at) else { return nil }
    month.end = day.end
    readYear(into: &month, isAfterDay: true)
    // "في نيسان 20 غارة" counts raids: in Arabic the number must end the expression.
    if isArabic(index), month.year == nil, text.tokens[at].script == .digits,
      month.end < text.tokens.count, follows(month.end), isArabic(month.end),
      words[month.end] == nil
    {
      return nil
    }
    return (day.value, month)
  }

  /// A day of the month `1...31` in digits, as an ordinal or as a number word.
  func dayNumber(_ index: Int) -> (value: Int, end: Int)? {
    var at = index
    if isWord(at, "ال") || isWord(at, "و") { at += 1 }
    guard at < text.tokens.count else { return nil }
    if let ordinal = NumeralReader.ordinal(in: text, at: at), let value = ordinal.whole,
      (1...31).contains(value)
    {
      return (value, ordinal.tokens.upperBound)
    }
    if text.tokens[at].script == .digits {
      guard text.tokens[at].folded.count <= 2, let value = NumeralReader.integer(in: text, at: at),
        (1...31).contains(value)
      else { return nil }
      return (value, at + 1)
    }
    guard text.tokens[at].script == .arabic,
      let numeral = NumeralReader.numeral(in: text, at: at), let value = numeral.whole,
      (1...31).contains(value)
    else { return nil }
    return (value, numeral.tokens.upperBound)
  }

  /// The month after a day: "من شهر شباط/فبراير الجاري", "of May, 2019".
  func monthAndYear(after index: Int, dayStart: Int) -> DatedMonth? {
    guard index < text.tokens.count,
      follows(index, allowing: [.slash, .period, .sentenceEnd, .openBracket, .comma, .other])
    else { return nil }
    let gap = text.tokens[index].gap
    // "20. حزيران" is a date, "20. Then May" is not: the month must come at once.
    var at = index
    if gap.isDisjoint(with: [.period, .comma]) {
      at = skip(at) {
        isWord($0, "من") || word($0) == .of || isWord($0, "شهر") || isWord($0, "لشهر")
          || isWord($0, "ل")
      }
    }
    guard at < text.tokens.count, let name = MonthName.name(in: text, at: at) else { return nil }
    if gap.contains(.lineBreak) || gap.contains(.sentenceEnd) && !gap.contains(.period) {
      return nil
    }
    var month = DatedMonth(name: name, end: name.tokens.upperBound)
    readSecondName(into: &month)
    readYear(into: &month, isAfterDay: true)
    return month
  }

  /// The other name of a month that is told twice: "يونيو / حزيران", "نيسان أبريل".
  func readSecondName(into month: inout DatedMonth) {
    guard month.end < text.tokens.count,
      follows(month.end, allowing: [.slash, .openBracket, .closeBracket]),
      let other = MonthName.name(in: text, at: month.end),
      other.number == month.name.number, other.calendar == month.name.calendar
    else { return }
    month.end = other.tokens.upperBound
  }

  func readYear(into month: inout DatedMonth, isAfterDay: Bool = false) {
    var at = month.end
    guard at < text.tokens.count,
      follows(at, allowing: [.comma, .slash, .closeBracket, .period, .openBracket, .sentenceEnd]),
      !text.tokens[at].gap.contains(.lineBreak)
    else { return }
    // "16. تشرين الثاني. 2016": the full stop ends no sentence before the year.
    let isSentenceEnd = text.tokens[at].gap.contains(.sentenceEnd)
    if isSentenceEnd, !text.tokens[at].gap.contains(.period) { return }
    if !isSentenceEnd || text.tokens[at].script == .digits {
      at = skip(at, allowing: [.comma, .closeBracket, .slash]) {
        isWord($0, "من") || isYearWord($0) || word($0) == .of || isWord($0, "ل")
      }
      if let year = yearNumber(at, calendar: month.name.calendar, isAfterDay: isAfterDay) {
        month.year = year.value
        month.end = year.end
        return
      }
    }
    guard !isSentenceEnd, follows(month.end) else { return }
    at = month.end
    switch word(at) {
    case .current:
      month.fix = .current
      month.end = at + 1
    case .past where isArabic(at) && isDefinite(at):
      month.fix = .past
      month.end = at + 1
    case .next where isArabic(at) && isDefinite(at):
      month.fix = .next
      month.end = at + 1
    default:
      // "من العام الماضي", "last year".
      let next = skip(at) { isWord($0, "من") || isWord($0, "في") || word($0) == .of }
      guard let period = period(next), period.rule.hasSuffix("year"), let dates = period.dates
      else { return }
      month.year = dates.first.year
      month.end = period.end
    }
  }

  func isYearWord(_ index: Int) -> Bool {
    isWord(index, "عام") || isWord(index, "عامي") || isWord(index, "العامين")
      || isWord(index, "سنه") || isWord(index, "العام")
      || isWord(index, "السنه") || isWord(index, "لعام") || isWord(index, "للعام")
      || isWord(index, "لسنه") || isWord(index, "وعام") || isWord(index, "بعام")
      || isWord(index, "year")
  }

  /// A plausible year: 1900 to 2100, from 1000 on after a day and a month, Hijri 1300 to 1500; in
  /// digits or Arabic words.
  func yearNumber(
    _ index: Int, calendar: MonthName.Calendar = .gregorian, isAfterDay: Bool = false
  ) -> (value: Int, end: Int)? {
    guard index < text.tokens.count else { return nil }
    let plausible =
      calendar == .hijri ? 1300...1500 : isAfterDay ? 1000...2100 : 1900...2100
    if text.tokens[index].script == .digits {
      guard text.tokens[index].folded.count == 4,
        let value = NumeralReader.integer(in: text, at: index), plausible.contains(value)
      else { return nil }
      // "1,950" is a count.
      guard text.tokens[index].bytes.count == 4 || text.tokens[index].bytes.count == 8 else {
        return nil
      }
      return (value, index + 1)
    }
    guard text.tokens[index].script == .arabic,
      let numeral = NumeralReader.numeral(in: text, at: index), let value = numeral.whole,
      plausible.contains(value)
    else { return nil }
    return (value, numeral.tokens.upperBound)
  }

  /// The day that is meant, looking back where the year is not told.
  func resolve(day: Int, _ month: DatedMonth, weekday: Weekday?) -> CivilDate? {
    let number = month.name.number
    if month.name.calendar == .hijri { return resolveHijri(day: day, month) }
    if let year = month.year { return CivilDate(year: year, month: number, day: day) }
    guard let reference else { return nil }
    let year = reference.year
    if month.fix == .current { return CivilDate(year: year, month: number, day: day) }
    if month.fix == .next {
      return (year...year + 8).lazy.compactMap {
        CivilDate(year: $0, month: number, day: day)
      }.first { $0 > reference }
    }
    let past = (0...8).lazy.compactMap { CivilDate(year: year - $0, month: number, day: day) }
      .filter { $0 <= reference }
    if let weekday, let match = past.prefix(2).first(where: { $0.weekday == weekday }) {
      return match
    }
    return past.first
  }

  private func resolveHijri(day: Int, _ month: DatedMonth) -> CivilDate? {
    if let year = month.year {
      return HijriCalendar.date(year: year, month: month.name.number, day: day)
    }
    guard let reference else { return nil }
    let year = HijriCalendar.components(of: reference).year
    return (0...2).lazy.compactMap {
      HijriCalendar.date(year: year - $0, month: month.name.number, day: day)
    }.first { $0 <= reference }
  }

  // MARK: Numbers only

  /// 2019-06-20, 20/06/2019, 2019/06/20, 20.6.2019, 20/6.
  func numericDate(_ index: Int) -> DateReading? {
    var start = index
    var weekday: Weekday?
    let afterDay = skipDayWords(index)
    if let day = weekdayName(afterDay, afterDayWord: afterDay > index) {
      weekday = day
      start = skip(afterDay + 1, allowing: [.comma, .openBracket]) {
        word($0) == .on || isWord($0, "الموافق") || isWord($0, "الواقع")
      }
      guard follows(start, allowing: [.comma, .openBracket, .hyphen]) else { return nil }
    }
    guard start < text.tokens.count, text.tokens[start].script == .digits,
      let first = NumeralReader.integer(in: text, at: start),
      let separator = numericSeparator(start + 1),
      let second = NumeralReader.integer(in: text, at: start + 1)
    else { return nil }
    if start > 0, text.tokens[start - 1].script == .digits,
      numericSeparator(start) != nil
    {
      return nil
    }
    let widths = (text.tokens[start].folded.count, text.tokens[start + 1].folded.count)
    var reading: DateReading?
    if numericSeparator(start + 2) == separator
      || start + 2 < text.tokens.count && text.tokens[start + 2].gap == [.comma, .space]
        && text.tokens[start + 2].folded.count == 4 && separator == .slash,
      let third = NumeralReader.integer(in: text, at: start + 2)
    {
      let end = start + 3
      if numericSeparator(end) == separator { return nil }
      let thirdWidth = text.tokens[start + 2].folded.count
      var date: CivilDate?
      if widths.0 == 4, (1900...2100).contains(first) {
        date = CivilDate(year: first, month: second, day: third)
      } else if thirdWidth == 4, (1900...2100).contains(third) {
        date = dayFirst(first, second, third)
      } else if widths.0 <= 2, thirdWidth == 2, separator != .period {
        date = twoDigitYear(first, second, third)
      }
      if let date {
        reading = .day(date, end, "numeric_date", isRelative: false)
        reading?.isFullDate = true
      }
    } else if widths.0 <= 2, widths.1 <= 2, isDayAndMonth(start, first, second, separator, widths) {
      reading = dayAndMonthNumbers(first, second, start + 2, weekday)
    } else if separator != .period || widths.0 == 4 {
      reading = monthAndYearNumbers(first, second, widths, start + 2)
    }
    reading?.hasWeekday = weekday != nil
    return reading
  }

  private func numericSeparator(_ index: Int) -> Gap? {
    guard index > 0, index < text.tokens.count, text.tokens[index].script == .digits else {
      return nil
    }
    let gap = text.tokens[index].gap
    return [.slash, .hyphen, .period].contains(gap) ? gap : nil
  }

  /// Day first, as written in Arabic; month first only where there is no such day.
  private func dayFirst(_ first: Int, _ second: Int, _ year: Int) -> CivilDate? {
    CivilDate(year: year, month: second, day: first)
      ?? CivilDate(year: year, month: first, day: second)
  }

  /// 20/06/19; 16/04/21 is the 21st of April where the 16th of April 2021 is not yet.
  private func twoDigitYear(_ first: Int, _ second: Int, _ third: Int) -> CivilDate? {
    let dayFirst = CivilDate(year: 2000 + third, month: second, day: first)
    let yearFirst = CivilDate(year: 2000 + first, month: second, day: third)
    guard let reference else { return dayFirst }
    return [dayFirst, yearFirst].compactMap(\.self).first { $0 <= reference } ?? dayFirst
  }

  private func isDayAndMonth(
    _ index: Int, _ first: Int, _ second: Int, _ separator: Gap, _ widths: (Int, Int)
  ) -> Bool {
    let fits =
      (1...31).contains(first) && (1...12).contains(second)
      || (1...12).contains(first) && (1...31).contains(second)
    guard fits, !(first == 24 && second == 7) else { return false }
    let hasCue =
      index > 0
      && (word(index - 1) == .on || word(index - 1) == .unit(.day)
        || weekdayName(index - 1, afterDayWord: true) != nil)
    let next = index + 2
    let countsOn =
      next < text.tokens.count && follows(next)
      && !(words[next] != nil || text.tokens[next].script == .digits)
    if separator == .slash {
      return hasCue || first > 12 || second > 12 || widths == (2, 2)
    }
    return hasCue && !countsOn && (first > 12 || second > 12)
  }

  private func dayAndMonthNumbers(
    _ first: Int, _ second: Int, _ end: Int, _ weekday: Weekday?
  ) -> DateReading? {
    let (day, month) = (1...12).contains(second) ? (first, second) : (second, first)
    let name = MonthName(
      calendar: .gregorian, number: month, tokens: end - 1..<end, isAmbiguous: false)
    guard day <= CivilDate.days(inMonth: month, of: 2000) else { return nil }
    return .day(
      resolve(day: day, DatedMonth(name: name, end: end), weekday: weekday), end, "numeric_date",
      isRelative: true)
  }

  private func monthAndYearNumbers(
    _ first: Int, _ second: Int, _ widths: (Int, Int), _ end: Int
  ) -> DateReading? {
    let (year, month) = widths.0 == 4 ? (first, second) : (second, first)
    guard widths.0 == 4 && widths.1 <= 2 || widths.0 <= 2 && widths.1 == 4,
      (1900...2100).contains(year), let span = CivilDate.month(month, of: year)
    else { return nil }
    return .span(span.first, span.last, end, "numeric_month", isRelative: false)
  }

  /// A day of the month alone, where يوم, بتاريخ, في or "on the" make it one.
  func bareDay(_ index: Int) -> DateReading? {
    var at = index
    var weekday: Weekday?
    let afterDay = skipDayWords(index)
    let isNamedDay = afterDay > index && word(afterDay - 1) == .unit(.day)
    if let day = weekdayName(afterDay, afterDayWord: afterDay > index) {
      weekday = day
      at = skip(afterDay + 1) { word($0) == .on || word($0) == .the }
      guard at < text.tokens.count, follows(at) else { return nil }
    } else if isNamedDay {
      at = afterDay
    } else if word(index) == .on {
      at = index + 1
      if word(at) == .the { at += 1 }
    } else if word(index - 1) == .on || isWord(index - 1, "the") {
      at = index
    } else {
      // "20 من الشهر الماضي" needs nothing before it.
      return dayNumber(index).flatMap { dayOfPeriod($0.value, $0.end, allowingIn: false) }
    }
    guard at < text.tokens.count, at == index || follows(at), let day = dayNumber(at) else {
      return nil
    }
    let ordinal = NumeralReader.ordinal(in: text, at: at)
    let isOrdinal = ordinal != nil
    // "في أول" and "يوم واحد" are no days; "في الخامس" and "في 15." are.
    if weekday == nil, text.tokens[at].script == .arabic,
      ordinal?.isDefinite != true
    {
      return nil
    }
    if let reading = dayOfPeriod(day.value, day.end, allowingIn: true) { return reading }
    // "قتل الأحد 4 عناصر" counts.
    guard weekday != nil || !countsSomething(day.end) else { return nil }
    if weekday != nil, !isOrdinal, follows(day.end), QuantityTagger.isCounted(day.end, in: text) {
      return nil
    }
    if text.tokens[at].script == .latin { return nil }
    if isLatin(index), !isOrdinal { return nil }
    if at + 1 < text.tokens.count, text.tokens[at].script == .digits,
      text.tokens[at + 1].script == .digits, text.tokens[at + 1].gap.isDisjoint(with: .space)
    {
      return nil
    }
    guard let reference else { return unresolved(day.end, "day_of_month") }
    if let weekday, isOrdinal, let nth = nth(day.value, weekday, day.end) { return nth }
    var candidates: [CivilDate] = []
    for back in 0...12 {
      guard
        let month = CivilDate(year: reference.year, month: reference.month, day: 1)?
          .adding(months: -back),
        let date = CivilDate(year: month.year, month: month.month, day: day.value),
        date <= reference
      else { continue }
      candidates.append(date)
    }
    let match = weekday.flatMap { weekday in candidates.prefix(3).first { $0.weekday == weekday } }
    return .day(match ?? candidates.first, day.end, "day_of_month", isRelative: true)
  }

  /// A day "من الشهر القادم", "of this month"; "20 in this month" may be a count.
  private func dayOfPeriod(_ day: Int, _ end: Int, allowingIn: Bool) -> DateReading? {
    let next = skip(end) {
      isWord($0, "من") || word($0) == .of || allowingIn && isWord($0, "في")
    }
    guard next < text.tokens.count, next > end || allowingIn, follows(next),
      let month = period(next), month.rule.hasSuffix("month")
    else { return nil }
    let date = month.dates.flatMap {
      CivilDate(year: $0.first.year, month: $0.first.month, day: day)
    }
    return .day(date, month.end, "day_of_month", isRelative: true)
  }

  /// "الأحد الثاني": the second of this month where that is a Sunday, else its second Sunday.
  private func nth(_ number: Int, _ weekday: Weekday, _ end: Int) -> DateReading? {
    guard let reference, number <= 5,
      let first = CivilDate(year: reference.year, month: reference.month, day: 1)
    else { return nil }
    if (first + (number - 1)).weekday == weekday { return nil }
    let date = (first + 6).onOrBefore(weekday) + 7 * (number - 1)
    guard date.month == reference.month else { return unresolved(end, "weekday_of_month") }
    return .day(date, end, "weekday_of_month", isRelative: true)
  }

  /// Whether a number before `index` counts what follows.
  private func countsSomething(_ index: Int) -> Bool {
    guard index < text.tokens.count, follows(index) else { return false }
    return words[index] == nil || word(index) == .of
  }
}
