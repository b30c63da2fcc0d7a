internal import CPROJ
public import SimpleFeatures

/// The way from longitude and latitude to a projected plane and back.
///
/// Each has a PROJ context of its own, reads nothing from the network, and belongs to one task at a
/// time: it is not `Sendable`, so that every task makes its own.
public final class CoordinateTransformation {
  private let context: OpaquePointer
  private let transformation: OpaquePointer
  /// What PROJ logged of late; PROJ holds it unretained for as long as the context lives.
  private let log: Log
  /// The projected system as it was asked for.
  public let definition: String

  /// The transformation between the systems `source` and `definition`.
  ///
  /// - Parameters:
  ///   - source: A geographic system, such as `EPSG:4326`; whatever its axis order, points are
  ///     longitude and latitude in degrees here.
  ///   - definition: A projected system in metres: an authority's code such as `EPSG:32637`, a PROJ
  ///     string or WKT.
  /// - Throws: ``PROJError`` with the step `.create` where PROJ does not know a system, where
  ///   `source` is not geographic or `definition` not projected.
  public convenience init(
    from source: String = "EPSG:4326", to definition: String
  ) throws(PROJError) {
    try self.init(definition) { (context, log) throws(PROJError) in
      try Self.makeTransformation(context, log, source, definition)
    }
  }

  /// The way from degrees to a plane by `steps`, operations of PROJ's on the same ellipsoid.
  ///
  /// No system is looked up, so that the database of PROJ is not opened: of all that the drawing of a
  /// small map takes that would be a twentieth.
  convenience init(to definition: String, steps: String) throws(PROJError) {
    try self.init(definition) { (context, log) throws(PROJError) in
      // PROJ opens its database whatever it is asked for, but does without where there is none.
      "/dev/null".withCString { folder in
        withUnsafePointer(to: folder) { proj_context_set_search_paths(context, 1, $0) }
      }
      let operation = proj_create(
        context, "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad \(steps)")
      guard let operation else {
        let code = proj_context_errno(context)
        throw PROJError(
          step: .create, definition: definition, code: code,
          message: log.message ?? Self.words(of: code, context))
      }
      return operation
    }
  }

  private init(
    _ definition: String, _ make: (OpaquePointer, Log) throws(PROJError) -> OpaquePointer
  ) throws(PROJError) {
    self.definition = definition
    let log = Log()
    guard let context = proj_context_create() else {
      throw PROJError(
        step: .create, definition: definition, code: 0, message: "no memory for a context")
    }
    proj_log_func(context, Unmanaged.passUnretained(log).toOpaque()) { data, level, text in
      guard level == PJ_LOG_ERROR.rawValue, let data, let text else { return }
      Unmanaged<Log>.fromOpaque(data).takeUnretainedValue().message = String(cString: text)
    }
    proj_context_set_enable_network(context, 0)
    do throws(PROJError) {
      transformation = try make(context, log)
    } catch {
      proj_context_destroy(context)
      throw error
    }
    self.context = context
    self.log = log
  }

  deinit {
    proj_destroy(transformation)
    proj_context_destroy(context)
  }

  /// The place on the plane of `point`.
  ///
  /// - Throws: ``PROJError`` with the step `.transform` where the projection has no such place.
  public func projected(_ point: GeographicPoint) throws(PROJError) -> ProjectedPoint {
    let (x, y) = try transform(point.longitude, point.latitude, PJ_FWD)
    return ProjectedPoint(easting: x, northing: y)
  }

  /// The place on the ellipsoid of `point`.
  ///
  /// - Throws: ``PROJError`` with the step `.transform` where the projection has no such place.
  public func geographic(_ point: ProjectedPoint) throws(PROJError) -> GeographicPoint {
    let (x, y) = try transform(point.easting, point.northing, PJ_INV)
    return GeographicPoint(longitude: x, latitude: y)
  }

  /// The places on the plane of `points`, in their order.
  ///
  /// - Throws: ``PROJError`` with the step `.transform` where one of them has no such place.
  public func projected(_ points: [GeographicPoint]) throws(PROJError) -> [ProjectedPoint] {
    try transformAll(points, PJ_FWD)
  }

  /// The places on the ellipsoid of `points`, in their order.
  ///
  /// - Throws: ``PROJError`` with the step `.transform` where one of them has no such place.
  public func geographic(_ points: [ProjectedPoint]) throws(PROJError) -> [GeographicPoint] {
    try transformAll(points, PJ_INV)
  }

  private func transform(
    _ x: Double, _ y: Double, _ direction: PJ_DIRECTION
  ) throws(PROJError) -> (Double, Double) {
    // PROJ passes NaN through without a word.
    guard x.isFinite, y.isFinite else { throw failure(x, y) }
    proj_errno_reset(transformation)
    let result = proj_trans(transformation, direction, proj_coord(x, y, 0, 0))
    guard result.xy.x.isFinite, result.xy.y.isFinite else { throw failure(x, y) }
    return (result.xy.x, result.xy.y)
  }

  private func transformAll<P: Position, Q: Position>(
    _ points: [P], _ direction: PJ_DIRECTION
  ) throws(PROJError) -> [Q] {
    var xs = points.map(\.x)
    var ys = points.map(\.y)
    let count = points.count
    let stride = MemoryLayout<Double>.stride
    proj_errno_reset(transformation)
    xs.withUnsafeMutableBufferPointer { xs in
      ys.withUnsafeMutableBufferPointer { ys in
        _ = proj_trans_generic(
          transformation, direction, xs.baseAddress, stride, count, ys.baseAddress, stride, count,
          nil, 0, 0, nil, 0, 0)
      }
    }
    var result: [Q] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      guard xs[index].isFinite, ys[index].isFinite else {
        throw failure(points[index].x, points[index].y)
      }
      result.append(Q(x: xs[index], y: ys[index]))
    }
    return result
  }

  private func failure(_ x: Double, _ y: Double) -> PROJError {
    let code = proj_errno(transformation)
    let words = code == 0 ? "not a place of the projection" : Self.words(of: code, context)
    return PROJError(
      step: .transform, definition: definition, code: code, message: "(\(x), \(y)): \(words)")
  }

  private static func makeTransformation(
    _ context: OpaquePointer, _ log: Log, _ source: String, _ target: String
  ) throws(PROJError) -> OpaquePointer {
    func failure(_ definition: String, _ message: String? = nil) -> PROJError {
      let code = message == nil ? proj_context_errno(context) : 0
      return PROJError(
        step: .create, definition: definition, code: code,
        message: message ?? log.message ?? words(of: code, context))
    }
    func system(_ definition: String) throws(PROJError) -> OpaquePointer {
      // Without `+type=crs` a PROJ string is an operation, not a system.
      let isString = definition.contains("+proj=") && !definition.contains("+type=crs")
      let system = proj_create(context, isString ? definition + " +type=crs" : definition)
      guard let system else { throw failure(definition) }
      guard proj_is_crs(system) != 0 else {
        proj_destroy(system)
        throw failure(definition, "not a coordinate reference system")
      }
      return system
    }
    let from = try system(source)
    defer { proj_destroy(from) }
    let to = try system(target)
    defer { proj_destroy(to) }
    guard [PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS].contains(proj_get_type(from))
    else { throw failure(source, "not a geographic coordinate reference system") }
    guard proj_get_type(to) == PJ_TYPE_PROJECTED_CRS else {
      throw failure(target, "not a projected coordinate reference system")
    }
    guard let raw = proj_create_crs_to_crs_from_pj(context, from, to, nil, nil) else {
      throw failure(target)
    }
    defer { proj_destroy(raw) }
    guard let normalized = proj_normalize_for_visualization(context, raw) else {
      throw failure(target)
    }
    return normalized
  }

  private static func words(of code: Int32, _ context: OpaquePointer) -> String {
    guard let words = proj_context_errno_string(context, code) else { return "unknown error" }
    return String(cString: words)
  }

  private final class Log {
    var message: String?
  }
}
