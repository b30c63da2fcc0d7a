internal import SimpleFeatures

/// Surfaces of one grid, one after the other.
///
/// What a change does not touch is kept: the neighbours of a sample and their kernels as long as
/// the settlements around it are the same ones, its scores as long as all of them are one
/// holder's, and what was blurred as long as no score within the blur's reach changed. Each
/// number is found by the same operations in the same order as by a series of one surface, so the
/// result is the same to the bit.
struct SurfaceSeries {
  let grid: SampleGrid
  /// Those of the day of the next surface.
  var camps: Camps
  let model: ControlModel
  let method: ControlMethod
  private let barriers: Barriers?

  /// Samples in a block share their candidates; 4, 6 and 8 to a side took the same time within
  /// the noise (3 000 settlements, 200 000 samples).
  private static let blockSide = 6
  /// The most kernels that a series keeps, 8 bytes each; it computes others for each surface again.
  static let greatestKernelCount = 60_000_000

  private struct Block {
    /// The settlements that may be among the nearest of a sample, ascending.
    var candidates: [Int] = []
    /// Those within so many metres of the block's middle are its candidates.
    var radius = 0.0
    /// For each candidate in turn the kernel at each sample, 0 where it is not among the nearest;
    /// `nil` where nobody asked yet.
    var kernels: [Double]?
    /// The holder of all candidates, whose share is then 1.
    var single: Int?
    /// Whether the scores are those of the surface before.
    var isFilled = false
  }

  private var blocks: [Block]
  private let blockColumns: Int
  private let blockRows: Int
  private var keptKernelCount = 0
  private let kernelLimit: Int
  private var scaleFactor = Double.nan
  private var points: [ControlPoint] = []
  private var holders: [Holder] = []
  private var distances: [Float]
  /// Goes up when the distances may have changed.
  private(set) var distanceVersion = 0
  /// By holder: as the settlements give them, blurred along rows, and blurred and normalised.
  private var scores: [[Float]] = []
  private var rowBlurs: [[Float]] = []
  private var shares: [[Float]] = []
  private var labels: [Int] = []

  /// - Parameter kernelLimit: The most kernels to keep; 0 where no second surface comes.
  init(
    grid: SampleGrid, camps: Camps, model: ControlModel, method: ControlMethod,
    barriers: [[ProjectedPoint]] = [], kernelLimit: Int = greatestKernelCount
  ) {
    self.barriers = Barriers(barriers)
    self.kernelLimit = kernelLimit
    self.grid = grid
    self.camps = camps
    self.model = model
    self.method = method
    let side = Self.blockSide
    blockColumns = (grid.columns + side - 1) / side
    blockRows = (grid.rows + side - 1) / side
    blocks = Array(repeating: Block(), count: blockColumns * blockRows)
    distances = Array(repeating: .infinity, count: grid.count)
  }

  /// - Parameters:
  ///   - points: As for ``ControlSurface``.
  ///   - scaleFactor: *c*.
  mutating func surface(of points: [ControlPoint], scaleFactor: Double) -> ControlSurface {
    let points = points.filter {
      $0.point.isOnPlane && $0.weight > 0 && $0.weight <= 1e6
    }.sorted(by: ControlPoint.inOrder)
    let holders = Set(points.flatMap { [$0.holder, $0.opponent].compactMap { $0 } }).sorted()
    let index = PointIndex(points.map(\.point))
    let kernel = LocalOdds(
      points: points, holders: holders, model: model, scaleFactor: scaleFactor, method: method)
    meet(points, holders: holders, scaleFactor: scaleFactor, neighbours: kernel.neighbours)
    if !holders.isEmpty {
      var isChanged = Array(repeating: false, count: blocks.count)
      for block in blocks.indices { isChanged[block] = fill(block, index, kernel) }
      spread(isChanged)
    }
    return ControlSurface(
      grid: grid, camps: camps, model: model, method: method, scaleFactor: scaleFactor,
      points: points, holders: holders, labels: labels, shares: shares, distances: distances,
      index: index, kernel: kernel)
  }

  // MARK: What is kept

  /// Takes over the settlements and forgets what they make void.
  private mutating func meet(
    _ new: [ControlPoint], holders newHolders: [Holder], scaleFactor newFactor: Double,
    neighbours: Int
  ) {
    let old = points
    points = new
    if newHolders != holders {
      holders = newHolders
      for block in blocks.indices { blocks[block].isFilled = false }
      scores = holders.map { _ in Array(repeating: 0, count: grid.count) }
      rowBlurs = scores
      shares = scores
      labels = holders.isEmpty ? [] : Array(repeating: 0, count: grid.count)
    }
    func forgetAll() {
      for block in blocks.indices { forget(block) }
      if new.isEmpty { distances = Array(repeating: .infinity, count: grid.count) }
      distanceVersion += 1
    }
    if newFactor != scaleFactor {
      scaleFactor = newFactor
      forgetAll()
      return
    }
    // Both are in the order of their ids and places.
    var numbers = Array(repeating: -1, count: old.count)
    var added: [ProjectedPoint] = []
    var before = 0
    for (number, point) in new.enumerated() {
      func place(_ point: ControlPoint) -> (String, Double, Double) {
        (point.placeID, point.point.x, point.point.y)
      }
      while before < old.count, place(old[before]) < place(point) { before += 1 }
      if before < old.count, place(old[before]) == place(point) {
        numbers[before] = number
        before += 1
      } else {
        added.append(point.point)
      }
    }
    guard !added.isEmpty || numbers.contains(-1) else { return }
    // With fewer settlements than neighbours all of them are candidates everywhere.
    guard old.count >= neighbours, new.count >= neighbours else {
      forgetAll()
      return
    }
    distanceVersion += 1
    for block in blocks.indices {
      let renumbered = blocks[block].candidates.map { numbers[$0] }
      let middle = middle(of: block)
      let limit = blocks[block].radius * blocks[block].radius
      if renumbered.contains(-1)
        || added.contains(where: { PointIndex.squaredDistance($0, middle) <= limit })
      {
        forget(block)
      } else {
        blocks[block].candidates = renumbered
      }
    }
  }

  private mutating func forget(_ block: Int) {
    keptKernelCount -= blocks[block].kernels?.count ?? 0
    blocks[block] = Block()
  }

  // MARK: Steps 2 to 4

  private func middle(of block: Int) -> ProjectedPoint {
    let side = Self.blockSide
    let corner = grid.point(
      column: block % blockColumns * side, row: block / blockColumns * side)
    let half = Double(side - 1) / 2 * grid.cellSize
    return ProjectedPoint(easting: corner.x + half, northing: corner.y + half)
  }

  private func columns(ofBlock block: Int) -> Range<Int> {
    let first = block % blockColumns * Self.blockSide
    return first..<min(first + Self.blockSide, grid.columns)
  }

  private func rows(ofBlock block: Int) -> Range<Int> {
    let first = block / blockColumns * Self.blockSide
    return first..<min(first + Self.blockSide, grid.rows)
  }

  /// Computes the scores of a block's samples.
  ///
  /// - Returns: Whether they may have changed.
  private mutating func fill(_ block: Int, _ index: PointIndex, _ kernel: LocalOdds) -> Bool {
    let columns = columns(ofBlock: block)
    let rows = rows(ofBlock: block)
    let count = columns.count * rows.count
    if blocks[block].candidates.isEmpty {
      // From the block's middle to its farthest sample.
      let reach = Double(Self.blockSide - 1) / 2 * grid.cellSize * 2.0.squareRoot()
      let middle = middle(of: block)
      let last = index.nearest(kernel.neighbours, to: middle).last?.squaredDistance ?? 0
      // Every sample's nearest are within its reach of the last of the middle's; the metre is
      // for rounding.
      blocks[block].radius = last.squareRoot() + 2 * reach + 1
      index.within(blocks[block].radius, of: middle, into: &blocks[block].candidates)
      measure(block)
    }
    let single = kernel.commonHolder(of: blocks[block].candidates)
    if let single {
      if blocks[block].isFilled, blocks[block].single == single { return false }
      for holder in holders.indices {
        for row in rows {
          for column in columns {
            scores[holder][row * grid.columns + column] = holder == single ? 1 : 0
          }
        }
      }
    } else {
      let kernels = blocks[block].kernels ?? kernels(of: block, kernel)
      if blocks[block].kernels == nil, keptKernelCount + kernels.count <= kernelLimit {
        blocks[block].kernels = kernels
        keptKernelCount += kernels.count
      }
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count * holders.count) { sums in
        sums.initialize(repeating: 0)
        kernel.add(kernels, of: blocks[block].candidates, to: sums, samples: count)
        for holder in holders.indices {
          var sample = holder * count
          scores[holder].withUnsafeMutableBufferPointer { scores in
            for row in rows {
              for column in columns {
                scores[row * grid.columns + column] = Float(sums[sample])
                sample += 1
              }
            }
          }
        }
      }
    }
    blocks[block].single = single
    blocks[block].isFilled = true
    return true
  }

  /// Finds the distances from a block's samples to the nearest settlement.
  private mutating func measure(_ block: Int) {
    let candidates = blocks[block].candidates.map { points[$0].point }
    for row in rows(ofBlock: block) {
      for column in columns(ofBlock: block) {
        let sample = grid.point(column: column, row: row)
        var least = Double.infinity
        for candidate in candidates {
          least = min(least, PointIndex.squaredDistance(candidate, sample))
        }
        distances[row * grid.columns + column] = Float(least.squareRoot())
      }
    }
  }

  private func kernels(of block: Int, _ kernel: LocalOdds) -> [Double] {
    let candidates = blocks[block].candidates
    let columns = columns(ofBlock: block)
    let rows = rows(ofBlock: block)
    let count = columns.count * rows.count
    var hits = candidates.indices.map { PointIndex.Hit(index: $0, squaredDistance: 0) }
    let places = candidates.map { points[$0].point }
    return Array(unsafeUninitializedCapacity: candidates.count * count) { kernels, size in
      kernels.initialize(repeating: 0)
      size = candidates.count * count
      for row in rows {
        for offset in columns.indices {
          // To and fro, so that each sample is next to the one before.
          let isBack = (row - rows.lowerBound) % 2 == 1
          let column =
            isBack ? columns.upperBound - 1 - (offset - columns.lowerBound) : offset
          let sample = (row - rows.lowerBound) * columns.count + column - columns.lowerBound
          let point = grid.point(column: column, row: row)
          kernel.sort(&hits, of: places, from: point)
          let nearest = hits.prefix(kernel.neighbours)
          if let barriers, method == .smoothedLogOdds {
            kernel.forEachKernel(of: nearest) {
              barriers.cross(from: point, to: places[$0])
            } _: {
              kernels[$0 * count + sample] = $1
            }
          } else {
            kernel.forEachKernel(of: nearest) { kernels[$0 * count + sample] = $1 }
          }
        }
      }
    }
  }

  // MARK: Step 5

  /// The weights of the blur, from the farthest sample on one side to that on the other.
  private var taps: [Float] {
    let sigma = min(model.blurCells, 100)
    guard method == .smoothedLogOdds, sigma > 0 else { return [1] }
    // Beyond four standard deviations nothing is left in single precision that could be seen.
    let radius = Int((4 * sigma).rounded(.up))
    let taps = (-radius...radius).map { offset in
      Float((-Double(offset * offset) / (2 * sigma * sigma)).exponential)
    }
    let sum = taps.reduce(0, +)
    return taps.map { $0 / sum }
  }

  /// Blurs and normalises the scores where those of the given blocks changed, and finds the
  /// likeliest holders.
  private mutating func spread(_ isChanged: [Bool]) {
    let taps = taps
    let reach = (taps.count / 2 + Self.blockSide - 1) / Self.blockSide
    for row in 0..<blockRows {
      // Along rows: the blocks beside a changed one, too.
      for columns in runs(ofRow: row, reaching: reach, 0, isChanged) {
        for holder in holders.indices {
          blurRows(holder, rows(ofBlock: row * blockColumns), columns, taps)
        }
      }
    }
    for row in 0..<blockRows {
      for columns in runs(ofRow: row, reaching: reach, reach, isChanged) {
        for row in rows(ofBlock: row * blockColumns) {
          for holder in holders.indices { blurColumns(holder, row, columns, taps) }
          normalise(row, columns)
        }
      }
    }
  }

  /// The runs of columns in a row of blocks of those that lie within so many blocks of a changed
  /// one.
  private func runs(
    ofRow row: Int, reaching columnReach: Int, _ rowReach: Int, _ isChanged: [Bool]
  ) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for column in 0..<blockColumns {
      var isTouched = false
      for other in max(0, row - rowReach)...min(blockRows - 1, row + rowReach) where !isTouched {
        isTouched = isChanged[other * blockColumns + column]
      }
      guard isTouched else { continue }
      let first = max(0, column - columnReach) * Self.blockSide
      let end = min(grid.columns, (column + columnReach + 1) * Self.blockSide)
      if let last = runs.last, last.upperBound >= first {
        runs[runs.count - 1] = last.lowerBound..<end
      } else {
        runs.append(first..<end)
      }
    }
    return runs
  }

  // What would reach in from outside the grid is missing there for all holders alike, and comes
  // back with the normalisation.

  private mutating func blurRows(
    _ holder: Int, _ rows: Range<Int>, _ columns: Range<Int>, _ taps: [Float]
  ) {
    let radius = taps.count / 2
    let width = grid.columns
    scores[holder].withUnsafeBufferPointer { source in
      rowBlurs[holder].withUnsafeMutableBufferPointer { target in
        taps.withUnsafeBufferPointer { taps in
          for row in rows {
            let base = row * width
            let inner =
              max(
                columns.lowerBound, radius)..<max(
                columns.lowerBound, radius, min(columns.upperBound, width - radius))
            Self.convolve(
              source, from: base + inner.lowerBound - radius, step: 1, taps,
              into: target, at: base + inner.lowerBound, count: inner.count)
            for column in columns where !inner.contains(column) {
              let first = max(0, column - radius)
              let last = min(width - 1, column + radius)
              var sum: Float = 0
              for other in first...last {
                sum += taps[other - column + radius] * source[base + other]
              }
              target[base + column] = sum
            }
          }
        }
      }
    }
  }

  private mutating func blurColumns(
    _ holder: Int, _ row: Int, _ columns: Range<Int>, _ taps: [Float]
  ) {
    let radius = taps.count / 2
    let first = max(0, row - radius)
    let last = min(grid.rows - 1, row + radius)
    let width = grid.columns
    rowBlurs[holder].withUnsafeBufferPointer { source in
      shares[holder].withUnsafeMutableBufferPointer { target in
        taps.withUnsafeBufferPointer { taps in
          Self.convolve(
            source, from: first * width + columns.lowerBound, step: width,
            UnsafeBufferPointer(rebasing: taps[(first - row + radius)...(last - row + radius)]),
            into: target, at: row * width + columns.lowerBound, count: columns.count)
        }
      }
    }
  }

  /// Sums of `source`, times `taps`, from `first` in steps; the same for `count` neighbours.
  private static func convolve(
    _ source: UnsafeBufferPointer<Float>, from first: Int, step: Int,
    _ taps: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<Float>,
    at start: Int, count: Int
  ) {
    // Sixteen at a time stay in the registers.
    var offset = 0
    while offset + 16 <= count {
      var sum = SIMD16<Float>(repeating: 0)
      for tap in taps.indices {
        let other = UnsafeRawBufferPointer(source).loadUnaligned(
          fromByteOffset: (first + offset + tap * step) * MemoryLayout<Float>.stride,
          as: SIMD16<Float>.self)
        sum += taps[tap] * other
      }
      UnsafeMutableRawBufferPointer(target).storeBytes(
        of: sum, toByteOffset: (start + offset) * MemoryLayout<Float>.stride,
        as: SIMD16<Float>.self)
      offset += 16
    }
    while offset < count {
      var sum: Float = 0
      for tap in taps.indices { sum += taps[tap] * source[first + offset + tap * step] }
      target[start + offset] = sum
      offset += 1
    }
  }

  private mutating func normalise(_ row: Int, _ columns: Range<Int>) {
    let first = row * grid.columns + columns.lowerBound
    let count = columns.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { totals in
      totals.initialize(repeating: 0)
      for holder in holders.indices {
        shares[holder].withUnsafeBufferPointer { shares in
          for offset in 0..<count { totals[offset] += shares[first + offset] }
        }
      }
      for offset in 0..<count where totals[offset] <= 0 { totals[offset] = 1 }
      for holder in holders.indices {
        shares[holder].withUnsafeMutableBufferPointer { shares in
          for offset in 0..<count { shares[first + offset] /= totals[offset] }
        }
      }
      // The totals are done with; from here they hold the greatest share.
      labels.withUnsafeMutableBufferPointer { labels in
        for offset in 0..<count {
          totals[offset] = shares[0][first + offset]
          labels[first + offset] = 0
        }
        for holder in holders.indices.dropFirst() {
          shares[holder].withUnsafeBufferPointer { shares in
            for offset in 0..<count where shares[first + offset] > totals[offset] {
              totals[offset] = shares[first + offset]
              labels[first + offset] = holder
            }
          }
        }
      }
    }
  }
}
