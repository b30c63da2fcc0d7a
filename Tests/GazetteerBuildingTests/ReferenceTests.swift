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

  /// The readers and the linking for any country, over the tables of Syria: they give the areas that
  /// the compilation by p-codes gives, and find the same pairs but for those that only the reference
  /// tables state or that are twice in one table.
  @Test func `a manifest of the reference tables gives the same units and links`() throws {
    let tables = reference ?? ""
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "manifest-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for level in 0...3 {
      // COD-AB's own names of the columns.
      var text = try String(
        contentsOfFile: tables + "/sy_ocha_adm\(level).geojson", encoding: .utf8)
      for (ours, theirs) in [("pcode", "PCODE"), ("name_en", "EN"), ("name_ar", "AR")] {
        text = text.replacing("\"\(ours)\":", with: "\"ADM\(level)_\(theirs)\":")
      }
      try Data(text.utf8).write(to: folder.appending(path: "adm\(level).geojson"))
    }
    try Data(
      """
      id: pcode
      id_prefix: ""
      point: {lat: lat, lon: lon}
      names:
        - {column: base_ar, language: ar, role: official}
        - {column: base_en, language: en, role: official}
        - {column: alias_ar, language: ar, separator: "|"}
      kind: village
      admin: {level3: adm3_pcode}
      ids: {ocha: pcode}
      """.utf8
    ).write(to: folder.appending(path: "communities.yaml"))
    let manifest = folder.appending(path: "gazetteer.yaml")
    try Data(
      """
      country: SY
      sources:
        - {name: units, format: ocha_units, licence: CC0,
           files: [adm0.geojson, adm1.geojson, adm2.geojson, adm3.geojson]}
        - {name: ocha, format: table, file: \(tables)/sy_ocha_communities.csv,
           mapping: communities.yaml, licence: CC0}
        - {name: wof, format: whosonfirst, file: \(tables)/wof_geonames_places_sy.csv, licence: CC0}
      """.utf8
    ).write(to: manifest)
    let build = try CountryBuild(GazetteerManifest(path: manifest.path), featureCodes: nil)
    #expect(build.problems == [])

    let file = try #require(build.files.first { $0.name == "boundaries.geojson" })
    let own = try AdministrativeBoundaries(parsing: file.bytes)
    let shipped = try AdministrativeBoundaries(folder: committed.path)
    #expect(own.areas.count == 349)
    for area in own.areas {
      #expect(shipped[area.code]?.polygons == area.polygons, "\(area.code)")
    }
    #expect(own.borders == shipped.borders)

    func links(_ places: some Sequence<Place>) -> [String: String] {
      var links: [String: String] = [:]
      for place in places where place.sources.contains("ocha:" + place.id) {
        for source in place.sources where source.hasPrefix("wof:") { links[source] = place.id }
      }
      return links
    }
    let found = links(build.places)
    let expected = links(try Gazetteer(folder: committed.path).places)
    let same = found.count { expected[$0.key] == $0.value }
    #expect(Double(same) >= 0.97 * Double(expected.count), "\(same) of \(expected.count)")
    #expect(Double(same) >= 0.99 * Double(found.count), "\(same) of \(found.count)")
  }
}
