public import Gazetteers
internal import TextAnalysis

/// How much is in a gazetteer, and how ambiguous its names are.
public struct GazetteerStatistics: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let topic: String
    public let item: String
    public let count: Int
  }

  /// Sorted by topic and item.
  public let rows: [Row]

  public init(_ gazetteer: Gazetteer) {
    var counts: [Key: Int] = [:]
    func add(_ topic: String, _ item: String, _ count: Int = 1) {
      counts[Key(topic: topic, item: item), default: 0] += count
    }
    for place in gazetteer.places {
      add("places", "all")
      add("places by kind", place.kind.rawValue)
      add("places by country", place.country)
      if !place.adm1.isEmpty { add("places by governorate", place.adm1) }
      for source in Set(place.sources.map { $0.prefix { $0 != ":" } }) {
        add("places by source", String(source))
      }
      if place.population > 0 { add("places", "with a population") }
      if place.sources.count > 1 { add("places", "with ids of several sources") }
      add("names", "all", place.names.count)
      for name in place.names { add("names by language", name.language) }
      if place.nameArabic.isEmpty { add("places", "without an Arabic name") }
      if place.nameEnglish.isEmpty { add("places", "without a Latin name") }
    }
    let home = gazetteer.places.homeCountries
    func isHomeSettlement(_ place: Place) -> Bool {
      place.kind.isSettlement && home.contains(place.country)
    }
    var bearersByLooseKey: [String: Set<String>] = [:]
    for (key, bearers) in gazetteer.foldedNames where Self.isArabic(key) {
      add("Arabic names, folded", "different")
      let ids = Set(
        bearers.map { gazetteer.places[$0.place] }.filter(isHomeSettlement).map(\.id))
      if ids.count > 1 { add("Arabic names, folded", "of several settlements of the country") }
      bearersByLooseKey[NameKey.loose(folded: key), default: []].formUnion(ids)
    }
    add("Arabic names, article and blanks ignored", "different", bearersByLooseKey.count)
    add(
      "Arabic names, article and blanks ignored", "of several settlements of the country",
      bearersByLooseKey.values.count { $0.count > 1 })
    rows = counts.map { Row(topic: $0.key.topic, item: $0.key.item, count: $0.value) }
      .sorted { ($0.topic, $0.item) < ($1.topic, $1.item) }
  }

  /// The rows as a CSV table.
  public var csv: String {
    CSVText.table(["topic", "item", "count"], rows.map { [$0.topic, $0.item, String($0.count)] })
  }

  private struct Key: Hashable {
    var topic: String
    var item: String
  }

  static func isArabic(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x600..<0x700).contains($0.value) }
  }
}

/// Writes tables of comma-separated values as RFC 4180 has it, with LF.
enum CSVText {
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header] + rows).map { $0.map(cell).joined(separator: ",") + "\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
