internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// The name of each side in the largest pieces of its ground, where it meets no symbol.
  func placeAreaNames(
    _ ground: Ground, names: inout FixedNames, into items: inout [MapScene.Item]
  ) {
    var pieces: [(side: String, polygon: Polygon<PagePoint>, area: Double)] = []
    for area in ground.areas where area.source.sharedWith == nil && area.source.status != .unknown {
      for polygon in area.polygons where polygon.area > 6000 {
        pieces.append((area.source.side, polygon, polygon.area))
      }
    }
    pieces.sort { ($1.area, $0.side) < ($0.area, $1.side) }
    var counts: [String: Int] = [:]
    for piece in pieces {
      // A second piece gets the name only where it is large as well.
      let count = counts[piece.side, default: 0]
      guard count == 0 || (count < 2 && piece.area > 60_000) else { continue }
      let style = sides[piece.side]
      let sizes = piece.area > 120_000 ? [15.0, 14, 13] : [14.0, 13, 12]
      for size in sizes {
        let block = areaBlock(style.name, size: size)
        guard
          let box = roomiestBox(
            in: piece.polygon, width: block.width, height: block.height, index: names.likely,
            avoiding: ground.withoutData)
        else { continue }
        names.reserve(box)
        items += areaTexts(block, in: box, color: theme.line(of: style))
        counts[piece.side, default: 0] += 1
        break
      }
    }
  }

  private static let areaSpacing = 1.2

  private func areaBlock(_ name: LocalizedText, size: Double) -> TextBlock {
    var block = TextBlock()
    let string = name.one(language)
    let mainFace = face(for: string, isBold: true)
    if mainFace.script == .latin {
      // Long names in two lines, parted about the middle.
      let words = string.uppercased().split(separator: " ").map(String.init)
      var lines = [words.joined(separator: " ")]
      if lines[0].count > 16, words.count > 1 {
        let split =
          (1..<words.count).min { a, b in
            imbalance(words, a) < imbalance(words, b)
          } ?? 1
        lines = [words[..<split].joined(separator: " "), words[split...].joined(separator: " ")]
      }
      for line in lines {
        let fitted = mainFace.fitted(line, size: size, width: 220)
        let width = mainFace.width(of: fitted, size: size, letterSpacing: Self.areaSpacing)
        let baseline = block.lines.isEmpty ? 0.76 * size : block.height - 0.24 * size + 1.15 * size
        block.lines.append(
          TextBlock.Line(
            string: fitted, face: mainFace, size: size, width: width, baseline: baseline))
        block.width = max(block.width, width)
        block.height = baseline + 0.24 * size
      }
    } else {
      block.add(string, mainFace, size: size + 1)
    }
    if let second = name.second(language) {
      block.add(second, face(for: second, isBold: true), size: size)
    }
    return block
  }

  private func imbalance(_ words: [String], _ split: Int) -> Int {
    let first = words[..<split].reduce(0) { $0 + $1.count + 1 }
    let second = words[split...].reduce(0) { $0 + $1.count + 1 }
    return abs(first - second)
  }

  private func areaTexts(
    _ block: TextBlock, in box: BoundingBox<PagePoint>, color: SheetColor
  ) -> [MapScene.Item] {
    block.lines.map { line in
      .text(
        MapScene.Text(
          line.string, at: PagePoint(x: box.center.x, y: box.minY + line.baseline),
          face: line.face, size: line.size,
          letterSpacing: line.face.script == .latin ? Self.areaSpacing : 0, color: color))
    }
  }

  /// Where a box fits into a polygon: at the pole of inaccessibility, or at the place of a grid
  /// that is free and farthest from the outline.
  func roomiestBox(
    in polygon: Polygon<PagePoint>, width: Double, height: Double, index: LabelIndex,
    avoiding faded: [[PagePoint]] = []
  ) -> BoundingBox<PagePoint>? {
    // Only what shows counts: the polygon reaches a little beyond the frame.
    let clipped = Polygon(
      exterior: Ring(index.frame.clip(ring: polygon.exterior.vertices)),
      holes: polygon.holes.map { Ring(index.frame.clip(ring: $0.vertices)) }
        .filter { !$0.vertices.isEmpty })
    guard let pole = clipped.poleOfInaccessibility(precision: 4),
      let bounds = BoundingBox(clipped.exterior.vertices)
    else { return nil }
    var candidates = [pole.point]
    for row in 0..<14 {
      for column in 0..<14 {
        candidates.append(
          PagePoint(
            x: bounds.minX + bounds.width * (Double(column) + 0.5) / 14,
            y: bounds.minY + bounds.height * (Double(row) + 0.5) / 14))
      }
    }
    var best: (box: BoundingBox<PagePoint>, score: Double)?
    for (number, candidate) in candidates.enumerated() {
      let box = BoundingBox<PagePoint>(
        minX: candidate.x - width / 2, minY: candidate.y - height / 2,
        maxX: candidate.x + width / 2, maxY: candidate.y + height / 2
      ).insetBy(-5)
      guard let price = index.price(of: box), price == 0 else { continue }
      let corners = [
        PagePoint(x: box.minX, y: box.minY), PagePoint(x: box.maxX, y: box.minY),
        PagePoint(x: box.minX, y: box.maxY), PagePoint(x: box.maxX, y: box.maxY), box.center,
      ]
      let room = corners.map { clipped.signedDistance(from: $0) }.min() ?? 0
      guard room > 0 else { continue }
      // The pole is the natural place; beyond 60 u of room more does not matter.
      var score = min(room, 60) + (number == 0 ? 30 : 0)
      // The name belongs where the side is known to be.
      let pale = corners.count { corner in
        faded.count { Ring($0).contains(corner) } % 2 == 1
      }
      score *= 1 - 0.18 * Double(pale)
      if score > (best?.score ?? 0) { best = (box, score) }
    }
    return best?.box.insetBy(5)
  }
}
