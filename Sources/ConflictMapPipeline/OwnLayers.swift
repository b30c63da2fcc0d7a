internal import ConflictSymbology
internal import Foundation
internal import NewsIngest
internal import OGR
internal import SimpleFeatures

/// Layers of control out of files of the user's own, in any format that OGR reads.
enum OwnLayers {
  /// Areas of control: polygons with a field that names their side.
  ///
  /// - Throws: ``PipelineError`` where the file is missing, has no polygons or no such field.
  static func areas(_ path: String) throws -> FeatureTable {
    try control(
      path, as: "control_areas", shape: "polygons",
      wanted: [("side", ["side", "control", "party", "holder", "owner", "status_en"])]
    ) { polygons($0) != nil }
  }

  /// Fronts: lines, with fields of the two sides where there are some.
  static func fronts(_ path: String) throws -> FeatureTable {
    var table = try control(
      path, as: "front_lines", shape: "lines", wanted: []
    ) { lines($0) != nil }
    // A line between sides that nobody names is still a front.
    for name in ["side_a", "side_b"] where !table.fields.contains(where: { $0.name == name }) {
      table.fields.append(Field(name, .text, alias: name))
      for index in table.features.indices { table.features[index].values.append(.text("other")) }
    }
    return table
  }

  private static func control(
    _ path: String, as name: String, shape: String, wanted: [(name: String, aliases: [String])],
    isWanted: (Geometry<GeographicPoint>) -> Bool
  ) throws -> FeatureTable {
    let file = try LayerFile(path)
    // The layer of our own name first: a GeoPackage that map wrote has many.
    let sorted = file.tables.enumerated().sorted {
      ($0.element.name == name ? 0 : 1, $0.offset) < ($1.element.name == name ? 0 : 1, $1.offset)
    }.map(\.element)
    guard
      var table = sorted.first(where: { table in
        table.features.contains { $0.geometry.map(isWanted) ?? false }
      })
    else { throw PipelineError(.badInput, "\(printable(path)): no layer with \(shape)") }
    table.name = name
    for index in table.fields.indices {
      table.fields[index].name = table.fields[index].name.lowercased()
    }
    for (field, aliases) in wanted {
      guard
        let index = aliases.lazy.compactMap({ alias in
          table.fields.firstIndex { $0.name == alias }
        }).first
      else {
        throw PipelineError(
          .badInput,
          "\(printable(path)): no field \(field) that says whose each of the \(shape) is; it has "
            + table.fields.map { printable($0.name) }.joined(separator: ", "))
      }
      table.fields[index].name = field
    }
    return table
  }
}

/// What lies below a map, out of a file of the user's own.
struct OwnBaseMap: Sendable {
  private var base = ConflictMapContent.BaseMap()
  private(set) var places: [ConflictMapContent.Place] = []

  /// Reads all layers of the file at `path`.
  ///
  /// What a feature is drawn as follows from the words of its layer's name and of its fields `layer`,
  /// `kind`, `type`, `class`, `fclass`, `featurecla`, `waterway`, `highway` and `natural`: lake or
  /// water, river or stream, road or highway, coast, boundary or border, country. Other polygons are
  /// land, other lines thin borders, points are places to name.
  ///
  /// - Throws: ``PipelineError`` where the file is missing or has nothing to draw.
  init(path: String) throws {
    for table in try LayerFile(path).tables { add(table) }
    guard base != ConflictMapContent.BaseMap() || !places.isEmpty else {
      throw PipelineError(.badInput, "\(printable(path)): nothing there to draw")
    }
  }

  /// Takes the place of the base map that comes with the gazetteer.
  func replace(_ other: inout ConflictMapContent.BaseMap) { other = base }

  private static let kindFields = [
    "layer", "kind", "type", "class", "fclass", "featurecla", "waterway", "highway", "natural",
  ]

  private mutating func add(_ table: FeatureTable) {
    var lowercased = table
    for index in lowercased.fields.indices {
      lowercased.fields[index].name = lowercased.fields[index].name.lowercased()
    }
    for row in TableRows(lowercased) {
      guard let geometry = row.feature.geometry else { continue }
      // A field that is there says what kind of thing it is by its name too: `waterway=canal`.
      let words = Self.kindFields.flatMap { field in
        row.text(field).map { [field == "highway" || field == "waterway" ? field : "", $0] } ?? []
      }
      let kind = (words + [table.name]).joined(separator: " ").lowercased()
      func isAny(_ words: String...) -> Bool { words.contains { kind.contains($0) } }
      let name = LocalizedText(
        english: row.text("name_en") ?? row.text("name") ?? "", arabic: row.text("name_ar") ?? "")
      if let polygons = polygons(geometry) {
        if isAny("lake", "water", "reservoir") {
          base.lakes.append(.init(name: name, polygons: polygons))
        } else if isAny("country", "nation") {
          base.country += polygons
        } else {
          base.foreignLand.append(.init(name: name, polygons: polygons))
        }
      } else if let lines = lines(geometry) {
        if isAny("river", "stream", "waterway", "canal") {
          base.rivers.append(.init(name: name, lines: lines))
        } else if isAny("road", "highway", "route", "street") {
          base.roads += lines
        } else if isAny("coast", "shore") {
          base.coast += lines
        } else {
          base.governorateLines += lines
        }
      } else if case .point(let point) = geometry, !name.isEmpty {
        places.append(
          ConflictMapContent.Place(
            name: name, position: point, rank: min(4, max(1, row.integer("rank") ?? 3)),
            population: row.integer("population") ?? 0))
      }
    }
  }
}
