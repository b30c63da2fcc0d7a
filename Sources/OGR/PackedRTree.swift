internal import SimpleFeatures

/// A spatial index of a GeoPackage, packed at once: SQLite's own way, box by box, takes ten times as
/// long, and GDAL 3.6 cannot go it for 100,000 rows and more within our transaction.
///
/// Boxes are sorted along a Hilbert curve and cut in nodes that are full; the boxes of those are the
/// next level, until one node is left. Source: I. Kamel, C. Faloutsos, "Hilbert R-tree: An Improved
/// R-tree using Fractals" (VLDB 1994), its packing; nodes as in SQLite's `ext/rtree/rtree.c`.
struct PackedRTree {
  /// A box with its row, or with its node in the levels above the rows.
  private struct Entry {
    var id: UInt32
    var minX: Float
    var maxX: Float
    var minY: Float
    var maxY: Float
    var key: UInt32
  }

  private var entries: [Entry] = []

  /// - Parameter id: The row's number, below 2^32: the entries of a million rows should be small.
  mutating func insert(_ id: Int64, _ box: BoundingBox<GeographicPoint>) {
    // The degrees of the globe in steps of a 65,536th.
    func cell(_ degrees: Double, _ range: Double) -> UInt32 {
      UInt32(max(0, min(65_535, (degrees + range / 2) / range * 65_536)))
    }
    let center = box.center
    entries.append(
      Entry(
        id: UInt32(truncatingIfNeeded: id), minX: Self.down(box.minX), maxX: Self.up(box.maxX),
        minY: Self.down(box.minY),
        maxY: Self.up(box.maxY), key: Self.hilbert(cell(center.x, 360), cell(center.y, 180))))
  }

  /// The statements that keep the index of the geometry column `geometry` of `table` up to date.
  ///
  /// Source: GeoPackage 1.2, annex F.3.
  ///
  /// - Parameter key: The column of the rows' numbers.
  static func triggers(table: String, geometry: String, key: String) -> [String] {
    let name = "rtree_\(table)_\(geometry)"
    let (table, column, fid) = (sqlName(table), sqlName(geometry), sqlName(key))
    let index = sqlName(name)
    func insertion(_ row: String) -> String {
      "INSERT OR REPLACE INTO \(index) VALUES (\(row).\(fid), ST_MinX(\(row).\(column)), "
        + "ST_MaxX(\(row).\(column)), ST_MinY(\(row).\(column)), ST_MaxY(\(row).\(column)));"
    }
    let there = "(NEW.\(column) NOTNULL AND NOT ST_IsEmpty(NEW.\(column)))"
    let gone = "(NEW.\(column) ISNULL OR ST_IsEmpty(NEW.\(column)))"
    let removal = "DELETE FROM \(index) WHERE id = OLD.\(fid);"
    return [
      ("insert", "AFTER INSERT ON \(table) WHEN \(there)", insertion("NEW")),
      (
        "update1",
        "AFTER UPDATE OF \(column) ON \(table) WHEN OLD.\(fid) = NEW.\(fid) AND \(there)",
        insertion("NEW")
      ),
      (
        "update2",
        "AFTER UPDATE OF \(column) ON \(table) WHEN OLD.\(fid) = NEW.\(fid) AND \(gone)", removal
      ),
      (
        "update3", "AFTER UPDATE ON \(table) WHEN OLD.\(fid) != NEW.\(fid) AND \(there)",
        removal + " " + insertion("NEW")
      ),
      (
        "update4", "AFTER UPDATE ON \(table) WHEN OLD.\(fid) != NEW.\(fid) AND \(gone)",
        "DELETE FROM \(index) WHERE id IN (OLD.\(fid), NEW.\(fid));"
      ),
      ("delete", "AFTER DELETE ON \(table) WHEN OLD.\(column) NOT NULL", removal),
    ].map { ending, condition, action in
      "CREATE TRIGGER \(sqlName("\(name)_\(ending)")) \(condition) BEGIN \(action) END"
    }
  }

  /// The pages of the three tables that an R-tree is kept in.
  struct Roots {
    /// Nodes by their number.
    var nodes: Int
    /// The leaf of each row.
    var rows: Int
    /// The node above each.
    var parents: Int
    /// The bytes of a node, as SQLite has chosen them for the file's pages.
    var nodeSize: Int
  }

  /// Fills an index that has no row yet.
  mutating func write(_ roots: Roots, to pages: DatabasePages) throws(OGRError) {
    guard !entries.isEmpty else { return }
    let capacity = (roots.nodeSize - 4) / 24
    // Held once, and sorted in place.
    var rows = entries
    entries = []
    rows.sort { ($0.key, $0.id) < ($1.key, $1.id) }
    // Nodes are numbered level by level from the rows up; the root is 1 and stands first.
    var levels = [rows]
    var firsts: [UInt32] = []
    var next: UInt32 = 2
    while let below = levels.last, below.count > capacity {
      firsts.append(next)
      let groups = Self.groups(of: below.count, capacity)
      levels.append(
        groups.enumerated().map { index, group in
          Self.union(below[group], id: next + UInt32(index))
        })
      next += UInt32(groups.count)
    }
    var nodes = TablePages(root: roots.nodes, in: pages)
    func append(
      _ group: ArraySlice<Entry>, depth: Int, as number: UInt32
    ) throws(OGRError) {
      let node = Self.node(group, depth: depth, size: roots.nodeSize)
      var head: [UInt8] = [0]
      appendVariableLength(UInt64(node.count * 2 + 12), to: &head)
      try nodes.append(Int64(number), head, node, to: pages)
    }
    try append(levels[levels.count - 1][...], depth: levels.count - 1, as: 1)
    var parents: [UInt32] = []
    var leaves = [UInt32](repeating: 0, count: Int(rows.map(\.id).max() ?? 0) + 1)
    for (depth, level) in levels.enumerated() {
      let isTop = depth == levels.count - 1
      for (index, group) in Self.groups(of: level.count, capacity).enumerated() {
        let number = isTop ? 1 : firsts[depth] + UInt32(index)
        if !isTop { try append(level[group], depth: 0, as: number) }
        if depth == 0 {
          for entry in level[group] { leaves[Int(entry.id)] = number }
        } else {
          parents.append(contentsOf: repeatElement(number, count: group.count))
        }
      }
    }
    try nodes.finish(pages)
    try Self.write(leaves.enumerated().lazy.filter { $1 > 0 }, root: roots.rows, to: pages)
    // The first node below the root is 2.
    try Self.write(
      parents.enumerated().lazy.map { ($0 + 2, $1) }, root: roots.parents, to: pages)
  }

  /// Fills a table of a key and a number each.
  private static func write(
    _ rows: some Sequence<(offset: Int, element: UInt32)>, root: Int, to pages: DatabasePages
  ) throws(OGRError) {
    var table = TablePages(root: root, in: pages)
    var (head, body): ([UInt8], [UInt8]) = ([], [])
    for (key, number) in rows {
      (head, body) = ([0, 4], [])
      appendBigEndian(number, to: &body)
      try table.append(Int64(key), head, body, to: pages)
    }
    try table.finish(pages)
  }

  private static func groups(of count: Int, _ capacity: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: capacity).map { $0..<min($0 + capacity, count) }
  }

  private static func union(_ group: ArraySlice<Entry>, id: UInt32) -> Entry {
    var result = group[group.startIndex]
    for entry in group {
      result.minX = min(result.minX, entry.minX)
      result.maxX = max(result.maxX, entry.maxX)
      result.minY = min(result.minY, entry.minY)
      result.maxY = max(result.maxY, entry.maxY)
    }
    result.id = id
    return result
  }

  /// A node: depth of the tree (of the root only) and number of cells in two bytes each, cells of an
  /// eight-byte number and four floats, all big-endian; zeros to the end.
  private static func node(_ group: ArraySlice<Entry>, depth: Int, size: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    appendBigEndian(UInt16(depth), to: &bytes)
    appendBigEndian(UInt16(group.count), to: &bytes)
    for entry in group {
      appendBigEndian(UInt64(entry.id), to: &bytes)
      appendBigEndian(entry.minX.bitPattern, to: &bytes)
      appendBigEndian(entry.maxX.bitPattern, to: &bytes)
      appendBigEndian(entry.minY.bitPattern, to: &bytes)
      appendBigEndian(entry.maxY.bitPattern, to: &bytes)
    }
    bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
    return bytes
  }

  // MARK: Numbers

  private static func down(_ number: Double) -> Float {
    let float = Float(number)
    return Double(float) > number ? float.nextDown : float
  }

  private static func up(_ number: Double) -> Float {
    let float = Float(number)
    return Double(float) < number ? float.nextUp : float
  }

  /// The place on a Hilbert curve of a cell of a grid of 65,536 by 65,536.
  ///
  /// Source: H. S. Warren, "Hacker's Delight" (2nd edition 2012), section 16-2, the loop over bits.
  private static func hilbert(_ x: UInt32, _ y: UInt32) -> UInt32 {
    var (x, y) = (x, y)
    var key: UInt32 = 0
    var side: UInt32 = 32_768
    while side > 0 {
      let right: UInt32 = x & side > 0 ? 1 : 0
      let upper: UInt32 = y & side > 0 ? 1 : 0
      key = key << 2 | (3 * right) ^ upper
      if upper == 0 {
        if right == 1 {
          x = 65_535 - x
          y = 65_535 - y
        }
        swap(&x, &y)
      }
      side >>= 1
    }
    return key
  }
}
