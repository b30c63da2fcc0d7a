/// A JSON text as values, read strictly by RFC 8259.
///
/// Foundation's reader boxes every number, which makes a map of 100 000 vertices take a second; this
/// one keeps numbers as they are. Objects keep their members' order; of a repeated key the first
/// counts.
public enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([Member])

  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSONValue
  }

  /// Where a text is not JSON, and what was expected there.
  public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, counted from 1.
    public let line: Int
    /// The byte in the line, counted from 1.
    public let column: Int
    public let expected: String
    public var description: String { "line \(line), byte \(column): expected \(expected)" }
  }

  /// The deepest nesting that is read; deeper texts are refused.
  public static let maximumDepth = 100

  /// Reads one value from UTF-8 bytes.
  public init(parsing bytes: [UInt8]) throws(SyntaxError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.wholeText()
  }

  /// A member of an object, and where its value stands.
  public struct WrittenMember: Hashable, Sendable {
    public var key: String
    public var value: JSONValue
    /// Where its text stands in the bytes, from its first byte to its last.
    public var written: Range<Int>
  }

  /// Reads the members of one object in their order, each with its own text, which keeps what a
  /// `Double` does not: the digits of large numbers, and how often a key came.
  ///
  /// - Returns: `nil` where the text is JSON and not an object.
  public static func members(
    parsing bytes: [UInt8], maximumDepth: Int = maximumDepth
  ) throws(SyntaxError) -> [WrittenMember]? {
    var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
    return try parser.membersOfWholeText()
  }

  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  public var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  public var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let maximumDepth: Int
  var index = 0
  var depth = 0

  init(bytes: [UInt8], maximumDepth: Int = JSONValue.maximumDepth) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func wholeText() throws(JSONValue.SyntaxError) -> JSONValue {
    skipMark()
    let value = try value()
    try endText()
    return value
  }

  private mutating func skipMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  private mutating func endText() throws(JSONValue.SyntaxError) {
    skipSpace()
    guard index == bytes.count else { throw error("the end of the text") }
  }

  mutating func membersOfWholeText() throws(JSONValue.SyntaxError) -> [JSONValue.WrittenMember]? {
    skipMark()
    guard peek() == UInt8(ascii: "{") else {
      _ = try value()
      try endText()
      return nil
    }
    var members: [JSONValue.WrittenMember] = []
    try readMembers { key, value, written in
      members.append(JSONValue.WrittenMember(key: key, value: value, written: written))
    }
    try endText()
    return members
  }

  func error(_ expected: String) -> JSONValue.SyntaxError {
    let before = bytes[..<min(index, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONValue.SyntaxError(line: line, column: index - start + 1, expected: expected)
  }

  mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  /// The next byte after white space, 0 at the end.
  mutating func peek() -> UInt8 {
    skipSpace()
    return index < bytes.count ? bytes[index] : 0
  }

  mutating func value() throws(JSONValue.SyntaxError) -> JSONValue {
    switch peek() {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  mutating func word(
    _ word: String, _ value: JSONValue
  ) throws(JSONValue.SyntaxError) -> JSONValue {
    guard bytes[index...].starts(with: word.utf8) else { throw error("a value") }
    index += word.utf8.count
    return value
  }

  mutating func descend() throws(JSONValue.SyntaxError) {
    depth += 1
    guard depth <= maximumDepth else { throw error("a nesting of at most \(maximumDepth)") }
    index += 1
  }

  mutating func array() throws(JSONValue.SyntaxError) -> JSONValue {
    try descend()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    if peek() == UInt8(ascii: "]") {
      index += 1
      return .array(values)
    }
    while true {
      values.append(try value())
      switch peek() {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "]"):
        index += 1
        return .array(values)
      default: throw error("a comma or the end of the array")
      }
    }
  }

  mutating func object() throws(JSONValue.SyntaxError) -> JSONValue {
    var members: [JSONValue.Member] = []
    try readMembers { key, value, _ in
      members.append(JSONValue.Member(key: key, value: value))
    }
    return .object(members)
  }

  /// Reads an object and gives its members with the bytes of their values.
  private mutating func readMembers(
    _ take: (String, JSONValue, Range<Int>) -> Void
  ) throws(JSONValue.SyntaxError) {
    try descend()
    defer { depth -= 1 }
    if peek() == UInt8(ascii: "}") {
      index += 1
      return
    }
    while true {
      guard peek() == UInt8(ascii: "\"") else { throw error("a key") }
      let key = try string()
      guard peek() == UInt8(ascii: ":") else { throw error("a colon") }
      index += 1
      skipSpace()
      let start = index
      let value = try value()
      take(key, value, start..<index)
      switch peek() {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "}"):
        index += 1
        return
      default: throw error("a comma or the end of the object")
      }
    }
  }

  mutating func number() throws(JSONValue.SyntaxError) -> Double {
    let start = index
    var negative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
      negative = true
      index += 1
    }
    let integerStart = index
    var mantissa: UInt64 = 0
    var digits = 0
    func digit() -> UInt64? {
      guard index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
      return UInt64(bytes[index] - 0x30)
    }
    while let next = digit() {
      mantissa = mantissa &* 10 &+ next
      digits += 1
      index += 1
    }
    guard digits > 0, digits == 1 || bytes[integerStart] != 0x30 else { throw error("a value") }
    var decimals = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      while let next = digit() {
        mantissa = mantissa &* 10 &+ next
        digits += 1
        decimals += 1
        index += 1
      }
      guard decimals > 0 else { throw error("a decimal") }
    }
    var isShort = digits <= 15
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      isShort = false
      index += 1
      if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      guard digit() != nil else { throw error("an exponent") }
      while digit() != nil { index += 1 }
    }
    if isShort {
      // Both are exact, so that one division rounds once: the nearest number (Clinger 1990).
      let magnitude = Double(mantissa) / powersOfTen[decimals]
      return negative ? -magnitude : magnitude
    }
    guard let number = Double(String(decoding: bytes[start..<index], as: UTF8.self)),
      number.isFinite
    else { throw error("a number within range") }
    return number
  }

  mutating func string() throws(JSONValue.SyntaxError) -> String {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""),
      bytes[index] != UInt8(ascii: "\\"), bytes[index] >= 0x20
    {
      index += 1
    }
    guard index < bytes.count else { throw error("the end of the string") }
    if bytes[index] == UInt8(ascii: "\"") {
      let text = try validated(bytes[start..<index])
      index += 1
      return text
    }
    var buffer = Array(bytes[start..<index])
    while true {
      guard index < bytes.count, bytes[index] >= 0x20 else { throw error("the end of the string") }
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { return try validated(buffer[...]) }
      guard byte == UInt8(ascii: "\\") else {
        buffer.append(byte)
        continue
      }
      guard index < bytes.count else { throw error("an escape") }
      index += 1
      switch bytes[index - 1] {
      case UInt8(ascii: "n"): buffer.append(0x0A)
      case UInt8(ascii: "t"): buffer.append(0x09)
      case UInt8(ascii: "r"): buffer.append(0x0D)
      case UInt8(ascii: "b"): buffer.append(0x08)
      case UInt8(ascii: "f"): buffer.append(0x0C)
      case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""):
        buffer.append(bytes[index - 1])
      case UInt8(ascii: "u"):
        buffer.append(contentsOf: Character(try escapedScalar()).utf8)
      default: throw error("an escape")
      }
    }
  }

  private func validated(
    _ bytes: ArraySlice<UInt8>
  ) throws(JSONValue.SyntaxError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw error("UTF-8") }
    return text
  }

  private mutating func hexUnit() throws(JSONValue.SyntaxError) -> UInt32 {
    guard index + 4 <= bytes.count,
      bytes[index..<index + 4].allSatisfy({ hexDigits.contains($0) }),
      let unit = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits") }
    index += 4
    return unit
  }

  private mutating func escapedScalar() throws(JSONValue.SyntaxError) -> Unicode.Scalar {
    let first = try hexUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, bytes[index...].starts(with: [0x5C, 0x75]) else {
      throw error("a pair of surrogates")
    }
    index += 2
    let second = try hexUnit()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw error("a pair of surrogates") }
    return scalar
  }
}

private let hexDigits = Set("0123456789abcdefABCDEF".utf8)
private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
