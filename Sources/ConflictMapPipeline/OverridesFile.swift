internal import Foundation
internal import GazetteerBuilding
public import Gazetteers
public import NewsIngest

extension Theatre {
  /// A person's decisions about names: those in the file at `path`, else those of the gazetteer's
  /// folder, else none.
  ///
  /// - Throws: ``PipelineError`` where the file at `path` is missing, or a file is malformed.
  public func overrides(from path: String? = nil) throws -> PlaceOverrides {
    do {
      return try PlaceOverrides(from: path, or: folder, for: gazetteer)
    } catch let error as GazetteerError {
      throw PipelineError(.configuration, printable("\(error)"))
    }
  }
}

extension PlaceOverrides {
  /// The decisions in the file at `path`, or where it is `nil` in `overrides.csv` of `folder`, which
  /// may be missing.
  init(from path: String?, or folder: String, for gazetteer: Gazetteer) throws {
    let file = path ?? folder + "/overrides.csv"
    guard let data = FileManager.default.contents(atPath: file) else {
      guard let path else {
        self.init()
        return
      }
      throw PipelineError(
        .missingInput, "\(printable(path)): no such file, or not readable; check --overrides")
    }
    try self.init(csv: [UInt8](data), for: gazetteer, file: file)
  }
}

extension PlaceOverrides.StaleRule {
  /// The rule as a person is told of it.
  public var problem: ReadingProblem {
    ReadingProblem(.warning, path: file, line: line, reason: "“\(name)” is not decided: \(reason)")
  }
}
