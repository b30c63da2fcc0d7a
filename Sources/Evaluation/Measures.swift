internal import Foundation

/// How many of how many.
public struct Proportion: Hashable, Sendable {
  public var count: Int
  public var total: Int

  public init(_ count: Int, of total: Int) {
    precondition(count >= 0 && count <= total)
    self.count = count
    self.total = total
  }

  /// The share in `0...1`, `nil` of nothing.
  public var value: Double? { total == 0 ? nil : Double(count) / Double(total) }
}

/// The share of `items` that fulfil the condition.
func proportion<Items: Sequence>(
  _ items: Items, where isCounted: (Items.Element) -> Bool
) -> Proportion {
  var count = 0
  var total = 0
  for item in items {
    total += 1
    if isCounted(item) { count += 1 }
  }
  return Proportion(count, of: total)
}

/// The harmonic mean of precision and recall, `nil` where one of them is of nothing.
///
/// Source: C. J. van Rijsbergen, Information Retrieval (2nd ed. 1979), chapter 7, with β = 1.
public func f1(precision: Proportion, recall: Proportion) -> Double? {
  guard let p = precision.value, let r = recall.value else { return nil }
  return p + r == 0 ? 0 : 2 * p * r / (p + r)
}

/// How far answers are from the truth, in kilometres.
public struct DistanceErrors: Hashable, Sendable {
  /// Ascending.
  public let kilometres: [Double]

  public init(_ kilometres: [Double]) { self.kilometres = kilometres.sorted() }

  /// The middle error, the mean of the two middle ones of an even number; `nil` of none.
  public var median: Double? {
    guard !kilometres.isEmpty else { return nil }
    let middle = kilometres.count / 2
    return kilometres.count % 2 == 1
      ? kilometres[middle] : (kilometres[middle - 1] + kilometres[middle]) / 2
  }

  /// The largest error there can be on Earth, half a great circle.
  public static let largest = 20_039.0

  /// The area under the curve of the sorted errors ln(1 + *d*), as a share of what it would be were
  /// all errors the largest there can be: `0...1`, 0 where all are right. `nil` of none.
  ///
  /// Source: M. Gritta, M. T. Pilehvar, N. Collier, "A pragmatic guide to geoparsing evaluation",
  /// Language Resources and Evaluation 54 (2020), 683–712; the trapezoid rule.
  public var areaUnderCurve: Double? {
    let heights = kilometres.map { log(1 + $0) }
    guard let first = heights.first else { return nil }
    guard heights.count > 1 else { return first / log(Self.largest) }
    let area = zip(heights, heights.dropFirst()).reduce(0) { $0 + ($1.0 + $1.1) / 2 }
    return area / (log(Self.largest) * Double(heights.count - 1))
  }
}

/// How well confidences keep their word.
public struct Calibration: Hashable, Sendable {
  /// Answers of nearly the same confidence: `lower..<upper`, the last one with its upper end.
  public struct Bin: Hashable, Sendable {
    public var lower: Double
    public var upper: Double
    public var right: Proportion
    /// The mean of the confidences, `nil` of none.
    public var meanConfidence: Double?
  }

  public let bins: [Bin]

  /// - Parameter answers: Each with its confidence in `0...1` and whether it was right.
  public init(_ answers: [(confidence: Double, isRight: Bool)], binCount: Int = 10) {
    var groups: [[(confidence: Double, isRight: Bool)]] = Array(repeating: [], count: binCount)
    for answer in answers {
      let bin = Int(answer.confidence * Double(binCount))
      groups[max(0, min(binCount - 1, bin))].append(answer)
    }
    bins = groups.enumerated().map { index, group in
      Bin(
        lower: Double(index) / Double(binCount), upper: Double(index + 1) / Double(binCount),
        right: proportion(group) { $0.isRight },
        meanConfidence: group.isEmpty
          ? nil : group.reduce(0) { $0 + $1.confidence } / Double(group.count))
    }
  }

  /// The mean gap between confidence and share of right answers, the bins weighted by their
  /// answers: `0...1`; `nil` without answers.
  ///
  /// Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining Well Calibrated Probabilities
  /// Using Bayesian Binning", AAAI 2015, 2901–2907.
  public var expectedError: Double? {
    let total = bins.reduce(0) { $0 + $1.right.total }
    guard total > 0 else { return nil }
    return bins.reduce(0.0) { sum, bin in
      guard let share = bin.right.value, let mean = bin.meanConfidence else { return sum }
      return sum + Double(bin.right.total) / Double(total) * (share - mean).magnitude
    }
  }
}

/// Right and wrong answers of one class among several.
public struct ClassCount: Hashable, Sendable {
  public var name: String
  /// Gold of the class that was answered so.
  public var hits: Int
  public var gold: Int
  public var predicted: Int

  public init(name: String, hits: Int, gold: Int, predicted: Int) {
    self.name = name
    self.hits = hits
    self.gold = gold
    self.predicted = predicted
  }

  public var precision: Proportion { Proportion(hits, of: predicted) }
  public var recall: Proportion { Proportion(hits, of: gold) }

  /// 2·hits ÷ (gold + predicted).
  public var f1: Double? {
    gold + predicted == 0 ? nil : 2 * Double(hits) / Double(gold + predicted)
  }
}

extension [ClassCount] {
  /// The mean of the F1 of the classes that the gold has; `nil` where it has none.
  var macroF1: Double? {
    let scores = filter { $0.gold > 0 }.compactMap(\.f1)
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }
}
