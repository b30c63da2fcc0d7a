import Foundation
import Testing

/// The program as it was built beside these tests, run as a user runs it.
enum Program {
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The built `conflictmap`: beside the running tests, else in the package's build folder.
  static let path: String? = {
    var folders: [URL] = []
    for path in ["/proc/self/exe", CommandLine.arguments[0]] {
      let url = URL(filePath: path).resolvingSymlinksInPath()
      folders += [
        url.deletingLastPathComponent(),
        url.deletingLastPathComponent().deletingLastPathComponent(),
      ]
    }
    folders += ["debug", "release"].map { repository.appending(path: ".build/\($0)") }
    return folders.map { $0.appending(path: "conflictmap").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// What a run left behind.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
    var seconds: Double

    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    /// The lines that tell an error, without those that tell of progress.
    var problems: [String] { errorLines.filter { $0.hasPrefix("error: ") } }
  }

  static func process(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(
      filePath: try #require(path, "conflictmap is not built; run swift build"))
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    var all = ProcessInfo.processInfo.environment
    for name in ["CONFLICTMAP_GAZETTEER", "NO_COLOR", "LC_ALL"] { all[name] = nil }
    process.environment = all.merging(environment) { $1 }
    return process
  }

  /// Runs the program in `folder` to its end, at most ten minutes.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, input: Data = Data(),
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = try process(arguments, in: folder.path, environment: environment)
    // Files, not pipes: nothing blocks, however much is written.
    let streams = try TemporaryFolder()
    let names = ["in", "out", "err"].map { streams.path + "/" + $0 }
    try input.write(to: URL(filePath: names[0]))
    for name in names.dropFirst() {
      _ = FileManager.default.createFile(atPath: name, contents: nil)
    }
    process.standardInput = FileHandle(forReadingAtPath: names[0])
    process.standardOutput = FileHandle(forWritingAtPath: names[1])
    process.standardError = FileHandle(forWritingAtPath: names[2])
    let clock = ContinuousClock.now
    try process.run()
    let watchdog = DispatchWorkItem { if process.isRunning { process.terminate() } }
    DispatchQueue.global().asyncAfter(deadline: .now() + 600, execute: watchdog)
    process.waitUntilExit()
    watchdog.cancel()
    let time = (ContinuousClock.now - clock).components
    func text(_ path: String) -> String {
      String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    return Outcome(
      status: process.terminationStatus, output: text(names[1]), errors: text(names[2]),
      seconds: Double(time.seconds) + Double(time.attoseconds) * 1e-18)
  }
}

/// A folder of its own that goes when the last who holds it lets go.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "conflictmap-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try data.write(to: URL(filePath: file))
  }

  func read(_ name: String) -> Data? { FileManager.default.contents(atPath: path + "/" + name) }

  func text(_ name: String) -> String { String(decoding: read(name) ?? Data(), as: UTF8.self) }

  /// The JSON object in a file.
  func object(_ name: String) throws -> [String: Any] {
    let data = try #require(read(name), "\(name) is not there")
    let value = try JSONSerialization.jsonObject(with: data)
    return try #require(value as? [String: Any], "\(name) is no object")
  }

  /// Every file below `folder` with what is in it.
  func files(in folder: String) -> [String: Data] {
    let root = path + "/" + folder
    var result: [String: Data] = [:]
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? [] {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      result[name] = FileManager.default.contents(atPath: root + "/" + name)
    }
    return result
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
