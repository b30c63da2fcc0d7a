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
  /// Arabic first is as Arabic alone: a chart has one language, and runs from right to left in it.
  var language = MapLanguage.english

  private var isArabic: Bool { language == .arabic || language == .arabicFirst }

  /// The picture as SVG, `nil` where there is no area.
  func svg() -> [UInt8]? {
    let totals = areas.rows.map { $0.areas.reduce(0, +) }
    guard let first = areas.rows.first, let last = areas.rows.last, let most = totals.max(),
      most > 0
    else { return nil }
    let step = scaleBarLength(within: Self.plot.height / 3, scale: Self.plot.height / most) ?? most
    let days = Double(max(1, last.date - first.date + 1))
    func x(_ date: CivilDate) -> Double {
      across(Self.plot.minX + Double(date - first.date) / days * Self.plot.width)
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
            .box(
              BoundingBox(
                minX: min(across(keyX), across(keyX + 22)), minY: 58,
                maxX: max(across(keyX), across(keyX + 22)), maxY: 72)), .filled(color))))
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
                  PagePoint(x: across(Self.plot.minX), y: y(area)),
                  PagePoint(x: across(Self.plot.maxX), y: y(area)),
                ]
              ])), .line(SheetColor(0x55534D), 0.6, opacity: 0.45))))
      items.append(text(number(area), Self.plot.minX - 8, y(area) + 4, .right, 11))
      area += step
    }
    items.append(
      text(isArabic ? "كم²" : "km²", Self.plot.minX - 8, Self.plot.minY - 10, .right, 11))
    for date in ticks(first.date, last.date) {
      let day = isArabic ? MapDates.arabic(date) : date.description
      items.append(text(day, across(x(date)), Self.plot.maxY + 20, .middle, 11))
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
    let title =
      isArabic
      ? "المساحة التي يسيطر عليها كل طرف، \(MapDates.arabic(DateSpan(first.date, last.date)))"
      : "Ground held by each side, \(first.date) to \(last.date)"
    items.append(text(title, 24, 36, .left, 20, isBold: true))
    let note =
      isArabic
      ? "محسوبة بين أماكن عُرف المسيطر عليها، وهي تقديرية."
      : "Computed between places whose holder is known; an estimate."
    items.append(text(note, 24, Self.height - 16, .left, 10))
    return SVGRenderer().render(
      MapScene(
        width: Self.width, height: Self.height, title: title,
        summary: summary(first, last), language: isArabic ? "ar" : "en", items: items))
  }

  /// A position from the left, or as far from the right where the chart is mirrored.
  private func across(_ x: Double) -> Double { isArabic ? Self.width - x : x }

  private func number(_ area: Double) -> String {
    let whole = Int(area.rounded())
    return isArabic ? MapDates.arabicIndic(whole) : "\(whole)"
  }

  private func label(of holder: Holder) -> String {
    [holder.side, holder.secondSide].compactMap { $0 }
      .map { key in
        guard let name = sides.first(where: { $0.key == key })?.name else { return key }
        let own = isArabic ? name.arabic : name.english
        return own.isEmpty ? key : own
      }.joined(separator: isArabic ? " و" : " and ")
  }

  private func summary(_ first: ControlDailyAreas.Row, _ last: ControlDailyAreas.Row) -> String {
    areas.holders.indices.map { index in
      let name = label(of: areas.holders[index])
      let (before, after) = (number(first.areas[index]), number(last.areas[index]))
      return isArabic
        ? "\(name): \(before) كم² في البداية و\(after) كم² في النهاية"
        : "\(name): \(before) km² at first, \(after) km² at last"
    }.joined(separator: isArabic ? "؛ " : "; ") + "."
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

  /// A text at a position that is mirrored with the chart.
  private func text(
    _ string: String, _ x: Double, _ y: Double, _ anchor: MapScene.Anchor, _ size: Double,
    isBold: Bool = false
  ) -> MapScene.Item {
    let side: MapScene.Anchor =
      switch anchor {
      case .left where isArabic: .right
      case .right where isArabic: .left
      default: anchor
      }
    return .text(
      MapScene.Text(
        string, at: PagePoint(x: across(x), y: y), anchor: side,
        face: Typeface(isArabic ? .arabic : .latin, isBold: isBold), size: size))
  }
}
