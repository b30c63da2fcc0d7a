/// The skeletons of all names as a tree, so that those near a given one are found without asking
/// each.
///
/// Nodes are in the order of a walk that visits a node before its children: the first child of a
/// node follows it, its next sibling follows its last descendant. The names of a node are a run of
/// `postings`, which are in the order of the skeletons.
struct SoundTree {
  private let labels: IndexColumn<UInt8>
  /// For each node the index after its last descendant.
  private let ends: IndexColumn<UInt32>
  /// For each node the index of its first name; one more at the end.
  private let starts: IndexColumn<UInt32>
  /// Indices of forms.
  private let postings: IndexColumn<UInt32>

  /// Longer skeletons are cut: nobody types a name of sixty consonants.
  static let longestSkeleton = 60

  init(_ sections: [UnsafeRawBufferPointer]) {
    labels = IndexColumn(sections[IndexFile.Section.nodeLabels.rawValue])
    ends = IndexColumn(sections[IndexFile.Section.nodeEnds.rawValue])
    starts = IndexColumn(sections[IndexFile.Section.nodePostings.rawValue])
    postings = IndexColumn(sections[IndexFile.Section.postings.rawValue])
  }

  /// The forms with just this skeleton.
  func forms(of skeleton: [UInt8]) -> UnsafeBufferPointer<UInt32> {
    var node = 0
    for sound in skeleton.prefix(Self.longestSkeleton) {
      guard let child = child(of: node, sound) else { return postings.slice(0..<0) }
      node = child
    }
    return skeleton.isEmpty || labels.count == 0 ? postings.slice(0..<0) : forms(at: node)
  }

  private func child(of node: Int, _ sound: UInt8) -> Int? {
    guard labels.count > 0 else { return nil }
    var child = node + 1
    let end = Int(ends[node])
    while child < end {
      let label = labels[child]
      if label == sound { return child }
      // Siblings are in the order of their sounds.
      if label > sound { return nil }
      child = Int(ends[child])
    }
    return nil
  }

  private func forms(at node: Int) -> UnsafeBufferPointer<UInt32> {
    postings.slice(Int(starts[node])..<Int(starts[node + 1]))
  }

  /// Calls `body` with the forms of each skeleton that differs from `skeleton` by one sound, or by
  /// two where both have seven or more; short ones must be equal, or every name would be near every
  /// other.
  func forEachNear(_ skeleton: [UInt8], _ body: (UnsafeBufferPointer<UInt32>) -> Void) {
    let wanted = Array(skeleton.prefix(Self.longestSkeleton))
    guard wanted.count >= 2, labels.count > 0 else { return }
    let most = wanted.count >= Self.leastLengthOfTwo ? 2 : 1
    let width = wanted.count + 1
    let depths = wanted.count + most + 1
    wanted.withUnsafeBufferPointer { wanted in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: width * (depths + 1)) { rows in
        rows.initialize(repeating: 0)
        for column in 0..<width { rows[column] = UInt8(column) }
        visit(0, depth: 0, wanted, rows, most: most, body)
      }
    }
  }

  private static let leastLengthOfTwo = 7

  /// Visits the children of `node`: `rows[depth]` holds the edit distances (Levenshtein's) of the
  /// sounds on the way to `node` to each beginning of `wanted`.
  private func visit(
    _ node: Int, depth: Int, _ wanted: UnsafeBufferPointer<UInt8>,
    _ rows: UnsafeMutableBufferPointer<UInt8>, most: Int,
    _ body: (UnsafeBufferPointer<UInt32>) -> Void
  ) {
    let width = wanted.count + 1
    guard depth < wanted.count + most else { return }
    let above = depth * width
    let own = above + width
    var child = node + 1
    let end = Int(ends[node])
    while child < end {
      let label = labels[child]
      // Beyond this band of columns the distance is more than `most` anyway.
      let first = max(0, depth + 1 - most)
      let last = min(wanted.count, depth + 1 + most)
      var least = UInt8.max
      if first == 0 {
        rows[own] = UInt8(depth + 1)
        least = rows[own]
      } else {
        rows[own + first - 1] = UInt8.max - 1
      }
      for column in max(1, first)...last {
        let substitution = rows[above + column - 1] &+ (wanted[column - 1] == label ? 0 : 1)
        // The row above ends one column earlier.
        let deletion = column == depth + 1 + most ? UInt8.max - 1 : rows[above + column] + 1
        let cost = min(substitution, deletion, rows[own + column - 1] + 1)
        rows[own + column] = cost
        least = min(least, cost)
      }
      if Int(least) <= most {
        if last == wanted.count {
          let distance = Int(rows[own + wanted.count])
          let allowed = min(depth + 1, wanted.count) >= Self.leastLengthOfTwo ? 2 : 1
          if distance > 0, distance <= allowed, depth >= 1 {
            let forms = forms(at: child)
            if !forms.isEmpty { body(forms) }
          }
        }
        visit(child, depth: depth + 1, wanted, rows, most: most, body)
      }
      child = Int(ends[child])
    }
  }

  // MARK: Writing

  /// The sections of the tree of `skeletons`, one a form in the forms' order.
  static func sections(_ skeletons: [[UInt8]]) -> [IndexFile.Section: [UInt8]] {
    let order = skeletons.indices.filter { !skeletons[$0].isEmpty }.sorted { a, b in
      if skeletons[a] == skeletons[b] { return a < b }
      return skeletons[a].lexicographicallyPrecedes(skeletons[b])
    }
    var labels: [UInt8] = [0]
    var ends: [UInt32] = [0]
    var starts: [UInt32] = [0]
    var postings: [UInt8] = []
    // The nodes on the way to the skeleton at hand.
    var path = [0]
    var before: ArraySlice<UInt8> = []
    for (position, form) in order.enumerated() {
      let skeleton = skeletons[form].prefix(longestSkeleton)
      let common = zip(before, skeleton).prefix { $0 == $1 }.count
      while path.count > common + 1 { ends[path.removeLast()] = UInt32(labels.count) }
      for sound in skeleton.dropFirst(common) {
        path.append(labels.count)
        labels.append(sound)
        ends.append(0)
        starts.append(UInt32(position))
      }
      before = skeleton
      IndexFile.append(UInt32(form), to: &postings)
    }
    while let node = path.popLast() { ends[node] = UInt32(labels.count) }
    starts.append(UInt32(order.count))
    func bytes(_ values: [UInt32]) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(values.count * 4)
      for value in values { IndexFile.append(value, to: &bytes) }
      return bytes
    }
    return [
      .nodeLabels: labels, .nodeEnds: bytes(ends), .nodePostings: bytes(starts),
      .postings: postings,
    ]
  }
}
