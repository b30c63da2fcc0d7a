internal import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// The administrative units of a gazetteer: of each country those of the first source that has some,
/// with the names and ids that later sources have for them.
struct UnitMerging {
  private(set) var tree: UnitTree
  /// How many units of each source are one of an earlier source.
  private(set) var merged: [Int]
  /// The units by what other sources call them.
  private var idsOfOthers: [String: String] = [:]

  init(
    _ readings: [[PlaceDraft]], _ manifest: GazetteerManifest, _ omissions: inout Omissions
  ) throws {
    let all = readings.map { $0.filter { $0.place.kind.isAdministrative } }
    var owners: [String: Int] = [:]
    for (index, drafts) in all.enumerated() {
      for draft in drafts where draft.place.kind != .country && owners[draft.place.country] == nil {
        owners[draft.place.country] = index
      }
    }
    var units: [PlaceDraft] = []
    for (index, drafts) in all.enumerated() {
      units += drafts.filter { owners[$0.place.country] == index }
    }
    // A country may be in another source than its units, or in the manifest alone.
    var countries = Set(units.lazy.filter { $0.place.kind == .country }.map(\.place.id))
    let places = readings.joined().filter { $0.place.country == manifest.country }
    for country in all.joined() + [Self.country(manifest, around: Array(places))].compactMap({ $0 })
    where country.place.kind == .country && countries.insert(country.place.id).inserted {
      units.append(country)
    }
    tree = try UnitTree(units)
    merged = all.map { _ in 0 }
    if let country = tree[manifest.country], !manifest.countryNames.isEmpty {
      tree.update(Self.named(country, manifest))
    }
    let index = UnitIndex(tree)
    for (number, drafts) in all.enumerated() {
      let others = drafts.filter { owners[$0.place.country] != number }
      // The higher levels first, so that the lower ones can be told apart by what they lie in.
      for other in others.sorted(by: {
        (UnitTree.level($0.place.kind), $0.place.id) < (UnitTree.level($1.place.kind), $1.place.id)
      }) {
        guard var unit = index.id(of: other, in: tree).flatMap({ tree[$0] }) else {
          omissions.addUnwanted(
            "units that the first source of units does not have", in: other.source,
            at: other.origin)
          continue
        }
        idsOfOthers[other.place.id] = unit.place.id
        guard unit.place.id != other.place.id || unit.origin != other.origin else { continue }
        unit.absorbNames(of: other)
        tree.update(unit)
        merged[number] += 1
      }
    }
  }

  /// A country that no source has, by the manifest; `nil` where that gives it no name.
  private static func country(
    _ manifest: GazetteerManifest, around drafts: [PlaceDraft]
  ) -> PlaceDraft? {
    guard let middle = BoundingBox(drafts.lazy.map(\.place.point))?.center else { return nil }
    let place = Place(
      id: manifest.country, kind: .country, point: middle.rounded, nameEnglish: "",
      nameArabic: "", country: manifest.country, sources: ["own:" + manifest.country])
    var names = NameList(source: "own")
    for (language, text) in manifest.countryNames {
      names.add(text, language: language, role: .official)
    }
    return PlaceDraft(
      id: manifest.country, kind: .country, names: names, in: place, source: "own",
      origin: manifest.file)
  }

  /// The country with the manifest's names, which win over those of the sources.
  private static func named(_ country: PlaceDraft, _ manifest: GazetteerManifest) -> PlaceDraft {
    guard var named = Self.country(manifest, around: [country]) else { return country }
    named.absorbNames(of: country)
    var result = country
    result.place.names = named.place.names
    result.place.nameEnglish = named.place.nameEnglish
    result.place.nameArabic = named.place.nameArabic
    return result
  }

  /// Puts the points of units that have no area of their own into that of their parts.
  mutating func moveInside(_ boundaries: UnitBoundaries) {
    for var unit in tree.units where unit.polygons.isEmpty {
      let largest = boundaries.area(of: [unit.place.id]).max { $0.area < $1.area }
      guard let point = largest?.interiorPoint else { continue }
      unit.place.point = point.rounded
      tree.update(unit)
    }
  }

  /// The place with the units that it lies in.
  ///
  /// The lowest unit that its table names; where the table names none, or only one above, the one
  /// whose area its point lies in.
  func located(_ draft: PlaceDraft, in boundaries: UnitBoundaries) -> PlaceDraft {
    var draft = draft
    let stated = [draft.place.adm3, draft.place.adm2, draft.place.adm1].lazy
      .compactMap { idsOfOthers[$0] ?? tree.id(ofCode: $0) }.first
    var unit = stated
    if let found = boundaries.unit(containing: draft.place.point),
      stated.map({ tree.chain(of: found).contains($0) }) ?? true
    {
      unit = found
    }
    (draft.place.adm1, draft.place.adm2, draft.place.adm3) = unit.map(tree.codes) ?? ("", "", "")
    if draft.place.country.isEmpty, let unit { draft.place.country = tree.chain(of: unit)[0] }
    return draft
  }

  /// Gives seats of units their kind, by name as everywhere, then by what GeoNames says of them.
  func appointSeats(_ drafts: inout [PlaceDraft]) {
    PlaceMerging.appointSeats(&drafts, of: tree.units.map(\.place))
    let appointed = Set(drafts.compactMap(\.place.seatOf))
    var added: Set<String> = []
    for index in drafts.indices where drafts[index].place.kind.isSettlement {
      let place = drafts[index].place
      let unit: String
      switch drafts[index].featureCode {
      case "PPLC": unit = place.country
      case "PPLA": unit = place.adm1
      case "PPLA2": unit = place.adm2
      case "PPLA3": unit = place.adm3
      default: continue
      }
      // A capital that is the seat of its own governorate is the country's seat before that.
      guard !unit.isEmpty, tree[unit] != nil, !appointed.contains(unit),
        added.insert(unit).inserted
      else { continue }
      drafts[index].place.seatOf = unit
      let isHigh = ["PPLC", "PPLA"].contains(drafts[index].featureCode)
      if isHigh {
        drafts[index].place.kind = .city
      } else if place.kind == .village {
        drafts[index].place.kind = .town
      }
    }
  }
}

/// The units of a gazetteer by their ids and names.
private struct UnitIndex {
  private var idsByKnownID: [String: [String]] = [:]
  private var idsByKey: [String: [String]] = [:]

  /// How far from a unit's own point another source may put it, in metres, where the unit has no
  /// area; set by us: half the width of a large governorate.
  static let reach = 100_000.0

  init(_ tree: UnitTree) {
    for unit in tree.units {
      for id in unit.knownIDs { idsByKnownID[id, default: []].append(unit.place.id) }
      for key in unit.unitKeys { idsByKey[key, default: []].append(unit.place.id) }
    }
  }

  /// The unit that a later source's one is: by an id, else of the same kind by a name, where the
  /// other's point lies in its area; of several the nearest.
  func id(of other: PlaceDraft, in tree: UnitTree) -> String? {
    if other.place.kind == .country { return tree[other.place.id]?.place.id }
    func sameKind(_ ids: some Sequence<String>) -> [PlaceDraft] {
      Set(ids).sorted().compactMap { tree[$0] }.filter { $0.place.kind == other.place.kind }
    }
    if let unit = sameKind(other.knownIDs.flatMap { idsByKnownID[$0] ?? [] }).first {
      return unit.place.id
    }
    let point = other.place.point
    return sameKind(other.unitKeys.flatMap { idsByKey[$0] ?? [] }).filter { unit in
      unit.polygons.isEmpty
        ? unit.place.point.distance(to: point) <= Self.reach
        : unit.polygons.contains { $0.contains(point) }
    }.min {
      ($0.place.point.distance(to: point), $0.place.id)
        < ($1.place.point.distance(to: point), $1.place.id)
    }?.place.id
  }
}

extension PlaceDraft {
  /// The loose keys of a unit's names without the words for what kind of unit it is.
  fileprivate var unitKeys: Set<String> {
    Set(
      place.names.compactMap { name in
        let words = Folding.fold(name.text).split(separator: " ")
        let proper = words.filter { !Self.unitWords.contains($0) }
        return proper.isEmpty ? nil : NameKey.loose(folded: proper.joined(separator: " "))
      })
  }

  /// Folded words for units, in English, Arabic and romanised Arabic; from common usage.
  private static let unitWords: Set<Substring> = [
    "governorate", "province", "district", "subdistrict", "sub", "state", "region", "county",
    "municipality", "muhafazat", "muhafazah", "wilayat", "mintaqat", "nahiyat", "shabiyat",
    "baladiyat", "of", "محافظه", "ولايه", "منطقه", "ناحيه", "شعبيه", "بلديه", "قضاء", "مديريه",
  ]

  /// Adds the names and ids of another source's row of the same unit, not its point: that of a unit
  /// is only where its name is written.
  fileprivate mutating func absorbNames(of other: PlaceDraft) {
    let point = place.point
    let points = place.points
    absorb(other)
    place.point = point
    place.points = points
  }
}
