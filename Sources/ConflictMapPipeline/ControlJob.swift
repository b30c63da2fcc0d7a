internal import CivilCalendar
internal import ControlInference
internal import EventCoding
internal import EventLayers
internal import Gazetteers
public import NewsIngest
internal import SimpleFeatures

/// Areas of control and front lines as GeoJSON, out of marks and, if wanted, an event layer.
public struct ControlJob: Sendable {
  public var options: ControlOptions

  public init(_ options: ControlOptions) { self.options = options }

  public struct Summary: Sendable {
    public var areas = 0
    public var fronts = 0
    public var changes = ControlChangeLog()
    /// What is told by whom, where that was asked for.
    public var disagreements: [String] = []
    public var problems: [ReadingProblem] = []
  }

  /// - Throws: ``PipelineError``, and what PROJ and GEOS throw.
  public func run(_ progress: any JobProgress) throws -> Summary {
    progress.begin("Loading the gazetteer")
    let theatre = try Theatre(
      folder: try GazetteerFolder.locate(named: options.gazetteer), jobs: options.jobs,
      progress: progress)
    guard let first = options.days.min(), let last = options.days.max() else {
      throw PipelineError(.usage, "no day is given; use --on, or --from and --to")
    }
    let model =
      try options.model.map { try ControlConfiguration.model(at: $0, over: theatre.controlModel) }
      ?? theatre.controlModel
    var summary = Summary()
    let claims = try claims(in: theatre, model: model, on: first, &summary, progress)
    var request = try ControlGround(options, theatre, claims, progress)
      .request(over: DateSpan(first, last))
    request.model = model
    request.days = options.days
    request.method = options.method

    progress.begin("Computing control")
    guard let stage = try ControlStage(claims, camps: theatre.camps, request) else {
      throw PipelineError(.badInput, "there is no claim of control that can be placed")
    }
    let layers = try ControlLayers(stage, over: request.span)
    if layers.areas.isEmpty {
      progress.warn(
        "no ground is held on \(first == last ? "\(first)" : "\(first) to \(last)"); the claims are "
          + "of \(layers.evidenceSpan.first) to \(layers.evidenceSpan.last)")
    }
    summary.areas = layers.areas.count
    summary.fronts = layers.fronts.count
    summary.changes = try ControlChangeLog(
      stage, names: claims.places.mapValues(\.name), gazetteer: theatre.gazetteer)
    let telling = try options.byCamp.map { _ in
      try ControlTellings(claims, theatre.camps, request, on: last)
    }
    summary.disagreements = try telling?.lines ?? []

    progress.begin("Writing")
    let attribution = theatre.attribution
    func write(_ path: String?, _ table: @autoclosure () throws -> FeatureTable) throws {
      guard let path else { return }
      try replaceFile(
        at: path, with: GeoJSON.featureCollection(try table(), attribution: attribution))
    }
    try write(options.areas, layers.areaTable())
    try write(options.fronts, layers.frontTable())
    try write(options.bands, try ControlBands(stage).table(layers))
    try write(options.settlements, layers.settlementTable(gazetteer: theatre.gazetteer))
    try write(options.byCamp, try telling?.table ?? FeatureTable.empty)
    if let path = options.changes { try replaceFile(at: path, with: summary.changes.csv) }
    let daily = ControlDailyAreas(stage.history, on: options.days.sorted())
    if let path = options.daily { try replaceFile(at: path, with: daily.csv) }
    if let path = options.chart {
      let chart = ControlChart(
        areas: daily, sides: theatre.sides, language: options.chartLanguage)
      guard let svg = chart.svg() else {
        throw PipelineError(.badInput, "no ground is held on these days: there is no chart")
      }
      try replaceFile(at: path, with: svg)
    }
    return summary
  }

  private func claims(
    in theatre: Theatre, model: ControlModel, on first: CivilDate, _ summary: inout Summary,
    _ progress: any JobProgress
  ) throws -> ControlClaims {
    var claims = ControlClaims()
    if let marks = options.marks {
      let file = try ControlMarks(
        path: marks, gazetteer: theatre.gazetteer, sides: theatre.markSides(takingOthers: true),
        date: options.marksDate ?? first)
      summary.problems = file.problems
      if !file.otherSides.isEmpty {
        progress.warn(
          "not in sides.csv, each taken as a camp of its own: "
            + file.otherSides.prefix(10).joined(separator: ", "))
      }
      claims.add(file.marks, gazetteer: theatre.gazetteer, camps: theatre.camps)
    }
    if let events = options.events {
      let layer = try LayerFile(events) { $0 == "events" }.table("events")
      claims.add(
        layer.eventOutlines.map(\.event), gazetteer: theatre.gazetteer, camps: theatre.camps,
        model: model
      ) { theatre.actors.actor(id: $0)?.side }
    }
    if let day = options.knownOn { claims = claims.reported(by: day) }
    return claims
  }
}
