/// Bytes that are not well-known binary, or of a kind that ``Geometry`` does not have.
public struct WellKnownBinaryError: Error, Hashable, Sendable {
  public let message: String

  public init(message: String) { self.message = message }
}

extension Geometry {
  /// The shape that `bytes` describe as well-known binary; `nil` where it is empty.
  ///
  /// Heights and measures are left out, rings lose the vertex that closes them, and polygons are
  /// oriented. Of a collection of kinds, those parts are taken that have the highest dimension.
  ///
  /// - Throws: ``WellKnownBinaryError`` for bytes that end early, curves and surfaces, and
  ///   collections within collections more than 16 deep.
  ///
  /// Source: OGC 06-103r4, "Simple feature access, part 1", section 8; the flags of heights in the
  /// highest bits are PostGIS's older form.
  public static func reading(
    wellKnownBinary bytes: UnsafeRawBufferPointer
  ) throws(WellKnownBinaryError) -> Geometry? {
    var reader = WellKnownBinaryReader<P>(bytes: bytes)
    return try reader.geometry(depth: 0)
  }
}

private struct WellKnownBinaryReader<P: Position> {
  let bytes: UnsafeRawBufferPointer
  var offset = 0
  var isLittleEndian = true
  /// Numbers a position: 2, and one more each for a height and a measure.
  var dimension = 2

  mutating func geometry(depth: Int) throws(WellKnownBinaryError) -> Geometry<P>? {
    switch try header() {
    case 1: return try position().map(Geometry.point)
    case 2:
      let vertices = try positions()
      return vertices.isEmpty ? nil : .lineString(LineString(vertices))
    case 3: return try polygon().map(Geometry.polygon)
    case 4...7 where depth >= 16:
      throw WellKnownBinaryError(message: "a collection within too many others")
    case 4, 5, 6, 7:
      // A part has an order of bytes and a kind at least.
      let count = try count(ofAtLeast: 5)
      var parts: [Geometry<P>] = []
      for _ in 0..<count {
        if let part = try geometry(depth: depth + 1) { parts.append(part) }
      }
      return Self.collected(parts)
    case let kind:
      throw WellKnownBinaryError(message: "a shape of the kind \(kind), such as a curve")
    }
  }

  /// The parts of the highest dimension as one shape.
  private static func collected(_ parts: [Geometry<P>]) -> Geometry<P>? {
    var points: [P] = []
    var lines: [LineString<P>] = []
    var polygons: [Polygon<P>] = []
    for part in parts {
      switch part {
      case .point(let point): points.append(point)
      case .multiPoint(let several): points += several
      case .lineString(let line): lines.append(line)
      case .multiLineString(let several): lines += several
      case .polygon(let polygon): polygons.append(polygon)
      case .multiPolygon(let several): polygons += several
      }
    }
    if !polygons.isEmpty { return .multiPolygon(polygons) }
    // Lines of one vertex are none.
    lines.removeAll { $0.vertices.count < 2 }
    if !lines.isEmpty { return .multiLineString(lines) }
    return points.isEmpty ? nil : .multiPoint(points)
  }

  /// Reads the order of the bytes and the kind, and returns the kind without its dimension.
  private mutating func header() throws(WellKnownBinaryError) -> UInt32 {
    try demand(5)
    isLittleEndian = bytes[offset] != 0
    offset += 1
    let raw = try number()
    var kind = raw & 0x0FFF_FFFF
    let thousands = kind / 1000
    kind %= 1000
    let hasZ = raw & 0x8000_0000 != 0 || thousands == 1 || thousands == 3
    let hasM = raw & 0x4000_0000 != 0 || thousands == 2 || thousands == 3
    guard thousands <= 3, raw & 0x3000_0000 == 0 else {
      throw WellKnownBinaryError(message: "a shape of the kind \(raw)")
    }
    dimension = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0)
    return kind
  }

  private mutating func polygon() throws(WellKnownBinaryError) -> Polygon<P>? {
    let count = try count(ofAtLeast: 4)
    var rings: [Ring<P>] = []
    for _ in 0..<count {
      var vertices = try positions()
      if vertices.count > 1, vertices.first == vertices.last { vertices.removeLast() }
      rings.append(Ring(vertices))
    }
    // Rings of fewer than three vertices enclose nothing.
    guard let exterior = rings.first, exterior.vertices.count >= 3 else { return nil }
    return Polygon(
      exterior: exterior, holes: rings.dropFirst().filter { $0.vertices.count >= 3 }
    ).oriented
  }

  private mutating func positions() throws(WellKnownBinaryError) -> [P] {
    let count = try count(ofAtLeast: 8 * dimension)
    var result: [P] = []
    result.reserveCapacity(count)
    for _ in 0..<count {
      result.append(P(x: coordinate(at: offset), y: coordinate(at: offset + 8)))
      offset += 8 * dimension
    }
    return result
  }

  /// A point of its own; `nil` where it is empty, which is written as not a number.
  private mutating func position() throws(WellKnownBinaryError) -> P? {
    try demand(8 * dimension)
    defer { offset += 8 * dimension }
    let (x, y) = (coordinate(at: offset), coordinate(at: offset + 8))
    return x.isNaN && y.isNaN ? nil : P(x: x, y: y)
  }

  /// A number of things of which each takes so many bytes: more than there are is damage, and no
  /// memory is asked for.
  private mutating func count(ofAtLeast size: Int) throws(WellKnownBinaryError) -> Int {
    let count = Int(try number())
    guard count <= (bytes.count - offset) / size else {
      throw WellKnownBinaryError(message: "the shape ends early")
    }
    return count
  }

  private mutating func number() throws(WellKnownBinaryError) -> UInt32 {
    try demand(4)
    defer { offset += 4 }
    let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return isLittleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)
  }

  private func coordinate(at offset: Int) -> Double {
    let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: isLittleEndian ? UInt64(littleEndian: raw) : UInt64(bigEndian: raw))
  }

  private func demand(_ size: Int) throws(WellKnownBinaryError) {
    guard bytes.count - offset >= size else {
      throw WellKnownBinaryError(message: "the shape ends early")
    }
  }
}
