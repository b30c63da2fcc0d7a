internal import CivilCalendar
internal import NewsIngest
internal import TemporalTagging
internal import TextAnalysis

extension EventCoder {
  /// The words of a report that tell a time, and whether it lies ahead.
  func dates(
    of report: Report, _ text: TokenizedText
  ) -> [(tokens: Range<Int>, mention: DateMention, isFuture: Bool)] {
    let tagger = TemporalTagger(published: report.published)
    return tagger.expressions(in: text).map { expression in
      let first = text.tokens[expression.tokens.lowerBound].scalars.lowerBound
      let last = text.tokens[expression.tokens.upperBound - 1].scalars.upperBound
      let mention = DateMention(
        span: TextSpan(start: first, end: last), text: text.text(of: expression.tokens),
        dates: expression.dates, precision: expression.precision, rule: expression.rule)
      return (expression.tokens, mention, expression.isFuture)
    }
  }
}
