internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import Foundation
internal import NewsIngest
internal import ReportExplanation

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show what was read out of reports, and why, as a page for a browser.",
    discussion: """
      The page is one file without script: the report's words with every name, date, count and \
      event marked, the candidates and reasons of each on hover or focus, a small map, the events \
      with their evidence, and the names to decide on with the line for gazetteer/overrides.csv. \
      Several reports give one page with an index. See docs/explain.md for what each sign means.

      EXAMPLES
        conflictmap explain report.txt -o page.html
        conflictmap explain article.html --published 2019-06-20 --language en -o - > page.html
      """)

  @Argument(
    help: ArgumentHelp(
      "Files and folders with reports, or - for JSON Lines on the standard input.",
      valueName: "reports"),
    completion: .file())
  var inputs: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The page, or - for the standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The day of publication of reports that do not say theirs.", valueName: "date"),
    transform: civilDate)
  var published: CivilDate?

  @Option(help: "The language of the page's own words, ar or en; the first report's by default.")
  var language: LanguageOption?

  @Option(
    help: ArgumentHelp(
      "Decisions of events merge and split, in place of event-overrides.csv beside the gazetteer's.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var eventOverrides: String?

  @OptionGroup var common: CommonOptions

  enum LanguageOption: String, ExpressibleByArgument, CaseIterable { case ar, en }

  func validate() throws {
    if inputs.contains("-"), inputs.count > 1 {
      throw ValidationError("- stands alone: give files, or JSON Lines on the standard input.")
    }
  }

  func run() throws {
    try common.run { console in
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: output, isDirectory: &isFolder), isFolder.boolValue
      {
        throw PipelineError(
          .cannotWrite,
          "\(printable(output)): a folder; name a file such as \(printable(output))/page.html")
      }
      var job = ExplainJob()
      job.published = published
      job.language = language.map { $0 == .ar ? .arabic : .english }
      job.gazetteer = common.gazetteer
      job.eventOverrides = eventOverrides
      job.jobs = common.jobs
      let result: ExplainJob.Result
      if inputs == ["-"] {
        var lines = LineReader(descriptor: STDIN_FILENO)
        result = try job.page(of: &lines, path: "standard input", console)
      } else {
        result = try job.page(of: inputs, console)
      }
      if output == "-" {
        try writeToStandardOutput(result.html)
      } else {
        try replaceFile(at: output, with: result.html)
      }
      for problem in result.problems where problem.severity == .warning {
        console.warn("\(problem)")
      }
      let errors = result.problems.filter { $0.severity == .error }
      for problem in errors { console.fail("\(problem)") }
      if !errors.isEmpty { throw ExitStatus.badInput }
    }
  }
}
