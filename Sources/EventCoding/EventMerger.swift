internal import CivilCalendar
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures
internal import TextAnalysis

/// The numbers that decide whether two claims tell one event: EVENTS.md section 9.
public struct MergingThresholds: Hashable, Sendable {
  /// Places no further apart than this may be one, where their uncertainty says so, in metres.
  public var distance = 5000.0
  /// The uncertainty of a place without a radius, in metres: a settlement's.
  public var defaultRadius = 1000.0
  /// The share of common shingles from which a report is a near-copy of another.
  public var nearCopy = 0.8
  /// Words in a shingle.
  public var shingleLength = 3
  /// Independent sources from which an event is confirmed.
  public var confirmingSources = 2
  /// The confidence from which an event of one source is fair.
  public var fairConfidence = 0.6
  /// The share of the doubt that every further independent source leaves.
  public var remainingDoubt = 0.5

  public init() {}

  /// The table as `--explain` prints it, sorted by name.
  public var rows: [(name: String, value: Double)] {
    [
      ("confirming_sources", Double(confirmingSources)), ("default_radius_m", defaultRadius),
      ("distance_m", distance), ("fair_confidence", fairConfidence), ("near_copy", nearCopy),
      ("remaining_doubt", remainingDoubt), ("shingle_length", Double(shingleLength)),
    ]
  }
}

/// Merges claims of several reports that tell one event; every merge can be undone by `mergedFrom`.
public struct EventMerger: Sendable {
  public var thresholds: MergingThresholds
  /// What a person decided, which goes before what the rules find.
  public var decisions = MergeDecisions()
  private let actors: ActorLexicon?

  /// - Parameter actors: Tells which actors are allies; without it only equal ids agree.
  public init(thresholds: MergingThresholds = MergingThresholds(), actors: ActorLexicon? = nil) {
    self.thresholds = thresholds
    self.actors = actors
  }

  /// The events of all reports, sorted by first date (none comes last), place, type and id.
  ///
  /// The order of `codings` does not matter.
  public func merge(_ codings: [ReportCoding]) -> [Event] { mergeTellingProblems(codings).events }

  /// The events as ``merge(_:)`` gives them, and the decisions that could not be followed as meant.
  public func mergeTellingProblems(
    _ codings: [ReportCoding]
  ) -> (events: [Event], problems: [MergeDecisions.Problem]) {
    let origins = NearCopies(codings, thresholds: thresholds)
    let claims = codings.flatMap(\.events).sorted(by: Self.precedes)
    let bonds = ClaimBonds(decisions, among: claims.map(\.id))
    let groups = self.groups(of: claims, bonds)
    let events = groups.map { group in
      merged(group.flatMap { $0 }.sorted().map { claims[$0] }, origins)
    }
    return (events.sorted(by: Self.precedes), bonds.problems)
  }

  /// Which claims tell one event: the cores of each group, and in each core claims all of which
  /// agree. Only a decision makes groups of several cores.
  private func groups(of claims: [Event], _ bonds: ClaimBonds) -> [[[Int]]] {
    // The narrowest first: a claim of a day takes in one of a week, and not the other way round.
    let order = claims.indices.sorted { a, b in
      let x = (claims[a].datePrecision, claims[a].place.precision, a)
      let y = (claims[b].datePrecision, claims[b].place.precision, b)
      return x < y
    }
    var groups: [[[Int]]] = []
    var groupsByKey: [String: [Int]] = [:]
    /// The first group that takes all of `members` by the agreement of one of them, and its core.
    func place(for members: [Int]) -> (group: Int, core: Int)? {
      var candidates: Set<Int> = []
      for member in members {
        for key in neighbourKeys(of: claims[member]) {
          candidates.formUnion(groupsByKey[key] ?? [])
        }
      }
      for group in candidates.sorted() {
        let isBarred = groups[group].contains { core in
          core.contains { one in members.contains { bonds.areApart(one, $0) } }
        }
        if isBarred { continue }
        // One claim must agree with all: what agrees with one end only would chain places and days.
        for (index, core) in groups[group].enumerated() {
          let agrees = members.contains { member in
            core.allSatisfy { agree(claims[$0], claims[member]) }
          }
          if agrees { return (group, index) }
        }
      }
      return nil
    }
    func note(_ index: Int, in group: Int) {
      groupsByKey[key(of: claims[index]), default: []].append(group)
    }
    var isDecided: Set<Int> = []
    for component in bonds.components {
      isDecided.formUnion(component)
      let group = place(for: component)?.group ?? groups.count
      if group == groups.count { groups.append([]) }
      for index in component {
        let core = groups[group].firstIndex { core in
          core.allSatisfy { agree(claims[$0], claims[index]) }
        }
        if let core { groups[group][core].append(index) } else { groups[group].append([index]) }
        note(index, in: group)
      }
    }
    for index in order where !isDecided.contains(index) {
      if let (group, core) = place(for: [index]) {
        groups[group][core].append(index)
        note(index, in: group)
      } else {
        groups.append([[index]])
        note(index, in: groups.count - 1)
      }
    }
    return groups
  }

  private static func precedes(_ a: Event, _ b: Event) -> Bool {
    let latest = CivilDate(dayNumber: .max)
    return (
      a.dates?.first ?? latest, a.place.id ?? "~", a.type.rawValue, a.id
    ) < (b.dates?.first ?? latest, b.place.id ?? "~", b.type.rawValue, b.id)
  }

  // MARK: Blocks

  /// A cell of about a tenth of a degree (at least 7 km here) and the type's category.
  private func key(of event: Event) -> String { key(of: event, 0, 0) }

  private func key(of event: Event, _ dx: Int, _ dy: Int) -> String {
    guard let point = event.place.point, point.latitude.isFinite, point.longitude.isFinite else {
      return "\(event.place.id ?? event.place.text)|\(event.type.category.rawValue)"
    }
    let x = Int((point.longitude * 10).rounded(.down)) + dx
    let y = Int((point.latitude * 10).rounded(.down)) + dy
    return "\(x)|\(y)|\(event.type.category.rawValue)"
  }

  private func neighbourKeys(of event: Event) -> [String] {
    guard event.place.point != nil else { return [key(of: event)] }
    var keys: [String] = []
    for dx in -1...1 {
      for dy in -1...1 { keys.append(key(of: event, dx, dy)) }
    }
    return keys
  }

  // MARK: Agreement

  func agree(_ a: Event, _ b: Event) -> Bool {
    // Claims of one report were held apart by its coder for a reason.
    if a.sources.first?.reportID == b.sources.first?.reportID { return false }
    return typesAgree(a, b) && polarityAgrees(a, b) && datesAgree(a, b) && placesAgree(a, b)
      && actorsAgree(a, b)
  }

  /// Why two claims are one event by the rules, a few words each, or what keeps them apart.
  public func agreement(_ a: Event, _ b: Event) -> (isOne: Bool, reasons: [String]) {
    var failing: [String] = []
    if a.sources.first?.reportID == b.sources.first?.reportID { failing.append("one report") }
    if !typesAgree(a, b) { failing.append("types") }
    if !polarityAgrees(a, b) { failing.append("polarity") }
    if !datesAgree(a, b) { failing.append("days") }
    if !placesAgree(a, b) { failing.append("places") }
    if !actorsAgree(a, b) { failing.append("actors") }
    guard failing.isEmpty else { return (false, failing) }
    var reasons: [String] = []
    if let id = a.place.id, id == b.place.id {
      reasons.append("same place \(id)")
    } else if let x = a.place.point, let y = b.place.point {
      reasons.append("places \(Int(x.distance(to: y).rounded())) m apart")
    }
    if let x = a.dates, let y = b.dates {
      let (first, last) = (max(x.first, y.first), min(x.last, y.last))
      reasons.append(
        first < last
          ? "both \(first) to \(last)" : first == last ? "both \(first)" : "days next to each other"
      )
    }
    reasons.append(
      a.type == b.type
        ? "both \(a.type.rawValue)" : "\(a.type.rawValue) agrees with \(b.type.rawValue)")
    reasons.append("no actor contradicts")
    return (true, reasons)
  }

  private func typesAgree(_ a: Event, _ b: Event) -> Bool {
    if a.type == b.type {
      let decisive: Set<Event.ControlEffect> = [.gain, .loss, .withdraw]
      if decisive.contains(a.controlEffect), decisive.contains(b.controlEffect),
        let x = a.controlTo ?? a.controlFrom, let y = b.controlTo ?? b.controlFrom,
        (a.controlTo == nil) == (b.controlTo == nil)
      {
        return areAllied(x, y)
      }
      return true
    }
    let territory: Set<EventType> = [.governmentRegainsTerritory, .nonStateOvertakesTerritory]
    // An attack that was repelled is not the one that took the place.
    return (a.type == .armedClash && a.controlEffect != .hold && territory.contains(b.type))
      || (b.type == .armedClash && b.controlEffect != .hold && territory.contains(a.type))
  }

  private func polarityAgrees(_ a: Event, _ b: Event) -> Bool {
    func isTold(_ event: Event) -> Bool {
      event.polarity == .asserted || event.polarity == .historical
    }
    return isTold(a) == isTold(b)
  }

  private func datesAgree(_ a: Event, _ b: Event) -> Bool {
    switch (a.dates, b.dates) {
    case (let x?, let y?):
      if x.overlaps(y) { return true }
      // A day of publication stands for that day and the one before.
      let slack = (a.datePrecision == 6 || b.datePrecision == 6) ? 1 : 0
      return max(x.first, y.first) - min(x.last, y.last) <= slack
    case (nil, nil): return a.sources == b.sources
    default: return false
    }
  }

  private func placesAgree(_ a: Event, _ b: Event) -> Bool {
    if let x = a.place.id, x == b.place.id { return true }
    // Areas are one only where they are the same; an event in an area is not the area's.
    guard a.place.precision <= 4, b.place.precision <= 4, let x = a.place.point,
      let y = b.place.point
    else { return false }
    // Two settlements with names of their own are two places, however near.
    if a.place.precision <= 2, b.place.precision <= 2 { return false }
    let radius = max(
      a.place.radius ?? thresholds.defaultRadius, b.place.radius ?? thresholds.defaultRadius)
    return x.distance(to: y) <= min(radius, thresholds.distance)
  }

  private func actorsAgree(_ a: Event, _ b: Event) -> Bool {
    func contradicts(_ x: [String], _ y: [String]) -> Bool {
      !x.isEmpty && !y.isEmpty && !x.contains { one in y.contains { areAllied(one, $0) } }
    }
    if contradicts(a.sideA, b.sideA) {
      // Clashes are told from either side.
      return a.type == .armedClash && b.type == .armedClash && a.initiator != .a
        && !contradicts(a.sideA, b.sideB)
    }
    return true
  }

  private func areAllied(_ a: String, _ b: String) -> Bool {
    a == b || (actors?.areAllied(a, b) ?? false)
  }

  // MARK: One event of several claims

  private func merged(_ claims: [Event], _ origins: NearCopies) -> Event {
    // The most telling claim leads: a change of territory, then the surest, then the first.
    let leader = claims.indices.min { i, j in
      let a = claims[i]
      let b = claims[j]
      let isClashA = a.type == .armedClash ? 1 : 0
      let isClashB = b.type == .armedClash ? 1 : 0
      return (isClashA, a.datePrecision, a.place.precision, -a.confidence, a.id)
        < (isClashB, b.datePrecision, b.place.precision, -b.confidence, b.id)
    }
    guard let leader else { return claims[0] }
    var event = claims[leader]
    let ids = claims.flatMap { $0.mergedFrom.isEmpty ? [$0.id] : $0.mergedFrom }
    event.mergedFrom = Set(ids).sorted()
    var hash = StableHash()
    for id in event.mergedFrom { hash.combine(id) }
    event.id = hash.hexadecimal
    let independent = Set(claims.flatMap { $0.sources.map { origins.origin(of: $0.reportID) } })
    event.independentSources = max(1, independent.count)
    guard claims.count > 1 else { return event }

    event.status = .merged
    event.sources = unique(claims.flatMap(\.sources)) { $0.reportID }
      .sorted { $0.reportID < $1.reportID }
    event.claimedBy = Set(claims.flatMap(\.claimedBy)).sorted()
    event.evidence = unique(claims.flatMap(\.evidence)) { $0 }.sorted {
      ($0.reportID, $0.span, $0.field, $0.rule) < ($1.reportID, $1.span, $1.field, $1.rule)
    }
    let reported = claims.compactMap(\.reported)
    if let first = reported.map(\.first).min(), let last = reported.map(\.last).max() {
      event.reported = DateSpan(first, last)
    }
    if claims.contains(where: { $0.polarity == .asserted }) { event.polarity = .asserted }
    if event.sideA.isEmpty { event.sideA = claims.lazy.map(\.sideA).first { !$0.isEmpty } ?? [] }
    if event.sideB.isEmpty { event.sideB = claims.lazy.map(\.sideB).first { !$0.isEmpty } ?? [] }
    event.sideB.removeAll { event.sideA.contains($0) }
    event.interaction = event.interaction ?? claims.lazy.compactMap(\.interaction).first
    event.controlTo = event.controlTo ?? claims.lazy.compactMap(\.controlTo).first
    event.controlFrom = event.controlFrom ?? claims.lazy.compactMap(\.controlFrom).first
    event.targetsCivilians = claims.contains(where: \.targetsCivilians)

    var disagreements = claims.flatMap(\.disagreements)
    mergeTally(\.killed, "killed", of: claims, origins, into: &event, &disagreements)
    mergeTally(\.injured, "injured", of: claims, origins, into: &event, &disagreements)
    mergeTally(\.captured, "captured", of: claims, origins, into: &event, &disagreements)
    mergeTally(\.defected, "defected", of: claims, origins, into: &event, &disagreements)
    mergeTally(\.missing, "missing", of: claims, origins, into: &event, &disagreements)
    mergeTally(\.displaced, "displaced", of: claims, origins, into: &event, &disagreements)
    for side in [\Event.killedOfA, \.killedOfB, \.killedCivilians, \.killedUnknown]
    where event[keyPath: side] == nil {
      event[keyPath: side] = claims.lazy.compactMap { $0[keyPath: side] }.first
    }
    event.disagreements = unique(disagreements) { $0 }
      .sorted { ($0.field, $0.value, $0.saidBy) < ($1.field, $1.value, $1.saidBy) }

    // Each further independent source halves the doubt.
    let best = claims.map(\.confidence).max() ?? 0
    var doubt = 1 - best
    for _ in 1..<max(2, event.independentSources) where event.independentSources > 1 {
      doubt *= thresholds.remainingDoubt
    }
    event.confidence = 1 - doubt
    event.confidenceParts.append(
      .init(name: "independent_sources", value: Double(event.independentSources)))
    if event.disagreements.contains(where: { $0.field == "polarity" }) {
      event.grade = .contested
    } else if event.independentSources >= thresholds.confirmingSources {
      event.grade = .confirmed
    } else {
      event.grade = event.confidence >= thresholds.fairConfidence ? .fair : .weak
    }
    return event
  }

  /// Low is the lowest, high the highest, best the median of independent figures.
  private func mergeTally(
    _ path: WritableKeyPath<Event, Tally>, _ field: String, of claims: [Event],
    _ origins: NearCopies, into event: inout Event, _ disagreements: inout [Disagreement]
  ) {
    let stated = claims.filter { $0[keyPath: path].isStated }
    guard !stated.isEmpty else { return }
    let tallies = stated.map { $0[keyPath: path] }
    // One figure for each origin, so that copies do not move the median.
    var figures: [String: Int] = [:]
    for claim in stated {
      guard let best = claim[keyPath: path].best ?? claim[keyPath: path].low else { continue }
      let origin = claim.sources.first.map { origins.origin(of: $0.reportID) } ?? ""
      figures[origin] = figures[origin].map { max($0, best) } ?? best
    }
    let sorted = figures.values.sorted()
    var result = Tally()
    result.low = tallies.compactMap { $0.low ?? $0.best }.min()
    result.high =
      tallies.contains { $0.high == nil } ? nil : tallies.compactMap(\.high).max()
    if !sorted.isEmpty {
      let middle = sorted.count / 2
      result.best =
        sorted.count % 2 == 1
        ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
    }
    event[keyPath: path] = result
    if Set(stated.map { $0[keyPath: path] }).count > 1 {
      for claim in stated {
        let tally = claim[keyPath: path]
        disagreements.append(
          Disagreement(
            field: field, value: (tally.best ?? tally.low ?? tally.high).map(String.init) ?? "",
            saidBy: claim.sources.first?.reportID ?? ""))
      }
    }
  }

  private func unique<Element, Key: Hashable>(
    _ elements: [Element], by key: (Element) -> Key
  ) -> [Element] {
    var seen: Set<Key> = []
    return elements.filter { seen.insert(key($0)).inserted }
  }
}
