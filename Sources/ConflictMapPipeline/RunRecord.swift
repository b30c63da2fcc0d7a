internal import Foundation
internal import JSONText
internal import NewsIngest

/// What a run read, with what, and what came of it: `run.json`.
///
/// It holds no clock, user or machine, so that the same run writes the same bytes.
struct RunRecord {
  /// A file, with its length in bytes and its SHA-256 as they are at the end of the run.
  struct FileRecord: Hashable {
    var path: String
    var bytes: Int?
    var sha256: String?

    init(path: String, shownAs shown: String? = nil) {
      self.path = shown ?? path
      if let data = FileManager.default.contents(atPath: path) {
        let content = [UInt8](data)
        bytes = content.count
        sha256 = ConflictMapPipeline.sha256(content)
      }
    }
  }

  var command: String
  var versions: [(name: String, version: String)]
  var inputs: [FileRecord] = []
  var configuration: [FileRecord] = []
  var outputs: [FileRecord] = []
  var counts: [(name: String, count: Int)] = []
  var problems: [ReadingProblem] = []
  var warnings: [String] = []
  var attribution: [String] = []

  func json() -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.lineBreak()
    json.member("command", command)
    json.lineBreak()
    json.key("versions")
    json.beginObject()
    for (name, version) in versions {
      json.member(name, version)
    }
    json.endObject()
    for (key, files) in [
      ("inputs", inputs), ("configuration", configuration), ("outputs", outputs),
    ] {
      json.lineBreak()
      json.key(key)
      json.beginArray()
      for file in files {
        json.lineBreak()
        json.beginObject()
        json.member("path", file.path)
        json.member("bytes", file.bytes)
        json.member("sha256", file.sha256)
        json.endObject()
      }
      json.endArray()
    }
    json.lineBreak()
    json.key("counts")
    json.beginObject()
    for (name, count) in counts {
      json.member(name, count)
    }
    json.endObject()
    json.lineBreak()
    json.key("problems")
    json.beginArray()
    for problem in problems {
      json.lineBreak()
      json.beginObject()
      json.member("severity", problem.severity.rawValue)
      json.member("path", problem.path)
      json.member("line", problem.line)
      json.member("reason", problem.reason)
      json.endObject()
    }
    json.endArray()
    for (key, texts) in [("warnings", warnings), ("attribution", attribution)] {
      json.lineBreak()
      json.key(key)
      json.beginArray()
      for text in texts {
        json.lineBreak()
        json.value(text)
      }
      json.endArray()
    }
    json.newline()
    json.endObject()
    json.newline()
    return json.bytes
  }
}
