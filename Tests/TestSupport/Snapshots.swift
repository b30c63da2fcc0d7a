internal import Foundation
public import Testing

/// Expects `bytes` to be those of the file `name` in `Snapshots` beside the test.
///
/// With `RECORD_SNAPSHOTS=1` it writes the file instead, and fails, so that nobody takes that for
/// a pass.
public func expectSnapshot(
  _ bytes: [UInt8], named name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Snapshots").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    Issue.record("recorded \(name): look at it", sourceLocation: sourceLocation)
    return
  }
  let recorded = try Data(contentsOf: url)
  #expect(
    String(decoding: bytes, as: UTF8.self) == String(decoding: recorded, as: UTF8.self),
    "differs from Snapshots/\(name)", sourceLocation: sourceLocation)
}
