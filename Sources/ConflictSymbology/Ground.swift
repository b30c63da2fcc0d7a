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

  /// The country's outline, which all situations have in common.
  struct Country {
    /// Clipped to the frame.
    var rings: [[PagePoint]]
    /// The border inside the frame, as lines that do not follow the frame.
    var border: [[PagePoint]]
    /// On the sheet around the frame, before it is simplified.
    fileprivate var raw: [[PagePoint]]

    init(_ content: ConflictMapContent, _ projection: SheetProjection) {
      // A little more than is drawn, so that the cut lies outside.
      let around = projection.drawnBox.insetBy(-40)
      raw = content.baseMap.country.map(\.oriented).flatMap { polygon in
        ([polygon.exterior] + polygon.holes).map { around.clip(ring: projection.ring($0.vertices)) }
      }.filter { !$0.isEmpty }
      rings = []
      border = []
    }

    fileprivate mutating func simplify(
      _ simplification: SharedArcSimplification, _ box: BoundingBox<PagePoint>
    ) {
      let simplified = raw.map(simplification.ring)
      rings = simplified.map { box.clip(ring: $0) }.filter { !$0.isEmpty }
      border = simplified.flatMap { ring in box.clip(line: ring + ring.prefix(1)) }
    }
  }

  var areas: [Area] = []
  var fronts: [Front] = []
  var contested: [[PagePoint]] = []
  var withoutData: [[PagePoint]] = []
  var country: Country

  init(
    _ situation: ConflictMapContent.Situation, country: Country, projection: SheetProjection
  ) {
    func rings(_ polygons: [Polygon<GeographicPoint>]) -> [[[PagePoint]]] {
      // Oriented, so that holes are holes by the rule of SVG and overlapping parts are none.
      polygons.map(\.oriented).map { polygon in
        ([polygon.exterior] + polygon.holes).map { projection.ring($0.vertices) }
      }
    }
    let areaRings = situation.areas.map { rings($0.polygons) }
    let contestedRings = rings(situation.contestedGround)
    let emptyRings = rings(situation.groundWithoutData)
    let frontLines = situation.fronts.map { front in
      front.lines.flatMap { projection.line($0.vertices) }
    }
    // All in one go: what borders on each other must keep the same vertices.
    let simplification = SharedArcSimplification(
      rings: areaRings.joined().flatMap { $0 } + country.raw,
      lines: frontLines.flatMap { $0 }, tolerance: 0.4)
    let box = projection.drawnBox

    for (source, polygons) in zip(situation.areas, areaRings) {
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
    fronts = zip(situation.fronts, frontLines).map { source, lines in
      Front(source: source, lines: lines.flatMap { box.clip(line: simplification.line($0)) })
    }
    // The limits of a hatch or a fade are no lines that anybody measures.
    func clipped(_ polygons: [[[PagePoint]]]) -> [[PagePoint]] {
      let rings = polygons.flatMap { $0 }
      let coarse = SharedArcSimplification(rings: rings, lines: [], tolerance: 1.5)
      return rings.map { box.clip(ring: coarse.ring($0)) }.filter { !$0.isEmpty }
    }
    contested = clipped(contestedRings)
    withoutData = clipped(emptyRings)
    self.country = country
    self.country.simplify(simplification, box)
  }
}

extension SheetProjection {
  /// The frame and a little more, so that strokes do not end inside it: 3 km, 8 to 60 u.
  var drawnBox: BoundingBox<PagePoint> { frame.insetBy(-min(60, max(8, 3000 * scale))) }

  /// Lines on the sheet, simplified each by itself.
  package func lines(
    _ lines: [LineString<GeographicPoint>], tolerance: Double = 0.3
  ) -> [[PagePoint]] {
    let placed = lines.flatMap { line($0.vertices) }.flatMap { drawnBox.clip(line: $0) }
    let simplification = SharedArcSimplification(rings: [], lines: placed, tolerance: tolerance)
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
