internal import SimpleFeatures

/// Ground cut into patches by arcs that neighbours share, as in a TopoJSON file.
///
/// Multi-label marching squares over a grid: a crossing on each grid edge whose ends differ; two
/// crossings of a cell join, three or four meet at their mean, which becomes a node. The frame of
/// the grid is an arc too, so that the patches tile it.
struct ArcTopology {
  /// A line from node to node, or a closed one without a node.
  struct Arc {
    /// A closed arc does not repeat its first vertex.
    var vertices: [ProjectedPoint]
    /// The patches on either side, seen along the arc; -1 outside the grid.
    var left: Int
    var right: Int
    /// `nil` for a closed arc without a node.
    var start: End?
    var end: End?
    /// Whether it is part of the grid's frame.
    var isFrame: Bool
  }

  /// Where an arc leaves a node.
  struct End: Hashable {
    var node: Int
    /// The direction in which it leaves: 0 east, 1 north, 2 west, 3 south.
    var direction: Int
  }

  let grid: SampleGrid
  /// The label of each patch.
  let labels: [Int]
  private(set) var arcs: [Arc] = []
  private(set) var nodes: [ProjectedPoint] = []

  /// - Parameters:
  ///   - labels: One for each sample.
  ///   - crossing: Where the boundary lies between two neighbouring samples of different labels,
  ///     as a share of the way from the first to the second, `0...1`.
  init(
    grid: SampleGrid, labels: [Int], crossing: (_ from: Int, _ to: Int) -> Double
  ) {
    var generaliser = ArcGeneraliser(grid: grid, rounds: 0, area: 0)
    self.init(
      grid: grid, labels: labels, patches: GridComponents(labels, columns: grid.columns),
      isRowChanged: Array(repeating: true, count: grid.rows), generaliser: &generaliser,
      crossing: crossing)
  }

  /// The same with smooth and simple arcs.
  ///
  /// - Parameters:
  ///   - patches: Those of the labels.
  ///   - isRowChanged: The rows whose labels may be others than those of the topology before.
  ///   - generaliser: Keeps the shapes of arcs for the next topology of the grid.
  init(
    grid: SampleGrid, labels: [Int], patches: GridComponents, isRowChanged: [Bool],
    generaliser: inout ArcGeneraliser, crossing: (_ from: Int, _ to: Int) -> Double
  ) {
    self.grid = grid
    self.labels = patches.firstSamples.map { labels[$0] }
    var tracer = ArcTracer(grid: grid, patches: patches)
    swap(&tracer.notes, &generaliser.tracing)
    tracer.placeCrossings(labels, isRowChanged: isRowChanged, crossing)
    tracer.trace()
    tracer.eraseNotes()
    swap(&tracer.notes, &generaliser.tracing)
    arcs = tracer.arcs
    nodes = tracer.nodes
    generaliser.generalise(&arcs)
  }

  /// The samples of a row with an edge between labels east and north of them, and the cells with
  /// any such edge.
  struct RowEdges {
    fileprivate var eastward: [Int] = []
    fileprivate var northward: [Int] = []
    fileprivate var cells: [Int] = []
  }

  /// What the tracer notes for each sample; blank between topologies, and kept because blanking a
  /// whole grid takes longer than tracing some lines on it.
  struct TracingNotes {
    /// The number of the crossing on the edge east of a sample and on the edge north of it, by
    /// the sample; -1 for none.
    fileprivate var eastward: [Int32] = []
    fileprivate var northward: [Int32] = []
    /// The node of a cell, by its south-western sample; -1 for none.
    fileprivate var nodeOfCell: [Int32] = []
    /// Whether an arc passes through the cell, for cells without a node.
    fileprivate var isPassed: [Bool] = []
    /// These are kept.
    fileprivate var rows: [RowEdges] = []
  }

  // MARK: Faces

  /// The polygon of each patch.
  ///
  /// A ring that meets itself at a node is cut there into simple rings, so that every polygon is
  /// valid as OGC Simple Features has it.
  func polygons() -> [Polygon<ProjectedPoint>] {
    // Half-edge 2a runs along arc a and 2a + 1 against it; the patch is on its left.
    var leaving = Array(repeating: [-1, -1, -1, -1], count: nodes.count)
    for (index, arc) in arcs.enumerated() {
      if let start = arc.start { leaving[start.node][start.direction] = 2 * index }
      if let end = arc.end { leaving[end.node][end.direction] = 2 * index + 1 }
    }
    func patch(_ half: Int) -> Int { half % 2 == 0 ? arcs[half / 2].left : arcs[half / 2].right }
    func origin(_ half: Int) -> End? { half % 2 == 0 ? arcs[half / 2].start : arcs[half / 2].end }
    func target(_ half: Int) -> End? { half % 2 == 0 ? arcs[half / 2].end : arcs[half / 2].start }
    func next(_ half: Int) -> Int? {
      guard let end = target(half) else { return nil }
      // The first one clockwise from the way back has the same ground on its left.
      return (1...4).lazy.map { leaving[end.node][(end.direction - $0 + 4) % 4] }
        .first { $0 >= 0 }
    }
    func vertices(_ halves: ArraySlice<Int>) -> [ProjectedPoint] {
      halves.flatMap { half in
        let line = arcs[half / 2].vertices
        let directed = half % 2 == 0 ? line : line.reversed()
        return origin(half) == nil ? directed : directed.dropLast()
      }
    }

    var exteriors: [Ring<ProjectedPoint>?] = Array(repeating: nil, count: labels.count)
    var holes: [[Ring<ProjectedPoint>]] = Array(repeating: [], count: labels.count)
    func add(_ ring: Ring<ProjectedPoint>, to patch: Int) {
      // The frame has its ground on the left, so the only ring that runs counterclockwise is the
      // exterior.
      if ring.signedArea > 0 { exteriors[patch] = ring } else { holes[patch].append(ring) }
    }
    var isDone = Array(repeating: false, count: 2 * arcs.count)
    for first in 0..<(2 * arcs.count) where !isDone[first] && patch(first) >= 0 {
      var path: [Int] = []
      var half = first
      while !isDone[half] {
        isDone[half] = true
        path.append(half)
        guard let end = target(half) else {
          add(Ring(vertices(path[...])), to: patch(first))
          path.removeAll()
          break
        }
        if let back = path.firstIndex(where: { origin($0)?.node == end.node }) {
          add(Ring(vertices(path[back...])), to: patch(first))
          path.removeSubrange(back...)
        }
        guard let following = next(half) else { break }
        half = following
      }
    }
    return labels.indices.map { patch in
      Polygon(exterior: exteriors[patch] ?? Ring([]), holes: holes[patch])
    }
  }
}

/// Walks along the crossings from node to node.
private struct ArcTracer {
  let grid: SampleGrid
  let patches: GridComponents
  private(set) var arcs: [ArcTopology.Arc] = []
  private(set) var nodes: [ProjectedPoint] = []

  private var crossings: [ProjectedPoint] = []
  var notes = ArcTopology.TracingNotes()
  /// The samples with a crossing on the edge east and on the edge north of them.
  private var edges: (eastward: [Int], northward: [Int]) = ([], [])
  /// The cells with a crossing by their south-western samples, ascending.
  private var cells: [Int] = []
  /// For each node the directions in which an arc is already known to leave.
  private var isTaken: [[Bool]] = []
  /// The nodes on the frame, by the edge they lie on.
  private var nodeOfFrameEdge: [FrameEdge: Int] = [:]

  private struct FrameEdge: Hashable {
    var sample: Int
    var isEastward: Bool
  }

  private let framePath: [FrameStep]

  init(grid: SampleGrid, patches: GridComponents) {
    self.grid = grid
    self.patches = patches
    framePath = Self.framePath(of: grid)
  }

  mutating func placeCrossings(
    _ labels: [Int], isRowChanged: [Bool], _ crossing: (Int, Int) -> Double
  ) {
    if notes.eastward.count != grid.count {
      notes.eastward = Array(repeating: -1, count: grid.count)
      notes.northward = notes.eastward
      notes.nodeOfCell = notes.eastward
      notes.isPassed = Array(repeating: false, count: grid.count)
    }
    // A crossing at a sample would fall together with those of the other edges there.
    func share(_ from: Int, _ to: Int) -> Double {
      let share = crossing(from, to)
      return share.isFinite ? min(max(share, 0.02), 0.98) : 0.5
    }
    findEdges(labels, isRowChanged: isRowChanged)
    for sample in edges.eastward {
      let point = grid.point(column: sample % grid.columns, row: sample / grid.columns)
      notes.eastward[sample] = Int32(crossings.count)
      crossings.append(
        ProjectedPoint(
          easting: point.x + grid.cellSize * share(sample, sample + 1), northing: point.y))
    }
    for sample in edges.northward {
      let point = grid.point(column: sample % grid.columns, row: sample / grid.columns)
      notes.northward[sample] = Int32(crossings.count)
      crossings.append(
        ProjectedPoint(
          easting: point.x,
          northing: point.y + grid.cellSize * share(sample, sample + grid.columns)))
    }
  }

  /// Finds the edges between samples of different labels, and the cells with such an edge, in the
  /// rows that changed.
  private mutating func findEdges(_ labels: [Int], isRowChanged: [Bool]) {
    let columns = grid.columns
    let rows = grid.rows
    if notes.rows.count != rows {
      notes.rows = Array(repeating: ArcTopology.RowEdges(), count: rows)
    }
    labels.withUnsafeBufferPointer { labels in
      for row in 0..<rows {
        let isLastRow = row + 1 == rows
        guard isRowChanged[row] || !isLastRow && isRowChanged[row + 1] else { continue }
        var edges = ArcTopology.RowEdges()
        for column in 0..<columns {
          let sample = row * columns + column
          let own = labels[sample]
          let east = column + 1 < columns ? labels[sample + 1] : own
          let north = isLastRow ? own : labels[sample + columns]
          if own != east { edges.eastward.append(sample) }
          if own != north { edges.northward.append(sample) }
          guard !isLastRow, column + 1 < columns else { continue }
          if own != east || own != north || own != labels[sample + columns + 1] {
            edges.cells.append(sample)
          }
        }
        notes.rows[row] = edges
      }
    }
    edges = (notes.rows.flatMap(\.eastward), notes.rows.flatMap(\.northward))
    cells = notes.rows.flatMap(\.cells)
  }

  mutating func trace() {
    placeNodes()
    // The directions of a node's arcs: into the neighbouring cells.
    for sample in cells where notes.nodeOfCell[sample] >= 0 {
      let cell = (sample % grid.columns, sample / grid.columns)
      let node = Int(notes.nodeOfCell[sample])
      for direction in 0..<4
      where crossing(ofCell: cell, direction) != nil && !isTaken[node][direction] {
        walk(from: ArcTopology.End(node: node, direction: direction), through: cell, direction)
      }
    }
    for edge in framePath {
      guard let node = nodeOfFrameEdge[edge.key], !isTaken[node][edge.inward] else { continue }
      walk(
        from: ArcTopology.End(node: node, direction: edge.inward),
        through: edge.outerCell, edge.inward)
    }
    for sample in cells where !notes.isPassed[sample] && notes.nodeOfCell[sample] < 0 {
      let cell = (sample % grid.columns, sample / grid.columns)
      guard let direction = (0..<4).first(where: { crossing(ofCell: cell, $0) != nil }) else {
        continue
      }
      walkLoop(from: cell, direction)
    }
    traceFrame()
  }

  /// Makes the notes blank again.
  mutating func eraseNotes() {
    for sample in edges.eastward { notes.eastward[sample] = -1 }
    for sample in edges.northward { notes.northward[sample] = -1 }
    for sample in cells {
      notes.nodeOfCell[sample] = -1
      notes.isPassed[sample] = false
    }
  }

  private mutating func addNode(at point: ProjectedPoint) -> Int {
    nodes.append(point)
    isTaken.append([false, false, false, false])
    return nodes.count - 1
  }

  private mutating func placeNodes() {
    for sample in cells {
      let cell = (sample % grid.columns, sample / grid.columns)
      var count = 0
      var sum = (x: 0.0, y: 0.0)
      for direction in 0..<4 {
        guard let point = crossing(ofCell: cell, direction) else { continue }
        count += 1
        sum = (sum.x + point.x, sum.y + point.y)
      }
      guard count >= 3 else { continue }
      let share = 1 / Double(count)
      notes.nodeOfCell[sample] = Int32(
        addNode(at: ProjectedPoint(easting: sum.x * share, northing: sum.y * share)))
    }
    for edge in framePath {
      let number =
        edge.key.isEastward ? notes.eastward[edge.key.sample] : notes.northward[edge.key.sample]
      if number >= 0 { nodeOfFrameEdge[edge.key] = addNode(at: crossings[Int(number)]) }
    }
  }

  private func crossing(ofCell cell: (column: Int, row: Int), _ direction: Int)
    -> ProjectedPoint?
  {
    let sample = cell.row * grid.columns + cell.column
    let number =
      switch direction {
      case 0: notes.northward[sample + 1]
      case 1: notes.eastward[sample + grid.columns]
      case 2: notes.northward[sample]
      default: notes.eastward[sample]
      }
    return number >= 0 ? crossings[Int(number)] : nil
  }

  /// The samples left and right of whoever leaves `cell` in `direction`.
  private func flanks(ofCell cell: (column: Int, row: Int), _ direction: Int) -> (Int, Int) {
    let southWest = cell.row * grid.columns + cell.column
    let southEast = southWest + 1
    let northWest = southWest + grid.columns
    let northEast = northWest + 1
    return switch direction {
    case 0: (northEast, southEast)
    case 1: (northWest, northEast)
    case 2: (southWest, northWest)
    default: (southEast, southWest)
    }
  }

  private func neighbour(ofCell cell: (column: Int, row: Int), _ direction: Int)
    -> (column: Int, row: Int)?
  {
    let column = cell.column + (direction == 0 ? 1 : direction == 2 ? -1 : 0)
    let row = cell.row + (direction == 1 ? 1 : direction == 3 ? -1 : 0)
    guard (0..<(grid.columns - 1)).contains(column), (0..<(grid.rows - 1)).contains(row) else {
      return nil
    }
    return (column, row)
  }

  /// The frame's node at which an arc leaves `cell` in `direction`.
  private func frameNode(ofCell cell: (column: Int, row: Int), _ direction: Int) -> Int? {
    let sample = cell.row * grid.columns + cell.column
    let edge =
      switch direction {
      case 0: FrameEdge(sample: sample + 1, isEastward: false)
      case 1: FrameEdge(sample: sample + grid.columns, isEastward: true)
      case 2: FrameEdge(sample: sample, isEastward: false)
      default: FrameEdge(sample: sample, isEastward: true)
      }
    return nodeOfFrameEdge[edge]
  }

  /// Follows an arc out of `cell`, or in from outside the grid, up to the next node.
  private mutating func walk(
    from start: ArcTopology.End, through cell: (column: Int, row: Int), _ direction: Int
  ) {
    var vertices = [nodes[start.node]]
    var cell = cell
    var direction = direction
    var sides: (left: Int, right: Int)?
    isTaken[start.node][start.direction] = true
    while true {
      if let point = crossing(ofCell: cell, direction) {
        let flanks = flanks(ofCell: cell, direction)
        if sides == nil {
          sides = (patches.component(at: flanks.0), patches.component(at: flanks.1))
        }
        // The first crossing of an arc from the frame is its node.
        if point != vertices.last { vertices.append(point) }
      }
      var end: ArcTopology.End?
      if let next = neighbour(ofCell: cell, direction) {
        cell = next
        let node = Int(notes.nodeOfCell[cell.row * grid.columns + cell.column])
        if node >= 0 {
          vertices.append(nodes[node])
          end = ArcTopology.End(node: node, direction: (direction + 2) % 4)
        } else {
          notes.isPassed[cell.row * grid.columns + cell.column] = true
          let back = (direction + 2) % 4
          guard
            let onward = (0..<4).first(where: {
              $0 != back && crossing(ofCell: cell, $0) != nil
            })
          else { return }
          direction = onward
        }
      } else if let node = frameNode(ofCell: cell, direction) {
        end = ArcTopology.End(node: node, direction: (direction + 2) % 4)
      } else {
        return
      }
      if let end, let sides {
        isTaken[end.node][end.direction] = true
        arcs.append(
          ArcTopology.Arc(
            vertices: vertices, left: sides.left, right: sides.right, start: start, end: end,
            isFrame: false))
        return
      }
    }
  }

  private mutating func walkLoop(from first: (column: Int, row: Int), _ direction: Int) {
    let flanks = flanks(ofCell: first, direction)
    var vertices: [ProjectedPoint] = []
    var cell = first
    var direction = direction
    repeat {
      notes.isPassed[cell.row * grid.columns + cell.column] = true
      if let point = crossing(ofCell: cell, direction) { vertices.append(point) }
      let back = (direction + 2) % 4
      guard let next = neighbour(ofCell: cell, direction),
        let onward = (0..<4).first(where: { $0 != back && crossing(ofCell: next, $0) != nil })
      else { return }
      cell = next
      direction = onward
    } while cell != first
    arcs.append(
      ArcTopology.Arc(
        vertices: vertices, left: patches.component(at: flanks.0),
        right: patches.component(at: flanks.1), start: nil, end: nil, isFrame: false))
  }

  // MARK: The frame

  private struct FrameStep {
    var key: FrameEdge
    /// The direction of who walks the frame with the grid on the left.
    var along: Int
    /// The direction from the frame into the grid.
    var inward: Int
    /// The cell outside the grid that an arc would come from.
    var outerCell: (column: Int, row: Int)
    /// The samples before and after the edge.
    var from: Int
    var to: Int
  }

  /// The frame's edges counterclockwise from the south-western corner.
  private static func framePath(of grid: SampleGrid) -> [FrameStep] {
    let columns = grid.columns
    let rows = grid.rows
    let top = (rows - 1) * columns
    var steps: [FrameStep] = []
    for column in 0..<(columns - 1) {
      steps.append(
        FrameStep(
          key: FrameEdge(sample: column, isEastward: true), along: 0, inward: 1,
          outerCell: (column, -1), from: column, to: column + 1))
    }
    for row in 0..<(rows - 1) {
      let sample = row * columns + columns - 1
      steps.append(
        FrameStep(
          key: FrameEdge(sample: sample, isEastward: false), along: 1, inward: 2,
          outerCell: (columns - 1, row), from: sample, to: sample + columns))
    }
    for column in (0..<(columns - 1)).reversed() {
      steps.append(
        FrameStep(
          key: FrameEdge(sample: top + column, isEastward: true), along: 2, inward: 3,
          outerCell: (column, rows - 1), from: top + column + 1, to: top + column))
    }
    for row in (0..<(rows - 1)).reversed() {
      steps.append(
        FrameStep(
          key: FrameEdge(sample: row * columns, isEastward: false), along: 3, inward: 0,
          outerCell: (-1, row), from: (row + 1) * columns, to: row * columns))
    }
    return steps
  }

  private mutating func traceFrame() {
    let steps = framePath
    func isCorner(_ sample: Int) -> Bool {
      let column = sample % grid.columns
      let row = sample / grid.columns
      return (column == 0 || column == grid.columns - 1) && (row == 0 || row == grid.rows - 1)
    }
    func point(_ sample: Int) -> ProjectedPoint {
      grid.point(column: sample % grid.columns, row: sample / grid.columns)
    }
    guard let first = steps.firstIndex(where: { nodeOfFrameEdge[$0.key] != nil }) else {
      arcs.append(
        ArcTopology.Arc(
          vertices: steps.map(\.from).filter(isCorner).map(point), left: patches.component(at: 0),
          right: -1,
          start: nil, end: nil, isFrame: true))
      return
    }
    var start: (node: Int, along: Int)?
    var vertices: [ProjectedPoint] = []
    for offset in 0...steps.count {
      let step = steps[(first + offset) % steps.count]
      if let node = nodeOfFrameEdge[step.key] {
        if let start {
          vertices.append(nodes[node])
          arcs.append(
            ArcTopology.Arc(
              vertices: vertices, left: patches.component(at: step.from), right: -1,
              start: ArcTopology.End(node: start.node, direction: start.along),
              end: ArcTopology.End(node: node, direction: (step.along + 2) % 4), isFrame: true))
        }
        start = (node, step.along)
        vertices = [nodes[node]]
      }
      if isCorner(step.to) { vertices.append(point(step.to)) }
    }
  }
}
