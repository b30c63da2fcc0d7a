import Foundation
import Testing

/// Decisions on merging, from the command that writes them to the run that follows them.
struct EventsCommandTests {
  static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Outcome {
    try Program.run(arguments + Sample.gazetteerOption, in: folder)
  }

  /// The events of `out` with their ids, `nil` where it cannot be listed.
  static func events(in folder: TemporaryFolder) throws -> [[String]] {
    let outcome = try run(["events", "list", "out/conflict.gpkg"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func `a merge is followed by the next run, and a split undoes it`() throws {
    let folder = try Sample.folder()
    let map = Sample.arguments + ["--event-overrides", "eo.csv"]
    #expect(try Self.run(Sample.arguments, in: folder).status == 0)
    let before = folder.files(in: "out")["events.geojson"]
    let events = try Self.events(in: folder)
    try #require(events.count > 2)
    let (a, b) = (events[0][0], events[1][0])

    let merged = try Self.run(
      ["events", "merge", "out/conflict.gpkg", a, b, "--overrides", "eo.csv"], in: folder)
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(try Self.run(map, in: folder).status == 0)
    let joined = try Self.events(in: folder)
    #expect(joined.count == events.count - 1)
    let both = try #require(joined.first { $0[7] == String((Int(events[0][7]) ?? 0) + 1) })

    let shown = try Self.run(
      ["events", "show", "out/conflict.gpkg", both[0], "--overrides", "eo.csv"], in: folder)
    #expect(shown.output.contains("decision 1"))
    let record = try folder.object("out/run.json")
    let configuration = record["configuration"] as? [[String: Any]] ?? []
    #expect(configuration.contains { $0["path"] as? String == "eo.csv" })

    // Of the two claims the first is taken out again.
    let claim = try #require(
      shown.output.split(separator: "\n").first { $0.contains("  of ") }?
        .split(separator: " ").first.map(String.init))
    let split = try Self.run(
      [
        "events", "split", "out/conflict.gpkg", both[0], "--claims", claim, "--overrides", "eo.csv",
      ],
      in: folder)
    #expect(split.status == 0, "\(split.errors)")
    #expect(try Self.run(map, in: folder).status == 0)
    #expect(folder.files(in: "out")["events.geojson"] == before)
  }

  @Test func `a decision on claims that are gone is one line and no failure`() throws {
    let folder = try Sample.folder()
    try folder.write(
      "number,action,claims,others,note\n1,apart,0000000000000000,1111111111111111,old\n",
      to: "eo.csv")
    let outcome = try Self.run(Sample.arguments + ["--event-overrides", "eo.csv"], in: folder)
    #expect(outcome.status == 0)
    let lines = outcome.errorLines.filter { $0.hasPrefix("warning: ") }
    #expect(lines.count == 1)
    #expect(lines.first?.contains("decision 1: no claim 0000000000000000") == true)
    let problems = try folder.object("out/run.json")["problems"] as? [[String: Any]] ?? []
    #expect(problems.map { $0["severity"] as? String } == ["warning"])
  }

  @Test func `extract follows a decision on claims of one report`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      ---
      published: 2019-06-20
      ---
      Rebels shelled Tal Milh on 19 June 2019. Government forces captured Kafr Nabudah on 8 May 2019.
      """, to: "report.txt")
    func events(_ options: [String]) throws -> [[String: Any]] {
      let outcome = try Self.run(["extract", "report.txt"] + options, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      return (object as? [String: Any])?["events"] as? [[String: Any]] ?? []
    }
    let ids = try events([]).compactMap { $0["event_id"] as? String }
    try #require(ids.count == 2)
    try folder.write(
      "number,action,claims,others,note\n1,together,\(ids[0]),\(ids[1]),\n", to: "eo.csv")
    let merged = try events(["--event-overrides", "eo.csv"])
    #expect(merged.count == 1)
    #expect(merged.first?["merged_from"] as? [String] == ids.sorted())
  }

  @Test func `the ledger adds up what the sample tells`() throws {
    let (folder, _) = try Sample.run.get()
    let outcome = try Self.run(
      [
        "ledger", "out/conflict.gpkg", "--by", "month", "--format", "csv", "--left-out", "left.csv",
      ],
      in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    // "At least 12" and "three" in May, 15 and 20 in June.
    let rows = outcome.output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let best = Dictionary(
      rows.map { (String($0[0]), String($0[8])) }, uniquingKeysWith: { first, _ in first })
    #expect(best["2019-05-01"] == "15")
    #expect(best["2019-06-01"] == "35")
    #expect(best["total"] == "50")
    #expect(folder.text("left.csv").hasPrefix("event_id,reason,why,"))
    #expect(folder.text("left.csv").contains(",no_figure,"))
  }
}
