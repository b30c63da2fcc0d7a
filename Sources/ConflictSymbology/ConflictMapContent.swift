public import CivilCalendar
public import SimpleFeatures

/// What a map is to show; where and how is the composer's business.
///
/// Positions are degrees. Side keys that ``sides`` does not have are drawn as unidentified.
public struct ConflictMapContent: Hashable, Sendable {
  /// The part of the globe to show; derived from what is shown where `nil`.
  public var extent: BoundingBox<GeographicPoint>?
  public var title: LocalizedText
  /// What and when.
  public var subtitle: LocalizedText
  /// Method, sources, licences: a paragraph each.
  public var notes: [LocalizedText]
  public var sides: [SideStyle]
  public var areas: [Area]
  /// Ground where the leading camp is not clear, to be hatched.
  public var contestedGround: [Polygon<GeographicPoint>]
  /// Ground far from any settlement that is known.
  public var groundWithoutData: [Polygon<GeographicPoint>]
  public var fronts: [Front]
  public var controlPoints: [ControlPoint]
  public var events: [Event]
  public var places: [Place]
  public var baseMap: BaseMap
  /// Ground won since a day, drawn over the areas, and what its key says.
  public var gains: [Gain] = []
  public var gainsName = LocalizedText(english: "", arabic: "")
  /// What is shown in place of the areas, fronts, points and events above, a state a day; empty for
  /// a map of one state.
  public var situations: [Situation] = []
  public var presentation = Presentation.panels(columns: 3)

  public init(
    extent: BoundingBox<GeographicPoint>? = nil, title: LocalizedText,
    subtitle: LocalizedText = LocalizedText(english: "", arabic: ""), notes: [LocalizedText] = [],
    sides: [SideStyle] = [], areas: [Area] = [],
    contestedGround: [Polygon<GeographicPoint>] = [],
    groundWithoutData: [Polygon<GeographicPoint>] = [], fronts: [Front] = [],
    controlPoints: [ControlPoint] = [], events: [Event] = [], places: [Place] = [],
    baseMap: BaseMap = BaseMap()
  ) {
    self.extent = extent
    self.title = title
    self.subtitle = subtitle
    self.notes = notes
    self.sides = sides
    self.areas = areas
    self.contestedGround = contestedGround
    self.groundWithoutData = groundWithoutData
    self.fronts = fronts
    self.controlPoints = controlPoints
    self.events = events
    self.places = places
    self.baseMap = baseMap
  }

  /// Ground that a side holds.
  public struct Area: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable {
      case held, contested, unknown
    }

    public var side: String
    /// The side that shares control, where one does.
    public var sharedWith: String?
    public var status: Status
    /// The share of the leading camp, `0...1`; `nil` where nobody computed it.
    public var probability: Double?
    public var polygons: [Polygon<GeographicPoint>]
    /// More for the tooltip, after side and status.
    public var detail: String?
    /// The row that the area comes from, such as `control_areas/3`.
    public var row: String?

    public init(
      side: String, sharedWith: String? = nil, status: Status = .held, probability: Double? = nil,
      polygons: [Polygon<GeographicPoint>], detail: String? = nil, row: String? = nil
    ) {
      self.row = row
      self.side = side
      self.sharedWith = sharedWith
      self.status = status
      self.probability = probability
      self.polygons = polygons
      self.detail = detail
    }
  }

  /// The line between two sides.
  public struct Front: Hashable, Sendable {
    public var sideA: String
    public var sideB: String
    /// Between hostile camps; a line between allies is drawn thin.
    public var isHostile: Bool
    public var lines: [LineString<GeographicPoint>]
    /// More for the tooltip, after the sides.
    public var detail: String?
    /// The row that the line comes from, such as `front_lines/3`.
    public var row: String?

    public init(
      sideA: String, sideB: String, isHostile: Bool, lines: [LineString<GeographicPoint>],
      detail: String? = nil, row: String? = nil
    ) {
      self.row = row
      self.sideA = sideA
      self.sideB = sideB
      self.isHostile = isHostile
      self.lines = lines
      self.detail = detail
    }
  }

  /// A settlement whose side is known: the evidence for the areas.
  public struct ControlPoint: Hashable, Sendable {
    public var side: String
    public var position: GeographicPoint

    public init(side: String, position: GeographicPoint) {
      self.side = side
      self.position = position
    }
  }

  /// One or several events at one place.
  public struct Event: Hashable, Sendable {
    public var id: String
    /// The place, or a point in the middle of the area that it is known to.
    public var position: GeographicPoint?
    /// `geo_prec` of `EVENTS.md`: 1 to 4 are drawn as points, 5 to 10 never are, 0 is unresolved.
    public var precision: Int
    public var kind: EventKind
    /// The best estimate, `nil` where nobody says.
    public var deaths: Int?
    /// How many events this stands for, at least 1.
    public var count: Int
    public var place: LocalizedText
    public var dates: DateSpan?
    /// What happened in words, for the tooltip.
    public var detail: String?
    /// Who says so.
    public var sources: [String] = []

    public init(
      id: String, position: GeographicPoint?, precision: Int, kind: EventKind, deaths: Int? = nil,
      count: Int = 1, place: LocalizedText, dates: DateSpan? = nil, detail: String? = nil
    ) {
      self.id = id
      self.position = position
      self.precision = precision
      self.kind = kind
      self.deaths = deaths
      self.count = count
      self.place = place
      self.dates = dates
      self.detail = detail
    }
  }

  /// A place that may get a label.
  public struct Place: Hashable, Sendable {
    public var name: LocalizedText
    public var position: GeographicPoint
    /// 1 for the seats of governorates to 4 for villages.
    public var rank: Int
    public var population: Int

    public init(name: LocalizedText, position: GeographicPoint, rank: Int, population: Int = 0) {
      self.name = name
      self.position = position
      self.rank = rank
      self.population = population
    }
  }

  /// What lies below.
  public struct BaseMap: Hashable, Sendable {
    public var country: [Polygon<GeographicPoint>]
    public var countryName: LocalizedText
    /// All land that is not the country; where there is none, nothing is drawn as sea.
    public var foreignLand: [NamedArea]
    /// Names to write on water; their outlines are not drawn.
    public var seaNames: [NamedPoint]
    public var governorateLines: [LineString<GeographicPoint>]
    public var roads: [LineString<GeographicPoint>]
    public var rivers: [NamedLine]
    public var lakes: [NamedArea]
    public var coast: [LineString<GeographicPoint>]

    public init(
      country: [Polygon<GeographicPoint>] = [],
      countryName: LocalizedText = LocalizedText(english: "", arabic: ""),
      foreignLand: [NamedArea] = [], seaNames: [NamedPoint] = [],
      governorateLines: [LineString<GeographicPoint>] = [],
      roads: [LineString<GeographicPoint>] = [], rivers: [NamedLine] = [],
      lakes: [NamedArea] = [], coast: [LineString<GeographicPoint>] = []
    ) {
      self.country = country
      self.countryName = countryName
      self.foreignLand = foreignLand
      self.seaNames = seaNames
      self.governorateLines = governorateLines
      self.roads = roads
      self.rivers = rivers
      self.lakes = lakes
      self.coast = coast
    }
  }

  public struct NamedArea: Hashable, Sendable {
    public var name: LocalizedText
    public var polygons: [Polygon<GeographicPoint>]

    public init(name: LocalizedText, polygons: [Polygon<GeographicPoint>]) {
      self.name = name
      self.polygons = polygons
    }
  }

  public struct NamedLine: Hashable, Sendable {
    public var name: LocalizedText
    public var lines: [LineString<GeographicPoint>]

    public init(name: LocalizedText, lines: [LineString<GeographicPoint>]) {
      self.name = name
      self.lines = lines
    }
  }

  public struct NamedPoint: Hashable, Sendable {
    public var name: LocalizedText
    public var position: GeographicPoint

    public init(name: LocalizedText, position: GeographicPoint) {
      self.name = name
      self.position = position
    }
  }
}

extension ConflictMapContent {
  /// The part of the globe that the map shows, for a projection to be centred on; `nil` where there
  /// is nothing to show.
  ///
  /// ``extent`` where it is given, else what surrounds areas, fronts, control points and located
  /// events, else the places, else the country; grown by 6 % and to half a degree at least, so that
  /// one event has surroundings.
  public var shownExtent: BoundingBox<GeographicPoint>? {
    if let extent, extent.isOnGlobe, extent.width > 0, extent.height > 0 { return extent }
    var news: [GeographicPoint] = []
    for situation in shownSituations {
      news += situation.areas.flatMap { $0.polygons.flatMap(\.exterior.vertices) }
      news += situation.fronts.flatMap { $0.lines.flatMap(\.vertices) }
      news += situation.controlPoints.map(\.position)
      news += situation.events.compactMap { $0.isDrawnAsPoint ? $0.position : nil }
    }
    let fallbacks = [
      news, places.map(\.position), baseMap.country.flatMap(\.exterior.vertices),
    ]
    for positions in fallbacks {
      if let box = BoundingBox(positions.filter(\.isValid)) {
        let x = max(box.width * 0.06, (0.5 - box.width) / 2)
        let y = max(box.height * 0.06, (0.4 - box.height) / 2)
        return BoundingBox(
          minX: max(-180, box.minX - x), minY: max(-89, box.minY - y),
          maxX: min(180, box.maxX + x), maxY: min(89, box.maxY + y))
      }
    }
    return nil
  }
}

extension ConflictMapContent.Event {
  /// Whether the event is known to a place and not only to a sub-district or more.
  var isDrawnAsPoint: Bool {
    (1...4).contains(precision) && (position?.isValid ?? false)
  }
}

extension BoundingBox<GeographicPoint> {
  fileprivate var isOnGlobe: Bool {
    minX >= -180 && maxX <= 180 && minY >= -90 && maxY <= 90
  }
}
