public import NewsIngest
internal import CivilCalendar
internal import EventCoding
internal import Geoparsing
internal import JSONText
internal import SimpleFeatures

/// Reads the lines of a gold file; docs/evaluation.md has the format.
public struct GoldFormat: Sendable {
  /// The file's name in messages.
  public var path: String

  public init(path: String) { self.path = path }

  /// The record on one line.
  ///
  /// Fields that the format does not know are refused, so that a misspelt one does not silently
  /// leave something out of the score.
  ///
  /// - Throws: ``ReadingProblem`` with the line and the field that is wrong.
  public func record(_ bytes: [UInt8], line: Int) throws(ReadingProblem) -> GoldRecord {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw problem(line, "not JSON: byte \(error.column): expected \(error.expected)")
    }
    do throws(FieldError) {
      return try record(FieldReader(value, "the record", known: Self.recordFields), line)
    } catch {
      throw problem(line, error.reason)
    }
  }

  /// Whether the spans of `record` lie in `text`, and cover the words that it says they cover.
  ///
  /// - Throws: ``ReadingProblem`` for the first span that does not.
  public func check(_ record: GoldRecord, against text: String) throws(ReadingProblem) {
    let scalars = Array(text.unicodeScalars)
    for (index, toponym) in (record.toponyms ?? []).enumerated() {
      let span = toponym.span
      guard span.end <= scalars.count else {
        throw problem(
          record.line,
          "toponyms[\(index)]: end \(span.end) is beyond the text's \(scalars.count) scalars")
      }
      guard let expected = toponym.text else { continue }
      let covered = String(String.UnicodeScalarView(scalars[span.start..<span.end]))
      guard covered.unicodeScalars.elementsEqual(expected.unicodeScalars) else {
        throw problem(
          record.line,
          "toponyms[\(index)]: \(span.start)..<\(span.end) of the text is “\(covered)”, not "
            + "“\(expected)”; offsets count Unicode scalars")
      }
    }
  }

  private func problem(_ line: Int, _ reason: String) -> ReadingProblem {
    ReadingProblem(path: path, line: line, reason: reason)
  }

  // MARK: - The record

  private static let recordFields: Set<String> = [
    "doc_id", "text", "text_file", "text_sha256", "title", "source", "published", "language",
    "note", "toponyms", "complete", "events", "events_complete",
  ]

  private func record(_ fields: FieldReader, _ line: Int) throws(FieldError) -> GoldRecord {
    guard let id = try fields.text("doc_id"), !id.isEmpty else {
      throw FieldError("doc_id is missing")
    }
    var record = GoldRecord(id: id, line: line, content: try content(fields))
    record.title = try fields.text("title")
    record.source = try fields.text("source")
    record.published = try fields.date("published")
    record.language = try fields.text("language").map(Language.init(tag:))
    record.hasAllToponyms = try fields.flag("complete") ?? false
    record.hasAllEvents = try fields.flag("events_complete") ?? true
    if let values = try fields.array("toponyms") {
      var toponyms: [GoldToponym] = []
      for (index, value) in values.enumerated() {
        toponyms.append(
          try toponym(FieldReader(value, "toponyms[\(index)]", known: Self.toponymFields)))
      }
      record.toponyms = toponyms
    }
    if let values = try fields.array("events") {
      var events: [GoldEvent] = []
      for (index, value) in values.enumerated() {
        events.append(
          try event(
            FieldReader(value, "events[\(index)]", known: Self.eventFields)))
      }
      record.events = events
    }
    return record
  }

  private func content(_ fields: FieldReader) throws(FieldError) -> GoldRecord.Content {
    let name = try fields.text("text_file")
    if let text = try fields.text("text") {
      guard name == nil else { throw FieldError("text and text_file exclude each other") }
      return .text(text)
    }
    guard let name else { throw FieldError("neither text nor text_file is there") }
    guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      throw FieldError("text_file is a name within the folder that --texts gives")
    }
    guard let digest = try fields.text("text_sha256"), digest.utf8.count == 64,
      digest.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { throw FieldError("text_file needs text_sha256: 64 hexadecimal digits in lower case") }
    return .file(name: name, sha256: digest)
  }

  // MARK: - A place

  private static let toponymFields: Set<String> = [
    "start", "end", "text", "place_id", "accepted", "lat", "lon", "role", "geo_prec", "relation",
    "note",
  ]

  private func toponym(_ fields: FieldReader) throws(FieldError) -> GoldToponym {
    guard let start = try fields.integer("start"), let end = try fields.integer("end"),
      start >= 0, end > start
    else { throw fields.error("start and end are whole numbers, 0 <= start < end") }
    return GoldToponym(
      span: TextSpan(start: start, end: end), text: try fields.text("text"),
      place: try place(fields), role: try fields.code("role"),
      precision: try fields.integer("geo_prec", in: 0...10),
      relation: try fields.code("relation"))
  }

  /// `place_id` is absent (nobody said), null (in no gazetteer) or an id; `accepted` has others
  /// that are right too; a point may stand beside it or alone.
  private func place(_ fields: FieldReader) throws(FieldError) -> GoldPlace {
    let latitude = try fields.number("lat", in: -90...90)
    let longitude = try fields.number("lon", in: -180...180)
    guard (latitude == nil) == (longitude == nil) else {
      throw fields.error("lat and lon stand together")
    }
    var point: GeographicPoint?
    if let latitude, let longitude {
      point = GeographicPoint(longitude: longitude, latitude: latitude)
    }
    let others = try fields.texts("accepted")
    if let id = try fields.text("place_id") {
      guard !id.isEmpty else { throw fields.error("place_id is empty; null is for no place") }
      return .known(ids: [id] + others, point: point)
    }
    guard others.isEmpty else { throw fields.error("accepted stands beside a place_id") }
    if let point { return .known(ids: [], point: point) }
    return fields.isNull("place_id") ? .unknown : .notAnnotated
  }

  // MARK: - An event

  /// The fields of EVENTS.md section 3 that are scored, then those that are let through.
  private static let eventFields: Set<String> = [
    "place_id", "accepted", "lat", "lon", "date_start", "date_end", "date_prec", "event_type",
    "sub_type", "accepted_sub_types", "polarity", "control_effect", "control_from", "control_to",
    "side_a", "side_b", "killed_low", "killed_best", "killed_high", "injured_low", "injured_best",
    "injured_high", "count_kind",
    "note", "event_id", "status", "report_date_min", "report_date_max", "initiator", "interaction",
    "civilian_targeting", "claimed_by", "place_ar", "place_en", "place_text", "place_relation",
    "geo_prec", "geo_radius_m", "captured_low", "captured_best", "captured_high", "defected_low",
    "defected_best", "defected_high", "missing_low", "missing_best", "missing_high",
    "displaced_low", "displaced_best", "displaced_high", "killed_a", "killed_b", "killed_civ",
    "killed_unk",
  ]

  private func event(_ fields: FieldReader) throws(FieldError) -> GoldEvent {
    var event = GoldEvent(place: try place(fields))
    if let first = try fields.date("date_start") {
      let last = try fields.date("date_end") ?? first
      guard first <= last else { throw fields.error("date_end is before date_start") }
      event.dates = DateSpan(first, last)
    }
    event.datePrecision = try fields.integer("date_prec", in: 1...6)
    if let type: EventType = try fields.code("sub_type") {
      event.types.append(type)
      if let category: EventCategory = try fields.code("event_type"), category != type.category {
        throw fields.error("\(type.rawValue) is of the type \(type.category.rawValue)")
      }
    } else {
      throw fields.error("sub_type is missing")
    }
    for name in try fields.texts("accepted_sub_types") {
      guard let type = EventType(rawValue: name) else {
        throw fields.error("accepted_sub_types: “\(name)” is none of EVENTS.md table 4")
      }
      event.types.append(type)
    }
    event.polarity = try fields.code("polarity") ?? .asserted
    event.controlEffect = try fields.code("control_effect")
    event.controlFrom = try fields.texts("control_from")
    event.controlTo = try fields.texts("control_to")
    event.sideA = try fields.texts("side_a")
    event.sideB = try fields.texts("side_b")
    event.killed = try fields.tally("killed")
    event.injured = try fields.tally("injured")
    event.countKind = try fields.code("count_kind")
    return event
  }
}
