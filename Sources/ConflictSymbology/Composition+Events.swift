internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// The symbols of one situation inside the frame, the largest first.
  func eventSymbols(
    _ situation: ConflictMapContent.Situation, _ projection: SheetProjection
  ) -> [EventSymbol] {
    guard parts.contains(.events) else { return [] }
    var symbols: [EventSymbol] = []
    for event in situation.events where event.isDrawnAsPoint {
      guard let position = event.position.flatMap(projection.position),
        projection.frame.contains(position)
      else { continue }
      symbols.append(
        EventSymbol(
          kind: event.kind, center: position,
          deaths: event.deaths.map { min(max(0, $0), 10_000_000) },
          count: min(max(1, event.count), 1_000_000), place: event.place, dates: event.dates,
          details: event.detail.map { [String($0.prefix(400))] } ?? [],
          sources: Array(event.sources.prefix(3)),
          isApproximate: event.precision >= 3, id: event.id, members: [event.id],
          scale: symbolStyle.radius))
    }
    return EventSymbol.merged(symbols, within: symbolStyle.merging)
  }

  /// How many rows a symbol names; of more, a reader opens the layer.
  private static let mostRows = 12

  mutating func eventItems(_ symbols: [EventSymbol]) -> [MapScene.Item] {
    guard !symbols.isEmpty else { return [] }
    var marks: [MapScene.Item] = []
    for symbol in symbols {
      // An event of several days has a symbol in several situations; the first bears its name.
      let id = MapScene.ID(.event, symbol.id)
      let isFirst = takenNames.insert(id).inserted
      // The id leads to the row of one event; the rows of several are listed.
      let rows = symbol.members.prefix(Self.mostRows).map { "events/" + $0 }
      marks.append(
        .mark(
          MapScene.Mark(
            symbol.shape(symbolStyle), symbol.style(theme) ?? MapScene.Style(),
            tooltip: symbol.tooltip(in: language), id: isFirst ? id : nil,
            rows: rows.count > 1 || !isFirst ? rows.joined(separator: " ") : nil)))
    }
    return [
      .group(
        MapScene.Group(
          marks, style: eventStyle, name: language.isArabicFirst ? "الأحداث" : "Events"))
    ]
  }

  private var eventStyle: MapScene.Style {
    MapScene.Style(
      fill: .color(theme.event), fillOpacity: symbolStyle.opacity, stroke: .color(theme.eventEdge),
      strokeWidth: 0.8)
  }

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
      for number in [1, 10, 50, 200] where number == 1 || number <= deaths {
        let radius = EventSymbol.radius(deaths: number, scale: symbolStyle.radius)
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

  /// The events of all situations, each once.
  var shownEvents: [ConflictMapContent.Event] {
    guard situations.count > 1 else { return situations.first?.events ?? [] }
    var seen: Set<String> = []
    return situations.flatMap(\.events).filter { seen.insert($0.id).inserted }
  }

  /// Says how many events could not be drawn as points, by the area that they are known to.
  mutating func remarkOnCoarseEvents() {
    struct Count {
      var name: LocalizedText
      var events: Int
    }
    var counts: [LocalizedText: Int] = [:]
    var unresolved = 0
    for event in shownEvents where !event.isDrawnAsPoint {
      let count = min(max(1, event.count), 1_000_000)
      if event.place.isEmpty || event.precision < 5 {
        unresolved += count
      } else {
        counts[event.place, default: 0] += count
      }
    }
    let sorted = counts.map { Count(name: $0.key, events: $0.value) }.sorted {
      ($1.events, $0.name.english, $0.name.arabic) < ($0.events, $1.name.english, $1.name.arabic)
    }
    if !sorted.isEmpty {
      let total = sorted.reduce(0) { $0 + $1.events }
      // The most frequent ones; a list of all would be longer than the map.
      let listed = sorted.prefix(12)
      let rest = total - listed.reduce(0) { $0 + $1.events }
      func list(_ language: MapLanguage) -> String {
        let isArabic = language.isArabicFirst
        var parts = listed.map { entry in
          let name = String(entry.name.one(language).prefix(80))
          return "\(name) " + (isArabic ? arabicDigits(String(entry.events)) : String(entry.events))
        }
        if rest > 0 {
          parts.append(isArabic ? "غيرها \(arabicDigits(String(rest)))" : "others \(rest)")
        }
        return parts.joined(separator: isArabic ? "، " : ", ")
      }
      remarks.append(
        LocalizedText(
          english: "Known only to a sub-district or a larger area and not drawn as points: "
            + "\(list(.english)).",
          arabic:
            "أحداث لا يعرف مكانها إلا ضمن ناحية أو منطقة أوسع ولم ترسم نقاطاً: \(list(.arabic))."
        ))
    }
    if unresolved > 0 {
      remarks.append(
        LocalizedText(
          english: unresolved == 1
            ? "1 event without a place is not drawn."
            : "\(unresolved) events without a place are not drawn.",
          arabic: "أحداث بلا مكان محدد لم ترسم: \(arabicDigits(String(unresolved)))."))
    }
  }

  /// The paragraphs below the map, wrapped by their measured width.
  mutating func drawNotes() {
    let paragraphs = content.notes.map(\.self)
    // What the composer adds goes into one paragraph.
    let own = LocalizedText(
      english: remarks.map(\.english).filter { !$0.isEmpty }.joined(separator: " "),
      arabic: remarks.map(\.arabic).filter { !$0.isEmpty }.joined(separator: " "))
    var y = bottom + 14
    let width = sheetWidth - 2 * Self.margin
    func lines(_ text: String, size: Double) -> [(String, Typeface)] {
      let face = face(for: text)
      return face.lines(of: String(text.prefix(2000)), size: size, width: width).map { ($0, face) }
    }
    for paragraph in paragraphs + [own] where !paragraph.isEmpty {
      let first = paragraph.one(language)
      // Arabic above English is ranged to the right, as it is in the title.
      let isFromRight = isMirrored || language.isBilingual && face(for: first).script == .arabic
      for (line, face) in lines(first, size: 10) {
        add(
          .text(
            MapScene.Text(
              line,
              at: PagePoint(x: isFromRight ? sheetWidth - Self.margin : Self.margin, y: y),
              anchor: isFromRight ? .right : .left, face: face, size: 10, color: theme.grayText)))
        y += 13.5
      }
    }
    for paragraph in paragraphs + [own] {
      guard let second = paragraph.second(language) else { continue }
      let isArabic = face(for: second).script == .arabic
      for (line, face) in lines(second, size: 10) {
        add(
          .text(
            MapScene.Text(
              line,
              at: PagePoint(x: isArabic ? sheetWidth - Self.margin : Self.margin, y: y + 2),
              anchor: isArabic ? .right : .left, face: face, size: 10, color: theme.grayText)))
        y += isArabic ? 15 : 13.5
      }
    }
    bottom = y - 13.5
  }
}
