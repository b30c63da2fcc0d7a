/// Texts from bytes, with an error that tells where they stop being UTF-8.
enum UTF8Text {
  /// The text of `bytes` without a byte order mark.
  ///
  /// - Throws: ``ReadingProblem`` with the line of the first byte that is not UTF-8.
  static func decode(_ bytes: ArraySlice<UInt8>, path: String, line: Int? = nil)
    throws(ReadingProblem) -> String
  {
    let bytes = withoutMark(bytes)
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw ReadingProblem(
        path: path, line: line,
        reason: "this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8")
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let offset = firstInvalidOffset(in: bytes)
    let newlines = bytes.prefix(offset).lazy.filter { $0 == 0x0A }.count
    throw ReadingProblem(
      path: path, line: (line ?? 1) + newlines,
      reason: "not UTF-8; convert it first, for Arabic often: iconv -f WINDOWS-1256 -t UTF-8")
  }

  /// `bytes` without a byte order mark of UTF-8.
  static func withoutMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
  }

  /// The number of bytes before the first one that is not UTF-8.
  private static func firstInvalidOffset(in bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += String(scalar).utf8.count
    }
    return offset
  }
}
