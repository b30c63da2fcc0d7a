internal import EventCoding
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest

extension SectionWriter {
  /// The words of the report with their marks.
  mutating func writeText() {
    let source = report.coding.report
    out.raw("<div class=\"text\"")
    out.attribute("lang", source.language.tag)
    switch source.language {
    case .arabic: out.raw(" dir=\"rtl\"")
    case .english: out.raw(" dir=\"ltr\"")
    case .other: out.raw(" dir=\"auto\"")
    }
    out.raw(">")
    let scalars = Array(source.text.unicodeScalars)
    let nesting = SpanNesting(marks.marks.map(\.span), length: scalars.count)
    var seen: [NameKey: Int] = [:]
    // The cards of open pieces; a card stands at the end of the first piece.
    var open: [Bool] = []
    for step in nesting.steps {
      switch step {
      case .text(let range):
        // What is blank above the first word only pushes it down.
        out.lines(
          range.lowerBound > 0 ? scalars[range] : scalars[range].drop { $0 == "\n" || $0 == "\r" })
      case .open(let mark, let isFirst):
        openMark(mark, isFirst: isFirst)
        open.append(isFirst)
      case .close(let mark):
        if open.popLast() == true { writeCard(of: mark, &seen) }
        out.raw("</mark>")
      }
    }
    out.raw("</div>\n")
  }

  /// What two mentions must share for one list of candidates to do.
  struct NameKey: Hashable {
    var text: String
    var status: String
    var place: String?
    var candidates: [String]

    init(_ name: Mention) {
      text = OverrideLine.plain(name.text)
      status = name.resolution.status
      place = name.resolution.place?.id
      candidates = name.candidates.map(\.place.id)
    }
  }

  /// The sign behind a name: its number on the map and what it is named for.
  func sign(of index: Int) -> String {
    let name = report.names[index]
    guard isTaken(name) else { return "×" }
    switch name.resolution {
    case .ambiguous: return "?"
    case .unknown: return "∅"
    case .notPlace: return "×"
    case .resolved:
      let number = placeNumbers[index].map(String.init) ?? "–"
      switch name.role {
      case .event, .context: return number
      case .origin: return number + " ⇠"
      case .government: return number + " ⌂"
      case .agreement: return number + " §"
      case .actorName: return number + " ¶"
      }
    }
  }

  private mutating func openMark(_ index: Int, isFirst: Bool) {
    let mark = marks.marks[index]
    out.raw("<mark")
    out.attribute("class", mark.kinds.map(style).joined(separator: " "))
    if isFirst {
      let id = markID(index)
      out.attribute("id", id)
      out.raw(" tabindex=\"0\"")
      out.attribute("aria-describedby", id + "k")
      // What tells an event carries its number; who did it is underlined alone.
      let told = mark.evidence.filter { $0.field == "event_type" }.map { "E\($0.event + 1)" }
      if let name = mark.name {
        out.attribute("data-n", sign(of: name))
      } else if !told.isEmpty {
        out.attribute("data-n", told.joined(separator: " "))
      }
    }
    out.raw(">")
  }

  /// The classes of a mark, which the style sheet knows.
  private func style(_ kind: ReportMarks.Kind) -> String {
    switch kind {
    case .name(let index):
      let name = report.names[index]
      if !isTaken(name) || name.resolution == .notPlace { return "n s-rejected" }
      return "n s-\(name.resolution.status) o-"
        + name.role.rawValue.split(separator: "_").joined(separator: "-")
    case .date: return "d"
    case .count: return "q"
    case .words: return "w"
    }
  }

  private mutating func writeCard(of index: Int, _ seen: inout [NameKey: Int]) {
    out.raw("<span class=\"card\"")
    out.attribute("id", markID(index) + "k")
    if report.coding.report.language.tag != language.rawValue {
      out.attribute("lang", language.rawValue)
      out.attribute("dir", language.direction)
    }
    out.raw(">")
    let mark = marks.marks[index]
    for kind in mark.kinds {
      switch kind {
      case .name(let name): writeNameCard(name, &seen)
      case .date(let date): writeDateCard(report.coding.dates[date])
      case .count(let count): writeCountCard(report.coding.counts[count])
      case .words: break
      }
    }
    if !mark.evidence.isEmpty {
      out.raw("<span class=\"row\">")
      out.text(language("Evidence:", "دليل على:"))
      for item in mark.evidence {
        writeEventLinks([item.event])
        out.raw(" ")
        out.text(language.evidenceName(item.field))
        out.raw(" ")
        out.code(item.rule)
      }
      out.raw("</span>")
    }
    out.raw("</span>")
  }

  private mutating func writeDateCard(_ date: DateMention) {
    out.raw("<span class=\"row\"><b>")
    writeDates(date.dates)
    out.raw("</b> · ")
    out.text(language.datePrecision(date.precision))
    out.raw(" · ")
    out.code(date.rule)
    out.raw("</span>")
  }

  private mutating func writeCountCard(_ count: CountMention) {
    out.raw("<span class=\"row\"><b>")
    out.text(language.name(count.kind))
    out.raw(" ")
    out.code(tallyText(count.tally))
    out.raw("</b> · ")
    out.text(language.name(count.countKind))
    if count.areCivilians {
      out.raw(" · ")
      out.text(language("civilians", "مدنيون"))
    }
    out.raw(" · ")
    out.code(count.rule)
    out.raw("</span>")
    if !count.ofActors.isEmpty {
      out.raw("<span class=\"row\">")
      out.text(language("Of: ", "من: "))
      writeActors(count.ofActors)
      out.raw("</span>")
    }
  }

  private mutating func writeNameCard(_ index: Int, _ seen: inout [NameKey: Int]) {
    let name = report.names[index]
    out.raw("<span class=\"row\"><b>")
    out.text(
      isTaken(name) || name.resolution == .notPlace
        ? language.statusName(name.resolution)
        : language("left out: too little speaks for a place", "أُهمل: لا يكفي ما يدل على مكان"))
    out.raw("</b>")
    if name.resolution != .notPlace || name.role == .actorName {
      out.raw(" · ")
      out.text(language.name(name.role))
    }
    if name.resolution.place != nil {
      out.raw(" · ")
      out.text(language.placePrecision(name.precision))
    }
    out.raw("</span>")
    if case .resolved(let place, let confidence, _) = name.resolution {
      out.raw("<span class=\"row\">")
      if name.relation != .at {
        out.text(language.name(name.relation))
        out.raw(" ")
      }
      writeName(of: place)
      out.raw(" ")
      writeWhere(of: place)
      out.raw("</span><span class=\"row\">")
      out.text(language("confidence ", "الثقة "))
      out.code(Self.percent(confidence))
      if name.eventScore > 0 {
        out.raw(" · ")
        out.text(language("score as event place ", "درجة كونه موقع الحدث "))
        out.code(Self.percent(name.eventScore))
      }
      out.raw("</span>")
    }
    if !name.reasons.isEmpty {
      out.raw("<span class=\"row why\" dir=\"auto\">")
      out.text(name.reasons.map(language.reason).joined(separator: language.comma))
      out.raw("</span>")
    }
    let key = NameKey(name)
    if let first = seen[key] {
      out.raw("<span class=\"row\">")
      out.link(
        to: nameID(first), language("candidates: see its first mention", "المرشحون: عند أول ذكر"))
      out.raw("</span>")
    } else {
      seen[key] = index
      writeCandidates(of: name)
    }
  }

  mutating func writeActors(_ ids: [String]) {
    for (index, id) in ids.enumerated() {
      if index > 0 { out.text(language(", ", "، ")) }
      if let actor = page.actors.actor(id: id) {
        out.isolated(language.names(actor.nameEnglish, actor.nameArabic).first)
      } else {
        out.isolated(id)
      }
    }
  }
}
