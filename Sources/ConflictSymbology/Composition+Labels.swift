internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// Area names, dots and names of towns, names of water and neighbours.
  ///
  /// Names of sides, waters and areas keep their places; those of towns are placed around them.
  mutating func labelItems(
    _ grounds: [Ground], _ projection: SheetProjection, index: inout LabelIndex
  ) -> [MapScene.Item] {
    let towns = parts.contains(.towns) ? towns(projection, index) : []
    var labels: [MapScene.Item] = []
    var areaLabels: [MapScene.Item] = []
    // Dots of the greater towns first, so that no other label covers them; that of a district seat
    // yields where the name of a governorate's has no other room.
    let first = towns.prefix { $0.rank == 1 }
    let second = towns.dropFirst(first.count).prefix { $0.rank == 2 }
    for town in first { index.reserve(town.dotBox) }
    for town in second { index.add(symbolAt: town.position, radius: town.style.dot) }
    // Where the names of the great towns are likely to stand, for names of areas to stay clear of.
    var likely = index
    for town in first + second {
      let style = town.style
      for block in blocks(town.place.name, style, isSmall: false) {
        guard
          let place = likely.place(
            width: block.width, height: block.height, beside: town.position, dotRadius: style.dot,
            limit: style.limit, prefersWest: isMirrored)
        else { continue }
        likely.reserve(place.box)
        break
      }
    }
    var fixed = FixedNames(index: index, likely: likely)
    if parts.contains(.areaNames), let ground = grounds.last {
      placeAreaNames(ground, names: &fixed, into: &areaLabels)
    }
    placeBaseNames(projection, names: &fixed, into: &areaLabels)
    placeCoarseCounts(projection, names: &fixed, into: &labels)
    index = fixed.index

    let (squares, dots, townLabels) = townItems(towns, index)
    labels += townLabels
    var items = areaLabels
    items += dotItems(squares: squares, dots: dots)
    if !labels.isEmpty { items.append(.group(MapScene.Group(labels, hasHalo: true))) }
    return items
  }

  /// What names that keep their places are placed by: they stay clear of where the names of great
  /// towns are likely to stand, but keep only their own boxes free.
  struct FixedNames {
    var index: LabelIndex
    var likely: LabelIndex

    mutating func reserve(_ box: BoundingBox<PagePoint>) {
      index.reserve(box)
      likely.reserve(box)
    }
  }
}
