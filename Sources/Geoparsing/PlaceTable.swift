internal import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// Positions and prominence of places, laid out for comparing.
struct PlaceTable: Sendable {
  let places: [Place]
  /// Kilometres east and north on a plane good over a few hundred kilometres around Syria.
  private(set) var east: [Float] = []
  private(set) var north: [Float] = []
  private(set) var kinds: [PlaceKind] = []
  /// Whether the place is a region, or a river or road of a region's extent.
  private(set) var isExtensive: [Bool] = []
  /// A number for each governorate, -1 for places in none.
  private(set) var units: [Int32] = []
  /// What speaks for a place where nothing else is known, in units of score.
  private(set) var prominence: [Float] = []
  /// Whether the name alone, without cue or neighbour, may mean the place.
  private(set) var isProminent: [Bool] = []
  /// ISO code of the country whose administrative units the gazetteer has; of the most places where
  /// it has none. Empty without places.
  let home: String
  /// What the home country is called in Latin letters, each name of one word, in folded form.
  let homeNames: [String]
  private let capitals: Set<Int>
  /// The index from which on the places are countries and capitals of our own table.
  let firstForeign: Int

  init(
    places: [Place], firstForeign: Int, foreign: ForeignPlaces,
    regionOfInterest: BoundingBox<GeographicPoint>?
  ) {
    self.places = places
    self.firstForeign = firstForeign
    home = Self.home(of: places, firstForeign)
    capitals = foreign.capitals(among: places, of: home)
    homeNames = Self.names(ofHome: home, places)
    var numbers: [String: Int32] = ["": -1]
    for (index, place) in places.enumerated() {
      kinds.append(place.kind)
      isExtensive.append(place.isExtensive)
      let unit = numbers[place.adm1] ?? Int32(numbers.count)
      numbers[place.adm1] = unit
      units.append(unit)
      // A degree of longitude at 35° north is 91.1 km, one of latitude 110.9 km.
      east.append(Float(place.point.longitude * 91.1))
      north.append(Float(place.point.latitude * 110.9))
      var score = Self.weight(of: place.kind)
      if !place.kind.isAdministrative {
        // A factor of 1,000 in inhabitants is worth 2.4.
        score += 0.35 * Double(max(place.population, 10)).naturalLogarithm - 0.8
      }
      if place.kind.isSettlement, place.kind != .neighbourhood, place.country == home {
        // Seats of units are named more often than their size alone would say.
        score += [0, 1.2, 0.8, 0.3, 0][max(0, min(4, place.rank))]
      }
      if index >= firstForeign {
        score += 1
      } else if place.country != home, place.kind != .country {
        score -= 2.5
      }
      // Where two sources have a place, the one with the p-code is the better known.
      if place.id.hasPrefix("C") || place.id.hasPrefix("N") { score += 0.5 }
      if let region = regionOfInterest, region.contains(place.point) { score += 1 }
      prominence.append(Float(score))
      isProminent.append(
        index >= firstForeign || place.kind == .country || place.isExtensive
          || (place.country == home
            && ([.city, .town, .governorate, .country].contains(place.kind)
              || place.population >= 10_000))
      )
    }
  }

  /// The index of a place of the gazetteer, whose places are sorted by their ids.
  func index(of place: Place) -> Int? {
    var low = 0
    var high = firstForeign
    while low < high {
      let middle = (low + high) / 2
      if places[middle].id.utf8.lexicographicallyPrecedes(place.id.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < firstForeign && places[low].id == place.id ? low : nil
  }

  /// Whether the place is a country, a governorate or the seat of one.
  func isGreat(_ index: Int) -> Bool {
    kinds[index] == .country || kinds[index] == .governorate || index >= firstForeign
      || (places[index].seatOf?.utf8.count ?? 9) <= 4
  }

  /// Whether sources that do not copy each other have the place, in the home country.
  func isWellKnown(_ index: Int) -> Bool {
    guard places[index].country == home else { return false }
    var first: Substring.UTF8View?
    for source in places[index].sources {
      var family = source.utf8.prefix { $0 != UInt8(ascii: ":") }
      // Who's On First has GeoNames' places, and Wikidata whatever others have.
      if family.elementsEqual("wof".utf8) || family.elementsEqual("wikidata".utf8) {
        family = "geonames".utf8[...]
      }
      if let first, !first.elementsEqual(family) { return true }
      first = first ?? family
    }
    return false
  }

  /// Whether the Arabic name has five letters or more.
  func hasLongName(_ index: Int) -> Bool { places[index].nameArabic.unicodeScalars.count >= 5 }

  /// Whether the place is the capital of a state.
  func isCapital(_ index: Int) -> Bool {
    capitals.contains(index)
      || (index >= firstForeign && places[index].seatOf == places[index].country)
  }

  private static func names(ofHome home: String, _ places: [Place]) -> [String] {
    var names: Set<String> = []
    for place in places where place.kind == .country && place.country == home {
      for name in place.names.map(\.text) + [place.nameEnglish] {
        let folded = Folding.fold(name)
        if folded.utf8.count > 3, folded.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x20 }) {
          names.insert(folded)
        }
      }
    }
    return names.sorted()
  }

  private static func home(of places: [Place], _ firstForeign: Int) -> String {
    var counts: [String: Int] = [:]
    for place in places.prefix(firstForeign) {
      counts[place.country, default: 0] += place.kind == .governorate ? 100_000 : 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
  }

  /// The kinds by how often reports mean them when they say no kind: set by us.
  private static func weight(of kind: PlaceKind) -> Double {
    switch kind {
    case .city: 2.2
    case .town: 1.3
    case .country: 6
    case .village: 0.5
    case .region: 0.8
    case .neighbourhood, .camp, .airport, .hill, .mountain: 0.3
    case .governorate: 5
    case .district: 2.5
    case .subDistrict: 2
    default: 0.1
    }
  }

  /// The distance of two places in kilometres.
  @inline(__always)
  func distance(_ a: Int, _ b: Int) -> Double {
    let x = east[a] - east[b]
    let y = north[a] - north[b]
    return Double((x * x + y * y).squareRoot())
  }
}

extension Place {
  /// Whether it is a region, or a river, lake or road that lies in more than one place: its point
  /// says little of where something happened.
  var isExtensive: Bool {
    switch kind {
    case .region: true
    case .river, .lake, .road: !parts.isEmpty
    default: false
    }
  }
}

extension BoundingBox<GeographicPoint> {
  fileprivate func contains(_ point: GeographicPoint) -> Bool {
    (minX...maxX).contains(point.x) && (minY...maxY).contains(point.y)
  }
}
