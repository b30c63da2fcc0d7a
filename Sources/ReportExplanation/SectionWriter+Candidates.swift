internal import Gazetteers
internal import Geoparsing
internal import NewsIngest

extension SectionWriter {
  /// The places that a name may mean, each with the line that would decide on it.
  mutating func writeCandidates(of name: Mention) {
    let chosen = name.resolution.place
    for candidate in name.candidates.prefix(6) {
      out.raw("<span class=\"cand\">")
      if name.resolution != .notPlace {
        out.code(Self.percent(candidate.share))
        out.raw(" ")
      }
      writeName(of: candidate.place)
      out.raw(" ")
      writeWhere(of: candidate.place)
      writeLine(
        for: name,
        candidate.place.id == chosen?.id
          ? .doesNotMean(placeID: candidate.place.id) : .means(placeID: candidate.place.id),
        candidate.place)
      out.raw("</span>")
    }
    if name.candidates.count > 6 {
      out.raw("<span class=\"cand\">")
      out.text(
        language(
          "and \(name.candidates.count - 6) more or so",
          "وغيرها \(name.candidates.count - 6) أو أكثر"))
      out.raw("</span>")
    }
    if name.resolution != .notPlace {
      out.raw("<span class=\"cand\">")
      out.text(language("not a place at all", "ليس مكاناً أصلاً"))
      writeLine(for: name, .never, nil)
      out.raw("</span>")
    }
  }

  /// The line of the overrides file for a decision; none for places that are not the gazetteer's.
  mutating func writeLine(
    for name: Mention, _ decision: PlaceOverrides.Decision, _ place: Place?
  ) {
    if let place, page.gazetteer.place(id: place.id) == nil { return }
    let names = place.map { language.names($0.nameEnglish, $0.nameArabic).first } ?? ""
    let line = OverrideLine(
      name: name.text, unit: place.map { unit(for: $0, of: name) } ?? "", decision: decision,
      note: names)
    out.raw("<code class=\"line\">")
    out.text(line.text)
    out.raw("</code>")
  }

  /// The governorate that a decision for `place` should hold in.
  ///
  /// A name that several governorates have is decided for one only, where another place of the
  /// sentence tells that the report speaks of it; else nothing would make the decision hold.
  private func unit(for place: Place, of name: Mention) -> String {
    let units = Set(name.candidates.map(\.place.adm1))
    guard units.count > 1, !place.adm1.isEmpty else { return "" }
    let isSupported = report.names.contains { other in
      other.sentence == name.sentence && other.span != name.span
        && other.resolution.place?.adm1 == place.adm1
    }
    return isSupported ? place.adm1 : ""
  }
}
