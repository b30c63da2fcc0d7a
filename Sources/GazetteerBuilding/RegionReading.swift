internal import CSVText
internal import Gazetteers
internal import SimpleFeatures

/// A row of `regions.csv`: a place that no source has as one row, and what its shape follows from.
struct RegionDraft {
  var draft: PlaceDraft
  var rule: RegionRule
}

/// How the shape of a region follows from what is named elsewhere.
struct RegionRule {
  enum Kind: String, CaseIterable {
    /// The union of `parts`: units, neighbourhoods and other regions.
    case union
    /// The ground within `kilometers` of the lines and lakes of `line`.
    case buffer
    /// The ground within `kilometers` of the line from each place of `parts` to the next.
    case through
    /// The ground within `kilometers` of the places of `parts`.
    case around
    /// The convex hull of the ground within `kilometers` of the places of `parts`.
    case hull
    /// What of `parts` lies on one side of the line of `line`.
    case side
    /// The polygons of `parts` in the file of shapes drawn by hand.
    case polygon
  }

  /// The side of a line, as a compass has it for the whole of the line.
  enum Side: String, CaseIterable {
    case north, east, south, west
  }

  var kind: Kind
  /// Codes of units, ids of neighbourhoods, regions or places, or names of drawn shapes.
  var parts: [String]
  /// Names of lines and lakes of the base map or of the drawn shapes.
  var lines: [String] = []
  var side: Side?
  var kilometers = 0.0
  /// What the shape is cut to; the country where empty.
  var within: [String] = []
  /// What is cut out of the shape.
  var minus: [String] = []
  /// The line of `regions.csv`, for messages.
  var line: Int

  init(kind: Kind, parts: [String], line: Int) {
    self.kind = kind
    self.parts = parts
    self.line = line
  }

  /// - Throws: ``GazetteerError`` where the rule lacks what it needs.
  init(_ row: CSVTable.Row, _ file: String) throws(GazetteerError) {
    func failure(_ message: String) -> GazetteerError {
      GazetteerError(file: file, line: row.line, message: message)
    }
    guard let kind = Kind(rawValue: row["rule"]) else {
      let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("“\(row["rule"])” is no rule for a shape; there are \(known)")
    }
    self.init(kind: kind, parts: row.list("parts"), line: row.line)
    lines = row.list("line")
    within = row.list("within")
    minus = row.list("minus")
    switch kind {
    case .buffer, .side:
      guard !lines.isEmpty else { throw failure("the rule “\(kind.rawValue)” needs a line") }
    case .union, .through, .around, .hull, .polygon: break
    }
    guard kind == .buffer || !parts.isEmpty else { throw failure("a region without parts") }
    if kind == .side {
      guard let side = Side(rawValue: row["side"]) else {
        throw failure("the side of a line is north, east, south or west")
      }
      self.side = side
    }
    if [.buffer, .through, .around, .hull].contains(kind) {
      // A lake is its own shape at 0 km; beyond 500 km a plane is no good any more.
      guard let kilometers = row.number("km"), (0...500).contains(kilometers) else {
        throw failure("the rule “\(kind.rawValue)” needs km, 0 to 500")
      }
      self.kilometers = kilometers
    }
  }
}

extension PlaceReading {
  /// The rows of `regions.csv`.
  mutating func regions() throws -> [RegionDraft] {
    let file = "regions.csv"
    let table = try folder.table(
      file,
      columns: ["id", "name_en", "name_ar", "aliases_en", "aliases_ar", "kind", "rule", "parts"])
    return try table.rows.map { row in
      var draft = try ownPlace(row, file, point: GeographicPoint(longitude: 0, latitude: 0))
      draft.place.radius = nil
      return RegionDraft(draft: draft, rule: try RegionRule(row, file))
    }
  }
}
