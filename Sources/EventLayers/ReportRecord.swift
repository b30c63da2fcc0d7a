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

  /// The JSON object, on one line without its line feed.
  public func json(of coding: ReportCoding) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("doc_id")
    json.value(coding.report.id)
    json.key("published")
    json.value(coding.report.published?.description)
    json.key("language")
    json.value(coding.report.language.tag)
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
      for (field, value) in zip(EventFields.all, feature.values) {
        json.key(field.name)
        GeoJSON.write(value, as: field.type, to: &json)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  private func write(_ mention: Mention, to json: inout JSONWriter) {
    json.beginObject()
    write(mention.span, mention.text, to: &json)
    json.key("status")
    json.value(mention.resolution.status)
    if let place = mention.resolution.place {
      json.key("place_id")
      json.value(place.id)
      json.key("name_ar")
      json.value(place.nameArabic)
      json.key("name_en")
      json.value(place.nameEnglish)
    }
    json.key("lat")
    write(mention.point?.latitude, to: &json)
    json.key("lon")
    write(mention.point?.longitude, to: &json)
    json.key("geo_prec")
    json.value(mention.precision)
    json.key("relation")
    json.value(mention.relation.rawValue)
    json.key("confidence")
    if let confidence = mention.confidence {
      json.value(confidence, decimals: 3)
    } else {
      json.null()
    }
    json.key("role")
    json.value(mention.role.rawValue)
    json.key("reason")
    json.beginArray()
    for reason in mention.reasons { json.value(reason) }
    json.endArray()
    json.key("alternatives")
    json.beginArray()
    for place in mention.alternatives {
      json.beginObject()
      json.key("place_id")
      json.value(place.id)
      json.key("name_ar")
      json.value(place.nameArabic)
      json.key("name_en")
      json.value(place.nameEnglish)
      json.key("lat")
      json.value(place.point.latitude, decimals: 5)
      json.key("lon")
      json.value(place.point.longitude, decimals: 5)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func write(_ date: DateMention, to json: inout JSONWriter) {
    json.beginObject()
    write(date.span, date.text, to: &json)
    json.key("date_start")
    json.value(date.dates?.first.description)
    json.key("date_end")
    json.value(date.dates?.last.description)
    json.key("date_prec")
    json.value(date.precision)
    json.key("rule")
    json.value(date.rule)
    json.endObject()
  }

  private func write(_ count: CountMention, to json: inout JSONWriter) {
    json.beginObject()
    write(count.span, count.text, to: &json)
    json.key("kind")
    json.value(count.kind.rawValue)
    json.key("low")
    json.value(count.tally.low)
    json.key("best")
    json.value(count.tally.best)
    json.key("high")
    json.value(count.tally.high)
    json.key("count_kind")
    json.value(count.countKind.rawValue)
    json.key("civilians")
    json.value(count.areCivilians)
    json.key("of")
    json.beginArray()
    for actor in count.ofActors { json.value(actor) }
    json.endArray()
    json.key("rule")
    json.value(count.rule)
    json.endObject()
  }

  private func write(_ span: TextSpan, _ text: String, to json: inout JSONWriter) {
    json.key("start")
    json.value(span.start)
    json.key("end")
    json.value(span.end)
    json.key("text")
    json.value(text)
  }

  private func write(_ degrees: Double?, to json: inout JSONWriter) {
    if let degrees { json.value(degrees, decimals: 5) } else { json.null() }
  }
}
