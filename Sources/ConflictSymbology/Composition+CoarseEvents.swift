internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// How many events are known only to an area, as a number in it with its name.
  func placeCoarseCounts(
    _ projection: SheetProjection, names: inout FixedNames, into items: inout [MapScene.Item]
  ) {
    // Sources place an area at different points; the one named most often stands for it.
    var counts: [LocalizedText: [GeographicPoint: Int]] = [:]
    for event in shownEvents where (5...9).contains(event.precision) && !event.place.isEmpty {
      guard let position = event.position, position.isValid else { continue }
      counts[event.place, default: [:]][position, default: 0] += min(max(1, event.count), 1_000_000)
    }
    let sorted = counts.compactMap { place, points in
      let middle = points.max { a, b in
        (a.value, a.key.longitude, a.key.latitude) < (b.value, b.key.longitude, b.key.latitude)
      }
      return middle.map {
        (place: place, position: $0.key, count: points.values.reduce(0, +))
      }
    }.sorted { a, b in
      (b.count, a.place.english, a.place.arabic) < (a.count, b.place.english, b.place.arabic)
    }
    for entry in sorted {
      guard let position = projection.position(of: entry.position) else { continue }
      let name = entry.place.one(language)
      let number = String(entry.count)
      let string =
        "\(name): "
        + (language.isArabicFirst
          ? arabicDigits(number) : "\(number) \(entry.count == 1 ? "event" : "events")")
      // Half a name or a bare number would say nothing: the notes have both. A block is at most
      // 170 wide.
      guard face(for: string).width(of: string, size: 10.5) <= 165 else { continue }
      var block = TextBlock()
      block.add(string, face(for: string), size: 10.5)
      // In the middle of its area or just above or below: what is beside would name a point.
      for offset in [0.0, -16, 16, -32, 32] {
        let box = BoundingBox<PagePoint>(
          minX: position.x - block.width / 2, minY: position.y + offset - block.height / 2,
          maxX: position.x + block.width / 2, maxY: position.y + offset + block.height / 2)
        guard names.likely.price(of: box) == 0 else { continue }
        names.reserve(box)
        items += block.items(in: box, horizontal: 0, color: theme.event).map { item in
          guard case .text(var text) = item else { return item }
          text.isItalic = text.face.script == .latin
          return .text(text)
        }
        break
      }
    }
  }

  /// Says how many events could not be drawn as points, by the area that they are known to.
  ///
  /// - Parameter ground: Areas whose points lie elsewhere are not those of this map; all count where
  ///   `nil`.
  mutating func remarkOnCoarseEvents(in ground: SheetProjection?) {
    struct Count {
      var name: LocalizedText
      var events: Int
    }
    var counts: [LocalizedText: Int] = [:]
    var unresolved = 0
    for event in shownEvents where !event.isDrawnAsPoint {
      let count = min(max(1, event.count), 1_000_000)
      if let ground, let position = event.position.flatMap(ground.position),
        !ground.frame.contains(position)
      {
        continue
      }
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
}
