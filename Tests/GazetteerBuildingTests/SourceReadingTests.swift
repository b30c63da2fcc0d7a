import CivilCalendar
import Foundation
import Gazetteers
import OGR
import SimpleFeatures
import Testing

@testable import GazetteerBuilding

/// The readers, each over the country that is described in `Fixtures/sampland/README.md`.
struct SourceReadingTests {
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/sampland").path
  static let featureCodes = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "gazetteer/geonames-kinds.csv").path

  private func path(_ name: String) -> String { Self.fixtures + "/" + name }

  private func names(_ draft: PlaceDraft?) -> [String] {
    (draft?.place.names ?? []).map {
      "\($0.language):\($0.role.rawValue):\($0.text)" + ($0.validity.map { "@\($0)" } ?? "")
    }
  }

  private func problems(_ reading: SourceReading) -> [String] {
    reading.omissions.all.filter(\.isProblem).map { "\($0.reason): \($0.count), \($0.first)" }
  }

  private func unwanted(_ reading: SourceReading) -> [String] {
    reading.omissions.all.filter { !$0.isProblem }.map { "\($0.reason): \($0.count)" }
  }

  private func geonames(languages: Set<String>? = nil) throws -> SourceReading {
    try GeoNamesDump(
      path: path("XA.txt"), alternateNames: path("alternateNamesV2.txt"),
      kinds: FeatureCodeTable(path: Self.featureCodes), source: "gn", languages: languages
    ).read()
  }

  @Test func `GeoNames' names have languages, roles, periods and ids`() throws {
    let reading = try geonames()
    let marsa = reading.drafts.first { $0.place.id == "G900101" }
    #expect(
      names(marsa) == [
        "ar:official:مرسى", "en:official:Marsa", "ar:variant:المرسى",
        "fr:variant:Port-Marsa@1900-01-01/1956-03-20", "en:local:The Port", "ru:variant:Марса",
      ])
    #expect(marsa?.place.sources == ["geonames:900101", "wikidata:Q999999"])
    #expect(marsa?.place.kind == .city && marsa?.place.population == 120_000)
    #expect(marsa?.place.nameArabic == "مرسى" && marsa?.place.nameEnglish == "Marsa")
    // The codes are GeoNames' own; in the drafts they are the units' ids.
    #expect(marsa?.place.adm1 == "G900010")
    let valley = reading.drafts.first { $0.place.id == "G900102" }
    #expect(valley?.place.kind == .town)
    #expect(names(valley) == ["ar:variant:وادي خليل", "und-Latn:variant:Wādī Khalīl"])
    #expect(reading.drafts.first { $0.place.id == "G900105" }?.place.kind == .hill)
    #expect(reading.drafts.first { $0.place.kind == .country }?.place.id == "XA")
  }

  @Test func `GeoNames' bad rows are counted with their lines`() throws {
    let reading = try geonames(languages: ["ar", "en"])
    // Lines 10, 12, 13 and 14 of XA.txt and line 13 of the names are wrong on purpose.
    #expect(
      problems(reading) == [
        "a number twice there: 1, line 13", "coordinates off the globe: 1, line 10",
        "not UTF-8: 1, line 14", "rows that have not 19 columns: 1, line 12",
        "names that have not 4 to 10 columns: 1, line 13",
      ])
    #expect(
      unwanted(reading) == [
        "feature codes that are no place here: 1", "codes and links among the names: 3",
        "names in other languages: 2", "periods that are no dates: 1",
      ])
    let marsa = reading.drafts.first { $0.place.id == "G900101" }
    #expect(Set((marsa?.place.names ?? []).map(\.language)) == ["ar", "en"])
  }

  @Test func `OCHA's units know their parents in both spellings of the columns`() throws {
    let reading = try AdministrativeUnits(
      paths: [path("adm1.geojson"), path("adm2.geojson")], layers: [], source: "ocha",
      country: "XA", languages: nil
    ).read()
    let places = Dictionary(
      reading.drafts.map { ($0.place.id, $0) }, uniquingKeysWith: { first, _ in first })
    #expect(places.keys.sorted() == ["QQ9", "XA", "XA1", "XA1-01", "XA10"])
    #expect(places["QQ9"]?.place.parent == "XA1" && places["QQ9"]?.place.kind == .district)
    #expect(places["XA10"]?.place.parent == "XA")
    #expect(
      Set(names(places["XA1"])) == [
        "ar:official:الكثبان", "en:official:Dunes", "und-Latn:variant:Doons",
        "en:variant:Sand Hills",
      ])
    #expect(Set(names(places["QQ9"])) == ["en:official:Upper Dunes", "ar:official:الكثبان العليا"])
    #expect(places["XA"]?.place.sources == ["ocha:XAA"])
    #expect(places["XA"]?.place.nameArabic == "سامبلاند")
    #expect(places["XA10"]?.place.validity == ValidityPeriod("../2024-12-31"))
    #expect(places["XA1"]?.place.validity == nil)
    #expect(places["QQ9"]?.polygons.count == 1)
    #expect(problems(reading) == ["no p-code, no name or no geometry: 1, feature 3"])
  }

  @Test(arguments: [("GPKG", "adm1.gpkg"), ("ESRI Shapefile", "adm1.shp")])
  func `units are the same from a GeoPackage and a Shapefile`(
    _ driver: String, name: String
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "units-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name).path
    try VectorTranslation.copy(
      path("adm1.geojson"), to: file, driver: driver,
      options: driver == "GPKG" ? [] : ["-lco", "ENCODING=UTF-8"])
    func read(_ path: String) throws -> [PlaceDraft] {
      try AdministrativeUnits(
        paths: [path], layers: [], source: "ocha", country: "XA", languages: nil
      ).read().drafts
    }
    let (own, expected) = (try read(file), try read(path("adm1.geojson")))
    #expect(own.map(\.place) == expected.map(\.place))
    #expect(
      own.map { $0.polygons.map(\.area) } == expected.map { $0.polygons.map(\.area) })
  }

  @Test(arguments: ["/dev/zero", "/vsicurl/http://127.0.0.1/a.geojson", "/tmp"])
  func `only plain files are read`(_ path: String) {
    #expect(throws: GazetteerError.self) { try SourceTable(path: path + "#.geojson") }
    #expect(throws: GazetteerError.self) { try SourceFile.data(path) }
  }

  @Test func `OCHA's populated places are read from a table`() throws {
    let reading = try PopulatedPlaces(
      path: path("ppl.csv"), layer: nil, source: "ocha", country: "XA", kinds: [:], languages: nil
    ).read()
    #expect(reading.drafts.map(\.place.id) == ["P1", "P2", "P3"])
    #expect(reading.drafts[1].place.population == 900)
    #expect(reading.drafts[1].place.adm2 == "XA1-01")
    #expect(names(reading.drafts[0]) == ["ar:official:مرسى", "en:official:Marsa"])
    #expect(
      problems(reading) == [
        "coordinates off the globe: 1, line 6", "no coordinates: 1, line 5",
      ])
  }

  @Test func `Linked Places have periods of names and of places`() throws {
    let reading = try LinkedPlaces(
      path: path("places.lpf.json"), source: "lp", country: "XA",
      kinds: ["aat:300008375": .kind(.town)], defaultKind: nil
    ).read()
    #expect(reading.drafts.map(\.place.id) == ["lp-k1", "lp-camp"])
    let valley = reading.drafts[0]
    #expect(
      names(valley) == [
        "en:official:Khalil's Valley@1890-01-01/1955-12-31", "ar:official:وادي خليل",
        "und-Latn:variant:Wadi Khalil",
      ])
    // The title is of today; the official English name is over.
    #expect(valley.place.nameEnglish == "Wadi Khalil")
    #expect(valley.place.sources == ["lp:http://example.org/places/k1", "geonames:900102"])
    #expect(valley.place.point == GeographicPoint(longitude: 11.52, latitude: 0.5))
    #expect(valley.place.validity == ValidityPeriod("1890-01-01/.."))
    #expect(reading.drafts[1].place.kind == .camp)
    #expect(reading.drafts[1].place.validity == ValidityPeriod("2014-03-01/2015-02-28"))
    #expect(
      problems(reading) == [
        "coordinates that are no geometry on the globe: 1, feature 4", "no @id: 1, feature 5",
      ])
    #expect(unwanted(reading) == ["types that are no kind here: 1"])
  }

  @Test func `Who's On First is read from records and from its table of results`() throws {
    let records = try WhosOnFirstRecords(path: path("wof"), source: "wof", languages: nil).read()
    #expect(records.drafts.map(\.place.id) == ["W701"])
    let valley = records.drafts[0]
    #expect(valley.place.sources == ["wof:701", "geonames:900102", "wikidata:Q777"])
    #expect(
      names(valley) == [
        "ar:official:وادي خليل", "en:official:Wadi Khalil", "en:variant:Khalil Valley",
        "en:local:The Valley",
      ])
    #expect(
      unwanted(records) == [
        "records that are deprecated or superseded: 1", "placetypes that are no kind here: 1",
      ])
    let table = try MappedTable(
      path: path("spr.csv"), mapping: .standardPlacesResult(), source: "wof"
    ).read()
    #expect(table.drafts.map(\.place.id) == ["W801"])
    #expect(table.drafts[0].place.sources == ["wof:801"])
  }

  @Test(arguments: [
    ("1967", "1967-01-01", "1967-12-31"), ("196702", "1967-02-01", "1967-02-28"),
    ("1968-02", "1968-02-01", "1968-02-29"), ("19670605", "1967-06-05", "1967-06-05"),
    ("1967-06-05T10:00:00Z", "1967-06-05", "1967-06-05"), ("1967~", "1967-01-01", "1967-12-31"),
  ])
  func `dates may lack the month and the day`(_ text: String, first: String, last: String) {
    #expect(PartialDate(text)?.first.description == first)
    #expect(PartialDate(text)?.last.description == last)
  }

  @Test(arguments: [
    "", "67", "1967-6", "1967-13", "1967-02-30", "-0044", "ca. 1900", "0000", "年年年年",
  ])
  func `what is no date is none`(_ text: String) { #expect(PartialDate(text) == nil) }

  @Test(
    arguments: [
      ("geonames", "2210247.0", "geonames:2210247"), ("geonames", "0", nil),
      ("geonames", "https://www.geonames.org/2210247/misratah.html", "geonames:2210247"),
      ("wikidata", "q3579", "wikidata:Q3579"),
      ("wikidata", "http://www.wikidata.org/entity/Q3579", "wikidata:Q3579"),
      ("wikidata", "Q", nil), ("osm", "n12", "osm:node/12"),
      ("osm", "relation/7", "osm:relation/7"),
      ("osm", "12", nil), ("ocha", "LY 01", nil), ("wof", "85632", "wof:85632"),
    ] as [(String, String, String?)])
  func `ids are told from what is none`(_ namespace: String, value: String, id: String?) {
    #expect(KnownIdentifier.id(value, in: namespace) == id)
  }
}
