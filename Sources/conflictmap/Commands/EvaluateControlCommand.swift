internal import ArgumentParser
internal import ConflictMapPipeline

extension EvaluateCommand {
  struct Control: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Control: made-up wars, marks left out in turn, true areas.",
      discussion: """
        Without options made-up wars are fought, with known fronts and reports that are late, \
        partial, slanted and sometimes false; docs/accuracy.md describes them and has the figures.

        EXAMPLES
          conflictmap evaluate control
          conflictmap evaluate control --wars 0 --marks Examples/control-2019-04-24.csv
          conflictmap evaluate control --wars 0 --grounds 4 --density 12 --density 100
          conflictmap evaluate control --wars 0 --captures Examples/gold/captures-2019.csv \
        --marks Examples/control-2019-04-24.csv --events output/conflict.gpkg
          conflictmap evaluate control --wars 0 --truth areas.geojson --density 12 --false-codes 0.03
        """)

    @Option(help: "How many made-up wars.")
    var wars = 3

    @Option(
      help: "How many grounds of each made-up kind (straight, fractal, …) get random points.")
    var grounds = 0

    @Option(help: "Where chance begins; the same seed gives the same figures.")
    var seed = 1

    @Option(
      help: ArgumentHelp("Marks, each of which is left out in turn.", valueName: "file"),
      completion: .file())
    var marks: String?

    @Option(
      help: ArgumentHelp(
        "True areas with a field side; the marks, or random points on them, are compared.",
        valueName: "file"),
      completion: .file())
    var truth: String?

    @Option(
      help: ArgumentHelp(
        "Captures whose days are known: place_id, date, side; with --marks and --events.",
        valueName: "file"),
      completion: .file(extensions: ["csv"]))
    var captures: String?

    @Option(
      help: ArgumentHelp("A GeoPackage whose layer events is the evidence.", valueName: "file"),
      completion: .file(extensions: ["gpkg"]))
    var events: String?

    @Option(
      help: ArgumentHelp("The ground for a random point; 12, 25 and 100.", valueName: "km²"))
    var density: [Double] = []

    @Option(
      help: ArgumentHelp("The share of false codes; 0 and 0.03.", valueName: "share"))
    var falseCodes: [Double] = []

    @Option(
      help: ArgumentHelp("A table of constants.", valueName: "file"),
      completion: .file(extensions: ["csv"]))
    var model: String?

    @OptionGroup var report: EvaluationReport
    @OptionGroup var common: CommonOptions

    func validate() throws {
      guard (0...100).contains(wars) else { throw ValidationError("--wars takes 0 to 100.") }
      guard density.allSatisfy({ $0 >= 1 && $0 <= 1e6 }) else {
        throw ValidationError("--density takes 1 to 1000000 km².")
      }
      guard falseCodes.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
        throw ValidationError("--false-codes takes 0 to 1.")
      }
      guard (0...100).contains(grounds) else {
        throw ValidationError("--grounds takes 0 to 100.")
      }
      guard wars > 0 || grounds > 0 || marks != nil || truth != nil || captures != nil else {
        throw ValidationError(
          "Nothing is to be measured; give --wars, --grounds, --marks, --truth or --captures.")
      }
    }

    func run() throws {
      try common.run { console in
        var job = EvaluateControlJob()
        job.wars = wars
        job.seed = seed
        job.grounds = grounds
        job.marks = marks
        job.truth = truth
        job.captures = captures
        job.events = events
        if !density.isEmpty { job.densities = density }
        if !falseCodes.isEmpty { job.falseShares = falseCodes }
        job.errors = report.errors
        job.model = model
        job.gazetteer = common.gazetteer
        job.jobs = common.jobs
        let summary = try job.run(console)
        console.finish()
        try report.print(summary, console)
      }
    }
  }
}
