import CSVText
import Foundation
import GazetteerBuilding
import Gazetteers
import SimpleFeatures
import Testing

/// Tests against the reference tables, which are not committed: set `CONFLICTMAP_REFERENCE` to their
/// folder. With `RECORD_GAZETTEER=1` the compiled files are written first, and the test fails, so
/// that nobody takes it for a pass.
private let reference = ProcessInfo.processInfo.environment["CONFLICTMAP_REFERENCE"]
private let isRecording = ProcessInfo.processInfo.environment["RECORD_GAZETTEER"] == "1"
private let committed = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "gazetteer")

@Suite(.enabled(if: reference != nil))
struct ReferenceTests {
  @Test func `the committed files are what the reference tables give`() throws {
    let build = try GazetteerBuild(reference: reference ?? "", own: committed.path)
    if isRecording {
      try build.write(to: committed.path)
      Issue.record("recorded")
    }
    for file in build.files {
      let bytes = Array(try Data(contentsOf: committed.appending(path: file.name)))
      #expect(bytes == file.bytes, "\(file.name) differs")
    }
  }

  /// The places of the Uppsala Conflict Data Program's events of 2017 that are placed exactly or
  /// nearly (`where_prec` 1 and 2): within 10 km of their coordinates by name alone for 78 % of the
  /// events, with the governorate for 85 %; letter by letter it would be 51 % and 57 %.
  @Test func `most places of UCDP's events of 2017 are found`() throws {
    let search = PlaceSearch(try Gazetteer(folder: committed.path))
    let file = URL(filePath: reference ?? "").appending(path: "ucdp_ged_syria_2017.csv")
    let table = try CSVTable(parsing: Array(try Data(contentsOf: file)))
    var counts: [[String]: Int] = [:]
    for row in table.rows where ["1", "2"].contains(row["where_prec"]) {
      let key = ["where_coordinates", "adm_1", "latitude", "longitude"].map { row[$0] }
      counts[key, default: 0] += 1
    }
    var (all, alone, withGovernorate) = (0, 0, 0)
    for (key, count) in counts {
      guard let latitude = Double(key[2]), let longitude = Double(key[3]) else { continue }
      let point = GeographicPoint(longitude: longitude, latitude: latitude)
      var name = key[0]
      for word in [" town", " village", " city", " neighborhood", " district", " area", " ("] {
        if let range = name.range(of: word) { name = String(name[..<range.lowerBound]) }
      }
      func isFound(_ hint: String?) -> Bool {
        guard let best = search.lookup(name, hint: hint, limit: 1).first else { return false }
        return best.place.point.distance(to: point) <= 10_000
      }
      all += count
      if isFound(nil) { alone += count }
      if isFound(key[1]) { withGovernorate += count }
    }
    #expect(all > 5_000)
    #expect(Double(alone) >= 0.78 * Double(all), "\(alone) of \(all)")
    #expect(Double(withGovernorate) >= 0.85 * Double(all), "\(withGovernorate) of \(all)")
  }
}
