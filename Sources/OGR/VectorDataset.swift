internal import CGDAL
internal import CivilCalendar
public import SimpleFeatures

/// A file of layers that GDAL reads: GeoPackage, GeoJSON, Shapefile, CSV, KML and others.
public struct VectorDataset: ~Copyable {
  /// What a layer holds.
  public struct Layer: Hashable, Sendable {
    public let name: String
    /// A title for a person, where the format keeps one; else the name.
    public let title: String
    /// What the format keeps about the layer in words; else empty.
    public let summary: String
    /// `nil` where there is none, or where it differs from row to row.
    public let geometryType: GeometryType?
    public let fields: [Field]
    public let featureCount: Int
  }

  /// What reads the file: GDAL, or SQLite alone where it is a plain GeoPackage.
  private let handle: GDALDatasetH?
  private let package: GeoPackageReader?

  /// Opens the file at `path` for reading.
  ///
  /// - Parameters:
  ///   - path: A file path, or a virtual one of GDAL's such as `/vsizip/a.zip/a.gpkg`. It is always
  ///     taken for a path, never for a database's address or for data.
  ///   - options: The driver's own, such as `X_POSSIBLE_NAMES` of CSV.
  ///   - drivers: GDAL's short names of the formats that the file may be of; any where empty. Name
  ///     them for a file from elsewhere: GDAL goes by what is in it, and some formats lead on to
  ///     other files and to the network.
  /// - Throws: ``OGRError`` with the step `.open` where the file is missing, or where no driver
  ///   of the installed GDAL knows its format.
  public init(
    opening path: String, options: [String: String] = [:], drivers: [String] = []
  ) throws(OGRError) {
    if options.isEmpty, drivers.isEmpty || drivers.contains("GPKG"), !path.hasPrefix("/vsi"),
      !path.isEmpty, !path.utf8.contains(0), let package = GeoPackageReader(path)
    {
      self.init(package)
    } else {
      try self.init(openingByGDAL: path, options: options, drivers: drivers)
    }
  }

  private init(_ package: GeoPackageReader) {
    handle = nil
    self.package = package
  }

  /// Whether SQLite alone reads the file at `path`.
  package static func isReadWithoutGDAL(_ path: String) -> Bool { GeoPackageReader(path) != nil }

  /// The same by GDAL, whatever the file is.
  package init(
    openingByGDAL path: String, options: [String: String] = [:], drivers: [String] = []
  ) throws(OGRError) {
    package = nil
    handle = try collectingMessages { (messages) throws(OGRError) in
      guard !path.isEmpty, !path.utf8.contains(0) else {
        throw OGRError(step: .open, path: path, code: 0, message: "not a path")
      }
      // Without the verbose flag a missing file gives a null handle and no message at all.
      let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
      let sorted = options.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
      var allowed: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
      for driver in drivers { allowed = CSLAddString(allowed, driver) }
      defer { CSLDestroy(allowed) }
      let handle = withOptions(sorted) { list in
        GDALOpenEx(
          unmistakable(path), flags,
          allowed.map { UnsafePointer<UnsafePointer<CChar>?>(OpaquePointer($0)) },
          list.map { UnsafePointer<UnsafePointer<CChar>?>(OpaquePointer($0)) }, nil)
      }
      guard let handle else { throw messages.error(.open, path, or: "GDAL cannot open it") }
      return handle
    }
  }

  deinit {
    if let handle { GDALClose(handle) }
  }

  /// The layers in the file's order.
  public func layers() throws(OGRError) -> [Layer] {
    if let descriptions = try package?.descriptions() { return descriptions }
    return try collectingMessages { (messages) throws(OGRError) in
      var result: [Layer] = []
      for index in 0..<max(0, GDALDatasetGetLayerCount(handle)) {
        guard let layer = GDALDatasetGetLayer(handle, index) else {
          throw messages.error(.readLayer, path, or: "layer \(index) cannot be read")
        }
        result.append(description(of: layer))
      }
      try messages.check(.readLayer, path)
      return result
    }
  }

  /// The names of the layers in the file's order, without what else is to know of them: that costs a
  /// GeoPackage some queries a layer.
  public func layerNames() throws(OGRError) -> [String] {
    if let names = package?.layerNames { return names }
    return try collectingMessages { (messages) throws(OGRError) in
      let names = (0..<max(0, GDALDatasetGetLayerCount(handle))).map { index in
        GDALDatasetGetLayer(handle, index).flatMap { OGR_L_GetName($0) }
          .map { String(cString: $0) } ?? ""
      }
      try messages.check(.readLayer, path)
      return names
    }
  }

  /// All features of the layer `name`, in WGS 84.
  ///
  /// Where the layer does not tell its kind of geometry, it is the one that all its shapes fit,
  /// such as multipolygons for polygons and multipolygons; `nil` where there is none.
  ///
  /// - Throws: ``OGRError`` with the step `.readLayer` where there is no such layer, or
  ///   `.readFeature` where a row cannot be read.
  public func table(ofLayer name: String) throws(OGRError) -> FeatureTable {
    if var table = try package?.schema(ofLayer: name) {
      do {
        try package?.forEachFeature(ofLayer: name, where: nil) { table.features.append($0) }
      } catch {
        throw error as? OGRError ?? unexpected(error)
      }
      table.geometryType = table.geometryType ?? GeometryType(fitting: table.features)
      return table
    }
    return try collectingMessages { (messages) throws(OGRError) in
      let layer = try layer(named: name, messages)
      let about = description(of: layer)
      var table = FeatureTable(
        name: about.name, title: about.title, summary: about.summary,
        geometryType: about.geometryType, fields: about.fields)
      do {
        try forEach(layer, about.fields, nil, nil, messages) { table.features.append($0) }
      } catch let error as OGRError {
        throw error
      } catch {
        throw unexpected(error)
      }
      table.geometryType = table.geometryType ?? GeometryType(fitting: table.features)
      return table
    }
  }

  /// Calls `body` with each feature of the layer `name`, in WGS 84 and in the file's order, so that
  /// a large file need not be held.
  ///
  /// The values stand in the order of the layer's fields. Coordinates of a layer that does not tell
  /// its system are taken for degrees in WGS 84. Numbers that are not finite, and dates that the
  /// calendar does not have, are null.
  ///
  /// - Parameters:
  ///   - box: Only features whose box or shape meets this one, in degrees.
  ///   - condition: Only features of which this SQL condition is true.
  ///   - body: May throw to end the reading; it must not read the same layer.
  /// - Throws: ``OGRError`` as ``table(ofLayer:)``, or what `body` throws.
  public func forEachFeature(
    ofLayer name: String, meeting box: BoundingBox<GeographicPoint>? = nil,
    where condition: String? = nil, _ body: (Feature) throws -> Void
  ) throws {
    if package != nil {
      try package?.forEachFeature(ofLayer: name, where: condition) { feature in
        if let box {
          guard let other = feature.geometry?.boundingBox, box.intersects(other) else { return }
        }
        try body(feature)
      }
      return
    }
    var thrown: (any Error)?
    try collectingMessages { (messages) throws(OGRError) in
      do {
        let layer = try layer(named: name, messages)
        try forEach(layer, fields(of: layer), box, condition, messages, body)
      } catch {
        thrown = error
      }
    }
    if let thrown { throw thrown }
  }

  /// For closures that throw nothing of their own.
  private func unexpected(_ error: any Error) -> OGRError {
    OGRError(step: .readFeature, path: path, code: 0, message: "\(error)")
  }

  // MARK: In terms of handles

  private var path: String { GDALGetDescription(handle).map { String(cString: $0) } ?? "" }

  private func layer(named name: String, _ messages: Messages) throws(OGRError) -> OGRLayerH {
    guard let layer = GDALDatasetGetLayerByName(handle, name.withoutNulls) else {
      messages.forget()
      throw OGRError(step: .readLayer, path: path, code: 0, message: "no layer '\(name)'")
    }
    return layer
  }

  private func description(of layer: OGRLayerH) -> Layer {
    let name = OGR_L_GetName(layer).map { String(cString: $0) } ?? ""
    func metadata(_ item: String) -> String? {
      GDALGetMetadataItem(layer, item, nil).map { String(cString: $0) }
    }
    return Layer(
      name: name, title: metadata("IDENTIFIER") ?? name, summary: metadata("DESCRIPTION") ?? "",
      geometryType: GeometryType(OGR_L_GetGeomType(layer)), fields: fields(of: layer),
      featureCount: Int(OGR_L_GetFeatureCount(layer, 1)))
  }

  private func fields(of layer: OGRLayerH) -> [Field] {
    guard let definition = OGR_L_GetLayerDefn(layer) else { return [] }
    return (0..<max(0, OGR_FD_GetFieldCount(definition))).compactMap { index in
      guard let field = OGR_FD_GetFieldDefn(definition, index),
        let name = OGR_Fld_GetNameRef(field).map({ String(cString: $0) })
      else { return nil }
      let alias = OGR_Fld_GetAlternativeNameRef(field).map { String(cString: $0) } ?? ""
      return Field(name, .init(field), alias: alias.isEmpty ? name : alias)
    }
  }

  private func forEach(
    _ layer: OGRLayerH, _ fields: [Field], _ box: BoundingBox<GeographicPoint>?,
    _ condition: String?, _ messages: Messages, _ body: (Feature) throws -> Void
  ) throws {
    let toDegrees = try WayToDegrees(from: OGR_L_GetSpatialRef(layer), path, messages)
    defer {
      OGR_L_SetSpatialFilter(layer, nil)
      OGR_L_SetAttributeFilter(layer, nil)
      OGR_L_ResetReading(layer)
    }
    if let condition {
      guard OGR_L_SetAttributeFilter(layer, condition.withoutNulls) == OGRERR_NONE else {
        throw messages.error(.readLayer, path, or: "not a condition: \(condition)")
      }
    }
    if let box {
      let inLayer = try toDegrees.boxInLayer(box, path, messages)
      OGR_L_SetSpatialFilterRect(layer, inLayer.minX, inLayer.minY, inLayer.maxX, inLayer.maxY)
    }
    OGR_L_ResetReading(layer)
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      try body(try value(of: feature, fields, toDegrees, messages))
    }
    // The end of a layer and a row that cannot be read are both a null handle.
    try messages.check(.readFeature, path)
  }

  private func value(
    of feature: OGRFeatureH, _ fields: [Field], _ toDegrees: borrowing WayToDegrees,
    _ messages: Messages
  ) throws(OGRError) -> Feature {
    var shape: Geometry<GeographicPoint>?
    if let raw = OGR_F_GetGeometryRef(feature) {
      try toDegrees.transform(raw, path, messages)
      shape = geometry(from: raw)
    }
    let values = fields.indices.map { index -> FieldValue in
      let column = Int32(index)
      guard OGR_F_IsFieldSetAndNotNull(feature, column) != 0 else { return .null }
      switch fields[index].type {
      case .integer: return .integer(Int(OGR_F_GetFieldAsInteger64(feature, column)))
      case .boolean: return .boolean(OGR_F_GetFieldAsInteger(feature, column) != 0)
      case .real:
        let number = OGR_F_GetFieldAsDouble(feature, column)
        return number.isFinite ? .real(number) : .null
      case .date, .dateTime: return time(feature, column, fields[index].type)
      case .text, .json:
        return OGR_F_GetFieldAsString(feature, column).map { .text(String(cString: $0)) } ?? .null
      }
    }
    return Feature(values: values, geometry: shape)
  }

  private func time(
    _ feature: OGRFeatureH, _ column: Int32, _ type: Field.FieldType
  ) -> FieldValue {
    var (year, month, day, hour, minute, zone) = (
      Int32(), Int32(), Int32(), Int32(), Int32(), Int32()
    )
    var second: Float = 0
    guard
      OGR_F_GetFieldAsDateTimeEx(
        feature, column, &year, &month, &day, &hour, &minute, &second, &zone) != 0
    else { return .null }
    if type == .date {
      let date = CivilDate(year: Int(year), month: Int(month), day: Int(day))
      return date.map { .time($0.description) } ?? .null
    }
    // 0 is unknown, 1 local, 100 UTC; else quarters of an hour from that. What is not known is
    // taken for UTC: the clock of the machine that reads has nothing to do with it.
    let offset = zone > 1 ? (Int(zone) - 100) * 15 : 0
    let instant = Timestamp(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offset: offset)
    return instant.map { .time($0.text) } ?? .null
  }
}

/// `path` so that no driver takes it for an option, an address of a database, or data.
func unmistakable(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

/// From the coordinates of a layer to longitude and latitude in WGS 84.
private struct WayToDegrees: ~Copyable {
  /// `nil` where they are that already.
  private let way: OGRCoordinateTransformationH?

  init(
    from source: OGRSpatialReferenceH?, _ path: String, _ messages: Messages
  ) throws(OGRError) {
    guard let source else {
      way = nil
      return
    }
    let target = OSRNewSpatialReference(nil)
    defer { OSRDestroySpatialReference(target) }
    guard OSRImportFromEPSG(target, 4326) == OGRERR_NONE else {
      throw messages.error(.readLayer, path, or: "no definition of EPSG:4326")
    }
    OSRSetAxisMappingStrategy(target, OAMS_TRADITIONAL_GIS_ORDER)
    if OSRIsSame(source, target) != 0 {
      way = nil
      return
    }
    guard let way = OCTNewCoordinateTransformation(source, target) else {
      throw messages.error(.readLayer, path, or: "no way to WGS 84")
    }
    self.way = way
  }

  deinit {
    if let way { OCTDestroyCoordinateTransformation(way) }
  }

  func transform(
    _ raw: OGRGeometryH, _ path: String, _ messages: Messages
  ) throws(OGRError) {
    guard let way else { return }
    guard OGR_G_Transform(raw, way) == OGRERR_NONE else {
      throw messages.error(.readFeature, path, or: "a place outside the layer's projection")
    }
  }

  /// The box in the layer's coordinates that holds `box`.
  func boxInLayer(
    _ box: BoundingBox<GeographicPoint>, _ path: String, _ messages: Messages
  ) throws(OGRError) -> BoundingBox<ProjectedPoint> {
    var result = BoundingBox<ProjectedPoint>(
      minX: box.minX, minY: box.minY, maxX: box.maxX, maxY: box.maxY)
    guard let way else { return result }
    guard let back = OCTGetInverse(way) else {
      throw messages.error(.readLayer, path, or: "no way back to the layer's projection")
    }
    defer { OCTDestroyCoordinateTransformation(back) }
    guard
      OCTTransformBounds(
        back, box.minX, box.minY, box.maxX, box.maxY, &result.minX, &result.minY, &result.maxX,
        &result.maxY, 21) != 0
    else { throw messages.error(.readLayer, path, or: "the box is outside the projection") }
    return result
  }
}
