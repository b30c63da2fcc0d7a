internal import NewsIngest

extension EvaluationSummary {
  /// The figures of `evaluate toponyms`.
  ///
  /// - Parameter errors: Every single error, in the order of the reports.
  public init(toponyms comparisons: [ToponymComparison], errors: [EvaluationError]) {
    let scores = ToponymScores(comparisons)
    self.init(
      sections: [
        Section(
          "Data",
          [
            Metric("records", "texts", count: comparisons.count),
            Metric("gold_places", "places that a person found", count: scores.recall.total),
            Metric(
              "found_places", "places found in completely annotated texts",
              count: scores.precision.total),
            Metric("tokens", "words of completely annotated texts", count: scores.tokens),
          ]),
        Self.recognition(scores), Self.resolution(scores), Self.roles(scores),
        Self.confidence(scores.calibration), Self.byLanguage(comparisons),
      ], errors: errors)
  }

  private static func recognition(_ scores: ToponymScores) -> Section {
    Section(
      "Recognition, spans that overlap; exact: the same span",
      [
        Metric("recall", "gold places found", scores.recall),
        Metric("precision", "found places that are gold places", scores.precision),
        Metric("f1", "", f1(precision: scores.precision, recall: scores.recall), .share),
        Metric("recall_exact", "", scores.exactRecall),
        Metric("precision_exact", "", scores.exactPrecision),
        Metric(
          "f1_exact", "", f1(precision: scores.exactPrecision, recall: scores.exactRecall), .share),
        Metric(
          "false_places_per_1000_tokens",
          "resolved where there is no place (\(scores.falsePlaces))",
          scores.falsePlacesPerThousandTokens, .number, isBetterLower: true),
        Metric(
          "names_kept", "names of actors and agreements not taken for places", scores.namesKept),
      ])
  }

  private static func resolution(_ scores: ToponymScores) -> Section {
    var metrics = [
      Metric("accuracy_id", "the very place, of all gold places with an id", scores.exactPlace),
      Metric("accuracy_sub_district", "in the same sub-district", scores.sameSubDistrict),
    ]
    metrics += scores.within.map { radius, share in
      Metric(
        "accuracy_\(radius)km", "within \(radius) km, of all gold places with a position", share)
    }
    metrics.append(
      Metric(
        "resolved_accuracy_id", "the very place, of those resolved", scores.resolvedExactPlace))
    metrics += scores.resolvedWithin.map { radius, share in
      Metric("resolved_accuracy_\(radius)km", "within \(radius) km, of those resolved", share)
    }
    metrics += [
      Metric(
        "median_km", "median error of those resolved", scores.distances.median, .kilometres,
        isBetterLower: true),
      Metric(
        "auc", "area under the curve of log errors of those resolved; 0 is best",
        scores.distances.areaUnderCurve, .share, isBetterLower: true),
      Metric(
        "abstained", "found and left without a place, of those with one", scores.abstained,
        isBetterLower: true),
      Metric("unknown_kept", "places of no gazetteer left unresolved", scores.unknownKept),
      Metric("geo_prec_accuracy", "precision code, where the place is right", scores.precisionCode),
      Metric("relation_accuracy", "relation, where the place is right", scores.relation),
    ]
    return Section("Resolution", metrics)
  }

  private static func roles(_ scores: ToponymScores) -> Section {
    let names = [
      "event", "context", "actor_name", "origin", "agreement", "government", "missed",
    ]
    let rows = names.compactMap { gold -> [Cell]? in
      let counts = names.map {
        scores.roleCounts[ToponymScores.RolePair(gold: gold, found: $0)] ?? 0
      }
      return counts.allSatisfy { $0 == 0 } ? nil : [.text(gold)] + counts.map(Cell.count)
    }
    return Section(
      "Roles",
      [Metric("role_accuracy", "the right role, of those found", scores.role)],
      tables: [
        Table(
          "role_confusion", "gold role (rows) and role found (columns)",
          columns: ["role"] + names, rows: rows)
      ])
  }

  private static func confidence(_ calibration: Calibration) -> Section {
    Section(
      "Calibration: a resolved place is right where it is the place or within 10 km",
      [
        Metric(
          "expected_calibration_error", "mean gap between confidence and share right; 0 is best",
          calibration.expectedError, .share, isBetterLower: true)
      ],
      tables: [
        Table(
          "calibration", "by confidence",
          columns: ["confidence", "answers", "mean", "right"],
          rows: calibration.bins.filter { $0.right.total > 0 }.map { bin in
            let range = "\(Int((bin.lower * 100).rounded()))–\(Int((bin.upper * 100).rounded())) %"
            return [
              .text(range), .count(bin.right.total), .share(bin.meanConfidence),
              .share(bin.right.value),
            ]
          })
      ])
  }

  private static func byLanguage(_ comparisons: [ToponymComparison]) -> Section {
    let groups = Dictionary(grouping: comparisons) { $0.language.tag }
    let rows = groups.sorted { $0.key < $1.key }.map { tag, group -> [Cell] in
      let scores = ToponymScores(group)
      let ten = scores.within.first { $0.kilometres == 10 }?.share
      return [
        .text(tag), .count(group.count), .count(scores.recall.total), .share(scores.recall.value),
        .share(scores.precision.value), .share(scores.exactPlace.value), .share(ten?.value),
        .share(scores.role.value), .share(scores.calibration.expectedError),
      ]
    }
    return Section(
      "By language", [],
      tables: [
        Table(
          "languages", "",
          columns: [
            "language", "texts", "places", "recall", "precision", "accuracy_id", "accuracy_10km",
            "role_accuracy", "ece",
          ], rows: rows)
      ])
  }
}
