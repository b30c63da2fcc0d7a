internal import Gazetteers
internal import SimpleFeatures

/// The countries and capitals that reports of a war name as states, so that no village of the same
/// name is taken for them.
///
/// Names by us; positions to a tenth of a degree, read off Natural Earth: the capital itself, for a
/// country a point inside it. None of them is where an event is drawn.
enum ForeignPlaces {
  /// ISO code, `country` or `city`, names in English and Arabic parted by `|`, longitude, latitude.
  private static let rows: [(String, PlaceKind, String, String, Double, Double)] = [
    ("SY", .city, "Damascus", "دمشق", 36.3, 33.5),
    ("SY", .country, "Syria|Syrian Arab Republic", "سوريا|سورية", 38.5, 35.0),
    ("TR", .country, "Turkey|Türkiye", "تركيا|تركية", 35.0, 39.0),
    ("TR", .city, "Ankara", "أنقرة", 32.9, 39.9),
    ("TR", .city, "Istanbul", "إسطنبول|اسطنبول|استنبول", 29.0, 41.0),
    ("IQ", .country, "Iraq", "العراق", 43.7, 33.0),
    ("IQ", .city, "Baghdad", "بغداد", 44.4, 33.3),
    ("IR", .country, "Iran", "إيران|ايران", 54.0, 32.5),
    ("IR", .city, "Tehran|Teheran", "طهران", 51.4, 35.7),
    ("RU", .country, "Russia|Russian Federation", "روسيا|روسيا الاتحادية", 96.0, 62.0),
    ("RU", .city, "Moscow", "موسكو", 37.6, 55.8),
    ("RU", .city, "Sochi", "سوتشي", 39.7, 43.6),
    ("KZ", .country, "Kazakhstan", "كازاخستان|كازخستان", 67.0, 48.0),
    ("KZ", .city, "Astana|Nur-Sultan", "أستانة|آستانة|أستانا|آستانا|نور سلطان", 71.4, 51.2),
    ("US", .country, "United States|USA|America", "الولايات المتحدة|أمريكا|أميركا", -98.0, 39.5),
    ("US", .city, "Washington", "واشنطن", -77.0, 38.9),
    ("GB", .country, "Britain|United Kingdom", "بريطانيا|المملكة المتحدة", -2.0, 54.0),
    ("GB", .city, "London", "لندن", -0.1, 51.5),
    ("FR", .country, "France", "فرنسا", 2.5, 46.6),
    ("FR", .city, "Paris", "باريس", 2.4, 48.9),
    ("DE", .country, "Germany", "ألمانيا", 10.0, 51.0),
    ("DE", .city, "Berlin", "برلين", 13.4, 52.5),
    ("CH", .country, "Switzerland", "سويسرا", 8.2, 46.8),
    ("CH", .city, "Geneva", "جنيف", 6.1, 46.2),
    ("AT", .city, "Vienna", "فيينا", 16.4, 48.2),
    ("BE", .city, "Brussels", "بروكسل", 4.4, 50.8),
    ("LB", .country, "Lebanon", "لبنان", 35.9, 33.9),
    ("LB", .city, "Beirut", "بيروت", 35.5, 33.9),
    ("JO", .country, "Jordan", "الأردن", 36.5, 31.2),
    ("JO", .city, "Amman", "عمان|عمّان", 35.9, 31.9),
    ("IL", .country, "Israel", "إسرائيل", 34.9, 31.3),
    ("IL", .city, "Tel Aviv", "تل أبيب", 34.8, 32.1),
    ("PS", .country, "Palestine", "فلسطين", 35.2, 31.9),
    ("PS", .city, "Jerusalem|Quds", "القدس", 35.2, 31.8),
    ("PS", .city, "Gaza", "غزة", 34.5, 31.5),
    ("EG", .country, "Egypt", "مصر", 29.8, 26.5),
    ("EG", .city, "Cairo", "القاهرة", 31.2, 30.0),
    ("SA", .country, "Saudi Arabia", "السعودية|المملكة العربية السعودية", 44.5, 24.0),
    ("SA", .city, "Riyadh", "الرياض", 46.7, 24.7),
    ("QA", .country, "Qatar", "قطر", 51.2, 25.3),
    ("QA", .city, "Doha", "الدوحة", 51.5, 25.3),
    ("AE", .country, "United Arab Emirates|Emirates", "الإمارات", 54.3, 23.9),
    ("AE", .city, "Abu Dhabi", "أبو ظبي|أبوظبي", 54.4, 24.5),
    ("KW", .country, "Kuwait", "الكويت", 47.6, 29.3),
    ("YE", .country, "Yemen", "اليمن", 47.5, 15.9),
    ("LY", .country, "Libya", "ليبيا", 18.0, 27.0),
    ("AF", .country, "Afghanistan", "أفغانستان", 66.0, 33.8),
    ("PK", .country, "Pakistan", "باكستان", 69.4, 30.0),
    ("CN", .country, "China", "الصين", 103.8, 36.6),
    ("CN", .city, "Beijing", "بكين", 116.4, 39.9),
    ("UA", .country, "Ukraine", "أوكرانيا", 31.4, 49.0),
    ("UA", .city, "Kyiv|Kiev", "كييف", 30.5, 50.5),
    ("CY", .country, "Cyprus", "قبرص", 33.2, 35.0),
    ("GR", .country, "Greece", "اليونان", 22.6, 39.3),
    ("SD", .country, "Sudan", "السودان", 29.9, 16.0),
    ("TN", .country, "Tunisia", "تونس", 9.5, 34.1),
    ("DZ", .country, "Algeria", "الجزائر", 2.6, 28.2),
    ("MA", .country, "Morocco", "المغرب", -6.4, 31.9),
    ("IT", .country, "Italy", "إيطاليا", 12.1, 43.5),
    ("ES", .country, "Spain", "إسبانيا", -3.6, 40.3),
    ("NL", .country, "Netherlands|Holland", "هولندا", 5.6, 52.1),
    ("SE", .country, "Sweden", "السويد", 16.6, 62.8),
    ("JP", .country, "Japan", "اليابان", 138.0, 37.0),
    ("IN", .country, "India", "الهند", 79.4, 22.7),
  ]

  /// The capital of the country `home` where `places` have it.
  static func capitals(among places: [Place], of home: String) -> Set<Int> {
    let names = Set(rows.filter { $0.0 == home && $0.1 == .city }.map { $0.2 })
    return Set(
      places.indices.filter {
        places[$0].country == home && names.contains(places[$0].nameEnglish)
          && (places[$0].kind.isSettlement || places[$0].kind == .governorate)
      })
  }

  /// The places, without the country and the capital that the gazetteer has itself.
  static func places(besides gazetteer: Gazetteer) -> [Place] {
    let governed = Set(
      gazetteer.places.lazy.filter { $0.kind == .governorate }.map(\.country))
    return rows.compactMap { iso, kind, english, arabic, longitude, latitude in
      if kind == .country, gazetteer.place(id: iso) != nil { return nil }
      if kind == .city, governed.contains(iso) { return nil }
      let englishNames = english.split(separator: "|").map(String.init)
      let arabicNames = arabic.split(separator: "|").map(String.init)
      guard let first = englishNames.first, let firstArabic = arabicNames.first else { return nil }
      return Place(
        id: kind == .country ? iso : "\(iso)-\(first)", kind: kind,
        point: GeographicPoint(longitude: longitude, latitude: latitude), nameEnglish: first,
        nameArabic: firstArabic,
        names: englishNames.map { PlaceName($0, language: "en", role: .official) }
          + arabicNames.map { PlaceName($0, language: "ar", role: .official) },
        country: iso, population: 3_000_000, sources: ["conflictmap"])
    }
  }
}
