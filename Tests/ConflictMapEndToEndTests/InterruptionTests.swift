import Foundation
import Testing

/// What is left when a run is killed, the disk is full or the folder cannot be written.
struct InterruptionTests {
  /// A command that writes into `out`, in two versions whose files have other bytes.
  struct Job: CustomTestStringConvertible, Sendable {
    var name: String
    var before: [String]
    var after: [String]
    var testDescription: String { name }
  }

  static let jobs = [
    Job(
      name: "map", before: ["map", "reports", "-o", "out"],
      after: ["map", "reports", "--marks", "marks.csv", "--title", "Other", "-o", "out"]),
    Job(
      name: "map --into", before: ["map", "reports/c-strike.en.txt", "-o", "out"],
      after: ["map", "reports", "--into", "out/conflict.gpkg"]),
    Job(
      name: "import",
      before: ["import", "--format", "csv", "--mapping", "m.yaml", "few.csv", "-o", "out/a.gpkg"],
      after: ["import", "--format", "csv", "--mapping", "m.yaml", "many.csv", "-o", "out/a.gpkg"]),
    Job(
      name: "slice",
      before: ["slice", "source.gpkg", "--every", "month", "-o", "out", "--format", "gpkg"],
      after: [
        "slice", "source.gpkg", "--every", "month", "-o", "out", "--format", "gpkg",
        "--cumulative",
      ]),
    Job(
      name: "export",
      before: ["export", "source.gpkg", "--layer", "rivers", "-o", "out/a.fgb"],
      after: ["export", "source.gpkg", "--layer", "events", "-o", "out/a.fgb"]),
  ]

  static func folder() throws -> TemporaryFolder {
    let folder = try Sample.folder()
    try folder.write(
      try #require(Sample.run.get().folder.read("out/conflict.gpkg")), to: "source.gpkg")
    try folder.write("", to: "out/.keep")
    let mapping = """
      name: sample
      columns: {event_id: id, date_start: day, lat: lat, lon: lon}
      defaults: {sub_type: armed_clash}
      """
    try folder.write(mapping, to: "m.yaml")
    for (name, count) in [("few.csv", 10), ("many.csv", 3000)] {
      let rows = (0..<count).map {
        "\($0),2019-06-\($0 % 30 < 9 ? "0" : "")\($0 % 30 + 1),35.\($0),36.5"
      }
      try folder.write("id,day,lat,lon\n" + rows.joined(separator: "\n") + "\n", to: name)
    }
    return folder
  }

  static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Outcome {
    try Program.run(arguments + ["-q"] + Sample.gazetteerOption, in: folder)
  }

  /// The files that a reader would open.
  static func files(_ folder: TemporaryFolder) -> [String: Data] {
    folder.files(in: "out").filter {
      let name = ($0.key as NSString).lastPathComponent
      return !name.hasPrefix(".") && !name.contains("conflictmap-part")
    }
  }

  /// Fifty kills in all.
  @Test(arguments: jobs)
  func `a kill at any moment leaves each file old or new, and whole`(job: Job) throws {
    let folder = try Self.folder()
    #expect(try Self.run(job.before, in: folder).status == 0)
    let old = Self.files(folder)
    let reference = try Self.folder()
    #expect(try Self.run(job.before, in: reference).status == 0)
    let whole = try Self.run(job.after, in: reference)
    #expect(whole.status == 0, "\(whole.errors)")
    let new = Self.files(reference)
    #expect(new != old)
    var random = SplitMix64(seed: UInt64(job.name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }))
    for round in 0..<10 {
      let process = try Program.process(
        job.after + ["-q"] + Sample.gazetteerOption, in: folder.path)
      try process.run()
      let delay = whole.seconds * Double.random(in: 0...1.02, using: &random)
      Thread.sleep(forTimeInterval: delay)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      for (name, bytes) in Self.files(folder) {
        // A run after one that was killed late knows more reports, and its record says so.
        if job.name == "map --into", name == "run.json" {
          _ = try folder.object("out/run.json")
          continue
        }
        #expect(
          bytes == old[name] || bytes == new[name], "\(name), round \(round), after \(delay) s")
      }
      // A reader that finds a journal beside a whole file would play it into it.
      let journals = folder.files(in: "out").keys.filter {
        !($0 as NSString).lastPathComponent.hasPrefix(".")
          && ["-journal", "-wal", "-shm"].contains(where: $0.hasSuffix)
      }
      #expect(journals.isEmpty, "\(journals)")
      for name in old.keys where new[name] != nil {
        #expect(folder.read("out/" + name) != nil, "\(name) is gone, round \(round)")
      }
    }
    // What killed runs left lying does not stand in the way, and goes.
    #expect(try Self.run(job.after, in: folder).status == 0)
    for (name, bytes) in new where name != "run.json" {
      #expect(folder.read("out/" + name) == bytes, "\(name)")
    }
    #expect(!folder.files(in: "out").keys.contains { $0.contains("partial") })
  }

  /// A limit on the length of files fails as a full disk does, in the middle of a write.
  @Test(arguments: jobs.indices, [4, 16])
  func `a full disk is told, and the old files stay`(job: Int, kilobytes: Int) throws {
    let job = Self.jobs[job]
    let folder = try Self.folder()
    #expect(try Self.run(job.before, in: folder).status == 0)
    let old = Self.files(folder)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.currentDirectoryURL = URL(filePath: folder.path)
    // Blocks of 1024 bytes, for bash is not in its POSIX mode.
    process.arguments =
      ["-c", "ulimit -f \(kilobytes); exec \"$0\" \"$@\"", try #require(Program.path)]
      + job.after + ["-q"] + (try Sample.gazetteerOption)
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 73, "\(text)")
    #expect(text.split(separator: "\n").count == 1, "\(text)")
    for (name, bytes) in old where name.hasSuffix(".gpkg") || name.hasSuffix(".fgb") {
      #expect(folder.read("out/" + name) == bytes, "\(name)")
    }
    #expect(
      !folder.files(in: "out").keys.contains { $0.contains("part") },
      "\(folder.files(in: "out").keys)")
  }

  @Test func `a folder that cannot be written is told, and nothing is changed`() throws {
    let folder = try Self.folder()
    #expect(try Self.run(Self.jobs[2].before, in: folder).status == 0)
    let old = folder.files(in: "out")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o555], ofItemAtPath: folder.path + "/out")
    defer {
      try? FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/out")
    }
    for job in Self.jobs where job.name != "export" || getuid() == 0 {
      let process = Process()
      // Root may write anywhere.
      let user = getuid() == 0 ? ["/sbin/runuser", "-u", "nobody", "--"] : ["/usr/bin/env"]
      process.executableURL = URL(filePath: user[0])
      process.currentDirectoryURL = URL(filePath: folder.path)
      process.arguments =
        user.dropFirst() + [try #require(Program.path)] + job.after + ["-q"]
        + (try Sample.gazetteerOption)
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let text = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect([66, 73].contains(process.terminationStatus), "\(job.name): \(text)")
      #expect(text.split(separator: "\n").count == 1, "\(job.name): \(text)")
      #expect(folder.files(in: "out") == old, "\(job.name)")
    }
  }
}

/// Sebastiano Vigna's SplitMix64, so that a failure comes back.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
