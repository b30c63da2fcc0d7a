internal import EventLayers
internal import NewsIngest
internal import OGR
internal import QGISExport
internal import SimpleFeatures

/// Writes the layers of a GeoPackage, with their styles, into a PostgreSQL database with PostGIS.
public struct PostGISJob: Sendable {
  public var input: String
  /// `PG:` and libpq's words, or libpq's URI.
  public var address: String
  public var schema = "public"
  /// The layers to write; all of them where empty.
  public var layers: [String] = []

  public init(input: String, address: String) {
    self.input = input
    self.address = address
  }

  /// Whether `text` is an address of a database.
  public static func isAddress(_ text: String) -> Bool { PostGISDatabase.isAddress(text) }

  /// Writes all of it in one transaction: tables are made where they are not there yet, rows whose
  /// key is there already are updated.
  ///
  /// - Returns: The layers with their numbers of rows, in the file's order.
  /// - Throws: ``PipelineError``; the database is as it was then.
  public func run(_ progress: any JobProgress) throws -> [(layer: String, rows: Int)] {
    let file = try LayerFile(input) {
      $0 == "layer_styles" || layers.isEmpty || layers.contains($0)
    }
    for layer in layers { _ = try file.table(layer) }
    let merges = file.tables.filter { $0.name != "layer_styles" }.map {
      PostGISMerging(table: Self.storable($0), schema: schema)
    }
    // PostgreSQL would cut a longer name off.
    let limit = 63
    let names = merges.flatMap { [$0.stagedName] + $0.table.fields.map(\.name) } + [schema]
    if let long = names.first(where: { $0.utf8.count > limit }) {
      throw PipelineError(
        .badInput, "\(printable(long)): longer than a name of PostgreSQL's may be")
    }
    do throws(OGRError) {
      progress.begin("Connecting")
      let database = try PostGISDatabase(address)
      try prepare(database)
      for merge in merges { try database.execute(merge.check) }
      progress.begin("Writing tables")
      for (index, merge) in merges.enumerated() {
        try database.stage(merge.table, as: merge.stagedName)
        progress.advance(index + 1, of: merges.count)
      }
      let reports = merges.first { $0.table.name == "reports" }
      for merge in merges {
        for statement in merge.creation + merge.rows(reports: reports) {
          try database.execute(statement)
        }
      }
      let styles = styles(in: file, of: merges)
      for statement in PostGISMerging.references(among: merges)
        + PostGISStyles(schema: schema, styles: styles).statements(quoted: sqlText)
      {
        try database.execute(statement)
      }
      try database.commit()
    } catch {
      throw Self.problem(error)
    }
    return merges.map { ($0.table.name, $0.table.features.count) }
  }

  private func prepare(_ database: PostGISDatabase) throws(OGRError) {
    // Two exports at once would make the same tables.
    try database.execute("SELECT pg_advisory_xact_lock(hashtext('conflictmap'))")
    try database.execute(
      """
      DO $check$ BEGIN IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'postgis') THEN \
      RAISE EXCEPTION 'the database % has no PostGIS; run CREATE EXTENSION postgis in it', \
      current_database(); END IF; END $check$
      """)
    if schema != "public" {
      try database.execute("CREATE SCHEMA IF NOT EXISTS \(sqlName(schema))")
    }
  }

  private func styles(in file: LayerFile, of merges: [PostGISMerging]) -> [PostGISStyles.Style] {
    let stored = file.tables.first { $0.name == "layer_styles" }
    return TableRows(stored).compactMap { row in
      guard let name = row.text("f_table_name"), let qml = row.text("styleQML"),
        let merge = merges.first(where: { $0.table.name == name })
      else { return nil }
      return PostGISStyles.Style(table: name, geometry: merge.geometry, qml: qml)
    }
  }

  /// The table with JSON that PostgreSQL takes: it refuses the escape of U+0000.
  private static func storable(_ table: FeatureTable) -> FeatureTable {
    var table = table
    let lists = table.fields.indices.filter { table.fields[$0].type == .json }
    for row in table.features.indices {
      for column in lists {
        guard case .text(let text) = table.features[row].values[column] else { continue }
        table.features[row].values[column] = .text(withoutEscapedNulls(text))
      }
    }
    return table
  }

  /// What the server said, on one line and without its notes on where in our SQL.
  private static func problem(_ error: OGRError) -> PipelineError {
    let lines = error.message.split(whereSeparator: \.isNewline).map {
      String($0.drop { $0.isWhitespace })
    }
    let told = lines.prefix { !["CONTEXT:", "LINE "].contains(where: $0.hasPrefix) }
    let words = told.joined(separator: " ").replacing("ERROR:  ", with: "")
    return PipelineError(
      .cannotWrite,
      "\(error.path): \(printable(words))"
        + (error.step == .open ? "; check --to" : "; nothing was changed in it"))
  }
}

/// JSON text with U+FFFD in place of each `\u0000`.
func withoutEscapedNulls(_ json: String) -> String {
  guard json.contains("\\u0000") else { return json }
  var bytes: [UInt8] = []
  let all = Array(json.utf8)
  var index = 0
  while index < all.count {
    guard all[index] == UInt8(ascii: "\\"), index + 1 < all.count else {
      bytes.append(all[index])
      index += 1
      continue
    }
    if all[index...].starts(with: "\\u0000".utf8) {
      bytes += "\\ufffd".utf8
      index += 6
    } else {
      // An escaped backslash must not be taken for the beginning of an escape.
      bytes += all[index...(index + 1)]
      index += 2
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
