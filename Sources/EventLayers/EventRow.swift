internal import CivilCalendar
internal import EventCoding
internal import JSONText
internal import NewsIngest
internal import SimpleFeatures

/// A row of an event layer, asked by the names of EVENTS.md section 3; what the layer does not have
/// is `nil`.
struct EventRow {
  let columns: [String: Int]
  let feature: Feature

  static func columns(of fields: [Field]) -> [String: Int] {
    Dictionary(
      fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
  }

  func text(_ field: String) -> String? {
    switch columns[field].map({ feature.values[$0] }) {
    case .text(let text)?, .time(let text)?: text
    default: nil
    }
  }

  func integer(_ field: String) -> Int? {
    switch columns[field].map({ feature.values[$0] }) {
    case .integer(let number)?: number
    case .real(let number)?: Int(exactly: number)
    default: nil
    }
  }

  func real(_ field: String) -> Double? {
    switch columns[field].map({ feature.values[$0] }) {
    case .real(let number)?: number
    case .integer(let number)?: Double(number)
    default: nil
    }
  }

  func flag(_ field: String) -> Bool? {
    switch columns[field].map({ feature.values[$0] }) {
    case .boolean(let flag)?: flag
    case .integer(let number)?: number != 0
    default: nil
    }
  }

  func span(_ first: String, _ last: String) -> DateSpan? {
    guard let first = text(first).flatMap({ CivilDate(iso: $0) }),
      let last = text(last).flatMap({ CivilDate(iso: $0) }), first <= last
    else { return nil }
    return DateSpan(first, last)
  }

  /// The elements of a list that is kept as JSON; none where it is no list.
  private func items(_ field: String) -> [JSONValue] {
    guard let text = text(field),
      let value = try? JSONValue(parsing: Array(text.utf8))
    else { return [] }
    return value.array ?? []
  }

  func texts(_ field: String) -> [String] { items(field).compactMap(\.text) }

  /// When, where, what, and what it did to control; `nil` without an id or a known sub-type.
  var outline: Event? {
    guard let id = text("event_id"), let type = text("sub_type").flatMap(EventType.init) else {
      return nil
    }
    var point: GeographicPoint?
    if case .point(let position)? = feature.geometry {
      point = position
    } else if let latitude = real("lat"), let longitude = real("lon") {
      let written = GeographicPoint(longitude: longitude, latitude: latitude)
      if written.isValid { point = written }
    }
    var event = Event(
      id: id, type: type,
      place: EventPlace(
        id: text("place_id"), nameArabic: text("place_ar") ?? "",
        nameEnglish: text("place_en") ?? "", text: text("place_text") ?? "",
        relation: text("place_relation") ?? "at", point: point,
        precision: integer("geo_prec") ?? 0, radius: real("geo_radius_m"),
        adm1: text("adm1_pcode") ?? "", adm2: text("adm2_pcode") ?? "",
        adm3: text("adm3_pcode") ?? ""))
    event.dates = span("date_start", "date_end")
    event.datePrecision = integer("date_prec") ?? 6
    event.reported = span("report_date_min", "report_date_max")
    event.polarity = text("polarity").flatMap(Event.Polarity.init) ?? .asserted
    event.controlEffect = text("control_effect").flatMap(Event.ControlEffect.init) ?? .none
    event.controlFrom = text("control_from")
    event.controlTo = text("control_to")
    event.confidence = real("confidence") ?? 0
    return event
  }

  /// All that the row tells; `nil` without an id or a known sub-type.
  var event: Event? {
    guard var event = outline else { return nil }
    event.status = text("status").flatMap(Event.Status.init) ?? .candidate
    event.sideA = texts("side_a")
    event.sideB = texts("side_b")
    event.initiator = text("initiator").flatMap(Event.Initiator.init) ?? .unknown
    event.interaction = integer("interaction")
    event.targetsCivilians = flag("civilian_targeting") ?? false
    event.claimedBy = texts("claimed_by")
    event.killed = tally("killed")
    event.injured = tally("injured")
    event.captured = tally("captured")
    event.defected = tally("defected")
    event.missing = tally("missing")
    event.displaced = tally("displaced")
    event.killedOfA = integer("killed_a")
    event.killedOfB = integer("killed_b")
    event.killedCivilians = integer("killed_civ")
    event.killedUnknown = integer("killed_unk")
    event.countKind = text("count_kind").flatMap(Event.CountKind.init) ?? .new
    event.sources = items("sources").map { source in
      EventSource(
        reportID: source["report_id"]?.text ?? "", outlet: source["outlet"]?.text,
        title: source["title"]?.text, url: source["url"]?.text,
        published: source["published"]?.text.flatMap { CivilDate(iso: $0) },
        language: source["language"]?.text ?? "und")
    }
    event.independentSources = integer("n_independent") ?? 1
    event.evidence = items("evidence").compactMap { item in
      guard let start = item["start"]?.number.flatMap({ Int(exactly: $0) }),
        let end = item["end"]?.number.flatMap({ Int(exactly: $0) })
      else { return nil }
      return Evidence(
        field: item["field"]?.text ?? "", reportID: item["report_id"]?.text ?? "",
        span: TextSpan(start: start, end: end), rule: item["rule"]?.text ?? "")
    }
    event.disagreements = items("disagreements").map { item in
      Disagreement(
        field: item["field"]?.text ?? "", value: item["value"]?.text ?? "",
        saidBy: item["said_by"]?.text ?? "")
    }
    if let parts = text("confidence_parts").map({ try? JSONValue(parsing: Array($0.utf8)) }),
      case .object(let members)? = parts
    {
      event.confidenceParts = members.compactMap { member in
        member.value.number.map { Event.ConfidencePart(name: member.key, value: $0) }
      }
    }
    event.grade = text("grade").flatMap(Event.Grade.init) ?? .weak
    event.mergedFrom = texts("merged_from")
    return event
  }

  private func tally(_ kind: String) -> Tally {
    Tally(
      low: integer("\(kind)_low"), best: integer("\(kind)_best"), high: integer("\(kind)_high"))
  }
}
