/// A line through its vertices.
public struct LineString<P: Position>: Hashable, Sendable {
  public var vertices: [P]
  public init(_ vertices: [P]) { self.vertices = vertices }
}

/// A closed line; the edge from the last vertex to the first is understood, not stored.
public struct Ring<P: Position>: Hashable, Sendable {
  public var vertices: [P]
  public init(_ vertices: [P]) { self.vertices = vertices }
}

/// An area inside one ring and outside others.
///
/// As everywhere in this package (and in RFC 7946) the exterior runs counterclockwise and the
/// holes clockwise, seen with x to the right and y upwards.
public struct Polygon<P: Position>: Hashable, Sendable {
  public var exterior: Ring<P>
  public var holes: [Ring<P>]
  public init(exterior: Ring<P>, holes: [Ring<P>] = []) {
    self.exterior = exterior
    self.holes = holes
  }
}

/// The geometry of a feature.
public enum Geometry<P: Position>: Hashable, Sendable {
  case point(P)
  case lineString(LineString<P>)
  case polygon(Polygon<P>)
  case multiPoint([P])
  case multiLineString([LineString<P>])
  case multiPolygon([Polygon<P>])
}

/// An axis-parallel box; for degrees it does not cross the antimeridian.
public struct BoundingBox<P: Position>: Hashable, Sendable {
  public var minX: Double
  public var minY: Double
  public var maxX: Double
  public var maxY: Double

  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The smallest box around `positions`, `nil` where there are none.
  @inlinable public init?(_ positions: some Sequence<P>) {
    var box: BoundingBox?
    for p in positions {
      guard box != nil else {
        box = BoundingBox(minX: p.x, minY: p.y, maxX: p.x, maxY: p.y)
        continue
      }
      box?.formUnion(p)
    }
    guard let box else { return nil }
    self = box
  }

  @inlinable public mutating func formUnion(_ p: P) {
    minX = min(minX, p.x)
    minY = min(minY, p.y)
    maxX = max(maxX, p.x)
    maxY = max(maxY, p.y)
  }

  public var width: Double { maxX - minX }
  public var height: Double { maxY - minY }
  public var center: P { P(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

  @inlinable public func contains(_ p: P) -> Bool {
    p.x >= minX && p.x <= maxX && p.y >= minY && p.y <= maxY
  }

  @inlinable public func intersects(_ other: BoundingBox) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  /// The box grown by `margin` on every side.
  public func insetBy(_ margin: Double) -> BoundingBox {
    BoundingBox(
      minX: minX + margin, minY: minY + margin, maxX: maxX - margin, maxY: maxY - margin)
  }
}

extension Ring {
  /// The area that the ring encloses, in square units of its coordinates, by its sign
  /// counterclockwise (positive) or clockwise (negative); 0 for fewer than three vertices.
  ///
  /// A ring that crosses itself gives the sum of its parts with their signs. Of a ring in degrees
  /// only the sign means something.
  ///
  /// - Complexity: O(*n*) for *n* vertices.
  ///
  /// Source: A. L. F. Meister (1769); the trapezoid form as in B. Braden, "The Surveyor's Area
  /// Formula", The College Mathematics Journal 17 (1986), 326-337.
  @inlinable public var signedArea: Double {
    guard vertices.count >= 3, let origin = vertices.first else { return 0 }
    // The first vertex as the origin keeps the products small: UTM northings are about 5e6 m,
    // and products of those would cost the last decimals. It also makes the closing edge add 0.
    var doubledArea = 0.0
    for (a, b) in zip(vertices, vertices.dropFirst()) {
      doubledArea += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return doubledArea / 2
  }

  /// Whether `p` lies inside, by the even-odd rule; on the edge either answer may come.
  ///
  /// - Complexity: O(*n*) for *n* vertices.
  @inlinable public func contains(_ p: P) -> Bool {
    guard var previous = vertices.last else { return false }
    var inside = false
    for vertex in vertices {
      if (vertex.y > p.y) != (previous.y > p.y),
        p.x < (previous.x - vertex.x) * (p.y - vertex.y) / (previous.y - vertex.y) + vertex.x
      {
        inside.toggle()
      }
      previous = vertex
    }
    return inside
  }

  /// The same ring in the other direction.
  @inlinable public var reversed: Ring { Ring(vertices.reversed()) }
}

extension Polygon {
  /// Whether `p` lies inside the exterior and in no hole.
  @inlinable public func contains(_ p: P) -> Bool {
    exterior.contains(p) && !holes.contains { $0.contains(p) }
  }

  /// The enclosed area in square units of the coordinates, never negative.
  @inlinable public var area: Double {
    abs(exterior.signedArea) - holes.reduce(0) { $0 + abs($1.signedArea) }
  }

  /// The same polygon with its exterior counterclockwise and its holes clockwise.
  @inlinable public var oriented: Polygon {
    Polygon(
      exterior: exterior.signedArea < 0 ? exterior.reversed : exterior,
      holes: holes.map { $0.signedArea > 0 ? $0.reversed : $0 })
  }
}

extension Geometry {
  /// All positions in the order in which they stand.
  public var positions: [P] {
    switch self {
    case .point(let p): [p]
    case .lineString(let line): line.vertices
    case .polygon(let polygon): polygon.positions
    case .multiPoint(let points): points
    case .multiLineString(let lines): lines.flatMap(\.vertices)
    case .multiPolygon(let polygons): polygons.flatMap(\.positions)
    }
  }

  public var boundingBox: BoundingBox<P>? { BoundingBox(positions) }

  /// The same shape with every position replaced.
  public func mapPositions<Q: Position, E: Error>(
    _ transform: (P) throws(E) -> Q
  ) throws(E) -> Geometry<Q> {
    switch self {
    case .point(let p): .point(try transform(p))
    case .lineString(let line): .lineString(try line.mapPositions(transform))
    case .polygon(let polygon): .polygon(try polygon.mapPositions(transform))
    case .multiPoint(let points): .multiPoint(try mapAll(points, transform))
    case .multiLineString(let lines):
      .multiLineString(
        try mapAll(lines) { (line) throws(E) in try line.mapPositions(transform) })
    case .multiPolygon(let polygons):
      .multiPolygon(
        try mapAll(polygons) { (polygon) throws(E) in try polygon.mapPositions(transform) })
    }
  }
}

extension LineString {
  /// The same line with every position replaced.
  public func mapPositions<Q: Position, E: Error>(
    _ transform: (P) throws(E) -> Q
  ) throws(E) -> LineString<Q> {
    LineString<Q>(try mapAll(vertices, transform))
  }
}

extension Polygon {
  var positions: [P] { exterior.vertices + holes.flatMap(\.vertices) }

  /// The same polygon with every position replaced.
  public func mapPositions<Q: Position, E: Error>(
    _ transform: (P) throws(E) -> Q
  ) throws(E) -> Polygon<Q> {
    Polygon<Q>(
      exterior: Ring<Q>(try mapAll(exterior.vertices, transform)),
      holes: try mapAll(holes) { (hole) throws(E) in
        Ring<Q>(try mapAll(hole.vertices, transform))
      })
  }
}

private func mapAll<T, U, E: Error>(
  _ values: [T], _ transform: (T) throws(E) -> U
) throws(E) -> [U] {
  var result: [U] = []
  result.reserveCapacity(values.count)
  for value in values { result.append(try transform(value)) }
  return result
}
