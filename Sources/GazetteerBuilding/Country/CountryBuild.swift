internal import Foundation
public import Gazetteers
internal import SimpleFeatures

/// A gazetteer compiled from the sources of a manifest: the same files give the same bytes.
public struct CountryBuild: Sendable {
  /// The places, sorted by id.
  public let places: [Place]
  /// The files to write into the gazetteer's folder, sorted by name.
  public let files: [GazetteerBuild.File]
  /// What was counted on the way, in the order of the work.
  public let counts: [GazetteerBuild.Count]
  /// What could not be used, a line each, with file and reason; empty where all was sound.
  public let problems: [String]

  /// Compiles the sources of `manifest`.
  ///
  /// - Parameter featureCodes: The path of `geonames-kinds.csv`, needed by sources in GeoNames'
  ///   format.
  /// - Throws: ``GazetteerError`` with the file, and the line where there is one, for what is missing
  ///   or not of its format, and where a source gives no place at all.
  public init(_ manifest: GazetteerManifest, featureCodes: String?) throws {
    var omissions = Omissions()
    var counts: [GazetteerBuild.Count] = []
    func count(_ what: String, _ number: Int) {
      counts.append(GazetteerBuild.Count(what: what, count: number))
    }
    var readings: [[PlaceDraft]] = []
    for source in manifest.sources {
      let reading = try SourceReaders.reader(of: source, featureCodes).read()
      omissions.add(reading.omissions)
      guard !reading.drafts.isEmpty else {
        let reason = reading.omissions.all.first.map { "; \($0.description)" } ?? ""
        throw GazetteerError(
          file: source.files[0], message: "“\(source.name)” gives no place\(reason)")
      }
      count("places in “\(source.name)”", reading.drafts.count)
      readings.append(reading.drafts)
    }

    var units = try UnitMerging(readings, manifest, &omissions)
    let boundaries = UnitBoundaries(units.tree)
    units.moveInside(boundaries)
    for (name, merged) in zip(manifest.sources.map(\.name), units.merged) where merged > 0 {
      count("units of “\(name)” that are one of an earlier source", merged)
    }
    var linking = PlaceLinking()
    for (index, source) in manifest.sources.enumerated() {
      let rows = readings[index].filter { !$0.place.kind.isAdministrative }.map {
        units.located($0, in: boundaries)
      }
      let linked = linking.add(rows)
      if index > 0, !rows.isEmpty {
        count("places of “\(source.name)” that are one of an earlier source", linked)
      }
    }
    if let path = manifest.extraPlaces {
      let table = MappedTable(
        path: path, mapping: .ownPlaces(country: manifest.country), source: "own")
      let reading = try table.read()
      omissions.add(reading.omissions)
      _ = linking.add(reading.drafts.map { units.located($0, in: boundaries) })
      count("places of our own", reading.drafts.count)
    }
    omissions.add(linking.omissions)

    var settlements = linking.places
    units.appointSeats(&settlements)
    var drafts = units.tree.units + settlements
    if let path = manifest.regions {
      drafts += try OwnTables.regions(
        path, country: manifest.country, tree: units.tree, boundaries: boundaries)
    }
    Self.resolveParents(&drafts, rows: linking.idsByRow, tree: units.tree, &omissions)
    if let path = manifest.aliases {
      count("names added by hand", try OwnTables.addAliases(path, to: &drafts))
    }

    places = try Self.unique(drafts)
    let regions = places.filter { $0.kind == .region && !$0.parts.isEmpty }
    let attribution =
      ["# Every output prints these lines; a line that begins with # is not printed."]
      + manifest.attribution
    files = [
      GazetteerBuild.File(
        name: "attribution.txt", bytes: Array(attribution.map { $0 + "\n" }.joined().utf8)),
      GazetteerBuild.File(
        name: "basemap.geojson",
        bytes: try BaseMapLayers.file(
          manifest.baseMap, attribution: manifest.baseMapAttribution, omissions: &omissions)),
      GazetteerBuild.File(
        name: "boundaries.geojson",
        bytes: boundaries.file(regions: regions, attribution: manifest.attribution)),
      GazetteerBuild.File(name: "places.tsv", bytes: PlaceTable.bytes(of: places)),
    ]
    for entry in omissions.all where !entry.isProblem {
      count("\(entry.file): \(entry.reason) (not taken)", entry.count)
    }
    count("places in the gazetteer", places.count)
    self.counts = counts
    problems = omissions.all.filter(\.isProblem).map(\.description)
  }

  /// Parents by the ids that the places got; one that is not there is left out and told.
  private static func resolveParents(
    _ drafts: inout [PlaceDraft], rows: [String: String], tree: UnitTree,
    _ omissions: inout Omissions
  ) {
    for index in drafts.indices where !drafts[index].place.kind.isAdministrative {
      guard let parent = drafts[index].place.parent else { continue }
      let found = rows[parent] ?? tree.id(ofCode: parent)
      // What is one with its parent is no part of it.
      drafts[index].place.parent = found == drafts[index].place.id ? nil : found
      if found == nil {
        omissions.addFlaw(
          "parents that are not there", in: drafts[index].source, at: drafts[index].origin)
      }
    }
  }

  private static func unique(_ drafts: [PlaceDraft]) throws -> [Place] {
    var origins: [String: String] = [:]
    for draft in drafts {
      if let other = origins.updateValue(draft.origin, forKey: draft.place.id) {
        throw GazetteerError(
          file: draft.origin,
          message: "the id “\(draft.place.id)” is that of a place at \(other), too; "
            + "give the source another id_prefix")
      }
    }
    return drafts.map(\.place).sorted { $0.id < $1.id }
  }
}
