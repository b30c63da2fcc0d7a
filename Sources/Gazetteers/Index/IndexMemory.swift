internal import Glibc

/// Bytes that stay where they are and do not change while this object lives: a file that is mapped,
/// or memory of our own.
final class IndexMemory: @unchecked Sendable {
  // Unchecked: the bytes are written before `init` returns and never after.
  let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// A copy of `bytes`, aligned to eight bytes.
  init(copying bytes: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    memory.copyBytes(from: bytes)
    self.bytes = UnsafeRawBufferPointer(memory)
    isMapped = false
  }

  /// The file at `path`, read-only; `nil` where it cannot be opened or is empty.
  ///
  /// The file must be replaced, not written over, while it is mapped.
  init?(mapping path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
      let address = mmap(
        nil, Int(status.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0),
      address != MAP_FAILED
    else { return nil }
    bytes = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
    isMapped = true
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }

  /// A checksum of `bytes` that tells damage and change, not malice.
  ///
  /// Eight lanes of 64-bit multiply and xor, so that it runs at the speed of the memory; the mixing
  /// of the end is that of MurmurHash3 (A. Appleby, public domain).
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let prime: UInt64 = 0x9e37_79b9_7f4a_7c15
    var lanes = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7) &+ UInt64(bytes.count)
    var at = 0
    while at + 64 <= bytes.count {
      lanes ^= bytes.loadUnaligned(fromByteOffset: at, as: SIMD8<UInt64>.self)
      lanes &*= prime
      lanes ^= lanes &>> 29
      at += 64
    }
    var hash = prime
    for lane in 0..<8 { hash = mixed(hash ^ lanes[lane]) }
    while at < bytes.count {
      hash = mixed(hash ^ UInt64(bytes[at]))
      at += 1
    }
    return hash
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 33) &* 0xff51_afd7_ed55_8ccd
    value = (value ^ value >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return value ^ value >> 33
  }
}

/// A column of fixed-width values in the memory of an index; every access is checked.
struct IndexColumn<Value: BitwiseCopyable>: @unchecked Sendable {
  // Unchecked: whoever has the column also holds the memory, which does not change.
  private let base: UnsafePointer<Value>?
  let count: Int

  /// - Precondition: `bytes` is aligned for `Value`.
  init(_ bytes: UnsafeRawBufferPointer) {
    let values = bytes.bindMemory(to: Value.self)
    base = values.baseAddress
    count = values.count
  }

  @inline(__always)
  subscript(_ index: Int) -> Value {
    guard let base, index >= 0, index < count else {
      preconditionFailure("an index of the gazetteer that is damaged in spite of its checksum")
    }
    return base[index]
  }

  /// The values of `range`.
  @inline(__always)
  func slice(_ range: Range<Int>) -> UnsafeBufferPointer<Value> {
    guard let base, range.lowerBound >= 0, range.upperBound <= count else {
      precondition(range.isEmpty, "an index of the gazetteer that is damaged")
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }
}

/// A checksum of `bytes` that tells damage and change, not malice; for other compiled files too.
package func checksum(of bytes: UnsafeRawBufferPointer) -> UInt64 { IndexMemory.checksum(bytes) }
