internal import Cartography
internal import SimpleFeatures

extension Composition {
  /// Title, subtitle and the key of areas.
  mutating func drawHeader() {
    drawTitles()
    drawKey()
  }

  private mutating func drawTitles() {
    let width = sheetWidth - 2 * Self.margin
    let main = content.title.one(language)
    let mainFace = face(for: main, isBold: true)
    var baseline = 44.0
    if content.title.second(language) != nil {
      // The English title at the left and the Arabic one at the right, the first a size larger.
      let (size, arabicSize) = language.isArabicFirst ? (24.0, 27.0) : (27.0, 24.0)
      let english = content.title.english
      let englishFace = face(for: english, isBold: true)
      let arabicWidth = Typeface.arabicBold.width(of: content.title.arabic, size: arabicSize)
      let englishWidth = englishFace.width(of: english, size: size)
      let share = englishWidth + arabicWidth + 20 <= width
      drawTitle(
        english, face: englishFace, size: size, y: baseline,
        width: share ? englishWidth + 1 : width)
      // Where the two do not fit beside each other, the Arabic one gets a line of its own.
      if !share { baseline += 34 }
      let fitted = fit(
        content.title.arabic, .arabicBold, size: arabicSize, smallest: 16, width: width)
      add(
        .text(
          MapScene.Text(
            fitted.string, at: PagePoint(x: sheetWidth - Self.margin, y: baseline),
            anchor: .right, face: .arabicBold, size: fitted.size)))
    } else {
      drawTitle(main, face: mainFace, size: 27, y: baseline, width: width)
    }
    bottom = baseline + 8
    drawSubtitles(width: width, y: baseline + 24)
  }

  private mutating func drawTitle(
    _ title: String, face: Typeface, size: Double, y: Double, width: Double
  ) {
    let fitted = fit(title, face, size: size, smallest: 16, width: width)
    add(
      .text(
        MapScene.Text(
          fitted.string, at: PagePoint(x: side(Self.margin), y: y), anchor: side(.left), face: face,
          size: fitted.size)))
  }

  private mutating func drawSubtitles(width: Double, y: Double) {
    guard !content.subtitle.isEmpty else { return }
    let (items, bottom) = subtitles(content.subtitle, width: width, y: y)
    self.items += items
    self.bottom = bottom + 8
  }

  /// A line that says what and when, in grey below the title, and where it ends.
  func subtitles(
    _ subtitle: LocalizedText, width: Double, y: Double
  ) -> (items: [MapScene.Item], bottom: Double) {
    var y = y
    var items: [MapScene.Item] = []
    func add(
      _ string: String, _ face: Typeface, _ size: Double, x: Double, _ anchor: MapScene.Anchor
    ) {
      items.append(
        .text(
          MapScene.Text(
            string, at: PagePoint(x: x, y: y), anchor: anchor, face: face, size: size,
            color: theme.grayText)))
    }
    guard subtitle.second(language) != nil else {
      let main = subtitle.one(language)
      let face = face(for: main)
      let fitted = fit(main, face, size: 14.5, smallest: 11, width: width)
      add(fitted.string, face, fitted.size, x: side(Self.margin), side(.left))
      return (items, y)
    }
    let face = face(for: subtitle.english)
    let fitted = fit(subtitle.english, face, size: 14.5, smallest: 11, width: width)
    add(fitted.string, face, fitted.size, x: Self.margin, .left)
    let used = face.width(of: fitted.string, size: fitted.size)
    let second = fit(subtitle.arabic, .arabic, size: 15, smallest: 11, width: width)
    if used + Typeface.arabic.width(of: second.string, size: second.size) + 20 > width { y += 22 }
    add(second.string, .arabic, second.size, x: sheetWidth - Self.margin, .right)
    return (items, y)
  }

  /// A text at the largest size that fits into `width`, cut where even the smallest does not.
  private func fit(
    _ text: String, _ face: Typeface, size: Double, smallest: Double, width: Double
  ) -> (string: String, size: Double) {
    let natural = face.width(of: text, size: size)
    guard natural > width else { return (text, size) }
    let reduced = max(smallest, ((size * width / natural) * 10).rounded(.down) / 10)
    return (face.fitted(text, size: reduced, width: width), reduced)
  }

  /// One entry of the key.
  private struct KeyEntry {
    var name: LocalizedText
    var fill: MapScene.Style
    var overlay: MapScene.Style?
  }

  private mutating func drawKey() {
    let entries = keyEntries()
    guard !entries.isEmpty else {
      bottom += 14
      return
    }
    var y = bottom + 14
    var x = Self.margin
    var row: [MapScene.Item] = []
    for entry in entries {
      let english = entry.name.one(language)
      let englishFace = face(for: english)
      let string = englishFace.fitted(english, size: 12.5, width: 400)
      let other = entry.name.second(language) ?? ""
      let otherFace = face(for: other)
      let arabic = otherFace.fitted(other, size: 12.5, width: 300)
      let stringWidth = englishFace.width(of: string, size: 12.5)
      let arabicWidth = arabic.isEmpty ? 0 : otherFace.width(of: arabic, size: 12.5) + 6
      let width = 28 + stringWidth + arabicWidth
      if x + width > sheetWidth - Self.margin, x > Self.margin {
        x = Self.margin
        y += 22
      }
      let box = side(BoundingBox(minX: x, minY: y, maxX: x + 22, maxY: y + 14))
      row.append(.mark(MapScene.Mark(.box(box), entry.fill)))
      if let overlay = entry.overlay { row.append(.mark(MapScene.Mark(.box(box), overlay))) }
      row.append(
        .text(
          MapScene.Text(
            string, at: PagePoint(x: side(x + 28), y: y + 11.5), anchor: side(.left),
            face: englishFace, size: 12.5)))
      if !arabic.isEmpty {
        row.append(
          .text(
            MapScene.Text(
              arabic, at: PagePoint(x: x + 28 + stringWidth + 6, y: y + 11.5), anchor: .left,
              face: otherFace, size: 12.5, color: theme.grayText)))
      }
      x += width + 20
    }
    add(
      .group(
        MapScene.Group(
          row, name: language.isArabicFirst ? "مفتاح: من يسيطر على ماذا" : "Key: who holds what")))
    bottom = y + 28
  }

  private func keyEntries() -> [KeyEntry] {
    let areas = situations.flatMap(\.areas)
    let held = areas.filter { $0.status != .unknown && !$0.polygons.isEmpty }
    let alone = held.filter { $0.sharedWith == nil }.map(\.side)
    let shared = held.filter { $0.sharedWith != nil }.flatMap { [$0.side, $0.sharedWith ?? ""] }
    let points =
      areas.isEmpty && parts.contains(.controlPoints)
      ? situations.flatMap { $0.controlPoints.map(\.side) } : []
    var entries = sides.styles(in: alone + shared + points).map { style in
      KeyEntry(
        name: style.name,
        fill: MapScene.Style(
          fill: fill(of: style.key), stroke: .color(theme.line(of: style)), strokeWidth: 0.8))
    }
    var seen: Set<MapScene.ID> = []
    for area in sorted(areas) where area.status != .unknown && !area.polygons.isEmpty {
      guard let second = area.sharedWith else { continue }
      let id = stripesID(area.side, second)
      guard seen.insert(id).inserted else { continue }
      let a = sides[area.side].name
      let b = sides[second].name
      entries.append(
        KeyEntry(
          name: LocalizedText(
            english: "\(a.english) with \(b.english)", arabic: "\(a.arabic) مع \(b.arabic)"),
          fill: MapScene.Style(
            fill: .stripes(id), stroke: .color(SheetColor(0x8A8A86)), strokeWidth: 0.8)))
    }
    if hasContestedGround {
      entries.append(
        KeyEntry(
          name: LocalizedText(english: "Contested or unclear", arabic: "متنازع عليها أو غير واضحة"),
          fill: .filled(SheetColor(theme.isDark ? 0x8A8270 : theme.isGray ? 0xB4B4B4 : 0xCDBF9F)),
          overlay: MapScene.Style(
            fill: .stripes(Self.hatchID), stroke: .color(SheetColor(0x8A8A86)), strokeWidth: 0.8)))
    }
    if areas.contains(where: { $0.status == .unknown && !$0.polygons.isEmpty }) {
      entries.append(
        KeyEntry(
          name: LocalizedText(english: "Unknown", arabic: "غير معروف"),
          fill: MapScene.Style(
            fill: .color(unknownFill), stroke: .color(SheetColor(0x8A8A86)), strokeWidth: 0.8)))
    }
    for gain in content.gains where !gain.polygons.isEmpty {
      let style = sides[gain.side]
      let name = content.gainsName
      entries.append(
        KeyEntry(
          name: LocalizedText(
            english: "\(style.name.english): \(name.english)",
            arabic: "\(style.name.arabic): \(name.arabic)"),
          fill: MapScene.Style(fill: fill(of: style.key)),
          overlay: gainStyle(of: style)))
    }
    return entries
  }
}
