internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// The projection onto the frame below the key, or `nil` where there is nothing to show.
  ///
  /// The frame is as wide as the sheet allows and as high as the extent asks, within 480 to 1 150
  /// u: beyond, more of the surroundings show.
  func projection(
    through project: @escaping (GeographicPoint) -> ProjectedPoint?
  ) -> SheetProjection? {
    guard let extent = content.shownExtent else { return nil }
    return SheetProjection(
      showing: extent, origin: PagePoint(x: Self.margin, y: bottom),
      width: Self.sheetWidth - 2 * Self.margin, heights: 480...1150, project: project)
  }

  /// The map, its furniture and the legend below.
  mutating func drawMap(_ projection: SheetProjection, projectionName: LocalizedText) {
    let frame = projection.frame
    definitions.append(.boxClip(Self.frameID, frame))
    var index = LabelIndex(frame: frame.insetBy(3))
    let symbols = eventSymbols(projection)
    let furniture = mapFurniture(projection, avoiding: symbols)
    for box in furniture.boxes { index.reserve(box) }

    var map: [MapScene.Item] = []
    let ground = Ground(content: content, projection: projection)
    drawGround(ground, projection, into: &map)
    drawFronts(ground, into: &map)
    drawEvents(symbols, into: &map)
    for symbol in symbols { index.add(symbolAt: symbol.center, radius: symbol.radius) }
    for front in ground.fronts where front.isHostile {
      for line in front.lines { index.add(line: line) }
    }
    drawLabels(ground, projection, index: &index, into: &map)
    map += furniture.items
    add(.group(MapScene.Group(map, clip: Self.frameID)))
    add(.mark(MapScene.Mark(.box(frame), .line(theme.border, 0.9))))
    drawGraticuleLabels(projection)
    bottom = frame.maxY + (graticule(projection).isEmpty ? 8 : 20)

    if content.areas.isEmpty, content.fronts.isEmpty {
      remarks.append(
        LocalizedText(
          english: "No areas of control are drawn: who holds the ground is not known here.",
          arabic: "لم ترسم مناطق سيطرة: لا تعرف الجهة المسيطرة على الأرض هنا."))
    }
    if content.events.isEmpty {
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
    remarkOnCoarseEvents()
    if !projectionName.isEmpty { remarks.append(projectionName.withStops) }
    remarks.append(
      LocalizedText(
        english: "Boundaries shown do not imply endorsement.",
        arabic: "الحدود المبينة لا تعني إقراراً بها."))
  }

  /// What stands where the map would be when there is nothing to show.
  mutating func drawEmptyFrame() {
    let frame = BoundingBox<PagePoint>(
      minX: Self.margin, minY: bottom, maxX: Self.sheetWidth - Self.margin, maxY: bottom + 480)
    add(
      .mark(
        MapScene.Mark(
          .box(frame),
          MapScene.Style(
            fill: .color(theme.land), stroke: .color(theme.border), strokeWidth: 0.9))))
    let message = LocalizedText(
      english: "Nothing to show: no located event, area or place.",
      arabic: "لا شيء للعرض: لا حدث محدد المكان ولا منطقة.")
    let strings =
      language == .bilingual ? [message.english, message.arabic] : [message.one(language)]
    for (row, string) in strings.enumerated() {
      add(
        .text(
          MapScene.Text(
            string, at: PagePoint(x: frame.center.x, y: frame.center.y + Double(row) * 24),
            face: face(for: string), size: 15, color: theme.grayText)))
    }
    bottom = frame.maxY + 8
    remarkOnCoarseEvents()
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
