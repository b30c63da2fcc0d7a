internal import Geoparsing
internal import NewsIngest

/// How well places are recognised and resolved, over some texts. docs/evaluation.md defines each
/// figure.
public struct ToponymScores: Sendable {
  /// Gold places found, of all; and with the very span.
  public let recall: Proportion
  public let exactRecall: Proportion
  /// Places found that are gold places, of all found in completely annotated texts.
  public let precision: Proportion
  public let exactPrecision: Proportion
  /// Resolved places that no person found, and the words of the completely annotated texts.
  public let falsePlaces: Int
  public let tokens: Int
  /// Names inside those of actors and agreements that were not taken for places.
  public let namesKept: Proportion

  /// Over all gold places that have an id, those not found or not resolved counted as wrong.
  public let exactPlace: Proportion
  public let sameSubDistrict: Proportion
  /// The same over gold places whose position is known, within 1, 5, 10 and 161 km.
  public let within: [(kilometres: Int, share: Proportion)]
  /// Over those that were resolved.
  public let resolvedExactPlace: Proportion
  public let resolvedWithin: [(kilometres: Int, share: Proportion)]
  public let distances: DistanceErrors
  /// Gold places that no gazetteer has and that were not resolved to one.
  public let unknownKept: Proportion
  /// Gold places with a place that were found and left without one.
  public let abstained: Proportion

  /// Over places that were resolved rightly and have the annotation.
  public let precisionCode: Proportion
  public let relation: Proportion
  /// Over pairs whose gold has a role.
  public let role: Proportion
  /// How often a gold role (first) was given another (second); `missed` where nothing was found.
  public let roleCounts: [RolePair: Int]
  public let calibration: Calibration

  public struct RolePair: Hashable, Sendable {
    public var gold: String
    public var found: String
  }

  /// The distances of the field: 161 km are the 100 miles of geolocation.
  public static let radii = [1, 5, 10, 161]

  public init(_ comparisons: [ToponymComparison]) {
    let pairs = comparisons.flatMap { comparison in
      comparison.gold.indices.map { ToponymPair(comparison, $0) }
    }
    let places = pairs.filter(\.gold.isPlace)
    recall = proportion(places) { $0.answer.isRecognised }
    exactRecall = proportion(places) { $0.answer.isRecognised && $0.isSameSpan }
    namesKept = proportion(pairs.filter { !$0.gold.isPlace }) {
      !$0.answer.isRecognised
    }
    let complete = comparisons.filter(\.isComplete)
    let inComplete = complete.flatMap { comparison in
      comparison.gold.indices.map { ToponymPair(comparison, $0) }
    }.filter { $0.gold.isPlace && $0.answer.isRecognised }
    let found = complete.reduce(0) { $0 + $1.found.count { $0.role.isOfPlace } }
    precision = Proportion(inComplete.count, of: found)
    exactPrecision = Proportion(inComplete.count { $0.isSameSpan }, of: found)
    falsePlaces = complete.reduce(0) { $0 + $1.falsePlaces.count }
    tokens = complete.reduce(0) { $0 + $1.tokenCount }

    let identified = places.filter { $0.answer.isExactPlace != nil }
    exactPlace = proportion(identified) { $0.answer.isExactPlace == true }
    sameSubDistrict = proportion(identified) { $0.answer.isSameSubDistrict == true }
    let located = places.filter { if case .known = $0.gold.place { true } else { false } }
    let resolved = located.filter(\.answer.isResolved)
    within = Self.radii.map { radius in
      (radius, proportion(located) { $0.answer.isWithin(radius) })
    }
    resolvedExactPlace = proportion(resolved.filter { $0.answer.isExactPlace != nil }) {
      $0.answer.isExactPlace == true
    }
    resolvedWithin = Self.radii.map { radius in
      (radius, proportion(resolved) { $0.answer.isWithin(radius) })
    }
    distances = DistanceErrors(resolved.compactMap(\.answer.distance))
    unknownKept = proportion(places.filter { $0.gold.place == .unknown }) { !$0.answer.isResolved }
    abstained = proportion(located.filter(\.answer.isRecognised)) { !$0.answer.isResolved }

    let right = places.filter(\.answer.isRight)
    precisionCode = proportion(right.filter { $0.gold.precision != nil }) {
      $0.found?.precision == $0.gold.precision
    }
    relation = proportion(right.filter { $0.gold.relation != nil }) {
      $0.found?.relation == $0.gold.relation
    }
    role = proportion(pairs.filter { $0.gold.role != nil && $0.found != nil }) {
      $0.gold.role == $0.found?.role
    }
    var roleCounts: [RolePair: Int] = [:]
    for pair in pairs {
      guard let role = pair.gold.role else { continue }
      roleCounts[
        RolePair(gold: role.rawValue, found: pair.found?.role.rawValue ?? "missed"), default: 0] +=
        1
    }
    self.roleCounts = roleCounts
    calibration = Calibration(comparisons.flatMap(\.confidences))
  }

  /// Resolved places that are none, per 1,000 words; `nil` without completely annotated texts.
  public var falsePlacesPerThousandTokens: Double? {
    tokens == 0 ? nil : Double(falsePlaces) * 1000 / Double(tokens)
  }
}

/// A gold place and what was found for it.
struct ToponymPair {
  let gold: GoldToponym
  let found: Mention?
  let answer: ToponymComparison.Answer

  init(_ comparison: ToponymComparison, _ index: Int) {
    gold = comparison.gold[index]
    found = comparison.partners[index].map { comparison.found[$0] }
    answer = comparison.answers[index]
  }

  var isSameSpan: Bool { found?.span == gold.span }
}

extension ToponymComparison.Answer {
  func isWithin(_ kilometres: Int) -> Bool { distance.map { $0 <= Double(kilometres) } ?? false }
}

extension ToponymComparison {
  /// Which of `found` are resolved to a place where a person found none: matched to nothing, or to
  /// a part of another name.
  var falsePlaces: [Int] {
    let names = zip(gold, partners).compactMap { $0.isPlace ? nil : $1 }
    return (unmatched + names).sorted().filter {
      found[$0].role.isOfPlace && found[$0].resolution.place != nil
    }
  }

  /// The confidence of each resolved place and whether it was right; in texts that are not
  /// completely annotated, of those that a person looked at.
  var confidences: [(confidence: Double, isRight: Bool)] {
    var result: [(confidence: Double, isRight: Bool)] = []
    for (index, mention) in found.enumerated() {
      guard case .resolved(_, let confidence, _) = mention.resolution, mention.role.isOfPlace
      else { continue }
      if let goldIndex = partners.firstIndex(of: index) {
        if gold[goldIndex].isPlace, gold[goldIndex].place == .notAnnotated { continue }
        result.append((confidence, gold[goldIndex].isPlace && answers[goldIndex].isRight))
      } else if isComplete {
        result.append((confidence, false))
      }
    }
    return result
  }
}
