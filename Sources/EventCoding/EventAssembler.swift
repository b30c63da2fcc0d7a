internal import CivilCalendar
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// Puts cues, places, times, actors and counts of a report together, clause by clause.
struct EventAssembler {
  let reading: ReportReading
  let actors: ActorLexicon
  let roleReader: RoleReader
  let claimantReader: ClaimantReader
  let latestDay: CivilDate?
  /// Whether the report names a party to the war, be it one that is in no list.
  let namesFighters: Bool
  /// Whether the words name the country, its countryside or a party that fights there only.
  let isHomeNamed: Bool

  /// Starting values, set on the development reports of `Examples` (docs say how they fare).
  enum Threshold {
    /// Below it a cue needs an armed actor or a count beside it.
    static let ownWeight = 0.85
    /// From it words of capture tell that a place changed hands, though not whose.
    static let captureWeight = 0.8
    /// Below it a cue without a place of its own makes no event of its own.
    static let carriedWeight = 0.74
    /// What happened longer ago than this many days is background.
    static let backgroundDays = 45
    /// A list of places goes on over at most this many words of other kinds.
    static let listGap = 3
    /// An area's point and a place in it lie at most so many metres apart.
    static let areaRadius = 60_000.0
    /// The same for "northern Syria".
    static let regionRadius = 200_000.0
    /// Places within so many metres of each other are named together for what happened there.
    static let neighbourRadius = 20_000.0
    /// Headlines stand among the first lines and have at most so many words.
    static let headlineLines = 4
    static let headlineWords = 40
    /// Sites within so many metres of a city may be parts of it.
    static let cityRadius = 12_000.0
    /// How many sentences a fight without a place waits for one.
    static let homelessReach = 3
    /// So many words before a place may say in which direction it lies.
    static let directionReach = 3
    /// The same for what one side took, where words of time stand between.
    static let captureGap = 8
    /// How many sentences back an area still says where its fighting was.
    static let areaReach = 4
    /// Words that point back to a place make an event of its own from this weight.
    static let anaphoricWeight = 0.5
    /// What follows in a list has at least this share of the score of the place before it.
    static let listScore = 0.3
    /// From this score an unresolved name means that the event was there.
    static let unresolvedScore = 0.1
    /// From this weight words for a strike need a party to the war in the report only.
    static let targetWeight = 0.6
    /// What is denied or planned is kept from this weight.
    static let toldWeight = 0.55
    /// A sentence that only says when something happened has at most so many words.
    static let dayWords = 14
    /// "The attack … took place": at most so many words between.
    static let dayReach = 3
    /// The day of the news is told in the first sentences, and is at most so many days old.
    static let leadSentences = 3
    static let newsDays = 7
    /// Words of entering weigh less than this, words of capture more.
    static let entryWeight = 0.7
  }

  init(reading: ReportReading, actors: ActorLexicon) {
    self.reading = reading
    self.actors = actors
    roleReader = RoleReader(reading: reading, lexicon: actors)
    claimantReader = ClaimantReader(reading: reading)
    latestDay = reading.dates.compactMap(\.mention.dates?.last).max()
    namesFighters = reading.actors.contains { actor in
      actor.actorID.flatMap(actors.actor).map { $0.type != 7 } ?? true
    }
    isHomeNamed = Self.isHomeNamed(in: reading, actors)
  }

  func isLatin(_ token: Int) -> Bool { reading.text.tokens[token].script == .latin }

  /// The day that the first sentences of a report tell, where it is of the last days before
  /// publication: English reports have a paragraph for each sentence, and go on from there.
  private var leadDay: (DateSpan, DateMention)? {
    let sentences = reading.sentenceRanges.prefix(Threshold.leadSentences)
    guard let first = sentences.first, let last = sentences.last,
      let published = reading.published
    else { return nil }
    for date in reading.dates.starting(in: first.lowerBound..<last.upperBound) {
      guard let days = date.mention.dates, date.mention.precision <= 2 else { continue }
      let isNews = (0...Threshold.newsDays).contains(published - days.last)
      return isNews ? (days, date.mention) : nil
    }
    return nil
  }

  func drafts() -> [EventDraft] {
    guard isAboutHome else { return [] }
    var all: [EventDraft] = []
    var running: (dates: DateSpan, mention: DateMention, paragraph: Int)?
    var paragraph = 0
    var lastSubject: [String] = []
    var unhoused = Unhoused()
    var unplaced: Unplaced?
    let leadDay = self.leadDay
    for (index, sentence) in reading.sentenceRanges.enumerated() {
      if let first = sentence.first, reading.text.tokens[first].gap.contains(.lineBreak) {
        paragraph += 1
      }
      let clauses = reading.sentences[index]
      let (told, subject) = read(
        clauses, of: sentence, index: index, paragraph: paragraph, before: all.last,
        running: running.flatMap { $0.paragraph == paragraph ? ($0.dates, $0.mention) : nil }
          ?? leadDay.flatMap { sentence.first.map(isLatin) ?? false ? $0 : nil },
        lastSubject: lastSubject, unhoused: &unhoused, unplaced: &unplaced, into: &all)
      if let last = reading.dates.starting(in: sentence).last(where: {
        $0.mention.dates != nil && $0.mention.precision <= 3 && !isOfWhatFollows($0)
      }), let dates = last.mention.dates {
        running = (dates, last.mention, paragraph)
      }
      if let first = subject.first, subject.allSatisfy({ actors.areAllied($0, first) }) {
        lastSubject = subject
      }
      all += told
    }
    let told = withoutOldGround(withoutHeadlines(all.filter(passesGate)))
    return merged(withoutTotals(told))
      .map(withoutGroundBeside)
  }
}
