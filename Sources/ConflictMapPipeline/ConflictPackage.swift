internal import CivilCalendar
internal import ConflictSymbology
internal import Foundation
internal import JSONText
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
  /// The days of the printed sheet; those in which most events begin where `nil`.
  var sheetSpan: DateSpan?
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

  /// SQL that makes a GeoPackage of `tables` one that QGIS opens finished.
  ///
  /// - Throws: `QGISProjectError`.
  func statements(over tables: [FeatureTable], in package: String) throws -> [String] {
    try project(over: tables, in: package).geoPackageStatements
  }

  private func project(over tables: [FeatureTable], in package: String) throws -> QGISProject {
    try QGISProject(
      QGISProjectDescription(
        name: "conflict", title: title,
        summary: "Events, areas of control and front lines as reported; made by conflictmap.",
        attribution: (attribution ?? theatre.attribution).joined(separator: " "),
        licence: Self.licence, provenance: provenance,
        geoPackageName: package, extent: extent, timeSpan: timeSpan,
        sheetSpan: sheetSpan ?? Self.busiestWeek(of: tables), timestamp: timestamp,
        labelLanguage: .both,
        sides: theatre.sides.map { side in
          QGISExport.SideStyle(
            key: side.key, nameEn: side.name.english, nameAr: side.name.arabic,
            fill: side.fillHex, line: side.lineHex)
        }, eventTypes: Self.eventTypes), tables: tables)
  }

  private static func busiestWeek(of tables: [FeatureTable]) -> DateSpan? {
    var starts: [CivilDate: Int] = [:]
    for row in TableRows(tables.first { $0.name == "events" })
    where row.integer("date_prec") ?? 6 <= 3 {
      if let day = row.date("date_start") { starts[day, default: 0] += 1 }
    }
    return busiestWeek(starts)
  }

  /// The seven days in which most events begin, the last ones of several; `nil` without events.
  ///
  /// - Parameter starts: How many begin on a day.
  static func busiestWeek(_ starts: [CivilDate: Int]) -> DateSpan? {
    let weeks = starts.keys.map { first in
      (first: first, count: (0..<7).reduce(0) { $0 + (starts[first + $1] ?? 0) })
    }
    return weeks.max { ($0.count, $0.first) < ($1.count, $1.first) }.map {
      DateSpan($0.first, $0.first + 6)
    }
  }

  private static let licence = "CC-BY-4.0"

  /// What made the layers, from what and how, for programs; the pages it names are in the
  /// repository.
  private var provenance: String {
    var json = JSONWriter()
    json.beginObject()
    json.member("made_by", "conflictmap \(programVersion)")
    json.member("data_until", String(timestamp.prefix(10)))
    json.member("licence", Self.licence)
    json.key("attribution")
    json.beginArray()
    for line in attribution ?? theatre.attribution { json.value(line) }
    json.endArray()
    json.key("method")
    json.beginArray()
    for line in [
      "Reports are read by rules; places are those of the gazetteer (docs/architecture.md).",
      "Claims that tell one event are merged; merged_from lists them (docs/merging.md).",
      "Control is computed from marks and events by evidence that decays; areas and fronts are an "
        + "estimate between places whose holder is known (docs/limits.md).",
    ] { json.value(line) }
    json.endArray()
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
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
