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
    /// Two records of one place.
    static let samePlace = 3.0
    /// What a match by sound is worth beside one by letters.
    static let confidence = 0.7
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
