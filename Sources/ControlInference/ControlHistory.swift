public import CivilCalendar
public import SimpleFeatures

/// A thing and the days on which it is so.
public struct Versioned<Value: Hashable & Sendable>: Hashable, Sendable {
  public var value: Value
  public var validFrom: CivilDate
  /// The last day, included; `nil` while it still holds.
  public var validTo: CivilDate?
}

/// Areas and fronts over time: a version for each change, not for each day.
///
/// Versions of one thing that follow each other share no day: the next begins on the day after
/// the last day of the one before.
public struct ControlHistory: Sendable {
  /// Which claims count for the map of a day.
  public enum Reading: Hashable, Sendable {
    /// All of them.
    case hindsight
    /// Those that were reported by that very day.
    case asKnownThatDay
  }

  /// By first day, then by holder.
  public private(set) var areas: [Versioned<ControlArea>] = []
  /// By first day, then as in ``ControlMap/fronts``.
  public private(set) var fronts: [Versioned<FrontLine>] = []
  /// One for each day on which the statuses changed.
  public private(set) var contestedGround: [Versioned<[Polygon<ProjectedPoint>]>] = []
  public private(set) var noDataGround: [Versioned<[Polygon<ProjectedPoint>]>] = []
  /// What changed from the first day to the last, by day and place. The statuses of the first day
  /// themselves are no change.
  public private(set) var changes: [ControlChange] = []
  /// The days on which a new map begins.
  public private(set) var mapDates: [CivilDate] = []

  /// - Parameters:
  ///   - days: The days that may begin a version, in any order; `nil` takes every day in `span`
  ///     on which a status changes, and its first.
  ///   - span: The days of the history.
  ///   - barriers: Lines beyond which a settlement counts as farther.
  ///   - clip: What is done to each map, such as cutting it at the country.
  public init<E: Error>(
    places: [ControlPlace], evidence: [ControlEvidence], over span: DateSpan,
    days: [CivilDate]? = nil, reading: Reading = .hindsight, camps: Camps = Camps(),
    grid: SampleGrid, model: ControlModel = ControlModel(),
    method: ControlMethod = .smoothedLogOdds, barriers: [[ProjectedPoint]] = [],
    clip: (ControlMap) throws(E) -> ControlMap
  ) throws(E) {
    let hindsight = ControlTimeline(
      places: places, evidence: evidence, camps: camps, model: model)
    /// Brings the statuses to a later day, and tells what changed.
    func advance(
      _ statuses: inout [SettlementStatus]?, to day: CivilDate
    ) -> [ControlChange] {
      if reading == .hindsight, var now = statuses {
        statuses = nil
        let told = hindsight.advance(&now, to: day)
        statuses = now
        return Self.changes(from: told.map(\.old), to: told.map(\.new), on: day)
      }
      let timeline =
        reading == .hindsight
        ? hindsight
        : ControlTimeline(
          places: places, evidence: evidence, camps: camps, model: model,
          reading: .asKnown(on: day))
      let now = timeline.statusesWithoutProbability(on: day)
      defer { statuses = now }
      return statuses.map { Self.changes(from: $0, to: now, on: day) } ?? []
    }
    let campDays = Set(camps.changeDays.filter(span.contains))
    let candidates: [CivilDate]
    if let days {
      candidates = Set(days.filter(span.contains)).sorted()
    } else {
      candidates = Self.candidateDays(
        hindsight, evidence: evidence, over: span, reading: reading
      ).union(campDays).sorted()
    }

    var series = ControlMapSeries(
      grid: grid, camps: camps, model: model, method: method, barriers: barriers)
    var statuses: [SettlementStatus]?
    var isEmpty = true
    // The numbers of the versions that still hold.
    var (openAreas, openFronts, openContested, openNoData): ([Int], [Int], [Int], [Int]) =
      ([], [], [], [])
    for day in candidates {
      let ofDay = advance(&statuses, to: day)
      let campsChanged = days == nil && campDays.contains(day)
      let now = statuses ?? []
      if !mapDates.isEmpty, ofDay.isEmpty, !campsChanged, !isEmpty || now.isEmpty { continue }
      isEmpty = now.isEmpty
      if !mapDates.isEmpty, reading == .asKnownThatDay || days != nil { changes += ofDay }
      mapDates.append(day)
      let map = try clip(series.map(of: now, on: day))
      Self.advance(&areas, &openAreas, to: map.areas, on: day, place: { _ in nil }) {
        $0.holder == $1.holder && $0.camp == $1.camp && $0.polygons == $1.polygons
      }
      Self.advance(&fronts, &openFronts, to: map.fronts, on: day, place: \.beginning) {
        $0.a == $1.a && $0.b == $1.b && $0.isHostile == $1.isHostile && $0.lines == $1.lines
          && $0.claimIDs == $1.claimIDs
      }
      Self.advance(
        &contestedGround, &openContested, to: [map.contestedGround], on: day,
        place: { _ in nil }, ==)
      Self.advance(
        &noDataGround, &openNoData, to: [map.noDataGround], on: day, place: { _ in nil }, ==)
    }
    if reading == .hindsight, days == nil, span.first < span.last {
      changes = hindsight.changes(over: DateSpan(span.first + 1, span.last))
    }
  }

  /// The history of maps as they are, without clipping.
  public init(
    places: [ControlPlace], evidence: [ControlEvidence], over span: DateSpan,
    days: [CivilDate]? = nil, reading: Reading = .hindsight, camps: Camps = Camps(),
    grid: SampleGrid, model: ControlModel = ControlModel(),
    method: ControlMethod = .smoothedLogOdds
  ) {
    self.init(
      places: places, evidence: evidence, over: span, days: days, reading: reading,
      camps: camps, grid: grid, model: model, method: method, clip: { $0 })
  }

  /// The days on which something may change.
  private static func candidateDays(
    _ hindsight: ControlTimeline, evidence: [ControlEvidence], over span: DateSpan,
    reading: Reading
  ) -> Set<CivilDate> {
    switch reading {
    case .hindsight:
      return Set([span.first] + hindsight.changes(over: span).map(\.date))
    case .asKnownThatDay:
      // A lapse comes on a day without a report, so every day from the first claim is asked.
      let first = evidence.map { max($0.reportedOn, $0.effectiveDate) }.min() ?? span.last
      let start = max(span.first, min(first, span.last))
      return Set([span.first] + (0...(span.last - start)).map { start + $0 })
    }
  }

  private static func changes(
    from old: [SettlementStatus], to new: [SettlementStatus], on day: CivilDate
  ) -> [ControlChange] {
    // Both have the same places in the same order.
    zip(old, new).compactMap { old, new in
      guard
        old.state != new.state || old.holder != new.holder || old.opponent != new.opponent
      else { return nil }
      let isLapse = old.state == .contested && new.decidedBy == old.decidedBy
      return ControlChange(
        date: day, placeID: new.place.id, oldState: old.state, oldHolder: old.holder,
        newState: new.state, newHolder: new.holder, opponent: new.opponent,
        cause: isLapse ? .lapse : .claim,
        claims: new.decidedBy.isEmpty ? old.decidedBy : new.decidedBy)
    }
  }

  /// Ends what no longer holds on the day before `day`, and begins what is new.
  ///
  /// - Parameters:
  ///   - open: The numbers of the versions that hold, ascending.
  ///   - place: Values that are the same are at the same place.
  private static func advance<Value>(
    _ versions: inout [Versioned<Value>], _ open: inout [Int], to values: [Value],
    on day: CivilDate, place: (Value) -> ProjectedPoint?, _ isSame: (Value, Value) -> Bool
  ) {
    var remaining: [ProjectedPoint?: [Int]] = [:]
    for (number, value) in values.enumerated() {
      remaining[place(value), default: []].append(number)
    }
    var isNew = values.map { _ in true }
    var stillOpen: [Int] = []
    for version in open {
      let old = versions[version].value
      let same = remaining[place(old)]?.first { isNew[$0] && isSame(values[$0], old) }
      if let same {
        isNew[same] = false
        stillOpen.append(version)
      } else {
        versions[version].validTo = day - 1
      }
    }
    for (value, isNew) in zip(values, isNew) where isNew {
      stillOpen.append(versions.count)
      versions.append(Versioned(value: value, validFrom: day, validTo: nil))
    }
    open = stillOpen
  }
}

extension FrontLine {
  /// Where its first line begins.
  fileprivate var beginning: ProjectedPoint? { lines.first?.vertices.first }
}
