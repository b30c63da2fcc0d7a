internal import CivilCalendar
public import EventCoding
public import Gazetteers
internal import JSONText
internal import NewsIngest
public import SimpleFeatures

extension FeatureTable {
  /// The events as a layer of points, with the fields of EVENTS.md section 3.
  ///
  /// Events known only to a sub-district or worse keep their representative point; `geo_prec` and
  /// `geo_radius_m` say how little it means, and the maps do not draw it as a point.
  ///
  /// - Parameters:
  ///   - events: In the order in which they are to be written.
  ///   - gazetteer: Gives the names of the administrative units.
  public static func events(_ events: [Event], gazetteer: Gazetteer) -> FeatureTable {
    FeatureTable(
      name: "events", title: "Events",
      summary: "What happened, where, when and by whose word; one row an event.",
      geometryType: .point, fields: EventFields.all,
      features: events.map { EventFields.feature(of: $0, gazetteer: gazetteer) })
  }

  /// The claims: what each single report says, before claims were merged to events.
  public static func claims(_ claims: [Event], gazetteer: Gazetteer) -> FeatureTable {
    FeatureTable(
      name: "claims", title: "Claims",
      summary: "What single reports say; events list the claims they were merged from.",
      geometryType: nil, fields: EventFields.all,
      features: claims.map {
        Feature(values: EventFields.feature(of: $0, gazetteer: gazetteer).values)
      })
  }
}

enum EventFields {
  static let all: [Field] =
    [
      Field("event_id", .text, alias: "Event id", hxlTag: "#event+id"),
      Field("status", .text, alias: "Status", hxlTag: "#status"),
      Field("date_start", .date, alias: "First day", hxlTag: "#date+start"),
      Field("date_end", .date, alias: "Last day", hxlTag: "#date+end"),
      Field("t_start", .dateTime, alias: "First second"),
      Field("t_end", .dateTime, alias: "Last second"),
      Field(
        "date_prec", .integer, alias: "Date precision (1 day … 6 unknown)",
        hxlTag: "#date+precision"),
      Field("report_date_min", .date, alias: "First reported", hxlTag: "#date+reported"),
      Field("report_date_max", .date, alias: "Last reported", hxlTag: "#date+reported+last"),
      Field("event_type", .text, alias: "Type", hxlTag: "#event+type"),
      Field("sub_type", .text, alias: "Sub-type", hxlTag: "#event+type+sub"),
      Field("polarity", .text, alias: "Polarity", hxlTag: "#event+polarity"),
      Field("control_effect", .text, alias: "Effect on control", hxlTag: "#event+control"),
      Field("control_from", .text, alias: "Control lost by", hxlTag: "#actor+control+lost"),
      Field("control_to", .text, alias: "Control gained by", hxlTag: "#actor+control+gained"),
      Field("side_a", .json, alias: "Side A", hxlTag: "#actor+a"),
      Field("side_b", .json, alias: "Side B", hxlTag: "#actor+b"),
      Field("initiator", .text, alias: "Initiator", hxlTag: "#actor+initiator"),
      Field("interaction", .integer, alias: "Interaction (ACLED)", hxlTag: "#event+interaction"),
      Field(
        "civilian_targeting", .boolean, alias: "Civilians targeted",
        hxlTag: "#event+civilians+targeted"),
      Field("claimed_by", .json, alias: "Claimed by", hxlTag: "#meta+claimed_by"),
      Field("place_id", .text, alias: "Place id", hxlTag: "#loc+code"),
      Field("place_ar", .text, alias: "Place (Arabic)", hxlTag: "#loc+name+i_ar"),
      Field("place_en", .text, alias: "Place (English)", hxlTag: "#loc+name+i_en"),
      Field("place_text", .text, alias: "Place as written", hxlTag: "#loc+name+written"),
      Field("place_relation", .text, alias: "Relation to the place", hxlTag: "#loc+relation"),
      Field("lat", .real, alias: "Latitude", hxlTag: "#geo+lat"),
      Field("lon", .real, alias: "Longitude", hxlTag: "#geo+lon"),
      Field("geo_prec", .integer, alias: "Place precision (1 site … 10)", hxlTag: "#geo+precision"),
      Field("geo_radius_m", .real, alias: "Uncertainty of the place (m)", hxlTag: "#geo+radius+m"),
      Field("adm1_pcode", .text, alias: "Governorate code", hxlTag: "#adm1+code"),
      Field("adm1_ar", .text, alias: "Governorate (Arabic)", hxlTag: "#adm1+name+i_ar"),
      Field("adm1_en", .text, alias: "Governorate", hxlTag: "#adm1+name+i_en"),
      Field("adm2_pcode", .text, alias: "District code", hxlTag: "#adm2+code"),
      Field("adm2_ar", .text, alias: "District (Arabic)", hxlTag: "#adm2+name+i_ar"),
      Field("adm2_en", .text, alias: "District", hxlTag: "#adm2+name+i_en"),
      Field("adm3_pcode", .text, alias: "Sub-district code", hxlTag: "#adm3+code"),
      Field("adm3_ar", .text, alias: "Sub-district (Arabic)", hxlTag: "#adm3+name+i_ar"),
      Field("adm3_en", .text, alias: "Sub-district", hxlTag: "#adm3+name+i_en"),
    ] + tallies
    + [
      Field("killed_a", .integer, alias: "Killed of side A", hxlTag: "#affected+killed+side_a"),
      Field("killed_b", .integer, alias: "Killed of side B", hxlTag: "#affected+killed+side_b"),
      Field(
        "killed_civ", .integer, alias: "Civilians killed", hxlTag: "#affected+killed+civilians"),
      Field(
        "killed_unk", .integer, alias: "Killed, side unknown",
        hxlTag: "#affected+killed+side_unknown"),
      Field("count_kind", .text, alias: "Kind of count", hxlTag: "#meta+count_kind"),
      Field("sources", .json, alias: "Sources", hxlTag: "#meta+source"),
      Field("n_reports", .integer, alias: "Reports", hxlTag: "#meta+num+reports"),
      Field(
        "n_independent", .integer, alias: "Independent reports", hxlTag: "#meta+num+independent"),
      Field("evidence", .json, alias: "Evidence"),
      Field("disagreements", .json, alias: "Disagreements"),
      Field("grade", .text, alias: "Grade", hxlTag: "#meta+grade"),
      Field("confidence", .real, alias: "Confidence (0 to 1)", hxlTag: "#meta+confidence"),
      Field("confidence_parts", .json, alias: "Parts of the confidence"),
      Field("merged_from", .json, alias: "Merged from claims"),
    ]

  /// The names of ``all`` as keys of an object.
  static let keys = all.map { JSONKey($0.name) }

  private static let tallies: [Field] = [
    ("killed", "Killed"), ("injured", "Injured"), ("captured", "Captured"),
    ("defected", "Defected"), ("missing", "Missing"), ("displaced", "Displaced"),
  ].flatMap { name, alias in
    [
      Field("\(name)_low", .integer, alias: "\(alias), low", hxlTag: "#affected+\(name)+min"),
      Field("\(name)_best", .integer, alias: "\(alias), best", hxlTag: "#affected+\(name)"),
      Field("\(name)_high", .integer, alias: "\(alias), high", hxlTag: "#affected+\(name)+max"),
    ]
  }

  static func feature(of event: Event, gazetteer: Gazetteer) -> Feature {
    let place = event.place
    var values: [FieldValue] = [
      .text(event.id), .text(event.status.rawValue), day(event.dates?.first),
      day(event.dates?.last), .init(time: event.dates?.first.firstSecond),
      .init(time: event.dates?.last.lastSecond), .integer(event.datePrecision),
      day(event.reported?.first), day(event.reported?.last),
      .text(event.type.category.rawValue), .text(event.type.rawValue),
      .text(event.polarity.rawValue), .text(event.controlEffect.rawValue),
      .init(event.controlFrom), .init(event.controlTo), list(event.sideA), list(event.sideB),
      .text(event.initiator.rawValue), .init(event.interaction),
      .boolean(event.targetsCivilians), list(event.claimedBy), .init(place.id),
      filled(place.nameArabic), filled(place.nameEnglish), filled(place.text),
      .text(place.relation), .init(place.point?.latitude), .init(place.point?.longitude),
      .integer(place.precision), .init(place.radius),
    ]
    for code in [place.adm1, place.adm2, place.adm3] {
      let unit = code.isEmpty ? nil : gazetteer.labels(id: code)
      values += [filled(code), filled(unit?.arabic ?? ""), filled(unit?.english ?? "")]
    }
    for tally in [
      event.killed, event.injured, event.captured, event.defected, event.missing, event.displaced,
    ] {
      values += [.init(tally.low), .init(tally.best), .init(tally.high)]
    }
    values += [
      .init(event.killedOfA), .init(event.killedOfB), .init(event.killedCivilians),
      .init(event.killedUnknown), .text(event.countKind.rawValue), sources(event.sources),
      .integer(Set(event.sources.map(\.reportID)).count), .integer(event.independentSources),
      evidence(event.evidence), disagreements(event.disagreements), .text(event.grade.rawValue),
      .real(event.confidence), parts(event.confidenceParts), list(event.mergedFrom),
    ]
    return Feature(values: values, geometry: place.point.map(Geometry.point))
  }

  private static func sources(_ sources: [EventSource]) -> FieldValue {
    json { json in
      json.beginArray()
      for source in sources {
        json.beginObject()
        json.member("report_id", source.reportID)
        json.member("outlet", source.outlet)
        json.member("title", source.title)
        json.member("url", source.url)
        json.member("published", source.published?.description)
        json.member("language", source.language)
        json.endObject()
      }
      json.endArray()
    }
  }

  private static func evidence(_ evidence: [Evidence]) -> FieldValue {
    json { json in
      json.beginArray()
      for item in evidence {
        json.beginObject()
        json.member("field", item.field)
        json.member("report_id", item.reportID)
        json.member("start", item.span.start)
        json.member("end", item.span.end)
        json.member("rule", item.rule)
        json.endObject()
      }
      json.endArray()
    }
  }

  private static func disagreements(_ disagreements: [Disagreement]) -> FieldValue {
    disagreements.isEmpty
      ? .text("[]")
      : json { json in
        json.beginArray()
        for item in disagreements {
          json.beginObject()
          json.member("field", item.field)
          json.member("value", item.value)
          json.member("said_by", item.saidBy)
          json.endObject()
        }
        json.endArray()
      }
  }

  private static func parts(_ parts: [Event.ConfidencePart]) -> FieldValue {
    json { json in
      json.beginObject()
      for part in parts {
        json.member(part.name, part.value, decimals: 3)
      }
      json.endObject()
    }
  }
}

/// A day as a cell, null where there is none.
func day(_ date: CivilDate?) -> FieldValue { .init(time: date?.description) }

/// A text as a cell, null where it is empty.
func filled(_ text: String) -> FieldValue { text.isEmpty ? .null : .text(text) }

/// A list of texts as a cell of JSON.
package func list(_ texts: [String]) -> FieldValue {
  texts.isEmpty
    ? .text("[]")
    : json { json in
      json.beginArray()
      for text in texts { json.value(text) }
      json.endArray()
    }
}

func json(_ write: (inout JSONWriter) -> Void) -> FieldValue {
  var json = JSONWriter()
  write(&json)
  return .text(String(decoding: json.bytes, as: UTF8.self))
}

extension FieldValue {
  init(time: String?) { self = time.map(FieldValue.time) ?? .null }
}
