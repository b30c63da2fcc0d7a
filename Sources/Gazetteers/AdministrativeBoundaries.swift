internal import JSONText
public import SimpleFeatures

/// The areas of the country, its administrative units, our regions and the cities' quarters.
public struct AdministrativeBoundaries: Sendable {
  public struct Area: Sendable {
    /// P-code, or the id of a region (`R…`) or a neighbourhood (`N…`).
    public let code: String
    public let kind: PlaceKind
    public let nameEnglish: String
    public let nameArabic: String
    public let polygons: [Polygon<GeographicPoint>]
    public let boundingBox: BoundingBox<GeographicPoint>

    public var geometry: Geometry<GeographicPoint> {
      polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
    }

    public func contains(_ point: GeographicPoint) -> Bool {
      boundingBox.contains(point) && polygons.contains { $0.contains(point) }
    }
  }

  /// All areas, sorted by code.
  public let areas: [Area]
  /// The borders by their level, each line once: 0 of the country, 1 between governorates, 2 between
  /// districts, 3 between sub-districts.
  public let borders: [[LineString<GeographicPoint>]]
  private let indices: [String: Int]
  private let subDistricts: [Int]

  /// Reads `boundaries.geojson`.
  public init(
    parsing bytes: [UInt8], file: String = "boundaries.geojson"
  ) throws(GazetteerError) {
    var areas: [Area] = []
    var borders: [[LineString<GeographicPoint>]] = [[], [], [], []]
    for (properties, geometry, line) in try GazetteerError.features(bytes, file) {
      let kindName = properties["kind"]?.text ?? ""
      switch geometry {
      case .multiLineString(let lines):
        guard kindName == "border", let level = properties["level"]?.number,
          let level = Int(exactly: level), borders.indices.contains(level)
        else { throw GazetteerError(file: file, line: line, message: "a border of no level") }
        borders[level] += lines
      case .polygon, .multiPolygon:
        guard let code = properties["pcode"]?.text, let kind = PlaceKind(rawValue: kindName),
          let box = geometry.boundingBox
        else {
          throw GazetteerError(file: file, line: line, message: "an area without code or kind")
        }
        let polygons: [Polygon<GeographicPoint>] =
          switch geometry {
          case .polygon(let polygon): [polygon]
          case .multiPolygon(let polygons): polygons
          default: []
          }
        areas.append(
          Area(
            code: code, kind: kind, nameEnglish: properties["name_en"]?.text ?? "",
            nameArabic: properties["name_ar"]?.text ?? "", polygons: polygons, boundingBox: box))
      default:
        throw GazetteerError(file: file, line: line, message: "neither an area nor borders")
      }
    }
    areas.sort { $0.code < $1.code }
    var indices: [String: Int] = [:]
    for (index, area) in areas.enumerated() {
      guard indices.updateValue(index, forKey: area.code) == nil else {
        throw GazetteerError(file: file, message: "“\(area.code)” is twice there")
      }
    }
    self.areas = areas
    self.borders = borders
    self.indices = indices
    subDistricts = areas.indices.filter { areas[$0].kind == .subDistrict }
  }

  /// The area with this p-code or id.
  public subscript(code: String) -> Area? { indices[code].map { areas[$0] } }

  /// All areas of one kind, sorted by code.
  public func areas(of kind: PlaceKind) -> [Area] { areas.filter { $0.kind == kind } }

  /// The sub-district that contains `point`; of two that share the border, the first by code.
  ///
  /// `nil` in a country whose units have no third level.
  public func subDistrict(containing point: GeographicPoint) -> Area? {
    subDistricts.first { areas[$0].contains(point) }.map { areas[$0] }
  }

  /// The area of `kind` that contains `point`, the first by code.
  public func area(of kind: PlaceKind, containing point: GeographicPoint) -> Area? {
    areas.first { $0.kind == kind && $0.contains(point) }
  }
}
