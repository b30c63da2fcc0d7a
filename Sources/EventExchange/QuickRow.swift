internal import CSVText
internal import CivilCalendar
internal import EventCoding
internal import JSONText
internal import SimpleFeatures

/// Makes rows of a mapped table from the bytes of their cells, by a plan.
struct QuickRow {
  typealias Memory = ImportedRowReader.Memory

  let plan: RowPlan
  let bytes: UnsafeBufferPointer<UInt8>
  let encoding: any RowEncoding
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
    encoding: any RowEncoding, units: any UnitLocating
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
    for step in plan.steps {
      switch step.kind {
      case .known, .knownDates, .knownPrecision: break
      default: continue
      }
      setKey(step.inputs, cells)
      guard let fragment = key.withUnsafeBytes({ memory.caches[step.cache].fragment(for: $0) })
      else { return false }
      if step.kind == .knownDates { dates = fragment.note }
      if step.kind == .knownPrecision { precision = fragment.note }
      found.append(fragment)
    }
    setUnitKey(units.unit(at: point), precision)
    guard let unit = key.withUnsafeBytes(memory.units.fragment(for:)) else { return false }
    setKey(plan.published, cells)
    guard let published = key.withUnsafeBytes(memory.published.fragment(for:)) else { return false }

    id.removeAll(keepingCapacity: true)
    id.append(contentsOf: prefix)
    id.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[cells[plan.id]]))
    id.withUnsafeBytes { encoding.begin($0, at: point, in: &result.bytes) }
    var next = 0
    for step in plan.steps {
      let column = step.columns.lowerBound
      switch step.kind {
      case .known, .knownDates, .knownPrecision:
        memory.caches[step.cache].append(found[next], to: &result.bytes)
        next += 1
      case .eventID:
        id.withUnsafeBytes { encoding.append(text: $0, at: column, to: &result.bytes) }
      case .text:
        let text = text(step.text, cells)
        if text.isEmpty {
          encoding.appendNull(at: column, to: &result.bytes)
        } else {
          encoding.append(text: text, at: column, to: &result.bytes)
        }
      case .latitude: encoding.append(number: latitude, at: column, to: &result.bytes)
      case .longitude: encoding.append(number: longitude, at: column, to: &result.bytes)
      case .units: memory.units.append(unit, to: &result.bytes)
      case .sources:
        writeSources(cells, published: memory.published, published)
        json.withUnsafeBytes { encoding.append(text: $0, at: column, to: &result.bytes) }
      case .mergedFrom:
        json.removeAll(keepingCapacity: true)
        json.append(UInt8(ascii: "["))
        id.withUnsafeBytes { appendQuoted($0, to: &json) }
        json.append(UInt8(ascii: "]"))
        json.withUnsafeBytes { encoding.append(text: $0, at: column, to: &result.bytes) }
      case .sourceLine: encoding.append(integer: line, at: column, to: &result.bytes)
      case .sourceRow:
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
    for step in plan.steps {
      switch step.kind {
      case .known, .knownDates, .knownPrecision:
        setKey(step.inputs, cells)
        let note =
          switch step.kind {
          case .knownDates: memory.dates.count
          case .knownPrecision: place.precision
          default: 0
          }
        let isNew = key.withUnsafeBytes {
          memory.caches[step.cache].insert(
            $0, head: row.head(step.columns), body: row.body(step.columns), note: note)
        }
        if isNew, step.kind == .knownDates {
          memory.dates.append(
            (days.first.dayNumber...days.last.dayNumber, item.event.datePrecision))
        }
      case .units:
        setUnitKey(units.unit(at: point), place.precision)
        _ = key.withUnsafeBytes {
          memory.units.insert(
            $0, head: row.head(step.columns), body: row.body(step.columns), note: 0)
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
  private mutating func setKey(_ inputs: Range<Int>, _ cells: [Range<Int>]) {
    key.removeAll(keepingCapacity: true)
    for input in inputs {
      key.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[cells[plan.inputs[input]]]))
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

  private func text(
    _ source: RowPlan.TextSource, _ cells: [Range<Int>]
  ) -> UnsafeRawBufferPointer {
    source.cell >= 0 && !cells[source.cell].isEmpty
      ? UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[cells[source.cell]]))
      : plan.fixed[source.fallback]
  }

  // MARK: JSON

  private mutating func writeSources(
    _ cells: [Range<Int>], published cache: FragmentCache, _ published: FragmentCache.Fragment
  ) {
    json.removeAll(keepingCapacity: true)
    json.append(contentsOf: #"[{"report_id":"#.utf8)
    id.withUnsafeBytes { appendQuoted($0, to: &json) }
    appendMember(#","outlet":"#, text(plan.outlet, cells))
    appendMember(#","title":"#, text(plan.title, cells))
    appendMember(#","url":"#, text(plan.url, cells))
    json.append(contentsOf: #","published":"#.utf8)
    json.append(contentsOf: cache.arena[published.body])
    appendMember(#","language":"#, text(plan.language, cells))
    json.append(contentsOf: "}]".utf8)
  }

  private mutating func appendMember(_ key: StaticString, _ text: UnsafeRawBufferPointer) {
    json.append(
      contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    if text.isEmpty {
      json.append(contentsOf: "null".utf8)
    } else {
      appendQuoted(text, to: &json)
    }
  }

  private mutating func writeRow(_ cells: [Range<Int>]) {
    json.removeAll(keepingCapacity: true)
    for index in cells.indices {
      json.append(contentsOf: plan.fixed[plan.rowKeys[index]])
      appendQuoted(
        UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[cells[index]])), to: &json)
    }
    json.append(UInt8(ascii: "}"))
  }
}

/// A row with the ends of its columns' values.
struct EncodedRow {
  var bytes = RowBytes()
  private var heads: [Int] = []
  private var bodies: [Int] = []

  init(_ feature: Feature, _ encoding: any RowEncoding) throws {
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
