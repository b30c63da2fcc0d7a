internal import SimpleFeatures

/// Points in square buckets, for the nearest of them.
///
/// Points of equal distance come in the order in which they were given, so that nothing depends
/// on the buckets.
struct PointIndex: Sendable {
  /// A point by its number and the square of its distance, in m².
  struct Hit {
    var index: Int
    var squaredDistance: Double

    static func isCloser(_ a: Hit, _ b: Hit) -> Bool {
      a.squaredDistance < b.squaredDistance
        || a.squaredDistance == b.squaredDistance && a.index < b.index
    }
  }

  let points: [ProjectedPoint]
  private let minX: Double
  private let minY: Double
  private let side: Double
  private let columns: Int
  private let rows: Int
  /// Where each bucket begins in `order`, row by row, and the end of the last.
  private let starts: [Int]
  private let order: [Int]

  /// - Precondition: The points are on the plane (`isOnPlane`).
  init(_ points: [ProjectedPoint]) {
    self.points = points
    let box =
      BoundingBox(points) ?? BoundingBox<ProjectedPoint>(minX: 0, minY: 0, maxX: 0, maxY: 0)
    minX = box.minX
    minY = box.minY
    // About two points to a bucket where they are spread evenly, and never more than some
    // thousand buckets along a side however thin the cloud is.
    let even = (2 * box.width * box.height / Double(max(1, points.count))).squareRoot()
    side = max(even, max(box.width, box.height) / 1024, 1)
    columns = Int(box.width / side) + 1
    rows = Int(box.height / side) + 1
    var counts = Array(repeating: 0, count: columns * rows + 1)
    var buckets: [Int] = []
    buckets.reserveCapacity(points.count)
    for point in points {
      let bucket =
        min(Int((point.y - minY) / side), rows - 1) * columns
        + min(Int((point.x - minX) / side), columns - 1)
      buckets.append(bucket)
      counts[bucket + 1] += 1
    }
    for bucket in 1..<counts.count { counts[bucket] += counts[bucket - 1] }
    starts = counts
    var order = Array(repeating: 0, count: points.count)
    for (index, bucket) in buckets.enumerated() {
      order[counts[bucket]] = index
      counts[bucket] += 1
    }
    self.order = order
  }

  /// The `count` points nearest to `center`, nearest first; all of them where there are fewer.
  func nearest(_ count: Int, to center: ProjectedPoint) -> [Hit] {
    guard count > 0, !points.isEmpty else { return [] }
    let column = clampedColumn(center.x)
    let row = clampedRow(center.y)
    var best: [Hit] = []
    best.reserveCapacity(count + 1)
    var ring = 0
    while true {
      for (bucketRow, bucketColumn) in RingOfBuckets(row, column, ring, rows, columns) {
        let bucket = bucketRow * columns + bucketColumn
        for index in order[starts[bucket]..<starts[bucket + 1]] {
          insert(
            Hit(index: index, squaredDistance: squaredDistance(index, center)), into: &best,
            limit: count)
        }
      }
      let reach = distanceToOutside(center, column, row, ring)
      if best.count == count, best[count - 1].squaredDistance < reach * reach { break }
      ring += 1
      if ring > max(columns, rows) { break }
    }
    return best
  }

  /// The numbers of the points within `radius` of `center`, ascending.
  func within(_ radius: Double, of center: ProjectedPoint, into result: inout [Int]) {
    result.removeAll(keepingCapacity: true)
    let firstColumn = clampedColumn(center.x - radius)
    let lastColumn = clampedColumn(center.x + radius)
    let limit = radius * radius
    for row in clampedRow(center.y - radius)...clampedRow(center.y + radius) {
      let begin = starts[row * columns + firstColumn]
      let end = starts[row * columns + lastColumn + 1]
      for index in order[begin..<end] where squaredDistance(index, center) <= limit {
        result.append(index)
      }
    }
    result.sort()
  }

  private func squaredDistance(_ index: Int, _ center: ProjectedPoint) -> Double {
    Self.squaredDistance(points[index], center)
  }

  /// The square of the distance between two points, in m².
  static func squaredDistance(_ point: ProjectedPoint, _ center: ProjectedPoint) -> Double {
    let dx = point.x - center.x
    let dy = point.y - center.y
    return dx * dx + dy * dy
  }

  private func insert(_ hit: Hit, into best: inout [Hit], limit: Int) {
    if best.count == limit {
      guard let last = best.last, Hit.isCloser(hit, last) else { return }
      best.removeLast()
    }
    var position = best.count
    while position > 0, Hit.isCloser(hit, best[position - 1]) { position -= 1 }
    best.insert(hit, at: position)
  }

  private func clampedColumn(_ x: Double) -> Int {
    Int(min(max((x - minX) / side, 0), Double(columns - 1)))
  }

  private func clampedRow(_ y: Double) -> Int {
    Int(min(max((y - minY) / side, 0), Double(rows - 1)))
  }

  /// How far from `center` the nearest point can be that is not in the rings up to `ring`.
  private func distanceToOutside(
    _ center: ProjectedPoint, _ column: Int, _ row: Int, _ ring: Int
  ) -> Double {
    // Sides beyond the last bucket hold no points at all.
    var reach = Double.infinity
    if column - ring > 0 { reach = min(reach, center.x - (minX + Double(column - ring) * side)) }
    if row - ring > 0 { reach = min(reach, center.y - (minY + Double(row - ring) * side)) }
    if column + ring < columns - 1 {
      reach = min(reach, minX + Double(column + ring + 1) * side - center.x)
    }
    if row + ring < rows - 1 {
      reach = min(reach, minY + Double(row + ring + 1) * side - center.y)
    }
    return max(0, reach)
  }
}

/// The buckets whose greater distance in rows or columns from a middle one is a given number.
private struct RingOfBuckets: Sequence, IteratorProtocol {
  private let row: Int
  private let column: Int
  private let ring: Int
  private let rows: Int
  private let columns: Int
  private var nextRow: Int
  private var nextColumn: Int

  init(_ row: Int, _ column: Int, _ ring: Int, _ rows: Int, _ columns: Int) {
    self.row = row
    self.column = column
    self.ring = ring
    self.rows = rows
    self.columns = columns
    nextRow = Swift.max(0, row - ring)
    nextColumn = column - ring
  }

  mutating func next() -> (Int, Int)? {
    while nextRow <= Swift.min(rows - 1, row + ring) {
      let isEdgeRow = abs(nextRow - row) == ring
      let found = (nextRow, nextColumn)
      // Rows in between have two buckets of the ring only.
      nextColumn += isEdgeRow || ring == 0 ? 1 : 2 * ring
      if nextColumn > column + ring {
        nextRow += 1
        nextColumn = column - ring
      }
      if found.1 >= 0, found.1 < columns { return found }
    }
    return nil
  }
}

extension ProjectedPoint {
  /// Whether both coordinates are numbers that a map of the Earth can have: below 1e9 m.
  var isOnPlane: Bool { abs(easting) < 1e9 && abs(northing) < 1e9 }
}
