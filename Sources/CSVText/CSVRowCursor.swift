/// Goes through the rows of a table and says where their cells lie, without making texts of them.
///
/// It reads as ``CSVTable`` does, and leaves to it what is not well formed.
public struct CSVRowCursor: Sendable {
  public enum Step: Sendable {
    /// ``cells`` and the others tell of a row.
    case row
    case end
    /// ``CSVTable`` says what is wrong, and on which line.
    case malformed
  }

  /// Where the cells of the row lie, without the quotes around them.
  public private(set) var cells: [Range<Int>] = []
  /// Where the row lies, with the end of its line.
  public private(set) var extent = 0..<0
  /// The line on which the row begins, from 1.
  public private(set) var line = 1
  /// Whether a cell has a quote in it, which is there twice.
  public private(set) var hasDoubledQuotes = false
  private let separator: UInt8
  private var index = 0
  private var nextLine = 1

  public init(separator: UInt8) { self.separator = separator }

  /// Goes to the next row of `bytes`, which must be the same at every call; empty lines are skipped.
  public mutating func next(in bytes: UnsafeBufferPointer<UInt8>) -> Step {
    let quote = UInt8(ascii: "\"")
    if index == 0, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      index = 3
    }
    while index < bytes.count {
      cells.removeAll(keepingCapacity: true)
      hasDoubledQuotes = false
      line = nextLine
      let first = index
      var wasQuoted = false
      cell: while true {
        if index < bytes.count, bytes[index] == quote {
          wasQuoted = true
          index += 1
          let start = index
          while true {
            guard index < bytes.count else { return .malformed }
            let byte = bytes[index]
            if byte == 0x0A {
              nextLine += 1
            } else if byte == quote {
              guard index + 1 < bytes.count, bytes[index + 1] == quote else { break }
              hasDoubledQuotes = true
              index += 1
            }
            index += 1
          }
          cells.append(start..<index)
          index += 1
          if index == bytes.count { break cell }
          if bytes[index] == separator {
            index += 1
            continue cell
          }
          if bytes[index] == 0x0D { index += 1 }
          guard index < bytes.count, bytes[index] == 0x0A else { return .malformed }
          break cell
        }
        let start = index
        while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A {
          if bytes[index] == quote { return .malformed }
          index += 1
        }
        var end = index
        if index < bytes.count, bytes[index] == separator {
          cells.append(start..<end)
          index += 1
          continue cell
        }
        if index < bytes.count, end > start, bytes[end - 1] == 0x0D { end -= 1 }
        cells.append(start..<end)
        break cell
      }
      // Here is a line feed, or the end.
      if index < bytes.count {
        index += 1
        nextLine += 1
      }
      extent = first..<index
      if cells.count == 1, cells[0].isEmpty, !wasQuoted { continue }
      return .row
    }
    return .end
  }
}
