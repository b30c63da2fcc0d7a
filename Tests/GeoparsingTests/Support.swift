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

  static let cues: CueLexicon = {
    do {
      return try CueLexicon(tsv: text("place-cues.tsv"))
    } catch {
      fatalError("\(error)")
    }
  }()

  static let roles: PlaceRoleWeights = {
    do {
      return try PlaceRoleWeights(csv: text("place-roles.csv"))
    } catch {
      fatalError("\(error)")
    }
  }()

  static let foreign: ForeignPlaces = {
    do {
      return try ForeignPlaces(csv: text("foreign-places.csv"))
    } catch {
      fatalError("\(error)")
    }
  }()

  static func text(_ file: String) -> String {
    let url = root.appending(path: "gazetteer/\(file)")
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }

  static let geoparser = Geoparser(gazetteer: gazetteer)
  static let candidGeoparser = Geoparser(
    gazetteer: gazetteer, options: .init(includesRejected: true))
}

extension Geoparser {
  /// With the words and weights that conflictmap comes with.
  init(
    gazetteer: Gazetteer, overrides: PlaceOverrides = PlaceOverrides(),
    options: Options = Options()
  ) {
    self.init(
      gazetteer: gazetteer, lexicon: Compiled.cues, weights: Compiled.roles,
      foreign: Compiled.foreign, overrides: overrides, options: options)
  }

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
