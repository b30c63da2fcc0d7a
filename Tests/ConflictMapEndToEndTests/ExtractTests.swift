import Foundation
import Testing

/// `extract` as a filter in a pipe.
struct ExtractTests {
  static func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      let value = try JSONSerialization.jsonObject(with: Data($0.utf8))
      return try #require(value as? [String: Any])
    }
  }

  @Test(arguments: ["1", "2"])
  func `each line is answered in its place, a bad one by an error`(jobs: String) throws {
    let nested = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    var input = Data()
    func line(_ bytes: [UInt8]) { input += bytes + [0x0A] }
    line(Array(#"{"id":"1","published":"2019-06-20","text":"سيطرت الفصائل أمس على تل ملح."}"#.utf8))
    line(Array("not json".utf8))
    line(Array(#"{"id":"3","text":"Rebels captured Tal Milh on 6 June 2019."}"#.utf8))
    line([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D])
    line(Array("{\"id\":\"5\",\"text\":\"x\",\"more\":\(nested)}".utf8))
    line([])
    line(Array(#"{"id":"7"}"#.utf8))
    line(Array("[1,2]".utf8))
    input += Data(#"{"id":9,"text":"A last line without its end."}"#.utf8)
    let outcome = try Program.run(
      ["extract", "-", "--jobs", jobs] + Sample.gazetteerOption, in: try TemporaryFolder(),
      input: input)
    #expect(outcome.status == 65)
    #expect(outcome.problems.count == 1)
    let answers = try Self.objects(outcome.output)
    try #require(answers.count == 9)
    #expect(
      answers.map { $0["doc_id"] as? String } == ["1", nil, "3", nil, nil, nil, nil, nil, "9"])
    for index in [1, 3, 4, 5, 6, 7] {
      #expect(answers[index]["error"] is String)
      #expect(answers[index]["line"] as? Int == index + 1)
    }
    let events = try #require(answers[0]["events"] as? [[String: Any]])
    #expect(events.first?["place_id"] as? String == "C3445")
    #expect(events.first?["date_start"] as? String == "2019-06-19")
  }

  @Test func `decisions are followed, and a stale one is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "name,admin_hint,place_id,alias,note\nTal Milh,,C3466,,\nTal Milh,SY99,C3466,,\n",
      to: "decisions.csv")
    let line = #"{"id":"1","text":"Rebels captured Tal Milh on 6 June 2019."}"#
    let outcome = try Program.run(
      ["extract", "-", "--overrides", "decisions.csv"] + Sample.gazetteerOption, in: folder,
      input: Data(line.utf8))
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("decisions.csv:3") && outcome.errors.contains("SY99"))
    let answer = try #require(try Self.objects(outcome.output).first)
    let toponyms = try #require(answer["toponyms"] as? [[String: Any]])
    #expect(toponyms.first?["place_id"] as? String == "C3466")
    #expect((toponyms.first?["reason"] as? [String])?.first == "decision in overrides.csv")

    try folder.write("Rebels captured Tal Milh on 6 June 2019.", to: "report.txt")
    let map = try Program.run(
      ["map", "report.txt", "--overrides", "decisions.csv", "-o", "out"] + Sample.gazetteerOption,
      in: folder)
    #expect(map.status == 0)
    #expect(map.errors.contains("decisions.csv:3"))
    #expect(folder.text("out/run.json").contains("\"path\":\"decisions.csv\",\"bytes\""))
    #expect(folder.text("out/events.geojson").contains("\"C3466\""))
  }

  @Test func `a line is answered before the next is sent`() throws {
    let folder = try TemporaryFolder()
    let process = try Program.process(["extract", "-"] + Sample.gazetteerOption, in: folder.path)
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let watchdog = DispatchWorkItem { if process.isRunning { process.terminate() } }
    DispatchQueue.global().asyncAfter(deadline: .now() + 300, execute: watchdog)
    for number in 1...3 {
      try input.fileHandleForWriting.write(
        contentsOf: Data("{\"id\":\"\(number)\",\"text\":\"Rebels shelled Tal Milh.\"}\n".utf8))
      var answer = Data()
      while answer.last != 0x0A {
        let more = output.fileHandleForReading.availableData
        guard !more.isEmpty else { break }
        answer += more
      }
      let object = try Self.objects(String(decoding: answer, as: UTF8.self)).first
      #expect(object?["doc_id"] as? String == "\(number)")
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    watchdog.cancel()
    #expect(process.terminationStatus == 0)
  }

  @Test func `a line of eight megabytes without a place is read and the next one too`() throws {
    // White space and marks: the length is what is tried here, not the words.
    let long = String(repeating: "- ", count: 4 << 20)
    let input = "{\"id\":\"long\",\"text\":\"\(long)x\"}\n{\"id\":\"next\",\"text\":\"Tal Milh\"}\n"
    let outcome = try Program.run(
      ["extract", "-"] + Sample.gazetteerOption, in: try TemporaryFolder(), input: Data(input.utf8))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try Self.objects(outcome.output).map { $0["doc_id"] as? String } == ["long", "next"])
  }

  @Test func `files are answered in the order of their paths`() throws {
    let folder = try Sample.folder()
    try folder.write(Data([0xFF, 0xFE, 0xFD]), to: "reports/c-bad.txt")
    let outcome = try Program.run(
      ["extract", "reports"] + Sample.gazetteerOption, in: folder)
    #expect(outcome.status == 65)
    let answers = try Self.objects(outcome.output)
    #expect(
      answers.compactMap { $0["doc_id"] as? String } == [
        "a-capture.en", "b-castle.ar", "c-strike.en", "d-villages.ar", "e-repelled.ar",
        "f-retaken.en", "g-shelling.ar", "l1", "l2",
      ])
    #expect(
      answers.compactMap { $0["error"] == nil ? nil : $0["path"] as? String } == [
        "reports/c-bad.txt"
      ])
  }
}
