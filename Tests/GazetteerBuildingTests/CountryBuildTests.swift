import Foundation
import GazetteerBuilding
import Gazetteers
import SimpleFeatures
import Testing

/// Gazetteers out of manifests, over the country in `Fixtures/sampland`.
struct CountryBuildTests {
  /// A manifest with the given sources and what else stands in it, as YAML.
  private func manifest(_ sources: String, _ more: String = "") throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "country-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: SourceReadingTests.fixtures) {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: name).path,
        withDestinationPath: SourceReadingTests.fixtures + "/" + name)
    }
    let file = folder.appending(path: "gazetteer.yaml").path
    try Data("country: XA\n\(more)\nsources:\n\(sources)".utf8).write(to: URL(filePath: file))
    return file
  }

  private func build(_ path: String) throws -> CountryBuild {
    defer {
      try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }
    return try CountryBuild(
      GazetteerManifest(path: path), featureCodes: SourceReadingTests.featureCodes)
  }

  private static let ocha = """
      - {name: units, format: ocha_units, files: [adm1.geojson, adm2.geojson],
         licence: CC BY 3.0 IGO, attribution: "Units: nobody, CC BY 3.0 IGO"}
      - {name: ocha, format: ocha_places, file: ppl.csv,
         licence: CC BY 3.0 IGO, attribution: "Places: nobody, CC BY 3.0 IGO"}

    """
  private static let geonames = """
      - {name: gn, format: geonames, file: XA.txt, alternate_names: alternateNamesV2.txt,
         licence: CC BY 4.0, attribution: "Names: no GeoNames, CC BY 4.0"}

    """
  private static let others = """
      - {name: wof, format: whosonfirst, file: wof, licence: CC BY 4.0, attribution: "Wof, CC BY 4.0"}
      - {name: lp, format: linked_places, file: places.lpf.json, licence: CC0 1.0,
         kinds: {"aat:300008375": town}}

    """

  @Test func `rows of several sources that are one place become one`() throws {
    let build = try build(manifest(Self.ocha + Self.geonames + Self.others))
    let gazetteer = Gazetteer(places: build.places)
    // By name: OCHA's P1 and GeoNames' capital are 1.6 km apart.
    let marsa = try #require(gazetteer.place(id: "P1"))
    #expect(marsa.sources == ["ocha:P1", "geonames:900101", "wikidata:Q999999"])
    #expect(marsa.point == GeographicPoint(longitude: 10.26, latitude: 0.26))
    #expect(marsa.points.map(\.source) == ["ocha", "gn"])
    #expect(marsa.population == 120_000 && marsa.kind == .city)
    #expect(marsa.names.first { $0.text == "The Port" }?.role == .local)
    // By known ids: GeoNames' town, Who's On First's and Linked Places' are 900102.
    let valley = try #require(gazetteer.place(id: "G900102"))
    #expect(valley.points.map(\.source) == ["gn", "wof", "lp"])
    #expect(valley.sources.contains("wof:701") && valley.sources.contains("wikidata:Q777"))
    #expect(valley.population == 12_000)
    // 3 km apart in one unit they are one village, in two units two.
    #expect(gazetteer.place(id: "P2")?.sources.contains("geonames:900103") == true)
    #expect(gazetteer.place(id: "G900103") == nil)
    #expect(gazetteer.place(id: "P3")?.sources == ["ocha:P3"])
    #expect(gazetteer.place(id: "G900104")?.adm2 == "QQ9")
  }

  @Test func `units lie in each other by their parents, whatever their codes`() throws {
    let build = try build(manifest(Self.ocha + Self.geonames))
    let gazetteer = Gazetteer(places: build.places)
    let upper = try #require(gazetteer.place(id: "QQ9"))
    #expect(upper.adm1 == "XA1" && upper.adm2 == "QQ9" && upper.parent == "XA1")
    // The code of XA10 begins with that of XA1 and is no part of it.
    #expect(
      gazetteer.contained(in: "XA1").map(\.id)
        == ["G900104", "G900105", "P1", "P2", "P3", "QQ9", "XA1-01"])
    #expect(gazetteer.contained(in: "XA10").map(\.id) == ["G900102"])
    // GeoNames' units of these names are the same units; one of another name is not taken.
    #expect(gazetteer.place(id: "XA10")?.sources == ["ocha:XA10", "geonames:900011"])
    #expect(gazetteer.place(id: "G900012") == nil)
    let file = try #require(build.files.first { $0.name == "boundaries.geojson" })
    let boundaries = try AdministrativeBoundaries(parsing: file.bytes)
    func area(_ code: String) -> Double {
      boundaries[code]?.polygons.reduce(0) { $0 + $1.area } ?? 0
    }
    // Square degrees, as the fixture has them.
    for (code, expected) in [("XA", 2), ("XA1", 1), ("XA10", 1), ("QQ9", 0.5)] {
      #expect(abs(area(code) - expected) < 1e-9, "\(code)")
    }
    // XA10 runs straight past the corner of the two districts: its line is cut there. The border
    // between the governorates is one degree long, that between the districts, too.
    #expect(boundaries.borders.map { Self.length($0) } == [6, 1, 1, 0])
    #expect(build.places.homeCountries == ["XA"])
  }

  /// The length of lines along the axes, in degrees.
  private static func length(_ lines: [LineString<GeographicPoint>]) -> Double {
    lines.reduce(0) { sum, line in
      zip(line.vertices, line.vertices.dropFirst()).reduce(sum) {
        $0 + abs($1.0.x - $1.1.x) + abs($1.0.y - $1.1.y)
      }
    }
  }

  @Test func `seats follow from names and from GeoNames' codes`() throws {
    let gazetteer = Gazetteer(places: try build(manifest(Self.ocha + Self.geonames)).places)
    let marsa = try #require(gazetteer.place(id: "P1"))
    #expect(marsa.seatOf == "XA" && marsa.rank == 1)
    #expect(gazetteer.place(id: "G900102")?.seatOf == "XA10")
    #expect(gazetteer.place(id: "G900102")?.rank == 1)
    #expect(gazetteer.place(id: "P2")?.rank == 4)
  }

  @Test func `the order of sources is the order of trust`() throws {
    let units = """
        - {name: units, format: ocha_units, files: [adm1.geojson, adm2.geojson], licence: CC0}

      """
    let places = """
        - {name: ocha, format: ocha_places, file: ppl.csv, licence: CC0}

      """
    let gazetteer = Gazetteer(places: try build(manifest(units + Self.geonames + places)).places)
    // The other source's id finds the place, too.
    #expect(gazetteer.place(id: "P1")?.id == "G900101")
    let marsa = try #require(gazetteer.place(id: "G900101"))
    #expect(marsa.point == GeographicPoint(longitude: 10.25, latitude: 0.25))
    #expect(marsa.points.map(\.source) == ["gn", "ocha"])
  }

  @Test func `GeoNames alone gives a gazetteer without areas`() throws {
    let build = try build(manifest(Self.geonames))
    let gazetteer = Gazetteer(places: build.places)
    #expect(gazetteer.place(id: "G900101")?.adm1 == "G900010")
    #expect(gazetteer.contained(in: "G900011").map(\.id) == ["G900102"])
    #expect(gazetteer.contained(in: "XA").count == build.places.count - 1)
    let file = try #require(build.files.first { $0.name == "boundaries.geojson" })
    #expect(try AdministrativeBoundaries(parsing: file.bytes).areas.isEmpty)
    #expect(build.problems.count == 5)
    #expect(build.problems.allSatisfy { $0.contains("line 1") })
  }

  @Test func `the same sources give the same bytes`() throws {
    let path = try manifest(Self.ocha + Self.geonames + Self.others)
    let first = try CountryBuild(
      GazetteerManifest(path: path), featureCodes: SourceReadingTests.featureCodes)
    #expect(try build(path).files == first.files)
    #expect(
      String(decoding: first.files[0].bytes, as: UTF8.self).split(separator: "\n").dropFirst()
        == [
          "Units: nobody, CC BY 3.0 IGO", "Places: nobody, CC BY 3.0 IGO",
          "Names: no GeoNames, CC BY 4.0", "Wof, CC BY 4.0",
        ])
  }

  // Each with what the message must hold, so that a person knows what to do.
  @Test(arguments: [
    (
      "  - {name: a, format: ocha_places, file: ppl.csv, licence: CC BY-SA 4.0, attribution: x}",
      "shared alike"
    ),
    (
      "  - {name: a, format: ocha_places, file: ppl.csv, licence: ODbL-1.0, attribution: x}",
      "allow_share_alike"
    ),
    (
      "  - {name: a, format: ocha_places, file: ppl.csv, licence: own, share_alike: true, attribution: x}",
      "shared alike"
    ),
    ("  - {name: a, format: ocha_places, file: ppl.csv, licence: CC BY 4.0}", "attribution"),
    ("  - {name: a, format: ocha_places, file: ppl.csv}", "licence"),
    ("  - {name: a, format: table, file: ppl.csv, licence: CC0}", "mapping"),
    ("  - {name: a, format: xml, file: ppl.csv, licence: CC0}", "linked_places"),
    ("  - {name: a b, format: geonames, file: XA.txt, licence: CC0}", "small letters"),
    ("  - {name: a, format: geonames, file: none.txt, licence: CC0}", "no such file"),
    ("  - {name: a, format: geonames, file: ppl.csv, licence: CC0}", "gives no place"),
    ("  - {name: a, format: ocha_units, file: ppl.csv, licence: CC0}", "ppl.csv"),
    ("  - {name: a, format: linked_places, file: XA.txt, licence: CC0}", "XA.txt:1"),
    ("  - {name: a, format: geonames, file: XA.txt, licence: CC0, kinds: {x: palace}}", "palace"),
    ("  - {name: a, format: geonames, file: XA.txt, licence: CC0, colour: red}", "colour"),
    ("  - [unclosed", "not YAML"),
  ])
  func `what a manifest has wrong is told`(_ sources: String, expected: String) throws {
    let path = try manifest(sources)
    let error = #expect(throws: GazetteerError.self) { try build(path) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `share-alike is taken where the manifest allows it`() throws {
    let source = """
        - {name: a, format: ocha_places, file: ppl.csv, licence: CC BY-SA 4.0, attribution: x}

      """
    #expect(try build(manifest(source, "allow_share_alike: true")).places.count == 3)
  }

  @Test func `a table of any columns is read by its mapping`() throws {
    let path = try manifest(
      """
        - {name: own, format: table, file: mine.csv, mapping: mine.yaml, licence: CC0}

      """)
    let folder = (path as NSString).deletingLastPathComponent
    try Data(
      """
      nr;what;ar;en;y;x;people;in;state;gn;since
      1;M;مدينة;Town One|First Town;0.5;10.5;20000;;ok;900102;2014
      2;B;حي;Quarter;0.5;10.51;;1;ok;x;
      3;Q;حي;Nothing;0.5;10.51;;1;ok;;
      4;M;حي;Old;0.5;10.51;;;old;;
      5;M;حي;Elsewhere;0.5;1000;;;ok;;
      6;M;;7;0.5;10.5;;;ok;;
      7;M;حي
      8;B;حي;Orphan;0.5;10.6;;99;ok;;

      """.utf8
    ).write(to: URL(filePath: folder + "/mine.csv"))
    try Data(
      """
      separator: ";"
      id: nr
      id_prefix: S
      point: {lat: y, lon: x}
      names:
        - {column: ar, language: ar, role: official}
        - {column: en, language: en, role: official, separator: "|"}
      kind:
        column: what
        values: {M: settlement, B: neighbourhood}
      population: people
      parent: in
      ids: {geonames: gn}
      valid: {from: since}
      where:
        - {column: state, is_not: [old]}
      """.utf8
    ).write(to: URL(filePath: folder + "/mine.yaml"))
    let build = try build(path)
    #expect(build.places.map(\.id) == ["S1", "S2", "S8"])
    #expect(build.places[0].kind == .town)
    #expect(build.places[0].names.map(\.role) == [.official, .official, .variant])
    #expect(build.places[0].sources == ["own:1", "geonames:900102"])
    #expect(build.places[0].validity == ValidityPeriod("2014-01-01/.."))
    #expect(build.places[1].parent == "S1" && build.places[1].sources == ["own:2"])
    #expect(build.places[2].parent == nil)
    #expect(
      build.problems == [
        "mine.csv: coordinates off the globe: 1 left out, the first at line 6",
        "mine.csv: no name: 1 left out, the first at line 7",
        "mine.csv: rows of another length: 1 left out, the first at line 8",
        "own: parents that are not there: 1, the first at mine.csv, line 9",
      ])
    #expect(build.counts.contains { $0.what.contains("filter") && $0.count == 1 })
  }

  @Test(arguments: [
    ("point: {lat: y, lon: x}", "no “names”"),
    ("names: [{column: en}]\nkind: palace", "palace"),
    ("names: [{column: en, role: main}]\nkind: town", "main"),
    ("names: [{column: none}]\nkind: town\npoint: {lat: LAT, lon: LON}", "no column “none”"),
    ("names: [{column: NAME_EN}]\nkind: town\nids: {myspace: PCODE}", "myspace"),
    ("names: [{column: NAME_EN}]\nkind: town\nhue: red", "hue"),
  ])
  func `what a mapping has wrong is told`(_ mapping: String, expected: String) throws {
    let path = try manifest(
      "  - {name: own, format: table, file: ppl.csv, mapping: m.yaml, licence: CC0}\n")
    let folder = (path as NSString).deletingLastPathComponent
    try Data("id: PCODE\n\(mapping)\n".utf8).write(to: URL(filePath: folder + "/m.yaml"))
    let error = #expect(throws: GazetteerError.self) { try build(path) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test func `units in a circle are told`() throws {
    let path = try manifest(
      "  - {name: own, format: table, file: u.csv, mapping: m.yaml, licence: CC0}\n")
    let folder = (path as NSString).deletingLastPathComponent
    try Data("id,n,k,up,y,x\na,One,governorate,b,0,0\nb,Two,district,a,0,0\n".utf8)
      .write(to: URL(filePath: folder + "/u.csv"))
    try Data(
      """
      id: id
      id_prefix: ""
      point: {lat: y, lon: x}
      names: [{column: n, language: en}]
      kind: {column: k, values: {governorate: governorate, district: district}}
      parent: up
      """.utf8
    ).write(to: URL(filePath: folder + "/m.yaml"))
    let error = #expect(throws: GazetteerError.self) { try build(path) }
    #expect(error?.description.contains("lies in itself") == true)
  }

  @Test func `ids of other scripts are written in ASCII`() throws {
    let path = try manifest(
      "  - {name: own, format: table, file: u.csv, mapping: m.yaml, licence: CC0}\n")
    let folder = (path as NSString).deletingLastPathComponent
    try Data("id,n,y,x\nقرية,One,0,0\nnever,Two,0,1\n".utf8)
      .write(to: URL(filePath: folder + "/u.csv"))
    try Data(
      """
      id: id
      id_prefix: ""
      point: {lat: y, lon: x}
      names: [{column: n, language: en}]
      kind: village
      """.utf8
    ).write(to: URL(filePath: folder + "/m.yaml"))
    let build = try build(path)
    #expect(build.places.map(\.id) == ["%D9%82%D8%B1%D9%8A%D8%A9"])
    #expect(build.problems == ["u.csv: no id: 1 left out, the first at line 3"])
  }

  @Test func `our own tables add places, regions and names`() throws {
    let path = try manifest(
      Self.ocha, "places_extra: extra.csv\nregions: regions.csv\naliases: aliases.csv")
    let folder = (path as NSString).deletingLastPathComponent
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
    }
    try write(
      "extra.csv",
      "id,name_en,name_ar,aliases_en,aliases_ar,kind,lat,lon,radius_m,adm1_pcode,parent_place_id\n"
        + "X1,Red Hill,التل الأحمر,Tal Ahmar,,hill,0.2,10.2,300,XA1,P1\n")
    try write(
      "regions.csv",
      "id,name_en,name_ar,aliases_en,aliases_ar,parts\nR1,The south,الجنوب,,,XA1-01|XA10\n")
    try write("aliases.csv", "place_id,name,language,source\nX1,Hill 300,en,typed for the test\n")
    let build = try CountryBuild(
      GazetteerManifest(path: path), featureCodes: SourceReadingTests.featureCodes)
    let gazetteer = Gazetteer(places: build.places)
    let hill = try #require(gazetteer.place(id: "X1"))
    #expect(hill.parent == "P1" && hill.adm2 == "XA1-01" && hill.radius == 300)
    #expect(hill.names.map(\.text) == ["التل الأحمر", "Red Hill", "Tal Ahmar", "Hill 300"])
    #expect(gazetteer.contained(in: "R1").map(\.id) == ["P1", "P2", "P3", "X1", "XA1-01", "XA10"])
    let file = try #require(build.files.first { $0.name == "boundaries.geojson" })
    let boundaries = try AdministrativeBoundaries(parsing: file.bytes)
    // Half of the one square degree and the whole of the other.
    #expect(boundaries["R1"].map { $0.polygons.reduce(0) { $0 + $1.area } } == 1.5)
    #expect(try boundaries["R1"]?.contains(#require(gazetteer.place(id: "R1")).point) == true)

    try write(
      "regions.csv",
      "id,name_en,name_ar,aliases_en,aliases_ar,parts\nR1,The moon,القمر,,,XA1|XA99\n")
    let error = #expect(throws: GazetteerError.self) { try self.build(path) }
    #expect(error?.description == "regions.csv:2: no unit has the code “XA99”")
  }

  @Test func `each country has the units of its first source`() throws {
    let path = try manifest(
      Self.ocha + """
          - {name: next, format: ocha_units, file: next.geojson, country: XB, licence: CC0}

        """)
    let folder = (path as NSString).deletingLastPathComponent
    try Data(
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":
      {"ADM0_PCODE":"XB","ADM0_EN":"Nextland","ADM1_PCODE":"XB7","ADM1_EN":"Dunes"},
      "geometry":{"type":"Polygon","coordinates":[[[12,0],[13,0],[13,1],[12,1],[12,0]]]}}]}
      """.utf8
    ).write(to: URL(filePath: folder + "/next.geojson"))
    let build = try build(path)
    let gazetteer = Gazetteer(places: build.places)
    #expect(gazetteer.contained(in: "XB").map(\.id) == ["XB7"])
    #expect(gazetteer.place(id: "XB")?.nameEnglish == "Nextland")
    #expect(gazetteer.place(id: "XA1")?.sources == ["ocha:XA1"])
    let file = try #require(build.files.first { $0.name == "boundaries.geojson" })
    let boundaries = try AdministrativeBoundaries(parsing: file.bytes)
    #expect(boundaries.areas(of: .country).map(\.code) == ["XA", "XB"])
  }
}
