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
    let wanted = skeleton.prefix(Self.longestSkeleton)
    guard wanted.count >= 2, labels.count > 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 256) { positions in
      positions.initialize(repeating: 0)
      for (position, sound) in wanted.enumerated() { positions[Int(sound)] |= 1 << position }
      let query = NearQuery(positions: positions, length: wanted.count)
      visit(0, depth: 0, query.start, query, body)
    }
  }

  private static let leastLengthOfTwo = 7

  /// Which beginnings of the wanted skeleton the sounds so far are, with no, one or two edits: bit
  /// *n* stands for the first *n* sounds.
  private struct Edits {
    var none: UInt64
    var one: UInt64
    var two: UInt64
  }

  /// A wanted skeleton as the bit-parallel automaton of S. Wu and U. Manber ("Fast text searching
  /// allowing errors", Communications of the ACM 35 (10), 1992) over whole words.
  private struct NearQuery {
    /// For each sound a bit for each position where the skeleton has it.
    let positions: UnsafeMutableBufferPointer<UInt64>
    let length: Int

    var allowsTwo: Bool { length >= SoundTree.leastLengthOfTwo }
    /// Sounds left out at the beginning are edits, too.
    var start: Edits { Edits(none: 1, one: 3, two: allowsTwo ? 7 : 0) }

    @inline(__always)
    func after(_ sound: UInt8, _ edits: Edits) -> Edits {
      let same = positions[Int(sound)]
      let none = (edits.none & same) << 1
      // Equal, or one sound more, another, or one less.
      let one =
        (edits.one & same) << 1 | edits.none | edits.none << 1 | none << 1
      let two =
        allowsTwo ? (edits.two & same) << 1 | edits.one | edits.one << 1 | one << 1 : 0
      return Edits(none: none, one: one, two: two)
    }
  }

  private func visit(
    _ node: Int, depth: Int, _ edits: Edits, _ query: NearQuery,
    _ body: (UnsafeBufferPointer<UInt32>) -> Void
  ) {
    let whole: UInt64 = 1 << query.length
    // Bits beyond the whole stand for nothing.
    let all = whole | (whole - 1)
    var child = node + 1
    let end = Int(ends[node])
    while child < end {
      let next = query.after(labels[child], edits)
      if (next.one | next.two) & all != 0 {
        let isNear =
          next.one & whole != 0
          || next.two & whole != 0 && depth + 1 >= Self.leastLengthOfTwo
        if isNear, next.none & whole == 0, depth >= 1 {
          let forms = forms(at: child)
          if !forms.isEmpty { body(forms) }
        }
        visit(child, depth: depth + 1, next, query, body)
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
