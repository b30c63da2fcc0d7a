internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import ControlInference
internal import EventLayers

struct ControlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "control",
    abstract: "Compute areas of control and front lines from marks and events, as GeoJSON.",
    discussion: """
      EXAMPLES
        conflictmap control --marks Examples/control-2019-04-24.csv --on 2019-04-24 \
      --areas areas.geojson --fronts fronts.geojson
        conflictmap control --marks marks.csv --events output/conflict.gpkg --from 2019-05-01 \
      --to 2019-08-31 --every week --areas areas.geojson --fronts fronts.geojson
      """)

  @Option(
    help: ArgumentHelp(
      "Who held which place: CSV with place_id or lat and lon, side, date.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var marks: String

  @Option(
    help: ArgumentHelp("The day of marks without a date.", valueName: "date"),
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

  @Option(help: "smoothed (log-odds of the nearest places) or voronoi (the nearest place alone).")
  var method: MethodOption = .smoothed

  @Option(help: ArgumentHelp("Where the areas go.", valueName: "file"), completion: .file())
  var areas: String

  @Option(help: ArgumentHelp("Where the fronts go.", valueName: "file"), completion: .file())
  var fronts: String

  @OptionGroup var ground: GroundOptions
  @OptionGroup var common: CommonOptions

  enum MethodOption: String, ExpressibleByArgument, CaseIterable { case smoothed, voronoi }

  func validate() throws {
    if (on == nil) == (from == nil) {
      throw ValidationError("Give one day with --on, or several with --from and --to.")
    }
    if from != nil, to == nil { throw ValidationError("--from needs --to.") }
    if let from, let to, to < from { throw ValidationError("--to is before --from.") }
    if let from, let to, to - from > 36_600 { throw ValidationError("That is over a century.") }
  }

  func run() throws {
    try common.run { console in
      var job = ControlJob(marks: marks, days: days, areas: areas, fronts: fronts)
      job.marksDate = marksDate
      job.events = events
      job.extent = ground.extent
      job.region = ground.region
      job.method = method == .smoothed ? .smoothedLogOdds : .nearestSettlement
      job.gazetteer = common.gazetteer
      job.jobs = common.jobs
      let summary = try job.run(console)
      console.finish()
      for problem in summary.problems { console.fail("\(problem)") }
      if !common.quiet {
        for change in summary.changes { print(change) }
        print("\(summary.areas) areas in \(areas), \(summary.fronts) fronts in \(fronts)")
      }
      if !summary.problems.isEmpty { throw ExitStatus.badInput }
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
