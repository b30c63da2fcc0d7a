import Foundation
import Testing

/// What the program says to a person and to a shell.
struct CommandLineTests {
  static let commands: [[String]] = [
    [], ["map"], ["extract"], ["gazetteer"], ["gazetteer", "lookup"], ["gazetteer", "build"],
    ["gazetteer", "stats"], ["gazetteer", "audit"], ["control"], ["render"], ["slice"],
    ["ledger"], ["events"], ["events", "list"], ["events", "show"], ["events", "merge"],
    ["events", "split"], ["import"], ["export"],
  ]

  @Test(arguments: commands)
  func `help shows an example`(_ command: [String]) throws {
    let outcome = try Program.run(command + ["--help"], in: try TemporaryFolder())
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("EXAMPLE"))
    #expect(outcome.output.contains("conflictmap " + command.joined(separator: " ")))
  }

  @Test func `version and completions`() throws {
    let folder = try TemporaryFolder()
    let version = try Program.run(["--version"], in: folder)
    #expect(version.status == 0)
    #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    for shell in ["bash", "zsh", "fish"] {
      let script = try Program.run(["--generate-completion-script", shell], in: folder)
      #expect(script.status == 0)
      #expect(script.output.contains("conflictmap"))
    }
  }

  /// A command that ends with an error, its status by `sysexits.h`, and what the line must name.
  struct Failure: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var status: Int32
    var names: String
    var testDescription: String { arguments.joined(separator: " ") }
    init(_ arguments: String, _ status: Int32, _ names: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.status = status
      self.names = names
    }
  }

  static let failures: [Failure] = [
    Failure("map", 64, "<reports>"),
    Failure("map reports", 64, "--output"),
    Failure("map reports -o out --jobs 0", 64, "--jobs"),
    Failure("map reports -o out -q -v", 64, "--quiet"),
    Failure("map reports -o out --published yesterday", 64, "yesterday"),
    Failure("map reports -o out --week-start someday", 64, "monday"),
    Failure("extract - reports", 64, "stands alone"),
    Failure("gazetteer lookup", 64, "--batch"),
    Failure("control --marks marks.csv --areas a --fronts f", 64, "--on"),
    Failure("render x.gpkg -o m.svg --extent 1,2,3", 64, "west,south,east,north"),
    Failure("export none.gpkg -o x.unknown", 64, "x.unknown"),
    Failure("--frobnicate", 64, "--frobnicate"),
    Failure("ledger x.gpkg --by year", 64, "week"),
    Failure("ledger x.gpkg --by side --kind injured", 64, "--by"),
    Failure("ledger x.gpkg --by day --from 2019-06-02 --to 2019-06-01", 64, "2019-06-02"),
    Failure("import --format csv marks.csv -o e.gpkg", 64, "--mapping"),
    Failure("import --format ucdp --mapping m.yaml marks.csv -o e.gpkg", 64, "--mapping"),
    Failure("import --format ucdp marks.csv -o e.txt", 64, "e.txt"),
    Failure("export x.gpkg --profile acled --format csv -o e.csv", 64, "--profile"),
    Failure("export x.gpkg --log lost.csv -o e.csv", 64, "--log"),
    Failure("map bad.txt -o out", 65, "bad.txt"),
    Failure("map empty.txt -o out", 65, "empty.txt"),
    Failure("map reports --marks bad.csv -o out", 65, "bad.csv:1"),
    Failure("map reports --marks unusable.csv -o out", 65, "unusable.csv"),
    Failure("import --format ucdp marks.csv -o e.gpkg", 65, "marks.csv:1"),
    Failure("import --format acled marks.csv -o e.gpkg", 65, "marks.csv:1"),
    Failure("import --format viina bad.txt -o e.gpkg", 65, "not UTF-8"),
    Failure("import --format csv --mapping marks.csv marks.csv -o e.gpkg", 65, "marks.csv:1"),
    Failure("import --format csv --mapping bad.txt marks.csv -o e.gpkg", 65, "bad.txt"),
    Failure("export marks.csv --profile ucdp -o e.csv", 65, "no layer events"),
    Failure("render marks.csv -o m.svg", 65, "marks.csv"),
    Failure("render bad.txt -o m.svg", 65, "bad.txt"),
    Failure("map nowhere -o out", 66, "nowhere"),
    Failure("map nothing -o out", 66, "nothing"),
    Failure("map reports --marks none.csv -o out", 66, "none.csv"),
    Failure("ledger marks.csv --by day", 65, "no layer events"),
    Failure("events list marks.csv", 65, "no layer events"),
    Failure("map reports -o out --event-overrides bad.csv", 65, "bad.csv:1"),
    Failure("map reports -o out --event-overrides none.csv", 66, "none.csv"),
    Failure("events show none.gpkg a", 66, "none.gpkg"),
    Failure("ledger none.gpkg --by day", 66, "none.gpkg"),
    Failure("slice none.gpkg --every week -o weeks", 66, "none.gpkg"),
    Failure("export none.gpkg -o e.csv", 66, "none.gpkg"),
    Failure("import --format ucdp none.csv -o e.gpkg", 66, "none.csv"),
    Failure("import --format csv --mapping none.yaml marks.csv -o e.gpkg", 66, "none.yaml"),
    Failure("export none.gpkg --profile hxl -o e.csv", 66, "none.gpkg"),
    Failure("gazetteer lookup --batch none.tsv", 66, "none.tsv"),
    Failure("gazetteer lookup a --overrides none.csv", 66, "none.csv"),
    Failure("extract reports --overrides none.csv", 66, "none.csv"),
    Failure("map reports -o out --overrides none.csv", 66, "none.csv"),
    Failure("map reports -o marks.csv", 73, "marks.csv"),
    Failure("map reports -o marks.csv/below", 73, "marks.csv/below"),
    Failure("map reports -o /proc/conflictmap", 73, "/proc/conflictmap"),
    Failure("control --marks marks.csv --on 2019-05-01 --areas /proc/a --fronts f", 73, "/proc/a"),
  ]

  @Test(arguments: failures)
  func `a failure is one line with its status`(_ failure: Failure) throws {
    let folder = try Self.folder()
    let gazetteer = failure.status == 64 ? [] : try Sample.gazetteerOption
    let outcome = try Program.run(failure.arguments + gazetteer, in: folder)
    #expect(outcome.status == failure.status, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.problems.count == 1, "\(outcome.errors)")
    #expect(outcome.problems.first?.contains(failure.names) == true, "\(outcome.errors)")
    // Before it only the stages of the work, a line each, which --quiet leaves out.
    #expect(outcome.errorLines.last?.hasPrefix("error: ") == true)
    #expect(outcome.errorLines.allSatisfy { $0.hasPrefix("error: ") || !$0.contains(":") })
  }

  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("Rebels shelled Tal Milh on 6 June 2019.", to: "reports/a.txt")
    try folder.write(Data([0x41, 0xFF, 0xFE]), to: "bad.txt")
    try folder.write("", to: "empty.txt")
    try folder.write("place,who\nX,Y\n", to: "bad.csv")
    try folder.write("place_id,side,date\nC0,martians,2019-04-24\n", to: "unusable.csv")
    try folder.write(Sample.marks, to: "marks.csv")
    try folder.write("no report", to: "nothing/readme.pdf")
    return folder
  }

  @Test func `a gazetteer that is none is a matter of configuration`() throws {
    let folder = try Self.folder()
    try folder.write("", to: "empty/here")
    let option = try Program.run(
      ["map", "reports", "-o", "out", "-q", "--gazetteer", "empty"], in: folder)
    let variable = try Program.run(
      ["map", "reports", "-o", "out", "-q"], in: folder,
      environment: ["CONFLICTMAP_GAZETTEER": "empty"])
    for outcome in [option, variable] {
      #expect(outcome.status == 78)
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains("empty") && outcome.errors.contains("places.tsv"))
    }
    // A part that is missing is named.
    try folder.write("place_id\n", to: "empty/places.tsv")
    let partial = try Program.run(
      ["map", "reports", "-o", "out", "-q", "--gazetteer", "empty"], in: folder)
    #expect(partial.status == 78)
    #expect(partial.errorLines.count == 1)
  }

  @Test func `a full disk under the standard output is said`() throws {
    let folder = try Self.folder()
    let process = try Program.process(
      ["extract", "reports"] + Sample.gazetteerOption, in: folder.path)
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 73)
    #expect(text.split(separator: "\n").count == 1, "\(text)")
    #expect(text.contains("No space left on device"), "\(text)")
  }

  static let script = "/usr/bin/script"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: script)))
  func `colours are for terminals that want them`() throws {
    let folder = try Self.folder()
    func onTerminal(_ environment: [String: String]) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: Self.script)
      let program = try #require(Program.path)
      process.arguments = ["-qec", "'\(program)' map nowhere -o out -q", "/dev/null"]
      process.currentDirectoryURL = URL(filePath: folder.path)
      process.environment = ProcessInfo.processInfo.environment
        .merging(["TERM": "xterm", "NO_COLOR": ""]) { $1 }
        .merging(try Sample.gazetteerOption.last.map { ["CONFLICTMAP_GAZETTEER": $0] } ?? [:]) {
          $1
        }
        .merging(environment) { $1 }
      let output = Pipe()
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self)
    }
    let red = "\u{1B}[31m"
    #expect(try onTerminal([:]).contains(red))
    for environment in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
      let text = try onTerminal(environment)
      #expect(text.contains("error: ") && !text.contains(red), "\(text)")
    }
  }
}
