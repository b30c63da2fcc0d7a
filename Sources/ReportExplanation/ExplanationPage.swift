internal import CivilCalendar
public import ConflictSymbology
public import EventCoding
public import Gazetteers
internal import NewsIngest
public import SimpleFeatures

/// Writes what was read out of reports as one page: the words with their marks, a small map, the
/// events with their evidence, and the names that a person should decide on.
///
/// The page is one file of HTML without script, which refers to nothing outside itself. The same
/// reports give the same bytes.
public struct ExplanationPage: Sendable {
  let gazetteer: Gazetteer
  let search: PlaceSearch
  let actors: ActorLexicon
  let baseMap: ConflictMapContent.BaseMap
  /// The lines that every output must print.
  let attribution: [String]
  /// The program and its version.
  let program: String
  let ground: @Sendable ([GeographicPoint]) -> MapGround?
  /// The towns that help to find one's way, the greatest first.
  let towns: [Place]

  /// - Parameter ground: The ground for a map around some points; `nil` for no map.
  public init(
    gazetteer: Gazetteer, actors: ActorLexicon, baseMap: ConflictMapContent.BaseMap,
    attribution: [String], program: String,
    ground: @escaping @Sendable ([GeographicPoint]) -> MapGround?
  ) {
    self.gazetteer = gazetteer
    search = PlaceSearch(gazetteer)
    self.actors = actors
    self.baseMap = baseMap
    self.attribution = attribution
    self.program = program
    self.ground = ground
    let places = gazetteer.places
    towns = places.indices.filter { places.rank(at: $0) <= 3 && places.kind(at: $0).isSettlement }
      .map { places[$0] }
      .sorted { ($0.rank, $1.population, $0.id) < ($1.rank, $0.population, $1.id) }
  }

  /// The part of a page that a report takes.
  public struct Section: Sendable {
    let html: PageWriter
    let id: String
    let title: String
    let reportLanguage: Language
    let published: String?
    let figures: Figures
  }

  /// How much was read out of a report.
  struct Figures: Sendable {
    var resolved = 0
    var ambiguous = 0
    var unknown = 0
    var rejected = 0
    var dates = 0
    var counts = 0
    var events = 0
  }

  /// What was read out of the report that is the `number`th of the page, from 1.
  public func section(
    of report: ExplainedReport, number: Int, language: PageLanguage
  ) -> Section {
    var writer = SectionWriter(page: self, report: report, number: number, language: language)
    writer.writeAll()
    return Section(
      html: writer.out, id: writer.prefix, title: writer.title,
      reportLanguage: report.coding.report.language,
      published: report.coding.report.published?.description, figures: writer.figures)
  }

  /// The page of some sections, with an index where there are several.
  public func html(of sections: [Section], language: PageLanguage) -> [UInt8] {
    var out = PageWriter()
    let title =
      sections.count == 1
      ? sections[0].title
      : language("\(sections.count) reports explained", "شرح \(sections.count) من التقارير")
    out.raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"")
    out.attribute("lang", language.rawValue)
    out.attribute("dir", language.direction)
    out.raw(">\n<head>\n<meta charset=\"utf-8\"/>\n")
    // Were a mistake of ours to let markup through, the browser still would load and run nothing.
    out.raw("<meta http-equiv=\"Content-Security-Policy\"")
    out.attribute("content", "default-src 'none'; style-src 'unsafe-inline'")
    out.raw("/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
    out.raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"generator\"")
    out.attribute("content", program)
    out.raw("/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>")
    out.text(title)
    out.raw("</title>\n<style>\n")
    PageStyle.write(to: &out)
    out.raw("</style>\n</head>\n<body>\n")
    writeLegend(language, to: &out)
    if sections.count > 1 { writeIndex(sections, title, language, to: &out) }
    out.raw("<main>\n")
    for section in sections { out.append(section.html) }
    out.raw("</main>\n<footer>\n")
    out.element("<p>", program, "</p>\n")
    for line in attribution { out.element("<p dir=\"auto\">", line, "</p>\n") }
    out.raw("</footer>\n</body>\n</html>\n")
    return out.bytes
  }

  private func writeIndex(
    _ sections: [Section], _ title: String, _ language: PageLanguage, to out: inout PageWriter
  ) {
    out.raw("<nav class=\"index\"")
    out.attribute("aria-label", language("Reports", "التقارير"))
    out.raw(">\n")
    out.element("<h1>", title, "</h1>\n")
    out.raw("<ol>\n")
    for section in sections {
      out.raw("<li><a")
      out.attribute("href", "#" + section.id)
      out.raw("><bdi")
      out.attribute("lang", section.reportLanguage.tag)
      out.raw(">")
      out.text(section.title)
      out.raw("</bdi></a> <small>")
      if let published = section.published {
        out.code(published)
        out.raw(" · ")
      }
      let figures = section.figures
      out.text(
        language(
          "\(figures.events) events, \(figures.resolved) places resolved, "
            + "\(figures.ambiguous + figures.unknown) to decide",
          "الأحداث \(figures.events)، الأماكن المحددة \(figures.resolved)، "
            + "بانتظار القرار \(figures.ambiguous + figures.unknown)"))
      out.raw("</small></li>\n")
    }
    out.raw("</ol>\n</nav>\n")
  }

  private func writeLegend(_ language: PageLanguage, to out: inout PageWriter) {
    out.raw("<header class=\"legend\"")
    out.attribute("aria-label", language("What the signs mean", "معاني الإشارات"))
    out.raw("><span>")
    out.text(
      language(
        "Point at a sign or tab to it for its reasons.",
        "أشر إلى العلامة أو انتقل إليها بمفتاح Tab لترى أسبابها."))
    out.raw("</span>\n")
    func sample(_ open: StaticString, _ text: String) {
      out.raw(open)
      out.text(text)
      out.raw("</mark>\n")
    }
    sample(
      "<mark class=\"n s-resolved o-event\" data-n=\"1\">", language("event place", "موقع حدث"))
    sample(
      "<mark class=\"n s-resolved o-context\" data-n=\"2\">", language("named only", "ذكر عابر"))
    sample(
      "<mark class=\"n s-resolved o-origin\" data-n=\"3 ⇠\">",
      language("where people come from", "موطن أشخاص"))
    sample(
      "<mark class=\"n s-resolved o-government\" data-n=\"4 ⌂\">",
      language("government", "حكومة"))
    sample(
      "<mark class=\"n s-resolved o-agreement\" data-n=\"5 §\">", language("agreement", "اتفاق"))
    sample("<mark class=\"n s-ambiguous\" data-n=\"?\">", language("ambiguous", "ملتبس"))
    sample("<mark class=\"n s-unknown\" data-n=\"∅\">", language("unknown", "مجهول"))
    sample("<mark class=\"n s-rejected\" data-n=\"×\">", language("no place", "ليس مكاناً"))
    sample("<mark class=\"d\">", language("date", "تاريخ"))
    sample("<mark class=\"q\">", language("count", "عدد"))
    sample("<mark class=\"w\" data-n=\"E1\">", language("words of an event", "ألفاظ حدث"))
    out.raw("</header>\n")
  }
}
