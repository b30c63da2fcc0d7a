// The symbols of QGIS as its files have them. Sizes and widths are millimetres on the sheet.

/// A symbol layer: its class and its settings.
struct SymbolLayer {
  var type: String
  var settings: KeyValuePairs<String, String>
  /// Settings that an expression gives for each feature.
  var expressions: [(name: String, expression: String)] = []

  static func fill(_ color: Colour) -> SymbolLayer {
    SymbolLayer(
      type: "SimpleFill",
      settings: ["style": "solid", "color": color.text, "outline_style": "no"])
  }

  /// A fill below what would not be seen on a legend's white. Where there is a feature, as everywhere on
  /// the map, it is clear.
  static func inLegendAlone(_ color: Colour) -> SymbolLayer {
    var layer = fill(color)
    layer.expressions.append((name: "fillColor", expression: "if($id IS NULL, NULL, '0,0,0,0')"))
    return layer
  }

  static func outline(_ color: Colour, _ width: Double) -> SymbolLayer {
    SymbolLayer(
      type: "SimpleFill",
      settings: [
        "style": "no", "color": "0,0,0,0", "outline_style": "solid", "outline_color": color.text,
        "outline_width": "\(width)",
      ])
  }

  static func line(_ color: Colour, _ width: Double, dashes: String? = nil) -> SymbolLayer {
    SymbolLayer(
      type: "SimpleLine",
      settings: [
        "line_color": color.text, "line_width": "\(width)", "line_style": "solid",
        "joinstyle": "round", "capstyle": dashes == nil ? "round" : "flat",
        "use_custom_dash": dashes == nil ? "0" : "1", "customdash": dashes ?? "",
        "customdash_unit": "MM",
      ])
  }

  static func marker(
    _ shape: String, _ color: Colour, size: Double, outline: Colour, width: Double = 0.2
  ) -> SymbolLayer {
    SymbolLayer(
      type: "SimpleMarker",
      settings: [
        "name": shape, "color": color.text, "size": "\(size)", "outline_color": outline.text,
        "outline_width": "\(width)",
      ])
  }

  /// Stripes over an area: 1.7 of 5 quarter millimetres, as on the sheets.
  static let stripes = SymbolLayer(
    type: "LinePatternFill",
    settings: [
      "angle": "-45", "distance": "1.25", "line_width": "0.425", "color": "255,255,255,184",
    ])

  var element: Element {
    var children = [
      Element("Option", ["type": "Map"], settings.map { option($0.key, $0.value) })
    ]
    if type == "LinePatternFill" {
      let color = settings.first { $0.key == "color" }?.value ?? ""
      let width = settings.first { $0.key == "line_width" }?.value ?? ""
      children.append(
        Element(
          "symbol", ["type": "line", "name": "@stripes", "alpha": "1"],
          [
            Element(
              "layer", ["class": "SimpleLine", "enabled": "1", "pass": "0", "locked": "0"],
              [
                Element(
                  "Option", ["type": "Map"],
                  [
                    option("line_color", color), option("line_width", width),
                    option("capstyle", "flat"),
                  ])
              ])
          ]))
    }
    if !expressions.isEmpty {
      children.append(Element("data_defined_properties", [dataDefined(expressions)]))
    }
    return Element(
      "layer", ["class": type, "enabled": "1", "pass": "0", "locked": "0"], children)
  }
}

/// A symbol of one of the three kinds, its layers from the lowest.
struct Symbol {
  enum Kind: String { case marker, line, fill }
  var kind: Kind
  var layers: [SymbolLayer]

  func element(name: String) -> Element {
    Element(
      "symbol", ["type": kind.rawValue, "name": name, "alpha": "1"], layers.map(\.element))
  }
}

/// Settings that expressions give, as QGIS keeps its property collections.
func dataDefined(_ expressions: [(name: String, expression: String)]) -> Element {
  Element(
    "Option", ["type": "Map"],
    [
      option("name", ""),
      Element(
        "Option", ["type": "Map", "name": "properties"],
        expressions.map { name, expression in
          Element(
            "Option", ["type": "Map", "name": name],
            [
              Element("Option", ["type": "bool", "name": "active", "value": "true"]),
              option("expression", expression),
              // 3 is an expression, 2 would be a field.
              Element("Option", ["type": "int", "name": "type", "value": "3"]),
            ])
        }),
      option("type", "collection"),
    ])
}

func option(_ name: String, _ value: String) -> Element {
  Element("Option", ["type": "QString", "name": name, "value": value])
}

/// How the features of a layer are drawn.
enum Renderer {
  case single(Symbol)
  /// By the value of an expression; the last category, whose value is empty, takes the others.
  case categories(expression: String, [(value: String, label: String, symbol: Symbol)])

  var element: Element {
    switch self {
    case .single(let symbol):
      Element(
        "renderer-v2",
        ["type": "singleSymbol", "symbollevels": "0", "enableorderby": "0", "forceraster": "0"],
        [Element("symbols", [symbol.element(name: "0")])])
    case .categories(let expression, let categories):
      Element(
        "renderer-v2",
        [
          "type": "categorizedSymbol", "attr": expression, "symbollevels": "0",
          "enableorderby": "0", "forceraster": "0",
        ],
        [
          Element(
            "categories",
            categories.enumerated().map { index, category in
              Element(
                "category",
                [
                  "render": "true", "symbol": "\(index)", "value": category.value, "type": "string",
                  "label": category.label,
                ])
            }),
          Element(
            "symbols",
            categories.enumerated().map { $1.symbol.element(name: "\($0)") }),
        ])
    }
  }
}
