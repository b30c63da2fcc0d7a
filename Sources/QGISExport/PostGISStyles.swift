/// The SQL that puts layers' styles where QGIS looks for them in a PostgreSQL database:
/// `public.layer_styles`.
public struct PostGISStyles: Sendable {
  /// The style of a layer.
  public struct Style: Sendable {
    public var table: String
    /// The geometry column, `nil` for a table without.
    public var geometry: String?
    public var qml: String

    public init(table: String, geometry: String?, qml: String) {
      self.table = table
      self.geometry = geometry
      self.qml = qml
    }
  }

  public var schema: String
  public var styles: [Style]

  public init(schema: String, styles: [Style]) {
    self.schema = schema
    self.styles = styles
  }

  /// Statements to run in their order. A style of the user's own stays, and stays the default one
  /// where it is.
  ///
  /// - Parameter quoted: A text as a literal of SQL.
  public func statements(quoted: (String) -> String) -> [String] {
    // As QGIS 3.22 makes it.
    let creation = """
      CREATE TABLE IF NOT EXISTS public.layer_styles (id SERIAL PRIMARY KEY, f_table_catalog \
      varchar, f_table_schema varchar, f_table_name varchar, f_geometry_column varchar, \
      styleName text, styleQML xml, styleSLD xml, useAsDefault boolean, description text, \
      owner varchar(63) DEFAULT CURRENT_USER, ui xml, update_time timestamp \
      DEFAULT CURRENT_TIMESTAMP, type varchar)
      """
    let rows = styles.flatMap { style in
      let place = """
        f_table_catalog = current_database() AND f_table_schema = \(quoted(schema)) \
        AND f_table_name = \(quoted(style.table)) AND f_geometry_column = \
        \(quoted(style.geometry ?? ""))
        """
      return [
        "DELETE FROM public.layer_styles WHERE \(place) AND description = 'conflictmap'",
        """
        INSERT INTO public.layer_styles (f_table_catalog, f_table_schema, f_table_name, \
        f_geometry_column, styleName, styleQML, useAsDefault, description) SELECT \
        current_database(), \(quoted(schema)), \(quoted(style.table)), \
        \(quoted(style.geometry ?? "")), \(quoted(style.table)), \
        XMLPARSE(DOCUMENT \(quoted(style.qml))), NOT EXISTS (SELECT FROM public.layer_styles \
        WHERE \(place) AND useAsDefault), 'conflictmap'
        """,
      ]
    }
    return [creation] + rows
  }
}
