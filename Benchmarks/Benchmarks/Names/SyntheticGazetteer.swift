import Foundation
import Gazetteers
import SimpleFeatures

/// Places with made-up names in both scripts, the same ones each time.
struct SyntheticGazetteer {
  let places: [Place]

  init(count: Int) {
    var random = Steele(state: 7)
    var places: [Place] = []
    places.reserveCapacity(count)
    for number in 0..<count {
      let syllables = (0..<(2 + Int(random.next() % 3))).map { _ in
        Self.syllables[Int(random.next() % UInt64(Self.syllables.count))]
      }
      let head = Self.heads[Int(random.next() % UInt64(Self.heads.count))]
      let latin = head.0 + syllables.map(\.0).joined().capitalized
      let arabic = head.1 + syllables.map(\.1).joined()
      let adm1 = "SY" + String(10 + number % 14)
      places.append(
        Place(
          id: "Z" + String(1_000_000_000 + number), kind: .village,
          point: GeographicPoint(
            longitude: 35.5 + Double(random.next() % 650_000) / 100_000,
            latitude: 32.3 + Double(random.next() % 500_000) / 100_000),
          nameEnglish: latin, nameArabic: arabic,
          names: [
            PlaceName(arabic, language: "ar", role: .official, source: "made"),
            PlaceName(latin, language: "en", role: .official, source: "made"),
          ], adm1: adm1, adm2: adm1 + "00", adm3: adm1 + "0000", sources: ["made:\(number)"]))
    }
    self.places = places
  }

  /// A folder with the places as a gazetteer and its compiled index, made once a process.
  func folder() throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "conflictmap-names-\(places.count)-\(ProcessInfo.processInfo.processIdentifier)")
    if FileManager.default.fileExists(atPath: url.path) { return url.path }
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let table = PlaceTable.bytes(of: places)
    try Data(table).write(to: url.appending(path: "places.tsv"))
    try Data("made\n".utf8).write(to: url.appending(path: "attribution.txt"))
    try Data(Gazetteer.compiledIndex(ofTable: table))
      .write(to: url.appending(path: Gazetteer.indexFile))
    return url.path
  }

  private static let syllables: [(String, String)] = {
    let consonants = [
      ("b", "ب"), ("t", "ت"), ("j", "ج"), ("h", "ح"), ("kh", "خ"), ("d", "د"), ("r", "ر"),
      ("z", "ز"), ("s", "س"), ("sh", "ش"), ("f", "ف"), ("q", "ق"), ("k", "ك"), ("l", "ل"),
      ("m", "م"), ("n", "ن"), ("gh", "غ"), ("w", "و"), ("y", "ي"),
    ]
    let vowels = [("a", ""), ("u", "و"), ("i", "ي"), ("aa", "ا")]
    return consonants.flatMap { consonant in
      vowels.map { (consonant.0 + $0.0, consonant.1 + $0.1) }
    }
  }()

  private static let heads = [
    ("", ""), ("", ""), ("Tal ", "تل "), ("Kafr ", "كفر "), ("al-", "ال"),
  ]
}

/// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).
struct Steele {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
