internal import ArgumentParser
internal import ConflictMapPipeline
internal import EventExchange
internal import NewsIngest

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read the events of another dataset into our layers.",
    discussion: """
      Every row becomes an event or is refused with its line and the reason; --rejects writes those \
      down. An event keeps the row that it was read from in source_row, so that nothing of it is \
      lost. Codes of precision become those of our layers (docs/exchange.md).

      EXAMPLES
        conflictmap import --format ucdp ged191-syria.csv -o ucdp.gpkg
        conflictmap import --format acled acled.csv -o acled.gpkg --rejects refused.csv
        conflictmap import --format viina event_1pd_latest_2022.csv -o viina.geojson
        conflictmap import --format csv --mapping Examples/incidents-mapping.yaml \
      Examples/incidents.csv -o incidents.gpkg
      """)

  @Option(
    help: ArgumentHelp(
      "ucdp (GED), acled, viina (event_1pd), or csv for a table of your own with --mapping."))
  var format: FormatOption

  @Argument(help: ArgumentHelp("The dataset, as CSV.", valueName: "file"), completion: .file())
  var input: String

  @Option(
    help: ArgumentHelp("What the columns of a table of your own mean, as YAML.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var mapping: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the events go: .gpkg or .geojson.", valueName: "file"),
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp(
      "Where refused rows go, as CSV with line and reason.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var rejects: String?

  @Option(
    help: """
      Whether a GeoPackage gets the layer event_uncertainty, the ground that each event is known \
      to: yes, no, or auto (up to 100,000 lines).
      """)
  var uncertainty: UncertaintyOption = .auto

  @OptionGroup var common: CommonOptions

  enum UncertaintyOption: String, ExpressibleByArgument, CaseIterable { case auto, yes, no }

  enum FormatOption: String, ExpressibleByArgument, CaseIterable { case ucdp, acled, viina, csv }

  /// Refused rows that are named one by one.
  private static let namedRows = 20

  func run() throws {
    try common.run { console in
      var job = ImportJob(
        input: input, dataset: EventDataset(rawValue: format.rawValue) ?? .csv, output: output)
      job.mapping = mapping
      job.rejects = rejects
      job.gazetteer = common.gazetteer
      job.jobs = common.jobs
      job.hasGround = uncertainty == .auto ? nil : uncertainty == .yes
      let summary = try job.run(console)
      console.finish()
      for warning in summary.warnings { console.warn(printable(warning)) }
      for problem in summary.refused.prefix(Self.namedRows) { console.fail("\(problem)") }
      if summary.refused.count > Self.namedRows {
        console.fail(
          "\(summary.refused.count - Self.namedRows) more rows are refused; "
            + (rejects.map { "they are in \(printable($0))" } ?? "--rejects FILE lists them"))
      }
      if !common.quiet {
        print(
          "\(summary.rows) rows read, \(summary.events) events in \(printable(output)), "
            + "\(summary.refused.count) rows refused")
      }
      if !summary.refused.isEmpty { throw ExitStatus.badInput }
    }
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a layer of a GeoPackage in another format, or all of them into PostGIS.",
    discussion: """
      With --to every layer goes into a PostgreSQL database with PostGIS, in one transaction: tables \
      are made where they are not there yet, events, claims, reports and places that are there \
      already are updated, and QGIS finds the layers' styles (docs/layers.md). What the address \
      leaves out, such as the password, libpq takes from PGPASSWORD or ~/.pgpass.

      A profile writes the events as CSV in the columns of others. What it cannot hold is written in \
      its nearest form or not at all; what was lost is counted, and listed with --log. An event that \
      was imported from the same dataset is written as the row it came from, where it still says the \
      same.

      EXAMPLES
        conflictmap export output/conflict.gpkg -o events.csv
        conflictmap export output/conflict.gpkg --layer front_lines -o fronts.kml
        conflictmap export output/conflict.gpkg --format hxl -o events-hxl.csv
        conflictmap export output/conflict.gpkg --profile acled -o acled.csv --log lost.csv
        conflictmap export output/conflict.gpkg --to "PG:dbname=conflict host=localhost"
      """)

  @Argument(
    help: ArgumentHelp("The GeoPackage.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var input: String

  @Option(help: "The layer; events by default, with --to all of them.")
  var layer: String?

  @Option(
    help: """
      geojson, geojsonseq (RFC 8142), csv, hxl (CSV with a row of tags), gpkg, flatgeobuf or kml \
      (with time spans); else by the ending.
      """)
  var format: LayerFormatOption?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where it goes.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "A database to write to, as PG:dbname=… host=… or postgresql://….", valueName: "address"))
  var to: String?

  @Option(help: "The database's schema; public by default.")
  var schema: String?

  @Option(help: "acled, ucdp (GED) or hxl (only tagged columns): CSV in the columns of others.")
  var profile: ProfileOption?

  @Option(
    help: ArgumentHelp(
      "Where what a profile could not hold is listed, as CSV.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var log: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if profile != nil, format != nil {
      throw ValidationError("--profile and --format exclude each other; a profile is CSV.")
    }
    if log != nil, profile == nil { throw ValidationError("--log belongs to --profile.") }
    if (output == nil) == (to == nil) {
      throw ValidationError("Say where it goes: --output FILE, or --to DATABASE.")
    }
    if schema != nil, to == nil { throw ValidationError("--schema belongs to --to.") }
    if let to {
      guard PostGISJob.isAddress(to) else {
        throw ValidationError("--to takes PG:dbname=… or postgresql://….")
      }
      if profile != nil || format != nil {
        throw ValidationError("--to writes tables; --profile and --format are for files.")
      }
    }
  }

  enum ProfileOption: String, ExpressibleByArgument, CaseIterable { case acled, ucdp, hxl }

  func run() throws {
    try common.run { console in
      guard let output else { return try writeToDatabase(console) }
      if let profile = profile.flatMap({ ExchangeProfile(rawValue: $0.rawValue) }) {
        return try write(as: profile, to: output, console)
      }
      guard let format = format?.format ?? LayerFormat(ending: output) else {
        throw PipelineError(
          .usage,
          "\(printable(output)): no format goes by this ending; use .geojson, .geojsons, .csv, .gpkg, "
            + ".fgb, .kml, or --format")
      }
      var job = ExportJob(input: input, format: format, output: output)
      job.layer = layer ?? job.layer
      job.gazetteer = common.gazetteer
      let (rows, lost) = try job.run()
      if lost > 0 { console.warn("\(lost) rows have no place, which this format cannot hold") }
      if !common.quiet {
        print("\(rows - lost) rows of \(printable(job.layer)) in \(printable(output))")
      }
    }
  }

  private func writeToDatabase(_ console: Console) throws {
    var job = PostGISJob(input: input, address: to ?? "")
    job.schema = schema ?? job.schema
    job.layers = [layer].compactMap { $0 }
    let written = try job.run(console)
    console.finish()
    if !common.quiet {
      for (layer, rows) in written {
        print("\(rows) rows in \(printable(job.schema)).\(printable(layer))")
      }
    }
  }

  private func write(
    as profile: ExchangeProfile, to output: String, _ console: Console
  ) throws {
    var job = ExportJob(input: input, format: .csv, output: output)
    job.layer = layer ?? job.layer
    job.losses = log
    job.gazetteer = common.gazetteer
    let export = try job.run(profile)
    for (text, count) in export.lossSummary { console.detail("\(count)  \(printable(text))") }
    if !export.losses.isEmpty {
      console.warn(
        "\(export.losses.count) values are lost or written in another form; "
          + (log.map { "they are in \(printable($0))" }
            ?? "--log FILE lists them, --verbose counts them"))
    }
    if !common.quiet {
      print(
        "\(export.rowCount) rows in \(printable(output)), \(export.omittedCount) events not written"
      )
    }
  }
}
