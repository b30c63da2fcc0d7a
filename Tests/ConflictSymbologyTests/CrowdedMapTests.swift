import Cartography
import CivilCalendar
import ConflictSymbology
import SVGRendering
import SimpleFeatures
import TestSupport
import Testing

/// Random content: towns with long and short names in both scripts, events of all kinds.
private func crowd(seed: Int) -> ConflictMapContent {
  var random = SplitMix64(seed: seed)
  func anywhere() -> GeographicPoint {
    position(.random(in: 35.95...37.05, using: &random), .random(in: 34.95...35.65, using: &random))
  }
  let latin = Array("abdefghiklmnrstuwy -")
  let arabic = Array("ابتثجحخدرزسشصطعفقكلمنهوي ")
  func word(_ letters: [Character], _ range: ClosedRange<Int>) -> String {
    String(
      (0..<Int.random(in: range, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? "a"
      })
  }
  var content = smallContent()
  content.places = (0..<Int.random(in: 0...250, using: &random)).map { _ in
    .init(
      name: text(word(latin, 1...24), word(arabic, 1...18)), position: anywhere(),
      rank: .random(in: 0...5, using: &random), population: .random(in: 0...9, using: &random))
  }
  content.events = (0..<Int.random(in: 0...200, using: &random)).map { number in
    .init(
      id: "e\(number)", position: anywhere(), precision: .random(in: 0...10, using: &random),
      kind: EventKind.allCases.randomElement(using: &random) ?? .other,
      deaths: Bool.random(using: &random) ? .random(in: 0...90, using: &random) : nil,
      count: .random(in: 1...3, using: &random),
      place: text(word(latin, 0...12), word(arabic, 0...12)))
  }
  return content
}

@Suite struct CrowdedMapTests {
  private func scene(_ content: ConflictMapContent, _ language: MapLanguage) -> MapScene {
    MapComposer(language: language).scene(of: content, projectionName: flatName, project: flat)
  }

  @Test(arguments: 0..<30)
  func `no label meets another and none leaves the frame`(seed: Int) throws {
    let language = MapLanguage.allCases[seed % MapLanguage.allCases.count]
    let scene = scene(crowd(seed: seed), language)
    guard case .boxClip(_, let frame)? = scene.definitions.first else {
      Issue.record("no frame")
      return
    }
    let labels = scene.labelBoxes
    for (index, label) in labels.enumerated() {
      #expect(frame.minX <= label.box.minX && label.box.maxX <= frame.maxX)
      #expect(frame.minY <= label.box.minY && label.box.maxY <= frame.maxY)
      for other in labels[..<index] {
        #expect(!label.box.overlaps(other.box), "\(label.string) and \(other.string)")
      }
    }
  }

  @Test(arguments: 0..<30)
  func `every text is on the sheet`(seed: Int) {
    let scene = scene(crowd(seed: seed), MapLanguage.allCases[seed % MapLanguage.allCases.count])
    for text in scene.texts where text.rotation == 0 {
      #expect(text.box.minX >= 0 && text.box.maxX <= scene.width, "\(text.string)")
      #expect(text.box.minY >= 0 && text.box.maxY <= scene.height, "\(text.string)")
    }
  }

  @Test(arguments: 0..<20)
  func `the order of the input does not matter, nor does the hour`(seed: Int) {
    var random = SplitMix64(seed: seed)
    let content = crowd(seed: seed)
    var shuffled = content
    shuffled.places.shuffle(using: &random)
    shuffled.events.shuffle(using: &random)
    shuffled.areas.reverse()
    shuffled.controlPoints.shuffle(using: &random)
    #expect(
      SVGRenderer().render(scene(content, .bilingual))
        == SVGRenderer().render(scene(shuffled, .bilingual)))
  }

  @Test(arguments: 0..<20)
  func `merged symbols keep the deaths, and no two of a kind begin nearer than 9`(seed: Int) {
    var content = crowd(seed: seed)
    content.places = []
    for index in content.events.indices {
      content.events[index].precision = 1
      content.events[index].deaths = index % 7
      content.events[index].kind = .fighting
    }
    content.extent = BoundingBox(minX: 35.9, minY: 34.9, maxX: 37.1, maxY: 35.7)
    let symbols = scene(content, .english).group(named: "Events")?.items ?? []
    var deaths = 0
    for case .mark(let mark) in symbols {
      let figure = mark.tooltip?.split(separator: ";").first {
        $0.hasSuffix("deaths") || $0.hasSuffix("death")
      }
      deaths += figure?.split(separator: " ").first.flatMap { Int($0) } ?? 0
    }
    #expect(deaths == content.events.reduce(0) { $0 + ($1.deaths ?? 0) })
    #expect(content.events.isEmpty || symbols.count <= content.events.count)
  }

  @Test func `events nearer than 9 u become one at their mean`() throws {
    // 0.008 degrees are 7.6 u on the sheet of one degree, 0.02 are 19.
    var content = smallContent()
    content.events = [36.5, 36.508, 36.528].enumerated().map { number, longitude in
      .init(
        id: "\(number)", position: position(longitude, 35.4), precision: 1, kind: .fighting,
        deaths: 8, place: text("P"))
    }
    let items = scene(content, .english).group(named: "Events")?.items ?? []
    #expect(items.count == 2)
    guard case .mark(let mark)? = items.first, case .circle(let center, let radius) = mark.shape
    else {
      Issue.record("no circle")
      return
    }
    #expect(abs(center.x - (24 + 0.504 * 952)) < 1e-6)
    // 2.1 times the root of 16.
    #expect(abs(radius - 8.4) < 1e-9)
  }

  @Test func `numbers that are none and coordinates off the globe do no harm`() {
    var content = smallContent()
    let bad = [
      position(.nan, 35), position(36, .infinity), position(1e300, -1e300), position(-999, 0),
    ]
    content.places += bad.map { .init(name: text("Bad", "سيئ"), position: $0, rank: -5) }
    content.events += bad.map {
      .init(
        id: "", position: $0, precision: 1, kind: .other, deaths: .max, count: .min,
        place: text("Bad"))
    }
    content.areas.append(
      .init(side: "x", probability: .nan, polygons: [Polygon(exterior: Ring(bad))]))
    content.fronts.append(
      .init(sideA: "x", sideB: "x", isHostile: true, lines: [LineString(bad), LineString([])]))
    content.baseMap.country = [Polygon(exterior: Ring(bad)), rectangle(36.1, 35.1, 36.2, 35.2)]
    content.baseMap.rivers = [.init(name: text("R"), lines: [LineString(bad)])]
    let svg = String(decoding: SVGRenderer().render(scene(content, .bilingual)), as: UTF8.self)
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(svg.hasSuffix("</svg>\n"))
  }

  @Test func `very long words do not leave the sheet`() {
    var content = smallContent()
    let long = String(repeating: "Deir", count: 500)
    content.title = text(long, String(repeating: "دير", count: 500))
    content.subtitle = content.title
    content.notes = [content.title]
    content.sides[0].name = content.title
    content.places[0].name = content.title
    for language in MapLanguage.allCases {
      let scene = scene(content, language)
      for text in scene.texts where text.rotation == 0 {
        #expect(text.box.minX >= 0 && text.box.maxX <= scene.width)
      }
    }
  }
}

@Suite struct EventKindTests {
  @Test(
    arguments: [
      ("battles", "12", EventKind.fighting), ("battles", "23", .nonStateFighting),
      ("battles", nil, .fighting), ("explosions_remote_violence", "33", .nonStateFighting),
      ("violence_against_civilians", "27", .againstCivilians), ("riots", "50", .unrest),
      ("strategic_developments", "10", .development), ("battles", "٢٣", .fighting),
      ("", nil, .other), ("Battles", nil, .other),
    ] as [(String, String?, EventKind)])
  func `a type has its symbol`(_ type: String, _ interaction: String?, _ kind: EventKind) {
    #expect(EventKind(eventType: type, interaction: interaction) == kind)
  }
}
