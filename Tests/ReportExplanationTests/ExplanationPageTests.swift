import CivilCalendar
import EventCoding
import Gazetteers
import Geoparsing
import NewsIngest
import Testing

@testable import ReportExplanation

struct ExplanationPageTests {
  private func sample() throws -> SamplePage {
    var sample = SamplePage(
      "At least 12 people were killed near Firstham on Friday, far from Nowhereton.\nKnownham!",
      title: "A title")
    sample.report.published = CivilDate(iso: "2019-06-08")
    try sample.add(
      "Firstham", .resolved(SamplePage.first, confidence: 0.91, alternatives: [SamplePage.second]),
      reasons: ["exact name", "cue near"],
      candidates: [
        CandidatePlace(place: SamplePage.first, share: 0.9),
        CandidatePlace(place: SamplePage.second, share: 0.1),
      ])
    try sample.add("Nowhereton", .unknown, reasons: ["in no gazetteer"])
    try sample.add("Knownham", .notPlace, role: .context, reasons: ["a person's name"])
    let day = try #require(CivilDate(iso: "2019-06-07"))
    sample.dates = [
      DateMention(
        span: try sample.span("Friday"), text: "Friday", dates: DateSpan(day, day), precision: 1,
        rule: "weekday")
    ]
    sample.counts = [
      CountMention(
        span: try sample.span("At least 12 people"), text: "At least 12 people", kind: .killed,
        tally: Tally(low: 12, best: 12, high: nil), rule: "at_least")
    ]
    var event = Event(
      id: "x", type: .attack,
      place: EventPlace(
        id: "C1", nameArabic: "الأولى", nameEnglish: "Firstham", text: "Firstham",
        point: SamplePage.first.point, precision: 2))
    event.dates = DateSpan(day, day)
    event.killed = Tally(low: 12, best: 12, high: nil)
    event.evidence = [
      Evidence(
        field: "event_type", reportID: "r", span: try sample.span("were killed near Firstham"),
        rule: "en-killed"),
      Evidence(field: "place", reportID: "r", span: try sample.span("Firstham"), rule: "named"),
      Evidence(
        field: "killed", reportID: "r", span: try sample.span("At least 12 people"),
        rule: "at_least"),
    ]
    sample.events = [event]
    return sample
  }

  @Test func `the page is valid, harmless, and has the report's words`() throws {
    let sample = try sample()
    for language in PageLanguage.allCases {
      let html = sample.html(language)
      #expect(errorsOfHTML(html).isEmpty)
      let page = try PageOutline(html)
      page.expectHarmless()
      #expect(page.reportText == sample.report.text)
      #expect(page.all("html")[0].attributes["dir"] == (language == .arabic ? "rtl" : "ltr"))
    }
    #expect(sample.html() == sample.html())
  }

  @Test func `names are marked by status and role, others by kind, and all tell why`() throws {
    let page = try PageOutline(sample().html())
    let marks = page.all("mark").filter { $0.attributes["tabindex"] == "0" }
    #expect(
      marks.compactMap { $0.attributes["class"] } == [
        "q", "w", "n s-resolved o-event", "d", "n s-unknown o-event", "n s-rejected",
      ])
    #expect(marks.compactMap { $0.attributes["data-n"] } == ["E1", "1", "∅", "×"])
    for words in [
      "confidence 91 %", "exact name; cue near", "10 %", "Secondham", "2019-06-07", "weekday",
      "12 (12–+)", "a person's name", "Firstham,,not:C1,,Firstham", "Nowhereton,,never,,",
      "en-killed",
    ] {
      #expect(page.text.contains(words), "\(words)")
    }
  }

  @Test func `words that were read as two things have one mark with both reasons`() throws {
    var sample = SamplePage("They met on Friday.")
    try sample.add("Friday", .notPlace, role: .context, reasons: ["no cue and no neighbour"])
    sample.dates = [
      DateMention(
        span: try sample.span("Friday"), text: "Friday", dates: nil, precision: 6, rule: "weekday")
    ]
    let page = try PageOutline(sample.html())
    let marks = page.all("mark").filter { $0.attributes["tabindex"] == "0" }
    #expect(marks.compactMap { $0.attributes["class"] } == ["n s-rejected d"])
    #expect(page.all(class: "card").count == 1)
    #expect(page.text.contains("no cue and no neighbour") && page.text.contains("weekday"))
  }

  @Test func `the map's markers lead to the words, events to their evidence`() throws {
    let page = try PageOutline(sample().html())
    let markers = page.all(class: "marker")
    #expect(markers.count == 1)
    #expect(markers[0].attributes["href"] == "#r1m1")
    #expect(markers[0].attributes["class"] == "marker w-event")
    #expect(markers[0].attributes["aria-label"] == "1 Firstham, event place")
    let links = page.all("a").compactMap { $0.attributes["href"] }
    for target in ["#r1e1", "#r1m1", "#r1m2", "#r1m5", "#r1m6", "#r1p1"] {
      #expect(links.contains(target), "\(target)")
    }
  }

  @Test func `a name of several governorates is decided for the one that its sentence is in`()
    throws
  {
    var sample = SamplePage("Bothham and Firstham and Otherham.")
    let both = [
      CandidatePlace(place: SamplePage.first, share: 0.5),
      CandidatePlace(place: SamplePage.second, share: 0.5),
    ]
    try sample.add(
      "Bothham", .ambiguous([SamplePage.first, SamplePage.second]), candidates: both)
    try sample.add(
      "Firstham", .resolved(SamplePage.first, confidence: 1, alternatives: []),
      candidates: [both[0]])
    let text = try PageOutline(sample.html()).text
    #expect(text.contains("Bothham,SY01,C1,,Firstham"))
    #expect(text.contains("Bothham,,C2,,Secondham"))
    #expect(text.contains("Firstham,,not:C1,,Firstham"))
  }

  @Test func `an unknown name is offered what sounds like it`() throws {
    var sample = SamplePage("They came to Firsthem.")
    try sample.add("Firsthem", .unknown)
    #expect(try PageOutline(sample.html()).text.contains("Firsthem,,C1,,Firstham"))
  }

  @Test func `what events of other reports rest on is no link of this one`() throws {
    var sample = try sample()
    sample.events[0].evidence.append(
      Evidence(field: "actor", reportID: "other", span: TextSpan(start: 0, end: 2), rule: "x"))
    sample.events[0].evidence.append(
      Evidence(field: "actor", reportID: "r", span: TextSpan(start: 80, end: 9000), rule: "y"))
    let html = sample.html()
    try PageOutline(html).expectHarmless()
    #expect(errorsOfHTML(html).isEmpty)
  }

  @Test(arguments: [
    ("exact name", "الاسم مطابق"), ("cue قرى", "كلمة دالة: قرى"),
    ("3.7 km from تل ملح", "على بعد 3.7 كم من تل ملح"),
    ("5000 m in direction 90°", "على مسافة 5000 م باتجاه 90°"),
    ("between Hama and Homs", "بين Hama وHoms"), ("something new", "something new"),
  ])
  func `reasons are told in the page's language where they can be`(
    _ english: String, _ arabic: String
  ) {
    #expect(PageLanguage.arabic.reason(english) == arabic)
    #expect(PageLanguage.english.reason(english) == english)
  }

  @Test func `several reports stand under one index with ids of their own`() throws {
    let sample = try sample()
    let sections = (1...3).map {
      SamplePage.page.section(of: sample.explained, number: $0, language: .english)
    }
    let page = try PageOutline(SamplePage.page.html(of: sections, language: .english))
    page.expectHarmless()
    #expect(page.all("h1").count == 1)
    #expect(page.all(class: "report").compactMap { $0.attributes["id"] } == ["r1", "r2", "r3"])
  }

  @Test func `a report in which nothing was found is a page too`() throws {
    let html = SamplePage("").html()
    try PageOutline(html).expectHarmless()
    #expect(errorsOfHTML(html).isEmpty)
  }
}

struct HostilePageTests {
  struct Attack: CustomTestStringConvertible {
    var testDescription: String
    var words: String
  }

  static let attacks = [
    Attack(
      testDescription: "a script and an image",
      words: "<script>alert(1)</script><img src=x onerror=alert(1)>"),
    Attack(
      testDescription: "end tags", words: "</mark></div></style></title><svg onload=alert(1)>"),
    Attack(testDescription: "an end of an attribute", words: "\" onmouseover=\"alert(1)\" x='"),
    Attack(
      testDescription: "comments and references",
      words: "--><!--<![CDATA[ ]]>&amp;&#60;script&#62;"),
    Attack(testDescription: "an address that runs", words: "javascript:alert(1)"),
    Attack(
      testDescription: "control characters", words: "\u{0}\u{1}\u{B}\u{1B}[31m\u{7F}\u{85}"),
    Attack(
      testDescription: "marks of direction", words: "\u{202E}gnp.exe\u{2066}\u{2069}\u{200F}"),
    Attack(
      testDescription: "what is no character", words: "\u{FFFE}\u{FFFF}\u{1FFFE}\u{2028}\u{2029}"),
    Attack(testDescription: "a very long word", words: String(repeating: "W", count: 20_000)),
    Attack(testDescription: "accents", words: String(repeating: "\u{301}", count: 500)),
    Attack(testDescription: "line ends", words: "a\r\nb\tc\u{FEFF}"),
    Attack(
      testDescription: "style rules", words: "{}body{display:none}@import url(http://example.org)"),
  ]

  @Test func `the check of the markup finds faults`() {
    #expect(!errorsOfHTML(Array("<!DOCTYPE html><p>a</b></p>".utf8)).isEmpty)
  }

  @Test(arguments: attacks)
  func `hostile words cannot leave their place`(_ row: Attack) throws {
    let attack = row.words
    var place = SamplePage.first
    place.nameEnglish = attack
    place.nameArabic = attack
    var sample = SamplePage("Before \(attack) after", title: attack)
    sample.report.id = attack
    sample.report.url = attack
    sample.report.source = attack
    sample.report.author = attack
    sample.report.language = .other(attack)
    let candidates = [CandidatePlace(place: place, share: 1)]
    try sample.add(
      attack, .ambiguous([place]), reasons: [attack], candidates: candidates)
    try sample.add(
      "after", .resolved(place, confidence: 1, alternatives: []), candidates: candidates)
    sample.dates = [
      DateMention(
        span: try sample.span("Before"), text: attack, dates: nil, precision: 6, rule: attack)
    ]
    var event = Event(
      id: attack, type: .other,
      place: EventPlace(
        id: place.id, nameArabic: attack, nameEnglish: attack, text: attack, point: place.point,
        precision: 2))
    event.sideA = [attack]
    event.claimedBy = [attack]
    event.evidence = [
      Evidence(field: attack, reportID: attack, span: try sample.span("after"), rule: attack)
    ]
    sample.events = [event]
    for language in PageLanguage.allCases {
      let html = sample.html(language)
      #expect(errorsOfHTML(html).isEmpty)
      try PageOutline(html).expectHarmless()
      let text = String(decoding: html, as: UTF8.self)
      #expect(!text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }
}
