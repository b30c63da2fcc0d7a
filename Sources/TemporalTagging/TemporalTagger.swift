package import CivilCalendar
package import TextAnalysis

/// Finds the days that a text tells, looking back from its publication: an unmarked weekday or day
/// of a month is the nearest past one, the day of publication included.
package struct TemporalTagger: Sendable {
  /// The day that "yesterday" counts from.
  package var published: CivilDate?
  /// A day that the text gives itself, used where `published` is unknown; else it is looked for.
  package var textDate: CivilDate?

  package init(published: CivilDate? = nil, textDate: CivilDate? = nil) {
    self.published = published
    self.textDate = textDate
  }

  /// The expressions of a text in its order; none overlaps another.
  package func expressions(in text: TokenizedText) -> [TemporalExpression] {
    var grammar = DateGrammar(text: text, reference: published)
    if published != nil { return scan(text, grammar) }
    if let day = textDate ?? ownDate(of: text, grammar) {
      grammar.reference = day
      return scan(text, grammar).map { expression in
        var expression = expression
        if expression.isRelative {
          expression.rule += "+text_date"
          expression.confidence = min(expression.confidence, 0.7)
        }
        return expression
      }
    }
    return scan(text, grammar)
  }

  /// The day of a text that tells it: the first full date that has its weekday, or stands within
  /// the first 40 words.
  private func ownDate(of text: TokenizedText, _ grammar: DateGrammar) -> CivilDate? {
    var index = 0
    while index < text.tokens.count {
      guard let reading = grammar.reading(at: index, lastDay: nil) else {
        index += 1
        continue
      }
      if reading.isFullDate, reading.hasWeekday || index < 40, let dates = reading.dates {
        return dates.last
      }
      index = max(index + 1, reading.end)
    }
    return nil
  }

  private func scan(_ text: TokenizedText, _ grammar: DateGrammar) -> [TemporalExpression] {
    var result: [TemporalExpression] = []
    var lastDay: CivilDate?
    var index = 0
    while index < text.tokens.count {
      guard let reading = grammar.reading(at: index, lastDay: lastDay) else {
        index += 1
        continue
      }
      let end = max(index + 1, reading.end)
      result.append(
        TemporalExpression(
          tokens: index..<end, dates: reading.dates,
          precision: reading.dates == nil ? 6 : reading.precision, rule: reading.rule,
          isRelative: reading.isRelative, nominalDay: reading.nominalDay,
          isFuture: reading.isFuture, confidence: reading.countsFromLastDay ? 0.6 : 1))
      if reading.precision == 1, let dates = reading.dates { lastDay = dates.last }
      index = end
    }
    return result
  }
}
