import CivilCalendar
import Foundation
import Gazetteers
import Geoparsing
import NewsIngest
import Testing
import TextAnalysis

@testable import EventCoding

/// The five reports that the project began with. They are not ours to publish: these tests run only
/// where a copy lies beside the repository.
struct SeedReports {
  static let folder = Fixture.repository.deletingLastPathComponent()
    .appending(path: "shared/seeds")
  static let isThere = FileManager.default.fileExists(atPath: folder.path)

  /// The days that were given with the reports, in the order of their names.
  static let published: [String?] = ["2019-07-15", nil, "2019-06-25", "2020-02-15", "2019-06-20"]

  static let codings = Result { () -> [ReportCoding] in
    let gazetteer = try Gazetteer(folder: Fixture.repository.appending(path: "gazetteer").path)
    let parser = Geoparser(
      gazetteer: gazetteer,
      lexicon: try CueLexicon(tsv: Fixture.text("gazetteer/place-cues.tsv")),
      weights: try PlaceRoleWeights(csv: Fixture.text("gazetteer/place-roles.csv")),
      foreign: try ForeignPlaces(csv: Fixture.text("gazetteer/foreign-places.csv")))
    let coder = EventCoder(
      gazetteer: gazetteer,
      actors: try ActorLexicon(csv: Fixture.text("gazetteer/actors.csv")),
      cues: try Fixture.cues())
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "txt" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    return try zip(files, published).map { file, published in
      let words = try String(contentsOf: file, encoding: .utf8)
      let report = Report(
        id: file.deletingPathExtension().lastPathComponent, text: words,
        published: published.flatMap { CivilDate(iso: $0) })
      let text = TokenizedText(words)
      return coder.code(report, text, mentions: parser.mentions(in: report, text))
    }
  }

  /// What a reader finds in them: the report, the place, the type and what must be so.
  struct Finding: CustomTestStringConvertible, Sendable {
    var note: String
    var report: Int
    var places: Set<String>
    var type: EventType
    var isSo: @Sendable (Event) -> Bool = { _ in true }
    var testDescription: String { note }
  }

  static let findings: [Finding] = [
    Finding(
      note: "the factions took Hamamiyat, about 40 men of the brigade fell", report: 0,
      places: ["C3459"], type: .nonStateOvertakesTerritory,
      isSo: { $0.killed.best == 40 && $0.sideB.contains("liwa-al-quds") }),
    Finding(
      note: "and left it", report: 0, places: ["C3459"], type: .nonViolentTransfer,
      isSo: { $0.controlEffect == .withdraw }),
    Finding(
      note: "burials in the camp", report: 0, places: ["X0002"], type: .burialOrRecovery,
      isSo: { $0.countKind == .runningTotal && $0.dates?.first.description == "2019-07-13" }),
    Finding(
      note: "and in the other camp", report: 0, places: ["X0003"], type: .burialOrRecovery),
    Finding(
      note: "protests on Saturday", report: 0, places: ["X0002", "C1007"], type: .peacefulProtest,
      isSo: { $0.dates?.first.description == "2019-07-13" }),
    Finding(
      note: "46 bodies recovered", report: 1, places: ["X0001"], type: .burialOrRecovery,
      isSo: { $0.killed.best == 46 }),
    Finding(
      note: "the blast of May 2016", report: 1, places: ["X0001"], type: .remoteExplosive,
      isSo: {
        $0.dates?.first.description == "2016-05-01" && $0.dates?.last.description == "2016-05-31"
          && $0.polarity == .historical
      }),
    Finding(
      note: "more than 50 deserters", report: 2, places: ["C2419"], type: .defection,
      isSo: { $0.defected.low == 51 }),
    Finding(
      note: "15 executed", report: 2, places: ["C3447"], type: .attack,
      isSo: {
        // The source told it two days before the report.
        $0.killed.best == 15 && $0.dates?.last.description == "2019-06-23"
      }),
    Finding(
      note: "about 100 bodies came", report: 3, places: ["C5167"], type: .burialOrRecovery,
      isSo: { $0.killed.best == 100 }),
    Finding(
      note: "an attack repelled, more than 100 dead", report: 4, places: ["C3445"],
      type: .armedClash,
      isSo: {
        $0.controlEffect == .hold && $0.killed.low == 101 && $0.injured.low == 201
          && $0.dates?.first.description == "2019-06-20" && $0.claimedBy == ["jaysh-al-izza"]
      }),
    Finding(
      note: "at the other village too", report: 4, places: ["C3466"], type: .armedClash,
      isSo: { $0.controlEffect == .hold && !$0.killed.isStated }),
    Finding(
      note: "an aircraft forced down", report: 4, places: ["X0033", "AOS58"], type: .aircraftLoss,
      isSo: { $0.dates?.first.description == "2019-06-19" }),
    Finding(
      note: "ground lost in spring", report: 4, places: ["C3209"],
      type: .governmentRegainsTerritory),
    Finding(
      note: "and a castle", report: 4, places: ["C3207"], type: .governmentRegainsTerritory),
  ]

  @Test(.enabled(if: isThere), arguments: findings)
  func `tell what a reader finds`(_ finding: Finding) throws {
    let events = try Self.codings.get()[finding.report].events
    #expect(
      events.contains {
        finding.places.contains($0.place.id ?? "") && $0.type == finding.type && finding.isSo($0)
      }, "\(events.map(line))")
  }

  @Test(.enabled(if: isThere))
  func `running totals stay apart and origins get no events`() throws {
    let codings = try Self.codings.get()
    let total = codings[2].counts.first { $0.tally.low == 701 }
    #expect(total?.countKind == .runningTotal)
    let dead = codings[3].counts.first { $0.tally.best == 208 }
    #expect(dead?.countKind == .runningTotal)
    let shares = codings[3].counts.filter { $0.countKind == .shareOfTotal }
    #expect(shares.map(\.tally.best) == [30, 60, 40, 30, 20, 20, 2])
    // The dead came from these governorates' cities; nothing happened there.
    let names: Set<String> = ["Latakia", "Homs", "Tartous", "Tartus"]
    #expect(!codings[3].events.contains { names.contains($0.place.nameEnglish) })
    let fled = codings[3].events.filter { $0.type == .defection && $0.defected.low == 16 }
    #expect(fled.count == 1)
  }

  @Test(.enabled(if: isThere))
  func `give few events`() throws {
    let codings = try Self.codings.get()
    #expect(codings.reduce(0) { $0 + $1.events.count } <= 30)
  }
}
