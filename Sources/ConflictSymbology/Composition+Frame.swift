internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// The projection onto the frame below the key, or `nil` where there is nothing to show.
  ///
  /// The frame is as wide as the sheet allows and as high as the extent asks, within `heights`:
  /// beyond, more of the surroundings show. A frame in several panels is as wide as one of them.
  func projection(
    heights: ClosedRange<Double>, through project: @escaping (GeographicPoint) -> ProjectedPoint?
  ) -> SheetProjection? {
    guard let extent = content.shownExtent else { return nil }
    let width = sheetWidth - 2 * Self.margin
    if let panels {
      // Of the height that is asked for, each row has its share.
      let rows = Double(panels.rows(of: situations.count))
      let low = (heights.lowerBound == heights.upperBound ? heights.lowerBound / rows : 120)
      let each = max(60, low - PanelGrid.captionHeight)
      let high = heights.lowerBound == heights.upperBound ? each : 1150
      return SheetProjection(
        showing: extent, origin: PagePoint(x: 0, y: 0), width: panels.width(within: width),
        heights: each...high, project: project)
    }
    return SheetProjection(
      showing: extent, origin: PagePoint(x: Self.margin, y: bottom), width: width,
      heights: heights, project: project)
  }

  /// Where the situations stand side by side, in how many columns.
  var panels: PanelGrid? {
    guard !content.situations.isEmpty, case .panels(let columns) = content.presentation else {
      return nil
    }
    return PanelGrid(columns: max(1, columns))
  }

  /// The map, its furniture and the legend below.
  ///
  /// - Returns: The height that the frame or all rows of panels take.
  mutating func drawMap(
    _ projection: SheetProjection, projectionName: LocalizedText
  ) -> Double {
    let frame = projection.frame
    let top = bottom
    definitions.append(.boxClip(Self.frameID, frame))
    defineAreaPatterns()
    let country = Ground.Country(content, projection)
    let grounds = situations.map { Ground($0, country: country, projection: projection) }
    var symbols = situations.map { eventSymbols($0, projection) }
    fitSymbols(symbols, in: frame)
    for number in symbols.indices {
      for symbol in symbols[number].indices { symbols[number][symbol].scale = symbolStyle.radius }
    }
    let allSymbols = symbols.flatMap(\.self)
    let furniture = mapFurniture(projection, avoiding: allSymbols)

    // Labels are placed once over all situations, so that they stay where they are.
    var index = LabelIndex(frame: frame.insetBy(3))
    for box in furniture.boxes { index.reserve(box) }
    let weight = 1 / Double(max(1, situations.count))
    for symbol in allSymbols {
      index.add(symbolAt: symbol.center, radius: symbol.radius, weight: weight)
    }
    for front in grounds.flatMap(\.fronts) where front.isHostile {
      for line in front.lines { index.add(line: line, weight: weight) }
    }

    let hasAreas = grounds.contains { !$0.areas.allSatisfy(\.path.isEmpty) }
    let base = baseMapItems(grounds.last?.country ?? country, projection, hasAreas: hasAreas)
    let gains = gainItems(projection)
    var below: [[MapScene.Item]] = []
    var above: [[MapScene.Item]] = []
    // The towns of a map over time stand still, and would hide a day's events.
    var overTowns: [[MapScene.Item]] = []
    let isAnimated = panels == nil && !content.situations.isEmpty
    for (number, situation) in situations.enumerated() {
      let frame = situations.count > 1 ? number : nil
      below.append(areaItems(situation, grounds[number], projection, frame: frame) + gains)
      let fronts = frontItems(grounds[number], frame: frame)
      let events = eventItems(symbols[number])
      above.append(isAnimated ? fronts : fronts + events)
      overTowns.append(isAnimated ? events : [])
    }
    let labels = labelItems(grounds, projection, index: &index)

    if let panels {
      drawPanels(
        panels, MapLayersInOrder(base: base, below: below, above: above, labels: labels),
        furniture: furniture.items, projection)
    } else {
      var map = base.below
      let isTimed = !content.situations.isEmpty
      func timed(_ layers: [[MapScene.Item]]) -> [MapScene.Item] {
        guard isTimed else { return layers.flatMap(\.self) }
        return layers.enumerated().filter { !$0.element.isEmpty }.map {
          .group(MapScene.Group($0.element, frame: $0.offset))
        }
      }
      map += timed(below) + base.above + timed(above) + labels + timed(overTowns)
      map += furniture.items
      add(.group(MapScene.Group(map, clip: Self.frameID)))
      add(.mark(MapScene.Mark(.box(frame), .line(theme.border, 0.9))))
      if parts.contains(.graticule) { drawGraticuleLabels(projection) }
      bottom = frame.maxY + (graticule(projection).isEmpty ? 8 : 20)
      if isTimed { drawTimeline() }
    }
    let height = bottom - top
    drawBelowMap(allSymbols, projection, projectionName: projectionName)
    return panels == nil ? frame.height : height
  }

  /// The legend of events, and remarks on what is missing.
  private mutating func drawBelowMap(
    _ symbols: [EventSymbol], _ projection: SheetProjection, projectionName: LocalizedText
  ) {
    if situations.allSatisfy({ $0.areas.isEmpty && $0.fronts.isEmpty }) {
      remarks.append(
        LocalizedText(
          english: "No areas of control are drawn: who holds the ground is not known here.",
          arabic: "لم ترسم مناطق سيطرة: لا تعرف الجهة المسيطرة على الأرض هنا."))
    }
    if situations.allSatisfy(\.events.isEmpty) {
      remarks.append(
        LocalizedText(
          english: "No events are reported for this map.",
          arabic: "لا أحداث مسجلة في هذه الخريطة."))
    } else if symbols.isEmpty {
      remarks.append(
        LocalizedText(
          english: "No event is located to a place inside the frame.",
          arabic: "لا حدث محدد المكان داخل إطار الخريطة."))
    }
    drawEventLegend(symbols)
    remarkOnCoarseEvents(in: projection)
    if !projectionName.isEmpty { remarks.append(projectionName.withStops) }
    remarks.append(
      LocalizedText(
        english: "Boundaries shown do not imply endorsement.",
        arabic: "الحدود المبينة لا تعني إقراراً بها."))
  }

  /// What stands where the map would be when there is nothing to show.
  mutating func drawEmptyFrame() {
    let frame = BoundingBox<PagePoint>(
      minX: Self.margin, minY: bottom, maxX: sheetWidth - Self.margin, maxY: bottom + 480)
    add(
      .mark(
        MapScene.Mark(
          .box(frame),
          MapScene.Style(
            fill: .color(theme.land), stroke: .color(theme.border), strokeWidth: 0.9))))
    let message = LocalizedText(
      english: "Nothing to show: no located event, area or place.",
      arabic: "لا شيء للعرض: لا حدث محدد المكان ولا منطقة.")
    let strings = [message.one(language)] + (message.second(language).map { [$0] } ?? [])
    for (row, string) in strings.enumerated() {
      add(
        .text(
          MapScene.Text(
            string, at: PagePoint(x: frame.center.x, y: frame.center.y + Double(row) * 24),
            face: face(for: string), size: 15, color: theme.grayText)))
    }
    bottom = frame.maxY + 8
    remarkOnCoarseEvents(in: nil)
  }
}

extension LocalizedText {
  /// The words as sentences of their own.
  fileprivate var withStops: LocalizedText {
    func stopped(_ text: String) -> String {
      text.isEmpty || text.hasSuffix(".") ? text : text + "."
    }
    return LocalizedText(english: stopped(english), arabic: stopped(arabic))
  }
}
