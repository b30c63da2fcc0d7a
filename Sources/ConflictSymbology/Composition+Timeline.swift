internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// A row of bars below the map, one for each situation and as high as its events are many, with the
  /// one that shows marked; in a map with a slider each bar leads to its situation.
  mutating func drawTimeline() {
    let ids = situations.map { MapScene.ID(.day, $0.key) }
    let isSlider: Bool
    switch content.presentation {
    case .animation(let seconds):
      timeline = MapScene.Timeline(frames: ids, mode: .animated(secondsPerFrame: seconds))
      isSlider = false
    case .slider:
      timeline = MapScene.Timeline(frames: ids, mode: .chosen)
      isSlider = true
    case .panels: return
    }
    let left = Self.margin
    let width = sheetWidth - 2 * Self.margin
    let height = 34.0
    // The date of what shows stands above the bars.
    let baseline = bottom + 50
    let counts = situations.map { situation in
      situation.events.reduce(0) { $0 + max(1, min($1.count, 1_000_000)) }
    }
    let most = Double(max(1, counts.max() ?? 1))
    let step = width / Double(max(1, situations.count))
    var bars: [MapScene.Item] = []
    for (number, situation) in situations.enumerated() {
      // Time runs as the language reads.
      let place = isMirrored ? situations.count - 1 - number : number
      let x = left + step * Double(place)
      let gap = min(2, step * 0.15)
      let barHeight = counts[number] == 0 ? 0 : max(1.5, height * Double(counts[number]) / most)
      let bar = BoundingBox<PagePoint>(
        minX: x + gap / 2, minY: baseline - barHeight, maxX: x + step - gap / 2, maxY: baseline)
      let whole = BoundingBox<PagePoint>(
        minX: x, minY: baseline - height, maxX: x + step, maxY: baseline)
      var items: [MapScene.Item] = []
      if isSlider {
        // All of the column can be hit, not the bar alone.
        items.append(.mark(MapScene.Mark(.box(whole), .filled(theme.land, opacity: 0.6))))
      }
      items.append(.mark(MapScene.Mark(.box(bar), .filled(theme.event, opacity: 0.5))))
      let name = "\(situation.name.one(language)): \(countText(counts[number]))"
      if isSlider {
        bars.append(.link(to: ids[number], name: name, items))
      } else {
        bars += items
      }
      var shown: [MapScene.Item] = [
        .mark(MapScene.Mark(.box(bar), .filled(theme.event))),
        .mark(
          MapScene.Mark(
            .box(
              BoundingBox<PagePoint>(
                minX: x, minY: baseline, maxX: x + step, maxY: baseline + 3)),
            .filled(theme.ink))),
      ]
      shown += dateItems(situation.name, baseline: bottom + 8)
      add(.group(MapScene.Group(shown, frame: number)))
    }
    // Below what marks the day that shows, so that a click reaches the bar.
    items.insert(
      .group(
        MapScene.Group(bars, name: language.isArabicFirst ? "الأيام" : "Days")),
      at: items.count - situations.count)
    add(
      .mark(
        MapScene.Mark(
          .box(
            BoundingBox<PagePoint>(
              minX: left, minY: baseline, maxX: left + width, maxY: baseline + 0.7)),
          .filled(theme.grayText))))
    for (number, anchor) in [(0, MapScene.Anchor.left), (situations.count - 1, .right)] {
      guard situations.indices.contains(number), situations.count > 1 else { continue }
      let name = situations[number].name.one(language)
      let x = anchor == .left ? left : left + width
      add(
        .text(
          MapScene.Text(
            name, at: PagePoint(x: side(x), y: baseline + 14), anchor: side(anchor),
            face: face(for: name), size: 10.5, color: theme.grayText)))
    }
    bottom = baseline + 20
  }

  private func countText(_ count: Int) -> String {
    language.isArabicFirst
      ? "الأحداث: \(arabicDigits(String(count)))" : count == 1 ? "1 event" : "\(count) events"
  }

  /// The date of a situation in bold, in the middle between the map and the bars.
  private func dateItems(_ name: LocalizedText, baseline: Double) -> [MapScene.Item] {
    let first = name.one(language)
    let second = name.second(language)
    guard let second else {
      return [
        .text(
          MapScene.Text(
            first, at: PagePoint(x: sheetWidth / 2, y: baseline),
            face: face(for: first, isBold: true), size: 13))
      ]
    }
    return [
      .text(
        MapScene.Text(
          first, at: PagePoint(x: sheetWidth / 2 - 8, y: baseline), anchor: .right,
          face: face(for: first, isBold: true), size: 13)),
      .text(
        MapScene.Text(
          second, at: PagePoint(x: sheetWidth / 2 + 8, y: baseline), anchor: .left,
          face: face(for: second, isBold: true), size: 13)),
    ]
  }
}
