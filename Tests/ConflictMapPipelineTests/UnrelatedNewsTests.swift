import EventCoding
import Foundation
import Gazetteers
import Geoparsing
import NewsIngest
import Testing

@testable import ConflictMapPipeline

/// News that has nothing to do with the war: sport, prices, weather, other countries' politics and wars.
struct UnrelatedNewsTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let stage = Result { () -> ReportStage in
    try ReportStage(try Theatre(folder: root.appending(path: "gazetteer").path, jobs: 2))
  }

  private struct Record: Decodable {
    var doc_id: String
    var text: String
    var note: String
  }

  private func records() throws -> [Record] {
    let file = Self.root.appending(path: "Examples/gold/unrelated.jsonl")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Record.self, from: Data($0.utf8)) }
  }

  @Test func `no event is told in it`() throws {
    let stage = try Self.stage.get()
    let told = try records().flatMap { record in
      stage.coding(of: Report(id: record.doc_id, text: record.text)).events.map { _ in
        record.doc_id
      }
    }
    // One in two hundred articles at most.
    #expect(told.count <= 1, "\(told)")
  }

  @Test func `hardly a village at home is found in news of other countries`() throws {
    let stage = try Self.stage.get()
    var words = 0
    var found: [String] = []
    for record in try records() where !record.note.hasPrefix("syria") {
      words += record.text.split(whereSeparator: \.isWhitespace).count
      for mention in stage.mentions(in: Report(id: record.doc_id, text: record.text)) {
        if let place = mention.resolution.place, place.country == "SY", place.kind != .country {
          found.append("\(mention.text) \(record.doc_id)")
        }
      }
    }
    let rate = 1000 * Double(found.count) / Double(words)
    #expect(rate <= 3, "\(rate) a thousand words: \(found)")
  }
}
