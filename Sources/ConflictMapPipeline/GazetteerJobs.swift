internal import CSVText
public import CivilCalendar
internal import Foundation
public import GazetteerBuilding
public import Gazetteers
internal import Geoparsing
internal import JSONText
internal import NewsIngest
internal import SimpleFeatures

/// What `conflictmap gazetteer` does.
public enum GazetteerJobs {
  /// Loads the gazetteer's places and the decisions of its `overrides.csv` or of another file.
  ///
  /// - Throws: ``PipelineError`` where a file is damaged, or the other file is missing. Decisions
  ///   that fit no place any more are not an error: they are in the overrides' `stale`.
  public static func search(folder: String, overrides path: String?) throws -> PlaceSearch {
    do {
      let gazetteer = try Gazetteer(folder: folder, cache: GazetteerFolder.cache)
      return PlaceSearch(
        gazetteer,
        overrides: try PlaceOverrides(from: path, or: folder, for: gazetteer))
    } catch let error as GazetteerError {
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

  /// The defects that a person could mend.
  ///
  /// - Parameters:
  ///   - overrides: A file of decisions in place of the folder's `overrides.csv`.
  ///   - date: The day on which names and places should still be valid.
  public static func audit(
    folder: String, overrides path: String? = nil, on date: CivilDate? = nil
  ) throws -> GazetteerAudit {
    let theatre = try Theatre(folder: folder)
    let overrides = try theatre.overrides(from: path)
    do throws(GazetteerError) {
      let aliases = FileManager.default.contents(atPath: folder + "/" + AliasTable.file)
      return GazetteerAudit(
        theatre.gazetteer, boundaries: theatre.boundaries, overrides: overrides,
        aliases: try aliases.map { data throws(GazetteerError) in
          try AliasTable(csv: [UInt8](data), file: folder + "/" + AliasTable.file)
        },
        commonWords: CueLexicon.standard.commonWords, on: date)
    } catch {
      throw PipelineError(.configuration, printable("\(error)"))
    }
  }

  /// What the kinds of places are called in English, by `kinds.csv`; none where there is no such
  /// file.
  public static func kindNames(folder: String) throws -> [PlaceKind: String] {
    guard FileManager.default.fileExists(atPath: folder + "/kinds.csv") else { return [:] }
    do {
      let rows = try PlaceKindTable(folder: folder).rows
      return Dictionary(uniqueKeysWithValues: rows.map { ($0.kind, $0.nameEnglish) })
    } catch {
      throw PipelineError(.configuration, printable("\(error)"))
    }
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
