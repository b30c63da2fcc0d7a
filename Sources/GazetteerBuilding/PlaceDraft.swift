internal import Foundation
internal import Gazetteers
internal import SimpleFeatures
internal import TextAnalysis

/// A place on its way into the gazetteer.
struct PlaceDraft {
  var place: Place
  /// The GeoNames feature code and the Who's On First placetype, where the place has them.
  var featureCode = ""
  var placetype = ""
  /// The short name of the source that the draft is from.
  var source = ""
  /// Where the draft stands, for messages, such as `towns.csv, line 12`.
  var origin = ""
  /// The area of an administrative unit, where its source has it.
  var polygons: [Polygon<GeographicPoint>] = []
  /// The loose keys of its Arabic names: what tells that two rows are one place.
  var arabicKeys: Set<String> {
    Set(
      place.names.filter { $0.language == "ar" }
        .map { NameKey.loose(folded: Folding.fold($0.text)) }
        .filter { !$0.isEmpty })
  }
}

/// The names of one place as they are gathered: each text once, junk left out and counted.
struct NameList {
  private(set) var names: [PlaceName] = []
  /// Names that were left out because nobody could mean a place by them.
  private(set) var droppedCount = 0
  private var foldedNames: Set<String> = []
  /// The short name of the source that the names added are from.
  private let source: String

  init(_ names: [PlaceName] = [], source: String) {
    self.names = names
    self.source = source
    for name in names {
      foldedNames.insert(Folding.fold(name.text))
    }
  }

  /// Adds `text`; a name that is there already keeps its first role, and a Latin spelling of unknown
  /// language that differs from another name by diacritics and capitals only adds nothing.
  mutating func add(
    _ text: String, language: String, role: PlaceName.Role, validity: ValidityPeriod? = nil
  ) {
    add(
      PlaceName(text, language: language, role: role, source: source, validity: validity))
  }

  private mutating func add(_ name: PlaceName) {
    let text = Self.cleaned(name.text)
    guard !text.isEmpty else { return }
    // Other tables' codes are route numbers and the like by mistake; ours are meant: M5, T2.
    guard Self.isName(text) || (name.source == "conflictmap" && Self.isCode(text)) else {
      droppedCount += 1
      return
    }
    guard !names.contains(where: { $0.text == text }) else { return }
    var name = name
    name.text = text
    name.language = Self.language(of: text, stated: name.language)
    let isNew = foldedNames.insert(Folding.fold(text)).inserted
    guard isNew || name.language != "und-Latn" else { return }
    names.append(name)
  }

  /// Adds names that keep their own source.
  mutating func add(contentsOf other: [PlaceName], as role: PlaceName.Role? = nil) {
    for var name in other {
      if let role { name.role = role }
      add(name)
    }
  }

  /// Without what the table's own syntax needs and without control characters; one blank for each
  /// run of white space.
  static func cleaned(_ text: String) -> String {
    let kept = text.unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format: " "
      default: scalar == "|" ? " " : Character(scalar)
      }
    }
    return String(kept).split(separator: " ").joined(separator: " ")
  }

  /// Whether `text` has at least two letters.
  static func isName(_ text: String) -> Bool {
    Folding.fold(text).unicodeScalars.count { !("0"..."9").contains($0) && $0 != " " } >= 2
  }

  /// Whether `text` is a letter and a number, such as M5.
  static func isCode(_ text: String) -> Bool {
    let folded = Folding.fold(text).utf8
    guard folded.count >= 2, let first = folded.first else { return false }
    return (0x61...0x7A).contains(first)
      && folded.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Arabic script under a Latin tag is Arabic unless the tag is of a language written in both or in
  /// Arabic script.
  static func language(of text: String, stated: String) -> String {
    let isArabicScript = text.unicodeScalars.contains { (0x600..<0x700).contains($0.value) }
    if isArabicScript {
      let primary = String(stated.prefix { $0 != "-" })
      if languagesInArabicScript.contains(primary) { return stated }
      return stated.hasPrefix("ku") ? "ku-Arab" : "ar"
    }
    return stated == "ar" ? "und-Latn" : stated
  }

  /// ISO 639 codes of the languages beside Arabic that are mostly written in its script.
  private static let languagesInArabicScript: Set<String> = [
    "fa", "prs", "ps", "ur", "ckb", "sd", "ug", "bal", "lrc", "mzn", "glk", "azb", "ks", "pnb",
  ]
}

extension Place {
  /// Adds `names` with the role given, and the sources and the point of `other`.
  mutating func absorb(_ other: Place, pointSource: String) {
    var list = NameList(names, source: pointSource)
    list.add(contentsOf: other.names, as: .variant)
    names = list.names
    sources += other.sources.filter { !sources.contains($0) }
    population = max(population, other.population)
    for point in other.points where !points.contains(point) { points.append(point) }
    let own = SourcePoint(source: pointSource, point: other.point)
    if other.point != point, !points.contains(own) { points.append(own) }
    if nameArabic.isEmpty { nameArabic = other.nameArabic }
    if nameEnglish.isEmpty { nameEnglish = other.nameEnglish }
  }
}

extension String {
  /// The texts between `separator`, trimmed, without empty ones.
  func parts(_ separator: String) -> [String] {
    components(separatedBy: separator).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}
