import EventCoding
import Foundation
import Gazetteers
import SimpleFeatures

@testable import EventExchange

/// Datasets of invented rows, actors and one place.
enum Fixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  static let repository = folder.deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/\(name)")))
  }

  static func actors() throws -> ActorDirectory {
    ActorDirectory(
      try ActorLexicon(
        csv: """
          id,name_en,name_ar,aliases_en,aliases_ar,hostile_en,hostile_ar,type,camp,side,parent,valid_from,valid_to
          gov,Government of Examplia,حكومة,Military Forces of Examplia,,,,1,government,government,,,
          valley,Valley Front,جبهة الوادي,valley fighters,,,,2,opposition,opposition,,,
          river,River Front,جبهة النهر,,,,,3,opposition,opposition,,,
          russia,Russia,روسيا,,,,,8,government,government,,,
          """))
  }

  static let gazetteer = Gazetteer(places: [
    Place(
      id: "C1", kind: .village, point: GeographicPoint(longitude: 36.5, latitude: 35.3),
      nameEnglish: "Bridge town", nameArabic: "بلدة الجسر",
      names: [PlaceName("Bridge town", language: "en", role: .official)])
  ])

  static func events(_ csv: String, _ dataset: EventDataset, _ mapping: String? = nil) throws
    -> ImportedEvents
  {
    try ImportedEvents(
      Array(csv.utf8), of: dataset, mapping: mapping.map { try ColumnMapping(yaml: $0) },
      actors: try actors(), gazetteer: gazetteer)
  }

  static func events(in name: String, _ dataset: EventDataset) throws -> ImportedEvents {
    try ImportedEvents(
      try bytes(name), of: dataset, actors: try actors(), gazetteer: gazetteer)
  }

  static func table(_ imported: ImportedEvents) -> FeatureTable {
    FeatureTable.imported(imported.events, gazetteer: gazetteer)
  }

  static func export(_ table: FeatureTable, _ profile: ExchangeProfile) throws -> ProfileExport {
    ProfileExport(table, as: profile, actors: try actors(), gazetteer: gazetteer)
  }
}
