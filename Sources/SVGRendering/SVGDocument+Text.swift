internal import Cartography
internal import SimpleFeatures

extension SVGDocument {
  mutating func write(_ text: MapScene.Text) {
    if let outlines {
      outlines.write(text, ink: scene.ink, to: &out)
    } else {
      writeLive(text)
    }
  }

  private mutating func writeLive(_ text: MapScene.Text) {
    let isArabic = text.face.script == .arabic
    var x = text.position.x
    var anchor = text.anchor
    // Start and end swap with the direction and renderers disagree (w3c/svgwg#628): Arabic is
    // always set about the middle of its measured box.
    if isArabic, anchor != .middle {
      let half = text.face.width(of: text.string, size: text.size) / 2
      x += anchor == .left ? half : -half
      anchor = .middle
    }
    out.raw("<text")
    out.attribute("x", x)
    out.attribute("y", text.position.y)
    var classes = isArabic ? "a " : ""
    switch anchor {
    case .left: break
    case .middle: classes += "m "
    case .right: classes += "e "
    }
    if text.face.isBold { classes += "b " }
    if text.isItalic { classes += "i " }
    if !classes.isEmpty { out.attribute("class", String(classes.dropLast())) }
    out.attribute("font-size", text.size)
    // Spacing pulls joined letters apart.
    if text.letterSpacing != 0, !isArabic { out.attribute("letter-spacing", text.letterSpacing) }
    if let color = text.color {
      // The style sheet's fill would win over an attribute.
      out.raw(" style=\"fill:")
      out.color(color)
      out.raw("\"")
    }
    if isArabic { out.raw(" xml:lang=\"ar\"") }
    if text.rotation != 0 {
      out.raw(" transform=\"rotate(")
      out.number(text.rotation)
      out.raw(" ")
      out.number(x)
      out.raw(" ")
      out.number(text.position.y)
      out.raw(")\"")
    }
    out.raw(">")
    out.text(text.string)
    out.raw("</text>\n")
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
