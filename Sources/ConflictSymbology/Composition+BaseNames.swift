internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// Names of seas and neighbours, and of rivers along a straight piece.
  func placeBaseNames(
    _ projection: SheetProjection, names: inout FixedNames, into items: inout [MapScene.Item]
  ) {
    var named: Set<LocalizedText> = []
    for sea in content.baseMap.seaNames where !sea.name.isEmpty && !named.contains(sea.name) {
      guard let position = projection.position(of: sea.position) else { continue }
      var block = TextBlock()
      let string = sea.name.one(language)
      block.add(string, face(for: string), size: 12.5)
      if let second = sea.name.second(language) { block.add(second, face(for: second), size: 12) }
      let box = BoundingBox<PagePoint>(
        minX: position.x - block.width / 2, minY: position.y - block.height / 2,
        maxX: position.x + block.width / 2, maxY: position.y + block.height / 2)
      guard names.likely.price(of: box) == 0 else { continue }
      named.insert(sea.name)
      names.reserve(box)
      items += block.items(in: box, horizontal: 0, color: waterText)
    }
    for foreign in content.baseMap.foreignLand where !foreign.name.isEmpty {
      let pieces = foreign.polygons.map { polygon in
        Polygon(
          exterior: Ring(projection.frame.clip(ring: projection.ring(polygon.exterior.vertices))),
          holes: [])
      }.filter { $0.area > 12_000 }
      guard let largest = pieces.max(by: { $0.area < $1.area }) else { continue }
      var block = TextBlock()
      let string = foreign.name.one(language)
      let mainFace = face(for: string)
      let isLatin = mainFace.script == .latin
      block.add(isLatin ? string.uppercased() : string, mainFace, size: 13)
      if let second = foreign.name.second(language) {
        block.add(second, face(for: second), size: 13)
      }
      // Letters spaced wide apart say that the name is of a country.
      let spacing = isLatin ? 3.0 : 0
      let extra = spacing * Double(block.lines.first?.string.count ?? 0)
      guard
        let box = roomiestBox(
          in: largest, width: block.width + extra, height: block.height, index: names.likely)
      else { continue }
      names.reserve(box)
      items += block.items(in: box, horizontal: 0, color: theme.grayText).map { item in
        guard case .text(var text) = item, text.face.script == .latin else { return item }
        text.letterSpacing = spacing
        return .text(text)
      }
    }
    for river in content.baseMap.rivers where !river.name.isEmpty {
      placeRiverName(river, projection, names: &names, into: &items)
    }
  }

  private var waterText: SheetColor { theme.isDark ? theme.waterLine : SheetColor(0x4D7D95) }

  /// The name beside the longest piece of the river that is about straight, kept upright.
  private func placeRiverName(
    _ river: ConflictMapContent.NamedLine, _ projection: SheetProjection,
    names: inout FixedNames, into items: inout [MapScene.Item]
  ) {
    let string = river.name.one(language)
    let face = face(for: string)
    let size = 10.5
    let width = face.width(of: string, size: size)
    var best: (a: PagePoint, b: PagePoint, score: Double)?
    for line in projection.lines(river.lines).flatMap({ projection.frame.clip(line: $0) }) {
      // For each start, the first vertex far enough for the name; the chord must follow the line.
      var end = 0
      for start in line.indices {
        end = max(end, start)
        while end < line.count, distance(line[start], line[end]) < width + 6 { end += 1 }
        guard end < line.count else { break }
        let chord = (line[start], line[end])
        let along = zip(line[start...end], line[start...end].dropFirst()).reduce(0) {
          $0 + distance($1.0, $1.1)
        }
        // 1 is straight; bends of 20 degrees to and fro make it 1.06.
        let wander = along / max(1, distance(chord.0, chord.1))
        guard wander < 1.12 else { continue }
        let score = 1 / wander
        if score > (best?.score ?? 0) { best = (chord.0, chord.1, score) }
      }
    }
    guard let best else { return }
    var (a, b) = (best.a, best.b)
    if b.x < a.x { (a, b) = (b, a) }
    let length = max(1, distance(a, b))
    let direction = PagePoint(x: (b.x - a.x) / length, y: (b.y - a.y) / length)
    // Above the line by a third of the size, on the upper side of the chord.
    let anchor = PagePoint(
      x: (a.x + b.x) / 2 + direction.y * 4.5, y: (a.y + b.y) / 2 - direction.x * 4.5)
    let cosine = direction.x
    let sine = direction.y
    let corners = [
      (-width / 2, -0.8 * size), (width / 2, -0.8 * size), (width / 2, 3), (-width / 2, 3),
    ]
    .map { PagePoint(x: anchor.x + $0 * cosine - $1 * sine, y: anchor.y + $0 * sine + $1 * cosine) }
    guard let box = BoundingBox(corners), names.likely.price(of: box) == 0 else { return }
    names.reserve(box)
    let degrees = direction.y.arctangent(over: direction.x) * 180 / .pi
    items.append(
      .text(
        MapScene.Text(
          string, at: anchor, face: face, size: size, color: waterText,
          isItalic: face.script == .latin, rotation: degrees)))
  }

  private func distance(_ a: PagePoint, _ b: PagePoint) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }
}
