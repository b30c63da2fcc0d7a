internal import Cartography
internal import CivilCalendar
internal import SimpleFeatures

/// One symbol: the events of a kind at about the same place.
struct EventSymbol: Hashable {
  var kind: EventKind
  var center: PagePoint
  /// The sum of the figures that are known; `nil` where none is.
  var deaths: Int?
  var count: Int
  /// Of the largest of the events merged.
  var place: LocalizedText
  var dates: DateSpan?
  var details: [String]
  var isApproximate: Bool
  /// For an order that does not depend on that of the input.
  var id: String

  /// 2.1 u times the root of the deaths, so that the area says how many, within 2.6 and 90;
  /// 2 where nobody says.
  var radius: Double { deaths.map(Self.radius) ?? 2 }

  static func radius(deaths: Int) -> Double {
    min(90, max(2.6, 2.1 * Double(deaths).squareRoot()))
  }

  /// Symbols of the same kind nearer than 9 u become one, the largest first.
  ///
  /// The place is the mean, weighted by the events. A grid of 9 u keeps it linear.
  static func merged(_ symbols: [EventSymbol]) -> [EventSymbol] {
    struct Cell: Hashable {
      var kind: EventKind
      var column: Int
      var row: Int
    }
    let reach = 9.0
    func cell(_ symbol: EventSymbol) -> Cell {
      Cell(
        kind: symbol.kind, column: Int((symbol.center.x / reach).rounded(.down)),
        row: Int((symbol.center.y / reach).rounded(.down)))
    }
    var cells: [Cell: [Int]] = [:]
    var result: [EventSymbol] = []
    // Where each group began: others join by their distance to it, so groups do not creep.
    var seeds: [PagePoint] = []
    for symbol in symbols.sorted(by: precedes) {
      let home = cell(symbol)
      var nearest: (index: Int, distance: Double)?
      for column in home.column - 1...home.column + 1 {
        for row in home.row - 1...home.row + 1 {
          for index in cells[Cell(kind: symbol.kind, column: column, row: row)] ?? [] {
            let dx = seeds[index].x - symbol.center.x
            let dy = seeds[index].y - symbol.center.y
            let distance = (dx * dx + dy * dy).squareRoot()
            if distance < min(reach, nearest?.distance ?? reach) { nearest = (index, distance) }
          }
        }
      }
      if let (index, _) = nearest {
        result[index].take(symbol)
      } else {
        cells[home, default: []].append(result.count)
        seeds.append(symbol.center)
        result.append(symbol)
      }
    }
    return result.sorted(by: precedes)
  }

  /// The largest first, then by what does not change from run to run.
  private static func precedes(_ a: EventSymbol, _ b: EventSymbol) -> Bool {
    let (sizeA, sizeB) = (a.deaths ?? -1, b.deaths ?? -1)
    if sizeA != sizeB { return sizeA > sizeB }
    if a.center.x != b.center.x { return a.center.x < b.center.x }
    if a.center.y != b.center.y { return a.center.y < b.center.y }
    return (a.kind, a.id) < (b.kind, b.id)
  }

  private mutating func take(_ other: EventSymbol) {
    let share = Double(other.count) / Double(count + other.count)
    center.x += (other.center.x - center.x) * share
    center.y += (other.center.y - center.y) * share
    if deaths != nil || other.deaths != nil {
      deaths = min(1_000_000_000, (deaths ?? 0) + (other.deaths ?? 0))
    }
    count = min(1_000_000_000, count + other.count)
    if let mine = dates, let others = other.dates {
      dates = DateSpan(min(mine.first, others.first), max(mine.last, others.last))
    } else {
      dates = dates ?? other.dates
    }
    // More than a handful is for a list, not for a tooltip.
    details += other.details.prefix(max(0, 5 - details.count))
    isApproximate = isApproximate && other.isApproximate
  }

  /// The shape about the centre, its area about that of the circle with ``radius``.
  var shape: MapScene.Shape { Self.shape(of: kind, at: center, radius: radius) }

  static func shape(of kind: EventKind, at c: PagePoint, radius r: Double) -> MapScene.Shape {
    func ring(_ offsets: [(Double, Double)]) -> MapScene.Shape {
      .path(PagePath(rings: [offsets.map { PagePoint(x: c.x + $0 * r, y: c.y + $1 * r) }]))
    }
    return switch kind {
    case .fighting: .circle(c, radius: r)
    case .nonStateFighting: ring([(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)])
    case .againstCivilians: ring([(0, -1.2), (1.1, 0.75), (-1.1, 0.75)])
    case .unrest: ring([(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)])
    case .development:
      ring([
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2),
        (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
      ])
    case .other: ring([(0, -1.15), (1.09, -0.36), (0.68, 0.93), (-0.68, 0.93), (-1.09, -0.36)])
    }
  }

  func style(_ theme: MapTheme) -> MapScene.Style? {
    guard deaths == nil else { return nil }
    return MapScene.Style(
      fill: .color(theme.eventEdge), stroke: .color(theme.event), strokeWidth: 1.1)
  }

  /// Place, dates, how many events and deaths, and what the sources add.
  func tooltip(in language: MapLanguage) -> String {
    var parts: [String] = []
    let name = place.one(language)
    if !name.isEmpty {
      parts.append(isApproximate ? (language == .arabic ? "قرب \(name)" : "near \(name)") : name)
    }
    if let dates { parts.append(dates.text(in: language)) }
    if language == .arabic {
      parts.append(kind.name.arabic)
      parts.append("الأحداث: \(arabicDigits(String(count)))")
      if let deaths { parts.append("القتلى: \(arabicDigits(String(deaths)))") }
    } else {
      parts.append(kind.name.english)
      parts.append(count == 1 ? "1 event" : "\(count) events")
      if let deaths { parts.append(deaths == 1 ? "1 death" : "\(deaths) deaths") }
    }
    parts += details.filter { !$0.isEmpty }
    return parts.joined(separator: language == .arabic ? "؛ " : "; ")
  }
}

extension DateSpan {
  /// The span as people write it, such as "4 Apr 2017" or "4 Apr 2017 to 2 May 2017".
  func text(in language: MapLanguage) -> String {
    if first == last { return first.text(in: language) }
    return first.text(in: language) + (language == .arabic ? " إلى " : " to ")
      + last.text(in: language)
  }
}

extension CivilDate {
  private static let english = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  /// The names of the months as the Levant writes them.
  private static let arabic = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
    "تشرين الأول", "تشرين الثاني", "كانون الأول",
  ]

  fileprivate func text(in language: MapLanguage) -> String {
    let (year, month, day) = components
    return language == .arabic
      ? arabicDigits("\(day) ") + Self.arabic[month - 1] + arabicDigits(" \(year)")
      : "\(day) \(Self.english[month - 1]) \(year)"
  }
}
