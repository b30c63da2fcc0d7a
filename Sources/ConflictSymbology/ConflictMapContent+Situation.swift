public import SimpleFeatures

extension ConflictMapContent {
  /// What a map of several days shows of one of them: all that changes from day to day.
  public struct Situation: Hashable, Sendable {
    /// Names the situation in the file: letters, digits and hyphens, such as `2019-06-10`.
    public var key: String
    /// The day or span in words.
    public var name: LocalizedText
    public var areas: [Area]
    public var contestedGround: [Polygon<GeographicPoint>]
    public var groundWithoutData: [Polygon<GeographicPoint>]
    public var fronts: [Front]
    public var controlPoints: [ControlPoint]
    public var events: [Event]

    public init(
      key: String, name: LocalizedText, areas: [Area] = [],
      contestedGround: [Polygon<GeographicPoint>] = [],
      groundWithoutData: [Polygon<GeographicPoint>] = [], fronts: [Front] = [],
      controlPoints: [ControlPoint] = [], events: [Event] = []
    ) {
      self.key = key
      self.name = name
      self.areas = areas
      self.contestedGround = contestedGround
      self.groundWithoutData = groundWithoutData
      self.fronts = fronts
      self.controlPoints = controlPoints
      self.events = events
    }
  }

  /// How the situations of a map stand on its sheet.
  public enum Presentation: Hashable, Sendable {
    /// One after the other in the same frame; the last one where nothing moves.
    case animation(secondsPerFrame: Double)
    /// One at a time in the same frame, chosen on a row of days below it.
    case slider
    /// Side by side, so many to a row.
    case panels(columns: Int)
  }

  /// Ground that a side has won since a day.
  public struct Gain: Hashable, Sendable {
    public var side: String
    public var polygons: [Polygon<GeographicPoint>]
    /// More for the tooltip.
    public var detail: String?

    public init(side: String, polygons: [Polygon<GeographicPoint>], detail: String? = nil) {
      self.side = side
      self.polygons = polygons
      self.detail = detail
    }
  }

  /// The situations that are shown: the map's own where it has no others.
  var shownSituations: [Situation] {
    guard situations.isEmpty else { return situations }
    return [
      Situation(
        key: "map", name: LocalizedText(english: "", arabic: ""), areas: areas,
        contestedGround: contestedGround, groundWithoutData: groundWithoutData, fronts: fronts,
        controlPoints: controlPoints, events: events)
    ]
  }
}
