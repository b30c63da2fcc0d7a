import CivilCalendar
import EventCoding
import Gazetteers
import NewsIngest
import SimpleFeatures
import Testing

@testable import Evaluation

struct EventScoresTests {
  static func compare(
    _ gold: [GoldEvent], _ found: [Event], isComplete: Bool = true, radius: Double = 10
  ) -> EventComparison {
    EventComparison(
      reportID: "r", language: .english, published: CivilDate(iso: "2019-06-20"), gold: gold,
      isComplete: isComplete, found: found, gazetteer: Sample.gazetteer, radius: radius)
  }

  static func gold(
    _ type: EventType, _ id: String, on day: DateSpan? = Sample.day("2019-06-20")
  ) -> GoldEvent {
    GoldEvent(place: .known(ids: [id], point: nil), dates: day, types: [type])
  }

  @Test func `a report without events and without answers has no share`() {
    let scores = EventScores([Self.compare([], [])])
    #expect(scores.recall.value == nil)
    #expect(scores.precision.value == nil)
    #expect(scores.reportPlace.value == nil)
    #expect(scores.typeMacroF1 == nil)
    #expect(scores.eventsPerReport == 0)
    #expect(scores.emptyReportsFilled == Proportion(0, of: 1))
    #expect(EventScores([]).eventsPerReport == nil)
  }

  @Test func `a match has place, day and type; a neighbour is at the place only by the radius`() {
    let gold = [Self.gold(.armedClash, "C1")]
    let near = [Sample.event(.governmentRegainsTerritory, Sample.near)]
    let wide = EventScores([Self.compare(gold, near)])
    #expect(wide.recall == Proportion(1, of: 1))
    #expect(wide.precision == Proportion(1, of: 1))
    #expect(wide.type == Proportion(0, of: 1))
    #expect(Self.compare(gold, near).errors.map(\.cause) == ["wrong_sub_type"])
    let narrow = Self.compare(gold, near, radius: 5)
    #expect(EventScores([narrow]).recall == Proportion(0, of: 1))
    #expect(EventScores([narrow]).reportPlace == Proportion(0, of: 1))
    #expect(narrow.errors.map(\.cause) == ["wrong_place"])
  }

  @Test func `what agrees in more is given first, and of equals the first`() {
    let gold = [Self.gold(.armedClash, "C1"), Self.gold(.airDroneStrike, "C1")]
    let found = [
      Sample.event(.airDroneStrike, Sample.north, id: "strike"),
      Sample.event(.armedClash, Sample.north, id: "clash"),
      Sample.event(.armedClash, Sample.north, id: "again"),
    ]
    let comparison = Self.compare(gold, found)
    #expect(comparison.partners == [1, 0])
    #expect(comparison.errors.map(\.cause) == ["extra_at_place"])
    #expect(EventScores([comparison]).precision == Proportion(2, of: 3))
  }

  @Test func `dates are exact, overlapping, wrong or missing`() {
    let gold = [Self.gold(.armedClash, "C1", on: Sample.day("2019-06-18", "2019-06-20"))]
    func scores(_ day: String?) -> (EventScores, [String]) {
      let comparison = Self.compare(gold, [Sample.event(.armedClash, Sample.north, on: day)])
      return (EventScores([comparison]), comparison.errors.map(\.cause))
    }
    let (within, withinCauses) = scores("2019-06-19")
    #expect(within.dateExact == Proportion(0, of: 1))
    #expect(within.dateOverlap == Proportion(1, of: 1))
    #expect(within.recall == Proportion(1, of: 1))
    #expect(withinCauses == ["date_not_exact"])
    let (outside, outsideCauses) = scores("2019-06-21")
    #expect(outside.dateOverlap == Proportion(0, of: 1))
    #expect(outside.recall == Proportion(0, of: 1))
    #expect(outsideCauses == ["wrong_date"])
    #expect(scores(nil).1 == ["no_date"])
  }

  @Test func `counts overlap, are exact, or are missing`() {
    var gold = Self.gold(.airDroneStrike, "C1")
    gold.killed = Tally(low: 101, best: 101)
    gold.injured = Tally(low: 3, best: 4, high: 9)
    var event = Sample.event(.airDroneStrike, Sample.north)
    event.killed = Tally(low: 120, best: 130, high: 140)
    let comparison = Self.compare([gold], [event])
    let scores = EventScores([comparison])
    #expect(scores.killedOverlap == Proportion(1, of: 1))
    #expect(scores.killedExact == Proportion(0, of: 1))
    #expect(scores.injuredOverlap == Proportion(0, of: 1))
    #expect(comparison.errors.map(\.cause) == ["wrong_killed", "missed_injured"])
    let missed = EventScores([Self.compare([gold], [])])
    #expect(missed.killedOverlap == Proportion(0, of: 0))
    #expect(missed.killedOverlapOfAll == Proportion(0, of: 1))
  }

  @Test(arguments: [
    (Tally(low: 3, best: 3, high: 3), Tally(low: 3, best: 3, high: 3), true),
    (Tally(low: 3, best: 4, high: 9), Tally(low: 10, best: 10, high: 10), false),
    (Tally(low: 10, best: 10), Tally(low: 500, best: 500, high: 500), true),
    (Tally(best: 5), Tally(low: 6, best: 6), false), (Tally(best: 5), Tally(), false),
  ])
  func `ranges overlap`(a: Tally, b: Tally, isOverlap: Bool) {
    #expect(Tally?(a).overlaps(b) == isOverlap)
    #expect(Tally?(b).overlaps(a) == isOverlap)
  }

  @Test func `sides are in their place, swapped or missing`() {
    var gold = Self.gold(.armedClash, "C1")
    gold.sideA = ["x", "y"]
    gold.sideB = ["z"]
    var event = Sample.event(.armedClash, Sample.north)
    event.sideA = ["y"]
    event.sideB = ["x"]
    let scores = EventScores([Self.compare([gold], [event])])
    #expect(scores.sides == Proportion(1, of: 2))
    event.sideA = ["z"]
    event.sideB = []
    let swapped = Self.compare([gold], [event])
    #expect(EventScores([swapped]).sides == Proportion(0, of: 2))
    #expect(EventScores([swapped]).sidesEitherWay == Proportion(1, of: 2))
    #expect(swapped.errors.map(\.cause) == ["missed_side", "swapped_side"])
  }

  @Test func `effects, gains and kinds of count are compared where the gold has them`() {
    var gold = Self.gold(.governmentRegainsTerritory, "C1")
    gold.controlEffect = .gain
    gold.controlTo = ["army", "state"]
    gold.countKind = .new
    var event = Sample.event(.governmentRegainsTerritory, Sample.north)
    event.controlEffect = .gain
    event.controlTo = "state"
    event.countKind = .runningTotal
    let scores = EventScores([Self.compare([gold], [event])])
    #expect(scores.controlEffect == Proportion(1, of: 1))
    #expect(scores.controlTo == Proportion(1, of: 1))
    #expect(scores.countKind == Proportion(0, of: 1))
    let bare = EventScores([Self.compare([Self.gold(.armedClash, "C1")], [event])])
    #expect(bare.controlEffect == Proportion(0, of: 0))
  }

  @Test func `what was denied is not coded as having happened`() {
    var denied = Self.gold(.governmentRegainsTerritory, "C1")
    denied.polarity = .denied
    var event = Sample.event(.governmentRegainsTerritory, Sample.north)
    let told = Self.compare([denied], [event])
    #expect(EventScores([told]).untoldKept == Proportion(0, of: 1))
    #expect(EventScores([told]).recall == Proportion(0, of: 0))
    #expect(told.errors.map(\.cause) == ["wrongly_told"])
    event.polarity = .denied
    let kept = Self.compare([denied], [event])
    #expect(EventScores([kept]).untoldKept == Proportion(1, of: 1))
    #expect(EventScores([kept]).precision == Proportion(0, of: 0))
    #expect(kept.errors.isEmpty)
    let untold = Self.compare([Self.gold(.governmentRegainsTerritory, "C1")], [event])
    #expect(untold.errors.map(\.cause) == ["wrongly_untold"])
  }

  @Test func `a table of types counts hits, gold and coded`() throws {
    let comparison = Self.compare(
      [Self.gold(.armedClash, "C1"), Self.gold(.airDroneStrike, "C3")],
      [
        Sample.event(.armedClash, Sample.north), Sample.event(.attack, Sample.namesake),
        Sample.event(.arrests, nil),
      ])
    let scores = EventScores([comparison])
    #expect(
      scores.types == [
        ClassCount(name: "armed_clash", hits: 1, gold: 1, predicted: 1),
        ClassCount(name: "air_drone_strike", hits: 0, gold: 1, predicted: 0),
        ClassCount(name: "attack", hits: 0, gold: 0, predicted: 1),
        ClassCount(name: "arrests", hits: 0, gold: 0, predicted: 1),
      ])
    #expect(scores.typeMacroF1 == 0.5)
    #expect(comparison.errors.map(\.cause) == ["wrong_type", "extra_elsewhere"])
  }

  @Test func `in an incomplete report nothing is too much`() {
    let comparison = Self.compare(
      [], [Sample.event(.armedClash, Sample.north)], isComplete: false)
    #expect(comparison.errors.isEmpty)
    #expect(EventScores([comparison]).precision == Proportion(0, of: 0))
  }
}
