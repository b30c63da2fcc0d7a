internal import CSVText
internal import EventLayers
public import Evaluation
internal import Foundation
internal import Gazetteers
internal import NewsIngest
internal import SimpleFeatures

/// Asks the gazetteer for names whose places somebody else has coded.
public struct EvaluateNamesJob: Sendable {
  /// Which names are asked for.
  public enum Names: Hashable, Sendable {
    /// The rows of a table with the columns `name`, `unit`, `lat`, `lon` and perhaps `count`.
    case table(path: String)
    /// The gazetteer's own official names in a script, which it is made to forget.
    case heldOut(script: String)
  }

  public var names: Names
  /// How far an answer may lie from the coded point to be right, in kilometres.
  public var radius = 10.0
  /// Where every wrong answer is listed, as CSV.
  public var errors: String?
  public var gazetteer: String?

  public init(_ names: Names) { self.names = names }

  /// - Throws: ``PipelineError`` where the table cannot be used.
  public func run(progress: (any JobProgress)? = nil) throws -> EvaluationSummary {
    var search = try GazetteerJobs.search(
      folder: try GazetteerFolder.locate(named: gazetteer), overrides: nil)
    for notice in search.gazetteer.notices { progress?.warn(printable(notice)) }
    let coded: [CodedName]
    switch names {
    case .table(let path):
      coded = try rows(of: path)
    case .heldOut(let script):
      progress?.begin("Forgetting the names in one script")
      let held = ScriptHoldOut(search.gazetteer, script: script)
      coded = held.names
      search = held.search
    }
    guard !coded.isEmpty else { throw PipelineError(.badInput, "there is no name to ask for") }
    progress?.begin("Asking for \(coded.count) names")
    let lookups = [true, false].map {
      NameLookups(coded, search: search, usesUnits: $0, radius: radius * 1000)
    }
    let summary = EvaluationSummary(
      names: lookups[0], without: lookups[1], radius: radius * 1000)
    if let errors { try replaceFile(at: errors, with: CSVLayer.rows(table(of: summary.errors))) }
    return summary
  }

  private func rows(of path: String) throws -> [CodedName] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(.missingInput, "\(printable(path)): no such file; check the path")
    }
    let table: CSVTable
    do throws(CSVTable.SyntaxError) {
      table = try CSVTable(parsing: [UInt8](data), comment: "#")
    } catch {
      throw PipelineError(.badInput, "\(printable(path)):\(error.line): \(error.message)")
    }
    for column in ["name", "unit", "lat", "lon"] where !table.columns.contains(column) {
      throw PipelineError(
        .badInput, "\(printable(path)):1: no column “\(column)”; docs/evaluation.md has the format")
    }
    return try table.rows.map { row in
      guard let latitude = row.number("lat"), let longitude = row.number("lon"),
        GeographicPoint(longitude: longitude, latitude: latitude).isValid
      else {
        throw PipelineError(.badInput, "\(printable(path)):\(row.line): no coordinates")
      }
      let count = row.number("count") ?? 1
      guard count >= 1, count <= 1_000_000 else {
        throw PipelineError(.badInput, "\(printable(path)):\(row.line): the count is not 1 or more")
      }
      return CodedName(
        name: row["name"], unit: row["unit"],
        point: GeographicPoint(longitude: longitude, latitude: latitude), count: Int(count))
    }
  }

  private func table(of errors: [EvaluationError]) -> FeatureTable {
    FeatureTable(
      name: "errors", title: "Errors", summary: "", geometryType: .none,
      fields: ["name", "level", "expected", "got", "distance"].map { Field($0, .text, alias: $0) },
      features: errors.map { error in
        Feature(
          values: [error.reportID, error.cause, error.expected, error.got, error.reason]
            .map(FieldValue.text))
      })
  }
}
