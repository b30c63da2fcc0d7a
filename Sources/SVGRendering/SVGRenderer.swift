public import Cartography
internal import SimpleFeatures
internal import TextShaping

/// Writes a scene as SVG 1.1 with the `paint-order` and plain `href` of SVG 2.
///
/// The same scene gives the same bytes. Texts are escaped and control characters left out; there
/// is no script, no event attribute and nothing outside the file is referred to.
public struct SVGRenderer: Sendable {
  public var textMode: TextMode

  public init(textMode: TextMode = .live) { self.textMode = textMode }

  /// The scene as UTF-8.
  ///
  /// Where the fonts that the text mode asks for cannot be read, text is live.
  public func render(_ scene: MapScene) -> [UInt8] {
    var document = SVGDocument(scene, textMode)
    document.write()
    return document.out.bytes
  }
}

/// An SVG in the making.
struct SVGDocument {
  let scene: MapScene
  var out = MarkupWriter()
  /// The outlines that texts are written as, where they are.
  var outlines: TextOutlines?
  /// Whether outlines that are written now get a halo, and how many have got one.
  var isHaloed = false
  var haloCount = 0
  /// Style sheet rules of fonts that the file brings along.
  var fontFaces = MarkupWriter()

  init(_ scene: MapScene, _ textMode: TextMode) {
    self.scene = scene
    switch textMode {
    case .live: break
    case .paths(let fonts): outlines = fonts.open().map { TextOutlines(of: scene, $0) }
    case .embedded(let fonts):
      if let shaper = fonts.open() { fontFaces = embeddedFonts(of: scene, shaper) }
    }
  }

  mutating func write() {
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
    out.raw("</desc>\n")
    writeStyleSheet()
    if !scene.definitions.isEmpty || outlines != nil {
      out.raw("<defs>\n")
      outlines?.writeDefinitions(to: &out)
      for definition in scene.definitions { write(definition) }
      out.raw("</defs>\n")
    }
    if case .chosen? = scene.timeline?.mode {
      // What links lead to stands before all that changes: style sheets look only forward.
      for frame in scene.timeline?.frames ?? [] {
        out.raw("<g class=\"s\"")
        out.attribute("id", frame.name)
        out.raw("/>\n")
      }
    }
    out.raw("<rect")
    out.attribute("width", width)
    out.attribute("height", height)
    out.raw(" fill=\"")
    out.color(scene.background)
    out.raw("\"/>\n")
    writeInRuns(scene.items)
    out.raw("</svg>\n")
  }

  private mutating func write(_ definition: MapScene.Definition) {
    switch definition {
    case .path(let id, let path):
      out.raw("<path")
      out.attribute("id", id.name)
      out.path(path)
      out.raw("/>\n")
    case .items(let id, let items):
      out.raw("<g")
      out.attribute("id", id.name)
      out.raw(">\n")
      for item in items { write(item) }
      out.raw("</g>\n")
    case .boxClip(let id, let box):
      out.raw("<clipPath")
      out.attribute("id", id.name)
      out.raw(">")
      write(.box(box))
      out.raw("/></clipPath>\n")
    case .pathClip(let id, of: let paths):
      out.raw("<clipPath")
      out.attribute("id", id.name)
      out.raw(">")
      for path in paths {
        write(.defined(path))
        out.raw("/>")
      }
      out.raw("</clipPath>\n")
    case .stripes(let id, let stripes): write(id, stripes)
    }
  }

  private mutating func write(_ id: MapScene.ID, _ stripes: MapScene.Stripes) {
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

  mutating func write(_ item: MapScene.Item) {
    switch item {
    case .group(let group): write(group)
    case .mark(let mark): write(mark)
    case .text(let text): write(text)
    case .use(let id, let offset):
      out.raw("<use")
      out.attribute("href", "#" + id.name)
      if offset.x != 0 { out.attribute("x", offset.x) }
      if offset.y != 0 { out.attribute("y", offset.y) }
      out.raw("/>\n")
    case .link(let id, let name, let items):
      out.raw("<a")
      out.attribute("href", "#" + id.name)
      out.raw("><title>")
      out.text(name)
      out.raw("</title>\n")
      for item in items { write(item) }
      out.raw("</a>\n")
    }
  }

  private mutating func write(_ group: MapScene.Group) {
    out.raw("<g")
    // Outlines bring their halo along: that of one glyph must not lie on the next.
    var classes = group.hasHalo && outlines == nil ? "h " : ""
    if let frame = group.frame { classes += "k k\(frame) " }
    if !classes.isEmpty { out.attribute("class", String(classes.dropLast())) }
    if let offset = group.offset {
      out.raw(" transform=\"translate(")
      out.number(offset.x)
      out.raw(" ")
      out.number(offset.y)
      out.raw(")\"")
    }
    if let clip = group.clip { out.reference("clip-path", clip) }
    if let name = group.name {
      out.raw(" role=\"list\"")
      out.attribute("aria-label", name)
    }
    write(group.style)
    out.raw(">\n")
    if group.hasHalo, outlines == nil {
      // Labels do not overlap, so that their order is free.
      writeLabels(group.items)
    } else {
      let outer = isHaloed
      isHaloed = isHaloed || group.hasHalo
      for item in group.items { write(item) }
      isHaloed = outer
    }
    out.raw("</g>\n")
  }

  private mutating func write(_ mark: MapScene.Mark) {
    write(mark.shape)
    if let id = mark.id { out.attribute("id", id.name) }
    if let rows = mark.rows { out.attribute("data-row", rows) }
    if let clip = mark.clip { out.reference("clip-path", clip) }
    write(mark.style)
    if let tooltip = mark.tooltip {
      out.raw("><title>")
      out.text(tooltip)
      out.raw("</title></")
      out.raw(mark.shape.elementName)
      out.raw(">\n")
    } else {
      out.raw("/>\n")
    }
  }

  private mutating func write(_ shape: MapScene.Shape) {
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

  private mutating func write(_ style: MapScene.Style) {
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
