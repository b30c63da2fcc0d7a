internal import CivilCalendar
internal import ControlEvaluation
internal import ControlInference
public import Evaluation
internal import EventLayers
internal import Gazetteers
internal import NewsIngest
internal import OGR
internal import PROJ
internal import SimpleFeatures

/// Measures control inference: on made-up wars, on marks left out in turn, against true areas.
public struct EvaluateControlJob: Sendable {
  /// How many made-up wars; 0 for none.
  public var wars = 3
  public var seed = 1
  /// Marks of one day, each of which is left out in turn.
  public var marks: String?
  /// True areas with a field `side`: random points on them, or the marks, are the evidence.
  public var truth: String?
  /// How many grounds of each made-up kind have random points; 0 for none.
  public var grounds = 0
  /// The ground for each random point, in km².
  public var densities = [12.0, 25, 100]
  /// The shares of false codes.
  public var falseShares = [0.0, 0.03]
  public var draws = 4
  /// Captures whose days are known: `place_id`, `date`, `side`. With them the marks and the events
  /// are the evidence.
  public var captures: String?
  /// A GeoPackage with a layer `events`.
  public var events: String?
  /// Where the captures that do not show in time are listed as CSV.
  public var errors: String?
  public var model: String?
  public var gazetteer: String?
  public var jobs = 1

  public init() {}

  /// The settlements of the made-up wars: the north-west, where they lie as densely as in most of
  /// the country that was fought over.
  private static let ground = BoundingBox<GeographicPoint>(
    minX: 36.2, minY: 35.1, maxX: 37.4, maxY: 36.1)

  /// - Throws: ``PipelineError``, and what PROJ throws.
  public func run(_ progress: any JobProgress) throws -> EvaluationSummary {
    progress.begin("Loading the gazetteer")
    let theatre = try Theatre(
      folder: try GazetteerFolder.locate(named: gazetteer), jobs: jobs, progress: progress)
    let model =
      try model.map { try ControlConfiguration.model(at: $0, over: theatre.controlModel) }
      ?? theatre.controlModel
    var sections: [EvaluationSummary.Section] = []
    var missed: [EvaluationError] = []
    if wars > 0 {
      progress.begin("Fighting \(wars) made-up wars")
      let places = try settlements(theatre)
      sections.append(
        ControlSummary.wars(
          parallelMap(Array(0..<wars), jobs: jobs) { number in
            let war = SyntheticWar(places: places, seed: seed + number)
            let reports = SyntheticReports(of: war, seed: seed + number)
            return WarScores.all(of: war, reports, model: model)
          }))
    }
    if grounds > 0 {
      progress.begin("Making up ground")
      sections.append(ground(model))
    }
    if let truth {
      progress.begin("Comparing with the true areas")
      sections.append(try self.truth(at: truth, theatre, model))
    } else if let captures {
      progress.begin("Looking for the captures")
      sections.append(try self.captures(at: captures, theatre, model, &missed))
    } else if let marks {
      progress.begin("Leaving out each mark")
      sections.append(try leaveOneOut(marks, theatre, model))
    }
    if let errors { try replaceFile(at: errors, with: CSVLayer.rows(table(of: missed))) }
    return EvaluationSummary(sections: sections, errors: missed)
  }

  private func settlements(_ theatre: Theatre) throws -> [ControlPlace] {
    let transformation = try CoordinateTransformation(to: MapProjection.suited(to: Self.ground))
    return try theatre.gazetteer.places.filter { place in
      place.kind.isSettlement && place.kind != .neighbourhood && Self.ground.contains(place.point)
    }.map { ControlPlace(id: $0.id, point: try transformation.projected($0.point)) }
  }

  private func points(
    _ path: String, _ theatre: Theatre, _ model: ControlModel,
    _ projected: (GeographicPoint) throws -> ProjectedPoint
  ) throws -> [ControlPoint] {
    let file = try ControlMarks(
      path: path, gazetteer: theatre.gazetteer, sides: theatre.markSides(takingOthers: true),
      date: CivilDate(dayNumber: 0))
    return try file.marks.map { mark in
      ControlPoint(
        placeID: "\(mark.line)", point: try projected(mark.point),
        holder: Holder(mark.side, sharedWith: mark.sharedWith),
        weight: mark.weight * model.importance(ofMarkSize: mark.markSize))
    }
  }

  private func leaveOneOut(
    _ path: String, _ theatre: Theatre, _ model: ControlModel
  ) throws -> EvaluationSummary.Section {
    let file = try ControlMarks(
      path: path, gazetteer: theatre.gazetteer, sides: theatre.markSides(takingOthers: true),
      date: CivilDate(dayNumber: 0))
    guard let box = BoundingBox(file.marks.map(\.point)) else {
      throw PipelineError(.badInput, "\(printable(path)): no marks")
    }
    let transformation = try CoordinateTransformation(to: MapProjection.suited(to: box))
    let points = try points(path, theatre, model) { try transformation.projected($0) }
    guard let around = BoundingBox(points.map(\.point)),
      let grid = SampleGrid(
        covering: around, cellSize: max(1000, (around.width * around.height / 200_000).squareRoot())
      )
    else { throw PipelineError(.badInput, "\(printable(path)): the marks lie too far apart") }
    return ControlSummary.marks(
      [.smoothedLogOdds, .nearestSettlement].map { method in
        LeaveOneOut(points, camps: theatre.camps, grid: grid, model: model, method: method)
      })
  }

  private func ground(_ model: ControlModel) -> EvaluationSummary.Section {
    struct Task: Sendable {
      var kind: MadeUpGround
      var density: Double
      var falseShare: Double
      var method: ControlMethod
    }
    let tasks = MadeUpGround.allCases.flatMap { kind in
      densities.flatMap { density in
        falseShares.flatMap { falseShare in
          [ControlMethod.smoothedLogOdds, .nearestSettlement].map {
            Task(kind: kind, density: density, falseShare: falseShare, method: $0)
          }
        }
      }
    }
    let rows = parallelMap(tasks, jobs: jobs) { task in
      let scores = (0..<grounds).map { number in
        let truth = task.kind.truth(seed: seed + number)
        let points = truth.randomMarks(
          area: task.density * 1e6, falseShare: task.falseShare, seed: seed + number)
        return TruthScores(
          truth,
          ControlSurface(
            points: ControlPoint.weighed(points, camps: Camps(), model: model), grid: truth.grid,
            model: model, method: task.method))
      }
      return ControlSummary.TruthRow(
        area: task.density * 1e6, falseShare: task.falseShare, method: task.method,
        scores: scores)
    }
    return ControlSummary.ground(
      MadeUpGround.allCases.map { kind in
        (kind.rawValue, zip(tasks, rows).filter { $0.0.kind == kind }.map(\.1))
      })
  }

  private func truth(
    at path: String, _ theatre: Theatre, _ model: ControlModel
  ) throws -> EvaluationSummary.Section {
    let areas = try ControlDiffJob.areas(of: path, on: nil)
    guard let extent = BoundingBox(areas.flatMap(\.polygons).flatMap(\.exterior.vertices)) else {
      throw PipelineError(.badInput, "\(printable(path)): no area with a side")
    }
    let transformation = try CoordinateTransformation(to: MapProjection.suited(to: extent))
    let projected = try areas.map { area in
      (
        side: area.holder.side,
        polygons: try area.polygons.map { polygon in
          try polygon.mapPositions { try transformation.projected($0) }
        }
      )
    }
    guard
      let box = BoundingBox(projected.flatMap(\.polygons).flatMap(\.exterior.vertices)),
      let grid = SampleGrid(
        covering: box,
        cellSize: max(
          model.cellSize, (box.width * box.height / 1_500_000).squareRoot().rounded(.up)))
    else { throw PipelineError(.badInput, "\(printable(path)): the areas are too large") }
    let ground = TruthGround(projected, grid: grid)
    let camps = theatre.camps
    @Sendable func scores(_ points: [ControlPoint], _ method: ControlMethod) -> TruthScores {
      let weighed = ControlPoint.weighed(points, camps: camps, model: model)
      return TruthScores(
        ground,
        ControlSurface(
          points: weighed, camps: camps, grid: grid, model: model, method: method))
    }
    var rows: [ControlSummary.TruthRow] = []
    let methods: [ControlMethod] = [.smoothedLogOdds, .nearestSettlement]
    if let marks {
      let points = try points(marks, theatre, model) { try transformation.projected($0) }
      for method in methods {
        rows.append(
          ControlSummary.TruthRow(
            area: 0, falseShare: 0, method: method, scores: [scores(points, method)]))
      }
      return ControlSummary.truth(rows)
    }
    for density in densities {
      for falseShare in falseShares {
        for method in methods {
          rows.append(
            ControlSummary.TruthRow(
              area: density * 1e6, falseShare: falseShare, method: method,
              scores: parallelMap(Array(0..<draws), jobs: jobs) { draw in
                scores(
                  ground.randomMarks(
                    area: density * 1e6, falseShare: falseShare, seed: seed + draw), method)
              }))
        }
      }
    }
    return ControlSummary.truth(rows)
  }
}
