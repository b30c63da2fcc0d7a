internal import Cartography
internal import SimpleFeatures

/// The base map in two parts: what lies below the areas of control and what lies above them.
struct BaseMapItems {
  var below: [MapScene.Item] = []
  var above: [MapScene.Item] = []
}

extension Composition {
  /// Sea, land, lines of governorates, roads, waters and borders, in the order of `CARTOGRAPHY.md`,
  /// section 2.
  ///
  /// - Parameter hasAreas: Whether areas of control lie between the two parts.
  mutating func baseMapItems(
    _ country: Ground.Country, _ projection: SheetProjection, hasAreas: Bool
  ) -> BaseMapItems {
    let base = content.baseMap
    let hasSea = !base.foreignLand.isEmpty || !base.country.isEmpty && !base.coast.isEmpty
    var items: [MapScene.Item] = []
    func mark(_ shape: MapScene.Shape, _ style: MapScene.Style, tooltip: String? = nil) {
      items.append(.mark(MapScene.Mark(shape, style, tooltip: tooltip)))
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
      return self.define(MapScene.ID(.line, name), PagePath(lines: lines))
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
    let byBorder = LineProximity(to: country.border, within: reach)
    var shore: [[PagePoint]] = []
    var border: [[PagePoint]] = []
    for line in country.border {
      let parts = byCoast.parts(of: line)
      shore += parts.near
      border += parts.far
    }

    // Without areas the country must stand out by itself.
    let hasCountry = !country.rings.isEmpty
    let foreignFill = hasAreas || !hasCountry ? theme.land : theme.emptyForeignLand
    mark(.box(projection.frame), .filled(hasSea ? theme.sea : foreignFill))
    for foreign in base.foreignLand {
      draw(rings: projection.rings(foreign.polygons), .filled(foreignFill))
    }
    // Two sources leave a gap between the country and its neighbours, which is no sea.
    let borderID = define("border", border)
    if hasSea { draw(borderID, .line(foreignFill, 2 * reach)) }
    draw(rings: country.rings, .filled(hasAreas ? theme.land : theme.paper))
    let below = items
    items = []

    if parts.contains(.governorates) {
      draw(
        // Thin and dashed: finer bends would not show.
        lines: projection.lines(base.governorateLines, tolerance: 1.4),
        .line(
          theme.isDark || !hasAreas ? theme.grayText : SheetColor(0xFFFFFF), hasAreas ? 1 : 0.7,
          opacity: 0.75, dash: [2, 2]))
    }
    if parts.contains(.roads) {
      draw(
        define("roads", projection.lines(base.roads)), .line(theme.roadCasing, 2.2, opacity: 0.85),
        .line(theme.road, 0.9))
    }
    draw(lines: graticule(projection).map(\.line), .line(SheetColor(0xFFFFFF), 0.7, opacity: 0.35))
    if parts.contains(.rivers) {
      draw(
        lines: base.rivers.flatMap { projection.lines($0.lines) }, .line(theme.waterLine, 1.1))
      for lake in base.lakes {
        draw(
          rings: projection.rings(lake.polygons),
          MapScene.Style(
            fill: .color(theme.sea), stroke: .color(theme.waterLine), strokeWidth: 0.7),
          tooltip: lake.name.isEmpty ? nil : lake.name.one(language))
      }
    }
    draw(lines: shore + coast.flatMap { byBorder.parts(of: $0).far }, .line(theme.coast, 0.8))
    draw(
      borderID, .line(theme.borderCasing, 3.4, opacity: 0.9),
      .line(theme.border, 1.15, dash: [7, 2.2, 1.2, 2.2]))
    return BaseMapItems(below: below, above: items)
  }
}
