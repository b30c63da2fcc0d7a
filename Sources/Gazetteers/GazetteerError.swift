internal import JSONText
internal import SimpleFeatures

/// Why a file of the gazetteer cannot be used.
public struct GazetteerError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  /// Counted from 1; 0 where the whole file is meant.
  public let line: Int
  public let message: String

  public init(file: String, line: Int = 0, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String {
    line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)"
  }

  /// The features of a GeoJSON text that has a feature a line after its first line, as ours have.
  static func features(
    _ bytes: [UInt8], _ file: String
  ) throws(GazetteerError) -> [(JSONValue, Geometry<GeographicPoint>, Int)] {
    let value: JSONValue
    do throws(JSONValue.SyntaxError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw GazetteerError(file: file, line: error.line, message: "\(error)")
    }
    guard let features = value["features"]?.array else {
      throw GazetteerError(file: file, message: "not a GeoJSON feature collection")
    }
    var result: [(JSONValue, Geometry<GeographicPoint>, Int)] = []
    result.reserveCapacity(features.count)
    for (index, feature) in features.enumerated() {
      guard let properties = feature["properties"],
        let geometry = feature["geometry"].flatMap(Geometry.init(geoJSON:))
      else {
        throw GazetteerError(
          file: file, line: index + 2, message: "a feature without properties or geometry")
      }
      result.append((properties, geometry, index + 2))
    }
    return result
  }
}
