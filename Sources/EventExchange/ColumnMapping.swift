internal import EventCoding
internal import Yams

/// What the columns of a table of one's own mean: a YAML file, described in `docs/exchange.md`.
public struct ColumnMapping: Sendable {
  /// What the data are called, for event ids and attribution.
  public private(set) var name = ""
  public private(set) var attribution: String?
  /// `nil` where it is found from the header.
  private(set) var separator: UInt8?
  private(set) var listSeparator: Character = ";"
  private(set) var dateOrder = DatasetDate.Order.yearMonthDay
  /// The column of each field.
  private(set) var columns: [MappedField: String] = [:]
  /// What a value of a field stands for.
  private(set) var values: [MappedField: [String: String]] = [:]
  /// What a field is where its cell is empty or it has no column.
  private(set) var defaults: [MappedField: String] = [:]

  /// The deepest and the longest file that makes sense.
  private static let longest = 1 << 20

  /// Reads a mapping file.
  ///
  /// - Throws: ``ExchangeError`` with the line, for what is not YAML, a key or a field that there is
  ///   not, a code that EVENTS.md does not have, or a field that every event needs and has no column.
  public init(yaml: String) throws(ExchangeError) {
    guard yaml.utf8.count <= Self.longest else {
      throw ExchangeError(line: 0, "a mapping of more than 1 MiB")
    }
    let root = try Self.root(of: yaml)
    for (key, value) in root {
      let line = key.mark?.line ?? 1
      switch key.scalar?.string ?? "" {
      case "name": name = try Self.text(value, "name")
      case "attribution": attribution = try Self.text(value, "attribution")
      case "separator": separator = try Self.separator(value)
      case "list_separator":
        let text = try Self.text(value, "list_separator")
        guard let mark = text.first, text.count == 1 else {
          throw ExchangeError(line: line, "list_separator is one character")
        }
        listSeparator = mark
      case "dates":
        let text = try Self.text(value, "dates")
        guard let order = DatasetDate.Order(rawValue: text) else {
          throw ExchangeError(
            line: line,
            "dates is one of " + DatasetDate.Order.allCases.map(\.rawValue).joined(separator: ", "))
        }
        dateOrder = order
      case "columns":
        for (field, value) in try Self.fields(value, "columns") {
          columns[field] = try Self.text(value, field.rawValue)
        }
      case "values":
        for (field, value) in try Self.fields(value, "values") {
          values[field] = try Self.values(of: field, value)
        }
      case "defaults":
        for (field, value) in try Self.fields(value, "defaults") {
          let text = try Self.text(value, field.rawValue)
          try Self.check(text, of: field, line: value.mark?.line ?? line)
          defaults[field] = text
        }
      case let other:
        throw ExchangeError(
          line: line,
          "there is no key \"\(other)\"; the keys are name, attribution, separator, "
            + "list_separator, dates, columns, values, defaults")
      }
    }
    guard !name.isEmpty else { throw ExchangeError("name is missing: what the data are called") }
    try checkWhole()
  }

  /// - Throws: ``ExchangeError`` where a column that the mapping names is not in the table.
  func check(_ tableColumns: [String]) throws(ExchangeError) {
    let missing = Set(columns.values).filter { !tableColumns.contains($0) }.sorted()
    guard missing.isEmpty else {
      throw ExchangeError(
        "the table lacks the columns \(missing.joined(separator: ", ")) that the mapping names; it "
          + "has \(tableColumns.joined(separator: ", "))")
    }
  }

  private func checkWhole() throws(ExchangeError) {
    for field in [MappedField.eventID, .dateStart, .subType]
    where columns[field] == nil && (defaults[field] == nil || field != .subType) {
      throw ExchangeError("columns lacks \(field.rawValue), which every event needs")
    }
    guard columns[.placeID] != nil || (columns[.latitude] != nil && columns[.longitude] != nil)
    else { throw ExchangeError("columns needs place_id, or both lat and lon") }
  }

  // MARK: YAML

  private static func root(of yaml: String) throws(ExchangeError) -> Node.Mapping {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch {
      switch error as? YamlError {
      case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
        .composer(_, let problem, let mark, _)?:
        throw ExchangeError(line: mark.line, "not YAML: \(problem)")
      default: throw ExchangeError(line: 0, "not YAML")
      }
    }
    guard let mapping = node?.mapping else {
      throw ExchangeError("not a mapping; begin with name: and columns:, as docs/exchange.md shows")
    }
    return mapping
  }

  private static func text(_ node: Node, _ name: String) throws(ExchangeError) -> String {
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw ExchangeError(line: node.mark?.line ?? 1, "\(name) is a text")
    }
    return text
  }

  private static func separator(_ node: Node) throws(ExchangeError) -> UInt8 {
    switch try text(node, "separator") {
    case "tab", "\t": return 0x09
    case ",": return UInt8(ascii: ",")
    case ";": return UInt8(ascii: ";")
    case "|": return UInt8(ascii: "|")
    default:
      throw ExchangeError(
        line: node.mark?.line ?? 1, "separator is \",\", \";\", \"|\" or tab")
    }
  }

  private static func fields(
    _ node: Node, _ key: String
  ) throws(ExchangeError) -> [(MappedField, Node)] {
    guard let mapping = node.mapping else {
      throw ExchangeError(line: node.mark?.line ?? 1, "\(key) is a list of field: value lines")
    }
    var result: [(MappedField, Node)] = []
    for (field, value) in mapping {
      let name = field.scalar?.string ?? ""
      guard let known = MappedField(rawValue: name) else {
        throw ExchangeError(
          line: field.mark?.line ?? 1,
          "there is no field \"\(name)\"; the fields are "
            + MappedField.allCases.map(\.rawValue).joined(separator: ", "))
      }
      result.append((known, value))
    }
    return result
  }

  private static func values(
    of field: MappedField, _ node: Node
  ) throws(ExchangeError) -> [String: String] {
    guard let mapping = node.mapping else {
      throw ExchangeError(
        line: node.mark?.line ?? 1, "values of \(field.rawValue) is a list of value: code lines")
    }
    var result: [String: String] = [:]
    for (value, code) in mapping {
      guard let from = value.scalar?.string, let to = code.scalar?.string else {
        throw ExchangeError(
          line: value.mark?.line ?? 1, "values of \(field.rawValue) is a list of value: code lines")
      }
      try check(to, of: field, line: code.mark?.line ?? 1)
      result[from] = to
    }
    return result
  }

  private static func check(
    _ code: String, of field: MappedField, line: Int
  ) throws(ExchangeError) {
    guard let codes = field.codes, !codes.contains(code) else { return }
    throw ExchangeError(
      line: line,
      "\"\(code)\" is no \(field.rawValue); the codes are \(codes.joined(separator: ", "))")
  }
}

/// A field of an event that a column can give: the names of EVENTS.md section 3.
enum MappedField: String, CaseIterable {
  case eventID = "event_id"
  case dateStart = "date_start"
  case dateEnd = "date_end"
  case datePrecision = "date_prec"
  case subType = "sub_type"
  case polarity
  case countKind = "count_kind"
  case controlEffect = "control_effect"
  case controlFrom = "control_from"
  case controlTo = "control_to"
  case sideA = "side_a"
  case sideB = "side_b"
  case initiator
  case civilianTargeting = "civilian_targeting"
  case claimedBy = "claimed_by"
  case placeID = "place_id"
  case placeEnglish = "place_en"
  case placeArabic = "place_ar"
  case latitude = "lat"
  case longitude = "lon"
  case placePrecision = "geo_prec"
  case killedLow = "killed_low"
  case killedBest = "killed_best"
  case killedHigh = "killed_high"
  case injuredLow = "injured_low"
  case injuredBest = "injured_best"
  case injuredHigh = "injured_high"
  case capturedLow = "captured_low"
  case capturedBest = "captured_best"
  case capturedHigh = "captured_high"
  case defectedLow = "defected_low"
  case defectedBest = "defected_best"
  case defectedHigh = "defected_high"
  case missingLow = "missing_low"
  case missingBest = "missing_best"
  case missingHigh = "missing_high"
  case displacedLow = "displaced_low"
  case displacedBest = "displaced_best"
  case displacedHigh = "displaced_high"
  case killedOfA = "killed_a"
  case killedOfB = "killed_b"
  case killedCivilians = "killed_civ"
  case killedUnknown = "killed_unk"
  case source, title, url, published, language

  /// The values that the field may have, `nil` where they are open.
  var codes: [String]? {
    switch self {
    case .subType: EventType.allCases.map(\.rawValue)
    case .polarity: ["asserted", "denied", "planned", "hypothetical", "historical"]
    case .countKind: ["new", "running_total", "share_of_total"]
    case .controlEffect:
      ["gain", "loss", "hold", "contest", "besiege", "withdraw", "truce", "none"]
    case .initiator: ["a", "b", "both", "unknown"]
    case .civilianTargeting: ["true", "false"]
    case .datePrecision: (1...6).map(String.init)
    case .placePrecision: (0...10).map(String.init)
    default: nil
    }
  }
}
