internal import Gazetteers

/// What GeoNames' table of alternate names, `alternateNamesV2.txt`, has of one place.
///
/// Ten columns between tabs: the name's number, the place's, the language or a pseudo-code, the name,
/// and the marks preferred, short, colloquial and historic, then from and to, which older files lack.
struct AlternateNames {
  var names: [PlaceName] = []
  /// Ids of Wikidata and of ICAO that stand among the names.
  var identifiers: [String] = []

  private enum Column {
    static let place = 1
    static let language = 2
    static let name = 3
    static let isPreferred = 4
    static let isColloquial = 6
    static let isHistoric = 7
    static let from = 8
    static let to = 9
  }

  /// Reads the names of the places with the numbers `wanted`; the file is that of the whole world.
  ///
  /// - Parameter languages: The languages to keep; all where `nil`.
  static func read(
    _ path: String, of wanted: Set<Int>, languages: Set<String>?, source: String,
    omissions: inout Omissions
  ) throws -> [Int: AlternateNames] {
    let file = SourceFile.shortName(path)
    var result: [Int: AlternateNames] = [:]
    try LineFile(path: path).forEach { line in
      let position = "line \(line.number)"
      guard (4...10).contains(line.cells.count) else {
        omissions.addProblem("names that have not 4 to 10 columns", in: file, at: position)
        return
      }
      guard let number = line.number(Column.place) else {
        omissions.addProblem("names without a GeoNames number", in: file, at: position)
        return
      }
      guard wanted.contains(number) else { return }
      var cells: [String] = []
      for index in 0..<line.cells.count {
        guard let text = line.text(index) else {
          omissions.addProblem("names that are not UTF-8", in: file, at: position)
          return
        }
        cells.append(text)
      }
      func cell(_ index: Int) -> String { index < cells.count ? cells[index] : "" }
      if let id = identifier(cell(Column.language), cell(Column.name)) {
        result[number, default: AlternateNames()].identifiers.append(id)
        return
      }
      guard let language = language(cell(Column.language), cell(Column.name)) else {
        omissions.addUnwanted("codes and links among the names", in: file, at: position)
        return
      }
      if let languages, !languages.contains(language.primarySubtag), language != "und-Latn" {
        omissions.addUnwanted("names in other languages", in: file, at: position)
        return
      }
      let isHistoric = cell(Column.isHistoric) == "1" || cell(Column.language) == "fr_1793"
      let (validity, isRead) = ValidityPeriod.between(cell(Column.from), cell(Column.to))
      if !isRead {
        omissions.addUnwanted("periods that are no dates", in: file, at: position)
      }
      let role: PlaceName.Role =
        cell(Column.isColloquial) == "1"
        ? .local : cell(Column.isPreferred) == "1" && !isHistoric ? .official : .variant
      result[number, default: AlternateNames()].names.append(
        PlaceName(
          cell(Column.name), language: language, role: role, source: source, validity: validity))
    }
    for number in result.keys { result[number]?.settle() }
    return result
  }

  /// One official name a language: the first; and the official ones first.
  private mutating func settle() {
    var hasOfficial: Set<String> = []
    for index in names.indices where names[index].role == .official {
      if !hasOfficial.insert(names[index].language).inserted { names[index].role = .variant }
    }
    names = names.officialFirst
  }

  /// The id that stands under the pseudo-codes `wkdt` and `icao`.
  private static func identifier(_ code: String, _ name: String) -> String? {
    switch code {
    case "wkdt": KnownIdentifier.id(name, in: "wikidata")
    case "icao": KnownIdentifier.id(name.uppercased(), in: "icao")
    default: nil
    }
  }

  /// The tag of the name's language, `nil` for codes, addresses and abbreviations, which nobody
  /// writes for the place.
  private static func language(_ code: String, _ name: String) -> String? {
    switch code {
    case "": return languageTag(ofScriptOf: name)
    case "link", "post", "iata", "icao", "faac", "unlc", "tcid", "wkdt", "phon", "abbr": return nil
    case "piny": return "zh-Latn"
    case "fr_1793": return "fr"
    default:
      let parts = code.split(separator: "-", omittingEmptySubsequences: false)
      let isTag =
        (2...3).contains(parts[0].utf8.count)
        && parts[0].utf8.allSatisfy { (0x61...0x7A).contains($0) }
        && parts.dropFirst().allSatisfy { part in
          (2...8).contains(part.utf8.count)
            && part.utf8.allSatisfy {
              (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            }
        }
      return isTag ? code : languageTag(ofScriptOf: name)
    }
  }
}

extension String {
  /// The language of a BCP 47 tag without script and region.
  var primarySubtag: String { String(prefix { $0 != "-" }) }
}
