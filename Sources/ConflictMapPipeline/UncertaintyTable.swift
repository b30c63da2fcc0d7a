internal import CivilCalendar
internal import EventCoding
internal import Gazetteers
internal import PROJ
internal import SimpleFeatures

extension Theatre {
  /// Where the events may have been: EVENTS.md table 6. A circle for what is known to a place, the
  /// unit or region for what is known no better.
  func uncertaintyTable(of events: [Event]) throws -> FeatureTable {
    let geodesic = Geodesic()
    return FeatureTable(
      name: "event_uncertainty", title: "Where the events may have been",
      summary: "The ground that each event is known to, by the precision of its place.",
      geometryType: .multiPolygon,
      fields: [
        Field("event_id", .text, alias: "Event id"),
        Field("event_type", .text, alias: "Type"),
        Field("geo_prec", .integer, alias: "Place precision"),
        Field("place_en", .text, alias: "Place (English)"),
        Field("place_ar", .text, alias: "Place (Arabic)"),
        Field("t_start", .dateTime, alias: "First second"),
        Field("t_end", .dateTime, alias: "Last second"),
      ],
      features: events.compactMap { event in
        guard let shape = shape(of: event.place, geodesic) else { return nil }
        return Feature(
          values: [
            .text(event.id), .text(event.type.category.rawValue),
            .integer(event.place.precision),
            event.place.nameEnglish.isEmpty ? .null : .text(event.place.nameEnglish),
            event.place.nameArabic.isEmpty ? .null : .text(event.place.nameArabic),
            time(event.dates?.first.firstSecond), time(event.dates?.last.lastSecond),
          ], geometry: .multiPolygon(shape))
      })
  }

  private func shape(
    of place: EventPlace, _ geodesic: Geodesic
  ) -> [Polygon<GeographicPoint>]? {
    if place.precision >= 5 {
      let codes = [place.id ?? "", place.adm3, place.adm2, place.adm1]
      let unit =
        switch place.precision {
        case 5: codes[0].isEmpty ? place.adm3 : codes[0]
        case 6: codes[0].isEmpty ? place.adm2 : codes[0]
        case 7: codes[0].isEmpty ? place.adm1 : codes[0]
        default: codes[0]
        }
      if let area = boundaries[unit] { return area.polygons }
      let wider = [place.adm3, place.adm2, place.adm1][min(2, max(0, place.precision - 5))]
      return boundaries[wider]?.polygons
    }
    guard let point = place.point, place.precision >= 1 else { return nil }
    let radius = place.radius ?? Self.radii[place.precision]
    return [Polygon(exterior: geodesic.circle(around: point, radius: radius)).oriented]
  }

  /// Metres for the place precisions 0 to 4: EVENTS.md table 6; 4 is half of a usual road between
  /// two towns.
  private static let radii = [0, 250, 1000, 5000, 5000.0]
}
