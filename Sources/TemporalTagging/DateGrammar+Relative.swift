internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

extension DateGrammar {
  // MARK: Days

  /// اليوم, أمس, "أول أمس", غدا, today, yesterday, "last night", overnight, with a weekday after.
  func dayWord(_ index: Int) -> DateReading? {
    guard let (offset, end, rule) = dayOffset(index) else { return nil }
    let day = reference.map { $0 + offset }
    var reading: DateReading
    if rule == "night" {
      reading = .span(reference.map { $0 - 1 }, reference, end, rule, isRelative: true)
    } else {
      reading = .day(day, end, rule, isRelative: true)
    }
    reading.isFuture = offset > 0
    // "أمس الأربعاء 19 يونيو": the date says more, and holds without a reference too.
    if end < text.tokens.count, follows(end, allowing: [.comma, .openBracket]) {
      if let date = longest([dated(end), numericDate(end)]), date.dates != nil || day == nil {
        var date = date
        date.rule = rule + "_" + date.rule
        return date
      }
      if weekdayName(end, afterDayWord: true) != nil, follows(end) {
        reading.end = end + 1
        reading.hasWeekday = true
      }
    }
    return reading
  }

  private func dayOffset(_ index: Int) -> (offset: Int, end: Int, rule: String)? {
    var at = index
    while word(at) == .dayPart || word(at) == .unit(.day) && isArabic(at) && !isDefinite(at),
      follows(at + 1), at - index < 2
    {
      at += 1
    }
    if word(at) == .this, follows(at + 1), !isWord(at - 1, "مثل") {
      // هذا اليوم, this morning
      if word(at + 1) == .unit(.day), isDefinite(at + 1) { return (0, at + 2, "today") }
      if word(at + 1) == .dayPart { return (0, at + 2, "today") }
    }
    switch word(at) {
    case .today: return (0, at + 1, "today")
    case .tonight:
      if word(at + 1) == .past, follows(at + 1) { return (0, at + 2, "night") }
      return (0, at + 1, "today")
    case .overnight: return (0, at + 1, "night")
    case .tomorrow:
      if isArabic(at), word(index - 1) == .after { return nil }
      return (1, at + 1, "tomorrow")
    case .yesterday:
      if follows(at + 1), isWord(at + 1, "الاول") || isWord(at + 1, "الاولي") {
        return (-2, at + 2, "day_before_yesterday")
      }
      return (-1, at + 1, "yesterday")
    case .before, .final: break
    case .after where isArabic(at):
      if word(at + 1) == .tomorrow { return (2, at + 2, "day_after_tomorrow") }
    case .past where isLatin(at) && follows(at + 1) && isWord(at, "last"):
      if isWord(at + 1, "night") { return (0, at + 2, "night") }
      if word(at + 1) == .dayPart { return (-1, at + 2, "yesterday") }
    case .unit(.day) where isArabic(at) && isDefinite(at):
      guard !isQualifiedDay(at) else { return nil }
      return (0, at + 1, "today")
    default: break
    }
    // أول أمس, أول من أمس, قبل أمس, قبل يوم أمس
    if isWord(at, "اول") || word(at) == .before {
      var next = at + 1
      if isWord(next, "من") || isWord(next, "يوم") { next += 1 }
      if follows(next), word(next) == .yesterday {
        return (-2, next + 1, "day_before_yesterday")
      }
    }
    if word(at) == .the { at += 1 }
    if isWord(at, "day"), word(at + 1) == .before, word(at + 2) == .yesterday {
      return (-2, at + 3, "day_before_yesterday")
    }
    return nil
  }

  /// "اليوم التالي", "ذلك اليوم", "اليوم الثاني" are not today.
  private func isQualifiedDay(_ index: Int) -> Bool {
    if isWord(index - 1, "ذلك") || isWord(index - 1, "طوال") || isWord(index - 2, "مثل") {
      return true
    }
    guard follows(index + 1) else { return false }
    switch word(index + 1) {
    case .followingOne, .previousOne, .same, .past, .next, .final: return true
    default:
      guard let ordinal = NumeralReader.ordinal(in: text, at: index + 1) else { return false }
      return ordinal.isDefinite
    }
  }

  /// "اليوم التالي", "the same day", "a day earlier": counted from the day told last.
  func anchored(_ index: Int, _ lastDay: CivilDate?) -> DateReading? {
    var at = index
    if word(at) == .on { at += 1 }
    if word(at) == .the || isWord(at, "a") { at += 1 }
    guard at < text.tokens.count, at == index || follows(at) else { return nil }
    var offset: Int?
    var end = at
    if word(at) == .unit(.day), isArabic(at), isDefinite(at), follows(at + 1) {
      end = at + 2
      switch word(at + 1) {
      case .followingOne, .next: offset = 1
      case .previousOne, .past: offset = -1
      case .same: offset = 0
      default: break
      }
    } else if isWord(at, "ذلك") || isWord(at, "that"), word(at + 1) == .unit(.day) {
      (offset, end) = (0, at + 2)
    } else if word(at) == .same, isLatin(at), word(at + 1) == .unit(.day) {
      (offset, end) = (0, at + 2)
    } else if word(at) == .followingOne || word(at) == .next && isWord(at - 1, "the"),
      isLatin(at), word(at + 1) == .unit(.day) || word(at + 1) == .dayPart
    {
      (offset, end) = (1, at + 2)
    } else if word(at) == .previousOne, isLatin(at), word(at + 1) == .unit(.day) {
      (offset, end) = (-1, at + 2)
    } else if isWord(at, "day"), isWord(at + 1, "earlier") || word(at + 1) == .before {
      (offset, end) = (-1, at + 2)
    } else if isWord(at, "day"), isWord(at + 1, "later") {
      (offset, end) = (1, at + 2)
    }
    guard let offset else { return nil }
    let anchor = lastDay ?? reference
    var reading = DateReading.day(anchor.map { $0 + offset }, end, "anchored", isRelative: true)
    reading.countsFromLastDay = lastDay != nil
    return reading
  }

  /// "السبت الماضي", "on Wednesday", "last Saturday", "الجمعة من الأسبوع الماضي".
  func weekdayExpression(_ index: Int) -> DateReading? {
    if let week = period(index), week.rule.hasSuffix("week"), follows(week.end) {
      // "الأسبوع الماضي يوم الجمعة".
      let at = skipDayWords(word(week.end) == .on ? week.end + 1 : week.end)
      if let weekday = weekdayName(at, afterDayWord: at > week.end) {
        return .day(
          week.dates.map { $0.first.monday + (weekday.rawValue - 1) }, at + 1,
          "weekday_of_week", isRelative: true)
      }
    }
    var at = skipDayWords(index)
    var fix: DatedMonth.Fix?
    if isLatin(at), follows(at + 1) {
      switch word(at) {
      case .past: (fix, at) = (.past, at + 1)
      case .next: (fix, at) = (.next, at + 1)
      case .this: (fix, at) = (.current, at + 1)
      default: break
      }
    } else if word(at) == .this, follows(at + 1) {
      (fix, at) = (.current, skipDayWords(at + 1))
    }
    guard let weekday = weekdayName(at, afterDayWord: at > index) else { return nil }
    var end = at + 1
    if fix == nil, follows(end), isArabic(end), isDefinite(end) {
      switch word(end) {
      case .past, .previousOne: (fix, end) = (.past, end + 1)
      case .next: (fix, end) = (.next, end + 1)
      default: break
      }
    }
    let next = skip(end) { isWord($0, "من") || word($0) == .of }
    if next < text.tokens.count, follows(next), let week = period(next),
      week.rule.hasSuffix("week")
    {
      return .day(
        week.dates.map { $0.first.monday + (weekday.rawValue - 1) }, week.end, "weekday_of_week",
        isRelative: true)
    }
    if isLatin(at), word(end) == .dayPart, follows(end) { end += 1 }
    guard let reference else { return unresolved(end, "weekday") }
    var reading: DateReading
    switch fix {
    case .past:
      reading = .day((reference - 1).onOrBefore(weekday), end, "last_weekday", isRelative: true)
    case .next:
      reading = .day((reference + 7).onOrBefore(weekday), end, "next_weekday", isRelative: true)
      reading.isFuture = true
    case .current:
      // "this Friday" is of this week, past or coming.
      let date = reference.monday + (weekday.rawValue - 1)
      reading = .day(date, end, "weekday_of_week", isRelative: true)
      reading.isFuture = date > reference
    case nil: reading = .day(reference.onOrBefore(weekday), end, "weekday", isRelative: true)
    }
    reading.hasWeekday = true
    return reading
  }

  // MARK: Spans

  /// A number of units: "ثلاثة أيام", يومين, شهر, "a few weeks", "بضعة أشهر".
  struct Duration {
    var unit: TimeUnit
    var count: Int
    /// Whether the number is not told ("بضعة أيام").
    var isVague: Bool
    var end: Int
  }

  func duration(_ index: Int) -> Duration? {
    var at = index
    var isVague = false
    while at - index < 4, isMore(at), follows(at + 1) { at += 1 }
    guard at < text.tokens.count else { return nil }
    switch word(at) {
    case .unit(let unit):
      if let one = NumeralReader.numeral(in: text, at: at + 1), one.value == 1,
        one.notation == .words, follows(at + 1), isArabic(at)
      {
        return Duration(unit: unit, count: 1, isVague: false, end: at + 2)
      }
      return isArabic(at) ? Duration(unit: unit, count: 1, isVague: false, end: at + 1) : nil
    case .twoUnits(let unit): return Duration(unit: unit, count: 2, isVague: false, end: at + 1)
    case .units(let unit): return Duration(unit: unit, count: 3, isVague: true, end: at + 1)
    case .few:
      isVague = true
      if case .units(let unit) = word(at + 1), follows(at + 1) {
        return Duration(unit: unit, count: 3, isVague: true, end: at + 2)
      }
      return nil
    default: break
    }
    if isWord(at, "a") || isWord(at, "an") {
      if word(at + 1) == .few, case .units(let unit) = word(at + 2) {
        return Duration(unit: unit, count: 3, isVague: true, end: at + 3)
      }
      if case .unit(let unit) = word(at + 1), follows(at + 1) {
        return Duration(unit: unit, count: 1, isVague: isVague, end: at + 2)
      }
    }
    guard let numeral = NumeralReader.numeral(in: text, at: at), let count = numeral.whole,
      (0...10_000).contains(count), follows(numeral.tokens.upperBound)
    else { return nil }
    switch word(numeral.tokens.upperBound) {
    case .unit(let unit), .units(let unit):
      return Duration(unit: unit, count: count, isVague: false, end: numeral.tokens.upperBound + 1)
    default: return nil
    }
  }

  /// Words before a number that do not change which day is meant: "قبل حوالي", "more than".
  private func isMore(_ index: Int) -> Bool {
    word(index) == .more || isWord(index, "من") && word(index - 1) == .more
      || isWord(index, "ما") || isWord(index, "يقارب") || isWord(index, "يزيد")
      || isWord(index, "عن") && isWord(index - 1, "يزيد")
  }

  /// The day some units before (or with a negative sign after) another.
  func shifted(_ day: CivilDate, _ unit: TimeUnit, _ count: Int) -> CivilDate? {
    guard abs(count) <= 20_000 else { return nil }
    switch unit {
    case .hour: return day + Int((Double(count) / 24).rounded(.towardZero))
    case .day: return day + count
    case .week: return day + 7 * count
    case .month: return day.adding(months: count)
    case .year: return day.adding(months: 12 * count)
    case .decade: return day.adding(months: 120 * count)
    }
  }

  /// "قبل يومين", "منذ ثلاثة أشهر", "two days ago", "بعد أربعة أعوام على".
  func ago(_ index: Int, _ lastDay: CivilDate? = nil) -> DateReading? {
    let lead = word(index)
    let isLed = isArabic(index) && (lead == .before || lead == .since || lead == .after)
    let isEnglishAfter = isLatin(index) && lead == .after
    let start = isLed || isEnglishAfter ? index + 1 : index
    guard start == index || follows(start), let first = duration(start) else { return nil }
    var parts = [first]
    var end = first.end
    while end < text.tokens.count, follows(end, allowing: .comma), parts.count < 3 {
      let next = word(end) == .and ? end + 1 : end
      guard let part = duration(next),
        next > end || startsJoined(end) || text.tokens[end].gap.contains(.comma),
        !parts.contains(where: { $0.unit == part.unit })
      else { break }
      parts.append(part)
      end = part.end
    }
    let now = nowEnd(end)
    if !isLed, !isEnglishAfter {
      // English: the word comes after; "two days earlier" is counted from another day.
      if word(end) == .ago, follows(end) { return past(parts, end + 1, isSince: false) }
      if isWord(end, "later") { return unresolved(end + 1, "offset_after") }
      guard let from = lastDay ?? reference else {
        return isWord(end, "earlier") ? unresolved(end + 1, "offset_after") : nil
      }
      guard parts.allSatisfy({ $0.unit == .day && !$0.isVague }) else {
        return isWord(end, "earlier") ? unresolved(end + 1, "offset_after") : nil
      }
      let day = from - parts.reduce(0) { $0 + $1.count }
      if isWord(end, "earlier"), follows(end) {
        return .day(day, end + 1, "days_earlier", isRelative: true)
      }
      // "A day after X fell": the day of what follows, which is counted from the news.
      if word(end) == .after, follows(end), end + 1 < text.tokens.count {
        return .day(day, end, "days_after", isRelative: true)
      }
      return nil
    }
    if lead == .after {
      guard let now else { return unresolved(end, "offset_after") }
      var day = reference
      for part in parts { day = day.flatMap { shifted($0, part.unit, part.count) } }
      var reading = DateReading.day(day, now, "from_now", isRelative: true)
      reading.isFuture = true
      return reading
    }
    if lead == .before, now == nil, follows(end),
      isWord(end, "من") || isWord(end, "على") || isWord(end, "علي")
    {
      return unresolved(end, "offset_before")
    }
    // قبل اليوم and قبل ساعة الصفر are not spans.
    if lead == .before, isDefinite(start), case .unit = word(start) { return nil }
    let finish = isWord(end, "مضت") && follows(end) ? end + 1 : now ?? end
    return past(parts, finish, isSince: lead == .since)
  }

  private func startsJoined(_ index: Int) -> Bool {
    words[index]?.joined.hasConjunction == true
      || NumeralReader.numeral(in: text, at: index) != nil && isArabic(index)
        && text.folded[text.tokens[index].folded].starts(with: [0xD9, 0x88])
  }

  /// The end of "من الآن", "from now".
  private func nowEnd(_ index: Int) -> Int? {
    guard follows(index) else { return nil }
    if isWord(index, "من"), isWord(index + 1, "الان") { return index + 2 }
    if isWord(index, "from"), isWord(index + 1, "now") { return index + 2 }
    return nil
  }

  private func past(_ parts: [Duration], _ end: Int, isSince: Bool) -> DateReading {
    guard let reference, let smallest = parts.last else { return unresolved(end, "ago") }
    var day: CivilDate? = reference
    for part in parts { day = day.flatMap { shifted($0, part.unit, -part.count) } }
    guard let day else { return unresolved(end, "ago") }
    var reading: DateReading
    switch smallest.unit {
    case .hour:
      let first = smallest.isVague ? reference : min(day, reference)
      reading = .span(first, reference, end, "ago", isRelative: true)
    case .day where smallest.isVague:
      reading = .span(day - 2, day + 1, end, "ago", isRelative: true)
    case .day: reading = .day(day, end, "ago", isRelative: true)
    case .week, .month, .year, .decade:
      if isSince {
        reading = .span(day, reference, end, "since_ago", isRelative: true)
      } else if parts.count > 1, let finest = parts.map(\.unit).min(by: { rank($0) < rank($1) }),
        finest == .day
      {
        reading = .day(day, end, "ago", isRelative: true)
      } else {
        let slack: Int =
          switch smallest.unit {
          case .week: 3
          case .month: 15
          default: 182
          }
        reading = .span(
          day - slack, min(day + slack, reference), end, "ago", isRelative: true)
      }
    }
    reading.nominalDay = day
    return reading
  }

  private func rank(_ unit: TimeUnit) -> Int {
    switch unit {
    case .hour: 0
    case .day: 1
    case .week: 2
    case .month: 3
    case .year: 4
    case .decade: 5
    }
  }

  /// "الأسبوع الماضي", "هذا الشهر", "الأيام القليلة الماضية", "the past three days", "last month".
  func period(_ index: Int) -> DateReading? {
    guard index < text.tokens.count else { return nil }
    return isLatin(index) || text.tokens[index].script == .digits && isLatin(index + 1)
      ? englishPeriod(index) : arabicPeriod(index)
  }

  private func arabicPeriod(_ index: Int) -> DateReading? {
    var at = index
    if word(at) == .during { at += 1 }
    guard at < text.tokens.count, at == index || follows(at) else { return nil }
    if word(at) == .this, follows(at + 1), case .unit(let unit) = word(at + 1) {
      return unit == .day ? nil : calendarUnit(unit, 0, at + 2)
    }
    if word(at) == .final, !isDefinite(at), follows(at + 1), let duration = duration(at + 1),
      !isDefinite(at + 1)
    {
      if duration.count == 1, duration.unit == .day {
        return .day(reference.map { $0 - 1 }, duration.end, "last_day", isRelative: true)
      }
      return window(duration, duration.end)
    }
    switch word(at) {
    case .unit(let unit) where isDefinite(at):
      guard follows(at + 1) else { return nil }
      switch word(at + 1) {
      case .past where unit == .hour:
        return window(.init(unit: unit, count: 1, isVague: false, end: at), at + 2)
      case .past where unit != .day:
        return calendarUnit(unit, -1, at + 2)
      case .next where unit != .day: return calendarUnit(unit, 1, at + 2)
      case .current where unit != .day: return calendarUnit(unit, 0, at + 2)
      default: return nil
      }
    case .twoUnits(let unit) where isDefinite(at):
      guard follows(at + 1), word(at + 1) == .past else { return nil }
      return window(.init(unit: unit, count: 2, isVague: false, end: at), at + 2)
    case .units(let unit) where isDefinite(at):
      var next = at + 1
      var count = 3
      var isVague = true
      guard follows(next) else { return nil }
      if word(next) == .few {
        next += 1
      } else {
        if isWord(next, "ال") { next += 1 }
        if let number = NumeralReader.numeral(in: text, at: next), let value = number.whole,
          (1...10_000).contains(value)
        {
          (count, isVague, next) = (value, false, number.tokens.upperBound)
        } else if unit == .day {
          // "الأيام الماضية": about a week.
          count = 6
        }
      }
      guard follows(next), word(next) == .past else { return nil }
      return window(.init(unit: unit, count: count, isVague: isVague, end: at), next + 1)
    default: break
    }
    // "الـ 24 ساعة الماضية", "3 أيام الماضية".
    var start = at
    if isWord(start, "ال") { start += 1 }
    guard let duration = duration(start), follows(duration.end), word(duration.end) == .past,
      !isDefinite(start) || isArabic(start)
    else { return nil }
    return window(duration, duration.end + 1)
  }

  private func englishPeriod(_ index: Int) -> DateReading? {
    var at = index
    if word(at) == .during { at += 1 }
    if isWord(at, "earlier") || isWord(at, "later") { at += 1 }
    if word(at) == .the { at += 1 }
    guard at < text.tokens.count, at == index || follows(at), follows(at + 1) else { return nil }
    let isPast = isWord(at, "past")
    switch word(at) {
    case .this, .current:
      guard case .unit(let unit) = word(at + 1), unit != .day, unit != .hour else { return nil }
      return calendarUnit(unit, 0, at + 2)
    case .next:
      guard case .unit(let unit) = word(at + 1), unit != .day, unit != .hour else { return nil }
      return calendarUnit(unit, 1, at + 2)
    case .previousOne:
      guard case .unit(let unit) = word(at + 1), unit != .day, unit != .hour else { return nil }
      return calendarUnit(unit, -1, at + 2)
    case .recent:
      guard case .units(let unit) = word(at + 1) else { return nil }
      return window(.init(unit: unit, count: unit == .day ? 6 : 3, isVague: true, end: at), at + 2)
    case .past:
      if case .unit(let unit) = word(at + 1) {
        if unit == .day || unit == .hour || isPast {
          return window(.init(unit: unit, count: 1, isVague: false, end: at), at + 2)
        }
        return calendarUnit(unit, -1, at + 2)
      }
      guard let duration = duration(at + 1) else { return nil }
      return window(duration, duration.end)
    default: return nil
    }
  }

  /// The days from some units before the reference up to it.
  private func window(_ duration: Duration, _ end: Int) -> DateReading {
    guard let reference else { return unresolved(end, "past_period") }
    var first = shifted(reference, duration.unit, -duration.count)
    if duration.unit == .hour {
      first = reference - max(1, (duration.count + 23) / 24)
    } else if duration.unit == .week, duration.count == 1 {
      first = reference - 6
    }
    var reading = DateReading.span(first, reference, end, "past_period", isRelative: true)
    reading.nominalDay = first
    return reading
  }

  /// A week from Monday, a month or a year of the calendar, by its distance from this one.
  private func calendarUnit(_ unit: TimeUnit, _ offset: Int, _ end: Int) -> DateReading? {
    let name: String
    switch unit {
    case .week: name = "week"
    case .month: name = "month"
    case .year: name = "year"
    case .hour, .day, .decade: return nil
    }
    let rule = (offset == 0 ? "this_" : offset < 0 ? "last_" : "next_") + name
    guard let reference else { return unresolved(end, rule) }
    var span: DateSpan?
    switch unit {
    case .week:
      let monday = reference.monday + 7 * offset
      span = DateSpan(monday, monday + 6)
    case .month:
      let (year, month, _) = reference.components
      let number = year * 12 + month - 1 + offset
      span = CivilDate.month(number % 12 + 1, of: number / 12)
    default: span = CivilDate.year(reference.year + offset)
    }
    guard let span else { return unresolved(end, rule) }
    let clipped = upToReference(span)
    var reading = DateReading.span(
      clipped.first, clipped.last, end, rule, isRelative: true)
    reading.precision = unit == .week ? 3 : unit == .month ? 4 : 5
    reading.isFuture = offset > 0
    return reading
  }
}
