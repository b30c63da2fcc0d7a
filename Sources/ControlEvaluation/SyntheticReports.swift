internal import CivilCalendar
public import ControlInference

/// What is reported of a made-up war: late, in part, with a slant, and sometimes false.
public struct SyntheticReports: Sendable {
  /// How the reporting fails.
  public struct Rates: Hashable, Sendable {
    public init() {}

    /// The share of places that are marked on the first day, and of those marks that are false.
    public var known = 0.7
    public var falseMarks = 0.01
    /// How likely a capture is told by a source of who gained, of who lost, by a neutral one.
    public var toldByWinner = 0.85
    public var toldByLoser = 0.35
    public var toldByNeutral = 0.6
    /// The mean delay of a report, in days.
    public var delay = 1.5
    /// The share of reports that date what they tell on the day they come out.
    public var misdated = 0.15
    /// False captures for each true one that is reported.
    public var falseCaptures = 0.03
    /// How likely on a day a place is said to be held by who holds it, and one near the front to
    /// be shelled.
    public var statements = 0.004
    public var shelling = 0.02
  }

  /// By report, in the order of days.
  public private(set) var evidence: [ControlEvidence] = []
  private var random: SeededRandom

  public init(of war: SyntheticWar, rates: Rates = Rates(), seed: Int) {
    random = SeededRandom(seed: seed &+ 7919)
    mark(war, rates)
    var captures = 0
    var before = war.placeHolders(on: war.span.first)
    for offset in 1..<war.span.dayCount {
      let day = war.span.first + offset
      let now = war.placeHolders(on: day)
      for place in war.places.indices {
        if now[place] != before[place] {
          captures += tell(war, place, from: before[place], to: now[place], on: day, rates)
        } else {
          repeatOrShell(war, place, holder: now[place], on: day, rates)
        }
      }
      before = now
    }
    invent(war, Int((Double(captures) * rates.falseCaptures).rounded()))
  }

  private mutating func mark(_ war: SyntheticWar, _ rates: Rates) {
    for (place, holder) in zip(war.places, war.placeHolders(on: war.span.first)) {
      guard random.happens(rates.known) else { continue }
      let isFalse = random.happens(rates.falseMarks)
      let side = isFalse ? (holder == 0 ? 1 : 0) : holder
      add(
        place.id, .fullControl, side, date: war.span.first, reported: war.span.first, source: "map",
        isReviewed: true)
    }
  }

  /// Tells a capture by the sources that care to; how many did.
  private mutating func tell(
    _ war: SyntheticWar, _ place: Int, from loser: Int, to winner: Int, on day: CivilDate,
    _ rates: Rates
  ) -> Int {
    var told = 0
    let sources = [
      ("side-\(winner)", rates.toldByWinner, 0.5), ("side-\(loser)", rates.toldByLoser, 1.2),
      ("neutral", rates.toldByNeutral, 1.0),
    ]
    for (source, probability, weight) in sources where random.happens(probability) {
      var delay = 0
      while random.happens(rates.delay / (1 + rates.delay)), delay < 30 { delay += 1 }
      let reported = min(day + delay, war.span.last)
      let isMisdated = random.happens(rates.misdated)
      add(
        war.places[place].id, .capture, winner, opponent: loser, date: isMisdated ? reported : day,
        reported: reported, source: source, weight: weight,
        confidence: random.uniform(0.55...0.95))
      told += 1
    }
    return told
  }

  private mutating func repeatOrShell(
    _ war: SyntheticWar, _ place: Int, holder: Int, on day: CivilDate, _ rates: Rates
  ) {
    let id = war.places[place].id
    if random.happens(rates.statements) {
      add(
        id, .fullControl, holder, date: day, reported: day, source: "neutral",
        confidence: random.uniform(0.6...0.95))
    }
    if random.happens(rates.shelling),
      war.isNearFront(war.places[place].point, on: day, within: 6000)
    {
      add(
        id, .bombedBy, holder == 0 ? 1 : 0, date: day, reported: day, source: "neutral",
        confidence: 0.8)
    }
  }

  /// Captures near the front that never were, by the word of who would have gained.
  private mutating func invent(_ war: SyntheticWar, _ count: Int) {
    var left = count
    var tries = 0
    while left > 0, tries < 10_000 {
      tries += 1
      let day = war.span.first + Int(random.uniform(1...Double(war.span.dayCount - 1)))
      guard let place = war.places.randomElement(using: &random),
        war.isNearFront(place.point, on: day, within: 8000)
      else { continue }
      let holder = war.holder(at: place.point, on: day)
      let winner = holder == 0 ? 1 : 0
      add(
        place.id, .capture, winner, opponent: holder, date: day, reported: day,
        source: "side-\(winner)", weight: 0.5, confidence: random.uniform(0.4...0.8))
      left -= 1
    }
  }

  private mutating func add(
    _ place: String, _ kind: ControlEvidence.Kind, _ side: Int, opponent: Int? = nil,
    date: CivilDate, reported: CivilDate, source: String, weight: Double = 1,
    confidence: Double = 1, isReviewed: Bool = false
  ) {
    evidence.append(
      ControlEvidence(
        claimID: "R\(evidence.count)", placeID: place, kind: kind, side: SyntheticWar.sides[side],
        opponent: opponent.map { SyntheticWar.sides[$0] }, span: DateSpan(date, date),
        reportedOn: reported, sourceWeight: weight, confidence: confidence,
        sourceKey: "\(source) \(reported.dayNumber)", isReviewed: isReviewed))
  }
}
