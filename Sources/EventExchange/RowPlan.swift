internal import EventCoding
internal import JSONText
internal import SimpleFeatures

/// What of a row of a mapped table follows from which of its cells.
///
/// Values that follow from few cells with few values (a code, a day, the sides) are made once by
/// ``MappedReader`` and kept; the others (ids, names, titles, coordinates) go from cell to row.
struct RowPlan: Sendable {
  /// A cell as it is, or what the mapping has in its place where it is empty.
  struct TextSource: Sendable {
    var cell: Int?
    var fallback: [UInt8] = []
  }

  enum Segment: Sendable {
    /// What follows from some cells alone.
    case known(Known)
    case text(TextSource, column: Int)
    case eventID(column: Int)
    case latitude(column: Int)
    case longitude(column: Int)
    /// The units that the point lies in.
    case units(Range<Int>)
    case sources(column: Int)
    case mergedFrom(column: Int)
    case sourceLine(column: Int)
    case sourceRow(column: Int)
  }

  struct Known: Sendable {
    var cells: [Int]
    var columns: Range<Int>
    /// The cache that it has, in the order of the plan.
    var cache: Int
    var note = Note.none
    enum Note { case none, dates, placePrecision }
  }

  private(set) var segments: [Segment] = []
  private(set) var cacheCount = 0
  let id: Int
  let latitude: Int
  let longitude: Int
  let placeID: Int?
  /// The cells that go to the row as they are.
  let texts: [Int]
  let outlet: TextSource
  let title: TextSource
  let url: TextSource
  let language: TextSource
  /// The cells that ``EventSource/published`` follows from.
  let published: [Int]
  /// What stands before each cell in the JSON of the row.
  let rowKeys: [[UInt8]]

  /// - Parameters:
  ///   - columns: Those of the table.
  ///   - fields: Those of the layer.
  /// - Returns: `nil` for a mapping that changes what goes from cell to row.
  init?(_ mapping: ColumnMapping, columns: [String], fields: [Field]) {
    func cell(_ field: MappedField) -> Int? {
      mapping.columns[field].flatMap { columns.firstIndex(of: $0) }
    }
    let direct: [MappedField] = [
      .eventID, .placeID, .placeArabic, .placeEnglish, .latitude, .longitude, .source, .title, .url,
      .language,
    ]
    guard direct.allSatisfy({ mapping.values[$0] == nil }), mapping.defaults[.placeID] == nil,
      mapping.defaults[.latitude] == nil, mapping.defaults[.longitude] == nil,
      let latitude = cell(.latitude), let longitude = cell(.longitude), let id = cell(.eventID)
    else { return nil }
    func text(_ field: MappedField) -> TextSource {
      TextSource(cell: cell(field), fallback: Array((mapping.defaults[field] ?? "").utf8))
    }
    self.latitude = latitude
    self.longitude = longitude
    self.id = id
    texts = [.eventID, .placeArabic, .placeEnglish, .source, .title, .url, .language].compactMap(
      cell)
    placeID = cell(.placeID)
    outlet = text(.source)
    title = text(.title)
    url = text(.url)
    language = TextSource(
      cell: cell(.language), fallback: Array((mapping.defaults[.language] ?? "und").utf8))
    published = [cell(.published)].compactMap { $0 }
    rowKeys = columns.enumerated().map { index, column in
      var json = JSONWriter()
      json.key(column)
      return [UInt8(ascii: index == 0 ? "{" : ",")] + json.bytes
    }

    var next = 0
    func column(_ name: String) -> Int {
      guard let index = fields.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("no field \(name)")
      }
      return index
    }
    func known(through last: String, _ inputs: MappedField..., note: Known.Note = .none) {
      let end = column(last) + 1
      defer { next = end }
      let cells = Array(Set(inputs.compactMap(cell))).sorted()
      if note == .none, case .known(var before)? = segments.last, before.cells == cells {
        before.columns = before.columns.lowerBound..<end
        segments[segments.count - 1] = .known(before)
        return
      }
      segments.append(
        .known(Known(cells: cells, columns: next..<end, cache: cacheCount, note: note)))
      cacheCount += 1
    }
    func single(_ segment: (Int) -> Segment, _ name: String) {
      precondition(next == column(name))
      segments.append(segment(next))
      next += 1
    }
    single(Segment.eventID, "event_id")
    known(through: "status")
    known(through: "date_prec", .dateStart, .dateEnd, .datePrecision, note: .dates)
    known(through: "report_date_max", .published)
    known(
      through: "control_to", .subType, .polarity, .controlEffect, .controlFrom, .controlTo)
    known(
      through: "claimed_by", .subType, .sideA, .sideB, .initiator, .civilianTargeting, .claimedBy)
    known(through: "place_id")
    single({ Segment.text(text(.placeArabic), column: $0) }, "place_ar")
    single({ Segment.text(text(.placeEnglish), column: $0) }, "place_en")
    single({ Segment.text(text(.placeEnglish), column: $0) }, "place_text")
    known(through: "place_relation", .placePrecision)
    single(Segment.latitude, "lat")
    single(Segment.longitude, "lon")
    known(through: "geo_radius_m", .placePrecision, note: .placePrecision)
    segments.append(.units(next..<column("adm3_en") + 1))
    next = column("adm3_en") + 1
    known(through: "killed_high", .killedLow, .killedBest, .killedHigh)
    known(through: "injured_high", .injuredLow, .injuredBest, .injuredHigh)
    known(through: "captured_high", .capturedLow, .capturedBest, .capturedHigh)
    known(through: "defected_high", .defectedLow, .defectedBest, .defectedHigh)
    known(through: "missing_high", .missingLow, .missingBest, .missingHigh)
    known(through: "displaced_high", .displacedLow, .displacedBest, .displacedHigh)
    known(through: "killed_a", .killedOfA)
    known(through: "killed_b", .killedOfB)
    known(through: "killed_civ", .killedCivilians)
    known(through: "killed_unk", .killedUnknown)
    known(through: "count_kind", .countKind)
    single(Segment.sources, "sources")
    known(through: "confidence_parts")
    single(Segment.mergedFrom, "merged_from")
    known(through: "source_dataset")
    single(Segment.sourceLine, "source_line")
    single(Segment.sourceRow, "source_row")
    precondition(next == fields.count)
  }
}
