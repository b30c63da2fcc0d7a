internal import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// The places of several sources, those that are one place made one.
///
/// Sources are added in the order of trust: what an earlier one says of a place stands, a later one
/// adds its names, ids and coordinates.
struct PlaceLinking {
  private(set) var places: [PlaceDraft] = []
  /// The place that a row became part of or is, by the row's id.
  private(set) var idsByRow: [String: String] = [:]
  private(set) var omissions = Omissions()

  /// Rows with one id in common are one place up to this distance, in metres: points of a large
  /// city differ by as much between sources; beyond it one of the ids is wrong. Set by us.
  static let knownIDDistance = 50_000.0

  /// Adds the rows of one source and returns how many of them are a place of an earlier one.
  mutating func add(_ rows: [PlaceDraft]) -> Int {
    let rows = rows.sorted { $0.place.id < $1.place.id }
    let links = links(from: rows)
    for (index, row) in rows.enumerated() where links[index] == nil {
      if let taken = idsByRow[row.place.id] {
        omissions.addProblem(
          "the id “\(row.place.id)” is that of “\(taken)” elsewhere", in: row.source,
          at: row.origin)
        continue
      }
      idsByRow[row.place.id] = row.place.id
      places.append(row)
    }
    for index in links.keys.sorted() {
      guard let place = links[index] else { continue }
      places[place].absorb(rows[index])
      idsByRow[rows[index].place.id] = places[place].place.id
    }
    return links.count
  }

  // MARK: Who is whom

  /// The index of the place that each row is, by the row's index.
  ///
  /// First by a known id, then by a name, the nearest first, then settlements by names that sound
  /// alike. By names a place takes one row of a source, so that two villages do not become one.
  private mutating func links(from rows: [PlaceDraft]) -> [Int: Int] {
    var byID: [String: Int] = [:]
    var byKey: [String: [Int]] = [:]
    for (index, draft) in places.enumerated() {
      for id in draft.knownIDs { byID[id] = index }
      for key in draft.nameKeys { byKey[key, default: []].append(index) }
    }
    var candidates: [(rank: Int, distance: Double, place: Int, row: Int)] = []
    for (row, draft) in rows.enumerated() {
      for id in draft.knownIDs {
        guard let place = byID[id] else { continue }
        let distance = draft.place.point.distance(to: places[place].place.point)
        if distance <= Self.knownIDDistance {
          candidates.append((0, distance, place, row))
        } else {
          omissions.addFlaw(
            "ids that a place more than 50 km away has, too, not linked", in: draft.source,
            at: draft.origin)
        }
      }
      for place in Set(draft.nameKeys.flatMap { byKey[$0] ?? [] }) {
        guard let limit = Self.linkDistance(draft, places[place]) else { continue }
        let distance = draft.place.point.distance(to: places[place].place.point)
        if distance <= limit { candidates.append((1, distance, place, row)) }
      }
    }
    candidates.sort {
      ($0.rank, $0.distance, $0.place, $0.row) < ($1.rank, $1.distance, $1.place, $1.row)
    }
    var links: [Int: Int] = [:]
    var taken: Set<Int> = []
    for candidate in candidates where links[candidate.row] == nil {
      guard candidate.rank == 0 || !taken.contains(candidate.place) else { continue }
      links[candidate.row] = candidate.place
      taken.insert(candidate.place)
    }
    var bySound = links
    PlaceMerging.addLinksBySound(&bySound, from: rows, to: places) { row, place in
      Self.linkDistance(row, place) != nil && row.place.kind.isSettlement
    }
    for row in bySound.keys.sorted() where links[row] == nil {
      guard let place = bySound[row], taken.insert(place).inserted else { continue }
      links[row] = place
    }
    return links
  }

  /// How far apart two rows of one name may lie and still be one place, in metres; `nil` where they
  /// are two for sure: of different kinds of things, or with different ids of one gazetteer.
  ///
  /// Twice as far in one lowest unit. Of the 112 pairs of one Arabic name in OCHA's and Who's On
  /// First's lists of Syria that lie 2 to 4 km apart, 93 are in one sub-district, where three would
  /// be by chance (by the density of such pairs at 10 to 14 km).
  static func linkDistance(_ a: PlaceDraft, _ b: PlaceDraft) -> Double? {
    guard family(a.place.kind) == family(b.place.kind) else { return nil }
    for id in a.knownIDs {
      let namespace = id.prefix { $0 != ":" } + ":"
      let others = b.knownIDs.filter { $0.hasPrefix(namespace) }
      if !others.isEmpty, !others.contains(id) { return nil }
    }
    let limit = max(reach(a.place.kind), reach(b.place.kind))
    guard let unit = a.lowestUnit, unit == b.lowestUnit else { return limit }
    return 2 * limit
  }

  /// The kinds that sources may tell apart differently.
  private static func family(_ kind: PlaceKind) -> PlaceKind {
    switch kind {
    case .city, .town, .village, .neighbourhood, .camp: .village
    case .hill, .mountain: .hill
    case .airport, .militaryBase: .airport
    case .lake, .dam: .lake
    case .junction, .checkpoint, .crossing: .junction
    default: kind
    }
  }

  /// Metres within which two sources' points of a thing of this kind may lie. Those of settlements
  /// are ``PlaceMerging``'s; the others are set by us, by how large the things are.
  private static func reach(_ kind: PlaceKind) -> Double {
    switch kind {
    case .city: 10_000
    case .town: 5_000
    case .village, .hill, .camp, .crossing: 2_000
    case .neighbourhood, .checkpoint, .junction, .site: 1_000
    case .airport, .militaryBase, .dam: 5_000
    case .mountain, .field: 10_000
    case .lake: 20_000
    case .river, .road, .region: 50_000
    case .country, .governorate, .district, .subDistrict: 100_000
    }
  }
}

extension PlaceDraft {
  /// Its ids in the gazetteers that have one id for one place.
  var knownIDs: [String] {
    place.sources.filter { source in
      KnownIdentifier.namespaces.contains(String(source.prefix { $0 != ":" }))
    }
  }

  /// The loose keys of its names in any script.
  var nameKeys: Set<String> {
    Set(
      place.names.map { NameKey.loose(folded: Folding.fold($0.text)) }.filter { !$0.isEmpty })
  }

  /// The lowest unit that it lies in, `nil` where none is known.
  fileprivate var lowestUnit: String? {
    [place.adm3, place.adm2, place.adm1].first { !$0.isEmpty }
  }

  /// Adds what a less trusted row says of the same place.
  mutating func absorb(_ other: PlaceDraft) {
    var list = NameList(place.names, source: source)
    let official = Set(place.names.filter { $0.role == .official }.map(\.language))
    for var name in other.place.names {
      if name.role == .official, official.contains(name.language) { name.role = .variant }
      list.add(contentsOf: [name])
    }
    place.names = list.names.officialFirst
    if place.nameArabic.isEmpty { place.nameArabic = other.place.nameArabic }
    if place.nameEnglish.isEmpty { place.nameEnglish = other.place.nameEnglish }
    for id in other.place.sources where !place.sources.contains(id) { place.sources.append(id) }
    if place.population == 0 { place.population = other.place.population }
    place.radius = place.radius ?? other.place.radius
    place.parent = place.parent ?? other.place.parent
    place.validity = place.validity ?? other.place.validity
    let sizes: [PlaceKind] = [.village, .town, .city]
    if let own = sizes.firstIndex(of: place.kind),
      let size = sizes.firstIndex(of: other.place.kind),
      size > own
    {
      place.kind = other.place.kind
    }
    if featureCode.isEmpty { featureCode = other.featureCode }
    guard other.place.point != place.point || !place.points.isEmpty else { return }
    // All of them, so that it shows which one is used.
    if place.points.isEmpty { place.points = [SourcePoint(source: source, point: place.point)] }
    let point = SourcePoint(source: other.source, point: other.place.point)
    if !place.points.contains(point) { place.points.append(point) }
  }
}
