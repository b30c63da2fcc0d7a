package import Cartography
package import SimpleFeatures

/// Areas and fronts on the sheet, simplified together and clipped to the frame.
struct Ground {
  struct Area {
    var source: ConflictMapContent.Area
    /// Exteriors and holes alike, for the even-odd rule.
    var path: [[PagePoint]]
    /// The polygons one by one, for a place to write on.
    var polygons: [Polygon<PagePoint>]
  }

  struct Front {
    var source: ConflictMapContent.Front
    var lines: [[PagePoint]]
    var isHostile: Bool { source.isHostile }
  }

  var areas: [Area] = []
  var fronts: [Front] = []
  var contested: [[PagePoint]] = []
  var withoutData: [[PagePoint]] = []
  /// The country, clipped to the frame.
  var country: [[PagePoint]] = []
  /// The country's border inside the frame, as lines that do not follow the frame.
  var border: [[PagePoint]] = []
  /// The whole country, for the locator.
  var wholeCountry: [[PagePoint]] = []

  init(content: ConflictMapContent, projection: SheetProjection) {
    func rings(_ polygons: [Polygon<GeographicPoint>]) -> [[[PagePoint]]] {
      // Oriented, so that holes are holes by the rule of SVG and overlapping parts are none.
      polygons.map(\.oriented).map { polygon in
        ([polygon.exterior] + polygon.holes).map { projection.ring($0.vertices) }
      }
    }
    let areaRings = content.areas.map { rings($0.polygons) }
    let contestedRings = rings(content.contestedGround)
    let emptyRings = rings(content.groundWithoutData)
    let countryRings = rings(content.baseMap.country)
    let frontLines = content.fronts.map { front in
      front.lines.flatMap { projection.line($0.vertices) }
    }
    // All in one go: what borders on each other must keep the same vertices.
    let simplification = SharedArcSimplification(
      rings: areaRings.joined().flatMap { $0 } + contestedRings.joined() + emptyRings.joined()
        + countryRings.joined(),
      lines: frontLines.flatMap { $0 }, tolerance: 0.3)
    let box = projection.drawnBox

    for (source, polygons) in zip(content.areas, areaRings) {
      var area = Area(source: source, path: [], polygons: [])
      for polygon in polygons {
        var clipped: [Ring<PagePoint>] = []
        for (index, ring) in polygon.enumerated() {
          let piece = box.clip(ring: simplification.ring(ring))
          if piece.isEmpty {
            if index == 0 { break }
            continue
          }
          clipped.append(Ring(piece))
        }
        guard let exterior = clipped.first else { continue }
        area.path += clipped.map(\.vertices)
        area.polygons.append(Polygon(exterior: exterior, holes: Array(clipped.dropFirst())))
      }
      areas.append(area)
    }
    fronts = zip(content.fronts, frontLines).map { source, lines in
      Front(source: source, lines: lines.flatMap { box.clip(line: simplification.line($0)) })
    }
    func clipped(_ rings: [[[PagePoint]]]) -> [[PagePoint]] {
      rings.joined().map { box.clip(ring: simplification.ring($0)) }.filter { !$0.isEmpty }
    }
    contested = clipped(contestedRings)
    withoutData = clipped(emptyRings)
    let simplified = countryRings.joined().map(simplification.ring)
    wholeCountry = simplified.filter { !$0.isEmpty }
    country = simplified.map { box.clip(ring: $0) }.filter { !$0.isEmpty }
    border = simplified.flatMap { ring in box.clip(line: ring + ring.prefix(1)) }
  }
}

extension SheetProjection {
  /// The frame and a little more, so that strokes do not end inside it: 3 km, 8 to 60 u.
  var drawnBox: BoundingBox<PagePoint> { frame.insetBy(-min(60, max(8, 3000 * scale))) }

  /// Lines on the sheet, simplified each by itself.
  package func lines(_ lines: [LineString<GeographicPoint>]) -> [[PagePoint]] {
    let placed = lines.flatMap { line($0.vertices) }.flatMap { drawnBox.clip(line: $0) }
    let simplification = SharedArcSimplification(rings: [], lines: placed, tolerance: 0.3)
    return placed.map(simplification.line)
  }

  /// Rings on the sheet, exteriors and holes alike.
  package func rings(_ polygons: [Polygon<GeographicPoint>]) -> [[PagePoint]] {
    let placed = polygons.map(\.oriented).flatMap { polygon in
      ([polygon.exterior] + polygon.holes).map { drawnBox.clip(ring: ring($0.vertices)) }
    }.filter { !$0.isEmpty }
    let simplification = SharedArcSimplification(rings: placed, lines: [], tolerance: 0.3)
    return placed.map(simplification.ring).filter { !$0.isEmpty }
  }
}
