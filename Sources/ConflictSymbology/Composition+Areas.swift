internal import Cartography
internal import SimpleFeatures

extension Composition {
  static let frameID = MapScene.ID(.frame, "map")
  static let hatchID = MapScene.ID(.pattern, "contested")

  func stripesID(_ a: String, _ b: String) -> MapScene.ID { MapScene.ID(.pattern, a, b) }

  var unknownFill: SheetColor {
    SheetColor(theme.isDark ? 0x35383D : theme.isGray ? 0xE0E0E0 : 0xE4E0D6)
  }

  var hasContestedGround: Bool {
    parts.contains(.hatch)
      && situations.contains { situation in
        !situation.contestedGround.isEmpty
          || situation.areas.contains { $0.status == .contested && !$0.polygons.isEmpty }
      }
  }

  /// Areas by side in the order of the configuration.
  func sorted(_ areas: [ConflictMapContent.Area]) -> [ConflictMapContent.Area] {
    areas.enumerated().sorted { a, b in
      areaOrder(a.element, a.offset) < areaOrder(b.element, b.offset)
    }.map(\.element)
  }

  private func areaOrder(
    _ area: ConflictMapContent.Area, _ offset: Int
  ) -> (Int, String, String, Int) {
    (sides.position(of: area.side), area.side, area.sharedWith ?? "", offset)
  }

  /// The patterns that the areas of all situations and their hatch refer to.
  mutating func defineAreaPatterns() {
    defineSidePatterns()
    var stripes: Set<MapScene.ID> = []
    for area in sorted(situations.flatMap(\.areas)) where area.status != .unknown {
      guard let second = area.sharedWith else { continue }
      let id = stripesID(area.side, second)
      guard stripes.insert(id).inserted else { continue }
      definitions.append(
        .stripes(
          id,
          MapScene.Stripes(
            period: 8, width: 4, angle: 45, color: theme.fill(of: sides[second]),
            ground: theme.fill(of: sides[area.side]))))
    }
    if hasContestedGround {
      definitions.append(
        .stripes(
          Self.hatchID,
          MapScene.Stripes(
            period: 5, width: 1.7, angle: -45, color: theme.hatch, opacity: 0.72)))
    }
  }

  /// Areas, hatch, fade and control points of one situation, in the order of `CARTOGRAPHY.md`,
  /// section 2.
  mutating func areaItems(
    _ situation: ConflictMapContent.Situation, _ ground: Ground, _ projection: SheetProjection,
    frame: Int?
  ) -> [MapScene.Item] {
    var items: [MapScene.Item] = []
    if !ground.areas.allSatisfy(\.path.isEmpty) { items.append(drawAreas(ground, frame: frame)) }
    func draw(
      _ name: String, _ rings: [[PagePoint]], _ style: MapScene.Style, tooltip: LocalizedText
    ) {
      guard !rings.isEmpty else { return }
      let path = PagePath(rings: rings)
      let shape: MapScene.Shape =
        frame == nil ? .path(path) : .defined(define(MapScene.ID(.area, name), path))
      items.append(.mark(MapScene.Mark(shape, style, tooltip: tooltip.one(language))))
    }
    if parts.contains(.hatch) {
      draw(
        "contested",
        ground.contested + ground.areas.filter { $0.source.status == .contested }.flatMap(\.path),
        MapScene.Style(fill: .stripes(Self.hatchID)),
        tooltip: LocalizedText(
          english: "Contested or unclear", arabic: "متنازع عليها أو غير واضحة"))
    }
    if parts.contains(.noData) {
      draw(
        "no-data", ground.withoutData, .filled(theme.land, opacity: 0.72),
        tooltip: LocalizedText(
          english: "No known settlement within 12 km", arabic: "لا بلدة معروفة ضمن ١٢ كم"))
    }
    if parts.contains(.controlPoints) {
      items += controlPointItems(situation, projection, frame: frame)
    }
    return items
  }

  /// The areas, each defined once, and what the tint bands of their sides are clipped to.
  private mutating func drawAreas(_ ground: Ground, frame: Int?) -> MapScene.Item {
    var marks: [MapScene.Item] = []
    let drawn = ground.areas.enumerated().filter { !$0.element.path.isEmpty }.sorted { a, b in
      areaOrder(a.element.source, a.offset) < areaOrder(b.element.source, b.offset)
    }
    var clips: [(side: String, paths: [MapScene.ID])] = []
    for (_, area) in drawn {
      let source = area.source
      let parts = source.sharedWith.map { [source.side, $0] } ?? [source.side]
      let id = define(MapScene.ID(.area, parts), PagePath(rings: area.path))
      let fill: MapScene.Paint
      if source.status == .unknown {
        fill = .color(unknownFill)
      } else if let second = source.sharedWith {
        fill = .stripes(stripesID(source.side, second))
      } else {
        fill = self.fill(of: source.side)
        if clips.last?.side == source.side {
          clips[clips.count - 1].paths.append(id)
        } else {
          clips.append((source.side, [id]))
        }
      }
      marks.append(
        .mark(
          MapScene.Mark(
            .defined(id), MapScene.Style(fill: fill), tooltip: tooltip(of: source),
            rows: source.row)))
    }
    for clip in clips {
      definitions.append(.pathClip(clipID(clip.side, frame), of: clip.paths))
    }
    return .group(
      MapScene.Group(marks, name: language.isArabicFirst ? "مناطق السيطرة" : "Areas of control"))
  }

  func clipID(_ side: String, _ frame: Int?) -> MapScene.ID {
    MapScene.ID(.areaClip, [side] + (frame.map { ["frame\($0)"] } ?? []))
  }

  private func tooltip(of area: ConflictMapContent.Area) -> String {
    var parts: [String] = []
    var name = sides[area.side].name.one(language)
    if let second = area.sharedWith {
      name += (language.isArabicFirst ? " مع " : " with ") + sides[second].name.one(language)
    }
    switch area.status {
    case .held: parts.append(name)
    case .contested:
      parts.append(name)
      parts.append(language.isArabicFirst ? "متنازع عليها" : "contested")
    case .unknown: parts.append(language.isArabicFirst ? "غير معروف" : "Unknown")
    }
    if let probability = area.probability, probability >= 0, probability <= 1 {
      let percent = "\(Int((probability * 100).rounded()))"
      parts.append(
        language.isArabicFirst ? "احتمال \(arabicDigits(percent))٪" : "\(percent)% likely")
    }
    if let detail = area.detail, !detail.isEmpty { parts.append(detail) }
    return parts.joined(separator: language.isArabicFirst ? "؛ " : "; ")
  }

  /// Points so that each is near the one before, which makes a path of them short: in strips of 60 u,
  /// to and fro.
  private static func inStrips(_ points: [PagePoint]) -> [PagePoint] {
    func key(_ point: PagePoint) -> (Double, Double, Double) {
      let strip = (point.y / 60).rounded(.down)
      return (strip, strip.truncatingRemainder(dividingBy: 2) == 0 ? point.x : -point.x, point.y)
    }
    return points.sorted { key($0) < key($1) }
  }

  /// The settlements that the areas rest on, as dots; above 3 000 they are left out.
  private mutating func controlPointItems(
    _ situation: ConflictMapContent.Situation, _ projection: SheetProjection, frame: Int?
  ) -> [MapScene.Item] {
    var dots: [String: [PagePoint]] = [:]
    var count = 0
    for point in situation.controlPoints {
      guard let position = projection.position(of: point.position),
        projection.frame.contains(position)
      else { continue }
      // To a quarter of a millimetre: there are many of them, and they are only a grain.
      dots[point.side, default: []].append(
        PagePoint(x: position.x.rounded(), y: position.y.rounded()))
      count += 1
    }
    guard count > 0, count <= 3000 else { return [] }
    let isEvidence = !situation.areas.isEmpty
    var items: [MapScene.Item] = []
    for side in dots.keys.sorted(by: { (sides.position(of: $0), $0) < (sides.position(of: $1), $1) }
    ) {
      // Without areas the dots are all there is to see of control, hence stronger.
      let color = isEvidence ? theme.line(of: sides[side]) : theme.fill(of: sides[side])
      let path = PagePath(
        Self.inStrips(dots[side] ?? []).map { PagePath.Part([$0], isClosed: false) })
      let shape: MapScene.Shape =
        frame == nil ? .path(path) : .defined(define(MapScene.ID(.line, "dots", side), path))
      if !isEvidence {
        items.append(
          .mark(
            MapScene.Mark(
              shape,
              MapScene.Style(
                fill: .unpainted, stroke: .color(theme.line(of: sides[side])), strokeWidth: 5.6,
                hasRoundCaps: true))))
      }
      items.append(
        .mark(
          MapScene.Mark(
            shape,
            MapScene.Style(
              fill: .unpainted, stroke: .color(color), strokeWidth: isEvidence ? 1.7 : 4,
              strokeOpacity: isEvidence ? 0.42 : 1, hasRoundCaps: true),
            tooltip: sides[side].name.one(language))))
    }
    return items
  }
}
