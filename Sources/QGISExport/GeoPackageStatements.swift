internal import SimpleFeatures

/// The SQL of what QGIS looks for in a GeoPackage beside the layers.
///
/// Every time is written out: the columns' defaults would take the clock's.
struct GeoPackageStatements {
  let description: QGISProjectDescription
  let styles: [LayerStyle]
  let archive: [UInt8]

  var all: [String] {
    indices + relationTables + styleTable + metadataTables + projectTable
  }

  private var timestamp: String { String(description.timestamp.dropLast()) + ".000Z" }

  private var layers: [Layer] { styles.map(\.layer) }

  /// Over both times, over both days, and over the ids by which layers refer to each other.
  private var indices: [String] {
    let spans = layers.flatMap { layer in
      layer.spanIndices.map { index(layer.table.name, $0.name, [$0.start, $0.end]) }
    }
    let references = LayerReference.all(among: layers)
    let keys = Set(
      references.flatMap { [[$0.child, $0.childField], [$0.parent, $0.parentField]] })
    return spans
      + keys.sorted { $0.lexicographicallyPrecedes($1) }.map {
        index($0[0], "idx_\($0[0])_\($0[1])", [$0[1]])
      }
  }

  private func index(_ table: String, _ name: String, _ columns: [String]) -> String {
    "CREATE INDEX IF NOT EXISTS \(column(name)) ON \(column(table)) "
      + "(\(columns.map(column).joined(separator: ", ")))"
  }

  /// The relations as the Related Tables Extension has them (OGC 18-000): for each a table of pairs
  /// of keys, which refers to both layers.
  ///
  /// Layers cannot refer to each other themselves: a foreign key needs a unique column, and ids of
  /// text in rows that a hand may add to need not be unique.
  private var relationTables: [String] {
    let references = LayerReference.all(among: layers)
    guard !references.isEmpty else { return [] }
    let identifier = "http://www.geopackage.org/18-000.html"
    let registry = [
      """
      CREATE TABLE gpkgext_relations (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \
      base_table_name TEXT NOT NULL, base_primary_column TEXT NOT NULL DEFAULT 'id', \
      related_table_name TEXT NOT NULL, related_primary_column TEXT NOT NULL DEFAULT 'id', \
      relation_name TEXT NOT NULL, mapping_table_name TEXT NOT NULL UNIQUE)
      """,
      "INSERT INTO gpkg_extensions VALUES ('gpkgext_relations', NULL, 'gpkg_related_tables', "
        + "'\(identifier)', 'read-write')",
    ]
    return registry
      + references.flatMap { reference -> [String] in
        let mapping = "\(reference.parent)_\(reference.child)"
        let isSpatial =
          layers.first { $0.table.name == reference.child }?.table.geometryType != nil
        let (parent, child) = (column(reference.parent), column(reference.child))
        return [
          """
          CREATE TABLE \(column(mapping)) (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \
          base_id INTEGER NOT NULL REFERENCES \(parent)(fid), \
          related_id INTEGER NOT NULL REFERENCES \(child)(fid))
          """,
          """
          INSERT INTO \(column(mapping)) (base_id, related_id) SELECT p.fid, c.fid FROM \(child) c \
          JOIN \(parent) p ON p.\(column(reference.parentField)) = \
          c.\(column(reference.childField)) ORDER BY c.fid, p.fid
          """,
          """
          INSERT INTO gpkgext_relations (base_table_name, base_primary_column, related_table_name, \
          related_primary_column, relation_name, mapping_table_name) VALUES \
          (\(sql(reference.parent)), 'fid', \(sql(reference.child)), 'fid', \
          '\(isSpatial ? "features" : "attributes")', \(sql(mapping)))
          """,
          "INSERT INTO gpkg_extensions VALUES (\(sql(mapping)), NULL, 'gpkg_related_tables', "
            + "'\(identifier)', 'read-write')",
        ]
      }
  }

  private var styleTable: [String] {
    [
      """
      CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \
      f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), \
      f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, \
      useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME \
      DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
      """,
      """
      INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, \
      srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', '', '\(timestamp)', 0)
      """,
    ]
      + styles.map { style in
        let table = style.layer.table
        // Not the writer's own choice of a name: a field called `geom` moves it.
        let geometry =
          table.geometryType == nil
          ? "''"
          : "coalesce((SELECT column_name FROM gpkg_geometry_columns WHERE table_name = "
            + "\(sql(table.name))), 'geom')"
        // Empty texts where QGIS asks for empty texts: it finds no style beside a null.
        return """
          INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, \
          f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, \
          update_time) VALUES ('', '', \(sql(table.name)), \(geometry), \(sql(table.name)), \
          \(sql(style.qml)), '', 1, '', '', '\(timestamp)')
          """
      }
  }

  private var metadataTables: [String] {
    let identifier = "http://www.geopackage.org/spec120/#extension_metadata"
    let tables = [
      """
      CREATE TABLE IF NOT EXISTS gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT \
      NULL, md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type TEXT \
      NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')
      """,
      """
      CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (reference_scope TEXT NOT NULL, \
      table_name TEXT, column_name TEXT, row_id_value INTEGER, timestamp DATETIME NOT NULL \
      DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id \
      INTEGER, CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), \
      CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))
      """,
    ]
    let extensions = ["gpkg_metadata", "gpkg_metadata_reference"].map {
      "INSERT INTO gpkg_extensions VALUES ('\($0)', NULL, 'gpkg_metadata', '\(identifier)', "
        + "'read-write')"
    }
    let rows = styles.enumerated().flatMap { index, style in
      [
        """
        INSERT INTO gpkg_metadata VALUES (\(index + 1), 'dataset', 'http://mrcc.com/qgis.dtd', \
        'text/xml', \(sql(layerMetadata(style.layer, "qgis", description).xml)))
        """,
        """
        INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id) \
        VALUES ('table', \(sql(style.layer.table.name)), '\(timestamp)', \(index + 1))
        """,
      ]
    }
    guard !description.provenance.isEmpty else { return tables + extensions + rows }
    let last = styles.count + 1
    return tables + extensions + rows + [
      """
      INSERT INTO gpkg_metadata VALUES (\(last), 'dataset', 'urn:conflictmap:provenance', \
      'application/json', \(sql(description.provenance)))
      """,
      """
      INSERT INTO gpkg_metadata_reference (reference_scope, timestamp, md_file_id) \
      VALUES ('geopackage', '\(timestamp)', \(last))
      """,
    ]
  }

  /// The project in hexadecimal text: QGIS does not open the bytes themselves.
  private var projectTable: [String] {
    let digits = Array("0123456789abcdef".utf8)
    var hex: [UInt8] = []
    hex.reserveCapacity(2 * archive.count)
    for byte in archive {
      hex.append(digits[Int(byte >> 4)])
      hex.append(digits[Int(byte & 0xF)])
    }
    let modified = String(description.timestamp.dropLast())
    return [
      "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)",
      """
      INSERT INTO qgis_projects VALUES (\(sql(description.name)), \
      '{"last_modified_time": "\(modified)", "last_modified_user": "conflictmap"}', \
      '\(String(decoding: hex, as: UTF8.self))')
      """,
    ]
  }

  private func sql(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
      + "'"
  }
}
