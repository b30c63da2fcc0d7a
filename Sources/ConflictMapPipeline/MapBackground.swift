internal import ConflictSymbology
internal import Cartography
internal import Foundation
internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures

/// What maps of a theatre are drawn on and with: land, waters and borders, the places that may be
/// named, the sides and their colours.
///
/// Drawing needs no index of names: ``init(gazetteer:cache:)`` reads a compiled file where there is
/// one, in some milliseconds.
struct MapBackground: Sendable {
  /// A place that may get a label.
  struct LabelPlace: Hashable, Sendable {
    var id: String
    var name: LocalizedText
    var point: GeographicPoint
    var rank: Int
    var population: Int
    /// Quarters of cities are named only where something happened in them.
    var isNeighbourhood: Bool
  }

  /// The ground of a unit or region, to draw a map of it.
  struct Region: Hashable, Sendable {
    var code: String
    var box: BoundingBox<GeographicPoint>
  }

  var base: ConflictMapContent.BaseMap
  var places: [LabelPlace]
  var regions: [Region]
  var sides: [SideStyle]
  /// The lines that every map must print.
  var attribution: [String]

  /// The ground of the country.
  var countryBox: BoundingBox<GeographicPoint>? {
    BoundingBox(base.country.flatMap(\.exterior.vertices))
  }

  /// The ground of the unit or region with this code.
  ///
  /// - Throws: ``PipelineError`` of the kind `usage` where there is none.
  func box(ofRegion code: String) throws -> BoundingBox<GeographicPoint> {
    guard let region = regions.first(where: { $0.code == code }) else {
      throw PipelineError(
        .usage, "no region \(printable(code)); give a p-code such as SY05, or R0001")
    }
    return region.box
  }
}

extension MapBackground {
  /// The background out of all that a gazetteer's folder holds.
  init(
    places: some Sequence<Place>, boundaries: AdministrativeBoundaries, baseMap: BaseMap,
    sides: [SideStyle], attribution: [String]
  ) {
    let home = boundaries.areas(of: .country)
    // Without a unit of the whole country every place is one of it.
    let codes = Set(home.map(\.code))
    var labelled: [LabelPlace] = []
    for place in places where codes.isEmpty || codes.contains(place.country) {
      guard place.kind.isSettlement else { continue }
      labelled.append(
        LabelPlace(
          id: place.id,
          name: LocalizedText(english: place.nameEnglish, arabic: place.nameArabic),
          point: place.point, rank: place.rank, population: place.population,
          isNeighbourhood: place.kind == .neighbourhood))
    }
    self.places = labelled
    regions = boundaries.areas.map { Region(code: $0.code, box: $0.boundingBox) }
    self.sides = sides
    self.attribution = attribution
    base = Self.base(home: home, boundaries, baseMap, sample: labelled.map(\.point))
  }

  private static func base(
    home: [AdministrativeBoundaries.Area], _ boundaries: AdministrativeBoundaries,
    _ baseMap: BaseMap, sample: [GeographicPoint]
  ) -> ConflictMapContent.BaseMap {
    func named(_ feature: BaseMap.Feature) -> LocalizedText {
      LocalizedText(english: feature.nameEnglish, arabic: feature.nameArabic)
    }
    func areas(_ features: [BaseMap.Feature]) -> [ConflictMapContent.NamedArea] {
      features.compactMap { feature in
        polygons(feature.geometry).map {
          ConflictMapContent.NamedArea(name: named(feature), polygons: $0)
        }
      }
    }
    // The base map has the country too, from a coarser source: the one in which our places lie.
    let step = max(1, sample.count / 40)
    let points = stride(from: 0, to: sample.count, by: step).map { sample[$0] }
    func isHome(_ area: ConflictMapContent.NamedArea) -> Bool {
      let inside = points.count { point in area.polygons.contains { $0.contains(point) } }
      return !home.isEmpty && inside * 2 > points.count
    }
    let countries = areas(baseMap[.country])
    let own = countries.first(where: isHome)
    let name =
      own?.name
      ?? home.first.map { LocalizedText(english: $0.nameEnglish, arabic: $0.nameArabic) }
    return ConflictMapContent.BaseMap(
      country: home.flatMap(\.polygons),
      countryName: name ?? LocalizedText(english: "", arabic: ""),
      foreignLand: countries.filter { !isHome($0) }, seaNames: SeaNames.all,
      governorateLines: boundaries.borders.count > 1 ? boundaries.borders[1] : [],
      roads: (baseMap[.road].filter { $0.category != "Track" && $0.category != "Unknown" }
        + baseMap[.route]).flatMap { lines($0.geometry) ?? [] },
      rivers: baseMap[.river].compactMap { feature in
        lines(feature.geometry).map {
          ConflictMapContent.NamedLine(name: named(feature), lines: $0)
        }
      },
      lakes: areas(baseMap[.lake]), coast: baseMap[.coastline].flatMap { lines($0.geometry) ?? [] })
  }
}

/// Where the names of seas are written: points far from any shore.
enum SeaNames {
  static let all: [ConflictMapContent.NamedPoint] = points.map { name, longitude, latitude in
    ConflictMapContent.NamedPoint(
      name: name, position: GeographicPoint(longitude: longitude, latitude: latitude))
  }

  private static let mediterranean = LocalizedText(
    english: "Mediterranean Sea", arabic: "البحر المتوسط")
  private static let red = LocalizedText(english: "Red Sea", arabic: "البحر الأحمر")

  private static let points: [(LocalizedText, Double, Double)] = [
    (mediterranean, 35.2, 35.2), (mediterranean, 34.2, 33.6), (mediterranean, 33.2, 32.4),
    (mediterranean, 29.5, 33), (mediterranean, 23, 33.6), (mediterranean, 18, 33.5),
    (mediterranean, 13.5, 34.2), (mediterranean, 6, 38.5),
    (red, 35.5, 26), (red, 37.6, 22.5), (red, 38.6, 19), (red, 41, 15.8),
    (LocalizedText(english: "Black Sea", arabic: "البحر الأسود"), 34.5, 43.2),
    (LocalizedText(english: "Persian Gulf", arabic: "الخليج العربي"), 51, 27.3),
    (LocalizedText(english: "Gulf of Aden", arabic: "خليج عدن"), 47.5, 12.4),
    (LocalizedText(english: "Caspian Sea", arabic: "بحر قزوين"), 50.5, 40.5),
    (LocalizedText(english: "Arabian Sea", arabic: "بحر العرب"), 58, 17),
  ]
}
