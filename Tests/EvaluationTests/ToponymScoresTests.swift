import Gazetteers
import Geoparsing
import NewsIngest
import SimpleFeatures
import Testing

@testable import Evaluation

struct ToponymScoresTests {
  static func compare(
    _ gold: [GoldToponym], _ mentions: [Mention], isComplete: Bool = true,
    text: String = "Alpha and Beta fell"
  ) -> ToponymComparison {
    ToponymComparison(
      reportID: "r", text: text, language: .english, gold: gold, isComplete: isComplete,
      mentions: mentions, gazetteer: Sample.gazetteer)
  }

  static func causes(_ comparison: ToponymComparison, in text: String) -> [String] {
    comparison.errors(in: text, Sample.gazetteer).map(\.cause)
  }

  @Test func `a text without places and without answers has no share`() {
    let scores = ToponymScores([Self.compare([], [])])
    #expect(scores.recall.value == nil)
    #expect(scores.precision.value == nil)
    #expect(scores.exactPlace.value == nil)
    #expect(scores.distances.median == nil)
    #expect(scores.falsePlacesPerThousandTokens == 0)
    #expect(ToponymScores([]).falsePlacesPerThousandTokens == nil)
  }

  @Test func `two places found, one of them wrong, and one that is none`() {
    let comparison = Self.compare(
      [Sample.gold(0..<5, "C1"), Sample.gold(10..<14, "C2")],
      [
        Sample.mention(0..<5, Sample.namesake), Sample.mention(10..<14, Sample.near),
        Sample.mention(15..<19, Sample.north),
      ])
    let scores = ToponymScores([comparison])
    #expect(scores.recall == Proportion(2, of: 2))
    #expect(scores.precision == Proportion(2, of: 3))
    #expect(scores.exactPlace == Proportion(1, of: 2))
    #expect(scores.sameSubDistrict == Proportion(1, of: 2))
    #expect(scores.within.map { $0.share.count } == [1, 1, 1, 2])
    // 1° of the meridian: 6371.0088 · π / 180 km; the other error is 0.
    let median = scores.distances.median ?? 0
    #expect(abs(median - 111.195 / 2) < 0.01)
    // Four words, one false place.
    #expect(scores.falsePlacesPerThousandTokens == 250)
    #expect(
      Self.causes(comparison, in: "Alpha and Beta fell") == [
        "wrong_homonym", "word_taken_for_place",
      ])
  }

  @Test func `what is not annotated completely has no false places`() {
    let comparison = Self.compare(
      [Sample.gold(0..<5, "C1")],
      [Sample.mention(0..<5, Sample.north), Sample.mention(10..<14, Sample.near)],
      isComplete: false)
    let scores = ToponymScores([comparison])
    #expect(scores.precision == Proportion(0, of: 0))
    #expect(scores.falsePlaces == 0)
    #expect(scores.calibration.bins.map(\.right.total).reduce(0, +) == 1)
    #expect(Self.causes(comparison, in: "Alpha and Beta fell").isEmpty)
  }

  @Test func `of two overlaps the same span comes first, then the longer one`() {
    let comparison = Self.compare(
      [Sample.gold(0..<5, "C1"), Sample.gold(6..<14, "C2")],
      [
        Sample.mention(4..<10, Sample.north), Sample.mention(6..<14, Sample.near),
      ])
    #expect(comparison.partners == [0, 1])
    let tied = Self.compare(
      [Sample.gold(0..<5, "C1")],
      [Sample.mention(0..<3, Sample.near), Sample.mention(2..<5, Sample.north)])
    #expect(tied.partners == [0])
    #expect(tied.unmatched == [1])
  }

  @Test func `a near answer is within 10 km and in the sub-district, and not the place`() {
    let scores = ToponymScores([
      Self.compare([Sample.gold(0..<5, "C1")], [Sample.mention(0..<5, Sample.near)])
    ])
    #expect(scores.exactPlace == Proportion(0, of: 1))
    #expect(scores.sameSubDistrict == Proportion(1, of: 1))
    #expect(scores.within.map { $0.share.count } == [0, 0, 1, 1])
    #expect(scores.calibration.bins[9].right == Proportion(1, of: 1))
  }

  @Test func `a place left unresolved is found, abstained and not accurate`() {
    let comparison = Self.compare([Sample.gold(0..<5, "C1")], [Sample.mention(0..<5, nil)])
    let scores = ToponymScores([comparison])
    #expect(scores.recall == Proportion(1, of: 1))
    #expect(scores.abstained == Proportion(1, of: 1))
    #expect(scores.exactPlace == Proportion(0, of: 1))
    #expect(scores.resolvedExactPlace == Proportion(0, of: 0))
    #expect(Self.causes(comparison, in: "Alpha fell") == ["abstained"])
  }

  @Test func `a place of no gazetteer is rightly left unknown`() {
    let gold = [GoldToponym(span: TextSpan(0..<5), place: .unknown, role: .event)]
    let kept = Self.compare(gold, [Sample.mention(0..<5, nil)])
    #expect(ToponymScores([kept]).unknownKept == Proportion(1, of: 1))
    #expect(Self.causes(kept, in: "Alpha fell").isEmpty)
    let resolved = Self.compare(gold, [Sample.mention(0..<5, Sample.north)])
    #expect(ToponymScores([resolved]).unknownKept == Proportion(0, of: 1))
    #expect(Self.causes(resolved, in: "Alpha fell") == ["resolved_unlisted"])
    #expect(Self.causes(Self.compare(gold, []), in: "Alpha fell") == ["missed_unlisted"])
  }

  @Test func `an actor's name is kept from being a place`() {
    let gold = [Sample.gold(0..<5, "C1", role: .actorName)]
    let kept = Self.compare(gold, [Sample.mention(0..<5, nil, role: .actorName)])
    #expect(ToponymScores([kept]).namesKept == Proportion(1, of: 1))
    #expect(ToponymScores([kept]).role == Proportion(1, of: 1))
    #expect(ToponymScores([kept]).recall.value == nil)
    #expect(Self.causes(kept, in: "Alpha Brigade").isEmpty)
    let taken = Self.compare(gold, [Sample.mention(0..<5, Sample.north)])
    #expect(ToponymScores([taken]).namesKept == Proportion(0, of: 1))
    #expect(ToponymScores([taken]).falsePlaces == 1)
    #expect(ToponymScores([taken]).precision == Proportion(0, of: 1))
    #expect(Self.causes(taken, in: "Alpha Brigade") == ["name_taken_for_place"])
  }

  @Test func `a place taken for an actor's name is missed`() {
    let comparison = Self.compare(
      [Sample.gold(0..<5, "C1")], [Sample.mention(0..<5, Sample.north, role: .actorName)])
    #expect(ToponymScores([comparison]).recall == Proportion(0, of: 1))
    #expect(Self.causes(comparison, in: "Alpha fell") == ["place_taken_for_name"])
  }

  @Test func `an offset is measured from the point that is meant`() {
    // 0.01° north of the place named: 1.11 km.
    let meant = GeographicPoint(longitude: 37, latitude: 35.11)
    let gold = Sample.gold(0..<5, "C1", precision: 3, relation: .offset, point: meant)
    let right = Self.compare(
      [gold], [Sample.mention(0..<5, Sample.north, relation: .offset, precision: 3, point: meant)])
    let scores = ToponymScores([right])
    #expect(scores.within.map { $0.share.count } == [1, 1, 1, 1])
    #expect(scores.relation == Proportion(1, of: 1))
    #expect(Self.causes(right, in: "Alpha fell").isEmpty)
    let flat = Self.compare([gold], [Sample.mention(0..<5, Sample.north)])
    #expect(ToponymScores([flat]).within.map { $0.share.count } == [0, 1, 1, 1])
    #expect(ToponymScores([flat]).precisionCode == Proportion(0, of: 1))
    #expect(Self.causes(flat, in: "Alpha fell") == ["wrong_relation"])
  }

  @Test func `causes tell a wrong span, a wrong role and a unit from its settlement`() {
    let span = Self.compare([Sample.gold(0..<5, "C1")], [Sample.mention(0..<9, Sample.north)])
    #expect(Self.causes(span, in: "Alpha fell") == ["wrong_span"])
    #expect(ToponymScores([span]).exactRecall == Proportion(0, of: 1))
    let role = Self.compare(
      [Sample.gold(0..<5, "C1", role: .origin)], [Sample.mention(0..<5, Sample.north)])
    #expect(Self.causes(role, in: "Alpha fell") == ["wrong_role"])
    let counts = ToponymScores([role]).roleCounts
    #expect(counts == [ToponymScores.RolePair(gold: "origin", found: "event"): 1])
    let unit = Self.compare([Sample.gold(0..<5, "C1")], [Sample.mention(0..<5, Sample.unit)])
    #expect(Self.causes(unit, in: "Alpha fell") == ["unit_or_settlement"])
  }

  @Test(arguments: [
    ("Alpha fell", 0..<5, "missed_known_name"), ("Alfa fell", 0..<4, "missed_spelling"),
    ("inAlpha fell", 2..<7, "missed_under_clitic"),
  ])
  func `a missed place has its cause`(text: String, span: Range<Int>, cause: String) {
    let comparison = Self.compare([Sample.gold(span, "C1")], [], text: text)
    #expect(Self.causes(comparison, in: text) == [cause])
  }

  @Test func `accepted ids are as right as the first`() {
    let scores = ToponymScores([
      Self.compare([Sample.gold(0..<5, "SY05", "C1")], [Sample.mention(0..<5, Sample.north)])
    ])
    #expect(scores.exactPlace == Proportion(1, of: 1))
    #expect(scores.distances.kilometres == [0])
  }
}
