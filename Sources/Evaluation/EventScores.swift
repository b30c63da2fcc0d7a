internal import EventCoding

/// How well events are coded, over some reports. docs/evaluation.md defines each figure.
public struct EventScores: Sendable {
  /// Gold events that a coded one matches in place, date and type, of all that happened.
  public let recall: Proportion
  /// Coded events that match a gold one, of all coded in completely annotated reports.
  public let precision: Proportion
  /// Reports of which some coded event lies where some gold one does.
  public let reportPlace: Proportion
  /// Coded events a report.
  public let eventsPerReport: Double?
  /// Reports without a gold event for which one was coded.
  public let emptyReportsFilled: Proportion
  /// Gold events that were denied, planned or hypothetical and were not coded as having happened.
  public let untoldKept: Proportion

  // Over gold events that have a partner at their place.
  public let dateExact: Proportion
  public let dateOverlap: Proportion
  public let type: Proportion
  public let killedOverlap: Proportion
  public let killedExact: Proportion
  public let injuredOverlap: Proportion
  public let injuredExact: Proportion
  public let controlEffect: Proportion
  public let controlTo: Proportion
  public let sides: Proportion
  public let sidesEitherWay: Proportion
  public let countKind: Proportion

  /// The same over all gold events with the figure, those without a partner counted as wrong.
  public let killedOverlapOfAll: Proportion
  public let injuredOverlapOfAll: Proportion

  /// By ACLED's types and by sub-types, in the order of EVENTS.md table 4.
  public let categories: [ClassCount]
  public let types: [ClassCount]

  public var categoryMacroF1: Double? { categories.macroF1 }
  public var typeMacroF1: Double? { types.macroF1 }

  public init(_ comparisons: [EventComparison]) {
    let all = comparisons.flatMap { comparison in
      comparison.goldTold.map { EventPair(comparison, $0) }
    }
    let pairs = all.filter { $0.found != nil }
    recall = proportion(all) { $0.agreement?.isMatch ?? false }
    let complete = comparisons.filter(\.isComplete)
    let matchedInComplete = complete.reduce(0) { sum, comparison in
      sum + comparison.agreements.count { $0?.isMatch ?? false }
    }
    precision = Proportion(
      matchedInComplete, of: complete.reduce(0) { $0 + $1.told.count })
    reportPlace = proportion(comparisons.compactMap(\.hasSomePlace)) { $0 }
    let coded = comparisons.reduce(0) { $0 + $1.told.count }
    eventsPerReport = comparisons.isEmpty ? nil : Double(coded) / Double(comparisons.count)
    emptyReportsFilled = proportion(complete.filter { $0.gold.isEmpty }) { !$0.told.isEmpty }
    untoldKept = proportion(
      comparisons.flatMap { comparison in
        comparison.gold.indices.filter { !comparison.gold[$0].polarity.isTold }
          .map { comparison.isCodedAsTold($0) }
      }
    ) { !$0 }

    dateExact = proportion(pairs.filter { $0.gold.dates != nil }) {
      $0.gold.dates == $0.found?.dates
    }
    dateOverlap = proportion(pairs.filter { $0.gold.dates != nil }) {
      $0.agreement?.hasDate ?? false
    }
    type = proportion(pairs) { $0.agreement?.hasType ?? false }
    killedOverlap = proportion(pairs.filter { $0.gold.killed != nil }, where: \.overlapsKilled)
    killedExact = proportion(pairs.filter { $0.gold.killed != nil }, where: \.isExactKilled)
    injuredOverlap = proportion(pairs.filter { $0.gold.injured != nil }, where: \.overlapsInjured)
    injuredExact = proportion(pairs.filter { $0.gold.injured != nil }, where: \.isExactInjured)
    killedOverlapOfAll = proportion(all.filter { $0.gold.killed != nil }, where: \.overlapsKilled)
    injuredOverlapOfAll = proportion(
      all.filter { $0.gold.injured != nil }, where: \.overlapsInjured)
    controlEffect = proportion(pairs.filter { $0.gold.controlEffect != nil }) {
      $0.gold.controlEffect == $0.found?.controlEffect
    }
    controlTo = proportion(pairs.filter { !$0.gold.controlTo.isEmpty }, where: \.isRightControlTo)
    let sides = pairs.flatMap(\.sides)
    self.sides = proportion(sides) { $0.isInPlace }
    sidesEitherWay = proportion(sides) { $0.isInPlace || $0.isOnOtherSide }
    countKind = proportion(pairs.filter { $0.gold.countKind != nil }) {
      $0.gold.countKind == $0.found?.countKind
    }
    types = EventType.allCases.map { type in
      Self.count(type.rawValue, comparisons) { $0 == type }
    }.filter { $0.gold + $0.predicted > 0 }
    categories = EventCategory.allCases.map { category in
      Self.count(category.rawValue, comparisons) { $0.category == category }
    }.filter { $0.gold + $0.predicted > 0 }
  }

  /// A gold event is a hit where its partner is of the class; the class of a gold event with
  /// several right sub-types is its partner's where that is one of them, else the first.
  private static func count(
    _ name: String, _ comparisons: [EventComparison], _ isOfClass: (EventType) -> Bool
  ) -> ClassCount {
    var count = ClassCount(name: name, hits: 0, gold: 0, predicted: 0)
    for comparison in comparisons {
      for index in comparison.goldTold {
        let pair = EventPair(comparison, index)
        guard let first = pair.gold.types.first else { continue }
        let answer = pair.found?.type
        let type = answer.flatMap { pair.gold.types.contains($0) ? $0 : nil } ?? first
        guard isOfClass(type) else { continue }
        count.gold += 1
        if let answer, isOfClass(answer) { count.hits += 1 }
      }
      // In a report that is not completely annotated only partners are known to be right or wrong.
      let judged =
        comparison.isComplete ? comparison.told : comparison.partners.compactMap { $0 }
      count.predicted += judged.count { isOfClass(comparison.found[$0].type) }
    }
    return count
  }
}

/// A gold event and the coded one at its place.
struct EventPair {
  let gold: GoldEvent
  let found: Event?
  let agreement: EventComparison.Agreement?

  init(_ comparison: EventComparison, _ index: Int) {
    gold = comparison.gold[index]
    found = comparison.partners[index].map { comparison.found[$0] }
    agreement = comparison.agreements[index]
  }

  var overlapsKilled: Bool { gold.killed.overlaps(found?.killed) }
  var overlapsInjured: Bool { gold.injured.overlaps(found?.injured) }
  var isExactKilled: Bool { gold.killed.isExactly(found?.killed) }
  var isExactInjured: Bool { gold.injured.isExactly(found?.injured) }

  var isRightControlTo: Bool {
    guard let to = found?.controlTo else { return false }
    return gold.controlTo.contains(to)
  }

  /// For each side that the gold names, whether one of its actors was put there.
  var sides: [(name: String, ids: [String], isInPlace: Bool, isOnOtherSide: Bool)] {
    let a = Set(found?.sideA ?? [])
    let b = Set(found?.sideB ?? [])
    return [("side_a", gold.sideA, a, b), ("side_b", gold.sideB, b, a)].compactMap {
      name, ids, own, other in
      ids.isEmpty ? nil : (name, ids, !own.isDisjoint(with: ids), !other.isDisjoint(with: ids))
    }
  }
}

extension Tally? {
  /// Whether the best figures are the same; where there is none, whether the ranges meet.
  func isExactly(_ other: Tally?) -> Bool {
    guard let best = self?.best else { return overlaps(other) }
    return best == other?.best
  }

  /// Whether the ranges meet. A range without its upper end is open; a best figure alone is a
  /// range of one.
  func overlaps(_ other: Tally?) -> Bool {
    guard let a = self, let b = other, a.isStated, b.isStated else { return false }
    func range(_ tally: Tally) -> (low: Int, high: Int) {
      let stated = tally.low ?? tally.best
      return (stated ?? 0, tally.high ?? (tally.low == nil ? tally.best ?? .max : .max))
    }
    let (first, second) = (range(a), range(b))
    return first.low <= second.high && second.low <= first.high
  }
}
