public import CivilCalendar
internal import ConflictSymbology
internal import Foundation
public import NewsIngest
internal import PROJ
public import ReportExplanation
internal import SimpleFeatures

/// Reports in, one page out that shows what was read out of them and why.
public struct ExplainJob: Sendable {
  /// The day of publication of reports that do not say theirs.
  public var published: CivilDate?
  /// The language of the page's own words; that of the first report where `nil`.
  public var language: PageLanguage?
  /// The gazetteer's folder; the one that ships where `nil`.
  public var gazetteer: String?
  /// A file of decisions on merging; the gazetteer's `event-overrides.csv` where `nil`.
  public var eventOverrides: String?
  public var jobs = 1

  public init() {}

  /// The page, and what could not be read.
  public struct Result: Sendable {
    public var html: [UInt8]
    public var reports: Int
    public var problems: [ReadingProblem]
  }

  /// The page of the reports in `paths`, files and folders.
  ///
  /// - Throws: ``PipelineError`` where no report can be read, or the gazetteer is damaged.
  public func page(
    of paths: [String], _ progress: any JobProgress
  ) throws -> Result {
    progress.begin("Reading reports")
    let read = ReportReader(published: published).read(paths)
    guard !read.reports.isEmpty else {
      throw nothingToRead(read.problems, isMissing: read.files.isEmpty)
    }
    return try page(of: read.reports, problems: read.problems, progress)
  }

  /// The page of the reports in JSON Lines.
  ///
  /// - Parameter path: The name of the input in messages.
  /// - Throws: ``PipelineError`` as above, and what reading throws.
  public func page(
    of lines: inout LineReader, path: String, _ progress: any JobProgress
  ) throws -> Result {
    progress.begin("Reading reports")
    let parser = ReportParser(published: published)
    var reports: [Report] = []
    var problems: [ReadingProblem] = []
    var number = 0
    while let line = try lines.next() {
      number += 1
      do throws(ReadingProblem) {
        switch line {
        case .tooLong(let limit):
          throw ReadingProblem(
            path: path, line: number, reason: "a line of more than \(limit >> 20) MiB")
        case .text(let bytes):
          let parsed = try parser.jsonLine(bytes[...], path: path, line: number)
          reports.append(parsed.report)
          problems += parsed.warnings
        }
      } catch {
        problems.append(error)
      }
    }
    guard !reports.isEmpty else {
      throw problems.isEmpty
        ? PipelineError(.badInput, "\(path): empty; give a report in each line")
        : nothingToRead(problems, isMissing: false)
    }
    return try page(of: reports, problems: problems, progress)
  }

  private func page(
    of reports: [Report], problems: [ReadingProblem], _ progress: any JobProgress
  ) throws -> Result {
    progress.begin("Loading the gazetteer")
    let theatre = try Theatre(folder: try GazetteerFolder.locate(named: gazetteer), jobs: jobs)
    let overrides = try EventOverrides(named: eventOverrides, folder: theatre.folder)
    let stage = try ReportStage(theatre, decisions: overrides.decisions)
    let language = language ?? PageLanguage(for: reports.first?.language ?? .english)
    let page = ExplanationPage(
      gazetteer: theatre.gazetteer, actors: theatre.actors, baseMap: theatre.background.base,
      attribution: theatre.attribution, program: "conflictmap \(programVersion)",
      ground: Self.ground)
    progress.begin("Explaining reports")
    let sections = parallelMap(
      Array(reports.enumerated()), jobs: jobs, progress: progress
    ) { numbered in
      page.section(
        of: stage.explained(numbered.element), number: numbered.offset + 1, language: language)
    }
    return Result(
      html: page.html(of: sections, language: language), reports: reports.count,
      problems: problems)
  }

  /// The ground around some points, on the projection that suits it.
  private static func ground(around points: [GeographicPoint]) -> MapGround? {
    guard let extent = MapExtent.around(points),
      let transformation = try? CoordinateTransformation(to: .suited(to: extent))
    else { return nil }
    return MapGround(extent: extent) { try? transformation.projected($0) }
  }
}

/// Why a job over reports ends where none of them can be read.
func nothingToRead(_ problems: [ReadingProblem], isMissing: Bool) -> PipelineError {
  let first = problems.first { $0.severity == .error }
  let more = problems.count > 1 ? " (and \(problems.count - 1) more like it)" : ""
  return PipelineError(
    isMissing ? .missingInput : .badInput,
    first.map { "no report can be read: \($0)\(more)" } ?? "no reports were given")
}
