public import CivilCalendar
public import SimpleFeatures

/// A place of the gazetteer.
public struct Place: Hashable, Sendable {
  /// What is known of a place. A ``Place`` shares it with its copies, so that copying one costs as
  /// much as copying a reference.
  @usableFromInline struct Fields: Hashable, Sendable {
    @usableFromInline var id: String
    @usableFromInline var kind: PlaceKind
    @usableFromInline var point: GeographicPoint
    @usableFromInline var nameEnglish: String
    @usableFromInline var nameArabic: String
    @usableFromInline var names: [PlaceName]
    @usableFromInline var country: String
    @usableFromInline var adm1: String
    @usableFromInline var adm2: String
    @usableFromInline var adm3: String
    @usableFromInline var parent: String?
    @usableFromInline var population: Int
    @usableFromInline var radius: Double?
    @usableFromInline var sources: [String]
    @usableFromInline var points: [SourcePoint]
    @usableFromInline var parts: [String]
    @usableFromInline var seatOf: String?
    @usableFromInline var validity: ValidityPeriod?
  }

  @usableFromInline final class Shared: Sendable {
    @usableFromInline let fields: Fields
    @usableFromInline init(_ fields: Fields) { self.fields = fields }
  }

  @usableFromInline var shared: Shared

  @usableFromInline mutating func change(_ body: (inout Fields) -> Void) {
    var fields = shared.fields
    body(&fields)
    shared = Shared(fields)
  }

  /// The stable id: OCHA's p-code (`C3445`, `N0031`, `SY0503`) where there is one, else `G` and the
  /// GeoNames number, `W` and the Who's On First number, `A` and the airfield's ident, `X…` or
  /// `R…` for our own, or what the source of a gazetteer of one's own has. A country's is its code.
  @inlinable public var id: String {
    get { shared.fields.id }
    set { change { $0.id = newValue } }
  }
  @inlinable public var kind: PlaceKind {
    get { shared.fields.kind }
    set { change { $0.kind = newValue } }
  }
  /// The representative point that is used; the sources' own ones are in `points`.
  @inlinable public var point: GeographicPoint {
    get { shared.fields.point }
    set { change { $0.point = newValue } }
  }
  /// The names to print, empty where no source has one in that script.
  @inlinable public var nameEnglish: String {
    get { shared.fields.nameEnglish }
    set { change { $0.nameEnglish = newValue } }
  }
  @inlinable public var nameArabic: String {
    get { shared.fields.nameArabic }
    set { change { $0.nameArabic = newValue } }
  }
  /// Every name, the official ones first.
  @inlinable public var names: [PlaceName] {
    get { shared.fields.names }
    set { change { $0.names = newValue } }
  }
  /// ISO 3166-1 alpha-2 code of the country.
  @inlinable public var country: String {
    get { shared.fields.country }
    set { change { $0.country = newValue } }
  }
  /// Ids of the units of the first, second and third level, in Syria the p-codes of governorate,
  /// district and sub-district; empty where the place lies in none that the gazetteer has.
  @inlinable public var adm1: String {
    get { shared.fields.adm1 }
    set { change { $0.adm1 = newValue } }
  }
  @inlinable public var adm2: String {
    get { shared.fields.adm2 }
    set { change { $0.adm2 = newValue } }
  }
  @inlinable public var adm3: String {
    get { shared.fields.adm3 }
    set { change { $0.adm3 = newValue } }
  }
  /// The place that this one is a part of, such as the city of a neighbourhood.
  @inlinable public var parent: String? {
    get { shared.fields.parent }
    set { change { $0.parent = newValue } }
  }
  /// Inhabitants, 0 where no source says.
  @inlinable public var population: Int {
    get { shared.fields.population }
    set { change { $0.population = newValue } }
  }
  /// How far from `point` the place may lie or reach, in metres, where its source says.
  @inlinable public var radius: Double? {
    get { shared.fields.radius }
    set { change { $0.radius = newValue } }
  }
  /// Ids of the sources that have the place, such as `ocha:C3445` and `geonames:166716`.
  @inlinable public var sources: [String] {
    get { shared.fields.sources }
    set { change { $0.sources = newValue } }
  }
  /// Where the sources put the place, where one of them differs from `point`.
  @inlinable public var points: [SourcePoint] {
    get { shared.fields.points }
    set { change { $0.points = newValue } }
  }
  /// P-codes of the sub-districts that a region, river or road lies in, sorted: those that it fills
  /// by half, and those that hold 2 % of it or more.
  @inlinable public var parts: [String] {
    get { shared.fields.parts }
    set { change { $0.parts = newValue } }
  }
  /// P-code of the highest administrative unit that is governed from here.
  @inlinable public var seatOf: String? {
    get { shared.fields.seatOf }
    set { change { $0.seatOf = newValue } }
  }
  /// When the place was there, such as the months of a camp; `nil` where no source bounds it.
  @inlinable public var validity: ValidityPeriod? {
    get { shared.fields.validity }
    set { change { $0.validity = newValue } }
  }

  public init(
    id: String, kind: PlaceKind, point: GeographicPoint, nameEnglish: String, nameArabic: String,
    names: [PlaceName] = [], country: String = "SY", adm1: String = "", adm2: String = "",
    adm3: String = "", parent: String? = nil, population: Int = 0, radius: Double? = nil,
    sources: [String] = [], points: [SourcePoint] = [], parts: [String] = [],
    seatOf: String? = nil, validity: ValidityPeriod? = nil
  ) {
    shared = Shared(
      Fields(
        id: id, kind: kind, point: point, nameEnglish: nameEnglish, nameArabic: nameArabic,
        names: names, country: country, adm1: adm1, adm2: adm2, adm3: adm3, parent: parent,
        population: population, radius: radius, sources: sources, points: points, parts: parts,
        seatOf: seatOf, validity: validity))
  }

  public static func == (a: Place, b: Place) -> Bool {
    a.shared === b.shared || a.shared.fields == b.shared.fields
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
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
