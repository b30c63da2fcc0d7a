internal import CivilCalendar
internal import NewsIngest
internal import TextAnalysis

/// Which reports are copies, or nearly, of an earlier one.
///
/// Shingles of a few folded words; two reports whose sets have a Jaccard index of the threshold or
/// more have one origin. Source: A. Z. Broder, "On the Resemblance and Containment of Documents"
/// (1997).
struct NearCopies {
  private var origins: [String: String] = [:]

  /// - Complexity: O(*n*²) set comparisons in the worst case, for *n* reports; those whose sizes
  ///   alone rule a copy out, and those without a common shingle, are not compared.
  init(_ codings: [ReportCoding], thresholds: MergingThresholds) {
    let reports = codings.map(\.report).sorted {
      ($0.published?.dayNumber ?? .max, $0.id) < ($1.published?.dayNumber ?? .max, $1.id)
    }
    var sets: [Set<UInt64>] = []
    var holders: [UInt64: [Int]] = [:]
    for (index, report) in reports.enumerated() {
      let shingles = Self.shingles(of: report.text, length: max(1, thresholds.shingleLength))
      // The smallest hashes are a fair sample: near-copies share most of them.
      let sample = shingles.sorted().prefix(16)
      var candidates: Set<Int> = []
      for shingle in sample { candidates.formUnion(holders[shingle] ?? []) }
      let original = candidates.sorted().first {
        Self.similarity(sets[$0], shingles) >= thresholds.nearCopy
      }
      origins[report.id] = original.flatMap { origins[reports[$0].id] } ?? report.id
      for shingle in sample { holders[shingle, default: []].append(index) }
      sets.append(shingles)
    }
  }

  /// The id of the report that this one copies, its own where it copies none.
  func origin(of reportID: String) -> String { origins[reportID] ?? reportID }

  static func shingles(of text: String, length: Int) -> Set<UInt64> {
    let words = TokenizedText(text)
    guard words.tokens.count >= length else {
      var hash = StableHash()
      for token in words.tokens.indices { hash.combine(words.foldedText(token)) }
      return [hash.value]
    }
    var result: Set<UInt64> = []
    for start in 0...(words.tokens.count - length) {
      var hash = StableHash()
      for token in start..<(start + length) { hash.combine(words.foldedText(token)) }
      result.insert(hash.value)
    }
    return result
  }

  static func similarity(_ a: Set<UInt64>, _ b: Set<UInt64>) -> Double {
    let (small, large) = a.count <= b.count ? (a, b) : (b, a)
    guard !large.isEmpty else { return 1 }
    let common = small.reduce(0) { $0 + (large.contains($1) ? 1 : 0) }
    return Double(common) / Double(a.count + b.count - common)
  }
}
