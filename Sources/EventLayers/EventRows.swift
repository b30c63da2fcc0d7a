internal import CivilCalendar
public import EventCoding
public import SimpleFeatures

extension FeatureTable {
  /// The rows of an event layer as slices and control need them: when, where, what and what it did
  /// to control. Rows without an id or of no known sub-type are left out.
  public var eventOutlines: [EventOutline] {
    let columns = Dictionary(
      fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
    return features.compactMap { feature in
      func text(_ field: String) -> String? {
        switch columns[field].map({ feature.values[$0] }) {
        case .text(let text)?, .time(let text)?: text
        default: nil
        }
      }
      func integer(_ field: String) -> Int? {
        if case .integer(let number)? = columns[field].map({ feature.values[$0] }) {
          number
        } else {
          nil
        }
      }
      guard let id = text("event_id"), let type = text("sub_type").flatMap(EventType.init) else {
        return nil
      }
      var point: GeographicPoint?
      if case .point(let position)? = feature.geometry { point = position }
      var place = EventPlace(
        id: text("place_id"), nameArabic: text("place_ar") ?? "",
        nameEnglish: text("place_en") ?? "", text: text("place_text") ?? "",
        relation: text("place_relation") ?? "at", point: point,
        precision: integer("geo_prec") ?? 0)
      place.adm1 = text("adm1_pcode") ?? ""
      var event = Event(id: id, type: type, place: place)
      if let first = text("date_start").flatMap({ CivilDate(iso: $0) }),
        let last = text("date_end").flatMap({ CivilDate(iso: $0) }), first <= last
      {
        event.dates = DateSpan(first, last)
      }
      event.datePrecision = integer("date_prec") ?? 6
      if let first = text("report_date_min").flatMap({ CivilDate(iso: $0) }),
        let last = text("report_date_max").flatMap({ CivilDate(iso: $0) }), first <= last
      {
        event.reported = DateSpan(first, last)
      }
      event.polarity = text("polarity").flatMap(Event.Polarity.init) ?? .asserted
      event.controlEffect = text("control_effect").flatMap(Event.ControlEffect.init) ?? .none
      event.controlFrom = text("control_from")
      event.controlTo = text("control_to")
      if case .real(let confidence)? = columns["confidence"].map({ feature.values[$0] }) {
        event.confidence = confidence
      }
      return EventOutline(event: event, feature: feature)
    }
  }
}

/// An event as a layer has it, beside its row.
public struct EventOutline: Sendable {
  public var event: Event
  public var feature: Feature
}
