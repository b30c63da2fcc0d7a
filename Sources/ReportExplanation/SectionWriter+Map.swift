internal import Cartography
internal import ConflictSymbology
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SVGRendering
internal import SimpleFeatures

extension SectionWriter {
  /// The small map; its markers lead to the words.
  mutating func writeMap() {
    guard let map = PlaceMap(places, towns: page.towns, language: language, ground: page.ground)
    else { return }
    var svg = MarkupWriter()
    let frame = map.projection.frame
    svg.raw("<figure class=\"map\">\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
    svg.number(frame.width)
    svg.raw(" ")
    svg.number(frame.height)
    svg.raw("\" role=\"group\"")
    svg.attribute("aria-label", language("Map of the places named", "خريطة الأماكن المذكورة"))
    svg.raw(">\n")
    drawBase(map.projection, to: &svg)
    for town in map.towns {
      svg.raw("<circle class=\"town\"")
      Self.center(town.center, 2, to: &svg)
      svg.raw("/>")
      draw(town.label, "town", to: &svg)
    }
    for marker in map.markers {
      guard let reach = marker.reach else { continue }
      svg.raw("<circle class=\"reach\"")
      Self.center(marker.center, reach, to: &svg)
      svg.raw("/>\n")
    }
    for marker in map.markers { draw(marker, to: &svg) }
    drawScaleBar(map.projection, to: &svg)
    svg.raw("</svg>\n<figcaption>")
    svg.text(
      language(
        "Filled: an event was coded there. Ring: told of, no event coded. Dot: only named. "
          + "Dashed: an area, not a point. Boundaries do not imply endorsement.",
        "الدائرة الممتلئة: رُمّز حدث هناك. الحلقة: ذُكر حدث ولم يُرمّز. النقطة: ذكر عابر. "
          + "المتقطعة: منطقة لا نقطة. الحدود لا تعني إقراراً بها."))
    svg.raw("</figcaption>\n</figure>\n")
    out.append(svg)
  }

  private func drawBase(_ projection: SheetProjection, to svg: inout MarkupWriter) {
    let base = page.baseMap
    let frame = projection.frame
    svg.raw(base.foreignLand.isEmpty ? "<rect class=\"land\"" : "<rect class=\"sea\"")
    svg.attribute("width", frame.width)
    svg.attribute("height", frame.height)
    svg.raw("/>\n")
    func draw(_ tag: StaticString, _ path: PagePath) {
      guard !path.isEmpty else { return }
      svg.raw(tag)
      svg.path(path)
      svg.raw("/>\n")
    }
    func near(_ polygons: [Polygon<GeographicPoint>]) -> [Polygon<GeographicPoint>] {
      polygons.filter { projection.mayShow($0.exterior.vertices) }
    }
    func near(_ lines: [LineString<GeographicPoint>]) -> [LineString<GeographicPoint>] {
      lines.filter { projection.mayShow($0.vertices) }
    }
    let country = projection.rings(near(base.country))
    for foreign in base.foreignLand {
      draw("<path class=\"land\"", PagePath(rings: projection.rings(near(foreign.polygons))))
    }
    // Two sources leave a gap between the country and its neighbours, which is no sea.
    draw("<path class=\"gap\"", PagePath(rings: country))
    draw("<path class=\"country\"", PagePath(rings: country))
    draw("<path class=\"unit\"", PagePath(lines: projection.lines(near(base.governorateLines))))
    draw("<path class=\"road\"", PagePath(lines: projection.lines(near(base.roads))))
    for river in base.rivers {
      let lines = projection.lines(near(river.lines))
      guard !lines.isEmpty else { continue }
      svg.raw("<path class=\"river\"")
      svg.path(PagePath(lines: lines))
      svg.raw("><title>")
      svg.text(language(river.name))
      svg.raw("</title></path>\n")
    }
    for lake in base.lakes {
      draw("<path class=\"lake\"", PagePath(rings: projection.rings(near(lake.polygons))))
    }
    draw("<path class=\"coast\"", PagePath(lines: projection.lines(near(base.coast))))
    draw("<path class=\"border\"", PagePath(rings: country))
  }

  private func draw(_ marker: PlaceMap.Marker, to svg: inout MarkupWriter) {
    let place = marker.place
    svg.raw("<a")
    svg.attribute("href", "#" + nameID(place.mentions[0]))
    svg.attribute(
      "class",
      "marker w-\(place.weight)" + (place.isPoint ? "" : " area"))
    svg.attribute("aria-label", accessibleName(of: place))
    svg.raw("><title>")
    svg.text(accessibleName(of: place))
    svg.raw("</title><circle class=\"hit\"")
    Self.center(marker.center, 13, to: &svg)
    svg.raw("/><circle class=\"dot\"")
    Self.center(
      marker.center, place.isPoint ? (place.weight == .context ? 3.5 : 6) : 10, to: &svg)
    svg.raw("/>")
    if let label = marker.label {
      draw(label, "label", to: &svg)
    } else {
      draw(
        PlaceMap.Label(
          text: String(place.number),
          position: PagePoint(x: marker.center.x, y: marker.center.y - 8), size: 11),
        "label", to: &svg)
    }
    svg.raw("</a>\n")
  }

  private func accessibleName(of place: NamedPlace) -> String {
    let weight =
      switch place.weight {
      case .event: language("event place", "موقع حدث مرمّز")
      case .told: language("told of, no event coded", "ذُكر حدث ولم يُرمّز")
      case .context: language("only named", "ذكر عابر")
      }
    return "\(place.number) \(place.title(in: language))\(language(", ", "، "))\(weight)"
  }

  private func draw(_ label: PlaceMap.Label, _ style: String, to svg: inout MarkupWriter) {
    svg.raw("<text")
    svg.attribute("class", style)
    svg.attribute("x", label.position.x)
    svg.attribute("y", label.position.y)
    svg.attribute("font-size", label.size)
    svg.raw(">")
    svg.text(label.text)
    svg.raw("</text>")
  }

  private func drawScaleBar(_ projection: SheetProjection, to svg: inout MarkupWriter) {
    guard let length = scaleBarLength(within: 110, scale: projection.scale * 1000) else { return }
    let y = projection.frame.maxY - 10
    let end = 10 + length * 1000 * projection.scale
    svg.raw("<path class=\"bar\"")
    svg.path(
      PagePath(lines: [
        [
          PagePoint(x: 10, y: y - 4), PagePoint(x: 10, y: y), PagePoint(x: end, y: y),
          PagePoint(x: end, y: y - 4),
        ]
      ]))
    svg.raw("/>")
    let number = length >= 1 ? String(Int(length)) : String(length)
    draw(
      PlaceMap.Label(
        text: number + language(" km", " كم"),
        position: PagePoint(x: (10 + end) / 2, y: y - 6), size: 11),
      "town", to: &svg)
    svg.raw("\n")
  }

  private static func center(_ point: PagePoint, _ radius: Double, to svg: inout MarkupWriter) {
    svg.attribute("cx", point.x)
    svg.attribute("cy", point.y)
    svg.attribute("r", radius)
  }

  // MARK: The list beside it

  /// The places by their numbers, each with the words that name it.
  mutating func writePlaces() {
    out.raw("<section class=\"places\">\n")
    out.element("<h3>", language("Places", "الأماكن"), "</h3>\n")
    guard !places.isEmpty else {
      out.element("<p>", language("No place was resolved.", "لم يُحدد أي مكان."), "</p>\n")
      out.raw("</section>\n")
      return
    }
    out.raw("<ul>\n")
    for place in places {
      out.raw("<li")
      out.attribute("id", placeID(place.number))
      out.attribute("class", "w-\(place.weight)")
      out.raw(" tabindex=\"-1\"><span class=\"no\">")
      out.number(place.number)
      out.raw("</span> ")
      if let relation = place.relationName(in: language) { out.text(relation + " ") }
      writeName(of: place.place)
      out.raw(" <small>")
      writeWhere(of: place.place)
      out.raw(" ·")
      for (number, mention) in place.mentions.prefix(20).enumerated() {
        out.raw(" ")
        out.link(to: nameID(mention), "[\(number + 1)]")
      }
      if place.mentions.count > 20 { out.text(" +\(place.mentions.count - 20)") }
      if !place.events.isEmpty {
        out.raw(" ·")
        writeEventLinks(Array(place.events.prefix(20)))
        if place.events.count > 20 { out.text(" +\(place.events.count - 20)") }
      }
      if !place.isDrawable {
        out.text(language(" · too wide to be drawn", " · أوسع من أن يُرسم"))
      }
      out.raw("</small></li>\n")
    }
    out.raw("</ul>\n</section>\n")
  }
}

extension SheetProjection {
  /// Whether some of the line, or of the area that it surrounds, may come within the frame: by the
  /// box around it, which is cheaper than to project it.
  fileprivate func mayShow(_ vertices: [GeographicPoint]) -> Bool {
    guard let box = BoundingBox(vertices) else { return false }
    // Lines of latitude bend: a box that lies beside the frame by less than its own size is kept.
    let corners = [
      GeographicPoint(longitude: box.minX, latitude: box.minY),
      GeographicPoint(longitude: box.minX, latitude: box.maxY),
      GeographicPoint(longitude: box.maxX, latitude: box.minY),
      GeographicPoint(longitude: box.maxX, latitude: box.maxY),
    ].compactMap(position)
    guard corners.count == 4, let page = BoundingBox(corners) else { return true }
    let margin = max(page.width, page.height) * 0.1 + 60
    return page.insetBy(-margin).intersects(frame)
  }
}
