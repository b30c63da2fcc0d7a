/// How the rows of a table become bytes, value by value: what a file of the format is made of.
///
/// A value has the same bytes in every row, so that those of one may be kept for others.
public protocol RowEncoding: Sendable {
  /// Begins a row that lies at `point`, in degrees; `nil` where nobody knows.
  func begin(_ id: UnsafeRawBufferPointer, at point: GeographicPoint?, in row: inout RowBytes)
  /// Begins a row of any shape.
  ///
  /// - Throws: Where the table holds no such shape.
  func begin(_ feature: Feature, in row: inout RowBytes) throws
  /// Appends the value of the field at `column`.
  ///
  /// - Throws: Where the field cannot have it.
  func append(_ value: FieldValue, at column: Int, to row: inout RowBytes) throws
  /// Appends a text in UTF-8, or the JSON of a field that is JSON.
  func append(text: UnsafeRawBufferPointer, at column: Int, to row: inout RowBytes)
  func append(number: Double, at column: Int, to row: inout RowBytes)
  func append(integer: Int, at column: Int, to row: inout RowBytes)
  func appendNull(at column: Int, to row: inout RowBytes)
  func end(_ row: inout RowBytes)
}

/// The bytes of rows: what tells of the values, where the format has it apart, and the values.
public struct RowBytes: Sendable {
  public var head: [UInt8] = []
  public var body: [UInt8] = []

  public init() {}

  public mutating func removeAll() {
    head.removeAll(keepingCapacity: true)
    body.removeAll(keepingCapacity: true)
  }
}

extension RowEncoding {
  /// Appends a whole row.
  public func append(_ feature: Feature, to row: inout RowBytes) throws {
    try begin(feature, in: &row)
    for (column, value) in feature.values.enumerated() {
      try append(value, at: column, to: &row)
    }
    end(&row)
  }
}
