import EventCoding
import Foundation
import Gazetteers
import Geoparsing
import NewsIngest
import Testing

@testable import ConflictMapPipeline

/// The whole way from a text to event places, over the gazetteer that ships.
struct SeedReportTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let stage = Result {
    try ReportStage(try Theatre(folder: root.appending(path: "gazetteer").path, jobs: 2))
  }

  /// The five reports that the project began with, others' texts, where they lie beside the clone.
  static let folder = root.deletingLastPathComponent().appending(path: "shared/seeds").path
  static var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

  static let codings = Result {
    try stage.get().codings(of: ReportReader().read([folder]).reports, jobs: 2)
  }

  /// Names and the places that they mean: the gazetteer's ids, looked up by hand in places.tsv.
  static let places: [(name: String, ids: Set<String>)] = [
    ("تل ملح", ["C3445"]), ("الجبين", ["C3466"]), ("الحماميات", ["C3459", "X0005"]),
    ("كفرنبودة", ["C3209"]), ("قلعة المضيق", ["C3207"]), ("معرة النعمان", ["C3985"]),
    ("خان شيخون", ["C3987"]), ("النيرب", ["X0002", "N0223"]), ("حندرات", ["X0003", "N0227"]),
    ("جمعية الزهراء", ["X0001", "N0135"]), ("النبك", ["C2419"]), ("التريمسة", ["C3447"]),
    ("البوكمال", ["C5167"]), ("حطلة", ["N0417", "G169789"]),
    ("الحسينية", ["N0412", "G7632492"]), ("مراط", ["C5146"]),
    ("حميميم", ["C3588", "X0035", "AOSLK"]), ("مطار حماة العسكري", ["X0033", "AOS58"]),
  ]

  @Test(.enabled(if: isThere), arguments: places)
  func `the first reports' places are found`(_ row: (name: String, ids: Set<String>)) throws {
    let mentions = try Self.codings.get().flatMap(\.mentions).filter { $0.text.contains(row.name) }
    #expect(!mentions.isEmpty)
    let found = Set(mentions.compactMap { $0.resolution.place?.id })
    #expect(!found.isDisjoint(with: row.ids), "\(found)")
  }

  static let nameless = [
    "لواء القدس", "فتح حلب", "جيش العزة", "النجباء", "أستانة", "سوتشي", "الأسد", "القدس", "العزة",
  ]

  @Test(.enabled(if: isThere))
  func `the first reports' actors, talks and persons are no event places`() throws {
    for coding in try Self.codings.get() {
      for mention in coding.mentions where mention.role == .event {
        #expect(!Self.nameless.contains(mention.text), "\(coding.report.id)")
      }
      for event in coding.events {
        #expect(!Self.nameless.contains(event.place.text), "\(coding.report.id)")
      }
    }
  }

  /// Sentences of our own with a place where something happened.
  static let sentences: [(text: String, place: Set<String>)] = [
    ("سيطرت فصائل المعارضة على قرية تل ملح أمس.", ["C3445"]),
    ("سيطرت فصائل المعارضة على قريتي تل ملح والجبين في ريف حماة.", ["C3466"]),
    ("قصفت قوات النظام تلة الحماميات بالمدفعية في ريف حماة.", ["C3459", "X0005"]),
    ("سيطرت قوات النظام على بلدة كفرنبودة.", ["C3209"]),
    ("سيطرت قوات النظام على بلدة قلعة المضيق.", ["C3207"]),
    ("قصف الطيران الروسي مدينة معرة النعمان.", ["C3985"]),
    ("قصف الطيران الروسي مدينة خان شيخون.", ["C3987"]),
    ("قصفت الفصائل حاجزاً بالنيرب في حلب، وقتل ثلاثة عناصر في مخيم النيرب.", ["X0002", "N0223"]),
    ("دارت اشتباكات بين قوات النظام والفصائل في مخيم حندرات شمال حلب.", ["X0003", "N0227"]),
    ("انفجر نفق في حي جمعية الزهراء بحلب.", ["X0001", "N0135"]),
    ("انشق عشرات العناصر من ثكنة في مدينة النبك بريف دمشق.", ["C2419"]),
    ("أعدمت قوات النظام 15 عنصراً في بلدة التريمسة بريف حماة.", ["C3447"]),
    ("استهدفت غارات جوية مدينة البوكمال بريف دير الزور.", ["C5167"]),
    ("دارت اشتباكات بين قوات النظام وقسد في بلدة حطلة بريف دير الزور.", ["N0417", "G169789"]),
    ("قصفت قوات النظام بلدة مراط بريف دير الزور بالمدفعية.", ["C5146"]),
    ("Russian warplanes bombed Khan Shaykhun on Sunday.", ["C3987"]),
    (
      "دارت اشتباكات بين قوات النظام وقسد في بلدتي الحسينية وحطلة بريف دير الزور.",
      ["N0412", "G7632492"]
    ),
    ("قصفت الفصائل قاعدة حميميم بالصواريخ.", ["C3588", "X0035", "AOSLK"]),
    ("قصفت الفصائل مطار حماة العسكري بصواريخ غراد.", ["X0033", "AOS58"]),
  ]

  @Test(arguments: sentences)
  func `an event is at its place`(_ row: (text: String, place: Set<String>)) throws {
    let report = Report(id: "r", text: row.text)
    let coding = try Self.stage.get().coding(of: report)
    let ids = Set(coding.events.compactMap(\.place.id))
    #expect(
      !ids.isDisjoint(with: row.place),
      "\(coding.mentions.map { "\($0.text) \($0.resolution.place?.id ?? "-") \($0.role)" })")
  }

  @Test(arguments: [
    "وصلت تعزيزات لحماة أمس.", "انسحبت القوات من المواقع والتحق عناصرها بحماة.",
  ])
  func `a name is found under its prefix`(_ text: String) throws {
    let mentions = try Self.stage.get().coding(of: Report(id: "r", text: text)).mentions
    #expect(mentions.contains { $0.text == "حماة" && $0.resolution.place != nil })
  }

  @Test(arguments: [
    "قال لواء القدس إنه قتل عشرة عناصر.", "أعلنت غرفة عمليات فتح حلب مقتل خمسة عناصر.",
    "قصف جيش العزة مواقع النظام.", "قتل عنصران من حركة النجباء.",
    "انتهت محادثات أستانة دون اتفاق على وقف القصف.",
    "خرق القصف اتفاق سوتشي الموقع في أيلول.", "قصفت قوات الأسد مواقع الفصائل.",
  ])
  func `actors, talks and persons are no event places`(_ text: String) throws {
    let coding = try Self.stage.get().coding(of: Report(id: "r", text: text))
    #expect(!coding.mentions.contains { $0.role == .event && $0.resolution.place != nil })
    #expect(coding.events.allSatisfy { $0.place.id == nil }, "\(coding.events.map(\.place))")
  }
}
