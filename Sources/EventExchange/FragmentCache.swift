internal import SimpleFeatures

/// Bytes of rows by the cells that they follow from, for cells that come again and again.
struct FragmentCache: Sendable {
  struct Fragment: Sendable {
    var head: Range<Int>
    var body: Range<Int>
    /// A number that goes with it.
    var note: Int
  }

  private struct Entry {
    var hash: UInt64
    var key: Range<Int>
    var fragment: Fragment
  }

  /// Where the keys' and the fragments' bytes lie.
  private(set) var arena: [UInt8] = []
  private var entries: [Entry] = []
  /// One more than the place in `entries`, 0 for none; as many as a power of two.
  private var slots = [Int32](repeating: 0, count: 1024)

  /// Entries from which the cache begins anew: values that do not come again would fill the memory.
  private static let most = 50_000

  func fragment(for key: UnsafeRawBufferPointer) -> Fragment? {
    let hash = rowHash(key)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, entry.key.count == key.count, equals(entry.key, key) {
        return entry.fragment
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Keeps a fragment for a key, and returns whether it had none yet.
  mutating func insert(
    _ key: UnsafeRawBufferPointer, head: some Collection<UInt8>, body: some Collection<UInt8>,
    note: Int
  ) -> Bool {
    guard fragment(for: key) == nil else { return false }
    if entries.count == Self.most { self = FragmentCache() }
    func append(_ bytes: some Collection<UInt8>) -> Range<Int> {
      let start = arena.count
      arena.append(contentsOf: bytes)
      return start..<arena.count
    }
    entries.append(
      Entry(
        hash: rowHash(key), key: append(key),
        fragment: Fragment(head: append(head), body: append(body), note: note)))
    if entries.count * 2 > slots.count {
      slots = [Int32](repeating: 0, count: slots.count * 2)
      for index in entries.indices { link(index) }
    } else {
      link(entries.count - 1)
    }
    return true
  }

  func append(_ fragment: Fragment, to row: inout RowBytes) {
    arena.withUnsafeBytes { arena in
      row.head.append(contentsOf: UnsafeRawBufferPointer(rebasing: arena[fragment.head]))
      row.body.append(contentsOf: UnsafeRawBufferPointer(rebasing: arena[fragment.body]))
    }
  }

  private mutating func link(_ index: Int) {
    var slot = Int(truncatingIfNeeded: entries[index].hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(index + 1)
  }

  private func equals(_ range: Range<Int>, _ key: UnsafeRawBufferPointer) -> Bool {
    arena.withUnsafeBytes { arena in
      for index in 0..<key.count where arena[range.lowerBound + index] != key[index] {
        return false
      }
      return true
    }
  }
}

/// A hash of 64 bits that is the same in every run; it is not made to withstand who seeks collisions.
///
/// Source: the multiply-and-fold step of W. Yi's wyhash (2019).
func rowHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
  var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
  var index = 0
  while index + 8 <= bytes.count {
    let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    state = mixed(state ^ word, 0xA076_1D64_78BD_642F)
    index += 8
  }
  var rest: UInt64 = 0
  while index < bytes.count {
    rest = rest << 8 | UInt64(bytes[index])
    index += 1
  }
  return mixed(mixed(state ^ rest, 0xE703_7ED1_A0B4_28DB), 0x8EBC_6AF0_9C88_C6E3)
}
