internal import Cartography
internal import SimpleFeatures

extension SVGDocument {
  mutating func write(_ text: MapScene.Text) {
    if let outlines {
      if isHaloed { haloCount += 1 }
      outlines.write(text, halo: isHaloed ? haloCount : nil, to: &out)
    } else {
      writeLive(text)
    }
  }

  /// Writes labels, those of one look together, so that the look stands in the file once.
  mutating func writeLabels(_ items: [MapScene.Item]) {
    var looks: [TextLook] = []
    var texts: [TextLook: [MapScene.Text]] = [:]
    for item in items {
      guard case .text(let text) = item, text.rotation == 0 else {
        write(item)
        continue
      }
      let look = TextLook(text)
      if texts[look] == nil { looks.append(look) }
      texts[look, default: []].append(text)
    }
    for look in looks {
      out.raw("<g")
      write(look)
      out.raw(">\n")
      for text in texts[look] ?? [] {
        writePosition(of: text)
        writeString(of: text)
      }
      out.raw("</g>\n")
    }
  }

  /// Writes items in their order; texts of one look that follow each other share it.
  mutating func writeInRuns(_ items: [MapScene.Item]) {
    var run: [MapScene.Item] = []
    var runLook: TextLook?
    func look(of item: MapScene.Item) -> TextLook? {
      guard outlines == nil, case .text(let text) = item, text.rotation == 0 else { return nil }
      return TextLook(text)
    }
    for item in items {
      let look = look(of: item)
      if look == nil || look != runLook {
        writeRun(run)
        run = []
      }
      runLook = look
      run.append(item)
    }
    writeRun(run)
  }

  private mutating func writeRun(_ items: [MapScene.Item]) {
    if items.count > 2 {
      writeLabels(items)
    } else {
      for item in items { write(item) }
    }
  }

  private mutating func writeLive(_ text: MapScene.Text) {
    let x = writePosition(of: text)
    write(TextLook(text))
    if text.rotation != 0 {
      out.raw(" transform=\"rotate(")
      out.number(text.rotation)
      out.raw(" ")
      out.number(x)
      out.raw(" ")
      out.number(text.position.y)
      out.raw(")\"")
    }
    writeString(of: text)
  }

  /// Begins the element and returns the x that its anchor has.
  @discardableResult
  private mutating func writePosition(of text: MapScene.Text) -> Double {
    var x = text.position.x
    // Start and end swap with the direction and renderers disagree (w3c/svgwg#628): Arabic is
    // always set about the middle of its measured box.
    if text.face.script == .arabic, text.anchor != .middle {
      let half = text.face.width(of: text.string, size: text.size) / 2
      x += text.anchor == .left ? half : -half
    }
    out.raw("<text")
    out.attribute("x", x)
    out.attribute("y", text.position.y)
    return x
  }

  private mutating func writeString(of text: MapScene.Text) {
    out.raw(">")
    out.text(text.string)
    out.raw("</text>\n")
  }

  private mutating func write(_ look: TextLook) {
    if !look.classes.isEmpty { out.attribute("class", look.classes) }
    out.attribute("font-size", look.size)
    if look.letterSpacing != 0 { out.attribute("letter-spacing", look.letterSpacing) }
    if let color = look.color {
      // The style sheet's fill would win over an attribute.
      out.raw(" style=\"fill:")
      out.color(color)
      out.raw("\"")
    }
    if look.isArabic { out.raw(" xml:lang=\"ar\"") }
  }
}

/// How a text looks, apart from where it stands and what it says.
private struct TextLook: Hashable {
  var classes: String
  var size: Double
  var letterSpacing: Double
  var color: SheetColor?
  var isArabic: Bool

  init(_ text: MapScene.Text) {
    isArabic = text.face.script == .arabic
    var classes = isArabic ? "a " : ""
    switch isArabic ? .middle : text.anchor {
    case .left: break
    case .middle: classes += "m "
    case .right: classes += "e "
    }
    if text.face.isBold { classes += "b " }
    if text.isItalic { classes += "i " }
    self.classes = String(classes.dropLast())
    size = text.size
    // Spacing pulls joined letters apart.
    letterSpacing = isArabic ? 0 : text.letterSpacing
    color = text.color
  }
}

extension MapScene {
  /// All texts, also those of groups, links and definitions, in the order of drawing.
  var texts: [Text] {
    func texts(_ items: [Item]) -> [Text] {
      items.flatMap { item -> [Text] in
        switch item {
        case .text(let text): [text]
        case .group(let group): texts(group.items)
        case .link(_, _, let items): texts(items)
        case .mark, .use: []
        }
      }
    }
    return definitions.flatMap { definition -> [Text] in
      if case .items(_, let items) = definition { texts(items) } else { [] }
    } + texts(items)
  }
}
