internal import Gazetteers
internal import JSONText
internal import SimpleFeatures

/// The base map: what is drawn below the events, from Natural Earth and our schematic lines.
enum BaseMapCompilation {
  /// A file of the reference folder and the layer that it becomes.
  private static let sources: [(file: String, layer: BaseMap.Layer, tolerance: Double)] = [
    ("natural_earth/ne_10m_land.geojson", .land, 0),
    ("natural_earth/ne_10m_admin_0_countries.geojson", .country, 0),
    ("natural_earth/ne_10m_admin_0_disputed_areas.geojson", .disputedArea, 0),
    ("natural_earth/ne_10m_urban_areas.geojson", .urbanArea, 150),
    ("natural_earth/ne_10m_lakes.geojson", .lake, 0),
    ("natural_earth/ne_10m_rivers_lake_centerlines.geojson", .river, 0),
    ("natural_earth/ne_10m_coastline.geojson", .coastline, 0),
    ("natural_earth/ne_10m_admin_0_boundary_lines_land.geojson", .boundary, 0),
    ("natural_earth/ne_10m_admin_0_boundary_lines_disputed.geojson", .disputedBoundary, 0),
    ("natural_earth/ne_10m_railroads.geojson", .railway, 100),
    ("natural_earth/ne_10m_roads.geojson", .road, 100),
    ("schematic_lines.geojson", .route, 0),
  ]

  static func file(folder: ReferenceFolder) throws -> [UInt8] {
    var lines = GeoJSONLines(
      name: "basemap",
      attribution: "Made with Natural Earth (public domain), clipped to 34-44 E, 31-38.5 N. "
        + "Routes and the Orontes: schematic, by this project.")
    for source in sources {
      for feature in try folder.features(source.file) {
        let name = feature.text(source.layer == .route ? "ref" : "name")
        var layer = source.layer
        var english = feature.text("name_en").isEmpty ? name : feature.text("name_en")
        var arabic = feature.text("name_ar")
        var category = feature.text("featurecla")
        if source.layer == .road { category = feature.text("type") }
        var isSchematic = 0
        if source.layer == .route {
          isSchematic = 1
          if name.isEmpty {
            layer = .river
            english = feature.text("name")
          }
        }
        if source.layer == .boundary || source.layer == .disputedBoundary {
          english = [feature.text("adm0_left"), feature.text("adm0_right")]
            .joined(separator: " - ")
        }
        if let own = waterNames[english] { (english, arabic) = own }
        var properties: [(String, GeoJSONProperty)] = [
          ("layer", .text(layer.rawValue)), ("category", .text(category)),
          ("name_en", .text(english)), ("name_ar", .text(arabic)),
          ("note", .text(feature.text("note_brk"))),
        ]
        if let rank = feature.properties["scalerank"]?.number, abs(rank) < 100 {
          properties.append(("rank", .integer(Int(rank))))
        }
        if isSchematic > 0 { properties.append(("schematic", .integer(isSchematic))) }
        lines.append(properties, generalised(feature.geometry, source.tolerance))
      }
    }
    return lines.finished()
  }

  /// The geometry with its lines generalised by `tolerance` metres; as it is for 0.
  static func generalised(
    _ geometry: Geometry<GeographicPoint>, _ tolerance: Double
  ) -> Geometry<GeographicPoint> {
    func line(_ line: LineString<GeographicPoint>) -> LineString<GeographicPoint> {
      LineString(LineGeneralisation.generalised(line.vertices, tolerance: tolerance))
    }
    func ring(_ ring: Ring<GeographicPoint>) -> Ring<GeographicPoint> {
      let closed = LineGeneralisation.generalised(
        ring.vertices + ring.vertices.prefix(1), tolerance: tolerance)
      return Ring(Array(closed.dropLast()))
    }
    func polygon(_ polygon: Polygon<GeographicPoint>) -> Polygon<GeographicPoint> {
      Polygon(exterior: ring(polygon.exterior), holes: polygon.holes.map(ring))
    }
    switch geometry {
    case .lineString(let one): return .lineString(line(one))
    case .multiLineString(let many): return .multiLineString(many.map(line))
    case .polygon(let one): return .polygon(polygon(one))
    case .multiPolygon(let many): return .multiPolygon(many.map(polygon))
    case .point, .multiPoint: return geometry
    }
  }

  /// Names of waters in both languages, typed by us, by Natural Earth's name.
  private static let waterNames: [String: (String, String)] = [
    "Firat": ("Euphrates", "الفرات"), "Al Furat": ("Euphrates", "الفرات"),
    "Euphrates": ("Euphrates", "الفرات"), "Dicle": ("Tigris", "دجلة"),
    "Tigris": ("Tigris", "دجلة"), "Jordan": ("Jordan", "الأردن"), "Ceyhan": ("Ceyhan", "جيحان"),
    "Orontes / العاصي": ("Orontes", "العاصي"), "Dead Sea": ("Dead Sea", "البحر الميت"),
    "Sea of Galilee": ("Lake Tiberias", "بحيرة طبريا"),
    "Buhayrat al-Assad": ("Lake Assad", "بحيرة الأسد"),
    "Buhayrat ath Tharthar": ("Lake Tharthar", "بحيرة الثرثار"),
    "Lake Habbaniyah": ("Lake Habbaniyah", "بحيرة الحبانية"),
    "Lake Razazah": ("Lake Razzaza", "بحيرة الرزازة"), "Lake Van": ("Lake Van", "بحيرة وان"),
    "Ataturk Barajt": ("Atatürk Reservoir", "بحيرة سد أتاتورك"),
    "Saksak Dagi": ("Saksak Dagi", ""),
  ]
}
