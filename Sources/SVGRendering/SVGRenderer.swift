public import Cartography
internal import SimpleFeatures

/// Writes a scene as SVG 1.1 with the `paint-order` and plain `href` of SVG 2.
///
/// The same scene gives the same bytes. Texts are escaped and control characters left out; there
/// is no script, no event attribute and nothing outside the file is referred to.
public struct SVGRenderer: Sendable {
  public init() {}

  /// The scene as UTF-8.
  public func render(_ scene: MapScene) -> [UInt8] {
    var out = MarkupWriter()
    let width = scene.width
    let height = scene.height
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
    out.number(width)
    out.raw(" ")
    out.number(height)
    out.raw("\"")
    out.attribute("width", width)
    out.attribute("height", height)
    out.raw(" role=\"img\" aria-labelledby=\"t d\"")
    out.attribute("xml:lang", scene.language)
    out.attribute("lang", scene.language)
    out.raw(">\n<title id=\"t\">")
    out.text(scene.title)
    out.raw("</title><desc id=\"d\">")
    out.text(scene.summary)
    out.raw("</desc>\n<style>text{")
    out.raw("font-family:\"Noto Sans\",\"Helvetica Neue\",Arial,sans-serif;fill:")
    out.color(scene.ink)
    out.raw(
      "}.a{font-family:\"Noto Naskh Arabic\",\"Geeza Pro\",\"Traditional Arabic\",\"Noto Sans\",serif;"
    )
    out.raw("direction:rtl;unicode-bidi:plaintext}.m{text-anchor:middle}.e{text-anchor:end}")
    out.raw(".b{font-weight:700}.i{font-style:italic}.h{paint-order:stroke;stroke:")
    out.color(scene.halo)
    out.raw(";stroke-opacity:.86;stroke-width:2.6;stroke-linejoin:round}")
    out.raw("@media print{svg{width:180mm;height:auto}}</style>\n")
    if !scene.definitions.isEmpty {
      out.raw("<defs>\n")
      for definition in scene.definitions { write(definition, to: &out) }
      out.raw("</defs>\n")
    }
    out.raw("<rect")
    out.attribute("width", width)
    out.attribute("height", height)
    out.raw(" fill=\"")
    out.color(scene.background)
    out.raw("\"/>\n")
    for item in scene.items { write(item, to: &out) }
    out.raw("</svg>\n")
    return out.bytes
  }

  private func write(_ definition: MapScene.Definition, to out: inout MarkupWriter) {
    switch definition {
    case .path(let id, let path):
      out.raw("<path")
      out.attribute("id", id.name)
      out.path(path)
      out.raw("/>\n")
    case .boxClip(let id, let box):
      out.raw("<clipPath")
      out.attribute("id", id.name)
      out.raw(">")
      write(.box(box), to: &out)
      out.raw("/></clipPath>\n")
    case .pathClip(let id, of: let paths):
      out.raw("<clipPath")
      out.attribute("id", id.name)
      out.raw(">")
      for path in paths {
        write(.defined(path), to: &out)
        out.raw("/>")
      }
      out.raw("</clipPath>\n")
    case .stripes(let id, let stripes):
      out.raw("<pattern")
      out.attribute("id", id.name)
      out.attribute("width", stripes.period)
      out.attribute("height", stripes.period)
      out.raw(" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(")
      out.number(stripes.angle)
      out.raw(")\">")
      if let ground = stripes.ground {
        out.raw("<rect")
        out.attribute("width", stripes.period)
        out.attribute("height", stripes.period)
        out.attribute("fill", ground)
        out.raw("/>")
      }
      out.raw("<rect")
      out.attribute("width", stripes.width)
      out.attribute("height", stripes.period)
      out.attribute("fill", stripes.color)
      if stripes.opacity != 1 { out.attribute("fill-opacity", stripes.opacity, decimals: 2) }
      out.raw("/></pattern>\n")
    }
  }

  private func write(_ item: MapScene.Item, to out: inout MarkupWriter) {
    switch item {
    case .group(let group):
      out.raw("<g")
      if group.hasHalo { out.raw(" class=\"h\"") }
      if let clip = group.clip { out.reference("clip-path", clip) }
      if let name = group.name {
        out.raw(" role=\"group\"")
        out.attribute("aria-label", name)
      }
      write(group.style, to: &out)
      out.raw(">\n")
      for item in group.items { write(item, to: &out) }
      out.raw("</g>\n")
    case .mark(let mark):
      write(mark.shape, to: &out)
      if let clip = mark.clip { out.reference("clip-path", clip) }
      write(mark.style, to: &out)
      if let tooltip = mark.tooltip {
        out.raw("><title>")
        out.text(tooltip)
        out.raw("</title></")
        out.raw(mark.shape.elementName)
        out.raw(">\n")
      } else {
        out.raw("/>\n")
      }
    case .text(let text):
      write(text, to: &out)
    }
  }

  private func write(_ shape: MapScene.Shape, to out: inout MarkupWriter) {
    out.raw("<")
    out.raw(shape.elementName)
    switch shape {
    case .path(let path): out.path(path)
    case .circle(let center, let radius):
      out.attribute("cx", center.x)
      out.attribute("cy", center.y)
      out.attribute("r", radius)
    case .box(let box):
      out.attribute("x", box.minX)
      out.attribute("y", box.minY)
      out.attribute("width", box.width)
      out.attribute("height", box.height)
    case .defined(let id): out.attribute("href", "#" + id.name)
    }
  }

  private func write(_ style: MapScene.Style, to out: inout MarkupWriter) {
    out.paint("fill", style.fill)
    if let opacity = style.fillOpacity { out.attribute("fill-opacity", opacity, decimals: 2) }
    out.paint("stroke", style.stroke)
    if let width = style.strokeWidth { out.attribute("stroke-width", width, decimals: 2) }
    if let opacity = style.strokeOpacity { out.attribute("stroke-opacity", opacity, decimals: 2) }
    if let dash = style.dash {
      out.raw(" stroke-dasharray=\"")
      for (index, length) in dash.enumerated() {
        if index > 0 { out.raw(" ") }
        out.number(length)
      }
      out.raw("\"")
    }
    if style.hasRoundJoins { out.raw(" stroke-linejoin=\"round\"") }
    if style.hasRoundCaps { out.raw(" stroke-linecap=\"round\"") }
  }

  private func write(_ text: MapScene.Text, to out: inout MarkupWriter) {
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

extension MapScene.Shape {
  fileprivate var elementName: StaticString {
    switch self {
    case .path: "path"
    case .circle: "circle"
    case .box: "rect"
    case .defined: "use"
    }
  }
}
