import Foundation
import Testing

@testable import ConflictMapPipeline

struct OutputFolderTests {
  /// A folder of its own that goes when the test ends.
  final class Folder {
    let path: String
    init() throws {
      path = NSTemporaryDirectory() + "conflictmap-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test func `a file is replaced whole and nothing is left beside it`() throws {
    let folder = try Folder()
    let output = try OutputFolder(folder.path + "/a/b")
    try output.write(Array("old".utf8), to: "file")
    let path = try output.write(Array("new".utf8), to: "file")
    #expect(FileManager.default.contents(atPath: path) == Data("new".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: output.path) == ["file"])
    try output.write([], to: "file")
    #expect(FileManager.default.contents(atPath: path) == Data())
  }

  @Test func `a file that cannot be made leaves the old one`() throws {
    let folder = try Folder()
    let output = try OutputFolder(folder.path)
    let path = try output.write(Array("old".utf8), to: "file")
    // A folder where the new bytes should lie: whoever runs this, also root, cannot open it.
    try FileManager.default.createDirectory(
      atPath: path + ".conflictmap-part", withIntermediateDirectories: false)
    #expect(throws: PipelineError.self) { try output.write(Array("new".utf8), to: "file") }
    #expect(FileManager.default.contents(atPath: path) == Data("old".utf8))
  }

  @Test func `a full disk leaves the old one`() throws {
    let folder = try Folder()
    let path = folder.path + "/file"
    try Data("old".utf8).write(to: URL(filePath: path))
    // The device that is always full, where the new bytes should lie.
    try FileManager.default.createSymbolicLink(
      atPath: path + ".conflictmap-part", withDestinationPath: "/dev/full")
    let error = #expect(throws: PipelineError.self) {
      try replaceFile(at: path, with: Array("new".utf8))
    }
    #expect(error?.kind == .cannotWrite)
    #expect(error?.message.contains("No space left on device") == true)
    #expect(FileManager.default.contents(atPath: path) == Data("old".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
  }

  @Test(arguments: ["/dev/null/below", "/proc/conflictmap"])
  func `a folder that cannot be made is named`(_ path: String) {
    let error = #expect(throws: PipelineError.self) { _ = try OutputFolder(path) }
    #expect(error?.kind == .cannotWrite)
    #expect(error?.message.contains(path) == true)
    #expect(error?.message.contains("\n") == false)
  }

  /// FIPS 180-4 by the examples that NIST publishes with it (SHA256.pdf: one block, two blocks),
  /// and the empty message of NIST's Secure Hash Algorithm Validation System (SHA256ShortMsg.rsp).
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func `SHA-256 of the published messages`(_ row: (message: String, digest: String)) {
    #expect(sha256(Array(row.message.utf8)) == row.digest)
  }
}
