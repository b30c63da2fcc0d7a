import Foundation
import FoundationXML
import Testing

/// `explain`: reports in, a page out.
struct ExplainTests {
  private static func isWellFormed(_ html: String) -> Bool {
    XMLParser(data: Data(html.utf8)).parse()
  }

  @Test func `a report becomes a page with its marks, map and events, the same in every run`()
    throws
  {
    let folder = try Sample.folder()
    func run(_ page: String, jobs: String, environment: [String: String]) throws -> String {
      let outcome = try Program.run(
        ["explain", "reports/d-villages.ar.txt", "-o", page, "--jobs", jobs]
          + Sample.gazetteerOption, in: folder, environment: environment)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return folder.text(page)
    }
    let html = try run("a.html", jobs: "1", environment: ["LANG": "C", "TZ": "Asia/Tokyo"])
    #expect(html == (try run("b.html", jobs: "2", environment: ["LANG": "ar_SY.UTF-8"])))
    #expect(Self.isWellFormed(html))
    #expect(html.contains("lang=\"ar\" dir=\"rtl\""))
    for part in [
      "<svg ", "class=\"marker w-event\"", "data-n=\"E1", "قتلى", "2019-06-06", "C3445",
    ] {
      #expect(html.contains(part), "\(part)")
    }
    for part in ["<script", "http://", "https://", " src="] {
      #expect(
        !html.replacing("http://www.w3.org/", with: "").contains(part), "\(part)")
    }
  }

  @Test func `events are those that extract prints`() throws {
    let folder = try Sample.folder()
    let page = try Program.run(
      ["explain", "reports", "-o", "-"] + Sample.gazetteerOption, in: folder)
    #expect(page.status == 0, "\(page.errors)")
    let records = try ExtractTests.objects(
      try Program.run(["extract", "reports"] + Sample.gazetteerOption, in: folder).output)
    let events = records.reduce(0) { $0 + (($1["events"] as? [Any])?.count ?? 0) }
    #expect(events > 5)
    #expect(page.output.split(separator: "<h4>").count - 1 == events)
    #expect(page.output.contains("<nav class=\"index\""))
    #expect(Self.isWellFormed(page.output))
  }

  @Test func `a line of the page decides on its name when it is pasted`() throws {
    let folder = try TemporaryFolder()
    for (name, data) in try Sample.gazetteer.get().files(in: ".") {
      try folder.write(data, to: "gazetteer/" + name)
    }
    try folder.write(
      "Fighters shelled the village of Karnazun on 6 June 2019.", to: "report.txt")
    let outcome = try Program.run(
      ["explain", "report.txt", "-o", "page.html", "--gazetteer", "gazetteer"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let html = folder.text("page.html")
    #expect(html.contains("s-unknown"))
    let lines = html.matches(of: /<code class="line">(Karnazun,[^<]*)<\/code>/).map { $0.1 }
    #expect(lines.last == "Karnazun,,never,,")
    let line = try #require(lines.first { $0.contains("C3469") })
    try folder.write(
      folder.text("gazetteer/overrides.csv") + line + "\n", to: "gazetteer/overrides.csv")
    let lookup = try Program.run(
      ["gazetteer", "lookup", "Karnazun", "--gazetteer", "gazetteer"], in: folder)
    #expect(lookup.status == 0, "\(lookup.errors)")
    let first = try #require(lookup.output.split(separator: "\n").dropFirst().first)
    #expect(first.contains("C3469") && first.contains("override"))
  }

  @Test func `JSON Lines come from the standard input and the page goes to the standard output`()
    throws
  {
    let input = """
      {"id":"<b>1</b>","published":"2019-06-20","text":"سيطرت الفصائل أمس على تل ملح."}
      not json
      {"id":"3","text":"Rebels captured Tal Milh on 6 June 2019. </mark><script>x</script>"}

      """
    let outcome = try Program.run(
      ["explain", "-", "-o", "-", "--language", "en"] + Sample.gazetteerOption,
      in: try TemporaryFolder(), input: Data(input.utf8))
    #expect(outcome.status == 65)
    #expect(outcome.problems.count == 1)
    #expect(outcome.problems.first?.contains("standard input:2") == true)
    #expect(Self.isWellFormed(outcome.output))
    #expect(outcome.output.contains("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\""))
    #expect(!outcome.output.contains("<script"))
    #expect(outcome.output.contains("2 reports explained"))
  }

  @Test func `what cannot be read or written is one line and a status`() throws {
    let folder = try Sample.folder()
    try folder.write(Data([0xFF, 0xFE, 0xFD]), to: "bad.txt")
    let cases: [([String], Int32)] = [
      (["nothing.txt", "-o", "page.html"], 66), (["bad.txt", "-o", "page.html"], 65),
      (["reports/a-capture.en.md", "-o", "reports"], 73),
      (["reports/a-capture.en.md", "-o", "nowhere/page.html"], 73),
      (["-", "reports", "-o", "page.html"], 64), (["reports/a-capture.en.md"], 64),
      (["reports/a-capture.en.md", "-o", "page.html", "--language", "fr"], 64),
    ]
    for (arguments, status) in cases {
      let outcome = try Program.run(
        ["explain"] + arguments + Sample.gazetteerOption, in: folder)
      #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
      #expect(outcome.problems.count == 1, "\(arguments): \(outcome.errors)")
      #expect(folder.read("page.html") == nil)
    }
    let partly = try Program.run(
      ["explain", "bad.txt", "reports/a-capture.en.md", "-o", "page.html"]
        + Sample.gazetteerOption, in: folder)
    #expect(partly.status == 65)
    #expect(folder.text("page.html").contains("Kafr Nabudah"))
  }
}
