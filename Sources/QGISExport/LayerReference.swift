internal import SimpleFeatures

/// A field of one layer whose value is the id of a row of another.
struct LayerReference: Hashable {
  var child: String
  var childField: String
  var parent: String
  var parentField: String

  private static let known = [
    LayerReference(
      child: "event_uncertainty", childField: "event_id", parent: "events",
      parentField: "event_id"),
    LayerReference(
      child: "claims", childField: "merged_into", parent: "events", parentField: "event_id"),
    LayerReference(
      child: "mentions", childField: "report_id", parent: "reports", parentField: "report_id"),
    LayerReference(
      child: "mentions", childField: "place_id", parent: "places", parentField: "place_id"),
  ]

  /// The references whose two layers are there and have the fields.
  static func all(among layers: [Layer]) -> [LayerReference] {
    func has(_ name: String, _ field: String) -> Bool {
      layers.first { $0.table.name == name }?.has(field) ?? false
    }
    return known.filter { has($0.child, $0.childField) && has($0.parent, $0.parentField) }
  }
}
