import Gazetteers
import NewsIngest
import SimpleFeatures
import Testing
import TextAnalysis

@testable import Geoparsing

/// Decisions of a person about names, in texts of both languages.
struct PlaceDecisionTests {
  private func mentions(
    _ rules: [PlaceOverrides.Rule], _ text: String, title: String? = nil, explains: Bool = false
  ) -> [Mention] {
    Geoparser(
      gazetteer: Gazetteer(places: Self.places), overrides: PlaceOverrides(rules: rules),
      options: .init(includesRejected: explains)
    ).mentions(in: text, title: title)
  }

  private func ids(
    _ rules: [PlaceOverrides.Rule], _ text: String, title: String? = nil
  ) -> [String] {
    mentions(rules, text, title: title).compactMap { $0.resolution.place?.id }
  }

  /// Two villages of one name in two governorates, each with its town.
  private static let places: [Place] = [
    place("SY01", .governorate, "Shamal", "محافظة شمال", 36.5, 36.5, "SY01"),
    place("SY02", .governorate, "Janub", "محافظة جنوب", 34.5, 36.5, "SY02"),
    place("T1", .town, "Qartaba", "قرطبة", 36.5, 36.5, "SY01", 20_000),
    place("T2", .town, "Zanzabil", "زنزبيل", 34.5, 36.5, "SY02", 20_000),
    place("V1", .village, "Mushayrifa", "المشيرفة", 36.52, 36.5, "SY01"),
    place("V2", .village, "Mushayrifa", "المشيرفة", 34.52, 36.5, "SY02"),
  ]

  private static func place(
    _ id: String, _ kind: PlaceKind, _ english: String, _ arabic: String, _ latitude: Double,
    _ longitude: Double, _ adm1: String, _ population: Int = 0
  ) -> Place {
    Place(
      id: id, kind: kind, point: GeographicPoint(longitude: longitude, latitude: latitude),
      nameEnglish: english, nameArabic: arabic,
      names: [
        PlaceName(arabic, language: "ar", role: .official),
        PlaceName(english, language: "en", role: .official),
      ], adm1: adm1, population: population)
  }

  static let near: [(text: String, name: String)] = [
    ("قصفت الطائرات قرية المشيرفة قرب بلدة قرطبة.", "المشيرفة"),
    ("Aircraft bombed the village of Mushayrifa near the town of Qartaba.", "Mushayrifa"),
  ]

  @Test(arguments: near)
  func `a decision for everywhere wins over what lies near`(text: String, name: String) throws {
    #expect(ids([], text) == ["V1", "T1"])
    let rule = PlaceOverrides.Rule(name: name, decision: .means(placeID: "V2"))
    let found = mentions([rule], text)
    #expect(found.compactMap { $0.resolution.place?.id } == ["V2", "T1"])
    #expect(found.first?.reasons.first == "decision in overrides.csv")
    #expect(found.last?.reasons.contains("decision in overrides.csv") == false)
  }

  @Test(arguments: near)
  func `a decision for a district holds in it alone`(text: String, name: String) {
    let inNorth = PlaceOverrides.Rule(
      name: name, adminHint: "SY01", decision: .means(placeID: "T2"))
    #expect(ids([inNorth], text) == ["T2", "T1"])
    let inSouth = PlaceOverrides.Rule(
      name: name, adminHint: "SY02", decision: .means(placeID: "T2"))
    #expect(ids([inSouth], text) == ["V1", "T1"])
    // The one for the district goes before the one for everywhere.
    let everywhere = PlaceOverrides.Rule(name: name, decision: .never)
    #expect(ids([everywhere, inNorth], text) == ["T2", "T1"])
    #expect(ids([everywhere, inSouth], text) == ["T1"])
  }

  @Test func `the title tells the district, too`() {
    let rule = PlaceOverrides.Rule(
      name: "المشيرفة", adminHint: "SY02", decision: .means(placeID: "T2"))
    let text = "قصفت الطائرات قرية المشيرفة أمس."
    #expect(ids([rule], text, title: "غارات على بلدة زنزبيل") == ["T2"])
    #expect(ids([rule], text, title: "غارات على بلدة قرطبة") == ["V1"])
  }

  @Test(arguments: near)
  func `a name that is never a place is none, and told when asked`(
    text: String, name: String
  ) throws {
    let rule = PlaceOverrides.Rule(name: name, decision: .never)
    #expect(ids([rule], text) == ["T1"])
    let told = try #require(mentions([rule], text, explains: true).first { $0.text == name })
    #expect(told.resolution == .notPlace)
    #expect(told.reasons == ["decision in overrides.csv"])
  }

  @Test func `an unknown name that is never a place is not even unknown`() {
    let text = "قصفت الطائرات قرية الزعفرانة أمس."
    #expect(mentions([], text).map(\.resolution) == [.unknown])
    let rule = PlaceOverrides.Rule(name: "الزعفرانة", decision: .never)
    #expect(mentions([rule], text).isEmpty)
  }

  @Test(arguments: near)
  func `a place that is not meant leaves the others`(text: String, name: String) {
    let rule = PlaceOverrides.Rule(name: name, decision: .doesNotMean(placeID: "V1"))
    let found = mentions([rule], text)
    #expect(!found.contains { $0.resolution.place?.id == "V1" })
    #expect(found.contains { $0.resolution.place?.id == "T1" })
  }

  @Test(arguments: [
    ("اندلعت اشتباكات في التفاحة أمس.", "التفاحة"), ("ووصلوا للتفاحة ليلا.", "التفاحة"),
    ("Clashes broke out in Green Apple on Monday.", "Green Apple"),
  ])
  func `an alias that no table has is found`(text: String, alias: String) {
    #expect(ids([], text).isEmpty)
    let rule = PlaceOverrides.Rule(name: alias, decision: .means(placeID: "V2"))
    #expect(ids([rule], text) == ["V2"])
  }

  @Test func `decisions about places that do not exist change nothing`() {
    let rule = PlaceOverrides.Rule(name: "المشيرفة", decision: .means(placeID: "V9"))
    #expect(ids([rule], Self.near[0].text) == ["V1", "T1"])
  }
}
