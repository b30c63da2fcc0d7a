public import CivilCalendar
public import SimpleFeatures

/// A place of the gazetteer.
public struct Place: Hashable, Sendable {
  /// The stable id: OCHA's p-code (`C3445`, `N0031`, `SY0503`) where there is one, else `G` and the
  /// GeoNames number, `W` and the Who's On First number, `A` and the airfield's ident, `X…` or
  /// `R…` for our own, or what the source of a gazetteer of one's own has. A country's is its code.
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
  /// Ids of the units of the first, second and third level, in Syria the p-codes of governorate,
  /// district and sub-district; empty where the place lies in none that the gazetteer has.
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
  /// Where the sources put the place, where one of them differs from `point`.
  public var points: [SourcePoint]
  /// P-codes of the sub-districts that a region, river or road lies in, sorted: those that it fills
  /// by half, and those that hold 2 % of it or more.
  public var parts: [String]
  /// P-code of the highest administrative unit that is governed from here.
  public var seatOf: String?
  /// When the place was there, such as the months of a camp; `nil` where no source bounds it.
  public var validity: ValidityPeriod?

  public init(
    id: String, kind: PlaceKind, point: GeographicPoint, nameEnglish: String, nameArabic: String,
    names: [PlaceName] = [], country: String = "SY", adm1: String = "", adm2: String = "",
    adm3: String = "", parent: String? = nil, population: Int = 0, radius: Double? = nil,
    sources: [String] = [], points: [SourcePoint] = [], parts: [String] = [],
    seatOf: String? = nil, validity: ValidityPeriod? = nil
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
    self.points = points
    self.parts = parts
    self.seatOf = seatOf
    self.validity = validity
  }
}

/// Where one source puts a place.
public struct SourcePoint: Hashable, Sendable {
  /// The source's short name, such as `ocha` or `wof`.
  public var source: String
  public var point: GeographicPoint

  public init(source: String, point: GeographicPoint) {
    self.source = source
    self.point = point
  }
}

extension Place {
  /// How prominent the place is on a map: 1 for the great cities and the seats of governorates, 2
  /// for cities and the seats of districts, 3 for towns and the seats of sub-districts, 4 for the
  /// rest. Great is a population of 100 000 or more.
  public var rank: Int {
    switch kind {
    case .country, .governorate: return 1
    case .district, .region: return 2
    case .subDistrict: return 3
    case .neighbourhood: return 4
    default: break
    }
    let isFirstSeat = seatOf.map { $0 == country || $0 == adm1 } ?? false
    if population >= 100_000 || isFirstSeat { return 1 }
    if kind == .city || (seatOf.map { $0 == adm2 } ?? false) { return 2 }
    return kind == .town || kind == .airport ? 3 : 4
  }
}

extension Sequence<Place> {
  /// The codes of the countries that the gazetteer is of: those whose units of the first level it
  /// has, else all. The others are neighbours, of which it has places alone.
  public var homeCountries: Set<String> {
    let divided = Set(lazy.filter { $0.kind == .governorate }.map(\.country))
    return divided.isEmpty ? Set(lazy.map(\.country)) : divided
  }
}

/// A name of a place.
public struct PlaceName: Hashable, Sendable {
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case official, variant, local, hostile
  }

  public var text: String
  /// BCP 47 tag; `und-Latn` for Latin spellings of unknown language.
  public var language: String
  public var role: Role
  /// The short name of the source that has the name, such as `ocha` or `wof`; empty where unknown.
  public var source: String
  /// When the name was in use; `nil` where no source bounds it.
  public var validity: ValidityPeriod?

  public init(
    _ text: String, language: String, role: Role, source: String = "",
    validity: ValidityPeriod? = nil
  ) {
    self.text = text
    self.language = language
    self.role = role
    self.source = source
    self.validity = validity
  }

  /// ISO 15924 code of the script that the name is written in: `Arab`, `Latn`, or `Zyyy` for
  /// others.
  public var script: String {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x600..<0x700, 0x750..<0x780, 0xFB50..<0xFE00, 0xFE70..<0xFF00: return "Arab"
      case 0x41...0x5A, 0x61...0x7A, 0xC0..<0x250, 0x1E00..<0x1F00: return "Latn"
      default: continue
      }
    }
    return "Zyyy"
  }
}

/// The days from a first to a last one, both included, either of which may be open.
///
/// Written as ISO 8601 writes intervals, with `..` for an open end: `2013-08-01/2017-10-17`,
/// `2014-01-01/..`.
public struct ValidityPeriod: Hashable, Sendable, CustomStringConvertible {
  public let first: CivilDate?
  public let last: CivilDate?

  /// `nil` where both ends are open, or the last day is before the first.
  public init?(first: CivilDate?, last: CivilDate?) {
    guard first != nil || last != nil else { return nil }
    if let first, let last, last < first { return nil }
    self.first = first
    self.last = last
  }

  /// The period that `text` writes; `nil` where it writes none.
  public init?(_ text: some StringProtocol) {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    func date(_ end: some StringProtocol) -> CivilDate?? {
      end == ".." || end.isEmpty ? .some(nil) : CivilDate(iso: end).map { .some($0) }
    }
    guard let first = date(ends[0]), let last = date(ends[1]) else { return nil }
    self.init(first: first, last: last)
  }

  public func contains(_ date: CivilDate) -> Bool {
    (first.map { $0 <= date } ?? true) && (last.map { date <= $0 } ?? true)
  }

  public var description: String {
    "\(first?.description ?? "..")/\(last?.description ?? "..")"
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
