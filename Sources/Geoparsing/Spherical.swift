internal import SimpleFeatures

extension GeographicPoint {
  /// The point `distance` metres from here in the direction `bearing`, degrees clockwise from
  /// north, on a sphere of radius 6 371 008.8 m.
  ///
  /// Source: the direct problem on the sphere, as in E. Williams, "Aviation Formulary", "Lat/lon
  /// given radial and distance".
  func moved(by distance: Double, towards bearing: Double) -> GeographicPoint {
    let toRadians = Double.pi / 180
    let δ = distance / 6_371_008.8
    let θ = bearing * toRadians
    let φ = latitude * toRadians
    let sinφ2 = φ.sine * δ.cosine + φ.cosine * δ.sine * θ.cosine
    let φ2 = max(-1, min(1, sinφ2)).arcsine
    let Δλ = (θ.sine * δ.sine * φ.cosine).arctangent(over: δ.cosine - φ.sine * sinφ2)
    return GeographicPoint(longitude: longitude + Δλ / toRadians, latitude: φ2 / toRadians)
  }

  /// The middle of the straight line to `other` in degrees, good over some tens of kilometres.
  func midpoint(to other: GeographicPoint) -> GeographicPoint {
    GeographicPoint(
      longitude: (longitude + other.longitude) / 2, latitude: (latitude + other.latitude) / 2)
  }
}
