internal import OGR
internal import SimpleFeatures

/// The SQL that brings the rows of a staged table into its lasting one.
///
/// Which rows are there already is known by a key where the layer has one. Layers without are
/// computed from all reports at once (areas, fronts) or the same in every file (the base map), and
/// are replaced as a whole.
struct PostGISMerging {
  /// How the rows of a layer are known again.
  enum Identity {
    /// By a field that no two rows share.
    case key(String)
    /// By what they belong to: its rows are replaced together.
    case group(String)
    case whole
  }

  let table: FeatureTable
  let schema: String

  /// The table in SQL.
  var name: String { "\(sqlName(schema)).\(sqlName(table.name))" }
  private var staged: String { "pg_temp.\(sqlName(stagedName))" }
  var stagedName: String { "conflictmap_" + table.name }
  /// The names of the columns that are not fields; QGIS and OGR expect these.
  private var order: String { free("fid") }
  var geometry: String? { table.geometryType == nil ? nil : free("geom") }

  var identity: Identity {
    switch table.name {
    case "events", "claims", "event_uncertainty": has("event_id") ? .key("event_id") : .whole
    case "reports": has("report_id") ? .key("report_id") : .whole
    case "places": has("place_id") ? .key("place_id") : .whole
    case "mentions": has("report_id") ? .group("report_id") : .whole
    default: .whole
    }
  }

  private func has(_ field: String) -> Bool { table.fields.contains { $0.name == field } }

  private func free(_ name: String) -> String {
    var name = name
    while has(name) { name += "_" }
    return name
  }

  // MARK: The lasting table

  /// Ends the transaction where a table of this name is not ours.
  var check: String {
    """
    DO $check$ BEGIN IF to_regclass(\(sqlText(name))) IS NOT NULL AND \
    coalesce(obj_description(to_regclass(\(sqlText(name))), 'pg_class'), '') \
    NOT LIKE 'conflictmap:%' THEN RAISE EXCEPTION \
    'the table % was not made by conflictmap; name another schema with --schema', \
    \(sqlText("\(schema).\(table.name)")); END IF; END $check$
    """
  }

  /// Makes the table where it is not there yet, and columns that an older one lacks.
  var creation: [String] {
    var key: String?
    if case .key(let field) = identity { key = field }
    let columns = table.fields.map { field in
      "\(sqlName(field.name)) \(Self.type(of: field))"
        + (field.name == key ? " NOT NULL UNIQUE" : "")
    }
    let shape = geometry.map { "\(sqlName($0)) geometry(\(Self.type(of: table)), 4326)" }
    var statements = [
      """
      CREATE TABLE IF NOT EXISTS \(name) (\(sqlName(order)) bigint GENERATED ALWAYS AS IDENTITY \
      PRIMARY KEY, \((columns + [shape].compactMap { $0 }).joined(separator: ", ")))
      """,
      "COMMENT ON TABLE \(name) IS "
        + sqlText("conflictmap: \(table.title). \(table.summary)"),
    ]
    if !table.fields.isEmpty {
      statements.append(
        "ALTER TABLE \(name) "
          + table.fields.map {
            "ADD COLUMN IF NOT EXISTS \(sqlName($0.name)) \(Self.type(of: $0))"
          }.joined(separator: ", "))
    }
    for field in table.fields where !field.alias.isEmpty && field.alias != field.name {
      statements.append(
        "COMMENT ON COLUMN \(name).\(sqlName(field.name)) IS \(sqlText(field.alias))")
    }
    if let geometry { statements.append(index("geom", [geometry], method: "gist")) }
    for (first, last) in [("t_start", "t_end"), ("valid_from", "valid_to")]
    where has(first) && has(last) {
      statements.append(index("time", [first, last], method: "btree"))
    }
    return statements
  }

  private func index(_ what: String, _ columns: [String], method: String) -> String {
    "CREATE INDEX IF NOT EXISTS \(sqlName("conflictmap_\(table.name)_\(what)")) ON \(name) "
      + "USING \(method) (\(columns.map(sqlName).joined(separator: ", ")))"
  }

  private static func type(of field: Field) -> String {
    switch field.type {
    case .text: "text"
    case .integer: "bigint"
    case .real: "double precision"
    case .boolean: "boolean"
    case .json: "jsonb"
    case .date: "date"
    // In UTC. QGIS asks with times that have no zone; a column with one would be compared by the
    // zone of the session.
    case .dateTime: "timestamp without time zone"
    }
  }

  private static func type(of table: FeatureTable) -> String {
    switch table.geometryType {
    case .point, nil: "Point"
    case .multiPoint: "MultiPoint"
    case .lineString, .multiLineString: "MultiLineString"
    case .polygon, .multiPolygon: "MultiPolygon"
    }
  }

  // MARK: Rows

  /// Brings the staged rows in.
  ///
  /// - Parameter reports: The staged table of reports, where the file has one.
  func rows(reports: PostGISMerging?) -> [String] {
    let columns = table.fields.map { sqlName($0.name) } + [geometry.map(sqlName)].compactMap { $0 }
    let values =
      table.fields.map { field in
        switch field.type {
        case .json: "\(sqlName(field.name))::jsonb"
        case .dateTime: "\(sqlName(field.name)) AT TIME ZONE 'UTC'"
        default: sqlName(field.name)
        }
      } + (geometry == nil ? [] : [sqlName(PostGISDatabase.stagedGeometry)])
    let insertion = "INSERT INTO \(name) (\(columns.joined(separator: ", "))) SELECT "
    let selection = values.joined(separator: ", ") + " FROM \(staged)"
    let order = " ORDER BY \(sqlName(PostGISDatabase.stagedOrder))"
    switch identity {
    case .whole: return ["DELETE FROM \(name)", insertion + selection + order]
    case .group(let field):
      let field = sqlName(field)
      return [
        "DELETE FROM \(name) WHERE \(field) IN (SELECT \(field) FROM \(staged))",
        insertion + selection + order,
      ]
    case .key(let field):
      let key = sqlName(field)
      let updates = columns.filter { $0 != key }.map { "\($0) = EXCLUDED.\($0)" }
      // A row that stands twice in the file is written once, the first one.
      return retirement(key: key, reports: reports)
        + [
          "DELETE FROM \(staged) a USING \(staged) b WHERE a.\(key) = b.\(key) AND "
            + "a.\(sqlName(PostGISDatabase.stagedOrder)) > b.\(sqlName(PostGISDatabase.stagedOrder))",
          insertion + selection + order + " ON CONFLICT (\(key)) DO UPDATE SET "
            + updates.joined(separator: ", "),
        ]
    }
  }

  /// Removes what was read from reports of this file and is not read from them any more: events that
  /// were merged anew have another id.
  private func retirement(key: String, reports: PostGISMerging?) -> [String] {
    guard ["events", "claims"].contains(table.name), has("sources"), let reports else { return [] }
    return [
      """
      DELETE FROM \(name) old WHERE jsonb_array_length(old."sources") > 0 \
      AND NOT EXISTS (SELECT FROM \(staged) new WHERE new.\(key) = old.\(key)) \
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(old."sources") told(entry) \
      WHERE NOT EXISTS (SELECT FROM \(reports.staged) report \
      WHERE report."report_id" = told.entry->>'report_id'))
      """
    ]
  }

  /// The foreign keys between the tables that were written.
  static func references(among tables: [PostGISMerging]) -> [String] {
    let known = [
      ("event_uncertainty", "event_id", "events", "event_id", "CASCADE"),
      ("claims", "merged_into", "events", "event_id", "SET NULL"),
      ("mentions", "report_id", "reports", "report_id", "CASCADE"),
    ]
    return known.compactMap { child, field, parent, key, action in
      guard let child = tables.first(where: { $0.table.name == child }),
        let parent = tables.first(where: { $0.table.name == parent }), child.has(field),
        parent.has(key)
      else { return nil }
      let constraint = "\(child.table.name)_\(field)_fkey"
      return """
        DO $reference$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = \
        \(sqlText(constraint)) AND conrelid = to_regclass(\(sqlText(child.name)))) THEN \
        ALTER TABLE \(child.name) ADD CONSTRAINT \(sqlName(constraint)) FOREIGN KEY \
        (\(sqlName(field))) REFERENCES \(parent.name) (\(sqlName(key))) ON DELETE \(action) \
        DEFERRABLE INITIALLY DEFERRED; END IF; END $reference$
        """
    }
  }
}
