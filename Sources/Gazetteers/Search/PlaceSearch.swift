public import CivilCalendar
public import SimpleFeatures
internal import TextAnalysis

/// Finds places for a person who types a name as they know it: `conflictmap gazetteer lookup`.
///
/// The recogniser of places in texts does not use this: it wants certainty, a person wants help.
public struct PlaceSearch: Sendable {
  public let gazetteer: Gazetteer
  public let overrides: PlaceOverrides

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
    /// The day that the name is used for: places that were not there then, and names that were not
    /// in use, are left out. `nil` for any day.
    public var date: CivilDate?
    /// How many results at most.
    public var limit: Int
    /// Matches that are less sure are left out.
    public var weakest: MatchLevel

    public init(
      units: AdministrativeHint = AdministrativeHint(), near: GeographicPoint? = nil,
      date: CivilDate? = nil, limit: Int = 10, weakest: MatchLevel = .spelling
    ) {
      self.units = units
      self.near = near
      self.date = date
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
    /// How sure it is that the place is meant, `0...1`, were it the first answer.
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
    let records = gazetteer.index.places
    return matches(name, options).map {
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

    let query = NameQuery(
      gazetteer.index, isArabic: folded.contains { (0xD8...0xDB).contains($0) }, options)
    query.addEqual(name, folded, keys)
    if options.weakest > .alias {
      var sound = SoundBuffer()
      sound.read(folder)
      query.addSounding(sound)
    }
    let records = gazetteer.index.places
    if overrides.rules.isEmpty { return query.found.best(limit: options.limit) }
    let rules = overrides.applying(
      to: String(decoding: folded, as: UTF8.self),
      hints: options.units.positions.map { records.id($0) })
    if rules.isNever { return [] }
    var results = query.found.best(limit: options.limit + rules.excluded.count + rules.chosen.count)
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
    let forms = gazetteer.index.forms
    return forms.keyed(keys.loose).contains { forms.folded($0.form).elementsEqual(folded) }
  }

  /// The matches of several searches as one, each place with its best.
  private func merged(_ lists: [[Match]], _ limit: Int) -> [Match] {
    var best: [Int: Match] = [:]
    for match in lists.joined() where match.score > (best[match.position]?.score ?? -1) {
      best[match.position] = match
    }
    let matches = best.values.sorted { ($1.score, $0.position) < ($0.score, $1.position) }
    return Array(matches.prefix(limit))
  }
}
