import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Input that means harm, or is merely broken.
struct HostileInputTests {
  /// One run over a folder with everything bad at once among three good reports.
  static let run = Result { () -> (folder: TemporaryFolder, outcome: Program.Outcome) in
    let folder = try TemporaryFolder()
    try folder.write("Rebels captured Tal Milh on 6 June 2019.", to: "in/good-1.txt")
    try folder.write(
      """
      ---
      id: ../../../evil
      published: 2019-06-08
      title: "<script>alert(1)</script> ]]> <![CDATA[ \\x01 \\x1b[31m [% 1 %]"
      source: "<script>alert(2)</script>"
      url: "javascript:alert(3)"
      ---
      Government forces shelled Tal Milh<script>alert(4)</script> on 7 June 2019. The army captured \
      the village of <script>alert(5)</script> ]]> near Tal Milh.
      """, to: "in/good-2.md")
    try folder.write(
      "{\"id\":\"/etc/passwd\",\"text\":\"Rebels shelled Tal Milh on 9 June 2019.\"}\n"
        + String(repeating: "{\"a\":", count: 100_000) + "1"
        + String(repeating: "}", count: 100_000)
        + "\n", to: "in/lines.jsonl")
    try folder.write(Data([0x41, 0xC3, 0x28, 0xF8]), to: "in/bad-utf8.txt")
    try folder.write("", to: "in/empty.txt")
    try folder.write("---\n: [unclosed\n---\ntext\n", to: "in/front.txt")
    try folder.write(Data([0xFF]), to: "in/name\n\u{1B}[31mred.txt")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/in/bare", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/in/bare/loop", withDestinationPath: folder.path + "/in")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/in/self.txt", withDestinationPath: "self.txt")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/in/dangling.txt", withDestinationPath: "gone.txt")
    try folder.write(
      """
      place_id,side,date
      C3209,hts,2019-04-24
      C3209,martians,2019-04-24
      C9999999,hts,2019-04-24
      C3207,hts,2019-13-45
      C3445,government,2019-04-24
      "<script>",hts,2019-04-24

      """, to: "marks.csv")
    let outcome = try Program.run(
      [
        "map", "in", "--marks", "marks.csv", "-o", "deep/out/here", "--title",
        "<script>alert(6)</script> ]]> \u{1} \u{FFFE} &amp; \"", "--title-ar", "<script>'\u{202E}",
      ] + Sample.gazetteerOption, in: folder)
    return (folder, outcome)
  }

  @Test func `the good reports are done and each bad thing is named`() throws {
    let (folder, outcome) = try Self.run.get()
    #expect(outcome.status == 65)
    #expect(outcome.output.contains("Reports   3 read"), "\(outcome.output)")
    for name in [
      "in/bad-utf8.txt", "in/empty.txt", "in/front.txt", "in/lines.jsonl:2", "in/dangling.txt",
      "in/self.txt", "marks.csv:3", "marks.csv:4", "marks.csv:5", "marks.csv:7",
    ] {
      #expect(outcome.problems.count { $0.contains(name) } == 1, "\(name)\n\(outcome.errors)")
    }
    #expect(outcome.output.contains("2 marks"), "\(outcome.output)")
    #expect(folder.files(in: "deep/out/here").keys.contains("conflict.gpkg"))
  }

  @Test func `nothing is written to the terminal as it came`() throws {
    let outcome = try Self.run.get().outcome
    for text in [outcome.output, outcome.errors] {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
      #expect(!text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    }
    #expect(outcome.errors.contains("name\\u{a}\\u{1b}[31mred.txt"))
  }

  @Test func `nothing is written outside the output folder`() throws {
    let folder = try Self.run.get().folder
    #expect(folder.files(in: "deep").keys.allSatisfy { $0.hasPrefix("out/here/") })
    let top = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(top.sorted() == ["deep", "in", "marks.csv"])
    let names = folder.files(in: "deep/out/here").keys
    #expect(!names.contains { $0.contains("evil") || $0.contains("passwd") || $0.contains("part") })
    let evil = URL(filePath: folder.path).deletingLastPathComponent().appending(path: "evil")
    #expect(!FileManager.default.fileExists(atPath: evil.path))
  }

  @Test func `markup stays text in every picture and every page`() throws {
    let folder = try Self.run.get().folder
    let maps = folder.files(in: "deep/out/here/maps")
    #expect(!maps.isEmpty)
    for (name, data) in maps {
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.lowercased().contains("<script"), "\(name)")
      #expect(!text.contains("javascript:"), "\(name)")
      let parser = XMLParser(data: data)
      #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
    }
    #expect(
      maps["whole-period.svg"].map { String(decoding: $0, as: UTF8.self) }?.contains("&lt;script")
        == true)
    #expect(try folder.object("deep/out/here/events.geojson")["features"] is [Any])
    #expect(try folder.object("deep/out/here/run.json")["inputs"] is [Any])
  }

  static let python = "/usr/bin/python3"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: python)))
  func `markup stays text in the project of QGIS`() throws {
    let folder = try Self.run.get().folder
    let check = """
      import sys, zipfile, xml.etree.ElementTree as tree
      archive = zipfile.ZipFile(sys.argv[1])
      project = [n for n in archive.namelist() if n.endswith('.qgs')]
      text = archive.read(project[0]).decode('utf-8')
      tree.fromstring(text)
      assert '<script' not in text.lower()
      tips = [e.text or '' for e in tree.fromstring(text).iter('mapTip')]
      assert tips and not any('<script' in t.lower() for t in tips)
      assert all('replace' in t for t in tips if '[%' in t)
      assert not any('..' in n or n.startswith('/') for n in archive.namelist())
      print('fine', len(tips))
      """
    let process = Process()
    process.executableURL = URL(filePath: Self.python)
    process.arguments = ["-c", check, folder.path + "/deep/out/here/conflict.qgz"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.hasPrefix("fine"), "\(text)")
  }

  @Test func `a folder that is its own child ends`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/in", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/in/in", withDestinationPath: ".")
    let outcome = try Program.run(
      ["map", "in", "-o", "out", "-q"] + Sample.gazetteerOption, in: folder)
    #expect(outcome.status == 66)
    #expect(outcome.errorLines.count == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
  }
}
