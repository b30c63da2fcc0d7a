import CivilCalendar
import Testing

@testable import EventCoding

struct EventMergerTests {
  static func codings(_ texts: [(id: String, text: String, published: String)]) throws
    -> [ReportCoding]
  {
    try texts.map { try Fixture.code($0.text, published: $0.published, id: $0.id) }
  }

  static let reports: [(id: String, text: String, published: String)] = [
    (
      "a", "A Russian air strike on Kabani killed at least 12 civilians on Tuesday.", "2019-06-20"
    ),
    ("b", "قُتل 15 مدنياً بغارات للطيران الروسي على كبانة أول أمس.", "2019-06-20"),
    ("c", "Rebels captured Zakah on Tuesday.", "2019-06-20"),
    ("d", "The Syrian army captured Zakah on Tuesday.", "2019-06-20"),
    ("e", "Rebels captured Zakah on Sunday.", "2019-06-20"),
  ]

  @Test func `two reports of one raid are one event with both figures`() throws {
    let codings = try Self.codings(Array(Self.reports.prefix(2)))
    let events = EventMerger(actors: try Fixture.actors()).merge(codings)
    let event = try #require(events.first)
    #expect(events.count == 1)
    #expect(event.sources.map(\.reportID) == ["a", "b"])
    #expect(event.independentSources == 2)
    #expect(event.grade == .confirmed)
    #expect(event.status == .merged)
    // At least 12, and exactly 15: low the lowest, no high, and the median of two rounded down.
    #expect(event.killed == Tally(low: 12, best: 13, high: nil))
    #expect(event.disagreements.map(\.value) == ["12", "15"])
    #expect(event.mergedFrom == codings.flatMap(\.events).map(\.id).sorted())
    #expect(event.confidence > (codings.flatMap(\.events).map(\.confidence).max() ?? 1))
  }

  @Test func `who took a place and when keeps events apart`() throws {
    let events = EventMerger(actors: try Fixture.actors()).merge(
      try Self.codings(Array(Self.reports.dropFirst(2))))
    #expect(events.count == 3)
    #expect(
      events.map { $0.dates?.first.description ?? "" }.sorted() == [
        "2019-06-16", "2019-06-18", "2019-06-18",
      ])
  }

  @Test func `a near-copy is no second source`() throws {
    let words =
      "Rebels captured Zakah on Tuesday after a night of fighting that began with shells on the"
      + " farms around it, a spokesman told reporters who had come to see the place for themselves"
    let codings = try Self.codings([
      ("a", words + ".", "2019-06-20"), ("b", words + " today.", "2019-06-20"),
    ])
    let events = EventMerger(actors: try Fixture.actors()).merge(codings)
    let event = try #require(events.first { $0.type == .nonStateOvertakesTerritory })
    #expect(event.sources.count == 2)
    #expect(event.independentSources == 1)
    #expect(event.grade != .confirmed)
  }

  @Test(arguments: 0..<24)
  func `the order of the reports does not matter`(seed: Int) throws {
    let codings = try Self.codings(Self.reports)
    // The seed-th of the 120 orders, by its digits in the factorial number system.
    var rest = codings
    var shuffled: [ReportCoding] = []
    var digits = seed * 5
    while !rest.isEmpty {
      shuffled.append(rest.remove(at: digits % rest.count))
      digits /= max(1, rest.count + 1)
    }
    let merger = EventMerger(actors: try Fixture.actors())
    #expect(merger.merge(shuffled) == merger.merge(codings))
  }

  @Test func `similarity is the share of common shingles`() {
    // "a b c d" has abc, bcd; "a b c e" has abc, bce: one of three.
    let a = NearCopies.shingles(of: "a b c d", length: 3)
    let b = NearCopies.shingles(of: "A, b c e", length: 3)
    #expect(NearCopies.similarity(a, b) == 1.0 / 3)
    #expect(NearCopies.similarity(a, a) == 1)
  }

  @Test func `no reports give no events`() {
    #expect(EventMerger().merge([]).isEmpty)
  }
}
