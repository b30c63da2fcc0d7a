internal import ArgumentParser
internal import CivilCalendar
internal import ConflictMapPipeline
internal import Foundation
internal import GazetteerBuilding
internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures

struct GazetteerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gazetteer",
    abstract: "Look up places; build, count and check the gazetteer.",
    discussion: """
      EXAMPLES
        conflictmap gazetteer lookup "تل ملح" "Kafr Nabudah" --admin Hama
        conflictmap gazetteer build Examples/gazetteer-libya --into libya/
        conflictmap gazetteer audit > defects.csv
      """,
    subcommands: [Lookup.self, Build.self, Stats.self, Audit.self])

  struct Lookup: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find the places that a name may mean, in Arabic or Latin script.",
      discussion: """
        EXAMPLES
          conflictmap gazetteer lookup الجبين --admin حماة
          conflictmap gazetteer lookup Jubbayn --near 35.3,36.5 --format json
          conflictmap gazetteer lookup --batch names.tsv --format json
        """)

    @Argument(help: ArgumentHelp("Names as they are written.", valueName: "name"))
    var names: [String] = []

    @Option(help: ArgumentHelp("A unit that the places lie in: name or p-code.", valueName: "text"))
    var admin: String?

    @Option(help: ArgumentHelp("Where they are expected.", valueName: "lat,lon"), transform: point)
    var near: GeographicPoint?

    @Option(
      help: ArgumentHelp("The day that the names are used for.", valueName: "date"),
      transform: civilDate)
    var on: CivilDate?

    @Option(
      help: ArgumentHelp(
        "The least sure match that counts: exact, folded, article_ignored, alias, romanisation or "
          + "spelling.", valueName: "level"),
      transform: { text in
        guard let level = MatchLevel(rawValue: text), level != .override else {
          throw ValidationError("'\(text)' is no level; see --help.")
        }
        return level
      })
    var match: MatchLevel = .spelling

    @Option(help: "Results a name, 1 to 100.")
    var limit = 5

    @Option(help: "table or json (a line a name).")
    var format: Format = .table

    @Option(
      help: ArgumentHelp(
        "A file with a name a line, a unit after a tab; - for the standard input.",
        valueName: "file"),
      completion: .file())
    var batch: String?

    @Option(
      help: ArgumentHelp("Decisions to use in place of overrides.csv.", valueName: "file"),
      completion: .file(extensions: ["csv"]))
    var overrides: String?

    @OptionGroup var common: CommonOptions

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    func validate() throws {
      guard (1...100).contains(limit) else {
        throw ValidationError("--limit takes a number from 1 to 100.")
      }
      if names.isEmpty, batch == nil {
        throw ValidationError("Give a name, or a file of names with --batch.")
      }
    }

    func run() throws {
      try common.run { console in
        let folder = try GazetteerFolder.locate(named: common.gazetteer)
        let search = try GazetteerJobs.search(folder: folder, overrides: overrides)
        let kinds = format == .table ? try GazetteerJobs.kindNames(folder: folder) : [:]
        for notice in search.gazetteer.notices { console.warn(printable(notice)) }
        for rule in search.overrides.stale { console.warn("\(rule.problem)") }
        var units: [String: PlaceSearch.AdministrativeHint] = [:]
        var lines: [UInt8] = []
        for (name, hint) in try names.map({ ($0, nil) }) + batchNames() {
          var options = PlaceSearch.Options(near: near, date: on, limit: limit, weakest: match)
          if let hint = hint ?? admin {
            let known = units[hint] ?? search.units(named: hint)
            if known.isEmpty, units[hint] == nil {
              console.warn("\(printable(hint)): no such unit; looked for everywhere")
            }
            units[hint] = known
            options.units = known
          }
          let results = search.lookup(name, options)
          switch format {
          case .json: lines += GazetteerJobs.json(name: name, results: results) + [0x0A]
          case .table: lines += Array(table(name, results, kinds).utf8)
          }
          if lines.count > 1 << 16 {
            try writeToStandardOutput(lines)
            lines.removeAll(keepingCapacity: true)
          }
        }
        try writeToStandardOutput(lines)
      }
    }

    private func batchNames() throws -> [(String, String?)] {
      guard let batch else { return [] }
      let data =
        batch == "-"
        ? try FileHandle.standardInput.readToEnd() ?? Data()
        : FileManager.default.contents(atPath: batch)
      guard let data else {
        throw PipelineError(.missingInput, "\(printable(batch)): no such file; check --batch")
      }
      guard let text = String(validating: data, as: UTF8.self) else {
        throw PipelineError(.badInput, "\(printable(batch)): not UTF-8; convert the file first")
      }
      return text.split(whereSeparator: \.isNewline).map { line in
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
        return (String(cells[0]), cells.count > 1 && !cells[1].isEmpty ? String(cells[1]) : nil)
      }
    }

    private func table(
      _ name: String, _ results: [LookupResult], _ kinds: [PlaceKind: String]
    ) -> String {
      var lines = [printable(name)]
      if results.isEmpty { lines.append("  nothing of this name or sound") }
      for result in results {
        let place = result.place
        lines.append(
          "  \(place.id)  \(place.nameEnglish)  \(place.nameArabic)  "
            + "\(kinds[place.kind] ?? place.kind.rawValue)  "
            + "\(place.point.latitude), \(place.point.longitude)  \(place.adm3)  "
            + "\(result.level.rawValue)  \((result.score * 100).rounded() / 100)")
      }
      return lines.joined(separator: "\n") + "\n"
    }
  }

  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compile tables of places into a gazetteer's folder.",
      discussion: """
        SOURCE is a manifest, gazetteer.yaml, or its folder. It lists tables of any country in the \
        order of trust: OCHA, GeoNames, Who's On First, Linked Places, and any CSV, GeoJSON, \
        GeoPackage or Shapefile by a mapping of its columns; docs/own-gazetteer.md shows one. Or \
        it is the folder of the reference tables of Syria (gazetteer/SOURCES.md), which are read \
        with the folder's own places-extra.csv and regions.csv.

        Writes places.tsv, boundaries.geojson, basemap.geojson and attribution.txt. The same \
        tables give the same bytes. Rows that cannot be used are told, and the status is 65. \
        actors.csv, sides.csv, event-cues.tsv, place-cues.tsv, place-roles.csv and \
        foreign-places.csv are copied where the folder lacks them.

        EXAMPLES
          conflictmap gazetteer build Examples/gazetteer-libya --into libya/
          conflictmap gazetteer build ../shared/reference --into gazetteer/
        """)

    @Argument(
      help: ArgumentHelp("A manifest or a folder.", valueName: "source"),
      completion: .file(extensions: ["yaml", "yml"]))
    var source: String

    @Option(
      help: ArgumentHelp("The gazetteer's folder.", valueName: "folder"), completion: .directory)
    var into: String

    @OptionGroup var common: CommonOptions

    func run() throws {
      try common.run { console in
        console.begin("Compiling the gazetteer")
        let defaults = common.gazetteer ?? (try? GazetteerFolder.locate(named: nil))
        let result = try GazetteerBuildJob(source: source, folder: into, defaults: defaults).run()
        console.finish()
        if !common.quiet {
          for row in result.counts { print("\(String(row.count).leftPadded(to: 7))  \(row.what)") }
        }
        for note in result.notes { console.warn(note) }
        for problem in result.problems { console.fail(printable(problem)) }
        if !result.problems.isEmpty { throw ExitStatus.badInput }
      }
    }
  }

  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count places, names and ambiguous names.",
      discussion: """
        EXAMPLE
          conflictmap gazetteer stats
        """)

    @OptionGroup var common: CommonOptions

    func run() throws {
      try common.run { _ in
        let rows = try GazetteerJobs.statistics(
          folder: try GazetteerFolder.locate(named: common.gazetteer))
        for row in rows {
          print("\(String(row.count).leftPadded(to: 7))  \(row.topic): \(row.item)")
        }
      }
    }
  }

  struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Report what a person could mend: CSV on the standard output, counts beside it.",
      discussion: """
        A line a defect, the severest first: points outside their unit, two places that may be \
        one, sources that disagree, names that are ordinary words, decisions that fit no place any \
        more, and others; each with the rows it follows from and what to do.

        EXAMPLES
          conflictmap gazetteer audit > defects.csv
          conflictmap gazetteer audit --summary > defects.md
        """)

    @Flag(help: "Print a summary in Markdown: counts, the worst cases, the governorates.")
    var summary = false

    @Option(
      help: ArgumentHelp(
        "Report only names and places that were no longer valid on this day.", valueName: "date"),
      transform: civilDate)
    var on: CivilDate?

    @Option(
      help: ArgumentHelp("Decisions to use in place of overrides.csv.", valueName: "file"),
      completion: .file(extensions: ["csv"]))
    var overrides: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
      try common.run { console in
        let audit = try GazetteerJobs.audit(
          folder: try GazetteerFolder.locate(named: common.gazetteer), overrides: overrides,
          on: on)
        try writeToStandardOutput(Array((summary ? audit.markdown : audit.csv).utf8))
        if summary { return }
        for (defect, count) in audit.summary { console.begin("\(count)  \(defect.rawValue)") }
      }
    }
  }
}

/// The position that an option gives as `35.3,36.5`: latitude, longitude.
func point(_ text: String) throws -> GeographicPoint {
  let parts = text.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
  guard parts.count == 2, let latitude = parts[0], let longitude = parts[1],
    GeographicPoint(longitude: longitude, latitude: latitude).isValid
  else { throw ValidationError("'\(text)' is not a position; write latitude,longitude.") }
  return GeographicPoint(longitude: longitude, latitude: latitude)
}
