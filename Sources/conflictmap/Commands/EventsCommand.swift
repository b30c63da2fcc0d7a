internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import EventCoding
internal import NewsIngest

struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "List and show events; decide that two are one, or that one is two.",
    discussion: """
      merge and split change no GeoPackage. They append a decision to event-overrides.csv beside \
      the gazetteer's overrides (or to --overrides FILE), and the next map or extract follows it. \
      A later decision on the same claims undoes an earlier one.

      EXAMPLES
        conflictmap events list output/conflict.gpkg --place "تل ملح"
        conflictmap events show output/conflict.gpkg 57cc214c
        conflictmap events merge output/conflict.gpkg 57cc214c 5b36215d --note "one attack"
        conflictmap events split output/conflict.gpkg 57cc214c --claims 0f3a,99b1
      """,
    subcommands: [List.self, Show.self, Merge.self, Split.self])

  /// The GeoPackage that `map` wrote, and the file of decisions.
  struct Options: ParsableArguments {
    @Argument(
      help: ArgumentHelp("The GeoPackage.", valueName: "file"),
      completion: .file(extensions: ["gpkg"]))
    var input: String

    @Option(
      name: [.long, .customLong("event-overrides")],
      help: ArgumentHelp(
        "The decisions, in place of event-overrides.csv beside the gazetteer's.",
        valueName: "file"),
      completion: .file(extensions: ["csv"]))
    var overrides: String?

    @OptionGroup var common: CommonOptions

    var job: EventsJob {
      var job = EventsJob(input: input)
      job.gazetteer = common.gazetteer
      job.overrides = overrides
      return job
    }

    func tell(_ decided: EventsJob.Decided) {
      guard !common.quiet else { return }
      print(
        "Decision \(decided.number) on \(decided.claims.count) and \(decided.others.count) claims "
          + "is in \(printable(decided.path)); run conflictmap map again to follow it")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the events of a GeoPackage, a line each.",
      discussion: """
        The columns are id, first and last day, sub-type, polarity, place, killed (best), number of \
        claims and grade, between tabs.

        EXAMPLES
          conflictmap events list output/conflict.gpkg --from 2019-06-01 --to 2019-06-30
          conflictmap events list output/conflict.gpkg --merged
        """)

    @Option(help: ArgumentHelp("From this day on.", valueName: "date"), transform: civilDate)
    var from: CivilDate?

    @Option(help: ArgumentHelp("Up to this day.", valueName: "date"), transform: civilDate)
    var to: CivilDate?

    @Option(help: ArgumentHelp("A place id, or a part of a name.", valueName: "text"))
    var place: String?

    @Option(help: ArgumentHelp("A type or sub-type, such as battles.", valueName: "code"))
    var type: String?

    @Flag(help: "Only events of several claims.")
    var merged = false

    @OptionGroup var options: Options

    func run() throws {
      try options.common.run { console in
        var filter = EventsJob.Filter()
        filter.from = from
        filter.to = to
        filter.place = place
        filter.type = type
        filter.claims = merged ? 2 : 1
        let (events, problems) = try options.job.list(filter)
        for event in events {
          let place = event.place
          let cells = [
            event.id, event.dates?.first.description ?? "", event.dates?.last.description ?? "",
            event.type.rawValue, event.polarity.rawValue,
            place.nameEnglish.isEmpty ? place.text : place.nameEnglish,
            event.killed.best.map(String.init) ?? "", String(event.mergedFrom.count),
            event.grade.rawValue,
          ]
          try writeToStandardOutput(
            Array((cells.map(printable).joined(separator: "\t") + "\n").utf8))
        }
        for problem in problems { console.fail("\(problem)") }
        if !problems.isEmpty { throw ExitStatus.badInput }
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an event with its claims, their words and why they are one event.",
      discussion: """
        Spans count the characters (Unicode scalars) of the report's text.

        EXAMPLE
          conflictmap events show output/conflict.gpkg 57cc214c5d1c694a
        """)

    @OptionGroup var options: Options

    @Argument(help: ArgumentHelp("The event's id, or its beginning.", valueName: "id"))
    var id: String

    @Option(help: "text or json.")
    var format: Format = .text

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    func run() throws {
      try options.common.run { _ in
        let account = try options.job.show(id)
        try writeToStandardOutput(format == .json ? account.json : Array(account.text.utf8))
      }
    }
  }

  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decide that two events are one.",
      discussion: """
        EXAMPLE
          conflictmap events merge output/conflict.gpkg 57cc214c 5b36215d --note "one attack"
        """)

    @OptionGroup var options: Options

    @Argument(help: ArgumentHelp("The one event's id, or its beginning.", valueName: "id"))
    var first: String

    @Argument(help: ArgumentHelp("The other's.", valueName: "id"))
    var second: String

    @Option(help: ArgumentHelp("Why, for those who read the file later.", valueName: "text"))
    var note = ""

    func run() throws {
      try options.common.run { _ in
        options.tell(try options.job.merge(first, second, note: note))
      }
    }
  }

  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decide that some claims of an event tell another one.",
      discussion: """
        EXAMPLE
          conflictmap events split output/conflict.gpkg 57cc214c --claims 0f3a,99b1
        """)

    @OptionGroup var options: Options

    @Argument(help: ArgumentHelp("The event's id, or its beginning.", valueName: "id"))
    var id: String

    @Option(
      help: ArgumentHelp(
        "The claims that tell another event, between commas; events show lists them.",
        valueName: "ids"))
    var claims: String

    @Option(help: ArgumentHelp("Why, for those who read the file later.", valueName: "text"))
    var note = ""

    func run() throws {
      try options.common.run { _ in
        let ids = claims.split(separator: ",").map { $0.filter { $0 != " " } }
        options.tell(try options.job.split(id, claims: ids, note: note))
      }
    }
  }
}
