internal import CGDAL
internal import CivilCalendar
internal import SimpleFeatures

/// The kind of geometry that a column for `table` has: polygons and lines are promoted to many.
func columnType(of table: FeatureTable) -> OGRwkbGeometryType {
  switch table.geometryType {
  case nil: return wkbNone
  case .lineString, .multiLineString: return wkbMultiLineString
  case .polygon, .multiPolygon: return wkbMultiPolygon
  case .multiPoint: return wkbMultiPoint
  case .point:
    let hasMany = table.features.contains {
      if case .multiPoint? = $0.geometry { true } else { false }
    }
    return hasMany ? wkbMultiPoint : wkbPoint
  }
}

/// Adds a column for `field` to a layer that is being made.
func addColumn(
  _ field: Field, to layer: OGRLayerH, _ path: String, _ messages: Messages
) throws(OGRError) {
  let (type, subtype) = field.type.columnType
  guard let column = OGR_Fld_Create(field.name, type) else {
    throw messages.error(.createLayer, path, or: "no memory")
  }
  defer { OGR_Fld_Destroy(column) }
  OGR_Fld_SetSubType(column, subtype)
  guard OGR_L_CreateField(layer, column, 0) == OGRERR_NONE else {
    throw messages.error(.createLayer, path, or: "the field '\(field.name)' cannot be made")
  }
  try messages.check(.createLayer, path)
}

/// Writes `features`, which have the fields of `table`, to a layer whose geometry is of `type`.
///
/// - Parameters:
///   - first: The number of the first one in its table, from 0, for messages.
///   - note: Is given the number that each row got, and the feature.
/// - Throws: ``OGRError`` with the step `.writeFeature` and the number of the row that does not fit.
func writeRows(
  _ features: some Sequence<Feature>, of table: FeatureTable, as type: OGRwkbGeometryType,
  to layer: OGRLayerH, _ path: String, _ messages: Messages, first: Int = 0,
  note: (Int64, Feature) -> Void = { _, _ in }
) throws(OGRError) {
  guard let definition = OGR_L_GetLayerDefn(layer), let raw = OGR_F_Create(definition) else {
    throw messages.error(.createLayer, path, or: "no memory")
  }
  // One row, filled again and again.
  defer { OGR_F_Destroy(raw) }
  let row = FeatureRow(raw: raw, table: table, type: type, path: path)
  for (index, feature) in features.enumerated() {
    do {
      try row.fill(with: feature)
    } catch {
      throw OGRError(
        step: .writeFeature, path: path, code: error.code,
        message: "table '\(table.name)', row \(first + index + 1): \(error.message)")
    }
    OGR_F_SetFID(raw, -1)
    guard OGR_L_CreateFeature(layer, raw) == OGRERR_NONE else {
      throw messages.error(.writeFeature, path, or: "a row of '\(table.name)' is not written")
    }
    note(OGR_F_GetFID(raw), feature)
  }
  try messages.check(.writeFeature, path)
}

/// A row of OGR's that takes the values of one feature after the other.
private struct FeatureRow {
  let raw: OGRFeatureH
  let table: FeatureTable
  let type: OGRwkbGeometryType
  let path: String

  func fill(with feature: Feature) throws(OGRError) {
    guard feature.values.count == table.fields.count else {
      throw misfit("\(feature.values.count) values for \(table.fields.count) fields")
    }
    for (index, (field, value)) in zip(table.fields, feature.values).enumerated() {
      try set(value, field, Int32(index))
    }
    guard let shape = feature.geometry else {
      OGR_F_SetGeometryDirectly(raw, nil)
      return
    }
    guard table.geometryType != nil else { throw misfit("a shape in a table without") }
    if let stray = shape.positions.first(where: { !$0.isValid }) {
      throw misfit("(\(stray.longitude), \(stray.latitude)) is not on the globe")
    }
    guard let promoted = promoted(shape) else {
      throw misfit("a shape of another kind than the table's")
    }
    let handle = try GeometryHandle.of(promoted)
    OGR_F_SetGeometryDirectly(raw, OGR_G_IsEmpty(handle.raw) == 0 ? handle.release() : nil)
  }

  /// `shape` as a column of `type` has it; `nil` where it cannot be one.
  private func promoted(_ shape: Geometry<GeographicPoint>) -> Geometry<GeographicPoint>? {
    switch (shape, type) {
    case (.point, wkbPoint), (.multiPoint, wkbMultiPoint): shape
    case (.point(let point), wkbMultiPoint): .multiPoint([point])
    case (.lineString(let line), wkbMultiLineString): .multiLineString([line])
    case (.multiLineString, wkbMultiLineString): shape
    case (.polygon(let polygon), wkbMultiPolygon): .multiPolygon([polygon.oriented])
    case (.multiPolygon(let polygons), wkbMultiPolygon): .multiPolygon(polygons.map(\.oriented))
    default: nil
    }
  }

  private func set(_ value: FieldValue, _ field: Field, _ column: Int32) throws(OGRError) {
    switch (value, field.type) {
    case (.null, _): OGR_F_SetFieldNull(raw, column)
    case (.text(let text), .text), (.text(let text), .json):
      OGR_F_SetFieldString(raw, column, text.withoutNulls)
    case (.integer(let number), .integer): OGR_F_SetFieldInteger64(raw, column, GIntBig(number))
    case (.integer(let number), .real): OGR_F_SetFieldDouble(raw, column, Double(number))
    case (.real(let number), .real):
      if number.isFinite {
        OGR_F_SetFieldDouble(raw, column, number)
      } else {
        OGR_F_SetFieldNull(raw, column)
      }
    case (.boolean(let flag), .boolean): OGR_F_SetFieldInteger(raw, column, flag ? 1 : 0)
    case (.time(let text), .date):
      guard text.utf8.count == 10, let date = CivilDate(iso: text) else {
        throw misfit("'\(text)' in '\(field.name)' is not a date")
      }
      let (year, month, day) = date.components
      OGR_F_SetFieldDateTimeEx(raw, column, Int32(year), Int32(month), Int32(day), 0, 0, 0, 0)
    case (.time(let text), .dateTime):
      guard let instant = Timestamp(text) else {
        throw misfit("'\(text)' in '\(field.name)' is not an instant in UTC")
      }
      let (year, month, day) = instant.date.components
      let minutes = instant.milliseconds / 60_000
      OGR_F_SetFieldDateTimeEx(
        raw, column, Int32(year), Int32(month), Int32(day), Int32(minutes / 60),
        Int32(minutes % 60), Float(instant.milliseconds % 60_000) / 1000, 100)
    default:
      throw misfit("the value of '\(field.name)' is not \(field.type.rawValue): \(value)")
    }
  }

  private func misfit(_ message: String) -> OGRError {
    OGRError(step: .writeFeature, path: path, code: 0, message: message)
  }
}
