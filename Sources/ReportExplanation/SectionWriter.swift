internal import CivilCalendar
internal import EventCoding
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest

/// Writes the part of a page that a report takes.
struct SectionWriter {
  let page: ExplanationPage
  let report: ExplainedReport
  let language: PageLanguage
  /// What the ids of this report begin with.
  let prefix: String
  let places: [NamedPlace]
  let marks: ReportMarks
  /// The numbers of places by the indices of their mentions.
  let placeNumbers: [Int: Int]
  /// The numbers of places by the indices of the events that were coded there.
  let eventPlaces: [Int: Int]
  /// Names that the geoparser lists, by their spans; the others mean no place.
  private let taken: Set<TextSpan>
  var out = PageWriter()

  init(page: ExplanationPage, report: ExplainedReport, number: Int, language: PageLanguage) {
    self.page = page
    self.report = report
    self.language = language
    prefix = "r\(number)"
    places = NamedPlace.places(of: report.names, events: report.coding.events)
    marks = ReportMarks(report)
    taken = Set(report.coding.mentions.filter { $0.resolution != .notPlace }.map(\.span))
    var numbers: [Int: Int] = [:]
    var eventPlaces: [Int: Int] = [:]
    for place in places {
      for mention in place.mentions { numbers[mention] = place.number }
      for event in place.events { eventPlaces[event] = place.number }
    }
    placeNumbers = numbers
    self.eventPlaces = eventPlaces
  }

  var title: String {
    let title = report.coding.report.title ?? ""
    return title.isEmpty ? report.coding.report.id : title
  }

  /// Whether the name is one of the report's places, or might be.
  func isTaken(_ name: Mention) -> Bool { taken.contains(name.span) }

  var figures: ExplanationPage.Figures {
    var figures = ExplanationPage.Figures()
    for name in report.names {
      switch name.resolution {
      case _ where !isTaken(name): figures.rejected += 1
      case .resolved: figures.resolved += 1
      case .ambiguous: figures.ambiguous += 1
      case .unknown: figures.unknown += 1
      case .notPlace: figures.rejected += 1
      }
    }
    figures.dates = report.coding.dates.count
    figures.counts = report.coding.counts.count
    figures.events = report.coding.events.count
    return figures
  }

  // MARK: Ids

  func eventID(_ index: Int) -> String { "\(prefix)e\(index + 1)" }
  func placeID(_ number: Int) -> String { "\(prefix)p\(number)" }
  func markID(_ index: Int) -> String { "\(prefix)m\(index + 1)" }
  /// The id of the mark of a name.
  func nameID(_ index: Int) -> String {
    marks.index(of: report.names[index].span).map(markID) ?? prefix
  }

  // MARK: The whole

  mutating func writeAll() {
    let source = report.coding.report
    out.raw("<section class=\"report\"")
    out.attribute("id", prefix)
    out.attribute("aria-labelledby", prefix + "h")
    out.raw(">\n<h2")
    out.attribute("id", prefix + "h")
    out.attribute("lang", source.language.tag)
    out.raw(" dir=\"auto\">")
    out.text(title)
    out.raw("</h2>\n")
    writeFacts()
    out.raw("<div class=\"columns\">\n<div class=\"words\">\n")
    writeText()
    writeTasks()
    writeEvents()
    out.raw("</div>\n<aside")
    out.attribute("aria-label", language("Places", "الأماكن"))
    out.raw(">\n")
    writeMap()
    writePlaces()
    out.raw("</aside>\n</div>\n</section>\n")
  }

  /// Where the report comes from and how much was read out of it.
  private mutating func writeFacts() {
    let source = report.coding.report
    out.raw("<p class=\"facts\">")
    if let published = source.published {
      out.text(language("Published ", "نُشر في "))
      out.code(published.description)
    } else {
      out.raw("<strong class=\"warn\">")
      out.text(
        language(
          "No day of publication: relative dates stay open (give --published).",
          "يوم النشر غير معروف: التواريخ النسبية تبقى مفتوحة (استعمل --published)."))
      out.raw("</strong>")
    }
    for fact in [source.source, source.author, source.url, source.id] {
      guard let fact, !fact.isEmpty else { continue }
      out.raw(" · ")
      out.isolated(fact)
    }
    out.raw("</p>\n<p class=\"facts\">")
    let figures = figures
    let parts: [(String, String?)] = [
      (language("Places resolved \(figures.resolved)", "أماكن محددة \(figures.resolved)"), nil),
      (language("ambiguous \(figures.ambiguous)", "ملتبسة \(figures.ambiguous)"), "t"),
      (language("unknown \(figures.unknown)", "مجهولة \(figures.unknown)"), "t"),
      (language("no places \(figures.rejected)", "ليست أماكن \(figures.rejected)"), nil),
      (language("dates \(figures.dates)", "تواريخ \(figures.dates)"), nil),
      (language("counts \(figures.counts)", "أعداد \(figures.counts)"), nil),
      (language("events \(figures.events)", "أحداث \(figures.events)"), "v"),
    ]
    for (index, part) in parts.enumerated() {
      if index > 0 { out.raw(" · ") }
      if let target = part.1 { out.link(to: prefix + target, part.0) } else { out.text(part.0) }
    }
    out.raw("</p>\n")
  }

  // MARK: Words that many parts need

  /// The name of a place in the page's language and the other one.
  mutating func writeName(of place: Place) {
    let names = language.names(place.nameEnglish, place.nameArabic)
    out.raw("<b>")
    out.isolated(names.first)
    out.raw("</b>")
    if let second = names.second {
      out.raw(" ")
      out.isolated(second)
    }
  }

  /// Kind, units and id of a place.
  mutating func writeWhere(of place: Place) {
    out.text(language.name(place.kind))
    for code in [place.adm1, place.adm3] where code != place.id {
      guard let unit = page.gazetteer.unitNames(code) else { continue }
      out.text(language(", ", "، "))
      out.isolated(language(unit.english, unit.arabic))
    }
    out.raw(" ")
    out.code(place.id)
  }

  mutating func writeDates(_ dates: DateSpan?) {
    guard let dates else {
      out.text(language("day not known", "يوم غير معروف"))
      return
    }
    out.code(
      dates.first == dates.last ? "\(dates.first)" : "\(dates.first) – \(dates.last)")
  }

  func tallyText(_ tally: Tally) -> String {
    func figure(_ number: Int?) -> String { number.map(String.init) ?? "?" }
    if tally.low == tally.high, tally.low == tally.best { return figure(tally.best) }
    let high = tally.high.map(String.init) ?? "+"
    return "\(figure(tally.best)) (\(figure(tally.low))–\(high))"
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// Links to events, such as "E1 E4".
  mutating func writeEventLinks(_ events: [Int]) {
    for event in events {
      out.raw(" ")
      out.link(to: eventID(event), "E\(event + 1)")
    }
  }
}
