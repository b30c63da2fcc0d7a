public import EventCoding
internal import Foundation
public import Gazetteers
internal import Geoparsing
public import NewsIngest
internal import TextAnalysis

/// Reads reports: the places that they name and the events that they tell.
public struct ReportStage: Sendable {
  private let geoparser: Geoparser
  private let coder: EventCoder
  private let merger: EventMerger

  /// - Parameters:
  ///   - overrides: A person's decisions about names.
  ///   - explains: Whether names that mean no place are listed too.
  /// - Throws: ``PipelineError`` of the kind `configuration` where the lexicon is damaged.
  public init(
    _ theatre: Theatre, overrides: PlaceOverrides = PlaceOverrides(), explains: Bool = false
  ) throws {
    geoparser = Geoparser(
      gazetteer: theatre.gazetteer, lexicon: theatre.placeCues, weights: theatre.placeRoles,
      overrides: overrides, options: Geoparser.Options(includesRejected: explains))
    coder = EventCoder(
      gazetteer: theatre.gazetteer, actors: theatre.actors, cues: theatre.eventCues)
    merger = EventMerger(actors: theatre.actors)
  }

  /// What one report says.
  public func coding(of report: Report) -> ReportCoding {
    let text = TokenizedText(report.text)
    return coder.code(report, text, mentions: geoparser.mentions(in: report, text))
  }

  /// What `reports` say, in their order.
  public func codings(
    of reports: [Report], jobs: Int, progress: (any JobProgress)? = nil
  ) -> [ReportCoding] {
    parallelMap(reports, jobs: jobs, progress: progress, coding(of:))
  }

  /// The events of all reports, what several of them tell merged to one.
  public func events(of codings: [ReportCoding]) -> [Event] { merger.merge(codings) }
}
