internal import CivilCalendar
internal import SimpleFeatures

/// The XML of a project.
///
/// Source: written after what QGIS 3.22 reads; every element here was seen to take effect there.
struct ProjectDocument {
  let description: QGISProjectDescription
  let styles: [LayerStyle]

  var text: String {
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      + Element(
        "qgis", ["version": "3.22.0", "projectname": description.title],
        [
          Element("title", text: description.title), projectSystem, layerTree,
          Element("projectlayers", styles.map(mapLayer)), properties, themes, relations, metadata,
        ] + [layouts, view, time].compactMap(\.self)
      ).xml + "\n"
  }

  private var layers: [Layer] { styles.map(\.layer) }

  /// QGIS takes the system only with a definition beside its code.
  private var projectSystem: Element {
    Element(
      "projectCrs",
      [
        Element(
          "spatialrefsys",
          [
            Element("proj4", text: "+proj=longlat +datum=WGS84 +no_defs"),
            Element("srsid", text: "3452"), Element("srid", text: "4326"),
            Element("authid", text: "EPSG:4326"),
          ])
      ])
  }

  private var system: Element { Element("spatialrefsys", [Element("authid", text: "EPSG:4326")]) }

  // MARK: Layers

  private func source(_ layer: Layer) -> String {
    "./\(description.geoPackageName)|layername=\(layer.table.name)"
  }

  /// The groups with their layers, the higher ones first.
  private var groups: [(group: LayerRole.Group, layers: [Layer])] {
    LayerRole.Group.allCases.compactMap { group in
      let members = sortedByHeight.filter { $0.group == group }
      return members.isEmpty ? nil : (group, members)
    }
  }

  private var sortedByHeight: [Layer] {
    layers.enumerated().sorted { ($0.element.height, $0.offset) < ($1.element.height, $1.offset) }
      .map(\.element)
  }

  private var layerTree: Element {
    let drawn = sortedByHeight.filter { $0.kind != nil }
    return Element(
      "layer-tree-group",
      groups.map { group, members in
        Element(
          "layer-tree-group",
          [
            "name": group.rawValue, "checked": "Qt::Checked",
            "expanded": [.events, .control].contains(group) ? "1" : "0",
          ],
          members.map { layer in
            Element(
              "layer-tree-layer",
              [
                "id": layer.id, "name": layer.title, "source": source(layer),
                "providerKey": "ogr",
                "checked": layer.isShownAtFirst ? "Qt::Checked" : "Qt::Unchecked",
                "expanded": "0",
              ])
          })
      } + [
        // The areas of control lie under roads and rivers, although their group stands higher.
        Element(
          "custom-order", ["enabled": "1"],
          drawn.map { Element("item", text: $0.id) })
      ])
  }

  private func mapLayer(_ style: LayerStyle) -> Element {
    let layer = style.layer
    let geometry =
      switch layer.kind {
      case nil: "No geometry"
      case .marker: "Point"
      case .line: "Line"
      case .fill: "Polygon"
      }
    var element = Element(
      "maplayer",
      [
        "type": "vector", "geometry": geometry, "labelsEnabled": style.hasLabels ? "1" : "0",
        "readOnly": "1",
      ],
      [
        Element("id", text: layer.id), Element("datasource", text: source(layer)),
        Element("layername", text: layer.title),
        Element("srs", layer.kind == nil ? [] : [system]),
        Element("provider", ["encoding": "UTF-8"], text: "ogr"),
        layerMetadata(layer, "resourceMetadata", description),
      ])
    element.children += style.elements
    return element
  }

  // MARK: The project

  private var properties: Element {
    func integer(_ name: String, _ value: Int) -> Element {
      Element(name, ["type": "int"], text: "\(value)")
    }
    func text(_ name: String, _ value: String) -> Element {
      Element(name, ["type": "QString"], text: value)
    }
    let land = Int(Palette.foreignLand)
    var children = [
      Element("SpatialRefSys", [integer("ProjectionsEnabled", 1)]),
      Element("Paths", [Element("Absolute", ["type": "bool"], text: "false")]),
      Element(
        "Gui",
        [
          integer("CanvasColorBluePart", land & 0xFF),
          integer("CanvasColorGreenPart", land >> 8 & 0xFF),
          integer("CanvasColorRedPart", land >> 16 & 0xFF),
        ]),
    ]
    if !description.attribution.isEmpty {
      children.append(
        Element(
          "CopyrightLabel",
          [
            Element("Enabled", ["type": "bool"], text: "true"),
            text("Label", description.attribution),
          ]))
    }
    if let span = description.timeSpan {
      // Without these the controller knows the range and is off. 1 is the animated mode.
      children.append(
        Element(
          "TemporalControllerWidget",
          [
            integer("NavigationMode", 1), text("StartDateTime", "\(span.first)T00:00:00.000Z"),
            text("EndDateTime", "\(span.last + 1)T00:00:00.000Z"),
          ]))
    }
    return Element("properties", children)
  }

  /// The themes Events, Control and Both, each over the places and the base map.
  private var themes: Element {
    let themes: [(String, Set<LayerRole.Group>)] = [
      ("Events", [.events]), ("Control", [.control]), ("Both", [.events, .control]),
    ]
    return Element(
      "visibility-presets",
      themes.map { name, groups in
        let shown = sortedByHeight.filter {
          $0.isShownAtFirst
            && (groups.contains($0.group) || $0.group == .places || $0.group == .baseMap)
        }
        return Element(
          "visibility-preset", ["name": name, "has-expanded-info": "0"],
          shown.map {
            Element(
              "layer",
              ["id": $0.id, "visible": "1", "style": "default", "expanded": "0"])
          })
      })
  }

  /// What belongs to what, for QGIS's forms: a feature shows the rows that refer to it.
  private var relations: Element {
    Element(
      "relations",
      LayerReference.all(among: layers).map { reference in
        Element(
          "relation",
          [
            "id": "conflictmap_\(reference.child)_\(reference.childField)",
            "name": "\(reference.child) of \(reference.parent)",
            "referencingLayer": "conflictmap_\(reference.child)",
            "referencedLayer": "conflictmap_\(reference.parent)", "strength": "Association",
          ],
          [
            Element(
              "fieldRef",
              [
                "referencingField": reference.childField,
                "referencedField": reference.parentField,
              ])
          ])
      })
  }

  private var layouts: Element? {
    let shown: [LayerRole] = [
      .events, .settlementControl, .frontLines, .controlAreas, .contestedGround,
      .groundWithoutData,
    ]
    let legend = sortedByHeight.filter { $0.role.map(shown.contains) ?? false }
    return PrintLayout(description: description, legend: legend).element.map {
      Element("Layouts", [$0])
    }
  }

  private var metadata: Element {
    let credit = [description.attribution, description.licence].filter { !$0.isEmpty }
    return Element(
      "projectMetadata",
      [
        Element("identifier", text: description.name), Element("type", text: "project"),
        Element("title", text: description.title),
        Element(
          "abstract",
          text: ([description.summary] + credit).filter { !$0.isEmpty }.joined(separator: "\n")),
        Element("author", text: description.author),
      ])
  }

  private var view: Element? {
    let box = description.extent
    guard [box.minX, box.minY, box.maxX, box.maxY].allSatisfy(\.isFinite) else { return nil }
    return Element(
      "ProjectViewSettings",
      [
        Element(
          "DefaultViewExtent",
          [
            "xmin": "\(box.minX)", "ymin": "\(box.minY)", "xmax": "\(box.maxX)",
            "ymax": "\(box.maxY)",
          ], [system])
      ])
  }

  /// The range whose end, unlike ours, is excluded; frames of a day, of a week beyond a year.
  private var time: Element? {
    guard let span = description.timeSpan else { return nil }
    return Element(
      "ProjectTimeSettings",
      [
        "timeStep": "1", "timeStepUnit": span.dayCount > 366 ? "wk" : "d", "frameRate": "4",
        "cumulativeTemporalRange": "0",
      ],
      [
        Element(
          "TemporalRange",
          [
            Element("start", text: span.first.firstSecond),
            Element("end", text: (span.last + 1).firstSecond),
          ])
      ])
  }
}

/// What a layer says of itself, as QGIS has it.
func layerMetadata(
  _ layer: Layer, _ name: String, _ description: QGISProjectDescription
) -> Element {
  var children = [
    Element("identifier", text: layer.table.name), Element("type", text: "dataset"),
    Element("title", text: layer.title), Element("abstract", text: layer.table.summary),
  ]
  if !description.licence.isEmpty {
    children.append(Element("license", text: description.licence))
  }
  if !description.attribution.isEmpty {
    children.append(Element("rights", text: description.attribution))
  }
  return Element(name, name == "qgis" ? ["version": "3.22.0"] : [:], children)
}
