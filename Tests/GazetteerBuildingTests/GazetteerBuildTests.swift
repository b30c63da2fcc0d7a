import Foundation
import GazetteerBuilding
import Gazetteers
import SimpleFeatures
import TestSupport
import Testing

struct GazetteerBuildTests {
  private let build: GazetteerBuild
  private let gazetteer: Gazetteer

  init() throws {
    build = try SampleCountry().build()
    gazetteer = Gazetteer(places: build.places)
  }

  private func sources(_ id: String) -> [String] { gazetteer.place(id: id)?.sources ?? [] }

  // Who is whom is written beside each row of the sample country.
  @Test(arguments: [
    ("C1", "geonames:111"), ("C2", "geonames:112"), ("C3", "geonames:113"), ("C5", "wof:55"),
    ("G116", "geonames:117"),
  ])
  func `two rows of one place become one`(_ id: String, source: String) {
    #expect(sources(id).contains(source))
    #expect(gazetteer.place(id: "G" + source.split(separator: ":")[1]) == nil)
    #expect(gazetteer.place(id: id)?.points.contains { $0.source == "wof" } == true)
  }

  @Test(arguments: ["G114", "G118", "G119", "W20", "G122", "G131", "W32", "X0001", "X0002"])
  func `what is another place stays one`(_ id: String) {
    #expect(gazetteer.place(id: id) != nil)
  }

  @Test func `the names of both rows are kept`() {
    let names = gazetteer.place(id: "C2")?.names ?? []
    #expect(names.first == PlaceName("كفر سلام", language: "ar", role: .official, source: "ocha"))
    #expect(names.contains(PlaceName("كفرسلام", language: "ar", role: .variant, source: "wof")))
    #expect(
      names.contains(PlaceName("Kafarsalam", language: "und-Latn", role: .variant, source: "wof")))
  }

  @Test func `names added by hand need a source and a place`() throws {
    #expect(
      gazetteer.place(id: "C2")?.names.contains(
        PlaceName("Kafr Salaam", language: "en", role: .variant, source: "conflictmap")) == true)
    #expect(
      gazetteer.place(id: "C2")?.names.contains(
        PlaceName(
          "كفر الظلام", language: "ar", role: .hostile, source: "conflictmap",
          validity: ValidityPeriod("2014-06-29/2015-01-01"))) == true)
    for (alias, word) in [
      ("C2,Salam,en,,,", "source"), ("C999,Salam,en,,,typed", "C999"),
      ("C2,Salam,en,rude,,typed", "rude"), ("C2,Salam,en,,2014,typed", "2014"),
      ("C2,7,en,,,typed", "no name"),
    ] {
      var country = SampleCountry()
      country.aliases = [alias]
      let error = #expect(throws: GazetteerError.self) { try country.build() }
      #expect(error?.line == 2 && error?.message.contains(word) == true)
    }
  }

  @Test func `names that name nothing go and are counted`() {
    #expect(gazetteer.place(id: "G121") == nil)
    #expect(
      build.counts.contains {
        $0.what == "names without two letters in wof_geonames_places_sy.csv" && $0.count == 2
      })
    #expect(gazetteer.place(id: "G122")?.nameArabic == "نهر بعيد")
  }

  @Test func `joined and bracketed names are parted`() {
    #expect(gazetteer.place(id: "C7")?.nameArabic == "نهر")
    #expect(gazetteer.place(id: "C7")?.names.contains { $0.text == "ساقية" } == true)
    #expect(gazetteer.place(id: "C8")?.nameArabic == "طنجرة/ جرة")
    #expect(gazetteer.place(id: "C8")?.names.contains { $0.text == "المنارة" } == true)
    #expect(gazetteer.place(id: "C8")?.names.contains { $0.text == "جرة" } == true)
    #expect(gazetteer.place(id: "N1")?.nameArabic == "القديمة - البلدة")
    #expect(gazetteer.place(id: "N1")?.names.contains { $0.text == "البلدة" } == true)
  }

  @Test func `no row comes from Wikipedia`() {
    #expect(!build.places.contains { $0.nameEnglish.contains("Nowhere") })
    #expect(build.counts.contains { $0.what.contains("not from OurAirports") && $0.count == 1 })
  }

  @Test func `our own row of an airfield takes its names and its place`() {
    let airfield = gazetteer.place(id: "X0002")
    #expect(airfield?.nameArabic == "مطار بلد")
    #expect(airfield?.names.contains { $0.text == "مطار بلد العسكري" } == true)
    #expect(airfield?.sources == ["conflictmap:X0002", "ourairports:OS1"])
    #expect(airfield?.parent == nil)
    #expect(gazetteer.place(id: "AOS1") == airfield)
    #expect(!build.places.contains { $0.id == "AOS1" })
  }

  @Test func `places without a unit get that of their point`() {
    #expect(gazetteer.place(id: "X0001")?.adm3 == "SY010100")
    #expect(gazetteer.place(id: "X0002")?.adm2 == "SY0101")
    #expect(gazetteer.place(id: "R0001")?.adm1 == "")
  }

  @Test func `a parent by its Who's On First number is found`() {
    #expect(gazetteer.place(id: "X0003")?.parent == "G116")
    #expect(gazetteer.parts(of: "C1").map(\.id) == ["N1", "X0001"])
  }

  @Test func `seats of units rise in rank`() {
    #expect(gazetteer.place(id: "C1")?.kind == .city)
    #expect(gazetteer.place(id: "C1")?.seatOf == "SY01")
    #expect(gazetteer.place(id: "C1")?.rank == 1)
    #expect(gazetteer.place(id: "C7")?.kind == .town)
    #expect(gazetteer.place(id: "C7")?.seatOf == "SY0201")
    #expect(gazetteer.place(id: "C5")?.seatOf == "SY010101")
    // The other Balad, in the other governorate, is no seat.
    #expect(gazetteer.place(id: "C6")?.kind == .village)
    #expect(gazetteer.place(id: "C6")?.rank == 4)
  }

  @Test func `a point outside its polygon is moved inside`() throws {
    let place = try #require(gazetteer.place(id: "N1"))
    // The polygon is the box 36.20-36.22 E, 35.20-35.22 N.
    #expect((36.2...36.22).contains(place.point.longitude))
    #expect((35.2...35.22).contains(place.point.latitude))
    #expect(
      place.points == [
        SourcePoint(source: "ocha", point: GeographicPoint(longitude: 36.9, latitude: 35.5))
      ])
  }

  @Test func `a row that is the same as a source's takes its place`() throws {
    var country = SampleCountry()
    country.ownPlaces.append(
      "X0004,Old Quarter,الحي القديم,,,neighbourhood,35.5,36.9,500,SY01,,ocha:N1")
    let places = Gazetteer(places: try country.build().places)
    let quarter = try #require(places.place(id: "X0004"))
    #expect(quarter.sources == ["conflictmap:X0004", "ocha:N1"])
    #expect(quarter.parent == "C1" && quarter.adm3 == "SY010100")
    #expect(quarter.names.contains { $0.text == "البلدة" && $0.source == "ocha" })
    // The point and the source's own one are those of the row that it stands for.
    #expect(quarter.point == gazetteer.place(id: "N1")?.point)
    #expect(quarter.points == gazetteer.place(id: "N1")?.points)
    #expect(places.place(id: "N1")?.id == "X0004")
    country.ownPlaces.append("X0005,Again,مرة أخرى,,,neighbourhood,35.5,36.9,500,SY01,,ocha:N1")
    let error = #expect(throws: GazetteerError.self) { try country.build() }
    #expect(error?.file == "places-extra.csv" && error?.line == 6)
  }

  @Test func `a point without a name confirms the one place that lies there`() throws {
    var country = SampleCountry()
    country.whosOnFirst.append("40,140,PPL,Tamam,تمام,,35.25,37.25,")  // whole minutes
    country.unnamedPoints = [
      "7,35.1203,37.4",  // 33 m from the second Thani, 2.3 km from the first
      "8,35.2505,37.259",  // 0.8 km from Tamam
      "9,35.171,37.17", "11,35.169,37.17",  // both 111 m from Nahr: no telling which
      "10,35.3,36.3",  // a community's own point
    ]
    let places = Gazetteer(places: try country.build().places)
    let second = try #require(places.place(id: "G119"))
    #expect(second.sources.contains("ocha-point:7"))
    #expect(second.point.latitude == 35.12 && second.points.map(\.source) == ["ocha-point"])
    let minute = try #require(places.place(id: "G140"))
    #expect(minute.point == GeographicPoint(longitude: 37.259, latitude: 35.2505))
    #expect(
      minute.points.contains {
        $0 == SourcePoint(source: "wof", point: GeographicPoint(longitude: 37.25, latitude: 35.25))
      })
    for id in ["G118", "G122", "C2"] {
      #expect(places.place(id: id)?.sources.contains { $0.hasPrefix("ocha-point") } == false)
    }
  }

  @Test func `rows that only a rule of their own makes one`() throws {
    var country = SampleCountry()
    // 3.3 km from C8 and in its sub-district, nothing nearer: the same.
    country.whosOnFirst.append("41,141,PPL,Tanjara,المنارة,,35.93,37.9,")
    // Two rows of one town, the second without a GeoNames number, 4.4 km off.
    country.whosOnFirst.append("42,142,PPLA2,Madina,المدينة,Madina,35.3,37.6,20000")
    country.whosOnFirst.append("43,,,Madina,المدينة,Madina,35.34,37.6,")
    let places = Gazetteer(places: try country.build().places)
    #expect(places.place(id: "C8")?.sources.contains("geonames:141") == true)
    #expect(places.place(id: "G142")?.sources.contains("wof:43") == true)
    #expect(places.place(id: "W43") == nil)
  }

  @Test func `units and regions contain what lies in them`() {
    #expect(gazetteer.contained(in: "SY010101").map(\.id) == ["C4", "C5"])
    #expect(gazetteer.contained(in: "R0002").map(\.id) == ["C4", "C5", "SY010101"])
    #expect(gazetteer.unitNames("SY02")?.arabic == "سهل")
    #expect(gazetteer.unitNames("C1") == nil)
  }

  @Test func `boundaries of all levels come from the same lines`() throws {
    let file = try #require(build.files.first { $0.name == "boundaries.geojson" })
    let boundaries = try AdministrativeBoundaries(parsing: file.bytes)
    func area(_ code: String) -> Double {
      boundaries[code]?.polygons.reduce(0) { $0 + $1.area } ?? 0
    }
    // The squares of the sample country, in square degrees.
    for (code, expected) in [
      ("SY", 2), ("SY01", 1), ("SY0201", 1), ("SY010100", 0.5), ("R0001", 2), ("R0002", 0.5),
    ] {
      #expect(abs(area(code) - expected) < 1e-9, "\(code)")
    }
    let point = GeographicPoint(longitude: 36.5, latitude: 35.75)
    #expect(boundaries.subDistrict(containing: point)?.code == "SY010101")
    #expect(boundaries.area(of: .region, containing: point)?.code == "R0001")
    #expect(
      boundaries.subDistrict(containing: GeographicPoint(longitude: 40, latitude: 35)) == nil)
    // One border of each kind: around the country, between the governorates, within SY01.
    #expect(boundaries.borders.map { $0.isEmpty } == [false, false, true, false])
    let region = try #require(gazetteer.place(id: "R0001"))
    #expect(boundaries["R0001"]?.contains(region.point) == true)
  }

  @Test func `the audit finds what is wrong and nothing else`() throws {
    let file = try #require(build.files.first { $0.name == "boundaries.geojson" })
    let audit = GazetteerAudit(
      gazetteer, boundaries: try AdministrativeBoundaries(parsing: file.bytes))
    func places(_ defect: GazetteerAudit.Defect) -> [String] {
      audit.findings.filter { $0.defect == defect }.map(\.placeID)
    }
    // 114 is placed in SY020100 by its table, but lies in SY010101.
    #expect(places(.pointOutsideUnit) == ["G114"])
    #expect(places(.nearDuplicate) == ["G118"])
    #expect(places(.missingArticle) == ["C2", "C5"])
    #expect(places(.sourcesDisagree).sorted() == ["C1", "C5", "N1"])
    #expect(places(.danglingReference) == [])
    #expect(audit.csv.hasPrefix("severity,defect,place_id,name_ar,name_en,kind,country,adm1,"))
    let statistics = GazetteerStatistics(gazetteer)
    #expect(
      statistics.rows.first { $0.topic == "places by kind" && $0.item == "region" }?.count == 2)
  }

  @Test(arguments: 0..<5)
  func `the order of the rows does not matter`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var country = SampleCountry()
    country.communities.shuffle(using: &random)
    country.whosOnFirst.shuffle(using: &random)
    country.airfields.shuffle(using: &random)
    country.ownPlaces.shuffle(using: &random)
    country.regions.shuffle(using: &random)
    #expect(try country.build().files == build.files)
  }

  @Test func `what cannot be read is told with its file and line`() throws {
    func error(_ change: (inout SampleCountry) -> Void) throws -> GazetteerError? {
      var country = SampleCountry()
      change(&country)
      return #expect(throws: GazetteerError.self) { try country.build() }
    }
    let noCoordinates = try error { $0.airfields[0] = "OS1,Balad,مطار,here,36,OurAirports" }
    #expect(noCoordinates?.file == "sy_airfields.csv" && noCoordinates?.line == 2)
    let cells = try error { $0.airfields[0] = "OS1,Balad" }
    #expect(cells?.line == 2 && cells?.message.contains("2 cells") == true)
    let kind = try error { $0.ownPlaces[1] = "X9,a,b,,,palace,35,36,1,SY01,," }
    #expect(kind?.line == 3 && kind?.message.contains("palace") == true)
    let part = try error { $0.regions = ["R0001,The moon,القمر,,,region,union,SY99,,,,,"] }
    #expect(part?.line == 2 && part?.message.contains("SY99") == true)
    #expect(throws: GazetteerError.self) {
      try GazetteerBuild(reference: "/nonexistent", own: "/nonexistent")
    }
  }

  @Test func `overrides are checked against the gazetteer`() throws {
    let header = "name,admin_hint,place_id,alias,note\n"
    func read(_ rows: String) throws(GazetteerError) -> PlaceOverrides {
      try PlaceOverrides(csv: Array((header + rows).utf8), for: gazetteer)
    }
    let overrides = try read("بلد,SY02,C6,البلد,\nدرع,,never,,\nKafr Salam,,not:C2,,\n")
    let search = PlaceSearch(gazetteer, overrides: overrides)
    #expect(search.lookup("البلد", hint: "SY02").first?.place.id == "C6")
    #expect(search.lookup("بلد", hint: "SY01").first?.place.id == "C1")
    #expect(search.lookup("درع").isEmpty)
    #expect(!search.lookup("Kafr Salam").contains { $0.place.id == "C2" })
    let error = #expect(throws: GazetteerError.self) { try read("a,,C1,,\n,,C1,,\n") }
    #expect(error?.line == 3)
  }

  @Test func `decisions that fit no place any more are told and left out`() throws {
    let rows = "a,,C99,,\nb,,C1,,\nc,SY99,C1,,\nd,,not:C98,,\n"
    let overrides = try PlaceOverrides(
      csv: Array(("name,admin_hint,place_id,alias,note\n" + rows).utf8), for: gazetteer)
    #expect(overrides.rules.map(\.name) == ["b"])
    #expect(overrides.stale.map(\.line) == [2, 4, 5])
    #expect(overrides.stale.map(\.name) == ["a", "c", "d"])
    for (rule, missing) in zip(overrides.stale, ["C99", "SY99", "C98"]) {
      #expect(rule.reason.contains(missing) && rule.file == "overrides.csv")
    }
  }
}
