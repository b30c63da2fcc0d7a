import Gazetteers
import SimpleFeatures
import Testing

struct PlaceTableTests {
  private let village = Place(
    id: "C1", kind: .village, point: GeographicPoint(longitude: 36.5, latitude: -35.00001),
    nameEnglish: "Tal Milh", nameArabic: "تل ملح",
    names: [
      PlaceName("تل ملح", language: "ar", role: .official, source: "ocha"),
      PlaceName(
        "تل الملح", language: "ar", role: .hostile, source: "conflictmap",
        validity: ValidityPeriod("2013-08-01/2017-10-17")),
      PlaceName("Tell: Meleh", language: "und-Latn", role: .variant),
      PlaceName("Tel Melh", language: "und-Latn", role: .variant),
    ], adm1: "SY05", parent: "C2", population: 1200, radius: 250, sources: ["ocha:C1", "wof:9"],
    points: [SourcePoint(source: "wof", point: GeographicPoint(longitude: 36.6, latitude: 35))],
    parts: ["SY05", "SY06"], seatOf: "SY0501",
    validity: ValidityPeriod("2011-01-01/.."))

  @Test func `what is written is read again`() throws {
    let country = Place(
      id: "A", kind: .country, point: GeographicPoint(longitude: 0, latitude: 0), nameEnglish: "",
      nameArabic: "")
    let bytes = PlaceTable.bytes(of: [village, country])
    #expect(try PlaceTable.places(parsing: bytes) == [country, village])
    #expect(PlaceTable.bytes(of: [country, village]) == bytes)
  }

  @Test func `odd values are written as what can be read`() throws {
    var odd = village
    odd.id = "C\t1"
    odd.point = GeographicPoint(longitude: .nan, latitude: .infinity)
    odd.radius = .nan
    odd.nameArabic = "a\tb|c\nd"
    odd.names = ["", "|", ":x", "::", "\u{0}y"].map {
      PlaceName($0, language: "ar", role: .hostile)
    }
    let read = try PlaceTable.places(parsing: PlaceTable.bytes(of: [odd]))
    #expect(read.first?.id == "C 1")
    #expect(read.first?.point == GeographicPoint(longitude: 0, latitude: 0))
    #expect(read.first?.radius == nil)
    #expect(read.first?.nameArabic == "a b c d")
    #expect(read.first?.names.map(\.text) == [":x", "::", " y"])
  }

  @Test(arguments: [
    ("", 1, "empty"),
    ("place_id\tkind\n", 1, "cells"),
    ("HEADER\nC1\tvillage\n", 2, "cells"),
    ("HEADER\nC1\tpalace\t\t\t\t1\t2\t\t\t\t\t\t\t\t\t\t\t\t\n", 2, "kind"),
    ("HEADER\nC1\tvillage\t\t\t\t91\t2\t\t\t\t\t\t\t\t\t\t\t\t\n", 2, "globe"),
    ("HEADER\nC1\tvillage\t\t\t\t1e1\t2\t\t\t\t\t\t\t\t\t\t\t\t\n", 2, "number"),
    ("HEADER\nC1\tvillage\t\t\t\t\t2\t\t\t\t\t\t\t\t\t\t\t\t\n", 2, "coordinates"),
    (
      "HEADER\nC1\tvillage\t\t\tar:چ\t1\t2\t\t\t\t\t\t\t\t\t\t\t\t\n", 2,
      "language:role:source:text"
    ),
    ("HEADER\nC1\tvillage\t\t\t:x\t1\t2\t\t\t\t\t\t\t\t\t\t\t\t\n", 2, "language:role:source:text"),
    (
      "HEADER\nC2\tvillage\t\t\t\t1\t2\t\t\t\t\t\t\t\t\t\t\t\t\n"
        + "C1\tvillage\t\t\t\t1\t2\t\t\t\t\t\t\t\t\t\t\t\t\n", 3, "sorted"
    ),
  ])
  func `a malformed table is refused with its line`(_ text: String, line: Int, part: String) {
    let header = PlaceTable.columns.joined(separator: "\t")
    let bytes = Array(text.replacing("HEADER", with: header).utf8)
    let error = #expect(throws: PlaceTable.SyntaxError.self) {
      try PlaceTable.places(parsing: bytes)
    }
    #expect(error?.line == line)
    #expect(error?.message.contains(part) == true)
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    var bytes = PlaceTable.bytes(of: [village])
    if let index = bytes.firstIndex(of: 0xD8) { bytes[index] = 0xFF }
    #expect(throws: PlaceTable.SyntaxError.self) { try PlaceTable.places(parsing: bytes) }
  }
}
