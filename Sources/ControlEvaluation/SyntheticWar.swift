public import CivilCalendar
public import ControlInference
public import SimpleFeatures

/// A war whose truth is known: fronts that move over a plain with real settlements.
///
/// Government and opposition face each other along a wavy line; offensives push it to and fro. A
/// third camp holds a corner, and an enclave falls. docs/accuracy.md describes it.
public struct SyntheticWar: Sendable {
  public static let sides = ["government", "opposition", "sdf"]
  public static let camps = Camps(["government": "government", "opposition": "opposition"])

  /// The settlements in the order of their ids.
  public let places: [ControlPlace]
  public let grid: SampleGrid
  public let span: DateSpan
  private let center: ProjectedPoint
  private let half: Double
  private let waves: [(amplitude: Double, frequency: Double, phase: Double)]
  private let offensives: [Offensive]
  private let enclave: (center: ProjectedPoint, radius: Double, falls: Int)

  private struct Offensive {
    /// Where along the mean line, and how wide, in metres.
    var along: Double
    var width: Double
    /// How far the line goes over, in metres; positive for ground that the government gains.
    var gain: Double
    /// The first day, counted from the war's, and how many days it takes.
    var start: Int
    var days: Int
  }

  /// - Parameters:
  ///   - places: Settlements of a gazetteer on the plane.
  ///   - days: The length of the war.
  /// - Precondition: There are places, on a ground that a grid of 500 m can hold.
  public init(places: [ControlPlace], seed: Int, days: Int = 120) {
    precondition(!places.isEmpty && days > 1)
    guard let box = BoundingBox(places.map(\.point)),
      let grid = SampleGrid(covering: box, cellSize: 500)
    else { preconditionFailure("the places lie on no ground that a grid can hold") }
    self.places = places.sorted { $0.id < $1.id }
    self.grid = grid
    let first = CivilDate(dayNumber: 0)
    span = DateSpan(first, first + (days - 1))
    center = box.center
    let half = min(box.width, box.height) / 2
    self.half = half
    var random = SeededRandom(seed: seed)
    waves = (1...7).map { number in
      let order = Double(number)
      return (
        0.16 * half / order * random.uniform(0.5...1), order / (3 * half),
        random.uniform(0...(2 * .pi))
      )
    }
    offensives = (0..<8).map { _ in
      Offensive(
        along: random.uniform(-0.9...0.9) * half, width: random.uniform(0.1...0.3) * half,
        gain: random.uniform(0.12...0.4) * half * (random.happens(0.5) ? 1 : -1),
        start: Int(random.uniform(3...(Double(days) * 0.85))), days: Int(random.uniform(4...20)))
    }
    enclave = (
      ProjectedPoint(
        easting: box.center.x - random.uniform(0.55...0.75) * half,
        northing: box.center.y + random.uniform(-0.5...0.2) * half),
      random.uniform(0.08...0.13) * half, Int(Double(days) * random.uniform(0.4...0.7))
    )
  }

  /// How far `point` lies on the government's side of the front on a day, in metres; below 0 on the
  /// other side. The third camp's ground is left out of account.
  private func depth(at point: ProjectedPoint, on day: Int) -> Double {
    let along = point.y - center.y
    var depth = point.x - center.x
    for wave in waves {
      depth += wave.amplitude * (2 * .pi * wave.frequency * along + wave.phase).sine
    }
    for offensive in offensives where day >= offensive.start {
      let done = min(1, Double(day - offensive.start + 1) / Double(offensive.days))
      let offset = (along - offensive.along) / offensive.width
      depth += offensive.gain * done * (-offset * offset / 2).exponential
    }
    return depth
  }

  /// The number of the side that holds `point` on `date`.
  public func holder(at point: ProjectedPoint, on date: CivilDate) -> Int {
    let day = date - span.first
    let corner = ProjectedPoint(easting: center.x + half, northing: center.y + half)
    let wiggle = 0.06 * half * ((point.y - point.x) / half * 5).sine
    if point.distance(to: corner) + wiggle < 0.55 * half { return 2 }
    if day < enclave.falls, point.distance(to: enclave.center) < enclave.radius { return 0 }
    return depth(at: point, on: day) > 0 ? 0 : 1
  }

  /// Whether the front of `date` runs within `distance` metres of a place.
  func isNearFront(_ point: ProjectedPoint, on date: CivilDate, within distance: Double) -> Bool {
    let own = holder(at: point, on: date)
    return [(1.0, 0.0), (-1, 0), (0, 1), (0, -1)].contains { x, y in
      holder(
        at: ProjectedPoint(easting: point.x + x * distance, northing: point.y + y * distance),
        on: date) != own
    }
  }

  /// The true holder at each sample on `date`.
  public func labels(on date: CivilDate) -> [Int] {
    (0..<grid.count).map { sample in
      holder(
        at: grid.point(column: sample % grid.columns, row: sample / grid.columns), on: date)
    }
  }

  /// The true holder of each place on `date`.
  public func placeHolders(on date: CivilDate) -> [Int] {
    places.map { holder(at: $0.point, on: date) }
  }
}
