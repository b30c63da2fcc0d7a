import Foundation
import Testing

/// Datasets through the program, into a GeoPackage and out again.
struct ExchangeTests {
  static func fixture(_ name: String) throws -> Data {
    try Data(
      contentsOf: Program.repository.appending(path: "Tests/EventExchangeTests/Fixtures/\(name)"))
  }

  @Test func `UCDP through a GeoPackage and back loses nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Self.fixture("ucdp.csv"), to: "ged.csv")
    let option = try Sample.gazetteerOption
    let read = try Program.run(
      ["import", "--format", "ucdp", "ged.csv", "-o", "ged.gpkg"] + option, in: folder)
    #expect(read.status == 0, "\(read.errors)")
    #expect(read.output.contains("4 rows read, 4 events in ged.gpkg, 0 rows refused"))
    // Bridge town is in the governorate of Hama; of the sea no unit is known.
    let list = try Program.run(
      ["export", "ged.gpkg", "-o", "ged.geojson"] + option, in: folder)
    #expect(list.status == 0, "\(list.errors)")
    let features = try #require(try folder.object("ged.geojson")["features"] as? [[String: Any]])
    let units = features.map { ($0["properties"] as? [String: Any])?["adm1_pcode"] as? String }
    #expect(units.first == "SY05" && units.last == .some(nil), "\(units)")
    let written = try Program.run(
      ["export", "ged.gpkg", "--profile", "ucdp", "-o", "out.csv", "--log", "lost.csv"] + option,
      in: folder)
    #expect(written.status == 0, "\(written.errors)")
    #expect(written.errors.isEmpty)
    #expect(folder.text("out.csv").replacing("\r\n", with: "\n") == folder.text("ged.csv"))
    #expect(folder.text("lost.csv") == "event_id,field,value,written\r\n")
  }

  @Test func `rows of ACLED that are refused are named and written down`() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Self.fixture("acled.csv"), to: "acled.csv")
    let read = try Program.run(
      [
        "import", "--format", "acled", "acled.csv", "-o", "acled.geojson", "--rejects", "bad.csv",
      ] + Sample.gazetteerOption, in: folder)
    #expect(read.status == 65)
    #expect(read.problems.count == 4)
    #expect(read.output.contains("8 rows read, 4 events"))
    #expect(folder.text("bad.csv").split(separator: "\r\n").count == 5)
    let collection = try folder.object("acled.geojson")
    let features = try #require(collection["features"] as? [[String: Any]])
    #expect(features.count == 4)
    let properties = features[0]["properties"] as? [String: Any]
    let row = properties?["source_row"] as? [String: Any]
    #expect(row?["tags"] as? String == "" && row?["timestamp"] as? String == "1560000000")
    #expect((collection["attribution"] as? [String])?.contains { $0.contains("ACLED") } == true)
  }

  /// From 20,000 rows on an export reads and writes row by row; the layer of a slice of them all is
  /// held, and tells the same.
  @Test func `a large layer is exported as a small one is`() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20_001).map { number in
      "n\(number),2019-06-0\(number % 9 + 1),35.\(number),36.5,\(number % 7),"
        + (number % 50 == 0 ? "\"q\"\"\(number)\"" : "t\(number)")
    }
    try folder.write(
      Data(("id,day,y,x,dead,title\n" + rows.joined(separator: "\n") + "\n").utf8), to: "in.csv")
    try folder.write(
      Data(
        """
        name: many
        columns: {event_id: id, date_start: day, lat: y, lon: x, killed_best: dead, title: title}
        defaults: {sub_type: attack}
        """.utf8), to: "map.yaml")
    let option = try Sample.gazetteerOption
    let read = try Program.run(
      ["import", "--format", "csv", "--mapping", "map.yaml", "in.csv", "-o", "a.gpkg"]
        + ["--uncertainty", "no"] + option, in: folder)
    #expect(read.status == 0, "\(read.errors)")
    let held = try Program.run(
      ["slice", "a.gpkg", "--every", "100-days", "--format", "csv", "-o", "held"] + option,
      in: folder)
    #expect(held.status == 0, "\(held.errors)")
    for name in ["a.csv", "a.geojson", "a.geojsons"] {
      // Slices have a row of tags.
      let tags = name == "a.csv" ? ["--format", "hxl"] : []
      let written = try Program.run(["export", "a.gpkg", "-o", name] + tags + option, in: folder)
      #expect(written.status == 0, "\(written.errors)")
    }
    let table = try #require(folder.files(in: "held").keys.first { $0.hasSuffix(".csv") })
    #expect(folder.read("a.csv") == folder.read("held/" + table))
    let collection = try folder.object("a.geojson")
    #expect((collection["features"] as? [Any])?.count == 20_001)
    #expect((collection["bbox"] as? [Double])?.prefix(1) == [36.5])
    #expect(folder.text("a.geojsons").split(separator: "\n").count == 20_001)
  }

  /// The file is read in parts of a quarter of a megabyte.
  @Test func `what is wrong in a large table is told by its line in the file`() throws {
    let folder = try TemporaryFolder()
    var rows = (0..<9000).map {
      "n\($0),2019-06-0\($0 % 9 + 1),35.\($0),36.5,\"a remark\nof two lines\""
    }
    rows[7000] = "n7000,2019-06-01,95,36.5,"
    rows[8999] = "n3,2019-06-01,35.1,36.5,"
    try folder.write("id,day,lat,lon,remark\n" + rows.joined(separator: "\n") + "\n", to: "t.csv")
    let mapping = """
      name: sample
      columns: {event_id: id, date_start: day, lat: lat, lon: lon, title: remark}
      defaults: {sub_type: armed_clash}
      """
    try folder.write(mapping, to: "m.yaml")
    for output in ["t.gpkg", "t.geojson"] {
      let read = try Program.run(
        [
          "import", "--format", "csv", "--mapping", "m.yaml", "t.csv", "-o", output, "--rejects",
          "bad.csv",
        ] + Sample.gazetteerOption, in: folder)
      #expect(read.status == 65)
      #expect(read.output.contains("9000 rows read, 8998 events"))
      // Two lines a row, and the header.
      #expect(
        read.problems == [
          "error: t.csv:14002: lat and lon are not on the globe; the row is refused",
          "error: t.csv:17999: the id is that of line 8 too; the row is refused",
        ])
      #expect(folder.text("bad.csv").hasPrefix("line,reason,id,day,lat,lon,remark\r\n14002,"))
    }
    #expect(try SliceTests.count(folder.path + "/t.gpkg", "events") == 8998)
    let collection = try folder.object("t.geojson")
    #expect((collection["features"] as? [Any])?.count == 8998)
    #expect((collection["bbox"] as? [Double])?.count == 4)
  }

  @Test func `a table of one's own becomes a ledger`() throws {
    let folder = try TemporaryFolder()
    let examples = Program.repository.appending(path: "Examples")
    for name in ["incidents.csv", "incidents-mapping.yaml"] {
      try folder.write(try Data(contentsOf: examples.appending(path: name)), to: name)
    }
    let option = try Sample.gazetteerOption
    let read = try Program.run(
      [
        "import", "--format", "csv", "--mapping", "incidents-mapping.yaml", "incidents.csv", "-o",
        "incidents.gpkg",
      ] + option, in: folder)
    #expect(read.status == 0, "\(read.errors)")
    let ledger = try Program.run(
      ["ledger", "incidents.gpkg", "--by", "week", "--format", "csv"] + option, in: folder)
    #expect(ledger.status == 0, "\(ledger.errors)")
    // The week from Monday 3 June has 12 and 5 dead and a row without a figure.
    #expect(ledger.output.contains("2019-06-03,2019-06-09,2,1,17,17,17,17,0"))
  }

  @Test func `the events of a map in the columns of others`() throws {
    let (folder, _) = try Sample.run.get()
    for (profile, head) in [
      ("acled", "event_id_cnty,event_date,year,"), ("ucdp", "id,year,type_of_violence,"),
      ("hxl", "event_id,status,date_start,"),
    ] {
      let outcome = try Program.run(
        ["export", "out/conflict.gpkg", "--profile", profile, "-o", "\(profile).csv"]
          + Sample.gazetteerOption, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(folder.text("\(profile).csv").hasPrefix(head))
      #expect(outcome.errorLines.filter { $0.hasPrefix("warning: ") }.count == 1)
    }
  }
}
