internal import SimpleFeatures

/// A line, such as a river, that parts the ground around it into two halves.
struct DividingLine {
  /// From one end to the other; what lies far from the ground in question is left out.
  let vertices: [GeographicPoint]

  /// Ends of pieces that lie so near to each other, in degrees, are one point.
  private static let gap = 0.02
  /// How far the line is followed beyond the box, in degrees.
  private static let margin = 0.5
  /// How far a half reaches, in degrees.
  private static let reach = 20.0

  /// The line that `pieces`, in any order and direction, make up near `box`.
  ///
  /// The pieces are put together from the longest one on, each at the nearer end. What cannot be
  /// joined is left out.
  init(_ pieces: [LineString<GeographicPoint>], near box: BoundingBox<GeographicPoint>) {
    var rest = pieces.map(\.vertices).filter { $0.count > 1 }
      .sorted { ($1.count, $0[0].x, $0[0].y) < ($0.count, $1[0].x, $1[0].y) }
    guard var line = rest.first else {
      vertices = []
      return
    }
    rest.removeFirst()
    var isJoined = true
    while isJoined {
      isJoined = false
      for index in rest.indices {
        let piece = rest[index]
        if let joined = Self.joined(line, piece) ?? Self.joined(line, piece.reversed()) {
          line = joined
          rest.remove(at: index)
          isJoined = true
          break
        }
      }
    }
    let wide = box.insetBy(-Self.margin)
    let first = line.firstIndex { wide.contains($0) }
    let last = line.lastIndex { wide.contains($0) }
    vertices = if let first, let last, first < last { Array(line[first...last]) } else { [] }
  }

  private static func joined(
    _ line: [GeographicPoint], _ piece: [GeographicPoint]
  ) -> [GeographicPoint]? {
    func isNear(_ a: GeographicPoint, _ b: GeographicPoint) -> Bool {
      abs(a.x - b.x) < gap && abs(a.y - b.y) < gap
    }
    if isNear(line[line.count - 1], piece[0]) { return line + piece.dropFirst() }
    if isNear(piece[piece.count - 1], line[0]) { return piece + line.dropFirst() }
    return nil
  }

  /// The ground on one side, twenty degrees wide; `nil` where there is no line.
  ///
  /// Beyond its ends the line goes on straight in the direction of its chord. The side is that of
  /// the chord's two normals which points rather towards `side`: of the Euphrates in Syria, which
  /// runs south-east, both "east" and "north" are its left bank.
  func half(towards side: RegionRule.Side) -> Polygon<GeographicPoint>? {
    guard let first = vertices.first, let last = vertices.last else { return nil }
    let length =
      ((last.x - first.x) * (last.x - first.x)
      + (last.y - first.y) * (last.y - first.y)).squareRoot()
    guard length > 0 else { return nil }
    let (dx, dy) = ((last.x - first.x) / length, (last.y - first.y) / length)
    let (east, north): (Double, Double) =
      switch side {
      case .north: (0, 1)
      case .east: (1, 0)
      case .south: (0, -1)
      case .west: (-1, 0)
      }
    // The left normal of the chord, or the right one.
    let sign = -dy * east + dx * north >= 0 ? 1.0 : -1.0
    let (nx, ny) = (-dy * sign * Self.reach, dx * sign * Self.reach)
    func moved(_ point: GeographicPoint, _ along: Double, _ across: Double) -> GeographicPoint {
      GeographicPoint(
        longitude: point.x + along * dx * Self.reach + across * nx,
        latitude: point.y + along * dy * Self.reach + across * ny)
    }
    return Polygon(
      exterior: Ring(
        [moved(first, -1, 0)] + vertices
          + [moved(last, 1, 0), moved(last, 1, 1), moved(first, -1, 1)])
    ).oriented
  }
}
