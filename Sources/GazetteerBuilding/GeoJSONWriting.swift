internal import JSONText
internal import SimpleFeatures

/// A GeoJSON feature collection, a feature a line.
struct GeoJSONLines {
  private var writer = JSONWriter()
  private let decimals: Int

  /// - Parameter decimals: How many decimals of a degree are kept; five are about a metre.
  init(name: String, attribution: String, decimals: Int = 5) {
    self.decimals = decimals
    writer.beginObject()
    writer.member("type", "FeatureCollection")
    writer.member("name", name)
    writer.member("attribution", attribution)
    writer.key("features")
    writer.beginArray()
  }

  /// Appends a feature; empty texts are left out.
  mutating func append(
    _ properties: [(String, GeoJSONProperty)], _ geometry: Geometry<GeographicPoint>
  ) {
    writer.newline()
    writer.beginObject()
    writer.member("type", "Feature")
    writer.key("properties")
    writer.beginObject()
    for (key, property) in properties {
      switch property {
      case .text(let text):
        guard !text.isEmpty else { continue }
        writer.member(key, text)
      case .integer(let number):
        writer.member(key, number)
      case .real(let number):
        writer.member(key, number, decimals: 2)
      }
    }
    writer.endObject()
    writer.key("geometry")
    append(geometry)
    writer.endObject()
  }

  /// The whole text.
  consuming func finished() -> [UInt8] {
    writer.newline()
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  private mutating func append(_ geometry: Geometry<GeographicPoint>) {
    writer.beginObject()
    writer.key("type")
    switch geometry {
    case .point(let point):
      writer.value("Point")
      writer.key("coordinates")
      append(point)
    case .lineString(let line):
      writer.value("LineString")
      writer.key("coordinates")
      append(line.vertices)
    case .polygon(let polygon):
      writer.value("Polygon")
      writer.key("coordinates")
      append(polygon)
    case .multiPoint(let points):
      writer.value("MultiPoint")
      writer.key("coordinates")
      append(points)
    case .multiLineString(let lines):
      writer.value("MultiLineString")
      writer.key("coordinates")
      writer.beginArray()
      for line in lines { append(line.vertices) }
      writer.endArray()
    case .multiPolygon(let polygons):
      writer.value("MultiPolygon")
      writer.key("coordinates")
      writer.beginArray()
      for polygon in polygons { append(polygon) }
      writer.endArray()
    }
    writer.endObject()
  }

  private mutating func append(_ polygon: Polygon<GeographicPoint>) {
    writer.beginArray()
    for ring in [polygon.exterior] + polygon.holes {
      append(ring.vertices + ring.vertices.prefix(1))
    }
    writer.endArray()
  }

  private mutating func append(_ points: [GeographicPoint]) {
    writer.beginArray()
    for point in points { append(point) }
    writer.endArray()
  }

  private mutating func append(_ point: GeographicPoint) {
    writer.beginArray()
    writer.value(point.longitude, decimals: decimals)
    writer.value(point.latitude, decimals: decimals)
    writer.endArray()
  }
}

/// A property of a GeoJSON feature.
enum GeoJSONProperty {
  case text(String)
  case integer(Int)
  /// Written with two decimals.
  case real(Double)
}
