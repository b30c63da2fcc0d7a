import CSVText
import CivilCalendar
import EventCoding
import EventLayers
import Foundation
import Gazetteers
import NewsIngest
import SimpleFeatures
import Testing

@testable import EventExchange

/// Events in the columns of others, and what those could not hold.
struct ProfileTests {
  static func lines(_ bytes: [UInt8]) -> [UInt8] { bytes.filter { $0 != 0x0D } }

  static func rows(_ export: ProfileExport) throws -> [CSVTable.Row] {
    try CSVTable(parsing: export.bytes).rows
  }

  // MARK: There and back

  @Test(arguments: [("ucdp.csv", EventDataset.ucdp, ExchangeProfile.ucdp)])
  func `a dataset in and out again is what it was`(
    _ row: (file: String, dataset: EventDataset, profile: ExchangeProfile)
  ) throws {
    let export = try Fixture.export(
      Fixture.table(try Fixture.events(in: row.file, row.dataset)), row.profile)
    #expect(Self.lines(export.bytes) == (try Fixture.bytes(row.file)))
    #expect(export.losses.isEmpty)
    #expect(export.omittedCount == 0)
  }

  @Test func `ACLED in and out again is what it was, but for refused rows`() throws {
    let imported = try Fixture.events(in: "acled.csv", .acled)
    let export = try Fixture.export(Fixture.table(imported), .acled)
    let source = try CSVTable(
      parsing: Array(
        String(decoding: try Fixture.bytes("acled.csv"), as: UTF8.self)
          .split(separator: "\n").prefix(5).joined(separator: "\n").utf8))
    #expect(try Self.rows(export).map(\.cells) == source.rows.map(\.cells))
    #expect(try CSVTable(parsing: export.bytes).columns == source.columns)
  }

  /// The 5,587 events of Syria in 2017, where the reference tables are there.
  @Test func `UCDP's own table in and out again is what it was`() throws {
    let path = Fixture.repository.appending(
      path: "../shared/reference/ucdp_ged_syria_2017.csv"
    ).path
    guard let data = FileManager.default.contents(atPath: path) else { return }
    let actors = ActorDirectory(
      try ActorLexicon(
        csv: String(
          contentsOf: Fixture.repository.appending(path: "gazetteer/actors.csv"), encoding: .utf8)))
    let imported = try ImportedEvents(
      [UInt8](data), of: .ucdp, actors: actors, gazetteer: Fixture.gazetteer)
    #expect(imported.events.count == 5587 && imported.refused.isEmpty)
    let export = ProfileExport(
      Fixture.table(imported), as: .ucdp, actors: actors, gazetteer: Fixture.gazetteer)
    #expect(Self.lines(export.bytes) == [UInt8](data))
    #expect(export.losses.isEmpty)
  }

  @Test func `another version of a dataset keeps its own columns`() throws {
    let csv =
      "new_column," + ImportTests.head + "=x,"
      + ImportTests.goodRow.replacing("35.3", with: "35.30")
    let export = try Fixture.export(Fixture.table(try Fixture.events(csv, .ucdp)), .ucdp)
    #expect(Self.lines(export.bytes) == Array(csv.utf8))
  }

  @Test func `what was changed since the import is written anew, the rest as it was`() throws {
    var table = Fixture.table(try Fixture.events(in: "ucdp.csv", .ucdp))
    let best = try #require(table.fields.firstIndex { $0.name == "killed_best" })
    table.features[0].values[best] = .integer(8)
    let export = try Fixture.export(table, .ucdp)
    let before = try CSVTable(parsing: try Fixture.bytes("ucdp.csv")).rows
    let after = try Self.rows(export)
    var changed: [String] = []
    for (a, b) in zip(before, after) {
      for column in try CSVTable(parsing: export.bytes).columns where a[column] != b[column] {
        changed.append("\(column) \(a[column]) \(b[column])")
      }
    }
    // Of 8 dead 5 have a side.
    #expect(changed == ["deaths_unknown 0 3", "best 5 8"])
  }

  // MARK: Events of our own

  static func own(_ change: (inout Event) -> Void = { _ in }) -> FeatureTable {
    var event = Event(
      id: "e1", type: .armedClash,
      place: EventPlace(
        id: "C1", nameArabic: "", nameEnglish: "Bridge town", text: "the bridge",
        point: GeographicPoint(longitude: 36.5, latitude: 35.3), precision: 2))
    let day = CivilDate(dayNumber: 18_053)
    event.dates = DateSpan(day, day)
    event.datePrecision = 1
    event.sideA = ["gov"]
    event.sideB = ["river", "valley"]
    event.killed = Tally(low: 5, best: 5, high: 5)
    event.killedOfA = 2
    event.sources = [
      EventSource(
        reportID: "r1", outlet: "=Wire", title: "A title", url: nil, published: day, language: "en")
    ]
    change(&event)
    return FeatureTable.events([event], gazetteer: Fixture.gazetteer)
  }

  static func losses(_ export: ProfileExport) -> [String] {
    export.losses.map { "\($0.field) \($0.value) -> \($0.written)" }
  }

  @Test func `a clash in the columns of UCDP and of ACLED`() throws {
    let ucdp = try Fixture.export(Self.own(), .ucdp)
    let row = try #require(try Self.rows(ucdp).first)
    #expect(row["type_of_violence"] == "1" && row["where_prec"] == "1" && row["date_prec"] == "1")
    #expect(row["side_a"] == "Government of Examplia")
    #expect(row["side_b"] == "River Front, Valley Front")
    #expect([row["deaths_a"], row["deaths_unknown"], row["best"]] == ["2", "3", "5"])
    #expect(row["source_office"] == "'=Wire", "no spreadsheet runs it")
    #expect(row["geom_wkt"] == "POINT (36.5 35.3)" && row["priogrid_gid"] == "180434")
    #expect(Self.losses(ucdp).isEmpty)

    let acled = try Fixture.export(Self.own(), .acled)
    let other = try #require(try Self.rows(acled).first)
    #expect(other["event_date"] == "2019-06-06" && other["time_precision"] == "1")
    #expect(other["sub_event_type"] == "Armed clash" && other["event_type"] == "Battles")
    #expect(other["actor2"] == "Valley Front" && other["assoc_actor_2"] == "River Front")
    #expect(other["interaction"] == "State forces-Rebel group")
    #expect(other["fatalities"] == "5" && other["geo_precision"] == "1")
    #expect(Self.losses(acled).isEmpty)
  }

  /// PRIO-GRID cells of places in the table of UCDP of 2017.
  @Test(arguments: [(35.952829, 39.007879, 181_159), (36.17135, 37.03907, 181_875)])
  func `the cell of PRIO-GRID`(_ row: (latitude: Double, longitude: Double, cell: Int)) {
    let point = GeographicPoint(longitude: row.longitude, latitude: row.latitude)
    #expect(UCDPProfile.gridCell(of: point) == row.cell)
  }

  static let losing:
    [(profile: ExchangeProfile, change: @Sendable (inout Event) -> Void, says: [String])] = [
      (
        .ucdp, { $0.polarity = .denied },
        ["polarity denied -> not written: the layout holds what happened"]
      ),
      (
        .acled, { $0.status = .rejected },
        ["polarity asserted -> not written: the layout holds what happened"]
      ),
      (
        .ucdp, { $0.countKind = .runningTotal },
        ["count_kind running_total -> not written: the layout holds new deaths"]
      ),
      (.ucdp, { $0.killed = Tally() }, ["killed_best  -> not written: the layout needs a death"]),
      (.ucdp, { $0.dates = nil }, ["date_start  -> not written: no day"]),
      (.acled, { $0.place.point = nil }, ["geo_prec 0 -> not written: no place"]),
      (.ucdp, { $0.datePrecision = 6 }, ["date_prec 6 -> 5"]),
      (
        .ucdp, { $0.killed = Tally(low: 101, best: 101) },
        ["killed_high open above -> the best figure"]
      ),
      (.ucdp, { $0.injured = Tally(low: 9, best: 9) }, ["injured 9/9/? -> not written"]),
      (.acled, { $0.injured = Tally(low: 9, best: 9) }, ["injured 9/9/? -> in notes"]),
      (.acled, { $0.killed = Tally() }, ["killed_best unknown -> fatalities 0"]),
      (
        .acled, { $0.countKind = .runningTotal },
        ["killed_best 5, running_total -> fatalities 0, and in notes"]
      ),
      (.acled, { $0.type = .defection }, ["sub_type defection -> Change to group/activity"]),
      (.acled, { $0.type = .aircraftLoss }, ["sub_type aircraft_loss -> Other"]),
      (
        .acled,
        {
          $0.dates = $0.dates.map { DateSpan($0.first, $0.first + 2) }; $0.datePrecision = 2
        },
        ["date_start, date_end 2019-06-06 to 2019-06-08 -> the middle day, time_precision 2"]
      ),
      (
        .acled,
        {
          $0.killed = Tally(low: 20, best: 30, high: 99)
          $0.evidence = [
            Evidence(
              field: "killed", reportID: "r1", span: TextSpan(start: 0, end: 1), rule: "dozens+x")
          ]
        }, ["killed 20/30/99 -> fatalities 12, ACLED's number for dozens"]
      ),
      (.acled, { $0.place.precision = 9 }, ["geo_prec 9 -> geo_precision 3"]),
    ]

  @Test(arguments: losing.indices)
  func `what a layout cannot hold is told`(_ index: Int) throws {
    let row = Self.losing[index]
    let export = try Fixture.export(Self.own(row.change), row.profile)
    #expect(Self.losses(export) == row.says)
    #expect(export.rowCount + export.omittedCount == 1)
    #expect(export.omittedCount == (row.says[0].contains("not written: ") ? 1 : 0))
    let log = try CSVTable(parsing: export.lossesCSV)
    #expect(log.rows.map { $0["event_id"] } == row.says.map { _ in "e1" })
  }

  @Test func `a figure that is not of new deaths is in ACLED's notes`() throws {
    let export = try Fixture.export(
      Self.own {
        $0.countKind = .runningTotal
        $0.claimedBy = ["valley"]
      }, .acled)
    let row = try #require(try Self.rows(export).first)
    #expect(row["notes"] == "killed 5/5/5 (running_total); according to Valley Front")
    #expect(row["fatalities"] == "0")
  }

  @Test func `columns of another dataset's rows are told once`() throws {
    let table = Fixture.table(try Fixture.events(in: "ucdp.csv", .ucdp))
    let export = try Fixture.export(table, .acled)
    #expect(export.rowCount == 4)
    let columns = export.losses.filter { $0.eventID == "*" }.map(\.field)
    #expect(
      columns == [
        "source_row.conflict_name", "source_row.conflict_new_id", "source_row.dyad_new_id",
        "source_row.side_a_new_id", "source_row.side_b_new_id",
      ])
    let row = try #require(try Self.rows(export).first)
    #expect(row["country"] == "Examplia" && row["iso"] == "")
    #expect(row["admin1"] == "North Governorate" && row["event_id_cnty"] == "ucdp:900001")
  }

  // MARK: HXL

  @Test func `HXL has a row of tags and no column without one`() throws {
    let export = try Fixture.export(Self.own(), .hxl)
    let table = try CSVTable(parsing: export.bytes)
    let tags = try #require(table.rows.first)
    let pattern = #/#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*/#
    #expect(tags.cells.allSatisfy { $0.wholeMatch(of: pattern) != nil }, "\(tags.cells)")
    #expect(Set(tags.cells).count == tags.cells.count)
    let row = table.rows[1]
    #expect(tags["killed_best"] == "#affected+killed" && row["killed_best"] == "5")
    #expect(row["side_b"] == "river | valley" && row["sources"] == "r1 =Wire")
    #expect(export.rowCount == 1)
    #expect(
      export.losses.map(\.field) == [
        "t_start", "t_end", "evidence", "disagreements", "confidence_parts", "merged_from",
      ])
  }
}
