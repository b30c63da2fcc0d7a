internal import SimpleFeatures

/// Drops the least telling vertices of arcs without letting any two arcs meet.
///
/// Source: M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated elimination of
/// points", The Cartographic Journal 30 (1993), 46-51. A vertex stays as well where another one
/// lies in its triangle: a straight edge cannot pass through the triangle without having an end
/// there or crossing one of its sides, so arcs that do not meet before do not meet after.
struct ArcSimplifier {
  private struct Vertex {
    var point: ProjectedPoint
    var arc: Int
    /// The neighbours along the arc, -1 beyond an end.
    var before: Int
    var after: Int
    var isGone = false
    /// Raised when the triangle changes, so that older entries of the heap are known.
    var version = 0
  }

  private var all: [Vertex] = []
  private var starts: [Int] = []
  private var remaining: [Int]
  private let least: [Int]
  private var heap = AreaHeap()
  // Buckets of the cells' size: triangles are about as large.
  private let grid: SampleGrid
  private let bucketStarts: [Int]
  private let bucketOrder: [Int]

  init(_ topology: ArcTopology) {
    grid = topology.grid
    var arcsBetween: [[Int]: Int] = [:]
    for arc in topology.arcs {
      if let start = arc.start, let end = arc.end {
        arcsBetween[[min(start.node, end.node), max(start.node, end.node)], default: 0] += 1
      }
    }
    remaining = topology.arcs.map(\.vertices.count)
    least = topology.arcs.map { arc in
      guard let start = arc.start, let end = arc.end else { return 3 }
      // A loop needs two vertices beside its node to have an area; two arcs between the same
      // nodes must not fall together.
      if start.node == end.node { return 4 }
      let count = arcsBetween[[min(start.node, end.node), max(start.node, end.node)]] ?? 1
      return count > 1 ? 3 : 2
    }
    for (index, arc) in topology.arcs.enumerated() {
      let first = all.count
      let count = arc.vertices.count
      starts.append(first)
      for (offset, point) in arc.vertices.enumerated() {
        let isClosed = arc.start == nil
        let isFixed = arc.isFrame
        var before = offset > 0 ? first + offset - 1 : isClosed ? first + count - 1 : -1
        let after = offset < count - 1 ? first + offset + 1 : isClosed ? first : -1
        if isFixed { before = -1 }
        all.append(Vertex(point: point, arc: index, before: before, after: after))
      }
    }
    var counts = Array(repeating: 0, count: grid.count + 1)
    let ground = topology.grid
    let buckets = all.map { Self.bucket($0.point, ground) }
    for bucket in buckets { counts[bucket + 1] += 1 }
    for bucket in 1..<counts.count { counts[bucket] += counts[bucket - 1] }
    bucketStarts = counts
    var order = Array(repeating: 0, count: all.count)
    for (index, bucket) in buckets.enumerated() {
      order[counts[bucket]] = index
      counts[bucket] += 1
    }
    bucketOrder = order
  }

  /// The vertices that are left of an arc.
  func vertices(ofArc arc: Int) -> [ProjectedPoint] {
    let end = arc + 1 < starts.count ? starts[arc + 1] : all.count
    return all[starts[arc]..<end].filter { !$0.isGone }.map(\.point)
  }

  mutating func simplify(area limit: Double) {
    for vertex in all.indices { push(vertex, atLeast: 0, limit: limit) }
    while let entry = heap.pop() {
      let vertex = all[entry.vertex]
      guard !vertex.isGone, vertex.version == entry.version,
        remaining[vertex.arc] > least[vertex.arc], isFree(entry.vertex)
      else { continue }
      all[entry.vertex].isGone = true
      remaining[vertex.arc] -= 1
      all[vertex.before].after = vertex.after
      all[vertex.after].before = vertex.before
      push(vertex.before, atLeast: entry.area, limit: limit)
      push(vertex.after, atLeast: entry.area, limit: limit)
    }
  }

  private mutating func push(_ index: Int, atLeast floor: Double, limit: Double) {
    all[index].version += 1
    let vertex = all[index]
    // Ends of arcs and the frame have no triangle.
    guard vertex.before >= 0, vertex.after >= 0 else { return }
    let a = all[vertex.before].point
    let b = vertex.point
    let c = all[vertex.after].point
    let area = max(floor, abs(Self.doubledArea(a, b, c)) / 2)
    guard area < limit else { return }
    heap.push(AreaHeap.Entry(area: area, vertex: index, version: vertex.version))
  }

  /// Whether no other vertex lies in the triangle of the vertex and its neighbours.
  private func isFree(_ index: Int) -> Bool {
    let vertex = all[index]
    let a = all[vertex.before].point
    let b = vertex.point
    let c = all[vertex.after].point
    let low = Self.cell(
      ProjectedPoint(easting: min(a.x, b.x, c.x), northing: min(a.y, b.y, c.y)), grid)
    let high = Self.cell(
      ProjectedPoint(easting: max(a.x, b.x, c.x), northing: max(a.y, b.y, c.y)), grid)
    for row in low.row...high.row {
      for column in low.column...high.column {
        let bucket = row * grid.columns + column
        for position in bucketStarts[bucket]..<bucketStarts[bucket + 1] {
          let other = bucketOrder[position]
          if all[other].isGone { continue }
          let point = all[other].point
          if point == a || point == b || point == c { continue }
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

  private static func cell(
    _ point: ProjectedPoint, _ grid: SampleGrid
  ) -> (column: Int, row: Int) {
    let column = ((point.x - grid.origin.x) / grid.cellSize).rounded(.down)
    let row = ((point.y - grid.origin.y) / grid.cellSize).rounded(.down)
    return (
      Int(min(max(column, 0), Double(grid.columns - 1))),
      Int(min(max(row, 0), Double(grid.rows - 1)))
    )
  }

  private static func bucket(_ point: ProjectedPoint, _ grid: SampleGrid) -> Int {
    let cell = cell(point, grid)
    return cell.row * grid.columns + cell.column
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
