internal import ControlInference
internal import SimpleFeatures

/// How well labels on a grid agree with the true ones. Samples whose true label is -1 do not count.
struct RasterScores {
  private let grid: SampleGrid
  private let truth: [Int]
  private let trueEdges: NearestPoints

  init(grid: SampleGrid, truth: [Int]) {
    self.grid = grid
    self.truth = truth
    trueEdges = NearestPoints(Self.edges(of: truth, within: truth, grid))
  }

  /// The intersection over the union of each label `0..<count`; `nil` where neither has it.
  func overlaps(of labels: [Int], count: Int) -> [Double?] {
    var both = Array(repeating: 0, count: count)
    var either = both
    for (label, true_) in zip(labels, truth) where true_ >= 0 {
      if label == true_ {
        both[label] += 1
        either[label] += 1
      } else {
        either[true_] += 1
        if label >= 0 { either[label] += 1 }
      }
    }
    return (0..<count).map { either[$0] > 0 ? Double(both[$0]) / Double(either[$0]) : nil }
  }

  /// The distances in kilometres from each step of the drawn boundary to the true one.
  func lineDistances(of labels: [Int]) -> [Double] {
    Self.edges(of: labels, within: truth, grid).compactMap { point in
      trueEdges.distance(to: point).map { $0 / 1000 }
    }
  }

  /// The middles between neighbouring samples of different labels.
  private static func edges(
    of labels: [Int], within truth: [Int], _ grid: SampleGrid
  ) -> [ProjectedPoint] {
    var points: [ProjectedPoint] = []
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let sample = row * grid.columns + column
        guard truth[sample] >= 0, labels[sample] >= 0 else { continue }
        let here = grid.point(column: column, row: row)
        if column + 1 < grid.columns, truth[sample + 1] >= 0, labels[sample + 1] >= 0,
          labels[sample + 1] != labels[sample]
        {
          points.append(
            ProjectedPoint(easting: here.x + grid.cellSize / 2, northing: here.y))
        }
        let above = sample + grid.columns
        if row + 1 < grid.rows, truth[above] >= 0, labels[above] >= 0,
          labels[above] != labels[sample]
        {
          points.append(
            ProjectedPoint(easting: here.x, northing: here.y + grid.cellSize / 2))
        }
      }
    }
    return points
  }
}

/// The distance to the nearest of many points, by square buckets.
struct NearestPoints {
  private let side = 2000.0
  private var buckets: [Key: [ProjectedPoint]] = [:]
  private var columns = 0...0
  private var rows = 0...0

  private struct Key: Hashable {
    var column: Int
    var row: Int
  }

  init(_ points: [ProjectedPoint]) {
    for point in points { buckets[key(point), default: []].append(point) }
    let keys = buckets.keys
    columns = (keys.map(\.column).min() ?? 0)...(keys.map(\.column).max() ?? 0)
    rows = (keys.map(\.row).min() ?? 0)...(keys.map(\.row).max() ?? 0)
  }

  private func key(_ point: ProjectedPoint) -> Key {
    Key(
      column: Int((point.x / side).rounded(.down)), row: Int((point.y / side).rounded(.down)))
  }

  /// In metres, `nil` without points.
  func distance(to point: ProjectedPoint) -> Double? {
    guard !buckets.isEmpty else { return nil }
    let home = key(point)
    let farthest = max(
      abs(home.column - columns.lowerBound), abs(home.column - columns.upperBound),
      abs(home.row - rows.lowerBound), abs(home.row - rows.upperBound))
    var best = Double.infinity
    for ring in 0...farthest {
      // Buckets of this ring are at least `ring - 1` sides away.
      if best <= Double(ring - 1) * side { break }
      for row in (home.row - ring)...(home.row + ring) {
        let isEdge = abs(row - home.row) == ring
        for column in stride(
          from: home.column - ring, through: home.column + ring,
          by: isEdge || ring == 0 ? 1 : 2 * ring)
        {
          for other in buckets[Key(column: column, row: row)] ?? [] {
            best = min(best, other.distance(to: point))
          }
        }
      }
    }
    return best
  }
}
