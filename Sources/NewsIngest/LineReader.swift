internal import Foundation

/// The lines of a file or a pipe, one at a time, in memory that does not grow with its length.
public struct LineReader {
  /// A line, or the news that it was too long to be read.
  public enum Line: Hashable, Sendable {
    case text([UInt8])
    case tooLong(limit: Int)
  }

  private let descriptor: Int32
  private let longestLine: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - descriptor: Open for reading; who opened it closes it.
  ///   - longestLine: In bytes; longer lines are passed over and reported.
  public init(descriptor: Int32, longestLine: Int = 2 * ReportParser.longestText) {
    self.descriptor = descriptor
    self.longestLine = longestLine
  }

  /// Whether ``next()`` has its answer without waiting for the other end of a pipe.
  public var hasLineAtHand: Bool { isAtEnd || buffer[position...].contains(0x0A) }

  /// The next line without its line feed, `nil` at the end.
  ///
  /// - Throws: What the system says when the file cannot be read any further.
  public mutating func next() throws -> Line? {
    var searched = position
    var isTooLong = false
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { position = end + 1 }
        return isTooLong ? .tooLong(limit: longestLine) : .text(Array(buffer[position..<end]))
      }
      if isAtEnd {
        guard position < buffer.count || isTooLong else { return nil }
        defer { position = buffer.count }
        return isTooLong ? .tooLong(limit: longestLine) : .text(Array(buffer[position...]))
      }
      buffer.removeSubrange(..<position)
      position = 0
      if buffer.count > longestLine {
        isTooLong = true
        buffer.removeAll(keepingCapacity: true)
      }
      searched = buffer.count
      isAtEnd = try !fill()
    }
  }

  /// Appends what the next `read` gives; `false` at the end.
  private mutating func fill() throws -> Bool {
    let room = 1 << 18
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: room))
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map { read(descriptor, $0 + start, room) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      buffer.removeLast(room - max(0, count))
      if count < 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      return count > 0
    }
  }
}
