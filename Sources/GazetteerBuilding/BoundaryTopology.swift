internal import SimpleFeatures

/// The areas of administrative units as the lines between them, so that neighbours keep one border
/// however it is generalised, and every union of units follows from the same lines.
///
/// Units are faces; an *arc* runs between two nodes with one face on its left and one on its right.
/// The idea is that of topological data models (TIGER, TopoJSON).
struct BoundaryTopology {
  struct Arc: Hashable {
    var vertices: [GeographicPoint]
    /// The units on both sides, -1 for the outside.
    var left: Int
    var right: Int
    var isClosed: Bool { vertices.first == vertices.last }
  }

  /// The names of the units: what `Arc.left` and `right` count.
  let units: [String]
  private(set) var arcs: [Arc]

  /// Takes apart the polygons of `areas`, whose shared borders must have the same vertices.
  ///
  /// An edge that one unit runs along in both directions (a spike) encloses nothing and goes.
  init(_ areas: [(unit: String, polygons: [Polygon<GeographicPoint>])]) {
    let areas = areas.sorted { $0.unit < $1.unit }
    units = areas.map(\.unit)

    // Every directed edge has its unit on the left.
    var sides: [Edge: Sides] = [:]
    var order: [Edge] = []
    for (unit, area) in areas.enumerated() {
      for polygon in area.polygons {
        let polygon = polygon.oriented
        for ring in [polygon.exterior] + polygon.holes {
          guard var previous = ring.vertices.last else { continue }
          for vertex in ring.vertices where vertex != previous {
            let isForward = Self.precedes(previous, vertex)
            let edge = isForward ? Edge(previous, vertex) : Edge(vertex, previous)
            if sides[edge] == nil { order.append(edge) }
            sides[edge, default: Sides()].add(unit, onLeft: isForward)
            previous = vertex
          }
        }
      }
    }

    // The edges that part two units, by the vertex they end in.
    var edges: [(edge: Edge, left: Int, right: Int)] = []
    var edgesAt: [GeographicPoint: [Int]] = [:]
    for edge in order {
      guard let side = sides[edge]?.resolved, side.left != side.right else { continue }
      edgesAt[edge.a, default: []].append(edges.count)
      edgesAt[edge.b, default: []].append(edges.count)
      edges.append((edge, side.left, side.right))
    }

    /// The sides of an edge as one sees them going away from `vertex`.
    func sidesLeaving(_ vertex: GeographicPoint, _ edge: Int) -> (Int, Int) {
      edges[edge].edge.a == vertex
        ? (edges[edge].left, edges[edge].right) : (edges[edge].right, edges[edge].left)
    }
    /// Whether lines begin and end at `vertex`: not exactly two edges, or other units beside them.
    func isNode(_ vertex: GeographicPoint) -> Bool {
      guard let pair = edgesAt[vertex], pair.count == 2 else { return true }
      let (left, right) = sidesLeaving(vertex, pair[0])
      return sidesLeaving(vertex, pair[1]) != (right, left)
    }

    var arcs: [Arc] = []
    var isUsed = [Bool](repeating: false, count: edges.count)
    func follow(_ first: Int, from start: GeographicPoint) {
      var vertices = [start]
      let (left, right) = sidesLeaving(start, first)
      var edge = first
      var vertex = start
      while true {
        isUsed[edge] = true
        vertex = edges[edge].edge.a == vertex ? edges[edge].edge.b : edges[edge].edge.a
        vertices.append(vertex)
        guard vertex != start, !isNode(vertex),
          let next = edgesAt[vertex]?.first(where: { !isUsed[$0] })
        else { break }
        edge = next
      }
      arcs.append(Arc(vertices: vertices, left: left, right: right))
    }
    for edge in edges.indices where !isUsed[edge] {
      if isNode(edges[edge].edge.a) {
        follow(edge, from: edges[edge].edge.a)
      } else if isNode(edges[edge].edge.b) {
        follow(edge, from: edges[edge].edge.b)
      }
    }
    // What is left are rings without a node: an enclave's border, an island.
    for edge in edges.indices where !isUsed[edge] { follow(edge, from: edges[edge].edge.a) }
    self.arcs = arcs
  }

  // MARK: Generalisation

  /// Generalises every arc, by a tolerance in metres that depends on the units at its sides (-1 is
  /// the outside). Lines that would cross get back vertices until they do not.
  mutating func generalise(tolerance: (_ left: Int, _ right: Int) -> Double) {
    let original = arcs
    var tolerances = arcs.map { tolerance($0.left, $0.right) }
    var isStale = [Bool](repeating: true, count: arcs.count)
    // Ten halvings bring 250 m down to 0.25 m, where nothing is left out any more.
    for _ in 0..<11 {
      for (index, arc) in original.enumerated() where isStale[index] {
        arcs[index].vertices = LineGeneralisation.generalised(
          arc.vertices, tolerance: tolerances[index])
      }
      let crossing = LineGeneralisation.crossingLines(arcs.map(\.vertices))
      if crossing.isEmpty { return }
      isStale = arcs.indices.map { crossing.contains($0) }
      for index in crossing { tolerances[index] /= 2 }
    }
    for index in arcs.indices where isStale[index] { arcs[index] = original[index] }
  }

  // MARK: Areas

  /// The union of the units of which `isInside` holds, as polygons sorted by their first vertices.
  func union(where isInside: (Int) -> Bool) -> [Polygon<GeographicPoint>] {
    // The border of the union has the union on exactly one side; turned so that it is the left.
    var rest: [[GeographicPoint]] = []
    for arc in arcs {
      switch (arc.left >= 0 && isInside(arc.left), arc.right >= 0 && isInside(arc.right)) {
      case (true, false): rest.append(arc.vertices)
      case (false, true): rest.append(arc.vertices.reversed())
      default: continue
      }
    }
    var leaving: [GeographicPoint: [Int]] = [:]
    for (index, line) in rest.enumerated() {
      if let start = line.first { leaving[start, default: []].append(index) }
    }
    var isUsed = [Bool](repeating: false, count: rest.count)
    var rings: [Ring<GeographicPoint>] = []
    for first in rest.indices where !isUsed[first] {
      var vertices: [GeographicPoint] = []
      var line = first
      while true {
        isUsed[line] = true
        let arriving = rest[line]
        vertices.append(contentsOf: arriving.dropLast())
        guard let end = arriving.last, end != vertices.first else { break }
        // Where several lines leave, the leftmost turn keeps rings that touch apart.
        let before = arriving[arriving.count - 2]
        let next = (leaving[end] ?? []).filter { !isUsed[$0] }
          .max { Self.turn(before, end, rest[$0][1]) < Self.turn(before, end, rest[$1][1]) }
        guard let next else { break }
        line = next
      }
      if vertices.count >= 3 { rings.append(Ring(vertices)) }
    }
    return Self.assembled(rings)
  }

  /// Polygons from rings that do not cross: counterclockwise ones are exteriors, and each clockwise
  /// one is a hole of the smallest exterior around it.
  private static func assembled(
    _ rings: [Ring<GeographicPoint>]
  ) -> [Polygon<GeographicPoint>] {
    var polygons = rings.filter { $0.signedArea > 0 }.map { Polygon(exterior: $0) }
    for hole in rings where hole.signedArea < 0 {
      guard let inside = Polygon(exterior: hole).interiorPoint else { continue }
      let around = polygons.indices.filter { polygons[$0].exterior.contains(inside) }
        .min { polygons[$0].exterior.signedArea < polygons[$1].exterior.signedArea }
      if let around { polygons[around].holes.append(hole) }
    }
    return polygons.sorted {
      guard let a = $0.exterior.vertices.first, let b = $1.exterior.vertices.first else {
        return false
      }
      return precedes(a, b)
    }
  }

  /// The angle in `-π...π` by which the way a-b-c turns to the left.
  private static func turn(
    _ a: GeographicPoint, _ b: GeographicPoint, _ c: GeographicPoint
  ) -> Double {
    let (ux, uy) = (b.x - a.x, b.y - a.y)
    let (vx, vy) = (c.x - b.x, c.y - b.y)
    return (ux * vy - uy * vx).arctangent(over: ux * vx + uy * vy)
  }

  private static func precedes(_ a: GeographicPoint, _ b: GeographicPoint) -> Bool {
    (a.x, a.y) < (b.x, b.y)
  }

  private struct Edge: Hashable {
    var a: GeographicPoint
    var b: GeographicPoint
    init(_ a: GeographicPoint, _ b: GeographicPoint) {
      self.a = a
      self.b = b
    }
  }

  /// Which units run along an edge, each direction counted.
  private struct Sides {
    private var counts: [(unit: Int, left: Int, right: Int)] = []

    mutating func add(_ unit: Int, onLeft: Bool) {
      let index = counts.firstIndex { $0.unit == unit } ?? counts.count
      if index == counts.count { counts.append((unit, 0, 0)) }
      if onLeft { counts[index].left += 1 } else { counts[index].right += 1 }
    }

    /// The unit on each side, -1 for none; a unit on both sides is on neither.
    var resolved: (left: Int, right: Int) {
      var left = -1
      var right = -1
      for count in counts.sorted(by: { $0.unit < $1.unit }) {
        if count.left > count.right, left < 0 { left = count.unit }
        if count.right > count.left, right < 0 { right = count.unit }
      }
      return (left, right)
    }
  }
}
