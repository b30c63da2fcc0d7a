internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// Below the frame: sizes, the kinds that are shown and what else needs a word.
  mutating func drawEventLegend(_ symbols: [EventSymbol]) {
    let kinds = Set(symbols.map(\.kind)).sorted()
    let deaths = symbols.compactMap(\.deaths).max() ?? 0
    let hasControlPoints =
      parts.contains(.controlPoints)
      && situations.contains { (1...3000).contains($0.controlPoints.count) }
    guard parts.contains(.legend), !symbols.isEmpty || hasControlPoints else { return }

    var y = bottom + 14
    if deaths > 0 {
      let heading = LocalizedText(english: "Deaths per place", arabic: "القتلى في كل مكان")
      add(furnitureText(heading, x: Self.margin, y: y, size: 11.5, isBold: true))
      if let second = heading.second(language) {
        let first = heading.one(language)
        let width = face(for: first, isBold: true).width(of: first, size: 11.5)
        add(
          .text(
            MapScene.Text(
              second, at: PagePoint(x: Self.margin + width + 8, y: y), anchor: .left,
              face: face(for: second, isBold: true), size: 12)))
      }
      y += 10
    } else {
      y -= 10
    }
    var entries: [LegendEntry] = []
    if deaths > 0 {
      for number in [1, 10, 50, 200, 1000] where number == 1 || number <= deaths {
        let radius = EventSymbol.radius(deaths: number, scale: symbolStyle.radius)
        // A circle that the line has no room for.
        guard number < 1000 || radius < 32 else { continue }
        entries.append(
          LegendEntry(
            name: LocalizedText(
              english: String(number), arabic: arabicDigits(String(number))),
            reach: radius, isNumber: true
          ) { .circle($0, radius: radius) })
      }
    }
    for kind in kinds {
      entries.append(
        LegendEntry(name: kind.name, reach: 5) { [symbolStyle] in
          symbolStyle.shape(of: kind).shape(at: $0, radius: 4.4)
        })
    }
    if symbols.contains(where: { $0.deaths == nil }) {
      var entry = LegendEntry(
        name: LocalizedText(english: "deaths not stated", arabic: "عدد القتلى غير مذكور"),
        reach: 3
      ) { .circle($0, radius: 2.4) }
      entry.style = MapScene.Style(
        fill: .color(theme.eventEdge), fillOpacity: 1, stroke: .color(theme.event), strokeWidth: 1.1
      )
      entries.append(entry)
    }
    if hasControlPoints {
      var entry = LegendEntry(
        name: LocalizedText(
          english: "settlement with known control", arabic: "بلدة معروفة الجهة المسيطرة"),
        reach: 2
      ) { .circle($0, radius: 1.2) }
      entry.style = MapScene.Style(
        fill: .color(theme.grayText), fillOpacity: 0.9, stroke: .unpainted)
      entries.append(entry)
    }
    draw(entries, from: y)
  }

  private struct LegendEntry {
    var name: LocalizedText
    /// How far the symbol reaches from its centre.
    var reach: Double
    var isNumber = false
    var style = MapScene.Style()
    var shape: (PagePoint) -> MapScene.Shape
  }

  /// The entries in rows, each row as high as its largest symbol.
  private mutating func draw(_ entries: [LegendEntry], from top: Double) {
    struct Placed {
      var entry: LegendEntry
      var x: Double
      var english: String
      var arabic: String
    }
    var rows: [[Placed]] = [[]]
    var x = Self.margin + 4
    for entry in entries {
      let english = entry.name.one(language)
      let arabic = entry.isNumber ? "" : entry.name.second(language) ?? ""
      let width =
        2 * entry.reach + 6 + face(for: english).width(of: english, size: 11)
        + (arabic.isEmpty ? 0 : 5 + face(for: arabic).width(of: arabic, size: 11))
      if x + width > sheetWidth - Self.margin, !(rows.last?.isEmpty ?? true) {
        rows.append([])
        x = Self.margin + 4
      }
      rows[rows.count - 1].append(Placed(entry: entry, x: x, english: english, arabic: arabic))
      x += width + 15
    }
    var marks: [MapScene.Item] = []
    var y = top
    for row in rows {
      let half = max(8, row.map(\.entry.reach).max() ?? 0)
      y += half
      for placed in row {
        let entry = placed.entry
        marks.append(
          .mark(
            MapScene.Mark(
              entry.shape(PagePoint(x: side(placed.x + entry.reach), y: y)), entry.style)))
        let textX = placed.x + 2 * entry.reach + 6
        let textFace = face(for: placed.english)
        marks.append(
          .text(
            MapScene.Text(
              placed.english, at: PagePoint(x: side(textX), y: y + 4), anchor: side(.left),
              face: textFace, size: 11)))
        if !placed.arabic.isEmpty {
          let width = textFace.width(of: placed.english, size: 11)
          marks.append(
            .text(
              MapScene.Text(
                placed.arabic, at: PagePoint(x: textX + width + 5, y: y + 4), anchor: .left,
                face: face(for: placed.arabic), size: 11, color: theme.grayText)))
        }
      }
      y += half + 3
    }
    // Texts must not inherit the symbols' edge.
    let shapes = marks.filter { if case .mark = $0 { true } else { false } }
    let texts = marks.filter { if case .text = $0 { true } else { false } }
    add(.group(MapScene.Group(shapes, style: eventStyle)))
    items += texts
    bottom = y
  }
}
