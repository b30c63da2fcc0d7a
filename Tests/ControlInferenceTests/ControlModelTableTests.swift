import CSVText
import CivilCalendar
import ControlInference
import Foundation
import Testing

struct ControlModelTableTests {
  static func table(_ text: String) throws -> CSVTable { try CSVTable(parsing: Array(text.utf8)) }

  @Test func `the committed table has every constant, with the value of the code`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "gazetteer/control-model.csv")
    let table = try CSVTable(parsing: [UInt8](Data(contentsOf: path)))
    #expect(try ControlModel(csv: table) == ControlModel())
    #expect(table.rows.map { $0["key"] } == ControlModel().constants.map(\.key))
    #expect(table.rows.allSatisfy { !$0["source"].isEmpty && !$0["unit"].isEmpty })
  }

  @Test func `a part of the table replaces a part of the numbers`() throws {
    let model = try ControlModel(
      csv: Self.table("key,value\nneighbours,7\ncapture_log_odds,2.5\ndate_precision_3,0.25\n"))
    #expect(model.neighbours == 7)
    #expect(model.captureLogOdds == 2.5)
    #expect(model.datePrecisionFactors == [1, 0.8, 0.25, 0.3, 0.1, 0.6])
    #expect(model.handOverLogOdds == ControlModel().handOverLogOdds)
  }

  @Test(arguments: [
    ("key\nneighbours\n", 1, "no column value"),
    ("key,value\nneighbors,7\n", 2, "no constant \"neighbors\""),
    ("key,value\nneighbours,7\nneighbours,8\n", 3, "comes twice"),
    ("key,value\nneighbours,7.5\n", 2, "whole number"),
    ("key,value\nneighbours,0\n", 2, "from 1.0"),
    ("key,value\nblur_cells,nan\n", 2, "not \"nan\""),
    ("key,value\ncell_size_m,1e99\n", 2, "cell_size_m"),
  ])
  func `what cannot be used is named by its line`(text: String, line: Int, says: String) throws {
    let table = try Self.table(text)
    let error = #expect(throws: ControlModel.TableError.self) { _ = try ControlModel(csv: table) }
    #expect(error?.line == line)
    #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
  }
}

struct CampsTests {
  @Test func `a side changes its camp on its day`() {
    let camps = Camps(
      ["sdf": "sdf", "government": "government"],
      changes: [.init(side: "sdf", camp: "government", from: day("2019-10-13"))])
    #expect(camps.on(day("2019-10-12")).areHostile("sdf", "government"))
    #expect(!camps.on(day("2019-10-13")).areHostile("sdf", "government"))
    #expect(camps.changeDays == [day("2019-10-13")])
  }

  @Test func `a new alliance makes a new map and no change of a status`() {
    let camps = Camps(
      changes: [.init(side: "sdf", camp: "government", from: day("2019-10-13"))])
    let ground = grid(20_000, 20_000)
    let places = [("a", 5000.0), ("b", 15_000)].map {
      ControlPlace(id: $0.0, point: point($0.1, 10_000))
    }
    let evidence = zip(places, ["government", "sdf"]).map { place, side in
      ControlEvidence(
        claimID: place.id, placeID: place.id, kind: .fullControl, side: side,
        span: DateSpan(day("2019-10-01"), day("2019-10-01")), isReviewed: true)
    }
    let history = ControlHistory(
      places: places, evidence: evidence,
      over: DateSpan(day("2019-10-01"), day("2019-10-20")), camps: camps, grid: ground)
    #expect(history.mapDates == [day("2019-10-01"), day("2019-10-13")])
    #expect(history.changes.isEmpty)
    #expect(history.fronts.map(\.value.isHostile).first == true)
    #expect(history.fronts.filter { $0.validTo == nil }.allSatisfy { !$0.value.isHostile })
  }
}
