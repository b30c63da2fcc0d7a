public import SimpleFeatures

extension FeatureTable {
  /// The same table with the types, aliases and HXL tags of our own layers, which a file format
  /// may not keep: lists come back from a GeoPackage as text.
  public var withTypesOfEvents: FeatureTable {
    guard name == "events" || name == "claims" else { return self }
    let known = Dictionary(
      EventFields.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var table = self
    for index in table.fields.indices {
      guard let field = known[table.fields[index].name] else { continue }
      let read = table.fields[index].type
      if read == field.type || (read == .text && field.type == .json) {
        table.fields[index] = field
      }
    }
    return table
  }
}
