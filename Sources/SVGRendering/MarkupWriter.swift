package import Cartography
internal import SimpleFeatures

/// Appends pieces of SVG, or of HTML that is well-formed XML too.
///
/// What is fixed comes as a `StaticString` and cannot carry data; data goes through the methods
/// that escape or write numbers.
package struct MarkupWriter {
  package private(set) var bytes: [UInt8] = []
  /// Whether the number written last had no decimals.
  private var lastIsWhole = true

  package init() {}

  package mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends text, escaped. Characters that XML forbids, other control characters and those that
  /// turn the reading direction of what follows are left out.
  package mutating func text(_ text: String) {
    for scalar in text.unicodeScalars { self.text(scalar) }
  }

  /// Appends one character as ``text(_:)`` would.
  package mutating func text(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x26: raw("&amp;")
    case 0x3C: raw("&lt;")
    case 0x3E: raw("&gt;")
    case 0x22: raw("&quot;")
    case 0x09, 0x0A, 0x0D: bytes.append(0x20)
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFFFE, 0xFFFF:
      break
    case let value where value & 0xFFFE == 0xFFFE: break
    default: bytes.append(contentsOf: String(scalar).utf8)
    }
  }

  /// Appends what another writer wrote.
  package mutating func append(_ other: MarkupWriter) { bytes.append(contentsOf: other.bytes) }

  /// Appends a number with at most `decimals` decimals and at most seven digits before them; what
  /// is no number becomes 0.
  package mutating func number(_ value: Double, decimals: Int = 1) {
    let scale = decimals == 2 ? 100.0 : 10.0
    tenths(Int((clamped(value) * scale).rounded()), decimals: decimals)
  }

  private func clamped(_ value: Double) -> Double {
    value.isNaN ? 0 : min(1e7, max(-1e7, value))
  }

  /// Appends an integer count of tenths, or of hundredths.
  private mutating func tenths(_ value: Int, decimals: Int = 1) {
    lastIsWhole = value % (decimals == 2 ? 100 : 10) == 0
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let scale = decimals == 2 ? 100 : 10
    let magnitude = Int(value.magnitude)
    if magnitude >= scale || magnitude == 0 { digits(magnitude / scale) }
    var rest = magnitude % scale
    guard rest > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    if decimals == 2 {
      bytes.append(UInt8(0x30 + rest / 10))
      rest %= 10
      if rest == 0 { return }
    }
    bytes.append(UInt8(0x30 + rest))
  }

  private mutating func digits(_ value: Int) {
    if value >= 10 { digits(value / 10) }
    bytes.append(UInt8(0x30 + value % 10))
  }

  package mutating func color(_ color: SheetColor) { bytes.append(contentsOf: color.hex.utf8) }

  package mutating func attribute(_ name: StaticString, _ value: String) {
    begin(name)
    text(value)
    raw("\"")
  }

  package mutating func attribute(_ name: StaticString, _ value: Double, decimals: Int = 1) {
    begin(name)
    number(value, decimals: decimals)
    raw("\"")
  }

  package mutating func attribute(_ name: StaticString, _ value: SheetColor) {
    begin(name)
    color(value)
    raw("\"")
  }

  /// Appends an attribute whose value is `url(#id)`.
  mutating func reference(_ name: StaticString, _ id: MapScene.ID) {
    begin(name)
    raw("url(#")
    text(id.name)
    raw(")\"")
  }

  mutating func paint(_ name: StaticString, _ paint: MapScene.Paint?) {
    switch paint {
    case nil: break
    case .unpainted:
      begin(name)
      raw("none\"")
    case .color(let color): attribute(name, color)
    case .stripes(let id): reference(name, id)
    }
  }

  /// Appends the attribute `d`: relative commands in tenths of u.
  ///
  /// Each step is the difference of two rounded positions, so that rounding does not add up and
  /// rings close.
  package mutating func path(_ path: PagePath) {
    raw(" d=\"")
    // Where the part before ended, for a move relative to it where that is shorter.
    var ended: (x: Int, y: Int)?
    for part in path.parts {
      var x = 0
      var y = 0
      var pen: Pen?
      for (index, vertex) in part.vertices.enumerated() {
        let toX = Int((clamped(vertex.x) * 10).rounded())
        let toY = Int((clamped(vertex.y) * 10).rounded())
        if index == 0 {
          move(toX, toY, from: ended)
        } else if toX != x || toY != y {
          step(toX - x, toY - y, &pen)
        }
        x = toX
        y = toY
      }
      if part.isClosed {
        raw("z")
      } else if pen == nil, !part.vertices.isEmpty {
        raw("h0")
      }
      // A closed part ends where it began.
      let last = part.isClosed ? part.vertices.first : part.vertices.last
      ended = last.map { (tenths(of: $0.x), tenths(of: $0.y)) } ?? ended
    }
    raw("\"")
  }

  private func tenths(of value: Double) -> Int { Int((clamped(value) * 10).rounded()) }

  private mutating func move(_ x: Int, _ y: Int, from ended: (x: Int, y: Int)?) {
    func length(_ x: Int, _ y: Int) -> Int { "\(x)".utf8.count + "\(y)".utf8.count }
    if let ended, length(x - ended.x, y - ended.y) < length(x, y) {
      raw("m")
      tenths(x - ended.x)
      separated(y - ended.y)
    } else {
      raw("M")
      tenths(x)
      separated(y)
    }
  }

  private enum Pen { case line, horizontal, vertical }

  private mutating func step(_ dx: Int, _ dy: Int, _ pen: inout Pen?) {
    if dy == 0 {
      if pen == .horizontal { separated(dx) } else { command("h", dx) }
      pen = .horizontal
    } else if dx == 0 {
      if pen == .vertical { separated(dy) } else { command("v", dy) }
      pen = .vertical
    } else {
      if pen == .line { separated(dx) } else { command("l", dx) }
      separated(dy)
      pen = .line
    }
  }

  private mutating func command(_ name: StaticString, _ value: Int) {
    raw(name)
    tenths(value)
  }

  /// Appends a number after another: a minus sign parts them by itself, and so does the point of a
  /// number below 1 after one that has a point already.
  private mutating func separated(_ value: Int) {
    let needsBlank = value == 0 || value >= 10 || lastIsWhole
    if value >= 0, needsBlank { bytes.append(0x20) }
    tenths(value)
  }

  private mutating func begin(_ name: StaticString) {
    bytes.append(0x20)
    raw(name)
    raw("=\"")
  }
}
