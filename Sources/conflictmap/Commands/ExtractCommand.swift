internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import Foundation
internal import Gazetteers
internal import NewsIngest

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Read reports and print what each says: places, dates, counts and events as JSON.",
    discussion: """
      With - reads JSON Lines on the standard input (a field "text", and if known "id", \
      "published", "title", "source", "url") and answers each line with a line, in the same \
      order and in constant memory. A line that cannot be used is answered by \
      {"error": …, "line": …} in its place, and the exit status is 65.

      EXAMPLES
        conflictmap extract - < reports.jsonl > records.jsonl
        conflictmap extract article.html --published 2019-06-20 | jq '.events[]'
      """)

  @Argument(
    help: ArgumentHelp(
      "Files and folders with reports, or - for JSON Lines on the standard input.",
      valueName: "reports"),
    completion: .file())
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "The day of publication of reports that do not say theirs.", valueName: "date"),
    transform: civilDate)
  var published: CivilDate?

  @Option(
    help: ArgumentHelp("Decisions to use in place of overrides.csv.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var overrides: String?

  @Flag(help: "List names that mean no place too, with the reason.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      "Decisions of events merge and split, in place of event-overrides.csv beside the gazetteer's.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var eventOverrides: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if inputs.contains("-"), inputs.count > 1 {
      throw ValidationError("- stands alone: give files, or JSON Lines on the standard input.")
    }
  }

  func run() throws {
    try common.run { console in
      let theatre = try Theatre(
        folder: try GazetteerFolder.locate(named: common.gazetteer), jobs: common.jobs)
      let decisions = try theatre.overrides(from: overrides)
      for rule in decisions.stale { console.warn("\(rule.problem)") }
      let stream = try ExtractStream(
        theatre, overrides: decisions, published: published, explains: explain,
        eventOverrides: eventOverrides, jobs: common.jobs)
      let errors: Int
      if inputs == ["-"] {
        var lines = LineReader(descriptor: STDIN_FILENO)
        errors = try stream.run(&lines, path: "standard input", write: writeToStandardOutput)
      } else {
        errors = try stream.run(inputs, write: writeToStandardOutput, warn: console.warn)
      }
      if errors > 0 {
        console.fail("\(errors) of the reports could not be read; see the error objects")
        throw ExitStatus.badInput
      }
    }
  }
}

/// Writes `bytes` to the standard output at once.
///
/// - Throws: ``PipelineError`` where nobody takes them, or the disk behind it is full.
func writeToStandardOutput(_ bytes: [UInt8]) throws {
  do {
    try FileHandle.standardOutput.write(contentsOf: bytes)
  } catch {
    throw PipelineError(.cannotWrite, "the standard output cannot be written: \(error)")
  }
}
