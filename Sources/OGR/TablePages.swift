/// Fills an empty table of a database with rows in the order of their keys, page by page: SQLite's own
/// way, through its statements, takes several times as long.
///
/// Source: "Database File Format" (sqlite.org/fileformat2.html), section 1.6, B-tree pages.
struct TablePages {
  private let root: Int
  private var leaf: PageInMaking
  /// The pages of the leaves, with the last key of each.
  private var leaves: [(page: Int, key: Int64)] = []
  private var lastKey: Int64 = 0
  private var payload: [UInt8] = []

  /// - Parameter root: The number of the table's page, which is empty.
  init(root: Int, in pages: DatabasePages) {
    self.root = root
    leaf = PageInMaking(kind: .tableLeaf, size: pages.size)
  }

  /// Appends a row.
  ///
  /// - Parameters:
  ///   - key: Greater than those before.
  ///   - head: The types of the values.
  ///   - body: The values.
  mutating func append(
    _ key: Int64, _ head: some Collection<UInt8>, _ body: some Collection<UInt8>,
    to pages: DatabasePages
  ) throws(OGRError) {
    precondition(key > lastKey || leaves.isEmpty && leaf.count == 0)
    payload.removeAll(keepingCapacity: true)
    appendRecordHead(head, to: &payload)
    payload.append(contentsOf: body)
    let local = Self.localSize(payload.count, page: pages.size, isIndex: false)
    var overflow: Int?
    if local < payload.count { overflow = try appendOverflow(from: local, to: pages) }
    let size =
      variableLengthSize(UInt64(payload.count)) + variableLengthSize(UInt64(bitPattern: key))
      + local + (overflow == nil ? 0 : 4)
    if !leaf.fits(size) { try finishLeaf(pages) }
    leaf.append { cell in
      appendVariableLength(UInt64(payload.count), to: &cell)
      appendVariableLength(UInt64(bitPattern: key), to: &cell)
      cell.append(contentsOf: payload[..<local])
      if let overflow { appendBigEndian(UInt32(overflow), to: &cell) }
    }
    lastKey = key
  }

  /// Makes the pages above those of the rows.
  mutating func finish(_ pages: DatabasePages) throws(OGRError) {
    if leaves.isEmpty { return try pages.replace(root, with: leaf.bytes()) }
    try finishLeaf(pages)
    // A cell has the number of a page and a key, and two bytes elsewhere tell where it is.
    let capacity = (pages.size - 12) / (4 + 9 + 2)
    var level = leaves
    while true {
      let groups = (level.count + capacity - 1) / capacity
      var above: [(page: Int, key: Int64)] = []
      for group in 0..<groups {
        // All about as full, so that none has a single child.
        let children = level[
          group * level.count / groups..<(group + 1) * level.count / groups]
        var page = PageInMaking(kind: .tableInterior, size: pages.size)
        for child in children.dropLast() {
          page.append { cell in
            appendBigEndian(UInt32(child.page), to: &cell)
            appendVariableLength(UInt64(bitPattern: child.key), to: &cell)
          }
        }
        guard let last = children.last else { continue }
        let bytes = page.bytes(rightChild: last.page)
        if groups == 1 { return try pages.replace(root, with: bytes) }
        above.append((try pages.append(bytes), last.key))
      }
      level = above
    }
  }

  private mutating func finishLeaf(_ pages: DatabasePages) throws(OGRError) {
    leaves.append((try pages.append(leaf.bytes()), lastKey))
    leaf.removeAll()
  }

  /// The part of a payload that stays on its page.
  static func localSize(_ count: Int, page: Int, isIndex: Bool) -> Int {
    let most = isIndex ? (page - 12) * 64 / 255 - 23 : page - 35
    if count <= most { return count }
    let least = (page - 12) * 32 / 255 - 23
    let rest = least + (count - least) % (page - 4)
    return rest <= most ? rest : least
  }

  /// Writes what of the payload lies behind `start` to pages of its own, and returns the first.
  private func appendOverflow(from start: Int, to pages: DatabasePages) throws(OGRError) -> Int {
    let first = pages.nextNumber
    var start = start
    while start < payload.count {
      let end = min(payload.count, start + pages.size - 4)
      // The next one follows; the page of SQLite's lock may lie between.
      var page: [UInt8] = []
      page.reserveCapacity(pages.size)
      appendBigEndian(
        UInt32(end < payload.count ? pages.number(after: pages.nextNumber) : 0), to: &page)
      page.append(contentsOf: payload[start..<end])
      page.append(contentsOf: repeatElement(0, count: pages.size - page.count))
      _ = try pages.append(page)
      start = end
    }
    return first
  }
}

/// A page of a B-tree while cells are put into it, from its end.
struct PageInMaking {
  enum Kind: UInt8 {
    case tableInterior = 5
    case tableLeaf = 13
    case indexInterior = 2
    case indexLeaf = 10

    var headSize: Int { self == .tableLeaf || self == .indexLeaf ? 8 : 12 }
  }

  private let kind: Kind
  private let size: Int
  private var cells: [UInt8] = []
  private var ends: [Int] = []

  init(kind: Kind, size: Int) {
    self.kind = kind
    self.size = size
    cells.reserveCapacity(size)
  }

  var count: Int { ends.count }

  /// Whether there is room for a cell of this size.
  func fits(_ count: Int) -> Bool {
    kind.headSize + 2 * (ends.count + 1) + cells.count + count <= size
  }

  mutating func append(_ write: (inout [UInt8]) -> Void) {
    write(&cells)
    ends.append(cells.count)
  }

  mutating func removeLast() {
    ends.removeLast()
    cells.removeLast(cells.count - (ends.last ?? 0))
  }

  mutating func removeAll() {
    cells.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// The page; its cells lie at its end in their order.
  func bytes(rightChild: Int? = nil) -> [UInt8] {
    var page: [UInt8] = []
    page.reserveCapacity(size)
    let start = size - cells.count
    page.append(kind.rawValue)
    appendBigEndian(UInt16(0), to: &page)
    appendBigEndian(UInt16(ends.count), to: &page)
    // 65,536 is written as 0.
    appendBigEndian(UInt16(truncatingIfNeeded: start), to: &page)
    page.append(0)
    if let rightChild { appendBigEndian(UInt32(rightChild), to: &page) }
    var cell = start
    for end in ends {
      appendBigEndian(UInt16(truncatingIfNeeded: cell), to: &page)
      cell = start + end
    }
    page.append(contentsOf: repeatElement(0, count: start - page.count))
    page.append(contentsOf: cells)
    return page
  }
}

/// Appends what stands before the values of a record: its own length, then the values' types.
func appendRecordHead(_ types: some Collection<UInt8>, to bytes: inout [UInt8]) {
  let count = types.count
  // The length counts itself.
  let size = count + 1 < 0x80 ? 1 : count + 2 < 0x4000 ? 2 : 3
  appendVariableLength(UInt64(count + size), to: &bytes)
  bytes.append(contentsOf: types)
}

/// The bytes that ``appendVariableLength(_:to:)`` appends.
func variableLengthSize(_ number: UInt64) -> Int {
  number >> 56 > 0 ? 9 : max(1, (64 - number.leadingZeroBitCount + 6) / 7)
}
