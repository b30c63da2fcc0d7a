internal import EventCoding
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest

extension SectionWriter {
  /// Names that a person should decide on: those that are ambiguous, and those that no table has.
  mutating func writeTasks() {
    var groups: [(name: Mention, mentions: [Int])] = []
    var indices: [NameKey: Int] = [:]
    for (index, name) in report.names.enumerated() where isTaken(name) {
      switch name.resolution {
      case .ambiguous, .unknown: break
      case .resolved, .notPlace: continue
      }
      let key = NameKey(name)
      if let known = indices[key] {
        groups[known].mentions.append(index)
      } else {
        indices[key] = groups.count
        groups.append((name, [index]))
      }
    }
    out.raw("<section class=\"tasks\"")
    out.attribute("id", prefix + "t")
    out.raw(">\n")
    out.element("<h3>", language("Names to decide on", "أسماء بانتظار القرار"), "</h3>\n")
    guard !groups.isEmpty else {
      out.element(
        "<p>", language("No name is unknown or ambiguous.", "لا اسم مجهولاً أو ملتبساً."), "</p>\n")
      out.raw("</section>\n")
      return
    }
    out.raw("<p>")
    out.text(
      language(
        "Paste the line that is right into gazetteer/overrides.csv and run again.",
        "ألصق السطر الصحيح في الملف gazetteer/overrides.csv ثم أعد التشغيل."))
    out.raw("</p>\n<ul>\n")
    for group in groups { writeTask(group.name, group.mentions) }
    out.raw("</ul>\n</section>\n")
  }

  private mutating func writeTask(_ name: Mention, _ mentions: [Int]) {
    out.raw("<li><b")
    out.attribute("lang", report.coding.report.language.tag)
    out.raw(">")
    out.isolated(name.text)
    out.raw("</b> · ")
    out.text(language.statusName(name.resolution))
    out.raw(" ·")
    // More links than that nobody follows.
    for (number, mention) in mentions.prefix(20).enumerated() {
      out.raw(" ")
      out.link(to: nameID(mention), "[\(number + 1)]")
    }
    if mentions.count > 20 { out.text(" +\(mentions.count - 20)") }
    out.raw(" · <span class=\"why\" dir=\"auto\">")
    out.text(name.reasons.map(language.reason).joined(separator: language.comma))
    out.raw("</span>\n")
    if name.resolution == .unknown {
      writeSimilarPlaces(to: name)
    } else {
      writeCandidates(of: name)
    }
    out.raw("</li>\n")
  }

  /// What the gazetteer has that is spelled or sounds alike, for a name that it does not have.
  private mutating func writeSimilarPlaces(to name: Mention) {
    let near = report.names.lazy.filter { $0.sentence == name.sentence }.compactMap(\.point).first
    // Below that the likeness is chance: of made-up names the best match had 0.03.
    let results = page.search.lookup(
      OverrideLine.plain(String(name.text.prefix(100))), PlaceSearch.Options(near: near, limit: 4)
    ).filter { $0.score >= 0.05 }
    if results.isEmpty {
      out.raw("<span class=\"cand\">")
      out.text(
        language(
          "The gazetteer has nothing like it: add the place to places-extra.csv if you know it.",
          "لا شبيه له في المعجم: أضف المكان إلى places-extra.csv إن كنت تعرفه."))
      out.raw("</span>")
    }
    for result in results {
      out.raw("<span class=\"cand\">")
      out.code(Self.percent(result.score))
      out.raw(" ")
      writeName(of: result.place)
      out.raw(" ")
      writeWhere(of: result.place)
      writeLine(for: name, .means(placeID: result.place.id), result.place)
      out.raw("</span>")
    }
    out.raw("<span class=\"cand\">")
    out.text(language("not a place at all", "ليس مكاناً أصلاً"))
    writeLine(for: name, .never, nil)
    out.raw("</span>\n")
  }
}
