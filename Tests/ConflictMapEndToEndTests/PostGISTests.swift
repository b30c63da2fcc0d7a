import Foundation
import Testing

/// `export --to` against a PostgreSQL of the system with PostGIS, whose clock stands in Damascus.
@Suite(
  .enabled(
    if: PostgresServer.programs != nil, "PostgreSQL or PostGIS is not installed"))
struct PostGISTests {
  static func export(
    _ server: PostgresServer, _ database: String, _ arguments: [String] = [],
    from folder: TemporaryFolder
  ) throws -> Program.Outcome {
    try Program.run(
      ["export", "out/conflict.gpkg", "--to", server.address(database)] + arguments, in: folder)
  }

  /// The one value that `sql` gives in the GeoPackage.
  static func inPackage(_ sql: String, _ package: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ogrinfo", "-q", package, "-dialect", "SQLite", "-sql", sql]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let line = text.split(separator: "\n").last { $0.contains(" = ") } ?? ""
    return line.split(separator: "=", maxSplits: 1).last.map {
      $0.trimmingCharacters(in: .whitespaces)
    } ?? ""
  }

  /// What QGIS makes of the layers, where it is installed.
  static func checkInQGIS(_ host: String, in database: String) throws {
    func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/python3")
      process.arguments = arguments
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
    guard try python(["-c", "import qgis.core"]).status == 0 else { return }
    let script = Program.repository.appending(path: "Tests/QGISExportTests/check_postgis.py").path
    let check = try python([
      script, "dbname='\(database)' host='\(host)' port=5432 user='tester'",
    ])
    #expect(check.status == 0, "\(check.output)")
  }

  @Test func `layers, styles and keys are there, and a second time changes nothing`() throws {
    let server = try PostgresServer()
    try server.makeDatabase("conflict")
    let (folder, _) = try Sample.run.get()
    let first = try Self.export(server, "conflict", from: folder)
    #expect(first.status == 0, "\(first.errors)")
    func value(_ sql: String) throws -> String {
      let answer = try server.query(sql, in: "conflict")
      #expect(answer.status == 0, "\(answer.errors)")
      return answer.output
    }
    let package = folder.path + "/out/conflict.gpkg"
    for layer in [
      "events", "claims", "mentions", "reports", "places", "event_uncertainty",
      "settlement_control", "control_areas", "front_lines", "rivers",
    ] {
      let there = try value("SELECT count(*) FROM \(layer)")
      let sent = try Self.inPackage("SELECT count(*) FROM \(layer)", package)
      #expect(there == sent, "\(layer)")
      #expect(first.output.contains("\(there) rows in public.\(layer)"))
    }
    // Times stay what they are, whatever the zone of the server.
    #expect(
      try value("SELECT min(t_start), max(t_end) FROM events WHERE date_start IS NOT NULL")
        == value(
          "SELECT min(date_start)::timestamp, max(date_end) + interval '1 day' - interval '1 second' "
            + "FROM events"))
    #expect(
      try value(
        "SELECT count(*) FROM events WHERE abs(ST_X(geom) - lon) > 1e-9 OR abs(ST_Y(geom) - lat) "
          + "> 1e-9 OR ST_SRID(geom) <> 4326") == "0")
    #expect(try value("SELECT count(*) FROM control_areas WHERE NOT ST_IsValid(geom)") == "0")
    #expect(
      try value(
        "SELECT count(*) FROM events, jsonb_array_elements_text(merged_from) c "
          + "WHERE c NOT IN (SELECT event_id FROM claims)") == "0")
    #expect(
      try value(
        "SELECT count(*) FROM layer_styles WHERE useasdefault AND f_table_catalog = 'conflict' "
          + "AND f_table_schema = 'public' AND xmlexists('/qgis/renderer-v2' PASSING styleqml) "
          + "AND f_table_name IN ('events', 'front_lines', 'control_areas')") == "3")
    try Self.checkInQGIS(server.host, in: "conflict")
    // An event that a hand changed comes back, its key stays, and nothing stands twice.
    let before = try value("SELECT count(*), sum(hashtext(event_id)), min(fid) FROM events")
    _ = try value("UPDATE events SET event_type = 'changed'")
    _ = try value("UPDATE layer_styles SET useasdefault = false WHERE f_table_name = 'events'")
    _ = try value(
      "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        + "f_geometry_column, stylename, useasdefault) VALUES ('conflict', 'public', 'events', "
        + "'geom', 'mine', true)")
    let second = try Self.export(server, "conflict", from: folder)
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output == first.output)
    #expect(try value("SELECT count(*), sum(hashtext(event_id)), min(fid) FROM events") == before)
    #expect(try value("SELECT count(*) FROM events WHERE event_type = 'changed'") == "0")
    #expect(
      try value(
        "SELECT string_agg(stylename, ',' ORDER BY stylename) FROM layer_styles "
          + "WHERE f_table_name = 'events' AND useasdefault") == "mine")
    #expect(
      try value("SELECT count(*) FROM front_lines")
        == Self.inPackage("SELECT count(*) FROM front_lines", package))
    // What an event carries goes with it.
    _ = try value("DELETE FROM events")
    #expect(try value("SELECT count(*) FROM event_uncertainty") == "0")
  }

  @Test func `files of other reports are appended, and events merged anew take the old place`()
    throws
  {
    let server = try PostgresServer()
    try server.makeDatabase("conflict")
    let folder = try Sample.folder()
    let names = Sample.reports.keys.sorted()
    let option = try Sample.gazetteerOption
    for (output, chosen) in [
      ("half", Array(names.prefix(4))), ("rest", Array(names.dropFirst(4))), ("all", names),
    ] {
      let outcome = try Program.run(
        ["map"] + chosen.map { "reports/\($0)" } + ["-o", output, "-q"] + option, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    func events() throws -> String {
      try server.query(
        "SELECT string_agg(event_id, ',' ORDER BY event_id) FROM events", in: "conflict"
      ).output
    }
    var counts: [Int] = []
    for output in ["half", "rest", "all"] {
      let outcome = try Program.run(
        ["export", "\(output)/conflict.gpkg", "--to", server.address("conflict"), "-q"],
        in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      counts.append(try events().split(separator: ",").count)
    }
    #expect(counts[0] > 0 && counts[1] > counts[0], "\(counts)")
    // After the file of all reports there is what that file holds, and nothing of before.
    let fresh = try Program.run(
      ["export", "all/conflict.gpkg", "--to", server.address("conflict"), "--schema", "fresh"],
      in: folder)
    #expect(fresh.status == 0, "\(fresh.errors)")
    for layer in ["events", "claims"] {
      #expect(
        try server.query(
          "SELECT count(*) FROM (SELECT event_id, date_start FROM public.\(layer) EXCEPT "
            + "SELECT event_id, date_start FROM fresh.\(layer)) x", in: "conflict"
        ).output == "0")
      #expect(
        try server.query(
          "SELECT (SELECT count(*) FROM public.\(layer)) - (SELECT count(*) FROM fresh.\(layer))",
          in: "conflict"
        ).output == "0")
    }
  }

  @Test func `what goes wrong is told in a line, and nothing is changed`() throws {
    let server = try PostgresServer()
    try server.makeDatabase("plain", extensions: [])
    try server.makeDatabase("taken")
    let (folder, _) = try Sample.run.get()
    let none = try Self.export(server, "plain", from: folder)
    #expect(none.status == 73)
    #expect(none.problems.count == 1 && none.problems[0].contains("CREATE EXTENSION postgis"))
    let missing = try Self.export(server, "nowhere", from: folder)
    #expect(missing.status == 73)
    #expect(missing.problems.count == 1 && missing.problems[0].contains("nowhere"))

    // A table of somebody else's, last in the file, undoes all that came before.
    _ = try server.query("CREATE TABLE claims (mine int)", in: "taken")
    let taken = try Self.export(server, "taken", from: folder)
    #expect(taken.status == 73)
    #expect(taken.problems.count == 1 && taken.problems[0].contains("--schema"), "\(taken.errors)")
    #expect(
      try server.query("SELECT to_regclass('events') IS NULL", in: "taken").output == "t")
    let elsewhere = try Self.export(server, "taken", ["--schema", "war \"one\""], from: folder)
    #expect(elsewhere.status == 0, "\(elsewhere.errors)")
    #expect(
      try server.query("SELECT count(*) > 0 FROM \"war \"\"one\"\"\".events", in: "taken").output
        == "t")

    let secret = try Program.run(
      [
        "export", "out/conflict.gpkg", "--to",
        "PG:dbname=x host=127.0.0.1 port=1 password=hunter2",
      ], in: folder)
    #expect(secret.status == 73)
    #expect(!secret.errors.contains("hunter2"))
  }
}
