internal import CSVText
internal import CivilCalendar
internal import ControlInference
internal import Evaluation
internal import EventCoding
internal import EventLayers
internal import Foundation
internal import NewsIngest
internal import PROJ
internal import SimpleFeatures

extension EvaluateControlJob {
  /// How far a change may be from its day to show it, in days; beyond it is another change.
  private static let reach = 7

  /// Compares the days on which places change hands with those of a table.
  ///
  /// - Parameter errors: Takes the captures that do not show within a day.
  func captures(
    at path: String, _ theatre: Theatre, _ model: ControlModel,
    _ errors: inout [EvaluationError]
  ) throws -> EvaluationSummary.Section {
    let timeline = try timeline(theatre, model)
    var days: [Double] = []
    var total = 0
    for row in try Self.rows(at: path) {
      total += 1
      let camp = theatre.camps.on(row.date).camp(of: row.side)
      let changes = timeline.changes(over: DateSpan(row.date - Self.reach, row.date + Self.reach))
        .filter { change in
          change.placeID == row.place && change.newState != .contested
            && change.newHolder.map { theatre.camps.on(change.date).camp(of: $0) == camp } ?? false
            && change.oldHolder.map { theatre.camps.on(change.date).camp(of: $0) != camp } ?? true
        }
      let nearest = changes.map { $0.date - row.date }.min { abs($0) < abs($1) }
      if let nearest { days.append(Double(abs(nearest))) }
      if let nearest, abs(nearest) <= 1 { continue }
      errors.append(
        EvaluationError(
          reportID: row.place,
          cause: nearest == nil ? "capture_not_shown" : "capture_on_another_day",
          expected: "\(row.date) \(row.side)", got: nearest.map { "\(row.date + $0)" } ?? ""))
    }
    return EvaluationSummary.Section(
      "Captures whose days are known",
      [
        EvaluationSummary.Metric(
          "captures_within_1_day", "shown within a day",
          Proportion(days.count { $0 <= 1 }, of: total)),
        EvaluationSummary.Metric(
          "captures_shown", "shown within a week", Proportion(days.count, of: total)),
        EvaluationSummary.Metric(
          "capture_days", "mean error of those, in days",
          days.isEmpty ? nil : days.reduce(0, +) / Double(days.count), .number,
          isBetterLower: true),
      ])
  }

  /// The captures that do not show in time, a row each.
  func table(of missed: [EvaluationError]) -> FeatureTable {
    FeatureTable(
      name: "errors", title: "Errors", summary: "", geometryType: nil,
      fields: ["place_id", "cause", "expected", "got"].map { Field($0, .text, alias: $0) },
      features: missed.map { error in
        Feature(
          values: [error.reportID, error.cause, error.expected, error.got].map(FieldValue.text))
      })
  }

  private func timeline(_ theatre: Theatre, _ model: ControlModel) throws -> ControlTimeline {
    var claims = ControlClaims()
    if let marks {
      let file = try ControlMarks(
        path: marks, gazetteer: theatre.gazetteer, sides: theatre.markSides())
      claims.add(file.marks, gazetteer: theatre.gazetteer, camps: theatre.camps)
    }
    if let events {
      let layer = try LayerFile(events) { $0 == "events" }.table("events")
      claims.add(
        layer.eventOutlines.map(\.event), gazetteer: theatre.gazetteer, camps: theatre.camps,
        model: model
      ) { theatre.actors.actor(id: $0)?.side }
    }
    let places = claims.places.values.sorted { $0.id < $1.id }
    guard let box = BoundingBox(places.map(\.point)) else {
      throw PipelineError(.usage, "captures need --marks, --events, or both")
    }
    let transformation = try CoordinateTransformation(to: MapProjection.suited(to: box))
    return ControlTimeline(
      places: try places.map {
        ControlPlace(id: $0.id, point: try transformation.projected($0.point))
      }, evidence: claims.evidence, camps: theatre.camps, model: model)
  }

  private static func rows(
    at path: String
  ) throws -> [(place: String, date: CivilDate, side: String)] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(.missingInput, "\(printable(path)): no such file; check --captures")
    }
    do {
      return try CSVTable(parsing: [UInt8](data), comment: "#").rows.map { row in
        guard !row["place_id"].isEmpty, !row["side"].isEmpty,
          let date = CivilDate(iso: row["date"])
        else {
          throw PipelineError(
            .badInput, "\(printable(path)):\(row.line): place_id, date and side are needed")
        }
        return (row["place_id"], date, row["side"])
      }
    } catch let error as CSVTable.SyntaxError {
      throw PipelineError(.badInput, "\(printable(path)):\(error.line): \(error.message)")
    }
  }
}
