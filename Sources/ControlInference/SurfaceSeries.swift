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
  /// Whether each settlement is new or has another holder or weight than on the surface before.
  private var isPointChanged: [Bool] = []
  private var holders: [Holder] = []
  private var distances: [Float]
  /// Goes up when the distances may have changed.
  private(set) var distanceVersion = 0
  /// By holder: as the settlements give them, blurred along rows, and blurred and normalised.
  private var scores: [[Float]] = []
  private var rowBlurs: [[Float]] = []
  private var shares: [[Float]] = []
  private var labels: [Int] = []
  /// What giving up specks wrote over, in the order in which it did.
  private var speckSamples: [SpeckSample] = []
  /// Whether a sample of each row may be otherwise than on the surface before.
  private var isRowChanged: [Bool]
  private var changedPoints: ChangedPoints?
  private var index = PointIndex([])

  private struct SpeckSample {
    var sample: Int
    var own: Int
    var taker: Int
    var ownShare: Float
    var takerShare: Float
  }

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
    isRowChanged = Array(repeating: true, count: grid.rows)
  }

  /// - Parameters:
  ///   - points: As for ``ControlSurface``.
  ///   - scaleFactor: *c*.
  mutating func surface(of points: [ControlPoint], scaleFactor: Double) -> ControlSurface {
    var points = points.filter { $0.point.isOnPlane && $0.weight > 0 && $0.weight <= 1e6 }
    if !zip(points, points.dropFirst()).allSatisfy({ $0.placeID < $1.placeID }) {
      points.sort(by: ControlPoint.inOrder)
    }
    let holders = Self.holders(of: points)
    let places = points.map(\.point)
    if places != index.points { index = PointIndex(places) }
    for row in isRowChanged.indices { isRowChanged[row] = false }
    restoreSpecks()
    let kernel = LocalOdds(
      points: points, holders: holders, model: model, scaleFactor: scaleFactor, method: method)
    meet(points, holders: holders, scaleFactor: scaleFactor, neighbours: kernel.neighbours)
    var patches: GridComponents?
    if !holders.isEmpty {
      var isChanged = Array(repeating: false, count: blocks.count)
      for block in blocks.indices { isChanged[block] = fill(block, index, kernel) }
      spread(isChanged)
      patches = method == .smoothedLogOdds ? giveUpSpecks() : nil
    }
    return ControlSurface(
      grid: grid, camps: camps, model: model, method: method, scaleFactor: scaleFactor,
      points: points, holders: holders, labels: labels, shares: shares, distances: distances,
      index: index, kernel: kernel,
      patches: patches ?? GridComponents(labels, columns: grid.columns),
      changes: SurfaceChanges(isRowChanged: isRowChanged, points: changedPoints))
  }

  private static func holders(of points: [ControlPoint]) -> [Holder] {
    var holders: Set<Holder> = []
    var last: Holder?
    for point in points {
      if point.holder != last {
        holders.insert(point.holder)
        last = point.holder
      }
      if let opponent = point.opponent { holders.insert(opponent) }
    }
    return holders.sorted()
  }

  // MARK: What is kept

  /// Takes over the settlements and forgets what they make void.
  private mutating func meet(
    _ new: [ControlPoint], holders newHolders: [Holder], scaleFactor newFactor: Double,
    neighbours: Int
  ) {
    let old = points
    points = new
    changedPoints = nil
    isPointChanged = Array(repeating: true, count: new.count)
    let areHoldersSame = newHolders == holders
    if !areHoldersSame {
      holders = newHolders
      for row in isRowChanged.indices { isRowChanged[row] = true }
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
    var changed: [ControlPoint] = []
    /// Old numbers of settlements whose code came into doubt or is no longer in it.
    var turned: Set<Int> = []
    var before = 0
    for (number, point) in new.enumerated() {
      while before < old.count, !old[before].isAtPlace(of: point),
        old[before].isBefore(point)
      {
        before += 1
      }
      if before < old.count, old[before].isAtPlace(of: point) {
        numbers[before] = number
        isPointChanged[number] = old[before] != point
        if old[before].isDoubtful != point.isDoubtful { turned.insert(before) }
        if old[before].holder != point.holder || old[before].opponent != point.opponent {
          changed += [old[before], point]
        }
        before += 1
      } else {
        added.append(point.point)
        changed.append(point)
      }
    }
    changed += numbers.indices.filter { numbers[$0] < 0 }.map { old[$0] }
    if areHoldersSame { changedPoints = ChangedPoints(points: changed, numbers: numbers) }
    if !turned.isEmpty {
      // Their kernels reach other ground.
      for block in blocks.indices
      where blocks[block].kernels != nil
        && blocks[block].candidates.contains(where: turned.contains)
      {
        keptKernelCount -= blocks[block].kernels?.count ?? 0
        blocks[block].kernels = nil
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
    if blocks[block].isFilled,
      !blocks[block].candidates.contains(where: { isPointChanged[$0] })
    {
      return false
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
    let doubts = candidates.map { kernel.isDoubtful[$0] }
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
            kernel.forEachKernel(of: nearest, doubts: doubts) {
              barriers.cross(from: point, to: places[$0])
            } _: {
              kernels[$0 * count + sample] = $1
            }
          } else {
            kernel.forEachKernel(of: nearest, doubts: doubts) { kernels[$0 * count + sample] = $1 }
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
          isRowChanged[row] = true
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

  // MARK: Step 6

  /// Makes the surface what it was before the last specks were given up.
  private mutating func restoreSpecks() {
    for speck in speckSamples.reversed() {
      labels[speck.sample] = speck.own
      shares[speck.own][speck.sample] = speck.ownShare
      shares[speck.taker][speck.sample] = speck.takerShare
      isRowChanged[speck.sample / grid.columns] = true
    }
    speckSamples.removeAll(keepingCapacity: true)
  }

  /// Gives specks to a neighbour of the same camp; those of another camp stay: they are news.
  ///
  /// - Returns: The patches that are left.
  private mutating func giveUpSpecks() -> GridComponents {
    let limit = grid.sampleCount(ofArea: model.speckArea)
    while true {
      let components = GridComponents(labels, columns: grid.columns)
      let small = components.counts.indices.filter { components.counts[$0] < limit }
        .sorted { (components.counts[$0], $0) < (components.counts[$1], $1) }
      var touched: Set<Int> = []
      var didChange = false
      for component in small where !touched.contains(component) {
        let samples = components.samples(of: component)
        let own = labels[samples[0]]
        let around = Set(samples.flatMap { grid.neighbours(of: $0) })
          .filter { components.component(at: $0) != component }
        let takers = Set(around.map { labels[$0] })
          .filter { $0 != own && !camps.areHostile(holders[$0], holders[own]) }.sorted()
        guard !around.contains(where: { touched.contains(components.component(at: $0)) }) else {
          continue
        }
        func support(_ holder: Int) -> Float {
          samples.reduce(0) { $0 + shares[holder][$1] }
        }
        guard
          let taker = takers.map({ (holder: $0, support: support($0)) })
            .max(by: { ($0.support, $1.holder) < ($1.support, $0.holder) })?.holder
        else { continue }
        for sample in samples {
          speckSamples.append(
            SpeckSample(
              sample: sample, own: own, taker: taker, ownShare: shares[own][sample],
              takerShare: shares[taker][sample]))
          labels[sample] = taker
          shares[taker][sample] += shares[own][sample]
          shares[own][sample] = 0
          isRowChanged[sample / grid.columns] = true
        }
        touched.insert(component)
        for sample in around { touched.insert(components.component(at: sample)) }
        didChange = true
      }
      if !didChange { return components }
    }
  }
}

extension ControlPoint {
  fileprivate func isAtPlace(of other: ControlPoint) -> Bool {
    point == other.point && placeID == other.placeID
  }

  /// Whether its id and place come first.
  fileprivate func isBefore(_ other: ControlPoint) -> Bool {
    (placeID, point.x, point.y) < (other.placeID, other.point.x, other.point.y)
  }
}

/// What a surface of a series may have otherwise than the one before.
struct SurfaceChanges {
  /// By row of the grid; where nothing was before, every row.
  var isRowChanged: [Bool]
  /// `nil` where holders came or went, or everything is new.
  var points: ChangedPoints?
}

/// Settlements that came, went, or changed hands.
struct ChangedPoints {
  /// As they were and as they are.
  var points: [ControlPoint]
  /// The new number of each settlement by its old one, -1 where it went.
  var numbers: [Int]
}
