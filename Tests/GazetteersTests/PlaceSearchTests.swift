import Gazetteers
import SimpleFeatures
import TestSupport
import Testing

struct PlaceSearchTests {
  private static func place(
    _ id: String, _ arabic: String, _ latin: String = "", adm1: String = "SY01",
    longitude: Double = 36, kind: PlaceKind = .village
  ) -> Place {
    var names: [PlaceName] = []
    if !arabic.isEmpty { names.append(PlaceName(arabic, language: "ar", role: .official)) }
    if !latin.isEmpty { names.append(PlaceName(latin, language: "en", role: .official)) }
    return Place(
      id: id, kind: kind, point: GeographicPoint(longitude: longitude, latitude: 35),
      nameEnglish: latin, nameArabic: arabic, names: names, adm1: adm1)
  }

  private static let places = [
    place("C1", "التريمسة"), place("C2", "كفر نبودة", "Kafr Nabutha"), place("C3", "تلة الصخر"),
    place("C4", "البو عمر"), place("C5", "مورك", "Murak"), place("C6", "", "Deir Ezzor"),
    place("C7", "خناصر", "Khanaser"), place("C8", "الجديدة", adm1: "SY01"),
    place("C9", "الجديدة", adm1: "SY02", longitude: 37),
    place("SY01", "سهل", "Sahl", kind: .governorate),
    place("SY02", "جبل", "Jabal", adm1: "SY02", kind: .governorate),
  ]
  private let search = PlaceSearch(Gazetteer(places: places))

  @Test(arguments: [
    ("مورك", "C5", MatchLevel.exact), ("MURAK", "C5", .folded), ("تريمسه", "C1", .articleIgnored),
    ("كفرنبودة", "C2", .articleIgnored), ("تل الصخر", "C3", .alias), ("أبو عمر", "C4", .alias),
    ("مدينة مورك", "C5", .alias), ("Morek", "C5", .romanisation), ("Mork", "C5", .romanisation),
    ("Kafr Nabouda", "C2", .romanisation), ("Dayr az Zawr", "C6", .romanisation),
    ("دير الزور", "C6", .romanisation), ("Khana9er", "C7", .romanisation),
    ("Khanasir", "C7", .romanisation), ("Khanasel", "C7", .spelling),
  ])
  func `names match on the surest level`(_ name: String, id: String, level: MatchLevel) {
    let best = search.lookup(name).first
    #expect(best?.place.id == id)
    #expect(best?.level == level)
  }

  @Test func `the governorate and the neighbourhood decide between places of one name`() {
    #expect(search.lookup("الجديدة").map(\.place.id).prefix(2) == ["C8", "C9"])
    #expect(search.lookup("الجديدة", hint: "SY02").first?.place.id == "C9")
    #expect(search.lookup("الجديدة", hint: "Jabal Governorate").first?.place.id == "C9")
    #expect(search.lookup("الجديدة", hint: "محافظة جبل").first?.place.id == "C9")
    let near = GeographicPoint(longitude: 37.1, latitude: 35)
    #expect(search.lookup("الجديدة", near: near).first?.place.id == "C9")
    #expect(search.lookup("الجديدة", hint: "Atlantis").count == search.lookup("الجديدة").count)
  }

  @Test(arguments: ["", " ", "…", "ا", "ال", "al", "\u{0}", "////", "<b>", "7", "🏔️", "محافظة"])
  func `odd names find nothing far-fetched`(_ name: String) {
    #expect(search.lookup(name).allSatisfy { (0...1).contains($0.score) })
    #expect(search.lookup(name, limit: 0).isEmpty)
    #expect(search.lookup(name, limit: -1).isEmpty)
  }

  @Test func `two names with a slash are two ways to say it`() {
    #expect(search.lookup("Nowhere/Morek").first?.place.id == "C5")
  }

  @Test(arguments: 0..<20)
  func `the order of the gazetteer does not matter`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let other = PlaceSearch(Gazetteer(places: Self.places.shuffled(using: &random)))
    for name in ["الجديدة", "Morek", "Khanasel", "Kafr Nabouda"] {
      #expect(other.lookup(name) == search.lookup(name))
    }
  }

  @Test func `rules of a person come first`() {
    let overrides = PlaceOverrides(rules: [
      .init(name: "الجديدة", adminHint: "SY02", decision: .means(placeID: "C8")),
      .init(name: "مورك", decision: .never),
      .init(name: "خناصر", decision: .doesNotMean(placeID: "C7")),
    ])
    let search = PlaceSearch(Gazetteer(places: Self.places), overrides: overrides)
    #expect(search.lookup("الجديده", hint: "SY02").first?.place.id == "C8")
    #expect(search.lookup("الجديدة").first?.level == .exact)
    #expect(search.lookup("مورك").isEmpty)
    #expect(!search.lookup("خناصر").contains { $0.place.id == "C7" })
  }
}
