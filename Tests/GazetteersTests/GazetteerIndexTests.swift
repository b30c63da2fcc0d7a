import Foundation
import Gazetteers
import SimpleFeatures
import TestSupport
import Testing

/// A gazetteer's folder of its own, deleted in the end.
private final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: path).appending(path: name))
  }

  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path).appending(path: name)))
  }

  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

struct GazetteerIndexTests {
  private static let places = [
    Place(
      id: "C1", kind: .village, point: GeographicPoint(longitude: 36.5, latitude: -35.00001),
      nameEnglish: "Tal Milh", nameArabic: "تل ملح",
      names: [
        PlaceName("تل ملح", language: "ar", role: .official, source: "ocha"),
        PlaceName(
          "تل الملح", language: "ar", role: .hostile, source: "conflictmap",
          validity: ValidityPeriod("2013-08-01/2017-10-17")),
        PlaceName("Tell: Meleh", language: "und-Latn", role: .variant),
      ], adm1: "SY05", adm2: "SY0501", adm3: "SY050101", parent: "C2", population: 1200,
      radius: 250, sources: ["ocha:C1", "wof:9"],
      points: [SourcePoint(source: "wof", point: GeographicPoint(longitude: 36.6, latitude: 35))],
      seatOf: "SY0501", validity: ValidityPeriod("2011-01-01/..")),
    Place(
      id: "SY05", kind: .governorate, point: GeographicPoint(longitude: 0, latitude: 0),
      nameEnglish: "", nameArabic: "", adm1: "SY05"),
    Place(
      id: "X1", kind: .airport, point: GeographicPoint(longitude: 0.1, latitude: 0.2),
      nameEnglish: "Field", nameArabic: "", sources: ["ourairports:OS99"]),
    Place(
      id: "Å2", kind: .region, point: GeographicPoint(longitude: -180, latitude: 90),
      nameEnglish: "Åland", nameArabic: "", country: "FI", parts: ["SY05", "SY06"]),
  ]

  @Test func `places come out of the index as they went in`() {
    let gazetteer = Gazetteer(places: Self.places.reversed())
    #expect(Array(gazetteer.places) == Self.places)
    for place in Self.places { #expect(gazetteer.place(id: place.id) == place) }
    #expect(gazetteer.place(id: "AOS99")?.id == "X1")
    for id in ["", "C", "C10", "ZZ", "AOS", "\u{0}"] { #expect(gazetteer.place(id: id) == nil) }
    #expect(gazetteer.places.kind(at: 0) == .village)
    #expect(gazetteer.places.rank(at: 0) == Self.places[0].rank)
    #expect(gazetteer.places.country(at: 3) == "FI")
    #expect(gazetteer.nameCount == 3)
    #expect(gazetteer.contained(in: "SY05").map(\.id) == ["C1"])
    #expect(gazetteer.contained(in: "Å2").map(\.id) == ["C1", "SY05"])
    #expect(gazetteer.parts(of: "C2").map(\.id) == ["C1"])
  }

  @Test func `an empty gazetteer finds nothing`() {
    let gazetteer = Gazetteer(places: [])
    #expect(gazetteer.places.isEmpty)
    #expect(gazetteer.place(id: "C1") == nil)
    #expect(PlaceSearch(gazetteer).lookup("تل ملح", hint: "حماة").isEmpty)
  }

  @Test func `the same table gives the same bytes`() throws {
    let table = PlaceTable.bytes(of: Self.places)
    let index = try Gazetteer.compiledIndex(ofTable: table)
    #expect(try Gazetteer.compiledIndex(ofTable: table) == index)
    #expect(throws: GazetteerError.self) { try Gazetteer.compiledIndex(ofTable: [0x41]) }
  }

  private func folder(index: [UInt8]? = nil) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(PlaceTable.bytes(of: Self.places), to: "places.tsv")
    try folder.write(Array("Made by us\n".utf8), to: "attribution.txt")
    if let index { try folder.write(index, to: Gazetteer.indexFile) }
    return folder
  }

  @Test func `a compiled index is used, and what is made is kept`() throws {
    let table = PlaceTable.bytes(of: Self.places)
    let index = try Gazetteer.compiledIndex(ofTable: table)
    let cache = try TemporaryFolder()
    // With an index beside the table nothing needs to be kept.
    let compiled = try folder(index: index)
    #expect(Array(try Gazetteer(folder: compiled.path, cache: cache.path).places) == Self.places)
    #expect(cache.files.isEmpty)
    let plain = try folder()
    #expect(Array(try Gazetteer(folder: plain.path, cache: cache.path).places) == Self.places)
    #expect(cache.files.count == 1)
    #expect(try cache.read(cache.files[0]) == index)
    #expect(try Gazetteer(folder: plain.path, cache: cache.path).notices.isEmpty)
    #expect(plain.files == ["attribution.txt", "places.tsv"])
    // A cache that cannot be made is done without.
    #expect(try !Gazetteer(folder: plain.path, cache: "/proc/none").places.isEmpty)
  }

  @Test func `an index of another table is not used`() throws {
    var other = Self.places
    other[0].nameEnglish = "Tal Malh"
    let stale = try Gazetteer.compiledIndex(ofTable: PlaceTable.bytes(of: other))
    let folder = try folder(index: stale)
    let gazetteer = try Gazetteer(folder: folder.path)
    #expect(gazetteer.place(id: "C1")?.nameEnglish == "Tal Milh")
    #expect(gazetteer.notices.isEmpty)
  }

  @Test(arguments: 0..<60)
  func `a damaged index is told and made again`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var index = try Gazetteer.compiledIndex(ofTable: PlaceTable.bytes(of: Self.places))
    // A changed bit after the mark of the file, or a file that was cut.
    if seed % 3 == 0 {
      index.removeLast(Int.random(in: 1..<index.count - 16, using: &random))
    } else {
      index[Int.random(in: 8..<index.count, using: &random)] ^= 1 << UInt8(seed % 8)
    }
    let folder = try folder(index: index)
    let gazetteer = try Gazetteer(folder: folder.path)
    #expect(Array(gazetteer.places) == Self.places)
    // What is too short to be an index is another file, and of no interest.
    #expect(gazetteer.notices.count == 1 || index.count < 600)
  }

  @Test(arguments: [[], [0], Array("CMGAZ".utf8), [UInt8](repeating: 0x41, count: 100_000)])
  func `another file by this name is ignored`(_ bytes: [UInt8]) throws {
    let folder = try folder(index: bytes)
    #expect(Array(try Gazetteer(folder: folder.path).places) == Self.places)
  }

  @Test func `the cache does not grow for ever`() throws {
    let cache = try TemporaryFolder()
    try cache.write([1], to: "not ours.txt")
    for number in 0..<7 {
      var places = Self.places
      places[0].population = number + 1
      let folder = try folder()
      try folder.write(PlaceTable.bytes(of: places), to: "places.tsv")
      _ = try Gazetteer(folder: folder.path, cache: cache.path)
    }
    #expect(cache.files.count { $0.hasSuffix(".index") } == 4)
    #expect(cache.files.contains("not ours.txt"))
  }

  /// The tree finds what a comparison with every skeleton finds.
  @Test(arguments: 0..<8)
  func `near names are those within one or two sounds`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let letters = Array("bdfklmnrst")
    func word(_ length: Int) -> String {
      String((0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
    }
    let words = Set((0..<400).map { _ in word(Int.random(in: 2...16, using: &random)) }).sorted()
    let places = words.enumerated().map { number, word in
      Place(
        id: "C\(1000 + number)", kind: .village,
        point: GeographicPoint(longitude: 36, latitude: 35), nameEnglish: word, nameArabic: "",
        names: [PlaceName(word, language: "en", role: .official)])
    }
    let search = PlaceSearch(Gazetteer(places: places))
    for _ in 0..<15 {
      var query = Array(words[Int.random(in: 0..<words.count, using: &random)])
      let edits = Int.random(in: 1...2, using: &random)
      for _ in 0..<edits {
        let at = Int.random(in: 0..<query.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: query[at] = letters[Int.random(in: 0..<letters.count, using: &random)]
        case 1: query.insert(letters[Int.random(in: 0..<letters.count, using: &random)], at: at)
        default: if query.count > 2 { query.remove(at: at) }
        }
      }
      // Doubled consonants are one sound.
      let name = String(query.reduce(into: [Character]()) { if $0.last != $1 { $0.append($1) } })
      let found = search.matches(name, PlaceSearch.Options(limit: 1000))
      for (place, word) in zip(places, words) {
        let own = word.reduce(into: [Character]()) { if $0.last != $1 { $0.append($1) } }
        let distance = Self.levenshtein(Array(name), own)
        let allowed = min(name.count, own.count) >= 7 ? 2 : 1
        let match = found.first { search.gazetteer.places[$0.position].id == place.id }
        if distance == 0 { #expect(match?.level == .exact || match?.level == .romanisation) }
        if distance > allowed { #expect(match == nil, "\(name) \(word)") }
        // Costs count sounds of one family half: a near skeleton may still be too unlike.
        if distance > 0, distance <= allowed,
          Double(distance) <= 0.15 * Double(max(own.count, name.count))
        {
          #expect(match?.level == .spelling, "\(name) \(word)")
        }
      }
    }
  }

  private static func levenshtein(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let substitution = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
