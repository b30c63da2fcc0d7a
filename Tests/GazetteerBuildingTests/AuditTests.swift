import CivilCalendar
import Foundation
import GazetteerBuilding
import Gazetteers
import Geoparsing
import SimpleFeatures
import Testing

/// The audit of gazetteers made for it: a unit that is the square 36-37 E, 35-36 N.
struct AuditTests {
  private static let unit = """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"pcode":"SY010101","kind":"sub_district"},"geometry":\
    {"type":"Polygon","coordinates":[[[36,35],[37,35],[37,36],[36,36],[36,35]]]}}
    ]}
    """

  private func audit(
    _ places: [Place], overrides: PlaceOverrides = PlaceOverrides(), aliases: String? = nil,
    words: Set<String> = [], on date: CivilDate? = nil
  ) throws -> GazetteerAudit {
    GazetteerAudit(
      Gazetteer(places: places),
      boundaries: try AdministrativeBoundaries(parsing: Array(Self.unit.utf8)),
      overrides: overrides,
      aliases: try aliases.map {
        try AliasTable(csv: Array(("place_id,name,language,role,valid,source\n" + $0).utf8))
      }, commonWords: words, on: date)
  }

  private func place(
    _ id: String, _ arabic: String = "قرية ما", _ english: String = "Some Village",
    at latitude: Double = 35.5117, _ longitude: Double = 36.5117, kind: PlaceKind = .village,
    names: [PlaceName] = [], country: String = "SY"
  ) -> Place {
    Place(
      id: id, kind: kind, point: GeographicPoint(longitude: longitude, latitude: latitude),
      nameEnglish: english, nameArabic: arabic,
      names: [
        PlaceName(arabic, language: "ar", role: .official, source: "x"),
        PlaceName(english, language: "en", role: .official, source: "x"),
      ].filter { !$0.text.isEmpty } + names, country: country, sources: ["x:" + id])
  }

  private func found(
    _ audit: GazetteerAudit, _ defect: GazetteerAudit.Defect
  ) -> [GazetteerAudit.Finding] { audit.findings.filter { $0.defect == defect } }

  @Test func `a good place has no findings`() throws {
    #expect(try audit([place("C1")]).findings.isEmpty)
  }

  // A degree of latitude is 111.2 km.
  @Test(arguments: [(36.004, "low", 445), (36.02, "medium", 2224), (36.1, "high", 11120)])
  func `a point outside its unit, by its distance`(
    latitude: Double, severity: String, meters: Int
  ) throws {
    var one = place("C1", at: latitude, 36.5117)
    one.adm3 = "SY010101"
    let finding = try #require(found(try audit([one]), .pointOutsideUnit).first)
    #expect(finding.severity.name == severity)
    #expect(abs((finding.meters ?? 0) - meters) < 10)
    #expect(finding.other == "no unit" && finding.sourceRows == "x:C1")
  }

  @Test func `two settlements of one name, unless they are told apart`() throws {
    func pair(
      _ a: String, _ b: String, north: Double, _ country: String = "SY",
      _ kind: PlaceKind = .village
    ) throws -> [GazetteerAudit.Finding] {
      found(
        try audit([
          place("C1", a, "A"),
          place("C2", b, "B", at: 35.5117 + north, kind: kind, country: country),
        ]), .nearDuplicate)
    }
    #expect(try pair("كفر نبودة", "كفرنبودة", north: 0.01).map(\.severity.name) == ["high"])
    #expect(try pair("كفر نبودة", "كفرنبودة", north: 0.03).map(\.severity.name) == ["medium"])
    #expect(try pair("كفر نبودة", "كفرنبودة", north: 0.05).isEmpty)
    #expect(try pair("كفر نبودة", "كفرنبودة", north: 0.03, "TR").isEmpty)
    #expect(try pair("كفر نبودة", "كفرنبودة", north: 0.01, "SY", .camp).isEmpty)
    let halves = [
      place(
        "C1", "الجنة الشمالية", "A", names: [PlaceName("الجنة", language: "ar", role: .variant)]),
      place(
        "C2", "الجنة الجنوبية", "B", at: 35.52,
        names: [PlaceName("الجنة", language: "ar", role: .variant)]),
    ]
    #expect(try found(audit(halves), .nearDuplicate).isEmpty)
  }

  @Test func `points and references`() throws {
    var one = place("G1", at: 35.5, 36.25)
    one.points = [
      SourcePoint(source: "near", point: GeographicPoint(longitude: 36.25, latitude: 35.51)),
      SourcePoint(source: "far", point: GeographicPoint(longitude: 36.25, latitude: 35.6)),
    ]
    one.parent = "C9"
    let audit = try audit([one])
    #expect(found(audit, .wholeMinutes).count == 1)
    #expect(found(audit, .sourcesDisagree).map(\.other) == ["far"])
    #expect(found(audit, .sourcesDisagree).map(\.severity.name) == ["high"])
    #expect(found(audit, .danglingReference).map(\.other) == ["C9"])
  }

  @Test func `names`() throws {
    let audit = try audit([
      place("C1", "حماميات", names: [PlaceName("الحماميات", language: "ar", role: .variant)]),
      place("C2", "ضيعة", "", at: 35.8),
      place(
        "C3", "ثالثة", "Third", at: 35.2,
        names: [
          PlaceName("ثالثة", language: "ar", role: .variant, source: "ocha"),
          PlaceName("Third", language: "en", role: .variant, source: "ocha"),
          PlaceName("Thaletha", language: "en", role: .variant, source: "ocha"),
        ]),
    ])
    #expect(found(audit, .missingArticle).map(\.other) == ["الحماميات"])
    #expect(found(audit, .oneScriptOnly).map(\.placeID) == ["C2"])
    #expect(found(audit, .unpairedNames).map(\.other) == ["1 Arabic, 2 English"])
  }

  @Test func `names that are ordinary words, unless a person decided`() throws {
    let places = [place("C1", "الشجرة", "Shajara"), place("C2", "زنزبيل", "Zanzabil", at: 35.8)]
    let words = CueLexicon.standard.commonWords
    #expect(words.contains("شجره"))
    #expect(found(try audit(places, words: words), .commonWord).map(\.placeID) == ["C1"])
    let decided = PlaceOverrides(rules: [.init(name: "الشجرة", decision: .never)])
    #expect(found(try audit(places, overrides: decided, words: words), .commonWord).isEmpty)
  }

  @Test func `periods that have ended`() throws {
    var camp = place("C1", kind: .camp)
    camp.validity = ValidityPeriod("2013-01-01/2018-05-21")
    camp.names.append(
      PlaceName(
        "المخيم الكبير", language: "ar", role: .local,
        validity: ValidityPeriod("2014-01-01/..")))
    #expect(try found(audit([camp]), .endedValidity).map(\.severity.name) == ["medium"])
    let during = CivilDate(iso: "2018-05-21")
    #expect(try found(audit([camp], on: during), .endedValidity).isEmpty)
    let after = CivilDate(iso: "2018-05-22")
    #expect(try found(audit([camp], on: after), .endedValidity).count == 1)
  }

  @Test func `rows of our own tables that fit nothing`() throws {
    let stale = PlaceOverrides(stale: [
      .init(file: "overrides.csv", line: 7, name: "a", reason: "no place has the id “C9”")
    ])
    var one = place("C1")
    one.names.append(PlaceName("Ours", language: "en", role: .variant, source: "conflictmap"))
    let audit = try audit(
      [one], overrides: stale,
      aliases: "C1,Ours,en,,,me\nx:C1,Some Village,en,,,me\nC9,Gone,en,,,me\n")
    #expect(found(audit, .staleOverride).map(\.sourceRows) == ["overrides.csv:7"])
    #expect(found(audit, .unusedAlias).map(\.sourceRows) == ["aliases.csv:3"])
    #expect(found(audit, .staleAlias).map(\.sourceRows) == ["aliases.csv:4"])
  }

  @Test func `the table and the summary tell all of it, the severest first`() throws {
    var far = place("C1", "قرية, بعيدة", "Far | away", at: 36.1)
    far.adm3 = "SY010101"
    let places = [place("C2", "ضيعة", "", at: 35.2), far]
    let audit = try audit(places)
    let again = try self.audit(places.reversed())
    #expect(audit.csv == again.csv && audit.markdown == again.markdown)
    let lines = audit.csv.split(separator: "\n")
    #expect(lines.count == 1 + audit.findings.count)
    #expect(
      lines[1].hasPrefix(
        "high,dangling_reference,C1,\"قرية, بعيدة\""))
    #expect(audit.markdown.contains("| point_outside_unit | 1 | 0 | 0 | 1 |"))
    #expect(audit.markdown.contains("Far \\| away"))
    #expect(audit.markdown.contains("## By governorate"))
  }

  @Test func `the committed gazetteer`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "gazetteer").path
    let gazetteer = try Gazetteer(folder: folder)
    func bytes(_ file: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(filePath: folder).appending(path: file)))
    }
    let audit = GazetteerAudit(
      gazetteer, boundaries: try AdministrativeBoundaries(folder: folder),
      overrides: try PlaceOverrides(csv: bytes("overrides.csv"), for: gazetteer),
      aliases: try AliasTable(csv: bytes(AliasTable.file)),
      commonWords: CueLexicon.standard.commonWords)
    let counts = Dictionary(uniqueKeysWithValues: audit.summary.map { ($0.defect, $0.count) })
    // Our own tables fit; what the sources have wrong is as SOURCES.md tells it.
    for defect in [
      GazetteerAudit.Defect.danglingReference, .staleOverride, .staleAlias, .unusedAlias,
    ] {
      #expect(counts[defect] == 0, "\(defect)")
    }
    #expect(counts[.pointOutsideUnit] == 142)
    #expect(counts[.nearDuplicate] == 147)
    #expect(counts[.unpairedNames] == 180)
    #expect(audit.findings.filter { $0.defect == .pointOutsideUnit }.first?.placeID == "C6324")
  }
}
