import Cartography
import Foundation
import FoundationXML
import SVGRendering
import SimpleFeatures
import TestSupport
import Testing

private func point(_ x: Double, _ y: Double) -> PagePoint { PagePoint(x: x, y: y) }

/// What an XML parser finds in an SVG.
private final class Outline: NSObject, XMLParserDelegate {
  var elements: Set<String> = []
  var attributes: Set<String> = []
  var values: [String] = []
  var text = ""

  /// `nil` where the parser refuses the bytes.
  static func of(_ bytes: [UInt8]) -> Outline? {
    let outline = Outline()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = outline
    return parser.parse() ? outline : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.insert(name)
    self.attributes.formUnion(attributes.keys)
    values += attributes.values
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}

@Suite struct SVGRendererTests {
  @Test func `draws a front between two areas`() throws {
    let west = MapScene.ID(.area, "government")
    let front = MapScene.ID(.front, "government", "opposition")
    let clip = MapScene.ID(.areaClip, "government")
    let line = [point(20, 0), point(22.5, 15), point(20, 30)]
    let scene = MapScene(
      width: 40, height: 30, title: "A front", summary: "One line.",
      definitions: [
        .path(west, PagePath(rings: [line + [point(0, 30), point(0, 0)]])),
        .path(front, PagePath(lines: [line])),
        .pathClip(clip, of: [west]),
      ],
      items: [
        .mark(
          MapScene.Mark(.defined(west), .filled(SheetColor(0xE99A84)), tooltip: "Government")),
        .group(
          MapScene.Group(
            [
              .mark(
                MapScene.Mark(
                  .defined(front), .line(SheetColor(0xA8321A), 7, opacity: 0.42), clip: clip)),
              .mark(MapScene.Mark(.defined(front), .line(SheetColor(0x2A2A2A), 1.35))),
            ], style: MapScene.Style(hasRoundJoins: true), name: "Front lines")),
      ])
    try expectSnapshot(SVGRenderer().render(scene), named: "front.svg")
  }

  @Test func `draws symbols, stripes and dots`() throws {
    let stripes = MapScene.ID(.pattern, "sdf", "government")
    let scene = MapScene(
      width: 60, height: 40, title: "Symbols",
      definitions: [
        .stripes(
          stripes,
          MapScene.Stripes(
            period: 8, width: 4, angle: 45, color: SheetColor(0xE99A84),
            ground: SheetColor(0xF9E7A2)))
      ],
      items: [
        .mark(
          MapScene.Mark(
            .box(BoundingBox(minX: 0, minY: 0, maxX: 60, maxY: 40)),
            MapScene.Style(fill: .stripes(stripes)))),
        .mark(
          MapScene.Mark(
            .circle(point(20, 20), radius: 6.64), .filled(SheetColor(0x32215F), opacity: 0.74),
            tooltip: "10 deaths")),
        .mark(
          MapScene.Mark(
            .path(
              PagePath([
                PagePath.Part([point(40.04, 10.05)], isClosed: false),
                PagePath.Part([point(-0.04, 12)], isClosed: false),
              ])),
            MapScene.Style(
              fill: .unpainted, stroke: .color(SheetColor(0x1B7A47)), strokeWidth: 1.7,
              dash: [2.6, 2.2], hasRoundCaps: true))),
      ])
    try expectSnapshot(SVGRenderer().render(scene), named: "symbols.svg")
  }

  @Test func `sets Arabic about the middle of its box`() throws {
    let scene = MapScene(
      width: 120, height: 60, title: "حماة", language: "ar",
      items: [
        .group(
          MapScene.Group(
            [
              .text(
                MapScene.Text(
                  "Hama & Homs", at: point(8, 20), anchor: .left, face: .latinBold, size: 15.5)),
              .text(
                MapScene.Text("حماة", at: point(110, 40), anchor: .right, face: .arabic, size: 14.5)
              ),
              .text(
                MapScene.Text(
                  "Orontes", at: point(60, 50), face: .latin, size: 10.5, letterSpacing: 1.2,
                  color: SheetColor(0x4D7D95), isItalic: true, rotation: -52.26)),
            ], hasHalo: true))
      ])
    try expectSnapshot(SVGRenderer().render(scene), named: "labels.svg")
  }

  @Test(arguments: [
    "</title><script>alert(1)</script>", "\"/><image href=\"http://example.org/x\"/>", "<![CDATA[",
    "]]>", "&amp;&#x0;&bogus;", "\u{0}\u{8}\u{1B}[31m", "\u{202E}reversed", "\u{FFFE}\u{FFFF}",
    "a\nb\tc\rd", "<!--", "-->", "' onload='x",
  ])
  func `a hostile name stays a name`(_ name: String) throws {
    let scene = MapScene(
      width: 100, height: 100, title: name, summary: name, language: name,
      definitions: [.path(MapScene.ID(.area, name, name), PagePath(rings: [[point(0, 0)]]))],
      items: [
        .group(
          MapScene.Group(
            [
              .mark(MapScene.Mark(.defined(MapScene.ID(.area, name, name)), tooltip: name)),
              .text(MapScene.Text(name, at: point(5, 5), face: .arabic, size: 9)),
            ], clip: MapScene.ID(.areaClip, name), name: name))
      ])
    let bytes = SVGRenderer().render(scene)
    let outline = try #require(Outline.of(bytes))
    #expect(
      outline.elements.isSubset(of: [
        "svg", "title", "desc", "style", "defs", "path", "rect", "g", "use", "text",
      ]))
    #expect(outline.attributes.allSatisfy { !$0.lowercased().hasPrefix("on") })
    #expect(outline.attributes.isDisjoint(with: ["src", "xlink:href"]))
    #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(!outline.text.unicodeScalars.contains("\u{202E}"))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e-300, 0.05, -0.04])
  func `any number gives a number`(_ value: Double) throws {
    let scene = MapScene(
      width: value, height: 100, title: "",
      items: [
        .mark(MapScene.Mark(.path(PagePath(lines: [[point(value, 1), point(2, value)]])))),
        .mark(MapScene.Mark(.circle(point(value, value), radius: value))),
      ])
    let text = String(decoding: SVGRenderer().render(scene), as: UTF8.self)
    for word in ["nan", "inf", "\"-0\"", "e+"] { #expect(!text.contains(word)) }
    #expect(Outline.of(Array(text.utf8)) != nil)
  }

  @Test(arguments: 0..<100)
  func `a path read back is within a twentieth of a u of the original`(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let line = (0..<50).map { _ in
      point(.random(in: -50...1200, using: &random), .random(in: -3...3, using: &random))
    }
    let scene = MapScene(
      width: 1, height: 1, title: "",
      items: [.mark(MapScene.Mark(.path(PagePath(lines: [line]))))])
    let outline = try #require(Outline.of(SVGRenderer().render(scene)))
    let data = try #require(outline.values.first { $0.hasPrefix("M") })
    let read = try absolutePositions(data)
    var last: PagePoint?
    // Steps of nothing are not written.
    let distinct = line.filter { vertex in
      let rounded = point((vertex.x * 10).rounded() / 10, (vertex.y * 10).rounded() / 10)
      defer { last = rounded }
      return rounded != last
    }
    #expect(read.count == distinct.count)
    for (a, b) in zip(read, distinct) {
      #expect(abs(a.x - b.x) < 0.0501 && abs(a.y - b.y) < 0.0501)
    }
  }

  /// The positions that path data of M, l, h and v leads to, by the grammar of SVG 1.1.
  private func absolutePositions(_ data: String) throws -> [PagePoint] {
    var numbers: [Double] = []
    var command: Character = "M"
    var positions: [PagePoint] = []
    var token = ""
    func flush() throws {
      if token.isEmpty { return }
      numbers.append(try #require(Double(token)))
      token = ""
      let here = positions.last ?? point(0, 0)
      switch command {
      case "M" where numbers.count == 2: positions.append(point(numbers[0], numbers[1]))
      case "l" where numbers.count == 2:
        positions.append(point(here.x + numbers[0], here.y + numbers[1]))
      case "h": positions.append(point(here.x + numbers[0], here.y))
      case "v": positions.append(point(here.x, here.y + numbers[0]))
      default: return
      }
      numbers = []
    }
    for character in data {
      switch character {
      case "M", "l", "h", "v":
        try flush()
        command = character
      case " ": try flush()
      case "-":
        try flush()
        token = "-"
      case ".":
        if token.contains(".") { try flush() }
        token.append(".")
      default: token.append(character)
      }
    }
    try flush()
    return positions
  }

  @Test func `different parts make different names`() {
    let parts = ["gov", "Gov", "gov-2", "gov 2", "حكومة", "gov_2d_2", "", "a\"b"]
    let names = Set(parts.map { MapScene.ID(.area, $0).name })
    #expect(names.count == parts.count)
    for name in names {
      #expect(
        name.utf8.allSatisfy {
          $0 == 0x2D || $0 == 0x5F || Unicode.Scalar($0).properties.isAlphabetic
            || (0x30...0x39).contains($0)
        })
    }
  }
}
