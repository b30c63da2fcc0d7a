internal import SimpleFeatures

/// Lines with fewer vertices.
enum LineGeneralisation {
  /// `line` without the vertices that matter least, its ends kept.
  ///
  /// A vertex goes while the triangle with its neighbours is smaller than half the square of
  /// `tolerance` (metres): a bay narrower and shallower than the tolerance is filled. A closed line
  /// keeps four vertices, so that an area stays one.
  ///
  /// - Complexity: O(*n* log *n*).
  ///
  /// Source: M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated elimination of
  /// points", The Cartographic Journal 30 (1993), 46-51.
  static func generalised(_ line: [GeographicPoint], tolerance: Double) -> [GeographicPoint] {
    let minimum = line.first == line.last ? 4 : 2
    guard line.count > minimum, tolerance > 0 else { return line }
    // Metres on the plane that touches the globe at the first vertex: a line is short enough.
    let metresPerDegree = 111_195.0
    let shrink = (line[0].latitude * .pi / 180).cosine
    let points = line.map {
      ($0.longitude * shrink * metresPerDegree, $0.latitude * metresPerDegree)
    }
    var previous = Array(-1..<(line.count - 1))
    var next = Array(1...line.count)
    var isGone = [Bool](repeating: false, count: line.count)
    func area(_ index: Int) -> Double {
      let (a, b, c) = (points[previous[index]], points[index], points[next[index]])
      return abs((b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)) / 2
    }
    var heap = BinaryHeap<(area: Double, index: Int)> { ($0.area, $0.index) < ($1.area, $1.index) }
    var current = [Double](repeating: .infinity, count: line.count)
    for index in 1..<(line.count - 1) {
      current[index] = area(index)
      heap.insert((current[index], index))
    }
    let threshold = tolerance * tolerance / 2
    var count = line.count
    while count > minimum, let least = heap.popLeast() {
      if isGone[least.index] || least.area != current[least.index] { continue }
      if least.area >= threshold { break }
      isGone[least.index] = true
      count -= 1
      let (before, after) = (previous[least.index], next[least.index])
      next[before] = after
      previous[after] = before
      for neighbour in [before, after] where neighbour > 0 && neighbour < line.count - 1 {
        // Never less than what was removed beside it, so that the order of importance holds.
        current[neighbour] = max(area(neighbour), least.area)
        heap.insert((current[neighbour], neighbour))
      }
    }
    return line.indices.filter { !isGone[$0] }.map { line[$0] }
  }

  /// The indices of the lines that cross another or themselves, or run along each other; that
  /// lines end in one point is no crossing.
  ///
  /// - Complexity: O(*n*) for *n* edges of a length that is small against the whole.
  static func crossingLines(_ lines: [[GeographicPoint]]) -> Set<Int> {
    struct Segment {
      var line: Int
      var a: GeographicPoint
      var b: GeographicPoint
    }
    struct Cell: Hashable {
      var column: Int
      var row: Int
    }
    let cellSize = 0.05
    var segments: [Segment] = []
    var cells: [Cell: [Int]] = [:]
    for (line, vertices) in lines.enumerated() {
      for (a, b) in zip(vertices, vertices.dropFirst()) {
        let columns = Int((min(a.x, b.x) / cellSize).rounded(.down))
        let lastColumn = Int((max(a.x, b.x) / cellSize).rounded(.down))
        let rows = Int((min(a.y, b.y) / cellSize).rounded(.down))
        let lastRow = Int((max(a.y, b.y) / cellSize).rounded(.down))
        for column in columns...lastColumn {
          for row in rows...lastRow {
            cells[Cell(column: column, row: row), default: []].append(segments.count)
          }
        }
        segments.append(Segment(line: line, a: a, b: b))
      }
    }
    func side(_ a: GeographicPoint, _ b: GeographicPoint, _ c: GeographicPoint) -> Double {
      (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
    func isBetween(_ p: GeographicPoint, _ a: GeographicPoint, _ b: GeographicPoint) -> Bool {
      min(a.x, b.x) <= p.x && p.x <= max(a.x, b.x) && min(a.y, b.y) <= p.y && p.y <= max(a.y, b.y)
    }
    var crossing: Set<Int> = []
    for members in cells.values {
      for (offset, first) in members.enumerated() {
        let s = segments[first]
        for second in members[(offset + 1)...] {
          let t = segments[second]
          if max(s.a.x, s.b.x) < min(t.a.x, t.b.x) || max(t.a.x, t.b.x) < min(s.a.x, s.b.x) {
            continue
          }
          let (d1, d2) = (side(s.a, s.b, t.a), side(s.a, s.b, t.b))
          let (d3, d4) = (side(t.a, t.b, s.a), side(t.a, t.b, s.b))
          let meets: Bool
          if d1 * d2 < 0, d3 * d4 < 0 {
            meets = true
          } else {
            // An end on the other line, unless it is an end there too.
            meets =
              (d1 == 0 && t.a != s.a && t.a != s.b && isBetween(t.a, s.a, s.b))
              || (d2 == 0 && t.b != s.a && t.b != s.b && isBetween(t.b, s.a, s.b))
              || (d3 == 0 && s.a != t.a && s.a != t.b && isBetween(s.a, t.a, t.b))
              || (d4 == 0 && s.b != t.a && s.b != t.b && isBetween(s.b, t.a, t.b))
              || (s.a == t.a && s.b == t.b) || (s.a == t.b && s.b == t.a)
          }
          if meets { crossing.formUnion([s.line, t.line]) }
        }
      }
    }
    return crossing
  }
}

/// A heap from which the least element comes first.
struct BinaryHeap<Element> {
  private var elements: [Element] = []
  private let precedes: (Element, Element) -> Bool

  init(by precedes: @escaping (Element, Element) -> Bool) { self.precedes = precedes }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var index = elements.count - 1
    while index > 0, precedes(elements[index], elements[(index - 1) / 2]) {
      elements.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func popLeast() -> Element? {
    guard let least = elements.first, let last = elements.popLast() else { return nil }
    guard !elements.isEmpty else { return least }
    elements[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < elements.count {
        if precedes(elements[child], elements[least]) { least = child }
      }
      if least == index { break }
      elements.swapAt(index, least)
      index = least
    }
    return least
  }
}
