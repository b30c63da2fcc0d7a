public import CivilCalendar
internal import EventLayers
public import Gazetteers
internal import JSONText
public import NewsIngest
public import SimpleFeatures

/// Reports in, one record of JSON out for each, in their order and in memory that does not grow.
public struct ExtractStream: Sendable {
  private let stage: ReportStage
  private let record: ReportRecord
  private let parser: ReportParser
  private let reader: ReportReader
  private let jobs: Int

  /// - Parameters:
  ///   - overrides: A person's decisions about names.
  ///   - region: Where the reports are likely to be about.
  ///   - published: The day of publication of reports that do not say theirs.
  ///   - explains: Whether names that mean no place are listed too.
  ///   - eventOverrides: A file of decisions on merging, in place of the gazetteer's; those that
  ///     join claims of one report are followed, others need all reports at once.
  /// - Throws: ``PipelineError`` where the decisions cannot be read.
  public init(
    _ theatre: Theatre, overrides: PlaceOverrides = PlaceOverrides(),
    region: BoundingBox<GeographicPoint>? = nil, published: CivilDate? = nil,
    explains: Bool = false, eventOverrides: String? = nil,
    jobs: Int = 1
  ) throws {
    let merging = try EventOverrides(named: eventOverrides, folder: theatre.folder)
    stage = try ReportStage(
      theatre, overrides: overrides, region: region, explains: explains,
      decisions: merging.decisions)
    record = ReportRecord(gazetteer: theatre.gazetteer, explains: explains)
    parser = ReportParser(published: published)
    reader = ReportReader(published: published)
    self.jobs = jobs
  }

  /// Answers each line of JSON Lines with a line: the record, or an object with an `error`.
  ///
  /// Lines are answered as soon as no further line is at hand, so that the other end of a pipe may
  /// wait for an answer before it sends more.
  ///
  /// - Parameters:
  ///   - path: The name of the input in messages.
  ///   - write: Takes lines with their line feeds.
  /// - Returns: How many lines were answered by an error.
  public func run(
    _ lines: inout LineReader, path: String, write: ([UInt8]) throws -> Void
  ) throws -> Int {
    var errors = 0
    var number = 0
    var batch: [(number: Int, line: LineReader.Line)] = []
    var size = 0
    while true {
      let line = try lines.next()
      if let line {
        number += 1
        batch.append((number, line))
        if case .text(let bytes) = line { size += bytes.count }
        if batch.count < Self.batchLines * jobs, size < Self.batchBytes, lines.hasLineAtHand {
          continue
        }
      }
      let answers = parallelMap(batch, jobs: jobs) {
        answer($0.line, number: $0.number, path: path)
      }
      batch.removeAll(keepingCapacity: true)
      size = 0
      var together: [UInt8] = []
      together.reserveCapacity(answers.reduce(0) { $0 + $1.json.count })
      for answer in answers {
        if !answer.isRecord { errors += 1 }
        together += answer.json
      }
      if !together.isEmpty { try write(together) }
      if line == nil { return errors }
    }
  }

  /// Answers each report in `paths`, and each that cannot be read with an object with an `error`.
  ///
  /// - Returns: How many were answered by an error.
  public func run(
    _ paths: [String], write: ([UInt8]) throws -> Void, warn: (String) -> Void
  ) throws -> Int {
    var errors = 0
    let read = reader.read(paths)
    for problem in read.problems {
      if problem.severity == .error {
        errors += 1
        try write(error(problem))
      } else {
        warn("\(problem)")
      }
    }
    for start in stride(from: 0, to: read.reports.count, by: Self.batchLines * jobs) {
      let chunk = read.reports[start..<min(start + Self.batchLines * jobs, read.reports.count)]
      for json in parallelMap(Array(chunk), jobs: jobs, { line(of: $0) }) { try write(json) }
    }
    return errors
  }

  /// How many lines are answered at once by each thread, and how many bytes of them by all: enough
  /// that a thread seldom waits for another, and little memory.
  private static let batchLines = 64
  private static let batchBytes = 1 << 20

  private func line(of report: Report) -> [UInt8] {
    record.line(of: stage.decidedCoding(of: report))
  }

  private func answer(
    _ line: LineReader.Line, number: Int, path: String
  ) -> (json: [UInt8], isRecord: Bool) {
    do throws(ReadingProblem) {
      switch line {
      case .tooLong(let limit):
        throw ReadingProblem(
          path: path, line: number, reason: "a line of more than \(limit >> 20) MiB")
      case .text(let bytes):
        let parsed = try parser.jsonLine(bytes[...], path: path, line: number)
        return (self.line(of: parsed.report), true)
      }
    } catch {
      return (self.error(error), false)
    }
  }

  private func error(_ problem: ReadingProblem) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("error", problem.reason)
    json.member("path", problem.path)
    json.member("line", problem.line)
    json.endObject()
    json.newline()
    return json.bytes
  }
}
