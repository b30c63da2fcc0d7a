public import SimpleFeatures

/// The ground that a small map shows, and how it comes on a plane.
public struct MapGround {
  public var extent: BoundingBox<GeographicPoint>
  /// To metres on a conformal plane; `nil` where a point has no image.
  public var project: (GeographicPoint) -> ProjectedPoint?

  public init(
    extent: BoundingBox<GeographicPoint>,
    project: @escaping (GeographicPoint) -> ProjectedPoint?
  ) {
    self.extent = extent
    self.project = project
  }
}
