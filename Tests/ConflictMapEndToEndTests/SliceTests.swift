import Foundation
import Testing

/// `slice` over the sample, read back with GDAL.
struct SliceTests {
  static func slice(_ arguments: [String]) throws -> (TemporaryFolder, Program.Outcome) {
    let package = try Sample.run.get().folder.path + "/out/conflict.gpkg"
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      ["slice", package, "-o", "s"] + arguments + Sample.gazetteerOption, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return (folder, outcome)
  }

  struct Entry: Decodable {
    var from: String
    var to: String
    var file: String
    var layer: String?
    var events: Int
  }

  static func index(_ folder: TemporaryFolder) throws -> [Entry] {
    try JSONDecoder().decode([Entry].self, from: try #require(folder.read("s/slices.json")))
  }

  /// What `ogrinfo` counts in a layer, the only one where `nil`.
  static func count(_ path: String, _ layer: String? = nil) throws -> Int {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ogrinfo", "-so"] + (layer == nil ? ["-al", path] : [path, layer ?? ""])
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let line = text.split(separator: "\n").first { $0.hasPrefix("Feature Count: ") }
    return line.flatMap { Int($0.dropFirst(15)) } ?? (process.terminationStatus == 0 ? 0 : -1)
  }

  @Test(arguments: ["geojson", "geojsonseq", "gpkg", "flatgeobuf", "kml"])
  func `every format holds what the index says, empty slices too`(format: String) throws {
    let (folder, outcome) = try Self.slice(["--every", "week", "--format", format])
    let entries = try Self.index(folder)
    #expect(entries.contains { $0.events == 0 } && entries.contains { $0.events > 1 })
    #expect(Set(folder.files(in: "s").keys) == Set(entries.map(\.file) + ["slices.json"]))
    for entry in entries {
      // GDAL knows no layer in an empty text sequence.
      if format == "geojsonseq", entry.events == 0 {
        #expect(folder.read("s/" + entry.file)?.isEmpty == true)
      } else {
        let layer = format == "gpkg" ? "events" : nil
        #expect(try Self.count("\(folder.path)/s/\(entry.file)", layer) == entry.events, "\(entry)")
      }
    }
    #expect(outcome.output.contains("in \(entries.count) slices"))
  }

  @Test func `one file holds all slices, as layers or as rows`() throws {
    let (package, _) = try Self.slice(["--every", "month", "--format", "gpkg", "--one-file"])
    let entries = try Self.index(package)
    let file = package.path + "/s/events.gpkg"
    for entry in entries {
      #expect(try Self.count(file, entry.layer) == entry.events)
    }
    #expect(try Self.count(file, "slices") == entries.count)

    let (rows, _) = try Self.slice(["--every", "month", "--format", "csv", "--one-file"])
    let lines = rows.text("s/events.csv").split(separator: "\r\n")
    #expect(lines[0].hasSuffix("slice_from,slice_to"))
    #expect(lines[1].contains("#date+slice+start"))
    #expect(lines.count == 2 + entries.reduce(0) { $0 + $1.events })
  }

  @Test func `a window ends with the slice, and a sum begins with the first`() throws {
    let days = ["--every", "day", "--from", "2019-06-05", "--to", "2019-06-12"]
    let (windows, _) = try Self.slice(days + ["--window", "7d"])
    let first = try #require(try Self.index(windows).first)
    #expect(first.from == "2019-05-30" && first.to == "2019-06-05")
    // The villages of 6 June are in the windows of 6 to 12 June.
    #expect(
      try Self.index(windows).map { $0.events > 0 } == [false] + Array(repeating: true, count: 7))
    let (sums, _) = try Self.slice(days + ["--cumulative"])
    #expect(try Self.index(sums).map(\.from) == Array(repeating: "2019-06-05", count: 8))
    #expect(try Self.index(sums).map(\.events) == [0] + Array(repeating: 2, count: 7))
    let both = try Program.run(
      ["slice", "x.gpkg", "-o", "s", "--every", "day", "--window", "7d", "--cumulative"],
      in: windows)
    #expect(both.status == 64)
  }

  @Test func `weeks begin where the user says`() throws {
    let (folder, _) = try Self.slice(
      ["--every", "week", "--week-start", "saturday", "--from", "2019-06-04", "--to", "2019-06-20"])
    // 8 and 15 June 2019 were Saturdays.
    #expect(try Self.index(folder).map(\.from) == ["2019-06-04", "2019-06-08", "2019-06-15"])
    #expect(try Self.index(folder).map(\.to) == ["2019-06-07", "2019-06-14", "2019-06-20"])
  }
}
