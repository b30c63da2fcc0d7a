public import Gazetteers
public import SimpleFeatures

/// A name with the place that somebody else's coding gives it.
public struct CodedName: Hashable, Sendable {
  public var name: String
  /// The unit that the place lies in, as written; empty where none is given.
  public var unit: String
  public var point: GeographicPoint
  /// How often the name was coded so.
  public var count: Int

  public init(name: String, unit: String, point: GeographicPoint, count: Int = 1) {
    self.name = name
    self.unit = unit
    self.point = point
    self.count = count
  }
}

/// The first answers of the gazetteer to names whose places are known.
///
/// Each name counts as often as it was coded. An answer is right within `radius` of the coded point.
public struct NameLookups: Hashable, Sendable {
  /// The answer to one name.
  public struct Answer: Hashable, Sendable {
    public var coded: CodedName
    /// The first result; `nil` where there is none.
    public var result: LookupResult?
    /// From the coded point, in metres; `nil` without a result.
    public var distance: Double?
    public var isRight: Bool
  }

  public let answers: [Answer]

  /// - Parameters:
  ///   - usesUnits: Whether the search is told the units.
  ///   - radius: In metres.
  public init(_ names: [CodedName], search: PlaceSearch, usesUnits: Bool, radius: Double) {
    var units: [String: PlaceSearch.AdministrativeHint] = [:]
    answers = names.map { coded in
      var options = PlaceSearch.Options(limit: 1)
      if usesUnits, !coded.unit.isEmpty {
        let hint = units[coded.unit] ?? search.units(named: coded.unit)
        units[coded.unit] = hint
        options.units = hint
      }
      let result = search.lookup(coded.name, options).first
      let distance = result.map { $0.place.point.distance(to: coded.point) }
      return Answer(
        coded: coded, result: result, distance: distance,
        isRight: distance.map { $0 <= radius } ?? false)
    }
  }

  /// Right answers of all names.
  public var recall: Proportion {
    Proportion(count { $0.isRight }, of: count { _ in true })
  }

  /// Right answers of all answers.
  public var precision: Proportion { precision { _ in true } }

  /// Right answers of those that match on a level.
  public func precision(of level: MatchLevel) -> Proportion { precision { $0.level == level } }

  /// Right answers of those whose score is in `range`.
  public func precision(scoring range: Range<Double>) -> Proportion {
    precision { range.contains($0.score) }
  }

  private func precision(_ isMeant: (LookupResult) -> Bool) -> Proportion {
    Proportion(
      count { $0.isRight && $0.result.map(isMeant) ?? false },
      of: count { $0.result.map(isMeant) ?? false })
  }

  private func count(where isMeant: (Answer) -> Bool) -> Int {
    answers.reduce(0) { isMeant($1) ? $0 + $1.coded.count : $0 }
  }
}

/// Names in one script, asked of a gazetteer that has no name in that script: what reading across
/// scripts can do where no table helps.
public struct ScriptHoldOut: Sendable {
  public let names: [CodedName]
  /// The gazetteer without the names of the script.
  public let search: PlaceSearch

  /// The official names of Syria's settlements, or of another gazetteer's home, in `script`
  /// (ISO 15924, `Arab` or `Latn`), of places that have names in another one, too.
  public init(_ gazetteer: Gazetteer, script: String) {
    var names: [CodedName] = []
    var places: [Place] = []
    for var place in gazetteer.places {
      let own = place.names.first { $0.script == script && $0.role == .official }
      place.names.removeAll { $0.script == script }
      if let own, place.kind.isSettlement, !place.adm1.isEmpty, !place.names.isEmpty {
        names.append(CodedName(name: own.text, unit: place.adm1, point: place.point))
      }
      // Units keep all their names: the hint is not what is measured.
      if place.kind.isAdministrative, let whole = gazetteer.place(id: place.id) { place = whole }
      places.append(place)
    }
    self.names = names
    search = PlaceSearch(Gazetteer(places: places))
  }
}
