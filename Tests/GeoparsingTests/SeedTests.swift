import Foundation
import Gazetteers
import NewsIngest
import Testing

@testable import Geoparsing

/// The five reports that the project began with, where they lie beside the working copy: they are
/// others' texts and not ours to copy.
struct SeedTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/seeds").standardized
  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static let mentions: [(file: String, mentions: [Mention])] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
      else { return nil }
      return (name, Compiled.geoparser.mentions(in: text))
    }
  }()

  static let wanted: [(report: String, name: String, ids: Set<String>)] = [
    ("000", "الحماميات", ["C3459", "X0005"]), ("000", "النيرب", ["X0002", "N0223"]),
    ("000", "حندرات", ["X0003", "N0227"]), ("000", "الجبين", ["C3466", "X0042"]),
    ("000", "معرة النعمان", ["C3985"]), ("000", "خان شيخون", ["C3987"]),
    ("001", "جمعية الزهراء", ["X0001", "N0135"]), ("001", "مخيم النيرب", ["X0002"]),
    ("002", "النبك", ["C2419"]), ("002", "التريمسة", ["C3447"]), ("002", "تل ملح", ["C3445"]),
    ("002", "الجبين", ["C3466"]), ("003", "البوكمال", ["C5167"]),
    ("003", "حطلة", ["N0417", "G169789"]), ("003", "الحسينية", ["N0412", "G7632492"]),
    ("003", "مراط", ["C5146"]), ("004", "كفرنبودة", ["C3209"]), ("004", "قلعة المضيق", ["C3207"]),
    ("004", "حميميم", ["C3588", "X0035", "AOSLK"]), ("004", "تل ملح", ["C3445"]),
    ("004", "مطار حماة العسكري", ["X0033", "AOS58"]),
  ]

  @Test(.enabled(if: isThere), arguments: wanted)
  func `a place of the first reports`(_ row: (report: String, name: String, ids: Set<String>))
    throws
  {
    let mentions = try #require(
      Self.mentions.first { $0.file.hasPrefix(row.report) }
    ).mentions.filter { $0.text == row.name }
    #expect(!mentions.isEmpty)
    for mention in mentions {
      let id = mention.resolution.place?.id ?? mention.resolution.status
      #expect(row.ids.contains(id), "\(mention.line)")
    }
  }

  @Test(.enabled(if: isThere))
  func `actors, agreements and persons of the first reports carry no event`() {
    for (file, mentions) in Self.mentions {
      for mention in mentions where mention.role == .event {
        let names = [
          "القدس", "العزة", "النجباء", "أستانة", "سوتشي", "الأسد", "أسد", "النمر", "الصالح",
        ]
        #expect(!names.contains(mention.text), "\(file): \(mention.line)")
      }
    }
  }
}
