internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// The paragraphs below the map, wrapped by their measured width.
  mutating func drawNotes() {
    let paragraphs = content.notes.map(\.self)
    // What the composer adds goes into one paragraph.
    let own = LocalizedText(
      english: remarks.map(\.english).filter { !$0.isEmpty }.joined(separator: " "),
      arabic: remarks.map(\.arabic).filter { !$0.isEmpty }.joined(separator: " "))
    var y = bottom + 14
    let width = sheetWidth - 2 * Self.margin
    func lines(_ text: String, size: Double) -> [(String, Typeface)] {
      let face = face(for: text)
      return face.lines(of: String(text.prefix(2000)), size: size, width: width).map { ($0, face) }
    }
    for paragraph in paragraphs + [own] where !paragraph.isEmpty {
      let first = paragraph.one(language)
      // Arabic above English is ranged to the right, as it is in the title.
      let isFromRight = isMirrored || language.isBilingual && face(for: first).script == .arabic
      for (line, face) in lines(first, size: 10) {
        add(
          .text(
            MapScene.Text(
              line,
              at: PagePoint(x: isFromRight ? sheetWidth - Self.margin : Self.margin, y: y),
              anchor: isFromRight ? .right : .left, face: face, size: 10, color: theme.grayText)))
        y += 13.5
      }
    }
    for paragraph in paragraphs + [own] {
      guard let second = paragraph.second(language) else { continue }
      let isArabic = face(for: second).script == .arabic
      for (line, face) in lines(second, size: 10) {
        add(
          .text(
            MapScene.Text(
              line,
              at: PagePoint(x: isArabic ? sheetWidth - Self.margin : Self.margin, y: y + 2),
              anchor: isArabic ? .right : .left, face: face, size: 10, color: theme.grayText)))
        y += isArabic ? 15 : 13.5
      }
    }
    bottom = y - 13.5
  }
}
