internal import Gazetteers

/// Finds villages that a report can hardly mean, as they lie far from all else that it is about.
///
/// The places of a report fall into groups in which each lies within `reach` of another. A group of
/// a few minor places beside a larger one is most likely made of namesakes, unless the report names
/// its governorate or a region there, or a place in it that is known beyond its surroundings. Where
/// the name has a bearer near the larger group, that one is meant; else nobody knows.
extension ToponymResolver {
  /// Starting values, set on the development reports of `Examples`.
  private enum Remoteness {
    /// Two places of one report lie at most so many kilometres apart: about a governorate's breadth.
    static let reach = 60.0
    /// A namesake is meant instead where it lies so near, in kilometres: a sub-district's breadth.
    static let namesakeReach = 25.0
    /// The point of a region stands for ground around it, in kilometres.
    static let regionReach = 60.0
    /// A group of at most so many places, or at most half as many as the largest, may be of
    /// namesakes.
    static let fewPlaces = 2
    /// So many places and areas speak for elsewhere, more where the name has one bearer only.
    static let manyPlaces = 2
    static let manyPlacesForOnlyBearer = 3
    /// Towns from so many inhabitants on are known beyond their surroundings.
    static let knownInhabitants = 40_000
    /// Reports with more places than this are lists of a whole country, and nothing is far.
    static let mostPlaces = 500
  }

  func settleRemote(_ drafts: inout [MentionDraft], outer: [Int]) {
    let (places, groups) = groups(of: drafts, outer: outer)
    guard places.count > 1, places.count <= Remoteness.mostPlaces else { return }
    var sizes: [Int: Int] = [:]
    for group in groups { sizes[group, default: 0] += 1 }
    guard let most = sizes.values.max() else { return }
    let units = Set(
      drafts.filter { $0.isAccepted && $0.context.role != .origin }.compactMap { draft in
        draft.place.flatMap { table.kinds[$0] == .governorate ? table.units[$0] : nil }
      } + outer.filter { table.kinds[$0] == .governorate }.map { table.units[$0] })
    let regions = Set(
      drafts.filter(\.isAccepted).compactMap(\.place).filter { table.isExtensive[$0] })
    // A name in other letters than the place's may be of another place, however great this one is.
    let spelled = Set(
      drafts.filter { $0.isAccepted && $0.candidates[$0.best].level < 2 }.compactMap(\.place))
    func isKnown(_ group: Int) -> Bool {
      places.indices.contains { at in
        let place = places[at]
        return groups[at] == group
          && ((!isMinor(place) && spelled.contains(place)) || outer.contains(place)
            || units.contains(table.units[place])
            || regions.contains { table.distance($0, place) < Remoteness.regionReach })
      }
    }
    var doubtful: Set<Int> = []
    for (group, size) in sizes.sorted(by: { $0.key < $1.key })
    where size <= max(Remoteness.fewPlaces, most / 2) && !isKnown(group) {
      for at in places.indices where groups[at] == group { doubtful.insert(places[at]) }
    }
    let speaking = places.count - doubtful.count + units.count + regions.count
    guard speaking >= Remoteness.manyPlaces else { return }
    guard !doubtful.isEmpty else { return }
    let sure = places.filter { !doubtful.contains($0) }
    for at in drafts.indices {
      guard drafts[at].isAccepted, let place = drafts[at].place, doubtful.contains(place),
        drafts[at].context.role != .origin, drafts[at].context.role != .actorName,
        drafts[at].decision != .place
      else { continue }
      let level = drafts[at].candidates[drafts[at].best].level
      let near = drafts[at].candidates.indices.filter { number in
        let candidate = drafts[at].candidates[number]
        return candidate.level <= level && !table.kinds[candidate.place].isAdministrative
          && sure.contains { table.distance($0, candidate.place) < Remoteness.namesakeReach }
      }
      if !near.isEmpty {
        drafts[at].candidates = near.map { drafts[at].candidates[$0] }
        choose(&drafts[at])
        drafts[at].isRemote = false
      } else if drafts[at].candidates.count > 1 || level == 2
        || speaking >= Remoteness.manyPlacesForOnlyBearer
      {
        drafts[at].isRemote = true
      }
    }
  }

  /// The places that the report is about, each once, and the number of its group.
  private func groups(of drafts: [MentionDraft], outer: [Int]) -> (places: [Int], groups: [Int]) {
    var places: [Int] = []
    var seen: Set<Int> = []
    for draft in drafts where draft.isAccepted && draft.share >= 0.3 {
      guard draft.context.role == nil, !draft.context.hasStateVerb, !draft.context.isSeat,
        let place = draft.place, isPointLike(place), seen.insert(place).inserted
      else { continue }
      places.append(place)
    }
    for place in outer where isPointLike(place) && seen.insert(place).inserted {
      places.append(place)
    }
    var groups = Array(places.indices)
    guard places.count <= Remoteness.mostPlaces else { return (places, groups) }
    for a in places.indices {
      for b in places.indices.prefix(a)
      where groups[a] != groups[b] && table.distance(places[a], places[b]) < Remoteness.reach {
        let (old, new) = (groups[a], groups[b])
        for at in groups.indices where groups[at] == old { groups[at] = new }
      }
    }
    return (places, groups)
  }

  private func isPointLike(_ place: Int) -> Bool {
    guard place < table.firstForeign else { return false }
    let kind = table.kinds[place]
    return kind != .country && !table.isExtensive[place] && !kind.isAdministrative
  }

  /// Whether a place is hardly known outside its surroundings.
  private func isMinor(_ place: Int) -> Bool {
    let record = table.places[place]
    switch record.kind {
    case .village, .hill, .field, .neighbourhood: return true
    case .town:
      return record.population < Remoteness.knownInhabitants && !(1...2).contains(record.rank)
    default: return false
    }
  }
}
