public import SimpleFeatures

/// Writes feature tables as CSV by RFC 4180: CRLF line ends, UTF-8 without a byte order mark.
public enum CSVLayer {
  /// - Parameter hasTags: Whether a second header row of HXL tags is wanted.
  public static func rows(_ table: FeatureTable, hasTags: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ cells: [String]) {
      for (index, cell) in cells.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(cell)
      }
      bytes.append(contentsOf: [0x0D, 0x0A])
    }
    func append(_ cell: String) {
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
    append(table.fields.map(\.name))
    if hasTags { append(table.fields.map { $0.hxlTag ?? "" }) }
    for feature in table.features { append(feature.values.map(text)) }
    return bytes
  }

  private static func text(_ value: FieldValue) -> String {
    switch value {
    case .null: ""
    // A cell that begins like a formula would be run by a spreadsheet.
    case .text(let text):
      if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) { "'" + text } else { text }
    case .time(let text): text
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .boolean(let flag): flag ? "true" : "false"
    }
  }
}
