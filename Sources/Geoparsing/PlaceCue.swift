internal import Gazetteers

/// What a word beside a name says of the place.
enum PlaceCue: String, CaseIterable, Sendable {
  case village, town, city, settlement, neighbourhood, camp, hill, mountain, airport, base
  case checkpoint, crossing, bridge, roundabout, dam, water, castle, road, front, governorate
  case district
  case subDistrict = "sub_district"
  case countryside, region, facility, direction, near, between

  /// Whether a name after it is a place's even where it is an ordinary word.
  var isStrong: Bool {
    switch self {
    case .facility, .region, .between, .road: false
    default: true
    }
  }

  /// Whether an unknown name after it is worth a look.
  var asksForUnknown: Bool {
    switch self {
    case .village, .town, .city, .camp, .hill: true
    default: false
    }
  }

  /// Whether it is a place of its own kind rather than one seen from another place.
  var namesKind: Bool {
    switch self {
    case .direction, .near, .between, .front, .countryside, .region, .facility: false
    default: true
    }
  }

  /// The words that begin the full name of such a place, where it has one: مخيم النيرب.
  var fullNameHeads: [String] {
    switch self {
    case .camp: ["مخيم"]
    case .hill: ["تل", "تلة"]
    case .mountain: ["جبل"]
    case .airport: ["مطار"]
    case .base: ["معسكر", "قاعدة"]
    case .checkpoint: ["حاجز"]
    case .crossing: ["معبر"]
    case .roundabout: ["دوار"]
    case .dam: ["سد"]
    default: []
    }
  }

  /// The words that end it in English: Nayrab camp.
  var fullNameTails: [String] {
    switch self {
    case .camp: ["camp"]
    case .hill: ["hill"]
    case .mountain: ["mountain"]
    case .airport: ["airport", "airbase"]
    case .checkpoint: ["checkpoint"]
    case .crossing: ["crossing"]
    default: []
    }
  }

  /// How a place of `kind` fits, in units of the resolver's score: 0 is indifferent.
  ///
  /// The kinds that the word itself names get 2 to 3.5, enough to turn over the difference that
  /// a thousand times the inhabitants makes; kinds that contradict it lose as much.
  func fit(_ kind: PlaceKind) -> Double {
    switch self {
    case .village: score(kind, [.village: 2, .town: 0.8, .city: -1], settled: 0, other: -2)
    case .town: score(kind, [.town: 2, .village: 1.2, .city: 0.6], settled: 0, other: -2)
    case .city: score(kind, [.city: 2.5, .town: 1.8, .village: -0.5], settled: -1.5, other: -2.5)
    case .settlement: score(kind, [:], settled: 1, other: -1.5)
    case .neighbourhood: score(kind, [.neighbourhood: 3], settled: -1.5, other: -2)
    case .camp: score(kind, [.camp: 3.5, .neighbourhood: 0.5], settled: -1, other: -1.5)
    case .hill: score(kind, [.hill: 3.5, .mountain: 2], settled: 0, other: -1)
    case .mountain: score(kind, [.mountain: 3.5, .hill: 2, .region: 2], settled: -0.5, other: -1)
    case .airport: score(kind, [.airport: 3.5, .militaryBase: 3], settled: 0.3, other: -1)
    case .base: score(kind, [.militaryBase: 3.5, .airport: 3, .site: 1], settled: 0, other: -1)
    case .checkpoint: score(kind, [.checkpoint: 3.5, .militaryBase: 1], settled: 0, other: -1)
    case .crossing: score(kind, [.crossing: 3.5], settled: 0.5, other: -1)
    case .bridge, .roundabout: score(kind, [.junction: 3.5, .site: 2], settled: 0, other: -1)
    case .dam: score(kind, [.dam: 3.5, .lake: 1], settled: 0, other: -1)
    case .water: score(kind, [.river: 3.5, .lake: 3.5], settled: -0.5, other: -1)
    case .castle: score(kind, [.site: 2], settled: 0, other: -0.5)
    case .road: score(kind, [.road: 2, .city: 1, .town: 0.5], settled: 0, other: -1)
    case .governorate: score(kind, [.governorate: 4, .country: 1], settled: -1.5, other: -1.5)
    case .district:
      // English reports call the quarters of a city its districts.
      score(kind, [.district: 4, .neighbourhood: 2.5], settled: -1, other: -1)
    case .subDistrict: score(kind, [.subDistrict: 4, .district: 1], settled: -0.5, other: -1)
    case .countryside:
      score(
        kind, [.governorate: 4, .district: 2.5, .subDistrict: 2, .country: -2], settled: -2,
        other: -0.5)
    case .direction:
      score(kind, [.governorate: 3.5, .country: 0.5, .region: 0.5], settled: 0, other: -0.5)
    case .region: score(kind, [.region: 2, .subDistrict: 0.5], settled: 0.5, other: 0)
    case .near, .between, .front, .facility: score(kind, [:], settled: 0.3, other: -0.3)
    }
  }

  private func score(
    _ kind: PlaceKind, _ named: KeyValuePairs<PlaceKind, Double>, settled: Double, other: Double
  ) -> Double {
    named.first { $0.key == kind }?.value ?? (kind.isSettlement ? settled : other)
  }
}
