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
    // Those of a timeline are in order already.
    if !zip(statuses, statuses.dropFirst()).allSatisfy({ $0.place.id < $1.place.id }) {
      known.sort { ControlPlace.inOrder(statuses[$0].place, statuses[$1].place) }
    }
    let around = neighbours.nearest(
      SuspectCodes.neighbourCount(model), of: known.map { statuses[$0].place.point })
    let campOfPlace = numbers(known.map { statuses[$0].holder }, camps)
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
      var isDoubtful = false
      if suspects.holdErrors, suspects.isSuspect[place] {
        weight *= model.suspectFactor
        isDoubtful = true
      } else if !status.isConfirmed {
        let nearest = around[place].prefix(max(0, model.lineNeighbours))
        if nearest.count == model.lineNeighbours,
          nearest.allSatisfy({ campOfPlace[$0] != campOfPlace[place] })
        {
          weight *= model.loneClaimFactor
          isDoubtful = true
        }
      }
      let isContested = status.state == .contested
      return ControlPoint(
        placeID: status.place.id, point: status.place.point, holder: holder,
        opponent: isContested ? status.opponent.map { Holder($0) } : nil,
        share: isContested ? 0.5 : 1, weight: weight, isDoubtful: isDoubtful)
    }
  }

  /// Points of one reviewed claim each, with the weights that they have as statuses: suspect codes
  /// weigh less where the codes hold errors.
  public static func weighed(
    _ points: [ControlPoint], camps: Camps, model: ControlModel
  ) -> [ControlPoint] {
    var neighbours = PlaceNeighbours()
    let suspects = SuspectCodes(
      camps: numbers(points.map(\.holder), camps),
      neighbours: neighbours.nearest(
        SuspectCodes.neighbourCount(model), of: points.map(\.point)),
      model: model)
    guard suspects.holdErrors else { return points }
    return zip(points, suspects.isSuspect).map { point, isSuspect in
      var point = point
      if isSuspect {
        point.weight *= model.suspectFactor
        point.isDoubtful = true
      }
      return point
    }
  }

  /// A number for the camp of each holder.
  private static func numbers(_ holders: [Holder?], _ camps: Camps) -> [Int] {
    var ofSide: [String: Int] = [:]
    var ofCamp: [String: Int] = [:]
    return holders.map { holder in
      guard let side = holder?.side else { return -1 }
      if let number = ofSide[side] { return number }
      let number = ofCamp[camps.camp(of: side), default: ofCamp.count]
      ofCamp[camps.camp(of: side)] = number
      ofSide[side] = number
      return number
    }
  }
}
