public import SimpleFeatures

/// What a table is on the map: known by its name, drawn by its geometry where the name says nothing.
enum LayerRole: String, CaseIterable {
  // From the top of the picture downwards.
  case events, mentions, places
  case settlementControl = "settlement_control"
  case controlMarks = "control_marks"
  case frontLines = "front_lines"
  case eventUncertainty = "event_uncertainty"
  case boundaries, coast, roads, rivers, lakes
  case groundWithoutData = "ground_without_data"
  case contestedGround = "contested_ground"
  case controlAreas = "control_areas"
  case governorates
  case reports, claims, slices

  /// The groups of the layer tree, from the top.
  enum Group: String, CaseIterable {
    case events = "Events"
    case control = "Control"
    case places = "Places"
    case baseMap = "Base map"
    case sources = "Sources"
    case other = "Other"
  }

  var group: Group {
    switch self {
    case .events, .mentions, .eventUncertainty: .events
    case .settlementControl, .controlMarks, .frontLines, .groundWithoutData, .contestedGround,
      .controlAreas:
      .control
    case .places: .places
    case .boundaries, .coast, .roads, .rivers, .lakes, .governorates: .baseMap
    case .reports, .claims, .slices: .sources
    }
  }

  /// Whether it is shown when the project opens.
  var isShownAtFirst: Bool {
    ![.mentions, .eventUncertainty, .controlMarks].contains(self)
  }
}

/// A table with its place in the project.
struct Layer {
  let table: FeatureTable
  let role: LayerRole?

  init(_ table: FeatureTable) {
    self.table = table
    role = LayerRole(rawValue: table.name) ?? Self.roleOfSlice(table.name)
  }

  /// The role of a slice of a layer, which bears the layer's name and its days:
  /// `events_2019_05_06_2019_05_12`.
  private static func roleOfSlice(_ name: String) -> LayerRole? {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 6, parts.suffix(6).allSatisfy({ Int($0) != nil }) else { return nil }
    return LayerRole(rawValue: parts.dropLast(6).joined(separator: "_"))
  }

  /// The layer's name for QGIS. 3.22 was seen to leave layers with ids of ten letters and fewer out
  /// of the order of drawing, and so out of the picture.
  var id: String { "conflictmap_" + table.name }

  var group: LayerRole.Group { role?.group ?? (table.geometryType == nil ? .sources : .other) }
  var title: String { table.title.isEmpty ? table.name : table.title }
  var isShownAtFirst: Bool { table.geometryType != nil && role?.isShownAtFirst ?? true }

  /// Its height in the picture, 0 for the top; tables that are not known lie under the points.
  var height: Int {
    role.flatMap(LayerRole.allCases.firstIndex) ?? LayerRole.allCases.firstIndex(of: .frontLines)
      ?? 0
  }

  var kind: Symbol.Kind? {
    switch table.geometryType {
    case nil: nil
    case .point, .multiPoint: .marker
    case .lineString, .multiLineString: .line
    case .polygon, .multiPolygon: .fill
    }
  }

  func has(_ field: String) -> Bool { table.fields.contains { $0.name == field } }

  func has(_ field: String, _ type: Field.FieldType) -> Bool {
    table.fields.contains { $0.name == field && $0.type == type }
  }

  /// Indices over first and last times and over first and last days.
  ///
  /// Each is over both: with one over the end alone SQLite takes that and is slower than without.
  var spanIndices: [(name: String, start: String, end: String)] {
    let days: (start: String, end: String)? =
      has("date_start", .date) && has("date_end", .date) ? ("date_start", "date_end") : nil
    return [("time", timeFields), ("days", days)].compactMap { what, fields in
      fields.map { ("idx_\(table.name)_\(what)", $0.start, $0.end) }
    }
  }

  /// The fields of the first and the last second that a feature is valid, where it has both.
  var timeFields: (start: String, end: String)? {
    for (start, end) in [("t_start", "t_end"), ("valid_from", "valid_to")]
    where has(start, .dateTime) && has(end, .dateTime) {
      return (start, end)
    }
    return nil
  }
}

extension FeatureTable {
  /// The indices over times and days that a GeoPackage of QGIS has of this table: a name and two
  /// fields each.
  public var spanIndices: [(name: String, start: String, end: String)] {
    Layer(self).spanIndices
  }
}
