internal import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// Finds the rows of different tables that are one place and makes them one.
struct PlaceMerging {
  /// How far apart two rows of one name may lie and still be one place, in metres.
  ///
  /// 2 km for a village: of the places of one Arabic name in both tables, half lie within 0.13 km
  /// and 58.5 % within 2 km, where chance alone would give 2-3 % (SOURCES.md). The points of towns
  /// and cities differ more, because each source has another idea of the middle.
  static func linkDistance(population: Int, featureCode: String) -> Double {
    switch (population, featureCode) {
    case (50_000..., _), (_, "PPLA"), (_, "PPLC"): 10_000
    case (10_000..., _), (_, "PPLA2"), (_, "PPLA3"): 5_000
    default: 2_000
    }
  }

  /// Two rows of one table with one name are one place within this many metres: chosen in
  /// SOURCES.md, where 50 such pairs were found.
  static let duplicateDistance = 1_500.0

  /// Two rows that one id of Wikidata names are one place within this many metres; beyond it, the id
  /// is taken for a mistake.
  static let sharedIDDistance = 10_000.0

  /// A community and a row of one name in one sub-district, neither of which has a partner nearer,
  /// are one place within this many metres: chosen over the pairs that `gazetteer audit` had listed.
  static let onlyBearersDistance = 3_500.0

  /// A link that the reference table states is followed up to this distance, in metres.
  static let statedLinkDistance = 5_000.0

  // MARK: Rows of one table

  /// `drafts` with those that share a name and lie close made one, sorted by id.
  ///
  /// The one with more inhabitants stays, then the one with more names, then the smaller id; the
  /// other's names, sources and point are kept in it.
  static func mergingDuplicates(_ drafts: [PlaceDraft]) -> (drafts: [PlaceDraft], merged: Int) {
    let order = drafts.sorted {
      ($0.place.population, $0.place.names.count, $1.place.id)
        > ($1.place.population, $1.place.names.count, $0.place.id)
    }
    var kept: [PlaceDraft] = []
    var byKey: [String: [Int]] = [:]
    var merged = 0
    for draft in order {
      let keys = draft.arabicKeys
      let near = keys.flatMap { byKey[$0] ?? [] }
        .map { (kept[$0].place.point.distance(to: draft.place.point), $0) }
        .filter { $0.0 <= duplicateDistance(draft, kept[$0.1]) }
        .min { $0 < $1 }
      if let near {
        kept[near.1].place.absorb(draft.place, pointSource: "wof")
        merged += 1
        for key in keys where !(byKey[key] ?? []).contains(near.1) {
          byKey[key, default: []].append(near.1)
        }
      } else {
        for key in keys { byKey[key, default: []].append(kept.count) }
        kept.append(draft)
      }
    }
    return (kept.sorted { $0.place.id < $1.place.id }, merged)
  }

  /// How far apart two rows of one table with one name may lie and still be one place, in metres.
  ///
  /// Rows without a GeoNames number are Who's On First's own middles of towns (quattroshapes): they
  /// lie as far from those of GeoNames as the points of two tables do.
  private static func duplicateDistance(_ a: PlaceDraft, _ b: PlaceDraft) -> Double {
    func ids(_ draft: PlaceDraft, _ prefix: String) -> Set<String> {
      Set(draft.place.sources.filter { $0.hasPrefix(prefix) })
    }
    if !ids(a, "wikidata:").isDisjoint(with: ids(b, "wikidata:")) { return sharedIDDistance }
    guard ids(a, "geonames:").isEmpty || ids(b, "geonames:").isEmpty,
      !isNeighbourhood(a), !isNeighbourhood(b)
    else { return duplicateDistance }
    return max(
      linkDistance(population: a.place.population, featureCode: a.featureCode),
      linkDistance(population: b.place.population, featureCode: b.featureCode))
  }

  // MARK: Two tables

  /// Which rows of `others` are a place of `backbone`: the index of the latter by the index of the
  /// former.
  ///
  /// First the links that the reference table states (`stated`: ids of rows by the index of the
  /// place), then those of one loose Arabic name, the nearest first. A row becomes part of one
  /// place; a place takes a second row only where it has that very name, too.
  static func links(
    from others: [PlaceDraft], to backbone: [PlaceDraft], stated: [Int: String]
  ) -> [Int: Int] {
    let index = Dictionary(
      others.enumerated().flatMap { offset, draft in
        draft.place.sources.filter { $0.hasPrefix("wof:") }.map { ($0, offset) }
      }, uniquingKeysWith: { first, _ in first })
    var candidates: [(rank: Int, distance: Double, place: Int, row: Int)] = []
    for (place, id) in stated {
      guard let row = index["wof:" + id] else { continue }
      let distance = backbone[place].place.point.distance(to: others[row].place.point)
      if distance <= statedLinkDistance { candidates.append((0, distance, place, row)) }
    }
    var byKey: [String: [Int]] = [:]
    for (row, draft) in others.enumerated() {
      for key in draft.arabicKeys { byKey[key, default: []].append(row) }
    }
    for (place, draft) in backbone.enumerated() {
      for key in draft.arabicKeys {
        for row in byKey[key] ?? [] {
          let distance = draft.place.point.distance(to: others[row].place.point)
          let limit = linkDistance(
            population: others[row].place.population, featureCode: others[row].featureCode)
          if distance <= limit {
            candidates.append((1, distance, place, row))
          } else if distance <= onlyBearersDistance, !draft.place.adm3.isEmpty,
            draft.place.adm3 == others[row].place.adm3
          {
            candidates.append((2, distance, place, row))
          }
        }
      }
    }
    candidates.sort {
      ($0.rank, $0.distance, backbone[$0.place].place.id, others[$0.row].place.id)
        < ($1.rank, $1.distance, backbone[$1.place].place.id, others[$1.row].place.id)
    }
    var links: [Int: Int] = [:]
    var linked: Set<Int> = []
    for candidate in candidates where links[candidate.row] == nil {
      // The last tier is for places that nothing nearer is a row of.
      guard candidate.rank < 2 || !linked.contains(candidate.place) else { continue }
      links[candidate.row] = candidate.place
      linked.insert(candidate.place)
    }
    // A point outside the unit of its code may be another place's.
    addLinksBySound(&links, from: others, to: backbone) { row, place in
      row.place.adm3 == place.place.adm3
    }
    return links
  }

  /// Links rows and places that have none yet, lie very close and have names that sound alike:
  /// "تل عدي" and "تلعداي" 30 m apart, "Dar'a" without Arabic and درعا.
  ///
  /// The limits were read off the pairs within 1 km. Of 44 of the 770 links drawn by chance 40 are
  /// spellings of one name; four have names that differ more, each less than 1.3 km apart.
  ///
  /// - Parameter mayBeOne: Whether two rows may be one place at all, whatever their names.
  static func addLinksBySound(
    _ links: inout [Int: Int], from others: [PlaceDraft], to backbone: [PlaceDraft],
    where mayBeOne: (_ row: PlaceDraft, _ place: PlaceDraft) -> Bool = { _, _ in true }
  ) {
    struct Cell: Hashable {
      var column: Int
      var row: Int
      /// About 2 km a side.
      init(_ point: GeographicPoint, _ dx: Int = 0, _ dy: Int = 0) {
        column = Int((point.longitude * 50).rounded(.down)) + dx
        row = Int((point.latitude * 50).rounded(.down)) + dy
      }
    }
    let linked = Set(links.values)
    let sounds = backbone.map { NameSounds($0.place) }
    var cells: [Cell: [Int]] = [:]
    for (place, draft) in backbone.enumerated() {
      // A seat may have been linked already and still lack its row of another table.
      cells[Cell(draft.place.point), default: []].append(place)
    }
    var candidates: [(similarity: Double, distance: Double, place: Int, row: Int)] = []
    for (row, draft) in others.enumerated() where links[row] == nil {
      let ownNames = NameSounds(draft.place)
      for dx in -1...1 {
        for dy in -1...1 {
          for place in cells[Cell(draft.place.point, dx, dy)] ?? [] {
            let distance = draft.place.point.distance(to: backbone[place].place.point)
            guard distance <= 1_000, mayBeOne(draft, backbone[place]) else { continue }
            // A place that has a row already takes another one only for the very same sound.
            let least = linked.contains(place) ? 1 : distance <= 250 ? 0.7 : 0.85
            let similarity = ownNames.similarity(to: sounds[place])
            if similarity >= least { candidates.append((similarity, distance, place, row)) }
          }
        }
      }
    }
    candidates.sort {
      ($1.similarity, $0.distance, backbone[$0.place].place.id, others[$0.row].place.id)
        < ($0.similarity, $1.distance, backbone[$1.place].place.id, others[$1.row].place.id)
    }
    var taken: Set<Int> = []
    for candidate in candidates where links[candidate.row] == nil {
      guard candidate.similarity == 1 || taken.insert(candidate.place).inserted else { continue }
      links[candidate.row] = candidate.place
    }
  }

  /// The sounds of a place's names, with what tells halves of one village apart.
  private struct NameSounds {
    var arabic: [(sound: NameSound, qualifiers: Set<Substring>)] = []
    var latin: [(sound: NameSound, qualifiers: Set<Substring>)] = []

    init(_ place: Place) {
      for name in place.names {
        let folded = Folding.fold(name.text)
        let sound = NameSound(folded: folded)
        guard sound.skeleton.count >= 2 else { continue }
        let words = Set(
          folded.split(separator: " ").map { $0.hasPrefix("ال") ? $0.dropFirst(2) : $0 })
        let qualifiers = words.intersection(PlaceMerging.qualifiers)
        if name.language == "ar" {
          arabic.append((sound, qualifiers))
        } else {
          latin.append((sound, qualifiers))
        }
      }
    }

    /// The best similarity of a name of the one with a name of the other in the same script; 0 where
    /// they are told apart by "eastern" and "western" or the like.
    func similarity(to other: NameSounds) -> Double {
      var best = 0.0
      for (own, others) in [(arabic, other.arabic), (latin, other.latin)] {
        for a in own {
          for b in others where a.qualifiers == b.qualifiers {
            best = max(best, a.sound.similarity(to: b.sound))
          }
        }
      }
      return best
    }
  }

  /// Words that tell villages of one name apart, folded and without the article.
  static let qualifiers: Set<Substring> = [
    "شمالي", "شماليه", "جنوبي", "جنوبيه", "شرقي", "شرقيه", "غربي", "غربيه", "كبير", "كبيره",
    "صغير", "صغيره", "فوقاني", "فوقانيه", "تحتاني", "تحتانيه", "وسطاني", "قبلي", "قبليه",
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper",
    "lower", "big", "great", "little", "small", "kabir", "kabira", "kabirah", "saghir", "saghira",
    "saghirah", "sharqi", "sharqiyah", "gharbi", "gharbiyah", "shamali", "shamaliyah", "janubi",
    "janubiyah", "fawqani", "tahtani", "qibli", "kebir", "sghir", "elkabir", "elsaghir",
  ]

  // MARK: Kinds

  private static func isNeighbourhood(_ draft: PlaceDraft) -> Bool {
    draft.placetype == "neighbourhood" || draft.featureCode == "PPLX"
  }

  /// The kind of a place of Who's On First.
  static func kind(of draft: PlaceDraft) -> PlaceKind {
    if isNeighbourhood(draft) { return .neighbourhood }
    if draft.placetype == "campus" { return .site }
    switch (draft.place.population, draft.featureCode) {
    case (50_000..., _), (_, "PPLA"), (_, "PPLC"): return .city
    case (10_000..., _), (_, "PPLA2"), (_, "PPLA3"): return .town
    default: return .village
    }
  }

  /// Gives the seats of administrative units their kind: the seat of a governorate is a city, that
  /// of a district or sub-district at least a town.
  ///
  /// The seat is the settlement within the unit that bears the unit's name; of several the most
  /// populous, then the one in the unit's central sub-district (whose code ends in `00`), then the
  /// one nearest to the unit's centre.
  static func appointSeats(_ drafts: inout [PlaceDraft], of units: [Place]) {
    var members: [String: [Int]] = [:]
    for (offset, draft) in drafts.enumerated() where draft.place.kind.isSettlement {
      for code in [draft.place.adm1, draft.place.adm2, draft.place.adm3] where !code.isEmpty {
        members[code, default: []].append(offset)
      }
    }
    // The higher units first, so that `seatOf` names the highest.
    let order = units.filter { $0.kind.isAdministrative && $0.kind != .country }
      .sorted { (UnitTree.level($0.kind), $0.id) < (UnitTree.level($1.kind), $1.id) }
    for unit in order {
      var arabic = unit.nameArabic
      if arabic.hasPrefix("مركز ") { arabic.removeFirst("مركز ".count) }
      let key = NameKey.loose(folded: Folding.fold(arabic))
      let english = NameKey.loose(folded: Folding.fold(unit.nameEnglish))
      guard !key.isEmpty else { continue }
      let bearers = (members[unit.id] ?? []).filter { offset in
        let place = drafts[offset].place
        return NameKey.loose(folded: Folding.fold(place.nameArabic)) == key
          || NameKey.loose(folded: Folding.fold(place.nameEnglish)) == english
      }
      let seat = bearers.min { a, b in
        func rank(_ offset: Int) -> (Int, Int, Double, String) {
          let place = drafts[offset].place
          return (
            -place.population, place.adm3.hasSuffix("00") ? 0 : 1,
            place.point.distance(to: unit.point), place.id
          )
        }
        return rank(a) < rank(b)
      }
      guard let seat else { continue }
      if drafts[seat].place.seatOf == nil { drafts[seat].place.seatOf = unit.id }
      if unit.kind == .governorate {
        drafts[seat].place.kind = .city
        // The spellings of the governorate's name are those of its city, too.
        var names = NameList(drafts[seat].place.names, source: "ocha")
        names.add(
          contentsOf: unit.names.filter { name in
            let words = Folding.fold(name.text).split(separator: " ")
            return !words.contains { ["governorate", "province", "محافظه"].contains($0) }
          }, as: .variant)
        drafts[seat].place.names = names.names
      } else if drafts[seat].place.kind == .village {
        drafts[seat].place.kind = .town
      }
    }
  }
}
