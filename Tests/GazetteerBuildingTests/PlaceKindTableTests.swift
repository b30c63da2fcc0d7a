import Foundation
import GazetteerBuilding
import Gazetteers
import Testing

/// The committed table of kinds, and tables that are wrong.
struct PlaceKindTableTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "gazetteer/kinds.csv")

  private func text() throws -> String { try String(contentsOf: Self.file, encoding: .utf8) }

  @Test func `the table and the program agree`() throws {
    let table = try PlaceKindTable(csv: Array(text().utf8))
    #expect(Set(table.rows.map(\.kind)) == Set(PlaceKind.allCases))
    for kind in PlaceKind.allCases { #expect(table[kind].kind == kind) }
    #expect(table[.town].nameArabic == "بلدة" && table[.town].radius == 1500)
    #expect(table[.region].radius == nil)
  }

  @Test(arguments: [
    ("village,village,قرية,1,0,1000", "village,village,قرية,0,0,1000", "otherwise"),
    ("dam,dam,سد", "barrage,dam,سد", "barrage"), ("dam,dam,سد", "hill,dam,سد", "twice"),
    ("dam,dam,سد", "dam,,سد", "no name"), ("dam,dam,سد,0,0,500", "dam,dam,سد,0,0,wide", "radius"),
    ("dam,dam,سد,0,0,500\n", "", "missing"),
  ])
  func `a table that is wrong is told`(old: String, new: String, word: String) throws {
    let text = try text()
    #expect(text.contains(old))
    let error = #expect(throws: GazetteerError.self) {
      try PlaceKindTable(csv: Array(text.replacing(old, with: new).utf8))
    }
    #expect(error?.message.contains(word) == true, "\(String(describing: error))")
  }
}
