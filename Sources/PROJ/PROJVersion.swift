internal import CPROJ

/// The version of the PROJ that is in use, such as `9.1.1`.
public var projVersion: String {
  proj_info().version.map { String(cString: $0) } ?? ""
}
