public import SimpleFeatures

/// Samples at the corners of square cells; row 0 is the southernmost, column 0 the westernmost.
public struct SampleGrid: Hashable, Sendable {
  /// The south-western sample.
  public let origin: ProjectedPoint
  /// The distance between samples in metres.
  public let cellSize: Double
  /// The number of samples in a row, at least 2.
  public let columns: Int
  public let rows: Int

  /// The most samples of a grid: a country at 500 m has a million.
  public static let greatestCount = 4_000_000

  /// The smallest grid around `box` whose samples lie on multiples of `cellSize`, so that a box
  /// that grows moves no sample.
  ///
  /// `nil` where a number is not finite, the cell is below 1 m, or the samples would be more than
  /// ``greatestCount``.
  public init?(covering box: BoundingBox<ProjectedPoint>, cellSize: Double) {
    guard cellSize >= 1, cellSize.isFinite, box.minX <= box.maxX, box.minY <= box.maxY,
      [box.minX, box.minY, box.maxX, box.maxY].allSatisfy({ abs($0) < 1e9 })
    else { return nil }
    let firstColumn = (box.minX / cellSize).rounded(.down)
    let firstRow = (box.minY / cellSize).rounded(.down)
    let columns = max(1, (box.maxX / cellSize).rounded(.up) - firstColumn) + 1
    let rows = max(1, (box.maxY / cellSize).rounded(.up) - firstRow) + 1
    guard columns * rows <= Double(Self.greatestCount) else { return nil }
    origin = ProjectedPoint(easting: firstColumn * cellSize, northing: firstRow * cellSize)
    self.cellSize = cellSize
    self.columns = Int(columns)
    self.rows = Int(rows)
  }

  public var count: Int { columns * rows }

  /// The ground from the first to the last sample.
  public var boundingBox: BoundingBox<ProjectedPoint> {
    let corner = point(column: columns - 1, row: rows - 1)
    return BoundingBox(minX: origin.x, minY: origin.y, maxX: corner.x, maxY: corner.y)
  }

  /// Where a sample lies.
  public func point(column: Int, row: Int) -> ProjectedPoint {
    ProjectedPoint(
      easting: origin.easting + Double(column) * cellSize,
      northing: origin.northing + Double(row) * cellSize)
  }

  /// The number of the sample nearest to `point`, row by row; `nil` outside the grid.
  public func nearestSample(to point: ProjectedPoint) -> Int? {
    guard boundingBox.contains(point) else { return nil }
    let column = Int(((point.x - origin.x) / cellSize).rounded())
    let row = Int(((point.y - origin.y) / cellSize).rounded())
    return min(row, rows - 1) * columns + min(column, columns - 1)
  }
}

extension SampleGrid {
  /// The number of samples, rounded up, that stand for an area in m².
  func sampleCount(ofArea area: Double) -> Int {
    let count = (area / (cellSize * cellSize)).rounded(.up)
    return count > 0 ? Int(min(count, Double(self.count))) : 0
  }

  /// The samples beside one.
  func neighbours(of sample: Int) -> [Int] {
    let column = sample % columns
    let row = sample / columns
    var result: [Int] = []
    if column > 0 { result.append(sample - 1) }
    if column < columns - 1 { result.append(sample + 1) }
    if row > 0 { result.append(sample - columns) }
    if row < rows - 1 { result.append(sample + columns) }
    return result
  }
}
