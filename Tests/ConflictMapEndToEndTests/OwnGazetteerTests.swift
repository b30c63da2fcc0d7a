import Foundation
import Testing

/// The worked example of `docs/own-gazetteer.md`: its commands as they stand there.
struct OwnGazetteerTests {
  private static let example = Program.repository.appending(path: "Examples/gazetteer-libya").path

  /// The example beside a working folder, built.
  private func built() throws -> (TemporaryFolder, Program.Outcome) {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/Examples", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Self.example, toPath: folder.path + "/Examples/gazetteer-libya")
    let outcome = try Program.run(
      ["gazetteer", "build", "Examples/gazetteer-libya", "--into", "libya/"], in: folder)
    return (folder, outcome)
  }

  @Test func `the document's commands are those that are tested here`() throws {
    let document = try String(
      contentsOf: Program.repository.appending(path: "docs/own-gazetteer.md"), encoding: .utf8)
    for command in [
      "conflictmap gazetteer build Examples/gazetteer-libya --into libya/",
      "conflictmap gazetteer lookup Gherian ترهونة --gazetteer libya/",
      "conflictmap gazetteer stats --gazetteer libya/",
      "conflictmap gazetteer audit --gazetteer libya/",
      "conflictmap extract - --gazetteer libya/",
    ] { #expect(document.contains(command), "\(command)") }
  }

  @Test func `the example is built, asked and read with`() throws {
    let (folder, outcome) = try built()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("1  places of “bases” that are one of an earlier source"))
    for name in ["actors.csv", "event-cues.tsv", "sides.csv"] {
      #expect(outcome.errors.contains("libya/\(name): copied from"))
    }
    #expect(
      folder.text("libya/attribution.txt").contains(
        "Bases of the example of Libya, by the conflictmap project, CC BY 4.0."))

    let lookup = try Program.run(
      ["gazetteer", "lookup", "Gherian", "ترهونة", "--gazetteer", "libya/", "--format", "json"],
      in: folder)
    #expect(lookup.status == 0)
    let best = try lookup.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let first = (object?["results"] as? [[String: Any]])?.first
      return [first?["place_id"], first?["adm1"], first?["adm2"]].map { $0 as? String }
    }
    #expect(best == [["towns-4", "LY01", "LY0101"], ["towns-3", "LY01", "LY0101"]])
    for command in ["stats", "audit"] {
      #expect(
        try Program.run(["gazetteer", command, "--gazetteer", "libya/"], in: folder).status == 0)
    }

    let text = "Government forces captured the town of Tarhuna on Friday."
    let extract = try Program.run(
      ["extract", "-", "--gazetteer", "libya/"], in: folder,
      input: Data("{\"text\":\"\(text)\",\"published\":\"2020-06-06\"}\n".utf8))
    #expect(extract.status == 0)
    let report =
      try JSONSerialization.jsonObject(with: Data(extract.output.utf8)) as? [String: Any]
    let toponym = (report?["toponyms"] as? [[String: Any]])?.first
    #expect(toponym?["place_id"] as? String == "towns-3")
    #expect(toponym?["lat"] as? Double == 32.43)
    #expect(toponym?["status"] as? String == "resolved")
  }

  @Test func `a second build gives the same bytes and keeps what a person edited`() throws {
    let (folder, _) = try built()
    let edited = folder.text("libya/sides.csv").replacing("Opposition", with: "Others")
    try folder.write(edited, to: "libya/sides.csv")
    let before = folder.files(in: "libya")
    let again = try Program.run(
      ["gazetteer", "build", "Examples/gazetteer-libya/gazetteer.yaml", "--into", "libya"],
      in: folder)
    #expect(again.status == 0)
    #expect(!again.errors.contains("copied"))
    #expect(folder.files(in: "libya") == before)
  }

  @Test func `rows that cannot be used are told and the rest is done`() throws {
    let (folder, _) = try built()
    let towns = folder.text("Examples/gazetteer-libya/towns.csv")
    try folder.write(
      Data(towns.utf8) + Data("14,\u{1B}[31m,Red,,town,932,1\n15,".utf8) + Data([0xFF])
        + Data(",x,,town,30,15\n".utf8),
      to: "Examples/gazetteer-libya/towns.csv")
    let outcome = try Program.run(
      ["gazetteer", "build", "Examples/gazetteer-libya", "--into", "again"], in: folder)
    #expect(outcome.status == 65)
    #expect(
      outcome.problems == [
        "error: towns.csv: coordinates off the globe: 1 left out, the first at line 15",
        "error: towns.csv: not UTF-8: 1 left out, the first at line 16",
      ])
    #expect(folder.text("again/places.tsv") == folder.text("libya/places.tsv"))
  }

  @Test func `what is missing is one line with its status`() throws {
    let (folder, _) = try built()
    let none = try Program.run(["gazetteer", "build", "nowhere", "--into", "x"], in: folder)
    #expect(none.status == 66 && none.problems.count == 1 && none.errors.contains("nowhere"))
    try FileManager.default.removeItem(
      atPath: folder.path + "/Examples/gazetteer-libya/towns.csv")
    let file = try Program.run(
      ["gazetteer", "build", "Examples/gazetteer-libya", "--into", "x"], in: folder)
    #expect(file.status == 66 && file.problems.count == 1 && file.errors.contains("towns.csv"))
    #expect(folder.files(in: "x").isEmpty)
  }
}
