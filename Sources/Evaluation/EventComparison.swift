public import CivilCalendar
public import EventCoding
public import Gazetteers
public import NewsIngest
internal import SimpleFeatures

/// The events of one report as a person found them beside those that were coded.
///
/// Events told as denied, planned or hypothetical are kept apart: they are no events that happened.
public struct EventComparison: Sendable {
  public let reportID: String
  public let language: Language
  public let published: CivilDate?
  public let isComplete: Bool
  public let gold: [GoldEvent]
  public let found: [Event]
  /// Which of `found` has been given to each of `gold` that is told as having happened: their
  /// places agree, and none is given twice.
  public let partners: [Int?]
  /// What agrees between each of `gold` and its partner.
  public let agreements: [Agreement?]
  /// For each of `gold` and each of `found`, what agrees between them.
  let all: [[Agreement]]

  /// What agrees between a gold event and a coded one.
  public struct Agreement: Hashable, Sendable {
    public var hasPlace: Bool
    /// Whether the days overlap.
    public var hasDate: Bool
    /// Whether the type is right, and whether the sub-type is.
    public var hasCategory: Bool
    public var hasType: Bool

    /// Whether the coded event is the gold one: place, date and type.
    public var isMatch: Bool { hasPlace && hasDate && hasCategory }
    var weight: Int { (hasDate ? 4 : 0) + (hasCategory ? 2 : 0) + (hasType ? 1 : 0) }
  }

  /// - Parameter radius: How far places may lie from each other to agree, in kilometres.
  public init(
    reportID: String, language: Language, published: CivilDate?, gold: [GoldEvent],
    isComplete: Bool = true, found: [Event], gazetteer: Gazetteer, radius: Double = 10
  ) {
    self.reportID = reportID
    self.language = language
    self.published = published
    self.isComplete = isComplete
    self.gold = gold
    self.found = found
    let all = gold.map { gold in
      found.map { Self.agreement(gold, $0, gazetteer, radius) }
    }
    self.all = all
    partners = Self.partners(of: gold, among: found, all)
    agreements = zip(all, partners).map { row, partner in partner.map { row[$0] } }
  }

  /// Pairs of agreeing places: those that agree in the most first (date before type before
  /// sub-type), then in the order of the gold and of the coded events.
  private static func partners(
    of gold: [GoldEvent], among found: [Event], _ all: [[Agreement]]
  ) -> [Int?] {
    var pairs: [(gold: Int, found: Int, weight: Int)] = []
    for (goldIndex, event) in gold.enumerated() where event.polarity.isTold {
      for (foundIndex, other) in found.enumerated()
      where other.polarity.isTold && all[goldIndex][foundIndex].hasPlace {
        pairs.append((goldIndex, foundIndex, all[goldIndex][foundIndex].weight))
      }
    }
    pairs.sort { (-$0.weight, $0.gold, $0.found) < (-$1.weight, $1.gold, $1.found) }
    var partners: [Int?] = Array(repeating: nil, count: gold.count)
    var taken: Set<Int> = []
    for pair in pairs where partners[pair.gold] == nil && !taken.contains(pair.found) {
      partners[pair.gold] = pair.found
      taken.insert(pair.found)
    }
    return partners
  }

  private static func agreement(
    _ gold: GoldEvent, _ event: Event, _ gazetteer: Gazetteer, _ radius: Double
  ) -> Agreement {
    let hasDate: Bool =
      if let dates = gold.dates { event.dates.map(dates.overlaps) ?? false } else { true }
    return Agreement(
      hasPlace: isAt(gold.place, event, gazetteer, radius), hasDate: hasDate,
      hasCategory: gold.types.contains { $0.category == event.type.category }
        || gold.types.isEmpty,
      hasType: gold.types.contains(event.type) || gold.types.isEmpty)
  }

  /// Whether the event's place is the gold one, by id or within `radius` kilometres of it.
  private static func isAt(
    _ place: GoldPlace, _ event: Event, _ gazetteer: Gazetteer, _ radius: Double
  ) -> Bool {
    switch place {
    case .notAnnotated: return true
    case .unknown: return event.place.id == nil
    case .known(let ids, let point):
      let places = ids.compactMap { gazetteer.place(id: $0) }
      if let id = event.place.id, ids.contains(id) || places.contains(where: { $0.id == id }) {
        return true
      }
      guard let coded = event.place.point else { return false }
      let points = point.map { [$0] } ?? places.map(\.point)
      return points.contains { $0.distance(to: coded) <= radius * 1000 }
    }
  }

  /// The coded events that are told as having happened.
  var told: [Int] { found.indices.filter { found[$0].polarity.isTold } }

  /// The gold events that are told as having happened.
  var goldTold: [Int] { gold.indices.filter { gold[$0].polarity.isTold } }

  /// Whether some coded event lies at some gold event's place; `nil` without gold places.
  var hasSomePlace: Bool? {
    let placed = goldTold.filter { if case .known = gold[$0].place { true } else { false } }
    guard !placed.isEmpty else { return nil }
    return placed.contains { index in told.contains { all[index][$0].hasPlace } }
  }

  /// Whether the gold event, which did not happen, was coded as one that did.
  func isCodedAsTold(_ index: Int) -> Bool {
    told.contains { all[index][$0].isMatch && !partners.contains($0) }
  }
}
