import CivilCalendar
import EventCoding
import Gazetteers
import Geoparsing
import NewsIngest
import SimpleFeatures

@testable import Evaluation

/// Four places on one meridian, and mentions and events of them.
enum Sample {
  static let north = place("C1", .village, latitude: 35.1, adm3: "SY050101", name: "Alpha")
  /// 5.56 km (0.05°) south of `north`, in its sub-district.
  static let near = place("C2", .village, latitude: 35.05, adm3: "SY050101", name: "Beta")
  /// A namesake of `north`, 111.2 km (1°) south of it.
  static let namesake = place("C3", .village, latitude: 34.1, adm3: "SY040101", name: "Alpha")
  static let unit = place("SY05", .governorate, latitude: 35, adm3: "", name: "Alpha")

  static let gazetteer = Gazetteer(places: [north, near, namesake, unit])

  private static func place(
    _ id: String, _ kind: PlaceKind, latitude: Double, adm3: String, name: String
  ) -> Place {
    Place(
      id: id, kind: kind, point: GeographicPoint(longitude: 37, latitude: latitude),
      nameEnglish: name, nameArabic: "", names: [PlaceName(name, language: "en", role: .official)],
      adm1: String(adm3.prefix(4)), adm3: adm3)
  }

  static func mention(
    _ span: Range<Int>, _ place: Place?, confidence: Double = 0.9, role: MentionRole = .event,
    relation: PlaceRelation = .at, precision: Int = 2, point: GeographicPoint? = nil
  ) -> Mention {
    Mention(
      span: TextSpan(span), text: "", tokens: 0..<1, sentence: 0,
      resolution: place.map { .resolved($0, confidence: confidence, alternatives: []) }
        ?? .unknown,
      role: role, relation: relation, precision: precision, point: point ?? place?.point)
  }

  static func gold(
    _ span: Range<Int>, _ ids: String..., role: MentionRole = .event, precision: Int? = nil,
    relation: PlaceRelation? = nil, point: GeographicPoint? = nil
  ) -> GoldToponym {
    GoldToponym(
      span: TextSpan(span), place: .known(ids: ids, point: point), role: role,
      precision: precision, relation: relation)
  }

  static func event(
    _ type: EventType, _ place: Place?, on day: String? = "2019-06-20", id: String = "e"
  ) -> Event {
    var event = Event(
      id: id, type: type,
      place: EventPlace(
        id: place?.id, nameArabic: "", nameEnglish: place?.nameEnglish ?? "", text: "",
        point: place?.point, precision: place == nil ? 0 : 2))
    event.dates = day.flatMap { CivilDate(iso: $0) }.map { DateSpan($0, $0) }
    return event
  }

  static func day(_ iso: String, _ last: String? = nil) -> DateSpan? {
    guard let first = CivilDate(iso: iso), let end = CivilDate(iso: last ?? iso) else { return nil }
    return DateSpan(first, end)
  }
}
