internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

extension DateGrammar {
  /// Feasts with a fixed day: عيد الفطر (1 to 3 Shawwal), عيد الأضحى (10 to 13 Dhu al-Hijja),
  /// عيد الميلاد (25 December), رأس السنة (1 January) and its eve.
  ///
  /// The Islamic ones may begin a day later or earlier where the moon is sighted.
  func holiday(_ index: Int) -> DateReading? {
    var at = index
    var isEve = false
    if isWord(at, "ليله") || isWord(at, "عشيه") {
      isEve = true
      at += 1
    }
    if isWord(at, "يوم") { at += 1 }
    guard at < text.tokens.count, at == index || follows(at), let feast = feast(at) else {
      return nil
    }
    var month = DatedMonth(
      name: MonthName(
        calendar: feast.calendar, number: feast.month, tokens: at..<feast.end,
        isAmbiguous: false),
      end: feast.end)
    if feast.month == 1, isWord(feast.end, "الجديده"), follows(feast.end) { month.end += 1 }
    readFeastYear(into: &month)
    if isEve, feast.calendar == .gregorian {
      month.name.number = feast.month == 1 ? 12 : feast.month
      let day = feast.month == 1 ? 31 : feast.day - 1
      return .day(
        resolve(day: day, month, weekday: nil), month.end, "holiday",
        isRelative: month.year == nil)
    }
    let first = resolve(day: feast.day, month, weekday: nil)
    guard let reference, let first, month.year == nil else {
      return .span(
        first, first.map { $0 + (feast.days - 1) }, month.end, "holiday",
        isRelative: month.year == nil)
    }
    return .span(
      first, min(first + (feast.days - 1), max(first, reference)), month.end, "holiday",
      isRelative: true)
  }

  private func readFeastYear(into month: inout DatedMonth) {
    guard follows(month.end) else { return }
    let at = skip(month.end) { isWord($0, "من") || isYearWord($0) }
    if month.name.calendar == .gregorian, let year = yearNumber(at) {
      (month.year, month.end) = (year.value, year.end)
    } else if month.name.calendar == .hijri, let year = yearNumber(at, calendar: .hijri) {
      (month.year, month.end) = (year.value, year.end)
    } else if word(month.end) == .past, isDefinite(month.end) {
      month.fix = .past
      month.end += 1
    }
  }

  private func feast(
    _ index: Int
  ) -> (calendar: MonthName.Calendar, month: Int, day: Int, days: Int, end: Int)? {
    let next = index + 1
    if isWord(index, "christmas") { return (.gregorian, 12, 25, 1, next) }
    guard follows(next) else { return nil }
    if isWord(index, "عيد") || isWord(index, "بعيد") || isWord(index, "لعيد") {
      if isWord(next, "الفطر") { return (.hijri, 10, 1, 3, next + 1) }
      if isWord(next, "الاضحي") { return (.hijri, 12, 10, 4, next + 1) }
      if isWord(next, "الميلاد") { return (.gregorian, 12, 25, 1, next + 1) }
    }
    if isWord(index, "راس"), isWord(next, "السنه") { return (.gregorian, 1, 1, 1, next + 1) }
    if isWord(index, "eid"), isWord(next, "al") {
      if isWord(next + 1, "fitr") { return (.hijri, 10, 1, 3, next + 2) }
      if isWord(next + 1, "adha") { return (.hijri, 12, 10, 4, next + 2) }
    }
    return nil
  }
}
