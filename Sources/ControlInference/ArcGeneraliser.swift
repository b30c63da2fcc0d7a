internal import SimpleFeatures

/// Smooths and simplifies arcs without letting any two of them meet, and keeps the shapes of those
/// that the next topology of the grid has again.
///
/// Corners are cut as by G. M. Chaikin, "An algorithm for high-speed curve generation", Computer
/// Graphics and Image Processing 3 (1974), 346-349. Then the least telling vertices are dropped as
/// by M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated elimination of points", The
/// Cartographic Journal 30 (1993), 46-51, in pieces of arcs. A vertex stays as well where another
/// one of its piece, or any vertex that another piece had at first, lies in its triangle: a straight
/// edge cannot pass through the triangle without having an end there or crossing one of its sides,
/// so pieces that do not meet before do not meet after. The shape of a piece therefore depends on
/// its own vertices and on those near it, not on what became of others, and is the same whenever
/// these are.
struct ArcGeneraliser {
  private struct Key: Hashable {
    var first: ProjectedPoint
    var second: ProjectedPoint
  }

  private struct Shape {
    var traced: [ProjectedPoint]
    var isClosed: Bool
    var isFrame: Bool
    /// The fewest vertices that it keeps.
    var least: Int
    var pieces: [Piece]

    func isTraced(as arc: ArcTopology.Arc, least: Int) -> Bool {
      self.least == least && isClosed == (arc.start == nil) && isFrame == arc.isFrame
        && traced == arc.vertices
    }
  }

  /// What lies between two lines of a coarse lattice, so that a change in a long arc leaves most of
  /// it as it is. Its ends stay.
  private struct Piece {
    var vertices: [ProjectedPoint]
    /// Whether it is a whole ring, which does not repeat its first vertex.
    var isRing: Bool
    var least: Int
    var box: BoundingBox<ProjectedPoint>
    var simplified: [ProjectedPoint]
    /// The buckets whose vertices had a say in it.
    var buckets: [Int32] = []
    var isNew = true
    var isStale = true
  }

  private let grid: SampleGrid
  private let rounds: Int
  private let area: Double
  private var shapes: [Key: Shape] = [:]
  /// Where the tracer keeps its notes between topologies.
  var tracing = ArcTopology.TracingNotes()

  // Buckets are the grid's cells: triangles are about as large.
  /// The first vertex in each bucket, -1 for none.
  private var heads: [Int32] = []
  /// The sum over a bucket's new vertices, less that over its lost ones, of a number for each.
  private var balances: [UInt64] = []
  /// The piece for which a bucket was last asked.
  private var askedBy: [Int32] = []

  /// The cells along a side of the lattice.
  private static let latticeSide = 32.0

  /// - Parameters:
  ///   - rounds: How often corners are cut.
  ///   - area: Vertices go whose triangle with their neighbours is smaller, in m².
  init(grid: SampleGrid, rounds: Int, area: Double) {
    self.grid = grid
    self.rounds = max(0, rounds)
    self.area = area
  }

  /// Gives the arcs their shapes; the frame's stay, as do all ends.
  mutating func generalise(_ arcs: inout [ArcTopology.Arc]) {
    var old: [Key: Shape] = [:]
    swap(&old, &shapes)
    let isFirst = old.isEmpty
    var new: [Shape?] = []
    new.reserveCapacity(arcs.count)
    let least = Self.leastCounts(of: arcs)
    for (arc, least) in zip(arcs, least) {
      if let key = Self.key(arc.vertices), let index = old.index(forKey: key),
        old[index].value.isTraced(as: arc, least: least)
      {
        new.append(old.remove(at: index).value)
      } else {
        new.append(nil)
      }
    }
    var lost = Self.pieces(of: old)
    for index in arcs.indices where new[index] == nil {
      new[index] = shape(of: arcs[index], least: least[index], &lost)
    }
    var found = new.compactMap { $0 }
    if area > 0 {
      if isFirst {
        balances = Array(repeating: 0, count: grid.count)
        heads = Array(repeating: -1, count: grid.count)
        askedBy = Array(repeating: -1, count: grid.count)
      } else {
        markStale(&found, lost: lost)
      }
      simplify(&found)
    }
    shapes.reserveCapacity(found.count)
    for index in found.indices {
      arcs[index].vertices = Self.vertices(of: found[index])
      if let key = Self.key(found[index].traced) { shapes[key] = found[index] }
    }
  }

  private static func pieces(of shapes: [Key: Shape]) -> [Key: [Piece]] {
    var pieces: [Key: [Piece]] = [:]
    for shape in shapes.values {
      for piece in shape.pieces {
        if let key = key(piece.vertices) { pieces[key, default: []].append(piece) }
      }
    }
    return pieces
  }

  /// A shape of an arc in pieces; those among `lost` are taken from there.
  private func shape(
    of arc: ArcTopology.Arc, least: Int, _ lost: inout [Key: [Piece]]
  ) -> Shape {
    let isClosed = arc.start == nil
    var shape = Shape(
      traced: arc.vertices, isClosed: isClosed, isFrame: arc.isFrame, least: least, pieces: [])
    let line = arc.isFrame ? arc.vertices : smoothed(arc)
    let lines = arc.isFrame ? [line] : cut(line, isClosed: isClosed)
    let isRing = isClosed && lines.count == 1 && lines[0].count == line.count
    for (number, vertices) in lines.enumerated() {
      // Where the other pieces are straight, the first one makes up for it.
      let own = isRing ? least : number > 0 ? 2 : least - lines.count + (isClosed ? 2 : 1)
      var piece = Piece(
        vertices: vertices, isRing: isRing, least: max(2, own),
        box: BoundingBox(vertices) ?? grid.boundingBox, simplified: vertices)
      if let key = Self.key(vertices),
        let kept = lost[key]?.firstIndex(where: {
          $0.least == piece.least && $0.isRing == isRing && $0.vertices == vertices
        }), let found = lost[key]?.remove(at: kept)
      {
        piece = found
      }
      shape.pieces.append(piece)
    }
    return shape
  }

  /// Cuts a line where it crosses the lattice. A ring is cut from its first cut on; it stays one
  /// where there is none.
  private func cut(_ line: [ProjectedPoint], isClosed: Bool) -> [[ProjectedPoint]] {
    guard line.count > 2 else { return [line] }
    let side = Self.latticeSide * grid.cellSize
    func tile(_ point: ProjectedPoint) -> (Double, Double) {
      ((point.x / side).rounded(.down), (point.y / side).rounded(.down))
    }
    var cuts: [Int] = []
    var last = tile(isClosed ? line[line.count - 1] : line[0])
    for index in (isClosed ? 0 : 1)..<(isClosed ? line.count : line.count - 1) {
      let next = tile(line[index])
      if next != last { cuts.append(index) }
      last = next
    }
    guard let first = cuts.first, let end = cuts.last else { return [line] }
    let middle = zip(cuts, cuts.dropFirst()).map { Array(line[$0...$1]) }
    if isClosed { return middle + [Array(line[end...] + line[...first])] }
    return [Array(line[...first])] + middle + [Array(line[end...])]
  }

  private static func vertices(of shape: Shape) -> [ProjectedPoint] {
    guard shape.pieces.count > 1 || shape.isClosed else { return shape.pieces[0].simplified }
    var line: [ProjectedPoint] = []
    for piece in shape.pieces {
      // Each piece begins where the one before ends.
      line += line.isEmpty ? piece.simplified[...] : piece.simplified.dropFirst()
    }
    if shape.isClosed, shape.pieces.first?.isRing != true, !shape.isFrame { line.removeLast() }
    return line
  }

  private static func key(_ line: [ProjectedPoint]) -> Key? {
    line.count >= 2 ? Key(first: line[0], second: line[1]) : nil
  }

  private static func leastCounts(of arcs: [ArcTopology.Arc]) -> [Int] {
    struct Pair: Hashable {
      var low: Int
      var high: Int
    }
    func pair(_ arc: ArcTopology.Arc) -> Pair? {
      guard let start = arc.start, let end = arc.end else { return nil }
      return Pair(low: min(start.node, end.node), high: max(start.node, end.node))
    }
    var arcsBetween: [Pair: Int] = [:]
    for arc in arcs {
      if let pair = pair(arc) { arcsBetween[pair, default: 0] += 1 }
    }
    return arcs.map { arc in
      guard let pair = pair(arc) else { return 3 }
      // A loop needs two vertices beside its node to have an area; two arcs between the same
      // nodes must not fall together.
      if pair.low == pair.high { return 4 }
      return arcsBetween[pair, default: 1] > 1 ? 3 : 2
    }
  }

  // MARK: Smoothing

  private func smoothed(_ arc: ArcTopology.Arc) -> [ProjectedPoint] {
    var line = arc.vertices
    for _ in 0..<rounds { line = Self.cutCorners(of: line, isClosed: arc.start == nil) }
    return line
  }

  private static func cutCorners(of line: [ProjectedPoint], isClosed: Bool) -> [ProjectedPoint] {
    guard line.count >= 3 else { return line }
    func between(_ a: ProjectedPoint, _ b: ProjectedPoint, _ share: Double) -> ProjectedPoint {
      ProjectedPoint(
        easting: a.x + (b.x - a.x) * share, northing: a.y + (b.y - a.y) * share)
    }
    var result: [ProjectedPoint] = []
    result.reserveCapacity(2 * line.count)
    if isClosed {
      for (index, vertex) in line.enumerated() {
        let next = line[(index + 1) % line.count]
        result.append(between(vertex, next, 0.25))
        result.append(between(vertex, next, 0.75))
      }
      return result
    }
    result.append(line[0])
    for index in 1..<(line.count - 1) {
      result.append(between(line[index - 1], line[index], 0.75))
      result.append(between(line[index], line[index + 1], 0.25))
    }
    result.append(line[line.count - 1])
    return result
  }

  // MARK: What changed

  /// Marks the pieces that depend on buckets whose vertices are others than before.
  private mutating func markStale(_ shapes: inout [Shape], lost: [Key: [Piece]]) {
    var touched: [Int] = []
    func number(_ point: ProjectedPoint) -> UInt64 {
      // Mixes the bits as SplitMix64 does.
      var z = point.x.bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ point.y.bitPattern
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    for piece in lost.values.joined() {
      for point in piece.vertices {
        let bucket = bucket(point)
        balances[bucket] &-= number(point)
        touched.append(bucket)
      }
    }
    for piece in shapes.lazy.flatMap(\.pieces) where piece.isNew {
      for point in piece.vertices {
        let bucket = bucket(point)
        balances[bucket] &+= number(point)
        touched.append(bucket)
      }
    }
    if !touched.isEmpty {
      for index in shapes.indices {
        for piece in shapes[index].pieces.indices where !shapes[index].pieces[piece].isStale {
          if shapes[index].pieces[piece].buckets.contains(where: { balances[Int($0)] != 0 }) {
            shapes[index].pieces[piece].isStale = true
          }
        }
      }
    }
    for bucket in touched { balances[bucket] = 0 }
  }

  private func cell(_ point: ProjectedPoint) -> (column: Int, row: Int) {
    let column = ((point.x - grid.origin.x) / grid.cellSize).rounded(.down)
    let row = ((point.y - grid.origin.y) / grid.cellSize).rounded(.down)
    return (
      Int(min(max(column, 0), Double(grid.columns - 1))),
      Int(min(max(row, 0), Double(grid.rows - 1)))
    )
  }

  private func bucket(_ point: ProjectedPoint) -> Int {
    let cell = cell(point)
    return cell.row * grid.columns + cell.column
  }

  // MARK: Simplifying

  private mutating func simplify(_ shapes: inout [Shape]) {
    // The vertices of the pieces that are near one of those to simplify.
    var ground: BoundingBox<ProjectedPoint>?
    for piece in shapes.lazy.flatMap(\.pieces) where piece.isStale {
      let box = piece.box
      ground =
        ground.map {
          BoundingBox(
            minX: min($0.minX, box.minX), minY: min($0.minY, box.minY),
            maxX: max($0.maxX, box.maxX), maxY: max($0.maxY, box.maxY))
        } ?? box
    }
    guard let ground = ground?.insetBy(-2 * grid.cellSize) else { return }
    var vertices = Vertices()
    var ranges: [(shape: Int, piece: Int, range: Range<Int>)] = []
    for index in shapes.indices {
      for number in shapes[index].pieces.indices
      where shapes[index].pieces[number].box.intersects(ground) {
        let piece = shapes[index].pieces[number]
        let range = vertices.append(piece.vertices)
        for vertex in range {
          let bucket = bucket(vertices.points[vertex])
          vertices.nextInBucket[vertex] = heads[bucket]
          heads[bucket] = Int32(vertex)
        }
        if piece.isStale { ranges.append((index, number, range)) }
      }
    }
    for (index, number, range) in ranges {
      var piece = shapes[index].pieces[number]
      piece.isNew = false
      piece.isStale = false
      if !shapes[index].isFrame {
        piece.buckets = simplify(range, isRing: piece.isRing, least: piece.least, &vertices)
        piece.simplified = range.filter { !vertices.isGone[$0] }.map { vertices.points[$0] }
        for bucket in piece.buckets { askedBy[Int(bucket)] = -1 }
      }
      shapes[index].pieces[number] = piece
    }
    for point in vertices.points { heads[bucket(point)] = -1 }
  }

  /// The vertices of some pieces, one piece after the other.
  private struct Vertices {
    var points: [ProjectedPoint] = []
    var nextInBucket: [Int32] = []
    var isGone: [Bool] = []

    mutating func append(_ line: [ProjectedPoint]) -> Range<Int> {
      let first = points.count
      points += line
      for _ in line {
        nextInBucket.append(-1)
        isGone.append(false)
      }
      return first..<points.count
    }
  }

  /// Simplifies the piece of the vertices in `range`.
  ///
  /// - Returns: The buckets that were asked.
  private mutating func simplify(
    _ range: Range<Int>, isRing: Bool, least: Int, _ vertices: inout Vertices
  ) -> [Int32] {
    let first = range.lowerBound
    let count = range.count
    // The neighbours along the piece, by their places in it; -1 beyond an end.
    var before = (0..<count).map { $0 > 0 ? $0 - 1 : isRing ? count - 1 : -1 }
    var after = (0..<count).map { $0 < count - 1 ? $0 + 1 : isRing ? 0 : -1 }
    var versions = Array(repeating: 0, count: count)
    var heap = AreaHeap()
    var remaining = count
    var asked: [Int32] = []

    func push(_ vertex: Int, atLeast floor: Double) {
      versions[vertex] += 1
      // Ends have no triangle.
      guard before[vertex] >= 0, after[vertex] >= 0 else { return }
      let triangle = Self.doubledArea(
        vertices.points[first + before[vertex]], vertices.points[first + vertex],
        vertices.points[first + after[vertex]])
      let size = max(floor, abs(triangle) / 2)
      guard size < area else { return }
      heap.push(AreaHeap.Entry(area: size, vertex: vertex, version: versions[vertex]))
    }
    for vertex in 0..<count { push(vertex, atLeast: 0) }
    while let entry = heap.pop() {
      let vertex = entry.vertex
      guard !vertices.isGone[first + vertex], versions[vertex] == entry.version,
        remaining > least,
        isFree(
          vertices.points[first + before[vertex]], vertices.points[first + vertex],
          vertices.points[first + after[vertex]], vertices, piece: Int32(first), &asked)
      else { continue }
      vertices.isGone[first + vertex] = true
      remaining -= 1
      before[after[vertex]] = before[vertex]
      after[before[vertex]] = after[vertex]
      push(before[vertex], atLeast: entry.area)
      push(after[vertex], atLeast: entry.area)
    }
    return asked
  }

  /// Whether no other vertex lies in a triangle.
  private mutating func isFree(
    _ a: ProjectedPoint, _ b: ProjectedPoint, _ c: ProjectedPoint, _ vertices: Vertices,
    piece: Int32, _ asked: inout [Int32]
  ) -> Bool {
    let low = cell(ProjectedPoint(easting: min(a.x, b.x, c.x), northing: min(a.y, b.y, c.y)))
    let high = cell(ProjectedPoint(easting: max(a.x, b.x, c.x), northing: max(a.y, b.y, c.y)))
    for row in low.row...high.row {
      for column in low.column...high.column {
        let bucket = row * grid.columns + column
        if askedBy[bucket] != piece {
          askedBy[bucket] = piece
          asked.append(Int32(bucket))
        }
        var other = Int(heads[bucket])
        while other >= 0 {
          let point = vertices.points[other]
          // What is gone of a piece before still counts; of those after nothing is gone yet.
          let isOwnAndGone = vertices.isGone[other] && other >= Int(piece)
          other = Int(vertices.nextInBucket[other])
          if isOwnAndGone || point == a || point == b || point == c { continue }
          let first = Self.doubledArea(a, b, point)
          let second = Self.doubledArea(b, c, point)
          let third = Self.doubledArea(c, a, point)
          let isLeft = first >= 0 && second >= 0 && third >= 0
          let isRight = first <= 0 && second <= 0 && third <= 0
          if isLeft || isRight { return false }
        }
      }
    }
    return true
  }

  /// Twice the area of a triangle, positive where it runs counterclockwise.
  private static func doubledArea(
    _ a: ProjectedPoint, _ b: ProjectedPoint, _ c: ProjectedPoint
  ) -> Double {
    (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
  }
}

/// A binary heap, least area first; equal areas in the order of the vertices.
private struct AreaHeap {
  struct Entry {
    var area: Double
    var vertex: Int
    var version: Int

    static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
      if a.area != b.area { return a.area < b.area }
      if a.vertex != b.vertex { return a.vertex < b.vertex }
      return a.version < b.version
    }
  }

  private var entries: [Entry] = []

  mutating func push(_ entry: Entry) {
    entries.append(entry)
    entries.withUnsafeMutableBufferPointer { entries in
      var hole = entries.count - 1
      while hole > 0 {
        let parent = (hole - 1) / 2
        guard Entry.isBefore(entry, entries[parent]) else { break }
        entries[hole] = entries[parent]
        hole = parent
      }
      entries[hole] = entry
    }
  }

  mutating func pop() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first }
    entries.withUnsafeMutableBufferPointer { entries in
      var hole = 0
      while true {
        var child = 2 * hole + 1
        guard child < entries.count else { break }
        if child + 1 < entries.count, Entry.isBefore(entries[child + 1], entries[child]) {
          child += 1
        }
        guard Entry.isBefore(entries[child], last) else { break }
        entries[hole] = entries[child]
        hole = child
      }
      entries[hole] = last
    }
    return first
  }
}
