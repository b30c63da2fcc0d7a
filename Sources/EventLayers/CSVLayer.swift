internal import CSVText
public import SimpleFeatures

/// Writes feature tables as CSV by RFC 4180: CRLF line ends, UTF-8 without a byte order mark.
public enum CSVLayer {
  /// - Parameters:
  ///   - hasHeader: Whether the header is wanted, and not only the rows below it.
  ///   - hasTags: Whether a second header row of HXL tags is wanted.
  public static func rows(
    _ table: FeatureTable, hasHeader: Bool = true, hasTags: Bool = false
  ) -> [UInt8] {
    var csv = CSVWriter()
    if hasHeader { csv.append(table.fields.map(\.name)) }
    if hasHeader, hasTags { csv.append(table.fields.map { $0.hxlTag ?? "" }) }
    for feature in table.features { csv.append(feature.values.map(text)) }
    return csv.bytes
  }

  private static func text(_ value: FieldValue) -> String {
    switch value {
    case .null: ""
    case .text(let text): CSVWriter.unformulated(text)
    case .time(let text): text
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .boolean(let flag): flag ? "true" : "false"
    }
  }
}
