internal import ControlInference
internal import SimpleFeatures

/// Ground whose true holders are made up, of the kinds that fronts are of: 120 by 120 km.
public enum MadeUpGround: String, CaseIterable, Sendable {
  /// Two sides along a straight line.
  case straight
  /// Two sides along a line that winds, as on a plain.
  case winding
  /// Two sides along a line that winds at every scale, as in hills.
  case fractal
  /// As `winding`, with six enclaves of 4 to 9 km across the line or in depth.
  case enclaves
  /// Four sides in smooth patches, each an enemy of all others.
  case patches
  /// Four sides in patches that wind at every scale.
  case fractalPatches = "fractal patches"

  private static let length = 120_000.0

  /// - Parameter cellSize: The distance between samples in metres.
  /// - Precondition: `cellSize` is at least 1 m and at most the ground's length.
  public func truth(seed: Int, cellSize: Double = 500) -> TruthGround {
    let box = BoundingBox<ProjectedPoint>(
      minX: 0, minY: 0, maxX: Self.length, maxY: Self.length)
    guard let grid = SampleGrid(covering: box, cellSize: cellSize) else {
      preconditionFailure("a cell of \(cellSize) m does not fit")
    }
    var random = SeededRandom(seed: seed)
    let middle = Self.length / 2
    let slope = random.uniform(-0.5...0.5)
    let enclaves = (0..<6).map { _ in
      (
        center: ProjectedPoint(
          easting: random.uniform(10_000...(Self.length - 10_000)),
          northing: random.uniform(10_000...(Self.length - 10_000))),
        radius: random.uniform(4000...9000)
      )
    }
    let isRough = self == .fractal || self == .fractalPatches
    let fields = (0..<4).map { _ in Noise(seed: random.next(), gain: isRough ? 0.65 : 0.35) }
    func label(_ p: ProjectedPoint) -> Int {
      let depth = p.x - middle + slope * (p.y - middle)
      switch self {
      case .straight: return depth > 0 ? 1 : 0
      case .winding, .fractal: return depth + 20_000 * fields[0].value(at: p) > 0 ? 1 : 0
      case .enclaves:
        let own = depth + 20_000 * fields[0].value(at: p) > 0 ? 1 : 0
        return enclaves.contains { p.distance(to: $0.center) < $0.radius } ? 1 - own : own
      case .patches, .fractalPatches:
        let values = fields.map { $0.value(at: p) }
        return values.indices.max { values[$0] < values[$1] } ?? 0
      }
    }
    let labels = (0..<grid.count).map { sample in
      label(grid.point(column: sample % grid.columns, row: sample / grid.columns))
    }
    return TruthGround(
      grid: grid, sides: Array(["a", "b", "c", "d"].prefix((labels.max() ?? 0) + 1)),
      labels: labels)
  }

  /// Smoothed random numbers on lattices, each half as wide as the one before.
  ///
  /// Source: K. Perlin, "An Image Synthesizer", SIGGRAPH 1985, with values in place of gradients.
  private struct Noise {
    let seed: UInt64
    /// What an octave counts beside the one before: near 1 the sum is rough.
    let gain: Double
    private let width = 40_000.0
    private let octaves = 7

    init(seed: UInt64, gain: Double) {
      self.seed = seed
      self.gain = gain
    }

    /// A number between about -1 and 1.
    func value(at point: ProjectedPoint) -> Double {
      var sum = 0.0
      var weight = 1.0
      var total = 0.0
      var width = width
      for octave in 0..<octaves {
        sum += weight * smooth(point.x / width, point.y / width, octave)
        total += weight
        weight *= gain
        width /= 2
      }
      return sum / total
    }

    private func smooth(_ x: Double, _ y: Double, _ octave: Int) -> Double {
      let column = x.rounded(.down)
      let row = y.rounded(.down)
      func ease(_ t: Double) -> Double { t * t * (3 - 2 * t) }
      let u = ease(x - column)
      let v = ease(y - row)
      func corner(_ right: Double, _ up: Double) -> Double {
        lattice(Int(column + right), Int(row + up), octave)
      }
      let south = corner(0, 0) * (1 - u) + corner(1, 0) * u
      let north = corner(0, 1) * (1 - u) + corner(1, 1) * u
      return south * (1 - v) + north * v
    }

    private func lattice(_ column: Int, _ row: Int, _ octave: Int) -> Double {
      var random = SeededRandom(
        seed: Int(truncatingIfNeeded: seed) &+ column &* 73_856_093 &+ row &* 19_349_663
          &+ octave &* 83_492_791)
      return random.uniform(-1...1)
    }
  }
}
