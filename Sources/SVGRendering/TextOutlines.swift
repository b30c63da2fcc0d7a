internal import Cartography
internal import SimpleFeatures
internal import TextShaping

/// Texts as outlines of glyphs, each glyph defined once.
struct TextOutlines {
  private struct GlyphKey: Hashable, Comparable {
    var font: Int
    var index: UInt32

    static func < (a: GlyphKey, b: GlyphKey) -> Bool { (a.font, a.index) < (b.font, b.index) }
  }

  fileprivate struct TextKey: Hashable {
    var string: String
    var face: Typeface
    var isItalic: Bool
  }

  private var lines: [TextKey: ShapedLine] = [:]
  private var outlines: [(key: GlyphKey, steps: [FontFile.OutlineStep])] = []

  /// Shapes all texts of `scene`.
  init(of scene: MapScene, _ shaper: TextShaper) {
    var glyphs: Set<GlyphKey> = []
    for text in scene.texts {
      let key = TextKey(text)
      guard lines[key] == nil else { continue }
      let line = shaper.line(
        key.string, preferred: text.preferredFaces.map(\.rawValue),
        isRightToLeft: text.face.script == .arabic)
      for glyph in line.glyphs { glyphs.insert(GlyphKey(font: glyph.font, index: glyph.index)) }
      lines[key] = line
    }
    for key in glyphs.sorted() {
      let font = shaper.fonts[key.font]
      let steps = font.outline(of: key.index).map { $0.scaled(unitsPerEm: font.unitsPerEm) }
      if !steps.isEmpty { outlines.append((key, steps)) }
    }
  }

  private static func name(_ key: GlyphKey) -> String { "g\(key.font)-\(key.index)" }

  func writeDefinitions(to out: inout MarkupWriter) {
    for outline in outlines {
      out.raw("<path")
      out.attribute("id", Self.name(outline.key))
      out.glyph(outline.steps)
      out.raw("/>\n")
    }
  }

  /// Writes the text as glyphs in a group, its words in the group's title.
  ///
  /// - Parameter halo: A number that no other text has, for one that gets a halo: its glyphs are
  ///   stroked all together first, so that the halo of none lies on another.
  func write(_ text: MapScene.Text, halo: Int?, to out: inout MarkupWriter) {
    let key = TextKey(text)
    guard let line = lines[key], !line.glyphs.isEmpty else { return }
    // As live text is: letter spacing would pull joined letters apart.
    let spacing = text.face.script == .arabic ? 0 : text.letterSpacing * 1000 / text.size
    let width = (Double(line.width) + spacing * Double(line.glyphs.count)) * text.size / 1000
    var x = text.position.x
    switch text.anchor {
    case .left: break
    case .middle: x -= width / 2
    case .right: x -= width
    }
    out.raw("<g class=\"t\" transform=\"")
    if text.rotation != 0 {
      out.raw("rotate(")
      out.number(text.rotation)
      out.raw(" ")
      out.number(text.position.x)
      out.raw(" ")
      out.number(text.position.y)
      out.raw(")")
    }
    out.raw("translate(")
    out.number(x, decimals: 2)
    out.raw(" ")
    out.number(text.position.y, decimals: 2)
    out.raw(")scale(")
    out.tenThousandths(Int((text.size * 10).rounded()))
    out.raw(")\"")
    if let color = text.color {
      out.raw(" style=\"fill:")
      out.color(color)
      out.raw("\"")
    }
    if text.face.script == .arabic { out.raw(" xml:lang=\"ar\"") }
    out.raw("><title>")
    out.text(text.string)
    out.raw("</title>")
    if let halo {
      out.raw("<use class=\"o\"")
      out.attribute("href", "#w\(halo)")
      // As wide as that of live text, in spite of the scale.
      out.attribute("stroke-width", 2600 / text.size)
      out.raw("/><g")
      out.attribute("id", "w\(halo)")
      out.raw(">")
    }
    for (number, glyph) in line.glyphs.enumerated() {
      let key = GlyphKey(font: glyph.font, index: glyph.index)
      guard hasOutline(key) else { continue }
      out.raw("<use")
      out.attribute("href", "#" + Self.name(key))
      let x = glyph.x + Int((Double(number) * spacing).rounded())
      if x != 0 { out.attribute("x", Double(x)) }
      if glyph.y != 0 { out.attribute("y", Double(-glyph.y)) }
      out.raw("/>")
    }
    if halo != nil { out.raw("</g>") }
    out.raw("</g>\n")
  }

  private func hasOutline(_ key: GlyphKey) -> Bool {
    var low = 0
    var high = outlines.count
    while low < high {
      let middle = (low + high) / 2
      if outlines[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < outlines.count && outlines[low].key == key
  }
}

extension TextOutlines.TextKey {
  fileprivate init(_ text: MapScene.Text) {
    // What the markup leaves out for safety does not turn the order of the letters here either.
    let kept = text.string.unicodeScalars.filter { !(0x202A...0x202E).contains($0.value) }
      .filter { !(0x2066...0x2069).contains($0.value) && $0.value >= 0x20 }
    self.init(
      string: String(String.UnicodeScalarView(kept)), face: text.face, isItalic: text.isItalic)
  }
}

extension MapScene.Text {
  /// The faces to take letters from: the text's own, then one of the other script.
  var preferredFaces: [MapFonts.Face] {
    let latin: MapFonts.Face = face.isBold ? .latinBold : isItalic ? .latinItalic : .latin
    let arabic: MapFonts.Face = face.isBold ? .arabicBold : .arabic
    return face.script == .arabic ? [arabic, latin] : [latin, arabic]
  }
}

extension FontFile.OutlineStep {
  /// The step in thousandths of an em.
  fileprivate func scaled(unitsPerEm: Int) -> Self {
    guard unitsPerEm != 1000, unitsPerEm > 0 else { return self }
    func s(_ value: Int) -> Int { Int((Double(value) * 1000 / Double(unitsPerEm)).rounded()) }
    return switch self {
    case .move(let x, let y): .move(x: s(x), y: s(y))
    case .line(let x, let y): .line(x: s(x), y: s(y))
    case .quadratic(let cx, let cy, let x, let y):
      .quadratic(cx: s(cx), cy: s(cy), x: s(x), y: s(y))
    case .cubic(let ax, let ay, let bx, let by, let x, let y):
      .cubic(ax: s(ax), ay: s(ay), bx: s(bx), by: s(by), x: s(x), y: s(y))
    case .close: .close
    }
  }
}

extension MarkupWriter {
  /// Appends a count of ten-thousandths below 1.
  fileprivate mutating func tenThousandths(_ value: Int) {
    let digits = String(min(9999, max(0, value)))
    raw(".")
    text(String(repeating: "0", count: 4 - digits.utf8.count) + digits)
  }

  /// Appends the attribute `d` of a glyph: y upwards becomes y downwards.
  fileprivate mutating func glyph(_ steps: [FontFile.OutlineStep]) {
    raw(" d=\"")
    var here = (x: 0, y: 0)
    func relative(_ x: Int, _ y: Int) -> [Int] { [x - here.x, here.y - y] }
    for step in steps {
      switch step {
      case .move(let x, let y):
        raw("M")
        integers([x, -y])
        here = (x, y)
      case .line(let x, let y):
        raw("l")
        integers(relative(x, y))
        here = (x, y)
      case .quadratic(let cx, let cy, let x, let y):
        raw("q")
        integers(relative(cx, cy) + relative(x, y))
        here = (x, y)
      case .cubic(let ax, let ay, let bx, let by, let x, let y):
        raw("c")
        integers(relative(ax, ay) + relative(bx, by) + relative(x, y))
        here = (x, y)
      case .close: raw("z")
      }
    }
    raw("\"")
  }

  private mutating func integers(_ values: [Int]) {
    for (index, value) in values.enumerated() {
      if index > 0, value >= 0 { raw(" ") }
      text(String(value))
    }
  }
}
