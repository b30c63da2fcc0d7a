internal import JSONText
public import SimpleFeatures

/// What is drawn below the events: land, waters, borders, roads.
public struct BaseMap: Sendable {
  public enum Layer: String, Hashable, Sendable, CaseIterable {
    case land, country
    case disputedArea = "disputed_area"
    case urbanArea = "urban_area"
    case lake, river, coastline, boundary
    case disputedBoundary = "disputed_boundary"
    case railway, road
    /// The named trunk roads (M5, M4 …), drawn over the roads.
    case route
  }

  public struct Feature: Hashable, Sendable {
    public var layer: Layer
    /// Natural Earth's word for what it is, such as `Reservoir` or `Major Highway`; may be empty.
    public var category: String
    /// Empty where there is no name.
    public var nameEnglish: String
    public var nameArabic: String
    /// What the source says of a disputed area; mostly empty.
    public var note: String
    /// Natural Earth's scale rank: 0 is on every map, 10 on the largest scales only.
    public var rank: Int
    /// Whether the line is typed by hand and may be kilometres off: draw it, measure nothing.
    public var isSchematic: Bool
    public var geometry: Geometry<GeographicPoint>
  }

  public let features: [Feature]

  public init(features: [Feature]) { self.features = features }

  /// The features of one layer in the order of the file.
  public subscript(layer: Layer) -> [Feature] { features.filter { $0.layer == layer } }

  /// Reads `basemap.geojson`.
  public init(parsing bytes: [UInt8], file: String = "basemap.geojson") throws(GazetteerError) {
    features = try GazetteerError.features(bytes, file).map {
      (properties, geometry, line) throws(GazetteerError) in
      guard let layer = properties["layer"]?.text.flatMap(Layer.init(rawValue:)) else {
        throw GazetteerError(file: file, line: line, message: "a feature of no known layer")
      }
      return Feature(
        layer: layer, category: properties["category"]?.text ?? "",
        nameEnglish: properties["name_en"]?.text ?? "",
        nameArabic: properties["name_ar"]?.text ?? "", note: properties["note"]?.text ?? "",
        rank: properties["rank"]?.number.flatMap { Int(exactly: $0) } ?? 0,
        isSchematic: properties["schematic"]?.number == 1, geometry: geometry)
    }
  }
}
