internal import Gazetteers
internal import SimpleFeatures

/// The areas of the units of a country: the lowest ones as their sources have them, the higher ones
/// put together from them, so that all levels share their lines.
struct UnitBoundaries {
  private let tree: UnitTree
  private(set) var topology: BoundaryTopology
  /// The lowest units with their areas as their sources have them, for asking what lies in them.
  private let lowest:
    [(id: String, box: BoundingBox<GeographicPoint>, polygons: [Polygon<GeographicPoint>])]

  /// Generalises the lines by as much as those of the gazetteer that ships.
  init(_ tree: UnitTree) {
    self.tree = tree
    let withArea = tree.units.filter { !$0.polygons.isEmpty }
    // A unit whose parts have areas is made of them.
    let divided = Set(withArea.flatMap { tree.chain(of: $0.place.id).dropLast() })
    let lowest = withArea.filter { !divided.contains($0.place.id) }
    self.lowest = lowest.compactMap { unit in
      BoundingBox(unit.polygons.lazy.flatMap(\.exterior.vertices)).map {
        (unit.place.id, $0, unit.polygons)
      }
    }
    topology = BoundaryTopology(
      SharedVertices.inserting(into: lowest.map { ($0.place.id, $0.polygons) }))
    let governorates = topology.units.map { tree.codes(of: $0).adm1 }
    topology.generalise { left, right in
      left >= 0 && right >= 0 && governorates[left] == governorates[right]
        ? BoundaryCompilation.toleranceOfDistricts
        : BoundaryCompilation.toleranceOfCountryAndGovernorates
    }
  }

  var isEmpty: Bool { topology.units.isEmpty }

  /// The lowest unit with an area that contains `point`; of two that share the border the first.
  func unit(containing point: GeographicPoint) -> String? {
    lowest.first { $0.box.contains(point) && $0.polygons.contains { $0.contains(point) } }?.id
  }

  /// The union of the units with these ids.
  func area(of ids: [String]) -> [Polygon<GeographicPoint>] {
    let isInside = topology.units.map { unit in
      tree.chain(of: unit).contains { ids.contains($0) }
    }
    return topology.union { isInside[$0] }
  }

  /// The file `boundaries.geojson`, with the areas of `regions`, which are unions of their parts.
  func file(regions: [Place], attribution: [String]) -> [UInt8] {
    var lines = GeoJSONLines(
      name: "boundaries",
      attribution: (attribution + ["Boundaries are generalised; no endorsement is implied."])
        .joined(separator: " "))
    let areas =
      tree.units.map { ($0.place, [$0.place.id]) } + regions.map { ($0, $0.parts) }
    for (place, parts) in areas.sorted(by: { $0.0.id < $1.0.id }) {
      let polygons = area(of: parts)
      guard !polygons.isEmpty else { continue }
      lines.append(
        [
          ("pcode", .text(place.id)), ("kind", .text(place.kind.rawValue)),
          ("name_en", .text(place.nameEnglish)), ("name_ar", .text(place.nameArabic)),
        ], Geometry(polygons))
    }
    for level in 0...3 {
      let borders = topology.arcs.filter { self.level(of: $0) == level }
      guard !borders.isEmpty else { continue }
      lines.append(
        [("kind", .text("border")), ("level", .integer(level))],
        .multiLineString(borders.map { LineString($0.vertices) }))
    }
    return lines.finished()
  }

  /// The highest level whose units a line parts: 0 for the edge of the country.
  private func level(of arc: BoundaryTopology.Arc) -> Int {
    guard arc.left >= 0, arc.right >= 0 else { return 0 }
    let (a, b) = (
      tree.chain(of: topology.units[arc.left]), tree.chain(of: topology.units[arc.right])
    )
    for (x, y) in zip(a, b) where x != y { return level(of: x, y) }
    return 3
  }

  private func level(of a: String, _ b: String) -> Int {
    min(3, min(kindLevel(a), kindLevel(b)))
  }

  private func kindLevel(_ id: String) -> Int {
    tree[id].map { UnitTree.level($0.place.kind) } ?? 3
  }
}
