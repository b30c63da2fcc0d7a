/// What decisions make of a set of claims: which belong together, and which must not.
///
/// Of two decisions on one pair the later holds. Belonging together is transitive, so decisions can
/// contradict each other through third claims; then the later holds as well: decisions are taken in
/// from the last to the first, and a pair of an earlier one that no longer fits is passed over.
struct ClaimBonds {
  /// The claims of each index that belong together, sorted; only those with more than one.
  private(set) var components: [[Int]] = []
  private(set) var problems: [MergeDecisions.Problem] = []
  private var roots: [Int]
  /// Pairs of roots that are apart, both ways.
  private var apart: [Int: Set<Int>] = [:]

  /// - Parameter ids: The claims' ids, in an order that does not depend on their reports'.
  init(_ decisions: MergeDecisions, among ids: [String]) {
    roots = Array(ids.indices)
    guard !decisions.decisions.isEmpty else { return }
    var indices: [String: [Int]] = [:]
    for (index, id) in ids.enumerated() { indices[id, default: []].append(index) }
    var spoken: Set<Pair> = []
    for decision in decisions.decisions.reversed() {
      let missing = (decision.claims + decision.others).filter { indices[$0] == nil }
      if !missing.isEmpty { tellStale(decision, missing, indices) }
      var isContradicted = false
      for a in decision.claims.flatMap({ indices[$0] ?? [] }) {
        for b in decision.others.flatMap({ indices[$0] ?? [] })
        where a != b && spoken.insert(Pair(min(a, b), max(a, b))).inserted {
          let fits = decision.action == .together ? join(a, b) : part(a, b)
          isContradicted = isContradicted || !fits
        }
      }
      if isContradicted {
        problems.append(
          .init(
            number: decision.number,
            reason: "a later decision says otherwise of some of its claims; the later one holds"))
      }
    }
    problems.sort { $0.number < $1.number }
    var members: [Int: [Int]] = [:]
    for index in ids.indices { members[root(of: index), default: []].append(index) }
    components = members.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// A later decision on the very pair undoes an earlier one, which is no contradiction.
  private struct Pair: Hashable {
    var first: Int
    var second: Int
    init(_ first: Int, _ second: Int) { (self.first, self.second) = (first, second) }
  }

  /// Whether a decision keeps two claims apart.
  func areApart(_ a: Int, _ b: Int) -> Bool {
    guard !apart.isEmpty else { return false }
    return apart[root(of: a)]?.contains(root(of: b)) ?? false
  }

  private func root(of index: Int) -> Int {
    var index = index
    while roots[index] != index { index = roots[index] }
    return index
  }

  private mutating func join(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (root(of: a), root(of: b))
    if x == y { return true }
    if apart[x]?.contains(y) ?? false { return false }
    let (kept, gone) = (min(x, y), max(x, y))
    roots[gone] = kept
    for other in apart.removeValue(forKey: gone) ?? [] {
      apart[other]?.remove(gone)
      apart[other]?.insert(kept)
      apart[kept, default: []].insert(other)
    }
    return true
  }

  private mutating func part(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (root(of: a), root(of: b))
    if x == y { return false }
    apart[x, default: []].insert(y)
    apart[y, default: []].insert(x)
    return true
  }

  private mutating func tellStale(
    _ decision: MergeDecisions.Decision, _ missing: [String], _ indices: [String: [Int]]
  ) {
    let isWhollyGone =
      !decision.claims.contains { indices[$0] != nil }
      || !decision.others.contains { indices[$0] != nil }
    let first = missing[0]
    let more = missing.count > 1 ? " and \(missing.count - 1) more" : ""
    problems.append(
      .init(
        number: decision.number,
        reason: "no claim \(first)\(more) any more; "
          + (isWhollyGone ? "the decision has no effect" : "the rest is followed")))
  }
}
