public import Cartography

/// The colours of a map apart from those of the sides.
public struct MapTheme: Hashable, Sendable {
  public var isDark: Bool
  /// Without hues, for print in one ink: sides differ by lightness and pattern.
  public var isGray = false
  /// Readers who prefer a dark sheet see the dark theme in place of this one.
  public var isAutomatic = false
  /// The sheet around the map.
  public var sheet: SheetColor
  /// Foreign land, and ground of which nothing is known.
  public var land: SheetColor
  /// The country where no areas are drawn, and foreign land beside it.
  public var paper: SheetColor
  public var emptyForeignLand: SheetColor
  public var sea: SheetColor
  public var waterLine: SheetColor
  public var coast: SheetColor
  public var ink: SheetColor
  public var grayText: SheetColor
  public var halo: SheetColor
  public var roadCasing: SheetColor
  public var road: SheetColor
  public var event: SheetColor
  public var eventEdge: SheetColor
  /// The core of a front.
  public var front: SheetColor
  public var frontCasing: SheetColor
  public var alliedLine: SheetColor
  public var border: SheetColor
  public var borderCasing: SheetColor
  public var hatch: SheetColor
  public var furniture: SheetColor
  public var locatorLand: SheetColor
  public var locatorExtent: SheetColor

  /// Source: `CARTOGRAPHY.md`, section 4: lines have a contrast of 4.6 or more on paper.
  public static let light = MapTheme(
    isDark: false, sheet: SheetColor(0xFFFFFF), land: SheetColor(0xF2EFE8),
    paper: SheetColor(0xFAF8F4), emptyForeignLand: SheetColor(0xE9E5DB),
    sea: SheetColor(0xDDE9EF), waterLine: SheetColor(0x8FB4C6), coast: SheetColor(0x9DB6C2),
    ink: SheetColor(0x1E1E1E), grayText: SheetColor(0x6A6A66), halo: SheetColor(0xFFFFFF),
    roadCasing: SheetColor(0xFFFFFF), road: SheetColor(0xB9AB96), event: SheetColor(0x32215F),
    eventEdge: SheetColor(0xFFFFFF), front: SheetColor(0x2A2A2A),
    frontCasing: SheetColor(0xFFFFFF), alliedLine: SheetColor(0x4A4A46),
    border: SheetColor(0x55534D), borderCasing: SheetColor(0xFFFFFF), hatch: SheetColor(0xFFFFFF),
    furniture: SheetColor(0xFDFCFA), locatorLand: SheetColor(0xD9D5CA),
    locatorExtent: SheetColor(0xCC3333))

  public static let dark = MapTheme(
    isDark: true, sheet: SheetColor(0x17191D), land: SheetColor(0x23262B),
    paper: SheetColor(0x2C3036), emptyForeignLand: SheetColor(0x1E2125),
    sea: SheetColor(0x1A2831), waterLine: SheetColor(0x52798C), coast: SheetColor(0x4C6775),
    ink: SheetColor(0xF0EEE8), grayText: SheetColor(0xA6A6A0), halo: SheetColor(0x17191D),
    roadCasing: SheetColor(0x1D1F23), road: SheetColor(0x8B8170), event: SheetColor(0xE4D8FF),
    eventEdge: SheetColor(0x17191D), front: SheetColor(0xF4F2EC),
    frontCasing: SheetColor(0x101114), alliedLine: SheetColor(0xD0CEC6),
    border: SheetColor(0xB9B6AC), borderCasing: SheetColor(0x17191D), hatch: SheetColor(0x17191D),
    furniture: SheetColor(0x1D1F23), locatorLand: SheetColor(0x4A4C50),
    locatorExtent: SheetColor(0xFF7A6B))

  /// For print in one ink.
  public static let gray: MapTheme = {
    var theme = MapTheme.light
    for color in MapTheme.colorNames.map(\.color) {
      theme[keyPath: color] = theme[keyPath: color].gray
    }
    theme.isGray = true
    // The events are the darkest on the sheet, as without hue nothing else tells them apart.
    theme.event = SheetColor(0x1A1A1A)
    return theme
  }()

  /// The light theme, which turns into the dark one where readers prefer that.
  public static let automatic: MapTheme = {
    var theme = MapTheme.light
    theme.isAutomatic = true
    return theme
  }()

  /// The colours by the names that a style file gives them.
  public static var colorNames: [(name: String, color: WritableKeyPath<MapTheme, SheetColor>)] {
    [
      ("sheet", \.sheet), ("land", \.land), ("paper", \.paper),
      ("foreign_land", \.emptyForeignLand), ("sea", \.sea), ("water_line", \.waterLine),
      ("coast", \.coast), ("ink", \.ink), ("gray_text", \.grayText), ("halo", \.halo),
      ("road_casing", \.roadCasing), ("road", \.road), ("event", \.event),
      ("event_edge", \.eventEdge), ("front", \.front), ("front_casing", \.frontCasing),
      ("allied_line", \.alliedLine), ("border", \.border), ("border_casing", \.borderCasing),
      ("hatch", \.hatch), ("furniture", \.furniture), ("locator_land", \.locatorLand),
      ("locator_extent", \.locatorExtent),
    ]
  }

  /// The colour of a side's ground.
  public func fill(of side: SideStyle) -> SheetColor {
    isDark ? side.darkFill : isGray ? side.fill.gray : side.fill
  }

  /// The colour of lines and texts of a side.
  ///
  /// On the dark sheet the light fill, further lightened, so that it stands out from the dark one.
  public func line(of side: SideStyle) -> SheetColor {
    if isGray { return side.line.gray }
    return isDark ? side.fill.mixed(with: SheetColor(0xFFFFFF), share: 0.35) : side.line
  }

  /// For each colour of this theme and of `sides` in it the one of the dark theme.
  ///
  /// A colour that stands for several things gets what the first of them has: the whites of sheet,
  /// halo and casings are all nearly the sheet's in the dark.
  func darkColors(of sides: [SideStyle]) -> [SheetColor: SheetColor] {
    var result: [SheetColor: SheetColor] = [:]
    func pair(_ light: SheetColor, _ dark: SheetColor) {
      if result[light] == nil { result[light] = dark }
    }
    for (_, color) in Self.colorNames { pair(self[keyPath: color], MapTheme.dark[keyPath: color]) }
    for side in sides {
      pair(fill(of: side), MapTheme.dark.fill(of: side))
      pair(line(of: side), MapTheme.dark.line(of: side))
    }
    return result
  }
}

extension SheetColor {
  /// The grey of the same lightness, by the luma of ITU-R BT.709.
  var gray: SheetColor {
    let luma = 0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)
    let level = UInt8(min(255, max(0, luma.rounded())))
    return SheetColor(red: level, green: level, blue: level)
  }
}
