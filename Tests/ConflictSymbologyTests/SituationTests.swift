import Cartography
import CivilCalendar
import ConflictSymbology
import SVGRendering
import SimpleFeatures
import TestSupport
import Testing

/// The small map on three days; on the second the front has moved, on the third it is as before.
private func threeDays(
  _ presentation: ConflictMapContent.Presentation
) -> ConflictMapContent {
  var content = smallContent()
  func day(_ number: Int, front: Double) -> ConflictMapContent.Situation {
    ConflictMapContent.Situation(
      key: "2017-07-0\(number)", name: text("\(number) July 2017", "\(number) تموز"),
      areas: [
        .init(
          side: "government", polygons: [rectangle(35.9, 34.9, 37.1, front)], row: "control_areas/1"
        ),
        .init(side: "opposition", polygons: [rectangle(35.9, front, 37.1, 35.7)]),
      ],
      fronts: [
        .init(
          sideA: "government", sideB: "opposition", isHostile: true,
          lines: [LineString([position(35.9, front), position(37.1, front)])])
      ],
      events: number == 2 ? content.events : [])
  }
  content.situations = [day(1, front: 35.3), day(2, front: 35.4), day(3, front: 35.3)]
  content.presentation = presentation
  return content
}

@Suite struct SituationTests {
  private func scene(
    _ content: ConflictMapContent, _ language: MapLanguage = .english
  ) -> MapScene {
    MapComposer(language: language).scene(of: content, projectionName: flatName, project: flat)
  }

  private func svg(_ scene: MapScene) -> String {
    String(decoding: SVGRenderer().render(scene), as: UTF8.self)
  }

  @Test func `panels stand in rows, as many as there are days, with their dates`() throws {
    let scene = scene(threeDays(.panels(columns: 2)))
    let panels = scene.items.compactMap { item -> MapScene.Group? in
      if case .group(let group) = item, group.clip != nil { group } else { nil }
    }
    #expect(panels.count == 3)
    #expect(panels.map { $0.offset?.x } == [24, 506, 24])
    #expect(panels[0].offset?.y == panels[1].offset?.y)
    #expect((panels[2].offset?.y ?? 0) > (panels[1].offset?.y ?? 0))
    for day in 1...3 { #expect(scene.texts.contains { $0.string == "\(day) July 2017" }) }
  }

  @Test func `panels of a mirrored map run from the right`() {
    let scene = scene(threeDays(.panels(columns: 2)), .arabic)
    let lefts = scene.items.compactMap { item -> Double? in
      if case .group(let group) = item, group.clip != nil { group.offset?.x } else { nil }
    }
    #expect(lefts == [506, 24, 506])
  }

  @Test func `ground that does not change stands in the file once`() {
    let scene = scene(threeDays(.animation(secondsPerFrame: 0.8)))
    let areas = scene.definitions.filter {
      if case .path(let id, _) = $0 { id.name.hasPrefix("a-") } else { false }
    }
    // Two sides on two different days; the third day is the first again.
    #expect(areas.count == 4)
  }

  @Test func `an animation shows its last day where nothing moves`() {
    let svg = svg(scene(threeDays(.animation(secondsPerFrame: 0.5))))
    #expect(svg.contains(".k{visibility:hidden}.k2{visibility:visible}"))
    #expect(svg.contains("prefers-reduced-motion:no-preference"))
    #expect(svg.contains("animation:k 1.5s step-end infinite"))
    #expect(!svg.contains("<script") && !svg.contains("<animate"))
  }

  @Test func `a slider links each day to its target, without a script`() {
    let svg = svg(scene(threeDays(.slider)))
    for day in 1...3 {
      #expect(svg.contains("href=\"#d-2017-07-0\(day)\""))
      #expect(svg.contains("id=\"d-2017-07-0\(day)\""))
    }
    #expect(svg.contains("2 July 2017: 3 events"))
    #expect(!svg.contains("<script"))
  }

  @Test(arguments: [
    ConflictMapContent.Presentation.slider, .animation(secondsPerFrame: 1), .panels(columns: 3),
  ])
  func `no id stands twice in a file`(presentation: ConflictMapContent.Presentation) throws {
    let svg = svg(scene(threeDays(presentation)))
    let ids = svg.split(separator: " id=\"").dropFirst().compactMap {
      $0.split(separator: "\"").first
    }
    #expect(ids.count == Set(ids).count)
    // And all that is referred to is there.
    for reference in svg.split(separator: "href=\"#").dropFirst() {
      let name = reference.prefix { $0 != "\"" }
      #expect(ids.contains(name), "\(name)")
    }
  }

  @Test func `labels stay where they are from day to day`() {
    let scene = scene(threeDays(.slider))
    // Once for all days: no group of a day holds a name.
    func texts(_ items: [MapScene.Item], inFrame: Bool) -> [(String, Bool)] {
      items.flatMap { item -> [(String, Bool)] in
        switch item {
        case .text(let text): [(text.string, inFrame)]
        case .group(let group): texts(group.items, inFrame: inFrame || group.frame != nil)
        default: []
        }
      }
    }
    let names = texts(scene.items, inFrame: false).filter {
      $0.0 == "Hama" || $0.0 == "Khan Shaykhun"
    }
    #expect(!names.isEmpty && names.allSatisfy { !$0.1 })
  }

  @Test func `ground gained is drawn over the areas and has its key`() {
    var content = smallContent()
    content.gains = [.init(side: "government", polygons: [rectangle(36.2, 35.3, 36.5, 35.4)])]
    content.gainsName = text("gained since 1 July 2017", "مكتسبة منذ ١ تموز ٢٠١٧")
    let scene = scene(content)
    #expect(scene.texts.contains { $0.string == "Government: gained since 1 July 2017" })
    let gain = scene.group(named: "Ground gained")?.items.first
    guard case .mark(let mark)? = gain else {
      Issue.record("no gain")
      return
    }
    #expect(mark.style.fill == .color(SheetColor(0xA8321A)) && mark.style.fillOpacity == 0.35)
  }

  @Test func `symbols and areas lead to their rows`() {
    let svg = svg(scene(threeDays(.panels(columns: 3))))
    #expect(svg.contains("id=\"e-e1\""))
    #expect(svg.contains("data-row=\"control_areas/1\""))
  }

  @Test func `a map in grey has no hue`() {
    var content = smallContent()
    content.baseMap.roads = [LineString([position(36.1, 35.1), position(36.9, 35.5)])]
    let svg = svg(
      MapComposer(language: .english, theme: .gray).scene(
        of: content, projectionName: flatName, project: flat))
    for color in svg.split(separator: "#").dropFirst().map({ $0.prefix(6) })
    where color.count == 6 && color.allSatisfy(\.isHexDigit) && color.contains(where: \.isNumber) {
      let parts = [color.prefix(2), color.dropFirst(2).prefix(2), color.suffix(2)]
      #expect(parts[0] == parts[1] && parts[1] == parts[2] || color == "8A8A86", "\(color)")
    }
    // The second side has a pattern, so that lightness is not all that tells them apart.
    #expect(svg.contains("id=\"p-side-opposition\""))
  }

  @Test func `the automatic theme names a dark colour for each light one`() {
    let svg = svg(
      MapComposer(language: .english, theme: .automatic).scene(
        of: smallContent(), projectionName: flatName, project: flat))
    #expect(svg.contains("prefers-color-scheme:dark"))
    #expect(svg.contains("[fill=\"#E99A84\"]{fill:#8E3B2A}"))
    // Plain values stand in the attributes for renderers that do not ask.
    #expect(svg.contains("fill=\"#E99A84\""))
  }

  @Test(arguments: [(1200.0, 900.0), (700.0, 1100.0)])
  func `a sheet has the size that is asked for`(width: Double, height: Double) {
    var composer = MapComposer(language: .english)
    composer.sheetWidth = width
    composer.sheetHeight = height
    let scene = composer.scene(of: smallContent(), projectionName: flatName, project: flat)
    #expect(scene.width == width)
    #expect(abs(scene.height - height) <= 1)
  }

  @Test func `parts that are left out are not there`() {
    var composer = MapComposer(language: .english)
    composer.parts = MapParts.standard.subtracting([.events, .towns, .scaleBar, .fronts])
    let scene = composer.scene(of: smallContent(), projectionName: flatName, project: flat)
    #expect(scene.group(named: "Events") == nil && scene.group(named: "Front lines") == nil)
    #expect(!scene.texts.contains { $0.string == "Hama" || $0.string.hasSuffix(" km") })
  }
}
