public import SimpleFeatures
internal import TextAnalysis

/// Finds places for a person who types a name as they know it: `conflictmap gazetteer lookup`.
///
/// The recogniser of places in texts does not use this: it wants certainty, a person wants help.
public struct PlaceSearch: Sendable {
  public let gazetteer: Gazetteer
  public let overrides: PlaceOverrides

  private var forms: NameForms { gazetteer.index.forms }
  private var records: PlaceRecords { gazetteer.index.places }

  public init(_ gazetteer: Gazetteer, overrides: PlaceOverrides = PlaceOverrides()) {
    self.gazetteer = gazetteer
    self.overrides = overrides
  }

  /// What narrows a search.
  public struct Options: Hashable, Sendable {
    /// The administrative units that the place lies in, one of them is enough; none for everywhere.
    /// Found with ``PlaceSearch/units(named:)``.
    public var units: AdministrativeHint
    /// Where the place is expected; near ones come before far ones.
    public var near: GeographicPoint?
    /// How many results at most.
    public var limit: Int
    /// Matches that are less sure are left out.
    public var weakest: MatchLevel

    public init(
      units: AdministrativeHint = AdministrativeHint(), near: GeographicPoint? = nil,
      limit: Int = 10, weakest: MatchLevel = .spelling
    ) {
      self.units = units
      self.near = near
      self.limit = limit
      self.weakest = weakest
    }
  }

  /// Units that a hint names, by their positions in the gazetteer.
  public struct AdministrativeHint: Hashable, Sendable {
    var positions: [Int]
    public init() { positions = [] }
    init(_ positions: [Int]) { self.positions = positions }

    /// Whether the hint names nothing that is known.
    public var isEmpty: Bool { positions.isEmpty }
  }

  /// A place that a name may mean, by its position in the gazetteer's places.
  public struct Match: Hashable, Sendable {
    public var position: Int
    public var level: MatchLevel
    /// How good the match is in its context, `0...1`; comparable within one search.
    public var score: Double
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
    let units = hint.map { self.units(named: $0) } ?? AdministrativeHint()
    return lookup(name, Options(units: units, near: point, limit: limit))
  }

  /// The places that `name` may mean, the best first; equal ones by id.
  public func lookup(_ name: String, _ options: Options) -> [LookupResult] {
    matches(name, options).map {
      LookupResult(place: records.place($0.position), level: $0.level, score: $0.score)
    }
  }

  /// As ``lookup(_:_:)``, without putting the places together.
  public func matches(_ name: String, _ options: Options = Options()) -> [Match] {
    guard options.limit > 0 else { return [] }
    var folder = NameFolder()
    folder.fold(name)
    guard folder.wordCount > 0 else { return [] }
    var folded: [UInt8] = []
    folder.append(to: &folded)
    let keys = NameKey.hashes(of: folder)
    // "Mihqan/Mahkan" is two names of one place, unless the gazetteer has it so.
    if name.utf8.contains(UInt8(ascii: "/")) {
      let alternatives = name.split(separator: "/").prefix(4)
      if alternatives.count > 1, !hasForm(folded, keys) {
        return merged(alternatives.map { matches(String($0), options) }, options.limit)
      }
    }

    var found = Candidates()
    addEqual(name, folded, keys, options, to: &found)
    if options.weakest > .alias {
      var sound = SoundBuffer()
      sound.read(folder)
      addSounding(sound, options, to: &found)
    }

    let rules = overrides.applying(
      to: String(decoding: folded, as: UTF8.self),
      hints: options.units.positions.map { records.id($0) })
    if rules.isNever { return [] }
    var results = found.best(limit: options.limit + rules.excluded.count + rules.chosen.count)
    if !rules.excluded.isEmpty {
      results.removeAll { rules.excluded.contains(records.id($0.position)) }
    }
    for id in rules.chosen {
      guard let position = records.index(ofID: id) else { continue }
      results.removeAll { $0.position == position }
      results.append(Match(position: position, level: .override, score: 1))
    }
    results.sort { ($1.score, $0.position) < ($0.score, $1.position) }
    return Array(results.prefix(options.limit))
  }

  private func hasForm(_ folded: [UInt8], _ keys: NameKey.Hashes) -> Bool {
    var isThere = false
    forms.forEach(key: keys.loose) { form, _ in
      isThere = isThere || forms.folded(form).elementsEqual(folded)
    }
    return isThere
  }

  // MARK: Levels

  /// The names that are equal but for spelling, article, blanks or common words.
  private func addEqual(
    _ name: String, _ folded: [UInt8], _ keys: NameKey.Hashes, _ options: Options,
    to found: inout Candidates
  ) {
    forms.forEach(key: keys.loose) { form, isAlias in
      let isFolded = !isAlias && forms.folded(form).elementsEqual(folded)
      let level: MatchLevel = isFolded ? .folded : isAlias ? .alias : .articleIgnored
      for bearer in forms.bearers(form) {
        let place = forms.place(bearer)
        var own = level
        if isFolded, isExact(name, place) { own = .exact }
        found.offer(match(place, own, 1, options))
      }
    }
    guard keys.alias != keys.loose, options.weakest >= .alias else { return }
    forms.forEach(key: keys.alias) { form, _ in
      offer(form, .alias, 1, options, to: &found)
    }
  }

  private func isExact(_ name: String, _ place: Int) -> Bool {
    var name = name
    return name.withUTF8 { records.hasName(place, $0) }
  }

  /// The names that sound as this one does, or nearly so.
  ///
  /// They are many, and are not asked where surer ones fill the answer.
  private func addSounding(
    _ sound: SoundBuffer, _ options: Options, to found: inout Candidates
  ) {
    func isFilled(_ least: Double) -> Bool {
      options.near == nil && found.count(scoring: least) >= options.limit
    }
    let tree = gazetteer.index.tree
    sound.sounds.withUnsafeBufferPointer { sounds in
      if !isFilled(Self.surelyBetterThanSound) {
        for form in tree.forms(of: sound.skeleton) {
          let similarity = SoundDistance.similarity(forms.sounds(Int(form)), sounds)
          offer(Int(form), .romanisation, similarity, options, to: &found)
        }
      }
      guard options.weakest >= .spelling, !isFilled(Self.surelyBetterThanSpelling) else { return }
      tree.forEachNear(sound.skeleton) { near in
        for form in near {
          let similarity = SoundDistance.similarity(forms.sounds(Int(form)), sounds)
          guard similarity >= Self.leastSimilarity else { continue }
          offer(Int(form), .spelling, similarity, options, to: &found)
        }
      }
    }
  }

  private func offer(
    _ form: Int, _ level: MatchLevel, _ similarity: Double, _ options: Options,
    to found: inout Candidates
  ) {
    for bearer in forms.bearers(form) {
      found.offer(match(forms.place(bearer), level, similarity, options))
    }
  }

  /// The matches of several searches as one, each place with its best.
  private func merged(_ lists: [[Match]], _ limit: Int) -> [Match] {
    var found = Candidates()
    for match in lists.joined() { found.offer(match) }
    return found.best(limit: limit)
  }

  // MARK: Scores

  /// Below this a spelling is another name: of one-letter changes in names of five letters.
  private static let leastSimilarity = 0.7
  /// More than a match by sound, or a near one, can score.
  private static let surelyBetterThanSound = 0.88
  private static let surelyBetterThanSpelling = 0.8

  /// The match, times what the context says, plus a little for prominence that decides between
  /// equals; its score is in `0...1`.
  private func match(
    _ place: Int, _ level: MatchLevel, _ similarity: Double, _ options: Options
  ) -> Match {
    var score =
      switch level {
      case .override: 1.0
      case .exact: 0.95
      case .folded: 0.94
      case .articleIgnored: 0.9
      case .alias: 0.84
      case .romanisation: 0.5 + 0.33 * similarity
      case .spelling: 0.75 * similarity
      }
    let units = options.units.positions
    if !units.isEmpty, !units.contains(where: { records.isWithin(place, unit: $0) }) {
      score *= 0.5
    }
    if let near = options.near {
      // Half the score at 50 km and beyond it less and less.
      score *= 0.3 + 0.7 / (1 + records.point(place).distance(to: near) / 50_000)
    }
    // A name alone mostly means the settlement, not the unit called after it.
    let kind = records.kind(place)
    let prominence = Double(4 - records.rank(place)) / 3
    score +=
      0.03 * prominence * (kind.isAdministrative ? 0 : 1) + (kind.isSettlement ? 0.015 : 0)
    return Match(position: place, level: level, score: min(1, score))
  }
}

/// Matches as they are found, each place with its best in the end.
private struct Candidates {
  private var matches: [PlaceSearch.Match] = []
  private var isUnique = true

  mutating func offer(_ match: PlaceSearch.Match) {
    isUnique = isUnique && matches.isEmpty
    matches.append(match)
  }

  /// How many places score at least so much.
  mutating func count(scoring least: Double) -> Int {
    makeUnique()
    return matches.count { $0.score >= least }
  }

  /// The best of each place, the best first, equal ones in the order of the places.
  mutating func best(limit: Int) -> [PlaceSearch.Match] {
    makeUnique()
    matches.sort { ($1.score, $0.position) < ($0.score, $1.position) }
    return Array(matches.prefix(limit))
  }

  private mutating func makeUnique() {
    if isUnique { return }
    matches.sort { ($0.position, $1.score, $0.level) < ($1.position, $0.score, $1.level) }
    var kept = 0
    for match in matches where kept == 0 || matches[kept - 1].position != match.position {
      matches[kept] = match
      kept += 1
    }
    matches.removeSubrange(kept...)
    isUnique = true
  }
}
