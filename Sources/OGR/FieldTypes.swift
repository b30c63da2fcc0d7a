internal import CGDAL
internal import CivilCalendar
internal import SimpleFeatures

extension Field.FieldType {
  /// What a column of OGR's becomes; lists, times of day and bytes become text.
  init(_ definition: OGRFieldDefnH) {
    switch OGR_Fld_GetType(definition) {
    case OFTInteger:
      self = OGR_Fld_GetSubType(definition) == OFSTBoolean ? .boolean : .integer
    case OFTInteger64: self = .integer
    case OFTReal: self = .real
    case OFTDate: self = .date
    case OFTDateTime: self = .dateTime
    case OFTString: self = OGR_Fld_GetSubType(definition) == OFSTJSON ? .json : .text
    default: self = .text
    }
  }

  /// The type and the subtype of OGR's that holds it.
  var columnType: (OGRFieldType, OGRFieldSubType) {
    switch self {
    // GDAL would note JSON in `gpkg_data_columns`, which the writer fills itself.
    case .text, .json: (OFTString, OFSTNone)
    case .integer: (OFTInteger64, OFSTNone)
    case .real: (OFTReal, OFSTNone)
    case .boolean: (OFTInteger, OFSTBoolean)
    case .date: (OFTDate, OFSTNone)
    case .dateTime: (OFTDateTime, OFSTNone)
    }
  }
}

extension GeometryType {
  /// `nil` for a layer without geometry or with one that differs from row to row.
  init?(_ type: OGRwkbGeometryType) {
    switch OGR_GT_Flatten(OGR_GT_GetLinear(type)) {
    case wkbPoint: self = .point
    case wkbLineString: self = .lineString
    case wkbPolygon, wkbTriangle: self = .polygon
    case wkbMultiPoint: self = .multiPoint
    case wkbMultiLineString: self = .multiLineString
    case wkbMultiPolygon, wkbPolyhedralSurface, wkbTIN: self = .multiPolygon
    default: return nil
    }
  }
}

extension GeometryType {
  /// The kind that the shapes of all `features` are, or can be promoted to.
  init?(fitting features: [Feature]) {
    var kinds: Set<GeometryType> = []
    for feature in features {
      switch feature.geometry {
      case nil: break
      case .point: kinds.insert(.point)
      case .lineString: kinds.insert(.lineString)
      case .polygon: kinds.insert(.polygon)
      case .multiPoint: kinds.insert(.multiPoint)
      case .multiLineString: kinds.insert(.multiLineString)
      case .multiPolygon: kinds.insert(.multiPolygon)
      }
    }
    switch kinds {
    case [.point]: self = .point
    case [.lineString]: self = .lineString
    case [.polygon]: self = .polygon
    case [.multiPoint], [.point, .multiPoint]: self = .multiPoint
    case [.multiLineString], [.lineString, .multiLineString]: self = .multiLineString
    case [.multiPolygon], [.polygon, .multiPolygon]: self = .multiPolygon
    default: return nil
    }
  }
}

/// A day and a time of it in UTC, as ISO 8601 writes them.
struct Timestamp: Hashable {
  var date: CivilDate
  /// Milliseconds since midnight, `0..<86_400_000`.
  var milliseconds: Int

  /// The instant that `text` names, written `YYYY-MM-DDTHH:MM:SS[.fff]Z`; `nil` for anything else.
  init?(_ text: String) {
    guard text.utf8.last == UInt8(ascii: "Z"), let date = CivilDate(iso: text) else { return nil }
    let bytes = Array(text.utf8.dropLast())
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let hour = number(11..<13), let minute = number(14..<16),
      let second = number(17..<19), hour < 24, minute < 60, second < 60
    else { return nil }
    var fraction = 0
    if bytes.count > 19 {
      guard bytes[19] == UInt8(ascii: "."), (21...29).contains(bytes.count),
        number(20..<bytes.count) != nil, let digits = number(20..<min(bytes.count, 23))
      else { return nil }
      // A tenth is 100 thousandths.
      fraction = digits * (bytes.count == 21 ? 100 : bytes.count == 22 ? 10 : 1)
    }
    self.date = date
    milliseconds = ((hour * 60 + minute) * 60 + second) * 1000 + fraction
  }

  /// The instant of a clock that is `offset` minutes ahead of UTC.
  init?(
    year: Int32, month: Int32, day: Int32, hour: Int32, minute: Int32, second: Float, offset: Int
  ) {
    guard let date = CivilDate(year: Int(year), month: Int(month), day: Int(day)),
      second.isFinite, (0...3600).contains(second)
    else { return nil }
    let minutes = Int(hour) * 60 + Int(minute) - offset
    let total = minutes * 60_000 + Int((Double(second) * 1000).rounded())
    let days = Int((Double(total) / 86_400_000).rounded(.down))
    self.date = date + days
    milliseconds = total - days * 86_400_000
  }

  /// Such as `2019-06-16T23:59:59Z`; with three decimals where the second is broken.
  var text: String { description(alwaysMilliseconds: false) }

  /// Such as `2019-06-16T23:59:59.000Z`, which is how the GeoPackage standard wants it.
  var geoPackageText: String { description(alwaysMilliseconds: true) }

  private func description(alwaysMilliseconds: Bool) -> String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let seconds = milliseconds / 1000
    let fraction = milliseconds % 1000
    return "\(date)T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):"
      + padded(seconds % 60, 2)
      + (alwaysMilliseconds || fraction != 0 ? "." + padded(fraction, 3) : "") + "Z"
  }
}
