internal import Gazetteers
internal import SimpleFeatures

/// The base map of a manifest: layers of any file that GDAL reads.
enum BaseMapLayers {
  /// The file `basemap.geojson`; a collection without features where `layers` is empty.
  static func file(
    _ layers: [GazetteerManifest.BaseLayer], attribution: String, omissions: inout Omissions
  ) throws -> [UInt8] {
    var lines = GeoJSONLines(name: "basemap", attribution: attribution)
    for layer in layers {
      let table = try SourceTable(path: layer.file, layer: layer.fileLayer)
      try table.require(
        [layer.nameEnglish, layer.nameArabic, layer.category, layer.rank].compactMap { $0 },
        for: "the base map's layer “\(layer.layer)”")
      omissions.add(table.omissions)
      for row in table.rows {
        guard let geometry = row.geometry else {
          omissions.addProblem("no geometry", in: table.file, at: row.position)
          continue
        }
        func text(_ column: String?) -> String { column.map { NameList.cleaned(row[$0]) } ?? "" }
        var properties: [(String, GeoJSONProperty)] = [
          ("layer", .text(layer.layer)), ("category", .text(text(layer.category))),
          ("name_en", .text(text(layer.nameEnglish))), ("name_ar", .text(text(layer.nameArabic))),
        ]
        if let rank = Int(text(layer.rank)), abs(rank) < 100 {
          properties.append(("rank", .integer(rank)))
        }
        lines.append(properties, BaseMapCompilation.generalised(geometry, layer.tolerance))
      }
    }
    return lines.finished()
  }
}
