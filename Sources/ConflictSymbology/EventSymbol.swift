internal import Cartography
internal import CivilCalendar
internal import SimpleFeatures

/// One symbol: the events of a kind at about the same place.
struct EventSymbol {
  var kind: EventKind
  var center: PagePoint
  /// The sum of the figures that are known; `nil` where none is.
  var deaths: Int?
  var count: Int
  /// Of the largest of the events merged.
  var place: LocalizedText
  var dates: DateSpan?
  /// What happened, with the days and figures of each event, the own ones first; and who says so.
  var details: [String]
  var sources: [String]
  var isApproximate: Bool
  /// For an order that does not depend on that of the input.
  var id: String
  /// The ids of all events merged, its own first.
  var members: [String]
  /// The radius of a symbol of one death.
  var scale: Double

  /// `scale` times the root of the deaths, so that the area says how many, within 2.6 and 90; 2
  /// where nobody says.
  var radius: Double { deaths.map { Self.radius(deaths: $0, scale: scale) } ?? 2 }

  static func radius(deaths: Int, scale: Double) -> Double {
    min(90, max(2.6, scale * Double(deaths).squareRoot()))
  }

  /// Symbols of the same kind nearer than `reach` become one, the largest first.
  ///
  /// The place is the mean, weighted by the events. A grid of cells of `reach` keeps it linear.
  static func merged(_ symbols: [EventSymbol], within reach: Double) -> [EventSymbol] {
    struct Cell: Hashable {
      var kind: EventKind
      var column: Int
      var row: Int
    }
    guard reach > 0 else { return symbols.sorted(by: precedes) }
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
    for detail in other.details where details.count < 3 && !details.contains(detail) {
      details.append(detail)
    }
    for source in other.sources where sources.count < 3 && !sources.contains(source) {
      sources.append(source)
    }
    members += other.members
    isApproximate = isApproximate && other.isApproximate
  }

  func shape(_ style: SymbolStyle) -> MapScene.Shape {
    style.shape(of: kind).shape(at: center, radius: radius)
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
      parts.append(isApproximate ? (language.isArabicFirst ? "قرب \(name)" : "near \(name)") : name)
    }
    if let dates { parts.append(dates.text(in: language)) }
    // The words of the source say more than the kind, which the shape tells.
    let details = details.filter { !$0.isEmpty }
    if language.isArabicFirst {
      if details.isEmpty { parts.append(kind.name.arabic) }
      parts.append("الأحداث: \(arabicDigits(String(count)))")
      if let deaths { parts.append("القتلى: \(arabicDigits(String(deaths)))") }
    } else {
      if details.isEmpty { parts.append(kind.name.english) }
      // One event whose words follow is told by them.
      if count > 1 || details.isEmpty { parts.append(count == 1 ? "1 event" : "\(count) events") }
      if let deaths { parts.append(deaths == 1 ? "1 death" : "\(deaths) deaths") }
    }
    parts += details
    let named = sources.prefix(2).map { $0.count > 40 ? String($0.prefix(39)) + "…" : $0 }
    if !named.isEmpty {
      let more = sources.count > named.count
      parts.append(
        language.isArabicFirst
          ? "المصدر: " + named.joined(separator: "، ") + (more ? " وغيرها" : "")
          : "source: " + named.joined(separator: ", ") + (more ? " and others" : ""))
    }
    return parts.joined(separator: language.isArabicFirst ? "؛ " : "; ")
  }
}

extension DateSpan {
  /// The span as people write it, such as "4 Apr 2017" or "4 Apr 2017 to 2 May 2017".
  func text(in language: MapLanguage) -> String {
    if first == last { return first.text(in: language) }
    let (from, to) = (first.components, last.components)
    let start =
      from.year != to.year
      ? first.text(in: language)
      : from.month != to.month
        ? first.text(in: language, withYear: false)
        : language.isArabicFirst ? arabicDigits("\(from.day)") : "\(from.day)"
    return start + (language.isArabicFirst ? " إلى " : " to ")
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

  fileprivate func text(in language: MapLanguage, withYear: Bool = true) -> String {
    let (year, month, day) = components
    if !withYear {
      return language.isArabicFirst
        ? arabicDigits("\(day) ") + Self.arabic[month - 1] : "\(day) \(Self.english[month - 1])"
    }
    return language == .arabic
      ? arabicDigits("\(day) ") + Self.arabic[month - 1] + arabicDigits(" \(year)")
      : "\(day) \(Self.english[month - 1]) \(year)"
  }

  /// The month and the year, such as "May 2019".
  func monthText(in language: MapLanguage) -> String {
    let (year, month, _) = components
    return language.isArabicFirst
      ? Self.arabic[month - 1] + arabicDigits(" \(year)") : "\(Self.english[month - 1]) \(year)"
  }
}
