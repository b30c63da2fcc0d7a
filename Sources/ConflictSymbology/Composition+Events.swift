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
  private static let mostRows = 3

  mutating func eventItems(_ symbols: [EventSymbol]) -> [MapScene.Item] {
    guard !symbols.isEmpty else { return [] }
    var marks: [MapScene.Item] = []
    for symbol in symbols {
      // An event of several days has a symbol in several situations; the first bears its name.
      let id = MapScene.ID(.event, symbol.id)
      let isFirst = takenNames.insert(id).inserted
      // The id leads to the row of one event; the rows of several are listed.
      let rows = symbol.members.prefix(Self.mostRows)
      marks.append(
        .mark(
          MapScene.Mark(
            symbol.shape(symbolStyle), symbol.style(theme) ?? MapScene.Style(),
            tooltip: symbol.tooltip(in: language), id: isFirst ? id : nil,
            rows: rows.count > 1 || !isFirst ? "events/" + rows.joined(separator: " ") : nil)))
    }
    return [
      .group(
        MapScene.Group(
          marks, style: eventStyle, name: language.isArabicFirst ? "الأحداث" : "Events"))
    ]
  }

  var eventStyle: MapScene.Style {
    MapScene.Style(
      fill: .color(theme.event), fillOpacity: symbolStyle.opacity, stroke: .color(theme.eventEdge),
      strokeWidth: 0.8)
  }

  /// The events of all situations, each once.
  var shownEvents: [ConflictMapContent.Event] {
    guard situations.count > 1 else { return situations.first?.events ?? [] }
    var seen: Set<String> = []
    return situations.flatMap(\.events).filter { seen.insert($0.id).inserted }
  }
}
