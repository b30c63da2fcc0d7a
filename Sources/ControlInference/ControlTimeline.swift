public import CivilCalendar
internal import SimpleFeatures

/// Who holds each place on each day, as far as the claims say.
///
/// A status changes on the day of a claim that can be named, and by nothing else; only "contested"
/// also ends when the claim that it rests on has grown old, and the change names that claim.
public struct ControlTimeline: Sendable {
  /// Which claims count.
  public enum Reading: Hashable, Sendable {
    /// All of them: what is known today of then.
    case hindsight
    /// Those that were reported by the day: what was known then.
    case asKnown(on: CivilDate)
  }

  /// The places in the order of their ids.
  public let places: [ControlPlace]
  public let camps: Camps
  public let model: ControlModel
  public let reading: Reading
  /// Claims on places that are not among the given ones: nothing was inferred from them.
  public let unplaced: [ControlEvidence]
  private let claims: [[ControlEvidence]]
  private let replays: [PlaceReplay]
  private let lines: LineProximity
  /// The days on which a place has a claim or begins another state, ascending.
  private let turns: [(day: CivilDate, place: Int)]

  /// - Parameters:
  ///   - places: Of two places with one id, the first in the order of their coordinates counts;
  ///     one without coordinates below 1e9 m is no place.
  ///   - evidence: In any order; the same claim given twice counts once.
  ///
  /// - Complexity: O(*n* log *n* + *m* log *m*) for *n* places and *m* claims, as long as few
  ///   claims concern one place.
  public init(
    places: [ControlPlace], evidence: [ControlEvidence], camps: Camps = Camps(),
    model: ControlModel = ControlModel(), reading: Reading = .hindsight
  ) {
    var known: [String: Int] = [:]
    var unique: [ControlPlace] = []
    for place in places.sorted(by: ControlPlace.inOrder)
    where place.point.isOnPlane && known[place.id] == nil {
      known[place.id] = unique.count
      unique.append(place)
    }
    var byPlace: [[ControlEvidence]] = Array(repeating: [], count: unique.count)
    var unplaced: [ControlEvidence] = []
    for claim in Set(evidence).sorted(by: ControlEvidence.inOrder) {
      if case .asKnown(let day) = reading, claim.reportedOn > day { continue }
      if let index = known[claim.placeID] {
        byPlace[index].append(claim)
      } else {
        unplaced.append(claim)
      }
    }
    let lines = LineProximity(places: unique, claims: byPlace, camps: camps, model: model)
    self.places = unique
    self.camps = camps
    self.model = model
    self.reading = reading
    self.unplaced = unplaced
    self.lines = lines
    claims = byPlace
    replays = byPlace.indices.map { index in
      PlaceReplay(byPlace[index], model: model, camps: camps) { day, camp in
        lines.decayDays(ofPlace: index, camp: camp, on: day)
      }
    }
    var turns: [(day: CivilDate, place: Int)] = []
    for place in unique.indices {
      turns += byPlace[place].map { ($0.effectiveDate, place) }
      turns += replays[place].segments.map { ($0.firstDay, place) }
    }
    self.turns = turns.sorted { ($0.day, $0.place) < ($1.day, $1.place) }
  }

  /// The status of every place on `date`, in the order of their ids.
  public func statuses(on date: CivilDate) -> [SettlementStatus] {
    let camps = camps.on(date)
    return places.indices.map { status(ofPlace: $0, on: date, camps) }
  }

  /// The same with a probability of 0, which no map asks for and which takes most of the time.
  func statusesWithoutProbability(on date: CivilDate) -> [SettlementStatus] {
    places.indices.map { status(ofPlace: $0, on: date, nil) }
  }

  /// Brings statuses without probability from their day to a later one.
  ///
  /// - Returns: Those of the places of which something was told or ended in between, as they were
  ///   and as they are, in the order of the places.
  func advance(
    _ statuses: inout [SettlementStatus], to date: CivilDate
  ) -> [(old: SettlementStatus, new: SettlementStatus)] {
    guard let before = statuses.first?.date else { return [] }
    let first = turns.partitioningIndex { $0.day > before }
    let end = turns.partitioningIndex { $0.day > date }
    let told = Set(turns[first..<end].map(\.place)).sorted()
    let old = told.map { statuses[$0] }
    for index in statuses.indices { statuses[index].date = date }
    for place in told { statuses[place] = status(ofPlace: place, on: date, nil) }
    return zip(old, told).map { ($0, statuses[$1]) }
  }

  /// The status of the place `id` on `date`, `nil` where there is no such place.
  public func status(of id: String, on date: CivilDate) -> SettlementStatus? {
    let index = places.partitioningIndex { $0.id >= id }
    guard index < places.count, places[index].id == id else { return nil }
    return status(ofPlace: index, on: date, camps.on(date))
  }

  /// What changed on the days of `span`, by day and then by place.
  public func changes(over span: DateSpan) -> [ControlChange] {
    var changes: [ControlChange] = []
    for (place, replay) in zip(places, replays) {
      let first = replay.segments.partitioningIndex { $0.firstDay >= span.first }
      for index in first..<replay.segments.count {
        let new = replay.segments[index]
        guard new.firstDay <= span.last else { break }
        let old = index > 0 ? replay.segments[index - 1] : nil
        guard
          old?.state != new.state || old?.holder != new.holder || old?.opponent != new.opponent
        else { continue }
        changes.append(
          ControlChange(
            date: new.firstDay, placeID: place.id, oldState: old?.state ?? .unknown,
            oldHolder: old?.holder, newState: new.state, newHolder: new.holder,
            opponent: new.opponent, cause: new.cause, claims: new.claims))
      }
    }
    // The places come in the order of their ids and each place's changes in the order of days.
    return changes.enumerated()
      .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
  }

  /// The first and the last day of a change, `nil` where nothing is known.
  public var extent: DateSpan? {
    let days = replays.flatMap { $0.segments.map(\.firstDay) }
    guard let first = days.min(), let last = days.max() else { return nil }
    return DateSpan(first, last)
  }

  /// - Parameter camps: Those of the day; `nil` leaves the probability out.
  private func status(
    ofPlace index: Int, on date: CivilDate, _ camps: Camps?
  ) -> SettlementStatus {
    let replay = replays[index]
    let count = claims[index].partitioningIndex { $0.effectiveDate > date }
    var status = SettlementStatus(
      place: places[index], date: date, state: .unknown, holder: nil, opponent: nil,
      heldSince: nil, stateSince: nil, probability: 0, decidedBy: [], confidence: 0,
      weight: 1, isConfirmed: false, isReviewed: false, evidenceCount: count,
      oldestEvidence: count > 0 ? claims[index].first?.effectiveDate : nil,
      newestEvidence: count > 0 ? claims[index][count - 1].effectiveDate : nil,
      lastSupport: nil)
    let after = replay.segments.partitioningIndex { $0.firstDay > date }
    guard after > 0 else { return status }
    let segment = replay.segments[after - 1]
    status.state = segment.state
    status.holder = segment.holder
    status.opponent = segment.opponent
    status.heldSince = segment.heldSince
    status.stateSince = segment.firstDay
    status.decidedBy = segment.claims
    guard let holder = segment.holder else { return status }

    if let camps {
      let decay = lines.decayDays(ofPlace: index, camp: camps.camp(of: holder), on: date)
      let lead =
        replay.logOdds(of: holder.side, on: date, decayDays: decay, camps: camps)
        - replay.rivalLogOdds(of: holder, on: date, decayDays: decay, camps: camps)
      status.probability = segment.state == .contested ? 0.5 : logistic(lead)
    }
    let support = replay.supports.filter { support in
      holder.includes(support.side) && support.day <= date
        && segment.heldSince.map { $0 - support.day <= model.flipDays } ?? true
    }
    status.confidence =
      support.map(\.claim.confidence).filter(\.isFinite).map { min(max($0, 0), 1) }.max() ?? 0
    status.weight = support.map(\.claim.weight).filter { $0.isFinite && $0 > 0 }.max() ?? 1
    status.isReviewed = support.contains { $0.claim.isReviewed }
    status.isConfirmed = status.isReviewed || Set(support.map(\.claim.sourceKey)).count >= 2
    status.lastSupport = support.map(\.day).max()
    return status
  }
}

/// Which places lie near the line: an enemy's place is among their nearest.
///
/// Goes by the last capture or statement of control of each place, so that no status depends on
/// another one.
struct LineProximity: Sendable {
  private let neighbours: [[Int]]
  private let holders: [[(day: CivilDate, side: String)]]
  private let camps: Camps
  private let model: ControlModel

  init(
    places: [ControlPlace], claims: [[ControlEvidence]], camps: Camps, model: ControlModel
  ) {
    holders = claims.map { claims in
      claims.filter(\.kind.isDecisive).map { ($0.effectiveDate, $0.side) }
    }
    let known = places.indices.filter { !claims[$0].isEmpty }
    let index = PointIndex(known.map { places[$0].point })
    var neighbours: [[Int]] = Array(repeating: [], count: places.count)
    for place in known {
      neighbours[place] = index.nearest(model.lineNeighbours + 1, to: places[place].point)
        .map { known[$0.index] }.filter { $0 != place }
    }
    self.neighbours = neighbours
    self.camps = camps
    self.model = model
  }

  func decayDays(ofPlace place: Int, camp: String, on day: CivilDate) -> Double {
    let camps = camps.on(day)
    let isNearLine = neighbours[place].contains { neighbour in
      let after = holders[neighbour].partitioningIndex { $0.day > day }
      return after > 0 && camps.camp(of: holders[neighbour][after - 1].side) != camp
    }
    return isNearLine ? model.nearLineDecayDays : model.depthDecayDays
  }
}

extension ControlPlace {
  static func inOrder(_ a: ControlPlace, _ b: ControlPlace) -> Bool {
    (a.id, a.point.x, a.point.y, a.importance) < (b.id, b.point.x, b.point.y, b.importance)
  }
}

extension ControlEvidence {
  /// By day, then by what the claims say, so that no two different claims are equal.
  static func inOrder(_ a: ControlEvidence, _ b: ControlEvidence) -> Bool {
    if a.effectiveDate != b.effectiveDate { return a.effectiveDate < b.effectiveDate }
    let first = (a.claimID, a.placeID, a.kind.rawValue, a.side, a.opponent ?? "")
    let second = (b.claimID, b.placeID, b.kind.rawValue, b.side, b.opponent ?? "")
    if first != second { return first < second }
    let third = (a.sharedWith ?? "", a.reportedOn, a.span.first, a.datePrecision, a.placePrecision)
    let fourth = (b.sharedWith ?? "", b.reportedOn, b.span.first, b.datePrecision, b.placePrecision)
    if third != fourth { return third < fourth }
    let fifth = (a.sourceKey, a.sourceWeight, a.confidence, a.isReviewed ? 1 : 0, a.sourceText)
    let sixth = (b.sourceKey, b.sourceWeight, b.confidence, b.isReviewed ? 1 : 0, b.sourceText)
    if fifth != sixth { return fifth < sixth }
    return (a.weight, a.claimantCamp ?? "") < (b.weight, b.claimantCamp ?? "")
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element satisfies `predicate`, where all after it do as well.
  func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
