internal import SimpleFeatures

/// Rivers, ridges and other lines that part the ground: what lies beyond one counts as farther.
///
/// Source: `CARTOGRAPHY.md` section 6, "Barriers".
struct Barriers: Sendable {
  private struct Segment {
    var a: ProjectedPoint
    var b: ProjectedPoint
  }

  private let segments: [Segment]
  private let origin: ProjectedPoint
  private let side: Double
  private let columns: Int
  private let rows: Int
  /// The segments that touch each bucket, row by row.
  private let buckets: [[Int32]]

  /// `nil` where the lines hold no segment on the plane.
  init?(_ lines: [[ProjectedPoint]]) {
    segments = lines.flatMap { line in
      zip(line, line.dropFirst()).filter { $0.isOnPlane && $1.isOnPlane && $0 != $1 }
        .map(Segment.init)
    }
    guard let box = BoundingBox(segments.flatMap { [$0.a, $0.b] }) else { return nil }
    origin = ProjectedPoint(easting: box.minX, northing: box.minY)
    // Some kilometres, as far as settlements lie apart, and never more than 512 along a side.
    side = max(4000, box.width / 512, box.height / 512)
    columns = Int(box.width / side) + 1
    rows = Int(box.height / side) + 1
    var buckets: [[Int32]] = Array(repeating: [], count: columns * rows)
    for (number, segment) in segments.enumerated() {
      let low = (
        column: Int((min(segment.a.x, segment.b.x) - origin.x) / side),
        row: Int((min(segment.a.y, segment.b.y) - origin.y) / side)
      )
      let high = (
        column: Int((max(segment.a.x, segment.b.x) - origin.x) / side),
        row: Int((max(segment.a.y, segment.b.y) - origin.y) / side)
      )
      for row in low.row...high.row {
        for column in low.column...high.column {
          buckets[row * columns + column].append(Int32(number))
        }
      }
    }
    self.buckets = buckets
  }

  /// Whether the straight way from `start` to `end` crosses a barrier.
  func cross(from start: ProjectedPoint, to end: ProjectedPoint) -> Bool {
    func bucket(_ value: Double, _ origin: Double) -> Int {
      Int(min(max(((value - origin) / side).rounded(.down), -1), 1e6))
    }
    let firstColumn = max(0, bucket(min(start.x, end.x), origin.x))
    let lastColumn = min(columns - 1, bucket(max(start.x, end.x), origin.x))
    let firstRow = max(0, bucket(min(start.y, end.y), origin.y))
    let lastRow = min(rows - 1, bucket(max(start.y, end.y), origin.y))
    guard firstColumn <= lastColumn, firstRow <= lastRow else { return false }
    for row in firstRow...lastRow {
      for column in firstColumn...lastColumn {
        for number in buckets[row * columns + column]
        where Self.doCross(segments[Int(number)], start, end) { return true }
      }
    }
    return false
  }

  private static func doCross(
    _ segment: Segment, _ start: ProjectedPoint, _ end: ProjectedPoint
  ) -> Bool {
    func side(_ a: ProjectedPoint, _ b: ProjectedPoint, _ c: ProjectedPoint) -> Double {
      (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
    let first = side(segment.a, segment.b, start)
    let second = side(segment.a, segment.b, end)
    let third = side(start, end, segment.a)
    let fourth = side(start, end, segment.b)
    return (first > 0) != (second > 0) && (third > 0) != (fourth > 0)
  }
}
