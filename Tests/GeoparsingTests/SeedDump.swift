import Foundation
import Testing

@testable import Geoparsing

struct SeedDump {
  @Test func `dump`() throws {
    guard let file = ProcessInfo.processInfo.environment["DUMP"] else { return }
    for path in file.split(separator: ",") {
      let text = try String(contentsOfFile: String(path), encoding: .utf8)
      print("== \(path)")
      for mention in Compiled.geoparser.mentions(in: text) { print(mention.line) }
    }
  }
}
