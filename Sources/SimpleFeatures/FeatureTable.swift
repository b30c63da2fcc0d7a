/// A table of features of one kind: what becomes a layer of a GeoPackage, a GeoJSON file, a CSV.
///
/// The word and the idea are those of the OGC's Simple Features and GeoPackage standards.
public struct FeatureTable: Sendable {
  /// The table's name: lower-case ASCII letters, digits and underscores.
  public var name: String
  /// A title for a person.
  public var title: String
  /// What the rows are and where they come from, for a person.
  public var summary: String
  /// The kind of geometry, `nil` for a table of attributes alone.
  public var geometryType: GeometryType?
  public var fields: [Field]
  public var features: [Feature]

  public init(
    name: String, title: String, summary: String, geometryType: GeometryType?,
    fields: [Field], features: [Feature] = []
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.geometryType = geometryType
    self.fields = fields
    self.features = features
  }
}

/// The kinds of geometry that a table can hold.
public enum GeometryType: String, Hashable, Sendable {
  case point, lineString, polygon, multiPoint, multiLineString, multiPolygon
}

/// A column of a feature table.
public struct Field: Hashable, Sendable {
  public enum FieldType: String, Hashable, Sendable {
    case text, integer, real, boolean
    /// A list or an object, kept as JSON text.
    case json
    /// A calendar day, kept as ISO 8601 text such as `2019-06-16`.
    case date
    /// An instant in UTC, kept as ISO 8601 text such as `2019-06-16T00:00:00Z`.
    case dateTime
  }

  public var name: String
  public var type: FieldType
  /// A readable name for forms and attribute tables.
  public var alias: String
  /// The HXL tag, such as `#date+start`, where the field has one.
  public var hxlTag: String?

  public init(_ name: String, _ type: FieldType, alias: String, hxlTag: String? = nil) {
    self.name = name
    self.type = type
    self.alias = alias
    self.hxlTag = hxlTag
  }
}

/// A row of a feature table.
public struct Feature: Hashable, Sendable {
  /// One value for each field of the table, in the fields' order.
  public var values: [FieldValue]
  /// `nil` where the place is not known.
  public var geometry: Geometry<GeographicPoint>?

  public init(values: [FieldValue], geometry: Geometry<GeographicPoint>? = nil) {
    self.values = values
    self.geometry = geometry
  }
}

/// A cell of a feature table.
public enum FieldValue: Hashable, Sendable {
  case null
  case text(String)
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  /// For fields of the types `date` and `dateTime`: ISO 8601 text as they demand it.
  case time(String)

  public init(_ text: String?) { self = text.map(FieldValue.text) ?? .null }
  public init(_ number: Int?) { self = number.map(FieldValue.integer) ?? .null }
  public init(_ number: Double?) { self = number.map(FieldValue.real) ?? .null }
}
