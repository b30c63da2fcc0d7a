import Gazetteers
import SimpleFeatures
import Testing

/// The regions of the committed gazetteer: places that everybody would count among them, and such
/// that nobody would.
struct RegionTests {
  static let boundaries = try? AdministrativeBoundaries(folder: Committed.folder)

  static let members: [(region: String, inside: [String], outside: [String])] = [
    // Jabal al-Zawiya: Kansafra, al-Bara, Ihsim; not Saraqab, Jisr al-Shughur, Kafr Nabudah.
    ("R0015", ["C4309", "C4304", "C4295"], ["C3916", "C4199", "C3209"]),
    // The Ghab: Huweiz, Hawash, Ziyara; not Kafr Nabudah, Kabani, Salma.
    ("R0016", ["C3194", "C3195", "C3166"], ["C3209", "C3751", "C3704"]),
    ("R0017", ["C3191", "C3190"], ["C3209", "C4068"]),
    // Jabal al-Akrad: Salma, Kinsabba, Kabani; Jabal al-Turkman: Rabia.
    ("R0018", ["C3704", "C3750", "C3751"], ["C3498", "C3480"]),
    ("R0019", ["C3498", "C6652"], ["C3704", "C3480"]),
    // The Badia: Tadmur and the desert, but not the towns on the river.
    ("R0022", ["X0083"], ["C5086", "C5710", "C2528", "C1001"]),
    // Both banks: Deir ez-Zor and Manbij on the one, Raqqa, Kobani and al-Hasakah on the other.
    ("R0023", ["C5710", "C4360"], ["C5086", "C1767", "C1007"]),
    ("R0048", ["C5086", "C1767", "C1007"], ["C5710", "C4360"]),
    ("R0024", ["C5710", "C4360"], ["C5086", "C2987"]),
    ("R0025", ["C2338", "C2321"], ["C1001"]),
    // The M5: Saraqab, Khan Shaykhun, Homs; the M4: Ariha, Jisr al-Shughur.
    ("R0040", ["C3987", "C3916", "X0070"], ["C3209", "C3480"]),
    ("R0039", ["C4278", "C4199"], ["C2528"]),
    ("R0042", ["C5710", "C5167"], ["C4360"]),
    ("R0043", ["C2987", "C2870", "C4199"], ["C4068"]),
    ("R0045", ["C4360", "C4409", "C5110"], ["C5710"]),
    ("R0047", [], ["C5929", "C5710"]),
    ("R0078", ["C6243"], ["C5993", "C1001"]),
    ("R0087", ["X0083"], ["C5086"]),
    ("R0029", ["C5993", "C6101"], ["C1001"]),
  ]

  @Test(arguments: members)
  func `regions hold what they are known for`(
    _ row: (region: String, inside: [String], outside: [String])
  ) throws {
    let boundaries = try #require(Self.boundaries)
    let gazetteer = try #require(Committed.gazetteer)
    let area = try #require(boundaries[row.region])
    for (ids, expected) in [(row.inside, true), (row.outside, false)] {
      for id in ids {
        // Looked up outside the macro, which would print the whole gazetteer.
        let found = gazetteer.place(id: id)
        let place = try #require(found, "\(id)")
        #expect(area.contains(place.point) == expected, "\(area.nameEnglish): \(place.nameEnglish)")
      }
    }
  }

  @Test func `every region has names in both languages and lies in Syria`() throws {
    let gazetteer = try #require(Committed.gazetteer)
    let boundaries = try #require(Self.boundaries)
    let country = try #require(boundaries["SY"])
    let regions = gazetteer.places.filter { $0.id.hasPrefix("R") && boundaries[$0.id] != nil }
    #expect(regions.count >= 90)
    for region in regions {
      #expect(!region.nameEnglish.isEmpty && !region.nameArabic.isEmpty, "\(region.id)")
      #expect(boundaries[region.id]?.kind == region.kind)
      #expect(boundaries[region.id]?.contains(region.point) == true)
      #expect(country.contains(region.point), "\(region.id)")
      #expect(!region.parts.isEmpty, "\(region.id)")
      #expect(region.parts.allSatisfy { boundaries[$0]?.kind == .subDistrict })
    }
  }
}
