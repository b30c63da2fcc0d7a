internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// Ground that a side has won: the colour of its lines, through which what lies below shows.
  func gainStyle(of side: SideStyle) -> MapScene.Style {
    .filled(theme.line(of: side), opacity: 0.35)
  }

  /// The ground won since a day, by side.
  func gainItems(_ projection: SheetProjection) -> [MapScene.Item] {
    let marks = content.gains.compactMap { gain -> MapScene.Item? in
      let rings = projection.rings(gain.polygons)
      guard !rings.isEmpty else { return nil }
      let side = sides[gain.side]
      let words = [side.name.one(language), content.gainsName.one(language), gain.detail ?? ""]
      return .mark(
        MapScene.Mark(
          .path(PagePath(rings: rings)), gainStyle(of: side),
          tooltip: words.filter { !$0.isEmpty }.joined(
            separator: language.isArabicFirst ? "؛ " : "; ")
        ))
    }
    guard !marks.isEmpty else { return [] }
    return [
      .group(MapScene.Group(marks, name: language.isArabicFirst ? "أرض مكتسبة" : "Ground gained"))
    ]
  }
}
