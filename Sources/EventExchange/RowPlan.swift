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
    /// -1 where no column has it.
    var cell: Int
    /// Where in ``FixedBytes`` the mapping's own text lies.
    var fallback: Range<Int>
  }

  /// What comes next in a row. It holds no array: going through the steps costs no count of references.
  struct Step: Sendable {
    enum Kind {
      /// What follows from some cells alone; days and the precision of the place are noted, too.
      case known, knownDates, knownPrecision
      case text, eventID, latitude, longitude
      /// The units that the point lies in.
      case units
      case sources, mergedFrom, sourceLine, sourceRow
    }
    var kind: Kind
    /// The columns of the layer that it fills.
    var columns: Range<Int>
    /// The cells that it follows from, by their places in ``RowPlan/inputs``.
    var inputs = 0..<0
    /// The cache that it has.
    var cache = 0
    var text = TextSource(cell: -1, fallback: 0..<0)
  }

  /// Bytes that stay where they are.
  final class FixedBytes: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer

    init(_ bytes: [UInt8]) {
      memory = .allocate(byteCount: max(1, bytes.count), alignment: 1)
      memory.copyBytes(from: bytes)
    }

    deinit { memory.deallocate() }

    subscript(range: Range<Int>) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[range])
    }
  }

  private(set) var steps: [Step] = []
  private(set) var inputs: [Int] = []
  private(set) var cacheCount = 0
  let fixed: FixedBytes
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
  /// The cells that ``EventSource/published`` follows from, by their places in ``inputs``.
  let published: Range<Int>
  /// What stands before each cell in the JSON of the row, in ``fixed``.
  let rowKeys: [Range<Int>]

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
    var bytes: [UInt8] = []
    func keep(_ text: some Sequence<UInt8>) -> Range<Int> {
      let start = bytes.count
      bytes.append(contentsOf: text)
      return start..<bytes.count
    }
    func text(_ field: MappedField, or fallback: String = "") -> TextSource {
      TextSource(
        cell: cell(field) ?? -1, fallback: keep((mapping.defaults[field] ?? fallback).utf8))
    }
    var inputs: [Int] = []
    func input(_ cells: [Int]) -> Range<Int> {
      inputs += cells
      return inputs.count - cells.count..<inputs.count
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
    language = text(.language, or: "und")
    published = input([cell(.published)].compactMap { $0 })
    rowKeys = columns.enumerated().map { index, column in
      var json = JSONWriter()
      json.key(column)
      return keep([UInt8(ascii: index == 0 ? "{" : ",")] + json.bytes)
    }

    var steps: [Step] = []
    var caches = 0
    var next = 0
    func column(_ name: String) -> Int {
      guard let index = fields.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("no field \(name)")
      }
      return index
    }
    func known(
      through last: String, _ fields: MappedField..., kind: Step.Kind = .known
    ) {
      let end = column(last) + 1
      defer { next = end }
      let cells = Array(Set(fields.compactMap(cell))).sorted()
      if kind == .known, let before = steps.last, before.kind == .known,
        Array(inputs[before.inputs]) == cells
      {
        steps[steps.count - 1].columns = before.columns.lowerBound..<end
        return
      }
      steps.append(
        Step(kind: kind, columns: next..<end, inputs: input(cells), cache: caches))
      caches += 1
    }
    func single(_ kind: Step.Kind, _ name: String, _ field: MappedField? = nil) {
      precondition(next == column(name))
      var step = Step(kind: kind, columns: next..<next + 1)
      if let field { step.text = text(field) }
      steps.append(step)
      next += 1
    }
    single(.eventID, "event_id")
    known(through: "status")
    known(through: "date_prec", .dateStart, .dateEnd, .datePrecision, kind: .knownDates)
    known(through: "report_date_max", .published)
    known(
      through: "control_to", .subType, .polarity, .controlEffect, .controlFrom, .controlTo)
    known(
      through: "claimed_by", .subType, .sideA, .sideB, .initiator, .civilianTargeting, .claimedBy)
    known(through: "place_id")
    single(.text, "place_ar", .placeArabic)
    single(.text, "place_en", .placeEnglish)
    single(.text, "place_text", .placeEnglish)
    known(through: "place_relation", .placePrecision)
    single(.latitude, "lat")
    single(.longitude, "lon")
    known(through: "geo_radius_m", .placePrecision, kind: .knownPrecision)
    steps.append(Step(kind: .units, columns: next..<column("adm3_en") + 1))
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
    single(.sources, "sources")
    known(through: "confidence_parts")
    single(.mergedFrom, "merged_from")
    known(through: "source_dataset")
    single(.sourceLine, "source_line")
    single(.sourceRow, "source_row")
    precondition(next == fields.count)
    self.steps = steps
    self.inputs = inputs
    cacheCount = caches
    fixed = FixedBytes(bytes)
  }
}
