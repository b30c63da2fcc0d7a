internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import ConflictSymbology
internal import ControlInference
internal import EventLayers

struct ControlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "control",
    abstract: "Compute areas of control and front lines from marks and events, as GeoJSON.",
    discussion: """
      docs/control.md tells what is computed and how; docs/accuracy.md how good it is.

      EXAMPLES
        conflictmap control --marks Examples/control-2019-04-24.csv --on 2019-04-24 \
      --areas areas.geojson --fronts fronts.geojson
        conflictmap control --marks marks.csv --events output/conflict.gpkg --from 2019-05-01 \
      --to 2019-08-31 --every week --areas areas.geojson --fronts fronts.geojson --chart areas.svg
        conflictmap control --marks marks.csv --events output/conflict.gpkg --on 2019-08-01 \
      --as-known-on 2019-07-01 --region SY05 --areas areas.geojson
        conflictmap control diff may.geojson august.geojson -o gained.geojson
      """,
    subcommands: [Diff.self])

  @Option(
    help: ArgumentHelp(
      "Who held which place: CSV with place_id or lat and lon, side, date; or GeoJSON points.",
      valueName: "file"),
    completion: .file(extensions: ["csv", "geojson"]))
  var marks: String?

  @Option(
    help: ArgumentHelp(
      "The day of marks without a date; the first day that is wanted by default.",
      valueName: "date"),
    transform: civilDate)
  var marksDate: CivilDate?

  @Option(
    help: ArgumentHelp("A GeoPackage whose layer events counts too.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var events: String?

  @Option(help: ArgumentHelp("The day that is wanted.", valueName: "date"), transform: civilDate)
  var on: CivilDate?

  @Option(help: ArgumentHelp("The first day.", valueName: "date"), transform: civilDate)
  var from: CivilDate?

  @Option(help: ArgumentHelp("The last day.", valueName: "date"), transform: civilDate)
  var to: CivilDate?

  @Option(help: "day, week, month or N-days, from --from to --to.")
  var every: StepOption?

  @Option(
    help: ArgumentHelp(
      "Only what was reported by this day; without it all that is known today.", valueName: "date"),
    transform: civilDate)
  var asKnownOn: CivilDate?

  @Option(
    help: ArgumentHelp(
      "nearest-log-odds (of several places, smoothed) or voronoi (the nearest place alone).",
      valueName: "method"))
  var method: MethodOption = .nearestLogOdds

  @Option(
    help: ArgumentHelp(
      "A table of constants (key, value) that replaces gazetteer/control-model.csv, or part of it.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Lines that part the ground: a file, or rivers for those of the base map.",
      valueName: "file"),
    completion: .file())
  var barriers: String?

  @OptionGroup(title: "Where the results go") var outputs: ControlOutputs
  @OptionGroup var ground: GroundOptions
  @OptionGroup var common: CommonOptions

  enum MethodOption: String, ExpressibleByArgument, CaseIterable {
    case nearestLogOdds = "nearest-log-odds"
    case voronoi
  }

  func run() throws {
    try check()
    try common.run { console in
      var options = ControlOptions(days: days)
      options.marks = marks
      options.marksDate = marksDate
      options.events = events
      options.knownOn = asKnownOn
      options.extent = ground.extent
      options.region = ground.region
      options.method = method == .voronoi ? .nearestSettlement : .smoothedLogOdds
      options.model = model
      options.barriers = barriers
      options.gazetteer = common.gazetteer
      options.jobs = common.jobs
      outputs.add(to: &options)
      let summary = try ControlJob(options).run(console)
      console.finish()
      for problem in summary.problems { console.fail("\(problem)") }
      if !common.quiet {
        for line in summary.changes.lines + summary.disagreements { print(line) }
        print("\(summary.areas) areas, \(summary.fronts) pieces of front")
      }
      if !summary.problems.isEmpty { throw ExitStatus.badInput }
    }
  }

  // Not `validate`, which would be asked of `control diff`, too.
  private func check() throws {
    if marks == nil, events == nil {
      throw ValidationError("Give marks with --marks, events with --events, or both.")
    }
    if (on == nil) == (from == nil) {
      throw ValidationError("Give one day with --on, or several with --from and --to.")
    }
    if from != nil, to == nil { throw ValidationError("--from needs --to.") }
    if let from, let to, to < from { throw ValidationError("--to is before --from.") }
    if let from, let to, to - from > 36_600 { throw ValidationError("That is over a century.") }
    if outputs.areEmpty {
      throw ValidationError("Nothing is to be written; give --areas, --fronts or another output.")
    }
  }

  private var days: [CivilDate] {
    if let on { return [on] }
    guard let from, let to else { return [] }
    let step = every?.step(weekStart: .monday) ?? .days(1)
    // The picture of a slice is that of its last day.
    return TimeSlices(of: DateSpan(from, to), every: step).spans.map(\.last)
  }
}

/// The files that `control` can write.
struct ControlOutputs: ParsableArguments {
  @Option(help: ArgumentHelp("Areas, as GeoJSON.", valueName: "file"), completion: .file())
  var areas: String?

  @Option(help: ArgumentHelp("Front lines, as GeoJSON.", valueName: "file"), completion: .file())
  var fronts: String?

  @Option(
    help: ArgumentHelp("The ground where the fronts may run, as GeoJSON.", valueName: "file"),
    completion: .file())
  var bands: String?

  @Option(
    help: ArgumentHelp("Who holds each place, as GeoJSON.", valueName: "file"), completion: .file())
  var settlements: String?

  @Option(
    help: ArgumentHelp(
      "The map of the last day as told by each camp and by neutral sources, as GeoJSON.",
      valueName: "file"),
    completion: .file())
  var byCamp: String?

  @Option(
    help: ArgumentHelp("The change log, as CSV.", valueName: "file"), completion: .file())
  var changes: String?

  @Option(
    help: ArgumentHelp("The area of each side on each day, as CSV.", valueName: "file"),
    completion: .file())
  var daily: String?

  @Option(
    help: ArgumentHelp("The same as a chart, as SVG.", valueName: "file"), completion: .file())
  var chart: String?

  @Option(help: "The language of the chart: en, or ar (mirrored).")
  var language: ChartLanguage = .en

  enum ChartLanguage: String, ExpressibleByArgument, CaseIterable {
    case en, ar
  }

  var areEmpty: Bool {
    [areas, fronts, bands, settlements, byCamp, changes, daily, chart].allSatisfy { $0 == nil }
  }

  func add(to options: inout ControlOptions) {
    options.areas = areas
    options.fronts = fronts
    options.bands = bands
    options.settlements = settlements
    options.byCamp = byCamp
    options.changes = changes
    options.daily = daily
    options.chart = chart
    options.chartLanguage = language == .ar ? .arabic : .english
  }
}

extension ControlCommand {
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ground gained and lost between two files of areas, as polygons.",
      discussion: """
        A file is GeoJSON that control wrote, or a GeoPackage of map. Of areas over time the last \
        version counts, or that of a day.

        EXAMPLES
          conflictmap control diff may.geojson august.geojson -o gained.geojson
          conflictmap control diff output/conflict.gpkg output/conflict.gpkg \
        --before 2019-05-01 --after 2019-08-31 -o gained.geojson
        """)

    @Argument(help: ArgumentHelp("The earlier areas.", valueName: "A"), completion: .file())
    var first: String

    @Argument(help: ArgumentHelp("The later areas.", valueName: "B"), completion: .file())
    var second: String

    @Option(
      help: ArgumentHelp("The day of the earlier areas.", valueName: "date"),
      transform: civilDate)
    var before: CivilDate?

    @Option(
      help: ArgumentHelp("The day of the later areas.", valueName: "date"), transform: civilDate)
    var after: CivilDate?

    @Option(
      name: .shortAndLong, help: ArgumentHelp("Where the polygons go.", valueName: "file"),
      completion: .file())
    var output: String?

    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    var quiet = false

    func run() throws {
      let console = Console(quiet ? .quiet : .normal)
      do {
        var job = ControlDiffJob(before: first, after: second)
        job.beforeDate = before
        job.afterDate = after
        job.output = output
        let lines = try job.run()
        if !quiet {
          for line in lines { print(line) }
          if lines.isEmpty { print("no ground changed hands") }
        }
      } catch {
        console.fail("\(error)")
        throw ExitStatus.status(of: error)
      }
    }
  }
}
