import Foundation
import Testing

/// The GeoPackage of the sample as other programs see it.
struct PackageTests {
  /// The rows that GDAL gives for `sql`, each with the values of its columns.
  static func rows(_ sql: String) throws -> [[String]] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let package = try Sample.run.get().folder.path + "/out/conflict.gpkg"
    process.arguments = ["ogrinfo", "-q", package, "-sql", sql]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var rows: [[String]] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("OGRFeature") { rows.append([]) }
      guard line.hasPrefix("  "), let sign = line.ranges(of: ") = ").first else { continue }
      rows[rows.count - 1].append(String(line[sign.upperBound...]))
    }
    return rows
  }

  @Test func `what refers to what is said in tables of pairs, and holds`() throws {
    let relations = try Self.rows(
      "SELECT base_table_name, related_table_name, mapping_table_name FROM gpkgext_relations "
        + "ORDER BY 3")
    #expect(
      relations.map { $0[2] } == [
        "events_claims", "events_event_uncertainty", "places_mentions", "reports_mentions",
      ])
    #expect(try Self.rows("PRAGMA foreign_key_check").isEmpty)
    // Every claim is in one event, whose list has it.
    #expect(
      try Self.rows(
        "SELECT (SELECT count(*) FROM events_claims) - (SELECT count(*) FROM claims) AS a, "
          + "(SELECT count(*) FROM events_claims r JOIN events e ON e.fid = r.base_id "
          + "JOIN claims c ON c.fid = r.related_id "
          + "WHERE instr(e.merged_from, c.event_id) = 0) AS b") == [["0", "0"]])
  }

  @Test func `days and times are indexed, and SQLite uses them`() throws {
    for (condition, index) in [
      ("t_start < '2019-06-17T00:00:00.000' AND t_end > '2019-06-16T00:00:00.000'", "time"),
      ("date_start = '2019-06-16'", "days"), ("event_id = 'x'", "event_id"),
    ] {
      let plan = try Self.rows("EXPLAIN QUERY PLAN SELECT * FROM events WHERE \(condition)")
      #expect(plan.joined().contains { $0.contains("idx_events_\(index)") }, "\(plan)")
    }
  }

  @Test func `the metadata tell the sources, the licence and the method`() throws {
    let rows = try Self.rows(
      "SELECT metadata FROM gpkg_metadata WHERE md_standard_uri = 'urn:conflictmap:provenance'")
    let text = try #require(rows.first?.first)
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(json?["licence"] as? String == "CC-BY-4.0")
    #expect((json?["attribution"] as? [String])?.contains { $0.contains("OCHA") } == true)
    #expect((json?["method"] as? [String])?.isEmpty == false)
  }

  @Test func `each event has a sentence of a report, and weeks hold all dated events`() throws {
    let sentences = try Self.rows("SELECT DISTINCT sentence FROM events").joined()
    #expect(
      sentences.contains(
        "صدت فصائل المعارضة اليوم هجوماً لقوات النظام على تل ملح، وقُتل 20 عنصراً."))
    #expect(sentences.contains("Russian warplanes bombed Khan Shaykhun on Sunday."))
    #expect(try Self.rows("SELECT count(*) FROM events WHERE sentence IS NULL") == [["0"]])
    #expect(
      try Self.rows(
        "SELECT count(*) FROM events WHERE date_start IS NOT NULL AND NOT EXISTS "
          + "(SELECT 1 FROM slices WHERE instr(event_ids, event_id) > 0)") == [["0"]])
  }
}
