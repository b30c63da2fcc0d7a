internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import EventLayers

struct SliceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slice",
    abstract: "Cut the events of a GeoPackage in layers of days, weeks or months.",
    discussion: """
      Writes a file for each slice, empty ones too, or one for all with --one-file, and slices.json \
      over them (docs/layers.md). An event of exact date that lasts longer than a slice is in each \
      that it touches; one without a date is in none. Of events known to the month or less, \
      --imprecise decides.

      EXAMPLES
        conflictmap slice output/conflict.gpkg --every week -o weeks/
        conflictmap slice output/conflict.gpkg --every 10-days --from 2019-05-01 --to 2019-08-31 \
      --format csv -o slices/
        conflictmap slice output/conflict.gpkg --every day --window 7d --format gpkg --one-file -o days/
        conflictmap slice output/conflict.gpkg --every month --format kml --one-file -o kml/
      """)

  @Argument(
    help: ArgumentHelp("The GeoPackage.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var input: String

  @Option(help: "day, week, month or N-days.")
  var every: StepOption

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Option(help: ArgumentHelp("The first day.", valueName: "date"), transform: civilDate)
  var from: CivilDate?

  @Option(help: ArgumentHelp("The last day.", valueName: "date"), transform: civilDate)
  var to: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Events known to the month or less: include (where they may begin), spread (wherever they "
        + "may be), exclude."))
  var imprecise: ImpreciseOption = .include

  @Flag(help: "Each slice also holds what the ones before it hold.")
  var cumulative = false

  @Option(
    help: ArgumentHelp(
      "Each slice holds so many days, which end with its last one, such as 7d.",
      valueName: "days"))
  var window: WindowOption?

  @Option(
    help: "geojson, geojsonseq, csv or hxl (both with a row of HXL tags), gpkg, flatgeobuf or kml.")
  var format: LayerFormatOption = .geojson

  @Flag(
    help: """
      All slices in one file: of a GeoPackage each is a layer, else each row tells its slice in \
      slice_from and slice_to.
      """)
  var oneFile = false

  @Option(help: "The day on which weeks begin: monday … sunday.")
  var weekStart: WeekdayOption = .monday

  @OptionGroup var common: CommonOptions

  enum ImpreciseOption: String, ExpressibleByArgument, CaseIterable {
    case include, spread, exclude
  }

  func validate() throws {
    if cumulative, window != nil {
      throw ValidationError("--cumulative and --window exclude each other.")
    }
  }

  func run() throws {
    try common.run { console in
      var job = SliceJob(
        input: input, output: output, step: every.step(weekStart: weekStart.weekday))
      job.from = from
      job.to = to
      job.membership = SliceMembership(
        imprecise: SliceMembership.Imprecise(rawValue: imprecise.rawValue) ?? .include)
      job.reach = window.map { .window(days: $0.days) } ?? (cumulative ? .cumulative : .own)
      // The tags are what makes a table of a slice readable for other programs.
      job.format = format == .csv ? .hxl : format.format
      job.isOneFile = oneFile
      job.gazetteer = common.gazetteer
      let summary = try job.run()
      if summary.unplaced > 0 {
        console.warn("\(summary.unplaced) events have no place, which this format cannot hold")
      }
      if !common.quiet {
        print(
          "\(summary.events) events in \(summary.slices) slices, \(summary.left) in none "
            + "(undated, outside the days, or excluded); index: \(summary.index)")
      }
    }
  }
}
