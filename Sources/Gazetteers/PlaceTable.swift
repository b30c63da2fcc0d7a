internal import SimpleFeatures

/// The table that a gazetteer is kept in: UTF-8, tab-separated, a header, a place a line, sorted by
/// id, lines ending in LF, no quoting. Lists stand between vertical bars.
public enum PlaceTable {
  /// The columns in their order.
  public static let columns = [
    "place_id", "kind", "name_ar", "name_en", "names", "lat", "lon", "country", "adm1", "adm2",
    "adm3", "parent", "population", "radius", "seat_of", "parts", "sources", "points", "valid",
  ]

  /// Where a table is malformed.
  public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    public let line: Int
    public let message: String
    public var description: String { "line \(line): \(message)" }
  }

  // MARK: Writing

  /// The table of `places` as bytes; the same places give the same bytes in any order.
  ///
  /// A name is written as `language:role:source:text`, where the source may be followed by `@` and
  /// the period in which the name was in use, or as `:text` with all but the text of the name before
  /// it.
  /// Tabs, line ends and vertical bars in texts become blanks.
  public static func bytes(of places: [Place]) -> [UInt8] {
    var bytes = Array(columns.joined(separator: "\t").utf8)
    bytes.append(0x0A)
    for place in places.sorted(by: { $0.id < $1.id }) {
      var before: PlaceName?
      let names = place.names.filter { clean($0.text).contains { $0 != " " } }.map { name in
        defer { before = name }
        if name.language == before?.language, name.role == before?.role,
          name.source == before?.source, name.validity == before?.validity
        {
          return ":" + clean(name.text)
        }
        let source = clean(name.source) + (name.validity.map { "@\($0)" } ?? "")
        return "\(clean(name.language)):\(name.role.rawValue):\(source):\(clean(name.text))"
      }
      let cells = [
        clean(place.id), place.kind.rawValue, clean(place.nameArabic), clean(place.nameEnglish),
        names.joined(separator: "|"), degrees(place.point.latitude),
        degrees(place.point.longitude), clean(place.country), clean(place.adm1),
        clean(place.adm2), clean(place.adm3), clean(place.parent ?? ""),
        place.population > 0 ? String(place.population) : "",
        place.radius.flatMap(metres) ?? "", clean(place.seatOf ?? ""),
        place.parts.map(clean).joined(separator: "|"),
        place.sources.map(clean).joined(separator: "|"),
        place.points.map {
          "\(clean($0.source)):\(degrees($0.point.latitude)),\(degrees($0.point.longitude))"
        }.joined(separator: "|"),
        place.validity?.description ?? "",
      ]
      bytes.append(contentsOf: cells.joined(separator: "\t").utf8)
      bytes.append(0x0A)
    }
    return bytes
  }

  private static func clean(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7C }) else { return text }
    return String(
      decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7C ? 0x20 : $0 }, as: UTF8.self)
  }

  /// A whole number of metres; `nil` for what is no distance on the globe.
  private static func metres(_ value: Double) -> String? {
    (0...40_000_000).contains(value) ? String(Int(value.rounded())) : nil
  }

  /// A number with five decimals, about a metre; 0 for what is no angle.
  private static func degrees(_ value: Double) -> String {
    let value = (-180...180).contains(value) ? value : 0
    let scaled = Int(value * 100_000 + (value < 0 ? -0.5 : 0.5))
    let fraction = String(scaled.magnitude % 100_000)
    return (scaled < 0 ? "-" : "") + String(scaled.magnitude / 100_000) + "."
      + String(repeating: "0", count: 5 - fraction.utf8.count) + fraction
  }

  // MARK: Reading

  /// The places of a table, in the order of its lines.
  ///
  /// Unknown columns to the right are an error like all else that does not fit: a table of another
  /// version must not be half understood.
  public static func places(parsing bytes: [UInt8]) throws(SyntaxError) -> [Place] {
    try bytes.withUnsafeBufferPointer { (buffer) throws(SyntaxError) in
      try Reader(bytes: buffer).places()
    }
  }

  private struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>

    func places() throws(SyntaxError) -> [Place] {
      var places: [Place] = []
      places.reserveCapacity(bytes.count / 200)
      var cells: [Range<Int>] = []
      cells.reserveCapacity(columns.count)
      var line = 0
      var start = 0
      var previousID = ""
      while start < bytes.count {
        line += 1
        cells.removeAll(keepingCapacity: true)
        var cell = start
        var index = start
        while index < bytes.count, bytes[index] != 0x0A {
          if bytes[index] == 0x09 {
            cells.append(cell..<index)
            cell = index + 1
          }
          index += 1
        }
        cells.append(cell..<index)
        start = index + 1
        guard cells.count == columns.count else {
          throw SyntaxError(
            line: line, message: "\(cells.count) cells where there must be \(columns.count)")
        }
        if line == 1 {
          for (cell, column) in zip(cells, columns) {
            guard try text(cell, line) == column else {
              throw SyntaxError(line: line, message: "the columns must be: \(columns)")
            }
          }
          continue
        }
        let place = try place(cells, line)
        guard line == 2 || previousID < place.id else {
          throw SyntaxError(line: line, message: "“\(place.id)” is not sorted, or twice there")
        }
        previousID = place.id
        places.append(place)
      }
      guard line > 0 else { throw SyntaxError(line: 1, message: "the table is empty") }
      return places
    }

    private func place(_ cells: [Range<Int>], _ line: Int) throws(SyntaxError) -> Place {
      let id = try text(cells[0], line)
      guard !id.isEmpty else { throw SyntaxError(line: line, message: "no place_id") }
      let kindName = try text(cells[1], line)
      guard let kind = PlaceKind(rawValue: kindName) else {
        throw SyntaxError(line: line, message: "“\(kindName)” is no kind of place")
      }
      var place = Place(
        id: id, kind: kind, point: try point(cells[5], cells[6], line),
        nameEnglish: try text(cells[3], line), nameArabic: try text(cells[2], line))
      let nameCells = list(cells[4])
      place.names.reserveCapacity(nameCells.count)
      for cell in nameCells {
        if let before = place.names.last, !cell.isEmpty,
          bytes[cell.lowerBound] == UInt8(ascii: ":"),
          cell.count > 1
        {
          var name = before
          name.text = try text(cell.dropFirst(), line)
          place.names.append(name)
        } else {
          place.names.append(try name(cell, line))
        }
      }
      place.country = try text(cells[7], line)
      place.adm1 = try text(cells[8], line)
      place.adm2 = try text(cells[9], line)
      place.adm3 = try text(cells[10], line)
      place.parent = try optionalText(cells[11], line)
      place.population = Int(try number(cells[12], line, "population") ?? 0)
      place.radius = try number(cells[13], line, "radius")
      place.seatOf = try optionalText(cells[14], line)
      for cell in list(cells[15]) { place.parts.append(try text(cell, line)) }
      for cell in list(cells[16]) { place.sources.append(try text(cell, line)) }
      for cell in list(cells[17]) {
        guard let colon = first(UInt8(ascii: ":"), in: cell),
          let comma = first(UInt8(ascii: ","), in: colon + 1..<cell.upperBound)
        else { throw SyntaxError(line: line, message: "a point must be source:lat,lon") }
        place.points.append(
          SourcePoint(
            source: try text(cell.lowerBound..<colon, line),
            point: try point(colon + 1..<comma, comma + 1..<cell.upperBound, line)))
      }
      if !cells[18].isEmpty { place.validity = try period(cells[18], line) }
      return place
    }

    private func period(
      _ cell: Range<Int>, _ line: Int
    ) throws(SyntaxError) -> ValidityPeriod {
      let written = try text(cell, line)
      guard let period = ValidityPeriod(written) else {
        throw SyntaxError(
          line: line, message: "“\(written)” is no period like 2013-08-01/2017-10-17")
      }
      return period
    }

    private func name(_ cell: Range<Int>, _ line: Int) throws(SyntaxError) -> PlaceName {
      let colon = UInt8(ascii: ":")
      guard let first = first(colon, in: cell),
        let second = self.first(colon, in: first + 1..<cell.upperBound),
        let third = self.first(colon, in: second + 1..<cell.upperBound),
        let role = PlaceName.Role(rawValue: try text(first + 1..<second, line)),
        third + 1 < cell.upperBound
      else {
        throw SyntaxError(line: line, message: "a name must be language:role:source:text")
      }
      var name = PlaceName(
        try text(third + 1..<cell.upperBound, line),
        language: try text(cell.lowerBound..<first, line), role: role)
      if let at = self.first(UInt8(ascii: "@"), in: second + 1..<third) {
        name.source = try text(second + 1..<at, line)
        name.validity = try period(at + 1..<third, line)
      } else {
        name.source = try text(second + 1..<third, line)
      }
      return name
    }

    private func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
      var index = range.lowerBound
      while index < range.upperBound {
        if bytes[index] == byte { return index }
        index += 1
      }
      return nil
    }

    private func list(_ cell: Range<Int>) -> [Range<Int>] {
      guard !cell.isEmpty else { return [] }
      var parts: [Range<Int>] = []
      var start = cell.lowerBound
      while let bar = first(0x7C, in: start..<cell.upperBound) {
        parts.append(start..<bar)
        start = bar + 1
      }
      parts.append(start..<cell.upperBound)
      return parts
    }

    private func text(_ cell: Range<Int>, _ line: Int) throws(SyntaxError) -> String {
      if cell.isEmpty { return "" }
      guard
        let text = String(
          validating: UnsafeBufferPointer(rebasing: bytes[cell]), as: UTF8.self)
      else { throw SyntaxError(line: line, message: "not UTF-8") }
      return text
    }

    private func optionalText(_ cell: Range<Int>, _ line: Int) throws(SyntaxError) -> String? {
      cell.isEmpty ? nil : try text(cell, line)
    }

    /// A number of digits and at most one point, with a sign before; `nil` for an empty cell.
    private func number(
      _ cell: Range<Int>, _ line: Int, _ what: String
    ) throws(SyntaxError) -> Double? {
      if cell.isEmpty { return nil }
      var index = cell.lowerBound
      let isNegative = bytes[index] == UInt8(ascii: "-")
      if isNegative { index += 1 }
      var mantissa = 0.0
      var scale = 1.0
      var digits = 0
      var isFraction = false
      while index < cell.upperBound {
        switch bytes[index] {
        case 0x30...0x39 where digits < 15:
          mantissa = mantissa * 10 + Double(bytes[index] - 0x30)
          digits += 1
          if isFraction { scale *= 10 }
        case UInt8(ascii: ".") where !isFraction && digits > 0: isFraction = true
        default: throw SyntaxError(line: line, message: "the \(what) is not a number")
        }
        index += 1
      }
      guard digits > 0 else {
        throw SyntaxError(line: line, message: "the \(what) is not a number")
      }
      return (isNegative ? -mantissa : mantissa) / scale
    }

    private func point(
      _ latitude: Range<Int>, _ longitude: Range<Int>, _ line: Int
    ) throws(SyntaxError) -> GeographicPoint {
      guard let latitude = try number(latitude, line, "latitude"),
        let longitude = try number(longitude, line, "longitude")
      else { throw SyntaxError(line: line, message: "no coordinates") }
      let point = GeographicPoint(longitude: longitude, latitude: latitude)
      guard point.isValid else {
        throw SyntaxError(line: line, message: "the coordinates are not on the globe")
      }
      return point
    }
  }
}
