import CivilCalendar
import Testing

@testable import EventLayers

struct TimeSlicesTests {
  static func span(_ first: String, _ last: String) throws -> DateSpan {
    DateSpan(try #require(CivilDate(iso: first)), try #require(CivilDate(iso: last)))
  }

  /// By the calendar of 2019, in which 6 May was a Monday, and of the leap year 2020.
  static let cases: [(step: TimeSlices.Step, first: String, last: String, slices: [String])] = [
    (
      .weeks(startingOn: .monday), "2019-05-08", "2019-05-21",
      ["2019-05-08/2019-05-12", "2019-05-13/2019-05-19", "2019-05-20/2019-05-21"]
    ),
    (
      .weeks(startingOn: .saturday), "2019-05-08", "2019-05-12",
      ["2019-05-08/2019-05-10", "2019-05-11/2019-05-12"]
    ),
    (
      .months, "2019-12-31", "2020-03-01",
      [
        "2019-12-31/2019-12-31", "2020-01-01/2020-01-31", "2020-02-01/2020-02-29",
        "2020-03-01/2020-03-01",
      ]
    ),
    (
      .days(10), "2019-05-01", "2019-05-21",
      ["2019-05-01/2019-05-10", "2019-05-11/2019-05-20", "2019-05-21/2019-05-21"]
    ),
    (.days(1), "2019-05-01", "2019-05-01", ["2019-05-01/2019-05-01"]),
  ]

  @Test(arguments: cases)
  func `slices begin and end on the days of the calendar`(
    _ row: (step: TimeSlices.Step, first: String, last: String, slices: [String])
  ) throws {
    let slices = TimeSlices(of: try Self.span(row.first, row.last), every: row.step).spans
    #expect(slices.map { "\($0.first)/\($0.last)" } == row.slices)
  }

  static func random(_ seed: Int) -> (whole: DateSpan, slices: [DateSpan], SplitMix64) {
    var random = SplitMix64(seed: UInt64(seed))
    let start = CivilDate(dayNumber: Int.random(in: 15_000...20_000, using: &random))
    let whole = DateSpan(start, start + Int.random(in: 0...800, using: &random))
    let steps: [TimeSlices.Step] = [
      .days(Int.random(in: 1...40, using: &random)), .months,
      .weeks(startingOn: Weekday.allCases.randomElement(using: &random) ?? .monday),
    ]
    let step = steps.randomElement(using: &random) ?? .months
    return (whole, TimeSlices(of: whole, every: step).spans, random)
  }

  @Test(arguments: 0..<200)
  func `slices cover the whole without a gap or an overlap`(seed: Int) {
    let (whole, slices, _) = Self.random(seed)
    #expect(slices.first?.first == whole.first && slices.last?.last == whole.last)
    for (a, b) in zip(slices, slices.dropFirst()) { #expect(b.first == a.last + 1) }
    #expect(slices.allSatisfy { $0.first <= $0.last })
  }

  @Test(arguments: 0..<200)
  func `no event is lost, and none is twice unless it spans a boundary`(seed: Int) {
    var (whole, slices, random) = Self.random(seed)
    for _ in 0..<50 {
      let first = whole.first + Int.random(in: 0..<whole.dayCount, using: &random)
      let length = Int.random(in: 0...(whole.last - first), using: &random)
      let event = DateSpan(first, first + (Bool.random(using: &random) ? 0 : length))
      let precision = Int.random(in: 1...6, using: &random)
      func count(_ membership: SliceMembership) -> Int {
        slices.count { membership.contains(event, precision: precision, in: $0) }
      }
      // The slices that hold any of its days, counted day by day.
      let touched = slices.count { slice in
        (0..<event.dayCount).contains { slice.contains(event.first + $0) }
      }
      #expect(count(SliceMembership(imprecise: .spread)) == touched)
      #expect(count(SliceMembership(imprecise: .include)) == (precision >= 4 ? 1 : touched))
      #expect(count(SliceMembership(imprecise: .exclude)) == (precision >= 4 ? 0 : touched))
      if event.dayCount == 1 { #expect(touched == 1) }
    }
  }

  @Test func `an event without a date is in no slice`() throws {
    let slice = try Self.span("2019-01-01", "2019-12-31")
    for imprecise in SliceMembership.Imprecise.allCases {
      #expect(!SliceMembership(imprecise: imprecise).contains(nil, precision: 1, in: slice))
    }
  }

  @Test func `the last day of a slice is in it and the next is not`() throws {
    let may = try Self.span("2019-05-01", "2019-05-31")
    let membership = SliceMembership()
    func isIn(_ first: String, _ last: String) throws -> Bool {
      membership.contains(try Self.span(first, last), precision: 1, in: may)
    }
    #expect(try isIn("2019-05-31", "2019-06-02"))
    #expect(try !isIn("2019-06-01", "2019-06-01"))
    #expect(try isIn("2019-04-01", "2019-05-01"))
    #expect(try !isIn("2019-04-01", "2019-04-30"))
  }
}

/// Sebastiano Vigna's SplitMix64, so that a failure comes back.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
