internal import CSVText
internal import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// Countries, capitals, towns and regions abroad that news names often, so that no village of the
/// same name is taken for them: `foreign-places.csv`.
public struct ForeignPlaces: Sendable {
  private enum Kind: String { case country, capital, city, region }

  private struct Row: Sendable {
    var country: String
    var kind: Kind
    var english: [String]
    var arabic: [String]
    var point: GeographicPoint
    var population: Int
  }

  private var rows: [Row] = []

  /// None at all.
  public init() {}

  /// Reads `foreign-places.csv`; the head of that file says what its columns hold.
  ///
  /// - Throws: ``PlaceTableError`` with the line, for a missing column, an unknown kind, a country
  ///   that is no two capital letters, a missing name, or a position or population that is none.
  public init(csv text: String, file: String = "foreign-places.csv") throws(PlaceTableError) {
    let table = try PlaceTableError.table(
      text, file: file, separator: UInt8(ascii: ","),
      columns: [
        "country", "kind", "names_en", "names_ar", "longitude", "latitude", "population",
      ])
    for row in table.rows {
      func fail(_ message: String) -> PlaceTableError {
        PlaceTableError(file: file, line: row.line, message: message)
      }
      let code = row["country"]
      guard code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
        throw fail("the country \"\(code)\" is no code of two capital letters")
      }
      guard let kind = Kind(rawValue: row["kind"]) else {
        throw fail("the kind \"\(row["kind"])\" is not country, capital, city or region")
      }
      guard let longitude = row.number("longitude"), let latitude = row.number("latitude"),
        abs(longitude) <= 180, abs(latitude) <= 90
      else { throw fail("the position is not in degrees") }
      let population = row["population"].isEmpty ? 0 : row.number("population") ?? -1
      guard (0...1e9).contains(population) else {
        throw fail("the population \"\(row["population"])\" is no number of people")
      }
      let (english, arabic) = (row.list("names_en"), row.list("names_ar"))
      guard !english.isEmpty, !arabic.isEmpty else {
        throw fail("a name in English or in Arabic is missing")
      }
      rows.append(
        Row(
          country: code, kind: kind, english: english, arabic: arabic,
          point: GeographicPoint(longitude: longitude, latitude: latitude),
          population: Int(population)))
    }
  }

  /// Inhabitants from which on a town at home is known as well as one abroad.
  private static let knownInhabitants = 5000

  /// The name folded, without its article.
  private static func key(_ name: String) -> String {
    let folded = Folding.fold(name)
    return folded.hasPrefix("ال") ? String(folded.dropFirst(2)) : folded
  }

  /// The capital of the country `home` where `places` have it.
  func capitals(among places: [Place], of home: String) -> Set<Int> {
    let names = Set(
      rows.filter { $0.country == home && $0.kind == .capital }.flatMap(\.english))
    return Set(
      places.indices.filter {
        places[$0].country == home && names.contains(places[$0].nameEnglish)
          && (places[$0].kind.isSettlement || places[$0].kind == .governorate)
      })
  }

  /// The places, without those that the gazetteer has itself and those whose name a town at home has.
  ///
  /// A capital has its country as the unit that is governed from it.
  ///
  /// - Parameter gazetteer: All places of the gazetteer.
  func places(besides gazetteer: [Place]) -> [Place] {
    let home = gazetteer.homeCountries
    let countries = Set(gazetteer.lazy.filter { $0.kind == .country }.map(\.id))
    let codes = Set(rows.map(\.country))
    var own: Set<String> = []
    var towns: Set<String> = []
    for place in gazetteer where place.kind.isSettlement {
      if home.contains(place.country) {
        if place.kind == .city || place.kind == .town || place.population >= Self.knownInhabitants {
          towns.insert(Self.key(place.nameArabic))
        }
      } else if codes.contains(place.country) {
        own.insert(place.country + Self.key(place.nameArabic))
      }
    }
    return rows.compactMap { row in
      switch row.kind {
      case .country: if countries.contains(row.country) { return nil }
      case .capital: if home.contains(row.country) { return nil }
      case .city, .region:
        if home.contains(row.country) { return nil }
        let names = row.arabic.map(Self.key)
        if names.contains(where: { towns.contains($0) || own.contains(row.country + $0) }) {
          return nil
        }
      }
      return Place(
        id: row.kind == .country ? row.country : "\(row.country)-\(row.english[0])",
        kind: row.kind == .country ? .country : row.kind == .region ? .region : .city,
        point: row.point, nameEnglish: row.english[0], nameArabic: row.arabic[0],
        names: row.english.map { PlaceName($0, language: "en", role: .official) }
          + row.arabic.map { PlaceName($0, language: "ar", role: .official) },
        country: row.country,
        population: row.kind == .country ? 3_000_000 : row.population, sources: ["conflictmap"],
        seatOf: row.kind == .capital ? row.country : nil)
    }
  }
}
