internal import JSONText
public import SimpleFeatures

/// Writes feature tables as GeoJSON by RFC 7946.
///
/// WGS 84 without a `crs` member, coordinates with at most six decimals (a tenth of a metre),
/// exteriors counterclockwise, shapes cut at the meridian of 180 degrees, a `bbox`, every feature with
/// the same keys, and a line a feature.
public enum GeoJSON {
  /// - Parameters:
  ///   - table: Its name, its fields and its features.
  ///   - idField: The field whose value is the features' `id`.
  ///   - attribution: Lines for the foreign member `attribution`.
  public static func featureCollection(
    _ table: FeatureTable, idField: String? = nil, attribution: [String] = []
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("type", "FeatureCollection")
    json.member("name", table.name)
    if !attribution.isEmpty {
      json.key("attribution")
      json.beginArray()
      for line in attribution { json.value(line) }
      json.endArray()
    }
    let boxes = table.features.compactMap { feature in
      feature.geometry.flatMap { Antimeridian.cut($0).boundingBox }
    }
    if var box = boxes.first {
      for other in boxes {
        box.formUnion(.init(x: other.minX, y: other.minY))
        box.formUnion(.init(x: other.maxX, y: other.maxY))
      }
      json.key("bbox")
      json.beginArray()
      for edge in [box.minX, box.minY, box.maxX, box.maxY] { json.value(edge, decimals: 6) }
      json.endArray()
    }
    json.key("features")
    json.beginArray()
    let idIndex = table.fields.firstIndex { $0.name == idField }
    for feature in table.features {
      json.lineBreak()
      write(feature, of: table.fields, idIndex: idIndex, to: &json)
    }
    json.newline()
    json.endArray()
    json.endObject()
    json.newline()
    return json.bytes
  }

  /// What stands around features that are written one by one, as ``GeoJSONRows`` does: the beginning
  /// and the end of the collection.
  public struct Frame: Sendable {
    private let name: String
    private let attribution: [String]

    /// - Parameter name: The table's.
    public init(_ name: String, attribution: [String] = []) {
      self.name = name
      self.attribution = attribution
    }

    public var beginning: [UInt8] {
      var json = JSONWriter()
      json.beginObject()
      json.member("type", "FeatureCollection")
      json.member("name", name)
      if !attribution.isEmpty {
        json.key("attribution")
        json.beginArray()
        for line in attribution { json.value(line) }
        json.endArray()
      }
      json.key("features")
      json.beginArray()
      return json.bytes
    }

    /// - Parameter box: What holds all features; it is known here at last.
    public func end(_ box: BoundingBox<GeographicPoint>?) -> [UInt8] {
      var json = JSONWriter()
      json.beginObject()
      if let box {
        json.key("bbox")
        json.beginArray()
        for edge in [box.minX, box.minY, box.maxX, box.maxY] { json.value(edge, decimals: 6) }
        json.endArray()
      }
      json.endObject()
      json.newline()
      // The object was opened at the beginning of the file.
      let members = json.bytes.dropFirst()
      return Array("\n]".utf8) + (box == nil ? [] : [UInt8(ascii: ",")]) + members
    }
  }

  /// The features as GeoJSON text sequences, which a reader can take one by one: RFC 8142.
  ///
  /// - Parameter idField: The field whose value is the features' `id`.
  public static func textSequence(_ table: FeatureTable, idField: String? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    var json = JSONWriter()
    let idIndex = table.fields.firstIndex { $0.name == idField }
    for feature in table.features {
      json.removeAll()
      write(feature, of: table.fields, idIndex: idIndex, to: &json)
      bytes.append(0x1E)
      bytes += json.bytes
      bytes.append(0x0A)
    }
    return bytes
  }

  static func write(
    _ feature: Feature, of fields: [Field], idIndex: Int?, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("type", "Feature")
    if let idIndex, case .text(let id) = feature.values[idIndex] {
      json.member("id", id)
    }
    json.key("geometry")
    write(feature.geometry, to: &json)
    json.key("properties")
    json.beginObject()
    for (field, value) in zip(fields, feature.values) {
      json.key(field.name)
      write(value, as: field.type, to: &json)
    }
    json.endObject()
    json.endObject()
  }

  static func write(_ value: FieldValue, as type: Field.FieldType, to json: inout JSONWriter) {
    switch value {
    case .null: json.null()
    case .text(let text): if type == .json { json.raw(text) } else { json.value(text) }
    case .integer(let number): json.value(number)
    case .real(let number): json.value(number, decimals: 6)
    case .boolean(let flag): json.value(flag)
    case .time(let text): json.value(text)
    }
  }

  static func write(_ geometry: Geometry<GeographicPoint>?, to json: inout JSONWriter) {
    guard let geometry = geometry.map(Antimeridian.cut) else { return json.null() }
    json.beginObject()
    json.key("type")
    switch geometry {
    case .point(let point):
      json.value("Point")
      json.key("coordinates")
      write(point, to: &json)
    case .lineString(let line):
      json.value("LineString")
      json.key("coordinates")
      write(line.vertices, to: &json)
    case .polygon(let polygon):
      json.value("Polygon")
      json.key("coordinates")
      write(polygon, to: &json)
    case .multiPoint(let points):
      json.value("MultiPoint")
      json.key("coordinates")
      write(points, to: &json)
    case .multiLineString(let lines):
      json.value("MultiLineString")
      json.key("coordinates")
      json.beginArray()
      for line in lines { write(line.vertices, to: &json) }
      json.endArray()
    case .multiPolygon(let polygons):
      json.value("MultiPolygon")
      json.key("coordinates")
      json.beginArray()
      for polygon in polygons { write(polygon, to: &json) }
      json.endArray()
    }
    json.endObject()
  }

  private static func write(_ polygon: Polygon<GeographicPoint>, to json: inout JSONWriter) {
    let polygon = polygon.oriented
    json.beginArray()
    for ring in [polygon.exterior] + polygon.holes {
      write(ring.vertices + ring.vertices.prefix(1), to: &json)
    }
    json.endArray()
  }

  private static func write(_ points: [GeographicPoint], to json: inout JSONWriter) {
    json.beginArray()
    for point in points { write(point, to: &json) }
    json.endArray()
  }

  private static func write(_ point: GeographicPoint, to json: inout JSONWriter) {
    json.beginArray()
    json.value(point.longitude, decimals: 6)
    json.value(point.latitude, decimals: 6)
    json.endArray()
  }
}
