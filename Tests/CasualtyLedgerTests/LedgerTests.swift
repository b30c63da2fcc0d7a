import CSVText
import CivilCalendar
import EventCoding
import Foundation
import JSONText
import NewsIngest
import SimpleFeatures
import Testing

@testable import CasualtyLedger

/// Ledgers over events made by hand; every sum was added up by hand.
struct LedgerTests {
  static func day(_ text: String) -> CivilDate { CivilDate(iso: text) ?? CivilDate(dayNumber: 0) }

  /// An event of one report; `days` is `2019-06-06` or `2019-06-06/2019-06-09`, empty for none.
  static func event(
    _ id: String, _ days: String, _ tally: Tally = Tally(), place: String = "P1",
    precision: Int = 2, type: EventType = .armedClash
  ) -> Event {
    var event = Event(
      id: id, type: type,
      place: EventPlace(
        id: place, nameArabic: "مكان", nameEnglish: "Place \(place)", text: place, point: nil,
        precision: precision, adm1: "SY05"))
    let parts = days.split(separator: "/").map(String.init)
    if let first = parts.first { event.dates = DateSpan(day(first), day(parts.last ?? first)) }
    event.datePrecision = parts.isEmpty ? 6 : 1
    event.killed = tally
    event.sources = [
      EventSource(
        reportID: "r-\(id)", outlet: nil, title: nil, url: nil, published: nil, language: "en")
    ]
    return event
  }

  static func exactly(_ count: Int) -> Tally { Tally(low: count, best: count, high: count) }

  static func rows(_ ledger: Ledger) -> [String] {
    (ledger.rows + [ledger.total]).map { row in
      "\(row.key) \(row.sum.events)/\(row.withoutFigure) \(row.sum.low) \(row.sum.best) "
        + (row.sum.high.map(String.init) ?? "\(row.sum.highAtLeast)+")
    }
  }

  static func reasons(_ ledger: Ledger) -> [String: String] {
    Dictionary(
      ledger.leftOut.map { ($0.event.id, $0.reason.code) }, uniquingKeysWith: { a, b in a + b })
  }

  // MARK: What is added

  @Test func `only new counts of asserted events are added, the rest is listed with its reason`() {
    var events = [
      Self.event("new", "2019-06-06", Self.exactly(10)),
      Self.event("open", "2019-06-06", Tally(low: 101, best: 101, high: nil)),
      Self.event("most", "2019-06-06", Tally(low: nil, best: 30, high: 30)),
      Self.event("zero", "2019-06-06", Self.exactly(0)),
      Self.event("silent", "2019-06-06"),
    ]
    for (id, change) in [
      ("rejected", { $0.status = .rejected }), ("denied", { $0.polarity = .denied }),
      ("planned", { $0.polarity = .planned }), ("if", { $0.polarity = .hypothetical }),
      ("before", { $0.polarity = .historical }), ("total", { $0.countKind = .runningTotal }),
      ("share", { $0.countKind = .shareOfTotal }),
      ("minus", { $0.killed = Tally(low: -5, best: -5, high: -5) }),
    ] as [(String, (inout Event) -> Void)] {
      var event = Self.event(id, "2019-06-06", Self.exactly(1000))
      change(&event)
      events.append(event)
    }
    events.append(
      Self.event("burial", "2019-06-06", Self.exactly(1000), type: .burialOrRecovery))
    let ledger = Ledger(events, rules: LedgerRules(by: .day))
    // 10 + 101 + (nothing, as "at most" says) + 0; 10 + 101 + 30 + 0; open above.
    #expect(
      Self.rows(ledger) == ["2019-06-06 4/1 111 141 141+", "total 4/1 111 141 141+"])
    #expect(
      Self.reasons(ledger) == [
        "silent": "no_figure", "rejected": "rejected", "denied": "denied", "planned": "planned",
        "if": "hypothetical", "before": "background", "total": "running_total",
        "share": "share_of_total", "minus": "unusable_figure", "burial": "burial_or_recovery",
      ])
  }

  @Test func `a stated zero is a figure, and no figure is none`() {
    let ledger = Ledger(
      [Self.event("zero", "2019-06-06", Self.exactly(0)), Self.event("silent", "2019-06-07")],
      rules: LedgerRules(by: .day))
    #expect(
      Self.rows(ledger) == ["2019-06-06 1/0 0 0 0", "2019-06-07 0/1 0 0 0+", "total 1/1 0 0 0"])
    let table = try? CSVTable(parsing: ledger.csv)
    #expect(table?.rows.map { $0["killed_best"] } == ["0", "", "0"])
    #expect(table?.rows.map { $0["events_without_figure"] } == ["0", "1", "1"])
  }

  @Test func `figures that were read from the same words are counted once`() {
    func read(_ id: String, _ place: String, at spans: [Int]) -> Event {
      var event = Self.event(id, "2020-02-14", Tally(low: 16, best: 16), place: place)
      event.evidence = spans.map {
        Evidence(
          field: "killed", reportID: "one", span: TextSpan(start: $0, end: $0 + 5), rule: "x")
      }
      return event
    }
    // a and b share their words; c has words of its own beside them; d is another report's reading.
    var other = read("d", "P4", at: [10])
    other.evidence[0].reportID = "two"
    let events = [
      read("a", "P1", at: [10]), read("b", "P2", at: [10]), read("c", "P3", at: [10, 50]), other,
    ]
    for order in [events, events.reversed()] {
      let ledger = Ledger(order, rules: LedgerRules(by: .type))
      #expect(ledger.total.sum.best == 48)
      #expect(ledger.leftOut.map(\.event.id) == ["b"])
      #expect(ledger.leftOut.first?.reason == .duplicate(of: "a"))
    }
  }

  @Test(arguments: [
    (LedgerRules.Kind.killed, 1), (.injured, 2), (.captured, 3), (.defected, 4), (.missing, 5),
    (.displaced, 6),
  ])
  func `each kind is added up by itself`(_ row: (kind: LedgerRules.Kind, count: Int)) {
    var event = Self.event("e", "2019-06-06", Self.exactly(1))
    event.injured = Self.exactly(2)
    event.captured = Self.exactly(3)
    event.defected = Self.exactly(4)
    event.missing = Self.exactly(5)
    event.displaced = Self.exactly(6)
    let ledger = Ledger([event], rules: LedgerRules(kind: row.kind, by: .type))
    #expect(ledger.total.sum.best == row.count)
  }

  @Test func `a total of the killed says nothing of new injured`() {
    var event = Self.event("e", "2019-06-06", Self.exactly(700))
    event.countKind = .runningTotal
    event.injured = Self.exactly(4)
    let rules = LedgerRules(kind: .injured, by: .day)
    #expect(Ledger([event], rules: rules).total.sum.events == 0)
    // Read as new from words of its own.
    event.evidence = [
      Evidence(field: "injured", reportID: "r", span: TextSpan(start: 0, end: 1), rule: "exact"),
      Evidence(
        field: "killed_running_total", reportID: "r", span: TextSpan(start: 5, end: 6),
        rule: "exact"),
    ]
    #expect(Ledger([event], rules: rules).total.sum.best == 4)
    #expect(Ledger([event], rules: LedgerRules(by: .day)).total.sum.events == 0)
  }

  @Test func `sums that fit no number stay at the largest`() {
    let ledger = Ledger(
      [
        Self.event("a", "2019-06-06", Self.exactly(.max)),
        Self.event("b", "2019-06-06", Self.exactly(.max)),
      ], rules: LedgerRules(by: .day))
    #expect(ledger.total.sum.best == .max && ledger.total.sum.low == .max)
  }

  // MARK: Rows

  static let ranges: [(days: String, precision: Int, day: String, week: String, month: String)] = [
    ("2019-06-06", 1, "2019-06-06", "2019-06-03", "2019-06-01"),
    // Within one week, over two days.
    ("2019-06-06/2019-06-09", 2, "spans_several", "2019-06-03", "2019-06-01"),
    // Sunday to Monday: two weeks that begin on Monday, one month.
    ("2019-06-09/2019-06-10", 1, "spans_several", "spans_several", "2019-06-01"),
    ("2019-06-01/2019-06-30", 4, "spans_several", "spans_several", "2019-06-01"),
    ("2019-05-31/2019-06-01", 1, "spans_several", "2019-05-27", "spans_several"),
    ("2016-02-29", 1, "2016-02-29", "2016-02-29", "2016-02-01"),
    // Only the day of the report is known.
    ("2019-06-06", 6, "undated", "undated", "undated"),
    ("", 6, "undated", "undated", "undated"),
  ]

  @Test(arguments: ranges)
  func `an event is in the one row that holds all its days`(
    _ row: (days: String, precision: Int, day: String, week: String, month: String)
  ) {
    var event = Self.event("e", row.days, Self.exactly(7))
    event.datePrecision = row.precision
    for (grouping, key) in [
      (LedgerRules.Grouping.day, row.day), (.week(startingOn: .monday), row.week),
      (.month, row.month),
    ] {
      let ledger = Ledger([event], rules: LedgerRules(by: grouping))
      #expect(ledger.rows.map(\.key) == [key])
      #expect(ledger.rows.map(\.sum.best) == [7])
    }
  }

  @Test func `weeks begin on the day that is asked for`() {
    // 2019-06-09 was a Sunday, 2019-06-08 a Saturday.
    let event = Self.event("e", "2019-06-09/2019-06-10", Self.exactly(7))
    for (start, first) in [(Weekday.sunday, "2019-06-09"), (.saturday, "2019-06-08")] {
      let ledger = Ledger([event], rules: LedgerRules(by: .week(startingOn: start)))
      #expect(ledger.rows.map(\.key) == [first])
      #expect(ledger.rows.first?.days?.dayCount == 7)
    }
  }

  @Test(arguments: 0..<20)
  func `rows by time, place and type add up to the total in any order`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var events = (0..<40).map { index in
      let first = Self.day("2019-06-01") + next(60)
      var event = Self.event(
        "e\(index)", "\(first)/\(first + next(12))", Self.exactly(next(50)),
        place: "P\(next(5))", precision: next(9), type: EventType.allCases[next(29)])
      if next(4) == 0 { event.countKind = .runningTotal }
      if next(4) == 0 { event.killed = Tally() }
      return event
    }
    let groupings: [LedgerRules.Grouping] = [
      .day, .week(startingOn: .monday), .month, .place, .type,
    ]
    let ledgers = groupings.map { Ledger(events, rules: LedgerRules(by: $0)) }
    events.reverse()
    for (grouping, ledger) in zip(groupings, ledgers) {
      #expect(ledger.rows.reduce(0) { $0 + $1.sum.best } == ledger.total.sum.best)
      #expect(ledger.rows.reduce(0) { $0 + $1.sum.events } == ledger.total.sum.events)
      #expect(ledger.total.sum.events + ledger.leftOut.count == events.count)
      #expect(Ledger(events, rules: LedgerRules(by: grouping)).json == ledger.json)
    }
  }

  @Test func `what is known to an area is the area's`() {
    let ledger = Ledger(
      [
        Self.event("a", "2019-06-06", Self.exactly(1), place: "SY05", precision: 7),
        Self.event("b", "2019-06-06", Self.exactly(2), place: "C1"),
        Self.event("c", "2019-06-06", Self.exactly(4), place: "C1"),
        Self.event("d", "2019-06-06", Self.exactly(8), place: "C9", precision: 0),
      ], rules: LedgerRules(by: .place))
    #expect(ledger.rows.map(\.key) == ["C1", "area:SY05", "unresolved"])
    #expect(ledger.rows.map(\.sum.best) == [6, 1, 8])
    #expect(ledger.rows.map(\.label) == ["Place C1", "Place SY05 (area)", "place not resolved"])
  }

  // MARK: Sides

  static let sideRules = LedgerRules(by: .side) { ["army": "government", "izza": "hts"][$0] }

  @Test func `the dead of one event are parted between the sides`() {
    var clash = Self.event("clash", "2019-06-06", Self.exactly(30))
    clash.sideA = ["army"]
    clash.sideB = ["izza", "nobody"]
    (clash.killedOfA, clash.killedOfB, clash.killedCivilians) = (20, 5, 2)
    var open = Self.event("open", "2019-06-07", Tally(low: 101, best: 101))
    open.sideA = ["army"]
    open.killedOfA = 101
    let told = Self.event("told", "2019-06-08", Tally(low: 9, best: 10, high: 11))
    let ledger = Ledger([clash, open, told], rules: Self.sideRules)
    #expect(
      Self.rows(ledger) == [
        "government 2/0 121 121 121+", "hts+nobody 1/0 5 5 5", "civilians 1/0 2 2 2",
        // Of 30 dead three are nobody's, and ten of the last event.
        "unknown 2/0 12 13 14", "total 3/0 140 141 142+",
      ])
    #expect(ledger.notes.isEmpty)
  }

  @Test func `parts that are more than the whole are told`() {
    var event = Self.event("e", "2019-06-06", Self.exactly(3))
    event.sideA = ["army"]
    (event.killedOfA, event.killedCivilians) = (3, 2)
    let ledger = Ledger([event], rules: Self.sideRules)
    #expect(ledger.notes == ["event e parts 5 dead between the sides and counts 3"])
  }

  // MARK: Periods

  @Test func `a period holds only what lies wholly within`() {
    let events = [
      Self.event("in", "2019-06-06/2019-06-10", Self.exactly(1)),
      Self.event("over", "2019-06-09/2019-06-12", Self.exactly(2)),
      Self.event("out", "2019-07-01", Self.exactly(4)), Self.event("never", "", Self.exactly(8)),
      Self.event("silent", "2019-06-07"),
    ]
    let period = LedgerPeriod(from: Self.day("2019-06-01"), to: Self.day("2019-06-10"))
    let ledger = Ledger(events, rules: LedgerRules(by: .month, period: period))
    #expect(Self.rows(ledger) == ["2019-06-01 1/1 1 1 1", "total 1/1 1 1 1"])
    #expect(
      Self.reasons(ledger) == [
        "over": "reaches_beyond_period", "out": "outside_period", "never": "undated",
        "silent": "no_figure",
      ])
  }

  // MARK: Notes

  static func total(_ count: Int, _ days: String, precision: Int, place: String = "SY05") -> Event {
    var event = event("T", days, exactly(count), place: place, precision: precision)
    event.countKind = .runningTotal
    return event
  }

  @Test func `a running total above the sum that it covers is told`() {
    let events = [
      Self.event("a", "2019-05-06", Self.exactly(100)),
      Self.event("b", "2019-06-06", Self.exactly(200)),
      // After the total, before it began, and on other ground.
      Self.event("c", "2019-07-01", Self.exactly(1000)),
      Self.event("d", "2019-04-01", Self.exactly(1000)),
    ]
    func notes(_ total: Event) -> [String] {
      Ledger(events + [total], rules: LedgerRules(by: .month)).notes
    }
    #expect(
      notes(Self.total(700, "2019-04-25/2019-06-20", precision: 7)) == [
        "the running total of 700 killed (event T), from 2019-04-25 to 2019-06-20, is more than "
          + "the 300 of the 2 events that it covers: 400 are in no event"
      ])
    #expect(notes(Self.total(300, "2019-04-25/2019-06-20", precision: 7)).isEmpty)
    // As of a day, it covers all that came before.
    #expect(notes(Self.total(1300, "2019-06-20", precision: 9)).isEmpty)
    #expect(notes(Self.total(1301, "2019-06-20", precision: 9)).count == 1)
    // At a place of its own nothing is covered.
    #expect(
      notes(Self.total(5, "2019-06-20", precision: 2, place: "P2")).first?.contains(
        "the 0 of the 0 events") == true)
    #expect(notes(Self.total(5, "", precision: 7)).first?.contains("no day") == true)
    #expect(
      notes(Self.total(5, "2019-06-20", precision: 8)).first?.contains("no single place") == true)
  }

  @Test func `two reports of one figure at one place and time may be one event`() {
    let a = Self.event("a", "2019-06-06", Self.exactly(12))
    var b = Self.event("b", "2019-06-06", Self.exactly(12))
    func notes() -> [String] { Ledger([a, b], rules: LedgerRules(by: .day)).notes }
    #expect(notes().first?.contains("events a and b may count the same people") == true)
    b.sources = a.sources
    #expect(notes().isEmpty)
    b = Self.event("b", "2019-06-06", Self.exactly(13))
    #expect(notes().isEmpty)
  }

  @Test func `a denied event that is counted is told`() {
    var event = Self.event("e", "2019-06-06", Self.exactly(1))
    event.disagreements = [Disagreement(field: "polarity", value: "denied", saidBy: "r2")]
    let ledger = Ledger([event], rules: LedgerRules(by: .day))
    #expect(ledger.notes == ["event e is counted, and another source denies it"])
  }

  // MARK: Files

  @Test func `what was left out is written with its figure and its source`() throws {
    var denied = Self.event("=x", "2019-06-06", Tally(low: 5, best: 5))
    denied.polarity = .denied
    denied.sources[0].outlet = "The \"outlet\""
    let ledger = Ledger([denied], rules: LedgerRules(by: .day))
    let table = try CSVTable(parsing: ledger.leftOutCSV)
    let row = try #require(table.rows.first)
    #expect(row["event_id"] == "'=x")
    #expect(row["reason"] == "denied")
    #expect([row["killed_low"], row["killed_best"], row["killed_high"]] == ["5", "5", ""])
    #expect(row["sources"] == "r-=x (The \"outlet\")")
    let json = try JSONValue(parsing: ledger.json)
    #expect(json["left_out"]?.array?.first?["event_id"]?.text == "=x")
    #expect(json["total"]?["best"] == .null)
  }
}
