public import Cartography
internal import CivilCalendar
internal import SimpleFeatures

extension MapComposer {
  /// The chart on a sheet in the style of the maps: events, deaths and areas one below the other,
  /// over the same steps.
  public func scene(of chart: TimelineChart) -> MapScene {
    var content = ConflictMapContent(
      title: chart.title, subtitle: chart.subtitle, notes: chart.notes, sides: chart.sides)
    // The key of areas is that of a map with these sides.
    let shown = Set(chart.steps.flatMap { $0.areas.keys })
    content.areas = shown.sorted().map { side in
      ConflictMapContent.Area(side: side, polygons: [Polygon(exterior: Ring([]))])
    }
    var composition = Composition(content: content, composer: self)
    composition.drawHeader()
    composition.defineAreaPatterns()
    composition.draw(chart)
    return composition.scene()
  }
}

extension Composition {
  fileprivate mutating func draw(_ chart: TimelineChart) {
    let plot = ChartPlot(
      left: Self.margin + 52, right: sheetWidth - Self.margin - 8, count: chart.steps.count)
    drawBars(
      LocalizedText(english: "Events", arabic: "الأحداث"), chart.steps.map { Double($0.events) },
      names: chart.steps.map(\.name), color: theme.event, plot)
    drawBars(
      LocalizedText(english: "Deaths", arabic: "القتلى"), chart.steps.map { Double($0.deaths) },
      names: chart.steps.map(\.name), color: theme.event, plot)
    if chart.steps.contains(where: { !$0.areas.isEmpty }) { drawAreas(of: chart, plot) }
    drawMonths(chart.steps.map(\.first), plot)
  }

  /// Where steps stand from left to right; in Arabic alone time runs from the right.
  private struct ChartPlot {
    var left: Double
    var right: Double
    var count: Int
    var width: Double { (right - left) / Double(max(1, count)) }
  }

  private func edges(_ index: Int, _ plot: ChartPlot) -> (Double, Double) {
    let a = side(plot.left + plot.width * Double(index))
    let b = side(plot.left + plot.width * Double(index + 1))
    return (min(a, b), max(a, b))
  }

  private mutating func drawHeading(_ name: LocalizedText, unit: String = "") {
    let first = name.one(language) + unit
    add(
      furnitureText(
        LocalizedText(english: first, arabic: first), x: Self.margin, y: bottom + 14, size: 12.5,
        isBold: true))
    if let second = name.second(language) {
      let face = face(for: second)
      add(
        .text(
          MapScene.Text(
            second, at: PagePoint(x: sheetWidth - Self.margin, y: bottom + 14), anchor: .right,
            face: face, size: 12.5, color: theme.grayText)))
    }
    bottom += 24
  }

  /// Lines at round values with their numbers, up to `most`; returns the value at the top.
  private mutating func drawScale(_ most: Double, top: Double, height: Double, _ plot: ChartPlot)
    -> Double
  {
    let step = max(1, scaleBarLength(within: max(1, most) / 2, scale: 1) ?? 1)
    let highest = max(step, (most / step).rounded(.up) * step)
    var value = 0.0
    while value <= highest {
      let y = top + height * (1 - value / highest)
      add(
        .mark(
          MapScene.Mark(
            .path(
              PagePath(lines: [
                [PagePoint(x: side(plot.left), y: y), PagePoint(x: side(plot.right), y: y)]
              ])), .line(theme.grayText, 0.6, opacity: value == 0 ? 0.9 : 0.3))))
      let number = String(Int(value))
      add(
        .text(
          MapScene.Text(
            language.isArabicFirst ? arabicDigits(number) : number,
            at: PagePoint(x: side(plot.left - 6), y: y + 3.5), anchor: side(.right), face: textFace,
            size: 10.5, color: theme.grayText)))
      value += step
    }
    return highest
  }

  private mutating func drawBars(
    _ heading: LocalizedText, _ values: [Double], names: [LocalizedText], color: SheetColor,
    _ plot: ChartPlot
  ) {
    drawHeading(heading)
    let height = 150.0
    let top = bottom
    let highest = drawScale(values.max() ?? 0, top: top, height: height, plot)
    var marks: [MapScene.Item] = []
    let gap = min(3, plot.width * 0.2)
    for (index, value) in values.enumerated() where value > 0 {
      let (left, right) = edges(index, plot)
      let number = String(Int(value))
      let words =
        "\(names[index].one(language)): \(language.isArabicFirst ? arabicDigits(number) : number)"
      marks.append(
        .mark(
          MapScene.Mark(
            .box(
              BoundingBox<PagePoint>(
                minX: left + gap / 2, minY: top + height * (1 - value / highest),
                maxX: right - gap / 2, maxY: top + height)), tooltip: words)))
    }
    if !marks.isEmpty {
      add(
        .group(
          MapScene.Group(marks, style: .filled(color, opacity: 0.85), name: heading.one(language))))
    }
    bottom = top + height + 16
  }

  /// The areas one upon the other, in the order of the configuration.
  private mutating func drawAreas(of chart: TimelineChart, _ plot: ChartPlot) {
    drawHeading(
      LocalizedText(
        english: "Area by side, square kilometres", arabic: "المساحة حسب الجهة، كيلومتر مربع"))
    let height = 220.0
    let top = bottom
    let totals = chart.steps.map { $0.areas.values.reduce(0, +) }
    let highest = drawScale(totals.max() ?? 0, top: top, height: height, plot)
    let keys = Set(chart.steps.flatMap { $0.areas.keys }).sorted {
      (sides.position(of: $0), $0) < (sides.position(of: $1), $1)
    }
    var below = [Double](repeating: 0, count: chart.steps.count)
    var marks: [MapScene.Item] = []
    for key in keys {
      var rings: [[PagePoint]] = []
      // A run of steps with ground is one shape; a step without any parts it.
      var run: [Int] = []
      func close() {
        guard !run.isEmpty else { return }
        var upper: [PagePoint] = []
        var lower: [PagePoint] = []
        for index in run {
          let ends = edges(index, plot)
          let (from, to) = isMirrored ? (ends.1, ends.0) : ends
          let low = top + height * (1 - below[index] / highest)
          let high =
            top + height * (1 - (below[index] + (chart.steps[index].areas[key] ?? 0)) / highest)
          upper += [PagePoint(x: from, y: high), PagePoint(x: to, y: high)]
          lower += [PagePoint(x: from, y: low), PagePoint(x: to, y: low)]
        }
        rings.append(upper + lower.reversed())
        run = []
      }
      for index in chart.steps.indices {
        if (chart.steps[index].areas[key] ?? 0) > 0 { run.append(index) } else { close() }
      }
      close()
      for index in chart.steps.indices { below[index] += chart.steps[index].areas[key] ?? 0 }
      let first = chart.steps.first { $0.areas[key] != nil }?.areas[key] ?? 0
      let last = chart.steps.last { $0.areas[key] != nil }?.areas[key] ?? 0
      let style = sides[key]
      let words =
        language.isArabicFirst
        ? "\(style.name.one(language)): من \(arabicDigits(String(Int(first)))) إلى "
          + "\(arabicDigits(String(Int(last)))) كم²"
        : "\(style.name.one(language)): \(Int(first)) to \(Int(last)) km²"
      marks.append(
        .mark(
          MapScene.Mark(
            .path(PagePath(rings: rings)),
            MapScene.Style(
              fill: fill(of: key), stroke: .color(theme.line(of: style)), strokeWidth: 0.8),
            tooltip: words)))
    }
    add(
      .group(
        MapScene.Group(
          marks, name: language.isArabicFirst ? "المساحة حسب الجهة" : "Area by side")))
    bottom = top + height + 16
  }

  /// The months below the last plot, as many as have room.
  private mutating func drawMonths(_ days: [CivilDate], _ plot: ChartPlot) {
    var free = -Double.infinity
    var previous: Int?
    for (index, day) in days.enumerated() {
      let (year, month, _) = day.components
      guard previous != year * 12 + month else { continue }
      previous = year * 12 + month
      let x = plot.left + plot.width * Double(index)
      guard x >= free, x < plot.right - 40 else { continue }
      let text = day.monthText(in: language)
      add(
        furnitureText(
          LocalizedText(english: text, arabic: text), x: x, y: bottom, size: 10.5,
          color: theme.grayText))
      free = x + textFace.width(of: text, size: 10.5) + 12
    }
    bottom += 10
  }
}
