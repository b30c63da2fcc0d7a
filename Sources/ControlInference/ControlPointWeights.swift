internal import CivilCalendar
internal import SimpleFeatures

extension ControlPoint {
  /// The settlements whose holder is known, with their weights: `CARTOGRAPHY.md` section 6,
  /// step 4.
  public static func points(
    of statuses: [SettlementStatus], camps: Camps, model: ControlModel
  ) -> [ControlPoint] {
    let known = statuses.filter {
      $0.holder != nil && $0.place.point.isOnPlane
    }.sorted { ControlPlace.inOrder($0.place, $1.place) }
    let index = PointIndex(known.map(\.place.point))
    let lineNeighbours = max(0, model.lineNeighbours)
    let suspects = SuspectCodes(
      points: known.map(\.place.point),
      camps: known.map { status in status.holder.map { camps.camp(of: $0) } ?? "" }, model: model)
    return known.indices.compactMap { place in
      let status = known[place]
      guard let holder = status.holder else { return nil }
      var weight = max(status.confidence, 0.05) * min(max(status.weight, 0.01), 100)
      if status.place.importance.isFinite, status.place.importance > 0 {
        weight *= min(status.place.importance, 10)
      }
      if let support = status.lastSupport {
        weight *= model.ageFactor(days: status.date - support)
      } else {
        weight *= model.leastAgeFactor
      }
      if suspects.holdErrors, suspects.isSuspect[place] {
        weight *= model.suspectFactor
      } else if !status.isConfirmed {
        let around = index.nearest(lineNeighbours + 1, to: status.place.point)
          .filter { $0.index != place }.prefix(lineNeighbours)
        let isAlone = around.allSatisfy { neighbour in
          known[neighbour.index].holder.map { camps.areHostile($0, holder) } ?? false
        }
        if around.count == lineNeighbours, isAlone { weight *= model.loneClaimFactor }
      }
      let isContested = status.state == .contested
      return ControlPoint(
        placeID: status.place.id, point: status.place.point, holder: holder,
        opponent: isContested ? status.opponent.map { Holder($0) } : nil,
        share: isContested ? 0.5 : 1, weight: weight)
    }
  }

  /// Points of one reviewed claim each, with the weights that they have as statuses: suspect codes
  /// weigh less where the codes hold errors.
  public static func weighed(
    _ points: [ControlPoint], camps: Camps, model: ControlModel
  ) -> [ControlPoint] {
    let suspects = SuspectCodes(
      points: points.map(\.point), camps: points.map { camps.camp(of: $0.holder) }, model: model)
    guard suspects.holdErrors else { return points }
    return zip(points, suspects.isSuspect).map { point, isSuspect in
      var point = point
      if isSuspect { point.weight *= model.suspectFactor }
      return point
    }
  }
}
