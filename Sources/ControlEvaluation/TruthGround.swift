public import ControlInference
internal import Evaluation
public import SimpleFeatures

/// True areas of control on the samples of a grid.
public struct TruthGround: Sendable {
  public let grid: SampleGrid
  /// The sides in their order.
  public let sides: [String]
  /// The number of the side at each sample, -1 where there is none.
  public let labels: [Int]

  init(grid: SampleGrid, sides: [String], labels: [Int]) {
    self.grid = grid
    self.sides = sides
    self.labels = labels
  }

  /// - Parameter areas: Where two lie on one another, the first by its side counts.
  public init(_ areas: [(side: String, polygons: [Polygon<ProjectedPoint>])], grid: SampleGrid) {
    self.grid = grid
    let sides = Set(areas.map(\.side)).sorted()
    self.sides = sides
    var labels = Array(repeating: -1, count: grid.count)
    for (number, side) in sides.enumerated() {
      for polygon in areas.filter({ $0.side == side }).flatMap(\.polygons) {
        Self.fill(polygon, number, grid, &labels)
      }
    }
    self.labels = labels
  }

  /// Fills by lines: a sample is inside after an odd number of edges to its left.
  private static func fill(
    _ polygon: Polygon<ProjectedPoint>, _ number: Int, _ grid: SampleGrid, _ labels: inout [Int]
  ) {
    var crossings: [[Double]] = Array(repeating: [], count: grid.rows)
    for ring in [polygon.exterior] + polygon.holes {
      guard var previous = ring.vertices.last else { continue }
      for vertex in ring.vertices {
        let (low, high) = previous.y < vertex.y ? (previous, vertex) : (vertex, previous)
        // Half open, so that a vertex on a row counts once.
        let first = ((low.y - grid.origin.y) / grid.cellSize).rounded(.up)
        let last = ((high.y - grid.origin.y) / grid.cellSize).rounded(.up) - 1
        if first <= last, last >= 0, first < Double(grid.rows) {
          for row in Int(max(0, first))...Int(min(last, Double(grid.rows - 1))) {
            let y = grid.origin.y + Double(row) * grid.cellSize
            crossings[row].append(low.x + (y - low.y) / (high.y - low.y) * (high.x - low.x))
          }
        }
        previous = vertex
      }
    }
    for row in crossings.indices {
      let ends = crossings[row].sorted()
      for pair in stride(from: 0, to: ends.count - 1, by: 2) {
        let first = max(0, ((ends[pair] - grid.origin.x) / grid.cellSize).rounded(.up))
        let last = min(
          Double(grid.columns - 1),
          ((ends[pair + 1] - grid.origin.x) / grid.cellSize).rounded(.down))
        guard first <= last else { continue }
        for column in Int(first)...Int(last) {
          let sample = row * grid.columns + column
          if labels[sample] < 0 { labels[sample] = number }
        }
      }
    }
  }

  /// Random points on the ground that is somebody's, with the true side of each.
  ///
  /// - Parameters:
  ///   - area: The ground for each point on average, in m².
  ///   - falseShare: How many of the codes are wrong, as a share.
  public func randomMarks(area: Double, falseShare: Double, seed: Int) -> [ControlPoint] {
    var random = SeededRandom(seed: seed)
    let box = grid.boundingBox
    let known = labels.count { $0 >= 0 }
    let count = Int(Double(known) * grid.cellSize * grid.cellSize / area)
    var points: [ControlPoint] = []
    while points.count < count {
      let point = ProjectedPoint(
        easting: random.uniform(box.minX...box.maxX), northing: random.uniform(box.minY...box.maxY))
      guard let sample = grid.nearestSample(to: point), labels[sample] >= 0 else { continue }
      var side = labels[sample]
      if random.happens(falseShare), sides.count > 1 {
        side = (side + 1 + Int(random.uniform(0...(Double(sides.count - 1) - 0.001)))) % sides.count
      }
      points.append(
        ControlPoint(placeID: "\(points.count)", point: point, holder: Holder(sides[side])))
    }
    return points
  }
}

/// How near a method's map of marks comes to the true areas.
public struct TruthScores: Sendable {
  /// In %: the mean over sides of intersection over union.
  public var meanOverlap: Double?
  /// The distance of the drawn line to the true one, in kilometres.
  public var meanLineDistance: Double?
  public var lineDistance95: Double?
  /// Of the likeliest side, over the ground.
  public var calibrationError: Double?

  /// - Parameter marks: Weighted as a history weighs them, or as they are.
  public init(_ truth: TruthGround, _ surface: ControlSurface) {
    let numbers = surface.holders.map { truth.sides.firstIndex(of: $0.side) ?? -1 }
    let labels = surface.labels.map { numbers[$0] }
    let raster = RasterScores(grid: truth.grid, truth: truth.labels)
    guard !labels.isEmpty else { return }
    let overlaps = raster.overlaps(of: labels, count: truth.sides.count).compactMap { $0 }
    meanOverlap = overlaps.isEmpty ? nil : overlaps.reduce(0, +) / Double(overlaps.count)
    let distances = raster.lineDistances(of: labels).sorted()
    if !distances.isEmpty {
      meanLineDistance = distances.reduce(0, +) / Double(distances.count)
      lineDistance95 = distances[min(distances.count - 1, distances.count * 95 / 100)]
    }
    if surface.method == .smoothedLogOdds {
      calibrationError =
        Calibration(
          labels.indices.filter { truth.labels[$0] >= 0 }.map { sample in
            (
              Double(surface.shares[surface.labels[sample]][sample]),
              labels[sample] == truth.labels[sample]
            )
          }
        ).expectedError
    }
  }
}
