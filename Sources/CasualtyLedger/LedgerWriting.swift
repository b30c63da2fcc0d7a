internal import CSVText
internal import CivilCalendar
public import EventCoding
internal import JSONText

extension Ledger {
  /// The rows and the total as CSV by RFC 4180.
  ///
  /// `high` is empty where a figure is open above; `high_at_least` is then what is known.
  public var csv: [UInt8] {
    var csv = CSVWriter()
    csv.append([
      "key", "label", "label_ar", "first_day", "last_day", "events", "events_without_figure",
      "\(kind.rawValue)_low", "\(kind.rawValue)_best", "\(kind.rawValue)_high",
      "\(kind.rawValue)_high_at_least", "events_open_above",
    ])
    for row in rows + [total] {
      let sum = row.sum
      let figures = sum.events > 0
      csv.append(
        [row.key, row.label, row.labelArabic].map(CSVWriter.unformulated) + [
          row.days?.first.description ?? "", row.days?.last.description ?? "",
          String(sum.events), String(row.withoutFigure), figures ? String(sum.low) : "",
          figures ? String(sum.best) : "", sum.high.map(String.init) ?? "",
          figures ? String(sum.highAtLeast) : "", String(sum.openAbove),
        ])
    }
    return csv.bytes
  }

  /// What was left out as CSV: a row an event, with the reason, its figure and who says so.
  public var leftOutCSV: [UInt8] {
    var csv = CSVWriter()
    csv.append([
      "event_id", "reason", "why", "date_start", "date_end", "sub_type", "place_id", "place_en",
      "\(kind.rawValue)_low", "\(kind.rawValue)_best", "\(kind.rawValue)_high", "sources",
    ])
    for item in leftOut {
      let event = item.event
      let tally = kind.tally(of: event)
      csv.append(
        [
          event.id, item.reason.code, item.reason.text, event.dates?.first.description ?? "",
          event.dates?.last.description ?? "", event.type.rawValue, event.place.id ?? "",
          event.place.nameEnglish.isEmpty ? event.place.text : event.place.nameEnglish,
          tally.low.map(String.init) ?? "", tally.best.map(String.init) ?? "",
          tally.high.map(String.init) ?? "", Self.sources(of: event).joined(separator: " | "),
        ].map(CSVWriter.unformulated))
    }
    return csv.bytes
  }

  /// Rows, total, what was left out and notes, as one JSON object.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("kind", kind.rawValue)
    json.lineBreak()
    json.key("rows")
    json.beginArray()
    for row in rows {
      json.lineBreak()
      write(row, to: &json)
    }
    json.endArray()
    json.lineBreak()
    json.key("total")
    write(total, to: &json)
    json.lineBreak()
    json.key("left_out")
    json.beginArray()
    for item in leftOut {
      json.lineBreak()
      write(item, to: &json)
    }
    json.endArray()
    json.lineBreak()
    json.key("notes")
    json.beginArray()
    for note in notes {
      json.lineBreak()
      json.value(note)
    }
    json.endArray()
    json.newline()
    json.endObject()
    json.newline()
    return json.bytes
  }

  private func write(_ row: Row, to json: inout JSONWriter) {
    let figures = row.sum.events > 0
    json.beginObject()
    json.member("key", row.key)
    json.member("label", row.label)
    if !row.labelArabic.isEmpty { json.member("label_ar", row.labelArabic) }
    if let days = row.days {
      json.member("first_day", days.first.description)
      json.member("last_day", days.last.description)
    }
    json.member("events", row.sum.events)
    json.member("events_without_figure", row.withoutFigure)
    json.member("low", figures ? row.sum.low : nil)
    json.member("best", figures ? row.sum.best : nil)
    json.member("high", row.sum.high)
    json.member("high_at_least", figures ? row.sum.highAtLeast : nil)
    json.member("events_open_above", row.sum.openAbove)
    json.endObject()
  }

  private func write(_ item: LeftOut, to json: inout JSONWriter) {
    let event = item.event
    let tally = kind.tally(of: event)
    json.beginObject()
    json.member("event_id", event.id)
    json.member("reason", item.reason.code)
    json.member("why", item.reason.text)
    if case .duplicate(let other) = item.reason { json.member("duplicate_of", other) }
    json.member("date_start", event.dates?.first.description)
    json.member("date_end", event.dates?.last.description)
    json.member("sub_type", event.type.rawValue)
    json.member("place_id", event.place.id)
    json.member("low", tally.low)
    json.member("best", tally.best)
    json.member("high", tally.high)
    json.key("sources")
    json.beginArray()
    for source in Self.sources(of: event) { json.value(source) }
    json.endArray()
    json.endObject()
  }

  /// Who reports the event: the report's id, with its outlet where it has one.
  public static func sources(of event: Event) -> [String] {
    event.sources.map { source in
      source.outlet.map { "\(source.reportID) (\($0))" } ?? source.reportID
    }
  }
}
