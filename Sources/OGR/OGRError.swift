/// What GDAL, GEOS or the file system could not do.
public struct OGRError: Error, Hashable, Sendable {
  /// The step that failed, for the program to act on; the message is for a person.
  public enum Step: String, Hashable, Sendable {
    case open, readLayer, readFeature
    case createFile, createLayer, writeFeature, executeSQL, commit, close, rename
    case geometry
  }

  public let step: Step
  /// The file, empty for a geometry.
  public let path: String
  /// GDAL's `CPLE_` number, or the system's `errno`; 0 where there was none.
  public let code: Int32
  /// The library's own words, kept as they came.
  public let message: String
}

extension OGRError: CustomStringConvertible {
  public var description: String {
    (path.isEmpty ? "" : "\(path): ") + "\(step.rawValue): \(message)"
      + (code == 0 ? "" : " (\(code))")
  }
}
