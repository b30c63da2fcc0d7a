internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import ConflictSymbology

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw SVG maps of a GeoPackage that map wrote.",
    discussion: """
      EXAMPLES
        conflictmap render output/conflict.gpkg --on 2019-08-24 -o map.svg
        conflictmap render output/conflict.gpkg --from 2019-05-01 --to 2019-08-31 --every month \
      --language ar -o months/
      """)

  @Argument(
    help: ArgumentHelp("The GeoPackage.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var input: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The map, or with --every the folder of maps.", valueName: "path"),
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp("Events and control of this day.", valueName: "date"),
    transform: civilDate)
  var on: CivilDate?

  @Option(help: ArgumentHelp("The first day of events.", valueName: "date"), transform: civilDate)
  var from: CivilDate?

  @Option(
    help: ArgumentHelp("The last day of events; control as of then.", valueName: "date"),
    transform: civilDate)
  var to: CivilDate?

  @Option(help: "A map of each day, week, month or N-days.")
  var every: StepOption?

  @Option(help: "The day on which weeks begin: monday … sunday.")
  var weekStart: WeekdayOption = .monday

  @Option(help: "both, ar or en.")
  var language: LanguageOption = .both

  @Option(help: "light or dark.")
  var theme: ThemeOption = .light

  @Option(help: ArgumentHelp("The title in English.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("The title in Arabic.", valueName: "text"))
  var titleAr: String?

  @OptionGroup var ground: GroundOptions
  @OptionGroup var common: CommonOptions

  enum LanguageOption: String, ExpressibleByArgument, CaseIterable { case both, ar, en }
  enum ThemeOption: String, ExpressibleByArgument, CaseIterable { case light, dark }

  func validate() throws {
    if on != nil, from != nil || to != nil || every != nil {
      throw ValidationError("--on stands alone: --from, --to and --every are for several days.")
    }
  }

  func run() throws {
    try common.run { console in
      var job = RenderJob(input: input, output: output)
      job.from = on ?? from
      job.to = on ?? to
      job.step = every?.step(weekStart: weekStart.weekday)
      job.extent = ground.extent
      job.region = ground.region
      job.title = title
      job.titleArabic = titleAr
      job.language = language == .both ? .bilingual : language == .ar ? .arabic : .english
      job.theme = theme == .light ? .light : .dark
      job.gazetteer = common.gazetteer
      job.jobs = common.jobs
      let maps = try job.run(console)
      console.finish()
      if !common.quiet { for map in maps { print(map) } }
    }
  }
}
