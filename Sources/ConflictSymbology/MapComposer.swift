public import Cartography
public import SimpleFeatures

/// Lays out the map of a conflict on a sheet 250 mm wide.
///
/// The measures are those of `CARTOGRAPHY.md`: areas with their sides' colours, fronts, hatched and
/// faded ground, events by kind and deaths, labels in two scripts and the furniture around.
public struct MapComposer: Sendable {
  public var language: MapLanguage
  public var theme: MapTheme
  /// What is shown of all that there is.
  public var parts = MapParts.standard
  /// How symbols of events look.
  public var symbols = SymbolStyle()
  /// The families to set texts in.
  public var fonts = MapScene.FontFamilies()
  /// The width of the sheet in u.
  public var sheetWidth = 1000.0
  /// The height of the sheet in u; what the map asks for where `nil`.
  public var sheetHeight: Double?

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
    let first = scene(content, projectionName, project, frameHeight: nil)
    guard let sheetHeight, let frame = first.frameHeight else { return first.scene }
    // What stands above and below the map is as high as before: the map gets the rest.
    let rest = first.scene.height - frame
    return scene(content, projectionName, project, frameHeight: max(120, sheetHeight - rest)).scene
  }

  private func scene(
    _ content: ConflictMapContent, _ projectionName: LocalizedText,
    _ project: @escaping (GeographicPoint) -> ProjectedPoint?, frameHeight: Double?
  ) -> (scene: MapScene, frameHeight: Double?) {
    var composition = Composition(content: content, composer: self)
    composition.drawHeader()
    var drawn: Double?
    let heights = frameHeight.map { $0...$0 } ?? 480...1150
    if let projection = composition.projection(heights: heights, through: project) {
      drawn = composition.drawMap(projection, projectionName: projectionName)
    } else {
      composition.drawEmptyFrame()
    }
    return (composition.scene(), drawn)
  }
}

/// How symbols of events look.
public struct SymbolStyle: Hashable, Sendable {
  /// The radius in u of a symbol of one death; that of others grows with the root of the deaths.
  public var radius = 2.1
  /// Whether all symbols are drawn smaller, in the same proportion, on a map that they would cover.
  public var yieldsToMap = true
  /// The opacity of symbols.
  public var opacity = 0.74
  /// Events of the same kind nearer than this, in u, share a symbol.
  public var merging = 9.0
  /// Other shapes than the usual ones.
  public var shapes: [EventKind: EventShape] = [:]

  public init() {}

  /// The shape for a kind of events.
  public func shape(of kind: EventKind) -> EventShape { shapes[kind] ?? kind.usualShape }
}

/// A map in the making: what was drawn so far and how far down the sheet it reaches.
struct Composition {
  static let margin = 24.0

  let content: ConflictMapContent
  /// The states that are shown, in their order; one where the map is of one.
  let situations: [ConflictMapContent.Situation]
  let language: MapLanguage
  let theme: MapTheme
  let parts: MapParts
  private(set) var symbolStyle: SymbolStyle
  let fonts: MapScene.FontFamilies
  let sheetWidth: Double
  let sides: SideTable
  var definitions: [MapScene.Definition] = []
  var items: [MapScene.Item] = []
  var timeline: MapScene.Timeline?
  /// The lower edge of what was drawn last.
  var bottom = 0.0
  /// What the composer itself has to say below the map.
  var remarks: [LocalizedText] = []
  /// The names of defined paths, so that states with the same area share one, and the names taken.
  private var pathNames: [PagePath: MapScene.ID] = [:]
  var takenNames: Set<MapScene.ID> = []

  init(content: ConflictMapContent, composer: MapComposer) {
    self.content = content
    situations = content.shownSituations
    language = composer.language
    theme = composer.theme
    parts = composer.parts
    var symbols = composer.symbols
    if !content.situations.isEmpty, case .panels(let columns) = content.presentation {
      // On a small map symbols are smaller, though less so than the map, so that they can be told
      // apart.
      symbols.radius *= max(0.4, (1 / Double(max(1, columns))).squareRoot())
    }
    symbolStyle = symbols
    fonts = composer.fonts
    sheetWidth = composer.sheetWidth
    sides = SideTable(content.sides)
  }

  /// Makes the symbols so small that those of no situation fill more than a share of the frame.
  ///
  /// The share was chosen by looking at Syria's events of 2017 in UCDP GED, whose symbols would fill
  /// half of the sheet.
  mutating func fitSymbols(_ symbols: [[EventSymbol]], in frame: BoundingBox<PagePoint>) {
    let largestShare = 0.12
    let fill = symbols.map { $0.reduce(0) { $0 + $1.radius * $1.radius } * Double.pi }.max() ?? 0
    let room = largestShare * frame.width * frame.height
    guard symbolStyle.yieldsToMap, fill > room else { return }
    symbolStyle.radius *= (room / fill).squareRoot()
  }

  /// Defines a path and returns its name: `id`, with a number where that is taken, or the name that
  /// the same path has already.
  mutating func define(_ id: MapScene.ID, _ path: PagePath) -> MapScene.ID {
    if let known = pathNames[path] { return known }
    var name = id
    var number = 1
    while !takenNames.insert(name).inserted {
      number += 1
      name = id.numbered(number)
    }
    pathNames[path] = name
    definitions.append(.path(name, path))
    return name
  }

  /// Whether right and left of the furniture are exchanged.
  var isMirrored: Bool { language == .arabic }
  var textFace: Typeface { language.isArabicFirst ? .arabic : .latin }
  var boldFace: Typeface { language.isArabicFirst ? .arabicBold : .latinBold }

  /// `x` as it is, or as far from the other edge of the sheet.
  func side(_ x: Double) -> Double { isMirrored ? sheetWidth - x : x }

  func side(_ box: BoundingBox<PagePoint>) -> BoundingBox<PagePoint> {
    guard isMirrored else { return box }
    return BoundingBox(
      minX: sheetWidth - box.maxX, minY: box.minY, maxX: sheetWidth - box.minX,
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
    return Typeface(language.isArabicFirst ? .arabic : .latin, isBold: isBold)
  }

  mutating func add(_ item: MapScene.Item) { items.append(item) }

  mutating func scene() -> MapScene {
    if parts.contains(.notes) { drawNotes() }
    var scene = MapScene(
      width: sheetWidth, height: (bottom + Self.margin).rounded(),
      title: content.title.one(language), summary: summary,
      language: language.isArabicFirst ? "ar" : "en", background: theme.sheet, ink: theme.ink,
      halo: theme.halo, definitions: definitions, items: items)
    scene.timeline = timeline
    scene.fonts = fonts
    if theme.isAutomatic { scene.darkColors = theme.darkColors(of: content.sides) }
    return scene
  }

  /// The map in a sentence or two, for those who do not see it.
  private var summary: String {
    let shown = sides.styles(
      in: situations.flatMap(\.areas).flatMap { [$0.side] + ($0.sharedWith.map { [$0] } ?? []) })
    let names = shown.map { $0.name.one(language) }
    let points = Set(situations.flatMap(\.events).filter(\.isDrawnAsPoint))
    let count = points.reduce(0) { $0 + max(1, min($1.count, 1_000_000)) }
    if language.isArabicFirst {
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
