public import SimpleFeatures

/// What already stands on the sheet, and what it costs to write over it.
///
/// A grid index: each cell of 24 u lists what touches it.
public struct LabelIndex {
  private static let cell = 24.0

  private enum Obstacle {
    /// Refuses every label.
    case box(BoundingBox<PagePoint>)
    /// A symbol, dearer the larger it is.
    case symbol(PagePoint, radius: Double, weight: Double)
    /// A piece of a front.
    case segment(PagePoint, PagePoint, weight: Double)
  }

  public let frame: BoundingBox<PagePoint>
  private let columns: Int
  private let rows: Int
  private var obstacles: [Obstacle] = []
  private var cells: [[Int32]]
  /// The first column and row that each obstacle touches.
  private var origins: [(column: Int32, row: Int32)] = []

  /// An empty index of the inside of `frame`.
  public init(frame: BoundingBox<PagePoint>) {
    self.frame = frame
    columns = max(1, Int((min(max(0, frame.width), 20_000) / Self.cell).rounded(.up)))
    rows = max(1, Int((min(max(0, frame.height), 20_000) / Self.cell).rounded(.up)))
    cells = Array(repeating: [], count: columns * rows)
  }

  /// Keeps `box` free of labels.
  public mutating func reserve(_ box: BoundingBox<PagePoint>) { add(.box(box), in: box) }

  /// Makes labels avoid a symbol.
  ///
  /// - Parameter weight: How much of the price counts, such as the share of the days on which the
  ///   symbol is there.
  public mutating func add(symbolAt center: PagePoint, radius: Double, weight: Double = 1) {
    add(.symbol(center, radius: radius, weight: weight), in: center.box(radius: radius))
  }

  /// Makes labels avoid a line, with a weight as a symbol's.
  public mutating func add(line: [PagePoint], weight: Double = 1) {
    for piece in frame.clip(line: line) {
      for (a, b) in zip(piece, piece.dropFirst()) {
        // Long segments in steps, so that a diagonal does not fill the cells of its whole box.
        let length = squaredDistance(a, b).squareRoot()
        let steps = max(1, Int((length / (2 * Self.cell)).rounded(.up)))
        var from = a
        for step in 1...steps {
          let t = Double(step) / Double(steps)
          let to = PagePoint(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t)
          if let box = BoundingBox([from, to]) { add(.segment(from, to, weight: weight), in: box) }
          from = to
        }
      }
    }
  }

  /// What a label in `box` costs, or `nil` where it meets a label, a dot, furniture or the frame.
  ///
  /// 6 + 2*r* for each symbol of radius *r*, 0.1 for each u of line under the box. What costs more
  /// than `limit` is refused as well.
  public func price(of box: BoundingBox<PagePoint>, limit: Double = .infinity) -> Double? {
    guard box.minX >= frame.minX, box.minY >= frame.minY, box.maxX <= frame.maxX,
      box.maxY <= frame.maxY
    else { return nil }
    var price = 0.0
    let range = cellRange(of: box)
    for row in range.rows {
      for column in range.columns {
        for index in cells[row * columns + column] {
          // An obstacle that several of the cells list counts in the first of them.
          let origin = origins[Int(index)]
          guard column == max(Int(origin.column), range.columns.lowerBound),
            row == max(Int(origin.row), range.rows.lowerBound)
          else { continue }
          switch obstacles[Int(index)] {
          case .box(let other):
            if other.overlaps(box) { return nil }
          case .symbol(let center, let radius, let weight):
            if box.squaredDistance(to: center) < radius * radius {
              price += weight * (6 + 2 * radius)
            }
          case .segment(let a, let b, let weight):
            for piece in box.clip(line: [a, b]) {
              price += weight * 0.1 * squaredDistance(piece[0], piece[1]).squareRoot()
            }
          }
          if price > limit { return nil }
        }
      }
    }
    return price
  }

  /// The radius of the largest symbol that covers `point`, 0 where there is none.
  public func symbolRadius(over point: PagePoint) -> Double {
    var largest = 0.0
    let range = cellRange(of: point.box(radius: 0))
    for index in cells[range.rows.lowerBound * columns + range.columns.lowerBound] {
      if case .symbol(let center, let radius, _) = obstacles[Int(index)],
        squaredDistance(center, point) < radius * radius
      {
        // From the point to the rim is at most the distance plus the radius.
        largest = max(largest, radius + squaredDistance(center, point).squareRoot())
      }
    }
    return largest
  }

  private mutating func add(_ obstacle: Obstacle, in box: BoundingBox<PagePoint>) {
    guard box.intersects(frame), obstacles.count < Int(Int32.max) else { return }
    let index = Int32(obstacles.count)
    obstacles.append(obstacle)
    let range = cellRange(of: box)
    origins.append((Int32(range.columns.lowerBound), Int32(range.rows.lowerBound)))
    for row in range.rows {
      for column in range.columns { cells[row * columns + column].append(index) }
    }
  }

  private func cellRange(
    of box: BoundingBox<PagePoint>
  ) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    func clamped(_ value: Double, _ count: Int) -> Int {
      value > 0 ? min(count - 1, Int(min(value, 1e6))) : 0
    }
    let first = clamped((box.minX - frame.minX) / Self.cell, columns)
    let last = clamped((box.maxX - frame.minX) / Self.cell, columns)
    let top = clamped((box.minY - frame.minY) / Self.cell, rows)
    let bottom = clamped((box.maxY - frame.minY) / Self.cell, rows)
    return (first...max(first, last), top...max(top, bottom))
  }
}

/// Where a label may stand beside its point: the side, and what that side costs.
///
/// Prices after E. Imhof's order of preference ("Positioning Names on Maps", The American
/// Cartographer 2 (1975), 128-144), with the east first; the numbers were chosen on the target map.
public struct LabelPosition: Hashable, Sendable {
  /// -1 west, 0 middle, 1 east.
  public let horizontal: Int
  /// -1 north, 0 middle, 1 south.
  public let vertical: Int
  /// Further from the point, in u.
  public let extraGap: Double
  public let price: Double

  public static let all: [LabelPosition] = [
    LabelPosition(horizontal: 1, vertical: 0, extraGap: 0, price: 0),
    LabelPosition(horizontal: 1, vertical: -1, extraGap: 0, price: 1.2),
    LabelPosition(horizontal: 1, vertical: 1, extraGap: 0, price: 1.6),
    LabelPosition(horizontal: -1, vertical: 0, extraGap: 0, price: 2.2),
    LabelPosition(horizontal: 0, vertical: -1, extraGap: 0, price: 2.4),
    LabelPosition(horizontal: -1, vertical: -1, extraGap: 0, price: 2.6),
    LabelPosition(horizontal: 0, vertical: 1, extraGap: 0, price: 2.8),
    LabelPosition(horizontal: -1, vertical: 1, extraGap: 0, price: 3),
    LabelPosition(horizontal: 1, vertical: 0, extraGap: 8, price: 4),
    LabelPosition(horizontal: -1, vertical: 0, extraGap: 8, price: 5),
  ]

  /// The box of a label of this size beside `point`.
  public func box(
    beside point: PagePoint, gap: Double, width: Double, height: Double
  ) -> BoundingBox<PagePoint> {
    let gap = gap + extraGap
    // On a diagonal the corner comes as near as the edge would.
    let reach = horizontal != 0 && vertical != 0 ? gap * 0.7 : gap
    let minX: Double
    switch horizontal {
    case 1: minX = point.x + reach
    case -1: minX = point.x - reach - width
    default: minX = point.x - width / 2
    }
    let minY: Double
    switch vertical {
    case 1: minY = point.y + reach
    case -1: minY = point.y - reach - height
    default: minY = point.y - height / 2
    }
    return BoundingBox(minX: minX, minY: minY, maxX: minX + width, maxY: minY + height)
  }
}

extension LabelIndex {
  /// The places beside `point` that a label may have, with what each costs, the usual ones first;
  /// those that cost more than `limit` or meet what refuses labels are left out.
  ///
  /// - Parameters:
  ///   - dotRadius: Of the point's own dot, which the label stays clear of by 3.2 u, or by 2.5 u
  ///     of the symbol that covers it.
  ///   - prefersWest: Mirrors the preferences, for a script that runs from the right.
  public func places(
    width: Double, height: Double, beside point: PagePoint, dotRadius: Double, limit: Double,
    prefersWest: Bool = false
  ) -> [(position: LabelPosition, candidate: LabelRequest.Candidate)] {
    let cover = symbolRadius(over: point)
    let gap = max(dotRadius + 3.2, cover > 0 ? cover + 2.5 : 0)
    return LabelPosition.all.compactMap { position in
      let position =
        prefersWest
        ? LabelPosition(
          horizontal: -position.horizontal, vertical: position.vertical,
          extraGap: position.extraGap, price: position.price) : position
      let box = position.box(beside: point, gap: gap, width: width, height: height)
      guard let price = price(of: box, limit: limit - position.price) else { return nil }
      return (position, LabelRequest.Candidate(box: box, price: price + position.price))
    }
  }

  /// The cheapest place for a label beside `point`, or `nil` where all cost more than `limit`.
  public func place(
    width: Double, height: Double, beside point: PagePoint, dotRadius: Double, limit: Double,
    prefersWest: Bool = false
  ) -> (position: LabelPosition, box: BoundingBox<PagePoint>)? {
    places(
      width: width, height: height, beside: point, dotRadius: dotRadius, limit: limit,
      prefersWest: prefersWest
    ).min { $0.candidate.price < $1.candidate.price }.map { ($0.position, $0.candidate.box) }
  }
}

extension PagePoint {
  /// The square around this point.
  public func box(radius: Double) -> BoundingBox<PagePoint> {
    BoundingBox(minX: x - radius, minY: y - radius, maxX: x + radius, maxY: y + radius)
  }
}

extension BoundingBox<PagePoint> {
  /// Whether the two have more than an edge in common.
  public func overlaps(_ other: BoundingBox) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  /// The squared distance from `point` to the box, 0 inside.
  func squaredDistance(to point: PagePoint) -> Double {
    let dx = max(minX - point.x, 0, point.x - maxX)
    let dy = max(minY - point.y, 0, point.y - maxY)
    return dx * dx + dy * dy
  }
}
