import Foundation
import Testing

@testable import NewsIngest

/// A folder of its own that goes when the test ends.
final class TemporaryFolder {
  let path: String
  init() throws {
    path = NSTemporaryDirectory() + "conflictmap-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  func write(_ text: String, to name: String) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: false, encoding: .utf8)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
}

struct ReportReaderTests {
  @Test func `a folder is read in the order of its paths and nothing is lost in silence`() throws {
    let folder = try TemporaryFolder()
    try folder.write("two", to: "b.txt")
    try folder.write("one", to: "a.md")
    try folder.write("{\"id\":\"b\",\"text\":\"three\"}\n\nnot json\n", to: "c.jsonl")
    try folder.write("", to: "d/empty.txt")
    try folder.write("x", to: "picture.png")
    try folder.write("x", to: ".hidden.txt")
    try folder.write("x", to: "README.md")
    let result = ReportReader().read([folder.path])
    #expect(result.reports.map(\.text) == ["one", "two", "three"])
    #expect(result.reports.map(\.id) == ["a", "b", "b#2"])
    #expect(result.problems.filter { $0.severity == .error }.count == 2)
    #expect(result.problems.contains { $0.line == 3 && $0.path.hasSuffix("c.jsonl") })
    #expect(result.ignored.count == 2)
  }

  @Test func `a loop of links ends`() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", to: "in/a.txt")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/in/again", withDestinationPath: folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/nowhere.txt", withDestinationPath: folder.path + "/gone.txt")
    let result = ReportReader().read([folder.path, folder.path + "/in"])
    #expect(result.reports.map(\.text) == ["text"])
    #expect(result.problems.map(\.reason).contains("a link that leads nowhere"))
  }

  @Test func `a file that vanishes after it was listed is named, and the rest is read`() throws {
    let folder = try TemporaryFolder()
    for name in ["a.txt", "b.txt", "c.jsonl", "d.txt"] {
      try folder.write("{\"text\":\"\(name)\"}", to: name)
    }
    // The first progress comes when every file is listed and the first is read.
    let result = ReportReader().read([folder.path]) { done, _ in
      guard done == 1 else { return }
      for name in ["b.txt", "c.jsonl"] {
        try? FileManager.default.removeItem(atPath: folder.path + "/" + name)
      }
    }
    #expect(result.files.count == 4)
    #expect(result.reports.map(\.id) == ["a", "d"])
    #expect(
      result.problems.map { ($0.path as NSString).lastPathComponent } == ["b.txt", "c.jsonl"])
    #expect(result.problems.allSatisfy { $0.severity == .error })
  }

  @Test(arguments: ["/dev/zero", "/nowhere/at/all", "/proc/self/mem"])
  func `what is no file of reports is named`(_ path: String) {
    let result = ReportReader().read([path])
    #expect(result.reports.isEmpty)
    #expect(result.problems.count == 1)
  }

  @Test func `lines of any length pass through little memory`() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "x", count: 5000) + "\nshort\nlast", to: "lines")
    let handle = try #require(FileHandle(forReadingAtPath: folder.path + "/lines"))
    var reader = LineReader(descriptor: handle.fileDescriptor, longestLine: 1000)
    // A line longer than the limit but within one chunk of reading is still read whole.
    #expect(try reader.next() == .text(Array(repeating: UInt8(ascii: "x"), count: 5000)))
    #expect(try reader.next() == .text(Array("short".utf8)))
    #expect(try reader.next() == .text(Array("last".utf8)))
    #expect(try reader.next() == nil)
  }

  @Test func `a line beyond the limit is passed over and the next one read`() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "x", count: 2_000_000) + "\nnext", to: "lines")
    let handle = try #require(FileHandle(forReadingAtPath: folder.path + "/lines"))
    var reader = LineReader(descriptor: handle.fileDescriptor, longestLine: 300_000)
    #expect(try reader.next() == .tooLong(limit: 300_000))
    #expect(try reader.next() == .text(Array("next".utf8)))
  }

  @Test func `names of files cannot write to the terminal`() {
    let problem = ReadingProblem(path: "a\u{1B}[2J\nb\u{202E}", reason: "r")
    #expect(problem.description == "a\\u{1b}[2J\\u{a}b\\u{202e}: r")
  }
}
