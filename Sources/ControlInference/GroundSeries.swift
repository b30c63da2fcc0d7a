internal import SimpleFeatures

/// The ground where a value is below a limit, one day after the other.
///
/// What the rows give that did not change is kept.
struct GroundSeries {
  private let grid: SampleGrid
  private let leastCount: Int
  private let limit: Double
  private var values: [Float]
  /// 1 where the value is below the limit.
  private var labels: [Int]
  /// Samples whose label was turned because their patch was too small to show.
  private var turned: [Int] = []
  private var generaliser: ArcGeneraliser

  init(grid: SampleGrid, model: ControlModel, limit: Double) {
    self.grid = grid
    self.limit = limit
    leastCount = grid.sampleCount(ofArea: model.leastGroundArea)
    values = Array(repeating: 0, count: grid.count)
    labels = Array(repeating: 0, count: grid.count)
    generaliser = ArcGeneraliser(
      grid: grid, rounds: model.smoothingRounds, area: model.simplificationArea)
  }

  /// The polygons where the values are below the limit.
  ///
  /// - Parameters:
  ///   - isRowChanged: The rows whose values may be others than before; the first time all.
  ///   - valuesOfRow: Writes the values of a row's samples.
  mutating func polygons(
    isRowChanged: [Bool], _ valuesOfRow: (Int, UnsafeMutableBufferPointer<Float>) -> Void
  ) -> [Polygon<ProjectedPoint>] {
    var isLabelChanged = isRowChanged
    func turn() {
      for sample in turned {
        labels[sample] = 1 - labels[sample]
        isLabelChanged[sample / grid.columns] = true
      }
    }
    turn()
    turned.removeAll(keepingCapacity: true)
    let columns = grid.columns
    for row in isRowChanged.indices where isRowChanged[row] {
      let samples = row * columns..<(row + 1) * columns
      values.withUnsafeMutableBufferPointer {
        valuesOfRow(row, UnsafeMutableBufferPointer(rebasing: $0[samples]))
      }
      for sample in samples { labels[sample] = Double(values[sample]) < limit ? 1 : 0 }
    }
    var patches = GridComponents(labels, columns: columns)
    for (patch, count) in patches.counts.enumerated() where count < leastCount {
      turned += patches.samples(of: patch)
    }
    if !turned.isEmpty {
      turn()
      patches = GridComponents(labels, columns: columns)
    }
    guard patches.counts.count > 1 || labels.first == 1 else { return [] }
    let topology = ArcTopology(
      grid: grid, labels: labels, patches: patches, isRowChanged: isLabelChanged,
      generaliser: &generaliser
    ) { first, second in
      let a = Double(values[first])
      let b = Double(values[second])
      return (limit - a) / (b - a)
    }
    return zip(topology.labels, topology.polygons()).filter { $0.0 == 1 }.map(\.1)
  }
}

extension ControlSurface {
  /// Writes the share of the likeliest camp at each sample of a row.
  ///
  /// - Parameter camps: The numbers of each camp's holders.
  func leadingCampShares(
    ofRow row: Int, _ camps: [[Int]], to best: UnsafeMutableBufferPointer<Float>
  ) {
    let first = row * grid.columns
    best.update(repeating: 0)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: best.count) { sums in
      for camp in camps {
        sums.initialize(repeating: 0)
        for holder in camp {
          shares[holder].withUnsafeBufferPointer { shares in
            for offset in sums.indices { sums[offset] += shares[first + offset] }
          }
        }
        for offset in sums.indices {
          best[offset] = sums[offset] > best[offset] ? sums[offset] : best[offset]
        }
      }
    }
  }

  /// The numbers of each camp's holders.
  var holdersOfCamps: [[Int]] {
    let names = holders.map { camps.camp(of: $0) }
    return Set(names).sorted().map { name in names.indices.filter { names[$0] == name } }
  }

  /// Where no settlement is near enough.
  func noDataGround(_ series: inout GroundSeries) -> [Polygon<ProjectedPoint>] {
    // Nearness, so that "far" is below the limit; an infinite distance would give no crossing.
    let far = Float(4 * model.noDataDistance)
    return series.polygons(isRowChanged: Array(repeating: true, count: grid.rows)) { row, values in
      for offset in values.indices {
        values[offset] = -min(distances[row * grid.columns + offset], far)
      }
    }
  }
}
