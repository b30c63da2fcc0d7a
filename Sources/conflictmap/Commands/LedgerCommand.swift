internal import ArgumentParser
internal import CasualtyLedger
internal import CivilCalendar
internal import ConflictMapPipeline
internal import NewsIngest

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Add up the dead (or injured, captured …) that events count, each once.",
    discussion: """
      Adds new counts of asserted events only. Running totals, shares of totals, duplicates, \
      denials, plans, background, burials and events without a figure are listed with the reason, \
      the event and its source. low and best are sums of what is known; high ends in + where a \
      figure is open above ("more than 100").

      An event is in the row that holds all its possible days; where they reach over several rows \
      it is in the row "spans several", where only the report's day is known in "day not known". \
      Nothing is counted twice.

      EXAMPLES
        conflictmap ledger output/conflict.gpkg --by week
        conflictmap ledger output/conflict.gpkg --by side --format csv --left-out left-out.csv
        conflictmap ledger output/conflict.gpkg --by place --kind injured --from 2019-06-01
      """)

  @Argument(
    help: ArgumentHelp("The GeoPackage.", valueName: "file"),
    completion: .file(extensions: ["gpkg"]))
  var input: String

  @Option(help: "A row for each day, week, month, place, side (who lost them) or type.")
  var by: GroupingOption

  @Option(help: "killed, injured, captured, defected, missing or displaced.")
  var kind: KindOption = .killed

  @Option(
    help: ArgumentHelp("Only events from this day on.", valueName: "date"), transform: civilDate)
  var from: CivilDate?

  @Option(
    help: ArgumentHelp("Only events up to this day.", valueName: "date"), transform: civilDate)
  var to: CivilDate?

  @Option(help: "table, csv or json.")
  var format: FormatOption = .table

  @Option(help: "The day on which weeks begin: monday … sunday.")
  var weekStart: WeekdayOption = .monday

  @Option(
    help: ArgumentHelp(
      "Where what was left out goes, as CSV with the reason and the sources.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var leftOut: String?

  @OptionGroup var common: CommonOptions

  enum GroupingOption: String, ExpressibleByArgument, CaseIterable {
    case day, week, month, place, side, type
  }
  enum KindOption: String, ExpressibleByArgument, CaseIterable {
    case killed, injured, captured, defected, missing, displaced
  }
  enum FormatOption: String, ExpressibleByArgument, CaseIterable { case table, csv, json }

  func run() throws {
    try common.run { console in
      var job = LedgerJob(input: input, by: grouping)
      job.kind = LedgerRules.Kind(rawValue: kind.rawValue) ?? .killed
      job.from = from
      job.to = to
      job.leftOut = leftOut
      job.gazetteer = common.gazetteer
      let (ledger, problems) = try job.run()
      switch format {
      case .table: try writeToStandardOutput(Array(ledger.text.utf8))
      case .csv:
        try writeToStandardOutput(ledger.csv)
        for note in ledger.notes { console.warn(printable(note)) }
      case .json: try writeToStandardOutput(ledger.json)
      }
      for problem in problems { console.fail("\(problem)") }
      if !problems.isEmpty { throw ExitStatus.badInput }
    }
  }

  private var grouping: LedgerRules.Grouping {
    switch by {
    case .day: .day
    case .week: .week(startingOn: weekStart.weekday)
    case .month: .month
    case .place: .place
    case .side: .side
    case .type: .type
    }
  }
}
