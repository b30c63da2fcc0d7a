/// The connected patches of one label, by the four neighbours of a sample.
///
/// Patches are numbered by their first sample, row by row.
struct GridComponents {
  /// The patch of each sample.
  let components: [Int32]
  /// The first sample of each patch.
  let firstSamples: [Int]
  /// The number of samples of each patch.
  let counts: [Int]
  private let columns: Int

  /// - Complexity: O(*N*) for *N* samples, but for the joining of runs, which is almost that.
  ///
  /// Source: two passes over runs with union-find, as in L. He, Y. Chao and K. Suzuki, "A
  /// run-based two-scan labeling algorithm", IEEE Transactions on Image Processing 17 (2008),
  /// 749-756.
  init(_ labels: [Int], columns: Int) {
    self.columns = columns
    var runs = Runs()
    labels.withUnsafeBufferPointer { labels in
      var above = 0..<0
      for row in 0..<(columns > 0 ? labels.count / columns : 0) {
        let first = runs.starts.count
        var start = row * columns
        let end = start + columns
        while start < end {
          var next = start + 1
          while next < end, labels[next] == labels[start] { next += 1 }
          runs.append(start)
          start = next
        }
        runs.join(first..<runs.starts.count, above, columns: columns, end: end, labels)
        above = first..<runs.starts.count
      }
    }
    // A run's root is the first of its patch, so the patches come in the order of their roots.
    var firstSamples: [Int] = []
    var counts: [Int] = []
    var numbers = Array(repeating: Int32(0), count: runs.starts.count)
    components = Array(unsafeUninitializedCapacity: labels.count) { components, size in
      for run in runs.starts.indices {
        let root = runs.root(of: run)
        if root == run {
          numbers[run] = Int32(counts.count)
          firstSamples.append(runs.starts[run])
          counts.append(0)
        } else {
          numbers[run] = numbers[root]
        }
        let end = run + 1 < runs.starts.count ? runs.starts[run + 1] : labels.count
        counts[Int(numbers[run])] += end - runs.starts[run]
        components[runs.starts[run]..<end].initialize(repeating: numbers[run])
      }
      size = labels.count
    }
    self.firstSamples = firstSamples
    self.counts = counts
  }

  func component(at sample: Int) -> Int { Int(components[sample]) }

  /// The samples of a patch, from its first one outwards.
  ///
  /// - Complexity: O(*n*) for *n* samples of the patch.
  func samples(of component: Int) -> [Int] {
    let number = Int32(component)
    var samples = [firstSamples[component]]
    var seen = Set(samples)
    var next = 0
    while next < samples.count {
      let sample = samples[next]
      next += 1
      func visit(_ other: Int) {
        if components[other] == number, seen.insert(other).inserted { samples.append(other) }
      }
      let column = sample % columns
      if column > 0 { visit(sample - 1) }
      if column < columns - 1 { visit(sample + 1) }
      if sample >= columns { visit(sample - columns) }
      if sample + columns < components.count { visit(sample + columns) }
    }
    return samples
  }
}

/// Stretches of one label within a row, and which belong together.
private struct Runs {
  private(set) var starts: [Int] = []
  private var parents: [Int] = []

  mutating func append(_ start: Int) {
    parents.append(starts.count)
    starts.append(start)
  }

  /// Joins the runs of a row, which ends before `end`, with those of the row below it.
  mutating func join(
    _ row: Range<Int>, _ other: Range<Int>, columns: Int, end: Int,
    _ labels: UnsafeBufferPointer<Int>
  ) {
    var a = row.lowerBound
    var b = other.lowerBound
    while a < row.upperBound, b < other.upperBound {
      if labels[starts[a]] == labels[starts[b]] { join(a, b) }
      let endOfA = a + 1 < row.upperBound ? starts[a + 1] : end
      let endOfB = columns + (b + 1 < other.upperBound ? starts[b + 1] : end - columns)
      if endOfA <= endOfB { a += 1 }
      if endOfB <= endOfA { b += 1 }
    }
  }

  private mutating func join(_ a: Int, _ b: Int) {
    let first = root(of: a)
    let second = root(of: b)
    parents[max(first, second)] = min(first, second)
  }

  mutating func root(of run: Int) -> Int {
    var run = run
    while parents[run] != run {
      parents[run] = parents[parents[run]]
      run = parents[run]
    }
    return run
  }
}
