internal import CivilCalendar
internal import SimpleFeatures

/// The rows of a table, asked by the names of its fields; what a table does not have is `nil`.
struct TableRows: Sequence {
  struct Row {
    fileprivate let columns: [String: Int]
    let feature: Feature

    private func value(_ field: String) -> FieldValue {
      columns[field].map { feature.values[$0] } ?? .null
    }

    func text(_ field: String) -> String? {
      switch value(field) {
      case .text(let text), .time(let text): text
      default: nil
      }
    }

    func integer(_ field: String) -> Int? {
      switch value(field) {
      case .integer(let number): number
      case .real(let number): Int(exactly: number.rounded())
      default: nil
      }
    }

    func real(_ field: String) -> Double? {
      switch value(field) {
      case .integer(let number): Double(number)
      case .real(let number): number
      default: nil
      }
    }

    func flag(_ field: String) -> Bool? {
      switch value(field) {
      case .boolean(let flag): flag
      case .integer(let number): number != 0
      default: nil
      }
    }

    /// A day, also of a field that holds an instant.
    func date(_ field: String) -> CivilDate? { text(field).flatMap { CivilDate(iso: $0) } }

    /// Whether the row holds on `date` by its `valid_from` and `valid_to`.
    func holds(on date: CivilDate) -> Bool {
      ConflictMapPipeline.holds(
        from: self.date("valid_from") ?? date, to: self.date("valid_to"), on: date)
    }
  }

  private let columns: [String: Int]
  private let features: [Feature]

  init(_ table: FeatureTable?) {
    features = table?.features ?? []
    columns = Dictionary(
      (table?.fields ?? []).enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  func makeIterator() -> LazyMapSequence<[Feature], Row>.Iterator {
    features.lazy.map { Row(columns: columns, feature: $0) }.makeIterator()
  }
}
