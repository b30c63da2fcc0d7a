internal import CSVText
internal import CivilCalendar
internal import EventCoding
internal import EventExchange
internal import EventLayers
internal import Foundation
internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures

/// Reads a dataset part by part: of a large file only a few thousand rows are held at a time.
struct ImportReading: Sendable {
  let input: String
  let dataset: EventDataset
  let mapping: ColumnMapping?
  let theatre: Theatre
  let actors: ActorDirectory
  let jobs: Int

  /// Some rows of the file, with what was made of their events.
  struct Part<Made: Sendable>: Sendable {
    var imported: ImportedEvents
    /// The rows of the layer, one for each event.
    var features: [Feature]
    var made: Made
    /// Whether ``made`` is of all ``features``: false where an event's id stands in an earlier part.
    var isWhole = true
  }

  /// What the parts add up to.
  struct Account {
    var columns: [String] = []
    var rows = 0
    var events = 0
    var refused: [ImportedEvents.Refused] = []
    var unknown: [[String]: Int] = [:]
    var box: BoundingBox<GeographicPoint>?
    /// From the first day to the last.
    var days: DateSpan?
    /// How many events begin on a day.
    var starts: [CivilDate: Int] = [:]
    var hasGround = true

    fileprivate mutating func add(_ imported: ImportedEvents) {
      columns = imported.columns
      rows += imported.rowCount
      events += imported.events.count
      refused += imported.refused
      for value in imported.unknown {
        unknown[[value.column, value.value], default: 0] += value.count
      }
      for event in imported.events.lazy.map(\.event) {
        if let point = event.place.point {
          if box == nil { box = BoundingBox([point]) }
          box?.formUnion(point)
        }
        guard let dates = event.dates else { continue }
        if event.datePrecision <= 3 { starts[dates.first, default: 0] += 1 }
        days =
          days.map {
            DateSpan(min($0.first, dates.first), max($0.last, dates.last))
          } ?? dates
      }
    }
  }

  /// The lines of the file, which are as many as its rows or more.
  func lineCount() throws -> Int {
    guard let handle = FileHandle(forReadingAtPath: input) else { throw unreadable() }
    defer { try? handle.close() }
    var count = 0
    while let block = try handle.read(upToCount: 1 << 20), !block.isEmpty {
      count += block.count { $0 == 0x0A }
    }
    return count
  }

  /// Calls `body` with each part, in the order of the file.
  ///
  /// - Parameter make: Is called with the rows of a part, of several parts at once.
  /// - Throws: ``PipelineError`` where the file is none of the dataset, or what `body` throws.
  func forEachPart<Made: Sendable>(
    making make: @Sendable @escaping ([Feature]) -> Made, _ body: (Part<Made>) throws -> Void
  ) throws -> Account {
    guard var parts = CSVParts(path: input) else { throw unreadable() }
    var account = Account()
    var seen: [UInt64: Int32] = [:]
    while true {
      var some: [CSVParts.Part] = []
      do throws(POSIXError) {
        while some.count < max(1, jobs), let part = try parts.next() { some.append(part) }
      } catch {
        throw PipelineError(.missingInput, "\(printable(input)): \(reason(of: error))")
      }
      guard !some.isEmpty else { return account }
      for result in parallelMap(some, jobs: jobs, { part in Result { try read(part, make) } }) {
        var part: Part<Made>
        do {
          part = try result.get()
        } catch let error as ExchangeError {
          throw PipelineError(.badInput, printable("\(input):\(error)"))
        }
        let repeated = part.imported.refuseRepeated(&seen)
        for index in repeated.reversed() { part.features.remove(at: index) }
        part.isWhole = repeated.isEmpty
        account.add(part.imported)
        try body(part)
      }
    }
  }

  private func read<Made>(
    _ part: CSVParts.Part, _ make: ([Feature]) -> Made
  ) throws -> Part<Made> {
    var imported = try ImportedEvents(
      part.bytes, of: dataset, mapping: mapping, actors: actors, gazetteer: theatre.gazetteer,
      lineOffset: part.lineOffset)
    imported.assignUnits { point in
      guard let code = theatre.boundaries.subDistrict(containing: point)?.code,
        let unit = theatre.gazetteer.place(id: code)
      else {
        return [theatre.boundaries.area(of: .governorate, containing: point)?.code ?? ""]
      }
      return [unit.adm1, unit.adm2, code]
    }
    let features = FeatureTable.imported(imported.events, gazetteer: theatre.gazetteer).features
    return Part(imported: imported, features: features, made: make(features))
  }

  private func unreadable() -> PipelineError {
    PipelineError(.missingInput, "\(printable(input)): no such file, or it cannot be read")
  }
}
