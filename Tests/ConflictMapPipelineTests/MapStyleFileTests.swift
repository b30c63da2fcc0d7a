import Cartography
import ConflictSymbology
import Testing

@testable import ConflictMapPipeline

@Suite struct MapStyleFileTests {
  private func style(_ yaml: String) throws -> MapStyleFile {
    try MapStyleFile(yaml: yaml, file: "style.yaml")
  }

  @Test func `what the file names changes, and the rest stays`() throws {
    let style = try style(
      """
      theme: dark
      colors:
        sea: "#010203"
      sides:
        government: {fill: "#102030"}
        militia: {name_en: Militia, camp: militia, fill: "#405060", line: "#203040"}
      symbols: {radius: 3, shapes: {civilians: square}}
      fonts: {latin: Source Sans 3}
      show: {roads: false, front_ticks: true}
      """)
    #expect(style.themeName == "dark")
    let theme = style.applied(to: .light)
    #expect(theme.sea == SheetColor(0x010203) && theme.land == MapTheme.light.land)
    let sides = style.applied(to: [
      SideStyle(
        key: "government", name: LocalizedText(english: "Government", arabic: "الحكومة"),
        camp: "government", fill: SheetColor(0xE99A84), line: SheetColor(0xA8321A),
        darkFill: SheetColor(0x8E3B2A))
    ])
    #expect(sides.map(\.key) == ["government", "militia"])
    #expect(sides[0].fill == SheetColor(0x102030) && sides[0].line == SheetColor(0xA8321A))
    #expect(sides[1].name.english == "Militia" && sides[1].darkFill == SheetColor(0x203040))
    #expect(style.symbols.radius == 3 && style.symbols.shape(of: .againstCivilians) == .square)
    #expect(style.symbols.shape(of: .fighting) == .circle)
    let parts = style.applied(to: .standard)
    #expect(!parts.contains(.roads) && parts.contains(.frontTicks) && parts.contains(.events))
  }

  @Test func `an empty file changes nothing`() throws {
    for yaml in ["", "# nothing\n"] {
      let style = try style(yaml)
      #expect(style.applied(to: .standard) == .standard && style.applied(to: .light) == .light)
    }
  }

  @Test(arguments: [
    ("colours: {}", "style.yaml:1: no key colours in the style; it knows theme, colors, sides"),
    ("theme: neon", "style.yaml:1: neon is none of light, dark, grey, auto"),
    ("colors:\n  sea: blue", "style.yaml:2: blue is no colour; write it like \"#E99A84\""),
    ("colors:\n  sea: \"#12\"", "style.yaml:2: #12 is no colour"),
    ("colors:\n  ocean: \"#112233\"", "style.yaml:2: no key ocean in colors; it knows sheet, land"),
    ("sides:\n  gov: red", "style.yaml:2: gov takes keys with values"),
    ("symbols:\n  radius: 99", "style.yaml:2: 99 is no number from 0.2 to 20.0"),
    ("show:\n  roads: maybe", "style.yaml:2: maybe is neither true nor false"),
    ("theme: {", "style.yaml:"),
    ("- theme", "style.yaml:1: the style takes keys with values"),
  ])
  func `a mistake is told with its line and what is possible`(yaml: String, message: String) {
    do {
      _ = try style(yaml)
      Issue.record("\(yaml) passed")
    } catch {
      #expect("\(error)".hasPrefix(message), "\(error)")
    }
  }

}
