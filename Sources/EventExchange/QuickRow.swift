internal import CSVText
internal import CivilCalendar
internal import EventCoding
internal import JSONText
internal import SimpleFeatures

/// Makes rows of a mapped table from the bytes of their cells, by a plan.
struct QuickRow<Encoding: RowEncoding> {
  typealias Memory = ImportedRowReader<Encoding>.Memory

  let plan: RowPlan
  let bytes: UnsafeBufferPointer<UInt8>
  let encoding: Encoding
  let units: any UnitLocating
  /// What stands before the id in the event's.
  private let prefix: [UInt8]
  private let columnCount: Int
  private var key: [UInt8] = []
  private var id: [UInt8] = []
  private var json: [UInt8] = []
  private var found: [FragmentCache.Fragment] = []

  init(
    _ plan: RowPlan, _ bytes: UnsafeBufferPointer<UInt8>, mapping: ColumnMapping, columnCount: Int,
    encoding: Encoding, units: any UnitLocating
  ) {
    self.plan = plan
    self.bytes = bytes
    self.encoding = encoding
    self.units = units
    prefix = Array("\(mapping.name):".utf8)
    self.columnCount = columnCount
  }

  /// Appends the row at `cursor` to `result`.
  ///
  /// - Returns: Whether it could; a row of which something is not known yet, or that is to be refused,
  ///   must go by way of an event.
  mutating func make(
    _ cursor: CSVRowCursor, line: Int, _ memory: inout Memory, into result: inout ImportedRows
  ) -> Bool {
    let cells = cursor.cells
    guard cells.count == columnCount, !cursor.hasDoubledQuotes, !cells[plan.id].isEmpty,
      plan.texts.allSatisfy({ isPlain(cells[$0]) }),
      plan.placeID.map({ cells[$0].isEmpty }) ?? true,
      let latitude = decimal(cells[plan.latitude]),
      let longitude = decimal(cells[plan.longitude])
    else { return false }
    let point = GeographicPoint(longitude: longitude, latitude: latitude)
    guard point.isValid else { return false }

    found.removeAll(keepingCapacity: true)
    var dates = 0
    var precision = 0
    for case .known(let known) in plan.segments {
      setKey(known.cells, cells)
      guard let fragment = key.withUnsafeBytes(memory.caches[known.cache].fragment(for:)) else {
        return false
      }
      switch known.note {
      case .none: break
      case .dates: dates = fragment.note
      case .placePrecision: precision = fragment.note
      }
      found.append(fragment)
    }
    setUnitKey(units.unit(at: point), precision)
    guard let unit = key.withUnsafeBytes(memory.units.fragment(for:)) else { return false }
    setKey(plan.published, cells)
    guard let published = key.withUnsafeBytes(memory.published.fragment(for:)) else { return false }

    id.removeAll(keepingCapacity: true)
    id.append(contentsOf: prefix)
    id.append(contentsOf: bytes[cells[plan.id]])
    id.withUnsafeBytes { encoding.begin($0, at: point, in: &result.bytes) }
    var next = 0
    for segment in plan.segments {
      switch segment {
      case .known(let known):
        append(found[next], of: memory.caches[known.cache], to: &result.bytes)
        next += 1
      case .eventID(let column):
        id.withUnsafeBytes { encoding.append(text: $0, at: column, to: &result.bytes) }
      case .text(let source, let column):
        withText(source, cells) { text in
          if text.isEmpty {
            encoding.appendNull(at: column, to: &result.bytes)
          } else {
            encoding.append(text: text, at: column, to: &result.bytes)
          }
        }
      case .latitude(let column):
        encoding.append(number: latitude, at: column, to: &result.bytes)
      case .longitude(let column):
        encoding.append(number: longitude, at: column, to: &result.bytes)
      case .units: append(unit, of: memory.units, to: &result.bytes)
      case .sources(let column):
        writeSources(cells, published: memory.published.arena[published.body])
        json.withUnsafeBytes { encoding.append(text: $0, at: column, to: &result.bytes) }
      case .mergedFrom(let column):
        json.removeAll(keepingCapacity: true)
        json.append(UInt8(ascii: "["))
        id.withUnsafeBytes { appendQuoted($0, to: &json) }
        json.append(UInt8(ascii: "]"))
        json.withUnsafeBytes { encoding.append(text: $0, at: column, to: &result.bytes) }
      case .sourceLine(let column):
        encoding.append(integer: line, at: column, to: &result.bytes)
      case .sourceRow(let column):
        writeRow(cells)
        json.withUnsafeBytes { encoding.append(text: $0, at: column, to: &result.bytes) }
      }
    }
    encoding.end(&result.bytes)
    let span = memory.dates[dates]
    result.rows.append(
      ImportedRows.Row(
        line: line, headEnd: result.bytes.head.count, bodyEnd: result.bytes.body.count,
        idHash: id.withUnsafeBytes(rowHash), point: point, days: span.days,
        datePrecision: span.precision, source: cursor.extent))
    return true
  }

  /// Keeps what of a row that was made by way of its event is new.
  mutating func keep(
    _ item: ImportedEvents.Imported, _ row: EncodedRow, _ cursor: CSVRowCursor,
    _ memory: inout Memory
  ) {
    let cells = cursor.cells
    guard cells.count == columnCount, !cursor.hasDoubledQuotes,
      plan.placeID.map({ cells[$0].isEmpty }) ?? true, let days = item.event.dates,
      let point = item.event.place.point
    else { return }
    let place = item.event.place
    for segment in plan.segments {
      switch segment {
      case .known(let known):
        setKey(known.cells, cells)
        var note = 0
        switch known.note {
        case .none: break
        case .dates: note = memory.dates.count
        case .placePrecision: note = place.precision
        }
        let isNew = key.withUnsafeBytes {
          memory.caches[known.cache].insert(
            $0, head: row.head(known.columns), body: row.body(known.columns), note: note)
        }
        if isNew, known.note == .dates {
          memory.dates.append(
            (days.first.dayNumber...days.last.dayNumber, item.event.datePrecision))
        }
      case .units(let columns):
        setUnitKey(units.unit(at: point), place.precision)
        _ = key.withUnsafeBytes {
          memory.units.insert($0, head: row.head(columns), body: row.body(columns), note: 0)
        }
      default: break
      }
    }
    setKey(plan.published, cells)
    var json = JSONWriter()
    json.value(item.event.sources.first?.published?.description)
    _ = key.withUnsafeBytes {
      memory.published.insert($0, head: [], body: json.bytes, note: 0)
    }
  }

  // MARK: Keys

  /// The cells with U+0000 behind each, which no cell has.
  private mutating func setKey(_ indices: [Int], _ cells: [Range<Int>]) {
    key.removeAll(keepingCapacity: true)
    for index in indices {
      key.append(contentsOf: bytes[cells[index]])
      key.append(0)
    }
  }

  /// The units are told to a level by the precision of the place: EVENTS.md table 6.
  private mutating func setUnitKey(_ unit: Int, _ precision: Int) {
    key.removeAll(keepingCapacity: true)
    key.append(UInt8(truncatingIfNeeded: precision))
    withUnsafeBytes(of: unit) { key.append(contentsOf: $0) }
  }

  // MARK: Cells

  /// Whether there is no white space around the cell, which is known of most by its ends: white
  /// space beyond ASCII begins with one of four bytes in UTF-8.
  private func isPlain(_ cell: Range<Int>) -> Bool {
    guard let first = cell.first else { return true }
    var last = cell.upperBound - 1
    while last > first, bytes[last] & 0xC0 == 0x80 { last -= 1 }
    return !mayBeSpace(bytes[first]) && !mayBeSpace(bytes[last])
  }

  private func mayBeSpace(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0xC2 || (0xE1...0xE3).contains(byte)
  }

  /// A number in plain decimals, of so few digits that it is exact; `nil` for any other cell.
  ///
  /// Source: W. D. Clinger, "How to Read Floating Point Numbers Accurately" (1990): integers below
  /// 2^53 and powers of ten to the 22nd are exact, and one division rounds once.
  private func decimal(_ cell: Range<Int>) -> Double? {
    var index = cell.lowerBound
    let isNegative = index < cell.upperBound && bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var digits: UInt64 = 0
    var count = 0
    var decimals = -1
    while index < cell.upperBound {
      let byte = bytes[index]
      if (0x30...0x39).contains(byte) {
        digits = digits * 10 + UInt64(byte - 0x30)
        count += 1
        if decimals >= 0 { decimals += 1 }
      } else if byte == UInt8(ascii: "."), decimals < 0, count > 0 {
        decimals = 0
      } else {
        return nil
      }
      index += 1
    }
    guard (1...15).contains(count), decimals != 0 else { return nil }
    var scale = 1.0
    for _ in 0..<max(0, decimals) { scale *= 10 }
    let number = Double(digits) / scale
    return isNegative ? -number : number
  }

  private func withText(
    _ source: RowPlan.TextSource, _ cells: [Range<Int>], _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    if let cell = source.cell, !cells[cell].isEmpty {
      body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[cells[cell]])))
    } else {
      source.fallback.withUnsafeBytes(body)
    }
  }

  // MARK: JSON

  private mutating func writeSources(_ cells: [Range<Int>], published: ArraySlice<UInt8>) {
    var json = json
    self.json = []
    json.removeAll(keepingCapacity: true)
    json.append(contentsOf: #"[{"report_id":"#.utf8)
    id.withUnsafeBytes { appendQuoted($0, to: &json) }
    func member(_ key: StaticString, _ source: RowPlan.TextSource) {
      key.withUTF8Buffer { json.append(contentsOf: $0) }
      withText(source, cells) { text in
        if text.isEmpty {
          json.append(contentsOf: "null".utf8)
        } else {
          appendQuoted(text, to: &json)
        }
      }
    }
    member(#","outlet":"#, plan.outlet)
    member(#","title":"#, plan.title)
    member(#","url":"#, plan.url)
    json.append(contentsOf: #","published":"#.utf8)
    json.append(contentsOf: published)
    member(#","language":"#, plan.language)
    json.append(contentsOf: "}]".utf8)
    self.json = json
  }

  private mutating func writeRow(_ cells: [Range<Int>]) {
    json.removeAll(keepingCapacity: true)
    for (key, cell) in zip(plan.rowKeys, cells) {
      json.append(contentsOf: key)
      appendQuoted(
        UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[cell])), to: &json)
    }
    json.append(UInt8(ascii: "}"))
  }

  private func append(
    _ fragment: FragmentCache.Fragment, of cache: FragmentCache, to row: inout RowBytes
  ) {
    row.head.append(contentsOf: cache.arena[fragment.head])
    row.body.append(contentsOf: cache.arena[fragment.body])
  }
}

/// A row with the ends of its columns' values.
struct EncodedRow {
  var bytes = RowBytes()
  private var heads: [Int] = []
  private var bodies: [Int] = []

  init<Encoding: RowEncoding>(_ feature: Feature, _ encoding: Encoding) throws {
    try encoding.begin(feature, in: &bytes)
    for (column, value) in feature.values.enumerated() {
      heads.append(bytes.head.count)
      bodies.append(bytes.body.count)
      try encoding.append(value, at: column, to: &bytes)
    }
    heads.append(bytes.head.count)
    bodies.append(bytes.body.count)
    encoding.end(&bytes)
  }

  func head(_ columns: Range<Int>) -> ArraySlice<UInt8> {
    bytes.head[heads[columns.lowerBound]..<heads[columns.upperBound]]
  }

  func body(_ columns: Range<Int>) -> ArraySlice<UInt8> {
    bytes.body[bodies[columns.lowerBound]..<bodies[columns.upperBound]]
  }
}
