internal import CSVText
internal import Foundation
internal import Gazetteers
internal import JSONText
internal import SimpleFeatures

/// The folder of reference tables that a gazetteer is built from, and the names of its files.
struct ReferenceFolder {
  let path: String

  func bytes(of file: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: path).appending(path: file)))
    } catch {
      throw GazetteerError(file: file, message: error.localizedDescription)
    }
  }

  /// The table in `file`, which must have all of `columns`.
  func table(_ file: String, columns: [String]) throws -> CSVTable {
    do {
      let table = try CSVTable(parsing: bytes(of: file))
      for column in columns where !table.columns.contains(column) {
        throw GazetteerError(file: file, line: 1, message: "no column “\(column)”")
      }
      return table
    } catch let error as CSVTable.SyntaxError {
      throw GazetteerError(file: file, line: error.line, message: error.message)
    }
  }

  /// The features of a GeoJSON file.
  func features(_ file: String) throws -> [ReferenceFeature] {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes(of: file))
    } catch let error as JSONValue.SyntaxError {
      throw GazetteerError(file: file, line: error.line, message: "\(error)")
    }
    guard let features = value["features"]?.array else {
      throw GazetteerError(file: file, message: "not a GeoJSON feature collection")
    }
    return try features.enumerated().map { index, feature in
      guard let geometry = feature["geometry"].flatMap(Geometry.init(geoJSON:)) else {
        throw GazetteerError(
          file: file, message: "feature \(index) has no geometry that can be read")
      }
      return ReferenceFeature(
        file: file, index: index, properties: feature["properties"] ?? .object([]),
        geometry: geometry)
    }
  }
}

/// A feature of a GeoJSON file.
struct ReferenceFeature {
  var file: String
  /// Its number in the file, from 0.
  var index: Int
  var properties: JSONValue
  var geometry: Geometry<GeographicPoint>

  /// The property as text, empty where it is not one.
  func text(_ key: String) -> String { properties[key]?.text ?? "" }
}
