public import Foundation

/// The lines of a file or a pipe, one at a time, in memory that does not grow with its length.
public struct LineReader {
  /// A line, or the news that it was too long to be read.
  public enum Line: Hashable, Sendable {
    case text([UInt8])
    case tooLong(limit: Int)
  }

  private let handle: FileHandle
  private let longestLine: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - handle: Open for reading.
  ///   - longestLine: In bytes; longer lines are passed over and reported.
  public init(_ handle: FileHandle, longestLine: Int = 64 << 20) {
    self.handle = handle
    self.longestLine = longestLine
  }

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
      guard let chunk = try handle.read(upToCount: 1 << 18), !chunk.isEmpty else {
        isAtEnd = true
        continue
      }
      buffer.append(contentsOf: chunk)
    }
  }
}
