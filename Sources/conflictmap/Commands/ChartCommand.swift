internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import EventLayers

struct ChartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Draw events, deaths and the area of each side over time.",
    discussion: """
      The end of the output's name says the format: .svg, .png or .pdf.

      EXAMPLES
        conflictmap chart output/conflict.gpkg -o chart.svg
        conflictmap chart output/conflict.gpkg --from 2019-05-01 --to 2019-08-31 --every month \
      --language ar -o chart.pdf
      """)

  @Argument(
    help: ArgumentHelp("The GeoPackage.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var input: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The chart (.svg, .png, .pdf).", valueName: "path"), completion: .file())
  var output: String

  @Option(help: ArgumentHelp("The first day.", valueName: "date"), transform: civilDate)
  var from: CivilDate?

  @Option(help: ArgumentHelp("The last day.", valueName: "date"), transform: civilDate)
  var to: CivilDate?

  @Option(help: "The length of a step: day, week, month or N-days; a week by default.")
  var every: StepOption?

  @Option(help: "The day on which weeks begin: monday … sunday.")
  var weekStart: WeekdayOption = .monday

  @Option(help: ArgumentHelp("The title in English.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("The title in Arabic.", valueName: "text"))
  var titleAr: String?

  @OptionGroup(title: "Look") var look: DesignOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.run { console in
      var job = ChartJob(input: input, output: output)
      job.from = from
      job.to = to
      job.step =
        every?.step(weekStart: weekStart.weekday) ?? .weeks(startingOn: weekStart.weekday)
      job.title = title
      job.titleArabic = titleAr
      job.design = try look.design()
      job.gazetteer = common.gazetteer
      let chart = try job.run(console)
      console.finish()
      if !common.quiet { print(chart) }
    }
  }
}
