internal import CivilCalendar
internal import Numerals
internal import TextAnalysis

/// What a word does for an expression of time.
private enum Telling: Sendable {
  /// It stands in one, as "the" and "from" do.
  case links
  /// It tells a time beside other words, as numbers do.
  case numbers
  /// It tells a time by itself.
  case tells
}

/// Every word that an expression of time has in it, besides digits.
private let vocabulary: WordTable<Telling> = {
  var words: [(String, Telling)] = MonthName.firstWords.map { ($0, .tells) }
  for (word, role) in TimeWord.arabic.entries + TimeWord.english.entries where role.tellsTime {
    words.append((word, .tells))
  }
  words += ["عيد", "راس", "christmas", "eid"].map { ($0, .tells) }
  words += ["half", "quarter"].map { ($0, .tells) }
  words += TimeWord.decades.entries.map { ($0.word, .tells) }
  words += NumeralReader.firstWords.map { ($0, .numbers) }
  words += ["that", "ذلك", "earlier", "a", "an", "ما", "ال", "يومي"].map { ($0, .links) }
  words += (TimeWord.arabic.entries + TimeWord.english.entries).map { ($0.word, .links) }
  return WordTable(words)
}()

/// Reads one expression of time at a token; the rules are in extensions, one file a kind.
struct DateGrammar {
  let text: TokenizedText
  /// The day that "yesterday" counts from.
  var reference: CivilDate?
  let words: [(word: TimeWord, joined: Joined)?]
  /// Whether a word is one of time at all: most words of a text are asked for once only.
  private let begins: [Bool]
  /// The next token, or this one, that is a number or tells a time by itself.
  private let nextNumber: [Int]
  /// The next token, or this one, that tells a time by itself, or as a number by how it stands.
  private let nextTelling: [Int]
  private let count: Int

  init(text: TokenizedText, reference: CivilDate?) {
    self.text = text
    self.reference = reference
    count = text.tokens.count
    let roles = text.tokens.indices.map { Self.telling($0, in: text) }
    let words = text.tokens.indices.map { roles[$0] == nil ? nil : Self.timeWord($0, in: text) }
    var begins = [Bool](repeating: false, count: count)
    var nextNumber = [Int](repeating: .max, count: count)
    var nextTelling = [Int](repeating: .max, count: count)
    var (number, telling) = (Int.max, Int.max)
    for index in text.tokens.indices.reversed() {
      if let role = roles[index] {
        begins[index] = true
        if role != .links { number = index }
        if role == .tells
          || role == .numbers && Self.isNumberOfDate(index, in: text, words)
        {
          telling = index
        }
      }
      nextNumber[index] = number
      nextTelling[index] = telling
    }
    self.begins = begins
    self.nextNumber = nextNumber
    self.nextTelling = nextTelling
    self.words = words
  }

  private static func telling(_ index: Int, in text: TokenizedText) -> Telling? {
    switch text.tokens[index].script {
    case .digits: .numbers
    case .arabic, .latin: vocabulary.match(index, in: text)?.value
    case .other: nil
    }
  }

  private static func timeWord(
    _ index: Int, in text: TokenizedText
  ) -> (word: TimeWord, joined: Joined)? {
    switch text.tokens[index].script {
    case .arabic: return TimeWord.arabic.match(index, in: text).map { ($0.value, $0.joined) }
    case .latin:
      guard let word = TimeWord.english.value(of: index, in: text) else { return nil }
      if case .shortWeekday = word, !text.tokens[index].isCapitalized { return nil }
      return (word, Joined())
    case .digits, .other: return nil
    }
  }

  /// Whether a number may tell a time with no other word that does: a year, 20/6, "في 15", "the
  /// 15th".
  private static func isNumberOfDate(
    _ index: Int, in text: TokenizedText, _ words: [(word: TimeWord, joined: Joined)?]
  ) -> Bool {
    if text.tokens[index].script == .digits {
      if text.tokens[index].folded.count == 4 { return true }
      let next = index + 1
      if next < text.tokens.count, !text.tokens[next].gap.contains(.space) { return true }
      if index > 0, !text.tokens[index].gap.contains(.space) { return true }
    }
    return (max(0, index - 2)..<index).contains {
      words[$0]?.word == .on || words[$0]?.word == .the
    }
  }

  /// The longest expression that begins with a token.
  func reading(at index: Int, lastDay: CivilDate?) -> DateReading? {
    // No expression has more words than these before the first number, and before the first word
    // that tells a time.
    guard begins[index], nextNumber[index] <= index + 5, nextTelling[index] <= index + 10,
      nextTelling[index] <= index + 1
        || text.tokens[nextTelling[index]].sentence == text.tokens[index].sentence
    else { return nil }
    var best: DateReading?
    take(dayRange(index), ifLongerThan: &best)
    take(dayList(index), ifLongerThan: &best)
    take(sinceRange(index, lastDay), ifLongerThan: &best)
    take(fromRange(index, lastDay), ifLongerThan: &best)
    if let point = simple(index, lastDay) {
      take(continued(point, from: index, lastDay), ifLongerThan: &best)
    }
    return best
  }

  /// A single point or span of time, without the words that make a range of two.
  func simple(_ index: Int, _ lastDay: CivilDate?) -> DateReading? {
    guard index < count else { return nil }
    var best: DateReading?
    take(dated(index), ifLongerThan: &best)
    take(numericDate(index), ifLongerThan: &best)
    take(dayWord(index), ifLongerThan: &best)
    take(ago(index, lastDay), ifLongerThan: &best)
    take(weekOfMonth(index, lastDay), ifLongerThan: &best)
    take(period(index), ifLongerThan: &best)
    take(partOf(index), ifLongerThan: &best)
    take(monthAlone(index), ifLongerThan: &best)
    take(yearAlone(index), ifLongerThan: &best)
    take(season(index), ifLongerThan: &best)
    take(anchored(index, lastDay), ifLongerThan: &best)
    take(weekdayExpression(index), ifLongerThan: &best)
    take(bareDay(index), ifLongerThan: &best)
    take(holiday(index), ifLongerThan: &best)
    take(partOfYear(index), ifLongerThan: &best)
    take(decade(index), ifLongerThan: &best)
    return best
  }

  func longest(_ readings: [DateReading?]) -> DateReading? {
    var best: DateReading?
    for reading in readings { take(reading, ifLongerThan: &best) }
    return best
  }

  private func take(_ reading: DateReading?, ifLongerThan best: inout DateReading?) {
    if let reading, reading.end > best?.end ?? -1 { best = reading }
  }

  // MARK: Looking at tokens

  func word(_ index: Int) -> TimeWord? {
    index >= 0 && index < count ? words[index]?.word : nil
  }

  func isWord(_ index: Int, _ folded: StaticString) -> Bool { text.isWord(index, folded) }

  func isDefinite(_ index: Int) -> Bool {
    index >= 0 && index < count && words[index]?.joined.isDefinite == true
  }

  func isLatin(_ index: Int) -> Bool {
    index >= 0 && index < count && text.tokens[index].script == .latin
  }

  func isArabic(_ index: Int) -> Bool {
    index >= 0 && index < count && text.tokens[index].script == .arabic
  }

  /// Whether a token goes on from the one before: no sentence or list between.
  func follows(_ index: Int, allowing extra: Gap = []) -> Bool {
    guard index > 0, index < count else { return false }
    return text.tokens[index].gap.subtracting(extra).joinsName
  }

  /// Skips words such as "the", من, شهر, a joined article; four at most, so that a text of
  /// nothing else takes no longer.
  func skip(_ index: Int, allowing first: Gap = [], _ isSkipped: (Int) -> Bool) -> Int {
    var at = index
    while at < count, at - index < 4, follows(at, allowing: at == index ? first : []),
      isSkipped(at)
    { at += 1 }
    return at
  }

  // MARK: Ranges

  /// "6-8 May", "من 24 حتى 28 نيسان", "بين 6 و8 أيار", "May 6-8".
  private func dayRange(_ index: Int) -> DateReading? {
    var at = index
    var isBetween = false
    if word(at) == .between || isWord(at, "ما") && word(at + 1) == .between {
      isBetween = true
      at += word(at) == .between ? 1 : 2
    } else if isWord(at, "من") || word(at) == .from {
      at += 1
    }
    if let reading = monthFirstRange(at) { return reading }
    guard let first = dayNumber(at) else { return nil }
    at = first.end
    guard
      let second = linked(at, isBetween, allowingHyphen: true).flatMap({ dayNumber($0) }),
      second.value > first.value
    else { return nil }
    if let month = monthAndYear(after: second.end, dayStart: at) {
      guard let last = resolve(day: second.value, month, weekday: nil) else {
        return unresolved(month.end, "range")
      }
      let begin = last - (second.value - first.value)
      return .span(begin, last, month.end, "range", isRelative: month.year == nil)
    }
    // "من 4 إلى 22 هذا الشهر".
    let next = skip(second.end) { isWord($0, "من") || isWord($0, "في") || word($0) == .of }
    if follows(next), let month = period(next), month.rule.hasSuffix("month"),
      let days = month.dates
    {
      let (year, number, _) = days.first.components
      return .span(
        CivilDate(year: year, month: number, day: first.value),
        CivilDate(year: year, month: number, day: second.value), month.end, "range",
        isRelative: true)
    }
    return nil
  }

  /// "يومي 24 و25 نيسان", "on 3, 4 and 5 June": days that follow one another within ten.
  private func dayList(_ index: Int) -> DateReading? {
    var at = index
    if isListLead(at) {
      at += 1
      guard at < count, follows(at) else { return nil }
    } else if !isListLead(index - 1) {
      return nil
    }
    guard at < count, text.tokens[at].script == .digits, let first = dayNumber(at) else {
      return nil
    }
    var last = first
    while last.end < count, follows(last.end, allowing: .comma) {
      let next = word(last.end) == .and ? last.end + 1 : last.end
      guard next > last.end || text.tokens[next].gap.contains(.comma), next < count,
        text.tokens[next].script == .digits, let day = dayNumber(next), day.value > last.value
      else { break }
      last = day
    }
    guard last.value > first.value, last.value - first.value < 10,
      let month = monthAndYear(after: last.end, dayStart: at)
    else { return nil }
    guard let end = resolve(day: last.value, month, weekday: nil) else {
      return unresolved(month.end, "days")
    }
    return .span(
      end - (last.value - first.value), end, month.end, "days", isRelative: month.year == nil)
  }

  private func isListLead(_ index: Int) -> Bool {
    word(index) == .on || isWord(index, "يومي") || isWord(index, "اليومين")
      || word(index) == .units(.day) || isWord(index, "in")
  }

  private func monthFirstRange(_ index: Int) -> DateReading? {
    guard let name = MonthName.name(in: text, at: index),
      text.tokens[index].script == .latin, let first = dayNumber(name.tokens.upperBound),
      let second = linked(first.end, false, allowingHyphen: true).flatMap({ dayNumber($0) }),
      second.value > first.value
    else { return nil }
    var month = DatedMonth(name: name, end: second.end)
    readYear(into: &month)
    guard let last = resolve(day: second.value, month, weekday: nil) else {
      return unresolved(month.end, "range")
    }
    return .span(
      last - (second.value - first.value), last, month.end, "range",
      isRelative: month.year == nil)
  }

  func unresolved(_ end: Int, _ rule: String) -> DateReading {
    DateReading(end: end, dates: nil, precision: 6, rule: rule, isRelative: true)
  }

  /// Where the second part of a range begins, if a word or a hyphen links it to the first.
  private func linked(_ index: Int, _ isBetween: Bool, allowingHyphen: Bool) -> Int? {
    guard index < count else { return nil }
    if allowingHyphen, text.tokens[index].gap.subtracting(.space) == .hyphen { return index }
    guard follows(index) else { return nil }
    if isBetween {
      if word(index) == .and { return follows(index + 1) || index + 1 < count ? index + 1 : nil }
      if words[index]?.joined.hasConjunction == true { return index }
      if isWord(index, "والـ") || startsWithWaw(index) { return index }
      return nil
    }
    guard word(index) == .to, index + 1 < count else { return nil }
    return index + 1
  }

  private func startsWithWaw(_ index: Int) -> Bool {
    text.tokens[index].script == .arabic
      && text.folded[text.tokens[index].folded].starts(with: [0xD9, 0x88])
  }

  private func continued(
    _ first: DateReading, from index: Int, _ lastDay: CivilDate?
  ) -> DateReading {
    guard let at = linked(first.end, false, allowingHyphen: true), at < count,
      let second = second(at, after: first, lastDay), isPoint(first), isPoint(second),
      second.end > at
    else { return first }
    return joined(first, second) ?? first
  }

  /// The second part of a range, which after a year may be a bare year: "بين عامي 2012 و2016".
  private func second(
    _ index: Int, after first: DateReading, _ lastDay: CivilDate?
  ) -> DateReading? {
    simple(index, lastDay) ?? (first.rule == "year" ? bareYear(index) : nil)
  }

  private func isPoint(_ reading: DateReading) -> Bool {
    !["offset_after", "season"].contains(reading.rule)
  }

  private func joined(_ first: DateReading, _ second: DateReading) -> DateReading? {
    let isRelative = first.isRelative || second.isRelative
    guard var start = first.dates?.first, let end = second.dates?.last else {
      return unresolved(second.end, "range")
    }
    if start > end {
      // Each was read as the nearest past one: "من 20 كانون الأول حتى 5 كانون الثاني".
      guard first.isRelative,
        let earlier = first.hasWeekday && first.rule == "weekday"
          ? start - 7 : start.adding(months: -12), earlier <= end
      else { return nil }
      start = earlier
    }
    return .span(start, end, second.end, "range", isRelative: isRelative)
  }

  private func fromRange(_ index: Int, _ lastDay: CivilDate?) -> DateReading? {
    var at = index
    var isBetween = false
    if word(at) == .between || isWord(at, "ما") && word(at + 1) == .between {
      isBetween = true
      at += word(at) == .between ? 1 : 2
    } else if isWord(at, "من") || word(at) == .from {
      at += 1
    } else {
      return nil
    }
    guard at < count, follows(at), let first = simple(at, lastDay),
      let next = linked(first.end, isBetween, allowingHyphen: true),
      let second = second(next, after: first, lastDay)
    else { return nil }
    return joined(first, second)
  }

  /// "منذ أواخر نيسان حتى اليوم", "since 2012".
  private func sinceRange(_ index: Int, _ lastDay: CivilDate?) -> DateReading? {
    guard word(index) == .since, follows(index + 1), let first = simple(index + 1, lastDay),
      first.rule != "offset_after"
    else { return nil }
    if let next = linked(first.end, false, allowingHyphen: false),
      let second = simple(next, lastDay), let range = joined(first, second)
    {
      return range
    }
    guard let start = first.dates?.first else { return unresolved(first.end, "since") }
    guard let reference, start <= reference else {
      var open = first
      open.rule = "since"
      return open
    }
    return .span(start, reference, first.end, "since", isRelative: true)
  }
}
