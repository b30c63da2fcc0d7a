internal import CivilCalendar
internal import SimpleFeatures

/// A sheet of A4 to print: the theme "Both" on a few days, with title, legend, scale bar and
/// attribution.
///
/// Source: written after what QGIS 3.22 writes; what it takes as a default is left out.
struct PrintLayout {
  let description: QGISProjectDescription
  /// The layers of the legend, from the top.
  let legend: [Layer]

  // Millimetres on the sheet.
  private static let mapFrame = (x: 10.0, y: 23.0, width: 205.0, height: 162.0)
  private static let mapID = "conflictmap-map"

  var element: Element? {
    let box = description.extent
    guard [box.minX, box.minY, box.maxX, box.maxY].allSatisfy(\.isFinite) else { return nil }
    return Element(
      "Layout", ["name": "Map", "units": "mm", "printResolution": "300"],
      [
        Element(
          "PageCollection",
          [
            item(65638, "page", (0, 0, 297, 210), height: 0, ["background": "true"])
          ]), map(box), title, days, legendBox, scaleBar, attribution,
      ].compactMap(\.self))
  }

  /// - Parameters:
  ///   - frame: Its left upper corner and its size.
  ///   - height: Its place in the stack, 0 for the lowest.
  private func item(
    _ type: Int, _ id: String, _ frame: (x: Double, y: Double, width: Double, height: Double),
    height: Int, _ attributes: KeyValuePairs<String, String>, _ children: [Element] = []
  ) -> Element {
    var element = Element(
      "LayoutItem",
      [
        "type": "\(type)", "id": id, "uuid": "conflictmap-\(id)",
        "templateUuid": "conflictmap-\(id)", "visibility": "1", "opacity": "1",
        "position": "\(frame.x),\(frame.y),mm", "positionOnPage": "\(frame.x),\(frame.y),mm",
        "size": "\(frame.width),\(frame.height),mm", "zValue": "\(height)",
      ], children)
    element.attributes += attributes.map { (name: $0.key, value: $0.value) }
    return element
  }

  private func map(_ box: BoundingBox<GeographicPoint>) -> Element {
    let frame = Self.mapFrame
    // QGIS stretches the frame to the ground otherwise.
    let width = max(box.width, box.height * frame.width / frame.height, 1e-6)
    let height = width * frame.height / frame.width
    let center = box.center
    let extent = Element(
      "Extent",
      [
        "xmin": "\(center.x - width / 2)", "ymin": "\(center.y - height / 2)",
        "xmax": "\(center.x + width / 2)", "ymax": "\(center.y + height / 2)",
      ])
    var element = item(
      65639, "map", frame, height: 1,
      [
        "frame": "true", "background": "true", "followPreset": "true",
        "followPresetName": "Both", "keepLayerSet": "false", "drawCanvasItems": "false",
      ], [extent, Element("LayerSet")])
    if let shown {
      element.attributes += [
        (name: "isTemporal", value: "1"),
        (name: "temporalRangeBegin", value: shown.first.firstSecond),
        (name: "temporalRangeEnd", value: (shown.last + 1).firstSecond),
      ]
    }
    return element
  }

  /// The days of the map: all of time would show every version of an area at once.
  private var shown: DateSpan? { description.sheetSpan ?? description.timeSpan }

  private func label(
    _ id: String, _ text: String, _ frame: (x: Double, y: Double, width: Double, height: Double),
    size: Double
  ) -> Element {
    item(
      65641, id, frame, height: 4,
      [
        "labelText": text, "htmlState": "0", "halign": "1", "valign": "32", "marginX": "0",
        "marginY": "0", "background": "false",
      ],
      [
        Element("LabelFont", ["description": Self.font(size), "style": ""]),
        Element("FontColor", ["red": "30", "green": "30", "blue": "30", "alpha": "255"]),
      ])
  }

  private var title: Element {
    label("title", "[% @project_title %]", (10, 7, 277, 8), size: 15)
  }

  /// The days that the map shows; who moves its range in QGIS moves them too.
  private var days: Element? {
    guard shown != nil else { return nil }
    let map = "item_variables('map')"
    return label(
      "days",
      """
      [% format_date(\(map)['map_start_time'], 'd MMMM yyyy', 'en') || ' – ' \
      || format_date(\(map)['map_end_time'] - to_interval('1 second'), 'd MMMM yyyy', 'en') %]
      """, (10, 15, 277, 6), size: 10)
  }

  private var attribution: Element {
    label(
      "attribution",
      [description.attribution, description.licence].filter { !$0.isEmpty }
        .joined(separator: " · "), (10, 188, 277, 16), size: 6.5)
  }

  private var scaleBar: Element {
    // A fifth of the frame's width or less, in a round number of kilometres.
    let kilometres = max(1, description.extent.width * 111 * 0.8)
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500].map(Double.init)
    let step = steps.last { $0 * 10 <= kilometres } ?? 1
    return item(
      65646, "scale", (14, 172, 60, 12), height: 3,
      [
        "mapUuid": "conflictmap-map", "style": "Single Box", "unitType": "km", "unitLabel": "km",
        "numMapUnitsPerScaleBarUnit": "1", "numUnitsPerSegment": "\(step)", "numSegments": "2",
        "numSegmentsLeft": "0", "segmentSizeMode": "0", "height": "2", "labelBarSpace": "1.5",
        "boxContentSpace": "1", "outlineWidth": "0.2", "background": "false",
      ],
      [
        Element(
          "text-style",
          [
            "fontFamily": "Noto Sans", "fontSize": "8", "fontSizeUnit": "Point",
            "textColor": "30,30,30,255",
          ])
      ])
  }

  private var legendBox: Element {
    let styles = [
      ("title", 12.0, 2.0), ("group", 10, 2), ("subgroup", 9.5, 2.5), ("symbol", 8, 1.2),
      ("symbolLabel", 8, 1.2),
    ].map { name, size, margin in
      Element(
        "style", ["name": name, "alignment": "1", "marginTop": "\(margin)", "marginLeft": "1"],
        [Element("styleFont", ["description": Self.font(size), "style": ""])])
    }
    let tree = Element(
      "layer-tree-group",
      legend.map { layer in
        Element(
          "layer-tree-layer",
          [
            "id": layer.id, "name": layer.title, "providerKey": "ogr", "checked": "Qt::Checked",
            "expanded": "1",
          ])
      })
    return item(
      65642, "legend", (219, 23, 68, 162), height: 2,
      [
        "map_uuid": "conflictmap-map", "legendFilterByMap": "1", "resizeToContents": "1",
        "title": "", "columnCount": "1", "symbolWidth": "6", "symbolHeight": "3.5",
        "boxSpace": "1", "wrapChar": "", "background": "false",
      ], [Element("styles", styles), tree])
  }

  /// A font as Qt writes it: regular, with the size in points. Arabic letters come from the next
  /// font that has them.
  private static func font(_ size: Double) -> String { "Noto Sans,\(size),-1,5,50,0,0,0,0,0" }
}
