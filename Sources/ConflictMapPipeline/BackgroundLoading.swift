internal import ConflictSymbology
internal import Foundation
internal import Gazetteers
internal import NewsIngest

extension MapBackground {
  /// The tables of a gazetteer's folder that a background is compiled from.
  private static let tables = ["places.tsv", "boundaries.geojson", "basemap.geojson"]

  /// Loads the background of a gazetteer's folder.
  ///
  /// A file that an earlier run compiled from the same tables is read from `cache`; else the tables
  /// are, and the file is kept there.
  ///
  /// - Throws: ``PipelineError`` of the kind `configuration`, with the file and the line.
  init(folder: String, cache: String?) throws {
    let sides = try Theatre.sides(folder: folder)
    let attribution = try Theatre.attribution(folder: folder)
    var checksums: [UInt64] = []
    for table in Self.tables {
      let path = folder + "/" + table
      guard let data = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else {
        throw PipelineError(.configuration, "\(printable(path)): the file is missing")
      }
      checksums.append(data.withUnsafeBytes { checksum(of: $0) })
    }
    let name = BackgroundFile.name(checksums: checksums)
    if let cache, let compiled = BackgroundFile.read(cache + "/" + name) {
      self.init(
        base: compiled.base, places: compiled.places, regions: compiled.regions, sides: sides,
        attribution: attribution)
      return
    }
    do {
      self.init(
        places: try PlaceTable.places(
          parsing: [UInt8](try Data(contentsOf: URL(filePath: folder + "/places.tsv")))),
        boundaries: try AdministrativeBoundaries(folder: folder),
        baseMap: try BaseMap(folder: folder), sides: sides, attribution: attribution)
    } catch {
      throw PipelineError(
        .configuration,
        printable("\(folder): \(error); build the gazetteer again with conflictmap gazetteer build")
      )
    }
    if let cache { BackgroundFile.keep(self, in: cache, as: name) }
  }
}

extension Theatre {
  /// What the theatre's maps are drawn on.
  var background: MapBackground {
    MapBackground(
      places: gazetteer.places, boundaries: boundaries, baseMap: baseMap, sides: sides,
      attribution: attribution)
  }
}
