internal import EventCoding
internal import Foundation
internal import NewsIngest

/// The file of decisions on which claims tell one event: `event-overrides.csv` beside the
/// gazetteer's overrides, or another one.
struct EventOverrides {
  static let fileName = "event-overrides.csv"

  let path: String
  /// Whether the file is there.
  let exists: Bool
  let decisions: MergeDecisions

  /// - Parameters:
  ///   - named: The file that the user named, `nil` for the one in the gazetteer's `folder`, which
  ///     need not be there.
  ///   - mustExist: Whether a named file must be there.
  /// - Throws: ``PipelineError`` with the line of what is no decision.
  init(named: String?, folder: String, mustExist: Bool = true) throws {
    path = named ?? folder + "/" + Self.fileName
    guard FileManager.default.fileExists(atPath: path) else {
      if named != nil, mustExist {
        throw PipelineError(
          .missingInput, "\(printable(path)): no such file; check --event-overrides")
      }
      exists = false
      decisions = MergeDecisions()
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(.missingInput, "\(printable(path)): cannot be read")
    }
    exists = true
    do throws(LexiconError) {
      decisions = try MergeDecisions(csv: [UInt8](data), file: path)
    } catch {
      throw PipelineError(named == nil ? .configuration : .badInput, printable("\(error)"))
    }
  }

  /// A line for each decision that is not followed as it was meant.
  func warnings(_ problems: [MergeDecisions.Problem]) -> [ReadingProblem] {
    problems.map { problem in
      ReadingProblem(
        .warning, path: path, reason: "decision \(problem.number): \(problem.reason)")
    }
  }
}
