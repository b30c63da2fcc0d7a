internal import Cartography
internal import CivilCalendar
internal import ConflictSymbology
internal import ControlInference
internal import SVGRendering
internal import SimpleFeatures

/// The area of each side over time as a picture: bands that lie on one another, a step a day.
struct ControlChart {
  private static let width = 1000.0
  private static let height = 460.0
  private static let plot = BoundingBox<PagePoint>(minX: 84, minY: 84, maxX: 976, maxY: 400)

  let areas: ControlDailyAreas
  let sides: [SideStyle]

  /// The picture as SVG, `nil` where there is no area.
  func svg() -> [UInt8]? {
    let totals = areas.rows.map { $0.areas.reduce(0, +) }
    guard let first = areas.rows.first, let last = areas.rows.last, let most = totals.max(),
      most > 0
    else { return nil }
    let step = scaleBarLength(within: Self.plot.height / 3, scale: Self.plot.height / most) ?? most
    let days = Double(max(1, last.date - first.date + 1))
    func x(_ date: CivilDate) -> Double {
      Self.plot.minX + Double(date - first.date) / days * Self.plot.width
    }
    func y(_ area: Double) -> Double { Self.plot.maxY - area / most * Self.plot.height }

    var items: [MapScene.Item] = []
    var below = areas.rows.map { _ in 0.0 }
    var keyX = Self.plot.minX
    for (index, holder) in areas.holders.enumerated() {
      let style = sides.first { $0.key == holder.side }
      let color = style?.fill ?? SideStyle.unidentified.fill
      let above = zip(below, areas.rows).map { $0 + $1.areas[index] }
      items.append(.mark(MapScene.Mark(.path(band(below, above, x, y)), .filled(color))))
      below = above
      let name = label(of: holder)
      items.append(
        .mark(
          MapScene.Mark(
            .box(BoundingBox(minX: keyX, minY: 58, maxX: keyX + 22, maxY: 72)), .filled(color))))
      items.append(text(name, keyX + 28, 70, .left, 12.5))
      keyX += 48 + 7 * Double(name.count)
    }
    var area = 0.0
    while area <= most * 1.0001 {
      items.append(
        .mark(
          MapScene.Mark(
            .path(
              PagePath(lines: [
                [
                  PagePoint(x: Self.plot.minX, y: y(area)),
                  PagePoint(x: Self.plot.maxX, y: y(area)),
                ]
              ])), .line(SheetColor(0x55534D), 0.6, opacity: 0.45))))
      items.append(text("\(Int(area.rounded()))", Self.plot.minX - 8, y(area) + 4, .right, 11))
      area += step
    }
    items.append(text("km²", Self.plot.minX - 8, Self.plot.minY - 10, .right, 11))
    for date in ticks(first.date, last.date) {
      items.append(text(date.description, x(date), Self.plot.maxY + 20, .middle, 11))
      items.append(
        .mark(
          MapScene.Mark(
            .path(
              PagePath(lines: [
                [
                  PagePoint(x: x(date), y: Self.plot.maxY),
                  PagePoint(x: x(date), y: Self.plot.maxY + 6),
                ]
              ])), .line(SheetColor(0x55534D), 0.9))))
    }
    let title = "Ground held by each side, \(first.date) to \(last.date)"
    items.append(text(title, 24, 36, .left, 20, isBold: true))
    items.append(
      text(
        "Computed between places whose holder is known; an estimate.", 24, Self.height - 16, .left,
        10))
    return SVGRenderer().render(
      MapScene(
        width: Self.width, height: Self.height, title: title,
        summary: summary(first, last), items: items))
  }

  private func label(of holder: Holder) -> String {
    [holder.side, holder.secondSide].compactMap { $0 }
      .map { key in sides.first { $0.key == key }?.name.english ?? key }.joined(separator: " and ")
  }

  private func summary(_ first: ControlDailyAreas.Row, _ last: ControlDailyAreas.Row) -> String {
    areas.holders.indices.map { index in
      "\(label(of: areas.holders[index])): \(Int(first.areas[index].rounded())) km² at first, "
        + "\(Int(last.areas[index].rounded())) km² at last"
    }.joined(separator: "; ") + "."
  }

  private func band(
    _ below: [Double], _ above: [Double], _ x: (CivilDate) -> Double, _ y: (Double) -> Double
  ) -> PagePath {
    var top: [PagePoint] = []
    var bottom: [PagePoint] = []
    for (index, row) in areas.rows.enumerated() {
      let end = index + 1 < areas.rows.count ? areas.rows[index + 1].date : row.date + 1
      for date in [row.date, end] {
        top.append(PagePoint(x: x(date), y: y(above[index])))
        bottom.append(PagePoint(x: x(date), y: y(below[index])))
      }
    }
    return PagePath(rings: [top + bottom.reversed()])
  }

  /// About five days along the axis.
  private func ticks(_ first: CivilDate, _ last: CivilDate) -> [CivilDate] {
    let step = max(1, (last - first) / 5)
    return stride(from: 0, through: last - first, by: step).map { first + $0 }.prefix(6).map { $0 }
  }

  private func text(
    _ string: String, _ x: Double, _ y: Double, _ anchor: MapScene.Anchor, _ size: Double,
    isBold: Bool = false
  ) -> MapScene.Item {
    .text(
      MapScene.Text(
        string, at: PagePoint(x: x, y: y), anchor: anchor, face: isBold ? .latinBold : .latin,
        size: size))
  }
}
