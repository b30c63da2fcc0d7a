import TestSupport
import CivilCalendar
import ControlInference
import SimpleFeatures

/// Metres east and north of a point, good within some 100 km.
struct LocalProjection {
  let origin: GeographicPoint
  func callAsFunction(_ point: GeographicPoint) -> ProjectedPoint {
    let metresPerDegree = 6_371_008.8 * Double.pi / 180
    return ProjectedPoint(
      easting: (point.longitude - origin.longitude) * metresPerDegree
        * (origin.latitude * .pi / 180).cosine,
      northing: (point.latitude - origin.latitude) * metresPerDegree)
  }
}

func day(_ text: String) -> CivilDate { CivilDate(iso: text) ?? CivilDate(dayNumber: 0) }

func point(_ x: Double, _ y: Double) -> ProjectedPoint { ProjectedPoint(easting: x, northing: y) }

/// A grid of `width` by `height` metres from the origin.
func grid(_ width: Double, _ height: Double, cell: Double = 500) -> SampleGrid {
  guard
    let grid = SampleGrid(
      covering: BoundingBox(minX: 0, minY: 0, maxX: width, maxY: height), cellSize: cell)
  else { preconditionFailure("the test's own numbers") }
  return grid
}

let syrianCamps = Camps(["hts": "opposition", "sna": "opposition"])

/// Settlements anywhere on the grid, held by anybody.
func randomPoints(
  _ count: Int, on grid: SampleGrid, using random: inout SplitMix64
) -> [ControlPoint] {
  let box = grid.boundingBox
  let holders = [
    Holder("government"), Holder("opposition"), Holder("hts"), Holder("sdf"),
    Holder("opposition", sharedWith: "hts"),
  ]
  return (0..<count).map { number in
    let isContested = Int.random(in: 0..<10, using: &random) == 0
    let holder = holders.randomElement(using: &random) ?? holders[0]
    return ControlPoint(
      placeID: "p\(number)",
      point: point(
        .random(in: box.minX...box.maxX, using: &random),
        .random(in: box.minY...box.maxY, using: &random)),
      holder: holder, opponent: isContested ? Holder("isil") : nil, share: 0.5,
      weight: .random(in: 0.2...1.5, using: &random))
  }
}

extension ControlMap {
  /// The area in which `p` lies.
  func holder(at p: ProjectedPoint) -> Holder? {
    areas.first { area in area.polygons.contains { $0.contains(p) } }?.holder
  }

  /// A drawing to look at.
  func svg(scale: Double = 0.01) -> String {
    let colours = [
      "government": "#E99A84", "opposition": "#BDE5C2", "hts": "#BDB6A8", "isil": "#85858A",
      "sdf": "#F9E7A2",
    ]
    func at(_ p: ProjectedPoint) -> String {
      let x = ((p.x - extent.minX) * scale * 10).rounded() / 10
      let y = ((extent.maxY - p.y) * scale * 10).rounded() / 10
      return "\(x) \(y)"
    }
    func path(_ lines: [[ProjectedPoint]], closed: Bool) -> String {
      lines.map { "M" + $0.map(at).joined(separator: "L") + (closed ? "Z" : "") }.joined()
    }
    func rings(_ polygons: [Polygon<ProjectedPoint>]) -> String {
      path(polygons.flatMap { [$0.exterior] + $0.holes }.map(\.vertices), closed: true)
    }
    var out = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(extent.width * scale)" \
      height="\(extent.height * scale)"><defs><pattern id="h" width="5" height="5" \
      patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5" \
      stroke="#fff" stroke-width="3"/></pattern></defs>

      """
    for area in areas {
      let fill = area.holder.secondSide == nil ? colours[area.holder.side] ?? "#B27FB0" : "#9CC"
      out += "<path fill='\(fill)' fill-rule='evenodd' d='\(rings(area.polygons))'/>\n"
    }
    out += "<path fill='url(#h)' opacity='.7' d='\(rings(contestedGround))'/>\n"
    out += "<path fill='#F2EFE8' opacity='.7' fill-rule='evenodd' d='\(rings(noDataGround))'/>\n"
    for front in fronts {
      let style =
        front.isHostile ? "stroke='#222' stroke-width='2'" : "stroke='#555' stroke-dasharray='3'"
      out +=
        "<path fill='none' \(style) d='\(path(front.lines.map(\.vertices), closed: false))'/>\n"
    }
    for p in points {
      let fill = p.holder.secondSide == nil ? colours[p.holder.side] ?? "#B27FB0" : "#9CC"
      let centre = at(p.point).split(separator: " ")
      out +=
        "<circle cx='\(centre[0])' cy='\(centre[1])' r='2' fill='\(fill)' stroke='#000' stroke-width='.4'/>\n"
    }
    return out + "</svg>\n"
  }
}
