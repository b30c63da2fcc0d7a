internal import CSVText
internal import CivilCalendar
internal import EventCoding
internal import EventLayers
internal import Foundation
internal import Gazetteers
public import NewsIngest
internal import SimpleFeatures

/// Reads the events of another dataset into our own layers.
public struct ImportJob: Sendable {
  public enum Format: String, Sendable, CaseIterable { case ucdp }

  public var input: String
  public var format: Format
  /// `….gpkg` or `….geojson`.
  public var output: String
  public var gazetteer: String?

  public init(input: String, format: Format, output: String) {
    self.input = input
    self.format = format
    self.output = output
  }

  public struct Summary: Sendable {
    public var events = 0
    public var problems: [ReadingProblem] = []
  }

  /// - Throws: ``PipelineError`` where the file is none of the format, or cannot be written.
  public func run() throws -> Summary {
    let isPackage = output.lowercased().hasSuffix(".gpkg")
    guard isPackage || output.lowercased().hasSuffix(".geojson") else {
      throw PipelineError(
        .usage, "\(printable(output)): give the output the ending .gpkg or .geojson")
    }
    guard let data = FileManager.default.contents(atPath: input) else {
      throw PipelineError(.missingInput, "\(printable(input)): no such file, or it cannot be read")
    }
    let table: CSVTable
    do {
      table = try CSVTable(parsing: [UInt8](data))
    } catch {
      throw PipelineError(.badInput, "\(printable(input)):\(error.line): \(error.message)")
    }
    let theatre = try Theatre(folder: try GazetteerFolder.locate(named: gazetteer), jobs: 2)
    var ids: [String: String] = [:]
    for actor in theatre.actors.actors {
      for name in [actor.nameEnglish] + actor.aliasesEnglish where ids[name] == nil {
        ids[name] = actor.id
      }
    }
    let read = try UCDPEvents(table, path: input) { ids[$0] }
    let layer = FeatureTable.events(read.events, gazetteer: theatre.gazetteer)
    if isPackage {
      let dates = read.events.compactMap(\.dates)
      let span = dates.map(\.first).min().flatMap { first in
        dates.map(\.last).max().map { DateSpan(first, $0) }
      }
      let box =
        BoundingBox(read.events.compactMap(\.place.point))
        ?? BoundingBox(minX: 35.5, minY: 32.2, maxX: 42.5, maxY: 37.4)
      let package = ConflictPackage(
        theatre: theatre, title: "UCDP GED", extent: box, timeSpan: span,
        timestamp: (span?.last ?? CivilDate(dayNumber: 0)).firstSecond)
      try package.write([layer] + theatre.baseMapTables(), toPackage: output)
    } else {
      try replaceFile(
        at: output,
        with: GeoJSON.featureCollection(
          layer, idField: "event_id",
          attribution: theatre.attribution + [
            "UCDP Georeferenced Event Dataset (Sundberg and Melander 2013), CC BY 4.0."
          ]))
    }
    return Summary(events: read.events.count, problems: read.problems)
  }
}
