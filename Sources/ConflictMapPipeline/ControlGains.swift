internal import CivilCalendar
internal import ConflictSymbology
internal import OGR
internal import SimpleFeatures

extension MapDrawing {
  /// The ground that each side holds on `date` and another one held on `since`, by side.
  ///
  /// Ground of which nothing was known on `since` is not gained from anybody. Sides that lost as
  /// well as won have what they won.
  ///
  /// - Throws: ``PipelineError`` where GEOS cannot cut the areas.
  func gains(since: CivilDate, until date: CivilDate) throws -> [ConflictMapContent.Gain] {
    guard let first = layers.controlDate(by: since), first < date else { return [] }
    let before = layers.areas(on: first).filter { $0.status != .unknown }
    let now = layers.areas(on: date).filter { $0.status != .unknown }
    func ground(_ areas: [ConflictMapContent.Area]) -> [Polygon<GeographicPoint>] {
      areas.flatMap(\.polygons)
    }
    do {
      return try Set(now.map(\.side)).sorted().compactMap { side in
        let held = ground(now.filter { $0.side == side })
        let others = ground(before.filter { $0.side != side && $0.sharedWith != side })
        guard !held.isEmpty, !others.isEmpty else { return nil }
        let won = try GeometryOperations.intersection(
          try GeometryOperations.union(held), try GeometryOperations.union(others))
        // Smoothing moves every line a little: below half a square kilometre nothing was gained.
        let kept = won.filter { $0.area > 5e-5 }
        return kept.isEmpty ? nil : ConflictMapContent.Gain(side: side, polygons: kept)
      }
    } catch let error as OGRError {
      throw PipelineError(
        .badInput, "the areas of \(since) and \(date) cannot be compared: \(error)")
    }
  }
}
