internal import ArgumentParser
internal import ConflictMapPipeline
internal import Evaluation
internal import NewsIngest

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure what is read out of texts against what a person found in them.",
    discussion: """
      The gold file is JSON Lines; docs/evaluation.md has the format and defines each figure.

      EXAMPLES
        conflictmap evaluate toponyms Examples/gold/toponyms.jsonl
        conflictmap evaluate events Examples/gold/events.jsonl --errors errors.csv
        conflictmap evaluate toponyms gold.jsonl --texts articles/ --fail-under recall=0.8
        conflictmap evaluate names Examples/gold/places-ucdp-2017.csv
        conflictmap evaluate control --marks Examples/control-2019-04-24.csv
      """,
    subcommands: [Toponyms.self, Events.self, Names.self, Control.self])

  struct Toponyms: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Places: recognition, resolution, roles, calibration.",
      discussion: """
        EXAMPLES
          conflictmap evaluate toponyms Examples/gold/toponyms.jsonl
          conflictmap evaluate toponyms gold/seeds.jsonl --texts articles/
          conflictmap evaluate toponyms gold.jsonl --format json --fail-under accuracy_10km=0.6
        """)

    @OptionGroup var options: EvaluateOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      try common.run { console in
        try options.run(EvaluateJob(gold: options.gold, subject: .toponyms), common, console)
      }
    }
  }

  struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Events: places, dates, types, counts, sides.",
      discussion: """
        EXAMPLES
          conflictmap evaluate events Examples/gold/events.jsonl
          conflictmap evaluate events gold/reports.jsonl --texts reports/
          conflictmap evaluate events gold.jsonl --within 5 --fail-under recall=0.5
        """)

    @OptionGroup var options: EvaluateOptions

    @Option(
      help: ArgumentHelp(
        "How far places may lie from each other to be one.", valueName: "kilometres"))
    var within = 10.0

    @OptionGroup var common: CommonOptions

    func validate() throws {
      guard within >= 0, within <= 20_039 else {
        throw ValidationError("--within takes a distance in kilometres, 0 to 20039.")
      }
    }

    func run() throws {
      try common.run { console in
        var job = EvaluateJob(gold: options.gold, subject: .events)
        job.radius = within
        try options.run(job, common, console)
      }
    }
  }
}

/// Measures the gazetteer alone.
extension EvaluateCommand {
  struct Names: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Look-ups in the gazetteer: recall, precision by level of matching.",
      discussion: """
        The table is CSV with the columns name, unit, lat, lon and perhaps count. With --held-out \
        the gazetteer's own names in one script are asked of its names in the other.

        EXAMPLES
          conflictmap evaluate names Examples/gold/places-ucdp-2017.csv
          conflictmap evaluate names --held-out arabic
          conflictmap evaluate names coded.csv --within 5 --fail-under recall=0.85
        """)

    @Argument(
      help: ArgumentHelp("A table of coded names.", valueName: "names.csv"),
      completion: .file(extensions: ["csv"]))
    var table: String?

    @Option(help: "arabic or latin: names that the gazetteer is made to forget.")
    var heldOut: HeldOut?

    @Option(
      help: ArgumentHelp("How far an answer may lie from the point.", valueName: "kilometres"))
    var within = 10.0

    @OptionGroup var report: EvaluationReport
    @OptionGroup var common: CommonOptions

    enum HeldOut: String, ExpressibleByArgument, CaseIterable {
      case arabic, latin
      var script: String { self == .arabic ? "Arab" : "Latn" }
    }

    func validate() throws {
      guard (table == nil) != (heldOut == nil) else {
        throw ValidationError("Give a table of names, or --held-out.")
      }
      guard within >= 0, within <= 20_039 else {
        throw ValidationError("--within takes a distance in kilometres, 0 to 20039.")
      }
    }

    func run() throws {
      try common.run { console in
        var job = EvaluateNamesJob(
          heldOut.map { .heldOut(script: $0.script) } ?? .table(path: table ?? ""))
        job.radius = within
        job.errors = report.errors
        job.gazetteer = common.gazetteer
        let summary = try job.run(progress: console)
        console.finish()
        try report.print(summary, console)
      }
    }
  }
}

/// What the evaluations of texts understand.
struct EvaluateOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The gold file.", valueName: "gold.jsonl"),
    completion: .file(extensions: ["jsonl"]))
  var gold: String

  @Option(
    help: ArgumentHelp(
      "The folder with the texts that the gold file only names.", valueName: "folder"),
    completion: .directory)
  var texts: String?

  @OptionGroup var report: EvaluationReport

  func run(_ job: EvaluateJob, _ common: CommonOptions, _ console: Console) throws {
    var job = job
    job.texts = texts
    job.errors = report.errors
    job.gazetteer = common.gazetteer
    job.jobs = common.jobs
    let summary = try job.run(progress: console)
    console.finish()
    try report.print(summary, console)
  }
}

/// How the figures are told.
struct EvaluationReport: ParsableArguments {
  @Option(
    help: ArgumentHelp("List every single error as CSV.", valueName: "file"), completion: .file())
  var errors: String?

  @Option(help: "table or json.")
  var format: Format = .table

  @Option(
    help: ArgumentHelp(
      "End with status 1 where a figure is below a value (above it, for errors and distances).",
      valueName: "metric=value"))
  var failUnder: [Floor] = []

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  /// A figure and the value that it must reach.
  struct Floor: ExpressibleByArgument {
    let metric: String
    let value: Double

    init?(argument: String) {
      let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, let value = Double(parts[1]), value.isFinite else {
        return nil
      }
      metric = String(parts[0])
      self.value = value
    }
  }

  func print(_ summary: EvaluationSummary, _ console: Console) throws {
    switch format {
    case .table: try writeToStandardOutput(Array(summary.text.utf8))
    case .json: try writeToStandardOutput(summary.json)
    }
    try check(summary, console)
  }

  private func check(_ summary: EvaluationSummary, _ console: Console) throws {
    var hasFailed = false
    for floor in failUnder {
      guard let metric = summary.metric(floor.metric) else {
        throw PipelineError(
          .usage,
          "--fail-under: there is no figure \(printable(floor.metric)); the table names them")
      }
      guard let value = metric.value else {
        hasFailed = true
        console.fail("\(metric.key) has nothing to count; it was to reach \(floor.value)")
        continue
      }
      let isWorse = metric.isBetterLower ? value > floor.value : value < floor.value
      guard isWorse else { continue }
      hasFailed = true
      let side = metric.isBetterLower ? "above" : "below"
      console.fail(
        "\(metric.key) is \((value * 10_000).rounded() / 10_000), \(side) \(floor.value)")
    }
    if hasFailed { throw ExitCode(1) }
  }
}
