public import Cartography

/// How one side of the conflict is named and coloured: a row of the theatre's `sides.csv`.
public struct SideStyle: Hashable, Sendable {
  public var key: String
  public var name: LocalizedText
  /// Sides of one camp do not fight each other: between them runs no front.
  public var camp: String
  public var fill: SheetColor
  /// For lines and text on `fill`.
  public var line: SheetColor
  public var darkFill: SheetColor

  public init(
    key: String, name: LocalizedText, camp: String, fill: SheetColor, line: SheetColor,
    darkFill: SheetColor
  ) {
    self.key = key
    self.name = name
    self.camp = camp
    self.fill = fill
    self.line = line
    self.darkFill = darkFill
  }

  /// A side whose colours are written `#RRGGBB`; `nil` where one of them is not.
  public init?(
    key: String, name: LocalizedText, camp: String, fill: String, line: String, darkFill: String
  ) {
    guard let fill = SheetColor(hex: fill), let line = SheetColor(hex: line),
      let darkFill = SheetColor(hex: darkFill)
    else { return nil }
    self.init(key: key, name: name, camp: camp, fill: fill, line: line, darkFill: darkFill)
  }

  /// The colours written `#RRGGBB`, for other formats.
  public var fillHex: String { fill.hex }
  public var lineHex: String { line.hex }
  public var darkFillHex: String { darkFill.hex }

  /// What a side is drawn as that the configuration does not know: named so, never guessed.
  public static let unidentified = SideStyle(
    key: "other", name: LocalizedText(english: "Unidentified", arabic: "غير محدد"), camp: "other",
    fill: SheetColor(0xB27FB0), line: SheetColor(0x86397F), darkFill: SheetColor(0xA070A0))
}
