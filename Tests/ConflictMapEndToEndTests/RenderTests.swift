import Foundation
import FoundationXML
import Testing

/// `render` and `chart` as a user runs them, over the package of the sample run.
@Suite struct RenderTests {
  private struct Drawn {
    var status: Int32
    var errors: String
    var bytes: Data
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private func draw(
    _ options: [String], as name: String = "map.svg", command: String = "render"
  ) throws -> Drawn {
    let folder = try Sample.folder()
    let package = try Sample.run.get().folder.path + "/out/conflict.gpkg"
    let outcome = try Program.run(
      [command, package, "-o", name] + options + Sample.gazetteerOption, in: folder)
    return Drawn(
      status: outcome.status, errors: outcome.errors, bytes: folder.read(name) ?? Data())
  }

  @Test(arguments: [
    ["--on", "2019-06-20"], ["--language", "ar"], ["--language", "ar,en"], ["--language", "en,ar"],
    ["--theme", "grey"], ["--theme", "auto"], ["--theme", "dark"], ["--text", "paths"],
    ["--text", "embedded"], ["--center", "36.5,35.3", "--zoom", "9"], ["--size", "1200x900"],
    ["--small-multiples", "2x2"], ["--animate", "--every", "month"],
    ["--slider", "--every", "month"], ["--change-since", "2019-06-01"],
    ["--region", "SY05"], ["--title", "<b>&\"", "--title-ar", "عنوان"],
  ])
  func `every way to draw gives an SVG without script, the same each time`(
    options: [String]
  ) throws {
    let first = try draw(options)
    #expect(first.status == 0, "\(first.errors)")
    #expect(XMLParser(data: first.bytes).parse())
    for forbidden in ["<script", "<foreignObject", "onload=", "http://", "https://"] {
      let text = first.text.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
      #expect(!text.contains(forbidden), "\(forbidden)")
    }
    #expect(try draw(options).bytes == first.bytes)
  }

  @Test func `the end of the name says the format`() throws {
    let png = try draw(["--on", "2019-06-20"], as: "map.png")
    #expect(png.status == 0 && png.bytes.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    let pdf = try draw(["--on", "2019-06-20"], as: "map.pdf")
    #expect(pdf.status == 0 && pdf.bytes.prefix(5) == Data("%PDF-".utf8))
    #expect(try draw(["--on", "2019-06-20"], as: "map.pdf").bytes == pdf.bytes)
    let other = try draw([], as: "map.gif")
    #expect(other.status == 64 && other.errors.contains(".svg, .png or .pdf"))
  }

  @Test func `text as paths keeps the words for search`() throws {
    let text = try draw(["--language", "ar", "--text", "paths", "--title-ar", "شمال حماة"]).text
    #expect(!text.contains("<text"))
    #expect(text.contains("<title>شمال حماة</title>"))
  }

  @Test func `a chart has a bar for each step with events`() throws {
    let chart = try draw(["--every", "month", "--language", "en"], as: "c.svg", command: "chart")
    #expect(chart.status == 0, "\(chart.errors)")
    #expect(XMLParser(data: chart.bytes).parse())
    #expect(chart.text.contains("aria-label=\"Events\"") && chart.text.contains("June 2019: "))
  }

  @Test func `layers of one's own are drawn without a package`() throws {
    let folder = try Sample.folder()
    let areas = """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"Side":"government"},"geometry":{"type":"Polygon",
      "coordinates":[[[36,35],[36.5,35],[36.5,35.4],[36,35.4],[36,35]]]}},
      {"type":"Feature","properties":{"Side":"<script>"},"geometry":{"type":"Polygon",
      "coordinates":[[[36.5,35],[37,35],[37,35.4],[36.5,35.4],[36.5,35]]]}}]}
      """
    try Data(areas.utf8).write(to: URL(filePath: folder.path + "/areas.geojson"))
    let style = "sides: {government: {fill: \"#123456\"}}\n"
    try Data(style.utf8).write(to: URL(filePath: folder.path + "/style.yaml"))
    let outcome = try Program.run(
      [
        "render", "--areas", "areas.geojson", "--style", "style.yaml", "--language", "en", "-o",
        "own.svg",
      ] + Sample.gazetteerOption, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let svg = String(decoding: folder.read("own.svg") ?? Data(), as: UTF8.self)
    #expect(svg.contains("fill=\"#123456\"") && svg.contains(">Unidentified</text>"))
    #expect(!svg.contains("<script>"))
  }

  @Test(arguments: [
    (["--on", "2019-06-20", "--animate"], 64, "--on stands alone"),
    (["--animate", "--slider"], 64, "exclude each other"),
    (["--center", "36,35"], 64, "--center and --zoom go together"),
    (["--small-multiples", "9x9"], 64, "small-multiples"),
    (["--small-multiples", "2x1", "--every", "day"], 64, "do not fit into 2x1 panels"),
    (["--style", "none.yaml"], 66, "none.yaml: no such file"),
    (["--areas", "marks.csv"], 65, "marks.csv"),
    (["--region", "XX"], 64, "no region XX"),
    (["--language", "fr"], 64, "fr"),
  ])
  func `what cannot be meant is told in one line`(
    options: [String], status: Int32, words: String
  ) throws {
    let outcome = try draw(options)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.bytes.isEmpty)
  }
}
