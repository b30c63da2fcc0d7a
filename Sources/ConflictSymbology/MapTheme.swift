public import Cartography

/// The colours of a map apart from those of the sides.
public struct MapTheme: Hashable, Sendable {
  public var isDark: Bool
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

  /// The colour of a side's ground.
  public func fill(of side: SideStyle) -> SheetColor { isDark ? side.darkFill : side.fill }

  /// The colour of lines and texts of a side.
  ///
  /// On the dark sheet the light fill, further lightened, so that it stands out from the dark one.
  public func line(of side: SideStyle) -> SheetColor {
    isDark ? side.fill.mixed(with: SheetColor(0xFFFFFF), share: 0.35) : side.line
  }
}
