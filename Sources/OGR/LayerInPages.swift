internal import CivilCalendar
public import SimpleFeatures

/// A large layer of a GeoPackage while its rows are written, page by page.
public final class LayerInPages {
  struct Place {
    var name: String
    /// The column of the geometry, `nil` where there is none.
    var geometry: String?
    /// The column of the rows' numbers.
    var key: String
    /// The page of the table.
    var root: Int
    /// Those of the spatial index.
    var index: PackedRTree.Roots?
    /// Indices over days, each with its page and with whether it is over instants.
    var spans: [(root: Int, isInstant: Bool)] = []
  }

  /// The days of a row in the order of the indices over them: those of no day are first.
  private struct Span {
    var start: Int32
    var end: Int32
    var row: UInt32

    static let unknown = Int32.min
  }

  let place: Place
  /// The rows so far; each has the next number, from 1.
  public private(set) var rows: Int64 = 0
  /// What holds all rows, `nil` where none has a place.
  private(set) var box: BoundingBox<GeographicPoint>?
  private let pages: DatabasePages
  private var table: TablePages
  private var index = PackedRTree()
  private var spans: [Span] = []

  init(_ place: Place, in pages: DatabasePages) {
    self.place = place
    self.pages = pages
    table = TablePages(root: place.root, in: pages)
  }

  /// Appends a row that ``GeoPackageRows`` has made.
  ///
  /// - Parameters:
  ///   - box: What holds its shape, in degrees.
  ///   - days: The numbers of its first and its last day, for the indices over them.
  /// - Throws: ``OGRError`` where it cannot be written, as on a full disk.
  public func append(
    _ head: some Collection<UInt8>, _ body: some Collection<UInt8>,
    _ box: BoundingBox<GeographicPoint>?, days: ClosedRange<Int>? = nil
  ) throws(OGRError) {
    rows += 1
    try table.append(rows, head, body, to: pages)
    if !place.spans.isEmpty {
      spans.append(
        Span(
          start: days.map { Int32($0.lowerBound) } ?? Span.unknown,
          end: days.map { Int32($0.upperBound) } ?? Span.unknown,
          row: UInt32(truncatingIfNeeded: rows)))
    }
    guard let box else { return }
    index.insert(rows, box)
    self.box?.formUnion(.init(x: box.minX, y: box.minY))
    self.box?.formUnion(.init(x: box.maxX, y: box.maxY))
    if self.box == nil { self.box = box }
  }

  func finish() throws(OGRError) {
    try table.finish(pages)
    if let roots = place.index { try index.write(roots, to: pages) }
    spans.sort { ($0.start, $0.end, $0.row) < ($1.start, $1.end, $1.row) }
    for index in place.spans { try write(index.root, isInstant: index.isInstant) }
    spans = []
  }

  private func write(_ root: Int, isInstant: Bool) throws(OGRError) {
    var row = RowBytes()
    var texts = (
      start: SpanText(isInstant ? .firstSecond : .day),
      end: SpanText(isInstant ? .lastSecond : .day)
    )
    try IndexPages.write(root: root, count: spans.count, to: pages) { index, record in
      let span = spans[index]
      row.removeAll()
      texts.start.append(span.start == Span.unknown ? nil : span.start, to: &row)
      texts.end.append(span.end == Span.unknown ? nil : span.end, to: &row)
      appendInteger(Int(span.row), to: &row)
      record.removeAll(keepingCapacity: true)
      appendRecordHead(row.head, to: &record)
      record.append(contentsOf: row.body)
    }
  }
}

/// The texts of days, for many of one after the other.
private struct SpanText {
  enum Form { case day, firstSecond, lastSecond }

  private let form: Form
  private var day: Int32 = 0
  private var text: [UInt8] = []

  init(_ form: Form) { self.form = form }

  /// Appends the text with its type, as ``GeoPackageRows`` writes it, or null.
  mutating func append(_ day: Int32?, to row: inout RowBytes) {
    guard let day else { return row.head.append(0) }
    if text.isEmpty || day != self.day {
      self.day = day
      let date = CivilDate(dayNumber: Int(day))
      let text =
        switch form {
        case .day: date.description
        case .firstSecond: Timestamp(date.firstSecond)?.geoPackageText ?? ""
        case .lastSecond: Timestamp(date.lastSecond)?.geoPackageText ?? ""
        }
      self.text = Array(text.utf8)
    }
    appendVariableLength(UInt64(text.count * 2 + 13), to: &row.head)
    row.body.append(contentsOf: text)
  }
}
