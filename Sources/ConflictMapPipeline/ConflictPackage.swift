internal import CivilCalendar
internal import ConflictSymbology
internal import Foundation
internal import NewsIngest
internal import OGR
internal import QGISExport
internal import SimpleFeatures

/// The GeoPackage of a run and the QGIS project over it.
struct ConflictPackage {
  static let packageName = "conflict.gpkg"

  var theatre: Theatre
  var title: String
  var extent: BoundingBox<GeographicPoint>
  var timeSpan: DateSpan?
  /// Stands in the file for the clock.
  var timestamp: String
  /// The lines that the package must carry; those of the gazetteer where `nil`.
  var attribution: [String]?

  /// Writes both into a folder, the project under the package's name, and returns their paths.
  ///
  /// - Throws: ``PipelineError``; older files are whole then.
  func write(
    _ tables: [FeatureTable], to output: OutputFolder, as name: String
  ) throws -> [String] {
    let package = output.path(of: name)
    let project = try write(tables, toPackage: package)
    let stem = (name as NSString).deletingPathExtension
    return [package, try output.write(project, to: stem + ".qgz")]
  }

  /// Writes the GeoPackage, with its project inside, to `path`.
  ///
  /// - Returns: The project, to lie beside the GeoPackage as a `.qgz`.
  @discardableResult
  func write(_ tables: [FeatureTable], toPackage path: String) throws -> [UInt8] {
    do {
      let project = try project(over: tables, in: (path as NSString).lastPathComponent)
      try GeoPackageWriter(timestamp: timestamp).write(
        tables, to: path, statements: project.geoPackageStatements)
      return project.qgz
    } catch {
      throw PipelineError(.cannotWrite, printable("\(error)"))
    }
  }

  private func project(over tables: [FeatureTable], in package: String) throws -> QGISProject {
    try QGISProject(
      QGISProjectDescription(
        name: "conflict", title: title,
        summary: "Events, areas of control and front lines as reported; made by conflictmap.",
        attribution: (attribution ?? theatre.attribution).joined(separator: " "),
        licence: "CC-BY-4.0",
        geoPackageName: package, extent: extent, timeSpan: timeSpan, timestamp: timestamp,
        labelLanguage: .both,
        sides: theatre.sides.map { side in
          QGISExport.SideStyle(
            key: side.key, nameEn: side.name.english, nameAr: side.name.arabic,
            fill: side.fillHex, line: side.lineHex)
        }, eventTypes: Self.eventTypes), tables: tables)
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
