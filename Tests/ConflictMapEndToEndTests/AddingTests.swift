import Foundation
import Testing

/// `map --into`: reports that come later.
struct AddingTests {
  /// What a GeoPackage holds, as GDAL tells it, without the positions of rows and the styles.
  static func content(of package: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ogrinfo", "-al", "-nomd", "-wkt_format", "WKT1", package]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return text.split(separator: "\n").filter { !$0.hasPrefix("INFO") }.joined(separator: "\n")
  }

  static func map(
    _ reports: [String], _ rest: [String], in folder: TemporaryFolder
  ) throws -> Program.Outcome {
    try Program.run(
      ["map"] + reports.map { "reports/\($0)" } + rest + Sample.gazetteerOption, in: folder)
  }

  static let names = Sample.reports.keys.sorted()

  /// One after the other, the later first, and in two heaps of which the second knows some.
  static let orders: [[[String]]] = [
    names.map { [$0] },
    [Array(names.suffix(3)), Array(names.prefix(names.count - 3))],
    [Array(names.prefix(5)), Array(names.dropFirst(2))],
  ]

  @Test(arguments: orders.indices)
  func `what is added in parts is what one run over everything gives`(order: Int) throws {
    let (whole, _) = try Sample.run.get()
    let folder = try Sample.folder()
    for (index, part) in Self.orders[order].enumerated() {
      let target =
        index == 0 ? ["--marks", "marks.csv", "-o", "out"] : ["--into", "out/conflict.gpkg"]
      let outcome = try Self.map(part, target, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let expected = whole.files(in: "out")
    let found = folder.files(in: "out")
    #expect(expected.keys.sorted() == found.keys.sorted())
    // The record names the last command; everything else has the same bytes.
    for (name, data) in expected where name != "run.json" {
      #expect(found[name] == data, "\(name)")
    }
    #expect(
      try Self.content(of: whole.path + "/out/conflict.gpkg")
        == Self.content(of: folder.path + "/out/conflict.gpkg"))
  }

  @Test func `known reports are passed over, whatever their file is called`() throws {
    let folder = try Sample.folder()
    let names = Array(Self.names.prefix(3))
    #expect(try Self.map(names, ["-o", "out"], in: folder).status == 0)
    let before = try #require(folder.read("out/conflict.gpkg"))
    let first = try #require(Sample.reports[names[0]])
    try folder.write(first, to: "reports/other-name.md")
    let again = try Self.map(
      names + ["other-name.md"], ["--into", "out/conflict.gpkg"], in: folder)
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.contains("Reports   3 read; 4 of those given were known"))
    #expect(folder.read("out/conflict.gpkg") == before)

    // Another text under a known name is another report.
    try folder.write(
      "---\npublished: 2019-05-09\n---\nRebels shelled Qalaat al-Madiq on 9 May 2019.\n",
      to: "reports/\(names[0])")
    let other = try Self.map([names[0]], ["--into", "out/conflict.gpkg"], in: folder)
    #expect(other.status == 0, "\(other.errors)")
    #expect(other.output.contains("Reports   4 read"))
    #expect(other.errors.contains("another report has the id"))
  }

  @Test func `of two runs that add at once one is told to wait`() throws {
    let folder = try Sample.folder()
    #expect(try Self.map(Array(Self.names.prefix(2)), ["-o", "out"], in: folder).status == 0)
    let before = try #require(folder.read("out/conflict.gpkg"))
    let other = Process()
    other.executableURL = URL(filePath: "/usr/bin/env")
    // Holds the lock until its input ends, and says when it has it.
    let (input, output) = (Pipe(), Pipe())
    other.standardInput = input
    other.standardOutput = output
    other.arguments = ["flock", folder.path + "/out/conflict.gpkg", "sh", "-c", "echo held; cat"]
    try other.run()
    defer {
      try? input.fileHandleForWriting.close()
      other.terminate()
    }
    #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
    let refused = try Self.map(Self.names, ["--into", "out/conflict.gpkg"], in: folder)
    #expect(refused.status == 73)
    #expect(refused.problems.count == 1 && refused.problems[0].contains("another run"))
    #expect(folder.read("out/conflict.gpkg") == before)
  }

  @Test func `a file that cannot be added to is told and stays as it was`() throws {
    let folder = try Sample.folder()
    let none = try Self.map(Self.names, ["--into", "no.gpkg"], in: folder)
    #expect(none.status == 66)
    #expect(none.problems.count == 1 && none.problems[0].contains("--output"))
    #expect(try Self.map(Self.names, ["-o", "a", "--into", "b.gpkg"], in: folder).status == 64)

    try folder.write("event_id,lat,lon\n1,35,36\n", to: "t.csv")
    let made = Process()
    made.executableURL = URL(filePath: "/usr/bin/env")
    made.arguments = ["ogr2ogr", "-f", "GPKG", folder.path + "/t.gpkg", folder.path + "/t.csv"]
    try made.run()
    made.waitUntilExit()
    let before = try #require(folder.read("t.gpkg"))
    let foreign = try Self.map(Self.names, ["--into", "t.gpkg"], in: folder)
    #expect(foreign.status == 65)
    #expect(foreign.problems.count == 1, "\(foreign.errors)")
    #expect(folder.read("t.gpkg") == before)
  }
}
