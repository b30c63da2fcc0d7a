import Foundation
import Testing

/// A PostgreSQL server of the test's own, reached by a socket in its folder and stopped with it.
final class PostgresServer {
  private let folder: TemporaryFolder
  private let server: Process
  private static let port = "5432"

  /// Debian's folder of the server's programs, the newest version first; `nil` where PostgreSQL or
  /// PostGIS is not installed.
  static let programs: String? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }
      .first {
        FileManager.default.isExecutableFile(atPath: "\(root)/\($0)/bin/initdb")
          && FileManager.default.fileExists(
            atPath: "/usr/share/postgresql/\($0)/extension/postgis.control")
      }.map { "\(root)/\($0)/bin" }
  }()

  init() throws {
    let programs = try #require(Self.programs)
    let folder = try TemporaryFolder()
    self.folder = folder
    // The server refuses to run as root; Debian's package has a user for it.
    if getuid() == 0 { _ = try Self.run("/bin/chown", ["postgres", folder.path]) }
    let made = try Self.run(
      Self.asUser[0],
      Self.asUser.dropFirst() + [
        "\(programs)/initdb", "-D", "\(folder.path)/data", "-U", "tester", "-A", "trust",
        "--no-sync", "-E", "UTF8", "--locale=C.UTF-8",
      ])
    try #require(made.status == 0, "\(made.errors)")
    server = try Self.process(
      Self.asUser[0],
      Self.asUser.dropFirst() + [
        "\(programs)/postgres", "-D", "\(folder.path)/data", "-k", folder.path, "-p", Self.port,
        "-c", "listen_addresses=", "-c", "fsync=off", "-c", "timezone=Asia/Damascus",
      ])
    for name in ["out", "err"] {
      _ = FileManager.default.createFile(atPath: "\(folder.path)/\(name)", contents: nil)
    }
    server.standardOutput = FileHandle(forWritingAtPath: "\(folder.path)/out")
    server.standardError = FileHandle(forWritingAtPath: "\(folder.path)/err")
    try server.run()
    for _ in 0..<150 {
      if try query("SELECT 1", in: "postgres").status == 0 { return }
      Thread.sleep(forTimeInterval: 0.2)
    }
    Issue.record("the server does not answer: \(folder.text("err"))")
  }

  /// A program cannot keep a server alive that it started.
  deinit {
    server.terminate()
    server.waitUntilExit()
  }

  /// How a program is run as a user that may run a server.
  private static var asUser: [String] {
    getuid() == 0 ? ["/sbin/runuser", "-u", "postgres", "--"] : ["/usr/bin/env"]
  }

  func makeDatabase(_ name: String, extensions: [String] = ["postgis"]) throws {
    let made = try query("CREATE DATABASE \(name)", in: "postgres")
    try #require(made.status == 0, "\(made.errors)")
    for name_ in extensions {
      let added = try query("CREATE EXTENSION \(name_)", in: name)
      try #require(added.status == 0, "\(added.errors)")
    }
  }

  /// The folder of the socket.
  var host: String { folder.path }

  func address(_ database: String) -> String {
    "PG:dbname=\(database) host=\(folder.path) port=\(Self.port) user=tester"
  }

  /// The answer of `psql`, a line a row, the columns parted by `|`.
  func query(
    _ sql: String, in database: String
  ) throws -> (status: Int32, output: String, errors: String) {
    try Self.run(
      "\(Self.programs ?? "")/psql",
      [
        "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", folder.path, "-p", Self.port, "-U",
        "tester", "-d", database, "-c", sql,
      ])
  }

  private static func process(_ path: String, _ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: "/")
    return process
  }

  private static func run(
    _ path: String, _ arguments: [String]
  ) throws -> (status: Int32, output: String, errors: String) {
    let streams = try TemporaryFolder()
    let names = ["out", "err"].map { "\(streams.path)/\($0)" }
    for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
    let process = try process(path, arguments)
    process.standardOutput = FileHandle(forWritingAtPath: names[0])
    process.standardError = FileHandle(forWritingAtPath: names[1])
    try process.run()
    process.waitUntilExit()
    func trimmed(_ name: String) -> String {
      streams.text(name).trimmingCharacters(in: .newlines)
    }
    return (process.terminationStatus, trimmed("out"), trimmed("err"))
  }
}
