#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Appends pages to a database of SQLite's that nobody has open.
///
/// Source: "Database File Format" (sqlite.org/fileformat2.html), sections 1.3 and 1.6.
final class DatabasePages {
  /// Bytes of a page.
  let size: Int
  private let path: String
  private let descriptor: Int32
  /// The number that the next page gets, from 1.
  private var next: Int
  private var buffer: [UInt8] = []
  private var written: Int

  /// The bytes that are handed to the system at once.
  private static let blockSize = 4 << 20
  /// SQLite locks by the bytes here, and writes no page to them.
  private static let lockOffset = 0x4000_0000

  /// - Parameters:
  ///   - file: A database in UTF-8 without reserved bytes and automatic vacuum, as GDAL makes them.
  ///   - path: Stands in messages.
  init(appendingTo file: String, for path: String) throws(OGRError) {
    self.path = path
    descriptor = open(file, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw OGRError(
        step: .createFile, path: path, code: errno, message: String(cString: strerror(errno)))
    }
    var header = [UInt8](repeating: 0, count: 100)
    let count = pread(descriptor, &header, 100, 0)
    let pageSize = Int(header[16]) << 8 | Int(header[17])
    size = pageSize == 1 ? 65_536 : pageSize
    next = Self.number(header[28..<32]) + 1
    written = (next - 1) * size
    guard count == 100, size >= 512, header[20] == 0, Self.number(header[52..<56]) == 0,
      Self.number(header[56..<60]) == 1
    else {
      throw OGRError(
        step: .createFile, path: path, code: 0, message: "a database of another kind than ours")
    }
    buffer.reserveCapacity(Self.blockSize + size)
  }

  deinit { close(descriptor) }

  /// Appends a page, which has ``size`` bytes, and returns its number.
  func append(_ page: [UInt8]) throws(OGRError) -> Int {
    if (next - 1) * size == Self.lockOffset {
      buffer.append(contentsOf: repeatElement(0, count: size))
      next += 1
    }
    buffer.append(contentsOf: page)
    next += 1
    if buffer.count >= Self.blockSize { try flush() }
    return next - 1
  }

  /// The number that the next page of ``append(_:)`` gets.
  var nextNumber: Int { number(after: next - 1) }

  /// The number of the page that is appended behind the one with this number.
  func number(after number: Int) -> Int {
    number * size == Self.lockOffset ? number + 2 : number + 1
  }

  /// Puts `page` in the place of the one with this number, which was there before.
  func replace(_ number: Int, with page: [UInt8]) throws(OGRError) {
    try write(page, at: (number - 1) * size)
  }

  /// Writes what is still in memory, and the number of pages into the header.
  func finish() throws(OGRError) {
    try flush()
    var header = [UInt8](repeating: 0, count: 100)
    guard pread(descriptor, &header, 100, 0) == 100 else { throw failure() }
    let change = UInt32(truncatingIfNeeded: Self.number(header[24..<28]) + 1)
    var bytes: [UInt8] = []
    appendBigEndian(change, to: &bytes)
    appendBigEndian(UInt32(next - 1), to: &bytes)
    // The number of pages is believed where both numbers of changes are the same.
    header.replaceSubrange(24..<32, with: bytes)
    header.replaceSubrange(92..<96, with: bytes[..<4])
    try write(header, at: 0)
  }

  private func flush() throws(OGRError) {
    try write(buffer, at: written)
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws(OGRError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(offset + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      done += count
    }
  }

  private func failure() -> OGRError {
    OGRError(
      step: .writeFeature, path: path, code: errno, message: String(cString: strerror(errno)))
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}
