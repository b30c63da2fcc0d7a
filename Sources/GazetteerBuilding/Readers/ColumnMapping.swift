internal import Gazetteers

/// Which column of a table says what of a place.
struct ColumnMapping {
  struct NameColumn {
    var column: String
    /// A BCP 47 tag; by the script of each name where `nil`.
    var language: String?
    var role: PlaceName.Role = .variant
    /// What parts several names in one cell; of an official column the first one is official.
    var separator: String?
  }

  /// The kind of the places of a table.
  struct KindRule {
    /// The column that tells it; `nil` where all are of one kind.
    var column: String?
    /// Kinds by the words in the column, which are compared without capitals.
    var values: [String: StatedKind] = [:]
    /// The kind of all, or of a word that is not in `values`; such rows are left out where `nil`.
    var otherwise: StatedKind?
  }

  /// A condition on a column's text.
  struct Condition {
    var column: String
    var isOne: [String]?
    var isNone: [String] = []
  }

  /// What is the same for every place, or stands in a column.
  enum Value {
    case fixed(String)
    case column(String)
  }

  var layer: String?
  var separator: UInt8?
  var id = ""
  /// What ids and parents of the table begin with.
  var idPrefix = ""
  /// The columns of latitude and longitude; the feature's geometry where `nil`.
  var point: (latitude: String, longitude: String)?
  var names: [NameColumn] = []
  var kind = KindRule()
  var country = Value.fixed("")
  /// The columns with the codes of the units of levels 1, 2 and 3.
  var admin: [Int: String] = [:]
  var population: String?
  var radius: String?
  var parent: String?
  /// Columns of ids, by their namespace.
  var identifiers: [(namespace: String, column: String)] = []
  var validFrom: String?
  var validTo: String?
  var conditions: [Condition] = []

  /// Every column that is named.
  var columns: [String] {
    var all = [id] + names.map(\.column) + conditions.map(\.column) + identifiers.map(\.column)
    if let point { all += [point.latitude, point.longitude] }
    if case .column(let column) = country { all.append(column) }
    all += admin.sorted { $0.key < $1.key }.map(\.value)
    all += [kind.column, population, radius, parent, validFrom, validTo].compactMap { $0 }
    return all
  }
}

// MARK: From YAML

extension ColumnMapping {
  /// Reads the mapping file at `path`.
  ///
  /// - Parameters:
  ///   - source: The short name of the source, which ids begin with unless the file says otherwise.
  ///   - country: The country of places of which the file says none.
  init(path: String, source: String, country: String) throws {
    let fields = try YAMLFields(path: path)
    try fields.allow([
      "layer", "separator", "id", "id_prefix", "point", "names", "kind", "country", "admin",
      "population", "radius_m", "parent", "ids", "valid", "where",
    ])
    layer = try fields.text("layer")
    if let text = try fields.text("separator") {
      guard text.utf8.count == 1, let byte = text.utf8.first else {
        throw fields.error(
          "the separator is one character; write \"\\t\" for a tab", at: "separator")
      }
      separator = byte
    }
    id = try fields.neededText("id")
    idPrefix = try fields.text("id_prefix") ?? source + "-"
    if let point = try fields.fields("point") {
      try point.allow(["lat", "lon"])
      self.point = (try point.neededText("lat"), try point.neededText("lon"))
    }
    names = try fields.list("names").map(Self.name)
    guard !names.isEmpty else { throw fields.error("no “names”; list a column for each language") }
    kind = try Self.kind(fields)
    if let inner = try fields.fields("country") {
      try inner.allow(["column"])
      self.country = .column(try inner.neededText("column"))
    } else {
      self.country = .fixed(try fields.text("country") ?? country)
    }
    if let admin = try fields.fields("admin") {
      try admin.allow(["level1", "level2", "level3"])
      for level in 1...3 { self.admin[level] = try admin.text("level\(level)") }
    }
    population = try fields.text("population")
    radius = try fields.text("radius_m")
    parent = try fields.text("parent")
    for (namespace, column) in try fields.fields("ids")?.pairs() ?? [] {
      guard KnownIdentifier.namespaces.contains(namespace) else {
        throw fields.error(
          "no ids are known of “\(namespace)”; there are "
            + KnownIdentifier.namespaces.sorted().joined(separator: ", "), at: "ids")
      }
      identifiers.append((namespace, column))
    }
    if let valid = try fields.fields("valid") {
      try valid.allow(["from", "to"])
      validFrom = try valid.text("from")
      validTo = try valid.text("to")
    }
    conditions = try fields.list("where").map { condition in
      try condition.allow(["column", "is", "is_not"])
      return Condition(
        column: try condition.neededText("column"),
        isOne: condition.has("is") ? try condition.texts("is") : nil,
        isNone: try condition.texts("is_not"))
    }
  }

  private static func name(_ fields: YAMLFields) throws -> NameColumn {
    try fields.allow(["column", "language", "role", "separator"])
    var name = NameColumn(column: try fields.neededText("column"))
    name.language = try fields.text("language")
    if let text = try fields.text("role") {
      guard let role = PlaceName.Role(rawValue: text) else {
        let roles = PlaceName.Role.allCases.map(\.rawValue).joined(separator: ", ")
        throw fields.error("“\(text)” is no role of a name; write one of \(roles)", at: "role")
      }
      name.role = role
    }
    name.separator = try fields.text("separator")
    if name.separator?.isEmpty == true {
      throw fields.error("an empty separator parts nothing; leave it out", at: "separator")
    }
    return name
  }

  private static func kind(_ fields: YAMLFields) throws -> KindRule {
    func stated(_ word: String, _ fields: YAMLFields, _ key: String) throws -> StatedKind {
      guard let kind = StatedKind(word) else {
        throw fields.error("“\(word)” is no kind; write one of \(StatedKind.words)", at: key)
      }
      return kind
    }
    guard let inner = try fields.fields("kind") else {
      return KindRule(otherwise: try stated(try fields.neededText("kind"), fields, "kind"))
    }
    try inner.allow(["column", "values", "otherwise"])
    var rule = KindRule(column: try inner.neededText("column"))
    for (word, kind) in try inner.fields("values")?.pairs() ?? [] {
      rule.values[word.lowercased()] = try stated(kind, inner, "values")
    }
    if let word = try inner.text("otherwise") {
      rule.otherwise = try stated(word, inner, "otherwise")
    }
    return rule
  }
}

// MARK: Layouts that are known

extension ColumnMapping {
  /// The tables of Who's On First and GeoNames that this project's reference data has: names in a
  /// column for each language, parted by `|`.
  static func whosOnFirstTable() -> ColumnMapping {
    var mapping = ColumnMapping(id: "wof_id", idPrefix: "W", point: ("lat", "lon"))
    mapping.names = [
      NameColumn(column: "names_ar", language: "ar", role: .official, separator: "|"),
      NameColumn(column: "names_en", language: "en", role: .official, separator: "|"),
      NameColumn(column: "name"),
      NameColumn(column: "names_tr", language: "tr", separator: "|"),
      NameColumn(column: "names_ku", language: "ku", separator: "|"),
      NameColumn(column: "names_fr", language: "fr", separator: "|"),
      NameColumn(column: "names_latin_other", language: "und-Latn", separator: "|"),
    ]
    mapping.kind = KindRule(
      column: "placetype",
      values: [
        "locality": .settlement, "neighbourhood": .kind(.neighbourhood), "campus": .kind(.site),
      ])
    mapping.country = .column("country")
    mapping.population = "population"
    mapping.identifiers = [
      ("wof", "wof_id"), ("geonames", "geonames_id"), ("wikidata", "wikidata_id"),
    ]
    return mapping
  }

  /// Who's On First's table of Standard Places Results, as its distributions have it.
  static func standardPlacesResult() -> ColumnMapping {
    var mapping = ColumnMapping(id: "id", idPrefix: "W", point: ("latitude", "longitude"))
    mapping.names = [NameColumn(column: "name")]
    mapping.kind = KindRule(
      column: "placetype",
      values: [
        "locality": .settlement, "borough": .kind(.neighbourhood),
        "neighbourhood": .kind(.neighbourhood), "macrohood": .kind(.neighbourhood),
        "microhood": .kind(.neighbourhood), "campus": .kind(.site),
      ])
    mapping.country = .column("country")
    mapping.identifiers = [("wof", "id")]
    mapping.conditions = [
      Condition(column: "is_current", isNone: ["0"]),
      Condition(column: "is_deprecated", isNone: ["1"]),
      Condition(column: "is_superseded", isNone: ["1"]),
    ]
    return mapping
  }

  /// The layout of `places-extra.csv`.
  static func ownPlaces(country: String) -> ColumnMapping {
    var mapping = ColumnMapping(id: "id", point: ("lat", "lon"))
    mapping.names = [
      NameColumn(column: "name_ar", language: "ar", role: .official),
      NameColumn(column: "name_en", language: "en", role: .official),
      NameColumn(column: "aliases_ar", language: "ar", separator: "|"),
      NameColumn(column: "aliases_en", language: "en", separator: "|"),
    ]
    mapping.kind = KindRule(column: "kind")
    for kind in PlaceKind.allCases where !kind.isAdministrative && kind != .region {
      mapping.kind.values[kind.rawValue] = .kind(kind)
    }
    mapping.country = .fixed(country)
    mapping.radius = "radius_m"
    mapping.admin = [1: "adm1_pcode"]
    mapping.parent = "parent_place_id"
    return mapping
  }
}
