internal import CPROJ
public import SimpleFeatures

/// Distances and directions on the WGS 84 ellipsoid, right to nanometres.
///
/// Source: C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013), 43-55, in
/// his implementation that comes with PROJ.
public struct Geodesic: Sendable {
  /// The shortest way between two points.
  public struct Segment: Hashable, Sendable {
    /// Metres along the ellipsoid.
    public let distance: Double
    /// The direction at the first point, in degrees clockwise from north, `-180...180`.
    public let azimuth: Double
    /// The direction at the second point, onwards, in degrees clockwise from north, `-180...180`.
    public let finalAzimuth: Double
  }

  private let geodesic: geod_geodesic

  public init() {
    var geodesic = geod_geodesic()
    geod_init(&geodesic, 6_378_137, 1 / 298.257223563)
    self.geodesic = geodesic
  }

  /// The point that lies `distance` metres from `start` in the direction `azimuth`, in degrees
  /// clockwise from north.
  ///
  /// Its longitude is in `-180...180`; NaN where a number is not finite or the latitude not on the
  /// globe.
  public func point(
    from start: GeographicPoint, azimuth: Double, distance: Double
  ) -> GeographicPoint {
    var latitude = Double.nan
    var longitude = Double.nan
    withUnsafePointer(to: geodesic) {
      geod_direct(
        $0, start.latitude, start.longitude, azimuth, distance, &latitude, &longitude, nil)
    }
    return GeographicPoint(longitude: longitude, latitude: latitude)
  }

  /// The shortest way from `a` to `b`; NaN where a coordinate is not finite or not on the globe.
  public func segment(from a: GeographicPoint, to b: GeographicPoint) -> Segment {
    var distance = Double.nan
    var azimuth = Double.nan
    var finalAzimuth = Double.nan
    withUnsafePointer(to: geodesic) {
      geod_inverse(
        $0, a.latitude, a.longitude, b.latitude, b.longitude, &distance, &azimuth, &finalAzimuth)
    }
    return Segment(distance: distance, azimuth: azimuth, finalAzimuth: finalAzimuth)
  }

  /// A polygon of `vertexCount` corners, each `radius` metres from `center`; counterclockwise from
  /// the northern one.
  ///
  /// With 64 corners its area is 0.16 % less than the circle's (1 − sin(2π/n)·n/2π). Its longitudes
  /// are not brought together again where it crosses the antimeridian.
  ///
  /// - Precondition: `vertexCount` is at least 3.
  public func circle(
    around center: GeographicPoint, radius: Double, vertexCount: Int = 64
  ) -> Ring<GeographicPoint> {
    precondition(vertexCount >= 3)
    return Ring(
      (0..<vertexCount).map {
        point(
          from: center, azimuth: -360 * Double($0) / Double(vertexCount), distance: radius)
      })
  }
}
