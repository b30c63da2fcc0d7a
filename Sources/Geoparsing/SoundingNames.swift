internal import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// Names that are not spelled as any of the gazetteer, and sound like one.
extension MentionWriter {
  private enum Sounding {
    /// Matches that are less sure than this are none: of `NameQuery`'s scores, which say how often
    /// the first answer is right.
    static let leastScore = 0.45
    /// Another place whose score is so near is as good.
    static let leastLead = 0.15
    /// One that lies so near the report's other places, in kilometres, needs less, and one of a near
    /// spelling is taken only there.
    static let reach = 60.0
    static let leastScoreNearby = 0.12
    /// The same after a preposition of place or in a list of places, and for a town far from all.
    static let leastScoreOfLed = 0.3
    static let leastScoreOfTown = 0.7
    /// The same in a unit that the sentence names.
    static let leastScoreInUnit = 0.4
    static let leastLeadInUnit = 0.04
    /// Of a report that names places near by, a namesake farther away, in kilometres, is none, but
    /// for the great towns.
    static let farthest = 120.0
    /// Two records of one place.
    static let samePlace = 3.0
    /// What a match by sound is worth beside one by letters.
    static let confidence = 0.7
  }

  /// What is known of where a name without a word for its kind lies.
  struct Whereabouts {
    /// The unit that the sentence names, by its id and governorate.
    var unit: (id: String, adm1: String)?
    /// Settlements that are named beside it.
    var around: [Place] = []
    /// The places, units and regions of the country that are named near it.
    var nearby: [Place] = []
    /// Whether a preposition of place or a list makes a place's name of it.
    var isLed = false
    var cue: PlaceCue?
  }

  /// The place that a name sounds like: one in the unit or near the places that are named beside it,
  /// else a town; `nil` where none stands out.
  func placeSpelled(_ name: String, _ where: Whereabouts) -> (place: Place, confidence: Double)? {
    guard let search else { return nil }
    let known = `where`
    func matches(_ options: PlaceSearch.Options) -> [PlaceSearch.Match] {
      search.matches(name, options).filter { match in
        let kind = table.kinds[match.position]
        return match.level != .override && table.places[match.position].country == table.home
          && !kind.isAdministrative
          && (known.cue.map { $0.fit(kind) >= 0 } ?? (kind.isSettlement || kind == .hill))
      }
    }
    var options = PlaceSearch.Options(limit: 12, weakest: .romanisation)
    if let unit = known.unit {
      options.units = search.units(named: unit.id)
      let inside = matches(options).filter { table.places[$0.position].adm1 == unit.adm1 }
      return standingOut(
        of: inside, from: Sounding.leastScoreInUnit, lead: Sounding.leastLeadInUnit)
    }
    if let middle = known.around.first?.point {
      options.near = middle
      let nearby = matches(options).filter { match in
        let point = table.places[match.position].point
        return known.around.contains { $0.point.kilometres(to: point) < Sounding.reach }
      }
      if let answer = standingOut(of: nearby, from: Sounding.leastScoreOfLed) { return answer }
    }
    let all = matches(PlaceSearch.Options(limit: 12, weakest: .romanisation)).filter { match in
      let point = table.places[match.position].point
      return known.nearby.isEmpty || table.isGreat(match.position)
        || known.nearby.contains { $0.point.kilometres(to: point) < Sounding.farthest }
    }
    let towns = all.filter {
      known.isLed ? table.isProminent[$0.position] : table.isGreat($0.position)
    }
    if let answer = standingOut(of: towns, from: Sounding.leastScoreOfTown) { return answer }
    return known.isLed ? standingOut(of: all, from: Sounding.leastScoreOfTown) : nil
  }

  /// The first of some matches, where it is sure enough and no other place is as good.
  private func standingOut(
    of pool: [PlaceSearch.Match], from least: Double, lead: Double = Sounding.leastLead
  ) -> (place: Place, confidence: Double)? {
    guard let best = pool.first, best.score >= least else { return nil }
    let place = table.places[best.position]
    let rivals = pool.dropFirst().filter {
      best.score - $0.score < Sounding.leastLead
        && table.places[$0.position].point.kilometres(to: place.point) > Sounding.samePlace
    }
    // Of a town and a village of nearly one name the town is the one that is in the news.
    let rank = standing(best.position)
    guard rivals.allSatisfy({ standing($0.position) < rank || best.score - $0.score >= lead })
    else { return nil }
    return (place, Sounding.confidence * max(0.5, best.score))
  }

  private func standing(_ place: Int) -> Int {
    table.isGreat(place) ? 2 : table.isProminent[place] ? 1 : 0
  }

  /// The place that a name after a word for its kind sounds like; `nil` where none stands out.
  func placeSounding(
    like name: String, cue: PlaceCue?, around: [Place]
  ) -> (place: Place, confidence: Double)? {
    guard let search else { return nil }
    var options = PlaceSearch.Options(limit: 12)
    if let middle = around.first?.point {
      options.near = middle
    } else {
      // With nothing near by, a name that only sounds alike is too little.
      options.weakest = .alias
    }
    let found = search.matches(name, options).filter { match in
      let kind = table.kinds[match.position]
      return match.level != .override && table.places[match.position].country == table.home
        && !kind.isAdministrative && (cue.map { $0.fit(kind) >= 0 } ?? kind.isSettlement)
    }
    func isNear(_ match: PlaceSearch.Match) -> Bool {
      let point = table.places[match.position].point
      return around.contains { $0.point.kilometres(to: point) < Sounding.reach }
    }
    let nearby = found.filter(isNear)
    let pool = nearby.isEmpty ? found : nearby
    guard let best = pool.first else { return nil }
    let least = nearby.isEmpty ? Sounding.leastScore : Sounding.leastScoreNearby
    guard best.score >= least, best.level <= .romanisation || !nearby.isEmpty else { return nil }
    let place = table.places[best.position]
    let rival = pool.dropFirst().first {
      table.places[$0.position].point.kilometres(to: place.point) > Sounding.samePlace
    }
    if let rival, best.score - rival.score < Sounding.leastLead { return nil }
    return (place, Sounding.confidence * max(0.5, best.score))
  }
}
