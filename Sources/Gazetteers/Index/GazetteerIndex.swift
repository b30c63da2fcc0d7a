/// A compiled gazetteer in memory or in a file that is mapped.
final class GazetteerIndex: Sendable {
  private let memory: IndexMemory
  let places: PlaceRecords
  let forms: NameForms
  let tree: SoundTree

  /// Compiles `places`, which have ids that differ.
  convenience init(_ places: [Place]) {
    self.init(readBack: Self.bytes(of: places, source: Self.none))
  }

  /// The index that ``bytes(of:source:)`` just made.
  convenience init(readBack bytes: [UInt8]) {
    do throws(IndexFile.Defect) {
      try self.init(IndexMemory(copying: bytes), isOf: { _ in true })
    } catch {
      preconditionFailure("an index that was just made cannot be read")
    }
  }

  /// - Throws: ``IndexFile/Defect``.
  private init(
    _ memory: IndexMemory, isOf: (IndexFile.Source) -> Bool
  ) throws(IndexFile.Defect) {
    let sections = try IndexFile.sections(memory.bytes, isOf: isOf)
    self.memory = memory
    places = PlaceRecords(sections)
    forms = NameForms(sections)
    tree = SoundTree(sections)
  }

  /// The length of the index in bytes.
  var byteCount: Int { memory.bytes.count }

  private static let none = IndexFile.Source(UnsafeRawBufferPointer(start: nil, count: 0))

  // MARK: Files

  /// Maps the index in the file at `path`; `nil` where there is none.
  ///
  /// - Parameter table: The table of places that it must have been compiled from.
  /// - Throws: ``IndexFile/Defect``.
  convenience init?(
    mapping path: String, of table: IndexFile.Source
  ) throws(IndexFile.Defect) {
    guard let memory = IndexMemory(mapping: path) else { return nil }
    try self.init(memory, isOf: { $0 == table })
  }

  /// The file of an index of `places`, which a table with this length and checksum lists.
  static func bytes(of places: [Place], source: IndexFile.Source) -> [UInt8] {
    var places = places
    if !zip(places, places.dropFirst()).allSatisfy({ precedes($0, $1) }) {
      places.sort(by: precedes)
    }
    let records = PlaceRecordWriter(places).sections
    let names = NameFormWriter(places).sections
    return IndexFile.bytes(of: records.merging(names) { first, _ in first }, source: source)
  }

  private static func precedes(_ a: Place, _ b: Place) -> Bool {
    a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
  }
}
