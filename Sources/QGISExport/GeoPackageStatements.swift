internal import SimpleFeatures

/// The SQL of what QGIS looks for in a GeoPackage beside the layers.
///
/// Every time is written out: the columns' defaults would take the clock's.
struct GeoPackageStatements {
  let description: QGISProjectDescription
  let styles: [LayerStyle]
  let archive: [UInt8]

  var all: [String] { indices + styleTable + metadataTables + projectTable }

  private var timestamp: String { String(description.timestamp.dropLast()) + ".000Z" }

  /// One over both times: with one over the end alone SQLite takes that and is slower than without.
  private var indices: [String] {
    styles.compactMap { style in
      let layer = style.layer
      return layer.timeFields.map { fields in
        "CREATE INDEX \(column("idx_\(layer.table.name)_time")) ON \(column(layer.table.name)) "
          + "(\(column(fields.start)), \(column(fields.end)))"
      }
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
    return tables + extensions + rows
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
