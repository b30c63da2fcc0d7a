/// Writes JSON as UTF-8 bytes, in the order of the calls and with the same bytes every time.
///
/// Foundation's encoder orders keys by its own rules and cannot stream; GDAL's GeoJSON writer takes
/// ten times as long (`docs/decisions`). This one only appends. Commas are its business; that
/// objects and arrays are closed is the caller's.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Appends the key of the value that follows.
  public mutating func key(_ key: String) {
    value(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func null() { literal("null") }
  public mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }
  public mutating func value(_ number: Int) {
    separate()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(UInt64(number.magnitude), width: 1, to: &bytes)
    needsComma = true
  }

  /// Appends a number with at most `decimals` decimals, without trailing zeros and without `-0`;
  /// JSON has no infinities, so these and NaN become `null`.
  public mutating func value(_ number: Double, decimals: Int) {
    guard number.isFinite else { return null() }
    separate()
    appendDecimal(number, decimals: decimals, to: &bytes)
    needsComma = true
  }

  /// Appends a text. Control characters are escaped, everything else stays as it is.
  public mutating func value(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0), to: &bytes) }
    needsComma = true
  }

  /// Appends a text, or `null`.
  public mutating func value(_ text: String?) {
    if let text { value(text) } else { null() }
  }

  /// Appends a number, or `null`.
  public mutating func value(_ number: Int?) {
    if let number { value(number) } else { null() }
  }

  /// Appends a member of an object: its key and a text, or `null`.
  public mutating func member(_ name: String, _ text: String?) {
    key(name)
    value(text)
  }

  /// Appends a member of an object: its key and a number, or `null`.
  public mutating func member(_ name: String, _ number: Int?) {
    key(name)
    value(number)
  }

  /// Appends a member of an object: its key and a number with at most `decimals` decimals, or
  /// `null`.
  public mutating func member(_ name: String, _ number: Double?, decimals: Int) {
    key(name)
    if let number { value(number, decimals: decimals) } else { null() }
  }

  /// Appends a member of an object: its key and a flag.
  public mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  /// Appends `raw`, which must be JSON already, as one value.
  public mutating func raw(_ raw: String) { literal(raw) }

  /// Appends a line feed where no value follows: before a closing bracket, or at the end.
  public mutating func newline() { bytes.append(0x0A) }

  /// Puts the value that follows on a new line; a comma that is due comes before it.
  public mutating func lineBreak() {
    separate()
    bytes.append(0x0A)
  }

  private mutating func begin(_ byte: UInt8) {
    separate()
    bytes.append(byte)
    needsComma = false
  }

  private mutating func end(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  private mutating func literal(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }
}

/// Appends `number`, rounded to at most `decimals` decimals (`0...15`), in the shortest form that
/// has them: no exponent, no trailing zeros, no `-0`.
///
/// Numbers of 2^53 and more after scaling are written without decimals being rounded.
public func appendDecimal(_ number: Double, decimals: Int, to bytes: inout [UInt8]) {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = (number * scale).rounded()
  guard scaled.magnitude < 9_007_199_254_740_992 else {
    bytes.append(contentsOf: String(number).utf8)
    return
  }
  var digits = UInt64(scaled.magnitude)
  if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
  var fraction = decimals
  while fraction > 0, digits % 10 == 0 {
    digits /= 10
    fraction -= 1
  }
  var divisor: UInt64 = 1
  for _ in 0..<fraction { divisor *= 10 }
  appendDigits(digits / divisor, width: 1, to: &bytes)
  guard fraction > 0 else { return }
  bytes.append(UInt8(ascii: "."))
  appendDigits(digits % divisor, width: fraction, to: &bytes)
}

/// Appends `number` in decimal digits, with zeros before it to at least `width` of them.
public func appendDigits(_ number: UInt64, width: Int = 1, to bytes: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(20, width)) { digits in
    var rest = number
    var first = digits.count
    while rest > 0 || digits.count - first < width {
      first -= 1
      digits[first] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
  }
}

/// Appends the text `utf8` with its quotes, escaped as ``JSONWriter/value(_:)-(String)`` says.
public func appendQuoted(_ utf8: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  var start = 0
  for (index, byte) in utf8.enumerated()
  where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F {
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[start..<index]))
    start = index + 1
    bytes.append(0x5C)
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(hexDigit(byte >> 4))
      bytes.append(hexDigit(byte & 0xF))
    }
  }
  bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[start...]))
  bytes.append(UInt8(ascii: "\""))
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? value + 0x30 : value + 0x57
}
