import CivilCalendar
import ControlInference
import SimpleFeatures
import Testing

struct ControlHistoryTests {
  let places = (0..<12).map { number in
    ControlPlace(
      id: "p\(10 + number)",
      point: point(Double(number % 6) * 4000 + 2000, number < 6 ? 7000 : 13_000))
  }

  func capture(_ place: String, _ side: String, _ date: String, reported: String? = nil)
    -> ControlEvidence
  {
    ControlEvidence(
      claimID: "\(side)-\(place)-\(date)", placeID: place, kind: .capture, side: side,
      span: DateSpan(day(date), day(date)), reportedOn: reported.map { day($0) },
      isReviewed: true)
  }

  var evidence: [ControlEvidence] {
    places.enumerated().map { number, place in
      capture(place.id, number < 6 ? "government" : "opposition", "2019-05-01")
    } + [
      capture("p18", "government", "2019-05-10", reported: "2019-05-12"),
      capture("p18", "opposition", "2019-05-20"),
    ]
  }

  func history(
    _ days: [CivilDate]? = nil, _ reading: ControlHistory.Reading = .hindsight
  ) -> ControlHistory {
    ControlHistory(
      places: places, evidence: evidence, over: DateSpan(day("2019-05-01"), day("2019-06-01")),
      days: days, reading: reading, camps: syrianCamps, grid: grid(24_000, 20_000))
  }

  static func expectOrderly(_ history: ControlHistory) {
    for holder in Set(history.areas.map(\.value.holder)) {
      let versions = history.areas.filter { $0.value.holder == holder }
      for (one, next) in zip(versions, versions.dropFirst()) {
        #expect(one.validTo.map { $0 < next.validFrom } ?? false)
      }
    }
    for version in history.areas {
      #expect(version.validTo.map { $0 >= version.validFrom } ?? true)
    }
    for version in history.fronts {
      #expect(version.validTo.map { $0 >= version.validFrom } ?? true)
    }
  }

  @Test func `a version for each change, and none for a day without one`() {
    let history = history()
    Self.expectOrderly(history)
    #expect(history.mapDates == ["2019-05-01", "2019-05-10", "2019-05-20"].map(day))
    let government = history.areas.filter { $0.value.holder == Holder("government") }
    #expect(government.map(\.validFrom) == ["2019-05-01", "2019-05-10", "2019-05-20"].map(day))
    #expect(government.map(\.validTo) == [day("2019-05-09"), day("2019-05-19"), nil])
    #expect(
      history.changes.map { "\($0.date) \($0.placeID) \($0.claims)" } == [
        "2019-05-10 p18 [\"government-p18-2019-05-10\"]",
        "2019-05-20 p18 [\"opposition-p18-2019-05-20\"]",
      ])
    // The government gained ground on the 10th and lost it on the 20th.
    let areas = government.map(\.value.area)
    #expect(areas[1] > areas[0] + 1e6)
    #expect(areas[2] < areas[1] - 1e6)
  }

  @Test func `as known that day, a change shows when it was reported`() {
    let history = history(nil, .asKnownThatDay)
    Self.expectOrderly(history)
    #expect(history.mapDates == ["2019-05-01", "2019-05-12", "2019-05-20"].map(day))
    #expect(history.changes.map(\.date) == ["2019-05-12", "2019-05-20"].map(day))
  }

  @Test func `of given days, those without a change begin no version`() {
    let days = ["2019-06-01", "2019-05-15", "2019-05-01", "2019-05-16", "2020-01-01"].map(day)
    let history = history(days)
    Self.expectOrderly(history)
    #expect(history.mapDates == ["2019-05-01", "2019-05-15", "2019-06-01"].map(day))
    #expect(history.changes.map(\.placeID) == ["p18", "p18"])
  }

  @Test func `what is done to each map is done to all versions`() {
    let history = ControlHistory(
      places: places, evidence: evidence, over: DateSpan(day("2019-05-01"), day("2019-06-01")),
      camps: syrianCamps, grid: grid(24_000, 20_000)
    ) { $0.clipped(areas: { $0 }, noData: { $0 }, lines: { _ in [] }) }
    #expect(history.fronts.isEmpty)
    #expect(!history.areas.isEmpty)
  }
}
