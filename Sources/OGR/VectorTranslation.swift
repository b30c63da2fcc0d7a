internal import CGDAL

/// Copies vector files from one of GDAL's formats to another, as `ogr2ogr` does.
public enum VectorTranslation {
  /// Writes `layers` of the file at `source` to `destination`, which must not be there yet.
  ///
  /// - Parameters:
  ///   - driver: GDAL's short name of the format, such as `FlatGeobuf`.
  ///   - layers: All of them where empty.
  ///   - options: Options of `ogr2ogr`, each word for itself.
  /// - Throws: ``OGRError`` with the step `.open`, or `.createFile` for what GDAL says of the
  ///   destination.
  public static func copy(
    _ source: String, to destination: String, driver: String, layers: [String] = [],
    options: [String] = []
  ) throws(OGRError) {
    registerDrivers
    try collectingMessages { (messages) throws(OGRError) in
      let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
      guard let input = GDALOpenEx(unmistakable(source), flags, nil, nil, nil) else {
        throw messages.error(.open, source, or: "not opened")
      }
      defer { GDALClose(input) }
      var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
      for word in ["-f", driver] + options + layers { arguments = CSLAddString(arguments, word) }
      defer { CSLDestroy(arguments) }
      guard let parsed = GDALVectorTranslateOptionsNew(arguments, nil) else {
        throw messages.error(.createFile, destination, or: "options not understood")
      }
      defer { GDALVectorTranslateOptionsFree(parsed) }
      var inputs: [GDALDatasetH?] = [input]
      var failed: Int32 = 0
      guard
        let output = GDALVectorTranslate(
          unmistakable(destination), nil, 1, &inputs, parsed, &failed), failed == 0
      else { throw messages.error(.createFile, destination, or: "not written") }
      GDALClose(output)
      try messages.check(.close, destination)
    }
  }
}
