internal import Cartography
internal import SimpleFeatures

/// Maps of the same ground side by side.
struct PanelGrid {
  static let gap = 12.0
  /// What stands above a panel: its date.
  static let captionHeight = 20.0

  var columns: Int

  func width(within width: Double) -> Double {
    (width - Self.gap * Double(columns - 1)) / Double(columns)
  }

  func rows(of count: Int) -> Int { max(1, (count + columns - 1) / columns) }
}

/// What a map is made of, from below to above: what changes with the situation has an entry for each.
struct MapLayersInOrder {
  var base: BaseMapItems
  var below: [[MapScene.Item]]
  var above: [[MapScene.Item]]
  var labels: [MapScene.Item]
}

extension Composition {
  /// A panel for each situation, in rows; base map and labels are defined once, and the furniture
  /// stands in the first panel alone.
  ///
  /// - Parameter projection: Onto a frame whose corner is the origin.
  mutating func drawPanels(
    _ grid: PanelGrid, _ layers: MapLayersInOrder, furniture: [MapScene.Item],
    _ projection: SheetProjection
  ) {
    let frame = projection.frame
    let below = MapScene.ID(.base, "below")
    let above = MapScene.ID(.base, "above")
    let labels = MapScene.ID(.base, "labels")
    definitions.append(.items(below, layers.base.below))
    definitions.append(.items(above, layers.base.above))
    definitions.append(.items(labels, layers.labels))
    let origin = PagePoint(x: 0, y: 0)
    for (number, situation) in situations.enumerated() {
      let column = number % grid.columns
      let row = number / grid.columns
      let left =
        Self.margin + Double(isMirrored ? grid.columns - 1 - column : column)
        * (frame.width + PanelGrid.gap)
      let top =
        bottom + Double(row) * (frame.height + PanelGrid.captionHeight + 8)
        + PanelGrid.captionHeight
      drawCaption(situation.name, left: left, baseline: top - 6, width: frame.width)
      var items: [MapScene.Item] = [.use(below, offset: origin)]
      items += layers.below[number]
      items.append(.use(above, offset: origin))
      items += layers.above[number]
      items.append(.use(labels, offset: origin))
      if number == 0 { items += furniture }
      add(
        .group(
          MapScene.Group(
            items, clip: Self.frameID, name: situation.name.one(language),
            offset: PagePoint(x: left, y: top))))
      add(
        .mark(
          MapScene.Mark(
            .box(
              BoundingBox<PagePoint>(
                minX: left, minY: top, maxX: left + frame.width, maxY: top + frame.height)),
            .line(theme.border, 0.9))))
    }
    let rows = Double(grid.rows(of: situations.count))
    bottom += rows * (frame.height + PanelGrid.captionHeight + 8)
  }

  private mutating func drawCaption(
    _ name: LocalizedText, left: Double, baseline: Double, width: Double
  ) {
    let size = 12.5
    let first = name.one(language)
    let firstFace = face(for: first, isBold: true)
    let fitted = firstFace.fitted(first, size: size, width: width)
    add(
      .text(
        MapScene.Text(
          fitted, at: PagePoint(x: isMirrored ? left + width : left, y: baseline),
          anchor: side(.left), face: firstFace, size: size)))
    guard let second = name.second(language) else { return }
    let secondFace = face(for: second)
    guard
      firstFace.width(of: fitted, size: size) + secondFace.width(of: second, size: size) + 10
        <= width
    else { return }
    add(
      .text(
        MapScene.Text(
          second, at: PagePoint(x: left + width, y: baseline), anchor: .right, face: secondFace,
          size: size, color: theme.grayText)))
  }
}
