import CivilCalendar
import EventCoding
import Foundation
import SimpleFeatures
import Testing

@testable import EventExchange

/// Tables of one's own, by a mapping of their columns.
struct ColumnMappingTests {
  static let mapping = """
    name: notes
    list_separator: "/"
    dates: day-month-year
    columns:
      event_id: No.
      date_start: Day
      date_end: Until
      sub_type: What
      place_id: Place
      lat: Y
      lon: X
      side_a: Who
      killed_best: Dead
      killed_high: At most
      injured_best: Hurt
      polarity: Sure
    values:
      sub_type: {shots: armed_clash}
      side_a: {them: valley}
    defaults:
      sub_type: other
      polarity: asserted
      injured_best: 0
    """
  static let head = "No.,Day,Until,What,Place,Y,X,Who,Dead,At most,Hurt,Sure\n"

  static func event(_ row: String) throws -> Event? {
    try Fixture.events(head + row + "\n", .csv, mapping).events.first?.event
  }

  @Test func `cells become fields by the mapping`() throws {
    let event = try #require(
      try Self.event("7,06.06.2019,08.06.2019,shots,C1,,,them / River Front / us,3,,,"))
    #expect(event.id == "notes:7" && event.type == .armedClash)
    #expect(event.dates?.last.description == "2019-06-08" && event.datePrecision == 2)
    #expect(event.sideA == ["river", "us", "valley"])
    #expect(event.place.id == "C1" && event.place.nameArabic == "بلدة الجسر")
    // A bound that has a column is its cell's; one without is the best figure.
    #expect(event.killed == Tally(low: 3, best: 3, high: nil))
    #expect(event.injured == Tally(low: 0, best: 0, high: 0))
    #expect(event.polarity == .asserted && event.interaction == 20)
  }

  @Test func `written coordinates go before those of the place`() throws {
    let event = try #require(try Self.event("7,1.6.2019,,shots,C9,35.5,36.5,,,,,denied"))
    #expect(event.place.id == nil && event.place.point?.latitude == 35.5)
    #expect(event.polarity == .denied && !event.killed.isStated)
  }

  @Test func `an unknown code takes the default and is told`() throws {
    let read = try Fixture.events(
      Self.head + "7,1.6.2019,,bang,C1,,,,,,,maybe\n", .csv, Self.mapping)
    #expect(read.events.first?.event.type == .other)
    #expect(read.unknown.map { "\($0.column)=\($0.value)" } == ["Sure=maybe", "What=bang"])
  }

  static let badRows: [(row: String, says: String)] = [
    (",1.6.2019,,shots,C1,,,,,,,", "No. is empty"),
    ("7,,,shots,C1,,,,,,,", "Day is empty"),
    ("7,2019-06-01,,shots,C1,,,,,,,", "Day \"2019-06-01\" is not a day-month-year day"),
    ("7,2.6.2019,1.6.2019,shots,C1,,,,,,,", "Until is before Day"),
    ("7,1.6.2019,,shots,,,,,,,,", "no place"),
    ("7,1.6.2019,,shots,C9,,,,,,,", "no place \"C9\""),
    ("7,1.6.2019,,shots,,95,36,,,,,", "Y and X are not on the globe"),
    ("7,1.6.2019,,shots,,a,36,,,,,", "Y and X are not numbers"),
  ]

  @Test(arguments: badRows)
  func `a row that gives no event is refused`(_ row: (row: String, says: String)) throws {
    let read = try Fixture.events(Self.head + row.row + "\n", .csv, Self.mapping)
    #expect(read.events.isEmpty)
    #expect(read.refused.first?.reason.contains(row.says) == true, "\(read.refused)")
  }

  static let columns = "columns:\n  event_id: a\n  date_start: b\n  sub_type: c\n  place_id: d\n"
  static let badMappings: [(yaml: String, line: Int, says: String)] = [
    ("", 1, "not a mapping"), ("- a\n- b\n", 1, "not a mapping"), ("name: [a\n", 2, "not YAML"),
    ("name: x\ncolour: red\n", 2, "no key \"colour\""),
    ("name: x\ncolumns:\n  event: a\n", 3, "no field \"event\""),
    ("name: x\ncolumns:\n  event_id: [a]\n", 3, "event_id is a text"),
    ("name: x\ncolumns: a\n", 2, "columns is a list"),
    ("name: x\ncolumns:\n  event_id: a\n", 1, "lacks date_start"),
    ("name: x\ncolumns: {event_id: a, date_start: b, sub_type: c, lat: d}\n", 1, "lat and lon"),
    (columns, 1, "name is missing"), ("name: x\ndates: dmy\n" + columns, 2, "dates is one of"),
    ("name: x\nseparator: ab\n" + columns, 2, "separator is"),
    ("name: x\nlist_separator: ab\n" + columns, 2, "one character"),
    ("name: x\nvalues:\n  sub_type:\n    a: bang\n" + columns, 4, "\"bang\" is no sub_type"),
    ("name: x\ndefaults:\n  geo_prec: 11\n" + columns, 3, "\"11\" is no geo_prec"),
    ("name: x\nvalues:\n  sub_type: a\n" + columns, 3, "value: code"),
  ]

  @Test(arguments: badMappings)
  func `a mapping that is none is refused with its line`(
    _ row: (yaml: String, line: Int, says: String)
  ) {
    let error = #expect(throws: ExchangeError.self) { _ = try ColumnMapping(yaml: row.yaml) }
    #expect(error?.message.contains(row.says) == true, "\(String(describing: error))")
    #expect(error?.line == row.line)
  }

  @Test func `columns that the table lacks are named`() {
    let error = #expect(throws: ExchangeError.self) {
      _ = try Fixture.events("No.,Day\n1,1.6.2019\n", .csv, Self.mapping)
    }
    #expect(error?.message.contains("At most, Dead, Hurt") == true)
    #expect(error?.message.contains("it has No., Day") == true)
  }

  @Test func `the example is read whole`() throws {
    let folder = Fixture.repository.appending(path: "Examples")
    let yaml = try String(
      contentsOf: folder.appending(path: "incidents-mapping.yaml"), encoding: .utf8)
    let read = try ImportedEvents(
      [UInt8](try Data(contentsOf: folder.appending(path: "incidents.csv"))), of: .csv,
      mapping: try ColumnMapping(yaml: yaml), actors: try Fixture.actors(),
      gazetteer: Fixture.gazetteer)
    #expect(read.refused.isEmpty && read.unknown.isEmpty)
    #expect(read.events.count == 6)
    #expect(read.events.map(\.event.killed.best) == [nil, 12, 5, 0, 2, 2])
  }
}
