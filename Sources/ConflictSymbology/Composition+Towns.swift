internal import Cartography
internal import SimpleFeatures

/// The sizes of a town of some rank.
struct TownStyle {
  /// Half the side of a square for rank 1, the radius of a dot for the others.
  let dot: Double
  let latin: Double
  let arabic: Double
  let isBold: Bool
  /// A label that costs more is dropped.
  let limit: Double
  /// A dot nearer to another of this rank or a higher one is left out.
  let spacing: Double
  /// The same for a place where something happened.
  let spacingWithEvent: Double

  /// The same a size smaller, for a map among several on a sheet.
  var small: TownStyle {
    TownStyle(
      dot: dot * 0.75, latin: latin * 0.8, arabic: arabic * 0.8, isBold: isBold, limit: limit,
      spacing: spacing, spacingWithEvent: spacingWithEvent)
  }

  static func rank(_ rank: Int) -> TownStyle {
    switch rank {
    case ...1:
      TownStyle(
        dot: 4.2, latin: 15.5, arabic: 14.5, isBold: true, limit: 1000, spacing: 0,
        spacingWithEvent: 0)
    case 2:
      TownStyle(
        dot: 3.4, latin: 12.8, arabic: 12.6, isBold: true, limit: 200, spacing: 12,
        spacingWithEvent: 0)
    case 3:
      TownStyle(
        dot: 2.6, latin: 11, arabic: 11.2, isBold: false, limit: 70, spacing: 44,
        spacingWithEvent: 16)
    default:
      TownStyle(
        dot: 2, latin: 10.2, arabic: 10.4, isBold: false, limit: 26, spacing: 96,
        spacingWithEvent: 26)
    }
  }
}

extension Composition {
  /// A place that may get a dot and a name.
  struct Town {
    var place: ConflictMapContent.Place
    var rank: Int
    var position: PagePoint
    /// How far the symbol of an event that covers the place reaches, 0 where there is none.
    var cover: Double
    var hasEvent: Bool { cover > 0 }
    var style: TownStyle
    var dotBox: BoundingBox<PagePoint> { position.box(radius: style.dot) }
  }

  private func townStyle(_ rank: Int) -> TownStyle {
    panels == nil ? .rank(rank) : TownStyle.rank(rank).small
  }

  /// The towns inside the frame by rank, news, population and name, but for those under furniture.
  func towns(_ projection: SheetProjection, _ index: LabelIndex) -> [Town] {
    var towns: [Town] = []
    for place in content.places where !place.name.isEmpty {
      let rank = min(4, max(1, place.rank))
      guard let position = projection.position(of: place.position),
        projection.frame.insetBy(5).contains(position),
        index.price(of: position.box(radius: townStyle(rank).dot)) != nil
      else { continue }
      towns.append(
        Town(
          place: place, rank: rank, position: position,
          cover: index.symbolRadius(over: position), style: townStyle(rank)))
    }
    return towns.sorted { a, b in
      if a.rank != b.rank { return a.rank < b.rank }
      // Of two villages the one in the news.
      if a.rank > 2, a.hasEvent != b.hasEvent { return a.hasEvent }
      if a.place.population != b.place.population { return a.place.population > b.place.population }
      return (a.place.name.english, a.place.name.arabic, a.position.x, a.position.y)
        < (b.place.name.english, b.place.name.arabic, b.position.x, b.position.y)
    }
  }

  /// Dots and names of towns, as many and as well placed as annealing finds.
  func townItems(
    _ towns: [Town], _ index: LabelIndex
  ) -> (
    squares: [BoundingBox<PagePoint>], dots: [Double: [PagePoint]], labels: [MapScene.Item]
  ) {
    struct Setting {
      var block: TextBlock
      var position: LabelPosition
    }
    var requests: [LabelRequest] = []
    var settings: [[Setting]] = []
    for town in towns {
      let style = town.style
      var request = LabelRequest(
        candidates: [], point: town.position, dot: town.dotBox,
        spacing: town.hasEvent ? style.spacingWithEvent : style.spacing, dropPrice: style.limit)
      var places: [Setting] = []
      for (number, block) in blocks(town.place.name, style, isSmall: town.rank == 4).enumerated() {
        // A name in one language where both would fit is worth a little less.
        let shortening = Double(number) * 9
        for place in index.places(
          width: block.width, height: block.height, beside: town.position, dotRadius: style.dot,
          limit: style.limit - shortening, prefersWest: isMirrored)
        {
          var candidate = place.candidate
          candidate.price += shortening
          request.candidates.append(candidate)
          places.append(Setting(block: block, position: place.position))
        }
      }
      requests.append(request)
      settings.append(places)
    }
    let assignment = LabelRequest.annealed(requests, in: index.frame)
    var squares: [BoundingBox<PagePoint>] = []
    var dots: [Double: [PagePoint]] = [:]
    var labels: [MapScene.Item] = []
    for (number, town) in towns.enumerated() {
      guard let choice = assignment.choices[number] else {
        // A great town without room for its name is still there.
        if town.rank == 1 { squares.append(town.dotBox) }
        continue
      }
      // A small symbol would vanish under the dot; the name is then the symbol's, unless other days
      // have no symbol there.
      if town.rank <= 2 || town.cover == 0 || town.cover > 7 || situations.count > 1 {
        if town.rank == 1 {
          squares.append(town.dotBox)
        } else {
          dots[town.style.dot, default: []].append(town.position)
        }
      }
      let setting = settings[number][choice]
      labels += setting.block.items(
        in: requests[number].candidates[choice].box, horizontal: setting.position.horizontal)
    }
    return (squares, dots, labels)
  }

  /// Squares of great towns, and dots of the others: all of a size as one path with round caps, which
  /// is shorter than a circle each.
  mutating func dotItems(
    squares: [BoundingBox<PagePoint>], dots: [Double: [PagePoint]]
  ) -> [MapScene.Item] {
    var items: [MapScene.Item] = []
    for (radius, points) in dots.sorted(by: { $0.key < $1.key }) {
      let path = define(
        MapScene.ID(.line, "towns"), PagePath(points.map { PagePath.Part([$0], isClosed: false) }))
      // The rim of half a u on either side that a stroke of a circle would have.
      for (color, width) in [(theme.halo, 2 * radius + 1), (theme.ink, 2 * radius - 1)] {
        var style = MapScene.Style.line(color, width)
        style.hasRoundCaps = true
        items.append(.mark(MapScene.Mark(.defined(path), style)))
      }
    }
    let rim = MapScene.Style(fill: .color(theme.ink), stroke: .color(theme.halo), strokeWidth: 1)
    if !squares.isEmpty {
      items.append(
        .group(MapScene.Group(squares.map { .mark(MapScene.Mark(.box($0))) }, style: rim)))
    }
    return items
  }

  /// The ways to set a name, the fullest first.
  func blocks(_ name: LocalizedText, _ style: TownStyle, isSmall: Bool) -> [TextBlock] {
    var single = TextBlock()
    let string = name.one(language)
    let face = face(for: string, isBold: style.isBold)
    single.add(string, face, size: face.script == .latin ? style.latin : style.arabic)
    guard !isSmall, let second = name.second(language) else { return [single] }
    let secondFace = self.face(for: second, isBold: style.isBold)
    var double = single
    double.add(
      second, secondFace, size: secondFace.script == .latin ? style.latin - 1 : style.arabic)
    return [double, single]
  }
}
