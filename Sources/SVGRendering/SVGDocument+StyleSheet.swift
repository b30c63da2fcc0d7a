internal import Cartography

extension SVGDocument {
  /// The style sheet: fonts, halos, time and what readers prefer. Plain values stand before those
  /// that a renderer may not know.
  mutating func writeStyleSheet() {
    out.raw("<style>")
    out.append(fontFaces)
    out.raw("svg{font-family:")
    family(scene.fonts.latin)
    out.raw("\"Noto Sans\",\"Helvetica Neue\",Arial,sans-serif}text{fill:")
    out.color(scene.ink)
    // Texts that share a colour have it from their group.
    out.raw("}g[style]>text{fill:inherit}.a{font-family:")
    family(scene.fonts.arabic)
    out.raw("\"Noto Naskh Arabic\",\"Geeza Pro\",\"Traditional Arabic\",\"Noto Sans\",serif;")
    out.raw(
      "direction:rtl}.a,.a text{unicode-bidi:plaintext}.m{text-anchor:middle}.e{text-anchor:end}")
    out.raw(".b{font-weight:700}.i{font-style:italic}.h{paint-order:stroke;stroke:")
    out.color(scene.halo)
    out.raw(";stroke-opacity:.86;stroke-width:2.6;stroke-linejoin:round}")
    if outlines != nil {
      out.raw(".t{fill:")
      out.color(scene.ink)
      out.raw("}.o{stroke:")
      out.color(scene.halo)
      out.raw(";stroke-opacity:.86;stroke-linejoin:round}")
    }
    writeTimeline()
    writeDarkColors()
    out.raw("@media print{svg{width:180mm;height:auto}}</style>\n")
  }

  private mutating func family(_ name: String?) {
    guard let name else { return }
    let kept = name.unicodeScalars.filter {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == " " || $0 == "-"
    }
    guard !kept.isEmpty else { return }
    // The quotes belong to the style sheet: text would escape them.
    out.raw("\"")
    out.text(String(String.UnicodeScalarView(kept.prefix(80))))
    out.raw("\",")
  }

  private mutating func writeTimeline() {
    guard let timeline = scene.timeline, !timeline.frames.isEmpty else { return }
    let count = timeline.frames.count
    out.raw(".k{visibility:hidden}.k")
    out.text(String(count - 1))
    out.raw("{visibility:visible}")
    switch timeline.mode {
    case .animated(let seconds):
      out.raw("@media (prefers-reduced-motion:no-preference){@keyframes k{0%{visibility:visible}")
      out.number(100 / Double(count), decimals: 2)
      out.raw("%,to{visibility:hidden}}.k{animation:k ")
      out.number(seconds * Double(count))
      out.raw("s step-end infinite}")
      for frame in 0..<count {
        // Begun before the picture is there, so that the first state shows at once.
        out.raw(".k")
        out.text(String(frame))
        out.raw("{animation-delay:")
        out.number(-seconds * Double(count - frame))
        out.raw("s}")
      }
      out.raw("}")
    case .chosen:
      out.raw(".s:target~g .k,.s:target~.k{visibility:hidden}")
      for (frame, id) in timeline.frames.enumerated() {
        out.raw("#")
        out.text(id.name)
        out.raw(":target~g .k")
        out.text(String(frame))
        out.raw(",#")
        out.text(id.name)
        out.raw(":target~.k")
        out.text(String(frame))
        out.raw("{visibility:visible}")
      }
    }
  }

  /// The colours for readers who prefer a dark sheet, told by the attributes that name the light
  /// ones: a rule of a style sheet is stronger than an attribute.
  private mutating func writeDarkColors() {
    guard !scene.darkColors.isEmpty else { return }
    out.raw("@media screen and (prefers-color-scheme:dark){text")
    if outlines != nil { out.raw(",.t") }
    func dark(_ color: SheetColor) -> SheetColor { scene.darkColors[color] ?? color }
    out.raw("{fill:")
    out.color(dark(scene.ink))
    out.raw(outlines == nil ? "}.h{stroke:" : "}.o{stroke:")
    out.color(dark(scene.halo))
    out.raw("}")
    for (light, dark) in scene.darkColors.sorted(by: { $0.key.number < $1.key.number }) {
      for isFill in [true, false] {
        out.raw(isFill ? "[fill=\"" : "[stroke=\"")
        out.color(light)
        out.raw(isFill ? "\"]{fill:" : "\"]{stroke:")
        out.color(dark)
        out.raw("}")
      }
      out.raw("[style=\"fill:")
      out.color(light)
      out.raw("\"]{fill:")
      out.color(dark)
      out.raw("!important}")
    }
    out.raw("}")
  }
}
