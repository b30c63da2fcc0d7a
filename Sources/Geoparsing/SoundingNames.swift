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
    if let middle = around.first?.point { options.near = middle }
    let found = search.lookup(name, options).filter { result in
      result.level != .override && result.place.country == table.home
        && !result.place.kind.isAdministrative
        && (cue.map { $0.fit(result.place.kind) >= 0 } ?? result.place.kind.isSettlement)
    }
    func isNear(_ result: LookupResult) -> Bool {
      around.contains { $0.point.kilometres(to: result.place.point) < Sounding.reach }
    }
    let nearby = found.filter(isNear)
    let pool = nearby.isEmpty ? found : nearby
    guard let best = pool.first else { return nil }
    let least = nearby.isEmpty ? Sounding.leastScore : Sounding.leastScoreNearby
    guard best.score >= least, best.level <= .romanisation || !nearby.isEmpty,
      !around.isEmpty || best.level < .romanisation
    else { return nil }
    let rival = pool.dropFirst().first {
      $0.place.point.kilometres(to: best.place.point) > Sounding.samePlace
    }
    if let rival, best.score - rival.score < Sounding.leastLead { return nil }
    return (best.place, Sounding.confidence * max(0.5, best.score))
  }
}
