internal import CivilCalendar
public import EventCoding
public import Gazetteers
internal import Geoparsing
internal import JSONText
internal import NewsIngest
internal import SimpleFeatures

/// One report as `conflictmap extract` prints it: EVENTS.md section 2.
public struct ReportRecord: Sendable {
  private let gazetteer: Gazetteer
  /// Whether names that mean no place are listed too.
  private let explains: Bool

  public init(gazetteer: Gazetteer, explains: Bool = false) {
    self.gazetteer = gazetteer
    self.explains = explains
  }

  /// The JSON object, on one line with its line feed.
  public func line(of coding: ReportCoding) -> [UInt8] {
    var json = JSONWriter(capacity: 4096)
    json.beginObject()
    json.member("doc_id", coding.report.id)
    json.member("published", coding.report.published?.description)
    json.member("language", coding.report.language.tag)
    json.key("toponyms")
    json.beginArray()
    for mention in coding.mentions where explains || mention.resolution != .notPlace {
      write(mention, to: &json)
    }
    json.endArray()
    json.key("dates")
    json.beginArray()
    for date in coding.dates { write(date, to: &json) }
    json.endArray()
    json.key("counts")
    json.beginArray()
    for count in coding.counts { write(count, to: &json) }
    json.endArray()
    json.key("events")
    json.beginArray()
    for event in coding.events {
      let feature = EventFields.feature(of: event, gazetteer: gazetteer)
      json.beginObject()
      for (at, value) in feature.values.enumerated() {
        json.key(EventFields.keys[at])
        GeoJSON.write(value, as: EventFields.all[at].type, to: &json)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.newline()
    return json.bytes
  }

  private func write(_ mention: Mention, to json: inout JSONWriter) {
    json.beginObject()
    write(mention.span, mention.text, to: &json)
    json.member("status", mention.resolution.status)
    if let place = mention.resolution.place {
      json.member("place_id", place.id)
      json.member("name_ar", place.nameArabic)
      json.member("name_en", place.nameEnglish)
    }
    json.key("lat")
    write(mention.point?.latitude, to: &json)
    json.key("lon")
    write(mention.point?.longitude, to: &json)
    json.member("geo_prec", mention.precision)
    json.member("relation", mention.relation.rawValue)
    json.key("confidence")
    if let confidence = mention.confidence {
      json.value(confidence, decimals: 3)
    } else {
      json.null()
    }
    json.member("role", mention.role.rawValue)
    json.key("reason")
    json.beginArray()
    for reason in mention.reasons { json.value(reason) }
    json.endArray()
    json.key("alternatives")
    json.beginArray()
    for place in mention.alternatives {
      json.beginObject()
      json.member("place_id", place.id)
      json.member("name_ar", place.nameArabic)
      json.member("name_en", place.nameEnglish)
      json.member("lat", place.point.latitude, decimals: 5)
      json.member("lon", place.point.longitude, decimals: 5)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func write(_ date: DateMention, to json: inout JSONWriter) {
    json.beginObject()
    write(date.span, date.text, to: &json)
    json.member("date_start", date.dates?.first.description)
    json.member("date_end", date.dates?.last.description)
    json.member("date_prec", date.precision)
    json.member("rule", date.rule)
    json.endObject()
  }

  private func write(_ count: CountMention, to json: inout JSONWriter) {
    json.beginObject()
    write(count.span, count.text, to: &json)
    json.member("kind", count.kind.rawValue)
    json.member("low", count.tally.low)
    json.member("best", count.tally.best)
    json.member("high", count.tally.high)
    json.member("count_kind", count.countKind.rawValue)
    json.member("civilians", count.areCivilians)
    json.key("of")
    json.beginArray()
    for actor in count.ofActors { json.value(actor) }
    json.endArray()
    json.member("rule", count.rule)
    json.endObject()
  }

  private func write(_ span: TextSpan, _ text: String, to json: inout JSONWriter) {
    json.member("start", span.start)
    json.member("end", span.end)
    json.member("text", text)
  }

  private func write(_ degrees: Double?, to json: inout JSONWriter) {
    if let degrees { json.value(degrees, decimals: 5) } else { json.null() }
  }
}
