internal import OGR
internal import PROJ

/// The program's version, by semver.org.
public let programVersion = "0.1.0"

/// The versions of what has a part in the outputs.
public func componentVersions() -> [(name: String, version: String)] {
  [("conflictmap", programVersion), ("gdal", gdalVersion), ("proj", projVersion)]
}
