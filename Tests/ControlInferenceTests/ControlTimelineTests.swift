import CivilCalendar
import ControlInference
import SimpleFeatures
import TestSupport
import Testing

struct ControlTimelineTests {
  let places = [
    ControlPlace(id: "A", point: point(0, 0)), ControlPlace(id: "B", point: point(5000, 0)),
  ]

  func claim(
    _ id: String, _ kind: ControlEvidence.Kind, _ side: String, _ date: String,
    against opponent: String? = nil, confidence: Double = 1, precision: Int = 2,
    reported: String? = nil, source: String? = nil, at place: String = "A"
  ) -> ControlEvidence {
    ControlEvidence(
      claimID: id, placeID: place, kind: kind, side: side, opponent: opponent,
      span: DateSpan(day(date), day(date)), placePrecision: precision,
      reportedOn: reported.map { day($0) }, confidence: confidence, sourceKey: source)
  }

  func timeline(
    _ evidence: [ControlEvidence], _ reading: ControlTimeline.Reading = .hindsight
  ) -> ControlTimeline {
    ControlTimeline(places: places, evidence: evidence, camps: syrianCamps, reading: reading)
  }

  @Test func `a capture shows on its day and names its claim`() throws {
    let line = timeline([
      claim("mark", .fullControl, "government", "2019-06-01"),
      claim("taken", .capture, "opposition", "2019-06-06", against: "government"),
    ])
    let before = try #require(line.status(of: "A", on: day("2019-06-05")))
    let after = try #require(line.status(of: "A", on: day("2019-06-06")))
    #expect(before.holder == Holder("government"))
    #expect(after.holder == Holder("opposition"))
    #expect(after.state == .held)
    #expect(after.heldSince == day("2019-06-06"))
    #expect(after.decidedBy == ["taken"])
    let changes = line.changes(over: DateSpan(day("2019-06-02"), day("2019-12-31")))
    #expect(changes.map(\.date) == [day("2019-06-06")])
    #expect(changes.first?.oldHolder == Holder("government"))
    #expect(line.status(of: "B", on: day("2019-06-06"))?.state == .unknown)
    #expect(line.status(of: "C", on: day("2019-06-06")) == nil)
  }

  // The probabilities are 1/(1+e^-x) for x = 4, 4/e and 4/e^1.5, calculated in Python.
  @Test(arguments: [
    ("2019-01-01", 0.9820137900), ("2019-05-01", 0.8132880), ("2019-06-30", 0.7094101),
  ])
  func `a mark keeps its holder while its certainty fades`(date: String, expected: Double) throws {
    let line = timeline([claim("mark", .fullControl, "government", "2019-01-01")])
    let status = try #require(line.status(of: "A", on: day(date)))
    #expect(status.holder == Holder("government"))
    #expect(abs(status.probability - expected) < 1e-6)
    #expect(line.changes(over: DateSpan(day("2019-01-02"), day("2029-01-01"))).isEmpty)
  }

  @Test func `an enemy next door makes certainty fade faster`() throws {
    let line = timeline([
      claim("a", .fullControl, "government", "2019-01-01"),
      claim("b", .fullControl, "opposition", "2019-01-01", at: "B"),
    ])
    // 4 e^(-30/30) = 4/e log-odds after 30 days, as above after 120.
    let status = try #require(line.status(of: "A", on: day("2019-01-31")))
    #expect(abs(status.probability - 0.8132880) < 1e-6)
  }

  @Test func `one weak report changes nothing, two within three days do`() {
    let mark = claim("mark", .fullControl, "government", "2019-06-01")
    let weak = claim("w1", .capture, "opposition", "2019-06-06", confidence: 0.5)
    let second = claim("w2", .capture, "opposition", "2019-06-09", confidence: 0.5)
    let late = claim("w3", .capture, "opposition", "2019-06-10", confidence: 0.5)
    let copy = claim("w4", .capture, "opposition", "2019-06-07", confidence: 0.5, source: "w1")
    func holder(_ evidence: [ControlEvidence]) -> Holder? {
      timeline(evidence).status(of: "A", on: day("2019-07-01"))?.holder
    }
    #expect(holder([mark, weak]) == Holder("government"))
    #expect(holder([mark, weak, late]) == Holder("government"))
    #expect(holder([mark, weak, copy]) == Holder("government"))
    #expect(holder([mark, weak, second]) == Holder("opposition"))
    let flip = timeline([mark, weak, second])
      .changes(over: DateSpan(day("2019-06-02"), day("2019-07-01")))
    #expect(flip.map(\.date) == [day("2019-06-09")])
    #expect(flip.first?.claims == ["w1", "w2"])
  }

  @Test func `shelling contests nothing, a clash inside does until it is old`() {
    let mark = claim("mark", .fullControl, "government", "2019-06-01")
    let shelling = (0..<20).map {
      claim("s\($0)", .bombedBy, "opposition", "2019-06-0\(2 + $0 % 7)")
    }
    let line = timeline([mark] + shelling)
    for offset in 0..<30 {
      #expect(line.status(of: "A", on: day("2019-06-01") + offset)?.state == .held)
    }
    let fought = timeline([
      mark, claim("clash", .clashInside, "opposition", "2019-06-10", against: "government"),
    ])
    // 2 e^(-d/10) falls below 0.5 after 10 ln 4 = 13.86 days.
    #expect(fought.status(of: "A", on: day("2019-06-10"))?.state == .contested)
    #expect(fought.status(of: "A", on: day("2019-06-23"))?.state == .contested)
    #expect(fought.status(of: "A", on: day("2019-06-23"))?.opponent == "opposition")
    #expect(fought.status(of: "A", on: day("2019-06-24"))?.state == .held)
    #expect(fought.status(of: "A", on: day("2019-06-24"))?.heldSince == day("2019-06-01"))
    let lapse = fought.changes(over: DateSpan(day("2019-06-11"), day("2019-12-01")))
    #expect(lapse.map(\.cause) == [.lapse])
    #expect(lapse.first?.claims == ["clash"])
  }

  @Test func `a clash between allies, or near the place, contests nothing`() {
    let mark = claim("mark", .fullControl, "opposition", "2019-06-01")
    let allies = claim("x", .clashInside, "hts", "2019-06-10", against: "sna")
    let near = claim(
      "y", .clashInside, "government", "2019-06-10", against: "opposition", precision: 3)
    let line = timeline([mark, allies, near])
    #expect(line.status(of: "A", on: day("2019-06-10"))?.state == .held)
  }

  @Test func `a capture near a place does not capture it`() {
    let line = timeline([
      claim("mark", .fullControl, "government", "2019-06-01"),
      claim("near", .capture, "opposition", "2019-06-06", precision: 3),
    ])
    #expect(line.status(of: "A", on: day("2019-07-01"))?.holder == Holder("government"))
  }

  @Test func `two captures by enemies on one day leave a place contested`() {
    let line = timeline([
      claim("mark", .fullControl, "government", "2019-06-01"),
      claim("c1", .capture, "government", "2019-06-06"),
      claim("c2", .capture, "opposition", "2019-06-06"),
    ])
    let status = line.status(of: "A", on: day("2019-06-06"))
    #expect(status?.state == .contested)
    #expect(status?.holder == Holder("government"))
    #expect(status?.decidedBy == ["c1", "c2"])
  }

  @Test func `what was known then differs from what is known today`() {
    let evidence = [
      claim("mark", .fullControl, "government", "2019-06-01"),
      claim("taken", .capture, "opposition", "2019-06-06", reported: "2019-06-20"),
    ]
    let then = timeline(evidence, .asKnown(on: day("2019-06-19")))
    #expect(then.status(of: "A", on: day("2019-06-10"))?.holder == Holder("government"))
    let later = timeline(evidence, .asKnown(on: day("2019-06-20")))
    #expect(later.status(of: "A", on: day("2019-06-10"))?.holder == Holder("opposition"))
    #expect(
      timeline(evidence).status(of: "A", on: day("2019-06-10"))?.holder == Holder("opposition"))
  }

  @Test func `a siege keeps the holder until it is lifted`() {
    let line = timeline([
      claim("mark", .fullControl, "government", "2015-03-28"),
      claim("ring", .siege, "opposition", "2015-04-10", against: "government"),
      claim("again", .fullControl, "government", "2016-01-01"),
      claim("free", .siegeLifted, "opposition", "2018-07-19"),
    ])
    let besieged = line.status(of: "A", on: day("2017-01-01"))
    #expect(besieged?.state == .besieged)
    #expect(besieged?.holder == Holder("government"))
    #expect(besieged?.opponent == "opposition")
    #expect(line.status(of: "A", on: day("2018-07-19"))?.state == .held)
  }

  @Test func `two allies share, and one who leaves gives the place to the other`() {
    var mark = claim("mark", .fullControl, "opposition", "2017-07-09")
    mark.sharedWith = "hts"
    let line = timeline([mark, claim("left", .abandonment, "opposition", "2017-07-20")])
    let shared = line.status(of: "A", on: day("2017-07-10"))
    #expect(shared?.state == .shared)
    #expect(shared?.holder == Holder("opposition", sharedWith: "hts"))
    #expect(line.status(of: "A", on: day("2017-07-20"))?.holder == Holder("hts"))
  }

  @Test func `a base shows a first holder, bombing none`() {
    let base = timeline([claim("base", .base, "government", "2017-07-09")])
    #expect(base.status(of: "A", on: day("2017-07-09"))?.holder == Holder("government"))
    let bombs = timeline((0..<50).map { claim("b\($0)", .bombedBy, "government", "2017-07-09") })
    #expect(bombs.status(of: "A", on: day("2017-07-09"))?.state == .unknown)
  }

  @Test func `who wins a place that nobody was known to hold has it from that day`() {
    let clash = claim("x", .clashInside, "opposition", "2019-06-10", against: "government")
    let won = claim("y", .repelled, "government", "2019-06-12")
    let line = timeline([clash, won])
    #expect(line.status(of: "A", on: day("2019-06-10"))?.state == .contested)
    #expect(line.status(of: "A", on: day("2019-06-10"))?.probability == 0.5)
    #expect(line.status(of: "A", on: day("2019-06-12"))?.holder == Holder("government"))
    #expect(line.status(of: "A", on: day("2019-06-12"))?.state == .held)
    #expect(line.status(of: "A", on: day("2019-06-12"))?.heldSince == day("2019-06-12"))
    let doubtful = claim(
      "z", .clashInside, "opposition", "2019-06-10", against: "government", confidence: 0.3)
    #expect(timeline([doubtful]).status(of: "A", on: day("2019-06-10"))?.state == .unknown)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1])
  func `numbers that make no sense stop nothing`(bad: Double) throws {
    var evidence = claim("mark", .fullControl, "government", "2019-06-01")
    evidence.confidence = bad
    evidence.sourceWeight = bad
    var model = ControlModel()
    model.contestedLogOdds = bad
    model.blurCells = bad
    model.speckArea = bad
    model.leastGroundArea = bad
    model.lineNeighbours = -1
    model.statusPlacePrecision = 2
    model.smoothingRounds = -1
    let places = places + [ControlPlace(id: "C", point: point(bad, bad), importance: bad)]
    let line = ControlTimeline(
      places: places,
      evidence: [
        evidence, claim("other", .capture, "opposition", "2019-06-01", at: "B"),
        claim("clash", .clashInside, "government", "2019-06-02", against: "sna", at: "B"),
      ], camps: syrianCamps, model: model)
    let map = ControlMap(
      line.statuses(on: day("2019-06-02")), on: day("2019-06-02"), camps: syrianCamps,
      grid: grid(6000, 3000), model: model)
    #expect(!map.areas.isEmpty)
    #expect(map.coverageFaults().unmatchedEdges == 0)
  }

  @Test func `claims on unknown places are returned, not lost`() {
    let line = timeline([claim("x", .capture, "government", "2017-07-09", at: "Z")])
    #expect(line.unplaced.map(\.claimID) == ["x"])
  }

  static func randomEvidence(_ count: Int, using random: inout SplitMix64) -> [ControlEvidence] {
    (0..<count).map { number in
      let first = day("2019-04-01") + Int.random(in: 0..<60, using: &random)
      return ControlEvidence(
        claimID: "c\(number)", placeID: "p\(Int.random(in: 0..<12, using: &random))",
        kind: ControlEvidence.Kind.allCases.randomElement(using: &random) ?? .base,
        side: ["government", "opposition", "hts", "sdf"].randomElement(using: &random) ?? "",
        opponent: [nil, "government", "opposition"].randomElement(using: &random) ?? nil,
        sharedWith: Int.random(in: 0..<8, using: &random) == 0 ? "sna" : nil,
        span: DateSpan(first, first + Int.random(in: 0..<3, using: &random)),
        datePrecision: .random(in: 0...7, using: &random),
        placePrecision: .random(in: 0...4, using: &random),
        reportedOn: first + Int.random(in: 0..<20, using: &random),
        sourceWeight: .random(in: 0.5...1.2, using: &random),
        confidence: .random(in: 0.2...1, using: &random),
        sourceKey: "s\(Int.random(in: 0..<count, using: &random))")
    }
  }

  static func randomPlaces(using random: inout SplitMix64) -> [ControlPlace] {
    (0..<12).map { number in
      ControlPlace(
        id: "p\(number)",
        point: point(
          .random(in: 0...30_000, using: &random), .random(in: 0...30_000, using: &random)))
    }
  }

  @Test(arguments: 0..<60)
  func `no status changes without a dated claim on the place`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let places = Self.randomPlaces(using: &random)
    let evidence = Self.randomEvidence(120, using: &random)
    let line = ControlTimeline(places: places, evidence: evidence, camps: syrianCamps)
    let span = DateSpan(day("2019-03-31"), day("2019-08-01"))
    let changes = line.changes(over: span)
    #expect(!changes.isEmpty)
    for change in changes {
      #expect(!change.claims.isEmpty)
      for id in change.claims {
        let claim = evidence.first { $0.claimID == id }
        #expect(claim?.placeID == change.placeID)
        #expect(claim.map { $0.effectiveDate <= change.date } ?? false)
      }
      if change.cause == .claim {
        #expect(
          change.claims.contains { id in
            evidence.contains { $0.claimID == id && $0.effectiveDate == change.date }
          })
      }
    }
    // The series of days tells the same as the change log.
    var before = line.statuses(on: span.first)
    var found = 0
    for offset in 1..<span.dayCount {
      let now = line.statuses(on: span.first + offset)
      for (old, new) in zip(before, now)
      where old.state != new.state || old.holder != new.holder || old.opponent != new.opponent {
        found += 1
        #expect(
          changes.contains { $0.date == new.date && $0.placeID == new.place.id })
      }
      before = now
    }
    #expect(found == changes.count)
  }

  @Test(arguments: 0..<40)
  func `neither order nor repetition of the input matters`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let places = Self.randomPlaces(using: &random)
    let evidence = Self.randomEvidence(80, using: &random)
    let one = ControlTimeline(places: places, evidence: evidence, camps: syrianCamps)
    let other = ControlTimeline(
      places: places.shuffled(using: &random),
      evidence: (evidence + evidence.prefix(20)).shuffled(using: &random), camps: syrianCamps)
    let span = DateSpan(day("2019-03-31"), day("2019-08-01"))
    #expect(one.changes(over: span) == other.changes(over: span))
    #expect(one.statuses(on: day("2019-05-10")) == other.statuses(on: day("2019-05-10")))
  }

  @Test(arguments: 0..<40)
  func `as known on a day is hindsight over the reports of that day`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let places = Self.randomPlaces(using: &random)
    let evidence = Self.randomEvidence(80, using: &random)
    let today = day("2019-05-05")
    let known = ControlTimeline(
      places: places, evidence: evidence, camps: syrianCamps, reading: .asKnown(on: today))
    let fewer = ControlTimeline(
      places: places, evidence: evidence.filter { $0.reportedOn <= today }, camps: syrianCamps)
    #expect(known.statuses(on: today) == fewer.statuses(on: today))
  }
}
