internal import EventLayers
internal import Foundation
internal import NewsIngest
internal import OGR
internal import SimpleFeatures

/// The layers of a GeoPackage that this program wrote, or of another file that GDAL reads.
struct LayerFile {
  let path: String
  let tables: [FeatureTable]
  /// The names of all layers, also of those that were not read.
  private let layerNames: [String]

  /// Reads the layers whose names `isWanted` knows.
  ///
  /// - Throws: ``PipelineError`` where the file is missing or GDAL does not know its format.
  init(_ path: String, isWanted: (String) -> Bool = { _ in true }) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      throw PipelineError(.missingInput, "\(printable(path)): no such file")
    }
    do throws(OGRError) {
      let dataset = try VectorDataset(opening: path)
      var tables: [FeatureTable] = []
      layerNames = try dataset.layerNames()
      for name in layerNames where isWanted(name) {
        tables.append(try dataset.table(ofLayer: name).withTypesOfEvents)
      }
      self.tables = tables
    } catch {
      throw PipelineError(.badInput, printable("\(error)"))
    }
  }

  /// The layer of this name.
  ///
  /// - Throws: ``PipelineError`` that lists the layers that there are.
  func table(_ name: String) throws -> FeatureTable {
    guard let table = tables.first(where: { $0.name == name }) else {
      throw PipelineError(
        .badInput,
        "\(printable(path)): no layer \(printable(name)); it has "
          + layerNames.map(printable).joined(separator: ", "))
    }
    return table
  }
}
