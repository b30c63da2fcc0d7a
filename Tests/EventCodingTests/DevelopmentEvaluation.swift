import CivilCalendar
import Foundation
import Gazetteers
import Geoparsing
import NewsIngest
import SimpleFeatures
import Testing
import TextAnalysis

@testable import EventCoding

/// How many of the facts of `Examples/facts.csv` are read out of `Examples/reports`.
///
/// A fact is found where an event lies within 5 km of it (or has its id or its name), within a day
/// of it, and of its sub-type (a clash and a change of territory count as near). Set
/// `CONFLICTMAP_EVALUATE` to a path of the folder `Examples`, or to 1, to print each fact that is
/// missed and each event that is no fact.
struct DevelopmentEvaluation {
  static let folder: URL? = {
    let given = ProcessInfo.processInfo.environment["CONFLICTMAP_EVALUATE"]
    let path =
      given.map { $0 == "1" ? nil : URL(filePath: $0) }
      ?? Fixture.repository.appending(path: "Examples")
    let url = path ?? Fixture.repository.appending(path: "Examples")
    let has = FileManager.default.fileExists(atPath: url.appending(path: "facts.csv").path)
    return has ? url : nil
  }()
  static let isVerbose = ProcessInfo.processInfo.environment["CONFLICTMAP_EVALUATE"] != nil

  static let gazetteer = Result {
    try Gazetteer(folder: Fixture.repository.appending(path: "gazetteer").path)
  }

  /// `actors.csv` of this folder, or of the one that is evaluated.
  static let actorsFile: URL = {
    let own = Fixture.repository.appending(path: "gazetteer/actors.csv")
    let beside = folder?.deletingLastPathComponent().appending(path: "gazetteer/actors.csv")
    return FileManager.default.fileExists(atPath: own.path) ? own : beside ?? own
  }()

  static func actors() throws -> ActorLexicon {
    try ActorLexicon(csv: String(contentsOf: actorsFile, encoding: .utf8))
  }

  /// A report with a front matter of plain `key: value` lines.
  static func report(_ url: URL) throws -> Report {
    let whole = try String(contentsOf: url, encoding: .utf8)
    var fields: [String: String] = [:]
    var body = whole
    if whole.hasPrefix("---\n"), let end = whole.range(of: "\n---\n") {
      for line in whole[..<end.lowerBound].split(separator: "\n").dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { continue }
        fields[String(parts[0])] = parts[1].trimmingCharacters(
          in: CharacterSet(charactersIn: " \""))
      }
      body = String(whole[end.upperBound...])
    }
    return Report(
      id: fields["id"] ?? url.deletingPathExtension().lastPathComponent, text: body,
      title: fields["title"], source: fields["source"],
      published: fields["published"].flatMap { CivilDate(iso: $0) })
  }

  struct Fact {
    var report: String
    var dates: DateSpan
    var type: String
    var place: String
    var name: String
    var effect: String
    var killed: Int?
  }

  static func facts(_ folder: URL) throws -> [Fact] {
    let text = try String(contentsOf: folder.appending(path: "facts.csv"), encoding: .utf8)
    let table = try LexiconTable(
      text, file: "facts.csv", separator: UInt8(ascii: ","), columns: ["report_id", "sub_type"])
    return table.rows.compactMap { row in
      guard let first = CivilDate(iso: row("date_start")),
        let last = CivilDate(iso: row("date_end"))
      else { return nil }
      return Fact(
        report: row("report_id"), dates: DateSpan(first, last), type: row("sub_type"),
        place: row("place_id"), name: row("place_name"), effect: row("control_effect"),
        killed: Int(row("killed_best")))
    }
  }

  /// By identifier or position: a namesake elsewhere is not the place.
  static func isAtPoint(_ event: Event, _ fact: Fact, _ gazetteer: Gazetteer) -> Bool {
    if event.place.id == fact.place { return true }
    if let point = event.place.point, let other = gazetteer.place(id: fact.place)?.point,
      event.place.precision <= 4 || fact.place.hasPrefix("R") || fact.place.hasPrefix("SY"),
      point.distance(to: other) <= (fact.place.hasPrefix("R") ? 40_000 : 5000)
    {
      return true
    }
    return false
  }

  static func isAt(_ event: Event, _ fact: Fact, _ gazetteer: Gazetteer) -> Bool {
    if isAtPoint(event, fact, gazetteer) { return true }
    let names = [event.place.text, event.place.nameEnglish, event.place.nameArabic]
    return names.map(Folding.fold).contains(Folding.fold(fact.name))
  }

  static func matches(_ event: Event, _ fact: Fact, _ gazetteer: Gazetteer) -> Bool {
    guard let dates = event.dates else { return false }
    let battles: Set<String> = [
      "armed_clash", "government_regains_territory", "non_state_overtakes_territory",
    ]
    let isType =
      event.type.rawValue == fact.type
      || (battles.contains(fact.type) && battles.contains(event.type.rawValue))
    return isType && dates.first - fact.dates.last <= 1 && fact.dates.first - dates.last <= 1
      && isAt(event, fact, gazetteer)
  }

  static func printCounts(_ coding: ReportCoding) {
    for count in coding.counts {
      print(
        "    # \(count.text) \(count.kind) \(count.tally.best ?? -1) \(count.countKind)",
        "\(count.ofActors) civ=\(count.areCivilians) \(count.rule)")
    }
  }

  static func printMentions(_ coding: ReportCoding, _ text: TokenizedText) {
    for mention in coding.mentions {
      print(
        "    @ \(mention.sentence) \(mention.text) \(mention.resolution.status)",
        mention.resolution.place?.id ?? "-", mention.role.rawValue, mention.relation.rawValue,
        "prec=\(mention.precision) score=\(mention.eventScore)")
    }
  }

  @Test(.enabled(if: folder != nil && FileManager.default.fileExists(atPath: actorsFile.path)))
  func `reads most facts of the development reports`() throws {
    guard let folder = Self.folder else { return }
    let gazetteer = try Self.gazetteer.get()
    let parser = Geoparser(gazetteer: gazetteer)
    let coder = EventCoder(
      gazetteer: gazetteer, actors: try Self.actors(), cues: try Fixture.cues())
    let facts = try Self.facts(folder)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "reports"), includingPropertiesForKeys: nil
    ).filter { ["md", "txt"].contains($0.pathExtension) && $0.lastPathComponent != "README.md" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    var found = 0
    var exact = 0
    // Found at the place itself, and not at a namesake of it.
    var placed = 0
    var events = 0
    var extra = 0
    for file in files {
      let report = try Self.report(file)
      let text = TokenizedText(report.text)
      let coding = coder.code(report, text, mentions: parser.mentions(in: report, text))
      if Self.isVerbose {
        Self.printMentions(coding, text)
        Self.printCounts(coding)
      }
      let own = facts.filter { $0.report == report.id }
      let told = coding.events.filter { $0.polarity == .asserted || $0.polarity == .historical }
      var used: Set<Int> = []
      if Self.isVerbose { print("== \(report.id) \(report.published?.description ?? "-")") }
      for fact in own {
        let candidates = told.indices.filter { Self.matches(told[$0], fact, gazetteer) }
        let best =
          candidates.first { told[$0].type.rawValue == fact.type && !used.contains($0) }
          ?? candidates.first { !used.contains($0) }
        if let best {
          used.insert(best)
          found += 1
          if Self.isAtPoint(told[best], fact, gazetteer) { placed += 1 }
          if told[best].type.rawValue == fact.type { exact += 1 }
          if Self.isVerbose {
            let killed = fact.killed == told[best].killed.best ? "" : " KILLED \(fact.killed ?? -1)"
            let effect =
              fact.effect == told[best].controlEffect.rawValue ? "" : " EFFECT \(fact.effect)"
            print("  ok    \(line(told[best]))\(killed)\(effect)")
          }
        } else if Self.isVerbose {
          print(
            "  MISS  \(fact.type) \(fact.place) \(fact.name) \(fact.dates.first)/\(fact.dates.last) \(fact.effect) killed=\(fact.killed ?? -1)"
          )
        }
      }
      events += told.count
      extra += told.count - used.count
      if Self.isVerbose {
        for index in told.indices where !used.contains(index) {
          print(
            "  extra \(line(told[index])) \"\(told[index].place.text)\" \(told[index].evidence.first?.rule ?? "")"
          )
        }
        for event in coding.events
        where event.polarity != .asserted && event.polarity != .historical {
          print("  other \(line(event))")
        }
      }
    }
    print(
      "facts \(facts.count), found \(found) (of the sub-type itself \(exact), at the place itself",
      "\(placed)), events \(events),",
      "extra \(extra), reports \(files.count)")
    // Measured on 2019 development reports when this was written; a fall shows a regression.
    #expect(found * 100 >= facts.count * 55)
  }
}
