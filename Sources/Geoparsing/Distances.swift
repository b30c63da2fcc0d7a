internal import PROJ
internal import SimpleFeatures

extension GeographicPoint {
  /// How far `other` is, in kilometres, on the sphere: for thresholds.
  func kilometres(to other: GeographicPoint) -> Double { distance(to: other) / 1000 }

  /// The point `distance` metres from here in the direction `bearing`, degrees clockwise from
  /// north, along the geodesic of the WGS 84 ellipsoid.
  func moved(by distance: Double, towards bearing: Double) -> GeographicPoint {
    Geodesic().point(from: self, azimuth: bearing, distance: distance)
  }

  /// The middle of the geodesic to `other`, and half its length in metres.
  func middle(to other: GeographicPoint) -> (point: GeographicPoint, reach: Double) {
    let geodesic = Geodesic()
    let way = geodesic.segment(from: self, to: other)
    let half = way.distance / 2
    guard half > 0 else { return (self, 0) }
    return (geodesic.point(from: self, azimuth: way.azimuth, distance: half), half)
  }
}
