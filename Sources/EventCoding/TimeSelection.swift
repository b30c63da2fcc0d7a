internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Which of the times of a sentence its words are about.
extension EventAssembler {
  func time(
    of clause: Range<Int>, sentence: Range<Int>, _ clauses: [ReportReading.Clause],
    running: (DateSpan, DateMention)?
  ) -> (dates: DateSpan?, precision: Int, mention: DateMention?) {
    let inSentence = reading.dates.starting(in: sentence).filter { $0.mention.dates != nil }
    let inClause = inSentence.filter { clause.contains($0.tokens.lowerBound) }
    // Of several days in one clause that of the event, and not that of whoever told it.
    let own = inClause.filter { !isDayOfSpeech($0.mention) }
    let chosen =
      (own.isEmpty ? inClause : own).min { $0.mention.precision < $1.mention.precision }
      ?? inSentence.last { $0.tokens.upperBound <= clause.lowerBound }
      ?? inSentence.first { date in
        date.tokens.lowerBound >= clause.upperBound && date.mention.precision <= 3
          && !isOfAnotherEvent(date, clauses, besides: clause)
      }
    if let mention = chosen?.mention { return (mention.dates, mention.precision, mention) }
    if let running { return (running.0, running.1.precision, running.1) }
    return (reading.published.map { DateSpan($0, $0) }, 6, nil)
  }

  /// "… the ministry said on Friday": the day follows a word of saying, or stands before it.
  func isDayOfSpeech(_ mention: DateMention) -> Bool {
    guard let date = reading.dates.first(where: { $0.mention.span == mention.span }) else {
      return false
    }
    let start = date.tokens.lowerBound
    let isArabic = reading.text.tokens[start].script == .arabic
    let before = max(0, start - (isArabic ? 1 : 2))..<start
    return reading.markers(.claim, in: before).contains {
      $0.tokens.upperBound == start
        || (!isArabic && $0.tokens.upperBound == start - 1
          && ["on", "late", "early"].contains(reading.text.foldedText(start - 1)))
    }
  }

  /// Whether a time further on stands with the words of something else: "… اقتحموا القرية، وهو ما
  /// دفع الأهالي السبت للتظاهر".
  func isOfAnotherEvent(
    _ date: ReadDate, _ clauses: [ReportReading.Clause], besides clause: Range<Int>
  ) -> Bool {
    func isFighting(at token: Int) -> Bool? {
      guard let cue = clauses.first(where: { $0.tokens.contains(token) })?.main?.cue else {
        return nil
      }
      guard case .event(let type) = cue.kind else { return true }
      return type.category == .battles || type.category == .explosions
        || type.category == .violenceAgainstCivilians
    }
    guard let other = isFighting(at: date.tokens.lowerBound),
      let own = isFighting(at: clause.lowerBound)
    else { return false }
    return other != own
  }
}
