public import SimpleFeatures

/// A map projection on the WGS 84 ellipsoid, as a PROJ string.
public struct MapProjection: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case transverseMercator, lambertConformalConic, albersEqualArea
    /// In place of the conics where the extent is the same to both sides of the equator and a
    /// cone has no apex.
    case mercator, cylindricalEqualArea
  }

  public let kind: Kind
  /// The PROJ string, for ``CoordinateTransformation/init(from:to:)``.
  public let definition: String

  /// The projection for a map of `extent`.
  ///
  /// Transverse Mercator about the extent's centre where it spans at most 6 degrees of longitude:
  /// the scale is then wrong by less than 0.1 % within 250 km of the central meridian. For wider
  /// ones Lambert's conformal conic with standard parallels at 1/6 and 5/6 of the latitudes, or
  /// Albers's with the same where `areasAreCompared`; that is also taken for narrow extents then.
  ///
  /// Source: J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395
  /// (1987), pages 48 (transverse Mercator), 99 (Albers; there 1/6 as a rule for the standard
  /// parallels) and 105 (Lambert).
  public static func suited(
    to extent: BoundingBox<GeographicPoint>, areasAreCompared: Bool = false
  ) -> MapProjection {
    let center = extent.center
    let common = "+x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"
    if extent.width <= 6, !areasAreCompared {
      return MapProjection(
        kind: .transverseMercator,
        definition: "+proj=tmerc +lat_0=\(decimal(center.latitude)) "
          + "+lon_0=\(decimal(center.longitude)) +k=1 \(common)")
    }
    let south = extent.minY + extent.height / 6
    let north = extent.maxY - extent.height / 6
    let meridian = "+lon_0=\(decimal(center.longitude))"
    // PROJ refuses a cone whose parallels are opposite to within 1e-10 radians.
    if abs(south + north) < 1e-6 {
      return MapProjection(
        kind: areasAreCompared ? .cylindricalEqualArea : .mercator,
        definition: "+proj=\(areasAreCompared ? "cea" : "merc") +lat_ts=\(decimal(north)) "
          + "\(meridian) \(common)")
    }
    return MapProjection(
      kind: areasAreCompared ? .albersEqualArea : .lambertConformalConic,
      definition: "+proj=\(areasAreCompared ? "aea" : "lcc") +lat_0=\(decimal(center.latitude)) "
        + "+lat_1=\(decimal(south)) +lat_2=\(decimal(north)) \(meridian) \(common)")
  }

  /// A number of degrees to six decimals, 0.1 m on the ground: short enough to be read.
  private static func decimal(_ degrees: Double) -> Double {
    let rounded = (degrees * 1e6).rounded() / 1e6
    return rounded == 0 ? 0 : rounded  // never "-0.0"
  }
}

extension CoordinateTransformation {
  /// The transformation between WGS 84 and `projection`.
  ///
  /// - Throws: ``PROJError`` where the projection's numbers are not finite or not on the globe.
  public convenience init(to projection: MapProjection) throws(PROJError) {
    guard !projection.definition.contains("nan"), !projection.definition.contains("=inf"),
      !projection.definition.contains("=-inf")
    else {
      throw PROJError(
        step: .create, definition: projection.definition, code: 0, message: "not finite")
    }
    // On the ellipsoid of WGS 84 a projection is all that parts degrees from metres.
    let step = projection.definition.split(separator: " ").map { word in
      word == "+datum=WGS84" ? "+ellps=WGS84" : word
    }.filter { $0 != "+units=m" && $0 != "+no_defs" }.joined(separator: " ")
    try self.init(to: projection.definition, steps: "+step \(step)")
  }
}
