internal import Foundation
internal import Gazetteers
internal import SimpleFeatures

extension EvaluationSummary {
  /// The figures of `evaluate names`: with the units as hints and without.
  public init(names withUnits: NameLookups, without: NameLookups, radius: Double) {
    let kilometres = String(format: "%g", radius / 1000)
    self.init(
      sections: [
        Section(
          "Data",
          [
            Metric("names", "different names", count: withUnits.answers.count),
            Metric("codings", "how often they were coded", count: withUnits.recall.total),
          ]),
        Self.section("With the unit that the coding names", withUnits, "", kilometres),
        Self.section("Without it", without, "_without_unit", kilometres),
      ], errors: withUnits.errors)
  }

  private static func section(
    _ title: String, _ lookups: NameLookups, _ suffix: String, _ kilometres: String
  ) -> Section {
    Section(
      title,
      [
        Metric(
          "recall" + suffix, "first answer within \(kilometres) km, of all", lookups.recall),
        Metric("precision" + suffix, "the same, of those answered", lookups.precision),
      ],
      tables: [
        Table(
          "by_level" + suffix, "By level of matching",
          columns: ["level", "answers", "right", "precision"],
          rows: MatchLevel.allCases.map { ($0.rawValue, lookups.precision(of: $0)) }.map(row)),
        Table(
          "by_score" + suffix, "By score", columns: ["score", "answers", "right", "precision"],
          rows: (0..<10).map { tenth in
            let low = Double(tenth) / 10
            let high = tenth == 9 ? 1.01 : low + 0.1
            return row("from \(low)", lookups.precision(scoring: low..<high))
          }),
      ].map { table in
        var table = table
        table.rows.removeAll { $0[1] == .count(0) }
        return table
      })
  }

  private static func row(_ title: String, _ share: Proportion) -> [Cell] {
    [.text(title), .count(share.total), .count(share.count), .share(share.value)]
  }
}

extension NameLookups {
  /// The wrong answers and the missing ones, the commonest first.
  fileprivate var errors: [EvaluationError] {
    answers.filter { !$0.isRight }
      .sorted { ($1.coded.count, $0.coded.name) < ($0.coded.count, $1.coded.name) }
      .map { answer in
        let point = answer.coded.point
        return EvaluationError(
          reportID: answer.coded.name, cause: answer.result?.level.rawValue ?? "no_answer",
          expected: "\(answer.coded.unit) \(point.latitude),\(point.longitude)",
          got: answer.result.map { "\($0.place.id) \($0.place.nameEnglish)" } ?? "",
          reason: answer.distance.map { "\(Int(($0 / 1000).rounded())) km away" } ?? "")
      }
  }
}
