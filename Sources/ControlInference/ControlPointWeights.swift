internal import CivilCalendar
internal import SimpleFeatures

extension ControlPoint {
  /// The settlements whose holder is known, with their weights: `CARTOGRAPHY.md` section 6,
  /// step 4.
  public static func points(
    of statuses: [SettlementStatus], camps: Camps, model: ControlModel
  ) -> [ControlPoint] {
    var neighbours = PlaceNeighbours()
    return points(of: statuses, camps: camps, model: model, &neighbours)
  }

  /// The same, with what is kept of the day before.
  static func points(
    of statuses: [SettlementStatus], camps: Camps, model: ControlModel,
    _ neighbours: inout PlaceNeighbours
  ) -> [ControlPoint] {
    var known = statuses.indices.filter {
      statuses[$0].holder != nil && statuses[$0].place.point.isOnPlane
    }
    known.sort { ControlPlace.inOrder(statuses[$0].place, statuses[$1].place) }
    let around = neighbours.nearest(
      max(0, model.lineNeighbours), of: known.map { statuses[$0].place.point })
    let campOfPlace = known.map { statuses[$0].holder.map { camps.camp(of: $0) } ?? "" }
    let suspects = SuspectCodes(camps: campOfPlace, neighbours: around, model: model)
    return known.indices.compactMap { place in
      let status = statuses[known[place]]
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
        let isAlone = around[place].allSatisfy { campOfPlace[$0] != campOfPlace[place] }
        if around[place].count == model.lineNeighbours, isAlone {
          weight *= model.loneClaimFactor
        }
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
    var neighbours = PlaceNeighbours()
    let suspects = SuspectCodes(
      camps: points.map { camps.camp(of: $0.holder) },
      neighbours: neighbours.nearest(model.lineNeighbours, of: points.map(\.point)), model: model)
    guard suspects.holdErrors else { return points }
    return zip(points, suspects.isSuspect).map { point, isSuspect in
      var point = point
      if isSuspect { point.weight *= model.suspectFactor }
      return point
    }
  }
}
