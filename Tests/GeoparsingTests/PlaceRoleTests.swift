import Foundation
import Gazetteers
import SimpleFeatures
import Testing

@testable import Geoparsing

/// The two tables that a person may change.
struct PlaceTableTests {
  private static let cueHead = "cue\ttraits\tbearing\twords\n"

  @Test(arguments: [
    ("hamlet\t-\t-\tضيعة\n", "hamlet"), ("-\tloud\t-\tصاخب\n", "loud"),
    ("-\tcommon\t360\tشمال\n", "360"), ("-\tcommon\t-\t \n", "no words"),
  ])
  func `a word's row that cannot be meant is told with its line`(row: String, told: String) {
    let error = #expect(throws: PlaceTableError.self) {
      try CueLexicon(tsv: Self.cueHead + "village\t-\t-\tقرية\n" + row, file: "cues.tsv")
    }
    #expect(error?.line == 3)
    #expect(error?.description.contains(told) == true)
    #expect(error?.description.hasPrefix("cues.tsv:3: ") == true)
  }

  @Test(arguments: [
    ("first_third,1,", "first_third,1.5,"), ("journey,-2,", "journey,far,"),
    ("journey,-2,", "journy,-2,"), ("journey,-2,", "# journey,-2,"),
    ("dateline,-2,", "journey,-2,"),
  ])
  func `a weight that cannot be meant is an error`(old: String, new: String) {
    let table = Compiled.text("place-roles.csv")
    #expect(table.contains(old))
    #expect(throws: PlaceTableError.self) {
      try PlaceRoleWeights(csv: table.replacingOccurrences(of: old, with: new))
    }
  }

  @Test func `who thinks otherwise of datelines changes their weight`() throws {
    let text = "BEIRUT (Agency) - Nobody was hurt.\nHoms (Agency) - A shell fell."
    func role(_ weight: String) throws -> MentionRole? {
      let table = Compiled.text("place-roles.csv")
        .replacingOccurrences(of: "dateline,-2", with: "dateline,\(weight)")
      let parser = Geoparser(
        gazetteer: Compiled.gazetteer, lexicon: Compiled.cues,
        weights: try PlaceRoleWeights(csv: table), foreign: Compiled.foreign)
      return parser.mentions(in: text).first { $0.text == "Homs" }?.role
    }
    #expect(try role("-2") == .context)
    #expect(try role("0") == .event)
  }
}

struct PlaceRoleTests {
  private func role(_ name: String, in text: String) -> MentionRole? {
    Compiled.geoparser.mentions(in: text).first { $0.text == name }?.role
  }

  @Test(arguments: [
    // What says where another place lies, alone is where it happened.
    ("قصف مدفعي على بلدة تفتناز بريف إدلب", "إدلب", MentionRole.context),
    ("A mine went off in Tafas, northwest of Daraa.", "Daraa", .context),
    ("In Homs, a shell hit the Khalidiya district.", "Homs", .context),
    ("قصف مدفعي على ريف إدلب", "إدلب", .event),
    // Journeys, but not of troops.
    ("لجأت عشرات العائلات إلى سرمدا", "سرمدا", .context),
    ("Families fled Saraqib on Sunday.", "Saraqib", .context),
    ("Rebels withdrew from Saraqib on Sunday.", "Saraqib", .event),
    ("انسحبت الفصائل من سراقب", "سراقب", .event),
    // People's origin.
    ("قتل سبعة، أربعة من بانياس وثلاثة من مصياف", "مصياف", .origin),
    ("The dead were a nurse from Ariha and two others.", "Ariha", .origin),
    ("خرج المئات من أهالي منبج في مظاهرة", "منبج", .event),
    // States.
    ("حذرت أنقرة من موجة نزوح", "أنقرة", .government),
    ("Turkey-backed fighters entered Tadef.", "Turkey", .government),
    ("أبدت طهران استعدادها للحوار مع دمشق", "دمشق", .government),
    // Where it was written.
    ("بيروت (وكالات) - هدأت الجبهات.", "بيروت", .context),
    ("خاص - درعا: نفى قيادي ذلك.", "درعا", .context),
  ])
  func `tells what a place is named for`(text: String, name: String, role: MentionRole) {
    #expect(self.role(name, in: text) == role)
  }

  @Test(arguments: [
    "أغلق المحل في شارع حلب أمس.", "The shop on Aleppo Street was closed.",
    "وزرع الفلاحون قطناً هذا العام.", "زار الوفد مقر القدس العربي.",
    "According to Al-Quds Al-Arabi he resigned.",
  ])
  func `streets, papers and objects are no places`(text: String) {
    let places = Compiled.geoparser.mentions(in: text).compactMap(\.resolution.place)
    #expect(places.isEmpty)
  }

  @Test func `names of one list that lie together make each other names`() {
    let places = Compiled.geoparser.mentions(
      in: "يذكر أن اللطامنة والزكاة وحصرايا تتبع لها إداريا."
    )
    .compactMap { $0.resolution.place?.id }
    #expect(places == ["C3458", "C3461", "C6589"])
  }

  @Test func `a name that is spelled as none is taken for the one that it sounds like`() throws {
    let mention = try #require(
      Compiled.geoparser.mentions(in: "قصف على بلدة كفر زيطا قرب اللطامنة").first)
    #expect(mention.resolution.place?.id == "C3463")
    #expect(mention.reasons.contains { $0.hasPrefix("sounds like") })
    guard case .resolved(_, let confidence, _) = mention.resolution else { return }
    #expect(confidence < 0.75)
  }

  @Test(arguments: [
    ("Forces shelled Kabajeb and al-Shawla in Deir Ezzor province.", ["C5091", "C6529"]),
    ("Syrian warplanes bombed Suweida on Saturday.", ["C6147"]),
    ("A car bomb exploded near Daraa city in southern Syria.", ["C5993"]),
    // Elsewhere too much sounds like a village here, and adjectives are no names.
    ("The minister flew from Side to Toledo.", []),
  ])
  func `Latin names that no table has are read by their sound`(text: String, ids: [String]) {
    let settlements = Compiled.geoparser.mentions(in: text).compactMap(\.resolution.place)
      .filter { $0.kind.isSettlement && $0.country == "SY" }
    #expect(settlements.map(\.id) == ids)
  }

  @Test func `the region of interest decides between places that are else as likely`() throws {
    let text = "قصفت الطائرات قرية المشيرفة."
    func places(_ box: BoundingBox<GeographicPoint>?) -> Set<String> {
      let parser = Geoparser(
        gazetteer: Compiled.gazetteer, options: .init(regionOfInterest: box))
      return Set(
        parser.mentions(in: text).flatMap { mention -> [String] in
          switch mention.resolution {
          case .resolved(let place, _, _): [place.adm1]
          case .ambiguous(let places): [places[0].adm1]
          default: []
          }
        })
    }
    let hasakah = BoundingBox<GeographicPoint>(minX: 39.8, minY: 36, maxX: 42.4, maxY: 37.4)
    #expect(places(hasakah) == ["SY08"])
  }
}
