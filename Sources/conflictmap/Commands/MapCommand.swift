internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import NewsIngest

struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Read reports and write event layers, areas of control, front lines and maps.",
    discussion: """
      Reads text, Markdown, HTML and JSON Lines. Text may begin with YAML front matter \
      (published, title, source, url, language). Writes into the output folder:
        events.geojson   the events, RFC 7946
        conflict.gpkg    all layers; conflict.qgz is the QGIS project over it
        maps/            an SVG of the whole period and of each week with an event
        run.json         what was read, with hashes, counts, warnings and attribution
      What cannot be read is named and the rest is still done; the exit status is then 65.

      With --into, reports are added to those that a GeoPackage of an earlier run holds: reports that \
      are there already are passed over, claims merged and control computed anew, with the marks of \
      before. What comes out is what one run over all reports would have given.

      EXAMPLES
        conflictmap map Examples/reports --marks Examples/control-2019-04-24.csv -o output/
        conflictmap map article.html --published 2019-06-20 -o output/
        conflictmap map today/ --into output/conflict.gpkg
        conflictmap map Examples/reports --as-known-on 2019-07-01 -o output/
      """)

  @Argument(
    help: ArgumentHelp("Files and folders with reports.", valueName: "reports"),
    completion: .file())
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "Who held which place on a day: a CSV file with place_id or lat and lon, side, date.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var marks: String?

  @Option(
    help: ArgumentHelp("The day of marks without a date.", valueName: "date"),
    transform: civilDate)
  var marksDate: CivilDate?

  @Option(
    help: ArgumentHelp("Decisions to use in place of overrides.csv.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var overrides: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to write to; it is made if need be.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp(
      "A GeoPackage of an earlier run to add the reports to; all else is written beside it.",
      valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var into: String?

  @Option(
    help: ArgumentHelp(
      "The day of publication of reports that do not say theirs.", valueName: "date"),
    transform: civilDate)
  var published: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Only reports that were published by a day, and marks of days until it.",
      valueName: "date"),
    transform: civilDate)
  var asKnownOn: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Decisions of events merge and split, in place of event-overrides.csv beside the gazetteer's.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var eventOverrides: String?

  @Option(
    help: ArgumentHelp(
      "Where the reports are likely to be about, such as SY05 or west,south,east,north.",
      valueName: "code|box"))
  var region: String?

  @Option(help: ArgumentHelp("The maps' title in English.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("The maps' title in Arabic.", valueName: "text"))
  var titleAr: String?

  @Option(help: "The day on which weeks begin: monday … sunday.")
  var weekStart: WeekdayOption = .monday

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (output == nil) != (into == nil) else {
      throw ValidationError("Say where it goes: --output FOLDER, or --into GEOPACKAGE.")
    }
    guard asKnownOn == nil || into == nil else {
      throw ValidationError("--as-known-on makes a new GeoPackage: give --output, not --into.")
    }
  }

  func run() throws {
    try common.run { console in
      var job =
        into.map { MapJob(inputs: inputs, into: $0) }
        ?? MapJob(inputs: inputs, output: output ?? "")
      job.region = region
      job.marks = marks
      job.marksDate = marksDate
      job.gazetteer = common.gazetteer
      job.overrides = overrides
      job.published = published
      job.knownOn = asKnownOn
      job.eventOverrides = eventOverrides
      job.title = title
      job.titleArabic = titleAr
      job.weekStart = weekStart.weekday
      job.jobs = common.jobs
      job.command = commandLine()
      let summary = try job.run(console)
      console.finish()
      for problem in summary.problems {
        if problem.severity == .error {
          console.fail("\(problem)")
        } else {
          console.warn("\(problem)")
        }
      }
      if !common.quiet { print(summary.text) }
      if summary.hasLosses { throw ExitStatus.badInput }
    }
  }
}

/// A weekday as an option.
enum WeekdayOption: String, ExpressibleByArgument, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  var weekday: Weekday {
    switch self {
    case .monday: .monday
    case .tuesday: .tuesday
    case .wednesday: .wednesday
    case .thursday: .thursday
    case .friday: .friday
    case .saturday: .saturday
    case .sunday: .sunday
    }
  }
}

extension MapSummary {
  /// The summary as a person reads it.
  var text: String {
    var lines: [String] = []
    lines.append(
      "Reports   \(reports) read" + (known == 0 ? "" : "; \(known) of those given were known"))
    lines.append(
      "Places    \(resolved) of \(mentions) mentions resolved, \(ambiguous) ambiguous, "
        + "\(unknown) unknown")
    if !unknownNames.isEmpty {
      let names = unknownNames.map { "\(printable($0.name)) (\($0.count))" }
      lines.append("          most frequent unknown: \(names.joined(separator: ", "))")
    }
    lines.append("Events    \(events) from \(claims) claims; \(undated) undated, \(coarse) known")
    lines.append("          to a sub-district or worse (in the layers, not drawn as points)")
    for (type, count) in eventsByType {
      lines.append("          \(String(count).leftPadded(to: 4))  \(type)")
    }
    if marks > 0 || controlChanges > 0 {
      lines.append("Control   \(marks) marks, \(controlChanges) changes")
    }
    lines.append("Maps      \(maps)")
    lines.append("Files")
    let maps = files.filter { $0.hasSuffix(".svg") }
    for file in files where !file.hasSuffix(".svg") { lines.append("          \(printable(file))") }
    if let first = maps.first {
      lines.append("          \(printable(first)) and \(maps.count - 1) more maps")
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
