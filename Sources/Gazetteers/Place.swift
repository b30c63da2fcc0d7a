public import SimpleFeatures

/// A place of the gazetteer.
public struct Place: Hashable, Sendable {
  /// The stable id: OCHA's p-code (`C3445`, `N0031`, `SY0503`) where there is one, else `G` and the
  /// GeoNames number, `W` and the Who's On First number, `A` and the airfield's ident, `X…` or
  /// `R…` for our own.
  public var id: String
  public var kind: PlaceKind
  /// The representative point that is used; the sources' own ones are in `points`.
  public var point: GeographicPoint
  /// The names to print, empty where no source has one in that script.
  public var nameEnglish: String
  public var nameArabic: String
  /// Every name, the official ones first.
  public var names: [PlaceName]
  /// ISO 3166-1 alpha-2 code of the country.
  public var country: String
  /// P-codes of the governorate, district and sub-district; empty outside Syria and above.
  public var adm1: String
  public var adm2: String
  public var adm3: String
  /// The place that this one is a part of, such as the city of a neighbourhood.
  public var parent: String?
  /// Inhabitants, 0 where no source says.
  public var population: Int
  /// How far from `point` the place may lie or reach, in metres, where its source says.
  public var radius: Double?
  /// Ids of the sources that have the place, such as `ocha:C3445` and `geonames:166716`.
  public var sources: [String]

  public init(
    id: String, kind: PlaceKind, point: GeographicPoint, nameEnglish: String, nameArabic: String,
    names: [PlaceName] = [], country: String = "SY", adm1: String = "", adm2: String = "",
    adm3: String = "", parent: String? = nil, population: Int = 0, radius: Double? = nil,
    sources: [String] = []
  ) {
    self.id = id
    self.kind = kind
    self.point = point
    self.nameEnglish = nameEnglish
    self.nameArabic = nameArabic
    self.names = names
    self.country = country
    self.adm1 = adm1
    self.adm2 = adm2
    self.adm3 = adm3
    self.parent = parent
    self.population = population
    self.radius = radius
    self.sources = sources
  }
}

/// A name of a place.
public struct PlaceName: Hashable, Sendable {
  public enum Role: String, Hashable, Sendable {
    case official, variant, local, hostile
  }

  public var text: String
  /// BCP 47 tag; `und-Latn` for Latin spellings of unknown language.
  public var language: String
  public var role: Role

  public init(_ text: String, language: String, role: Role) {
    self.text = text
    self.language = language
    self.role = role
  }
}

/// The kinds of places.
public enum PlaceKind: String, Hashable, Sendable, CaseIterable {
  case country, governorate, district
  case subDistrict = "sub_district"
  case city, town, village, neighbourhood, camp, hill, mountain, checkpoint, airport
  case militaryBase = "military_base"
  case river, lake, road, junction, crossing, dam, field, region, site

  /// Whether people live there: city, town, village, neighbourhood or camp.
  public var isSettlement: Bool {
    switch self {
    case .city, .town, .village, .neighbourhood, .camp: true
    default: false
    }
  }

  /// Whether it is an administrative unit.
  public var isAdministrative: Bool {
    switch self {
    case .country, .governorate, .district, .subDistrict: true
    default: false
    }
  }
}
