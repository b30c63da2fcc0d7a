import Foundation
import Gazetteers
import NewsIngest
import Testing
import TextAnalysis

@testable import Geoparsing

/// A sentence of the development gold, read by us before the geoparser was run on it.
struct GoldSentence: Decodable, Sendable, CustomTestStringConvertible {
  struct Toponym: Decodable, Sendable {
    var start: Int
    var end: Int
    /// The places that are right; `-` where it means no place, `?` where no gazetteer has it.
    var ids: [String]
    var role: String
    var relation: String?
    var precision: Int?
  }

  var note: String
  var text: String
  var mentions: [Toponym]
  var testDescription: String { text }

  static let all: [GoldSentence] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/toponyms.jsonl")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(GoldSentence.self, from: Data($0.utf8))
    }
  }()
}

extension Mention {
  func agrees(with gold: GoldSentence.Toponym) -> Bool {
    guard span.start == gold.start, span.end == gold.end else { return false }
    return switch resolution {
    case .resolved(let place, _, _): gold.ids.contains(place.id)
    case .unknown: gold.ids == ["?"]
    case .notPlace: gold.ids == ["-"]
    case .ambiguous: false
    }
  }
}

struct DevelopmentGoldTests {
  @Test func `finds and resolves most names of the development gold`() {
    #expect(GoldSentence.all.count >= 80)
    var found = 0
    var wanted = 0
    var given = 0
    var right = (role: 0, relation: 0, precision: 0)
    var stated = (relation: 0, precision: 0)
    for sentence in GoldSentence.all {
      let mentions = Compiled.geoparser.mentions(in: sentence.text)
      wanted += sentence.mentions.count
      given += mentions.count
      for gold in sentence.mentions {
        guard let mention = mentions.first(where: { $0.agrees(with: gold) }) else {
          print("MISSED \(gold.start)..<\(gold.end) \(gold.ids) in: \(sentence.text)")
          for mention in mentions { print("    \(mention.line)") }
          continue
        }
        found += 1
        if mention.role.rawValue == gold.role {
          right.role += 1
        } else {
          print(
            "ROLE \(mention.role.rawValue) for \(gold.role): \(mention.text) in \(sentence.text)")
        }
        if let relation = gold.relation {
          stated.relation += 1
          if mention.relation.rawValue == relation {
            right.relation += 1
          } else {
            print("RELATION \(mention.line) for \(relation) in \(sentence.text)")
          }
        }
        if let precision = gold.precision {
          stated.precision += 1
          if mention.precision == precision { right.precision += 1 }
        }
      }
      for mention in mentions
      where !sentence.mentions.contains(where: { mention.agrees(with: $0) }) {
        print("EXTRA \(mention.line) in: \(sentence.text)")
      }
    }
    let recall = Double(found) / Double(wanted)
    let precision = Double(found) / Double(given)
    print("toponyms: recall \(recall), precision \(precision), of \(wanted) and \(given)")
    print(
      "roles right \(right.role) of \(found), relations \(right.relation) of"
        + " \(stated.relation), precisions \(right.precision) of \(stated.precision)")
    #expect(recall >= 0.98)
    #expect(precision >= 0.98)
    #expect(Double(right.role) >= 0.97 * Double(found))
    #expect(Double(right.relation) >= 0.95 * Double(stated.relation))
    #expect(Double(right.precision) >= 0.95 * Double(stated.precision))
  }

  @Test(arguments: ["ar", "en"])
  func `finds hardly any place in news of other things`(language: String) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/ordinary-\(language).txt")
    let text = try String(contentsOf: url, encoding: .utf8)
    let tokens = TokenizedText(text).tokens.count
    let mentions = Compiled.geoparser.mentions(in: text)
    for mention in mentions { print("FALSE \(language): \(mention.line)") }
    print("\(language): \(mentions.count) false names in \(tokens) words")
    #expect(tokens >= 600)
    #expect(Double(mentions.count) <= 3 * Double(tokens) / 1000)
  }

  /// Fifteen short news texts of our own on sport, economy, weather, culture and other countries:
  /// none of them names a place of the gazetteer's country.
  @Test func `takes hardly a word of unrelated news for a place of the war`() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/unrelated-ar.txt")
    let texts = try String(contentsOf: url, encoding: .utf8).split(separator: "\n\n")
    #expect(texts.count == 15)
    var tokens = 0
    var taken = 0
    for text in texts {
      tokens += TokenizedText(String(text)).tokens.count
      for mention in Compiled.geoparser.mentions(in: String(text)) {
        guard mention.resolution.place?.country == "SY" else { continue }
        taken += 1
        print("FALSE: \(mention.line)")
      }
    }
    print("\(taken) false places in \(tokens) words")
    #expect(Double(taken) <= 3 * Double(tokens) / 1000)
  }
}
