internal import CGDAL

/// The version of the GDAL that is in use, such as `3.6.2`.
public var gdalVersion: String {
  GDALVersionInfo("RELEASE_NAME").map { String(cString: $0) } ?? ""
}
