package import TextAnalysis

/// Finds what a text counts, and says whether it is people.
package struct QuantityTagger: Sendable {
  package init() {}

  /// The quantities of a text in its order; none overlaps another.
  package func quantities(in text: TokenizedText) -> [Quantity] {
    let scan = QuantityScan(text: text)
    var result: [Quantity] = []
    var index = 0
    while index < text.tokens.count {
      if let quantity = scan.quantity(at: index, after: result.last) {
        result.append(quantity)
        index = max(index + 1, quantity.tokens.upperBound)
      } else {
        index += 1
      }
    }
    return result
  }
}

struct QuantityScan {
  let text: TokenizedText

  private struct Amount {
    var low: Int?
    var best: Int?
    var high: Int?
    var rule: Quantity.Rule
    var end: Int
    /// The first token of the number itself.
    var start: Int
    var isDefinite = false
    var numeral: Numeral?
  }

  func quantity(at index: Int, after previous: Quantity?) -> Quantity? {
    guard text.tokens[index].script == .digits || starters.match(index, in: text) != nil else {
      return nil
    }
    if let noun = CountedNoun.noun(in: text, at: index), noun.isDual, noun.category == .people {
      var end = index + 1
      // "جنديين اثنين".
      if follows(end), let two = NumeralReader.numeral(in: text, at: end), two.value == 2 {
        end = two.tokens.upperBound
      }
      return Quantity(
        tokens: index..<end, low: 2, best: 2, high: 2, rule: .dual, category: .people,
        head: index, isDefinite: isDefinite(index), isOthers: noun.isOthers)
    }
    guard var amount = bounded(at: index) else { return nil }
    if follows(amount.end) || amount.end < text.tokens.count && !startsSentence(amount.end) {
      applyTrailing(&amount)
    }
    let (category, head, isOthers) = counted(amount, after: previous)
    if category == .percent, follows(amount.end),
      let end = percentWords.end(at: amount.end, in: text)
    {
      amount.end = end
    }
    return Quantity(
      tokens: index..<amount.end, low: amount.low, best: amount.best, high: amount.high,
      rule: amount.rule, category: category, head: head, isDefinite: amount.isDefinite,
      isOthers: isOthers)
  }

  private func follows(_ index: Int) -> Bool { NumeralReader.follows(index, in: text) }

  private func startsSentence(_ index: Int) -> Bool {
    index > 0 && text.tokens[index].sentence != text.tokens[index - 1].sentence
  }

  private func isDefinite(_ index: Int) -> Bool {
    CountedNoun.arabic.match(index, in: text)?.joined.isDefinite ?? false
  }

  // MARK: Amounts

  /// A number with the words before it that bound it.
  private func bounded(at index: Int) -> Amount? {
    if let end = Cue.between.end(at: index, in: text),
      let range = range(at: end, and: Cue.and, isAnd: true)
    {
      return range
    }
    if let end = Cue.from.end(at: index, in: text), let range = range(at: end, and: Cue.to) {
      return range
    }
    for (cue, rule) in [
      (Cue.atLeast, Quantity.Rule.atLeast), (Cue.moreThan, .moreThan), (Cue.atMost, .atMost),
      (Cue.about, .about),
    ] {
      guard var end = cue.end(at: index, in: text), end < text.tokens.count else { continue }
      if isArticle(end) { end += 1 }
      // "أكثر من نحو 40" is one bound, the first.
      if let second = Cue.about.end(at: end, in: text), second < text.tokens.count { end = second }
      guard end < text.tokens.count, text.tokens[end].gap.joinsName, var amount = plain(at: end)
      else { continue }
      guard amount.rule == .exact, let number = amount.best else { return amount }
      if rule == .atLeast, let range = upTo(number, amount) { return range }
      switch rule {
      case .atLeast: (amount.low, amount.high) = (number, nil)
      case .moreThan:
        let above = number.addingReportingOverflow(1).partialValue
        (amount.low, amount.best, amount.high) = (above, above, nil)
      case .atMost:
        let most = Cue.fewerThan.end(at: index, in: text) != nil ? max(0, number - 1) : number
        (amount.low, amount.best, amount.high) = (nil, most, most)
      default: setAbout(&amount, number)
      }
      amount.rule = rule
      return amount
    }
    if let end = Cue.several.end(at: index, in: text), follows(end) {
      if let large = vague(at: end) { return large }
      // "several" is a count only before a noun that is known, "عدة" and "عدد من" likewise.
      guard let noun = nounAhead(of: end), noun.noun.category == .people else { return nil }
      return Amount(low: 3, best: 4, high: 9, rule: .several, end: end, start: index)
    }
    return plain(at: index)
  }

  /// "At least seven and as many as 14".
  private func upTo(_ low: Int, _ first: Amount) -> Amount? {
    let at = first.end
    guard at < text.tokens.count, text.tokens[at].script == .latin,
      let after = Cue.and.end(at: at, in: text), after < text.tokens.count,
      let end = Cue.atMost.end(at: after, in: text), end < text.tokens.count,
      text.tokens[end].gap.joinsName,
      let second = NumeralReader.numeral(in: text, at: end), let high = second.whole, high > low
    else { return nil }
    return Amount(
      low: low, best: low + (high - low) / 2, high: high, rule: .between,
      end: second.tokens.upperBound, start: first.start, numeral: second)
  }

  /// A number, a range of numbers or a vague number, with nothing before it.
  private func plain(at index: Int) -> Amount? {
    if let vague = vague(at: index) { return vague }
    if let range = range(at: index, and: Cue.to) ?? hyphenRange(at: index) { return range }
    var start = index
    var isDefinite = false
    if isArticle(index), index + 1 < text.tokens.count, text.tokens[index + 1].script == .digits {
      start = index + 1
      isDefinite = true
    }
    if let ordinal = NumeralReader.ordinal(in: text, at: start),
      ordinal.notation == .digits || isWrittenOrdinal(ordinal)
    {
      return Amount(
        rule: .exact, end: ordinal.tokens.upperBound, start: start, isDefinite: true,
        numeral: ordinal)
    }
    guard let numeral = NumeralReader.numeral(in: text, at: start) else { return nil }
    let number = numeral.whole ?? groupedThousands(numeral)
    return Amount(
      low: number, best: number, high: number, rule: .exact, end: numeral.tokens.upperBound,
      start: start, isDefinite: isDefinite || numeral.isDefinite, numeral: numeral)
  }

  /// "1.500 شخص": people do not come in parts, so that the full stop parts the thousands.
  private func groupedThousands(_ numeral: Numeral) -> Int? {
    guard numeral.tokens.count == 2, let last = numeral.tokens.last,
      text.tokens[last].folded.count == 3, let rest = NumeralReader.integer(in: text, at: last),
      let thousands = NumeralReader.integer(in: text, at: numeral.tokens.lowerBound),
      (1...999).contains(thousands),
      nounAhead(of: numeral.tokens.upperBound)?.noun.category == .people
    else { return nil }
    return thousands * 1000 + rest
  }

  /// "الثالث والعشرين", which must not be taken for twenty.
  private func isWrittenOrdinal(_ ordinal: Numeral) -> Bool {
    ordinal.tokens.count > 1
      && text.tokens[ordinal.tokens.lowerBound].script == .arabic
      && NumberWord.arabic.match(ordinal.tokens.lowerBound, in: text) == nil
  }

  private func isArticle(_ index: Int) -> Bool {
    articles.match(index, in: text) != nil && index + 1 < text.tokens.count
      && text.tokens[index + 1].script == .digits
  }

  private func setAbout(_ amount: inout Amount, _ number: Int) {
    let tenth = number / 10 + (number % 10 == 0 ? 0 : 1)
    amount.low = number - tenth
    amount.high = number.addingReportingOverflow(tenth).partialValue
  }

  private func applyTrailing(_ amount: inout Amount) {
    guard amount.rule == .exact, let number = amount.best else { return }
    // "60 مقاتلا تقريبا": the words may stand after the noun.
    for at in amount.end...min(amount.end + 2, text.tokens.count - 1) {
      guard !startsSentence(at) else { return }
      if let end = Cue.aboutAfter.end(at: at, in: text) {
        setAbout(&amount, number)
        amount.rule = .about
        if at == amount.end { amount.end = end }
        return
      }
      if let end = Cue.atLeastAfter.end(at: at, in: text) {
        amount.high = nil
        amount.rule = .atLeast
        if at == amount.end { amount.end = end }
        return
      }
      if NumeralReader.numeral(in: text, at: at) != nil { return }
    }
  }

  private func range(at index: Int, and link: PhraseTable, isAnd: Bool = false) -> Amount? {
    guard let first = NumeralReader.numeral(in: text, at: index), let low = first.whole else {
      return nil
    }
    var at = first.tokens.upperBound
    guard at < text.tokens.count, text.tokens[at].gap.joinsName else { return nil }
    if let end = link.end(at: at, in: text) {
      at = end
    } else {
      // The و joined to a number word.
      guard isAnd, NumberWord.arabic.match(at, in: text)?.joined.hasConjunction == true
      else { return nil }
    }
    guard at < text.tokens.count, text.tokens[at].gap.joinsName,
      let second = NumeralReader.numeral(in: text, at: at)
    else { return nil }
    return amount(from: low, of: first, to: second)
  }

  private func hyphenRange(at index: Int) -> Amount? {
    guard let first = NumeralReader.numeral(in: text, at: index), first.notation == .digits,
      let low = first.whole
    else { return nil }
    let at = first.tokens.upperBound
    guard at < text.tokens.count, text.tokens[at].gap.subtracting(.space) == .hyphen,
      index == 0 || text.tokens[index].gap.isDisjoint(with: [.hyphen, .slash]),
      let second = NumeralReader.numeral(in: text, at: at), second.notation == .digits
    else { return nil }
    let after = second.tokens.upperBound
    // 2016-05-06 is a date.
    if after < text.tokens.count, text.tokens[after].script == .digits,
      !text.tokens[after].gap.isDisjoint(with: [.hyphen, .slash, .period])
    {
      return nil
    }
    return amount(from: low, of: first, to: second)
  }

  private func amount(from low: Int, of first: Numeral, to second: Numeral) -> Amount? {
    guard let high = second.whole else { return nil }
    var low = low
    // "20 إلى 30 ألفا": the scale belongs to both.
    if high >= 1000, low < 1000, high % 1000 == 0, low <= high / 1000,
      second.tokens.count > 1 || second.notation == .words
    {
      low *= 1000
    }
    guard low < high else { return nil }
    return Amount(
      low: low, best: low + (high - low) / 2, high: high, rule: .between,
      end: second.tokens.upperBound, start: first.tokens.lowerBound, numeral: second)
  }

  private func vague(at index: Int) -> Amount? {
    guard let word = vagueWords.match(index, in: text) else { return nil }
    var size = word.value
    var end = index + 1
    // A plural scale after a number is no vague word, and "عشرات" may count thousands.
    if size < 1000 || text.tokens[index].script == .latin, end < text.tokens.count, follows(end) {
      var at = end
      if Cue.of.end(at: at, in: text) != nil { at += 1 }
      if at < text.tokens.count, follows(at), let scale = vagueWords.match(at, in: text)?.value,
        scale > size
      {
        let (product, overflow) = size.multipliedReportingOverflow(by: scale)
        guard !overflow else { return nil }
        size = product
        end = at + 1
      }
    }
    // "hundreds" and the like count nothing in "hundred-metre"; "tens" needs its "of".
    if end == index + 1, text.tokens[index].script == .latin, size == 10,
      text.foldedText(index) == "tens", Cue.of.end(at: end, in: text) == nil
    {
      return nil
    }
    let rule: Quantity.Rule =
      size % 1_000 == 0 && size >= 1000 && size != 10_000 && size != 100_000
      ? .thousands : size == 10 || size == 10_000 ? .dozens : .hundreds
    return Amount(
      low: 2 * size, best: 3 * size, high: 10 * size - 1, rule: rule, end: end, start: index)
  }

  // MARK: What is counted

  private func counted(
    _ amount: Amount, after previous: Quantity?
  ) -> (category: Quantity.Category, head: Int?, isOthers: Bool) {
    let start = amount.start
    let end = amount.end
    if let numeral = amount.numeral, let number = numeral.whole {
      if let kind = numbering(start, end, number, numeral) { return (kind, nil, false) }
    }
    if isPercent(end) { return (.percent, nil, false) }
    if isAgeInBrackets(start, end, amount) { return (.age, nil, false) }
    if isMoney(start) { return (.money, nil, false) }
    // "the 2018 missile strikes": four digits without a comma count people at most.
    let isYearLike =
      amount.rule == .exact && isYear(start, amount.low)
      || amount.rule == .between && isYear(start, amount.low) && isYear(end - 1, amount.high)
    // "من عائلة واحدة بينهم": one of what stands before it.
    if start > 0, amount.numeral?.whole == 1, text.tokens[start].script == .arabic,
      text.tokens[start].gap == .space,
      CountedNoun.noun(in: text, at: start - 1)?.category == .things
    {
      return (.things, start - 1, false)
    }
    let ahead = nounAhead(of: end)
    if isYearLike, end < text.tokens.count, text.tokens[end].script == .latin,
      ahead?.at != end || ahead?.noun.category != .people
    {
      return (.year, nil, false)
    }
    // "عنصر واحد": the noun stands before.
    if ahead == nil, start > 0, amount.numeral?.whole == 1, text.tokens[start].script == .arabic,
      text.tokens[start].gap == .space, let noun = CountedNoun.noun(in: text, at: start - 1)
    {
      return (noun.category, start - 1, false)
    }
    if let (noun, at) = ahead {
      var category = noun.category
      if category == .timeSpan, isAge(start, end) { category = .age }
      if noun.isOthers, category == .things, previous?.category == .people { category = .people }
      return (category, at, noun.isOthers)
    }
    if Cue.age.ends(before: start, in: text) { return (.age, nil, false) }
    if isYearLike { return (.year, nil, false) }
    // "40 عنصرا من اللاذقية، و30 من حمص": the list goes on counting the same.
    if let previous, previous.category == .people, end < text.tokens.count, start > 0,
      Cue.of.end(at: end, in: text) != nil,
      text.tokens[previous.tokens.lowerBound].sentence == text.tokens[start].sentence,
      start - previous.tokens.upperBound <= 8
    {
      return (.people, nil, false)
    }
    return (.unknown, nil, false)
  }

  /// Whether a token is four digits, without a comma among them, of a plausible year.
  private func isYear(_ index: Int, _ number: Int?) -> Bool {
    guard let number, (1900...2100).contains(number) else { return false }
    let token = text.tokens[index]
    return token.script == .digits && token.folded.count == 4 && token.scalars.count == 4
  }

  /// Whether the number names something: a year, a day, a unit, a model, a time.
  private func numbering(
    _ start: Int, _ end: Int, _ number: Int, _ numeral: Numeral
  ) -> Quantity.Category? {
    let tokens = text.tokens
    if let ordinal = NumeralReader.ordinal(in: text, at: start), ordinal.tokens.upperBound == end,
      ordinal.notation == .digits || isWrittenOrdinal(ordinal)
    {
      return monthBeside(start, end) ? .datePart : .unitNumber
    }
    if Cue.year.ends(before: start, in: text), (1300...2100).contains(number) { return .year }
    if monthBeside(start, end) {
      return number > 31 ? .year : .datePart
    }
    if numeral.notation == .digits {
      let before = tokens[start].gap
      let after = end < tokens.count ? tokens[end].gap : Gap()
      let digitsBefore = start > 0 && tokens[start - 1].script == .digits
      let digitsAfter = end < tokens.count && tokens[end].script == .digits
      if digitsBefore, !before.isDisjoint(with: [.slash, .colon, .hyphen, .period]) {
        return .datePart
      }
      if digitsAfter, !after.isDisjoint(with: [.slash, .colon, .hyphen, .period]),
        !after.contains(.sentenceEnd)
      {
        return .datePart
      }
      if start > 0, before == .hyphen || before.isEmpty || before == .space,
        Cue.weapon.ends(before: start, in: text)
      {
        if before == .space, tokens[start - 1].script == .latin, tokens[start - 1].folded.count < 2
        {
          return nil
        }
        return .weaponModel
      }
      if start > 0, before.isDisjoint(with: [.sentenceEnd, .comma]),
        Cue.unit.ends(before: start, in: text), nounAhead(of: end)?.noun.category != .people
      {
        return .unitNumber
      }
      if start > 0, Cue.clock.end(at: start - 1, in: text) == start, number <= 24,
        tokens[start - 1].script == .arabic
      {
        return .datePart
      }
    }
    return nil
  }

  private func monthBeside(_ start: Int, _ end: Int) -> Bool {
    let allowed: Gap = [.space, .hyphen, .slash, .comma, .period]
    var after = end
    if Cue.of.end(at: after, in: text) != nil { after += 1 }
    if after < text.tokens.count, text.tokens[after].gap.isSubset(of: allowed),
      !text.tokens[after].gap.contains(.comma), MonthName.name(in: text, at: after) != nil
    {
      return true
    }
    // "3 و4 و5 حزيران".
    var list = end
    while list < min(end + 8, text.tokens.count),
      Cue.and.end(at: list, in: text) == list + 1
        || text.tokens[list].script == .digits
    {
      list += 1
    }
    if list > end, list < text.tokens.count, text.tokens[list - 1].script == .digits,
      text.tokens[list].gap == .space, MonthName.name(in: text, at: list) != nil,
      (NumeralReader.integer(in: text, at: start) ?? 99) <= 31
    {
      return true
    }
    guard start > 0, text.tokens[start].gap.isSubset(of: allowed) else { return false }
    for length in [1, 2] where start >= length {
      if let month = MonthName.name(in: text, at: start - length),
        month.tokens.upperBound == start
      {
        // "في نيسان 20 غارة" counts raids.
        let number = NumeralReader.integer(in: text, at: start) ?? 0
        return number > 31 || text.tokens[start].script == .digits && nounAhead(of: end) == nil
      }
    }
    return false
  }

  private func isPercent(_ end: Int) -> Bool {
    guard end <= text.tokens.count, end > 0 else { return false }
    let from = text.tokens[end - 1].bytes.upperBound
    let to = end < text.tokens.count ? text.tokens[end].bytes.lowerBound : text.bytes.count
    let between = text.bytes[from..<min(to, from + 4)]
    if between.contains(0x25) || between.starts(with: [0xD9, 0xAA]) { return true }
    return end < text.tokens.count && follows(end) && percentWords.end(at: end, in: text) != nil
  }

  private func isMoney(_ start: Int) -> Bool {
    let from = start > 0 ? text.tokens[start - 1].bytes.upperBound : 0
    let between = text.bytes[from..<text.tokens[start].bytes.lowerBound]
    // $ € £
    return between.last == 0x24 || between.suffix(3).elementsEqual([0xE2, 0x82, 0xAC])
      || between.suffix(2).elementsEqual([0xC2, 0xA3])
  }

  /// The longest life, in years.
  private static let oldest = 115

  /// "Amal Haddad, 35, was", "Amal Haddad (35)": a number in commas or brackets behind a name.
  private func isAgeInBrackets(_ start: Int, _ end: Int, _ amount: Amount) -> Bool {
    guard start > 0, amount.rule == .exact, let number = amount.numeral,
      number.notation == .digits, (0...Self.oldest).contains(amount.best ?? -1),
      text.tokens[start - 1].isCapitalized, !startsSentence(start), end < text.tokens.count,
      !startsSentence(end), !monthBeside(start, end)
    else { return false }
    let before = text.tokens[start].gap
    let after = text.tokens[end].gap
    return (before.contains(.comma) && after.contains(.comma))
      || (before.contains(.openBracket) && after.contains(.closeBracket))
  }

  private func isAge(_ start: Int, _ end: Int) -> Bool {
    // "أحمد (35 عاما)".
    if text.tokens[start].gap.contains(.openBracket),
      end + 1 == text.tokens.count
        || end + 1 < text.tokens.count
          && text.tokens[end + 1].gap.contains(.closeBracket)
    {
      return true
    }
    return Cue.age.ends(before: start, in: text)
      || Cue.ageOfYears.ends(before: start, in: text) || Cue.oldAfter.end(at: end, in: text) != nil
  }

  /// The noun that a number before `index` counts.
  private func nounAhead(of index: Int) -> (noun: CountedNoun, at: Int)? {
    guard index < text.tokens.count else { return nil }
    let gap = text.tokens[index].gap
    guard gap.isDisjoint(with: [.sentenceEnd, .comma, .slash, .closeBracket, .colon]) else {
      return nil
    }
    if text.tokens[index].script == .latin { return englishNoun(at: index) }
    if let noun = CountedNoun.noun(in: text, at: index, mayConjoin: false) {
      return (noun, index)
    }
    // صف ضباط
    if text.folded[text.tokens[index].folded].elementsEqual("صف".utf8), follows(index + 1),
      let noun = CountedNoun.noun(in: text, at: index + 1), noun.category == .people
    {
      return (noun, index + 1)
    }
    if Cue.of.end(at: index, in: text) == index + 1, follows(index + 1) {
      return CountedNoun.noun(in: text, at: index + 1).map { ($0, index + 1) }
    }
    if let isPart = ofThem.match(index, in: text)?.value {
      if isPart, index + 1 < text.tokens.count, text.tokens[index + 1].gap == .space,
        let noun = CountedNoun.noun(in: text, at: index + 1)
      {
        return (noun, index + 1)
      }
      return (CountedNoun(category: .people), index)
    }
    // One word between: "50 ألف مقاتل" is read before; "20 من بين القتلى", "مئات حالات الانشقاق".
    return nil
  }

  private func englishNoun(at index: Int) -> (noun: CountedNoun, at: Int)? {
    var found: (noun: CountedNoun, at: Int)?
    var at = index
    if Cue.of.end(at: at, in: text) != nil {
      at += 1
      if articlesEnglish.end(at: at, in: text) != nil { at += 1 }
    }
    let limit = min(at + 6, text.tokens.count)
    while at < limit {
      guard at == index || text.tokens[at].gap.joinsName, text.tokens[at].script == .latin,
        Cue.stopEnglish.end(at: at, in: text) == nil
      else { break }
      if let noun = CountedNoun.noun(in: text, at: at) {
        // "12 soldiers wounded": the state is no noun of its own.
        if found != nil, participles.end(at: at, in: text) != nil { break }
        found = (noun, at)
      } else if found != nil {
        break
      }
      at += 1
    }
    return found
  }
}

/// Every word that a quantity may begin with: most words of a text are asked for here only.
private let starters: WordTable<Bool> = {
  let cues = [
    Cue.between, Cue.from, Cue.atLeast, Cue.moreThan, Cue.atMost, Cue.about, Cue.several,
  ]
  var words = cues.flatMap(\.firstWords) + NumberWord.firstWords
  words += vagueWords.entries.map(\.word) + articles.entries.map(\.word)
  words += CountedNoun.arabic.entries.filter(\.value.isDual).map(\.word)
  return WordTable(words.map { ($0, true) })
}()
private let articles = WordTable<Bool>([("ال", true)])
private let articlesEnglish = PhraseTable(["the", "its", "their", "his"])
private let participles = PhraseTable(["killed", "wounded", "injured", "dead"])
private let percentWords = PhraseTable([
  "percent", "per cent", "بالمئة", "بالمائة", "في المئة", "في المائة",
])
/// "30 منهم مقاتلون" counts fighters, "46 بينهم ضابطان" does not count officers.
private let ofThem = WordTable<Bool>([("منهم", true), ("منهن", true), ("بينهم", false)])
private let vagueWords = WordTable<Int>([
  ("عشرات", 10), ("مئات", 100), ("مائات", 100), ("آلاف", 1000), ("ألوف", 1000),
  ("ملايين", 1_000_000), ("dozens", 10), ("scores", 10), ("tens", 10), ("hundreds", 100),
  ("thousands", 1000), ("millions", 1_000_000),
])

extension QuantityTagger {
  /// Whether a word is one that reports count: people, things, measures.
  package static func isCounted(_ index: Int, in text: TokenizedText) -> Bool {
    CountedNoun.noun(in: text, at: index) != nil
  }
}
