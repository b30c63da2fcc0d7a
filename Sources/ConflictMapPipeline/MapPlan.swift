internal import CivilCalendar
internal import ConflictSymbology
internal import EventLayers
internal import Gazetteers
internal import SimpleFeatures

/// Which maps a run draws: one of the whole period, one of each week in which something happened,
/// and an overview where not everything lies on the first.
struct MapPlan {
  struct NamedSheet {
    var name: String
    var sheet: MapSheet
  }

  let title: LocalizedText
  /// The days from the first to the last dated event.
  let span: DateSpan?
  /// What the main map shows.
  let extent: BoundingBox<GeographicPoint>
  private(set) var sheets: [NamedSheet] = []

  /// - Parameter controlSpan: The days of the first and the last evidence on control.
  init(
    layers: MapLayers, theatre: Theatre, weekStart: Weekday, title: LocalizedText,
    controlSpan: DateSpan?
  ) {
    self.title = title
    let drawn = layers.events.filter {
      $0.isAsserted && (1...4).contains($0.precision) && $0.point != nil
    }
    let dated = layers.events.filter { $0.isAsserted && $0.datePrecision <= 4 }
      .compactMap(\.dates)
    span =
      dated.map(\.first).min().flatMap { first in
        dated.map(\.last).max().map { DateSpan(first, $0) }
      }
    let groups = MapExtent.groups(of: drawn.compactMap(\.point))
    let country = BoundingBox(
      theatre.boundaries.areas(of: .country).flatMap { $0.polygons.flatMap(\.exterior.vertices) })
    let marks = BoundingBox(
      layers.controlPoints(on: controlSpan?.last ?? CivilDate(dayNumber: 0)).map(\.position))
    let main =
      groups.first.flatMap { MapExtent.around($0) } ?? marks ?? country
      ?? BoundingBox(minX: 35.5, minY: 32.2, maxX: 42.5, maxY: 37.4)
    extent = main

    func sheet(
      _ extent: BoundingBox<GeographicPoint>, _ span: DateSpan?
    ) -> MapSheet {
      // Before the first evidence nothing is known of who held what.
      var controlDate = span?.last ?? controlSpan?.last
      if let date = controlDate, let known = controlSpan, date < known.first { controlDate = nil }
      if controlSpan == nil { controlDate = nil }
      return MapSheet(extent: extent, span: span, controlDate: controlDate, title: title)
    }
    // The main map is of the days in which its own events fall.
    let inside = drawn.filter { $0.point.map(main.contains) ?? false }
    let mainDates = inside.filter { $0.datePrecision <= 3 }.compactMap(\.dates)
    var mainSpan = span
    if let first = mainDates.map(\.first).min(), let last = mainDates.map(\.last).max() {
      mainSpan = DateSpan(first, last)
    }
    sheets.append(NamedSheet(name: "whole-period.svg", sheet: sheet(main, mainSpan)))
    if groups.count > 1, let all = MapExtent.around(drawn.compactMap(\.point)) {
      sheets.append(NamedSheet(name: "overview.svg", sheet: sheet(all, span)))
    }
    guard let span else { return }
    let firstDay = span.first - (span.first.weekday.rawValue - weekStart.rawValue + 7) % 7
    let whole7 = DateSpan(firstDay, max(firstDay, span.last))
    for slice in TimeSlices(of: whole7, every: .weeks(startingOn: weekStart)).spans {
      let week = DateSpan(slice.first, slice.first + 6)
      let events = drawn.filter { event in
        event.datePrecision <= 3 && (event.dates?.overlaps(week) ?? false)
      }
      guard !events.isEmpty else { continue }
      let isInside = events.contains { $0.point.map(main.contains) ?? false }
      let ground = isInside ? main : MapExtent.around(events.compactMap(\.point)) ?? main
      sheets.append(
        NamedSheet(name: "week-\(week.first).svg", sheet: sheet(ground, week)))
    }
  }

  /// Whether a file of this name in the folder of maps is one that a run wrote.
  static func isNameOfMap(_ name: String) -> Bool {
    guard name.hasSuffix(".svg") else { return false }
    let stem = name.dropLast(4)
    if stem == "whole-period" || stem == "overview" { return true }
    return stem.hasPrefix("week-") && CivilDate(iso: stem.dropFirst(5)) != nil
  }
}
