internal import Foundation

extension Gazetteer {
  /// The name of the compiled index in a gazetteer's folder.
  public static let indexFile = "places.index"

  /// Loads `places.tsv` and `attribution.txt` of a gazetteer's folder.
  ///
  /// The compiled index `places.index` of the folder or of `cache` is mapped where it was made from
  /// this very table. Where there is none, or it is stale or damaged, the table is read and compiled,
  /// and the index is kept in `cache`; a damaged one is told in ``notices``.
  ///
  /// - Parameter cache: A folder of ours for compiled indices, which is made where it is missing.
  ///   What cannot be written there is not kept.
  /// - Throws: ``GazetteerError`` with the file and the line.
  public init(folder: String, cache: String? = nil) throws(GazetteerError) {
    let attribution = try Self.attributionLines(
      GazetteerError.bytes(of: "attribution.txt", in: folder))
    let path = URL(filePath: folder).appending(path: "places.tsv").path
    guard FileManager.default.fileExists(atPath: path) else {
      throw GazetteerError(file: path, message: "the file is missing")
    }
    guard let table = IndexMemory(mapping: path) else {
      throw GazetteerError(
        file: path, message: "the file cannot be read, or is empty")
    }
    let source = IndexFile.Source(table.bytes)
    var notices: [String] = []

    let beside = URL(filePath: folder).appending(path: Self.indexFile).path
    let cached = cache.map { IndexCache(folder: $0, source: source) }
    for path in [beside] + (cached.map { [$0.path] } ?? []) {
      do throws(IndexFile.Defect) {
        if let index = try GazetteerIndex(mapping: path, of: source) {
          self.init(index: index, attribution: attribution, notices: notices)
          return
        }
      } catch {
        if error == .damaged {
          notices.append(
            "\(path): the compiled index is damaged and was made again; delete the file, or write "
              + "it with conflictmap gazetteer build")
        }
      }
    }

    let places: [Place]
    do throws(PlaceTable.SyntaxError) {
      places = try PlaceTable.places(parsing: [UInt8](table.bytes))
    } catch {
      throw GazetteerError(file: "places.tsv", line: error.line, message: error.message)
    }
    let bytes = GazetteerIndex.bytes(of: places, source: source)
    cached?.keep(bytes)
    self.init(
      index: GazetteerIndex(readBack: bytes), attribution: attribution, notices: notices)
  }

  /// Reads the bytes of a `places.tsv` and of an `attribution.txt`, which has a line of attribution
  /// a line; empty ones and those that begin with `#` are skipped.
  public init(placesTSV: [UInt8], attribution: [UInt8] = []) throws(GazetteerError) {
    let lines = try Self.attributionLines(attribution)
    do throws(PlaceTable.SyntaxError) {
      self.init(places: try PlaceTable.places(parsing: placesTSV), attribution: lines)
    } catch {
      throw GazetteerError(file: "places.tsv", line: error.line, message: error.message)
    }
  }

  /// The file `places.index` for the table of places with these bytes: the same table, the same
  /// bytes.
  public static func compiledIndex(ofTable placesTSV: [UInt8]) throws(GazetteerError) -> [UInt8] {
    do throws(PlaceTable.SyntaxError) {
      return GazetteerIndex.bytes(
        of: try PlaceTable.places(parsing: placesTSV),
        source: placesTSV.withUnsafeBytes { IndexFile.Source($0) })
    } catch {
      throw GazetteerError(file: "places.tsv", line: error.line, message: error.message)
    }
  }

  private static func attributionLines(_ bytes: [UInt8]) throws(GazetteerError) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw GazetteerError(file: "attribution.txt", message: "not UTF-8")
    }
    return text.split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.hasPrefix("#") && $0.contains { !$0.isWhitespace } }
  }
}

/// Where compiled indices are kept between runs, named by the table that they were made from.
private struct IndexCache {
  let folder: String
  let path: String

  private static let prefix = "gazetteer-"
  /// How many indices are kept; older ones are deleted.
  private static let most = 4

  init(folder: String, source: IndexFile.Source) {
    self.folder = folder
    path =
      folder + "/" + Self.prefix + String(source.checksum, radix: 16) + "-"
      + String(source.length, radix: 16) + ".index"
  }

  /// Keeps `bytes` for the next run; a folder that cannot be written is no error.
  func keep(_ bytes: [UInt8]) {
    let manager = FileManager.default
    try? manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard (try? Data(bytes).write(to: URL(filePath: path), options: .atomic)) != nil else { return }
    let all = ((try? manager.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(".index") }
      .map { name -> (date: Date, name: String) in
        let attributes = try? manager.attributesOfItem(atPath: folder + "/" + name)
        return (attributes?[.modificationDate] as? Date ?? .distantPast, name)
      }
      .sorted { ($1.date, $1.name) < ($0.date, $0.name) }
    for old in all.dropFirst(Self.most) {
      try? manager.removeItem(atPath: folder + "/" + old.name)
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
