internal import NewsIngest

extension EvaluationSummary {
  /// The figures of `evaluate events`.
  ///
  /// - Parameter radius: How far places may lie from each other to agree, in kilometres.
  public init(events comparisons: [EventComparison], radius: Double) {
    let scores = EventScores(comparisons)
    self.init(
      sections: [
        Section(
          "Data",
          [
            Metric("reports", "reports", count: comparisons.count),
            Metric("gold_events", "events that a person found", count: scores.recall.total),
            Metric(
              "coded_events", "events coded in completely annotated reports",
              count: scores.precision.total),
            Metric(
              "events_per_report", "events coded a report", scores.eventsPerReport, .number,
              isBetterLower: true),
          ]),
        Self.events(scores, radius), Self.fields(scores), Self.types(scores),
        Self.byLanguage(comparisons),
      ], errors: comparisons.flatMap(\.errors))
  }

  private static func events(_ scores: EventScores, _ radius: Double) -> Section {
    let distance = radius == radius.rounded() ? String(Int(radius)) : String(radius)
    return Section(
      "Events: the same place or within \(distance) km, days that overlap, the same type",
      [
        Metric("recall", "gold events found", scores.recall),
        Metric("precision", "coded events that are gold events", scores.precision),
        Metric("f1", "", f1(precision: scores.precision, recall: scores.recall), .share),
        Metric(
          "report_place", "reports with some coded event at a gold event's place",
          scores.reportPlace),
        Metric(
          "empty_reports_filled", "reports without events for which one was coded",
          scores.emptyReportsFilled, isBetterLower: true),
        Metric(
          "untold_kept", "denied, planned or hypothetical events not coded as having happened",
          scores.untoldKept),
      ])
  }

  private static func fields(_ scores: EventScores) -> Section {
    Section(
      "Fields, of gold events with a coded event at their place that have the field",
      [
        Metric("date_exact", "first and last day", scores.dateExact),
        Metric("date_overlap", "days that overlap", scores.dateOverlap),
        Metric("sub_type_accuracy", "sub-type", scores.type),
        Metric("killed_overlap", "ranges of the killed that meet", scores.killedOverlap),
        Metric("killed_exact", "best figure of the killed", scores.killedExact),
        Metric(
          "killed_overlap_of_all", "the same, missed events counted as wrong",
          scores.killedOverlapOfAll),
        Metric("injured_overlap", "ranges of the injured that meet", scores.injuredOverlap),
        Metric("injured_exact", "best figure of the injured", scores.injuredExact),
        Metric(
          "injured_overlap_of_all", "the same, missed events counted as wrong",
          scores.injuredOverlapOfAll),
        Metric("control_effect_accuracy", "control effect", scores.controlEffect),
        Metric("control_to_accuracy", "who gained the place", scores.controlTo),
        Metric("side_accuracy", "sides named in their place", scores.sides),
        Metric("side_accuracy_either", "sides named in either place", scores.sidesEitherWay),
        Metric("count_kind_accuracy", "new, running total or share", scores.countKind),
      ])
  }

  private static func types(_ scores: EventScores) -> Section {
    func rows(_ counts: [ClassCount]) -> [[Cell]] {
      counts.map { count in
        [
          .text(count.name), .count(count.gold), .count(count.predicted), .count(count.hits),
          .share(count.precision.value), .share(count.recall.value), .share(count.f1),
        ]
      }
    }
    let columns = ["type", "gold", "coded", "hits", "precision", "recall", "f1"]
    return Section(
      "Types, by events whose places agree",
      [
        Metric("type_macro_f1", "mean F1 of the types", scores.categoryMacroF1, .share),
        Metric("sub_type_macro_f1", "mean F1 of the sub-types", scores.typeMacroF1, .share),
      ],
      tables: [
        Table("types", "types", columns: columns, rows: rows(scores.categories)),
        Table("sub_types", "sub-types", columns: columns, rows: rows(scores.types)),
      ])
  }

  private static func byLanguage(_ comparisons: [EventComparison]) -> Section {
    let groups = Dictionary(grouping: comparisons) { $0.language.tag }
    let rows = groups.sorted { $0.key < $1.key }.map { tag, group -> [Cell] in
      let scores = EventScores(group)
      return [
        .text(tag), .count(group.count), .count(scores.recall.total), .share(scores.recall.value),
        .share(scores.precision.value), .share(scores.reportPlace.value),
        .share(scores.dateExact.value), .share(scores.categoryMacroF1),
        .share(scores.killedOverlap.value), .share(scores.injuredOverlap.value),
      ]
    }
    return Section(
      "By language", [],
      tables: [
        Table(
          "languages", "",
          columns: [
            "language", "reports", "events", "recall", "precision", "report_place", "date_exact",
            "type_macro_f1", "killed_overlap", "injured_overlap",
          ], rows: rows)
      ])
  }
}
