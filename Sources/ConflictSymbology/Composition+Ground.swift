internal import Cartography
internal import SimpleFeatures

extension Composition {
  static let frameID = MapScene.ID(.frame, "map")
  static let hatchID = MapScene.ID(.pattern, "contested")

  func stripesID(_ a: String, _ b: String) -> MapScene.ID { MapScene.ID(.pattern, a, b) }

  var unknownFill: SheetColor { SheetColor(theme.isDark ? 0x35383D : 0xE4E0D6) }

  var hasContestedGround: Bool {
    !content.contestedGround.isEmpty
      || content.areas.contains { $0.status == .contested && !$0.polygons.isEmpty }
  }

  /// The areas by side in the order of the configuration.
  var sortedAreas: [ConflictMapContent.Area] {
    content.areas.enumerated().sorted { a, b in
      areaOrder(a.element, a.offset) < areaOrder(b.element, b.offset)
    }.map(\.element)
  }

  private func areaOrder(
    _ area: ConflictMapContent.Area, _ offset: Int
  ) -> (Int, String, String, Int) {
    (sides.position(of: area.side), area.side, area.sharedWith ?? "", offset)
  }

  /// Sea, land, areas and the base map, in the order of `CARTOGRAPHY.md`, section 2.
  mutating func drawGround(
    _ ground: Ground, _ projection: SheetProjection, into map: inout [MapScene.Item]
  ) {
    let base = content.baseMap
    let hasSea = !base.foreignLand.isEmpty || !base.country.isEmpty && !base.coast.isEmpty
    func mark(_ shape: MapScene.Shape, _ style: MapScene.Style, tooltip: String? = nil) {
      map.append(.mark(MapScene.Mark(shape, style, tooltip: tooltip)))
    }
    func draw(rings: [[PagePoint]], _ style: MapScene.Style, tooltip: String? = nil) {
      if !rings.isEmpty { mark(.path(PagePath(rings: rings)), style, tooltip: tooltip) }
    }
    func draw(lines: [[PagePoint]], _ style: MapScene.Style) {
      guard !lines.isEmpty else { return }
      var style = style
      style.hasRoundJoins = true
      mark(.path(PagePath(lines: lines)), style)
    }
    // What is stroked more than once stands in the file once.
    func define(_ name: String, _ lines: [[PagePoint]]) -> MapScene.ID? {
      guard !lines.isEmpty else { return nil }
      let id = MapScene.ID(.line, name)
      definitions.append(.path(id, PagePath(lines: lines)))
      return id
    }
    func draw(_ id: MapScene.ID?, _ styles: MapScene.Style...) {
      guard let id else { return }
      for style in styles {
        var style = style
        style.hasRoundJoins = true
        mark(.defined(id), style)
      }
    }

    // The border along the shore is the shore, drawn once and by the country's own outline.
    let coast = projection.lines(base.coast)
    let reach = min(30, max(3, 3000 * projection.scale))
    let byCoast = LineProximity(to: coast, within: reach)
    let byBorder = LineProximity(to: ground.border, within: reach)
    var shore: [[PagePoint]] = []
    var border: [[PagePoint]] = []
    for line in ground.border {
      let parts = byCoast.parts(of: line)
      shore += parts.near
      border += parts.far
    }

    // Without areas the country must stand out by itself.
    let hasAreas = !ground.areas.allSatisfy(\.path.isEmpty)
    let hasCountry = !ground.country.isEmpty
    let foreignFill = hasAreas || !hasCountry ? theme.land : theme.emptyForeignLand
    mark(.box(projection.frame), .filled(hasSea ? theme.sea : foreignFill))
    for foreign in base.foreignLand {
      draw(rings: projection.rings(foreign.polygons), .filled(foreignFill))
    }
    // Two sources leave a gap between the country and its neighbours, which is no sea.
    let borderID = define("border", border)
    if hasSea { draw(borderID, .line(foreignFill, 2 * reach)) }
    draw(rings: ground.country, .filled(hasAreas ? theme.land : theme.paper))

    if hasAreas { drawAreas(ground, into: &map) }
    if hasContestedGround {
      definitions.append(
        .stripes(
          Self.hatchID,
          MapScene.Stripes(
            period: 5, width: 1.7, angle: -45, color: theme.hatch, opacity: 0.72)))
      let contested =
        ground.contested + ground.areas.filter { $0.source.status == .contested }.flatMap(\.path)
      draw(
        rings: contested, MapScene.Style(fill: .stripes(Self.hatchID)),
        tooltip: LocalizedText(
          english: "Contested or unclear", arabic: "متنازع عليها أو غير واضحة"
        ).one(language))
    }
    draw(
      rings: ground.withoutData, .filled(theme.land, opacity: 0.72),
      tooltip: LocalizedText(
        english: "No known settlement within 12 km", arabic: "لا بلدة معروفة ضمن ١٢ كم"
      ).one(language))
    drawControlPoints(projection, into: &map)

    draw(
      lines: projection.lines(base.governorateLines),
      .line(
        theme.isDark || !hasAreas ? theme.grayText : SheetColor(0xFFFFFF), hasAreas ? 1 : 0.7,
        opacity: 0.75, dash: [2, 2]))
    draw(
      define("roads", projection.lines(base.roads)), .line(theme.roadCasing, 2.2, opacity: 0.85),
      .line(theme.road, 0.9))
    draw(lines: graticule(projection).map(\.line), .line(SheetColor(0xFFFFFF), 0.7, opacity: 0.35))
    draw(
      lines: base.rivers.flatMap { projection.lines($0.lines) }, .line(theme.waterLine, 1.1))
    for lake in base.lakes {
      draw(
        rings: projection.rings(lake.polygons),
        MapScene.Style(fill: .color(theme.sea), stroke: .color(theme.waterLine), strokeWidth: 0.7),
        tooltip: lake.name.isEmpty ? nil : lake.name.one(language))
    }
    draw(lines: shore + coast.flatMap { byBorder.parts(of: $0).far }, .line(theme.coast, 0.8))
    draw(
      borderID, .line(theme.borderCasing, 3.4, opacity: 0.9),
      .line(theme.border, 1.15, dash: [7, 2.2, 1.2, 2.2]))
  }

  private mutating func drawAreas(_ ground: Ground, into map: inout [MapScene.Item]) {
    var marks: [MapScene.Item] = []
    var stripes: Set<MapScene.ID> = []
    let drawn = ground.areas.enumerated().filter { !$0.element.path.isEmpty }.sorted { a, b in
      areaOrder(a.element.source, a.offset) < areaOrder(b.element.source, b.offset)
    }
    var previous: (ConflictMapContent.Area, Int)?
    var clips: [(side: String, paths: [MapScene.ID])] = []
    for (_, area) in drawn {
      let source = area.source
      var number = 1
      if let (last, count) = previous, last.side == source.side,
        last.sharedWith == source.sharedWith
      {
        number = count + 1
      }
      previous = (source, number)
      let parts = source.sharedWith.map { [source.side, $0] } ?? [source.side]
      let id = MapScene.ID(.area, parts + (number == 1 ? [] : [String(number)]))
      definitions.append(.path(id, PagePath(rings: area.path)))
      let fill: MapScene.Paint
      if source.status == .unknown {
        fill = .color(unknownFill)
      } else if let second = source.sharedWith {
        let stripesID = stripesID(source.side, second)
        if stripes.insert(stripesID).inserted {
          definitions.append(
            .stripes(
              stripesID,
              MapScene.Stripes(
                period: 8, width: 4, angle: 45, color: theme.fill(of: sides[second]),
                ground: theme.fill(of: sides[source.side]))))
        }
        fill = .stripes(stripesID)
      } else {
        fill = .color(theme.fill(of: sides[source.side]))
        if source.status != .unknown {
          if clips.last?.side == source.side {
            clips[clips.count - 1].paths.append(id)
          } else {
            clips.append((source.side, [id]))
          }
        }
      }
      marks.append(
        .mark(
          MapScene.Mark(
            .defined(id), MapScene.Style(fill: fill), tooltip: tooltip(of: source))))
    }
    for clip in clips {
      definitions.append(.pathClip(MapScene.ID(.areaClip, clip.side), of: clip.paths))
    }
    map.append(
      .group(
        MapScene.Group(
          marks, name: language == .arabic ? "مناطق السيطرة" : "Areas of control")))
  }

  private func tooltip(of area: ConflictMapContent.Area) -> String {
    var parts: [String] = []
    var name = sides[area.side].name.one(language)
    if let second = area.sharedWith {
      name += (language == .arabic ? " مع " : " with ") + sides[second].name.one(language)
    }
    switch area.status {
    case .held: parts.append(name)
    case .contested:
      parts.append(name)
      parts.append(language == .arabic ? "متنازع عليها" : "contested")
    case .unknown: parts.append(language == .arabic ? "غير معروف" : "Unknown")
    }
    if let probability = area.probability, probability >= 0, probability <= 1 {
      let percent = "\(Int((probability * 100).rounded()))"
      parts.append(language == .arabic ? "احتمال \(arabicDigits(percent))٪" : "\(percent)% likely")
    }
    if let detail = area.detail, !detail.isEmpty { parts.append(detail) }
    return parts.joined(separator: language == .arabic ? "؛ " : "; ")
  }

  /// The settlements that the areas rest on, as dots; above 3 000 they are left out.
  private func drawControlPoints(
    _ projection: SheetProjection, into map: inout [MapScene.Item]
  ) {
    var dots: [String: [PagePoint]] = [:]
    var count = 0
    for point in content.controlPoints {
      guard let position = projection.position(of: point.position),
        projection.frame.contains(position)
      else { continue }
      dots[point.side, default: []].append(position)
      count += 1
    }
    guard count > 0, count <= 3000 else { return }
    let isEvidence = !content.areas.isEmpty
    for side in dots.keys.sorted(by: { (sides.position(of: $0), $0) < (sides.position(of: $1), $1) }
    ) {
      // Without areas the dots are all there is to see of control, hence stronger.
      let color = isEvidence ? theme.line(of: sides[side]) : theme.fill(of: sides[side])
      let path = PagePath(
        (dots[side] ?? []).sorted { ($0.x, $0.y) < ($1.x, $1.y) }.map {
          PagePath.Part([$0], isClosed: false)
        })
      if !isEvidence {
        map.append(
          .mark(
            MapScene.Mark(
              .path(path),
              MapScene.Style(
                fill: .unpainted, stroke: .color(theme.line(of: sides[side])), strokeWidth: 5.6,
                hasRoundCaps: true))))
      }
      map.append(
        .mark(
          MapScene.Mark(
            .path(path),
            MapScene.Style(
              fill: .unpainted, stroke: .color(color), strokeWidth: isEvidence ? 1.7 : 4,
              strokeOpacity: isEvidence ? 0.42 : 1, hasRoundCaps: true),
            tooltip: sides[side].name.one(language))))
    }
  }

  /// Fronts between camps with the tint bands of both sides, and the thin lines between allies.
  mutating func drawFronts(_ ground: Ground, into map: inout [MapScene.Item]) {
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
    var seen: [MapScene.ID: Int] = [:]
    for (_, front) in drawn {
      let source = front.source
      var id = MapScene.ID(.front, source.sideA, source.sideB)
      let number = seen[id, default: 0] + 1
      seen[id] = number
      if number > 1 { id = MapScene.ID(.front, source.sideA, source.sideB, String(number)) }
      definitions.append(.path(id, PagePath(lines: front.lines)))
      let tooltip = tooltip(of: source)
      guard front.isHostile else {
        allied.append(
          .mark(
            MapScene.Mark(
              .defined(id), .line(theme.alliedLine, 0.8, dash: [2.6, 2.2]), tooltip: tooltip)))
        continue
      }
      for side in Set([source.sideA, source.sideB]).intersection(sidesWithAreas).sorted() {
        bands.append(
          .mark(
            MapScene.Mark(
              .defined(id), .line(theme.line(of: sides[side]), 7, opacity: 0.42),
              clip: MapScene.ID(.areaClip, side))))
      }
      casings.append(.mark(MapScene.Mark(.defined(id), .line(theme.frontCasing, 2.6))))
      cores.append(.mark(MapScene.Mark(.defined(id), .line(theme.front, 1.35), tooltip: tooltip)))
    }
    let items = bands + allied + casings + cores
    guard !items.isEmpty else { return }
    map.append(
      .group(
        MapScene.Group(
          items, style: MapScene.Style(fill: .unpainted, hasRoundJoins: true, hasRoundCaps: true),
          name: language == .arabic ? "خطوط الجبهة" : "Front lines")))
  }

  private func tooltip(of front: ConflictMapContent.Front) -> String {
    let a = sides[front.sideA].name.one(language)
    let b = sides[front.sideB].name.one(language)
    let detail =
      front.detail.map { $0.isEmpty ? "" : (language == .arabic ? "؛ " : "; ") + $0 } ?? ""
    if language == .arabic {
      return (front.isHostile ? "خط الجبهة بين \(a) و\(b)" : "الخط بين \(a) و\(b)") + detail
    }
    return (front.isHostile ? "Front between \(a) and \(b)" : "Line between \(a) and \(b)") + detail
  }
}
