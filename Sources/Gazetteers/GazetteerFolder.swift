internal import Foundation

extension Gazetteer {
  /// Loads `places.tsv` and `attribution.txt` of a gazetteer's folder.
  ///
  /// - Throws: ``GazetteerError`` with the file and the line.
  public init(folder: String) throws(GazetteerError) {
    try self.init(
      placesTSV: GazetteerError.bytes(of: "places.tsv", in: folder),
      attribution: GazetteerError.bytes(of: "attribution.txt", in: folder))
  }

  /// Reads the bytes of a `places.tsv` and of an `attribution.txt`, which has a line of attribution
  /// a line; empty ones and those that begin with `#` are skipped.
  public init(placesTSV: [UInt8], attribution: [UInt8] = []) throws(GazetteerError) {
    guard let text = String(validating: attribution, as: UTF8.self) else {
      throw GazetteerError(file: "attribution.txt", message: "not UTF-8")
    }
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.hasPrefix("#") && $0.contains { !$0.isWhitespace } }
    do throws(PlaceTable.SyntaxError) {
      self.init(places: try PlaceTable.places(parsing: placesTSV), attribution: lines)
    } catch {
      throw GazetteerError(file: "places.tsv", line: error.line, message: error.message)
    }
  }
}

extension AdministrativeBoundaries {
  /// Loads `boundaries.geojson` of a gazetteer's folder.
  public init(folder: String) throws(GazetteerError) {
    try self.init(parsing: GazetteerError.bytes(of: "boundaries.geojson", in: folder))
  }
}

extension BaseMap {
  /// Loads `basemap.geojson` of a gazetteer's folder.
  public init(folder: String) throws(GazetteerError) {
    try self.init(parsing: GazetteerError.bytes(of: "basemap.geojson", in: folder))
  }
}

extension GazetteerError {
  static func bytes(of file: String, in folder: String) throws(GazetteerError) -> [UInt8] {
    let url = URL(filePath: folder).appending(path: file)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw GazetteerError(file: url.path, message: "the file is missing")
    }
    do {
      return Array(try Data(contentsOf: url))
    } catch {
      throw GazetteerError(file: url.path, message: error.localizedDescription)
    }
  }
}
