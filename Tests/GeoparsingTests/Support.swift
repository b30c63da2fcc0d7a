import Foundation
import Gazetteers
import NewsIngest
import TextAnalysis

@testable import Geoparsing

/// The compiled gazetteer of the package and a geoparser for it, made once.
enum Compiled {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let gazetteer: Gazetteer = {
    do {
      return try Gazetteer(folder: root.appending(path: "gazetteer").path)
    } catch {
      fatalError("the compiled gazetteer cannot be read: \(error)")
    }
  }()

  static let geoparser = Geoparser(gazetteer: gazetteer)
  static let candidGeoparser = Geoparser(
    gazetteer: gazetteer, options: .init(includesRejected: true))
}

extension Geoparser {
  func mentions(in text: String, title: String? = nil) -> [Mention] {
    mentions(in: Report(id: "test", text: text, title: title), TokenizedText(text))
  }
}

extension Mention {
  /// One line for a person.
  var line: String {
    let place = resolution.place
    let id = place.map { "\($0.id) \($0.kind.rawValue)" } ?? resolution.status
    return "\(span.start)..<\(span.end) \(text) → \(id) \(role.rawValue) \(relation.rawValue) "
      + "p\(precision) e\(eventScore) [\(reasons.joined(separator: "; "))]"
  }
}
