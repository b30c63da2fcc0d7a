/// The parts of a map that can be left out.
public struct MapParts: OptionSet, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let roads = MapParts(rawValue: 1 << 0)
  public static let rivers = MapParts(rawValue: 1 << 1)
  public static let graticule = MapParts(rawValue: 1 << 2)
  public static let governorates = MapParts(rawValue: 1 << 3)
  public static let controlPoints = MapParts(rawValue: 1 << 4)
  public static let events = MapParts(rawValue: 1 << 5)
  public static let areaNames = MapParts(rawValue: 1 << 6)
  public static let towns = MapParts(rawValue: 1 << 7)
  public static let scaleBar = MapParts(rawValue: 1 << 8)
  public static let northArrow = MapParts(rawValue: 1 << 9)
  public static let locator = MapParts(rawValue: 1 << 10)
  public static let hatch = MapParts(rawValue: 1 << 11)
  public static let noData = MapParts(rawValue: 1 << 12)
  public static let fronts = MapParts(rawValue: 1 << 13)
  public static let notes = MapParts(rawValue: 1 << 14)
  public static let legend = MapParts(rawValue: 1 << 15)
  /// Ticks along fronts on the side of the first of the two.
  public static let frontTicks = MapParts(rawValue: 1 << 16)
  /// A pattern for each side over its colour.
  public static let patterns = MapParts(rawValue: 1 << 17)

  /// The parts by the names that a style file gives them.
  public static let named: [(name: String, part: MapParts)] = [
    ("roads", .roads), ("rivers", .rivers), ("graticule", .graticule),
    ("governorates", .governorates), ("control_points", .controlPoints), ("events", .events),
    ("area_names", .areaNames), ("towns", .towns), ("scale_bar", .scaleBar),
    ("north_arrow", .northArrow), ("locator", .locator), ("hatch", .hatch), ("no_data", .noData),
    ("fronts", .fronts), ("notes", .notes), ("legend", .legend), ("front_ticks", .frontTicks),
    ("patterns", .patterns),
  ]

  /// What is shown where nobody says otherwise: all but ticks and patterns.
  public static let standard = MapParts(rawValue: (1 << 16) - 1)
}
