import CivilCalendar
import ConflictSymbology
import EventCoding
import Gazetteers
import Geoparsing
import NewsIngest
import ReportExplanation
import SimpleFeatures
import Testing

/// A report and a gazetteer of three places, made by hand: what is read is not tried here.
struct SamplePage {
  static let first = Place(
    id: "C1", kind: .village, point: GeographicPoint(longitude: 36.5, latitude: 35.3),
    nameEnglish: "Firstham", nameArabic: "الأولى", names: [], adm1: "SY01")
  static let second = Place(
    id: "C2", kind: .village, point: GeographicPoint(longitude: 36.6, latitude: 35.35),
    nameEnglish: "Secondham", nameArabic: "الثانية", adm1: "SY02")
  static let unit = Place(
    id: "SY01", kind: .governorate, point: GeographicPoint(longitude: 36.7, latitude: 35.1),
    nameEnglish: "Unitshire", nameArabic: "المحافظة")

  static let gazetteer = Gazetteer(places: [
    named(first), named(second), named(unit),
  ])

  private static func named(_ place: Place) -> Place {
    var place = place
    place.names = [
      PlaceName(place.nameEnglish, language: "en", role: .official),
      PlaceName(place.nameArabic, language: "ar", role: .official),
    ]
    return place
  }

  var report: Report
  var names: [Mention] = []
  var dates: [DateMention] = []
  var counts: [CountMention] = []
  var events: [Event] = []

  init(_ text: String, title: String? = nil, language: Language = .english) {
    report = Report(id: "r", text: text, title: title, language: language)
  }

  /// Where `words` first stand in the text.
  func span(_ words: String) throws -> TextSpan {
    let text = Array(report.text.unicodeScalars)
    let words = Array(words.unicodeScalars)
    let start = try #require(
      (0...max(0, text.count - words.count)).first { text[$0...].starts(with: words) })
    return TextSpan(start: start, end: start + words.count)
  }

  mutating func add(
    _ words: String, _ resolution: ToponymResolution, role: MentionRole = .event,
    reasons: [String] = [], candidates: [CandidatePlace] = []
  ) throws {
    var mention = Mention(
      span: try span(words), text: words, tokens: 0..<1, sentence: 0, resolution: resolution,
      role: role, precision: resolution.place == nil ? 0 : 2, point: resolution.place?.point,
      radius: 1000, reasons: reasons)
    mention.candidates = candidates
    names.append(mention)
  }

  var explained: ExplainedReport {
    ExplainedReport(
      coding: ReportCoding(
        report: report, mentions: names.filter { $0.resolution != .notPlace }, dates: dates,
        counts: counts, events: events),
      names: names)
  }

  static let page = ExplanationPage(
    gazetteer: gazetteer, actors: try! ActorLexicon([]), baseMap: ConflictMapContent.BaseMap(),
    attribution: ["Made for tests & nothing else"], program: "conflictmap test"
  ) { points in
    guard let box = BoundingBox(points) else { return nil }
    // A plane good enough for a drawing nobody measures on.
    return MapGround(extent: box.insetBy(-0.2)) {
      ProjectedPoint(easting: $0.longitude * 90_000, northing: $0.latitude * 111_000)
    }
  }

  func html(_ language: PageLanguage = .english) -> [UInt8] {
    Self.page.html(
      of: [Self.page.section(of: explained, number: 1, language: language)], language: language)
  }
}
