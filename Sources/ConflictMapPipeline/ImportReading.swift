internal import CSVText
internal import CivilCalendar
internal import EventExchange
internal import Foundation
internal import NewsIngest
internal import SimpleFeatures
internal import Synchronization

/// Reads a dataset part by part: of a large file only a few thousand rows are held at a time.
struct ImportReading: Sendable {
  let input: String
  let reader: ImportedRowReader
  let jobs: Int
  private let memories = Memories()

  init(input: String, reader: ImportedRowReader, jobs: Int) {
    self.input = input
    self.reader = reader
    self.jobs = jobs
  }

  /// What is used again: rows that were made already, of which a thread has some at a time, and
  /// the memory of rows that are written.
  private final class Memories: Sendable {
    private let idle = Mutex<[ImportedRowReader.Memory]>([])
    private let bytes = Mutex<[RowBytes]>([])

    func take() -> ImportedRowReader.Memory {
      idle.withLock { $0.popLast() } ?? ImportedRowReader.Memory()
    }
    func give(_ memory: ImportedRowReader.Memory) { idle.withLock { $0.append(memory) } }

    func takeBytes() -> RowBytes { bytes.withLock { $0.popLast() } ?? RowBytes() }
    func give(_ bytes: RowBytes) { self.bytes.withLock { $0.append(bytes) } }
  }

  /// Calls `body` with the rows of each part, in the order of the file.
  ///
  /// - Parameters:
  ///   - note: Where it is given, every event is made, and `body` has what it returns of each row's.
  ///   - body: The second parameter has the rows, by their places, whose ids are new.
  /// - Throws: ``PipelineError`` where the file is none of the dataset, or what `body` throws.
  func forEachPart<Note: Sendable>(
    noting note: (@Sendable (ImportedEvents.Imported) throws -> Note)?,
    _ body: (ImportedRows, [Int], [Note]) throws -> Void
  ) throws -> ImportAccount {
    guard var parts = CSVParts(path: input) else { throw unreadable() }
    var account = ImportAccount()
    var ids = IDLines()
    try inOrder(
      jobs: jobs,
      next: {
        do throws(POSIXError) {
          return try parts.next()
        } catch {
          throw PipelineError(.missingInput, "\(printable(input)): \(reason(of: error))")
        }
      },
      make: { part -> (ImportedRows, [Note]) in
        var memory = memories.take()
        memory.spare = memories.takeBytes()
        defer { memories.give(memory) }
        var notes: [Note] = []
        do {
          let rows =
            if let note {
              try reader.rows(of: part.bytes, lineOffset: part.lineOffset, memory: &memory) {
                notes.append(try note($0))
              }
            } else {
              try reader.rows(of: part.bytes, lineOffset: part.lineOffset, memory: &memory)
            }
          return (rows, notes)
        } catch let error as ExchangeError {
          throw PipelineError(.badInput, printable("\(input):\(error)"))
        }
      },
      use: { rows, notes in
        try body(rows, account.add(rows, &ids), notes)
        memories.give(rows.bytes)
      })
    return account
  }

  private func unreadable() -> PipelineError {
    PipelineError(.missingInput, "\(printable(input)): no such file, or it cannot be read")
  }
}

/// What the parts of a dataset add up to.
struct ImportAccount {
  var columns: [String] = []
  var rows = 0
  var events = 0
  var refused: [ImportedEvents.Refused] = []
  var unknown: [[String]: Int] = [:]
  var box: BoundingBox<GeographicPoint>?
  /// From the first day to the last, as numbers of days.
  private var days: ClosedRange<Int>?
  /// How many events begin on a day.
  private var starts: [Int: Int] = [:]
  var hasGround = true

  var timeSpan: DateSpan? {
    days.map {
      DateSpan(CivilDate(dayNumber: $0.lowerBound), CivilDate(dayNumber: $0.upperBound))
    }
  }

  var startCounts: [CivilDate: Int] {
    Dictionary(uniqueKeysWithValues: starts.map { (CivilDate(dayNumber: $0.key), $0.value) })
  }

  /// Adds a part and returns the rows, by their places, whose ids are not among `ids` yet.
  fileprivate mutating func add(_ part: ImportedRows, _ ids: inout IDLines) -> [Int] {
    columns = part.columns
    refused += part.refused
    rows += part.rows.count + part.refused.count
    var new: [Int] = []
    new.reserveCapacity(part.rows.count)
    for (index, row) in part.rows.enumerated() {
      if let earlier = ids.insert(row.idHash, line: row.line) {
        refused.append(part.refusal(ofRow: index, repeating: earlier))
        continue
      }
      new.append(index)
      if let point = row.point {
        if box == nil { box = BoundingBox([point]) }
        box?.formUnion(point)
      }
      guard let dates = row.days else { continue }
      if row.datePrecision <= 3 { starts[dates.lowerBound, default: 0] += 1 }
      if let span = days {
        days =
          min(span.lowerBound, dates.lowerBound)...max(span.upperBound, dates.upperBound)
      } else {
        days = dates
      }
    }
    events += new.count
    let isNew = part.unknown.isEmpty ? [] : Set(new)
    for (row, value) in part.unknown where isNew.contains(row) { unknown[value, default: 0] += 1 }
    return new
  }
}
