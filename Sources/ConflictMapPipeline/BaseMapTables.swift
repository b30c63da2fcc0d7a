internal import Gazetteers
internal import SimpleFeatures

extension Theatre {
  /// The base map as layers: borders, governorates, waters, coast and roads.
  func baseMapTables() -> [FeatureTable] {
    let borders = boundaries.borders.enumerated().flatMap { level, lines in
      level <= 1
        ? [
          Feature(
            values: [.integer(level), .text(level == 0 ? "country" : "governorate")],
            geometry: .multiLineString(lines))
        ] : []
    }
    let governorates = boundaries.areas(of: .governorate).map { area in
      Feature(
        values: [.text(area.code), .text(area.nameArabic), .text(area.nameEnglish)],
        geometry: .multiPolygon(area.polygons))
    }
    return [
      FeatureTable(
        name: "boundaries", title: "Boundaries",
        summary: "Boundaries as OCHA draws them; they do not imply endorsement.",
        geometryType: .multiLineString,
        fields: [
          Field("adm_level", .integer, alias: "Level"), Field("kind", .text, alias: "Kind"),
        ], features: borders),
      FeatureTable(
        name: "governorates", title: "Governorates", summary: "The governorates, by OCHA.",
        geometryType: .multiPolygon,
        fields: [
          Field("adm1_pcode", .text, alias: "Code"), Field("name_ar", .text, alias: "Arabic name"),
          Field("name_en", .text, alias: "English name"),
        ], features: governorates),
      lines("coast", "Coast", [.coastline]),
      lines("rivers", "Rivers", [.river]),
      lines("roads", "Roads", [.road, .route]),
      FeatureTable(
        name: "lakes", title: "Lakes", summary: "Lakes and reservoirs, by Natural Earth.",
        geometryType: .multiPolygon, fields: Self.namedFields,
        features: baseMap[.lake].compactMap { lake in
          polygons(lake.geometry).map {
            Feature(values: values(of: lake), geometry: .multiPolygon($0))
          }
        }),
    ]
  }

  private static let namedFields = [
    Field("name_ar", .text, alias: "Arabic name"), Field("name_en", .text, alias: "English name"),
    Field("category", .text, alias: "Category"),
    Field("schematic", .boolean, alias: "Schematic: may be kilometres off"),
  ]

  private func lines(
    _ name: String, _ title: String, _ layers: [BaseMap.Layer]
  ) -> FeatureTable {
    FeatureTable(
      name: name, title: title, summary: "\(title), by Natural Earth; schematic where it says so.",
      geometryType: .multiLineString, fields: Self.namedFields,
      features: layers.flatMap { baseMap[$0] }.compactMap { feature in
        ConflictMapPipeline.lines(feature.geometry).map {
          Feature(values: values(of: feature), geometry: .multiLineString($0))
        }
      })
  }

  private func values(of feature: BaseMap.Feature) -> [FieldValue] {
    [
      feature.nameArabic.isEmpty ? .null : .text(feature.nameArabic),
      feature.nameEnglish.isEmpty ? .null : .text(feature.nameEnglish),
      feature.category.isEmpty ? .null : .text(feature.category), .boolean(feature.isSchematic),
    ]
  }
}

/// The lines of a geometry, `nil` where it has none.
func lines(_ geometry: Geometry<GeographicPoint>) -> [LineString<GeographicPoint>]? {
  switch geometry {
  case .lineString(let line): [line]
  case .multiLineString(let lines): lines
  default: nil
  }
}

/// The polygons of a geometry, `nil` where it has none.
func polygons(_ geometry: Geometry<GeographicPoint>) -> [Polygon<GeographicPoint>]? {
  switch geometry {
  case .polygon(let polygon): [polygon]
  case .multiPolygon(let polygons): polygons
  default: nil
  }
}
