public import ControlInference
public import Evaluation

/// How often the holder of a mark follows from the other marks.
public struct LeaveOneOut: Sendable {
  public var method: ControlMethod
  public var holders: Proportion
  public var camps: Proportion
  /// Of the likeliest holder, and of the likeliest camp.
  public var holderCalibration: Calibration
  public var campCalibration: Calibration

  /// - Parameters:
  ///   - points: The marks of one day.
  ///   - grid: Any; the shares are asked at the marks.
  public init(
    _ points: [ControlPoint], camps: Camps, grid: SampleGrid, model: ControlModel,
    method: ControlMethod
  ) {
    self.method = method
    let surface = ControlSurface(
      points: points, camps: camps, grid: grid, model: model, method: method)
    var holderAnswers: [(confidence: Double, isRight: Bool)] = []
    var campAnswers = holderAnswers
    for point in surface.points {
      let shares = surface.shares(at: point.point, without: point.placeID)
      guard let best = shares.indices.max(by: { (shares[$0], $1) < (shares[$1], $0) }) else {
        continue
      }
      holderAnswers.append((shares[best], surface.holders[best] == point.holder))
      var campShares: [String: Double] = [:]
      for (holder, share) in zip(surface.holders, shares) {
        campShares[camps.camp(of: holder), default: 0] += share
      }
      guard let camp = campShares.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
        continue
      }
      campAnswers.append((min(camp.value, 1), camp.key == camps.camp(of: point.holder)))
    }
    holders = Proportion(holderAnswers.count { $0.isRight }, of: holderAnswers.count)
    self.camps = Proportion(campAnswers.count { $0.isRight }, of: campAnswers.count)
    holderCalibration = Calibration(holderAnswers)
    campCalibration = Calibration(campAnswers)
  }
}
