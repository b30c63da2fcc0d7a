internal import CivilCalendar
public import ControlInference
public import Evaluation

/// What a method makes of a made-up war's reports, against the truth.
public struct WarScores: Sendable {
  public var method: String
  /// The mean over sides of the F1 of who holds each place.
  public var macroF1: Double?
  /// By side, in the order of ``SyntheticWar/sides``.
  public var overlaps: [Double?]
  public var meanLineDistance: Double?
  public var lineDistance95: Double?
  /// The mean absolute error of the days on which captures show, of those that do.
  public var captureError: Double?
  /// Captures that show within a week of their day.
  public var captures: Proportion
  /// Changes of a place's holder on a day without a claim on the place.
  public var flipsWithoutEvidence: Int
  /// Nil for methods that give no probabilities.
  public var calibration: Calibration?
  /// The mean squared error of the probability of the likeliest side, `0...1`.
  public var brier: Double?

  /// The scores of all methods over the same reports.
  public static func all(
    of war: SyntheticWar, _ reports: SyntheticReports, model: ControlModel, every days: Int = 10
  ) -> [WarScores] {
    let evidence = reports.evidence
    let methods: [any ControlEstimator] = [
      TimelineEstimator(war, evidence, model: model, method: .smoothedLogOdds),
      TimelineEstimator(war, evidence, model: model, method: .nearestSettlement),
      LastClaimWins(war, evidence), HexagonModel(war, evidence),
    ]
    let dates = stride(from: days, to: war.span.dayCount, by: days).map { war.span.first + $0 }
    let rasters = dates.map { RasterScores(grid: war.grid, truth: war.labels(on: $0)) }
    let truth = (0..<war.span.dayCount).map { war.placeHolders(on: war.span.first + $0) }
    return methods.map { WarScores($0, war, evidence, dates, rasters, truth) }
  }

  private init(
    _ method: any ControlEstimator, _ war: SyntheticWar, _ evidence: [ControlEvidence],
    _ dates: [CivilDate], _ rasters: [RasterScores], _ truth: [[Int]]
  ) {
    self.method = method.name
    let count = SyntheticWar.sides.count
    var classes = SyntheticWar.sides.map { ClassCount(name: $0, hits: 0, gold: 0, predicted: 0) }
    var overlapSums = Array(repeating: (sum: 0.0, count: 0), count: count)
    var distances: [Double] = []
    var answers: [(confidence: Double, isRight: Bool)] = []
    var squared = 0.0
    let samples = war.places.map { war.grid.nearestSample(to: $0.point) }
    for (date, raster) in zip(dates, rasters) {
      let ground = method.ground(on: date)
      for (side, overlap) in raster.overlaps(of: ground.labels, count: count).enumerated() {
        guard let overlap else { continue }
        overlapSums[side].sum += overlap
        overlapSums[side].count += 1
      }
      distances += raster.lineDistances(of: ground.labels)
      let known = method.placeHolders(on: date)
      for place in war.places.indices {
        guard let sample = samples[place] else { continue }
        let right = truth[date - war.span.first][place]
        let told = known[place] >= 0 ? known[place] : ground.labels[sample]
        classes[right].gold += 1
        if told >= 0 { classes[told].predicted += 1 }
        if told == right { classes[right].hits += 1 }
        // The ground is what the probabilities are of, also where the place has a status.
        let isRight = ground.labels[sample] == right
        let probability = Double(ground.probabilities[sample])
        answers.append((probability, isRight))
        squared += (probability - (isRight ? 1 : 0)) * (probability - (isRight ? 1 : 0))
      }
    }
    let scores = classes.compactMap(\.f1)
    macroF1 = scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
    overlaps = overlapSums.map { $0.count > 0 ? $0.sum / Double($0.count) : nil }
    distances.sort()
    meanLineDistance =
      distances.isEmpty ? nil : distances.reduce(0, +) / Double(distances.count)
    lineDistance95 =
      distances.isEmpty ? nil : distances[min(distances.count - 1, distances.count * 95 / 100)]
    calibration = Calibration(answers)
    brier = answers.isEmpty ? nil : squared / Double(answers.count)
    captures = Proportion(0, of: 0)
    flipsWithoutEvidence = 0
    time(method, war, evidence, truth)
  }

  /// Scores the days on which places change hands.
  private mutating func time(
    _ method: any ControlEstimator, _ war: SyntheticWar, _ evidence: [ControlEvidence],
    _ truth: [[Int]]
  ) {
    let told = (0..<war.span.dayCount).map { method.placeHolders(on: war.span.first + $0) }
    let claimDays = Dictionary(grouping: evidence, by: \.placeID)
      .mapValues { claims in Set(claims.map { $0.effectiveDate - war.span.first }) }
    var errors: [Double] = []
    var total = 0
    for place in war.places.indices {
      let days = claimDays[war.places[place].id] ?? []
      for day in 1..<war.span.dayCount {
        if told[day][place] != told[day - 1][place], !days.contains(day) {
          flipsWithoutEvidence += 1
        }
        guard truth[day][place] != truth[day - 1][place], !days.isEmpty else { continue }
        total += 1
        // The nearest day within a week on which the method has the new holder come.
        let shown = (max(1, day - 7)...min(war.span.dayCount - 1, day + 7)).filter {
          told[$0][place] == truth[day][place] && told[$0 - 1][place] != told[$0][place]
        }
        if let nearest = shown.map({ abs($0 - day) }).min() { errors.append(Double(nearest)) }
      }
    }
    captureError = errors.isEmpty ? nil : errors.reduce(0, +) / Double(errors.count)
    captures = Proportion(errors.count, of: total)
  }
}
