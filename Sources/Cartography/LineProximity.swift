public import SimpleFeatures

/// Tells which stretches of a line run along other lines.
///
/// Two sources rarely draw the same shore with the same vertices; this finds where they mean the
/// same. The plane is cut into cells of the size `distance`; a stretch is near where its cell or
/// one around it is crossed by a line, that is within `distance` for sure and never beyond 2.9
/// times `distance`.
///
/// - Complexity: O(*n*) for lines of *n* cells in all.
public struct LineProximity {
  private struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  private let distance: Double
  private var cells: Set<Cell> = []

  /// - Parameter distance: In u, above 0.
  public init(to lines: [[PagePoint]], within distance: Double) {
    self.distance = max(0.1, distance)
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) {
        for point in steps(from: a, to: b) { cells.insert(cell(point)) }
      }
    }
  }

  /// The stretches of `line` that are near and those that are not, each in order.
  public func parts(of line: [PagePoint]) -> (near: [[PagePoint]], far: [[PagePoint]]) {
    var near: [[PagePoint]] = []
    var far: [[PagePoint]] = []
    guard var previous = line.first else { return (near, far) }
    var part = [previous]
    var partIsNear: Bool?
    func close() {
      guard part.count > 1, let partIsNear else { return }
      if partIsNear { near.append(part) } else { far.append(part) }
    }
    for vertex in line.dropFirst() {
      for step in steps(from: previous, to: vertex).dropFirst() {
        let middle = PagePoint(x: (previous.x + step.x) / 2, y: (previous.y + step.y) / 2)
        let isNear = isNear(middle)
        if let partIsNear, partIsNear != isNear {
          if part.last != previous { part.append(previous) }
          close()
          part = [previous]
        }
        partIsNear = isNear
        // Only true vertices bend the line; a step is kept where a part ends.
        if step == vertex { part.append(step) }
        previous = step
      }
    }
    close()
    return (near, far)
  }

  private func isNear(_ point: PagePoint) -> Bool {
    let home = cell(point)
    for column in home.column - 1...home.column + 1 {
      for row in home.row - 1...home.row + 1
      where cells.contains(Cell(column: column, row: row)) {
        return true
      }
    }
    return false
  }

  private func cell(_ point: PagePoint) -> Cell {
    Cell(
      column: Int((point.x / distance).rounded(.down)),
      row: Int((point.y / distance).rounded(.down))
    )
  }

  /// Points from `a` to `b`, both included, no farther apart than half the distance; at most
  /// 4 000, for a line beyond any sheet.
  private func steps(from a: PagePoint, to b: PagePoint) -> [PagePoint] {
    let length = squaredDistance(a, b).squareRoot()
    let count = max(1, Int(min(4000, length / distance * 2).rounded(.up)))
    return (0...count).map { step in
      if step == count { return b }
      let t = Double(step) / Double(count)
      return PagePoint(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t)
    }
  }
}
