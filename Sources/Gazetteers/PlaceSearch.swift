public import SimpleFeatures
internal import TextAnalysis

/// Finds places for a person who types a name as they know it: `conflictmap lookup`.
///
/// The recogniser of places in texts does not use this: it wants certainty, a person wants help.
public struct PlaceSearch: Sendable {
  public let gazetteer: Gazetteer
  public let overrides: PlaceOverrides

  private let names: [IndexedName]
  private let namesByLooseKey: [String: [Int]]
  private let namesByAlias: [String: [Int]]
  private let skeletons: [(skeleton: [UInt8], names: [Int])]
  private let skeletonIndex: [[UInt8]: Int]

  private struct IndexedName: Sendable {
    var bearers: [Gazetteer.NameBearer]
    var sound: NameSound
  }

  /// - Complexity: O(*n*) for *n* names; about half a second for 60 000.
  public init(_ gazetteer: Gazetteer, overrides: PlaceOverrides = PlaceOverrides()) {
    self.gazetteer = gazetteer
    self.overrides = overrides
    var names: [IndexedName] = []
    var byLooseKey: [String: [Int]] = [:]
    var byAlias: [String: [Int]] = [:]
    var skeletons: [(skeleton: [UInt8], names: [Int])] = []
    var skeletonIndex: [[UInt8]: Int] = [:]
    for (key, bearers) in gazetteer.foldedNames {
      let number = names.count
      let sound = NameSound(folded: key)
      names.append(IndexedName(bearers: bearers, sound: sound))
      let loose = NameKey.loose(folded: key)
      byLooseKey[loose, default: []].append(number)
      byAlias[NameKey.alias(folded: key) ?? loose, default: []].append(number)
      if let position = skeletonIndex[sound.skeleton] {
        skeletons[position].names.append(number)
      } else {
        skeletonIndex[sound.skeleton] = skeletons.count
        skeletons.append((sound.skeleton, [number]))
      }
    }
    self.names = names
    namesByLooseKey = byLooseKey
    namesByAlias = byAlias
    self.skeletons = skeletons
    self.skeletonIndex = skeletonIndex
  }

  /// The places that `name` may mean, the best first; equal ones by id.
  ///
  /// - Parameters:
  ///   - hint: An administrative unit that the place lies in: a p-code, or its name in any of its
  ///     spellings, with or without "governorate". A unit that is not known is as none.
  ///   - point: Where the place is expected; near ones come before far ones.
  ///   - limit: How many results at most.
  public func lookup(
    _ name: String, hint: String? = nil, near point: GeographicPoint? = nil, limit: Int = 10
  ) -> [LookupResult] {
    let folded = Folding.fold(name)
    guard !folded.isEmpty, limit > 0 else { return [] }
    // "Mihqan/Mahkan" is two names of one place, unless the gazetteer has it so.
    let alternatives = name.split(separator: "/").prefix(4)
    if alternatives.count > 1, gazetteer.bearers(ofFoldedName: folded).isEmpty {
      return merged(
        alternatives.map { lookup(String($0), hint: hint, near: point, limit: limit) }, limit)
    }
    let units = hint.map(self.units(named:)) ?? []

    var best: [Int: Found] = [:]
    func offer(_ number: Int, _ level: MatchLevel, _ similarity: Double) {
      for bearer in names[number].bearers {
        let found = Found(level: level, similarity: similarity)
        if found.score > (best[bearer.place]?.score ?? 0) { best[bearer.place] = found }
      }
    }

    for bearer in gazetteer.bearers(ofFoldedName: folded) {
      let isExact = gazetteer.places[bearer.place].names.contains { $0.text == name }
      best[bearer.place] = Found(level: isExact ? .exact : .folded, similarity: 1)
    }
    let loose = NameKey.loose(folded: folded)
    for number in namesByLooseKey[loose] ?? [] { offer(number, .articleIgnored, 1) }
    for number in namesByAlias[NameKey.alias(folded: folded) ?? loose] ?? [] {
      offer(number, .alias, 1)
    }
    let sound = NameSound(folded: folded)
    if !sound.skeleton.isEmpty {
      if let position = skeletonIndex[sound.skeleton] {
        for number in skeletons[position].names {
          offer(number, .romanisation, names[number].sound.similarity(to: sound))
        }
      }
      // The names that only nearly sound so are many: not asked where surer ones fill the answer.
      let sure = best.count { index, found in
        found.score >= 0.8
          && (units.isEmpty || units.contains { gazetteer.places[index].isWithin($0) })
      }
      for position in skeletons.indices
      where (sure < limit || point != nil)
        && Self.isNear(skeletons[position].skeleton, sound.skeleton)
      {
        for number in skeletons[position].names {
          let similarity = names[number].sound.similarity(to: sound)
          if similarity >= Self.leastSimilarity { offer(number, .spelling, similarity) }
        }
      }
    }

    let overridden = overrides.applying(to: folded, hints: units.map(\.id))
    var results: [LookupResult] = []
    for (index, found) in best {
      let place = gazetteer.places[index]
      if overridden.excluded.contains(place.id) { continue }
      results.append(
        LookupResult(
          place: place, level: found.level,
          score: Self.score(found, place, units: units, near: point)))
    }
    for id in overridden.chosen {
      guard let place = gazetteer.place(id: id) else { continue }
      results.removeAll { $0.place.id == id }
      results.append(LookupResult(place: place, level: .override, score: 1))
    }
    if overridden.isNever { return [] }
    results.sort { ($1.score, $0.place.id) < ($0.score, $1.place.id) }
    return Array(results.prefix(limit))
  }

  /// The results of several lookups as one, each place with its best.
  private func merged(_ lists: [[LookupResult]], _ limit: Int) -> [LookupResult] {
    var best: [String: LookupResult] = [:]
    for result in lists.joined() where result.score > (best[result.place.id]?.score ?? -1) {
      best[result.place.id] = result
    }
    let results = best.values.sorted { ($1.score, $0.place.id) < ($0.score, $1.place.id) }
    return Array(results.prefix(max(0, limit)))
  }

  /// The units that `hint` names.
  ///
  /// A p-code or a name; the words for the kind of unit do not matter.
  public func units(named hint: String) -> [Place] {
    if let place = gazetteer.place(id: hint), place.kind.isAdministrative { return [place] }
    var words = Folding.fold(hint).split(separator: " ")
    words.removeAll { Self.unitWords.contains($0) }
    let folded = words.joined(separator: " ")
    guard !folded.isEmpty else { return [] }
    func units(_ numbers: [Int]) -> [Place] {
      let indices = Set(numbers.flatMap { names[$0].bearers.map(\.place) })
      return indices.sorted().map { gazetteer.places[$0] }.filter(\.kind.isAdministrative)
    }
    let exact = units(namesByLooseKey[NameKey.loose(folded: folded)] ?? [])
    if !exact.isEmpty { return exact }
    // Of the units that sound alike ("Raqqa", "Iraq") those that do so most.
    let sound = NameSound(folded: folded)
    let numbers = (skeletonIndex[sound.skeleton].map { skeletons[$0].names } ?? []).filter {
      names[$0].bearers.contains { gazetteer.places[$0.place].kind.isAdministrative }
    }
    let similarities = numbers.map { names[$0].sound.similarity(to: sound) }
    guard let best = similarities.max() else { return [] }
    return units(zip(numbers, similarities).filter { $0.1 == best }.map(\.0))
  }

  private static let unitWords: Set<Substring> = [
    "governorate", "province", "district", "subdistrict", "sub", "muhafazat", "محافظه", "منطقه",
    "ناحيه", "state",
  ]

  // MARK: Scores

  /// Below this a spelling is another name: of one-letter changes in names of five letters.
  private static let leastSimilarity = 0.7

  private struct Found {
    var level: MatchLevel
    /// `0...1`.
    var similarity: Double

    var score: Double {
      switch level {
      case .override: 1
      case .exact: 0.95
      case .folded: 0.94
      case .articleIgnored: 0.9
      case .alias: 0.84
      case .romanisation: 0.5 + 0.33 * similarity
      case .spelling: 0.75 * similarity
      }
    }
  }

  /// The match, times what the context says, plus a little for prominence that decides between
  /// equals; in `0...1`.
  private static func score(
    _ found: Found, _ place: Place, units: [Place], near point: GeographicPoint?
  ) -> Double {
    var score = found.score
    if !units.isEmpty, !units.contains(where: { place.isWithin($0) }) { score *= 0.5 }
    if let point {
      // Half the score at 50 km and beyond it less and less.
      score *= 0.3 + 0.7 / (1 + place.point.distance(to: point) / 50_000)
    }
    // A name alone mostly means the settlement, not the unit called after it.
    let prominence = Double(4 - place.rank) / 3
    let isSettled = place.kind.isSettlement ? 1.0 : 0
    return min(
      1, score + 0.03 * prominence * (place.kind.isAdministrative ? 0 : 1) + 0.015 * isSettled)
  }

  /// Whether two skeletons differ by one sound, or by two where both have seven or more; short ones
  /// must be equal, or every name would be near every other.
  static func isNear(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    let length = min(a.count, b.count)
    let allowed = length >= 7 ? 2 : 1
    guard length >= 2, abs(a.count - b.count) <= allowed, a != b else { return false }
    // Cut equal ends off: what is left is mostly a sound or two.
    var start = 0
    while start < length, a[start] == b[start] { start += 1 }
    var endA = a.count
    var endB = b.count
    while endA > start, endB > start, a[endA - 1] == b[endB - 1] {
      endA -= 1
      endB -= 1
    }
    let (restA, restB) = (endA - start, endB - start)
    if max(restA, restB) <= allowed { return true }
    if allowed == 1 || min(restA, restB) > 12 { return false }
    var row = Array(0...restB)
    for i in 0..<restA {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<restB {
        let substitution = diagonal + (a[start + i] == b[start + j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
      }
    }
    return row[restB] <= allowed
  }
}

/// A place that a name may mean.
public struct LookupResult: Hashable, Sendable {
  public var place: Place
  /// How the name matched.
  public var level: MatchLevel
  /// How good the match is in its context, `0...1`; comparable within one lookup.
  public var score: Double
}

/// How a typed name matches one of the gazetteer, the surest first.
public enum MatchLevel: String, Hashable, Sendable, CaseIterable {
  /// A rule in `overrides.csv` says so.
  case override
  /// Letter by letter.
  case exact
  /// But for the spelling of letters (أ and ا, ة and ه, capitals, diacritics).
  case folded
  /// But for the article and the blanks.
  case articleIgnored = "article_ignored"
  /// But for a word that is written in several forms (تل and تلة, Tell and Tal).
  case alias
  /// It sounds the same but for vowels.
  case romanisation
  /// It sounds nearly the same.
  case spelling
}

extension Place {
  /// Whether the place is or lies in the administrative unit `unit`, by its codes.
  public func isWithin(_ unit: Place) -> Bool {
    if id == unit.id { return true }
    switch unit.kind {
    case .country: return country == unit.id
    case .governorate: return adm1 == unit.id
    case .district: return adm2 == unit.id
    case .subDistrict: return adm3 == unit.id
    default: return parent == unit.id
    }
  }
}
