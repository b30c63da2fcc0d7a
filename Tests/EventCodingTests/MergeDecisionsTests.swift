import CivilCalendar
import NewsIngest
import SimpleFeatures
import Testing

@testable import EventCoding

/// Decisions of a person over what the rules merge; the claims are made by hand.
struct MergeDecisionsTests {
  /// Claims of one raid on one day, each of a report of its own; those of another place do not
  /// agree with them.
  static func coding(_ id: String, place: String = "P1") -> ReportCoding {
    var claim = Event(
      id: id, type: .airDroneStrike,
      place: EventPlace(
        id: place, nameArabic: "", nameEnglish: "", text: place,
        point: GeographicPoint(longitude: place == "P1" ? 36.1 : 38, latitude: 35.2), precision: 2))
    let day = CivilDate(dayNumber: 18_000)
    claim.dates = DateSpan(day, day)
    claim.datePrecision = 1
    claim.killed = Tally(low: 1, best: 1, high: 1)
    claim.sources = [
      EventSource(
        reportID: "r-\(id)", outlet: nil, title: nil, url: nil, published: day, language: "en")
    ]
    claim.mergedFrom = [id]
    return ReportCoding(
      report: Report(id: "r-\(id)", text: "report \(id) has words of its own \(id)"), mentions: [],
      dates: [], counts: [], events: [claim])
  }

  /// The claims a1, a2, a3 agree, b1 and b2 agree, and c1 is alone.
  static let codings = [
    coding("a1"), coding("a2"), coding("a3"), coding("b1", place: "P2"), coding("b2", place: "P2"),
    coding("c1", place: "P3"),
  ]

  typealias Row = (MergeDecisions.Action, [String], [String])

  static func decisions(_ rows: [Row]) -> MergeDecisions {
    rows.reduce(MergeDecisions()) { $0.adding($1.0, claims: $1.1, others: $1.2, note: "") }
  }

  static func groups(
    _ rows: [Row], _ codings: [ReportCoding] = codings
  ) -> (groups: [String], problems: [String]) {
    var merger = EventMerger()
    merger.decisions = decisions(rows)
    let (events, problems) = merger.mergeTellingProblems(codings)
    return (
      events.map { $0.mergedFrom.joined(separator: "+") }.sorted(),
      problems.map { "\($0.number) \($0.reason)" }
    )
  }

  static let cases: [(rows: [Row], groups: [String])] = [
    ([], ["a1+a2+a3", "b1+b2", "c1"]),
    ([(.apart, ["a2"], ["a1", "a3"])], ["a1+a3", "a2", "b1+b2", "c1"]),
    ([(.together, ["a1", "a2", "a3"], ["c1"])], ["a1+a2+a3+c1", "b1+b2"]),
    // One claim of each is enough: the others agree with it and follow.
    ([(.together, ["a1"], ["b2"])], ["a1+a2+a3+b1+b2", "c1"]),
    // Split, then joined to another event.
    (
      [(.apart, ["a2"], ["a1", "a3"]), (.together, ["a2"], ["b1", "b2"])],
      ["a1+a3", "a2+b1+b2", "c1"]
    ),
    // The later of two decisions on the same claims holds, both ways.
    (
      [(.apart, ["a2"], ["a1", "a3"]), (.together, ["a2"], ["a1", "a3"])],
      ["a1+a2+a3", "b1+b2", "c1"]
    ),
    (
      [(.together, ["a1", "a2", "a3"], ["c1"]), (.apart, ["c1"], ["a1", "a2", "a3"])],
      ["a1+a2+a3", "b1+b2", "c1"]
    ),
    // Three decisions that contradict each other through a third claim: the first yields.
    (
      [(.apart, ["b1"], ["c1"]), (.together, ["b1"], ["a1"]), (.together, ["a1"], ["c1"])],
      ["a1+a2+a3+b1+b2+c1"]
    ),
    // All apart.
    (
      [(.apart, ["a1"], ["a2", "a3"]), (.apart, ["a2"], ["a3"])],
      ["a1", "a2", "a3", "b1+b2", "c1"]
    ),
  ]

  @Test(arguments: cases.indices)
  func `a decision goes before the rules`(_ index: Int) {
    let row = Self.cases[index]
    #expect(Self.groups(row.rows).groups == row.groups)
  }

  @Test(arguments: cases.indices)
  func `the order of the reports and of the rows does not matter`(_ index: Int) {
    let row = Self.cases[index]
    var merger = EventMerger()
    merger.decisions = MergeDecisions(Self.decisions(row.rows).decisions.reversed())
    #expect(
      merger.merge(Self.codings.reversed()).map(\.mergedFrom)
        == {
          merger.decisions = Self.decisions(row.rows)
          return merger.merge(Self.codings).map(\.mergedFrom)
        }())
  }

  @Test func `every merge can be undone, and the event is what it was`() {
    var merger = EventMerger()
    let before = merger.merge(Self.codings)
    merger.decisions = Self.decisions([(.together, ["a1", "a2", "a3"], ["c1"])])
    let merged = merger.merge(Self.codings)
    #expect(merged != before)
    merger.decisions = Self.decisions([
      (.together, ["a1", "a2", "a3"], ["c1"]), (.apart, ["c1"], ["a1", "a2", "a3"]),
    ])
    #expect(merger.merge(Self.codings) == before)
  }

  @Test func `a decision on claims that are gone is told and does no harm`() {
    let (groups, problems) = Self.groups([
      (.together, ["a1", "gone"], ["c1"]), (.apart, ["gone"], ["b1"]),
    ])
    #expect(groups == ["a1+a2+a3+c1", "b1+b2"])
    #expect(
      problems == [
        "1 no claim gone any more; the rest is followed",
        "2 no claim gone any more; the decision has no effect",
      ])
  }

  @Test func `a decision that a later one contradicts is told`() {
    let problems = Self.groups(Self.cases[7].rows).problems
    #expect(problems.count == 1)
    // Undoing a decision is no contradiction.
    #expect(Self.groups(Self.cases[6].rows).problems.isEmpty)
    #expect(problems.first?.hasPrefix("1 a later decision says otherwise") == true)
  }

  @Test func `why two claims are one, or are not`() {
    let merger = EventMerger()
    let (a1, a2, b1) = (
      Self.codings[0].events[0], Self.codings[1].events[0], Self.codings[3].events[0]
    )
    #expect(merger.agreement(a1, a2).isOne)
    #expect(
      merger.agreement(a1, a2).reasons == [
        "same place P1", "both 2019-04-14", "both air_drone_strike", "no actor contradicts",
      ])
    #expect(merger.agreement(a1, b1).reasons == ["places"])
    #expect(merger.agreement(a1, a1).reasons == ["one report"])
  }

  // MARK: The file

  @Test func `what is written is read again`() throws {
    let decisions = MergeDecisions().adding(
      .together, claims: ["b", "a", "a"], others: ["c"], note: "one \"raid\", told twice"
    ).adding(.apart, claims: ["a"], others: ["b"], note: "")
    #expect(decisions.decisions.map(\.number) == [1, 2])
    #expect(decisions.decisions[0].claims == ["a", "b"])
    #expect(try MergeDecisions(csv: decisions.csv, file: "x.csv") == decisions)
  }

  static let head = "number,action,claims,others,note\n"
  static let badFiles: [(text: String, says: String)] = [
    ("", "x.csv:0"), ("number,action\n1,together\n", "x.csv:1: column claims"),
    (head + "one,together,a,b,\n", "x.csv:2: the number \"one\""),
    (head + "0,together,a,b,\n", "x.csv:2: the number \"0\""),
    (head + "1,join,a,b,\n", "x.csv:2: the action \"join\""),
    (head + "1,together,a,,\n", "x.csv:2: claims and others"),
    (head + "1,apart,a|b,b,\n", "x.csv:2: the claim b"),
    (head + "1,apart,a,b,\n1,apart,c,d,\n", "x.csv:3: two decisions"),
    (head + "1,apart,a\n", "x.csv:2"), (head + "1,\"apart,a,b,\n", "x.csv:2"),
  ]

  @Test(arguments: badFiles)
  func `a file that is none is refused with its line`(_ row: (text: String, says: String)) {
    let error = #expect(throws: LexiconError.self) {
      _ = try MergeDecisions(csv: Array(row.text.utf8), file: "x.csv")
    }
    #expect(error.map { "\($0)".hasPrefix(row.says) } == true, "\(String(describing: error))")
  }
}
