internal import Foundation
internal import Gazetteers

/// What a gazetteer is built from: the file `gazetteer.yaml`, whose fields `docs/own-gazetteer.md`
/// lists. Paths in it start from its folder.
public struct GazetteerManifest: Sendable {
  /// A source of places; the order of sources is the order of trust.
  struct Source: Sendable {
    enum Format: String, CaseIterable {
      /// Administrative units of OCHA's COD-AB.
      case ochaUnits = "ocha_units"
      /// Populated places of OCHA.
      case ochaPlaces = "ocha_places"
      case geonames
      case whosOnFirst = "whosonfirst"
      case linkedPlaces = "linked_places"
      /// Any table, by a mapping of its columns.
      case table
    }

    /// The short name, which stands beside names and coordinates.
    var name: String
    var format: Format
    /// ISO 3166-1 alpha-2 code of the places of which the source tells no country.
    var country: String
    var files: [String]
    var layers: [String]
    var licence: Licence
    /// The line that outputs must print; empty where the licence asks for none.
    var attribution: String
    var mapping: String?
    var alternateNames: String?
    var kinds: [String: String]
    var kind: String?
    /// The languages to keep names in; all where `nil`.
    var languages: Set<String>?
  }

  /// A layer of the base map.
  struct BaseLayer: Sendable {
    var file: String
    /// The layer of the file, where it has several.
    var fileLayer: String?
    var layer: String
    var nameEnglish: String?
    var nameArabic: String?
    var category: String?
    var rank: String?
    /// Metres by which lines may move when they are generalised.
    var tolerance: Double
  }

  /// The manifest as messages name it.
  let file: String
  let country: String
  /// The country's names by language.
  let countryNames: [(language: String, text: String)]
  let sources: [Source]
  let baseMap: [BaseLayer]
  let baseMapAttribution: String
  /// Paths of our own tables, where they are given.
  let extraPlaces: String?
  let regions: String?
  let aliases: String?
  /// The decisions to begin with, where they are given.
  public let overrides: String?

  /// The lines of attribution, each once, in the order of the sources.
  var attribution: [String] {
    var lines: [String] = []
    for line in sources.map(\.attribution) + [baseMapAttribution]
    where !line.isEmpty && !lines.contains(line) { lines.append(line) }
    return lines
  }

  /// Reads the manifest at `path`.
  ///
  /// - Throws: ``GazetteerError`` with the line of a field that is wrong, or of a source whose
  ///   licence asks for share-alike where the manifest does not allow that.
  public init(path: String) throws {
    let fields = try YAMLFields(path: path)
    try fields.allow([
      "country", "country_names", "allow_share_alike", "sources", "base_map",
      "base_map_attribution", "places_extra", "regions", "aliases", "overrides",
    ])
    let folder = (path as NSString).deletingLastPathComponent
    func resolved(_ name: String) -> String {
      name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name
    }
    file = fields.file
    let country = try fields.neededText("country")
    self.country = country
    try Self.check(country, fields)
    countryNames = try fields.fields("country_names")?.pairs().map { ($0.key, $0.value) } ?? []
    let allowsShareAlike = try fields.flag("allow_share_alike")
    let entries = try fields.list("sources")
    guard !entries.isEmpty else { throw fields.error("no “sources”; list at least one") }
    var names: Set<String> = []
    sources = try entries.map { entry in
      let source = try Self.source(entry, country, resolved)
      guard names.insert(source.name).inserted else {
        throw entry.error("two sources are named “\(source.name)”", at: "name")
      }
      if source.licence.isShareAlike, !allowsShareAlike {
        throw entry.error(
          "“\(source.licence.text)” asks that what is made of it is shared alike; leave the source "
            + "out, or write allow_share_alike: true and share the gazetteer under it",
          at: "licence")
      }
      return source
    }
    baseMap = try fields.list("base_map").map { entry in
      try entry.allow([
        "file", "file_layer", "layer", "name_en", "name_ar", "category", "rank", "generalise_m",
      ])
      let layer = try entry.neededText("layer")
      guard BaseMap.Layer(rawValue: layer) != nil else {
        let layers = BaseMap.Layer.allCases.map(\.rawValue).joined(separator: ", ")
        throw entry.error("no layer is named “\(layer)”; write one of \(layers)", at: "layer")
      }
      return BaseLayer(
        file: resolved(try entry.neededText("file")), fileLayer: try entry.text("file_layer"),
        layer: layer, nameEnglish: try entry.text("name_en"),
        nameArabic: try entry.text("name_ar"), category: try entry.text("category"),
        rank: try entry.text("rank"),
        tolerance: (try entry.number("generalise_m") ?? 0).clamped(0, 100_000))
    }
    baseMapAttribution = try fields.text("base_map_attribution") ?? ""
    extraPlaces = try fields.text("places_extra").map(resolved)
    regions = try fields.text("regions").map(resolved)
    aliases = try fields.text("aliases").map(resolved)
    overrides = try fields.text("overrides").map(resolved)
  }

  private static func check(_ country: String, _ fields: YAMLFields) throws {
    guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw fields.error(
        "the country is its two letters in ISO 3166-1, such as LY; quote NO: \"NO\"", at: "country")
    }
  }

  private static func source(
    _ fields: YAMLFields, _ defaultCountry: String, _ resolved: (String) -> String
  ) throws -> Source {
    try fields.allow([
      "name", "format", "country", "file", "files", "layer", "licence", "share_alike",
      "attribution",
      "mapping", "alternate_names", "kinds", "kind", "languages",
    ])
    let name = try fields.neededText("name")
    guard
      name.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
      })
    else {
      throw fields.error("a source's name has small letters, digits and _ only", at: "name")
    }
    let word = try fields.neededText("format")
    guard let format = Source.Format(rawValue: word) else {
      let formats = Source.Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw fields.error("no format is named “\(word)”; write one of \(formats)", at: "format")
    }
    let files = try fields.texts("file") + fields.texts("files")
    guard !files.isEmpty else { throw fields.error("no “file”") }
    guard files.count == 1 || format == .ochaUnits else {
      throw fields.error("only ocha_units has several files; list others as sources", at: "files")
    }
    let country = try fields.text("country") ?? defaultCountry
    try check(country, fields)
    let licence = Licence(
      text: try fields.neededText("licence"),
      statedShareAlike: fields.has("share_alike") ? try fields.flag("share_alike") : nil)
    let attribution = try fields.text("attribution") ?? ""
    guard !attribution.isEmpty || licence.isPublicDomain else {
      throw fields.error(
        "no “attribution”: write the line that this source asks outputs to print")
    }
    guard (format == .table) == fields.has("mapping") else {
      throw fields.error(
        format == .table ? "a table needs a “mapping” file" : "only a table has a “mapping”")
    }
    return Source(
      name: name, format: format, country: country, files: files.map(resolved),
      layers: try fields.texts("layer"), licence: licence,
      attribution: NameList.cleaned(attribution), mapping: try fields.text("mapping").map(resolved),
      alternateNames: try fields.text("alternate_names").map(resolved),
      kinds: try Self.kinds(fields), kind: try fields.text("kind"),
      languages: fields.has("languages") ? Set(try fields.texts("languages")) : nil)
  }

  private static func kinds(_ fields: YAMLFields) throws -> [String: String] {
    var kinds: [String: String] = [:]
    for (word, kind) in try fields.fields("kinds")?.pairs() ?? [] {
      guard StatedKind(kind) != nil else {
        throw fields.error("“\(kind)” is no kind; write one of \(StatedKind.words)", at: "kinds")
      }
      kinds[word] = kind
    }
    if let kind = try fields.text("kind"), StatedKind(kind) == nil {
      throw fields.error("“\(kind)” is no kind; write one of \(StatedKind.words)", at: "kind")
    }
    return kinds
  }
}

/// The licence of a source, in the manifest's words.
struct Licence: Hashable, Sendable {
  let text: String
  /// What the manifest says of share-alike beside the licence's name; `nil` where nothing.
  let statedShareAlike: Bool?

  /// Whether the licence asks that what is made of the data is under it, too.
  ///
  /// By the names in use: Creative Commons' licences with SA, the ODbL, the GFDL and the GPL. One of
  /// these counts as share-alike whatever `statedShareAlike` says.
  var isShareAlike: Bool {
    let words = text.lowercased().split { !$0.isLetter }
    let names: Set<Substring> = [
      "sa", "sharealike", "odbl", "gfdl", "gpl", "agpl", "lgpl", "copyleft",
    ]
    let hasPair = zip(words, words.dropFirst()).contains {
      ($0 == "share" && $1 == "alike") || ($0 == "open" && $1 == "database")
    }
    return statedShareAlike == true || hasPair || words.contains(where: names.contains)
  }

  /// Whether nobody need be named.
  var isPublicDomain: Bool {
    let folded = text.lowercased()
    return folded.contains("public domain") || folded.hasPrefix("cc0") || folded.hasPrefix("pddl")
  }
}
