public import CivilCalendar
internal import ConflictSymbology
public import ControlInference
internal import EventCoding
internal import EventLayers
internal import Gazetteers
public import NewsIngest
public import SimpleFeatures

/// Areas of control and front lines as GeoJSON, out of marks and, if wanted, an event layer.
public struct ControlJob: Sendable {
  public var marks: String
  public var marksDate: CivilDate?
  /// A GeoPackage with a layer `events`.
  public var events: String?
  /// The days whose picture is wanted, in order.
  public var days: [CivilDate]
  public var extent: BoundingBox<GeographicPoint>?
  /// The p-code of a unit, or the id of a region, in place of an extent.
  public var region: String?
  public var method = ControlMethod.smoothedLogOdds
  public var areas: String
  public var fronts: String
  public var gazetteer: String?
  public var jobs = 1

  public init(marks: String, days: [CivilDate], areas: String, fronts: String) {
    self.marks = marks
    self.days = days
    self.areas = areas
    self.fronts = fronts
  }

  public struct Summary: Sendable {
    public var areas = 0
    public var fronts = 0
    public var changes: [String] = []
    public var problems: [ReadingProblem] = []
  }

  /// - Throws: ``PipelineError``, and what PROJ and GEOS throw.
  public func run(_ progress: any JobProgress) throws -> Summary {
    progress.begin("Loading the gazetteer")
    let theatre = try Theatre(
      folder: try GazetteerFolder.locate(named: gazetteer), jobs: jobs, progress: progress)
    let file = try ControlMarks(
      path: marks, gazetteer: theatre.gazetteer, sides: Set(theatre.sides.map(\.key)),
      date: marksDate)
    var claims = ControlClaims()
    claims.add(file.marks)
    if let events {
      let layer = try LayerFile(events) { $0 == "events" }.table("events")
      claims.add(layer.eventOutlines.map(\.event)) { theatre.actors.actor(id: $0)?.side }
    }
    guard let first = days.min(), let last = days.max() else {
      throw PipelineError(.usage, "no day is given; use --on, or --from and --to")
    }
    progress.begin("Computing control")
    var box = extent
    if let region {
      guard let area = theatre.boundaries[region] else {
        throw PipelineError(
          .usage, "no region \(printable(region)); give a p-code such as SY05, or R0001")
      }
      box = area.boundingBox
    }
    guard
      let layers = try claims.layers(
        in: theatre, extent: box, over: DateSpan(first, last), days: days, method: method)
    else { throw PipelineError(.badInput, "\(printable(marks)): no mark can be placed") }
    let attribution = theatre.attribution
    try replaceFile(
      at: areas, with: GeoJSON.featureCollection(layers.areaTable(), attribution: attribution))
    try replaceFile(
      at: fronts, with: GeoJSON.featureCollection(layers.frontTable(), attribution: attribution))
    return Summary(
      areas: layers.areas.count, fronts: layers.fronts.count,
      changes: layers.changes.map { change in
        let name = theatre.gazetteer.place(id: change.placeID)?.nameEnglish ?? change.placeID
        let old = change.oldHolder.map { "\($0)" } ?? "nobody known"
        let new = change.newHolder.map { "\($0)" } ?? "nobody known"
        return "\(change.date): \(name) (\(change.placeID)) from \(old) to \(new), "
          + "by \(change.claims.joined(separator: ", "))"
      }, problems: file.problems)
  }
}
