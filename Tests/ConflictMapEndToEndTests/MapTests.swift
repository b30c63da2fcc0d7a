import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The main job over the sample.
struct MapTests {
  @Test func `writes every file of the contract and says so`() throws {
    let (folder, outcome) = try Sample.run.get()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.problems.isEmpty)
    let files = folder.files(in: "out")
    for name in [
      "events.geojson", "conflict.gpkg", "conflict.qgz", "maps/whole-period.svg", "run.json",
    ] {
      #expect(!(files[name] ?? Data()).isEmpty, "\(name)")
    }
    // Nothing else: the maps of weeks and the overview are all that may come on top.
    let others = files.keys.filter { !$0.hasPrefix("maps/") }
    #expect(
      others.sorted() == ["conflict.gpkg", "conflict.qgz", "events.geojson", "run.json"])
    // 6 May 2019 was a Monday: the week of the capture of 8 May.
    #expect(files["maps/week-2019-05-06.svg"] != nil)
    #expect(outcome.output.contains("Reports   9 read"))
    // The SQLite file format, section 1.3.1, and the zip format, section 4.3.7.
    #expect(files["conflict.gpkg"]?.starts(with: Data("SQLite format 3\0".utf8)) == true)
    #expect(files["conflict.qgz"]?.starts(with: [0x50, 0x4B, 3, 4]) == true)
  }

  @Test func `the events are those that the reports tell`() throws {
    let folder = try Sample.run.get().folder
    let root = try folder.object("out/events.geojson")
    #expect(root["type"] as? String == "FeatureCollection")
    #expect(root["crs"] == nil)
    let rows = try #require(root["features"] as? [[String: Any]])
      .compactMap { $0["properties"] as? [String: Any] }
    func has(_ place: String, _ type: String, _ day: String) -> Bool {
      rows.contains {
        $0["place_id"] as? String == place && $0["sub_type"] as? String == type
          && $0["date_start"] as? String == day
      }
    }
    // Read off the sentences of the sample by hand; "yesterday" counts from the front matter.
    #expect(has("C3209", "government_regains_territory", "2019-05-08"))
    #expect(has("C3207", "government_regains_territory", "2019-05-09"))
    #expect(has("C3987", "air_drone_strike", "2019-05-19"))
    #expect(has("C3445", "non_state_overtakes_territory", "2019-06-06"))
    #expect(has("C3466", "non_state_overtakes_territory", "2019-06-06"))
    #expect(has("C3445", "government_regains_territory", "2019-07-28"))
    #expect(has("C3209", "air_drone_strike", "2019-06-20"))
  }

  @Test func `the record names its inputs and outputs by their hashes`() throws {
    let folder = try Sample.run.get().folder
    let record = try folder.object("out/run.json")
    let inputs = try #require(record["inputs"] as? [[String: Any]])
    #expect(inputs.compactMap { $0["path"] as? String }.last == "marks.csv")
    #expect(inputs.count == 9)
    let outputs = try #require(record["outputs"] as? [[String: Any]])
    for output in outputs {
      let name = try #require(output["path"] as? String)
      #expect(output["bytes"] as? Int == folder.read("out/" + name)?.count, "\(name)")
    }
    #expect((record["attribution"] as? [String])?.isEmpty == false)
  }

  @Test func `every map is XML and bears the attribution`() throws {
    let files = try Sample.run.get().folder.files(in: "out/maps")
    #expect(files.count >= 3)
    for (name, data) in files {
      #expect(XMLParser(data: data).parse(), "\(name)")
      #expect(String(decoding: data, as: UTF8.self).contains("OpenStreetMap") == false)
      #expect(String(decoding: data, as: UTF8.self).contains("CC BY"), "\(name)")
    }
  }

  @Test func `a second run in another language, zone and number of threads gives the same bytes`()
    throws
  {
    let first = try Sample.run.get().folder.files(in: "out")
    let folder = try Sample.folder()
    let options = try Sample.gazetteerOption
    let again = try Program.run(
      Sample.arguments + ["--jobs", "2"] + options, in: folder,
      environment: ["LANG": "ar_SY.UTF-8", "LC_ALL": "ar_SY.UTF-8", "TZ": "Asia/Tokyo"])
    #expect(again.status == 0)
    let second = folder.files(in: "out")
    #expect(second.keys.sorted() == first.keys.sorted())
    for (name, bytes) in first { #expect(second[name] == bytes, "\(name)") }
    // Over its own output, with one thread.
    let alone = try Program.run(Sample.arguments + ["--jobs", "1"] + options, in: folder)
    #expect(alone.status == 0)
    let third = folder.files(in: "out")
    #expect(third.keys.sorted() == first.keys.sorted())
    for (name, bytes) in first where name != "run.json" { #expect(third[name] == bytes, "\(name)") }
    // The record holds the command, in which the number of threads stands.
    func withoutCommand(_ data: Data?) -> [Substring] {
      String(decoding: data ?? Data(), as: UTF8.self).split(separator: "\n")
        .filter { !$0.hasPrefix("\"command\"") }
    }
    #expect(withoutCommand(third["run.json"]) == withoutCommand(first["run.json"]))
  }

  @Test func `a kill in mid-run leaves each file old or new but whole`() throws {
    let folder = try Sample.folder()
    let options = try Sample.gazetteerOption
    let arguments = Sample.arguments + options
    #expect(try Program.run(arguments, in: folder).status == 0)
    let old = folder.files(in: "out")
    // The other run draws other bytes into the same names.
    let other = arguments + ["--title", "The other run", "--week-start", "sunday", "--quiet"]
    let reference = try Sample.folder()
    let whole = try Program.run(other, in: reference)
    #expect(whole.status == 0)
    let new = reference.files(in: "out")
    #expect(new["maps/whole-period.svg"] != old["maps/whole-period.svg"])
    for share in [0.55, 0.7, 0.8, 0.9, 0.97] {
      let process = try Program.process(other, in: folder.path)
      try process.run()
      Thread.sleep(forTimeInterval: whole.seconds * share)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      for (name, bytes) in folder.files(in: "out") where !name.contains("part") {
        #expect(bytes == old[name] || bytes == new[name], "\(name) after \(share)")
      }
    }
    // What a killed run left lying does not stand in the way of the next, and goes with it.
    #expect(try Program.run(other, in: folder).status == 0)
    let last = folder.files(in: "out")
    for (name, bytes) in new { #expect(last[name] == bytes, "\(name)") }
    #expect(Set(last.keys).subtracting(new.keys).isEmpty)
  }

  @Test func `what was known on a day is what the reports of until then tell`() throws {
    let folder = try Sample.folder()
    func map(_ inputs: [String], _ options: [String]) throws -> Program.Outcome {
      try Program.run(
        ["map"] + inputs + ["--marks", "marks.csv"] + options + Sample.gazetteerOption, in: folder)
    }
    let known = try map(["reports"], ["--as-known-on", "2019-05-20", "-o", "known"])
    #expect(known.status == 0, "\(known.errors)")
    #expect(known.output.contains("Reports   3 read"), "\(known.output)")
    #expect(known.errors.contains("6 reports of later days and 0 that do not say their day"))
    let early = ["a-capture.en.md", "b-castle.ar.md", "c-strike.en.txt"].map { "reports/" + $0 }
    #expect(try map(early, ["-o", "early"]).status == 0)
    #expect(folder.read("known/events.geojson") == folder.read("early/events.geojson"))
    #expect(
      folder.text("known/maps/whole-period.svg").contains("As known on 20 May 2019")
        && folder.text("known/maps/whole-period.svg").contains("كما كان معروفاً في"))

    let none = try map(["reports"], ["--as-known-on", "2018-05-20", "-o", "none"])
    #expect(none.status == 65 && none.problems.count == 1, "\(none.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/none"))
    let both = try map(["reports"], ["--as-known-on", "2019-05-20", "--into", "a.gpkg"])
    #expect(both.status == 64)
  }

  @Test func `quiet prints nothing, and an output path may be any name`() throws {
    let folder = try Sample.folder()
    let name = "-خريطة الحرب 2019"
    let outcome = try Program.run(
      ["map", "reports/a-capture.en.md", "-q", "--output=" + name] + Sample.gazetteerOption,
      in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    #expect(folder.files(in: name)["conflict.gpkg"] != nil)
  }

  @Test func `the package serves the other commands`() throws {
    let folder = try Sample.folder()
    let options = try Sample.gazetteerOption
    let package = try Sample.run.get().folder.path + "/out/conflict.gpkg"
    let before = FileManager.default.contents(atPath: package)
    let render = try Program.run(
      ["render", package, "--on", "2019-06-20", "-o", "day.svg"] + options, in: folder)
    #expect(render.status == 0, "\(render.errors)")
    #expect(XMLParser(data: folder.read("day.svg") ?? Data()).parse())
    let slice = try Program.run(
      ["slice", package, "--every", "month", "-o", "months"] + options, in: folder)
    #expect(slice.status == 0, "\(slice.errors)")
    #expect(folder.files(in: "months").keys.contains { $0.contains("2019-06") })
    for name in ["events.csv", "events.kml", "events.fgb", "events.geojson"] {
      let export = try Program.run(["export", package, "-o", name] + options, in: folder)
      #expect(export.status == 0, "\(name): \(export.errors)")
      #expect((folder.read(name)?.count ?? 0) > 1000, "\(name)")
    }
    let control = try Program.run(
      [
        "control", "--marks", "marks.csv", "--events", package, "--on", "2019-07-30", "--areas",
        "areas.geojson", "--fronts", "fronts.geojson",
      ] + options, in: folder)
    #expect(control.status == 0, "\(control.errors)")
    let areas = try folder.object("areas.geojson")
    #expect((areas["features"] as? [Any])?.isEmpty == false)
    // Readers leave the package as it was.
    #expect(FileManager.default.contents(atPath: package) == before)
  }
}
