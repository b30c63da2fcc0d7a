internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// What stands on the map but is no map, and the boxes that it keeps free.
  struct MapFurniture {
    var items: [MapScene.Item] = []
    var boxes: [BoundingBox<PagePoint>] = []
  }

  /// North arrow, locator and scale bar, in the corners where they cover the fewest `symbols`.
  func mapFurniture(
    _ projection: SheetProjection, avoiding symbols: [EventSymbol]
  ) -> MapFurniture {
    var furniture = MapFurniture()
    if parts.contains(.northArrow) { addNorthArrow(projection, to: &furniture) }
    // In a panel the locator would cover a quarter of the map.
    if parts.contains(.locator), panels == nil {
      addLocator(projection, avoiding: symbols, to: &furniture)
    }
    if parts.contains(.scaleBar) { addScaleBar(projection, avoiding: symbols, to: &furniture) }
    return furniture
  }

  /// The first of `boxes` that no symbol touches, else the one with the smallest symbols, leaving
  /// out those that furniture has taken.
  private func freest(
    _ boxes: [BoundingBox<PagePoint>], _ symbols: [EventSymbol], _ furniture: MapFurniture
  ) -> BoundingBox<PagePoint>? {
    let free = boxes.filter { box in !furniture.boxes.contains { $0.overlaps(box) } }
    func covered(_ box: BoundingBox<PagePoint>) -> Double {
      symbols.reduce(0) { sum, symbol in
        symbol.center.box(radius: symbol.radius).overlaps(box) ? sum + symbol.radius : sum
      }
    }
    return free.map { ($0, covered($0)) }.min { $0.1 < $1.1 }?.0
  }

  private func addScaleBar(
    _ projection: SheetProjection, avoiding symbols: [EventSymbol],
    to furniture: inout MapFurniture
  ) {
    let frame = projection.frame
    guard
      let length = scaleBarLength(within: 0.26 * frame.width, scale: projection.scale * 1000)
    else { return }
    let width = length * projection.scale * 1000
    let base = frame.maxY - 22
    func number(_ value: Double) -> String {
      let text = value == value.rounded() ? String(Int(value)) : "\(value)"
      return language.isArabicFirst ? arabicDigits(text) : text
    }
    let unit = language.isArabicFirst ? " كم" : " km"
    let labels = [(0.0, number(0)), (0.5, number(length / 2)), (1, number(length) + unit)]
    let lastWidth = textFace.width(of: labels[2].1, size: 10.5)
    let panelWidth = 8 + width + lastWidth / 2 + 10
    let lefts = [
      frame.minX + 8, frame.maxX - 8 - panelWidth, frame.center.x - panelWidth / 2,
    ]
    let panels = lefts.map { left in
      side(
        BoundingBox(minX: left, minY: base - 20, maxX: left + panelWidth, maxY: base + 14))
    }
    guard let panel = freest(panels, symbols, furniture) else { return }
    // Where the bar begins, before it is mirrored.
    let left = side(panel).minX + 8
    furniture.boxes.append(panel)
    furniture.items.append(
      .mark(MapScene.Mark(.box(panel), .filled(theme.furniture, opacity: 0.78))))
    for quarter in 0..<4 {
      let box = side(
        BoundingBox(
          minX: left + width * Double(quarter) / 4, minY: base,
          maxX: left + width * Double(quarter + 1) / 4, maxY: base + 5))
      furniture.items.append(
        .mark(
          MapScene.Mark(
            .box(box),
            MapScene.Style(
              fill: .color(quarter.isMultiple(of: 2) ? theme.ink : theme.sheet),
              stroke: .color(theme.ink), strokeWidth: 0.7))))
    }
    for (share, label) in labels {
      furniture.items.append(
        .text(
          MapScene.Text(
            label, at: PagePoint(x: side(left + width * share), y: base - 6), face: textFace,
            size: 10.5)))
    }
  }

  private func addNorthArrow(_ projection: SheetProjection, to furniture: inout MapFurniture) {
    let frame = projection.frame
    let x = side(frame.maxX - 24)
    let top = frame.minY + 16
    furniture.boxes.append(BoundingBox(minX: x - 14, minY: top - 6, maxX: x + 14, maxY: top + 38))
    furniture.items.append(
      .mark(
        MapScene.Mark(
          .path(
            PagePath(rings: [
              [
                PagePoint(x: x, y: top), PagePoint(x: x + 5.5, y: top + 17),
                PagePoint(x: x, y: top + 13), PagePoint(x: x - 5.5, y: top + 17),
              ]
            ])), .filled(theme.ink))))
    let name = language.isArabicFirst ? "ش" : "N"
    furniture.items.append(
      .group(
        MapScene.Group(
          [
            .text(
              MapScene.Text(name, at: PagePoint(x: x, y: top + 31), face: boldFace, size: 11))
          ], hasHalo: true)))
  }

  /// The country with the extent in it, unless the map shows most of it.
  private func addLocator(
    _ projection: SheetProjection, avoiding symbols: [EventSymbol],
    to furniture: inout MapFurniture
  ) {
    let frame = projection.frame
    let rings = content.baseMap.country.map { projection.ring($0.exterior.vertices) }
      .filter { !$0.isEmpty }
    guard let country = BoundingBox(rings.joined()), country.width > 1, country.height > 1 else {
      return
    }
    let shownWidth = min(country.maxX, frame.maxX) - max(country.minX, frame.minX)
    let shownHeight = min(country.maxY, frame.maxY) - max(country.minY, frame.minY)
    guard max(0, shownWidth) * max(0, shownHeight) < 0.6 * country.width * country.height else {
      return
    }
    let corners = [
      PagePoint(x: frame.maxX - 140, y: frame.maxY - 106),
      PagePoint(x: frame.minX + 8, y: frame.minY + 8),
    ].map { side(BoundingBox(minX: $0.x, minY: $0.y, maxX: $0.x + 132, maxY: $0.y + 98)) }
    guard let panel = freest(corners, symbols, furniture) else { return }
    let scale = min((panel.width - 12) / country.width, (panel.height - 12) / country.height)
    func placed(_ point: PagePoint) -> PagePoint {
      PagePoint(
        x: panel.center.x + (point.x - country.center.x) * scale,
        y: panel.center.y + (point.y - country.center.y) * scale)
    }
    let small = rings.map { $0.map(placed) }
    let simplification = SharedArcSimplification(rings: small, lines: [], tolerance: 0.6)
    let outline = small.map(simplification.ring).filter { !$0.isEmpty }
    furniture.boxes.append(panel)
    furniture.items.append(
      .mark(
        MapScene.Mark(
          .box(panel),
          MapScene.Style(
            fill: .color(theme.furniture), stroke: .color(theme.border), strokeWidth: 0.7))))
    furniture.items.append(
      .mark(
        MapScene.Mark(
          .path(PagePath(rings: outline)),
          MapScene.Style(
            fill: .color(theme.locatorLand), stroke: .color(theme.grayText), strokeWidth: 0.6))))
    var extent = BoundingBox<PagePoint>(
      minX: placed(PagePoint(x: frame.minX, y: 0)).x,
      minY: placed(PagePoint(x: 0, y: frame.minY)).y,
      maxX: placed(PagePoint(x: frame.maxX, y: 0)).x, maxY: placed(PagePoint(x: 0, y: frame.maxY)).y
    )
    // A very small extent still shows as a mark of 5 u.
    extent = extent.insetBy(-max(0, (5 - min(extent.width, extent.height)) / 2))
    extent = BoundingBox<PagePoint>(
      minX: max(extent.minX, panel.minX), minY: max(extent.minY, panel.minY),
      maxX: min(extent.maxX, panel.maxX), maxY: min(extent.maxY, panel.maxY))
    if extent.width > 0, extent.height > 0 {
      furniture.items.append(
        .mark(
          MapScene.Mark(
            .box(extent),
            MapScene.Style(
              fill: .color(theme.locatorExtent), fillOpacity: 0.14,
              stroke: .color(theme.locatorExtent), strokeWidth: 1.2))))
    }
    let name = content.baseMap.countryName.one(language)
    guard !name.isEmpty else { return }
    let isLatin = face(for: name).script == .latin
    let string = isLatin ? name.uppercased() : name
    let spacing = isLatin ? 1.5 : 0
    let face = face(for: string)
    let width = face.width(of: string, size: 9.5, letterSpacing: spacing)
    guard width < panel.width - 12 else { return }
    // Inside the country where it is widest, or away from the extent.
    let largest = outline.max { abs(Ring($0).signedArea) < abs(Ring($1).signedArea) } ?? []
    let pole = Polygon(exterior: Ring(largest)).poleOfInaccessibility(precision: 1)
    let isLow = extent.center.y > panel.center.y
    let below = PagePoint(
      x: panel.center.x,
      y: isLow ? max(panel.minY + 14, extent.minY - 8) : min(panel.maxY - 8, extent.maxY + 24))
    let candidates = (pole.map { [PagePoint(x: $0.point.x, y: $0.point.y + 3.5)] } ?? []) + [below]
    for candidate in candidates {
      let x = min(panel.maxX - 6 - width / 2, max(panel.minX + 6 + width / 2, candidate.x))
      let box = BoundingBox<PagePoint>(
        minX: x - width / 2, minY: candidate.y - 8, maxX: x + width / 2, maxY: candidate.y + 2)
      guard !box.overlaps(extent) else { continue }
      furniture.items.append(
        .text(
          MapScene.Text(
            string, at: PagePoint(x: x, y: candidate.y), face: face, size: 9.5,
            letterSpacing: spacing, color: theme.grayText)))
      return
    }
  }

  /// A line of the graticule: its degrees and where it runs on the sheet.
  struct GraticuleLine {
    var isMeridian: Bool
    var degrees: Double
    var line: [PagePoint]
  }

  func graticule(_ projection: SheetProjection) -> [GraticuleLine] {
    guard parts.contains(.graticule), let extent = content.shownExtent else { return [] }
    // The frame may show more than the extent on two sides; the lines run on into it.
    let wide = BoundingBox<GeographicPoint>(
      minX: max(-180, extent.minX - extent.width), minY: max(-85, extent.minY - extent.height),
      maxX: min(180, extent.maxX + extent.width), maxY: min(85, extent.maxY + extent.height))
    var lines: [GraticuleLine] = []
    let span = max(extent.width, extent.height)
    let step = graticuleStep(span: span)
    func multiples(_ first: Double, _ last: Double) -> [Double] {
      let from = Int((first / step).rounded(.up))
      let to = Int((last / step).rounded(.down))
      guard from <= to, to - from < 100 else { return [] }
      return (from...to).map { (Double($0) * step * 1000).rounded() / 1000 }
    }
    func line(_ isMeridian: Bool, _ degrees: Double) {
      let vertices = (0...8).map { part in
        let t = Double(part) / 8
        return isMeridian
          ? GeographicPoint(longitude: degrees, latitude: wide.minY + wide.height * t)
          : GeographicPoint(longitude: wide.minX + wide.width * t, latitude: degrees)
      }
      for placed in projection.line(vertices) {
        for piece in projection.frame.clip(line: placed) {
          lines.append(GraticuleLine(isMeridian: isMeridian, degrees: degrees, line: piece))
        }
      }
    }
    for degrees in multiples(wide.minX, wide.maxX) { line(true, degrees) }
    for degrees in multiples(wide.minY, wide.maxY) { line(false, degrees) }
    return lines
  }

  /// The degrees outside the frame: of meridians below, of parallels upright at the left.
  mutating func drawGraticuleLabels(_ projection: SheetProjection) {
    let frame = projection.frame
    func label(_ degrees: Double, _ positive: LocalizedText, _ negative: LocalizedText) -> String {
      let magnitude = abs(degrees)
      let number = magnitude == magnitude.rounded() ? String(Int(magnitude)) : "\(magnitude)"
      if degrees == 0 { return language.isArabicFirst ? arabicDigits("0°") : "0°" }
      let letter = (degrees > 0 ? positive : negative).one(language)
      return language.isArabicFirst ? arabicDigits("\(number)° ") + letter : "\(number)°\(letter)"
    }
    for line in graticule(projection) {
      for end in [line.line.first, line.line.last] {
        guard let end else { continue }
        if line.isMeridian, end.y > frame.maxY - 0.5, end.x > frame.minX + 20,
          end.x < frame.maxX - 20
        {
          let text = label(
            line.degrees, LocalizedText(english: "E", arabic: "شرقاً"),
            LocalizedText(english: "W", arabic: "غرباً"))
          add(
            .text(
              MapScene.Text(
                text, at: PagePoint(x: end.x, y: frame.maxY + 12), face: textFace, size: 9.5,
                color: theme.grayText)))
        } else if !line.isMeridian, end.x < frame.minX + 0.5, end.y > frame.minY + 20,
          end.y < frame.maxY - 20
        {
          let text = label(
            line.degrees, LocalizedText(english: "N", arabic: "شمالاً"),
            LocalizedText(english: "S", arabic: "جنوباً"))
          add(
            .text(
              MapScene.Text(
                text, at: PagePoint(x: frame.minX - 4, y: end.y), face: textFace, size: 9.5,
                color: theme.grayText, rotation: -90)))
        }
      }
    }
  }
}
