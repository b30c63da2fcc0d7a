internal import CSVText
internal import Foundation
public import GazetteerBuilding
public import Gazetteers
internal import JSONText
internal import NewsIngest
internal import SimpleFeatures

/// What `conflictmap gazetteer` does.
public enum GazetteerJobs {
  /// Loads the gazetteer's places and the decisions of its `overrides.csv` or of another file.
  public static func search(folder: String, overrides path: String?) throws -> PlaceSearch {
    do throws(GazetteerError) {
      let gazetteer = try Gazetteer(folder: folder, cache: GazetteerFolder.cache)
      let path = path ?? folder + "/overrides.csv"
      guard let data = FileManager.default.contents(atPath: path) else {
        return PlaceSearch(gazetteer)
      }
      return PlaceSearch(
        gazetteer, overrides: try PlaceOverrides(csv: [UInt8](data), for: gazetteer, file: path))
    } catch {
      throw PipelineError(.configuration, printable("\(error)"))
    }
  }

  /// One line of JSON for a name: `{"name":…,"results":[…]}`.
  public static func json(name: String, results: [LookupResult]) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("name", name)
    json.key("results")
    json.beginArray()
    for result in results {
      let place = result.place
      json.beginObject()
      for (key, value) in [
        ("place_id", place.id), ("name_ar", place.nameArabic), ("name_en", place.nameEnglish),
      ] {
        json.member(key, value)
      }
      json.member("lat", place.point.latitude, decimals: 5)
      json.member("lon", place.point.longitude, decimals: 5)
      for (key, value) in [
        ("kind", place.kind.rawValue), ("adm1", place.adm1), ("adm2", place.adm2),
        ("adm3", place.adm3), ("match", result.level.rawValue),
      ] {
        json.member(key, value)
      }
      json.member("score", result.score, decimals: 3)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  /// The defects that a person could mend, as CSV, and how many there are of each kind.
  public static func audit(folder: String) throws -> (csv: String, summary: [(String, Int)]) {
    let theatre = try Theatre(folder: folder)
    let audit = GazetteerAudit(theatre.gazetteer, boundaries: theatre.boundaries)
    return (audit.csv, audit.summary.map { ($0.defect.rawValue, $0.count) })
  }

  /// How many places, names and ambiguous names there are.
  public static func statistics(folder: String) throws -> [GazetteerStatistics.Row] {
    do {
      return GazetteerStatistics(
        try Gazetteer(folder: folder, cache: GazetteerFolder.cache)
      ).rows
    } catch {
      throw PipelineError(.configuration, printable("\(error)"))
    }
  }
}
