internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// Fronts between camps with the tint bands of both sides, and the thin lines between allies.
  mutating func frontItems(_ ground: Ground, frame: Int?) -> [MapScene.Item] {
    guard parts.contains(.fronts) else { return [] }
    var bands: [MapScene.Item] = []
    var allied: [MapScene.Item] = []
    var casings: [MapScene.Item] = []
    var cores: [MapScene.Item] = []
    let sidesWithAreas = Set(
      ground.areas.filter {
        !$0.path.isEmpty && $0.source.sharedWith == nil && $0.source.status != .unknown
      }.map(\.source.side))
    let drawn = ground.fronts.enumerated().filter { !$0.element.lines.isEmpty }.sorted { a, b in
      (a.element.source.sideA, a.element.source.sideB, a.offset)
        < (b.element.source.sideA, b.element.source.sideB, b.offset)
    }
    for (_, front) in drawn {
      let source = front.source
      let id = define(
        MapScene.ID(.front, source.sideA, source.sideB), PagePath(lines: front.lines))
      let tooltip = tooltip(of: source)
      guard front.isHostile else {
        allied.append(
          .mark(
            MapScene.Mark(
              .defined(id), .line(theme.alliedLine, 0.8, dash: [2.6, 2.2]), tooltip: tooltip,
              rows: source.row)))
        continue
      }
      for side in Set([source.sideA, source.sideB]).intersection(sidesWithAreas).sorted() {
        bands.append(
          .mark(
            MapScene.Mark(
              .defined(id), .line(theme.line(of: sides[side]), 7, opacity: 0.42),
              clip: clipID(side, frame))))
      }
      casings.append(.mark(MapScene.Mark(.defined(id), .line(theme.frontCasing, 2.6))))
      cores.append(
        .mark(
          MapScene.Mark(
            .defined(id), .line(theme.front, 1.35), tooltip: tooltip, rows: source.row)))
      if parts.contains(.frontTicks) {
        cores.append(
          .mark(MapScene.Mark(.path(ticks(along: front.lines)), .line(theme.front, 1.1))))
      }
    }
    let items = bands + allied + casings + cores
    guard !items.isEmpty else { return [] }
    return [
      .group(
        MapScene.Group(
          items, style: MapScene.Style(fill: .unpainted, hasRoundJoins: true, hasRoundCaps: true),
          name: language.isArabicFirst ? "خطوط الجبهة" : "Front lines"))
    ]
  }

  /// Ticks 4 u long every 14 u, to the left of the lines.
  private func ticks(along lines: [[PagePoint]]) -> PagePath {
    var ticks: [[PagePoint]] = []
    for line in lines {
      var untilNext = 7.0
      for (a, b) in zip(line, line.dropFirst()) {
        let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
        guard length > 0 else { continue }
        let direction = PagePoint(x: (b.x - a.x) / length, y: (b.y - a.y) / length)
        while untilNext <= length {
          let foot = PagePoint(
            x: a.x + direction.x * untilNext, y: a.y + direction.y * untilNext)
          ticks.append([foot, PagePoint(x: foot.x + direction.y * 4, y: foot.y - direction.x * 4)])
          untilNext += 14
        }
        untilNext -= length
      }
    }
    return PagePath(lines: ticks)
  }

  private func tooltip(of front: ConflictMapContent.Front) -> String {
    let a = sides[front.sideA].name.one(language)
    let b = sides[front.sideB].name.one(language)
    let detail =
      front.detail.map { $0.isEmpty ? "" : (language.isArabicFirst ? "؛ " : "; ") + $0 } ?? ""
    if language.isArabicFirst {
      return (front.isHostile ? "خط الجبهة بين \(a) و\(b)" : "الخط بين \(a) و\(b)") + detail
    }
    return (front.isHostile ? "Front between \(a) and \(b)" : "Line between \(a) and \(b)") + detail
  }
}
