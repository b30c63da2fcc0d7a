public import CivilCalendar
public import SimpleFeatures

/// What a QGIS project says of itself and how its layers look.
public struct QGISProjectDescription: Sendable {
  /// The project's name inside the GeoPackage.
  public var name: String
  /// The title of the map, for a person.
  public var title: String
  public var summary: String
  /// Who is to be named for the data; drawn in the corner of the map as well.
  public var attribution: String
  /// Such as `CC-BY-4.0`.
  public var licence: String
  public var author: String
  /// JSON on what made the data, from what and how, for the GeoPackage's metadata; empty for none.
  public var provenance: String
  /// The name of the GeoPackage, beside which the project lies, without a folder.
  public var geoPackageName: String
  /// What is seen when the project opens; not finite leaves that to QGIS.
  public var extent: BoundingBox<GeographicPoint>
  /// The days that the temporal controller plays, both included; `nil` leaves it off.
  public var timeSpan: DateSpan?
  /// The days that the printed sheet shows, all of ``timeSpan`` where `nil`.
  public var sheetSpan: DateSpan?
  /// When the contents changed: an instant in UTC such as `2019-08-01T00:00:00Z`.
  public var timestamp: String
  public var labelLanguage: LabelLanguage
  /// In the order of the legend.
  public var sides: [SideStyle]
  /// In the order of the legend.
  public var eventTypes: [EventTypeStyle]

  public init(
    name: String, title: String, summary: String, attribution: String, licence: String,
    author: String = "conflictmap", provenance: String = "", geoPackageName: String,
    extent: BoundingBox<GeographicPoint>, timeSpan: DateSpan?,
    sheetSpan: DateSpan? = nil, timestamp: String = "1970-01-01T00:00:00Z",
    labelLanguage: LabelLanguage,
    sides: [SideStyle], eventTypes: [EventTypeStyle]
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.attribution = attribution
    self.licence = licence
    self.author = author
    self.provenance = provenance
    self.geoPackageName = geoPackageName
    self.extent = extent
    self.timeSpan = timeSpan
    self.sheetSpan = sheetSpan
    self.timestamp = timestamp
    self.labelLanguage = labelLanguage
    self.sides = sides
    self.eventTypes = eventTypes
  }
}

/// A QGIS project over the tables of a GeoPackage, made without QGIS.
///
/// A table is known by its name: `events`, `event_uncertainty`, `mentions`, `settlement_control`,
/// `front_lines`, `control_areas`, `contested_ground`, `ground_without_data`, `places`,
/// `boundaries`, `coast`, `roads`, `rivers`, `lakes`, `governorates`, `reports`, `claims`, `slices`,
/// `control_marks`. One that is missing is left out; one that is not known is drawn grey in a group of its own. A layer with the DATETIME fields `t_start` and `t_end`, or
/// `valid_from` and `valid_to`, follows the temporal controller: the first second of the first day
/// to the last second of the last one, null for an open end.
public struct QGISProject: Sendable {
  /// The project as QGIS's XML.
  public let qgs: String
  /// The project as a `.qgz`, to lie beside the GeoPackage.
  public let qgz: [UInt8]
  /// SQL that puts the styles, the layers' metadata, the indices over time and the project itself
  /// into the GeoPackage that holds the tables.
  public let geoPackageStatements: [String]

  /// - Throws: ``QGISProjectError`` for a colour, a file's name or an instant that is none.
  public init(
    _ description: QGISProjectDescription, tables: [FeatureTable]
  ) throws(QGISProjectError) {
    let name = description.geoPackageName
    guard !name.isEmpty, !name.utf8.contains(where: "/|\0\n\r".utf8.contains),
      !hasPercentCode(name)
    else { throw .invalidFileName(name) }
    let timestamp = description.timestamp
    guard isInstant(timestamp) else { throw .invalidTimestamp(timestamp) }
    let palette = try Palette(description.sides, description.eventTypes)
    let layers = tables.map(Layer.init)
    let styles = layers.map {
      LayerStyle(layer: $0, palette: palette, language: description.labelLanguage)
    }
    qgs = ProjectDocument(description: description, styles: styles).text
    qgz = storedZip(name: "project.qgs", content: Array(qgs.utf8))
    geoPackageStatements =
      GeoPackageStatements(
        description: description, styles: styles, archive: qgz
      ).all
  }
}

/// Whether `name` has a code such as `%25`, which QGIS decodes in some places and not in others, so
/// that neither the name nor its encoded form opens.
private func hasPercentCode(_ name: String) -> Bool {
  let bytes = Array(name.utf8)
  return bytes.indices.dropLast(2).contains { index in
    bytes[index] == UInt8(ascii: "%")
      && [bytes[index + 1], bytes[index + 2]].allSatisfy {
        Character(UnicodeScalar($0)).isHexDigit
      }
  }
}

/// Whether `text` is an instant to the second, such as `2019-08-01T00:00:00Z`: it stands in SQL.
private func isInstant(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count == 20, CivilDate(iso: text) != nil, bytes[10] == UInt8(ascii: "T"),
    bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z")
  else { return false }
  let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  return [11, 12, 14, 15, 17, 18].allSatisfy { digits.contains(bytes[$0]) }
    && (bytes[11], bytes[12]) < (UInt8(ascii: "2"), UInt8(ascii: "4"))
    && bytes[14] < UInt8(ascii: "6") && bytes[17] < UInt8(ascii: "6")
}
