import Cartography
import CivilCalendar
import ConflictSymbology
import SVGRendering
import SimpleFeatures
import TestSupport
import Testing

/// Equirectangular about 36.5 E, 35.3 N: straight lines stay straight, so that positions on the
/// sheet can be computed by hand.
func flat(_ point: GeographicPoint) -> ProjectedPoint? {
  ProjectedPoint(
    easting: (point.longitude - 36.5) * 90_000, northing: (point.latitude - 35.3) * 111_000)
}

let flatName = LocalizedText(english: "Equirectangular", arabic: "إسقاط متساوي المستطيلات")

func text(_ english: String, _ arabic: String = "") -> LocalizedText {
  LocalizedText(english: english, arabic: arabic)
}

func position(_ longitude: Double, _ latitude: Double) -> GeographicPoint {
  GeographicPoint(longitude: longitude, latitude: latitude)
}

func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon<
  GeographicPoint
> {
  Polygon(
    exterior: Ring([
      position(west, south), position(east, south), position(east, north), position(west, north),
    ]))
}

/// Two sides of `gazetteer/sides.csv`.
let twoSides: [SideStyle] = [
  SideStyle(
    key: "government", name: text("Government", "الحكومة"), camp: "government",
    fill: SheetColor(0xE99A84), line: SheetColor(0xA8321A), darkFill: SheetColor(0x8E3B2A)),
  SideStyle(
    key: "opposition", name: text("Opposition", "المعارضة"), camp: "opposition",
    fill: SheetColor(0xBDE5C2), line: SheetColor(0x1B7A47), darkFill: SheetColor(0x2F7A4A)),
]

let extent = BoundingBox<GeographicPoint>(minX: 36, minY: 35, maxX: 37, maxY: 35.6)

/// A map with a bit of everything.
func smallContent() -> ConflictMapContent {
  ConflictMapContent(
    extent: extent, title: text("Front north of Hama", "الجبهة شمال حماة"),
    subtitle: text("July 2017", "تموز ٢٠١٧"), notes: [text("Events: UCDP.", "الأحداث: أوبسالا.")],
    sides: twoSides,
    areas: [
      .init(side: "government", probability: 0.9, polygons: [rectangle(35.9, 34.9, 37.1, 35.3)]),
      .init(side: "opposition", probability: 0.8, polygons: [rectangle(35.9, 35.3, 37.1, 35.7)]),
    ],
    contestedGround: [rectangle(36.2, 35.28, 36.6, 35.32)],
    groundWithoutData: [rectangle(36.9, 35, 37.1, 35.1)],
    fronts: [
      .init(
        sideA: "government", sideB: "opposition", isHostile: true,
        lines: [LineString([position(35.9, 35.3), position(37.1, 35.3)])])
    ],
    controlPoints: [.init(side: "opposition", position: position(36.5, 35.5))],
    events: [
      .init(
        id: "e1", position: position(36.63, 35.44), precision: 2, kind: .fighting, deaths: 25,
        place: text("Khan Shaykhun", "خان شيخون"),
        dates: CivilDate(year: 2017, month: 7, day: 4).map { DateSpan($0, $0) }),
      .init(
        id: "e2", position: position(36.2, 35.1), precision: 1, kind: .againstCivilians,
        place: text("Salhab", "سلحب")),
      .init(
        id: "e3", position: position(36.4, 35.2), precision: 6, kind: .fighting, deaths: 3,
        place: text("Hama district", "منطقة حماة")),
    ],
    places: [
      .init(
        name: text("Hama", "حماة"), position: position(36.75, 35.13), rank: 1, population: 460_000),
      .init(name: text("Khan Shaykhun", "خان شيخون"), position: position(36.63, 35.44), rank: 2),
    ])
}

extension MapScene {
  /// All items with those of groups, in the order of drawing.
  var allItems: [Item] { Self.flattened(items) }

  private static func flattened(_ items: [Item]) -> [Item] {
    items.flatMap { item in
      if case .group(let group) = item { [item] + flattened(group.items) } else { [item] }
    }
  }

  var texts: [Text] {
    allItems.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  var marks: [Mark] {
    allItems.compactMap { if case .mark(let mark) = $0 { mark } else { nil } }
  }

  var tooltips: [String] { marks.compactMap(\.tooltip) }

  func group(named name: String) -> Group? {
    for case .group(let group) in allItems where group.name == name { return group }
    return nil
  }

  /// The boxes of texts that have a halo: towns.
  var labelBoxes: [(string: String, box: BoundingBox<PagePoint>)] {
    allItems.flatMap { item -> [(String, BoundingBox<PagePoint>)] in
      guard case .group(let group) = item, group.hasHalo else { return [] }
      return group.items.compactMap { item in
        if case .text(let text) = item { (text.string, text.box) } else { nil }
      }
    }
  }
}

extension MapScene.Text {
  /// The box from the ascent of lower-case letters to the baseline; rotation is not applied.
  var box: BoundingBox<PagePoint> {
    let width = face.width(of: string, size: size, letterSpacing: letterSpacing)
    let left: Double
    switch anchor {
    case .left: left = position.x
    case .middle: left = position.x - width / 2
    case .right: left = position.x - width
    }
    return BoundingBox(
      minX: left, minY: position.y - 0.7 * size, maxX: left + width, maxY: position.y)
  }
}

@Suite struct MapComposerTests {
  private func scene(
    _ content: ConflictMapContent, _ language: MapLanguage = .english, theme: MapTheme = .light
  ) -> MapScene {
    MapComposer(language: language, theme: theme).scene(
      of: content, projectionName: flatName, project: flat)
  }

  @Test(arguments: MapLanguage.allCases)
  func `draws a small map`(language: MapLanguage) throws {
    try expectSnapshot(
      SVGRenderer().render(scene(smallContent(), language)), named: "small-\(language.rawValue).svg"
    )
  }

  @Test func `the extent fills the frame from edge to edge`() {
    // 1 degree is 90 km on 952 u; 35.3 N is half way down 0.6 degrees, 66.6 km or 704.48 u.
    let scene = scene(smallContent())
    guard case .boxClip(_, let frame)? = scene.definitions.first else {
      Issue.record("no frame")
      return
    }
    #expect(frame.minX == 24 && frame.maxX == 976 && frame.minY == 118)
    #expect(abs(frame.height - 704.48) <= 0.5)
    let event = scene.marks.first { $0.tooltip?.hasPrefix("Khan Shaykhun") ?? false }
    guard case .circle(let center, let radius)? = event?.shape else {
      Issue.record("no event")
      return
    }
    #expect(abs(center.x - (24 + 0.63 * 952)) < 1e-6)
    #expect(abs(center.y - (118 + 0.16 / 0.6 * 704.48)) < 1e-6)
    // 2.1 times the root of 25.
    #expect(abs(radius - 10.5) < 1e-9)
  }

  @Test func `tooltips say what is known`() {
    let tooltips = scene(smallContent()).tooltips
    #expect(
      tooltips.contains("Khan Shaykhun; 4 Jul 2017; clash, shelling or strike; 1 event; 25 deaths"))
    #expect(tooltips.contains("Salhab; against civilians; 1 event"))
    #expect(tooltips.contains("Government; 90% likely"))
    #expect(tooltips.contains("Front between Government and Opposition"))
    #expect(
      scene(smallContent(), .arabic).tooltips.contains(
        "خان شيخون؛ ٤ تموز ٢٠١٧؛ اشتباك أو قصف أو غارة؛ الأحداث: ١؛ القتلى: ٢٥"))
  }

  @Test func `what is known only to a district is a number and never a point`() {
    let scene = scene(smallContent())
    #expect(scene.group(named: "Events")?.items.count == 2)
    #expect(!scene.tooltips.contains { $0.contains("district") })
    #expect(scene.texts.contains { $0.string == "Hama district: 1 event" })
    #expect(
      scene.texts.map(\.string).joined(separator: " ").contains(
        "not drawn as points: Hama district 1."))
  }

  @Test(arguments: [2, 300])
  func `symbols fill no more than an eighth of the map, and keep their proportion`(count: Int) {
    var content = smallContent()
    content.events = []
    for number in 0..<count {
      let place = position(
        36.02 + Double(number % 20) * 0.04, 35.05 + Double(number / 20) * 0.03)
      content.events.append(
        ConflictMapContent.Event(
          id: "e\(number)", position: place, precision: 1, kind: .fighting,
          deaths: number % 2 == 0 ? 100 : 400, place: text("Somewhere", "")))
    }
    let scene = scene(content)
    guard case .boxClip(_, let frame)? = scene.definitions.first else {
      Issue.record("no frame")
      return
    }
    var radii: Set<Double> = []
    var filled = 0.0
    for case .mark(let mark) in scene.group(named: "Events")?.items ?? [] {
      guard case .circle(_, let radius) = mark.shape else { continue }
      radii.insert((radius * 1000).rounded() / 1000)
      filled += radius * radius * Double.pi
    }
    #expect(radii.count == 2)
    #expect(abs((radii.max() ?? 0) - 2 * (radii.min() ?? 0)) < 0.01)
    #expect(filled <= frame.width * frame.height / 8)
    // Few events keep the size that the legend of every such map has: 2.1 times the root.
    if count == 2 { #expect(radii == [21, 42]) }
  }

  @Test func `a name that has no room beside its count is left to the notes`() {
    let name = "the road between two far towns in the eastern countryside of Hama"
    var content = smallContent()
    for index in content.events.indices where content.events[index].precision >= 5 {
      content.events[index].place = text(name, "")
      content.events[index].count = 2
    }
    let texts = scene(content).texts.map(\.string)
    #expect(!texts.contains { $0.contains("2 events") || $0.contains("…") })
    #expect(texts.joined(separator: " ").contains("\(name) 2."))
  }

  @Test(arguments: 5...10)
  func `no precision coarser than a road gives a symbol`(precision: Int) {
    var content = smallContent()
    for index in content.events.indices { content.events[index].precision = precision }
    #expect(scene(content).group(named: "Events") == nil)
  }

  @Test func `the key and the legend hold only what is shown`() {
    var content = smallContent()
    content.areas.removeLast()
    content.contestedGround = []
    content.events = [content.events[0]]
    let strings = scene(content).texts.map(\.string)
    #expect(strings.contains("Government"))
    #expect(!strings.contains("Opposition"))
    #expect(!strings.contains("Contested or unclear"))
    #expect(strings.contains("clash, shelling or strike"))
    #expect(!strings.contains("against civilians"))
    #expect(!strings.contains("deaths not stated"))
    // 25 deaths: 1 and 10, not 50.
    #expect(strings.contains("10") && !strings.contains("50"))
  }

  @Test func `a side that is not configured is unidentified`() {
    var content = smallContent()
    content.areas[0].side = "#fff\"/><script>"
    let scene = scene(content)
    #expect(scene.texts.contains { $0.string == "Unidentified" })
    let svg = String(decoding: SVGRenderer().render(scene), as: UTF8.self)
    #expect(!svg.contains("<script"))
    #expect(svg.contains("fill=\"#B27FB0\""))
  }

  @Test func `colours are those of the configuration, by theme`() {
    func fills(_ theme: MapTheme) -> Set<MapScene.Paint> {
      Set(scene(smallContent(), theme: theme).marks.compactMap(\.style.fill))
    }
    #expect(fills(.light).contains(.color(SheetColor(0xE99A84))))
    #expect(fills(.dark).contains(.color(SheetColor(0x8E3B2A))))
    #expect(!fills(.dark).contains(.color(SheetColor(0xE99A84))))
  }

  @Test func `only a front between camps gets casing and tint bands`() {
    let hostile = scene(smallContent()).group(named: "Front lines")?.items ?? []
    #expect(hostile.count == 4)
    var content = smallContent()
    content.fronts[0].isHostile = false
    let allied = scene(content).group(named: "Front lines")?.items ?? []
    #expect(allied.count == 1)
    guard case .mark(let mark)? = allied.first else {
      Issue.record("no line")
      return
    }
    #expect(mark.style.strokeWidth == 0.8 && mark.style.dash == [2.6, 2.2])
  }

  @Test(arguments: MapLanguage.allCases)
  func `nothing at all still gives a sheet that says so`(language: MapLanguage) {
    let empty = ConflictMapContent(title: text("Nothing", "لا شيء"))
    let scene = scene(empty, language)
    #expect(scene.width == 1000 && scene.height > 500)
    let strings = scene.texts.map(\.string)
    #expect(
      strings.contains { $0.hasPrefix(language.isArabicFirst ? "لا شيء للعرض" : "Nothing to show") }
    )
  }

  @Test func `a projection that shows nothing gives a sheet that says so`() {
    let scene = MapComposer(language: .english).scene(
      of: smallContent(), projectionName: flatName, project: { _ in nil })
    #expect(scene.texts.contains { $0.string.hasPrefix("Nothing to show") })
  }

  @Test func `events without areas say that control is not known`() {
    var content = smallContent()
    content.areas = []
    content.fronts = []
    content.contestedGround = []
    let notes = scene(content).texts.map(\.string).joined(separator: " ")
    #expect(notes.contains("No areas of control are drawn"))
    content.events = []
    #expect(
      scene(content).texts.map(\.string).joined(separator: " ").contains("No events are reported"))
  }

  @Test func `one event gets surroundings of half a degree`() {
    let content = ConflictMapContent(title: text("One"), events: [smallContent().events[0]])
    let shown = content.shownExtent
    #expect(abs((shown?.width ?? 0) - 0.5) < 1e-9 && abs((shown?.height ?? 0) - 0.4) < 1e-9)
    #expect(scene(content).group(named: "Events")?.items.count == 1)
  }

  @Test func `the scale bar gives way to an event`() {
    func scaleBarLeft(_ content: ConflictMapContent) -> Double? {
      scene(content).texts.first { $0.string == "0" }?.position.x
    }
    var content = smallContent()
    #expect(scaleBarLeft(content) == 40)
    // 20 u from the left and the lower edge.
    content.events[0].position = position(36 + 20.0 / 952, 35 + 20.0 / 952 * 90 / 111)
    #expect((scaleBarLeft(content) ?? 0) > 500)
  }

  @Test func `the seat of a governorate gets its name before that of a district gets its dot`() {
    var content = smallContent()
    content.events = []
    // All around, 0.02 degrees or 19 u away: no candidate is free of a dot.
    content.places = [.init(name: text("Lattakia"), position: position(36.3, 35.15), rank: 1)]
    for (x, y) in [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)] {
      let around = position(36.3 + 0.02 * Double(x), 35.15 + 0.011 * Double(y))
      content.places.append(.init(name: text("Seat"), position: around, rank: 2))
    }
    let names = scene(content).labelBoxes.map(\.string)
    #expect(names.contains("Lattakia"))
    #expect(names.contains("Seat"))
  }

  @Test func `a side's name stands where the side is known to be`() throws {
    var content = smallContent()
    // West of 36.6 E, 0.6 of 952 u from the left, nothing is known.
    content.groundWithoutData = [rectangle(35.9, 34.9, 36.6, 35.7)]
    let names = scene(content).texts.filter { ["GOVERNMENT", "OPPOSITION"].contains($0.string) }
    #expect(names.count == 2)
    for name in names { #expect(name.box.minX > 24 + 0.6 * 952) }
  }

  @Test func `an Arabic map is mirrored`() {
    func box(_ language: MapLanguage) -> BoundingBox<PagePoint>? {
      // The first box of the key.
      let name = language == .arabic ? "مفتاح: من يسيطر على ماذا" : "Key: who holds what"
      guard case .mark(let mark)? = scene(smallContent(), language).group(named: name)?.items.first,
        case .box(let box) = mark.shape
      else { return nil }
      return box
    }
    #expect(box(.english)?.minX == 24)
    #expect(box(.arabic)?.maxX == 976)
    let arabic = scene(smallContent(), .arabic)
    #expect(arabic.language == "ar")
    let latin = arabic.texts.filter { $0.string.contains { ("a"..."z").contains($0) } }
    #expect(latin.isEmpty)
  }
}
