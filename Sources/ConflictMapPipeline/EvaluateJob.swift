internal import EventCoding
internal import EventLayers
public import Evaluation
internal import Gazetteers
internal import Geoparsing
internal import NewsIngest
internal import SimpleFeatures

/// Compares what is read out of texts with what a person found in them.
public struct EvaluateJob: Sendable {
  public enum Subject: String, Sendable { case toponyms, events }

  public var gold: String
  public var subject: Subject
  /// The folder of texts that are not in the gold file itself.
  public var texts: String?
  /// How far the places of events may lie from each other to agree, in kilometres.
  public var radius = 10.0
  /// Where every single error is listed, as CSV.
  public var errors: String?
  public var gazetteer: String?
  public var jobs = 1

  public init(gold: String, subject: Subject) {
    self.gold = gold
    self.subject = subject
  }

  /// - Throws: ``PipelineError`` where the gold file cannot be used, or nothing in it is annotated
  ///   with the subject.
  public func run(progress: (any JobProgress)? = nil) throws -> EvaluationSummary {
    let file = try GoldFile(gold, texts: texts)
    for problem in file.skipped { progress?.warn("\(problem)") }
    if !file.skipped.isEmpty {
      progress?.warn("\(file.skipped.count) records were skipped; the figures are without them")
    }
    let entries = file.entries.filter {
      subject == .toponyms ? $0.record.toponyms != nil : $0.record.events != nil
    }
    guard !entries.isEmpty else {
      throw PipelineError(
        .badInput,
        "\(printable(gold)): no record with \(subject.rawValue) is left; docs/evaluation.md has "
          + "the format")
    }
    let theatre = try Theatre(folder: try GazetteerFolder.locate(named: gazetteer), jobs: jobs)
    warnOfUnknownPlaces(entries.map(\.record), theatre, progress)
    let stage = try ReportStage(theatre)
    progress?.begin("Reading \(entries.count) texts")
    let codings = stage.codings(of: entries.map(\.report), jobs: jobs, progress: progress)
    let summary: EvaluationSummary
    switch subject {
    case .toponyms:
      let comparisons = zip(entries, codings).map { entry, coding in
        ToponymComparison(
          reportID: entry.record.id, text: entry.report.text, language: entry.report.language,
          gold: entry.record.toponyms ?? [], isComplete: entry.record.hasAllToponyms,
          mentions: coding.mentions, gazetteer: theatre.gazetteer)
      }
      summary = EvaluationSummary(
        toponyms: comparisons,
        errors: zip(entries, comparisons).flatMap { entry, comparison in
          comparison.errors(in: entry.report.text, theatre.gazetteer)
        })
    case .events:
      let comparisons = zip(entries, codings).map { entry, coding in
        EventComparison(
          reportID: entry.record.id, language: entry.report.language,
          published: entry.report.published, gold: entry.record.events ?? [],
          isComplete: entry.record.hasAllEvents, found: coding.events,
          gazetteer: theatre.gazetteer, radius: radius)
      }
      summary = EvaluationSummary(events: comparisons, radius: radius)
    }
    if let errors {
      let texts = Dictionary(
        entries.map { ($0.record.id, $0.report.text) }, uniquingKeysWith: { first, _ in first })
      try replaceFile(at: errors, with: CSVLayer.rows(table(of: summary.errors, texts)))
    }
    return summary
  }

  /// A gold id that the gazetteer lost would only look like a wrong answer.
  private func warnOfUnknownPlaces(
    _ records: [GoldRecord], _ theatre: Theatre, _ progress: (any JobProgress)?
  ) {
    var isAlien = false
    for record in records {
      let places =
        subject == .toponyms
        ? record.toponyms?.map(\.place) ?? [] : record.events?.map(\.place) ?? []
      for place in places where !place.ids.isEmpty && place.point == nil {
        guard place.ids.allSatisfy({ theatre.gazetteer.place(id: $0) == nil }) else { continue }
        isAlien = true
        progress?.detail(
          "\(printable(gold)):\(record.line): the gazetteer has no \(printable(place.ids[0]))")
      }
    }
    if isAlien {
      progress?.warn("some gold ids are not in the gazetteer; --verbose lists them")
    }
  }

  private func table(of errors: [EvaluationError], _ texts: [String: String]) -> FeatureTable {
    func number(_ number: Int?) -> FieldValue { number.map(FieldValue.integer) ?? .null }
    return FeatureTable(
      name: "errors", title: "Errors", summary: "", geometryType: nil,
      fields: [
        Field("doc_id", .text, alias: "Report"), Field("cause", .text, alias: "Cause"),
        Field("start", .integer, alias: "Start"), Field("end", .integer, alias: "End"),
        Field("text", .text, alias: "Words in context"),
        Field("expected", .text, alias: "Expected"), Field("got", .text, alias: "Got"),
        Field("reason", .text, alias: "Reason"),
      ],
      features: errors.map { error in
        Feature(values: [
          .text(error.reportID), .text(error.cause), number(error.start), number(error.end),
          .text(texts[error.reportID].map(error.context) ?? ""), .text(error.expected),
          .text(error.got), .text(error.reason),
        ])
      })
  }
}
