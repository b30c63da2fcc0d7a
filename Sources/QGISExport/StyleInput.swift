/// How a side of the conflict looks.
public struct SideStyle: Hashable, Sendable {
  /// The value of the fields `side`, `side_a` and `side_b`.
  public var key: String
  public var nameEn: String
  public var nameAr: String
  /// The colour of its areas, written `#RRGGBB`.
  public var fill: String
  /// The colour of its lines and texts, written `#RRGGBB`.
  public var line: String

  public init(key: String, nameEn: String, nameAr: String, fill: String, line: String) {
    self.key = key
    self.nameEn = nameEn
    self.nameAr = nameAr
    self.fill = fill
    self.line = line
  }
}

/// How a type of event looks.
public struct EventTypeStyle: Hashable, Sendable {
  public enum Shape: String, CaseIterable, Hashable, Sendable {
    case circle, square, diamond, triangle, star, pentagon, hexagon, cross
  }

  /// The value of the field `event_type`.
  public var key: String
  public var nameEn: String
  public var nameAr: String
  /// Written `#RRGGBB`.
  public var colour: String
  public var shape: Shape

  public init(key: String, nameEn: String, nameAr: String, colour: String, shape: Shape) {
    self.key = key
    self.nameEn = nameEn
    self.nameAr = nameAr
    self.colour = colour
    self.shape = shape
  }
}

/// The language of names on the map and of the legend; the other one stands in where a name is
/// missing.
public enum LabelLanguage: String, CaseIterable, Hashable, Sendable {
  case arabic, english
  /// Both, the Arabic name above the English one.
  case both
}

/// What QGIS cannot be told.
public enum QGISProjectError: Error, Hashable, Sendable {
  /// Not of the form `#RRGGBB`; the key is that of the side or the type of event.
  case invalidColour(key: String, String)
  /// A file's name with a folder, with `|`, where QGIS ends the path, or with a code such as `%25`.
  case invalidFileName(String)
  /// Not an instant in UTC such as `2019-08-01T00:00:00Z`.
  case invalidTimestamp(String)
}

extension QGISProjectError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidColour(let key, let text):
      "the colour '\(text)' of '\(key)' is not of the form #RRGGBB"
    case .invalidFileName(let name): "QGIS cannot refer to a GeoPackage named '\(name)'"
    case .invalidTimestamp(let text): "'\(text)' is not an instant such as 2019-08-01T00:00:00Z"
    }
  }
}

/// A colour as QGIS writes it, such as `233,154,132,255`.
struct Colour: Hashable {
  let text: String

  /// - Parameter hex: `#RRGGBB`, in either case.
  init?(_ hex: String, alpha: Int = 255) {
    let digits = hex.utf8.dropFirst()
    guard hex.utf8.first == UInt8(ascii: "#"), digits.count == 6,
      digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let number = UInt32(String(hex.dropFirst()), radix: 16)
    else { return nil }
    self.init(number, alpha: alpha)
  }

  /// - Parameter rgb: As in `0xRRGGBB`.
  init(_ rgb: UInt32, alpha: Int = 255) {
    text = "\(rgb >> 16 & 0xFF),\(rgb >> 8 & 0xFF),\(rgb & 0xFF),\(alpha)"
  }
}
