package import JSONText
package import SimpleFeatures

extension Geometry<GeographicPoint> {
  /// The geometry in a GeoJSON object (RFC 7946); `nil` where it is none, is a collection, or has
  /// a position that is not on the globe. Rings are oriented as everywhere in this package.
  package init?(geoJSON value: JSONValue) {
    guard let type = value["type"]?.text, let coordinates = value["coordinates"] else { return nil }
    switch type {
    case "Point":
      guard let point = GeographicPoint(geoJSON: coordinates) else { return nil }
      self = .point(point)
    case "LineString":
      guard let line = LineString(geoJSON: coordinates) else { return nil }
      self = .lineString(line)
    case "Polygon":
      guard let polygon = Polygon(geoJSON: coordinates) else { return nil }
      self = .polygon(polygon)
    case "MultiPoint":
      guard let points = all(coordinates, GeographicPoint.init(geoJSON:)) else { return nil }
      self = .multiPoint(points)
    case "MultiLineString":
      guard let lines = all(coordinates, LineString.init(geoJSON:)) else { return nil }
      self = .multiLineString(lines)
    case "MultiPolygon":
      guard let polygons = all(coordinates, Polygon.init(geoJSON:)) else { return nil }
      self = .multiPolygon(polygons)
    default: return nil
    }
  }
}

extension GeographicPoint {
  init?(geoJSON value: JSONValue) {
    guard case .array(let numbers) = value, numbers.count >= 2,
      case .number(let longitude) = numbers[0], case .number(let latitude) = numbers[1]
    else { return nil }
    self.init(longitude: longitude, latitude: latitude)
    guard isValid else { return nil }
  }
}

extension LineString<GeographicPoint> {
  init?(geoJSON value: JSONValue) {
    guard let vertices = all(value, GeographicPoint.init(geoJSON:)), vertices.count >= 2 else {
      return nil
    }
    self.init(vertices)
  }
}

extension Polygon<GeographicPoint> {
  init?(geoJSON value: JSONValue) {
    guard
      let rings = all(
        value,
        { ring -> Ring<GeographicPoint>? in
          guard var vertices = all(ring, GeographicPoint.init(geoJSON:)) else { return nil }
          if vertices.count > 1, vertices.first == vertices.last { vertices.removeLast() }
          return vertices.count >= 3 ? Ring(vertices) : nil
        }), let exterior = rings.first
    else { return nil }
    self = Polygon(exterior: exterior, holes: Array(rings.dropFirst())).oriented
  }
}

private func all<T>(_ value: JSONValue, _ read: (JSONValue) -> T?) -> [T]? {
  guard case .array(let values) = value else { return nil }
  var result: [T] = []
  result.reserveCapacity(values.count)
  for value in values {
    guard let item = read(value) else { return nil }
    result.append(item)
  }
  return result
}
