import Foundation
import FoundationXML
import Testing

/// `conflictmap control`, as a user runs it on marks of our own.
struct ControlTests {
  /// Villages in two rows of six, the northern ones held by `north`.
  static func marks(north: String = "opposition", at longitude: Double = 36.4) -> String {
    var lines = ["lat,lon,side,date"]
    for column in 0..<6 {
      let east = longitude + Double(column) * 0.05
      lines.append("35.30,\(east),government,2019-05-01")
      lines.append("35.40,\(east),\(north),2019-05-01")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func write(_ text: String, _ name: String, _ folder: TemporaryFolder) throws {
    try Data(text.utf8).write(to: URL(filePath: folder.path + "/" + name))
  }

  static func sides(_ name: String, _ folder: TemporaryFolder) throws -> [String: Double] {
    let features = try folder.object(name)["features"] as? [[String: Any]] ?? []
    return Dictionary(
      features.compactMap { feature -> (String, Double)? in
        let row = feature["properties"] as? [String: Any]
        guard let side = row?["side"] as? String, let area = row?["area_km2"] as? Double else {
          return nil
        }
        return (side, area)
      }, uniquingKeysWith: +)
  }

  @Test(arguments: ["nearest-log-odds", "voronoi"])
  func `areas and fronts of a day by either method`(method: String) throws {
    let folder = try TemporaryFolder()
    try Self.write(Self.marks(), "marks.csv", folder)
    let run = try Program.run(
      [
        "control", "--marks", "marks.csv", "--on", "2019-05-01", "--extent", "36.4,35.2,36.6,35.5",
        "--method", method, "--areas", "areas.geojson", "--fronts", "fronts.geojson", "--bands",
        "bands.geojson",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    // The box is 33.4 by 18.2 km, and the front halves it.
    let areas = try Self.sides("areas.geojson", folder)
    #expect(areas.keys.sorted() == ["government", "opposition"])
    #expect(areas.values.allSatisfy { abs($0 - 303) < 15 }, "\(areas)")
    let fronts = try folder.object("fronts.geojson")["features"] as? [[String: Any]] ?? []
    let bands = try folder.object("bands.geojson")["features"] as? [[String: Any]] ?? []
    #expect(!fronts.isEmpty && fronts.count == bands.count)
    for front in fronts {
      let row = front["properties"] as? [String: Any]
      #expect(row?["hostile"] as? Bool == true)
      #expect(row?["inferred"] as? Bool == false)
      #expect((row?["claim_ids"] as? [String])?.isEmpty == false)
    }
  }

  @Test func `GeoJSON points and the columns of Wikipedia's maps say the same as CSV`() throws {
    let folder = try TemporaryFolder()
    try Self.write(Self.marks(), "plain.csv", folder)
    var rows = ["label,lat,lon,mark,marksize"]
    var features: [String] = []
    for line in Self.marks().split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      rows.append(",\(cells[0]),\(cells[1]),\(cells[2] == "government" ? "gov_base" : "opp"),6")
      features.append(
        """
        {"type":"Feature","properties":{"side":"\(cells[2])","date":"2019-05-01"},
        "geometry":{"type":"Point","coordinates":[\(cells[1]),\(cells[0])]}}
        """)
    }
    try Self.write(rows.joined(separator: "\n") + "\n", "wiki.csv", folder)
    try Self.write(
      "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}",
      "points.geojson", folder)
    var results: [[String: Double]] = []
    for name in ["plain.csv", "wiki.csv", "points.geojson"] {
      let run = try Program.run(
        ["control", "--marks", name, "--on", "2019-05-01", "--areas", "out.geojson"], in: folder)
      #expect(run.status == 0, "\(name): \(run.errors)")
      results.append(try Self.sides("out.geojson", folder))
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    #expect(results[0].count == 2)
  }

  @Test func `a war elsewhere, with sides that no table has`() throws {
    let folder = try TemporaryFolder()
    try Self.write(Self.marks(north: "reds", at: 15), "marks.csv", folder)
    let run = try Program.run(
      ["control", "--marks", "marks.csv", "--on", "2019-05-01", "--areas", "out.geojson"],
      in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("reds"))
    #expect(run.errors.contains("outside the gazetteer's country"))
    let areas = try Self.sides("out.geojson", folder)
    #expect((areas["reds"] ?? 0) > 300 && (areas["government"] ?? 0) > 300)
  }

  @Test func `ground gained, the change log, the areas of each day and their chart`() throws {
    let folder = try TemporaryFolder()
    let later = "35.40,36.5,government,2019-05-10\n"
    try Self.write(Self.marks() + later, "marks.csv", folder)
    let run = try Program.run(
      [
        "control", "--marks", "marks.csv", "--from", "2019-05-01", "--to", "2019-05-15", "--areas",
        "areas.geojson", "--changes", "changes.csv", "--daily", "daily.csv", "--chart", "chart.svg",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("2019-05-10: (@35.4,36.5) from opposition to government, area −"))
    let changes = String(decoding: folder.read("changes.csv") ?? Data(), as: UTF8.self)
    #expect(changes.split(whereSeparator: \.isNewline).count == 2, "\(changes)")
    #expect(changes.contains("mark:14:@35.4,36.5"))
    let daily = String(decoding: folder.read("daily.csv") ?? Data(), as: UTF8.self)
    #expect(daily.split(whereSeparator: \.isNewline).count == 1 + 2 * 15)
    #expect(XMLParser(data: folder.read("chart.svg") ?? Data()).parse())

    let diff = try Program.run(
      [
        "control", "diff", "areas.geojson", "areas.geojson", "--before", "2019-05-09", "--after",
        "2019-05-10", "-o", "gained.geojson",
      ], in: folder)
    #expect(diff.status == 0, "\(diff.errors)")
    #expect(diff.output.contains("km² from opposition to government"))
    let gained = try folder.object("gained.geojson")["features"] as? [[String: Any]] ?? []
    #expect(gained.count >= 1)
    let same = try Program.run(
      [
        "control", "diff", "areas.geojson", "areas.geojson", "--before", "2019-05-09", "--after",
        "2019-05-09",
      ], in: folder)
    #expect(same.output.contains("no ground changed hands"), "\(same.output)")
  }

  @Test func `what was known on a day, and constants of one's own`() throws {
    let folder = try TemporaryFolder()
    try Self.write(Self.marks() + "35.40,36.5,government,2019-05-10\n", "marks.csv", folder)
    try Self.write("key,value\nno_data_distance_m,3000\n", "model.csv", folder)
    func areas(_ options: [String]) throws -> [String: Double] {
      let run = try Program.run(
        ["control", "--marks", "marks.csv", "--on", "2019-05-12", "--areas", "a.geojson"] + options,
        in: folder)
      #expect(run.status == 0, "\(run.errors)")
      return try Self.sides("a.geojson", folder)
    }
    let hindsight = try areas([])
    let then = try areas(["--as-known-on", "2019-05-05"])
    #expect((hindsight["government"] ?? 0) > (then["government"] ?? 0) + 5)
    let near = try areas(["--model", "model.csv"])
    #expect((near["government"] ?? 0) < (hindsight["government"] ?? 0) / 2)
    try Self.write("key,value\nno_data,3000\n", "bad.csv", folder)
    let bad = try Program.run(
      [
        "control", "--marks", "marks.csv", "--on", "2019-05-12", "--areas", "a.geojson", "--model",
        "bad.csv",
      ], in: folder)
    #expect(bad.status == 65)
    #expect(bad.errors.contains("bad.csv:2: there is no constant"))
  }
}
