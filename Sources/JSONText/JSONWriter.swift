/// Writes JSON as UTF-8 bytes, in the order of the calls and with the same bytes every time.
///
/// Foundation's encoder orders keys by its own rules and cannot stream; GDAL's GeoJSON writer takes
/// ten times as long (`docs/decisions`). This one only appends. Commas are its business; that
/// objects and arrays are closed is the caller's.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// - Parameter capacity: How many bytes are surely written.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

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

  /// Appends a key that was made ready before.
  public mutating func key(_ key: JSONKey) {
    separate()
    bytes.append(contentsOf: key.bytes)
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
  public mutating func raw(_ raw: String) {
    separate()
    var raw = raw
    raw.withUTF8 { bytes.append(contentsOf: $0) }
    needsComma = true
  }

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

  private mutating func literal(_ text: StaticString) {
    separate()
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }
}

/// The key of a member in quotes and with its colon, for keys that are written many times.
public struct JSONKey: Sendable {
  let bytes: [UInt8]

  public init(_ key: String) {
    var json = JSONWriter()
    json.key(key)
    bytes = json.bytes
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
  var at = 0
  while at < utf8.count {
    // Hardly any byte is escaped: eight are looked at together.
    if at + 8 <= utf8.count,
      !hasEscaped(utf8.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    {
      at += 8
      continue
    }
    let byte = utf8[at]
    at += 1
    guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    else { continue }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[start..<at - 1]))
    start = at
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

/// Whether one of eight bytes may be one that is escaped: below 0x20, `"`, `\`, or 0x7F.
///
/// Source: S. E. Anderson, "Bit Twiddling Hacks", "Determine if a word has a byte less than n" and
/// "… a byte equal to n"; both are exact in saying no.
@inline(__always)
private func hasEscaped(_ word: UInt64) -> Bool {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let highs: UInt64 = 0x8080_8080_8080_8080
  @inline(__always)
  func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
  let isBelow = (word &- ones &* 0x20) & ~word & highs
  return isBelow | hasZero(word ^ ones &* 0x22) | hasZero(word ^ ones &* 0x5C)
    | hasZero(word ^ ones &* 0x7F) != 0
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? value + 0x30 : value + 0x57
}
