internal import CivilCalendar
internal import ControlInference
internal import Gazetteers
internal import PROJ
internal import SimpleFeatures

/// A control history on the globe: what the layers and the maps show.
struct ControlLayers: Sendable {
  struct Area: Hashable, Sendable {
    var area: ControlArea
    var polygons: [Polygon<GeographicPoint>]
    var validFrom: CivilDate
    var validTo: CivilDate?
  }

  struct Front: Hashable, Sendable {
    var front: FrontLine
    var lines: [LineString<GeographicPoint>]
    var validFrom: CivilDate
    var validTo: CivilDate?
  }

  struct Ground: Hashable, Sendable {
    var polygons: [Polygon<GeographicPoint>]
    var validFrom: CivilDate
    var validTo: CivilDate?
  }

  struct Status: Hashable, Sendable {
    var status: SettlementStatus
    var validFrom: CivilDate
    var validTo: CivilDate?
  }

  var areas: [Area] = []
  var fronts: [Front] = []
  var contestedGround: [Ground] = []
  var groundWithoutData: [Ground] = []
  /// The statuses of all places, a version for each change.
  var statuses: [Status] = []
  var changes: [ControlChange] = []
  /// The ground that was computed.
  var extent: BoundingBox<GeographicPoint>
  /// The days of the first and of the last evidence.
  var evidenceSpan: DateSpan
  var placeCount: Int
  /// Claims out of reports, and marks.
  var claimCount: Int
  /// After so many days without evidence a front is inferred.
  var inferredAfterDays: Int

  /// - Throws: `PROJError` where a vertex has no place on the globe.
  init(_ stage: ControlStage, over span: DateSpan) throws {
    let transformation = try CoordinateTransformation(to: stage.projection)
    func globe(_ polygons: [Polygon<ProjectedPoint>]) throws -> [Polygon<GeographicPoint>] {
      try polygons.map { try $0.mapPositions { try transformation.geographic($0) } }
    }
    for version in stage.history.areas {
      areas.append(
        Area(
          area: version.value, polygons: try globe(version.value.polygons),
          validFrom: version.validFrom, validTo: version.validTo))
    }
    for version in stage.history.fronts {
      fronts.append(
        Front(
          front: version.value,
          lines: try version.value.lines.map {
            try $0.mapPositions { try transformation.geographic($0) }
          }, validFrom: version.validFrom, validTo: version.validTo))
    }
    contestedGround = try stage.history.contestedGround.map {
      Ground(
        polygons: try globe($0.value), validFrom: $0.validFrom, validTo: $0.validTo)
    }
    groundWithoutData = try stage.history.noDataGround.map {
      Ground(
        polygons: try globe($0.value), validFrom: $0.validFrom, validTo: $0.validTo)
    }
    changes = stage.history.changes
    extent = stage.extent
    placeCount = stage.places.count
    claimCount = stage.evidence.count
    inferredAfterDays = Int(stage.model.inferredAfterDays)
    let first = stage.evidence.map(\.span.last).min() ?? span.first
    let last = stage.evidence.map(\.span.last).max() ?? span.last
    evidenceSpan = DateSpan(first, last)
    statuses = Self.statusVersions(stage, over: span)
  }

  /// Each place's status from the day on which it begins to the last on which it holds.
  private static func statusVersions(_ stage: ControlStage, over span: DateSpan) -> [Status] {
    let timeline = ControlTimeline(
      places: stage.places, evidence: stage.evidence, camps: stage.camps, model: stage.model)
    let changedOn = Dictionary(
      grouping: span.first < span.last
        ? timeline.changes(over: DateSpan(span.first + 1, span.last)) : [], by: \.placeID)
    return timeline.statuses(on: span.first).flatMap { initial -> [Status] in
      var versions = [Status(status: initial, validFrom: span.first, validTo: nil)]
      for change in changedOn[initial.place.id] ?? [] {
        guard let status = timeline.status(of: initial.place.id, on: change.date) else { continue }
        versions[versions.count - 1].validTo = change.date - 1
        versions.append(Status(status: status, validFrom: change.date, validTo: nil))
      }
      return versions.filter { $0.status.holder != nil }
    }
  }
}

/// Whether a version that begins and ends on these days holds on `date`.
func holds(from first: CivilDate, to last: CivilDate?, on date: CivilDate) -> Bool {
  first <= date && (last.map { date <= $0 } ?? true)
}

extension ControlClaims {
  /// Areas and fronts from the first evidence to the last, `nil` without evidence.
  func layers(in theatre: Theatre) throws -> ControlLayers? {
    guard let span = evidenceSpan else { return nil }
    var request = ControlStage.Request(span: span)
    request.country = theatre.boundaries.areas(of: .country).flatMap(\.polygons)
    request.model = theatre.controlModel
    guard let stage = try ControlStage(self, camps: theatre.camps, request) else { return nil }
    return try ControlLayers(stage, over: span)
  }

  /// The days of the first and of the last claim.
  var evidenceSpan: DateSpan? {
    let days = evidence.map(\.span.last)
    guard let first = days.min(), let last = days.max() else { return nil }
    return DateSpan(first, last)
  }
}
