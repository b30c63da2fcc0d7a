public import Foundation

/// A file of comma-separated values in parts, each with the header before it, so that a large one
/// need not be held.
public struct CSVParts: ~Copyable {
  /// A part that ``CSVTable`` reads.
  public struct Part: Sendable {
    public let bytes: [UInt8]
    /// What is to be added to a line of the part to have the line of the file.
    public let lineOffset: Int
  }

  private let descriptor: Int32
  private let size: Int
  private var header: [UInt8]?
  private var headerLines = 0
  /// What was read and not given yet.
  private var pending: [UInt8] = []
  /// The line on which `pending` begins.
  private var line = 1
  private var isAtEnd = false

  /// - Parameter size: Bytes from which a part ends with the next row.
  /// - Returns: `nil` where the file cannot be opened.
  public init?(path: String, size: Int = 256 << 10) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
    self.size = size
  }

  deinit { close(descriptor) }

  /// The next part, `nil` at the end of the file. A file without rows has one part.
  ///
  /// - Returns: A failure where the file cannot be read on, with the system's number.
  public mutating func next() throws(POSIXError) -> Part? {
    while true {
      let (end, lines) = endOfRows()
      if end > 0, end >= size || isAtEnd {
        let rows = Array(pending[..<end])
        pending.removeSubrange(..<end)
        defer { line += lines }
        guard let header else {
          // The first part has the header in itself; the others get it before them.
          let length = Self.endOfHeader(rows)
          self.header = Array(rows[..<length])
          headerLines = rows[..<length].count { $0 == 0x0A }
          return Part(bytes: rows, lineOffset: 0)
        }
        return Part(bytes: header + rows, lineOffset: line - headerLines - 1)
      }
      if isAtEnd {
        guard header == nil else { return nil }
        header = []
        return Part(bytes: [], lineOffset: 0)
      }
      try readOn()
    }
  }

  private mutating func readOn() throws(POSIXError) {
    let length = max(size, 64 << 10)
    let old = pending.count
    pending.append(contentsOf: repeatElement(0, count: length))
    var count = 0
    repeat {
      count = pending.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + old, length) }
    } while count < 0 && errno == EINTR
    pending.removeLast(length - max(0, count))
    guard count >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    if count == 0 {
      isAtEnd = true
      // A last row need not end in a line feed.
      if let last = pending.last, last != 0x0A { pending.append(0x0A) }
    }
  }

  /// The end of the last whole row of `pending`, and the lines before it; at the end of the file all
  /// of it, for a quote that is not closed is the reader's to tell.
  private func endOfRows() -> (end: Int, lines: Int) {
    var isQuoted = false
    var lines = 0
    var found = (end: 0, lines: 0)
    pending.withUnsafeBufferPointer { bytes in
      for (index, byte) in bytes.enumerated() {
        if byte == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if byte == 0x0A {
          lines += 1
          if !isQuoted { found = (index + 1, lines) }
        }
      }
    }
    return isAtEnd ? (pending.count, lines) : found
  }

  /// The end of the first row that is not empty.
  private static func endOfHeader(_ bytes: [UInt8]) -> Int {
    var isQuoted = false
    var hasContent = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        hasContent = true
      case 0x0A: if !isQuoted, hasContent { return index + 1 }
      case 0x0D, 0xEF, 0xBB, 0xBF: break
      default: hasContent = true
      }
    }
    return bytes.count
  }
}
