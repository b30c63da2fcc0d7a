public import ControlInference
public import Evaluation

/// The figures of `evaluate control` as tables.
public enum ControlSummary {
  public typealias Section = EvaluationSummary.Section
  public typealias Metric = EvaluationSummary.Metric
  private typealias Table = EvaluationSummary.Table

  /// The made-up wars: the mean over them for each method.
  public static func wars(_ wars: [[WarScores]]) -> Section {
    guard let first = wars.first else { return Section("Made-up wars", []) }
    func mean(_ values: [Double?]) -> Double? {
      let known = values.compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    let methods = first.indices.map { method in wars.map { $0[method] } }
    let columns =
      ["method", "macro-F1"] + SyntheticWar.sides.map { "IoU \($0)" } + [
        "line km", "95 % km", "capture days", "shown", "flips", "Brier", "calibration",
      ]
    let rows = methods.map { scores in
      [
        EvaluationSummary.Cell.text(scores.first?.method ?? ""),
        .share(mean(scores.map(\.macroF1))),
      ]
        + SyntheticWar.sides.indices.map { side in .share(mean(scores.map { $0.overlaps[side] })) }
        + [
          .number(mean(scores.map(\.meanLineDistance))),
          .number(mean(scores.map(\.lineDistance95))),
          .number(mean(scores.map(\.captureError))), .share(mean(scores.map(\.captures.value))),
          .count(scores.reduce(0) { $0 + $1.flipsWithoutEvidence }),
          .share(mean(scores.map(\.brier))),
          .share(mean(scores.map { $0.calibration?.expectedError })),
        ]
    }
    let ours = methods.first ?? []
    return Section(
      "Made-up wars (\(wars.count), means)",
      [
        Metric("war_macro_f1", "who holds each place", mean(ours.map(\.macroF1)), .share),
        Metric(
          "war_iou", "intersection over union, mean of sides",
          mean(ours.flatMap(\.overlaps)), .share),
        Metric(
          "war_line_km", "distance of the drawn line to the true one",
          mean(ours.map(\.meanLineDistance)), .kilometres, isBetterLower: true),
        Metric(
          "war_capture_days", "error of the days of captures", mean(ours.map(\.captureError)),
          .number, isBetterLower: true),
        Metric(
          "war_flips", "changes without evidence",
          Double(ours.reduce(0) { $0 + $1.flipsWithoutEvidence }), .count, isBetterLower: true),
        Metric(
          "war_calibration", "calibration error of the ground's probabilities",
          mean(ours.map { $0.calibration?.expectedError }), .share, isBetterLower: true),
      ],
      tables: [
        Table("war", "By method", columns: columns, rows: rows),
        reliability("war_reliability", "Reliability of ours, first war", ours.first?.calibration),
      ])
  }

  /// Marks that were each left out in turn.
  public static func marks(_ results: [LeaveOneOut]) -> Section {
    let ours = results.first { $0.method == .smoothedLogOdds }
    var metrics: [Metric] = []
    for result in results {
      let suffix = result.method == .smoothedLogOdds ? "" : "_voronoi"
      let name = result.method == .smoothedLogOdds ? "ours" : "Voronoi"
      metrics.append(Metric("loo_sides\(suffix)", "side of a mark, \(name)", result.holders))
      metrics.append(Metric("loo_camps\(suffix)", "its camp, \(name)", result.camps))
    }
    metrics.append(
      Metric(
        "loo_calibration", "calibration error of sides", ours?.holderCalibration.expectedError,
        .share, isBetterLower: true))
    metrics.append(
      Metric(
        "loo_camp_calibration", "calibration error of camps",
        ours?.campCalibration.expectedError, .share, isBetterLower: true))
    return Section(
      "Marks, each left out in turn", metrics,
      tables: [reliability("loo_reliability", "Reliability of sides", ours?.holderCalibration)])
  }

  /// One density and share of false codes of random points on true areas.
  public struct TruthRow: Sendable {
    public var area: Double
    public var falseShare: Double
    public var method: ControlMethod
    public var scores: [TruthScores]

    public init(area: Double, falseShare: Double, method: ControlMethod, scores: [TruthScores]) {
      self.area = area
      self.falseShare = falseShare
      self.method = method
      self.scores = scores
    }
  }

  /// Random points on true areas, or given marks.
  public static func truth(_ rows: [TruthRow]) -> Section {
    func mean(_ row: TruthRow, _ value: (TruthScores) -> Double?) -> Double? {
      let known = row.scores.compactMap(value)
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    return Section(
      "True areas", [],
      tables: [
        Table(
          "truth", "By km² for a mark, share of false codes and method",
          columns: ["km2", "false", "method", "mean IoU", "line km", "95 % km", "calibration"],
          rows: rows.map { row in
            [
              .text(row.area > 0 ? "\(Int((row.area / 1e6).rounded()))" : "marks"),
              .share(row.falseShare),
              .text(row.method == .smoothedLogOdds ? "ours" : "voronoi"),
              .share(mean(row, \.meanOverlap)), .number(mean(row, \.meanLineDistance)),
              .number(mean(row, \.lineDistance95)), .share(mean(row, \.calibrationError)),
            ]
          })
      ])
  }

  /// Random points on made-up ground, by its kind; each kind's rows come ours first.
  public static func ground(_ kinds: [(name: String, rows: [TruthRow])]) -> Section {
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    var rows: [[EvaluationSummary.Cell]] = []
    for (name, all) in kinds {
      let others = all.filter { $0.method == .nearestSettlement }
      for (ours, other) in zip(all.filter { $0.method == .smoothedLogOdds }, others) {
        let pairs = zip(ours.scores, other.scores).compactMap { a, b in
          a.meanOverlap.flatMap { a in b.meanOverlap.map { (a, $0) } }
        }
        rows.append([
          .text(name), .text("\(Int((ours.area / 1e6).rounded()))"), .share(ours.falseShare),
          .share(mean(ours.scores.compactMap(\.meanOverlap))),
          .share(mean(other.scores.compactMap(\.meanOverlap))),
          .text("\(pairs.count { $0.0 >= $0.1 }) of \(pairs.count)"),
          .number(mean(ours.scores.compactMap(\.meanLineDistance))),
          .number(mean(other.scores.compactMap(\.meanLineDistance))),
          .share(mean(ours.scores.compactMap(\.calibrationError))),
        ])
      }
    }
    return Section(
      "Made-up ground", [],
      tables: [
        Table(
          "ground", "By kind, km² for a mark and share of false codes",
          columns: [
            "ground", "km2", "false", "IoU ours", "voronoi", "not below", "line km ours",
            "voronoi", "calibration",
          ], rows: rows)
      ])
  }

  private static func reliability(
    _ key: String, _ title: String, _ calibration: Calibration?
  ) -> Table {
    Table(
      key, title, columns: ["probability", "answers", "mean", "right"],
      rows: (calibration?.bins ?? []).filter { $0.right.total > 0 }.map { bin in
        [
          .text("\(Int((bin.lower * 100).rounded())) to \(Int((bin.upper * 100).rounded())) %"),
          .count(bin.right.total), .share(bin.meanConfidence), .share(bin.right.value),
        ]
      })
  }
}
