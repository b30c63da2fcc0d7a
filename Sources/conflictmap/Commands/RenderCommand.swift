internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import SimpleFeatures

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw maps of a GeoPackage that map wrote, or of layers of your own.",
    discussion: """
      The end of the output's name says the format: .svg, .png or .pdf. docs/maps.md tells more.

      EXAMPLES
        conflictmap render output/conflict.gpkg --on 2019-08-24 -o map.svg
        conflictmap render output/conflict.gpkg --from 2019-05-01 --to 2019-08-31 --every month \
      --language ar -o months/
        conflictmap render output/conflict.gpkg --small-multiples 3x4 -o panels.pdf
        conflictmap render --areas control.geojson --basemap roads.gpkg --title "Who holds what" \
      -o own.svg
      """)

  @Argument(
    help: ArgumentHelp(
      "The GeoPackage; may be left out with --areas, --fronts or --basemap.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var input: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The map (.svg, .png, .pdf), or with --every alone the folder of maps.", valueName: "path"),
    completion: .file())
  var output: String

  @OptionGroup(title: "Days") var days: DayOptions
  @OptionGroup(title: "Several days on one sheet") var time: TimeSheetOptions
  @OptionGroup(title: "Ground") var ground: GroundOptions

  @Option(
    help: ArgumentHelp("The middle of the map, in degrees.", valueName: "longitude,latitude"))
  var center: PointOption?

  @Option(
    help: ArgumentHelp(
      "With --center, how near: 6 shows a country, 9 a district, 12 a town.", valueName: "level"))
  var zoom: Double?

  @OptionGroup(title: "Look") var look: DesignOptions

  @Option(help: ArgumentHelp("The title in English.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("The title in Arabic.", valueName: "text"))
  var titleAr: String?

  @OptionGroup(title: "Layers of your own") var own: OwnLayerOptions
  @OptionGroup var common: CommonOptions

  struct DayOptions: ParsableArguments {
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

    @Option(help: "A map or a frame of each day, week, month or N-days.")
    var every: StepOption?

    @Option(help: "The day on which weeks begin: monday … sunday.")
    var weekStart: WeekdayOption = .monday

    @Option(
      help: ArgumentHelp("Marks ground that changed hands since this day.", valueName: "date"),
      transform: civilDate)
    var changeSince: CivilDate?
  }

  struct TimeSheetOptions: ParsableArguments {
    @Option(
      help: ArgumentHelp("Maps side by side: columns and rows, as 3x4.", valueName: "CxR"))
    var smallMultiples: GridOption?

    @Flag(help: "One map that shows a day after the other, without a script.")
    var animate = false

    @Option(
      help: ArgumentHelp("With --animate, how long a day shows (0.8).", valueName: "seconds"))
    var secondsPerDay: Double?

    @Flag(help: "One map with a row of days to choose from, without a script.")
    var slider = false
  }

  struct OwnLayerOptions: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Areas of control, with a field side; any format that OGR reads.", valueName: "file"),
      completion: .file())
    var areas: String?

    @Option(
      help: ArgumentHelp(
        "Front lines, with fields side_a and side_b if there are.", valueName: "file"),
      completion: .file())
    var fronts: String?

    @Option(
      help: ArgumentHelp(
        "What lies below: land, waters, roads, borders, places.", valueName: "file"),
      completion: .file())
    var basemap: String?
  }

  func validate() throws {
    let severalDays = days.from != nil || days.to != nil || days.every != nil
    if days.on != nil, severalDays || presentation != nil {
      throw ValidationError(
        "--on stands alone: --from, --to, --every and frames are for several days.")
    }
    guard [time.smallMultiples != nil, time.animate, time.slider].count(where: { $0 }) <= 1 else {
      throw ValidationError("--small-multiples, --animate and --slider exclude each other.")
    }
    if let seconds = time.secondsPerDay {
      guard time.animate, (0.05...60).contains(seconds) else {
        throw ValidationError("--seconds-per-day is for --animate, from 0.05 to 60.")
      }
    }
    guard (center == nil) == (zoom == nil) else {
      throw ValidationError("--center and --zoom go together.")
    }
    if let zoom, !(0...18).contains(zoom) {
      throw ValidationError("--zoom takes a number from 0 to 18.")
    }
    if center != nil, ground.extent != nil || ground.region != nil {
      throw ValidationError("--center, --extent and --region exclude each other.")
    }
    guard input != nil || own.areas != nil || own.fronts != nil || own.basemap != nil else {
      throw ValidationError("Name a GeoPackage, or layers of your own with --areas.")
    }
  }

  private var presentation: RenderJob.Presentation? {
    if let grid = time.smallMultiples { return .panels(columns: grid.columns, rows: grid.rows) }
    if time.animate { return .animation(secondsPerFrame: time.secondsPerDay ?? 0.8) }
    return time.slider ? .slider : nil
  }

  func run() throws {
    try common.run { console in
      var job = RenderJob(input: input, output: output)
      job.from = days.on ?? days.from
      job.to = days.on ?? days.to
      job.step = days.every?.step(weekStart: days.weekStart.weekday)
      job.presentation = presentation
      job.changeSince = days.changeSince
      job.extent = ground.extent
      job.region = ground.region
      if let center, let zoom {
        job.center = RenderJob.Center(
          point: GeographicPoint(longitude: center.longitude, latitude: center.latitude),
          zoom: zoom)
      }
      job.title = title
      job.titleArabic = titleAr
      job.design = try look.design()
      job.areas = own.areas
      job.fronts = own.fronts
      job.baseMap = own.basemap
      job.gazetteer = common.gazetteer
      job.jobs = common.jobs
      let maps = try job.run(console)
      console.finish()
      if !common.quiet { for map in maps { print(map) } }
    }
  }
}
