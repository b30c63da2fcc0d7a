import CivilCalendar
import EventCoding
import Foundation
import Testing

@testable import EventExchange

/// Datasets into events, by rows of our own in the published columns.
struct ImportTests {
  // MARK: UCDP

  @Test func `events of UCDP by the codes of its codebook`() throws {
    let read = try Fixture.events(in: "ucdp.csv", .ucdp)
    #expect(read.refused.isEmpty && read.unknown.isEmpty)
    let events = read.events.map(\.event)
    try #require(events.map(\.id) == ["ucdp:900001", "ucdp:900002", "ucdp:900003", "ucdp:900004"])
    #expect(events.map(\.type) == [.armedClash, .armedClash, .attack, .armedClash])
    #expect(events.map(\.interaction) == [12, 22, 17, 12])
    #expect(events.map(\.datePrecision) == [1, 2, 4, 5])
    #expect(events.map(\.place.precision) == [2, 3, 7, 10])
    #expect(events.map(\.place.relation) == ["at", "at", "area", "area"])
    #expect(events[0].killed == Tally(low: 4, best: 5, high: 9))
    #expect([events[0].killedOfA, events[0].killedOfB] == [2, 3])
    #expect(events[0].sideA == ["gov"] && events[0].sideB == ["valley"])
    #expect(events[1].sideB == ["Hill Front"])
    #expect(events[1].independentSources == 2 && events[1].grade == .confirmed)
    #expect(events[0].reported?.first.description == "2019-06-07")
    #expect(events[2].reported == nil, "1753 stands for no day")
    #expect(events[2].targetsCivilians && events[2].killedCivilians == 7)
    #expect(events[0].claimedBy == ["army"])
    #expect(events[0].sources.first?.outlet == "Sample Wire")
    // A stated zero is a figure.
    #expect(events[3].killed == Tally(low: 0, best: 0, high: 1))
  }

  @Test func `units are given as far as the precision goes`() throws {
    var read = try Fixture.events(in: "ucdp.csv", .ucdp)
    read.assignUnits { _ in ["SY05", "SY0502", "SY050203"] }
    // Precisions 2, 3, 7 and 10.
    #expect(read.events.map(\.event.place.adm3) == ["SY050203", "SY050203", "", ""])
    #expect(read.events.map(\.event.place.adm1) == ["SY05", "SY05", "SY05", ""])
  }

  @Test func `a side of several groups is several actors, also by a dataset's own names`() throws {
    let actors = ActorDirectory(
      try ActorLexicon(
        csv: """
          id,name_en,name_ar,aliases_en,aliases_ar,hostile_en,hostile_ar,type,camp,side,parent,valid_from,valid_to
          isil,Islamic State,تنظيم الدولة,,,,,2,isil,isil,,,
          """), names: [("IS", "isil")])
    let read = try ImportedEvents(
      Array((Self.head + Self.goodRow.replacing("1,1,A,B", with: "1,1,\"IS, Others\",B")).utf8),
      of: .ucdp, actors: actors, gazetteer: Fixture.gazetteer)
    #expect(read.events.first?.event.sideA == ["Others", "isil"])
  }

  static let badRows: [(row: String, says: String)] = [
    ("4,2,A,B,1,Off the globe,95,36.5,1,2019-06-06,2019-06-06,1,1,1", "not on the globe"),
    ("4,2,A,B,1,Nowhere,x,36.5,1,2019-06-06,2019-06-06,1,1,1", "not numbers"),
    ("4,2,A,B,1,Backwards,35,36.5,1,2019-06-06,2019-06-05,1,1,1", "not days in order"),
    ("4,2,A,B,1,No day,35,36.5,1,2019-02-30,2019-06-05,1,1,1", "not days in order"),
    (",2,A,B,1,Nameless,35,36.5,1,2019-06-06,2019-06-06,1,1,1", "id is empty"),
    ("1,2,A,B,1,Twice,35,36.5,1,2019-06-06,2019-06-06,1,1,1", "that of line 2"),
    ("4,2,A,B,1,Short,35,36.5", "8 cells where the header has 14"),
  ]
  static let head =
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,date_prec,"
    + "date_start,date_end,best,low,high\n"
  static let goodRow =
    "1,1,A,B,1,Somewhere,35.3,36.5,1,2019-06-06 00:00:00.000,2019-06-06 00:00:00.000,5,4,9\n"

  @Test(arguments: badRows)
  func `a row that gives no event is refused with its line and reason`(
    _ row: (row: String, says: String)
  ) throws {
    let read = try Fixture.events(Self.head + Self.goodRow + row.row + "\n", .ucdp)
    #expect(read.events.count == 1)
    #expect(read.rowCount == 2)
    #expect(read.refused.map(\.line) == [3])
    #expect(read.refused.first?.reason.contains(row.says) == true, "\(read.refused)")
    #expect(String(decoding: read.rejectsCSV, as: UTF8.self).contains("\r\n3,"))
  }

  @Test func `a code that no book has is told and the row kept`() throws {
    let read = try Fixture.events(
      Self.head + "1,9,A,B,8,X,35.3,36.5,one,2019-06-06,2019-06-06,many,-4,9\n", .ucdp)
    let event = try #require(read.events.first?.event)
    #expect(event.place.precision == 0 && event.datePrecision == 5)
    #expect(event.killed == Tally(low: nil, best: nil, high: 9))
    #expect(
      read.unknown.map { "\($0.column)=\($0.value)" } == [
        "best=many", "date_prec=one", "low=-4", "type_of_violence=9", "where_prec=8",
      ])
    #expect(read.events.first?.source.json.contains("\"best\":\"many\"") == true)
  }

  @Test(arguments: [
    ("id,latitude\n1,2\n", EventDataset.ucdp, "not a table of UCDP GED; it lacks"),
    ("", .ucdp, "0: the table has no header"),
    ("a,a\n1,2\n", .acled, "two columns are named"),
    ("a,\"b\n1,2\n", .acled, "has no end"),
    ("id;x\n1;2\n", .acled, "not a table of ACLED"),
    ("geonameid,date,status_wiki,status\n1,20220301,UA,UA\n", .viina, "control files"),
    ("event_id,date,GEO_API,latitude\n1,20220301,OSM,1\n", .viina, "event_info"),
    ("event_id,date,t_mil,t_mil_b\n1,20220301,0.5,1\n", .viina, "event_labels"),
    ("date,a\n1,2\n", .viina, "not a table of VIINA"),
  ])
  func `another table is named for what it is not`(
    _ row: (csv: String, dataset: EventDataset, says: String)
  ) {
    let error = #expect(throws: ExchangeError.self) {
      _ = try Fixture.events(row.csv, row.dataset)
    }
    #expect(error.map { "\($0)".contains(row.says) } == true, "\(String(describing: error))")
  }

  @Test func `bytes that are not UTF-8 are named with their line`() throws {
    let error = #expect(throws: ExchangeError.self) {
      _ = try ImportedEvents(
        Array(Self.head.utf8) + [0xE9, 0x0A], of: .ucdp, actors: try Fixture.actors(),
        gazetteer: Fixture.gazetteer)
    }
    #expect(error?.line == 2)
    #expect(error?.message.contains("iconv") == true)
  }

  // MARK: ACLED

  @Test func `events of ACLED, by codes and by names`() throws {
    let read = try Fixture.events(in: "acled.csv", .acled)
    #expect(read.refused.map(\.line) == [6, 7, 8, 9])
    #expect(
      read.unknown.map { "\($0.column)=\($0.value)" } == [
        "fatalities=several", "geo_precision=9", "sub_event_type=A kind that is not there",
      ])
    let events = read.events.map(\.event)
    try #require(events.map(\.id) == ["acled:EXA1", "acled:EXA2", "acled:EXA3", "acled:EXA4"])
    #expect(
      events.map(\.type) == [
        .governmentRegainsTerritory, .nonStateOvertakesTerritory,
        .excessiveForceAgainstProtesters, .other,
      ])
    #expect(events.map(\.interaction) == [12, 12, 16, 30])
    // A day; the week around a day; the month; a day with the older way of writing.
    #expect(
      events.map { "\($0.dates?.first.description ?? "") \($0.dates?.last.description ?? "")" } == [
        "2019-06-06 2019-06-06", "2019-06-10 2019-06-16", "2019-06-01 2019-06-30",
        "2019-06-06 2019-06-06",
      ])
    #expect(events.map(\.datePrecision) == [1, 3, 4, 1])
    #expect(events.map(\.place.precision) == [2, 3, 7, 0])
    // The years behind an actor's name are no part of it.
    #expect(events[0].sideA == ["gov"])
    #expect(events[0].sideB == ["Hill Front", "river", "valley"])
    #expect(events[0].sources.map(\.outlet) == ["Sample Wire", "Other Wire"])
    #expect(events[0].killed == Tally(low: 5, best: 5, high: nil))
    #expect(events[1].killed.best == 0 && events[3].killed.best == nil)
    #expect(events[2].targetsCivilians && !events[0].targetsCivilians)
    #expect(events[0].controlEffect == .gain && events[1].controlEffect == .gain)
    #expect(events[1].controlTo == "valley")
    #expect(events[0].controlFrom == "valley")
  }

  @Test func `cells may be parted by semicolons`() throws {
    let row = Self.goodRow.replacing(",", with: ";")
    let read = try Fixture.events(Self.head.replacing(",", with: ";") + row, .ucdp)
    #expect(read.events.count == 1)
  }

  // MARK: VIINA

  @Test func `events of VIINA by its flags`() throws {
    let read = try Fixture.events(in: "viina.csv", .viina)
    #expect(read.refused.map(\.line) == [5])
    let events = read.events.map(\.event)
    try #require(events.map(\.id) == ["viina:1", "viina:2", "viina:3"])
    #expect(
      events.map(\.type) == [.shellingArtilleryMissile, .governmentRegainsTerritory, .other])
    #expect(events.map(\.place.precision) == [2, 1, 7])
    #expect(events[0].sideA == ["russia"] && events[0].sideB == ["Ukraine"])
    #expect(events[1].sideA == ["Ukraine"] && events[1].controlTo == "Ukraine")
    #expect(events[0].targetsCivilians && events[0].interaction == 18)
    #expect(events[0].sources.map(\.outlet) == ["wirea", "wireb"])
    // Only the report is dated, and nobody is counted.
    #expect(events.allSatisfy { $0.datePrecision == 6 && !$0.killed.isStated })
    #expect(events[0].reported?.first.description == "2022-03-01")
  }

  // MARK: Days

  @Test(arguments: [
    ("2019-06-06", "2019-06-06"), ("2019-06-06 00:00:00.000", "2019-06-06"),
    ("20190606", "2019-06-06"), ("06 June 2019", "2019-06-06"), ("6-Jun-2019", "2019-06-06"),
    ("06-06-2019", "2019-06-06"), ("31-06-2019", nil), ("20191340", nil), ("06/19", nil),
    ("", nil), ("June 2019", nil), ("6 Juno 2019", nil),
  ])
  func `days as datasets write them`(_ row: (text: String, day: String?)) {
    #expect(DatasetDate.read(row.text)?.description == row.day)
  }
}
