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

  /// Gives `execute` the statements that fill the index of the geometry column `geometry` of `table`, which is there
  /// and empty, and that keep it up to date.
  ///
  /// - Parameters:
  ///   - key: The column of the rows' numbers.
  ///   - nodeSize: The bytes of a node, as SQLite has chosen them for the file's pages.
  mutating func fill(
    table: String, geometry: String, key: String, nodeSize: Int,
    _ execute: (String) throws(OGRError) -> Void
  ) throws(OGRError) {
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
    // GeoPackage 1.2, annex F.3.
    let triggers = [
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
    try pack(name, nodeSize: nodeSize, execute)
    for trigger in triggers { try execute(trigger) }
  }

  // MARK: Nodes

  private mutating func pack(
    _ name: String, nodeSize: Int, _ execute: (String) throws(OGRError) -> Void
  ) throws(OGRError) {
    guard !entries.isEmpty else { return }
    let capacity = (nodeSize - 4) / 24
    var level = entries
    // Held once, and sorted in place.
    entries = []
    level.sort { ($0.key, $0.id) < ($1.key, $1.id) }
    var nodes = Rows(into: "\(name)_node")
    var rows = Rows(into: "\(name)_rowid")
    var parents = Rows(into: "\(name)_parent")
    // The root is node 1.
    var number: UInt32 = 2
    var depth = 0
    while true {
      let isRoot = level.count <= capacity
      var above: [Entry] = []
      for start in stride(from: 0, to: level.count, by: capacity) {
        let group = level[start..<min(start + capacity, level.count)]
        let node = isRoot ? 1 : number
        if !isRoot { number += 1 }
        try nodes.append(
          "\(node),x'\(Self.hexadecimal(group, depth: isRoot ? depth : 0, size: nodeSize))'",
          execute)
        for entry in group {
          if depth == 0 {
            try rows.append("\(entry.id),\(node)", execute)
          } else {
            try parents.append("\(entry.id),\(node)", execute)
          }
        }
        above.append(Self.union(group, id: node))
      }
      if isRoot { break }
      level = above
      depth += 1
    }
    try nodes.finish(execute)
    try rows.finish(execute)
    try parents.finish(execute)
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
  private static func hexadecimal(_ group: ArraySlice<Entry>, depth: Int, size: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    func append<T: FixedWidthInteger>(_ number: T) {
      withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
    append(UInt16(depth))
    append(UInt16(group.count))
    for entry in group {
      append(UInt64(entry.id))
      for edge in [entry.minX, entry.maxX, entry.minY, entry.maxY] { append(edge.bitPattern) }
    }
    bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { memory in
      for (index, byte) in bytes.enumerated() {
        memory[2 * index] = digits[Int(byte >> 4)]
        memory[2 * index + 1] = digits[Int(byte & 15)]
      }
      return 2 * bytes.count
    }
  }

  /// Rows for a table, many a statement.
  private struct Rows {
    private let head: String
    private var statement = ""

    init(into table: String) { head = "INSERT OR REPLACE INTO \(sqlName(table)) VALUES (" }

    mutating func append(
      _ row: String, _ execute: (String) throws(OGRError) -> Void
    ) throws(OGRError) {
      statement += statement.isEmpty ? head : ",("
      statement += row
      statement += ")"
      // SQLite takes a million bytes.
      if statement.utf8.count > 500_000 { try finish(execute) }
    }

    mutating func finish(_ execute: (String) throws(OGRError) -> Void) throws(OGRError) {
      if !statement.isEmpty { try execute(statement) }
      statement = ""
    }
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
