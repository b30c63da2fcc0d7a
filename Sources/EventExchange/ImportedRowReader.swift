internal import CSVText
internal import CivilCalendar
internal import EventCoding
internal import EventLayers
public import Gazetteers
public import SimpleFeatures

/// Which administrative units a point lies in.
public protocol UnitLocating: Sendable {
  /// A number for the units at `point`.
  func unit(at point: GeographicPoint) -> Int
  /// The codes of governorate, district and sub-district for such a number, empty where there is none.
  func codes(ofUnit unit: Int) -> [String]
}

/// Makes rows of a layer of the rows of a dataset.
///
/// The rows are those that ``ImportedEvents`` and `FeatureTable.imported` give. For a mapped table most of them
/// are made without an ``Event``: what follows from a few cells is made once and kept.
public struct ImportedRowReader: Sendable {
  /// What was made for the rows so far, for those to come. One for each thread.
  public struct Memory: Sendable {
    var caches: [FragmentCache] = []
    var units = FragmentCache()
    var published = FragmentCache()
    var dates: [(days: ClosedRange<Int>, precision: Int)] = []
    /// What an earlier part's rows were in and nobody needs any more: its memory is used again.
    public var spare = RowBytes()

    public init() {}
  }

  private let dataset: EventDataset
  private let mapping: ColumnMapping?
  private let actors: ActorDirectory
  private let gazetteer: Gazetteer
  private let units: any UnitLocating
  private let encoding: any RowEncoding
  private let fields: [Field]

  /// - Parameters:
  ///   - mapping: What the columns mean, for ``EventDataset/csv``.
  ///   - encoding: How rows of the table of `FeatureTable.imported` are written.
  public init(
    _ dataset: EventDataset, mapping: ColumnMapping?, actors: ActorDirectory,
    gazetteer: Gazetteer, units: any UnitLocating, encoding: any RowEncoding
  ) {
    self.dataset = dataset
    self.mapping = mapping
    self.actors = actors
    self.gazetteer = gazetteer
    self.units = units
    self.encoding = encoding
    fields = FeatureTable.imported([], gazetteer: gazetteer).fields
  }

  /// The rows of a part.
  ///
  /// - Parameters:
  ///   - part: CSV in UTF-8 with its header.
  ///   - lineOffset: What is to be added to a line of the part to have the line of the file.
  ///   - note: Is given each event that was made, in the rows' order; with it every event is made.
  /// - Throws: ``ExchangeError`` where the table is not of the dataset.
  public func rows(
    of part: [UInt8], lineOffset: Int, memory: inout Memory,
    note: ((ImportedEvents.Imported) throws -> Void)? = nil
  ) throws -> ImportedRows {
    if note == nil, let rows = try quickRows(of: part, lineOffset, &memory) { return rows }
    var result = ImportedRows()
    let events = try events(of: part, lineOffset)
    result.columns = events.columns
    result.refused = events.refused
    for item in events.events {
      append(item, try encoded(item), source: nil, to: &result)
      try note?(item)
    }
    return result
  }

  // MARK: By way of events

  private func events(of bytes: [UInt8], _ lineOffset: Int) throws -> ImportedEvents {
    var events = try ImportedEvents(
      bytes, of: dataset, mapping: mapping, actors: actors, gazetteer: gazetteer,
      lineOffset: lineOffset)
    events.assignUnits { units.codes(ofUnit: units.unit(at: $0)) }
    return events
  }

  private func encoded(_ item: ImportedEvents.Imported) throws -> EncodedRow {
    try EncodedRow(FeatureTable.imported([item], gazetteer: gazetteer).features[0], encoding)
  }

  private func append(
    _ item: ImportedEvents.Imported, _ row: EncodedRow, source: Range<Int>?,
    to result: inout ImportedRows
  ) {
    result.bytes.head += row.bytes.head
    result.bytes.body += row.bytes.body
    var id = item.event.id
    let hash = id.withUTF8 { rowHash(UnsafeRawBufferPointer($0)) }
    for value in item.unknown { result.unknown.append((result.rows.count, value)) }
    if source == nil { result.cells.append(item.source.cells) }
    result.rows.append(
      ImportedRows.Row(
        line: item.source.line, headEnd: result.bytes.head.count,
        bodyEnd: result.bytes.body.count, idHash: hash, point: item.event.place.point,
        days: item.event.dates.map { $0.first.dayNumber...$0.last.dayNumber },
        datePrecision: item.event.datePrecision, source: source ?? 0..<0))
  }

  // MARK: From cells

  /// `nil` where the part must go by way of events.
  private func quickRows(
    of part: [UInt8], _ lineOffset: Int, _ memory: inout Memory
  ) throws -> ImportedRows? {
    guard let mapping, dataset == .csv, isSound(part) else { return nil }
    let separator = mapping.separator ?? ImportedEvents.separator(of: part)
    var result = ImportedRows()
    swap(&result.bytes, &memory.spare)
    result.bytes.removeAll()
    return try part.withUnsafeBufferPointer { bytes -> ImportedRows? in
      var cursor = CSVRowCursor(separator: separator)
      guard case .row = cursor.next(in: bytes), !cursor.hasDoubledQuotes else { return nil }
      let columns = cursor.cells.map { String(decoding: bytes[$0], as: UTF8.self) }
      guard Set(columns).count == columns.count else { return nil }
      try mapping.check(columns)
      guard let plan = RowPlan(mapping, columns: columns, fields: fields) else { return nil }
      let header = 0..<cursor.extent.upperBound
      let headerLines = bytes[header].count { $0 == 0x0A }
      if memory.caches.count != plan.cacheCount {
        memory.caches = [FragmentCache](repeating: FragmentCache(), count: plan.cacheCount)
      }
      result.columns = columns
      result.part = part
      result.header = header
      result.separator = separator
      var quick = QuickRow(
        plan, bytes, mapping: mapping, columnCount: columns.count, encoding: encoding,
        units: units)
      loop: while true {
        switch cursor.next(in: bytes) {
        case .end: break loop
        case .malformed: return nil
        case .row: break
        }
        let line = cursor.line + lineOffset
        if quick.make(cursor, line: line, &memory, into: &result) { continue }
        let one = try events(
          of: Array(part[header] + part[cursor.extent]), line - headerLines - 1)
        result.refused += one.refused
        for item in one.events {
          let row = try encoded(item)
          if item.unknown.isEmpty { quick.keep(item, row, cursor, &memory) }
          append(item, row, source: cursor.extent, to: &result)
        }
      }
      return result
    }
  }

  /// Whether the part is UTF-8 without U+0000.
  private func isSound(_ part: [UInt8]) -> Bool {
    guard !part.contains(0) else { return false }
    return part.allSatisfy { $0 < 0x80 } || String(validating: part, as: UTF8.self) != nil
  }
}
