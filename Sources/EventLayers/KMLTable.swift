public import SimpleFeatures

extension FeatureTable {
  /// The table with the columns that KML knows before its own: `name`, `description`, and `begin` and
  /// `end`, by which Google Earth plays time. Columns that it has already, or that nothing in it
  /// tells, are not added. The other columns of time become text: GDAL would leave them out.
  public var namedForKML: FeatureTable {
    let columns = Dictionary(
      fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
    let times = [("t_start", "t_end"), ("valid_from", "valid_to")].first {
      columns[$0.0] != nil && columns[$0.1] != nil
    }
    let sources: [(field: Field, from: [String])] = [
      (
        Field("name", .text, alias: "Name"), ["place_en", "name_en", "place_ar", "name_ar", "side"]
      ),
      (Field("description", .text, alias: "Description"), ["sentence", "summary"]),
      (Field("begin", .dateTime, alias: "Begin"), times.map { [$0.0] } ?? []),
      (Field("end", .dateTime, alias: "End"), times.map { [$0.1] } ?? []),
    ]
    let added = sources.compactMap { source -> (field: Field, from: [Int])? in
      let from = source.from.compactMap { columns[$0] }
      return from.isEmpty || columns[source.field.name] != nil ? nil : (source.field, from)
    }
    var table = self
    let others = fields.map { field in
      var field = field
      if [.date, .dateTime].contains(field.type) { field.type = .text }
      return field
    }
    table.fields = added.map(\.field) + others
    table.features = features.map { feature in
      let values = added.map { column in
        column.from.lazy.map { feature.values[$0] }.first { $0 != .null } ?? .null
      }
      let texts = feature.values.map { value in
        if case .time(let text) = value { FieldValue.text(text) } else { value }
      }
      return Feature(values: values + texts, geometry: feature.geometry)
    }
    return table
  }
}
