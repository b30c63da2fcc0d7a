import Foundation
import Gazetteers
import NewsIngest
import SimpleFeatures
import Testing
import TextAnalysis

@testable import Geoparsing

struct GeoparserTests {
  private func ids(_ text: String) -> [String] {
    Compiled.geoparser.mentions(in: text).compactMap { $0.resolution.place?.id }
  }

  private func mention(_ name: String, in text: String) throws -> Mention {
    try #require(Compiled.geoparser.mentions(in: text).first { $0.text == name })
  }

  // MARK: - Spans

  @Test(arguments: [
    ("قصفوا بالنيرب ومخيم النيرب", "النيرب"), ("عادوا لحماة أمس", "حماة"),
    ("في حلب وحماة معارك", "حماة"), ("سيطروا على مدينة حلب وإدلب", "إدلب"),
    ("من بلدة النبك وللنبك عاد", "نبك"), ("قرب حي جمعية الزهراء بحلب", "جمعية الزهراء"),
    ("the town of An-Nabk's people", "An-Nabk"), ("near Deir ez-Zor city", "Deir ez-Zor"),
  ])
  func `the span leaves out the letters joined before the name`(text: String, name: String) throws {
    let mention = try mention(name, in: text)
    let scalars = Array(text.unicodeScalars)[mention.span.start..<mention.span.end]
    #expect(String(String.UnicodeScalarView(scalars)) == name)
  }

  @Test func `marks and a joined form that shows two letters keep the span right`() throws {
    let marked = try mention("حَلَب", in: "دخلوا مدينة حَلَب ليلا")
    #expect(marked.resolution.place?.id == "C1007")
    // U+FEF9 shows lam and alef with hamza: the name cannot be parted from the joined letter.
    let text = "موالية \u{FEF9}يران"
    let joined = Compiled.geoparser.mentions(in: text)
    #expect(joined.map(\.span) == [TextSpan(start: 7, end: 12)])
  }

  // MARK: - Regions, roads and rivers

  @Test(arguments: [
    ("قطعت الفصائل طريق M5 أمس.", "R0040"), ("The rebels cut the M5 on Monday.", "R0040"),
    ("Clashes broke out on the M4 highway.", "R0039"), ("عبروا نهر العاصي ليلا.", "R0043"),
    ("انسحبت القوات من شرق الفرات.", "R0023"),
    ("They hold the land east of the Euphrates.", "R0023"),
    ("قتل سبعة عناصر في البادية السورية.", "R0022"), ("An ambush in the Badia on Monday.", "R0022"),
    ("هاجموا حقل العمر أمس.", "X0122"), ("غارات على ريف الرقة الغربي.", "R0057"),
    ("معارك في سهل الغاب.", "R0016"), ("Airstrikes on Rif Dimashq.", "SY03"),
  ])
  func `names of regions, roads and rivers are found alone`(text: String, id: String) {
    #expect(ids(text) == [id])
  }

  @Test func `somewhere along a long road is no point`() throws {
    let long = try mention("M5", in: "The rebels cut the M5 on Monday.")
    #expect(long.precision == 8 && long.relation == .area && long.radius == nil)
    let short = try mention("طريق الكاستيلو", in: "قصفوا طريق الكاستيلو أمس")
    #expect(short.precision == 4)
  }

  // MARK: - Relations

  @Test func `an offset is measured on the sphere`() throws {
    let text = "A convoy was hit 10 km east of Saraqib on Monday."
    let mention = try mention("Saraqib", in: text)
    let place = try #require(mention.resolution.place)
    let point = try #require(mention.point)
    #expect(mention.relation == .offset)
    #expect(mention.precision == 3)
    #expect(mention.radius == 2000)
    // 10 km on a parallel of 35.861° are 10 / (111.195 cos 35.861°) = 0.11096 degrees.
    #expect(abs(point.longitude - place.point.longitude - 0.11096) < 2e-4)
    #expect(abs(point.latitude - place.point.latitude) < 2e-4)
  }

  @Test(arguments: [
    ("شمال", 0.0, 0.0449661), ("شرق", 0.0554, 0.0), ("جنوب غرب", -0.0391, -0.0318),
  ])
  func `five kilometres in a direction`(direction: String, east: Double, north: Double) throws {
    let mention = try mention("مورك", in: "سقط الصاروخ على بعد 5 كم \(direction) مورك")
    let place = try #require(mention.resolution.place)
    let point = try #require(mention.point)
    #expect(mention.relation == .offset)
    // A degree of latitude is 111.195 km on the sphere, of longitude at 35.37° N 90.67 km.
    #expect(abs(point.longitude - place.point.longitude - east) < 5e-4)
    #expect(abs(point.latitude - place.point.latitude - north) < 5e-4)
  }

  @Test func `between two places is half-way`() throws {
    let mentions = Compiled.geoparser.mentions(in: "سقطت الطائرة بين مورك وصوران")
    #expect(mentions.map(\.relation) == [.between, .between])
    #expect(mentions.map(\.precision) == [4, 4])
    // Murak 35.37393 N and Suran 35.28 N of the gazetteer.
    let latitudes = mentions.compactMap { $0.resolution.place?.point.latitude }
    #expect(latitudes.count == 2)
    let middle = latitudes.reduce(0, +) / 2
    for mention in mentions { #expect(abs((mention.point?.latitude ?? 0) - middle) < 1e-9) }
  }

  @Test func `a bare name is the city, with its unit named the unit`() throws {
    #expect(ids("وقعت معارك في حماة") == ["C2987"])
    #expect(ids("وقعت معارك في ريف حماة") == ["SY05"])
    #expect(ids("وقعت معارك في محافظة حلب") == ["SY02"])
    #expect(ids("وقعت معارك في مدينة حلب") == ["C1007"])
    #expect(ids("Clashes in Hama countryside") == ["SY05"])
  }

  // MARK: - Resolution

  @Test func `neighbours decide between places of one name`() throws {
    // Jubbayn by Tell Mallah in Hama, and that of Aleppo's north.
    #expect(ids("معارك في قريتي الجبين وتل ملح") == ["C3466", "C3445"])
    let aleppo = try mention("الجبين", in: "معارك في قرية الجبين قرب الراعي بريف حلب الشمالي")
    #expect(aleppo.resolution.place?.id == "C1256")
  }

  @Test func `one report has one sense of a name unless a cue says otherwise`() throws {
    let text = """
      دفن القتلى في مخيم النيرب بحلب. وقال سكان من النيرب إن الحاجز أغلق.
      """
    #expect(ids(text).filter { $0 == "C3867" }.isEmpty)
  }

  @Test func `a name without anything to choose by is ambiguous and has no point`() throws {
    let mention = try mention("المشيرفة", in: "قصفت الطائرات قرية المشيرفة")
    guard case .ambiguous(let places) = mention.resolution else {
      Issue.record("\(mention.resolution.status)")
      return
    }
    #expect(places.count > 3)
    #expect(mention.point == nil)
    #expect(mention.precision == 0)
  }

  @Test func `confidence is a share and reasons are given`() throws {
    for sentence in GoldSentence.all {
      for mention in Compiled.geoparser.mentions(in: sentence.text) {
        #expect((0...1).contains(mention.eventScore))
        #expect(!mention.reasons.isEmpty)
        if case .resolved(_, let confidence, _) = mention.resolution {
          #expect((0...1).contains(confidence))
          #expect(mention.point?.isValid == true)
          #expect((1...9).contains(mention.precision))
        }
      }
    }
  }

  @Test func `a title helps to choose`() throws {
    let text = "سيطر الجيش على قرية الجبين بعد معارك."
    let mentions = Compiled.geoparser.mentions(in: text, title: "معارك قرب تل ملح ومحردة بريف حماة")
    #expect(mentions.compactMap { $0.resolution.place?.id } == ["C3466"])
  }

  // MARK: - What is no place

  @Test(arguments: [
    "قال المقدم سامر الصالح إن المعارك مستمرة", "خسر نظام الأسد عشرات العناصر",
    "رفض السوريون والسوريات القرار", "فتح الباب أمام الحل", "يطالب الشعب بالحرية والسلام",
    "حركة النجباء العراقية", "عاد إلى بيته بعد العمل", "He hit the ball over the bar",
    "Ali Hassan said the deal was off",
  ])
  func `names nothing that happens somewhere`(text: String) {
    let events = Compiled.geoparser.mentions(in: text).filter { $0.role == .event }
    #expect(events.isEmpty, "\(events.map(\.line))")
  }

  @Test func `names in actors' names are no places, and are so wherever they stand together`() {
    let text = "أعلنت غرفة عمليات فتح حلب النفير. وقالت فتح حلب إنها تقدمت في حي جمعية الزهراء."
    let mentions = Compiled.geoparser.mentions(in: text)
    #expect(mentions.map(\.role) == [.actorName, .actorName, .event])
    #expect(mentions.prefix(2).allSatisfy { $0.resolution == .notPlace })
  }

  // MARK: - Robustness

  @Test(arguments: ["", " ", "\n\n", "،،،", "🙂", "\u{202B}\u{200F}", "و", "ال", "بال", "\u{0}حلب"])
  func `odd texts do no harm`(text: String) {
    _ = Compiled.candidGeoparser.mentions(in: text)
  }

  @Test(arguments: 0..<40)
  func `any mixture of words gives ordered spans inside the text`(seed: Int) {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let words = [
      "ريف", "حماة", "وتل", "ملح", "بين", "من", "5", "كم", "شرق", "إلى", "الشرق", "،", "و", "مدينة",
      "حلب", "–", "(", "\"", "near", "of", "Hama", "al", "-", "Deir", "ez", "countryside", "km",
      "4",
      "east", "the", "village", "لواء", "القدس", "اتفاق", "محمد", ".", "\n", "ﻹيران", "للنبك",
      "تلة",
    ]
    let text = (0..<200).map { _ in words[next(words.count)] }.joined(separator: " ")
    let mentions = Compiled.candidGeoparser.mentions(in: text)
    let length = text.unicodeScalars.count
    #expect(mentions == Compiled.candidGeoparser.mentions(in: text))
    #expect(mentions.map(\.span) == mentions.map(\.span).sorted())
    for mention in mentions {
      #expect(0 <= mention.span.start && mention.span.start < mention.span.end)
      #expect(mention.span.end <= length)
    }
  }

  // MARK: - A small gazetteer

  @Test func `works with another gazetteer than the compiled one`() throws {
    let small = Gazetteer(places: [
      Place(
        id: "T1", kind: .village, point: GeographicPoint(longitude: 36.5, latitude: 35.3),
        nameEnglish: "Testeen", nameArabic: "تستين",
        names: [
          PlaceName("تستين", language: "ar", role: .official),
          PlaceName("Testeen", language: "en", role: .official),
        ])
    ])
    let parser = Geoparser(gazetteer: small)
    #expect(
      parser.mentions(in: "قصف على قرية تستين").compactMap { $0.resolution.place?.id } == ["T1"])
    #expect(
      parser.mentions(in: "the village of Testin").compactMap { $0.resolution.place?.id }
        == ["T1"])
    #expect(Geoparser(gazetteer: Gazetteer(places: [])).mentions(in: "في حلب").isEmpty)
  }

  /// Made-up villages: three lie together, a fourth is 400 km from them in another governorate.
  private static let farNamesake = [
    village("T1", "تل تستين", 36.50, 35.30, "SY05"),
    village("T2", "كفر تستين", 36.55, 35.35, "SY05"),
    village("T3", "دير تستين", 36.45, 35.40, "SY05"),
    village("T4", "عين تستين", 41.00, 35.30, "SY08"),
    Place(
      id: "SY08", kind: .governorate, point: GeographicPoint(longitude: 40.7, latitude: 36.4),
      nameEnglish: "Testia", nameArabic: "تستيا",
      names: [PlaceName("تستيا", language: "ar", role: .official)], adm1: "SY08"),
  ]

  private static func village(
    _ id: String, _ name: String, _ longitude: Double, _ latitude: Double, _ governorate: String
  ) -> Place {
    Place(
      id: id, kind: .village, point: GeographicPoint(longitude: longitude, latitude: latitude),
      nameEnglish: id, nameArabic: name,
      names: [PlaceName(name, language: "ar", role: .official)], adm1: governorate)
  }

  @Test
  func `a village far from the rest of the report is not taken, though no other has its name`()
    throws
  {
    let parser = Geoparser(gazetteer: Gazetteer(places: Self.farNamesake))
    let text = "دخل الجيش قرى تل تستين وكفر تستين ودير تستين، ثم قرية عين تستين بعد معارك."
    let mentions = parser.mentions(in: text)
    #expect(mentions.prefix(3).compactMap { $0.resolution.place?.id } == ["T1", "T2", "T3"])
    #expect(mentions.count == 4)
    #expect(mentions.last?.resolution.status == "ambiguous")
    #expect(mentions.last?.point == nil)
  }

  @Test func `it is taken where the report names its governorate`() {
    let parser = Geoparser(gazetteer: Gazetteer(places: Self.farNamesake))
    let text = """
      دخل الجيش قرى تل تستين وكفر تستين ودير تستين. وقصفت الطائرات قرية عين تستين في محافظة تستيا.
      """
    let ids = parser.mentions(in: text).compactMap { $0.resolution.place?.id }
    #expect(ids.contains("T4"))
  }

  @Test func `a namesake beside the rest of the report is meant instead`() {
    let near = Self.village("T5", "عين تستين", 36.52, 35.33, "SY05")
    let parser = Geoparser(gazetteer: Gazetteer(places: Self.farNamesake + [near]))
    let text = "دخل الجيش قرى تل تستين وكفر تستين ودير تستين، ثم قرية عين تستين بعد معارك."
    #expect(parser.mentions(in: text).last?.resolution.place?.id == "T5")
  }

  @Test(arguments: [
    "The army command in Damascus proclaimed a truce.",
    "Turkey blamed Damascus for the shelling.",
    "أعلنت وزارة الدفاع في دمشق وقفاً لإطلاق النار.", "قالت دمشق إن الهدنة انتهت.",
  ])
  func `a capital that stands for its government has that role`(text: String) throws {
    let mentions = Compiled.geoparser.mentions(in: text)
    let damascus = try #require(mentions.first { $0.resolution.place?.id == "C1001" })
    #expect(damascus.role == .government)
  }

  @Test(arguments: [
    "A car bomb exploded in Damascus on Monday.", "Rockets hit the defence ministry in Damascus.",
    "انفجرت سيارة مفخخة في دمشق أمس.", "قصف على مبنى وزارة الدفاع في دمشق.",
  ])
  func `an attack in a capital happens there`(text: String) throws {
    let mentions = Compiled.geoparser.mentions(in: text)
    let damascus = try #require(mentions.first { $0.resolution.place?.id == "C1001" })
    #expect(damascus.role == .event)
  }

  @Test(arguments: [
    ("وقال مصدر في قيادة الشرطة في حماة إن قذائف سقطت على محردة أمس.", "C2987"),
    ("A source in Hama said that rebels had shelled Mahardah.", "C2987"),
  ])
  func `where somebody speaks is not where it happened`(text: String, id: String) throws {
    let mentions = Compiled.geoparser.mentions(in: text)
    let seat = try #require(mentions.first { $0.resolution.place?.id == id })
    #expect(seat.role == .context)
  }
}
