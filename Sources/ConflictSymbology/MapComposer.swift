public import Cartography
public import SimpleFeatures

/// Lays out the map of a conflict on a sheet 250 mm wide.
///
/// The measures are those of `CARTOGRAPHY.md`: areas with their sides' colours, fronts, hatched and
/// faded ground, events by kind and deaths, labels in two scripts and the furniture around.
public struct MapComposer: Sendable {
  public var language: MapLanguage
  public var theme: MapTheme

  public init(language: MapLanguage = .bilingual, theme: MapTheme = .light) {
    self.language = language
    self.theme = theme
  }

  /// The map of `content`.
  ///
  /// - Parameters:
  ///   - projectionName: For the notes, such as "Transverse Mercator".
  ///   - project: From degrees to metres on a conformal plane, `nil` where it has no image.
  ///     It should be centred on the content's ``ConflictMapContent/shownExtent``.
  /// - Returns: A scene, whatever the content: where nothing can be shown it says so.
  public func scene(
    of content: ConflictMapContent, projectionName: LocalizedText,
    project: @escaping (GeographicPoint) -> ProjectedPoint?
  ) -> MapScene {
    var composition = Composition(content: content, language: language, theme: theme)
    composition.drawHeader()
    if let projection = composition.projection(through: project) {
      composition.drawMap(projection, projectionName: projectionName)
    } else {
      composition.drawEmptyFrame()
    }
    return composition.scene()
  }
}

/// A map in the making: what was drawn so far and how far down the sheet it reaches.
struct Composition {
  static let sheetWidth = 1000.0
  static let margin = 24.0

  let content: ConflictMapContent
  let language: MapLanguage
  let theme: MapTheme
  let sides: SideTable
  var definitions: [MapScene.Definition] = []
  var items: [MapScene.Item] = []
  /// The lower edge of what was drawn last.
  var bottom = 0.0
  /// What the composer itself has to say below the map.
  var remarks: [LocalizedText] = []

  init(content: ConflictMapContent, language: MapLanguage, theme: MapTheme) {
    self.content = content
    self.language = language
    self.theme = theme
    sides = SideTable(content.sides)
  }

  /// Whether right and left of the furniture are exchanged.
  var isMirrored: Bool { language == .arabic }
  var textFace: Typeface { language == .arabic ? .arabic : .latin }
  var boldFace: Typeface { language == .arabic ? .arabicBold : .latinBold }

  /// `x` as it is, or as far from the other edge of the sheet.
  func side(_ x: Double) -> Double { isMirrored ? Self.sheetWidth - x : x }

  func side(_ box: BoundingBox<PagePoint>) -> BoundingBox<PagePoint> {
    guard isMirrored else { return box }
    return BoundingBox(
      minX: Self.sheetWidth - box.maxX, minY: box.minY, maxX: Self.sheetWidth - box.minX,
      maxY: box.maxY)
  }

  func side(_ anchor: MapScene.Anchor) -> MapScene.Anchor {
    guard isMirrored else { return anchor }
    return switch anchor {
    case .left: .right
    case .middle: .middle
    case .right: .left
    }
  }

  /// A text of the furniture in the map's language, at a position that is mirrored with it.
  func furnitureText(
    _ text: LocalizedText, x: Double, y: Double, size: Double, isBold: Bool = false,
    anchor: MapScene.Anchor = .left, color: SheetColor? = nil
  ) -> MapScene.Item {
    let string = text.one(language)
    return .text(
      MapScene.Text(
        string, at: PagePoint(x: side(x), y: y), anchor: side(anchor),
        face: face(for: string, isBold: isBold), size: size, color: color))
  }

  /// The font for a string, by the first letter that has a script.
  func face(for string: String, isBold: Bool = false) -> Typeface {
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x0620...0x074A, 0x0750...0x077F, 0xFB50...0xFDFB, 0xFE70...0xFEFC:
        return Typeface(.arabic, isBold: isBold)
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: return Typeface(.latin, isBold: isBold)
      default: continue
      }
    }
    return Typeface(language == .arabic ? .arabic : .latin, isBold: isBold)
  }

  mutating func add(_ item: MapScene.Item) { items.append(item) }

  mutating func scene() -> MapScene {
    drawNotes()
    return MapScene(
      width: Self.sheetWidth, height: (bottom + Self.margin).rounded(),
      title: content.title.one(language), summary: summary,
      language: language == .arabic ? "ar" : "en", background: theme.sheet, ink: theme.ink,
      halo: theme.halo, definitions: definitions, items: items)
  }

  /// The map in a sentence or two, for those who do not see it.
  private var summary: String {
    let shown = sides.styles(
      in: content.areas.flatMap { [$0.side] + ($0.sharedWith.map { [$0] } ?? []) })
    let names = shown.map { $0.name.one(language) }
    let points = content.events.filter(\.isDrawnAsPoint)
    let count = points.reduce(0) { $0 + max(1, min($1.count, 1_000_000)) }
    if language == .arabic {
      let areas = names.isEmpty ? "" : " مناطق السيطرة: \(names.joined(separator: "، "))."
      return "خريطة. \(content.subtitle.one(language)).\(areas)"
        + " عدد الأحداث المحددة المكان: \(arabicDigits(String(count)))."
    }
    let areas = names.isEmpty ? "" : " Areas of control: \(names.joined(separator: ", "))."
    return "Map. \(content.subtitle.one(language)).\(areas)"
      + " Events located to a place: \(count)."
  }
}

/// The sides by key.
struct SideTable {
  private let styles: [String: SideStyle]
  private let order: [String: Int]

  init(_ sides: [SideStyle]) {
    styles = Dictionary(sides.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    order = Dictionary(
      sides.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The style of a side; one that is not configured is unidentified.
  subscript(key: String) -> SideStyle {
    if let style = styles[key] { return style }
    var style = styles["other"] ?? .unidentified
    style.name = SideStyle.unidentified.name
    return style
  }

  /// The styles of `keys`, each once, in the order of the configuration, the unidentified last.
  func styles(in keys: [String]) -> [SideStyle] {
    var seen: Set<String> = []
    var known: [String] = []
    var hasUnknown = false
    for key in keys {
      if styles[key] == nil {
        hasUnknown = true
      } else if seen.insert(key).inserted {
        known.append(key)
      }
    }
    let sorted = known.sorted { (order[$0] ?? 0) < (order[$1] ?? 0) }
    return sorted.map { self[$0] } + (hasUnknown ? [self[""]] : [])
  }

  /// Where a side stands in the configuration.
  func position(of key: String) -> Int { order[key] ?? .max }
}
