public import SimpleFeatures

extension LabelRequest {
  /// Sets labels one after the other, each at its cheapest free place.
  ///
  /// - Complexity: about O(*n* *c*) for *n* requests with *c* candidates.
  public static func greedy(_ requests: [LabelRequest], in frame: BoundingBox<PagePoint>)
    -> LabelAssignment
  {
    var board = LabelBoard(requests, frame: frame)
    for request in requests.indices { board.placeCheapest(request) }
    return board.assignment
  }

  /// Sets labels greedily, then betters the whole by simulated annealing; never worse than greedy.
  ///
  /// Each move sets one label at one of its places and takes away those that are in the way there.
  /// A move that makes the whole dearer by *d* is made with the probability e^(-*d*/*T*), and *T*
  /// falls with each round. The same requests and seed give the same labels.
  ///
  /// - Parameters:
  ///   - moves: For each label.
  ///
  /// Source: J. Christensen, J. Marks and S. Shieber, "An Empirical Study of Algorithms for
  /// Point-Feature Label Placement", ACM Transactions on Graphics 14 (1995), 203-232. That all
  /// conflicting labels leave is ours: so no state has labels that overlap.
  public static func annealed(
    _ requests: [LabelRequest], in frame: BoundingBox<PagePoint>, seed: UInt64 = 1,
    moves: Int = 40
  ) -> LabelAssignment {
    var board = LabelBoard(requests, frame: frame)
    for request in requests.indices { board.placeCheapest(request) }
    let movable = requests.indices.filter { !requests[$0].candidates.isEmpty }
    guard movable.count > 1 else { return board.assignment }
    var best = board.assignment
    var random = MapRandom(seed: seed)
    // From the price of a bad position down to where only improvements are made; chosen on the
    // target map and on made-up ones of 150 to 1 000 labels.
    let rounds = 20
    var temperature = 8.0
    for _ in 0..<rounds {
      for _ in 0..<max(1, moves * movable.count / rounds) {
        let request = movable[random.below(movable.count)]
        board.move(request, to: random.below(requests[request].candidates.count), temperature) {
          random.unit()
        }
      }
      if board.cost < best.cost - 1e-9 { best = board.assignment }
      temperature *= 0.72
    }
    // What was thrown out and has room again comes back.
    board.restore(best)
    for request in requests.indices { board.placeCheapest(request) }
    return board.assignment
  }
}

/// The labels that are set, with an index of what they cover.
private struct LabelBoard {
  private static let cell = 32.0

  private let requests: [LabelRequest]
  private let columns: Int
  private let rows: Int
  private let frame: BoundingBox<PagePoint>
  /// For each cell the requests whose label or dot touches it.
  private var cells: [[Int32]]
  private var choices: [Int]
  /// Which of the labels that are set have their points near each other; `nil` where no point keeps a
  /// space around it. Lists of all pairs that exclude each other would be long: most of the labels of
  /// a crowded map are never set.
  private var points: PointGrid?
  private(set) var cost: Double

  init(_ requests: [LabelRequest], frame: BoundingBox<PagePoint>) {
    self.requests = requests
    self.frame = frame
    columns = max(1, Int((min(max(0, frame.width), 20_000) / Self.cell).rounded(.up)))
    rows = max(1, Int((min(max(0, frame.height), 20_000) / Self.cell).rounded(.up)))
    cells = Array(repeating: [], count: columns * rows)
    choices = Array(repeating: -1, count: requests.count)
    cost = requests.reduce(0) { $0 + $1.dropPrice }
    let reach = requests.map(\.spacing).max() ?? 0
    points = reach > 0 ? PointGrid(frame: frame, reach: reach) : nil
  }

  var assignment: LabelAssignment {
    LabelAssignment(choices: choices.map { $0 < 0 ? nil : $0 }, cost: cost)
  }

  private func cellRange(of box: BoundingBox<PagePoint>) -> (
    x: ClosedRange<Int>, y: ClosedRange<Int>
  ) {
    func clamped(_ value: Double, _ count: Int) -> Int {
      value > 0 ? min(count - 1, Int(min(value, 1e6))) : 0
    }
    let left = clamped((box.minX - frame.minX) / Self.cell, columns)
    let right = clamped((box.maxX - frame.minX) / Self.cell, columns)
    let top = clamped((box.minY - frame.minY) / Self.cell, rows)
    let bottom = clamped((box.maxY - frame.minY) / Self.cell, rows)
    return (left...max(left, right), top...max(top, bottom))
  }

  /// The box around the label and the dot.
  private func extent(_ request: Int, _ candidate: Int) -> BoundingBox<PagePoint> {
    let box = requests[request].candidates[candidate].box
    let dot = requests[request].dot
    return BoundingBox(
      minX: min(box.minX, dot.minX), minY: min(box.minY, dot.minY),
      maxX: max(box.maxX, dot.maxX), maxY: max(box.maxY, dot.maxY))
  }

  /// The labels that must go for `request` to have `candidate`.
  private func conflicts(_ request: Int, _ candidate: Int) -> [Int] {
    let mine = requests[request]
    let box = mine.candidates[candidate].box
    var found: [Int] = []
    points?.forEach(near: mine.point) { entry in
      let other = Int(entry)
      let spacing = requests[max(request, other)].spacing
      guard other != request, squaredDistance(requests[other].point, mine.point) < spacing * spacing
      else { return }
      found.append(other)
    }
    let range = cellRange(of: extent(request, candidate))
    for row in range.y {
      for column in range.x {
        for entry in cells[row * columns + column] {
          let other = Int(entry)
          guard other != request, !found.contains(other) else { continue }
          let theirs = requests[other]
          let theirBox = theirs.candidates[choices[other]].box
          if theirBox.overlaps(box) || theirs.dot.overlaps(box) || theirBox.overlaps(mine.dot)
            || theirs.dot.overlaps(mine.dot)
          {
            found.append(other)
          }
        }
      }
    }
    return found
  }

  private mutating func set(_ request: Int, _ candidate: Int) {
    let range = cellRange(of: extent(request, candidate))
    for row in range.y {
      for column in range.x { cells[row * columns + column].append(Int32(request)) }
    }
    points?.insert(Int32(request), at: requests[request].point)
    choices[request] = candidate
    cost += requests[request].candidates[candidate].price - requests[request].dropPrice
  }

  private mutating func clear(_ request: Int) {
    let candidate = choices[request]
    guard candidate >= 0 else { return }
    let range = cellRange(of: extent(request, candidate))
    for row in range.y {
      for column in range.x {
        let cell = row * columns + column
        if let index = cells[cell].firstIndex(of: Int32(request)) { cells[cell].remove(at: index) }
      }
    }
    points?.remove(Int32(request), at: requests[request].point)
    choices[request] = -1
    cost -= requests[request].candidates[candidate].price - requests[request].dropPrice
  }

  /// Sets a label that is not set, at its cheapest free place, where there is one.
  mutating func placeCheapest(_ request: Int) {
    guard choices[request] < 0 else { return }
    var best: (candidate: Int, price: Double)?
    for (index, candidate) in requests[request].candidates.enumerated()
    where candidate.price < min(best?.price ?? .infinity, requests[request].dropPrice + 1e-9) {
      if conflicts(request, index).isEmpty { best = (index, candidate.price) }
    }
    if let best { set(request, best.candidate) }
  }

  /// Sets a label at `candidate` and takes away what is in the way, if the draw allows it.
  mutating func move(
    _ request: Int, to candidate: Int, _ temperature: Double, draw: () -> Double
  ) {
    let current = choices[request]
    guard current != candidate else { return }
    let mine = requests[request]
    let before = current < 0 ? mine.dropPrice : mine.candidates[current].price
    var change = mine.candidates[candidate].price - before
    // Even with nothing in the way no draw would allow it: saves the look-up.
    if change > 12 * temperature { return }
    let evicted = conflicts(request, candidate)
    for other in evicted {
      change += requests[other].dropPrice - requests[other].candidates[choices[other]].price
    }
    guard change <= 0 || draw() < (-change / temperature).exponential else { return }
    for other in evicted { clear(other) }
    clear(request)
    set(request, candidate)
  }

  mutating func restore(_ assignment: LabelAssignment) {
    for request in requests.indices { clear(request) }
    for (request, choice) in assignment.choices.enumerated() {
      if let choice { set(request, choice) }
    }
  }
}

/// Numbers in the cells of a grid by their points.
private struct PointGrid {
  private let frame: BoundingBox<PagePoint>
  private let step: Double
  private let columns: Int
  private let rows: Int
  private var cells: [[Int32]]

  /// - Parameter reach: How far apart two points that are near each other may lie.
  init(frame: BoundingBox<PagePoint>, reach: Double) {
    self.frame = frame
    // Not so fine that a wide sheet would have too many cells.
    step = max(reach, 24)
    columns = max(1, Int((min(max(0, frame.width), 20_000) / step).rounded(.up)))
    rows = max(1, Int((min(max(0, frame.height), 20_000) / step).rounded(.up)))
    cells = Array(repeating: [], count: columns * rows)
  }

  /// Points outside the frame are in the cells at its edge: those near each other stay so.
  private func cell(of point: PagePoint) -> (column: Int, row: Int) {
    func clamped(_ value: Double, _ count: Int) -> Int {
      value > 0 ? min(count - 1, Int(min(value, 1e6))) : 0
    }
    return (
      clamped((point.x - frame.minX) / step, columns), clamped((point.y - frame.minY) / step, rows)
    )
  }

  mutating func insert(_ number: Int32, at point: PagePoint) {
    let (column, row) = cell(of: point)
    cells[row * columns + column].append(number)
  }

  mutating func remove(_ number: Int32, at point: PagePoint) {
    let (column, row) = cell(of: point)
    let cell = row * columns + column
    if let index = cells[cell].firstIndex(of: number) { cells[cell].remove(at: index) }
  }

  /// Calls `body` with each number whose point may be near, and with some that are further away.
  func forEach(near point: PagePoint, _ body: (Int32) -> Void) {
    let (column, row) = cell(of: point)
    for row in max(0, row - 1)...min(rows - 1, row + 1) {
      for column in max(0, column - 1)...min(columns - 1, column + 1) {
        for number in cells[row * columns + column] { body(number) }
      }
    }
  }
}
