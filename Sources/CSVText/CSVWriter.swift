/// Writes rows of comma-separated values as RFC 4180 has it, in UTF-8 without a byte order mark.
public struct CSVWriter: Sendable {
  /// What ends a row.
  public enum LineEnd: Sendable { case crlf, lf }

  public private(set) var bytes: [UInt8] = []
  private let lineEnd: LineEnd

  public init(lineEnd: LineEnd = .crlf) { self.lineEnd = lineEnd }

  /// Appends a row; a cell is quoted where it has a comma, a quote or a line break.
  public mutating func append(_ cells: some Sequence<String>) {
    var isFirst = true
    for cell in cells {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      append(cell: cell)
      isFirst = false
    }
    if lineEnd == .crlf { bytes.append(0x0D) }
    bytes.append(0x0A)
  }

  private mutating func append(cell: String) {
    guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(0x22)
    for byte in cell.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// `text` so that no spreadsheet takes it for a formula: an apostrophe before the characters that
  /// begin one.
  ///
  /// Source: OWASP, "CSV Injection".
  public static func unformulated(_ text: String) -> String {
    guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return text }
    return "'" + text
  }
}
