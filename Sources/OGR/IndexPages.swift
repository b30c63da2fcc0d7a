/// Fills an empty index of a database with entries in their order, page by page.
///
/// Source: "Database File Format" (sqlite.org/fileformat2.html), section 1.6, B-tree pages: an entry
/// stands once, either in a leaf or between two pages in the one above them.
enum IndexPages {
  /// - Parameters:
  ///   - root: The number of the index's page, which is empty.
  ///   - count: How many entries there are.
  ///   - entry: Puts the record of an entry, which has no more than 200 bytes, in place of another one.
  static func write(
    root: Int, count: Int, to pages: DatabasePages, _ entry: (Int, inout [UInt8]) -> Void
  ) throws(OGRError) {
    var leaf = PageInMaking(kind: .indexLeaf, size: pages.size)
    var children: [Int] = []
    /// What stands behind each child but the last.
    var dividers: [[UInt8]] = []
    var longest = 0
    var record: [UInt8] = []
    var before: [UInt8] = []
    for index in 0..<count {
      swap(&record, &before)
      entry(index, &record)
      precondition(record.count <= 200)
      longest = max(longest, record.count)
      let size = variableLengthSize(UInt64(record.count)) + record.count
      if !leaf.fits(size) {
        // A leaf needs an entry: the last of all does not stand above an empty one.
        let isLast = index == count - 1
        if isLast { leaf.removeLast() }
        children.append(try pages.append(leaf.bytes()))
        dividers.append(isLast ? before : record)
        leaf.removeAll()
        if !isLast { continue }
      }
      leaf.append { appendRecord(record, to: &$0) }
    }
    if children.isEmpty { return try pages.replace(root, with: leaf.bytes()) }
    children.append(try pages.append(leaf.bytes()))
    // The number of a page, the length, and two bytes elsewhere that tell where the cell is.
    let capacity = (pages.size - 12) / (4 + 2 + longest + 2) + 1
    while true {
      let groups = (children.count + capacity - 1) / capacity
      var above: (children: [Int], dividers: [[UInt8]]) = ([], [])
      for group in 0..<groups {
        let (first, end) = (
          group * children.count / groups, (group + 1) * children.count / groups
        )
        var page = PageInMaking(kind: .indexInterior, size: pages.size)
        for child in first..<end - 1 {
          page.append { cell in
            appendBigEndian(UInt32(children[child]), to: &cell)
            appendRecord(dividers[child], to: &cell)
          }
        }
        let bytes = page.bytes(rightChild: children[end - 1])
        if groups == 1 { return try pages.replace(root, with: bytes) }
        above.children.append(try pages.append(bytes))
        if group < groups - 1 { above.dividers.append(dividers[end - 1]) }
      }
      (children, dividers) = above
    }
  }

  private static func appendRecord(_ record: [UInt8], to cell: inout [UInt8]) {
    appendVariableLength(UInt64(record.count), to: &cell)
    cell.append(contentsOf: record)
  }
}

/// An index over the first and the last day of rows.
public struct SpanIndex: Sendable {
  public var name: String
  /// Fields of the type `date`, or of `dateTime` with the first and the last second of the days.
  public var start: String
  public var end: String

  public init(name: String, start: String, end: String) {
    self.name = name
    self.start = start
    self.end = end
  }
}
