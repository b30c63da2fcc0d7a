internal import CSVText
internal import JSONText
internal import SimpleFeatures

/// A layer as HXL: a row of names, a row of hashtags, then the values; only columns with a tag.
///
/// Lists are written with vertical bars between their elements, of sources the report's id and its
/// outlet. Source: the HXL standard, hxlstandard.org, version 1.1.
struct HXLProfile {
  /// Names, tags, and a row for each feature.
  let rows: [[String]]
  /// Fields without a tag.
  let leftOut: [String]

  init(_ table: FeatureTable) {
    let tagged = table.fields.indices.filter { !(table.fields[$0].hxlTag ?? "").isEmpty }
    leftOut = table.fields.filter { ($0.hxlTag ?? "").isEmpty }.map(\.name)
    rows =
      [tagged.map { table.fields[$0].name }, tagged.map { table.fields[$0].hxlTag ?? "" }]
      + table.features.map { feature in
        tagged.map { Self.text(feature.values[$0], table.fields[$0].type) }
      }
  }

  private static func text(_ value: FieldValue, _ type: Field.FieldType) -> String {
    switch value {
    case .null: ""
    case .text(let text): CSVWriter.unformulated(type == .json ? list(text) : text)
    case .time(let text): text
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .boolean(let flag): flag ? "true" : "false"
    }
  }

  private static func list(_ json: String) -> String {
    guard let items = try? JSONValue(parsing: Array(json.utf8)), let items = items.array else {
      return json
    }
    return items.map { item in
      item.text
        ?? [item["report_id"]?.text, item["outlet"]?.text].compactMap { $0 }
        .joined(separator: " ")
    }.joined(separator: " | ")
  }
}
