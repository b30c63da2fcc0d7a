import Foundation
import Gazetteers
import SimpleFeatures
import Testing
import TextAnalysis

/// The gazetteer that is committed beside the sources.
enum Committed {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "gazetteer").path
  static let gazetteer = try? Gazetteer(folder: folder)
  static let search = gazetteer.map { PlaceSearch($0) }
}

struct CommittedGazetteerTests {
  /// The names that the first reports of the war in Hama and Idlib in 2019 use, with the governorate
  /// and the id of the place: p-codes of OCHA's list, looked up there by hand.
  static let seeds: [(name: String, governorate: String, id: String)] = [
    ("حماة", "SY05", "C2987"), ("إدلب", "SY07", "C3871"), ("حلب", "SY02", "C1007"),
    ("النيرب", "SY07", "C3867"), ("تل ملح", "SY05", "C3445"), ("الجبين", "SY05", "C3466"),
    ("معرة النعمان", "SY07", "C3985"), ("خان شيخون", "SY07", "C3987"), ("حمص", "SY04", "C2528"),
    ("دير الزور", "SY09", "C5086"), ("اللاذقية", "SY06", "C3480"), ("طرطوس", "SY10", "C5221"),
    ("النبك", "SY03", "C2419"), ("البوكمال", "SY09", "C5167"), ("مراط", "SY09", "C5146"),
    ("قلعة المضيق", "SY05", "C3207"), ("حميميم", "SY06", "C3588"), ("دمشق", "SY01", "C1001"),
    ("سراقب", "SY07", "C3916"), ("محردة", "SY05", "C3457"), ("السقيلبية", "SY05", "C3114"),
    ("مورك", "SY05", "C3029"), ("اللطامنة", "SY05", "C3458"), ("الهبيط", "SY07", "C3989"),
    ("جسر الشغور", "SY07", "C4199"), ("كفرزيتا", "SY05", "C3463"), ("كفرنبودة", "SY05", "C3209"),
    ("التريمسة", "SY05", "C3447"), ("الحماميات", "SY05", "C3459"), ("حندرات", "SY02", "G169933"),
    ("حطلة", "SY09", "N0417"), ("جمعية الزهراء", "SY02", "X0001"), ("ريف دمشق", "", "SY03"),
    ("الحسينية", "SY04", "C2725"),
  ]

  @Test(arguments: seeds)
  func `the names of the first reports are found`(
    _ seed: (name: String, governorate: String, id: String)
  ) throws {
    let search = try #require(Committed.search)
    let results = search.lookup(
      seed.name, hint: seed.governorate.isEmpty ? nil : seed.governorate, limit: 3)
    #expect(results.contains { $0.place.id == seed.id }, "\(results.map(\.place.id))")
    let bare = search.lookup(seed.name, limit: 30)
    #expect(bare.contains { $0.place.id == seed.id }, "without the governorate")
  }

  @Test func `every Arabic name finds its place with its governorate`() throws {
    let search = try #require(Committed.search)
    var asked = 0
    var found = 0
    // Every 23rd place keeps the test short and meets every governorate and source.
    for (index, place) in search.gazetteer.places.enumerated()
    where index % 23 == 0 && !place.adm1.isEmpty && !place.kind.isAdministrative {
      for name in place.names where name.language == "ar" {
        asked += 1
        let results = search.lookup(name.text, hint: place.adm1, limit: 12)
        guard let own = results.first(where: { $0.place.id == place.id }) else { continue }
        // Of several villages of one name in a governorate none is better than the others.
        if let best = results.first, best.level == own.level, best.score - own.score < 0.05 {
          found += 1
        }
      }
    }
    #expect(asked > 500)
    #expect(Double(found) >= 0.995 * Double(asked), "\(found) of \(asked)")
  }

  @Test func `the index folds every name as the folding does`() throws {
    let gazetteer = try #require(Committed.gazetteer)
    let forms = Dictionary(uniqueKeysWithValues: gazetteer.foldedNames)
    for (index, place) in gazetteer.places.enumerated() where index % 11 == 0 {
      for name in place.names {
        let bearers = forms[Folding.fold(name.text)] ?? []
        #expect(bearers.contains { $0.place == index }, "\(place.id) \(name.text)")
      }
    }
  }

  @Test(arguments: [
    ("Morek", "C3029"), ("Kafr Nabudah", "C3209"), ("Kafr Zita", "C3463"), ("Mhardeh", "C3457"),
    ("Deir Ezzor", "C5086"), ("Raqqa", "C5710"), ("Hamah", "C2987"), ("Sarakib", "C3916"),
    ("Tel Rifaat", "C1621"), ("Khan Sheikhoun", "C3987"), ("Jisr al-Shughour", "C4199"),
    ("Maaret al-Numan", "C3985"), ("Al-Bab", "C1202"), ("تلملح", "C3445"),
  ])
  func `usual spellings of the press are found first`(_ name: String, id: String) throws {
    let search = try #require(Committed.search)
    #expect(search.lookup(name, limit: 3).first?.place.id == id)
  }

  @Test func `no place comes from Wikipedia`() throws {
    let gazetteer = try #require(Committed.gazetteer)
    #expect(!gazetteer.places.contains { $0.sources.contains { $0.hasPrefix("wikipedia") } })
    #expect(gazetteer.attribution.count == 4)
    #expect(gazetteer.attribution.allSatisfy { !$0.contains("Wikipedia") })
  }

  @Test func `boundaries and points agree`() throws {
    let gazetteer = try #require(Committed.gazetteer)
    let boundaries = try AdministrativeBoundaries(folder: Committed.folder)
    // SOURCES.md of the reference tables: 1 country, 14 governorates, 62 districts, 272
    // sub-districts, 414 neighbourhoods.
    #expect(boundaries.areas(of: .country).count == 1)
    #expect(boundaries.areas(of: .governorate).count == 14)
    #expect(boundaries.areas(of: .district).count == 62)
    #expect(boundaries.areas(of: .subDistrict).count == 272)
    #expect(boundaries.areas(of: .neighbourhood).count == 414)
    for region in gazetteer.places where region.kind == .region {
      #expect(boundaries[region.id]?.contains(region.point) == true, "\(region.id)")
    }
    // 99.2 % of OCHA's points lie in the unit of their code before generalisation.
    let communities = gazetteer.places.filter { $0.id.hasPrefix("C") && !$0.adm3.isEmpty }
    let inside = communities.count { boundaries[$0.adm3]?.contains($0.point) == true }
    #expect(Double(inside) >= 0.99 * Double(communities.count), "\(inside)")
    // Generalised or not, the sub-districts fill the country: areas in square degrees.
    func area(_ areas: [AdministrativeBoundaries.Area]) -> Double {
      areas.reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.area } }
    }
    let country = area(boundaries.areas(of: .country))
    for kind in [PlaceKind.governorate, .district, .subDistrict] {
      #expect(abs(area(boundaries.areas(of: kind)) - country) < 1e-9 * country)
    }
    #expect(gazetteer.contained(in: "SY050501").contains { $0.id == "C3463" })
    #expect(gazetteer.parts(of: "C1007").count > 100)
  }

  @Test func `the base map has every layer`() throws {
    let map = try BaseMap(folder: Committed.folder)
    for layer in BaseMap.Layer.allCases { #expect(!map[layer].isEmpty, "\(layer)") }
    #expect(map[.route].contains { $0.nameEnglish == "M5" })
    #expect(map[.river].contains { $0.nameArabic == "العاصي" && $0.isSchematic })
  }
}
