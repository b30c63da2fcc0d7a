import EventCoding
import Geoparsing
import NewsIngest
import SimpleFeatures
import Testing

@testable import Evaluation

struct GoldFormatTests {
  static let format = GoldFormat(path: "gold.jsonl")

  static func record(_ json: String) throws -> GoldRecord {
    try format.record(Array(json.utf8), line: 7)
  }

  @Test func `a record keeps what it says and what it does not say`() throws {
    let record = try Self.record(
      """
      {"doc_id":"a","text":"x Alpha","published":"2019-06-20","language":"en","complete":true,\
      "toponyms":[{"start":2,"end":7,"text":"Alpha","place_id":"C1","accepted":["C2"],\
      "role":"origin","geo_prec":3,"relation":"near"},{"start":0,"end":1,"place_id":null},\
      {"start":0,"end":1},{"start":0,"end":1,"lat":35.5,"lon":37}],\
      "events":[{"place_id":"C1","date_start":"2019-06-19","sub_type":"armed_clash",\
      "killed_low":3,"killed_best":4,"killed_high":null,"injured_best":null,"side_a":"x"}]}
      """)
    #expect(record.line == 7)
    #expect(record.hasAllToponyms)
    #expect(record.language == .english)
    let toponyms = try #require(record.toponyms)
    #expect(toponyms[0].place == .known(ids: ["C1", "C2"], point: nil))
    #expect(toponyms[0].role == .origin)
    #expect(toponyms[1].place == .unknown)
    #expect(toponyms[2].place == .notAnnotated)
    #expect(
      toponyms[3].place
        == .known(ids: [], point: GeographicPoint(longitude: 37, latitude: 35.5)))
    let event = try #require(record.events?.first)
    #expect(event.dates == Sample.day("2019-06-19"))
    #expect(event.killed?.low == 3)
    #expect(event.injured == nil)
    #expect(event.sideA == ["x"])
    #expect(event.controlEffect == nil)
    #expect(event.polarity == .asserted)
  }

  static let faults: [(json: String, says: String)] = [
    ("{", "not JSON"),
    ("[]", "the record is not a JSON object"),
    (#"{"text":"x"}"#, "doc_id is missing"),
    (#"{"doc_id":"a"}"#, "neither text nor text_file"),
    (#"{"doc_id":"a","text":"x","text_file":"b"}"#, "exclude each other"),
    (#"{"doc_id":"a","text_file":"b.txt"}"#, "needs text_sha256"),
    (#"{"doc_id":"a","text_file":"../b.txt"}"#, "within the folder"),
    (#"{"doc_id":"a","text_file":"/etc/passwd"}"#, "within the folder"),
    (#"{"doc_id":"a","text":"x","topnyms":[]}"#, "no field “topnyms”"),
    (#"{"doc_id":"a","doc_id":"b","text":"x"}"#, "comes twice"),
    (#"{"doc_id":"a","text":"x","published":"June"}"#, "published “June” is not a date"),
    (#"{"doc_id":"a","text":"x","complete":"yes"}"#, "complete is neither true nor false"),
    (#"{"doc_id":"a","text":"x","toponyms":{}}"#, "toponyms is not a list"),
    (#"{"doc_id":"a","text":"x","toponyms":[{"start":1,"end":1}]}"#, "toponyms[0]: start and end"),
    (#"{"doc_id":"a","text":"x","toponyms":[{"start":0.5,"end":1}]}"#, "not a whole number"),
    (
      #"{"doc_id":"a","text":"x","toponyms":[{"start":0,"end":1,"role":"site"}]}"#,
      "role “site” is none of the codes"
    ),
    (
      #"{"doc_id":"a","text":"x","toponyms":[{"start":0,"end":1,"lat":35}]}"#,
      "lat and lon stand together"
    ),
    (
      #"{"doc_id":"a","text":"x","toponyms":[{"start":0,"end":1,"lat":95,"lon":1}]}"#,
      "lat is not a number from -90.0 to 90.0"
    ),
    (#"{"doc_id":"a","text":"x","events":[{}]}"#, "events[0]: sub_type is missing"),
    (
      #"{"doc_id":"a","text":"x","events":[{"sub_type":"attack","event_type":"battles"}]}"#,
      "attack is of the type violence_against_civilians"
    ),
    (
      #"{"doc_id":"a","text":"x","events":[{"sub_type":"attack","killed_low":3,"killed_best":2}]}"#,
      "do not rise"
    ),
    (
      "{\"doc_id\":\"a\",\"text\":\"x\",\"events\":[{\"sub_type\":\"attack\","
        + "\"date_start\":\"2019-06-20\",\"date_end\":\"2019-06-19\"}]}",
      "date_end is before date_start"
    ),
  ]

  @Test(arguments: faults)
  func `a fault is named with its line`(_ fault: (json: String, says: String)) {
    do {
      _ = try Self.record(fault.json)
      Issue.record("read without an error: \(fault.json)")
    } catch let problem as ReadingProblem {
      #expect(problem.line == 7)
      #expect("\(problem)".hasPrefix("gold.jsonl:7: "))
      #expect(problem.reason.contains(fault.says), "\(problem)")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `spans are checked against the text, in scalars`() throws {
    // The first letter is outside the basic plane: two UTF-16 units, one scalar.
    let text = "𝒜 in Alpha"
    func check(_ start: Int, _ end: Int) throws {
      try Self.format.check(
        Self.record(
          #"{"doc_id":"a","text":"x","toponyms":[{"start":\#(start),"end":\#(end),"text":"Alpha"}]}"#
        ), against: text)
    }
    try check(5, 10)
    #expect(throws: ReadingProblem.self) { try check(6, 11) }
    #expect(throws: ReadingProblem.self) { try check(4, 9) }
  }

  @Test func `an error's words stand between bars with forty scalars around them`() {
    let text = String(repeating: "a", count: 50) + "Alpha\nfell"
    let error = EvaluationError(
      reportID: "r", cause: "missed", start: 50, end: 55, expected: "", got: "")
    #expect(error.context(in: text) == String(repeating: "a", count: 40) + "|Alpha| fell")
    let nowhere = EvaluationError(reportID: "r", cause: "missed", expected: "", got: "")
    #expect(nowhere.context(in: text).isEmpty)
  }
}
