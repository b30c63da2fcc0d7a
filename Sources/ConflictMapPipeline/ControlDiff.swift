internal import ControlInference
internal import OGR
internal import SimpleFeatures

/// Ground that is one holder's on one map and another's on the other.
struct ControlDiff {
  /// Ground that changed hands, `nil` for nobody's.
  struct Change {
    var from: Holder?
    var to: Holder?
    var polygons: [Polygon<ProjectedPoint>]
    /// In m² on the plane.
    var area: Double { polygons.reduce(0) { $0 + $1.area } }
  }

  /// Two maps' areas are each computed to some metres: what is smaller than this is no ground, in
  /// m².
  static let leastArea = 10_000.0

  /// What changed from `before` to `after`, by the holders' order; nobody comes first.
  ///
  /// - Throws: `OGRError`.
  static func changes(
    from before: [(holder: Holder, polygons: [Polygon<ProjectedPoint>])],
    to after: [(holder: Holder, polygons: [Polygon<ProjectedPoint>])]
  ) throws -> [Change] {
    var changes: [Change] = []
    func add(_ from: Holder?, _ to: Holder?, _ polygons: [Polygon<ProjectedPoint>]) {
      let ground = polygons.filter { $0.area >= leastArea }
      if !ground.isEmpty { changes.append(Change(from: from, to: to, polygons: ground)) }
    }
    for old in before {
      var rest = old.polygons
      for new in after {
        if new.holder != old.holder {
          add(
            old.holder, new.holder,
            try GeometryOperations.intersection(old.polygons, new.polygons))
        }
        rest = try GeometryOperations.difference(rest, new.polygons)
      }
      add(old.holder, nil, rest)
    }
    for new in after {
      var rest = new.polygons
      for old in before { rest = try GeometryOperations.difference(rest, old.polygons) }
      add(nil, new.holder, rest)
    }
    return changes.sorted { a, b in
      func key(_ holder: Holder?) -> String { holder.map { "1\($0)" } ?? "0" }
      return (key(a.from), key(a.to)) < (key(b.from), key(b.to))
    }
  }
}
