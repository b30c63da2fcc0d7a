/// A position that shapes are made of: two numbers whose meaning the type tells.
public protocol Position: Hashable, Sendable {
  /// The first coordinate: longitude, easting or the sheet's x.
  var x: Double { get }
  /// The second coordinate: latitude, northing or the sheet's y.
  var y: Double { get }
  init(x: Double, y: Double)
}

/// A position on the WGS 84 ellipsoid, in degrees.
public struct GeographicPoint: Position {
  /// Degrees east of Greenwich, `-180...180`.
  public var longitude: Double
  /// Degrees north of the equator, `-90...90`.
  public var latitude: Double

  public init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }

  public init(x: Double, y: Double) { self.init(longitude: x, latitude: y) }

  public var x: Double { longitude }
  public var y: Double { latitude }

  /// Whether both coordinates are finite and on the globe.
  public var isValid: Bool { abs(longitude) <= 180 && abs(latitude) <= 90 }

  /// The great-circle distance to `other` in metres, on a sphere of radius 6 371 008.8 m.
  ///
  /// Within 0.56 % of the distance on the ellipsoid: enough to compare candidates, not to
  /// publish. Source: the haversine formula as in R. W. Sinnott, "Virtues of the Haversine",
  /// Sky and Telescope 68 (1984), 159; the radius is the mean radius R1 of GRS 80.
  public func distance(to other: GeographicPoint) -> Double {
    let toRadians = Double.pi / 180
    let φ1 = latitude * toRadians
    let φ2 = other.latitude * toRadians
    let sinφ = ((φ2 - φ1) / 2).sine
    let sinλ = ((other.longitude - longitude) * toRadians / 2).sine
    let h = sinφ * sinφ + φ1.cosine * φ2.cosine * sinλ * sinλ
    return 2 * 6_371_008.8 * min(1, h.squareRoot()).arcsine
  }
}

/// A position on a projected plane, in metres.
public struct ProjectedPoint: Position {
  public var easting: Double
  public var northing: Double

  public init(easting: Double, northing: Double) {
    self.easting = easting
    self.northing = northing
  }

  public init(x: Double, y: Double) { self.init(easting: x, northing: y) }

  public var x: Double { easting }
  public var y: Double { northing }

  /// The straight distance to `other`, in metres.
  public func distance(to other: ProjectedPoint) -> Double {
    let dx = easting - other.easting
    let dy = northing - other.northing
    return (dx * dx + dy * dy).squareRoot()
  }
}

/// A position on the sheet in *u*, a quarter of a millimetre; x to the right, y downwards.
public struct PagePoint: Position {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
