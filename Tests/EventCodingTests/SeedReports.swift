import CivilCalendar
import Foundation
import Gazetteers
import Geoparsing
import NewsIngest
import Testing
import TextAnalysis

@testable import EventCoding

/// The five reports that the project began with. They are not ours to publish: these tests run only
/// where a copy lies.
struct SeedReports {
  static let folder = URL(
    filePath: ProcessInfo.processInfo.environment["CONFLICTMAP_SEEDS"] ?? "/work/shared/seeds")
  static let isThere = FileManager.default.fileExists(atPath: folder.path)

  /// The days that were given with the reports, in the order of their names.
  static let published: [String?] = ["2019-07-15", nil, "2019-06-25", "2020-02-15", "2019-06-20"]

  static let codings = Result { () -> [ReportCoding] in
    let gazetteer = try DevelopmentEvaluation.gazetteer.get()
    let parser = Geoparser(gazetteer: gazetteer)
    let coder = EventCoder(
      gazetteer: gazetteer, actors: try DevelopmentEvaluation.actors(), cues: try Fixture.cues())
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "txt" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    return try zip(files, published).map { file, published in
      let words = try String(contentsOf: file, encoding: .utf8)
      let report = Report(
        id: file.deletingPathExtension().lastPathComponent, text: words,
        published: published.flatMap { CivilDate(iso: $0) })
      let text = TokenizedText(words)
      let coding = coder.code(report, text, mentions: parser.mentions(in: report, text))
      if DevelopmentEvaluation.isVerbose {
        print("## \(report.id)")
        DevelopmentEvaluation.printMentions(coding, text)
        for count in coding.counts {
          print(
            "    # \(count.text) \(count.kind) \(count.tally.best ?? -1) \(count.countKind)",
            "\(count.ofActors) civ=\(count.areCivilians) \(count.rule)")
        }
        for event in coding.events {
          print(
            "  event s\(text.tokens.first { $0.scalars.contains(event.evidence[0].span.start) }?.sentence ?? -1)",
            "\(line(event)) \"\(event.place.text)\" \(event.evidence[0].rule) by \(event.claimedBy)"
          )
        }
      }
      return coding
    }
  }

  @Test(.enabled(if: isThere))
  func `are read`() throws {
    let codings = try Self.codings.get()
    #expect(codings.count == 5)
  }
}
