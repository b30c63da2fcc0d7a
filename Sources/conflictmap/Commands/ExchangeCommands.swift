internal import ArgumentParser
internal import ConflictMapPipeline
internal import NewsIngest

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read the events of another dataset into our layers.",
    discussion: """
      EXAMPLE
        conflictmap import --format ucdp ged191-syria.csv -o ucdp.gpkg
      """)

  @Option(help: "ucdp: the CSV of UCDP's Georeferenced Event Dataset.")
  var format: FormatOption

  @Argument(help: ArgumentHelp("The dataset.", valueName: "file"), completion: .file())
  var input: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the events go: .gpkg or .geojson.", valueName: "file"),
    completion: .file())
  var output: String

  @OptionGroup var common: CommonOptions

  enum FormatOption: String, ExpressibleByArgument, CaseIterable { case ucdp }

  func run() throws {
    try common.run { console in
      var job = ImportJob(input: input, format: .ucdp, output: output)
      job.gazetteer = common.gazetteer
      let summary = try job.run()
      for problem in summary.problems { console.fail("\(problem)") }
      if !common.quiet { print("\(summary.events) events in \(printable(output))") }
      if !summary.problems.isEmpty { throw ExitStatus.badInput }
    }
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a layer of a GeoPackage as GeoJSON, CSV, FlatGeobuf or KML.",
    discussion: """
      EXAMPLES
        conflictmap export output/conflict.gpkg -o events.csv
        conflictmap export output/conflict.gpkg --layer front_lines -o fronts.kml
        conflictmap export output/conflict.gpkg --format hxl -o events-hxl.csv
      """)

  @Argument(
    help: ArgumentHelp("The GeoPackage.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var input: String

  @Option(help: "The layer.")
  var layer = "events"

  @Option(
    help: "geojson, csv, hxl (CSV with a row of tags), flatgeobuf or kml; else by the ending.")
  var format: FormatOption?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where it goes.", valueName: "file"),
    completion: .file())
  var output: String

  @OptionGroup var common: CommonOptions

  enum FormatOption: String, ExpressibleByArgument, CaseIterable {
    case geojson, csv, hxl, flatgeobuf, kml
  }

  func run() throws {
    try common.run { _ in
      let named = format.flatMap { ExportJob.Format(rawValue: $0.rawValue) }
      guard let format = named ?? ExportJob.Format(ending: output) else {
        throw PipelineError(
          .usage,
          "\(printable(output)): no format goes by this ending; use .geojson, .csv, .fgb, .kml, "
            + "or --format")
      }
      var job = ExportJob(input: input, format: format, output: output)
      job.layer = layer
      job.gazetteer = common.gazetteer
      let count = try job.run()
      if !common.quiet { print("\(count) rows of \(printable(layer)) in \(printable(output))") }
    }
  }
}
