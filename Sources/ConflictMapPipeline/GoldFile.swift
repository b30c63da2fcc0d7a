internal import Evaluation
internal import Foundation
internal import NewsIngest

/// The records of a gold file, each with the report that it speaks of.
struct GoldFile {
  let entries: [(record: GoldRecord, report: Report)]
  /// What was left out and why: texts that are not there.
  let skipped: [ReadingProblem]

  /// - Parameter texts: The folder of the texts that stand in files of their own.
  /// - Throws: ``PipelineError`` for the first line that is no record, or whose spans or hash do
  ///   not fit its text: a score over what is left would look like one over all.
  init(_ path: String, texts: String?) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw PipelineError(.missingInput, "\(printable(path)): no such file, or it cannot be read")
    }
    defer { try? handle.close() }
    var lines = LineReader(descriptor: handle.fileDescriptor)
    var entries: [(GoldRecord, Report)] = []
    var skipped: [ReadingProblem] = []
    var ids: Set<String> = []
    let format = GoldFormat(path: path)
    do {
      var number = 0
      while let line = try lines.next() {
        number += 1
        guard case .text(let bytes) = line else {
          throw ReadingProblem(path: path, line: number, reason: "the line is too long")
        }
        guard bytes.contains(where: { $0 > 0x20 }) else { continue }
        let record = try format.record(bytes, line: number)
        guard ids.insert(record.id).inserted else {
          throw ReadingProblem(
            path: path, line: number, reason: "the doc_id “\(record.id)” comes twice")
        }
        guard let report = try Self.report(of: record, path: path, texts: texts, &skipped) else {
          continue
        }
        try format.check(record, against: report.text)
        entries.append((record, report))
      }
    } catch let problem as ReadingProblem {
      throw PipelineError(.badInput, "\(problem)")
    }
    self.entries = entries
    self.skipped = skipped
  }

  /// The report of a record, `nil` where its text is not there.
  private static func report(
    of record: GoldRecord, path: String, texts: String?, _ skipped: inout [ReadingProblem]
  ) throws -> Report? {
    var report: Report
    switch record.content {
    case .text(let text): report = Report(id: record.id, text: text)
    case .file(let name, let digest):
      func skip(_ reason: String) {
        skipped.append(ReadingProblem(.warning, path: path, line: record.line, reason: reason))
      }
      guard let texts else {
        skip("skipped: its text is in the file \(name); give the folder with --texts")
        return nil
      }
      let file = texts + "/" + name
      guard FileManager.default.fileExists(atPath: file) else {
        skip("skipped: there is no \(file)")
        return nil
      }
      let read = ReportReader().read([file])
      guard read.reports.count == 1, let first = read.reports.first else {
        let reason = read.problems.first.map { "\($0)" } ?? "\(file): not one report"
        throw ReadingProblem(path: path, line: record.line, reason: reason)
      }
      guard sha256(Array(first.text.utf8)) == digest else {
        throw ReadingProblem(
          path: path, line: record.line,
          reason: "\(file) is not the text that was annotated: its SHA-256 is another")
      }
      report = first
      report.id = record.id
    }
    report.title = record.title ?? report.title
    report.source = record.source ?? report.source
    report.published = record.published ?? report.published
    report.language = record.language ?? report.language
    report.origin = "\(path):\(record.line)"
    return report
  }
}
