public import EventCoding
internal import Foundation
public import Gazetteers
public import Geoparsing
public import NewsIngest
internal import ReportExplanation
public import SimpleFeatures
internal import TextAnalysis

/// Reads reports: the places that they name and the events that they tell.
public struct ReportStage: Sendable {
  private let geoparser: Geoparser
  private let coder: EventCoder
  private let merger: EventMerger

  /// - Parameters:
  ///   - overrides: A person's decisions about names.
  ///   - region: Where the reports are likely to be about: of places that are else as likely those
  ///     there are preferred. `nil` for the country that the gazetteer is of.
  ///   - explains: Whether names that mean no place are listed too.
  ///   - decisions: What a person decided on the merging of claims.
  /// - Throws: ``PipelineError`` of the kind `configuration` where the lexicon is damaged.
  public init(
    _ theatre: Theatre, overrides: PlaceOverrides = PlaceOverrides(),
    region: BoundingBox<GeographicPoint>? = nil, explains: Bool = false,
    decisions: MergeDecisions = MergeDecisions()
  ) throws {
    geoparser = Geoparser(
      gazetteer: theatre.gazetteer, lexicon: theatre.placeCues, weights: theatre.placeRoles,
      foreign: theatre.foreignPlaces, overrides: overrides,
      options: Geoparser.Options(regionOfInterest: region, includesRejected: explains))
    coder = EventCoder(
      gazetteer: theatre.gazetteer, actors: theatre.actors, cues: theatre.eventCues)
    var merger = EventMerger(actors: theatre.actors)
    merger.decisions = decisions
    self.merger = merger
  }

  /// The stretches of `text` that read as names of the gazetteer, whether they are meant as places or
  /// not.
  public func names(in text: String) -> [TextSpan] { geoparser.names(in: text) }

  /// The places that a report names.
  public func mentions(in report: Report) -> [Mention] {
    geoparser.mentions(in: report, TokenizedText(report.text))
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

  /// The events of all reports of `corpus`, and the decisions that could not be followed as they were
  /// meant.
  func events(
    of corpus: Corpus
  ) -> (events: [Event], problems: [MergeDecisions.Problem]) {
    var merger = merger
    // A word of a report's shingles is a shingle of its text already.
    merger.thresholds.shingleLength = 1
    return merger.mergeTellingProblems(
      corpus.reports.map { report in
        ReportCoding(
          report: Report(
            id: report.id, text: report.shingles, published: report.published, language: .english),
          mentions: [], dates: [], counts: [], events: report.claims.map(\.event))
      })
  }

  /// What one report says, its claims made one where a decision says so.
  func decidedCoding(of report: Report) -> ReportCoding {
    var coding = coding(of: report)
    guard !merger.decisions.decisions.isEmpty else { return coding }
    let claims = Dictionary(
      coding.events.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    guard !merger.decisions.speaking(of: Set(claims.keys)).decisions.isEmpty else { return coding }
    // A claim that stays alone stays what it was.
    var merged: [String: Event] = [:]
    for event in merger.merge([coding]) where event.mergedFrom.count > 1 {
      for id in event.mergedFrom { merged[id] = event }
    }
    var seen: Set<String> = []
    coding.events = coding.events.compactMap { claim in
      let event = merged[claim.id] ?? claim
      return seen.insert(event.id).inserted ? event : nil
    }
    return coding
  }

  /// What one report says, as ``decidedCoding(of:)`` has it, and every name that was looked at.
  func explained(_ report: Report) -> ExplainedReport {
    ExplainedReport(
      coding: decidedCoding(of: report),
      names: geoparser.listingRejected.mentions(in: report, TokenizedText(report.text)))
  }
}
