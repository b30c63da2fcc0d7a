internal import ConflictSymbology
internal import Foundation
internal import Gazetteers
internal import SimpleFeatures

/// A background of maps as a compiled file, so that drawing need not read the tables that it is made
/// from.
///
/// Kept in the folder of compiled gazetteers under a name with the checksums of those tables: a table
/// that changes leads to another file. A file that is cut or damaged is made again.
enum BackgroundFile {
  /// Changes with the layout, and with what is compiled from the tables.
  private static let version: UInt64 = 1
  private static let prefix = "background-"
  /// How many files are kept; older ones are deleted.
  private static let most = 4

  static func name(checksums: [UInt64]) -> String {
    var bytes = BytesOut()
    for number in [version] + checksums { bytes.append(number) }
    let sum = bytes.bytes.withUnsafeBytes { checksum(of: $0) }
    return prefix + String(sum, radix: 16) + ".index"
  }

  static func read(_ path: String) -> (
    base: ConflictMapContent.BaseMap,
    places: [MapBackground.LabelPlace], regions: [MapBackground.Region]
  )? {
    guard let data = FileManager.default.contents(atPath: path), data.count > 8 else { return nil }
    let bytes = [UInt8](data)
    let sum = bytes.withUnsafeBytes { checksum(of: UnsafeRawBufferPointer(rebasing: $0[8...])) }
    var input = BytesIn(bytes)
    guard input.number() == sum else { return nil }
    let country = input.polygons()
    let countryName = input.text()
    let foreign = input.namedAreas()
    let governorates = input.lines()
    let roads = input.lines()
    let rivers = input.list { input in
      ConflictMapContent.NamedLine(name: input.text(), lines: input.lines())
    }
    let lakes = input.namedAreas()
    let coast = input.lines()
    let places = input.list { input in
      MapBackground.LabelPlace(
        id: input.string(), name: input.text(), point: input.point(),
        rank: input.integer(), population: input.integer(),
        isNeighbourhood: input.integer() == 1)
    }
    let regions = input.list { input in
      MapBackground.Region(
        code: input.string(),
        box: BoundingBox(
          minX: input.double(), minY: input.double(), maxX: input.double(), maxY: input.double()))
    }
    guard input.isWhole else { return nil }
    return (
      ConflictMapContent.BaseMap(
        country: country, countryName: countryName, foreignLand: foreign, seaNames: SeaNames.all,
        governorateLines: governorates, roads: roads, rivers: rivers, lakes: lakes, coast: coast),
      places, regions
    )
  }

  /// Writes the file; a folder that cannot be written is no error.
  static func keep(_ background: MapBackground, in folder: String, as name: String) {
    var out = BytesOut()
    let base = background.base
    out.append(base.country)
    out.append(base.countryName)
    out.append(base.foreignLand)
    out.append(base.governorateLines)
    out.append(base.roads)
    out.list(base.rivers) { out, river in
      out.append(river.name)
      out.append(river.lines)
    }
    out.append(base.lakes)
    out.append(base.coast)
    out.list(background.places) { out, place in
      out.append(place.id)
      out.append(place.name)
      out.append(place.point)
      for number in [place.rank, place.population, place.isNeighbourhood ? 1 : 0] {
        out.append(UInt64(bitPattern: Int64(number)))
      }
    }
    out.list(background.regions) { out, region in
      out.append(region.code)
      for edge in [region.box.minX, region.box.minY, region.box.maxX, region.box.maxY] {
        out.append(edge.bitPattern)
      }
    }
    var head = BytesOut()
    head.append(out.bytes.withUnsafeBytes { checksum(of: $0) })
    let manager = FileManager.default
    try? manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let bytes = Data(head.bytes + out.bytes)
    guard (try? bytes.write(to: URL(filePath: folder + "/" + name), options: .atomic)) != nil else {
      return
    }
    let all = ((try? manager.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasPrefix(prefix) && $0 != name }
      .map { old -> (date: Date, name: String) in
        let attributes = try? manager.attributesOfItem(atPath: folder + "/" + old)
        return (attributes?[.modificationDate] as? Date ?? .distantPast, old)
      }
      .sorted { ($1.date, $1.name) < ($0.date, $0.name) }
    for old in all.dropFirst(most - 1) {
      try? manager.removeItem(atPath: folder + "/" + old.name)
    }
  }
}

/// Bytes in the making: numbers of 64 bits with the lowest byte first, texts and lists after their
/// length.
private struct BytesOut {
  var bytes: [UInt8] = []

  mutating func append(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func append(_ text: LocalizedText) {
    append(text.english)
    append(text.arabic)
  }

  mutating func append(_ point: GeographicPoint) {
    append(point.longitude.bitPattern)
    append(point.latitude.bitPattern)
  }

  mutating func list<T>(_ values: [T], _ write: (inout BytesOut, T) -> Void) {
    append(UInt64(values.count))
    for value in values { write(&self, value) }
  }

  mutating func append(_ vertices: [GeographicPoint]) { list(vertices) { $0.append($1) } }

  mutating func append(_ lines: [LineString<GeographicPoint>]) {
    list(lines) { $0.append($1.vertices) }
  }

  mutating func append(_ polygons: [Polygon<GeographicPoint>]) {
    list(polygons) { out, polygon in
      out.list([polygon.exterior] + polygon.holes) { $0.append($1.vertices) }
    }
  }

  mutating func append(_ areas: [ConflictMapContent.NamedArea]) {
    list(areas) { out, area in
      out.append(area.name)
      out.append(area.polygons)
    }
  }
}

/// Bytes that are read in their order; beyond the end all is empty, and ``isWhole`` false.
private struct BytesIn {
  private let bytes: [UInt8]
  private var at = 0
  private var isCut = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all was there, and nothing else is.
  var isWhole: Bool { !isCut && at == bytes.count }

  mutating func number() -> UInt64 {
    guard at + 8 <= bytes.count else {
      isCut = true
      return 0
    }
    defer { at += 8 }
    return bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }
  }

  mutating func integer() -> Int { Int(truncatingIfNeeded: Int64(bitPattern: number())) }
  mutating func double() -> Double { Double(bitPattern: number()) }

  /// A length of entries that have `size` bytes or more each.
  private mutating func count(of size: Int) -> Int {
    let count = integer()
    guard count >= 0, count <= (bytes.count - at) / size else {
      isCut = true
      return 0
    }
    return count
  }

  mutating func string() -> String {
    let length = count(of: 1)
    defer { at += length }
    return String(decoding: bytes[at..<at + length], as: UTF8.self)
  }

  mutating func text() -> LocalizedText { LocalizedText(english: string(), arabic: string()) }

  mutating func point() -> GeographicPoint {
    GeographicPoint(longitude: double(), latitude: double())
  }

  mutating func list<T>(_ read: (inout BytesIn) -> T) -> [T] {
    // Every entry has at least one number.
    let length = count(of: 8)
    var values: [T] = []
    values.reserveCapacity(length)
    for _ in 0..<length where !isCut { values.append(read(&self)) }
    return values
  }

  private mutating func vertices() -> [GeographicPoint] {
    let length = count(of: 16)
    defer { at += 16 * length }
    return bytes.withUnsafeBytes { buffer in
      (0..<length).map { index in
        func double(_ offset: Int) -> Double {
          Double(
            bitPattern: UInt64(
              littleEndian: buffer.loadUnaligned(
                fromByteOffset: at + 16 * index + offset, as: UInt64.self)))
        }
        return GeographicPoint(longitude: double(0), latitude: double(8))
      }
    }
  }

  mutating func lines() -> [LineString<GeographicPoint>] {
    list { LineString($0.vertices()) }
  }

  mutating func polygons() -> [Polygon<GeographicPoint>] {
    list { input in
      let rings = input.list { Ring($0.vertices()) }
      return Polygon(exterior: rings.first ?? Ring([]), holes: Array(rings.dropFirst()))
    }
  }

  mutating func namedAreas() -> [ConflictMapContent.NamedArea] {
    list { ConflictMapContent.NamedArea(name: $0.text(), polygons: $0.polygons()) }
  }
}
