internal import EventCoding
internal import NewsIngest

extension SectionWriter {
  /// The events that were read, each with the words that it rests on.
  mutating func writeEvents() {
    let events = report.coding.events
    out.raw("<section class=\"events\"")
    out.attribute("id", prefix + "v")
    out.raw(">\n")
    out.element("<h3>", language("Events read", "الأحداث المقروءة"), "</h3>\n")
    if events.isEmpty {
      out.element("<p>", language("No event was read.", "لم يُقرأ أي حدث."), "</p>\n")
    } else {
      let scalars = Array(report.coding.report.text.unicodeScalars)
      out.raw("<ol>\n")
      for (index, event) in events.enumerated() { writeEvent(event, index, scalars) }
      out.raw("</ol>\n")
    }
    out.raw("</section>\n")
  }

  private mutating func writeEvent(_ event: Event, _ index: Int, _ scalars: [Unicode.Scalar]) {
    out.raw("<li")
    out.attribute("id", eventID(index))
    out.raw(" tabindex=\"-1\"><h4><span class=\"no\">")
    out.text("E\(index + 1)")
    out.raw("</span> ")
    out.text(language.name(event.type))
    out.raw(" · ")
    let names = language.names(event.place.nameEnglish, event.place.nameArabic)
    let name = names.first.isEmpty ? event.place.text : names.first
    if let number = eventPlaces[index] {
      out.raw("<a")
      out.attribute("href", "#" + placeID(number))
      out.raw(">")
      out.isolated(name)
      out.raw("</a>")
    } else {
      out.isolated(name)
    }
    out.raw(" · ")
    writeDates(event.dates)
    out.raw("</h4>\n<p>")
    writeSides(of: event)
    var facts: [String] = []
    if event.polarity != .asserted { facts.append(language.name(event.polarity)) }
    facts.append(
      language(
        "place: \(language.placePrecision(event.place.precision))",
        "دقة المكان: \(language.placePrecision(event.place.precision))"))
    facts.append(
      language(
        "time: \(language.datePrecision(event.datePrecision))",
        "دقة الزمن: \(language.datePrecision(event.datePrecision))"))
    facts.append(
      language(
        "grade: \(language.name(event.grade))", "الدرجة: \(language.name(event.grade))"))
    out.text(facts.joined(separator: " · "))
    out.raw(" · ")
    out.text(language("confidence ", "الثقة "))
    out.code(Self.percent(event.confidence))
    if !event.confidenceParts.isEmpty {
      out.text(" (")
      for (index, part) in event.confidenceParts.enumerated() {
        if index > 0 { out.text(language(", ", "، ")) }
        out.text(language.confidencePart(part.name) + " ")
        out.code(Self.percent(part.value))
      }
      out.text(")")
    }
    out.raw("</p>\n<p class=\"evidence\">")
    out.text(language("Evidence: ", "الأدلة: "))
    for item in event.evidence { writeEvidence(item, scalars) }
    out.raw("</p></li>\n")
  }

  private mutating func writeSides(of event: Event) {
    func separate() { out.raw(" · ") }
    if !event.sideA.isEmpty || !event.sideB.isEmpty {
      writeActors(event.sideA)
      if event.sideA.isEmpty { out.text("?") }
      out.text(event.initiator == .both ? " ↔ " : language(" → ", " ← "))
      writeActors(event.sideB)
      if event.sideB.isEmpty { out.text("?") }
      separate()
    }
    if event.controlEffect != .none {
      out.text(language("control: ", "السيطرة: "))
      out.text(language.name(event.controlEffect))
      separate()
    }
    let tallies: [(CountMention.Kind, Tally)] = [
      (.killed, event.killed), (.injured, event.injured), (.captured, event.captured),
      (.defected, event.defected), (.missing, event.missing), (.displaced, event.displaced),
    ]
    for (kind, tally) in tallies where tally.isStated {
      out.raw("<b>")
      out.text(language.name(kind))
      out.raw(" ")
      out.code(tallyText(tally))
      out.raw("</b>")
      if event.countKind != .new {
        out.text(" (\(language.name(event.countKind)))")
      }
      separate()
    }
    if !event.claimedBy.isEmpty {
      out.text(language("said by ", "بحسب "))
      writeActors(event.claimedBy)
      separate()
    }
  }

  /// A link into the text, with the words that it leads to.
  private mutating func writeEvidence(_ item: Evidence, _ scalars: [Unicode.Scalar]) {
    guard item.reportID == report.coding.report.id, let mark = marks.index(of: item.span),
      item.span.start >= 0, item.span.start < item.span.end, item.span.end <= scalars.count
    else { return }
    out.raw("<span class=\"chip\">")
    out.text(language.evidenceName(item.field))
    out.raw(" <a")
    out.attribute("href", "#" + markID(mark))
    out.raw("><bdi>")
    let words = scalars[item.span.start..<item.span.end]
    out.text(OverrideLine.plain(String(String.UnicodeScalarView(words.prefix(60)))))
    if words.count > 60 { out.text("…") }
    out.raw("</bdi></a> ")
    out.code(item.rule)
    out.raw("</span> ")
  }
}
