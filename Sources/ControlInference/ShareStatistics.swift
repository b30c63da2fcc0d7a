/// The shares of each holder where it is the likeliest, row by row.
///
/// Rows that did not change are not added up again, and the sum over a grid is that of its rows'
/// sums, so that it is the same to the bit whichever rows were kept.
struct ShareStatistics {
  private var sums: [[Double]] = []
  private var least: [[Float]] = []
  private var counts: [[Int]] = []

  mutating func update(_ surface: ControlSurface) {
    let holders = surface.holders.count
    let rows = surface.grid.rows
    if sums.count != holders || sums.first?.count != rows {
      sums = Array(repeating: Array(repeating: 0, count: rows), count: holders)
      least = Array(repeating: Array(repeating: 1, count: rows), count: holders)
      counts = Array(repeating: Array(repeating: 0, count: rows), count: holders)
    }
    let columns = surface.grid.columns
    for row in 0..<rows where surface.changes.isRowChanged[row] {
      let samples = row * columns..<(row + 1) * columns
      for holder in 0..<holders {
        var sum = 0.0
        var low: Float = 1
        var count = 0
        surface.labels.withUnsafeBufferPointer { labels in
          surface.shares[holder].withUnsafeBufferPointer { shares in
            for sample in samples where labels[sample] == holder {
              sum += Double(shares[sample])
              low = min(low, shares[sample])
              count += 1
            }
          }
        }
        sums[holder][row] = sum
        least[holder][row] = low
        counts[holder][row] = count
      }
    }
  }

  /// The mean and the least of a holder's shares; 0 and 1 where it is the likeliest nowhere.
  func meanAndLeast(ofHolder holder: Int) -> (mean: Double, least: Double) {
    let count = counts[holder].reduce(0, +)
    let sum = sums[holder].reduce(0, +)
    return (count > 0 ? sum / Double(count) : 0, Double(least[holder].min() ?? 1))
  }
}
