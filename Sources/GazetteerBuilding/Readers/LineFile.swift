internal import Foundation

/// The lines of a large text file, cut at tabs: nothing is decoded before it is asked for.
struct LineFile {
  /// A line's bytes between tabs.
  struct Line {
    /// Counted from 1.
    let number: Int
    let cells: [Slice<UnsafeRawBufferPointer>]

    /// The cell as text, `nil` where it is not UTF-8.
    func text(_ index: Int) -> String? {
      guard index < cells.count else { return "" }
      return String(validating: cells[index], as: UTF8.self)
    }

    /// The cell as a whole number of digits, `nil` where it is none.
    func number(_ index: Int) -> Int? {
      guard index < cells.count, !cells[index].isEmpty, cells[index].count <= 18 else { return nil }
      var value = 0
      for byte in cells[index] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
  }

  private let data: Data

  init(path: String) throws { data = try SourceFile.data(path) }

  /// Calls `body` with each line that is not empty; CR before LF does not belong to a line.
  func forEach(_ body: (Line) throws -> Void) throws {
    try data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
      var number = 0
      var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      while start < bytes.count {
        number += 1
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        var last = end
        if last > start, bytes[last - 1] == 0x0D { last -= 1 }
        if last > start {
          try body(
            Line(
              number: number,
              cells: bytes[start..<last].split(separator: 0x09, omittingEmptySubsequences: false)))
        }
        start = end + 1
      }
    }
  }
}
