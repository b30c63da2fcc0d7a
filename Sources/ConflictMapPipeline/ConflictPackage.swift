internal import Cartography
internal import CivilCalendar
internal import ConflictSymbology
internal import OGR
internal import QGISExport
internal import SimpleFeatures

/// The GeoPackage of a run and the QGIS project over it.
struct ConflictPackage {
  static let packageName = "conflict.gpkg"
  static let projectName = "conflict.qgz"

  var theatre: Theatre
  var title: String
  var extent: BoundingBox<GeographicPoint>
  var timeSpan: DateSpan?
  /// Stands in the file for the clock.
  var timestamp: String

  /// Writes both and returns their paths.
  ///
  /// - Throws: `OGRError` or ``PipelineError``; older files are whole then.
  func write(_ tables: [FeatureTable], to output: OutputFolder) throws -> [String] {
    let project = try QGISProject(
      QGISProjectDescription(
        name: "conflict", title: title,
        summary: "Events, areas of control and front lines as reported; made by conflictmap.",
        attribution: theatre.attribution.joined(separator: " "), licence: "CC-BY-4.0",
        geoPackageName: Self.packageName, extent: extent, timeSpan: timeSpan,
        timestamp: timestamp, labelLanguage: .both,
        sides: theatre.sides.map { side in
          QGISExport.SideStyle(
            key: side.key, nameEn: side.name.english, nameAr: side.name.arabic,
            fill: side.fill.hexadecimal, line: side.line.hexadecimal)
        }, eventTypes: Self.eventTypes), tables: tables)
    let package = output.path(of: Self.packageName)
    do {
      try GeoPackageWriter(timestamp: timestamp).write(
        tables, to: package, statements: project.geoPackageStatements)
    } catch {
      throw PipelineError(.cannotWrite, "\(error)")
    }
    return [package, try output.write(project.qgz, to: Self.projectName)]
  }

  private static let eventTypes = [
    EventTypeStyle(
      key: "battles", nameEn: "Battles", nameAr: "معارك", colour: "#32215F", shape: .circle),
    EventTypeStyle(
      key: "explosions_remote_violence", nameEn: "Shelling, strikes, explosions",
      nameAr: "قصف وغارات وتفجيرات", colour: "#6A4FA3", shape: .circle),
    EventTypeStyle(
      key: "violence_against_civilians", nameEn: "Violence against civilians",
      nameAr: "عنف ضد المدنيين", colour: "#8C1D40", shape: .triangle),
    EventTypeStyle(
      key: "protests", nameEn: "Protests", nameAr: "احتجاجات", colour: "#15678C", shape: .square),
    EventTypeStyle(
      key: "riots", nameEn: "Riots", nameAr: "أعمال شغب", colour: "#8A6A00", shape: .square),
    EventTypeStyle(
      key: "strategic_developments", nameEn: "Strategic developments",
      nameAr: "تطورات استراتيجية", colour: "#4A4A46", shape: .diamond),
  ]
}
