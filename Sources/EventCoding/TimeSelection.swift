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
    let before = min(sentence.lowerBound, clause.lowerBound)..<clause.lowerBound
    let after = clause.upperBound..<max(sentence.upperBound, clause.upperBound)
    let inClause = reading.dates.starting(in: before.lowerBound..<after.upperBound).filter {
      $0.mention.dates != nil && clause.contains(firstTold($0))
    }
    // Of several days in one clause that of the event, and not that of whoever told it.
    let own = inClause.filter { !isDayOfSpeech($0.mention) }
    let chosen =
      own.first { isCountedFromSpeech($0, in: clause) }
      ?? (own.isEmpty ? inClause : own).min { $0.mention.precision < $1.mention.precision }
      ?? reading.dates.starting(in: before).last { date in
        date.mention.dates != nil && date.tokens.upperBound <= clause.lowerBound
          && !isOfWhatFollows(date)
      }
      ?? reading.dates.starting(in: after).first { date in
        date.mention.dates != nil && date.mention.precision <= 3 && !isOfWhatFollows(date)
          && !isOfAnotherEvent(date, clauses, besides: clause)
      }
    if let mention = chosen?.mention { return (mention.dates, mention.precision, mention) }
    if let running { return (running.0, running.1.precision, running.1) }
    return (reading.published.map { DateSpan($0, $0) }, 6, nil)
  }

  /// "Two days after X fell": the day of what follows the word.
  func isOfWhatFollows(_ date: ReadDate) -> Bool { date.mention.rule.hasPrefix("days_after") }

  /// "On Monday the army said that … a day earlier": the day of speech stands before the saying.
  private func isCountedFromSpeech(_ date: ReadDate, in clause: Range<Int>) -> Bool {
    guard date.mention.rule.hasPrefix("days_earlier"),
      let said = reading.markers(.claim, in: clause.lowerBound..<date.tokens.lowerBound).first
    else { return false }
    return !reading.dates.starting(in: clause.lowerBound..<said.tokens.lowerBound).isEmpty
  }

  private func firstTold(_ date: ReadDate) -> Int {
    isOfWhatFollows(date) ? date.tokens.upperBound : date.tokens.lowerBound
  }

  /// "The raid took place on Thursday evening": the day, and the counted, of what was told last.
  ///
  /// - Returns: Whether the sentence tells nothing but that.
  func redates(_ sentence: Range<Int>, index: Int, _ all: inout [EventDraft]) -> Bool {
    guard let last = all.last, index - last.sentence <= 2, reading.has(.happening, in: sentence),
      reading.places.starting(in: sentence).isEmpty,
      let date = reading.dates.starting(in: sentence).first(where: {
        $0.mention.dates != nil && $0.mention.precision <= 2
      })
    else { return false }
    let told = reading.cues.starting(in: sentence).filter(\.tellsEvent)
    if reading.has(.history, in: sentence) || reading.has(.plan, in: sentence) { return false }
    if let cue = told.first,
      !reading.markers(.happening, in: sentence).contains(where: { happening in
        happening.tokens.upperBound <= cue.tokens.lowerBound
          ? cue.tokens.lowerBound - happening.tokens.upperBound <= Threshold.dayReach
          : happening.tokens.lowerBound - cue.tokens.upperBound <= Threshold.dayReach
      })
    {
      return false
    }
    // "The strike took place …": "strike" alone is no word of an event.
    let isShort =
      sentence.count <= Threshold.dayWords
      && ["the", "this", "it"].contains(reading.text.foldedText(sentence.lowerBound))
    guard told.count == 1 ? told.allSatisfy(isPointedAt) : told.isEmpty && isShort else {
      return false
    }
    let same = all.indices.filter { all[$0].cue.tokens == last.cue.tokens }
    for draft in same
    where all[draft].dateMention == nil || all[draft].isDayOfSpeech
      || all[draft].datePrecision > date.mention.precision
    {
      all[draft].dates = date.mention.dates
      all[draft].datePrecision = date.mention.precision
      all[draft].dateMention = date.mention
      all[draft].isDayOfSpeech = false
    }
    if let first = same.first {
      let known = Set(all[first].counts.filter { !$0.isShare }.map(\.mention.kind))
      all[first].counts += reading.counts.starting(in: sentence).filter {
        !known.contains($0.mention.kind)
      }
    }
    return true
  }

  /// "X said on Wednesday it was behind the blast, which killed ten on Tuesday": Tuesday.
  func redate(_ draft: inout EventDraft, by clause: Range<Int>) {
    guard draft.isDayOfSpeech,
      let date = reading.dates.starting(in: clause).first(where: {
        $0.mention.dates != nil && $0.mention.precision <= 2 && !isDayOfSpeech($0.mention)
      })
    else { return }
    draft.dates = date.mention.dates
    draft.datePrecision = date.mention.precision
    draft.dateMention = date.mention
    draft.isDayOfSpeech = false
  }

  /// Whether a noun is definite, so that it means what was told before: "the raid", "الهجوم".
  func isPointedAt(_ cue: CueMatch) -> Bool {
    let text = reading.text
    let start = cue.tokens.lowerBound
    if text.tokens[start].script == .arabic {
      return cue.part != .past && cue.part != .present && cue.first.lostArticle
    }
    return cue.part != .past && start > 0
      && ["the", "that", "this"].contains(text.foldedText(start - 1))
  }

  /// "… the ministry said on Friday": the day follows a word of saying, or stands before it.
  func isDayOfSpeech(_ mention: DateMention) -> Bool {
    guard let date = reading.date(mention) else { return false }
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
      guard let at = clauses.indexOfOne(holding: token), let cue = clauses[at].main?.cue else {
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
