internal import SimpleFeatures

/// How a layer looks and behaves: the same elements in the project and in the GeoPackage's
/// `layer_styles`, because QGIS takes a project's layer without a renderer for one without a style.
struct LayerStyle {
  let layer: Layer
  let palette: Palette
  let language: LabelLanguage

  /// In the order in which QGIS writes them.
  var elements: [Element] {
    var elements = [temporal]
    if let renderer { elements.append(renderer.element) }
    if let labeling { elements.append(labeling) }
    if !aliases.children.isEmpty { elements.append(aliases) }
    elements.append(
      Element("mapTip", ["enabled": "1"], text: MapTip(layer: layer, label: label).html))
    if let label { elements.append(Element("previewExpression", text: label)) }
    return elements
  }

  var hasLabels: Bool { labeling != nil }

  /// The style as a document of its own, for `layer_styles`.
  var qml: String {
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      + Element(
        "qgis",
        [
          "version": "3.22.0", "styleCategories": "Symbology|Labeling|Fields|Temporal|MapTips",
          "labelsEnabled": hasLabels ? "1" : "0",
        ], elements
      ).xml
  }

  // MARK: Time

  /// From the first to the last second, both included, with the frame's end excluded: what QGIS
  /// counts right both as text and as time.
  private var temporal: Element {
    let fields = layer.timeFields
    return Element(
      "temporal",
      [
        "enabled": fields == nil ? "0" : "1", "mode": fields == nil ? "0" : "2",
        "startField": fields?.start ?? "", "endField": fields?.end ?? "", "limitMode": "0",
        "accumulate": "0", "fixedDuration": "0", "durationUnit": "d",
      ])
  }

  // MARK: Symbols

  private var renderer: Renderer? {
    switch (layer.role, layer.kind) {
    case (_, nil): nil
    case (.events, .marker): events
    case (.mentions, .marker):
      .single(marker("circle", palette.event, size: 1.2, outline: palette.white))
    case (.eventUncertainty, .fill):
      .single(
        Symbol(
          kind: .fill, layers: [.fill(palette.eventWash), .outline(palette.eventEdge, 0.15)]))
    case (.places, .marker):
      .single(marker("circle", palette.white, size: 1.1, outline: palette.ink))
    case (.settlementControl, .marker):
      bySide { marker("circle", $0.fill, size: 1.7, outline: $0.line) }
    case (.controlMarks, .marker):
      bySide { marker("diamond", $0.fill, size: 1.9, outline: $0.line) }
    case (.controlAreas, .fill): controlAreas
    case (.contestedGround, .fill):
      .single(Symbol(kind: .fill, layers: [.inLegendAlone(palette.grey), .stripes]))
    case (.groundWithoutData, .fill): .single(Symbol(kind: .fill, layers: [.fill(palette.fade)]))
    case (.frontLines, .line): frontLines
    case (.boundaries, .line): boundaries
    case (.coast, .line): .single(line(palette.coast, 0.25))
    case (.coast, .fill): .single(Symbol(kind: .fill, layers: [.outline(palette.coast, 0.25)]))
    case (.rivers, .line): .single(line(palette.river, 0.3))
    case (.lakes, .fill):
      .single(
        Symbol(kind: .fill, layers: [.fill(palette.sea), .outline(palette.coast, 0.15)]))
    case (.roads, .line):
      .single(
        Symbol(kind: .line, layers: [.line(palette.white, 0.5), .line(palette.road, 0.22)]))
    case (.governorates, .fill):
      .single(
        Symbol(kind: .fill, layers: [.fill(palette.paper), .outline(palette.edge, 0.12)]))
    // A table with another geometry than its name promises, or one that is not known.
    case (_, .marker?): .single(marker("circle", palette.grey, size: 1.6, outline: palette.white))
    case (_, .line?): .single(line(palette.grey, 0.3))
    case (_, .fill?):
      .single(Symbol(kind: .fill, layers: [.outline(palette.grey, 0.3)]))
    }
  }

  private var events: Renderer {
    func symbol(_ shape: String, _ color: Colour) -> Symbol {
      var layer = SymbolLayer.marker(shape, color, size: 2.4, outline: palette.white)
      // The area grows with the dead, up to 100, so that the eye adds up rightly.
      if self.layer.has("killed_best", .integer) {
        layer.expressions.append(
          (name: "size", expression: "sqrt(5.8 + min(coalesce(\"killed_best\", 0), 100) * 0.6)"))
      }
      // Codes 5 to 9 and 0 are areas or unknown: hollow, so that no point pretends to be a site.
      if self.layer.has("geo_prec", .integer) {
        let isVague = "\"geo_prec\" >= 5 OR \"geo_prec\" = 0"
        layer.expressions.append(
          (name: "fillColor", expression: "if(\(isVague), '255,255,255,90', '\(color.text)')"))
        layer.expressions.append(
          (
            name: "outlineColor",
            expression: "if(\(isVague), '\(color.text)', '\(palette.white.text)')"
          ))
      }
      return Symbol(kind: .marker, layers: [layer])
    }
    guard layer.has("event_type") else { return .single(symbol("circle", palette.event)) }
    return .categories(
      expression: column("event_type"),
      palette.eventTypes.map { type in
        (
          value: type.style.key, label: name(type.style.nameEn, type.style.nameAr),
          symbol: symbol(shapeName(type.style.shape), type.colour)
        )
      } + [(value: "", label: name("Other", "غير ذلك"), symbol: symbol("circle", palette.grey))])
  }

  /// The fill of the leading side; stripes over it where the ground is contested.
  private var controlAreas: Renderer {
    guard layer.has("side") else {
      return .single(Symbol(kind: .fill, layers: [.fill(palette.other.fill)]))
    }
    func symbol(_ colors: Palette.Side, isContested: Bool) -> Symbol {
      Symbol(kind: .fill, layers: [.fill(colors.fill)] + (isContested ? [.stripes] : []))
    }
    let hasStatus = layer.has("status")
    let sides = palette.sides.flatMap { side in
      (hasStatus ? [false, true] : [false]).map { isContested in
        (
          value: side.key + (isContested ? "|contested" : ""),
          label: sideName(side)
            + (isContested ? name(", contested", "، متنازع عليها", separator: "") : ""),
          symbol: symbol(side, isContested: isContested)
        )
      }
    }
    return .categories(
      expression: hasStatus
        ? "\"side\" || if(\"status\" = 'contested', '|contested', '')" : column("side"),
      sides + [
        (
          value: "", label: sideName(palette.other),
          symbol: symbol(palette.other, isContested: false)
        )
      ])
  }

  private var frontLines: Renderer {
    let hostile = Symbol(
      kind: .line, layers: [.line(palette.white, 0.65), .line(palette.front, 0.34)])
    guard layer.has("hostile") else { return .single(hostile) }
    return .categories(
      expression: "if(\"hostile\", 'hostile', 'allied')",
      [
        (value: "hostile", label: name("Front line", "خط الجبهة"), symbol: hostile),
        (
          value: "", label: name("Line between allies", "خط بين حلفاء"),
          symbol: line(palette.allied, 0.2, dashes: "0.65;0.55")
        ),
      ])
  }

  private var boundaries: Renderer {
    let outer = Symbol(
      kind: .line,
      layers: [
        .line(palette.white, 0.85), .line(palette.border, 0.29, dashes: "1.75;0.55;0.3;0.55"),
      ])
    guard layer.has("adm_level") else { return .single(outer) }
    return .categories(
      expression: "to_string(\"adm_level\")",
      [
        (value: "0", label: name("Country", "الدولة"), symbol: outer),
        (
          value: "1", label: name("Governorate", "المحافظة"),
          symbol: line(palette.edge, 0.2, dashes: "1;0.6")
        ),
        (value: "", label: name("Lower", "أدنى"), symbol: line(palette.edge, 0.1)),
      ])
  }

  private func bySide(_ symbol: (Palette.Side) -> Symbol) -> Renderer {
    guard layer.has("side") else { return .single(symbol(palette.other)) }
    return .categories(
      expression: column("side"),
      palette.sides.map { (value: $0.key, label: sideName($0), symbol: symbol($0)) }
        + [(value: "", label: sideName(palette.other), symbol: symbol(palette.other))])
  }

  private func marker(
    _ shape: String, _ color: Colour, size: Double, outline: Colour
  ) -> Symbol {
    Symbol(
      kind: .marker, layers: [.marker(shape, color, size: size, outline: outline, width: 0.15)])
  }

  private func line(_ color: Colour, _ width: Double, dashes: String? = nil) -> Symbol {
    Symbol(kind: .line, layers: [.line(color, width, dashes: dashes)])
  }

  private func shapeName(_ shape: EventTypeStyle.Shape) -> String {
    shape == .cross ? "cross_fill" : shape.rawValue
  }

  // MARK: Words

  private func sideName(_ side: Palette.Side) -> String { name(side.nameEn, side.nameAr) }

  /// The name in the language of the labels; the other one where it is missing.
  private func name(_ english: String, _ arabic: String, separator: String = " · ") -> String {
    switch language {
    case .arabic: arabic.isEmpty ? english : arabic
    case .english: english.isEmpty ? arabic : english
    case .both:
      [arabic, english].filter { !$0.isEmpty }.joined(separator: separator)
    }
  }

  /// The expression that names a feature, `nil` for a table without names.
  private var label: String? {
    func firstOf(_ names: [String]) -> [String] { names.filter { layer.has($0) } }
    let arabic = firstOf(["name_ar", "place_ar", "title_ar"])
    let english = firstOf(["name_en", "place_en", "title_en"])
    let neutral = firstOf(["name", "title"])
    let all: [String]
    switch language {
    case .arabic: all = arabic + neutral + english
    case .english: all = english + neutral + arabic
    case .both:
      guard let arabic = arabic.first, let english = english.first else {
        all = arabic + english + neutral
        break
      }
      let (ar, en) = (column(arabic), column(english))
      // An empty text is no name either, and a name that is the same is not said twice.
      return "nullif(trim(coalesce(\(ar), '') || if(coalesce(\(en), '') = coalesce(\(ar), ''), '', "
        + "'\\n' || coalesce(\(en), ''))), '')"
    }
    guard !all.isEmpty else { return nil }
    return "coalesce("
      + all.map { "nullif(\(column($0)), '')" }.joined(separator: ", ") + ")"
  }

  private var labeling: Element? {
    guard let label, let role = layer.role else { return nil }
    let size: Double
    let placement: KeyValuePairs<String, String>
    // The smallest scale at which names are not only a heap.
    let smallestScale: Int?
    let color: Colour
    switch (role, layer.kind) {
    case (.places, .marker):
      size = 8
      placement = [
        "placement": "6", "predefinedPositionOrder": "TR,TL,BR,BL,R,L,TSR,BSR", "dist": "0.5",
        "distUnits": "MM", "offsetType": "1", "priority": "7",
      ]
      smallestScale = 1_500_000
      color = palette.ink
    case (.governorates, .fill):
      size = 10
      placement = ["placement": "4", "priority": "3"]
      smallestScale = nil
      color = palette.greyText
    default: return nil
    }
    return Element(
      "labeling", ["type": "simple"],
      [
        Element(
          "settings", ["calloutType": "simple"],
          [
            Element(
              "text-style",
              [
                "fieldName": label, "isExpression": "1",
                // It holds the Arabic letters; Latin ones come from the system's next font.
                "fontFamily": language == .english ? "Noto Sans" : "Noto Sans Arabic",
                "fontSize": "\(size)", "fontSizeUnit": "Point", "textColor": color.text,
                "multilineHeight": "0.9",
              ],
              [
                Element(
                  "text-buffer",
                  [
                    "bufferDraw": "1", "bufferSize": "0.7", "bufferSizeUnits": "MM",
                    "bufferColor": "255,255,255,220",
                  ])
              ]),
            Element("text-format", ["multilineAlign": "3"]),
            Element("placement", placement),
            Element(
              "rendering",
              [
                // These are the denominators, whatever their names say.
                "scaleVisibility": smallestScale == nil ? "0" : "1", "scaleMin": "1",
                "scaleMax": "\(smallestScale ?? 0)",
                // An area would keep the names of all places in it away.
                "obstacle": layer.kind == .fill ? "0" : "1",
              ]),
          ])
      ])
  }

  private var aliases: Element {
    Element(
      "aliases",
      layer.table.fields.filter { !$0.alias.isEmpty && $0.alias != $0.name }.map {
        Element("alias", ["field": $0.name, "name": $0.alias])
      })
  }
}

/// A column in an expression of QGIS.
func column(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}

/// A text in an expression of QGIS, where the backslash escapes.
func quoted(_ text: String) -> String {
  var result = "'"
  for character in text {
    switch character {
    case "'": result += "''"
    case "\\": result += "\\\\"
    default: result.append(character)
    }
  }
  return result + "'"
}
