internal import Cartography

extension Composition {
  /// How the ground of a side is filled: with its colour, and in grey print with a pattern in it that
  /// is the side's own.
  func fill(of key: String) -> MapScene.Paint {
    let color = theme.fill(of: sides[key])
    guard hasPatterns, sidePattern(of: key, over: color) != nil else { return .color(color) }
    return .stripes(patternID(of: key))
  }

  var hasPatterns: Bool { theme.isGray || parts.contains(.patterns) }

  func patternID(of key: String) -> MapScene.ID { MapScene.ID(.pattern, "side", key) }

  /// The stripes that tell a side; the first one of the configuration has none.
  ///
  /// Widths and angles differ by more than the eye confuses, and none runs as the hatch of contested
  /// ground does.
  func sidePattern(of key: String, over ground: SheetColor) -> MapScene.Stripes? {
    let looks: [(period: Double, width: Double, angle: Double)] = [
      (9, 1.1, 0), (9, 1.1, 90), (6, 0.9, 45), (4.5, 1.6, 20), (14, 2.4, 70), (7, 3, 110),
    ]
    let position = sides.position(of: key)
    guard position > 0 else { return nil }
    let look = looks[(min(position, 1_000_000) - 1) % looks.count]
    return MapScene.Stripes(
      period: look.period, width: look.width, angle: look.angle,
      color: theme.line(of: sides[key]), opacity: 0.45, ground: ground)
  }

  /// The patterns of all sides that the map shows.
  mutating func defineSidePatterns() {
    guard hasPatterns else { return }
    let keys = situations.flatMap { $0.areas.map(\.side) + $0.controlPoints.map(\.side) }
    for key in Set(keys + content.gains.map(\.side)).sorted() {
      guard let stripes = sidePattern(of: key, over: theme.fill(of: sides[key])) else { continue }
      definitions.append(.stripes(patternID(of: key), stripes))
    }
  }
}
