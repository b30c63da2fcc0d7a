internal import Cartography
internal import SimpleFeatures

/// The outline of a symbol.
public enum EventShape: String, CaseIterable, Hashable, Sendable {
  case circle, diamond, triangle, square, cross, pentagon

  /// The shape about a centre, its area about that of the circle with `radius`.
  func shape(at c: PagePoint, radius r: Double) -> MapScene.Shape {
    func ring(_ offsets: [(Double, Double)]) -> MapScene.Shape {
      .path(PagePath(rings: [offsets.map { PagePoint(x: c.x + $0 * r, y: c.y + $1 * r) }]))
    }
    return switch self {
    case .circle: .circle(c, radius: r)
    case .diamond: ring([(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)])
    case .triangle: ring([(0, -1.2), (1.1, 0.75), (-1.1, 0.75)])
    case .square: ring([(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)])
    case .cross:
      ring([
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2),
        (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
      ])
    case .pentagon: ring([(0, -1.15), (1.09, -0.36), (0.68, 0.93), (-0.68, 0.93), (-1.09, -0.36)])
    }
  }
}

extension EventKind {
  /// The shape of a kind of events where nobody asks for another.
  var usualShape: EventShape {
    switch self {
    case .fighting: .circle
    case .nonStateFighting: .diamond
    case .againstCivilians: .triangle
    case .unrest: .square
    case .development: .cross
    case .other: .pentagon
    }
  }
}
