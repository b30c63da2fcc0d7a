internal import Cartography
internal import SimpleFeatures

/// The sizes of a town of some rank.
private struct TownStyle {
  /// Half the side of a square for rank 1, the radius of a dot for the others.
  let dot: Double
  let latin: Double
  let arabic: Double
  let isBold: Bool
  /// A label that costs more is dropped.
  let limit: Double
  /// A dot nearer to another of this rank or a higher one is left out.
  let spacing: Double
  /// The same for a place where something happened.
  let spacingWithEvent: Double

  /// The same a size smaller, for a map among several on a sheet.
  var small: TownStyle {
    TownStyle(
      dot: dot * 0.75, latin: latin * 0.8, arabic: arabic * 0.8, isBold: isBold, limit: limit,
      spacing: spacing, spacingWithEvent: spacingWithEvent)
  }

  static func rank(_ rank: Int) -> TownStyle {
    switch rank {
    case ...1:
      TownStyle(
        dot: 4.2, latin: 15.5, arabic: 14.5, isBold: true, limit: 1000, spacing: 0,
        spacingWithEvent: 0)
    case 2:
      TownStyle(
        dot: 3.4, latin: 12.8, arabic: 12.6, isBold: true, limit: 200, spacing: 12,
        spacingWithEvent: 0)
    case 3:
      TownStyle(
        dot: 2.6, latin: 11, arabic: 11.2, isBold: false, limit: 70, spacing: 44,
        spacingWithEvent: 16)
    default:
      TownStyle(
        dot: 2, latin: 10.2, arabic: 10.4, isBold: false, limit: 26, spacing: 96,
        spacingWithEvent: 26)
    }
  }
}

extension Composition {
  /// Lines of text that stand together, and the box that they fill.
  private struct Block {
    struct Line {
      var string: String
      var face: Typeface
      var size: Double
      var width: Double
      /// The baseline below the upper edge of the box.
      var baseline: Double
    }
    var lines: [Line] = []
    var width = 0.0
    var height = 0.0

    mutating func add(_ string: String, _ face: Typeface, size: Double) {
      guard !string.isEmpty else { return }
      let string = face.fitted(string, size: size, width: 170)
      let width = face.width(of: string, size: size)
      let baseline: Double
      if let last = lines.last {
        // 1.22 of the Arabic size leaves room for its hamzas under the Latin descenders.
        baseline = last.baseline + 1.22 * size
      } else {
        baseline = face.ascent * size
      }
      lines.append(Line(string: string, face: face, size: size, width: width, baseline: baseline))
      self.width = max(self.width, width)
      height = baseline + face.descent * size
    }

    /// The texts in `box`, ranged towards the point that it belongs to.
    func items(
      in box: BoundingBox<PagePoint>, horizontal: Int, color: SheetColor? = nil
    ) -> [MapScene.Item] {
      lines.map { line in
        let x: Double
        switch horizontal {
        case 1: x = box.minX + line.width / 2
        case -1: x = box.maxX - line.width / 2
        default: x = box.center.x
        }
        return .text(
          MapScene.Text(
            line.string, at: PagePoint(x: x, y: box.minY + line.baseline), face: line.face,
            size: line.size, color: color))
      }
    }
  }

  private struct Town {
    var place: ConflictMapContent.Place
    var rank: Int
    var position: PagePoint
    /// How far the symbol of an event that covers the place reaches, 0 where there is none.
    var cover: Double
    var hasEvent: Bool { cover > 0 }
    var style: TownStyle
    var dotBox: BoundingBox<PagePoint> { position.box(radius: style.dot) }
  }

  private func townStyle(_ rank: Int) -> TownStyle {
    panels == nil ? .rank(rank) : TownStyle.rank(rank).small
  }

  /// Area names, dots and names of towns, names of water and neighbours.
  ///
  /// Names of sides, waters and areas keep their places; those of towns are placed around them.
  mutating func labelItems(
    _ grounds: [Ground], _ projection: SheetProjection, index: inout LabelIndex
  ) -> [MapScene.Item] {
    let towns = parts.contains(.towns) ? towns(projection, index) : []
    var labels: [MapScene.Item] = []
    var areaLabels: [MapScene.Item] = []
    // Dots of the greater towns first, so that no other label covers them; that of a district seat
    // yields where the name of a governorate's has no other room.
    let first = towns.prefix { $0.rank == 1 }
    let second = towns.dropFirst(first.count).prefix { $0.rank == 2 }
    for town in first { index.reserve(town.dotBox) }
    for town in second { index.add(symbolAt: town.position, radius: town.style.dot) }
    // Where the names of the great towns are likely to stand, for names of areas to stay clear of.
    var likely = index
    for town in first + second {
      let style = town.style
      for block in blocks(town.place.name, style, isSmall: false) {
        guard
          let place = likely.place(
            width: block.width, height: block.height, beside: town.position, dotRadius: style.dot,
            limit: style.limit, prefersWest: isMirrored)
        else { continue }
        likely.reserve(place.box)
        break
      }
    }
    var fixed = FixedNames(index: index, likely: likely)
    if parts.contains(.areaNames), let ground = grounds.last {
      placeAreaNames(ground, names: &fixed, into: &areaLabels)
    }
    placeBaseNames(projection, names: &fixed, into: &areaLabels)
    placeCoarseCounts(projection, names: &fixed, into: &labels)
    index = fixed.index

    let (dots, townLabels) = townItems(towns, index)
    labels += townLabels
    var items = areaLabels
    if !dots.isEmpty {
      items.append(
        .group(
          MapScene.Group(
            dots,
            style: MapScene.Style(
              fill: .color(theme.ink), stroke: .color(theme.halo), strokeWidth: 1))))
    }
    if !labels.isEmpty { items.append(.group(MapScene.Group(labels, hasHalo: true))) }
    return items
  }

  /// What names that keep their places are placed by: they stay clear of where the names of great
  /// towns are likely to stand, but keep only their own boxes free.
  private struct FixedNames {
    var index: LabelIndex
    var likely: LabelIndex

    mutating func reserve(_ box: BoundingBox<PagePoint>) {
      index.reserve(box)
      likely.reserve(box)
    }
  }

  /// The towns inside the frame by rank, news, population and name, but for those under furniture.
  private func towns(_ projection: SheetProjection, _ index: LabelIndex) -> [Town] {
    var towns: [Town] = []
    for place in content.places where !place.name.isEmpty {
      let rank = min(4, max(1, place.rank))
      guard let position = projection.position(of: place.position),
        projection.frame.insetBy(5).contains(position),
        index.price(of: position.box(radius: townStyle(rank).dot)) != nil
      else { continue }
      towns.append(
        Town(
          place: place, rank: rank, position: position,
          cover: index.symbolRadius(over: position), style: townStyle(rank)))
    }
    return towns.sorted { a, b in
      if a.rank != b.rank { return a.rank < b.rank }
      // Of two villages the one in the news.
      if a.rank > 2, a.hasEvent != b.hasEvent { return a.hasEvent }
      if a.place.population != b.place.population { return a.place.population > b.place.population }
      return (a.place.name.english, a.place.name.arabic, a.position.x, a.position.y)
        < (b.place.name.english, b.place.name.arabic, b.position.x, b.position.y)
    }
  }

  /// Dots and names of towns, as many and as well placed as annealing finds.
  private func townItems(
    _ towns: [Town], _ index: LabelIndex
  ) -> (dots: [MapScene.Item], labels: [MapScene.Item]) {
    struct Setting {
      var block: Block
      var position: LabelPosition
    }
    var requests: [LabelRequest] = []
    var settings: [[Setting]] = []
    for town in towns {
      let style = town.style
      var request = LabelRequest(
        candidates: [], point: town.position, dot: town.dotBox,
        spacing: town.hasEvent ? style.spacingWithEvent : style.spacing, dropPrice: style.limit)
      var places: [Setting] = []
      for (number, block) in blocks(town.place.name, style, isSmall: town.rank == 4).enumerated() {
        // A name in one language where both would fit is worth a little less.
        let shortening = Double(number) * 9
        for place in index.places(
          width: block.width, height: block.height, beside: town.position, dotRadius: style.dot,
          limit: style.limit - shortening, prefersWest: isMirrored)
        {
          var candidate = place.candidate
          candidate.price += shortening
          request.candidates.append(candidate)
          places.append(Setting(block: block, position: place.position))
        }
      }
      requests.append(request)
      settings.append(places)
    }
    let assignment = LabelRequest.annealed(requests, in: index.frame)
    var dots: [MapScene.Item] = []
    var labels: [MapScene.Item] = []
    for (number, town) in towns.enumerated() {
      guard let choice = assignment.choices[number] else {
        // A great town without room for its name is still there.
        if town.rank == 1 { dots.append(.mark(MapScene.Mark(.box(town.dotBox)))) }
        continue
      }
      // A small symbol would vanish under the dot; the name is then the symbol's, unless other days
      // have no symbol there.
      if town.rank <= 2 || town.cover == 0 || town.cover > 7 || situations.count > 1 {
        dots.append(
          .mark(
            MapScene.Mark(
              town.rank == 1
                ? .box(town.dotBox)
                : .circle(town.position, radius: town.style.dot))))
      }
      let setting = settings[number][choice]
      labels += setting.block.items(
        in: requests[number].candidates[choice].box, horizontal: setting.position.horizontal)
    }
    return (dots, labels)
  }

  /// The ways to set a name, the fullest first.
  private func blocks(_ name: LocalizedText, _ style: TownStyle, isSmall: Bool) -> [Block] {
    var single = Block()
    let string = name.one(language)
    let face = face(for: string, isBold: style.isBold)
    single.add(string, face, size: face.script == .latin ? style.latin : style.arabic)
    guard !isSmall, let second = name.second(language) else { return [single] }
    let secondFace = self.face(for: second, isBold: style.isBold)
    var double = single
    double.add(
      second, secondFace, size: secondFace.script == .latin ? style.latin - 1 : style.arabic)
    return [double, single]
  }

  /// The name of each side in the largest pieces of its ground, where it meets no symbol.
  private func placeAreaNames(
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

  private func areaBlock(_ name: LocalizedText, size: Double) -> Block {
    var block = Block()
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
          Block.Line(
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
    _ block: Block, in box: BoundingBox<PagePoint>, color: SheetColor
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
  private func roomiestBox(
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

  /// Names of seas and neighbours, and of rivers along a straight piece.
  private func placeBaseNames(
    _ projection: SheetProjection, names: inout FixedNames, into items: inout [MapScene.Item]
  ) {
    for sea in content.baseMap.seaNames where !sea.name.isEmpty {
      guard let position = projection.position(of: sea.position) else { continue }
      var block = Block()
      let string = sea.name.one(language)
      block.add(string, face(for: string), size: 12.5)
      if let second = sea.name.second(language) { block.add(second, face(for: second), size: 12) }
      let box = BoundingBox<PagePoint>(
        minX: position.x - block.width / 2, minY: position.y - block.height / 2,
        maxX: position.x + block.width / 2, maxY: position.y + block.height / 2)
      guard names.likely.price(of: box) == 0 else { continue }
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
      var block = Block()
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

  /// How many events are known only to an area, as a number in it with its name.
  private func placeCoarseCounts(
    _ projection: SheetProjection, names: inout FixedNames, into items: inout [MapScene.Item]
  ) {
    // Sources place an area at different points; the one named most often stands for it.
    var counts: [LocalizedText: [GeographicPoint: Int]] = [:]
    for event in shownEvents where (5...9).contains(event.precision) && !event.place.isEmpty {
      guard let position = event.position, position.isValid else { continue }
      counts[event.place, default: [:]][position, default: 0] += min(max(1, event.count), 1_000_000)
    }
    let sorted = counts.compactMap { place, points in
      let middle = points.max { a, b in
        (a.value, a.key.longitude, a.key.latitude) < (b.value, b.key.longitude, b.key.latitude)
      }
      return middle.map {
        (place: place, position: $0.key, count: points.values.reduce(0, +))
      }
    }.sorted { a, b in
      (b.count, a.place.english, a.place.arabic) < (a.count, b.place.english, b.place.arabic)
    }
    for entry in sorted {
      guard let position = projection.position(of: entry.position) else { continue }
      let fullName = entry.place.one(language)
      let name = face(for: fullName).fitted(fullName, size: 10.5, width: 110)
      let number = String(entry.count)
      let string =
        language.isArabicFirst
        ? "\(name): \(arabicDigits(number))"
        : "\(name): \(number) \(entry.count == 1 ? "event" : "events")"
      var block = Block()
      block.add(string, face(for: string), size: 10.5)
      // In the middle of its area or just above or below: what is beside would name a point.
      for offset in [0.0, -16, 16, -32, 32] {
        let box = BoundingBox<PagePoint>(
          minX: position.x - block.width / 2, minY: position.y + offset - block.height / 2,
          maxX: position.x + block.width / 2, maxY: position.y + offset + block.height / 2)
        guard names.likely.price(of: box) == 0 else { continue }
        names.reserve(box)
        items += block.items(in: box, horizontal: 0, color: theme.event).map { item in
          guard case .text(var text) = item else { return item }
          text.isItalic = text.face.script == .latin
          return .text(text)
        }
        break
      }
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
