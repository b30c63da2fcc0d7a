internal import CivilCalendar
internal import SimpleFeatures

/// Maps of one grid, one after the other, as ``SurfaceSeries`` makes surfaces.
struct ControlMapSeries {
  private var surfaces: SurfaceSeries
  private let camps: Camps
  private var neighbours = PlaceNeighbours()
  private var shapes: ControlShapes

  /// - Parameter kernelLimit: As for ``SurfaceSeries``.
  init(
    grid: SampleGrid, camps: Camps, model: ControlModel, method: ControlMethod,
    barriers: [[ProjectedPoint]] = [],
    kernelLimit: Int = SurfaceSeries.greatestKernelCount
  ) {
    self.camps = camps
    shapes = ControlShapes(grid: grid, model: model)
    surfaces = SurfaceSeries(
      grid: grid, camps: camps, model: model, method: method, barriers: barriers,
      kernelLimit: kernelLimit)
  }

  /// The map of `statuses`, as ``ControlMap`` makes it.
  mutating func map(
    of statuses: [SettlementStatus], on date: CivilDate, scaleFactor: Double? = nil
  ) -> ControlMap {
    let model = surfaces.model
    let known = statuses.filter { $0.holder != nil }
    let isReviewed = known.allSatisfy(\.isReviewed)
    let factor = isReviewed ? model.reviewedScaleFactor : model.textScaleFactor
    surfaces.camps = camps.on(date)
    let surface = surfaces.surface(
      of: ControlPoint.points(
        of: statuses, camps: surfaces.camps, model: model, &neighbours),
      scaleFactor: scaleFactor ?? factor)
    return ControlMap(
      surface, on: date, statuses: statuses, noDataVersion: surfaces.distanceVersion, &shapes)
  }
}
